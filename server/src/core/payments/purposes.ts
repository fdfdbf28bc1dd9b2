import type { Tx } from '#platform/db'
import type { PostingLine } from '#core/ledger'
import type { Intent } from './intents.ts'

export interface Purpose {
  /** Account that owes what was paid for until it is delivered. */
  deferred: (businessRef: { type: string; id: string }, intent: Intent) => string
  /** Debits that bear a refund, where what was paid may be earned already; together the amount, where what is kept stands as a credit (M11: 2,200 of a deposit, −150 income, make 2,050). Without it all is taken from `deferred`. */
  bears?: (tx: Tx, intent: Intent, amount: number) => Promise<PostingLine[]>
  /** Where refunds go whatever is asked: `wallet` for what may not leave again, `source` for what stands in the wallet already. Default: where it is asked for. */
  refundTo?: 'source' | 'wallet'
  /** Whether the payer's wallet may pay for it. Default yes. */
  wallet?: boolean
}
type Hook = (tx: Tx, intent: Intent) => Promise<void>

const purposes = new Map<string, Purpose>()
const hooks = new Map<string, Hook>()

/** Makes known what may be paid for. A line calls it when its door is loaded. */
export const registerPurpose = (name: string, purpose: Purpose): void => void purposes.set(name, purpose)
/** Runs in the transaction that captures, before it commits: what was paid and what is given are one commit. Must bear being called for one intent once only. */
export const onCaptured = (purpose: string, hook: Hook): void => void hooks.set(purpose, hook)

export function purposeOf(name: string): Purpose {
  const purpose = purposes.get(name)
  if (!purpose) throw new Error(`Nothing is known of the purpose ${name}`)
  return purpose
}
export const hookOf = (name: string): Hook | undefined => hooks.get(name)
