import Type from 'typebox'
import { read, readText, type Ctx } from '#platform/db'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { page } from '#platform/page'
import { common } from '#platform/problems'
import { peopleByIds } from '#core/users'
import { readDay } from './days.ts'
import { findingSentences, type FindingKind, type FindingRow } from './findings.ts'
import { after, filterFor, given, whereOf, type Filter } from './keyset.ts'
import { findingKinds, type settlementLines } from './schema.ts'
import { money, MoneyOut, Named } from './wire.ts'

const N = Type.Integer()
const Day = Type.String({ examples: ['2026-11-21'] })
const Thing = Type.Object({ id: Id, reference: Type.String() })
const SettlementRef = Type.Object({ id: Id, gatewaySettlementId: Type.String() })
export const settlementStatuses = ['waiting', 'matched', 'differs'] as const

export const SettlementOut = Type.Object({
  id: Id,
  gatewaySettlementId: Type.String(),
  settledOn: Day,
  amount: MoneyOut,
  gross: MoneyOut,
  refunds: MoneyOut,
  fees: MoneyOut,
  tax: MoneyOut,
  utr: Nullable(Type.String()),
  source: OneOf(['gateway', 'csv'] as const),
  status: OneOf(settlementStatuses),
  lines: N,
  findings: Type.Integer({ description: 'Open ones' }),
  bank: Nullable(Type.Object({ id: Id, bookedOn: Day, amount: MoneyOut })),
  createdAt: Instant,
})
export const SettlementDetailOut = Type.Object({
  ...SettlementOut.properties,
  entryId: Nullable(Id),
  entries: Type.Array(
    Type.Object({
      id: Id,
      kind: OneOf(['payment', 'refund', 'adjustment'] as const),
      gatewayId: Type.String(),
      amount: MoneyOut,
      fee: MoneyOut,
      tax: MoneyOut,
      net: MoneyOut,
      at: Nullable(Instant),
      match: OneOf(['matched', 'differs', 'unknown', 'repeated'] as const),
      payment: Nullable(Thing),
      refund: Nullable(Thing),
    }),
    { description: 'The lines, up to a thousand; the export has them all' },
  ),
})
export const BankLineOut = Type.Object({
  id: Id,
  bookedOn: Day,
  amount: MoneyOut,
  reference: Type.String(),
  description: Type.String(),
  settlement: Nullable(SettlementRef),
  createdAt: Instant,
})
export const FindingOut = Type.Object({
  id: Id,
  kind: OneOf(findingKinds),
  sentence: Type.String(),
  status: OneOf(['open', 'awaiting', 'resolved'] as const),
  expected: Nullable(MoneyOut),
  found: Nullable(MoneyOut),
  difference: Nullable(MoneyOut),
  subject: Type.String(),
  settlement: Nullable(SettlementRef),
  bankLineId: Nullable(Id),
  payment: Nullable(Thing),
  refund: Nullable(Thing),
  resolution: Nullable(OneOf(['explained', 'written_off', 'cleared'] as const)),
  reason: Nullable(Type.String()),
  resolvedBy: Nullable(Named),
  resolvedAt: Nullable(Instant),
  adjustmentId: Nullable(Id),
  createdAt: Instant,
})

interface SettlementRow {
  id: string
  gatewaySettlementId: string
  settledOn: string
  amount: number
  gross: number
  refunded: number
  fees: number
  tax: number
  currency: string
  utr: string | null
  source: 'gateway' | 'csv'
  entryId: string | null
  lines: number
  findings: number
  bankId: string | null
  bookedOn: string | null
  bankAmount: number | null
  createdAt: Date
}
const open = `(select count(*)::int from payments.findings f where f.settlement_id = s.id and f.state <> 'resolved')`
const settlementColumns = `s.id, s.gateway_settlement_id "gatewaySettlementId", s.settled_on::text "settledOn", s.amount, s.gross, s.refunded, s.fees, s.tax, s.currency, s.utr, s.source, s.entry_id "entryId",
  (select count(*)::int from payments.settlement_lines l where l.settlement_id = s.id) lines, ${open} findings, b.id "bankId", b.booked_on::text "bookedOn", b.amount "bankAmount", s.created_at "createdAt"`
const settlementFrom = 'payments.settlements s left join payments.bank_lines b on b.id = s.bank_line_id'
const statusWhere = { waiting: `s.bank_line_id is null and ${open} = 0`, differs: `${open} > 0`, matched: `s.bank_line_id is not null and ${open} = 0` } as const

const settlementOut = (s: SettlementRow) => ({
  id: s.id,
  gatewaySettlementId: s.gatewaySettlementId,
  settledOn: s.settledOn,
  amount: money(s.amount, s.currency),
  gross: money(s.gross, s.currency),
  refunds: money(s.refunded, s.currency),
  fees: money(s.fees, s.currency),
  tax: money(s.tax, s.currency),
  utr: s.utr,
  source: s.source,
  status: s.findings > 0 ? ('differs' as const) : s.bankId === null ? ('waiting' as const) : ('matched' as const),
  lines: s.lines,
  findings: s.findings,
  bank: s.bankId === null ? null : { id: s.bankId, bookedOn: s.bookedOn!, amount: money(s.bankAmount!, s.currency) },
  createdAt: s.createdAt.toISOString(),
})
const daysOf = (f: Filter, column: string, it: { from?: string; to?: string }) => {
  given(f, `${column} >= ?::date`, it.from === undefined ? undefined : readDay(it.from, 'from'))
  given(f, `${column} <= ?::date`, it.to === undefined ? undefined : readDay(it.to, 'to'))
}

/** Settlements by their day, newest first. */
export async function listSettlements(ctx: Ctx, it: { status?: (typeof settlementStatuses)[number]; from?: string; to?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  if (it.status !== undefined) f.where.push(statusWhere[it.status])
  daysOf(f, 's.settled_on', it)
  after(f, it.cursor, 's.settled_on', 's.id')
  const rows = await readText<SettlementRow>(ctx, `select ${settlementColumns} from ${settlementFrom} where ${whereOf(f)} order by s.settled_on desc, s.id desc limit $1`, f.params)
  return page(rows, limit, (r) => [r.settledOn, r.id], settlementOut)
}

const oneSettlement = read<SettlementRow>('payments.settlement_one', `select ${settlementColumns} from ${settlementFrom} where s.id = $1`)
type LineRow = typeof settlementLines.$inferSelect & { intentId: string | null; intentReference: string | null; refundReference: string | null }
const linesOf = read<LineRow>(
  'payments.settlement_lines',
  `select l.id, l.kind, l.gateway_id "gatewayId", l.amount, l.fee, l.tax, l.net, l.at, l.match, l.refund_id "refundId", i.id "intentId", i.reference "intentReference", r.reference "refundReference"
   from payments.settlement_lines l left join payments.refunds r on r.id = l.refund_id left join payments.attempts a on a.id = coalesce(l.attempt_id, r.attempt_id) left join payments.intents i on i.id = a.intent_id
   where l.settlement_id = $1 order by (l.match = 'matched'), l.id limit 1000`,
)
/** One settlement with its lines, those first that need a person. */
export async function settlementById(ctx: Ctx, id: string) {
  const [row] = await oneSettlement(ctx, [id])
  if (!row) throw common.not_found()
  const lines = await linesOf(ctx, [id])
  return {
    ...settlementOut(row),
    entryId: row.entryId,
    entries: lines.map((l) => ({
      id: l.id,
      kind: l.kind,
      gatewayId: l.gatewayId,
      amount: money(l.amount, row.currency),
      fee: money(l.fee, row.currency),
      tax: money(l.tax, row.currency),
      net: money(l.net, row.currency),
      at: l.at?.toISOString() ?? null,
      match: l.match,
      payment: l.intentId === null ? null : { id: l.intentId, reference: l.intentReference! },
      refund: l.refundId === null || l.refundReference === null ? null : { id: l.refundId, reference: l.refundReference },
    })),
  }
}

interface BankRow {
  id: string
  bookedOn: string
  amount: number
  currency: string
  reference: string
  description: string
  settlementId: string | null
  gatewaySettlementId: string | null
  createdAt: Date
}
/** Lines of the bank, newest first; `open`: only those that no settlement explains. */
export async function listBankLines(ctx: Ctx, it: { open?: boolean; from?: string; to?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  if (it.open !== undefined) f.where.push(`s.id is ${it.open ? '' : 'not '}null`)
  daysOf(f, 'b.booked_on', it)
  after(f, it.cursor, 'b.booked_on', 'b.id')
  const rows = await readText<BankRow>(
    ctx,
    `select b.id, b.booked_on::text "bookedOn", b.amount, b.currency, b.reference, b.description, s.id "settlementId", s.gateway_settlement_id "gatewaySettlementId", b.created_at "createdAt"
     from payments.bank_lines b left join payments.settlements s on s.bank_line_id = b.id where ${whereOf(f)} order by b.booked_on desc, b.id desc limit $1`,
    f.params,
  )
  return page(
    rows,
    limit,
    (r) => [r.bookedOn, r.id],
    (r) => ({
      id: r.id,
      bookedOn: r.bookedOn,
      amount: money(r.amount, r.currency),
      reference: r.reference,
      description: r.description,
      settlement: r.settlementId === null ? null : { id: r.settlementId, gatewaySettlementId: r.gatewaySettlementId! },
      createdAt: r.createdAt.toISOString(),
    }),
  )
}

type FindingsRow = FindingRow & {
  key: string
  gatewaySettlementId: string | null
  intentId: string | null
  intentReference: string | null
  refundReference: string | null
  adjustmentId: string | null
}
const findingColumns = `f.id, f.kind, f.subject, f.state, f.expected_amount "expectedAmount", f.found_amount "foundAmount", f.currency, f.settlement_id "settlementId", f.bank_line_id "bankLineId",
  f.refund_id "refundId", f.resolution, f.reason, f.resolved_by "resolvedBy", f.resolved_at "resolvedAt", f.created_at "createdAt", f.created_at::text "key", s.gateway_settlement_id "gatewaySettlementId",
  i.id "intentId", i.reference "intentReference", r.reference "refundReference", (select a.id from payments.adjustments a where a.finding_id = f.id order by a.created_at desc limit 1) "adjustmentId"`
const findingFrom = `payments.findings f left join payments.settlements s on s.id = f.settlement_id left join payments.refunds r on r.id = f.refund_id
  left join payments.attempts t on t.id = coalesce(f.attempt_id, r.attempt_id) left join payments.intents i on i.id = t.intent_id`

async function presentFindings(ctx: Ctx, rows: readonly FindingsRow[]) {
  const people = await peopleByIds(
    ctx,
    rows.flatMap((r) => (r.resolvedBy === null ? [] : [r.resolvedBy])),
  )
  return rows.map((r) => {
    const by = r.resolvedBy === null ? undefined : people.get(r.resolvedBy)
    const sum = (amount: number | null) => (amount === null ? null : money(amount, r.currency))
    return {
      id: r.id,
      kind: r.kind,
      sentence: findingSentences[r.kind],
      status: r.state,
      expected: sum(r.expectedAmount),
      found: sum(r.foundAmount),
      difference: r.expectedAmount === null || r.foundAmount === null ? null : money(r.foundAmount - r.expectedAmount, r.currency),
      subject: r.subject,
      settlement: r.settlementId === null ? null : { id: r.settlementId, gatewaySettlementId: r.gatewaySettlementId! },
      bankLineId: r.bankLineId,
      payment: r.intentId === null ? null : { id: r.intentId, reference: r.intentReference! },
      refund: r.refundId === null || r.refundReference === null ? null : { id: r.refundId, reference: r.refundReference },
      resolution: r.resolution,
      reason: r.reason,
      resolvedBy: by ? { id: by.id, name: by.name } : null,
      resolvedAt: r.resolvedAt?.toISOString() ?? null,
      adjustmentId: r.adjustmentId,
      createdAt: r.createdAt.toISOString(),
    }
  })
}

/** Findings, newest first. */
export async function listFindings(ctx: Ctx, it: { status?: FindingRow['state']; kind?: FindingKind; settlementId?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  given(f, 'f.state = ?', it.status)
  given(f, 'f.kind = ?', it.kind)
  given(f, 'f.settlement_id = ?', it.settlementId)
  after(f, it.cursor, 'f.created_at', 'f.id')
  const rows = await readText<FindingsRow>(ctx, `select ${findingColumns} from ${findingFrom} where ${whereOf(f)} order by f.created_at desc, f.id desc limit $1`, f.params)
  const out = new Map((await presentFindings(ctx, rows)).map((r) => [r.id, r]))
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => out.get(r.id)!,
  )
}
const oneFinding = read<FindingsRow>('payments.finding_one', `select ${findingColumns} from ${findingFrom} where f.id = $1`)
export async function findingById(ctx: Ctx, id: string) {
  const rows = await oneFinding(ctx, [id])
  if (rows.length === 0) throw common.not_found()
  return (await presentFindings(ctx, rows))[0]!
}
