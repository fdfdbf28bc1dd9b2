import { write, type Ctx, type Tx } from '#platform/db'
import { balanceOf, post as postEntry, statement, type Posting } from '#core/ledger'

/** The only place of this module that knows the ledger. */

/** Posts a movement of money once: the same kind and key again changes nothing. Lines over nothing are left out. */
export const post = (tx: Tx, entry: Posting) => postEntry(tx, { ...entry, lines: entry.lines.filter((l) => l.amount !== 0) })

/** Balances as the ledger has them (debit positive), by account; an account without lines is 0. */
export async function balancesOf(ctx: Ctx, accounts: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const account of accounts) found.set(account, (await balanceOf(ctx, account)).amount)
  return found
}

const lock = write('payments.wallet_lock', `select pg_advisory_xact_lock(hashtextextended($1, 72))`)
/** Whoever spends from a wallet holds this until the end of the transaction, so that what was read stays there. What is only paid in does not wait for it. */
export const lockWallet = async (tx: Tx, personId: string): Promise<void> => void (await lock(tx, [personId]))

/** Everything below a person's wallet, newest first. */
export const walletLines = (ctx: Ctx, personId: string, it: { cursor?: string; limit?: number }) => statement(ctx, `liabilities:wallet:${personId}`, it)

export const accounts = {
  gateway: 'assets:gateway:razorpay',
  disputed: 'assets:gateway:disputed',
  disputes: 'expenses:disputes',
  cash: (person: string) => `liabilities:wallet:${person}:cash`,
  promo: (person: string) => `liabilities:wallet:${person}:promo`,
  held: (person: string) => `liabilities:wallet:${person}:held`,
  refund: (id: string) => `liabilities:refunds:${id}`,
  /** Money that came after its payment had ended, until the line or the clock decides. */
  late: (intentId: string) => `liabilities:deferred:late:${intentId}`,
}
