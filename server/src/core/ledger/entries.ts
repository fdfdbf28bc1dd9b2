import { read, readText, type Ctx } from '#platform/db'
import type { Money } from '#platform/money'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import type { BusinessRef } from './post.ts'

export interface EntryLine {
  line: number
  accountId: number
  account: string
  amount: Money
  balanceAfter: Money | null
}
export interface Entry {
  id: string
  seq: number
  kind: string
  key: string
  businessRef: BusinessRef
  memo: string | null
  reversalOf: string | null
  reversedBy: string | null
  actorId: string | null
  occurredAt: string
  recordedAt: string
  /** Its hash in the chain; null until the sweep has come by. */
  seal: string | null
  lines: EntryLine[]
}
export interface EntryRow {
  seq: number
  id: string
  kind: string
  key: string
  type: string
  ref: string
  memo: string | null
  reversalOf: string | null
  reversedBy: string | null
  actorId: string | null
  occurredAt: Date
  recordedAt: Date
  seal: string | null
  lines: [number, number, string, string, number, number | null][]
}

export const entryColumns = `e.seq, e.id, e.kind, e.key, e.business_type "type", e.business_id "ref", e.memo, e.reversal_of "reversalOf", r.id "reversedBy", e.actor_id "actorId",
  e.occurred_at "occurredAt", e.recorded_at "recordedAt", c.hash seal,
  (select json_agg(json_build_array(l.n, l.account_id, a.name, l.currency, l.amount, l.balance_after) order by l.n) from ledger.lines l join ledger.accounts a on a.id = l.account_id where l.entry_seq = e.seq) lines
  from ledger.entries e left join ledger.chain c on c.entry_seq = e.seq left join ledger.entries r on r.reversal_of = e.id`

const present = ({ type, ref, lines, ...r }: EntryRow): Entry => ({
  ...r,
  businessRef: { type, id: ref },
  occurredAt: r.occurredAt.toISOString(),
  recordedAt: r.recordedAt.toISOString(),
  lines: lines.map(([line, accountId, account, currency, amount, after]) => ({
    line,
    accountId,
    account,
    amount: { amount, currency },
    balanceAfter: after === null ? null : { amount: after, currency },
  })),
})

const of = read<EntryRow>('ledger.entries_of', `select ${entryColumns} where e.business_type = $1 and e.business_id = $2 order by e.seq`)
const one = read<EntryRow>('ledger.entry', `select ${entryColumns} where e.id = $1`)

/** All entries of a business object, oldest first. */
export const entriesOf = async (ctx: Ctx, ref: BusinessRef): Promise<Entry[]> => (await of(ctx, [ref.type, ref.id])).map(present)

/** One entry with its lines; throws `request.not_found`. */
export async function entryById(ctx: Ctx, id: string): Promise<Entry> {
  const [row] = await one(ctx, [id])
  if (!row) throw common.not_found()
  return present(row)
}

export interface EntryFilter {
  kind?: string
  businessType?: string
  businessId?: string
  accountId?: number
  cursor?: string
  limit?: number
}
/** Entries, newest first. */
export async function listEntries(ctx: Ctx, { kind, businessType, businessId, accountId, cursor, limit = 20 }: EntryFilter) {
  const params: unknown[] = [limit + 1]
  const where = ['true']
  if (kind !== undefined) where.push(`e.kind = $${params.push(kind)}`)
  if (businessType !== undefined) where.push(`e.business_type = $${params.push(businessType)}`)
  if (businessId !== undefined) where.push(`e.business_id = $${params.push(businessId)}`)
  if (accountId !== undefined) where.push(`e.seq in (select l.entry_seq from ledger.lines l where l.account_id = $${params.push(accountId)})`)
  if (cursor !== undefined) {
    const [seq] = readCursor(cursor, 1)
    if (!Number.isSafeInteger(seq)) throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
    where.push(`e.seq < $${params.push(seq)}::bigint`)
  }
  const rows = await readText<EntryRow>(ctx, `select ${entryColumns} where ${where.join(' and ')} order by e.seq desc limit $1`, params)
  return page(rows, limit, (r) => [r.seq], present)
}
