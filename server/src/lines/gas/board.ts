import { read, readText, type Ctx } from '#platform/db'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { mediaByIds } from '#core/media'
import { facesOf } from '#core/users'
import { bookingFor } from './booking.ts'
import { addDays, dayOf } from './days.ts'
import type { Shelf } from './stock.ts'
import type { BookingState, CylinderState } from './words.ts'

/** Ages of filled stock in days since filling, as the board shows them; the last is open. */
const ages = [
  [0, 4],
  [5, 9],
  [10, 14],
  [15, 19],
  [20, null],
] as const
const paceDays = 14

const counted = read<{ age: number; count: number }>(
  'gas.shelf_ages',
  // Days by the clock: what was filled an hour ago is in its first day.
  `select least(4, greatest(0, floor(extract(epoch from $3::timestamptz - filled_at) / 432000)))::int age, count(*)::int count from gas.cylinders
   where depot_id = $1 and type_id = $2 and state = 'filled' group by 1`,
)
const nextToGo = read<{ id: string; code: string; filledAt: Date; testDue: string | null; testDueOn: string | null }>(
  'gas.shelf_next',
  `select id, code, filled_at "filledAt", test_due "testDue", test_due_on::text "testDueOn" from gas.cylinders
   where depot_id = $1 and type_id = $2 and state = 'filled' and (test_due_on is null or test_due_on >= $3::date) order by filled_at, id limit 14`,
)
/** One shelf closely: how old what is filled is, and which cylinders go out next, the oldest first. A test date within thirty days is `soon`. */
export async function shelfOut(ctx: Ctx, it: Shelf) {
  const today = dayOf(ctx, ctx.now())
  const found = new Map((await counted(ctx, [it.depotId, it.typeId, ctx.now()])).map((r) => [r.age, r.count]))
  return {
    ages: ages.map(([from, to], i) => ({ from, to, count: found.get(i) ?? 0 })),
    next: (await nextToGo(ctx, [it.depotId, it.typeId, today])).map(({ testDueOn, filledAt, ...c }) => ({
      ...c,
      filledAt: filledAt.toISOString(),
      testDueOn,
      soon: testDueOn !== null && testDueOn < addDays(today, 30),
    })),
  }
}

const pace = read<Shelf & { delivered: number }>(
  'gas.pace',
  // By the day of booking first, which has an index; nobody waits for two months.
  `select depot_id "depotId", type_id "typeId", count(*)::int delivered from gas.bookings
   where created_at > $1::timestamptz - interval '60 days' and delivered_at > $1::timestamptz - interval '${paceDays} days' group by 1, 2`,
)
/** How many went out of each shelf in the last days: what the days of cover are reckoned by. */
export const paceOut = async (ctx: Ctx) => ({ days: paceDays, data: await pace(ctx, [ctx.now()]) })

interface MoveRow {
  id: string
  at: Date
  from: CylinderState | null
  to: CylinderState
  event: string
  reason: string | null
  actorName: string
  cylinderId: string
  code: string
  depotId: string
  depotName: string
  typeName: string
  bookingReference: string | null
  batchReference: string | null
}
const moveColumns = `m.id, m.at, m."from", m."to", m.event, m.reason, m.actor_name "actorName", c.id "cylinderId", c.code, c.depot_id "depotId", d.name "depotName", y.name "typeName", b.reference "bookingReference",
  r.reference "batchReference"`
const moveFrom = `gas.cylinders c on c.id = m.cylinder_id join gas.depots d on d.id = c.depot_id join gas.cylinder_types y on y.id = c.type_id left join gas.bookings b on b.id = m.booking_id
  left join gas.refill_batches r on r.id = m.batch_id`

/** Moves of all cylinders, newest first. */
export async function listMoves(ctx: Ctx, f: { depotId?: string; cursor?: string; limit?: number }) {
  const limit = f.limit ?? 20
  const params: unknown[] = [limit + 1]
  const where = ['true']
  if (f.depotId !== undefined) where.push(`c.depot_id = $${params.push(f.depotId)}::uuid`)
  if (f.cursor !== undefined) {
    const [id] = readCursor(f.cursor, 1)
    if (!/^[0-9a-f-]{36}$/.test(String(id))) throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
    where.push(`m.id < $${params.push(id)}::uuid`)
  }
  const rows = await readText<MoveRow>(ctx, `select ${moveColumns} from gas.cylinder_moves m join ${moveFrom} where ${where.join(' and ')} order by m.id desc limit $1`, params)
  return page(
    rows,
    limit,
    (r) => [r.id],
    ({ depotId, depotName, cylinderId, code, at, ...m }) => ({ ...m, at: at.toISOString(), cylinder: { id: cylinderId, code }, depot: { id: depotId, name: depotName } }),
  )
}

const recent = read<MoveRow & { count: number }>(
  'gas.moves_recent',
  // What was done in one motion (same instant, event, depot and person) is one line with a count.
  `select (array_agg(m.id order by m.id desc))[1] id, m.at, min(m."from") "from", m."to", m.event, min(m.reason) reason, m.actor_name "actorName", (array_agg(c.id))[1] "cylinderId", min(c.code) code, c.depot_id "depotId",
     d.name "depotName", y.name "typeName", min(b.reference) "bookingReference", min(r.reference) "batchReference", count(*)::int count
   from (select * from gas.cylinder_moves order by id desc limit 600) m join ${moveFrom}
   where m.event not in ('allocate', 'allocate_chosen') group by m.at, m."to", m.event, m.actor_name, c.depot_id, d.name, y.name order by 1 desc limit 12`,
)
/** What happened last with the cylinders, in a dozen lines. */
export async function recentMoves(ctx: Ctx) {
  return (await recent(ctx, [])).map(({ depotId, depotName, cylinderId, code, at, ...m }) => ({
    ...m,
    at: at.toISOString(),
    cylinder: { id: cylinderId, code },
    depot: { id: depotId, name: depotName },
  }))
}

interface WaitingRow {
  id: string
  reference: string
  customerId: string
  paidAt: Date
  waitingSince: Date | null
  place: number
}
/** Those who paid and wait at a shelf, in the order of payment: the order in which they are served. */
export async function waitingList(ctx: Ctx, it: Shelf) {
  const rows = await readText<WaitingRow>(
    ctx,
    `select id, reference, customer_id "customerId", paid_at "paidAt", waiting_since "waitingSince", row_number() over (order by paid_at, id)::int place from gas.bookings
     where status = 'waitlisted' and depot_id = $1::uuid and type_id = $2::uuid order by paid_at, id limit 500`,
    [it.depotId, it.typeId],
  )
  const { people } = await facesOf(
    ctx,
    rows.map((r) => r.customerId),
  )
  return rows.map(({ customerId, paidAt, waitingSince, ...r }) => ({
    ...r,
    customer: { id: customerId, name: people.get(customerId)?.name ?? '' },
    paidAt: paidAt.toISOString(),
    waitingSince: waitingSince?.toISOString() ?? null,
  }))
}

interface Told {
  at: Date
  kind: 'state' | 'override'
  from: BookingState | null
  to: BookingState | null
  action: string | null
  rule: string | null
  reason: string | null
  actorName: string
  photoIds: string[]
}
const told = read<Told>(
  'gas.booking_history',
  `select at, 'state' kind, "from", "to", null action, null rule, reason, actor_name "actorName", '[]'::jsonb "photoIds" from platform.history where noun = 'booking' and noun_id = $1
   union all select at, 'override', null, null, action, rule, reason, actor_name, coalesce(after -> 'photoIds', '[]') from gas.overrides where booking_id = $1 order by at desc, kind desc`,
)
/** What happened with a booking, newest first: each state it came into, and what staff did against the order, with the rule and the reason. */
export async function bookingHistory(ctx: Ctx, idOrReference: string) {
  const b = await bookingFor(ctx, idOrReference)
  const rows = await told(ctx, [b.id])
  const media = await mediaByIds(
    ctx,
    rows.flatMap((r) => r.photoIds),
  )
  return rows.map(({ photoIds, at, ...r }) => ({ ...r, at: at.toISOString(), photos: photoIds.flatMap((id) => media.get(id) ?? []) }))
}

const ruleLog = read<{ ruleId: string; action: string; actorName: string; reason: string | null; at: Date; validTo: string | null }>(
  'gas.rule_log',
  `select noun_id "ruleId", action, actor_name "actorName", reason, at, after ->> 'validTo' "validTo" from platform.audit_log where noun = 'gas_rule' order by seq desc limit 500`,
)
/** Who made and ended the rules of admission, when and why. */
export const ruleHistory = async (ctx: Ctx) => (await ruleLog(ctx, [])).map((r) => ({ ...r, at: r.at.toISOString() }))

interface BatchItemRow {
  cylinderId: string
  code: string
  typeName: string
  netGrams: number
  toleranceGrams: number
  tareGrams: number | null
  testDue: string | null
  recalled: boolean
  outcome: 'filled' | 'quarantined' | 'condemned' | null
  grossGrams: number | null
  reason: string | null
  receivedAt: Date | null
}
const oneBatch = read<{ id: string; reference: string; depotId: string; depotName: string; plant: string; sentAt: Date; closedAt: Date | null }>(
  'gas.one_batch',
  `select r.id, r.reference, r.depot_id "depotId", d.name "depotName", r.plant, r.sent_at "sentAt", r.closed_at "closedAt" from gas.refill_batches r join gas.depots d on d.id = r.depot_id where r.id::text = $1 or r.reference = upper($1)`,
)
const batchItems = read<BatchItemRow>(
  'gas.batch_items',
  `select c.id "cylinderId", c.code, y.name "typeName", y.net_grams "netGrams", y.tolerance_grams "toleranceGrams", c.tare_grams "tareGrams", c.test_due "testDue", c.recall_id is not null recalled, i.outcome, i.gross_grams "grossGrams",
     i.reason, i.received_at "receivedAt"
   from gas.refill_items i join gas.cylinders c on c.id = i.cylinder_id join gas.cylinder_types y on y.id = c.type_id where i.batch_id = $1 order by i.received_at nulls first, c.code`,
)
/** One refill batch with what the scales are compared with. */
export async function batchOut(ctx: Ctx, idOrReference: string) {
  const [row] = await oneBatch(ctx, [idOrReference])
  if (!row) throw common.not_found()
  const { depotId, depotName, sentAt, closedAt, ...batch } = row
  return {
    ...batch,
    depot: { id: depotId, name: depotName },
    sentAt: sentAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    items: (await batchItems(ctx, [row.id])).map((i) => ({ ...i, receivedAt: i.receivedAt?.toISOString() ?? null })),
  }
}
