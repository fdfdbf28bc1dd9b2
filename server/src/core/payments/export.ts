import { stringify } from 'csv-stringify/sync'
import { audit } from '#platform/audit'
import { inTransaction, stream, type Ctx } from '#platform/db'
import { decimalText } from '#platform/money'
import { common } from '#platform/problems'
import { linesBetween } from './books.ts'
import { addDays, readDay, startOf } from './days.ts'

interface Sheet {
  /** Columns of the file in their order. `amount…` columns are written as exact rupees, with the minor units beside them. */
  columns: readonly string[]
  text: string
}
const money = new Set(['amount', 'refunded', 'net', 'fee', 'tax'])

const sheets = {
  transactions: {
    columns: [
      'reference',
      'id',
      'created_at',
      'captured_at',
      'status',
      'purpose',
      'line',
      'description',
      'payer_id',
      'method',
      'gateway_payment_id',
      'currency',
      'amount',
      'refunded',
    ],
    text: `select i.reference, i.id, i.created_at, i.captured_at, i.state status, i.purpose, i.line, i.description, i.payer_id, i.method, a.gateway_payment_id, i.currency, i.amount,
        coalesce((select sum(r.amount) from payments.refunds r where r.intent_id = i.id and r.state in ('processed', 'wallet_credited')), 0)::bigint refunded
      from payments.intents i left join payments.attempts a on a.id = i.attempt_id where i.created_at >= $1 and i.created_at < $2 order by i.created_at, i.id`,
  },
  lines: {
    columns: ['occurred_at', 'entry', 'kind', 'business_type', 'business_id', 'account', 'currency', 'amount', 'memo'],
    text: linesBetween,
  },
  refunds: {
    columns: ['reference', 'id', 'created_at', 'processed_at', 'status', 'payment', 'payer_id', 'to', 'cause', 'reason', 'gateway_refund_id', 'currency', 'amount'],
    text: `select r.reference, r.id, r.created_at, r.processed_at, r.state status, i.reference payment, i.payer_id, r."to", r.cause, r.reason, r.gateway_refund_id, r.currency, r.amount
      from payments.refunds r join payments.intents i on i.id = r.intent_id where r.created_at >= $1 and r.created_at < $2 order by r.created_at, r.id`,
  },
  settlements: {
    columns: ['settlement', 'settled_on', 'utr', 'kind', 'gateway_id', 'match', 'payment', 'currency', 'amount', 'fee', 'tax', 'net'],
    text: `select s.gateway_settlement_id settlement, s.settled_on::text settled_on, s.utr, l.kind, l.gateway_id, l.match,
        coalesce((select i.reference from payments.attempts a join payments.intents i on i.id = a.intent_id where a.id = l.attempt_id),
          (select r.reference from payments.refunds r where r.id = l.refund_id)) payment, s.currency, l.amount, l.fee, l.tax, l.net
      from payments.settlements s join payments.settlement_lines l on l.settlement_id = s.id
      where s.settled_on >= ($1::timestamptz at time zone $3)::date and s.settled_on < ($2::timestamptz at time zone $3)::date order by s.settled_on, s.id, l.id`,
  },
} as const satisfies Record<string, Sheet>
export type What = keyof typeof sheets
export const exported = Object.keys(sheets) as What[]

// A cell that begins with one of these is a formula to a spreadsheet.
const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : value instanceof Date ? value.toISOString() : String(value)
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}

/**
 * A period of the books as CSV, piece by piece, so that it needs the same memory for any size. Days are the operator's, both included, at most 400.
 * Every amount stands twice: exact rupees, and minor units. Who exported is in the audit log.
 */
export async function exportMoney(ctx: Ctx, what: What, it: { from: string; to: string }): Promise<AsyncGenerator<string>> {
  const [from, to] = [readDay(it.from, 'from'), readDay(it.to, 'to')]
  if (from > to) throw common.invalid({ errors: [{ path: 'from', message: 'must not be after to' }] })
  if (addDays(from, 400) <= to) throw common.invalid({ errors: [{ path: 'from', message: 'must be less than 400 days before to' }] })
  await inTransaction(ctx, (tx) => audit(tx, { action: 'payments.exported', noun: 'export', nounId: what, after: { from, to } }))
  const { columns, text } = sheets[what]
  const header = columns.flatMap((c) => (money.has(c) ? [c, `${c}_minor`] : [c]))
  return (async function* () {
    yield stringify([header])
    const values = [startOf(ctx, from), startOf(ctx, addDays(to, 1)), ...(text.includes('$3') ? [ctx.config.OPERATOR_TIME_ZONE] : [])]
    for await (const rows of stream<Record<string, unknown>>(ctx, text, values))
      yield stringify(
        rows.map((r) => columns.flatMap((c) => (money.has(c) ? [decimalText({ amount: r[c] as number, currency: String(r.currency) }), String(r[c])] : [cell(r[c])]))),
      )
  })()
}
