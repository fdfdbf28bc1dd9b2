import type { Tx } from '#platform/db'
import type { Subscribers } from '#platform/events'
import { lockForBooking, shelfOf, unsafeBooking, type Booking } from './booking.ts'
import { admission } from './book.ts'
import { end, endUnpaid, freePromise, givenBack } from './end.ts'
import { lockPayment, owedFor, purpose, refuseRevival, reviveIntent } from './money.ts'
import { accounts } from './schema.ts'
import { freeForNew, freeOn } from './stock.ts'
import { eq } from 'drizzle-orm'

/** What the line does when its payments say something. Each may come late, twice, or in another order: what is true is asked behind the lock of the payment. */
export const onPayments: Subscribers = {
  'payment.failed': async (tx, { payload: p }) => {
    if (p.purpose !== purpose) return
    if (['created', 'attempted'].includes((await lockPayment(tx, p.intentId)).state)) await freePromise(tx, p.businessRef.id)
  },
  'payment.expired': async (tx, { payload: p }) => {
    if (p.purpose !== purpose) return
    await lockPayment(tx, p.intentId)
    await endUnpaid(tx, p.businessRef.id, 'expired', 'It was not paid in time.')
  },
  'payment.cancelled': async (tx, { payload: p }) => {
    if (p.purpose !== purpose) return
    await lockPayment(tx, p.intentId)
    await endUnpaid(tx, p.businessRef.id, 'cancelled', 'Its payment was called off.')
  },
  'payment.late_captured': async (tx, { payload: p }) => {
    if (p.purpose !== purpose) return
    if ((await lockPayment(tx, p.intentId)).state !== 'late_captured') return
    const b = await unsafeBooking(tx, p.businessRef.id)
    if (b && (await canRevive(tx, b))) await reviveIntent(tx, p.intentId)
    else await refuseRevival(tx, p.intentId)
  },
  'refund.processed': async (tx, { payload: p }) => {
    if (p.purpose !== purpose) return
    const b = await unsafeBooking(tx, p.businessRef.id)
    // All of it was given back by hand, so nothing is left to wait for. A part is a goodwill: the booking goes on.
    if (b && ['paid', 'waitlisted', 'allocated', 'delivery_failed'].includes(b.status) && (await owedFor(tx, b.id)) === 0) await end(tx, b.id, givenBack)
  },
}

/**
 * Whether a booking whose time had passed can still be had as it was promised: a free cylinder, and every rule of admission as for a new one. One that was cancelled stays so. Locks
 * what an allotment locks.
 */
async function canRevive(tx: Tx, before: Booking): Promise<boolean> {
  await lockForBooking(tx, before)
  const b = (await unsafeBooking(tx, before.id))!
  if (b.status !== 'expired') return false
  const [account] = b.accountId === null ? [] : await tx.db.select().from(accounts).where(eq(accounts.id, b.accountId))
  const { reasons } = await admission(tx, b.customerId, account)
  return reasons.length === 0 && freeForNew(await freeOn(tx, shelfOf(b))) > 0
}
