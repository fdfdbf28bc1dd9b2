import { read, readText, type Ctx } from '#platform/db'
import type { Money } from '#platform/money'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { isAccount } from './post.ts'
import { refuse } from './refusals.ts'

export interface Account {
  id: number
  name: string
  currency: string
  family: string
  owner: string | null
  balance: Money
}
interface Row {
  id: number
  name: string
  currency: string
  family: string
  owner: string | null
  balance: number
}
const columns = `a.id, a.name, a.currency, a.family, a.owner, coalesce((select sum(b.balance) from ledger.balances b where b.account_id = a.id), 0)::bigint balance`
const present = ({ balance, ...r }: Row): Account => ({ ...r, balance: { amount: balance, currency: r.currency } })

const byName = read<Row>('ledger.account', `select ${columns} from ledger.accounts a where a.name = $1 and a.currency = $2`)
const byId = read<Row>('ledger.account_by_id', `select ${columns} from ledger.accounts a where a.id = $1`)

/** What stands on an account, debit positive; 0 for one that nothing was posted to yet. */
export async function balanceOf(ctx: Ctx, account: string, currency = 'INR'): Promise<Money> {
  if (!isAccount(account)) throw refuse.bad_account()
  const [row] = await byName(ctx, [account, currency])
  return { amount: row?.balance ?? 0, currency }
}

const byNames = read<{ name: string; balance: number }>(
  'ledger.balances_by_name',
  `select a.name, coalesce((select sum(b.balance) from ledger.balances b where b.account_id = a.id), 0)::bigint balance from ledger.accounts a where a.name = any($1::text[]) and a.currency = $2`,
)
/** What stands on several accounts, in minor units, debit positive; 0 for those that nothing was posted to yet. */
export async function balancesOf(ctx: Ctx, accounts: readonly string[], currency = 'INR'): Promise<Map<string, number>> {
  if (!accounts.every(isAccount)) throw refuse.bad_account()
  const found = new Map(accounts.map((account) => [account, 0]))
  for (const { name, balance } of await byNames(ctx, [accounts, currency])) found.set(name, balance)
  return found
}

export async function accountById(ctx: Ctx, id: number): Promise<Account> {
  const [row] = await byId(ctx, [id])
  if (!row) throw common.not_found()
  return present(row)
}

// A path and everything below it. Between ":" and ";", its successor, because an index finds that for a parameter too.
const below = (n: number) => `(a.name = $${n} or a.name ~>=~ ($${n} || ':') and a.name ~<~ ($${n} || ';'))`

/** Accounts by name; `under` is a path, with all that is below it. */
export async function listAccounts(ctx: Ctx, { under, family, cursor, limit = 20 }: { under?: string; family?: string; cursor?: string; limit?: number }) {
  const params: unknown[] = [limit + 1]
  const where = ['true']
  if (under !== undefined) where.push(below(params.push(under)))
  if (family !== undefined) where.push(`a.family = $${params.push(family)}`)
  if (cursor !== undefined) {
    const [name, id] = readCursor(cursor, 2)
    if (typeof name !== 'string' || name.includes('\0') || !Number.isSafeInteger(id))
      throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
    where.push(`(a.name ~>~ $${params.push(name)} or a.name = $${params.length} and a.id > $${params.push(id)})`)
  }
  const rows = await readText<Row>(ctx, `select ${columns} from ledger.accounts a where ${where.join(' and ')} order by a.name using ~<~, a.id limit $1`, params)
  return page(rows, limit, (r) => [r.name, r.id], present)
}

export interface StatementLine {
  entryId: string
  seq: number
  line: number
  kind: string
  businessRef: { type: string; id: string }
  memo: string | null
  account: string
  amount: Money
  /** What the account held after the entry; null for accounts of the platform itself. */
  balanceAfter: Money | null
  occurredAt: string
}
interface LineRow {
  entryId: string
  seq: number
  n: number
  kind: string
  type: string
  id: string
  memo: string | null
  account: string
  currency: string
  amount: number
  balanceAfter: number | null
  occurredAt: Date
}

const idsBelow = (n: number) => `select a.id, a.name from ledger.accounts a where ${below(n)} limit 201`
const found = read<{ id: number }>('ledger.accounts_below', idsBelow(1))

/**
 * Lines of an account, or of all accounts below a path (`liabilities:wallet:U1`), newest first. A path that covers more than 200 accounts is `ledger.too_wide`:
 * each of them is looked into.
 */
export async function statement(ctx: Ctx, accountOrPath: string, { limit = 20, ...it }: StatementQuery = {}) {
  const ids = (await found(ctx, [accountOrPath])).map((a) => a.id)
  if (ids.length > 200) throw refuse.too_wide()
  return statementOf(ctx, ids, { ...it, limit })
}

export interface StatementQuery {
  cursor?: string
  limit?: number
  /** By the time things occurred: from the first, before the second. */
  since?: Date
  until?: Date
}

export async function statementOf(ctx: Ctx, accountIds: readonly number[], { cursor, limit = 20, since, until }: StatementQuery) {
  const params: unknown[] = [accountIds, limit + 1]
  let before = ''
  if (since) before += ` and e.occurred_at >= $${params.push(since)}`
  if (until) before += ` and e.occurred_at < $${params.push(until)}`
  if (cursor !== undefined) {
    const [seq, n] = readCursor(cursor, 2)
    if (!Number.isSafeInteger(seq) || !Number.isInteger(n) || Math.abs(Number(n)) > 1000)
      throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
    before += ` and (l.entry_seq, l.n) < ($${params.push(seq)}::bigint, $${params.push(n)}::smallint)`
  }
  const rows = await readText<LineRow>(
    ctx,
    `select e.id "entryId", e.seq, l.n, e.kind, e.business_type "type", e.business_id id, e.memo, a.name account, l.currency, l.amount, l.balance_after "balanceAfter", e.occurred_at "occurredAt"
     from unnest($1::bigint[]) w(id)
     cross join lateral (select l.* from ledger.lines l${since || until ? ' join ledger.entries e on e.seq = l.entry_seq' : ''} where l.account_id = w.id${before} order by l.entry_seq desc, l.n desc limit $2) l
     join ledger.entries e on e.seq = l.entry_seq join ledger.accounts a on a.id = l.account_id
     order by l.entry_seq desc, l.n desc limit $2`,
    params,
  )
  return page(
    rows,
    limit,
    (r) => [r.seq, r.n],
    (r): StatementLine => ({
      entryId: r.entryId,
      seq: r.seq,
      line: r.n,
      kind: r.kind,
      businessRef: { type: r.type, id: r.id },
      memo: r.memo,
      account: r.account,
      amount: { amount: r.amount, currency: r.currency },
      balanceAfter: r.balanceAfter === null ? null : { amount: r.balanceAfter, currency: r.currency },
      occurredAt: r.occurredAt.toISOString(),
    }),
  )
}

const at = read<{ seq: number; total: number }>(
  'ledger.total_at',
  `select s.seq, coalesce(sum(b.balance_after), 0)::bigint total from unnest($1::bigint[]) s(seq) cross join (select a.id from ledger.accounts a where ${below(2)}) a
   cross join lateral (select l.balance_after from ledger.lines l where l.account_id = a.id and l.entry_seq <= s.seq order by l.entry_seq desc, l.n desc limit 1) b group by 1`,
)
/** What stood on all of an owner's accounts below a path after each of the entries, by their numbers; debit positive. */
export const totalsAfter = async (ctx: Ctx, path: string, seqs: readonly number[]): Promise<Map<number, number>> =>
  new Map(seqs.length === 0 ? [] : (await at(ctx, [[...new Set(seqs)], path])).map((r) => [r.seq, r.total]))

const credits = read<{ total: number }>(
  'ledger.credited_since',
  `select coalesce(-sum(l.amount), 0)::bigint total from ledger.accounts a join ledger.lines l on l.account_id = a.id join ledger.entries e on e.seq = l.entry_seq
   where a.name = $1 and a.currency = $2 and l.amount < 0 and e.occurred_at > $3`,
)
/** The credits of an account since then, as a positive sum. */
export const creditedSince = async (ctx: Ctx, account: string, since: Date, currency = 'INR'): Promise<number> => (await credits(ctx, [account, currency, since]))[0]!.total

const families = read<{ family: string; total: number; accounts: number }>(
  'ledger.families',
  `select a.family, sum(b.balance)::bigint total, count(distinct a.id) filter (where b.balance <> 0)::int accounts
   from ledger.accounts a join ledger.balances b on b.account_id = a.id where a.family = any($1::text[]) and a.currency = $2 group by 1`,
)
/** What stands on whole families of accounts (`liabilities:wallet:*:cash`), debit positive, and on how many of them something does. */
export const familyTotals = async (ctx: Ctx, names: readonly string[], currency = 'INR'): Promise<Map<string, { total: number; accounts: number }>> =>
  new Map((await families(ctx, [names, currency])).map((r) => [r.family, r]))

interface Side {
  family: string
  currency: string
  accounts: number
  debit: number
  credit: number
}
const now = read<Side>(
  'ledger.trial',
  `select a.family, a.currency, count(*)::int accounts, sum(greatest(b.total, 0))::bigint debit, (-sum(least(b.total, 0)))::bigint credit
   from ledger.accounts a join (select account_id, sum(balance) total from ledger.balances group by 1) b on b.account_id = a.id group by 1, 2 order by 1, 2`,
)
const then = read<Side>(
  'ledger.trial_at',
  `select a.family, a.currency, count(*)::int accounts, sum(greatest(b.total, 0))::bigint debit, (-sum(least(b.total, 0)))::bigint credit
   from ledger.accounts a join (select l.account_id, sum(l.amount) total from ledger.lines l join ledger.entries e on e.seq = l.entry_seq where e.occurred_at <= $1 group by 1) b on b.account_id = a.id
   group by 1, 2 order by 1, 2`,
)

/**
 * Debits and credits by family of accounts: each account counts on the side where it stands. `at`: as it was then, by the time at which things occurred.
 * Net worth is assets less liabilities, net income is income less expenses; without equity postings the two are equal.
 */
export async function trialBalance(ctx: Ctx, { at }: { at?: Date } = {}) {
  const sides = at ? await then(ctx, [at]) : await now(ctx)
  const totals = [...new Set(sides.map((s) => s.currency))].sort().map((currency) => {
    const mine = sides.filter((s) => s.currency === currency)
    const add = (of: readonly Side[], what: (s: Side) => number): Money => ({ amount: of.reduce((sum, s) => sum + what(s), 0), currency })
    const under = (...roots: string[]) => mine.filter((s) => roots.includes(s.family.split(':')[0]!))
    return {
      currency,
      debit: add(mine, (s) => s.debit),
      credit: add(mine, (s) => s.credit),
      netWorth: add(under('assets', 'liabilities'), (s) => s.debit - s.credit),
      netIncome: add(under('income', 'expenses'), (s) => s.credit - s.debit),
    }
  })
  return {
    at: (at ?? ctx.now()).toISOString(),
    data: sides.map(({ debit, credit, ...s }) => ({ ...s, debit: { amount: debit, currency: s.currency }, credit: { amount: credit, currency: s.currency } })),
    totals,
  }
}
