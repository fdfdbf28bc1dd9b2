import Type from 'typebox'
import { may } from '#platform/access'
import { readText, type Ctx } from '#platform/db'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { page } from '#platform/page'
import { common } from '#platform/problems'
import { facesOf } from '#core/users'
import type { Adjustment } from './adjust.ts'
import { after, filterFor, given, whereOf, type Filter } from './keyset.ts'
import { adjustmentStates, payoutStates } from './machines.ts'
import type { Payout } from './payouts.ts'
import { money, MoneyOut, Named } from './wire.ts'

const states = <S extends string>(m: { moves: Readonly<Record<S, readonly S[]>> }) => OneOf(Object.keys(m.moves) as unknown as readonly S[])
const decided = { requester: Nullable(Named), decider: Nullable(Named), mayDecide: Type.Boolean({ description: 'Waits for a decision, and you may make it' }) }

export const AdjustmentOut = Type.Object({
  id: Id,
  reference: Type.String(),
  kind: OneOf(['wallet_credit', 'promo_grant', 'promo_clawback', 'write_off'] as const),
  person: Nullable(Named),
  amount: MoneyOut,
  reason: Type.String(),
  status: states(adjustmentStates),
  ...decided,
  decisionReason: Nullable(Type.String()),
  entryId: Nullable(Id),
  findingId: Nullable(Id),
  createdAt: Instant,
  decidedAt: Nullable(Instant),
})
export const PayoutOut = Type.Object({
  id: Id,
  reference: Type.String(),
  payee: Nullable(Named),
  amount: MoneyOut,
  status: states(payoutStates),
  destination: Type.Object({ kind: OneOf(['vpa', 'bank_account'] as const), label: Type.String() }),
  reason: Type.String(),
  ...decided,
  gatewayPayoutId: Nullable(Type.String()),
  utr: Nullable(Type.String()),
  error: Nullable(Type.String()),
  createdAt: Instant,
  processedAt: Nullable(Instant),
})

/** Names for ids of people, of several columns at once. */
async function names(ctx: Ctx, ids: readonly (string | null)[]) {
  const { people } = await facesOf(ctx, ids)
  return (id: string | null) => {
    const face = id === null ? undefined : people.get(id)
    return face ? { id: face.id, name: face.name } : null
  }
}

type AdjustmentRow = Adjustment & { key: string }
const adjustmentColumns = `id, reference, kind, person_id "personId", amount, currency, reason, state, requested_by "requestedBy", decided_by "decidedBy", decision_reason "decisionReason",
  decided_at "decidedAt", finding_id "findingId", entry_id "entryId", created_at "createdAt", created_at::text "key"`
async function presentAdjustments(ctx: Ctx, rows: readonly Adjustment[]) {
  const named = await names(
    ctx,
    rows.flatMap((r) => [r.personId, r.requestedBy, r.decidedBy]),
  )
  return rows.map((r) => ({
    id: r.id,
    reference: r.reference,
    kind: r.kind,
    person: named(r.personId),
    amount: money(r.amount, r.currency),
    reason: r.reason,
    status: r.state,
    requester: named(r.requestedBy),
    decider: named(r.decidedBy),
    mayDecide: r.state === 'requested' && may(ctx.actor, 'payment.adjust.approve') && r.requestedBy !== ctx.actor.id,
    decisionReason: r.decisionReason,
    entryId: r.entryId,
    findingId: r.findingId,
    createdAt: r.createdAt.toISOString(),
    decidedAt: r.decidedAt?.toISOString() ?? null,
  }))
}
export const adjustmentOut = async (ctx: Ctx, row: Adjustment) => (await presentAdjustments(ctx, [row]))[0]!

const newest = async <R extends { key: string; id: string }, O extends { id: string }>(
  ctx: Ctx,
  it: { cursor?: string; limit: number },
  f: Filter,
  from: { columns: string; table: string },
  present: (ctx: Ctx, rows: readonly R[]) => Promise<O[]>,
) => {
  after(f, it.cursor, 'created_at', 'id')
  const rows = await readText<R>(ctx, `select ${from.columns} from ${from.table} where ${whereOf(f)} order by created_at desc, id desc limit $1`, f.params)
  const out = new Map((await present(ctx, rows)).map((r) => [r.id, r]))
  return page(
    rows,
    it.limit,
    (r) => [r.key, r.id],
    (r) => out.get(r.id)!,
  )
}

/** Corrections by hand, newest first. */
export async function listAdjustments(ctx: Ctx, it: { status?: Adjustment['state']; personId?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  given(f, 'state = ?', it.status)
  given(f, 'person_id = ?', it.personId)
  return newest<AdjustmentRow, Awaited<ReturnType<typeof adjustmentOut>>>(
    ctx,
    { ...it, limit },
    f,
    { columns: adjustmentColumns, table: 'payments.adjustments' },
    presentAdjustments,
  )
}

type PayoutRow = Payout & { key: string }
const payoutColumns = `id, reference, payee_id "payeeId", amount, currency, state, destination_kind "destinationKind", destination_label "destinationLabel", reason, requested_by "requestedBy",
  decided_by "decidedBy", gateway_payout_id "gatewayPayoutId", utr, error, created_at "createdAt", processed_at "processedAt", created_at::text "key"`
async function presentPayouts(ctx: Ctx, rows: readonly Payout[]) {
  const named = await names(
    ctx,
    rows.flatMap((r) => [r.payeeId, r.requestedBy, r.decidedBy]),
  )
  return rows.map((r) => ({
    id: r.id,
    reference: r.reference,
    payee: named(r.payeeId),
    amount: money(r.amount, r.currency),
    status: r.state,
    destination: { kind: r.destinationKind, label: r.destinationLabel },
    reason: r.reason,
    requester: named(r.requestedBy),
    decider: named(r.decidedBy),
    mayDecide: r.state === 'requested' && may(ctx.actor, 'payment.payout.approve') && r.requestedBy !== ctx.actor.id,
    gatewayPayoutId: r.gatewayPayoutId,
    utr: r.utr,
    error: r.error,
    createdAt: r.createdAt.toISOString(),
    processedAt: r.processedAt?.toISOString() ?? null,
  }))
}
export const payoutOut = async (ctx: Ctx, row: Payout) => (await presentPayouts(ctx, [row]))[0]!

/** Payouts, newest first. */
export async function listPayouts(ctx: Ctx, it: { status?: Payout['state']; payeeId?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  given(f, 'state = ?', it.status)
  given(f, 'payee_id = ?', it.payeeId)
  return newest<PayoutRow, Awaited<ReturnType<typeof payoutOut>>>(ctx, { ...it, limit }, f, { columns: payoutColumns, table: 'payments.payouts' }, presentPayouts)
}
export async function payoutById(ctx: Ctx, id: string) {
  const rows = await readText<PayoutRow>(ctx, `select ${payoutColumns} from payments.payouts where id = $1`, [id])
  if (rows.length === 0) throw common.not_found()
  return (await presentPayouts(ctx, rows))[0]!
}
