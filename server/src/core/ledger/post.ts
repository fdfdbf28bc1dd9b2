import { read, write, writeAlone, type Ctx, type Tx } from '#platform/db'
import { addUp, checkMoney } from '#platform/money'
import { common } from '#platform/problems'
import { isLine } from '#platform/texts'
import { refuse } from './refusals.ts'

export interface PostingLine {
  account: string
  /** Minor units; debit positive, credit negative, never 0. */
  amount: number
  /** INR when it is not given. */
  currency?: string
}
export interface BusinessRef {
  type: string
  id: string
}
export interface Posting {
  /** What happened, for example `payment.captured`. */
  kind: string
  /** With the kind, names the movement: the same twice is one entry. */
  key: string
  businessRef: BusinessRef
  /** Now when it is not given. */
  occurredAt?: Date
  lines: readonly PostingLine[]
  /** Id of the entry that this one takes back; the lines are its opposites. `reverse` fills them in. */
  reversalOf?: string
  memo?: string
}
export interface Posted {
  entryId: string
  seq: number
  /** False when the entry was there already. */
  created: boolean
}

const accountName = /^(assets|liabilities|equity|income|expenses)(:[A-Za-z0-9][A-Za-z0-9-]*)+$/
export const isAccount = (name: string): boolean => name.length <= 200 && accountName.test(name)

const said = (text: string, most: number): boolean => text.trim() !== '' && text.length <= most && isLine(text)

function asParameter(ctx: Ctx, it: Posting): string {
  if (!said(it.kind, 60) || !said(it.key, 200) || !said(it.businessRef.type, 60) || !said(it.businessRef.id, 200) || (it.memo !== undefined && !said(it.memo, 500)))
    throw refuse.bad_posting()
  if (it.lines.length < 2 || it.lines.length > 500) throw refuse.unbalanced()
  const lines = it.lines.map(({ account, amount, currency = 'INR' }) => {
    if (!isAccount(account)) throw refuse.bad_account()
    checkMoney({ amount, currency })
    if (amount === 0) throw refuse.unbalanced()
    return { account, amount, currency }
  })
  for (const currency of new Set(lines.map((l) => l.currency))) if (addUp(lines.filter((l) => l.currency === currency).map((l) => l.amount)) !== 0) throw refuse.unbalanced()
  return JSON.stringify({
    kind: it.kind,
    key: it.key,
    businessType: it.businessRef.type,
    businessId: it.businessRef.id,
    memo: it.memo,
    reversalOf: it.reversalOf,
    actorId: ctx.actor.id ?? undefined,
    occurredAt: it.occurredAt ?? ctx.now(),
    recordedAt: ctx.now(),
    lines,
  })
}

const text = 'select entry_id "entryId", seq, created from ledger.post($1::jsonb)'
const inside = write<Posted>('ledger.post', text)
const alone = writeAlone<Posted>('ledger.post', text)

/**
 * Writes one movement of money in the caller's transaction. The same kind and key again is the same entry (`created: false`); with other lines, another business object or
 * another original it is refused. Refusals: `ledger.unbalanced`, `ledger.insufficient_funds` (a wallet pocket), `ledger.overdrawn` (what is owed to somebody),
 * `ledger.key_reused`, `ledger.already_reversed`, `ledger.not_a_reversal`, `ledger.bad_account`, `money.not_whole`.
 * Owners' accounts stay locked until the transaction ends, so post last, or in a fixed order.
 */
export const post = async (tx: Tx, posting: Posting): Promise<Posted> => (await inside(tx, [asParameter(tx, posting)]))[0]!

/** The same as a transaction of its own, in one round trip: for movements that nothing else has to commit with. Within a transaction it joins it. */
export const postAlone = async (ctx: Ctx, posting: Posting): Promise<Posted> => (await alone(ctx, [asParameter(ctx, posting)]))[0]!

const original = read<{ kind: string; businessType: string; businessId: string; account: string; amount: number; currency: string }>(
  'ledger.original',
  `select e.kind, e.business_type "businessType", e.business_id "businessId", a.name account, l.amount, l.currency
   from ledger.entries e join ledger.lines l on l.entry_seq = e.seq join ledger.accounts a on a.id = l.account_id where e.id = $1 order by l.n`,
)

/** Takes an entry back by its opposite, which names it. Once only: a second time with another key is `ledger.already_reversed`. */
export async function reverse(tx: Tx, entryId: string, it: { key: string; memo: string; occurredAt?: Date }): Promise<Posted> {
  const rows = await original(tx, [entryId])
  const [first] = rows
  if (!first) throw common.not_found()
  return post(tx, {
    kind: `${first.kind}.reversed`.slice(0, 60),
    businessRef: { type: first.businessType, id: first.businessId },
    reversalOf: entryId,
    lines: rows.map((r) => ({ account: r.account, amount: 0 - r.amount, currency: r.currency })),
    ...it,
  })
}
