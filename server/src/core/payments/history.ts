import Type from 'typebox'
import { read, type Ctx } from '#platform/db'
import { Id, Instant, Nullable } from '#platform/openapi'

export const HistoryOut = Type.Array(
  Type.Object({ at: Instant, noun: Type.String(), nounId: Id, from: Type.String(), to: Type.String(), reason: Nullable(Type.String()), actorName: Type.String() }),
)
interface Row {
  at: Date
  noun: string
  nounId: string
  from: string
  to: string
  reason: string | null
  actorName: string
}
const moves = read<Row>(
  'payments.history',
  `select at, noun, noun_id "nounId", "from", "to", reason, actor_name "actorName" from platform.history where noun_id = any($1::uuid[]) order by at, id limit 500`,
)
const partIds = read<{ id: string }>(
  'payments.history_parts',
  `select id from payments.attempts where intent_id = $1 union all select id from payments.refunds where intent_id = $1
   union all select d.id from payments.disputes d join payments.attempts a on a.id = d.attempt_id where a.intent_id = $1`,
)

/** How things moved, oldest first; of things that the reader may see. */
export const historyOf = async (ctx: Ctx, ids: readonly string[]) => (await moves(ctx, [ids])).map((m) => ({ ...m, at: m.at.toISOString() }))
/** How a payment and everything that belongs to it moved. */
export const historyOfIntent = async (ctx: Ctx, intentId: string) => historyOf(ctx, [intentId, ...(await partIds(ctx, [intentId])).map((p) => p.id)])
