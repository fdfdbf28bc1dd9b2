import { desc, inArray } from 'drizzle-orm'
import Type from 'typebox'
import { read, readText, type Ctx } from '#platform/db'
import { Instant, Nullable, OneOf } from '#platform/openapi'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { MoneyOut, money } from '#core/payments'
import { deliveries, orders, payments, settlements } from './schema.ts'
import { settleFaults } from './settle.ts'

const N = Type.Integer()
const statuses = ['created', 'attempted', 'paid'] as const
export const OrderOut = Type.Object({
  id: Type.String(),
  receipt: Nullable(Type.String()),
  reference: Nullable(Type.String({ description: 'Our reference of the payment' })),
  amount: MoneyOut,
  status: OneOf(statuses),
  attempts: N,
  createdAt: Instant,
  payments: Type.Array(
    Type.Object({
      id: Type.String(),
      status: OneOf(['created', 'authorized', 'captured', 'refunded', 'failed'] as const),
      captured: Type.Boolean(),
      method: Type.String(),
      amount: MoneyOut,
      refunded: MoneyOut,
      script: Type.String(),
      settled: Type.Boolean(),
      createdAt: Instant,
    }),
  ),
})
export const DeliveryOut = Type.Object({
  id: Type.String(),
  event: Type.String(),
  about: Nullable(Type.String()),
  copies: N,
  tries: N,
  answer: Nullable(N),
  held: Type.Boolean(),
  generation: N,
  dueAt: Instant,
  sentAt: Nullable(Instant),
})
export const PendingOut = Type.Object({ id: Type.String(), what: Type.String(), about: Nullable(Type.String()), dueAt: Instant })
export const SettlementOut = Type.Object({
  id: Type.String(),
  utr: Type.String(),
  amount: MoneyOut,
  fees: MoneyOut,
  tax: MoneyOut,
  lines: N,
  fault: OneOf(settleFaults),
  createdAt: Instant,
})

async function presentOrders(ctx: Ctx, rows: readonly (typeof orders.$inferSelect)[]) {
  const ids = rows.map((o) => o.id)
  const all = ids.length === 0 ? [] : await ctx.db.select().from(payments).where(inArray(payments.orderId, ids)).orderBy(desc(payments.createdAt), desc(payments.id))
  return rows.map((o) => ({
    id: o.id,
    receipt: o.receipt,
    reference: o.notes.reference ?? null,
    amount: money(o.amount, o.currency),
    status: o.status,
    attempts: o.attempts,
    createdAt: o.createdAt.toISOString(),
    payments: all
      .filter((p) => p.orderId === o.id)
      .map((p) => ({
        id: p.id,
        status: p.status,
        captured: p.captured,
        method: p.method,
        amount: money(p.amount, p.currency),
        refunded: money(p.amountRefunded, p.currency),
        script: p.script,
        settled: p.settlementId !== null,
        createdAt: p.createdAt.toISOString(),
      })),
  }))
}
type DeliveryRow = typeof deliveries.$inferSelect
const deliveryOut = (d: DeliveryRow) => ({
  id: d.id,
  event: d.event,
  about: d.about,
  copies: d.copies,
  tries: d.tries,
  answer: d.answer,
  held: d.held,
  generation: d.generation,
  dueAt: d.dueAt.toISOString(),
  sentAt: d.sentAt?.toISOString() ?? null,
})

interface Paging {
  cursor?: string
  limit?: number
}
const instant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/
const afterOf = (cursor: string | undefined, params: unknown[], column: string): string => {
  if (cursor === undefined) return 'true'
  const [at, id] = readCursor(cursor, 2)
  if (!instant.test(String(at)) || typeof id !== 'string' || id.includes('\0')) throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
  return `(${column}, id) < ($${params.push(at)}::timestamptz, $${params.push(id)})`
}

/** Orders of the simulated gateway with their payments, newest first. */
export async function listOrders(ctx: Ctx, { cursor, limit = 20, status }: Paging & { status?: (typeof statuses)[number] }) {
  const params: unknown[] = [limit + 1]
  const where = [afterOf(cursor, params, 'created_at'), ...(status === undefined ? [] : [`status = $${params.push(status)}`])]
  const rows = await readText<typeof orders.$inferSelect & { key: string }>(
    ctx,
    `select id, amount, currency, receipt, notes, auto_capture "autoCapture", status, attempts, created_at "createdAt", created_at::text "key" from simulator.orders
     where ${where.join(' and ')} order by created_at desc, id desc limit $1`,
    params,
  )
  const out = new Map((await presentOrders(ctx, rows)).map((o) => [o.id, o]))
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => out.get(r.id)!,
  )
}

const deliveryColumns = `id, event, body, about, held, generation, copies, due_at "dueAt", sent_at "sentAt", tries, answer`
/** Messages of the simulated gateway, newest first. */
export async function listDeliveries(ctx: Ctx, { cursor, limit = 20, held }: Paging & { held?: boolean }) {
  const params: unknown[] = [limit + 1]
  const where = [afterOf(cursor, params, 'due_at'), ...(held === undefined ? [] : [`held = $${params.push(held)}`])]
  const rows = await readText<DeliveryRow & { key: string }>(
    ctx,
    `select ${deliveryColumns}, due_at::text "key" from simulator.deliveries where ${where.join(' and ')} order by due_at desc, id desc limit $1`,
    params,
  )
  return page(rows, limit, (r) => [r.key, r.id], deliveryOut)
}
const oneDelivery = read<DeliveryRow>('simulator.delivery', `select ${deliveryColumns} from simulator.deliveries where id = $1`)
export async function deliveryById(ctx: Ctx, id: string) {
  const [row] = await oneDelivery(ctx, [id])
  if (!row) throw common.not_found()
  return { ...deliveryOut(row), body: row.body }
}

const waiting = read<{ id: number; task: string; payload: Record<string, unknown>; runAt: Date }>(
  'simulator.pending',
  `select j.id, t.identifier "task", j.payload, j.run_at "runAt" from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
   where t.identifier like 'simulator.%' and j.attempts < j.max_attempts and j.run_at > now() order by j.run_at, j.id limit 100`,
)
const words: Readonly<Record<string, string>> = {
  'simulator.deliver': 'A message is sent',
  'simulator.happen': 'Something happens to a payment',
  'simulator.refund': 'The bank decides on a refund',
  'simulator.pay': 'An order is paid',
  'simulator.payout': 'The bank decides on a payout',
}
/** What is still to happen at the simulated bank. */
export const pending = async (ctx: Ctx) =>
  (await waiting(ctx)).map((j) => {
    const about = j.payload.paymentId ?? j.payload.refundId ?? j.payload.orderId ?? j.payload.payoutId ?? j.payload.id
    return {
      id: String(j.id),
      what: typeof j.payload.to === 'string' ? `${words[j.task]}: ${j.payload.to.replaceAll('_', ' ')}` : (words[j.task] ?? j.task),
      about: typeof about === 'string' ? about : null,
      dueAt: j.runAt.toISOString(),
    }
  })

type SettlementRow = typeof settlements.$inferSelect
const settlementOut = (s: SettlementRow) => ({
  id: s.id,
  utr: s.utr,
  amount: money(s.amount),
  fees: money(s.fees - s.tax),
  tax: money(s.tax),
  lines: s.items.length,
  fault: s.fault as (typeof settleFaults)[number],
  createdAt: s.createdAt.toISOString(),
})
export async function listSettlements(ctx: Ctx, { cursor, limit = 20 }: Paging) {
  const params: unknown[] = [limit + 1]
  const where = afterOf(cursor, params, 'created_at')
  const rows = await readText<SettlementRow & { key: string }>(
    ctx,
    `select id, utr, amount, fees, tax, fault, items, created_at "createdAt", created_at::text "key" from simulator.settlements where ${where} order by created_at desc, id desc limit $1`,
    params,
  )
  return page(rows, limit, (r) => [r.key, r.id], settlementOut)
}
