import { scopeOf, userId } from '#platform/access'
import { read, readText, type Ctx } from '#platform/db'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { attemptColumns, type Attempt } from './attempts.ts'
import { walletLines } from './books.ts'
import { intentColumns, type Intent } from './intents.ts'
import { refundColumns, type Refund } from './refunds.ts'
import type { disputes } from './schema.ts'
import { intentOut, money, refundOut } from './wire.ts'

const uuid = /^[0-9a-f-]{36}$/
const instant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/
const after = (cursor: string | undefined, params: unknown[], at: string, id: string): string[] => {
  if (cursor === undefined) return []
  const [time, key] = readCursor(cursor, 2)
  if (!instant.test(String(time)) || !uuid.test(String(key))) throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
  return [`(${at}, ${id}) < ($${params.push(time)}::timestamptz, $${params.push(key)}::uuid)`]
}
const filter = (where: readonly string[]) => (where.length === 0 ? 'true' : where.join(' and '))

/** Payments, newest first: one's own, or everybody's for those who may see them. */
export async function listIntents(ctx: Ctx, it: { status?: string; purpose?: string; payerId?: string; mine?: boolean; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const params: unknown[] = [limit + 1]
  const where = after(it.cursor, params, 'i.created_at', 'i.id')
  const all = (scopeOf(ctx.actor, 'payment.transaction.read') ?? 'own') !== 'own' && it.mine !== true
  const payer = all ? it.payerId : userId(ctx.actor)
  if (payer !== undefined) where.push(`i.payer_id = $${params.push(payer)}`)
  if (it.status !== undefined) where.push(`i.state = $${params.push(it.status)}`)
  if (it.purpose !== undefined) where.push(`i.purpose = $${params.push(it.purpose)}`)
  const rows = await readText<Intent & { key: string }>(
    ctx,
    `select ${intentColumns}, i.created_at::text "key" from payments.intents i where ${filter(where)} order by i.created_at desc, i.id desc limit $1`,
    params,
  )
  return page(rows, limit, (r) => [r.key, r.id], intentOut)
}

/** Refunds, newest first; those of one's own payments, or all. */
export async function listRefunds(ctx: Ctx, it: { status?: string; paymentId?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const params: unknown[] = [limit + 1]
  const where = after(it.cursor, params, 'r.created_at', 'r.id')
  if ((scopeOf(ctx.actor, 'payment.transaction.read') ?? 'own') === 'own') where.push(`i.payer_id = $${params.push(userId(ctx.actor))}`)
  if (it.status !== undefined) where.push(`r.state = $${params.push(it.status)}`)
  if (it.paymentId !== undefined) where.push(`r.intent_id = $${params.push(it.paymentId)}`)
  const rows = await readText<Refund & { key: string }>(
    ctx,
    `select ${refundColumns}, r.created_at::text "key" from payments.refunds r join payments.intents i on i.id = r.intent_id where ${filter(where)} order by r.created_at desc, r.id desc limit $1`,
    params,
  )
  return page(rows, limit, (r) => [r.key, r.id], refundOut)
}

const attemptsRead = read<Attempt>('payments.attempts_read', `select ${attemptColumns} from payments.attempts a where a.intent_id = $1 order by a.created_at, a.id`)
const refundsRead = read<Refund>('payments.refunds_read', `select ${refundColumns} from payments.refunds r where r.intent_id = $1 order by r.created_at, r.id`)
const disputesRead = read<typeof disputes.$inferSelect>(
  'payments.disputes_read',
  `select d.id, d.amount, d.currency, d.state, d.reason, d.respond_by "respondBy" from payments.disputes d join payments.attempts a on a.id = d.attempt_id where a.intent_id = $1 order by d.created_at`,
)

/** What belongs to a payment; the intent must have been got through `intentFor`. */
export async function partsOf(ctx: Ctx, intent: Intent) {
  const [tries, back, disputed] = await Promise.all([attemptsRead(ctx, [intent.id]), refundsRead(ctx, [intent.id]), disputesRead(ctx, [intent.id])])
  return {
    attempts: tries.map((a) => ({
      id: a.id,
      gateway: a.gateway,
      gatewayPaymentId: a.gatewayPaymentId,
      method: a.method,
      amount: money(a.amount, a.currency),
      refunded: money(a.refundTotal, a.currency),
      status: a.state,
      error: a.error?.description ?? null,
      createdAt: a.createdAt.toISOString(),
    })),
    refunds: back.map(refundOut),
    disputes: disputed.map((d) => ({ id: d.id, amount: money(d.amount, d.currency), status: d.state, reason: d.reason, respondBy: d.respondBy?.toISOString() ?? null })),
  }
}

/** One's own wallet, line by line, newest first. Positive: money came in. */
export async function walletStatement(ctx: Ctx, it: { cursor?: string; limit?: number }) {
  const { data, nextCursor } = await walletLines(ctx, userId(ctx.actor), it)
  return {
    data: data.map((l) => ({
      entryId: l.entryId,
      kind: l.kind,
      pocket: l.account.split(':')[3] as 'cash' | 'promo' | 'held',
      // Owed to its owner, so a credit comes in. From zero, so that there is no minus nothing.
      amount: money(0 - l.amount.amount, l.amount.currency),
      balance: money(0 - (l.balanceAfter?.amount ?? 0), l.amount.currency),
      memo: l.memo,
      at: l.occurredAt,
    })),
    nextCursor,
  }
}

interface WebhookRow {
  id: string
  eventId: string
  event: string
  state: string
  tries: number
  copies: number
  note: string | null
  signedWith: string
  receivedAt: Date
  nextTryAt: Date | null
  key: string
}
const webhookOut = (r: WebhookRow) => ({
  id: r.id,
  eventId: r.eventId,
  event: r.event,
  status: r.state,
  tries: r.tries,
  copies: r.copies,
  note: r.note,
  signedWith: r.signedWith,
  receivedAt: r.receivedAt.toISOString(),
  nextTryAt: r.nextTryAt?.toISOString() ?? null,
})
const columns = `id, event_id "eventId", event, state, tries, copies, note, signed_with "signedWith", received_at "receivedAt", next_try_at "nextTryAt", received_at::text "key"`

export async function listWebhooks(ctx: Ctx, it: { status?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const params: unknown[] = [limit + 1]
  const where = after(it.cursor, params, 'received_at', 'id')
  if (it.status !== undefined) where.push(`state = $${params.push(it.status)}`)
  const rows = await readText<WebhookRow>(ctx, `select ${columns} from payments.webhook_events where ${filter(where)} order by received_at desc, id desc limit $1`, params)
  return page(rows, limit, (r) => [r.key, r.id], webhookOut)
}
export async function webhookById(ctx: Ctx, id: string) {
  const [row] = await readText<WebhookRow & { body: Buffer }>(ctx, `select ${columns}, body from payments.webhook_events where id = $1`, [id])
  if (!row) throw common.not_found()
  return { ...webhookOut(row), body: row.body.toString('utf8') }
}
export const rejections = (ctx: Ctx) =>
  readText<{ day: string; finding: string; count: number }>(ctx, `select day, finding, count from payments.webhook_rejections order by day desc, finding limit 100`, [])
