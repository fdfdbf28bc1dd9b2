import { parse } from 'csv-parse/sync'
import type { Ctx } from '#platform/db'
import { inTransaction } from '#platform/db'
import { isLine } from '#platform/texts'
import { dayOf, readDay } from './days.ts'
import type { GatewaySettlementLine } from './gateway.ts'
import { refuse } from './refusals.ts'
import { importBankLines, importSettlements, type BankLine, type NewSettlement } from './settlements.ts'

export interface RowError {
  row: number
  field: string
  message: string
}
type Record_ = Readonly<Record<string, string | undefined>>

/** `1,000.50` as 100050: digits only, exact; null when it is no amount of rupees. */
export function paiseOf(text: string): number | null {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,3}(?:,\d{2,3})*|\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/^₹\s*/, '')) ?? []
  if (whole === undefined) return null
  const amount = Number(whole.replaceAll(',', '') + part.padEnd(2, '0'))
  if (!Number.isSafeInteger(amount)) return null
  return sign === '-' ? 0 - amount : amount
}

function rowsOf(csv: string, needed: readonly string[]): { record: Record_; row: number }[] {
  let rows: { record: Record_; info: { lines: number } }[]
  try {
    rows = parse(csv, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
      columns: (header: string[]) => header.map((h) => h.trim().toLowerCase().replaceAll(' ', '_')),
    }) as unknown as typeof rows
  } catch (error) {
    throw refuse.bad_csv({ detail: error instanceof Error ? error.message.slice(0, 200) : 'This is no CSV.' })
  }
  const has = rows[0]?.record ?? {}
  const missing = needed.filter((name) => !(name in has))
  if (missing.length > 0) throw refuse.bad_csv({ detail: `The header lacks ${missing.join(', ')}.` })
  return rows.map((r) => ({ record: r.record, row: r.info.lines }))
}

/** A day as files write it: 2026-11-21, 21-11-2026 or 21/11/2026; null when it is none. */
function dayIn(text: string): string | null {
  const [, d, m, y] = /^(\d{2})[-/](\d{2})[-/](\d{4})/.exec(text) ?? []
  try {
    return readDay(d ? `${y}-${m}-${d}` : text.slice(0, 10), 'date')
  } catch {
    return null
  }
}

/**
 * Takes in the gateway's settlement report: one line for each payment and refund, amounts in rupees, `fee` with its tax. Nothing is written when a row cannot be read,
 * and with `dryRun` nothing at all. The same file again changes nothing.
 */
export async function importSettlementFile(ctx: Ctx, csv: string, dryRun: boolean) {
  const errors: RowError[] = []
  const groups = new Map<string, { settledOn: string; utr: string | null; lines: GatewaySettlementLine[] }>()
  for (const { record, row } of rowsOf(csv, ['settlement_id', 'entity_id', 'type', 'amount', 'fee', 'tax', 'settled_at'])) {
    const before = errors.length
    const fail = (field: string, message: string) => void errors.push({ row, field, message })
    const name = (field: string): string => {
      const text = record[field] ?? ''
      if (!/^[\w-]{1,60}$/.test(text)) fail(field, 'is missing or no id')
      return text
    }
    const rupees = (field: string): number => {
      const amount = (record[field] ?? '') === '' ? 0 : paiseOf(record[field]!)
      if (amount === null || amount < 0) fail(field, 'is an amount in rupees, like 1000.00')
      return amount ?? 0
    }
    const settlementId = name('settlement_id')
    const gatewayId = name('entity_id')
    const kind = record.type === 'payment' || record.type === 'refund' ? record.type : 'adjustment'
    const [amount, fee, tax] = [rupees('amount'), rupees('fee'), rupees('tax')]
    if (tax > fee) fail('tax', 'is more than the fee, which contains it')
    const settledOn = dayIn(record.settled_at ?? '')
    if (settledOn === null) fail('settled_at', 'is a day, like 2026-11-21')
    const given = 'debit' in record || 'credit' in record
    const debit = given ? rupees('debit') : kind === 'refund' ? amount : 0
    const credit = given ? rupees('credit') : kind === 'payment' ? amount - fee : 0
    if (kind === 'adjustment' && !given) fail('credit', 'is needed for a line that is neither payment nor refund')
    if (kind !== 'adjustment' && credit - debit !== (kind === 'payment' ? amount - fee : -amount - fee)) fail('credit', 'does not follow from amount and fee')
    if (errors.length > before) continue
    const group = groups.get(settlementId) ?? { settledOn: settledOn!, utr: null, lines: [] }
    groups.set(settlementId, group)
    const utr = record.settlement_utr ?? ''
    if (group.utr === null && /^[\w-]{4,60}$/.test(utr)) group.utr = utr
    group.lines.push({ settlementId, kind, gatewayId, amount, fee, tax, debit, credit, utr: group.utr, settledAt: null })
  }
  const all: NewSettlement[] = [...groups].map(([id, g]) => ({ id, settledOn: g.settledOn, amount: null, utr: g.utr, source: 'csv', lines: g.lines }))
  const counted = { settlements: all.length, lines: all.reduce((n, s) => n + s.lines.length, 0), known: 0, findings: 0 }
  if (dryRun || errors.length > 0) return { dryRun, ...(errors.length > 0 ? { ...counted, settlements: 0, lines: 0 } : counted), errors: errors.slice(0, 1000) }
  return { dryRun, ...(await importSettlements(ctx, all)), errors }
}

/** Takes in lines of the operator's bank: date, amount (rupees, what came in positive), reference, description. Nothing is written when a row cannot be read. */
export async function importBankFile(ctx: Ctx, csv: string, dryRun: boolean) {
  const errors: RowError[] = []
  const lines: BankLine[] = []
  for (const { record, row } of rowsOf(csv, ['date', 'amount', 'reference'])) {
    const bookedOn = dayIn(record.date ?? '')
    const amount = paiseOf(record.amount ?? '')
    const reference = record.reference ?? ''
    const description = (record.description ?? '').slice(0, 500)
    if (bookedOn === null) errors.push({ row, field: 'date', message: 'is a day, like 2026-11-21' })
    else if (bookedOn > dayOf(ctx, ctx.now())) errors.push({ row, field: 'date', message: 'is still to come' })
    if (amount === null || amount === 0) errors.push({ row, field: 'amount', message: 'is an amount in rupees, like 1000.00' })
    if (reference === '' || reference.length > 100 || !isLine(reference)) errors.push({ row, field: 'reference', message: 'is missing or too long' })
    if (!isLine(description)) errors.push({ row, field: 'description', message: 'is one line of text' })
    if (bookedOn !== null && amount !== null) lines.push({ bookedOn, amount, reference, description })
  }
  if (dryRun || errors.length > 0) return { dryRun, lines: errors.length > 0 ? 0 : lines.length, known: 0, matched: 0, findings: 0, errors: errors.slice(0, 1000) }
  return { dryRun, ...(await inTransaction(ctx, (tx) => importBankLines(tx, lines))), errors }
}
