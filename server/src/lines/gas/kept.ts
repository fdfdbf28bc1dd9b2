import { readText, type Ctx } from '#platform/db'
import { page } from '#platform/page'
import { timeCursor } from './lists.ts'

interface OverrideRow {
  id: string
  action: string
  rule: string
  reason: string
  bookingId: string | null
  bookingReference: string | null
  cylinderId: string | null
  cylinderCode: string | null
  customerId: string | null
  actorName: string
  at: Date
  key: string
}
/** What staff did against the rules, newest first: of one booking or cylinder, or all. */
export async function listOverrides(ctx: Ctx, f: { bookingId?: string; cylinderId?: string; cursor?: string; limit?: number }) {
  const limit = f.limit ?? 20
  const params: unknown[] = [limit + 1]
  const where: string[] = ['true']
  if (f.bookingId !== undefined) where.push(`o.booking_id = $${params.push(f.bookingId)}::uuid`)
  if (f.cylinderId !== undefined) where.push(`o.cylinder_id = $${params.push(f.cylinderId)}::uuid`)
  if (f.cursor !== undefined) {
    const [at, id] = timeCursor(f.cursor)
    where.push(`(o.at, o.id) < ($${params.push(at)}::timestamptz, $${params.push(id)}::uuid)`)
  }
  const rows = await readText<OverrideRow>(
    ctx,
    `select o.id, o.action, o.rule, o.reason, o.booking_id "bookingId", b.reference "bookingReference", o.cylinder_id "cylinderId", c.code "cylinderCode", o.customer_id "customerId", o.actor_name "actorName", o.at, o.at::text "key"
     from gas.overrides o left join gas.bookings b on b.id = o.booking_id left join gas.cylinders c on c.id = o.cylinder_id where ${where.join(' and ')} order by o.at desc, o.id desc limit $1`,
    params,
  )
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    ({ key: _, at, ...r }) => ({ ...r, at: at.toISOString() }),
  )
}

interface BatchRow {
  id: string
  reference: string
  depotId: string
  depotName: string
  plant: string
  sentAt: Date
  closedAt: Date | null
  items: { cylinderId: string; code: string; outcome: string | null; reason: string | null }[]
  key: string
}
/** Refill batches, newest first, each with its cylinders and what became of them. */
export async function listBatches(ctx: Ctx, f: { open?: boolean; cursor?: string; limit?: number }) {
  const limit = f.limit ?? 20
  const params: unknown[] = [limit + 1]
  const where: string[] = ['true']
  if (f.open !== undefined) where.push(`r.closed_at is ${f.open ? '' : 'not '}null`)
  if (f.cursor !== undefined) {
    const [at, id] = timeCursor(f.cursor)
    where.push(`(r.sent_at, r.id) < ($${params.push(at)}::timestamptz, $${params.push(id)}::uuid)`)
  }
  const rows = await readText<BatchRow>(
    ctx,
    `select r.id, r.reference, r.depot_id "depotId", d.name "depotName", r.plant, r.sent_at "sentAt", r.closed_at "closedAt", r.sent_at::text "key",
       (select json_agg(json_build_object('cylinderId', c.id, 'code', c.code, 'outcome', i.outcome, 'reason', i.reason) order by c.code) from gas.refill_items i join gas.cylinders c on c.id = i.cylinder_id where i.batch_id = r.id) items
     from gas.refill_batches r join gas.depots d on d.id = r.depot_id where ${where.join(' and ')} order by r.sent_at desc, r.id desc limit $1`,
    params,
  )
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => ({
      id: r.id,
      reference: r.reference,
      depot: { id: r.depotId, name: r.depotName },
      plant: r.plant,
      sentAt: r.sentAt.toISOString(),
      closedAt: r.closedAt?.toISOString() ?? null,
      items: r.items,
    }),
  )
}
