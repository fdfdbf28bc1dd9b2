import { eq } from 'drizzle-orm'
import { require, userId } from '#platform/access'
import { inTransaction, read, together, write, type Ctx, type Tx } from '#platform/db'
import { uuidv7 } from '#platform/ids'
import { common } from '#platform/problems'
import { insertRow, rowsOf } from '#platform/rows'
import { recordPath } from '#platform/states'
import { minutes, later } from '#platform/time'
import { customerCard } from '#core/users'
import { admit, type Admission, type Facts, type Reason, type Rule } from './admission.ts'
import { allot, bookingMachine, moveBooking, newReference, openOf, seesAll, shelvesFor, unsafeBooking, type Booking } from './booking.ts'
import { heldBy } from './cylinder.ts'
import { addDays, dayOf, yearStart } from './days.ts'
import { emitBooking } from './events.ts'
import { onPaid, openPayment, type Paid, type Payment } from './money.ts'
import { refuse } from './refusals.ts'
import { accountLinks, accounts, bookings, cylinderTypes, depots, rules } from './schema.ts'
import { countPromise, freeForNew, freeForWaiting, freeOn, lockShelves, shelved, stampPayment, type Shelf } from './stock.ts'
import { gatesOf, mode, price, promiseMinutes, taxBasisPoints } from './settings.ts'

export interface Wish {
  accountId?: string
  depotId?: string
  typeId?: string
  waitlist?: boolean
  /** Staff book for a customer. */
  customerId?: string
}
export interface Quote {
  customerId: string
  account: Account | null
  depot: typeof depots.$inferSelect
  type: typeof cylinderTypes.$inferSelect
  amount: number
  currency: 'INR'
  taxBasisPoints: number
  mode: 'instant' | 'delivery'
  reasons: Reason[]
  /** What does not refuse today, but may soon. */
  warnings: Reason[]
  subsidised: boolean
  /** Cylinders that a new booking can be promised; 0 or less means the waiting list. */
  free: number
  waiting: number
  /** The one that comes back in exchange. */
  returns: { id: string; code: string } | null
  promiseMinutes: number
}

const delivered = read<{ day: string }>(
  'gas.delivered_days',
  `select delivered_on::text "day" from gas.bookings where customer_id = $1 and status = 'delivered' and delivered_on >= $2 order by 1`,
)
const mine = read<{ id: string }>(
  'gas.accounts_of',
  `select a.id from gas.account_links l join gas.accounts a on a.id = l.account_id where l.person_id = $1 and a.supply <> 'piped' and a.status <> 'surrendered' order by l.linked_at, a.id limit 2`,
)
type Account = typeof accounts.$inferSelect
const allRules = rowsOf('gas.rules', rules, '')
const first = 'where t.active order by t.created_at, t.id limit 1'
const depotById = rowsOf('gas.depot', depots, 'where t.id = $1')
const firstDepot = rowsOf('gas.depot_first', depots, first)
const typeById = rowsOf('gas.type', cylinderTypes, 'where t.id = $1')
const firstType = rowsOf('gas.type_first', cylinderTypes, first)

/** Who the booking is for: oneself, or for staff the customer they name. */
async function customerOf(ctx: Ctx, it: Wish): Promise<string> {
  require(ctx.actor, 'gas.booking.create')
  if (it.customerId === undefined || it.customerId === ctx.actor.id) return userId(ctx.actor)
  if (!seesAll(ctx.actor, 'gas.booking.create')) throw common.not_allowed()
  const card = await customerCard(ctx, it.customerId)
  if (card?.status !== 'active') throw refuse.customer_unknown({ errors: [{ path: 'customerId', message: 'is not a customer' }] })
  return card.id
}

/** Whether the rules of admission let a customer book today, with this account or with none. */
export async function admission(ctx: Ctx, customerId: string, given: Account | undefined | Promise<Account | undefined>): Promise<Admission> {
  const today = dayOf(ctx, ctx.now())
  const [account, open, days, all, gates] = await together(
    given,
    openOf(ctx, customerId),
    // A year before the financial one, for a gap that reaches over its start.
    delivered(ctx, [customerId, addDays(yearStart(today), -1000)]),
    allRules(ctx),
    gatesOf(ctx),
  )
  const facts: Facts = {
    today,
    area: account?.area ?? 'urban',
    bottles: account?.bottles ?? 1,
    accountStatus: account?.status ?? null,
    openBooking: open?.reference ?? null,
    kycValidTo: account?.kycValidTo ?? null,
    inspectedOn: account?.inspectedOn ?? null,
    delivered: days.map((d) => d.day),
  }
  return admit(facts, all as Rule[], gates)
}

/** The account that a customer means: the one they named, or their only one. */
async function accountFor(ctx: Ctx, customerId: string, named: string | undefined): Promise<Account | undefined> {
  let id = named
  if (id === undefined) {
    const own = await mine(ctx, [customerId])
    if (own.length > 1) throw refuse.account_choose({ errors: [{ path: 'accountId', message: 'is needed' }] })
    id = own[0]?.id
  } else {
    const links = await ctx.db.select({ personId: accountLinks.personId }).from(accountLinks).where(eq(accountLinks.accountId, id))
    if (!links.some((l) => l.personId === customerId)) throw refuse.account_unknown({ errors: [{ path: 'accountId', message: 'is not an account of this customer' }] })
  }
  return id === undefined ? undefined : (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0]
}
async function depotFor(ctx: Ctx, wanted: string | null | undefined): Promise<typeof depots.$inferSelect> {
  const [depot] = wanted ? await depotById(ctx, [wanted]) : await firstDepot(ctx)
  if (!depot?.active) throw refuse.depot_unknown({ errors: [{ path: 'depotId', message: 'is not a depot in use' }] })
  return depot
}
async function typeFor(ctx: Ctx, wanted: string | undefined): Promise<typeof cylinderTypes.$inferSelect> {
  const [type] = wanted ? await typeById(ctx, [wanted]) : await firstType(ctx)
  if (!type?.active) throw refuse.type_unknown({ errors: [{ path: 'typeId', message: 'is not a type in use' }] })
  return type
}

/** What a booking would cost, what happens to the old cylinder, and every reason why it cannot be made today. Holds nothing. */
export async function quote(ctx: Ctx, it: Wish): Promise<Quote> {
  const customerId = await customerOf(ctx, it)
  const wanted = accountFor(ctx, customerId, it.accountId)
  const [account, depot, type, { reasons, warnings, subsidised }, holds] = await together(
    wanted,
    it.depotId ? depotFor(ctx, it.depotId) : wanted.then((a) => depotFor(ctx, a?.depotId)),
    typeFor(ctx, it.typeId),
    admission(ctx, customerId, wanted),
    heldBy(ctx, customerId),
  )
  const stock = await freeOn(ctx, { depotId: depot.id, typeId: type.id })
  const old = holds.length >= (account?.bottles ?? 1) ? holds[0]! : null
  return {
    customerId,
    account: account ?? null,
    depot,
    type,
    amount: await price(ctx),
    currency: 'INR',
    taxBasisPoints: await taxBasisPoints(ctx),
    mode: await mode(ctx),
    reasons,
    warnings,
    subsidised,
    free: freeForNew(stock),
    waiting: stock.waiting,
    returns: old ? { id: old.id, code: old.code } : null,
    promiseMinutes: await promiseMinutes(ctx),
  }
}

const taken = read<{ id: string }>('gas.reference_taken', `select id from gas.bookings where reference = $1`)
async function freeReference(ctx: Ctx): Promise<string> {
  for (;;) {
    const reference = newReference('BKG')
    if ((await taken(ctx, [reference])).length === 0) return reference
  }
}

/**
 * Books a cylinder: counts a promise (never a cylinder) and opens the payment, which may come for some minutes. Refuses with every reason at once. With no
 * stock it asks for `waitlist: true`; then the payment buys a place in the list. (G3, G4)
 */
export const book = (ctx: Ctx, it: Wish): Promise<{ booking: Booking; payment: Payment }> =>
  inTransaction(ctx, async (tx) => {
    const first = await quote(tx, it)
    const shelf: Shelf = { depotId: first.depot.id, typeId: first.type.id }
    const now = tx.now()
    const id = uuidv7(now)
    const reference = await freeReference(tx)
    const promisedUntil = later(now, first.promiseMinutes * minutes)
    // Its payment is opened before the shelf is locked, so that others wait less; a refusal below takes it back.
    const [payment, locked, seen] = await together(
      openPayment(tx, {
        bookingId: id,
        reference,
        typeName: first.type.name,
        amount: first.amount,
        currency: first.currency,
        payerId: first.customerId,
        taxBasisPoints: first.taxBasisPoints,
        expiresAt: promisedUntil,
      }),
      lockShelves(tx, [shelf]),
      freeOn(tx, shelf),
    )
    const stock = locked ? seen : await freeOn(tx, shelf)
    const out = freeForNew(stock) <= 0
    const none: Reason = { code: 'out_of_stock', message: 'No cylinder is free right now. You can pay to join the queue.', clearsOn: null }
    const offer = { waitlist: true, waiting: stock.waiting }
    if (first.reasons.length > 0) throw refuse.not_eligible({ extra: { reasons: [...first.reasons, ...(out && !it.waitlist ? [none] : [])], ...(out ? offer : {}) } })
    if (out && !it.waitlist) throw refuse.out_of_stock({ extra: { reasons: [none], ...offer } })
    const row: typeof bookings.$inferInsert = {
      id,
      reference,
      status: 'payment_pending',
      intentId: payment.id,
      customerId: first.customerId,
      accountId: first.account?.id ?? null,
      ...shelf,
      mode: first.mode,
      amount: first.amount,
      currency: first.currency,
      taxBasisPoints: first.taxBasisPoints,
      subsidised: first.subsidised,
      promised: !out,
      promisedUntil,
      createdAt: now,
    }
    const [booking] = await together(insertRow(tx, bookings, row), out ? undefined : countPromise(tx, shelf, 1))
    await recordPath(tx, bookingMachine, id, ['quoted', 'payment_pending'])
    await emitBooking(tx, 'gas.booking_created', booking, {})
    return { booking, payment }
  })

/**
 * The payment arrived: in the same transaction the promise becomes the oldest cylinder, or a place in the waiting list. Running it again for a booking that is
 * paid changes nothing. A booking ends only behind the lock of its payment and with it, so one that has expired is paid here only when its late payment was revived.
 */
export async function paid(tx: Tx, it: Paid): Promise<void> {
  const before = await unsafeBooking(tx, it.bookingId)
  if (!before || before.intentId !== it.intentId) throw refuse.intent_moved()
  if (it.amount !== before.amount || it.currency !== before.currency) throw new Error(`The payment of ${before.reference} has another amount`)
  if (before.paidAt !== null) return
  const shelves = await shelvesFor(tx, before)
  // All behind the lock of the shelf: a promise may have been taken back meanwhile.
  const [, again, on] = await together(lockShelves(tx, shelves), unsafeBooking(tx, before.id), shelved(tx, before))
  const { promised } = again!
  const [, b] = await together(
    stampPayment(tx, before, promised),
    moveBooking(tx, before.id, 'paid', {
      from: ['payment_pending', 'expired'],
      set: { promised: false, endedAt: null, endReason: null },
      reckon: { paidAt: '(select s.last_paid_at from gas.stock s where s.depot_id = t.depot_id and s.type_id = t.type_id)' },
    }),
  )
  await emitBooking(tx, 'gas.booking_paid', b, {})
  // Who holds a promise takes one of those that are held; anybody else comes after those who wait already.
  const stock = { ...on.stock, promised: on.stock.promised - (promised ? 1 : 0) }
  const free = freeForWaiting(stock) - (promised ? 0 : stock.waiting)
  if (free > 0 && (await allot(tx, b, { on: { ...on, stock } }))) return
  await wait(tx, b)
}
onPaid(paid)

/** A paid booking that found no cylinder takes its place in the order of payment. */
export async function wait(tx: Tx, b: Booking): Promise<void> {
  const now = await moveBooking(tx, b.id, 'waitlisted', { from: ['paid'], set: { waitingSince: b.waitingSince ?? tx.now() } })
  const place = await placeOf(tx, now)
  await noteTold(tx, [b.id, place])
  await emitBooking(tx, 'gas.booking_waiting', now, { place })
}

const noteTold = write('gas.told_place', `update gas.bookings set told_place = $2 where id = $1`)
const place = read<{ place: number }>(
  'gas.place',
  `select count(*)::int place from gas.bookings b, gas.bookings mine where mine.id = $1 and b.status = 'waitlisted' and b.depot_id = mine.depot_id and b.type_id = mine.type_id and (b.paid_at, b.id) <= (mine.paid_at, mine.id)`,
)
/** The place in the waiting list, beginning with 1. */
export const placeOf = async (ctx: Ctx, b: Pick<Booking, 'id'>): Promise<number> => (await place(ctx, [b.id]))[0]!.place
