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
export async function statement(ctx: Ctx, accountOrPath: string, { cursor, limit = 20 }: { cursor?: string; limit?: number } = {}) {
  const ids = (await found(ctx, [accountOrPath])).map((a) => a.id)
  if (ids.length > 200) throw refuse.too_wide()
  return statementOf(ctx, ids, { ...(cursor === undefined ? {} : { cursor }), limit })
}

export async function statementOf(ctx: Ctx, accountIds: readonly number[], { cursor, limit = 20 }: { cursor?: string; limit?: number }) {
  const params: unknown[] = [accountIds, limit + 1]
  let before = ''
  if (cursor !== undefined) {
    const [seq, n] = readCursor(cursor, 2)
    if (!Number.isSafeInteger(seq) || !Number.isInteger(n) || Math.abs(Number(n)) > 1000)
      throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
    before = `and (l.entry_seq, l.n) < ($${params.push(seq)}::bigint, $${params.push(n)}::smallint)`
  }
  const rows = await readText<LineRow>(
    ctx,
    `select e.id "entryId", e.seq, l.n, e.kind, e.business_type "type", e.business_id id, e.memo, a.name account, l.currency, l.amount, l.balance_after "balanceAfter", e.occurred_at "occurredAt"
     from unnest($1::bigint[]) w(id)
     cross join lateral (select * from ledger.lines l where l.account_id = w.id ${before} order by l.entry_seq desc, l.n desc limit $2) l
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
