import { eq } from 'drizzle-orm'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { applyPayment } from './apply.ts'
import type { Outcome } from './attempts.ts'
import { accounts, post } from './books.ts'
import { dayOf, startOf, type Day } from './days.ts'
import { clearFindings, find } from './findings.ts'
import { GatewayRefused, GatewayUnknown, type GatewaySettlement, type GatewaySettlementLine } from './gateway.ts'
import { gatewayOf } from './gateways.ts'
import { gatewayKeys } from './keys.ts'
import { bankLines, settlementLines, settlements } from './schema.ts'

export interface NewSettlement {
  id: string
  settledOn: Day
  /** What the gateway says that it paid; null where the file does not say, then its lines do. */
  amount: number | null
  utr: string | null
  source: 'gateway' | 'csv'
  lines: readonly GatewaySettlementLine[]
}
/** What an import did. */
export interface Imported {
  settlements: number
  lines: number
  /** Settlements that were there already. */
  known: number
  findings: number
}

interface Ours {
  gatewayId: string
  id: string
  amount: number
  state: string
}
const ourPayments = read<Ours>(
  'payments.settled_payments',
  `select gateway_payment_id "gatewayId", id, amount, state from payments.attempts where gateway_payment_id = any($1::text[])`,
)
const ourRefunds = read<Ours>('payments.settled_refunds', `select gateway_refund_id "gatewayId", id, amount, state from payments.refunds where gateway_refund_id = any($1::text[])`)
const earlier = read<{ gatewayId: string }>(
  'payments.settled_before',
  `select distinct gateway_id "gatewayId" from payments.settlement_lines where gateway_id = any($1::text[]) and kind <> 'adjustment' and settlement_id <> $2`,
)
const idsOf = (lines: readonly GatewaySettlementLine[], kind: string) => lines.filter((l) => l.kind === kind).map((l) => l.gatewayId)
const known = read<{ id: string }>('payments.settlement_known', `select id from payments.settlements where gateway_settlement_id = $1`)
const lockImport = write('payments.settlement_lock', `select pg_advisory_xact_lock(72, hashtext($1))`)

/**
 * Takes in one settlement: each line against our books (the same amount, not settled before), the sum against what the gateway says, the whole against the bank
 * by its UTR; and posts it (M02). What is nobody's stands at `assets:suspense:settlements` until a person decides. The same again changes nothing.
 */
export async function importSettlement(tx: Tx, it: NewSettlement): Promise<Imported> {
  await lockImport(tx, [it.id])
  if ((await known(tx, [it.id])).length > 0) return { settlements: 0, lines: 0, known: 1, findings: 0 }
  const id = uuidv7(tx.now())
  // A listing may name a thing twice by mistake; the second is looked at as one settled twice.
  const payments = new Map((await ourPayments(tx, [idsOf(it.lines, 'payment')])).map((p) => [p.gatewayId, p]))
  const refunds = new Map((await ourRefunds(tx, [idsOf(it.lines, 'refund')])).map((r) => [r.gatewayId, r]))
  const seen = new Set((await earlier(tx, [it.lines.map((l) => l.gatewayId), id])).map((e) => e.gatewayId))
  const sum = { net: 0, gross: 0, refunded: 0, fees: 0, tax: 0, gateway: 0 }
  const rows: (typeof settlementLines.$inferInsert)[] = []
  const wrong: Parameters<typeof find>[1][] = []
  for (const [i, line] of it.lines.entries()) {
    const net = line.credit - line.debit
    const fee = line.fee - line.tax
    sum.net += net
    sum.fees += fee
    sum.tax += line.tax
    const base = { settlementId: id, kind: line.kind, gatewayId: line.gatewayId, amount: line.amount, fee, tax: line.tax, net, at: line.settledAt }
    if (line.kind === 'adjustment') {
      sum.gateway -= net + fee + line.tax
      rows.push({ ...base, gatewayId: rows.some((r) => r.gatewayId === line.gatewayId) ? `${line.gatewayId}#${i + 1}` : line.gatewayId, match: 'matched' })
      continue
    }
    const sign = line.kind === 'payment' ? 1 : -1
    if (sign > 0) sum.gross += line.amount
    else sum.refunded += line.amount
    const ours = (line.kind === 'payment' ? payments : refunds).get(line.gatewayId)
    // Only what is in our books at the gateway can leave it.
    const booked = ours !== undefined && (line.kind === 'payment' ? ours.state === 'captured' : ours.state === 'processed') ? ours : undefined
    const repeated = seen.has(line.gatewayId)
    seen.add(line.gatewayId)
    const match = repeated ? 'repeated' : !booked ? 'unknown' : booked.amount === line.amount ? 'matched' : 'differs'
    if (booked && !repeated) sum.gateway -= sign * booked.amount
    rows.push({
      ...base,
      gatewayId: repeated ? `${line.gatewayId}#${it.id}-${i + 1}` : line.gatewayId,
      match,
      attemptId: line.kind === 'payment' && !repeated ? (ours?.id ?? null) : null,
      refundId: line.kind === 'refund' && !repeated ? (ours?.id ?? null) : null,
    })
    if (match === 'matched') continue
    wrong.push({
      kind: repeated ? 'settled_twice' : match === 'unknown' ? (sign > 0 ? 'unknown_payment' : 'unknown_refund') : sign > 0 ? 'amount_differs' : 'refund_differs',
      subject: repeated ? `${line.gatewayId} ${it.id}` : line.gatewayId,
      expected: booked && !repeated ? sign * booked.amount : 0,
      found: sign * line.amount,
      settlementId: id,
      attemptId: line.kind === 'payment' ? (ours?.id ?? null) : null,
      refundId: line.kind === 'refund' ? (ours?.id ?? null) : null,
    })
  }
  if (it.amount !== null && it.amount !== sum.net) wrong.push({ kind: 'sum_differs', subject: it.id, expected: sum.net, found: it.amount, settlementId: id })
  await tx.db.insert(settlements).values({
    id,
    gatewaySettlementId: it.id,
    settledOn: it.settledOn,
    amount: sum.net,
    gross: sum.gross,
    refunded: sum.refunded,
    fees: sum.fees,
    tax: sum.tax,
    utr: it.utr,
    source: it.source,
    createdAt: tx.now(),
  })
  for (let i = 0; i < rows.length; i += 500) await tx.db.insert(settlementLines).values(rows.slice(i, i + 500))
  let found = 0
  for (const one of wrong) found += (await find(tx, one)) ? 1 : 0
  await clearFindings(tx, ['missing_payment'], idsOf(it.lines, 'payment'))
  await clearFindings(tx, ['missing_refund'], idsOf(it.lines, 'refund'))
  const lines = [
    { account: accounts.bank, amount: sum.net },
    { account: accounts.fees, amount: sum.fees },
    { account: accounts.feeTax, amount: sum.tax },
    { account: accounts.gateway, amount: sum.gateway },
    { account: accounts.suspense, amount: -(sum.net + sum.fees + sum.tax + sum.gateway) },
  ]
  if (lines.some((l) => l.amount !== 0)) {
    const posted = await post(tx, {
      kind: 'settlement',
      key: it.id,
      businessRef: { type: 'settlement', id },
      occurredAt: it.lines.find((l) => l.settledAt)?.settledAt ?? startOf(tx, it.settledOn),
      lines,
      memo: it.utr ? `${it.id}, UTR ${it.utr}` : it.id,
    })
    await tx.db.update(settlements).set({ entryId: posted.entryId }).where(eq(settlements.id, id))
  }
  found += await matchBank(tx, id)
  await emit(tx, 'payment.settlement', { settlementId: id }, ['finance'])
  return { settlements: 1, lines: it.lines.length, known: 0, findings: found }
}

const bankFor = read<{ id: string; amount: number; reference: string }>(
  'payments.bank_for',
  `select b.id, b.amount, b.reference from payments.bank_lines b where (upper(b.reference) = upper($1) or position(upper($1) in upper(b.description)) > 0)
     and not exists (select 1 from payments.settlements s where s.bank_line_id = b.id) order by (b.amount = $2) desc, b.booked_on limit 1`,
)
/** Looks for the line of the bank that a settlement arrived with; gives how many findings that made. */
async function matchBank(tx: Tx, settlementId: string): Promise<number> {
  const [it] = await tx.db.select().from(settlements).where(eq(settlements.id, settlementId)).for('update')
  if (!it || it.bankLineId !== null || it.utr === null) return 0
  const [line] = await bankFor(tx, [it.utr, it.amount])
  if (!line) return 0
  await tx.db.update(settlements).set({ bankLineId: line.id }).where(eq(settlements.id, settlementId))
  await clearFindings(tx, ['bank_missing'], [it.gatewaySettlementId])
  await clearFindings(tx, ['bank_unknown'], [line.reference])
  await emit(tx, 'payment.settlement', { settlementId }, ['finance'])
  if (line.amount === it.amount) return 0
  return (await find(tx, { kind: 'bank_differs', subject: it.gatewaySettlementId, expected: it.amount, found: line.amount, settlementId, bankLineId: line.id })) ? 1 : 0
}

export interface BankLine {
  bookedOn: Day
  amount: number
  reference: string
  description: string
}
const waiting = read<{ id: string }>(
  'payments.settlements_waiting',
  `select id from payments.settlements where bank_line_id is null and utr is not null and (upper(utr) = upper($1) or position(upper(utr) in upper($2)) > 0) order by settled_on limit 5`,
)
/** Takes in lines of the bank. One that no settlement is known for is a finding, which clears itself when the settlement comes. */
export async function importBankLines(tx: Tx, lines: readonly BankLine[]): Promise<{ lines: number; known: number; matched: number; findings: number }> {
  const out = { lines: 0, known: 0, matched: 0, findings: 0 }
  for (const line of lines) {
    const [made] = await tx.db
      .insert(bankLines)
      .values({ id: uuidv7(tx.now()), ...line, createdAt: tx.now() })
      .onConflictDoNothing()
      .returning({ id: bankLines.id })
    if (!made) {
      out.known++
      continue
    }
    out.lines++
    for (const { id } of await waiting(tx, [line.reference, line.description])) out.findings += await matchBank(tx, id)
    const [mine] = await tx.db.select({ id: settlements.id }).from(settlements).where(eq(settlements.bankLineId, made.id))
    if (mine) out.matched++
    else if (await find(tx, { kind: 'bank_unknown', subject: line.reference, expected: 0, found: line.amount, bankLineId: made.id })) out.findings++
  }
  return out
}

const notOurs = read<{ id: string }>(
  'payments.settled_not_ours',
  `select x.id from unnest($1::text[]) x(id) where not exists (select 1 from payments.attempts a where a.gateway_payment_id = x.id and a.state = 'captured') limit 200`,
)
/** Before lines are compared: what the gateway settled and we have not captured is asked for, so that a lost message mends itself. */
async function mend(ctx: Ctx, lines: readonly GatewaySettlementLine[]): Promise<void> {
  if (!gatewayKeys(ctx.config)) return
  for (const { id } of await notOurs(ctx, [idsOf(lines, 'payment')])) {
    try {
      const payment = await gatewayOf(ctx).fetchPayment(id)
      await inTransaction(ctx, (tx) => applyPayment(tx, payment))
    } catch (error) {
      if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
      if (error instanceof GatewayUnknown) return
    }
  }
}

const total = (all: readonly Imported[]): Imported =>
  all.reduce((a, b) => ({ settlements: a.settlements + b.settlements, lines: a.lines + b.lines, known: a.known + b.known, findings: a.findings + b.findings }), {
    settlements: 0,
    lines: 0,
    known: 0,
    findings: 0,
  })

/** Takes in settlements, each in a transaction of its own. */
export async function importSettlements(ctx: Ctx, all: readonly NewSettlement[]): Promise<Imported> {
  const done: Imported[] = []
  for (const one of all) {
    if ((await known(ctx, [one.id])).length === 0) await mend(ctx, one.lines)
    done.push(await inTransaction(ctx, (tx) => importSettlement(tx, one)))
  }
  return total(done)
}

/** Asks the gateway for everything that it settled on a day, and takes it in. Throws where it does not answer. */
export async function fetchSettlements(ctx: Ctx, day: Day): Promise<Imported> {
  const gateway = gatewayOf(ctx)
  const groups = Map.groupBy(await gateway.settledOn(day), (l) => l.settlementId)
  const all: NewSettlement[] = []
  let there = 0
  for (const [id, lines] of groups) {
    if ((await known(ctx, [id])).length > 0) {
      there++
      continue
    }
    const said: GatewaySettlement = await gateway.settlement(id)
    all.push({ id, settledOn: day, amount: said.amount, utr: said.utr ?? lines.find((l) => l.utr)?.utr ?? null, source: 'gateway', lines })
  }
  const done = await importSettlements(ctx, all)
  return { ...done, known: done.known + there }
}

/** A settlement was made: its lines are fetched by a job. */
export async function heardOfSettlement(tx: Tx, it: GatewaySettlement): Promise<Outcome> {
  if ((await known(tx, [it.id])).length > 0) return 'stale'
  const day = dayOf(tx, it.settledAt)
  await addJob(tx, 'payments.settlement', { day }, { key: `payments.settlement:${day}`, onSame: 'keep' })
  return 'applied'
}
