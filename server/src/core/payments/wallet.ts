import { inTransaction, read, together, write, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { common } from '#platform/problems'
import { move } from '#platform/states'
import { accounts, balancesOf, lockWallet, post } from './books.ts'
import { holdStates } from './machines.ts'
import { refuse } from './refusals.ts'
import type { walletHolds } from './schema.ts'

export interface Wallet {
  personId: string
  /** Minor units. What the person may spend is `cash + promo`; `held` is set aside. */
  cash: number
  promo: number
  held: number
  currency: 'INR'
}
export type Hold = typeof walletHolds.$inferSelect

const pockets = (person: string) => [accounts.cash(person), accounts.promo(person), accounts.held(person)] as const
export const walletChanged = (tx: Tx, personId: string): Promise<void> => emit(tx, 'wallet.changed', { personId }, [`user:${personId}`])

export async function walletOf(ctx: Ctx, personId: string): Promise<Wallet> {
  const [cash, promo, held] = pockets(personId)
  const found = await balancesOf(ctx, [cash, promo, held])
  // A wallet is owed to its owner, so its balance is a credit. Taken from zero, so that none is never minus nothing.
  return { personId, cash: 0 - found.get(cash)!, promo: 0 - found.get(promo)!, held: 0 - found.get(held)!, currency: 'INR' }
}

/** How an amount is taken from a wallet: promo first. Locks the wallet; refuses more than it has. */
export async function split(tx: Tx, personId: string, amount: number): Promise<{ promo: number; cash: number }> {
  const [, wallet] = await together(lockWallet(tx, personId), walletOf(tx, personId))
  if (wallet.cash + wallet.promo < amount)
    throw refuse.insufficient_funds({ extra: { available: { amount: wallet.cash + wallet.promo, currency: 'INR' }, needed: { amount, currency: 'INR' } } })
  const promo = Math.min(wallet.promo, amount)
  return { promo, cash: amount - promo }
}

const insertHold = write<Hold>(
  'payments.hold',
  `insert into payments.wallet_holds (id, holder_id, amount, promo_amount, state, reason, expires_at, created_at) values ($1, $2, $3, $4, 'pending', $5, $6, $7) on conflict (id) do nothing
   returning id, holder_id "holderId", amount, promo_amount "promoAmount", currency, state, reason, posted_amount "postedAmount", expires_at "expiresAt", created_at "createdAt"`,
)
const lockHold = write<Hold>(
  'payments.hold_lock',
  `select id, holder_id "holderId", amount, promo_amount "promoAmount", currency, state, reason, posted_amount "postedAmount", expires_at "expiresAt", created_at "createdAt"
   from payments.wallet_holds where id = $1 for update`,
)

/** Sets money of a wallet aside (M12). The caller makes the id and keeps it first, so that a repeated call is the same hold. */
export async function hold(tx: Tx, it: { id?: string; personId: string; amount: number; reason: string; expiresAt: Date }): Promise<Hold> {
  const id = it.id ?? uuidv7(tx.now())
  const [known] = await lockHold(tx, [id])
  if (known) return known
  if (!Number.isSafeInteger(it.amount) || it.amount < 1) throw common.invalid({ errors: [{ path: 'amount', message: 'must be a whole number of minor units, 1 or more' }] })
  const { promo, cash } = await split(tx, it.personId, it.amount)
  const [made] = await insertHold(tx, [id, it.personId, it.amount, promo, it.reason, it.expiresAt, tx.now()])
  if (!made) throw common.conflict()
  await post(tx, {
    kind: 'wallet.hold',
    key: id,
    businessRef: { type: 'wallet_hold', id },
    lines: [
      { account: accounts.cash(it.personId), amount: cash },
      { account: accounts.promo(it.personId), amount: promo },
      { account: accounts.held(it.personId), amount: -it.amount },
    ],
    memo: it.reason,
  })
  await walletChanged(tx, it.personId)
  return made
}

async function ending(tx: Tx, id: string): Promise<Hold> {
  const [it] = await lockHold(tx, [id])
  if (!it) throw common.not_found()
  if (it.state !== 'pending') throw refuse.hold_ended({ extra: { state: it.state } })
  return it
}

/**
 * Charges a hold once, in part or whole; the rest goes back in the same entry (M13). `to` are the credits that make up the charge.
 * Promo is charged first; what is left of it returns to its pocket.
 */
export async function postHold(tx: Tx, id: string, to: readonly { account: string; amount: number }[]): Promise<Hold> {
  const it = await ending(tx, id)
  const charged = to.reduce((sum, l) => sum + l.amount, 0)
  if (!Number.isSafeInteger(charged) || charged < 0 || to.some((l) => l.amount < 0)) throw common.invalid()
  if (charged > it.amount) throw refuse.hold_too_much()
  const promoBack = Math.max(0, it.promoAmount - charged)
  await post(tx, {
    kind: 'wallet.hold_posted',
    key: id,
    businessRef: { type: 'wallet_hold', id },
    lines: [
      { account: accounts.held(it.holderId), amount: it.amount },
      ...to.map((l) => ({ account: l.account, amount: -l.amount })),
      { account: accounts.promo(it.holderId), amount: -promoBack },
      { account: accounts.cash(it.holderId), amount: -(it.amount - charged - promoBack) },
    ],
  })
  await walletChanged(tx, it.holderId)
  return move(tx, holdStates, id, 'posted', { set: { postedAmount: charged } })
}

/** Gives a whole hold back to the pockets it came from. */
export async function voidHold(tx: Tx, id: string, to: 'voided' | 'expired' = 'voided'): Promise<Hold> {
  const it = await ending(tx, id)
  await post(tx, {
    kind: 'wallet.hold_released',
    key: id,
    businessRef: { type: 'wallet_hold', id },
    lines: [
      { account: accounts.held(it.holderId), amount: it.amount },
      { account: accounts.promo(it.holderId), amount: -it.promoAmount },
      { account: accounts.cash(it.holderId), amount: -(it.amount - it.promoAmount) },
    ],
  })
  await walletChanged(tx, it.holderId)
  return move(tx, holdStates, id, to)
}

const dueHolds = read<{ id: string }>('payments.holds_due', `select id from payments.wallet_holds where state = 'pending' and expires_at <= $1 order by expires_at limit 500`)

/** Sweep: holds whose time has passed go back. */
export async function expireHolds(ctx: Ctx): Promise<void> {
  for (const { id } of await dueHolds(ctx, [ctx.now()]))
    await inTransaction(ctx, async (tx) => {
      const [it] = await lockHold(tx, [id])
      if (it?.state === 'pending') await voidHold(tx, id, 'expired')
    })
}
