import { audit } from '#platform/audit'
import { inTransaction, read, stream, type Ctx } from '#platform/db'
import { decimalText } from '#platform/money'
import { oneLine } from '#platform/texts'
import { entryColumns, type EntryRow } from './entries.ts'

export const formats = ['hledger', 'beancount'] as const
export type Format = (typeof formats)[number]

const accounts = read<{ name: string; currencies: string[] }>(
  'ledger.export_accounts',
  `select name, array_agg(currency order by currency) currencies from ledger.accounts group by name order by name`,
)

/** The query of all lines between two instants (`$1`, `$2`), for whoever streams a sheet of them. */
export const linesBetween = `select e.occurred_at, e.seq entry, e.kind, e.business_type, e.business_id, a.name account, l.currency, l.amount, e.memo
  from ledger.entries e join ledger.lines l on l.entry_seq = e.seq join ledger.accounts a on a.id = l.account_id where e.occurred_at >= $1 and e.occurred_at < $2 order by e.seq, l.n`

/** `liabilities:wallet:u1:cash` as `Liabilities:Wallet:U1:Cash`; two names that differ in capitals only cannot exist. */
const capital = (name: string): string => name.replaceAll(/(^|:)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())

interface Dialect {
  head: (rows: readonly { name: string; currencies: string[] }[]) => string
  entry: (e: EntryRow, day: string) => string
}

// What begins a comment, ends a tag or stands between payee and note.
const forHledger = (text: string): string => oneLine(text).replaceAll(/[;|,]/g, ' ')
const quoted = (text: string): string => `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const dialects: Readonly<Record<Format, Dialect>> = {
  hledger: {
    head: (rows) =>
      `; Debit positive, credit negative.\n${[...new Set(rows.flatMap((r) => r.currencies))]
        .sort()
        .map((c) => `commodity ${decimalText({ amount: 0, currency: c }).replace(/^0/, '1000')}${decimalText({ amount: 0, currency: c }).includes('.') ? '' : '.'} ${c}\n`)
        .join('')}${rows.map((r) => `account ${r.name}\n`).join('')}`,
    entry: (e, day) =>
      `\n${day} (${e.seq}) ${forHledger(e.kind)}${e.memo ? ` | ${forHledger(e.memo)}` : ''}  ; id:${e.id}, key:${forHledger(e.key)}, ref:${forHledger(`${e.type} ${e.ref}`)}${e.reversalOf ? `, reversal:${e.reversalOf}` : ''}\n${e.lines
        .map(([, , account, currency, amount]) => `    ${account}    ${decimalText({ amount, currency })} ${currency}\n`)
        .join('')}`,
  },
  beancount: {
    head: (rows) => `; Debit positive, credit negative.\n${rows.map((r) => `1970-01-01 open ${capital(r.name)} ${r.currencies.join(',')}\n`).join('')}`,
    entry: (e, day) =>
      `\n${day} * ${quoted(e.kind)} ${quoted(e.memo ?? '')}\n  seq: ${e.seq}\n  entry: ${quoted(e.id)}\n  key: ${quoted(e.key)}\n  ref: ${quoted(`${e.type} ${e.ref}`)}\n${
        e.reversalOf ? `  reversal: ${quoted(e.reversalOf)}\n` : ''
      }${e.lines.map(([, , account, currency, amount]) => `  ${capital(account)}  ${decimalText({ amount, currency })} ${currency}\n`).join('')}`,
  },
}

/**
 * The whole journal, in the order of posting, as a file that hledger or beancount reads; piece by piece, so that it needs the same memory for any size.
 * Days are the operator's. Who exported is in the audit log.
 */
export async function exportLedger(ctx: Ctx, format: Format): Promise<AsyncGenerator<string>> {
  await inTransaction(ctx, (tx) => audit(tx, { action: 'ledger.exported', noun: 'export', nounId: 'ledger', after: { format } }))
  return pieces(ctx, dialects[format])
}

async function* pieces(ctx: Ctx, dialect: Dialect): AsyncGenerator<string> {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: ctx.config.OPERATOR_TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
  let head: string | undefined
  for await (const rows of stream<EntryRow>(ctx, `select ${entryColumns} order by e.seq`, [])) {
    // After the cursor is open: the accounts of all its entries are there then.
    if (head === undefined) yield (head = dialect.head(await accounts(ctx)))
    yield rows.map((e) => dialect.entry(e, day.format(e.occurredAt))).join('')
  }
  if (head === undefined) yield dialect.head(await accounts(ctx))
}
