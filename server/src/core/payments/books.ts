import { write, type Ctx, type Tx } from '#platform/db'
import { creditedSince, familyTotals, post as postEntry, statement, totalsAfter, type Posting, type StatementQuery } from '#core/ledger'

export { balancesOf, linesBetween } from '#core/ledger'

/** The only place of this module that knows the ledger. */

/** Posts a movement of money once: the same kind and key again changes nothing. Lines over nothing are left out. */
export const post = (tx: Tx, entry: Posting) => postEntry(tx, { ...entry, lines: entry.lines.filter((l) => l.amount !== 0) })

const lock = write('payments.wallet_lock', `select pg_advisory_xact_lock(hashtextextended($1, 72))`)
/** Whoever spends from a wallet holds this until the end of the transaction, so that what was read stays there. What is only paid in does not wait for it. */
export const lockWallet = async (tx: Tx, personId: string): Promise<void> => void (await lock(tx, [personId]))

/** Everything below a person's wallet, newest first. */
export const walletLines = (ctx: Ctx, personId: string, it: StatementQuery) => statement(ctx, `liabilities:wallet:${personId}`, it)
/** What the whole wallet was worth after each entry, by their numbers. */
export const walletAfter = async (ctx: Ctx, personId: string, seqs: readonly number[]): Promise<Map<number, number>> =>
  new Map([...(await totalsAfter(ctx, `liabilities:wallet:${personId}`, seqs))].map(([seq, total]) => [seq, 0 - total]))
/** What was credited to an account since then. */
export const creditedTo = (ctx: Ctx, account: string, since: Date): Promise<number> => creditedSince(ctx, account, since)
/** What is owed to all wallets, by pocket, and how many hold something. */
export async function allWallets(ctx: Ctx): Promise<{ cash: number; promo: number; held: number; people: number }> {
  const found = await familyTotals(
    ctx,
    ['cash', 'promo', 'held'].map((p) => `liabilities:wallet:*:${p}`),
  )
  const of = (pocket: string) => 0 - (found.get(`liabilities:wallet:*:${pocket}`)?.total ?? 0)
  return { cash: of('cash'), promo: of('promo'), held: of('held'), people: Math.max(0, ...[...found.values()].map((f) => f.accounts)) }
}

export const accounts = {
  gateway: 'assets:gateway:razorpay',
  disputed: 'assets:gateway:disputed',
  disputes: 'expenses:disputes',
  bank: 'assets:bank:nodal',
  fees: 'expenses:gateway-fee',
  feeTax: 'assets:tax:gst-input',
  /** What the gateway settled and nobody can say whose it is, until somebody does. */
  suspense: 'assets:suspense:settlements',
  goodwill: 'expenses:goodwill',
  writeoff: 'expenses:writeoff',
  payout: (id: string) => `liabilities:deferred:payout:${id}`,
  cash: (person: string) => `liabilities:wallet:${person}:cash`,
  promo: (person: string) => `liabilities:wallet:${person}:promo`,
  held: (person: string) => `liabilities:wallet:${person}:held`,
  refund: (id: string) => `liabilities:refunds:${id}`,
  /** Money that came after its payment had ended, until the line or the clock decides. */
  late: (intentId: string) => `liabilities:deferred:late:${intentId}`,
}
