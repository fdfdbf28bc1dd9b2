import { require, system } from '#platform/access'
import { actingAs, inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { common, Problem } from '#platform/problems'
import { days, later } from '#platform/time'
import { allot, bookingFor, lockForBooking, moveBooking, putBack, shelfOf, unsafeBooking, type Booking } from './booking.ts'
import { emitBooking } from './events.ts'
import { dropPayment, keepFee, lockPayment, owedFor, payBack, paymentOver } from './money.ts'
import { refuse } from './refusals.ts'
import { tellPlaces } from './places.ts'
import { attemptFee, waitlistDays } from './settings.ts'
import { countPromise, freeForWaiting, serveSoon, shelved, watchLow, type Shelf } from './stock.ts'

const cancellable = ['payment_pending', 'paid', 'waitlisted', 'allocated', 'delivery_failed'] as const

/** What is kept when a booking is cancelled now: the fee for each delivery that failed through the customer. The rest of what was paid goes back. */
const feeOf = async (ctx: Ctx, b: Booking): Promise<number> =>
  b.status === 'delivery_failed' && b.failure !== 'bad_cylinder' ? (await ownFailures(ctx, [b.id]))[0]!.n * (await attemptFee(ctx)) : 0
const ownFailures = read<{ n: number }>(
  'gas.own_failures',
  `select count(*)::int n from platform.history where noun = 'booking' and noun_id = $1 and "to" = 'delivery_failed' and reason in ('no_answer', 'refused', 'no_empty')`,
)

export interface Ending {
  reason: string
  /** Where what was paid goes back to. */
  to: 'source' | 'wallet'
}

/** Ends a booking: the promise or the cylinder is free again at once, what was paid goes back. Refuses what has left the depot. The same for everybody; who may is decided before. */
export async function end(tx: Tx, id: string, it: Ending): Promise<Booking> {
  const before = await unsafeBooking(tx, id)
  if (!before) throw common.not_found()
  // The payment first, as where one is captured: so the two wait for each other instead of for ever.
  if (before.status === 'payment_pending') await dropPayment(tx, before.intentId!)
  else if (before.intentId !== null) await lockPayment(tx, before.intentId)
  await lockForBooking(tx, before)
  const b = (await unsafeBooking(tx, id))!
  if (!cancellable.includes(b.status as 'paid')) throw refuse.too_late_to_cancel({ extra: { bookingStatus: b.status } })
  return finish(tx, b, it)
}
async function finish(tx: Tx, b: Booking, { reason, to }: Ending): Promise<Booking> {
  if (b.promised) await countPromise(tx, shelfOf(b), -1)
  if (b.cylinderId !== null) await putBack(tx, b)
  const owed = b.paidAt === null ? 0 : await owedFor(tx, b.id)
  const refund = Math.max(0, owed - (await feeOf(tx, b)))
  const refundId = refund > 0 ? await payBack(tx, { intentId: b.intentId!, amount: refund, reason, to }) : null
  const now = await moveBooking(tx, b.id, 'cancelled', {
    from: cancellable,
    reason,
    set: { promised: false, cylinderId: null, endedAt: tx.now(), endReason: reason, refundId, refundAmount: refund },
  })
  await keepFee(tx, b, owed - refund)
  await emitBooking(tx, 'gas.booking_cancelled', now, { from: b.status, reason, refund, to })
  await serveSoon(tx, shelfOf(b))
  return now
}

/** A customer cancels until the cylinder leaves the depot; staff the same for them. (G5) */
export const cancelBooking = (ctx: Ctx, idOrReference: string, it: Ending): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.booking.cancel')
    const b = await bookingFor(tx, idOrReference)
    // How much goes back the rule decides, not the person; so nobody has to look at it again.
    return end(tx.actor.staff ? actingAs(tx, system(tx.actor.name)) : tx, b.id, it)
  })

const overdue = read<{ id: string }>(
  'gas.overdue',
  `select id from gas.bookings where status in ('quoted', 'payment_pending') and promised_until <= $1 order by promised_until, id limit 200`,
)
const waitedLong = read<{ id: string }>('gas.waited_long', `select id from gas.bookings where status = 'waitlisted' and waiting_since <= $1 order by waiting_since, id limit 200`)

/** Sweep: bookings that nobody paid in time; each in a transaction of its own, so that a payment that arrives at this moment wins or loses as a whole. */
export async function expirePromises(ctx: Ctx): Promise<void> {
  const acting = actingAs(ctx, system())
  for (;;) {
    const rows = await overdue(acting, [acting.now()])
    for (const { id } of rows) await quietly(() => inTransaction(acting, (tx) => expire(tx, id)))
    if (rows.length < 200) return
  }
}
async function expire(tx: Tx, id: string): Promise<void> {
  const { intentId } = (await unsafeBooking(tx, id))!
  // While a bank is at it the booking waits for the answer, as its payment does.
  if (intentId === null || (await paymentOver(tx, intentId))) await endUnpaid(tx, id, 'expired', 'It was not paid in time.')
}

/** Ends a booking whose payment can no longer come; its promise is free at once. The caller has locked the payment. */
export async function endUnpaid(tx: Tx, id: string, to: 'expired' | 'cancelled', reason: string): Promise<void> {
  const before = (await unsafeBooking(tx, id))!
  await lockForBooking(tx, before)
  const b = (await unsafeBooking(tx, id))!
  if (b.status !== 'payment_pending') return
  if (b.promised) await countPromise(tx, shelfOf(b), -1)
  const now = await moveBooking(tx, id, to, { reason, set: { promised: false, endedAt: tx.now(), endReason: reason } })
  if (to === 'expired') await emitBooking(tx, 'gas.booking_expired', now, {})
  else await emitBooking(tx, 'gas.booking_cancelled', now, { from: 'payment_pending', reason, refund: 0, to: 'source' })
  await watchLow(tx, shelfOf(b))
  await serveSoon(tx, shelfOf(b))
}
/** A try to pay failed: what was held for it is free for others at once. The payer may try again; what is free then is theirs. */
export async function freePromise(tx: Tx, id: string): Promise<void> {
  const before = (await unsafeBooking(tx, id))!
  await lockForBooking(tx, before)
  const b = (await unsafeBooking(tx, id))!
  if (!b.promised) return
  await dropPromise(tx, [id])
  await countPromise(tx, shelfOf(b), -1)
  await watchLow(tx, shelfOf(b))
  await serveSoon(tx, shelfOf(b))
}
const dropPromise = write('gas.drop_promise', `update gas.bookings set promised = false, version = version + 1 where id = $1 and promised`)

/** Somebody else moved it meanwhile: then there is nothing to do. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

/** Sweep: bookings that wait longer than we ask anybody to. */
export async function endLongWaits(ctx: Ctx): Promise<void> {
  const acting = actingAs(ctx, system())
  const n = await waitlistDays(acting)
  for (;;) {
    const rows = await waitedLong(acting, [later(acting.now(), -n * days)])
    for (const { id } of rows) await quietly(() => inTransaction(acting, (tx) => end(tx, id, { reason: `No cylinder came within ${n} days.`, to: 'source' })))
    if (rows.length < 200) return
  }
}

const head = read<{ id: string }>('gas.head', `select id from gas.bookings where depot_id = $1 and type_id = $2 and status = 'waitlisted' order by paid_at, id limit 1`)
/** Gives free cylinders to those who wait, in the order of payment; one transaction each, so that nobody waits for the whole list. */
export async function serveWaiting(ctx: Ctx, shelf: Shelf): Promise<void> {
  const acting = actingAs(ctx, system())
  for (;;) {
    const [first] = await head(acting, [shelf.depotId, shelf.typeId])
    if (!first || !(await inTransaction(acting, (tx) => serve(tx, shelf, first.id)))) break
  }
  await tellPlaces(acting, shelf)
}
async function serve(tx: Tx, shelf: Shelf, id: string): Promise<boolean> {
  await lockForBooking(tx, (await unsafeBooking(tx, id))!)
  const [first] = await head(tx, [shelf.depotId, shelf.typeId])
  // Somebody paid earlier or this one went: look again, with its locks.
  if (first?.id !== id) return first !== undefined
  const b = (await unsafeBooking(tx, id))!
  // Somebody gave the money back by hand: nothing is handed over for it, and nobody waits behind it.
  if ((await owedFor(tx, id)) === 0) return (await finish(tx, b, givenBack)) !== null
  const on = await shelved(tx, shelf)
  return freeForWaiting(on.stock) > 0 && (await allot(tx, b, { on })) !== null
}

/** Why a booking ends whose payment was refunded by hand. */
export const givenBack: Ending = { reason: 'Its payment was given back.', to: 'source' }

const shelvesWaiting = read<Shelf>('gas.shelves_waiting', `select distinct depot_id "depotId", type_id "typeId" from gas.bookings where status = 'waitlisted'`)
/** Sweep: looks at every shelf that somebody waits for, in case a job was lost. */
export async function serveAll(ctx: Ctx): Promise<void> {
  for (const shelf of await shelvesWaiting(ctx)) await serveWaiting(ctx, shelf)
}
