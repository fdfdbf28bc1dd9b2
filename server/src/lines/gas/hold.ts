import { require } from '#platform/access'
import { inTransaction, write, type Ctx } from '#platform/db'
import { later, minutes } from '#platform/time'
import { bookingFor, lockForBooking, shelfOf, unsafeBooking, type Booking } from './booking.ts'
import { extendPayment, lockPayment } from './money.ts'
import { refuse } from './refusals.ts'
import { promiseMinutes } from './settings.ts'
import { countPromise, freeForNew, freeOn } from './stock.ts'

/** How often the time may be renewed: ten times, as WCAG 2.2.1 asks of a limit that a person may extend. */
const renewals = 10
const keep = write('gas.hold_renew', `update gas.bookings set promised_until = $2, promised = $3, version = version + 1 where id = $1`)

/**
 * Gives somebody who is paying the same time once more. What a failed try had set free is held again, if one is free. Refuses when it was paid or ended
 * (`gas.intent_moved`), and when ten times the time was given (`gas.hold_over`).
 */
export const renewHold = (ctx: Ctx, idOrReference: string): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.booking.create')
    const before = await bookingFor(tx, idOrReference)
    if (before.intentId === null) throw refuse.intent_moved()
    // The payment first, then the shelf, as where one is captured.
    const payment = await lockPayment(tx, before.intentId)
    await lockForBooking(tx, before)
    const b = (await unsafeBooking(tx, before.id))!
    const now = tx.now()
    if (b.status !== 'payment_pending' || !['created', 'attempted'].includes(payment.state) || payment.expiresAt <= now || b.promisedUntil <= now) throw refuse.intent_moved()
    const time = (await promiseMinutes(tx)) * minutes
    const last = later(b.createdAt, (renewals + 1) * time)
    const wanted = later(now, time)
    const until = wanted < last ? wanted : last
    if (until <= b.promisedUntil) throw refuse.hold_over()
    const again = !b.promised && freeForNew(await freeOn(tx, shelfOf(b))) > 0
    if (again) await countPromise(tx, shelfOf(b), 1)
    await keep(tx, [b.id, until, b.promised || again])
    await extendPayment(tx, payment.id, until)
    return (await unsafeBooking(tx, b.id))!
  })
