import { eq, or } from 'drizzle-orm'
import { randomInt } from 'node:crypto'
import { may, type Actor } from '#platform/access'
import { read, together, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { rowsOf } from '#platform/rows'
import { machine, move, type Move, type MoveOptions } from '#platform/states'
import { dayOf } from './days.ts'
import { emitBooking } from './events.ts'
import { heldBy, moveCylinder, unsafeCylinders } from './cylinder.ts'
import { owedFor, recognise } from './money.ts'
import { settleItem } from './recall.items.ts'
import { refuse } from './refusals.ts'
import { bookings } from './schema.ts'
import { lockShelves, shelved, watchLow, type Shelf, type Shelved } from './stock.ts'
import { bookingMoves, type BookingState } from './words.ts'

export type Booking = typeof bookings.$inferSelect

/** The machine of gas.md; its moves are in the platform's history. */
export const bookingMachine = machine({ noun: 'booking', table: bookings, column: 'status', initial: ['quoted'], moves: bookingMoves })

export const moveBooking = (
  tx: Tx,
  id: string,
  to: BookingState,
  it: Pick<MoveOptions<typeof bookings, BookingState>, 'from' | 'through' | 'reason' | 'set' | 'reckon'> = {},
): Promise<Booking & { movedFrom: BookingState }> => move(tx, bookingMachine, id, to, { ...it, reckon: { version: 't.version + 1', ...it.reckon } })
export type BookingMove = Move<BookingState>

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** A prefix and six characters that cannot be misread. */
export const newReference = (prefix: string): string => `${prefix}-${Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')}`

const isId = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
export const seesAll = (actor: Actor, permission: string): boolean => may(actor, permission, 'line')

/** A booking by id or reference, for those who may see it: its customer, and staff. Everybody else finds nothing here. */
export async function bookingFor(ctx: Ctx, idOrReference: string): Promise<Booking> {
  const [row] = await ctx.db
    .select()
    .from(bookings)
    .where(isId(idOrReference) ? or(eq(bookings.id, idOrReference)) : eq(bookings.reference, idOrReference.toUpperCase()))
  if (!row || !(seesAll(ctx.actor, 'gas.booking.read') || (ctx.actor.id !== null && row.customerId === ctx.actor.id && may(ctx.actor, 'gas.booking.read'))))
    throw common.not_found()
  return row
}
/** Unchecked, for rules that act by themselves. */
export const unsafeBooking = async (ctx: Ctx, id: string): Promise<Booking | null> => (await byId(ctx, [id]))[0] ?? null
const byId = rowsOf('gas.booking', bookings, 'where t.id = $1')

const bottles = read<{ bottles: number }>('gas.bottles', `select bottles from gas.accounts where id = $1`)
const bottlesOf = async (ctx: Ctx, accountId: string | null): Promise<number> => (accountId === null ? 1 : ((await bottles(ctx, [accountId]))[0]?.bottles ?? 1))

export const shelfOf = (b: Shelf): Shelf => ({ depotId: b.depotId, typeId: b.typeId })

/** Every shelf that an allotment of this booking may touch: its own, and those of the cylinders that its customer has. */
export async function shelvesFor(ctx: Ctx, b: Booking): Promise<Shelf[]> {
  const holds = await heldBy(ctx, b.customerId)
  // What comes back is counted at the depot of the booking from then on.
  return [shelfOf(b), ...holds, ...holds.map((c) => ({ depotId: b.depotId, typeId: c.typeId }))]
}
/** Locks them, and others that the caller names. */
export const lockForBooking = async (tx: Tx, b: Booking, more: readonly Shelf[] = []): Promise<unknown> => lockShelves(tx, [...(await shelvesFor(tx, b)), ...more])

/**
 * Gives a cylinder to a paid or waiting booking: the oldest on the shelf, or the one that staff chose. In `instant` mode it is handed over at once. The
 * caller holds the locks, and says what it found on the shelf if it has looked. Answers null when there is none.
 */
export async function allot(tx: Tx, b: Booking, { on, chosen }: { on?: Shelved; chosen?: string } = {}): Promise<Booking | null> {
  const shelf = on ?? (chosen === undefined ? await shelved(tx, b) : undefined)
  const cylinderId = chosen ?? shelf?.oldest ?? null
  if (cylinderId === null) return null
  const by = chosen ? 'override' : 'fifo'
  const event = chosen ? 'allocate_chosen' : 'allocate'
  const from = ['paid', 'waitlisted', 'delivery_failed'] as const
  const set = { cylinderId, allottedAt: tx.now(), failure: null }
  let now: Booking
  if (b.mode === 'instant') now = await exchange(tx, { ...b, cylinderId }, { event, by, from, set })
  else {
    await moveCylinder(tx, cylinderId, 'allocated', { event, bookingId: b.id, set: { bookingId: b.id, holderId: b.customerId } })
    now = await moveBooking(tx, b.id, 'allocated', { from, set })
    await emitBooking(tx, 'gas.booking_allotted', now, { cylinderId, by })
  }
  await watchLow(tx, shelfOf(b), shelf && { ...shelf.stock, filled: shelf.stock.filled - 1 })
  return now
}

/**
 * The exchange: new cylinder to the customer, the old one back as empty, booking delivered, revenue earned; one transaction. The first time there is no
 * old one. A recalled old one is held back instead. The caller holds the locks.
 */
export async function handOver(tx: Tx, b: Booking): Promise<Booking> {
  const { cylinderId } = b
  if (cylinderId === null) throw refuse.not_assigned()
  return exchange(tx, { ...b, cylinderId })
}

/** With `now` the cylinder is allotted in the same moment: both pass that state without resting in it. */
async function exchange(
  tx: Tx,
  b: Booking & { cylinderId: string },
  now?: { event: string; by: 'fifo' | 'override'; from: readonly BookingState[]; set: Partial<typeof bookings.$inferInsert> },
): Promise<Booking> {
  const [holds, limit, owed] = await together(heldBy(tx, b.customerId), bottlesOf(tx, b.accountId), owedFor(tx, b.id))
  if (owed <= 0) throw refuse.given_back()
  const old = holds.length >= limit ? holds[0]! : null
  if (old) await takeBack(tx, old.id, { bookingId: b.id, depotId: b.depotId })
  const slots = new Set(holds.filter((h) => h !== old).map((h) => h.holderSlot))
  const slot = slots.has(1) ? 2 : 1
  const [done] = await together(
    moveBooking(tx, b.id, 'delivered', {
      ...(now ? { from: now.from, through: ['allocated'] } : {}),
      set: { ...now?.set, deliveredAt: tx.now(), deliveredOn: dayOf(tx, tx.now()), returnedCylinderId: old?.id ?? null, endedAt: tx.now(), dacHash: null },
    }),
    moveCylinder(tx, b.cylinderId, 'with_customer', {
      event: now || b.status === 'allocated' ? 'instant_hand_over' : 'delivered',
      bookingId: b.id,
      ...(now ? { via: { to: 'allocated', event: now.event } } : {}),
      set: { holderId: b.customerId, holderSlot: slot, bookingId: null },
    }),
    recognise(tx, b, owed),
  )
  if (now) await emitBooking(tx, 'gas.booking_allotted', done, { cylinderId: b.cylinderId, by: now.by })
  await emitBooking(tx, 'gas.booking_delivered', done, { cylinderId: b.cylinderId, returnedCylinderId: old?.id ?? null })
  return done
}

/** A customer's cylinder comes back: empty, or held back when it is recalled or leaks. The caller holds its shelf. */
export async function takeBack(tx: Tx, cylinderId: string, it: { bookingId?: string; depotId?: string; leaking?: boolean; reason?: string }): Promise<void> {
  const [c] = (await unsafeCylinders(tx, [cylinderId])).values()
  const bad = it.leaking || c?.recallId != null
  await moveCylinder(tx, cylinderId, bad ? 'quarantined' : 'empty', {
    event: bad ? (c?.recallId ? 'returned_recalled' : 'returned_leaking') : 'returned',
    from: ['with_customer'],
    reason: it.reason ?? null,
    bookingId: it.bookingId ?? null,
    set: { holderId: null, holderSlot: 1, bookingId: null, filledAt: null, ...(it.depotId ? { depotId: it.depotId } : {}) },
  })
  if (c?.recallId) await settleItem(tx, c.recallId, cylinderId, 'secured', 'It came back and is held.')
}

/** Takes the cylinder of a booking back onto the shelf: it keeps its place in the order. `bad` ones are quarantined. The caller holds the shelf. */
export async function putBack(tx: Tx, b: Booking, bad?: { reason: string }): Promise<void> {
  if (b.cylinderId === null) return
  if (bad)
    await moveCylinder(tx, b.cylinderId, 'quarantined', {
      event: b.status === 'out_for_delivery' ? 'refused_bad' : 'found_bad',
      reason: bad.reason,
      bookingId: b.id,
      from: ['allocated', 'in_transit'],
      set: { bookingId: null, holderId: null },
    })
  else await moveCylinder(tx, b.cylinderId, 'filled', { event: 'deallocate', bookingId: b.id, from: ['allocated'], set: { bookingId: null, holderId: null } })
}

export const openOf = async (ctx: Ctx, customerId: string): Promise<Booking | null> => (await openBookings(ctx, [customerId]))[0] ?? null
const openBookings = rowsOf(
  'gas.open_booking',
  bookings,
  `where t.customer_id = $1 and t.status in ('quoted', 'payment_pending', 'paid', 'waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed')`,
)
