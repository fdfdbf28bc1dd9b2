import { eq } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { common } from '#platform/problems'
import { move } from '#platform/states'
import { requestWriteOff } from './adjust.ts'
import { findingStates } from './machines.ts'
import { refuse } from './refusals.ts'
import { findings, type findingKinds } from './schema.ts'

export type FindingKind = (typeof findingKinds)[number]
export type FindingRow = typeof findings.$inferSelect

/** What each says to the person who has to explain it. */
export const findingSentences: Readonly<Record<FindingKind, string>> = {
  unknown_payment: 'The gateway settled a payment that is not in our books.',
  amount_differs: 'The gateway settled another amount than was paid.',
  settled_twice: 'The gateway settled this before.',
  missing_payment: 'This was paid, and no settlement had it, though a later one came.',
  unknown_refund: 'The gateway took money for a refund that is not in our books.',
  refund_differs: 'The gateway took another amount than was refunded.',
  missing_refund: 'This was refunded, and no settlement had it, though a later one came.',
  sum_differs: 'The lines of the settlement do not add up to what the gateway says it paid.',
  bank_missing: 'The bank has not booked this settlement, though it booked later ones.',
  bank_differs: 'The bank booked another amount than the gateway says it paid.',
  bank_unknown: 'The bank booked money that no settlement explains.',
}

export interface NewFinding {
  kind: FindingKind
  subject: string
  /** What it adds to us by our books, and by the other side; a refund is negative. */
  expected: number
  found: number
  settlementId?: string | null
  bankLineId?: string | null
  attemptId?: string | null
  refundId?: string | null
}

/** Writes down a difference, once for each kind and thing; says whether it is new. */
export async function find(tx: Tx, it: NewFinding): Promise<boolean> {
  const { expected, found, ...rest } = it
  const [made] = await tx.db
    .insert(findings)
    .values({ id: uuidv7(tx.now()), ...rest, expectedAmount: expected, foundAmount: found, state: 'open', createdAt: tx.now() })
    .onConflictDoNothing()
    .returning({ id: findings.id })
  if (!made) return false
  await emit(tx, 'payment.finding', { findingId: made.id, kind: it.kind, state: 'open' }, ['finance'])
  return true
}

const openOf = write<{ id: string; kind: FindingKind }>(
  'payments.findings_open',
  `select id, kind from payments.findings where kind = any($1::text[]) and subject = any($2::text[]) and state = 'open' order by id for update`,
)
/** What was missing has come: its findings are over by themselves. */
export async function clearFindings(tx: Tx, kinds: readonly FindingKind[], subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  for (const { id, kind } of await openOf(tx, [kinds, subjects])) {
    await move(tx, findingStates, id, 'resolved', { set: { resolution: 'cleared', resolvedAt: tx.now(), reason: 'It came' } })
    await emit(tx, 'payment.finding', { findingId: id, kind, state: 'resolved' }, ['finance'])
  }
}

/** A person says why; or asks for the difference to be written off, which somebody else decides. */
export const resolveFinding = (ctx: Ctx, id: string, it: { resolution: 'explained' | 'written_off'; reason: string }): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(findings).where(eq(findings.id, id)).for('update')
    if (!row) throw common.not_found()
    const by = { reason: it.reason, resolvedBy: tx.actor.id }
    if (it.resolution === 'explained') await move(tx, findingStates, id, 'resolved', { reason: it.reason, set: { ...by, resolution: 'explained', resolvedAt: tx.now() } })
    else {
      const difference = (row.foundAmount ?? 0) - (row.expectedAmount ?? 0)
      if (difference === 0) throw refuse.nothing_to_write_off()
      await move(tx, findingStates, id, 'awaiting', { reason: it.reason, from: ['open'], set: by })
      await requestWriteOff(tx, { findingId: id, amount: difference, currency: row.currency, reason: it.reason })
    }
    await audit(tx, { action: 'finding.resolved', noun: 'finding', nounId: id, after: { resolution: it.resolution }, reason: it.reason })
    await emit(tx, 'payment.finding', { findingId: id, kind: row.kind, state: it.resolution === 'explained' ? 'resolved' : 'awaiting' }, ['finance'])
  })

// A thing is missing when a settlement (a day of the bank) has since come that should have had it: three days for the gateway, two for the bank.
const missingPayments = read<{ id: string; gatewayId: string; amount: number }>(
  'payments.missing_payments',
  `select a.id, a.gateway_payment_id "gatewayId", a.amount from payments.attempts a join payments.intents i on i.id = a.intent_id
   where a.state = 'captured' and a.gateway = 'razorpay' and a.created_at > $1 and a.created_at < (select max(settled_on) - 3 from payments.settlements)
     and not exists (select 1 from payments.settlement_lines l where l.attempt_id = a.id)
     and not exists (select 1 from payments.findings f where f.kind = 'missing_payment' and f.subject = a.gateway_payment_id) limit 500`,
)
const missingRefunds = read<{ id: string; gatewayId: string; amount: number }>(
  'payments.missing_refunds',
  `select r.id, r.gateway_refund_id "gatewayId", r.amount from payments.refunds r
   where r.state = 'processed' and r.gateway_refund_id is not null and r.processed_at > $1 and r.processed_at < (select max(settled_on) - 3 from payments.settlements)
     and not exists (select 1 from payments.settlement_lines l where l.refund_id = r.id)
     and not exists (select 1 from payments.findings f where f.kind = 'missing_refund' and f.subject = r.gateway_refund_id) limit 500`,
)
const missingInBank = read<{ id: string; gatewayId: string; amount: number }>(
  'payments.missing_in_bank',
  `select s.id, s.gateway_settlement_id "gatewayId", s.amount from payments.settlements s
   where s.bank_line_id is null and s.settled_on > $1::date and s.settled_on < (select max(booked_on) - 2 from payments.bank_lines)
     and not exists (select 1 from payments.findings f where f.kind = 'bank_missing' and f.subject = s.gateway_settlement_id) limit 500`,
)

/** Sweep: names what should have been settled or booked by now and was not, of the last ninety days. */
export async function findMissing(ctx: Ctx): Promise<void> {
  const since = new Date(ctx.now().getTime() - 90 * 86_400_000)
  const write = (one: NewFinding) => inTransaction(ctx, (tx) => find(tx, one))
  for (const p of await missingPayments(ctx, [since])) await write({ kind: 'missing_payment', subject: p.gatewayId, expected: p.amount, found: 0, attemptId: p.id })
  for (const r of await missingRefunds(ctx, [since])) await write({ kind: 'missing_refund', subject: r.gatewayId, expected: -r.amount, found: 0, refundId: r.id })
  for (const s of await missingInBank(ctx, [since])) await write({ kind: 'bank_missing', subject: s.gatewayId, expected: s.amount, found: 0, settlementId: s.id })
}

/** Ends a finding whose write-off was decided: resolved when it was approved, open again when not. */
export async function writeOffDecided(tx: Tx, findingId: string, approved: boolean): Promise<FindingRow> {
  const row = await move(
    tx,
    findingStates,
    findingId,
    approved ? 'resolved' : 'open',
    approved ? { set: { resolution: 'written_off', resolvedAt: tx.now() } } : { set: { reason: null, resolvedBy: null } },
  )
  await emit(tx, 'payment.finding', { findingId, kind: row.kind, state: row.state }, ['finance'])
  return row
}
