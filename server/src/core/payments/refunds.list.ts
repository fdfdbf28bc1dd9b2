import Type from 'typebox'
import { may, userId } from '#platform/access'
import { read, readText, type Ctx } from '#platform/db'
import { Nullable } from '#platform/openapi'
import { page } from '#platform/page'
import { common } from '#platform/problems'
import { facesOf, peopleNamed } from '#core/users'
import { between } from './days.ts'
import { historyOf } from './history.ts'
import { after, filterFor, given, isUuid, whereOf } from './keyset.ts'
import { seesAll } from './lists.ts'
import { refundColumns, type Refund } from './refunds.ts'
import { Named, RefundOut, refundOut } from './wire.ts'

/** What staff call a refund's place in the queue. */
export const queues = {
  awaiting: ['requested'],
  under_way: ['approved', 'submitted', 'unknown', 'pending'],
  failed: ['failed'],
  done: ['processed', 'wallet_credited', 'rejected', 'cancelled'],
} as const satisfies Record<string, readonly Refund['state'][]>
export type Queue = keyof typeof queues

export const RefundRowOut = Type.Object({
  ...RefundOut.properties,
  payment: Type.Object({ id: Type.String(), reference: Type.String(), description: Type.String(), line: Type.String(), purpose: Type.String() }),
  payer: Nullable(Named),
  requester: Nullable(Named),
  decider: Nullable(Named),
  gatewayRefundId: Nullable(Type.String()),
  tries: Type.Integer(),
  mayDecide: Type.Boolean({ description: 'Waits for a decision, and you may make it' }),
})
type Row = Refund & { key: string; paymentReference: string; description: string; line: string; purpose: string; payerId: string }
const columns = `${refundColumns}, r.created_at::text "key", i.reference "paymentReference", i.description, i.line, i.purpose, i.payer_id "payerId"`
const from = 'payments.refunds r join payments.intents i on i.id = r.intent_id'

async function present(ctx: Ctx, rows: readonly Row[]) {
  const all = seesAll(ctx)
  const { people } = all
    ? await facesOf(
        ctx,
        rows.flatMap((r) => [r.payerId, r.requestedBy, r.decidedBy]),
      )
    : { people: new Map<string, { id: string; name: string }>() }
  const named = (id: string | null) => {
    const face = id === null ? undefined : people.get(id)
    return face ? { id: face.id, name: face.name } : null
  }
  return rows.map((r) => ({
    ...refundOut(r),
    payment: { id: r.intentId, reference: r.paymentReference, description: r.description, line: r.line, purpose: r.purpose },
    payer: named(r.payerId),
    requester: named(r.requestedBy),
    decider: named(r.decidedBy),
    gatewayRefundId: r.gatewayRefundId,
    tries: r.tries,
    mayDecide: r.state === 'requested' && may(ctx.actor, 'payment.refund.approve') && r.requestedBy !== ctx.actor.id,
  }))
}

export interface RefundQuery {
  queue?: Queue
  status?: Refund['state']
  paymentId?: string
  payerId?: string
  line?: string
  from?: string
  to?: string
  q?: string
  cursor?: string
  limit?: number
}

/** Refunds, newest first; those of one's own payments, or all. */
export async function listRefunds(ctx: Ctx, it: RefundQuery) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  const all = seesAll(ctx)
  given(f, 'i.payer_id = ?', all ? it.payerId : userId(ctx.actor))
  given(f, 'r.state = ?', it.status)
  given(f, 'r.state = any(?::text[])', it.queue === undefined ? undefined : queues[it.queue])
  given(f, 'r.intent_id = ?', it.paymentId)
  given(f, 'i.line = ?', it.line)
  const { since, until } = between(ctx, it)
  given(f, 'r.created_at >= ?', since)
  given(f, 'r.created_at < ?', until)
  const q = it.q?.trim() ?? ''
  if (q !== '') {
    if (/^rfd-/i.test(q)) given(f, 'r.reference = upper(?)', q)
    else if (/^pay-/i.test(q)) given(f, 'i.reference = upper(?)', q)
    else if (q.startsWith('rfnd_')) given(f, 'r.gateway_refund_id = ?', q)
    else if (isUuid(q)) given(f, '(r.id::text = lower(?) or r.intent_id::text = lower(?))', q)
    else given(f, 'i.payer_id = any(?::uuid[])', all ? await peopleNamed(ctx, q) : [])
  }
  after(f, it.cursor, 'r.created_at', 'r.id')
  const rows = await readText<Row>(ctx, `select ${columns} from ${from} where ${whereOf(f)} order by r.created_at desc, r.id desc limit $1`, f.params)
  const out = new Map((await present(ctx, rows)).map((r) => [r.id, r]))
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => out.get(r.id)!,
  )
}

const bare = read<Refund>('payments.refund_bare', `select ${refundColumns} from payments.refunds r where r.id = $1`)
/** A refund by id; it asks nothing about the reader. */
export const refundById = async (ctx: Ctx, id: string): Promise<Refund | undefined> => (await bare(ctx, [id]))[0]

/** One refund with how it moved; missing and foreign are one refusal. */
export async function refundWithHistory(ctx: Ctx, idOrReference: string) {
  const rows = await readText<Row>(ctx, `select ${columns} from ${from} where r.id::text = lower($1) or r.reference = upper($1)`, [idOrReference])
  const [row] = rows
  if (!row || (row.payerId !== ctx.actor.id && !seesAll(ctx))) throw common.not_found()
  return { ...(await present(ctx, rows))[0]!, history: await historyOf(ctx, [row.id]) }
}
