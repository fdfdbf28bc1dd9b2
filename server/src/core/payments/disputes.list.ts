import Type from 'typebox'
import { may } from '#platform/access'
import { read, readText, type Ctx } from '#platform/db'
import { Id, Instant, Nullable } from '#platform/openapi'
import { page } from '#platform/page'
import { common } from '#platform/problems'
import { days, later } from '#platform/time'
import { mediaByIds, MediaOut } from '#core/media'
import { peopleByIds } from '#core/users'
import { between } from './days.ts'
import { HistoryOut, historyOf } from './history.ts'
import { after, filterFor, given, whereOf } from './keyset.ts'
import { DisputeOut, money, Named } from './wire.ts'
import type { disputes } from './schema.ts'

export type Dispute = typeof disputes.$inferSelect
/** Finance is warned, and the screens say so, when less than this is left. */
export const soon = 3 * days
/** States in which an answer of ours is still awaited. */
export const answerable: readonly Dispute['state'][] = ['opened', 'action_required']

export const DisputeRowOut = Type.Object({
  ...DisputeOut.properties,
  gatewayDisputeId: Type.String(),
  overdue: Type.Boolean({ description: 'The time to answer has passed' }),
  dueSoon: Type.Boolean({ description: 'Less than three days are left' }),
  payment: Type.Object({ id: Id, reference: Type.String(), description: Type.String(), line: Type.String() }),
  payer: Nullable(Named),
  evidence: Type.Integer({ description: 'Files' }),
  createdAt: Instant,
})
export const DisputeDetailOut = Type.Object({
  ...DisputeRowOut.properties,
  summary: Nullable(Type.String()),
  submittedAt: Nullable(Instant),
  files: Type.Array(Type.Object({ id: Id, note: Nullable(Type.String()), media: Nullable(MediaOut), by: Nullable(Named), at: Instant })),
  history: HistoryOut,
  may: Type.Object({ evidence: Type.Boolean(), submit: Type.Boolean(), accept: Type.Boolean() }),
})

type Row = Dispute & { key: string; intentId: string; paymentReference: string; description: string; line: string; payerId: string; evidence: number }
const columns = `d.id, d.gateway_dispute_id "gatewayDisputeId", d.attempt_id "attemptId", d.amount, d.currency, d.state, d.reason, d.respond_by "respondBy", d.summary, d.submitted_at "submittedAt",
  d.created_at "createdAt", d.created_at::text "key", i.id "intentId", i.reference "paymentReference", i.description, i.line, i.payer_id "payerId",
  (select count(*)::int from payments.dispute_files f where f.dispute_id = d.id) evidence`
const from = 'payments.disputes d join payments.attempts a on a.id = d.attempt_id join payments.intents i on i.id = a.intent_id'

async function present(ctx: Ctx, rows: readonly Row[]) {
  const people = await peopleByIds(
    ctx,
    rows.map((r) => r.payerId),
  )
  return rows.map((r) => {
    const waits = r.respondBy !== null && answerable.includes(r.state)
    const payer = people.get(r.payerId)
    return {
      id: r.id,
      gatewayDisputeId: r.gatewayDisputeId,
      status: r.state,
      reason: r.reason,
      amount: money(r.amount, r.currency),
      respondBy: r.respondBy?.toISOString() ?? null,
      overdue: waits && r.respondBy! <= ctx.now(),
      dueSoon: waits && r.respondBy! > ctx.now() && r.respondBy! <= later(ctx.now(), soon),
      payment: { id: r.intentId, reference: r.paymentReference, description: r.description, line: r.line },
      payer: payer ? { id: payer.id, name: payer.name } : null,
      evidence: r.evidence,
      createdAt: r.createdAt.toISOString(),
    }
  })
}

/** Disputes, newest first; for those who may see them all. */
export async function listDisputes(ctx: Ctx, it: { status?: Dispute['state']; open?: boolean; from?: string; to?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  given(f, 'd.state = ?', it.status)
  if (it.open !== undefined) f.where.push(`d.state ${it.open ? 'not in' : 'in'} ('won', 'lost', 'closed')`)
  const { since, until } = between(ctx, it)
  given(f, 'd.created_at >= ?', since)
  given(f, 'd.created_at < ?', until)
  after(f, it.cursor, 'd.created_at', 'd.id')
  const rows = await readText<Row>(ctx, `select ${columns} from ${from} where ${whereOf(f)} order by d.created_at desc, d.id desc limit $1`, f.params)
  const out = new Map((await present(ctx, rows)).map((r) => [r.id, r]))
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => out.get(r.id)!,
  )
}

const one = read<Row>('payments.dispute_one', `select ${columns} from ${from} where d.id = $1`)
const filesOf = read<{ id: string; mediaId: string; note: string | null; personId: string | null; createdAt: Date }>(
  'payments.dispute_files',
  `select id, media_id "mediaId", note, person_id "personId", created_at "createdAt" from payments.dispute_files where dispute_id = $1 order by created_at, id`,
)
/** One dispute with what was said and sent. */
export async function disputeById(ctx: Ctx, id: string) {
  const rows = await one(ctx, [id])
  const [row] = rows
  if (!row) throw common.not_found()
  const files = await filesOf(ctx, [id])
  const [media, people, history] = await Promise.all([
    mediaByIds(
      ctx,
      files.map((f) => f.mediaId),
    ),
    peopleByIds(
      ctx,
      files.flatMap((f) => (f.personId === null ? [] : [f.personId])),
    ),
    historyOf(ctx, [id]),
  ])
  const answers = may(ctx.actor, 'payment.dispute.answer') && answerable.includes(row.state)
  return {
    ...(await present(ctx, rows))[0]!,
    summary: row.summary,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    files: files.map((f) => {
      const by = f.personId === null ? undefined : people.get(f.personId)
      return { id: f.id, note: f.note, media: media.get(f.mediaId) ?? null, by: by ? { id: by.id, name: by.name } : null, at: f.createdAt.toISOString() }
    }),
    history,
    may: { evidence: answers, submit: answers && row.submittedAt === null, accept: answers },
  }
}
