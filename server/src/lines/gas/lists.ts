import { read, readText, type Ctx } from '#platform/db'
import { splitTax } from '#platform/money'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { facesOf } from '#core/users'
import { seesAll } from './booking.ts'
import { dayOf } from './days.ts'
import { plainCode } from './register.ts'
import { cylinderLabel, statesOf, type BookingLabel, type BookingState, type CylinderState } from './words.ts'

const bad = () => common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A cursor of an instant (as PostgreSQL writes it) and an id; refuses anything else. */
export function timeCursor(cursor: string): [string, string] {
  const [at, id] = readCursor(cursor, 2)
  const time = String(at)
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(time) || Number.isNaN(Date.parse(time.replace(' ', 'T').replace('+00', 'Z'))) || !uuid.test(String(id))) throw bad()
  return [time, String(id)]
}
/** A cursor of a word and an id. */
export function wordCursor(cursor: string): [string, string] {
  const [word, id] = readCursor(cursor, 2)
  if (typeof word !== 'string' || word.includes('\u0000') || !uuid.test(String(id))) throw bad()
  return [word, String(id)]
}

export interface CylinderOutRow {
  id: string
  code: string
  state: CylinderState
  depotId: string
  depotName: string
  typeId: string
  typeName: string
  filledAt: Date | null
  stateSince: Date
  batch: string | null
  testDue: string | null
  testDueOn: string | null
  tareGrams: number | null
  recallId: string | null
  holderId: string | null
  bookingId: string | null
  bookingReference: string | null
  version: number
}
const cylinderColumns = `c.id, c.code, c.state, c.depot_id "depotId", d.name "depotName", c.type_id "typeId", y.name "typeName", c.filled_at "filledAt", c.state_since "stateSince", c.batch, c.test_due "testDue",
  c.test_due_on::text "testDueOn", c.tare_grams "tareGrams", c.recall_id "recallId", c.holder_id "holderId", c.booking_id "bookingId", b.reference "bookingReference", c.version`
const cylinderFrom = `gas.cylinders c join gas.depots d on d.id = c.depot_id join gas.cylinder_types y on y.id = c.type_id left join gas.bookings b on b.id = c.booking_id`

async function presentCylinders(ctx: Ctx, rows: readonly CylinderOutRow[]) {
  const { people } = await facesOf(
    ctx,
    rows.map((r) => r.holderId),
  )
  const today = dayOf(ctx, ctx.now())
  return rows.map((r) => ({
    id: r.id,
    code: r.code,
    state: r.state,
    stateLabel: cylinderLabel(r.state),
    depot: { id: r.depotId, name: r.depotName },
    type: { id: r.typeId, name: r.typeName },
    filledAt: r.filledAt?.toISOString() ?? null,
    stateSince: r.stateSince.toISOString(),
    batch: r.batch,
    testDue: r.testDue,
    testDueOn: r.testDueOn,
    testOverdue: r.testDueOn !== null && r.testDueOn < today,
    tareGrams: r.tareGrams,
    recallId: r.recallId,
    holder: r.holderId === null ? null : { id: r.holderId, name: people.get(r.holderId)?.name ?? '' },
    booking: r.bookingReference === null ? null : { id: r.bookingId!, reference: r.bookingReference },
    version: r.version,
  }))
}

export interface CylinderFilters {
  depotId?: string
  typeId?: string
  state?: CylinderState
  holderId?: string
  batch?: string
  testDue?: string
  /** Part of a code, from its beginning. */
  search?: string
  recalled?: boolean
  cursor?: string
  limit?: number
}
/** Cylinders by code. */
export async function listCylinders(ctx: Ctx, f: CylinderFilters) {
  const limit = f.limit ?? 20
  const params: unknown[] = [limit + 1]
  const where: string[] = ['true']
  const eq = (column: string, value: unknown, cast = '') => value !== undefined && where.push(`${column} = $${params.push(value)}${cast}`)
  eq('c.depot_id', f.depotId, '::uuid')
  eq('c.type_id', f.typeId, '::uuid')
  eq('c.state', f.state)
  eq('c.holder_id', f.holderId, '::uuid')
  eq('c.batch', f.batch)
  eq('c.test_due', f.testDue?.toUpperCase())
  if (f.recalled !== undefined) where.push(`c.recall_id is ${f.recalled ? 'not ' : ''}null`)
  if (f.search !== undefined) where.push(`c.code like $${params.push(`${(plainCode(f.search) ?? f.search.toUpperCase()).replaceAll(/[%_\\]/g, '\\$&')}%`)}`)
  if (f.cursor !== undefined) {
    const [code, id] = wordCursor(f.cursor)
    where.push(`(c.code, c.id) > ($${params.push(code)}, $${params.push(id)}::uuid)`)
  }
  const rows = await readText<CylinderOutRow>(ctx, `select ${cylinderColumns} from ${cylinderFrom} where ${where.join(' and ')} order by c.code, c.id limit $1`, params)
  const shown = new Map((await presentCylinders(ctx, rows.slice(0, limit))).map((c) => [c.id, c]))
  return page(
    rows,
    limit,
    (r) => [r.code, r.id],
    (r) => shown.get(r.id)!,
  )
}

const oneCylinder = read<CylinderOutRow>('gas.one_cylinder', `select ${cylinderColumns} from ${cylinderFrom} where c.id::text = $1 or c.code = $2`)
/** A cylinder by id or code; a customer finds only one that is with them, or held for them. */
export async function cylinderOut(ctx: Ctx, idOrCode: string) {
  const [row] = await oneCylinder(ctx, [idOrCode.toLowerCase(), plainCode(idOrCode) ?? ''])
  if (!row || !(seesAll(ctx.actor, 'gas.cylinder.read') || (row.holderId !== null && row.holderId === ctx.actor.id))) throw common.not_found()
  return (await presentCylinders(ctx, [row]))[0]!
}
const moves = read<{
  from: CylinderState | null
  to: CylinderState
  event: string
  reason: string | null
  bookingId: string | null
  batchId: string | null
  actorName: string
  at: Date
}>(
  'gas.moves',
  `select "from", "to", event, reason, booking_id "bookingId", batch_id "batchId", actor_name "actorName", at from gas.cylinder_moves where cylinder_id = $1 order by at desc, id desc limit 500`,
)
/** Every move of a cylinder, newest first. */
export const historyOf = async (ctx: Ctx, id: string) => (await moves(ctx, [id])).map((m) => ({ ...m, at: m.at.toISOString() }))

interface BookingOutRow {
  id: string
  reference: string
  status: BookingState
  mode: 'instant' | 'delivery'
  customerId: string
  accountId: string | null
  accountNumber: string | null
  depotId: string
  depotName: string
  typeId: string
  typeName: string
  amount: number
  currency: string
  taxBasisPoints: number
  subsidised: boolean
  promised: boolean
  promisedUntil: Date
  intentId: string | null
  paidAt: Date | null
  allottedAt: Date | null
  deliveredAt: Date | null
  endedAt: Date | null
  endReason: string | null
  refundAmount: number | null
  attempts: number
  failure: string | null
  dacTries: number
  cylinderId: string | null
  cylinderCode: string | null
  returnedId: string | null
  returnedCode: string | null
  place: number | null
  version: number
  createdAt: Date
  key: string
}
const bookingColumns = `b.id, b.reference, b.status, b.mode, b.customer_id "customerId", b.account_id "accountId", a.number "accountNumber", b.depot_id "depotId", d.name "depotName", b.type_id "typeId", y.name "typeName",
  b.amount, b.currency, b.tax_basis_points "taxBasisPoints", b.subsidised, b.promised, b.promised_until "promisedUntil", b.intent_id "intentId", b.paid_at "paidAt", b.allotted_at "allottedAt", b.delivered_at "deliveredAt",
  b.ended_at "endedAt", b.end_reason "endReason", b.refund_amount "refundAmount", b.attempts, b.failure, b.dac_tries "dacTries", c.id "cylinderId", c.code "cylinderCode", r.id "returnedId", r.code "returnedCode",
  case when b.status = 'waitlisted' then (select count(*)::int from gas.bookings o where o.status = 'waitlisted' and o.depot_id = b.depot_id and o.type_id = b.type_id and (o.paid_at, o.id) <= (b.paid_at, b.id)) end place,
  b.version, b.created_at "createdAt", b.created_at::text "key"`
const bookingFrom = `gas.bookings b join gas.depots d on d.id = b.depot_id join gas.cylinder_types y on y.id = b.type_id left join gas.accounts a on a.id = b.account_id
  left join gas.cylinders c on c.id = b.cylinder_id left join gas.cylinders r on r.id = b.returned_cylinder_id`
const labelOf = (s: BookingState): BookingLabel => (s === 'delivered' ? 'Completed' : s === 'cancelled' || s === 'expired' ? 'Cancelled' : 'Pending')
const cancelStates: readonly BookingState[] = ['payment_pending', 'paid', 'waitlisted', 'allocated', 'delivery_failed']

async function presentBookings(ctx: Ctx, rows: readonly BookingOutRow[]) {
  const { people } = await facesOf(
    ctx,
    rows.map((r) => r.customerId),
  )
  const at = (d: Date | null) => d?.toISOString() ?? null
  return rows.map((r) => {
    const { tax } = splitTax(r.amount, r.taxBasisPoints)
    return {
      id: r.id,
      reference: r.reference,
      status: r.status,
      statusLabel: labelOf(r.status),
      mode: r.mode,
      customer: { id: r.customerId, name: people.get(r.customerId)?.name ?? '' },
      account: r.accountId === null ? null : { id: r.accountId, number: r.accountNumber! },
      depot: { id: r.depotId, name: r.depotName },
      type: { id: r.typeId, name: r.typeName },
      price: { amount: r.amount, currency: r.currency },
      tax: { amount: tax, currency: r.currency, basisPoints: r.taxBasisPoints },
      subsidised: r.subsidised,
      held: r.promised,
      heldUntil: r.status === 'payment_pending' ? at(r.promisedUntil) : null,
      paymentIntentId: r.intentId,
      place: r.place,
      cylinder: r.cylinderId === null ? null : { id: r.cylinderId, code: r.cylinderCode! },
      returnedCylinder: r.returnedId === null ? null : { id: r.returnedId, code: r.returnedCode! },
      cancellable: cancelStates.includes(r.status),
      refund: r.refundAmount === null ? null : { amount: r.refundAmount, currency: r.currency },
      attempts: r.attempts,
      failure: r.failure,
      codeLocked: r.dacTries >= 5,
      createdAt: r.createdAt.toISOString(),
      paidAt: at(r.paidAt),
      allottedAt: at(r.allottedAt),
      deliveredAt: at(r.deliveredAt),
      endedAt: at(r.endedAt),
      endReason: r.endReason,
      version: r.version,
    }
  })
}

export interface BookingFilters {
  status?: BookingState
  statusLabel?: BookingLabel
  customerId?: string
  accountId?: string
  depotId?: string
  search?: string
  mine?: boolean
  cursor?: string
  limit?: number
}
/** Bookings, newest first: one's own, and for staff everybody's. */
export async function listBookings(ctx: Ctx, f: BookingFilters) {
  const limit = f.limit ?? 20
  const params: unknown[] = [limit + 1]
  const where: string[] = ['true']
  const eq = (column: string, value: unknown, cast = '') => value !== undefined && where.push(`${column} = $${params.push(value)}${cast}`)
  if (f.mine || !seesAll(ctx.actor, 'gas.booking.read')) where.push(`b.customer_id = $${params.push(ctx.actor.id)}::uuid`)
  eq('b.status', f.status)
  if (f.statusLabel) where.push(`b.status = any($${params.push(statesOf(f.statusLabel))}::text[])`)
  eq('b.customer_id', f.customerId, '::uuid')
  eq('b.account_id', f.accountId, '::uuid')
  eq('b.depot_id', f.depotId, '::uuid')
  if (f.search !== undefined) {
    const words = f.search.trim().toUpperCase()
    const reference = params.push(`${(words.startsWith('BKG') ? words : `BKG-${words}`).replaceAll(/[^A-Z0-9-]/g, '')}%`)
    const code = params.push(plainCode(words) ?? words)
    where.push(`(b.reference like $${reference} or c.code = $${code} or a.number = $${code})`)
  }
  if (f.cursor !== undefined) {
    const [at, id] = timeCursor(f.cursor)
    where.push(`(b.created_at, b.id) < ($${params.push(at)}::timestamptz, $${params.push(id)}::uuid)`)
  }
  const rows = await readText<BookingOutRow>(
    ctx,
    `select ${bookingColumns} from ${bookingFrom} where ${where.join(' and ')} order by b.created_at desc, b.id desc limit $1`,
    params,
  )
  const shown = new Map((await presentBookings(ctx, rows.slice(0, limit))).map((b) => [b.id, b]))
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => shown.get(r.id)!,
  )
}
const oneBooking = read<BookingOutRow>('gas.one_booking', `select ${bookingColumns} from ${bookingFrom} where b.id = $1`)
/** The booking as the wire shows it; whoever calls has checked who may see it. */
export const bookingOut = async (ctx: Ctx, id: string) => (await presentBookings(ctx, await oneBooking(ctx, [id])))[0]!

const board = read<Record<string, number | string | Date | null>>(
  'gas.board',
  `select s.depot_id "depotId", d.name "depotName", s.type_id "typeId", y.name "typeName", s.owned, s.promised, s.registered, s.filled, s.allocated, s.in_transit "inTransit", s.with_customer "withCustomer",
     s.empty, s.refilling, s.quarantined, s.lost, s.condemned, s.low_since "lowSince", w.waiting, f.oldest "oldestFilledAt", q.oldest "oldestQuarantinedAt", r.oldest "oldestRefillingAt", e.oldest "oldestEmptyAt",
     u.due
   from gas.stock s join gas.depots d on d.id = s.depot_id join gas.cylinder_types y on y.id = s.type_id
   cross join lateral (select count(*)::int waiting from gas.bookings b where b.depot_id = s.depot_id and b.type_id = s.type_id and b.status = 'waitlisted') w
   cross join lateral (select min(filled_at) oldest from gas.cylinders c where c.depot_id = s.depot_id and c.type_id = s.type_id and c.state = 'filled') f
   cross join lateral (select min(state_since) oldest from gas.cylinders c where c.depot_id = s.depot_id and c.type_id = s.type_id and c.state = 'quarantined') q
   cross join lateral (select min(state_since) oldest from gas.cylinders c where c.depot_id = s.depot_id and c.type_id = s.type_id and c.state = 'refilling') r
   cross join lateral (select min(state_since) oldest from gas.cylinders c where c.depot_id = s.depot_id and c.type_id = s.type_id and c.state = 'empty') e
   cross join lateral (select count(*)::int due from gas.cylinders c where c.depot_id = s.depot_id and c.type_id = s.type_id and c.state = 'filled' and c.test_due_on < $1::date + 30) u
   where ($2::uuid is null or s.depot_id = $2) order by d.name, y.name, s.depot_id, s.type_id`,
)
/** The stock board: each shelf by state, how old the oldest of each is, what is free, and whether it runs low. */
export async function stockBoard(ctx: Ctx, depotId?: string) {
  const iso = (v: unknown) => (v instanceof Date ? v.toISOString() : null)
  return (await board(ctx, [dayOf(ctx, ctx.now()), depotId ?? null])).map((r) => ({
    depot: { id: r.depotId as string, name: r.depotName as string },
    type: { id: r.typeId as string, name: r.typeName as string },
    owned: r.owned as number,
    states: Object.fromEntries(
      ['registered', 'filled', 'allocated', 'inTransit', 'withCustomer', 'empty', 'refilling', 'quarantined', 'lost', 'condemned'].map((k) => [k, r[k] as number]),
    ) as Record<string, number>,
    promised: r.promised as number,
    free: Math.max(0, (r.filled as number) - (r.promised as number)),
    waiting: r.waiting as number,
    low: r.lowSince !== null,
    lowSince: iso(r.lowSince),
    testDueSoon: r.due as number,
    oldest: { filled: iso(r.oldestFilledAt), empty: iso(r.oldestEmptyAt), refilling: iso(r.oldestRefillingAt), quarantined: iso(r.oldestQuarantinedAt) },
  }))
}
