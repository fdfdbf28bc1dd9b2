import Type from 'typebox'
import { may } from '#platform/access'
import { read, readText, type Ctx } from '#platform/db'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { page } from '#platform/page'
import { common } from '#platform/problems'
import { between, dayOf } from './days.ts'
import { after, filterFor, given, whereOf } from './keyset.ts'
import { webhookSecrets } from './keys.ts'
import { webhookStates } from './machines.ts'
import { diagnose, findings, findingWords, type Finding } from './signatures.ts'

type State = keyof typeof webhookStates.moves
const states = OneOf(Object.keys(webhookStates.moves) as State[])
export const WebhookOut = Type.Object({
  id: Id,
  eventId: Type.String(),
  event: Type.String(),
  subject: Nullable(Type.String({ description: 'The thing of the gateway that it is about' })),
  status: states,
  tries: Type.Integer(),
  copies: Type.Integer(),
  note: Nullable(Type.String()),
  signedWith: Type.String(),
  receivedAt: Instant,
  nextTryAt: Nullable(Instant),
  settledAt: Nullable(Instant),
})
export const WebhookDetailOut = Type.Object({
  ...WebhookOut.properties,
  body: Nullable(Type.String({ description: 'As it came; null without payment.webhook.raw' })),
  headers: Type.Record(Type.String(), Type.String()),
  signature: Type.Object({ finding: OneOf(findings), sentence: Type.String() }),
  payment: Nullable(Type.Object({ id: Id, reference: Type.String() })),
})
interface Row {
  id: string
  eventId: string
  event: string
  subject: string | null
  state: State
  tries: number
  copies: number
  note: string | null
  signedWith: string
  receivedAt: Date
  nextTryAt: Date | null
  settledAt: Date | null
  key: string
}
const present = ({ state, key: _, ...r }: Row) => ({
  ...r,
  status: state,
  receivedAt: r.receivedAt.toISOString(),
  nextTryAt: r.nextTryAt?.toISOString() ?? null,
  settledAt: r.settledAt?.toISOString() ?? null,
})
const columns = `id, event_id "eventId", event, subject, state, tries, copies, note, signed_with "signedWith", received_at "receivedAt", next_try_at "nextTryAt", settled_at "settledAt", received_at::text "key"`

/** Webhooks, newest first. */
export async function listWebhooks(ctx: Ctx, it: { status?: State; event?: string; q?: string; from?: string; to?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  given(f, 'state = ?', it.status)
  given(f, 'event = ?', it.event)
  const q = it.q?.trim() ?? ''
  if (q !== '') given(f, '(event_id = ? or subject = ?)', q)
  const { since, until } = between(ctx, it)
  given(f, 'received_at >= ?', since)
  given(f, 'received_at < ?', until)
  after(f, it.cursor, 'received_at', 'id')
  const rows = await readText<Row>(ctx, `select ${columns} from payments.webhook_events where ${whereOf(f)} order by received_at desc, id desc limit $1`, f.params)
  return page(rows, limit, (r) => [r.key, r.id], present)
}

const one = read<Row & { body: Buffer; headers: Record<string, string> }>('payments.webhook_one', `select ${columns}, body, headers from payments.webhook_events where id = $1`)
const paymentOf = read<{ id: string; reference: string }>(
  'payments.webhook_payment',
  `select i.id, i.reference from payments.intents i where i.id in (
     select a.intent_id from payments.attempts a where a.gateway_payment_id = $1 union select r.intent_id from payments.refunds r where r.gateway_refund_id = $1
     union select o.intent_id from payments.orders o where o.gateway_order_id = $1
     union select a.intent_id from payments.disputes d join payments.attempts a on a.id = d.attempt_id where d.gateway_dispute_id = $1) limit 1`,
)

/** One webhook: its signature looked at again with the secrets of today, what it belongs to, and for those who may the bytes. */
export async function webhookById(ctx: Ctx, id: string) {
  const [row] = await one(ctx, [id])
  if (!row) throw common.not_found()
  const { body, headers, ...rest } = row
  const [payment] = row.subject === null ? [] : await paymentOf(ctx, [row.subject])
  const secrets = await webhookSecrets(ctx)
  const finding: Finding = secrets ? diagnose(body, headers['x-razorpay-signature'], secrets) : 'wrong_secret_or_body'
  return {
    ...present(rest),
    body: may(ctx.actor, 'payment.webhook.raw') ? body.toString('utf8') : null,
    headers,
    signature: { finding, sentence: findingWords[finding] },
    payment: payment ?? null,
  }
}

const refused = read<{ day: string; finding: Finding; count: number; lastAt: Date }>(
  'payments.webhook_refused',
  `select day, finding, count, last_at "lastAt" from payments.webhook_rejections order by day desc, finding limit 100`,
)
/** Deliveries that were refused, by day and cause. */
export const rejections = async (ctx: Ctx) => (await refused(ctx)).map((r) => ({ ...r, sentence: findingWords[r.finding], lastAt: r.lastAt.toISOString() }))

const counts = read<{ status: State; count: number }>('payments.webhook_counts', `select state "status", count(*)::int "count" from payments.webhook_events group by 1 order by 1`)
const refusedOn = read<{ n: number }>('payments.webhook_refused_on', `select coalesce(sum(count), 0)::int n from payments.webhook_rejections where day = $1`)
/** How many webhooks are in each state. */
export const webhookSummary = async (ctx: Ctx) => ({
  data: await counts(ctx),
  rejectedToday: (await refusedOn(ctx, [dayOf(ctx, ctx.now())]))[0]!.n,
})
