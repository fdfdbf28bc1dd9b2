import { require } from '#platform/access'
import { inTransaction, type Ctx } from '#platform/db'
import { allot, bookingFor, lockForBooking, openOf, putBack, moveBooking, unsafeBooking, type Booking } from './booking.ts'
import { unsafeCylinders } from './cylinder.ts'
import { dayOf } from './days.ts'
import { deallocate } from './delivery.ts'
import { end } from './end.ts'
import { overridden } from './overrides.ts'
import { refuse } from './refusals.ts'
import { freeForWaiting, freeOn, serveSoon } from './stock.ts'
import { common } from '#platform/problems'

/**
 * Gives a customer the cylinder that staff chose, against the order. It never skips the money: the customer needs a paid booking that waits or has another
 * cylinder, which then goes back to its place. What is held for people who are paying now cannot be chosen away. (G6)
 */
export const assignChosen = (ctx: Ctx, cylinderId: string, it: { customerId: string; reason: string; rule?: string | undefined }): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.override', 'line')
    const before = await openOf(tx, it.customerId)
    if (!before || !['paid', 'waitlisted', 'allocated'].includes(before.status)) throw refuse.no_paid_booking()
    const c = (await unsafeCylinders(tx, [cylinderId])).get(cylinderId)
    if (!c) throw common.not_found()
    const had = before.cylinderId ? [...(await unsafeCylinders(tx, [before.cylinderId])).values()] : []
    await lockForBooking(tx, before, [c, ...had])
    let b = (await unsafeBooking(tx, before.id))!
    const now = (await unsafeCylinders(tx, [cylinderId])).get(cylinderId)!
    if (now.typeId !== b.typeId || now.state !== 'filled' || (now.testDueOn !== null && now.testDueOn < dayOf(tx, tx.now()))) throw refuse.cylinder_not_eligible()
    const same = now.depotId === b.depotId && b.status === 'allocated'
    // Its own, when it has one on this shelf, is free again in the same motion.
    if (freeForWaiting(await freeOn(tx, now)) + (same ? 1 : 0) <= 0) throw refuse.held_for_payers()
    if (b.status === 'allocated') {
      await putBack(tx, b)
      b = await moveBooking(tx, b.id, 'paid', { from: ['allocated'], reason: it.reason, set: { cylinderId: null, allottedAt: null } })
    }
    await overridden(tx, {
      action: before.cylinderId ? 'reallot' : 'assign',
      rule: it.rule ?? 'fifo',
      reason: it.reason,
      bookingId: b.id,
      cylinderId,
      customerId: b.customerId,
      before: { cylinderId: before.cylinderId, status: before.status },
      after: { cylinderId },
    })
    const done = (await allot(tx, b, { chosen: cylinderId }))!
    if (before.cylinderId) await serveSoon(tx, before)
    return done
  })

/** Takes the cylinder from a booking: back to its place, or into quarantine. The booking keeps its time of payment and waits first. */
export const takeAway = (ctx: Ctx, idOrReference: string, it: { reason: string; damaged: boolean }): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.override', 'line')
    const before = await bookingFor(tx, idOrReference)
    await lockForBooking(tx, before)
    const b = (await unsafeBooking(tx, before.id))!
    if (b.status !== 'allocated') throw refuse.not_assigned()
    await overridden(tx, {
      action: 'deallocate',
      rule: 'allotment',
      reason: it.reason,
      bookingId: b.id,
      cylinderId: b.cylinderId,
      customerId: b.customerId,
      before: { cylinderId: b.cylinderId },
    })
    return deallocate(tx, b, it.damaged ? { reason: it.reason } : undefined)
  })

/** Staff cancel a booking against the customer's own limits; the money goes back by the same rules. */
export const cancelByStaff = (ctx: Ctx, idOrReference: string, it: { reason: string; to: 'source' | 'wallet' }): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.override', 'line')
    const b = await bookingFor(tx, idOrReference)
    await overridden(tx, {
      action: 'cancel',
      rule: 'cancellation',
      reason: it.reason,
      bookingId: b.id,
      cylinderId: b.cylinderId,
      customerId: b.customerId,
      before: { status: b.status },
    })
    return end(tx, b.id, it)
  })
