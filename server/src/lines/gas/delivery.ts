import { randomInt } from 'node:crypto'
import { require } from '#platform/access'
import { encrypt, same, sign } from '#platform/crypto'
import { inTransaction, write, type Ctx, type Tx } from '#platform/db'
import { attach } from '#core/media'
import { allot, bookingFor, handOver, lockForBooking, moveBooking, putBack, shelfOf, unsafeBooking, type Booking } from './booking.ts'
import { moveCylinder } from './cylinder.ts'
import { emitBooking } from './events.ts'
import { overridden } from './overrides.ts'
import { refuse } from './refusals.ts'
import { freeForWaiting, serveSoon, shelved } from './stock.ts'
import { wait } from './book.ts'

export const failures = ['no_answer', 'refused', 'bad_cylinder', 'no_empty'] as const
const maxTries = 5
const maxAttempts = 3

const hashOf = (ctx: Ctx, b: Booking, code: string): string => sign(ctx.config, 'gas.dac', `${b.id}:${code}`)

async function held(tx: Tx, idOrReference: string): Promise<Booking> {
  require(tx.actor, 'gas.booking.deliver', 'line')
  const before = await bookingFor(tx, idOrReference)
  await lockForBooking(tx, before)
  return (await unsafeBooking(tx, before.id))!
}

/** A new code of six digits; only its keyed hash is kept. It goes to the customer sealed, never into a log. */
const newCode = (tx: Tx, b: Booking) => {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  return { set: { dacHash: hashOf(tx, b, code), dacTries: 0 }, sealed: encrypt(tx.config, 'notice', code) }
}

/** The cylinder leaves the depot; the customer gets the delivery code. */
export const dispatch = (ctx: Ctx, id: string): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    const b = await held(tx, id)
    const { set, sealed } = newCode(tx, b)
    const now = await moveBooking(tx, b.id, 'out_for_delivery', { from: ['allocated'], set: { ...set, attempts: b.attempts + 1 } })
    await moveCylinder(tx, now.cylinderId!, 'in_transit', { event: 'dispatch', bookingId: b.id })
    await emitBooking(tx, 'gas.booking_under_way', now, {})
    await emitBooking(tx, 'gas.booking_dispatched', now, { code: sealed }, 'silent')
    return now
  })

const setCode = write('gas.set_code', `update gas.bookings set dac_hash = $2, dac_tries = 0, version = version + 1 where id = $1`)
/** A new code, after a call back; the one before is worthless from now on. */
export const resendCode = (ctx: Ctx, id: string): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    const b = await held(tx, id)
    if (b.status !== 'out_for_delivery') throw refuse.not_assigned()
    const { set, sealed } = newCode(tx, b)
    await setCode(tx, [b.id, set.dacHash])
    const now = (await unsafeBooking(tx, b.id))!
    await emitBooking(tx, 'gas.booking_dispatched', now, { code: sealed }, 'silent')
    return now
  })

const countTry = write<{ tries: number }>('gas.dac_try', `update gas.bookings set dac_tries = dac_tries + 1 where id = $1 and dac_tries < ${maxTries} returning dac_tries tries`)

/** Hand-over at the door with the customer's code; after five wrong ones only a new code helps. */
export async function deliver(ctx: Ctx, id: string, code: string): Promise<Booking> {
  // The count of tries is committed by itself: a wrong code must not take it back.
  const counted = await inTransaction(ctx, async (tx) => {
    const b = await held(tx, id)
    if (b.status !== 'out_for_delivery' || b.dacHash === null) throw refuse.not_assigned()
    const [tried] = await countTry(tx, [b.id])
    if (!tried) throw refuse.dac_locked()
    return { right: same(b.dacHash, hashOf(tx, b, code)), tries: tried.tries, hash: b.dacHash }
  })
  if (!counted.right) {
    if (counted.tries >= maxTries) throw refuse.dac_locked()
    throw refuse.dac_wrong({ errors: [{ path: 'code', message: `is wrong; ${maxTries - counted.tries} tries are left` }], extra: { left: maxTries - counted.tries } })
  }
  return inTransaction(ctx, async (tx) => {
    const b = await held(tx, id)
    if (b.status !== 'out_for_delivery' || b.dacHash !== counted.hash) throw refuse.not_assigned()
    return handOver(tx, b)
  })
}

/** Hand-over without the code: a supervisor's decision, kept with the reason and a photo of the door (gas.md, DAC rules). `attachmentIds` are uploads of the actor. */
export const deliverWithoutCode = (ctx: Ctx, id: string, { reason, attachmentIds }: { reason: string; attachmentIds: readonly string[] }): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.override', 'line')
    const b = await held(tx, id)
    if (b.status !== 'out_for_delivery') throw refuse.not_assigned()
    const photos = await attach(tx, attachmentIds, { ownerId: tx.actor.id, to: { noun: 'gas_booking', id: b.id } })
    if (!photos.some((p) => p.contentType.startsWith('image/'))) throw refuse.photo_needed({ errors: [{ path: 'attachmentIds', message: 'has no photo' }] })
    await overridden(tx, {
      action: 'deliver',
      rule: 'delivery_code',
      reason,
      bookingId: b.id,
      cylinderId: b.cylinderId,
      customerId: b.customerId,
      after: { photoIds: photos.map((p) => p.id) },
    })
    return handOver(tx, b)
  })

/** The delivery did not succeed; the cylinder goes back to the depot, a bad one into quarantine. */
export const failDelivery = (ctx: Ctx, id: string, it: { failure: (typeof failures)[number]; note?: string | undefined }): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    const b = await held(tx, id)
    if (b.status !== 'out_for_delivery') throw refuse.not_assigned()
    const bad = it.failure === 'bad_cylinder'
    if (bad) await putBack(tx, b, { reason: it.note ?? 'Refused at the door' })
    else await moveCylinder(tx, b.cylinderId!, 'allocated', { event: 'back_to_depot', reason: it.failure, bookingId: b.id })
    const now = await moveBooking(tx, b.id, 'delivery_failed', { reason: it.failure, set: { failure: it.failure, dacHash: null, ...(bad ? { cylinderId: null } : {}) } })
    await emitBooking(tx, 'gas.booking_failed', now, { failure: it.failure })
    return now
  })

/** Another try, at most three; one whose cylinder was bad gets the oldest of the shelf. */
export const reschedule = (ctx: Ctx, id: string): Promise<Booking> =>
  inTransaction(ctx, async (tx) => {
    const b = await held(tx, id)
    if (b.status === 'delivery_failed' && b.attempts >= maxAttempts) throw refuse.attempts_used()
    if (b.status === 'delivery_failed' && b.cylinderId === null) {
      const on = await shelved(tx, b)
      const again = freeForWaiting(on.stock) > 0 ? await allot(tx, b, { on }) : null
      if (!again) throw refuse.out_of_stock()
      return again
    }
    const now = await moveBooking(tx, b.id, 'allocated', { from: ['delivery_failed'], set: { failure: null } })
    await emitBooking(tx, 'gas.booking_under_way', now, {})
    return now
  })

/** Takes the cylinder away from a booking (damage): it keeps its time of payment, and so waits first. The caller holds the locks. */
export async function deallocate(tx: Tx, b: Booking, bad?: { reason: string }): Promise<Booking> {
  await putBack(tx, b, bad)
  const back = await moveBooking(tx, b.id, 'paid', { from: ['allocated'], ...(bad ? { reason: bad.reason } : {}), set: { cylinderId: null, allottedAt: null } })
  await wait(tx, back)
  await serveSoon(tx, shelfOf(b))
  return (await unsafeBooking(tx, b.id))!
}
