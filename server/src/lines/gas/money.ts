import { eq, sql } from 'drizzle-orm'
import type { Ctx, Tx } from '#platform/db'
import { Problem } from '#platform/problems'
import { uuidv7 } from '#platform/ids'
import { refuse } from './refusals.ts'
import { standInIntents } from './schema.ts'

/**
 * The only file of the gas line that knows payments and the ledger.
 *
 * STAND-IN, REPLACED AT MERGE: until core/payments lands, intents are rows of `gas.stand_in_intents` and `capture` plays the gateway. Join it so:
 * `openPayment` → createIntent({purpose: 'lpg_booking', businessRef: {type: 'lpg_booking', id}, …}), `dropPayment` → cancelIntent,
 * `payBack` → requestRefund({to: 'source'}), `recognise` → post M04 of core/ledger, `paymentOf` → intentOf,
 * `onPaid` → onCaptured('lpg_booking', …); M03 and M06 are posted by payments through registerPurpose('lpg_booking', {deferred: …}).
 */
export interface Payment {
  id: string
  amount: number
  currency: string
  status: string
  expiresAt: Date
}
export interface Paid {
  intentId: string
  bookingId: string
  amount: number
  currency: string
  payerId: string
}

/** Opens the payment of a booking; it may come until `expiresAt`. */
export async function openPayment(
  tx: Tx,
  it: { bookingId: string; reference: string; amount: number; currency: string; payerId: string; taxBasisPoints: number; expiresAt: Date },
): Promise<Payment> {
  const row = { id: uuidv7(tx.now()), businessId: it.bookingId, amount: it.amount, currency: it.currency, payerId: it.payerId, expiresAt: it.expiresAt }
  await tx.db.insert(standInIntents).values(row)
  return { id: row.id, amount: row.amount, currency: row.currency, status: 'created', expiresAt: row.expiresAt }
}

/** Ends a payment that nobody made. One that was captured meanwhile stays; its hook then finds what became of the booking. */
export async function dropPayment(tx: Tx, intentId: string): Promise<void> {
  await tx.db
    .update(standInIntents)
    .set({ status: 'cancelled' })
    .where(sql`${standInIntents.id} = ${intentId} and ${standInIntents.status} = 'created'`)
}

export async function paymentOf(ctx: Ctx, intentId: string): Promise<Payment | null> {
  const [row] = await ctx.db.select().from(standInIntents).where(eq(standInIntents.id, intentId))
  return row ? { id: row.id, amount: row.amount, currency: row.currency, status: row.status, expiresAt: row.expiresAt } : null
}

/** Gives money back the way it came (M06). Gives the id of the refund. */
export async function payBack(tx: Tx, it: { intentId: string; amount: number; reason: string }): Promise<string> {
  const rows = await tx.db
    .update(standInIntents)
    .set({ refunded: sql`${standInIntents.refunded} + ${it.amount}` })
    .where(sql`${standInIntents.id} = ${it.intentId} and ${standInIntents.refunded} + ${it.amount} <= ${standInIntents.amount}`)
    .returning({ id: standInIntents.id })
  if (rows.length === 0) throw new Error('More would be paid back than was paid')
  return uuidv7(tx.now())
}

/** Revenue is earned at hand-over: M04, deferred to income with the tax split out. Idempotent by booking. */
export async function recognise(tx: Tx, it: { bookingId: string; intentId: string; amount: number; taxBasisPoints: number }): Promise<void> {
  await tx.db
    .update(standInIntents)
    .set({ posted: sql`array_append(${standInIntents.posted}, ${`M04:${it.bookingId}`})` })
    .where(sql`${standInIntents.id} = ${it.intentId} and not (${`M04:${it.bookingId}`} = any(${standInIntents.posted}))`)
}

type Hook = (tx: Tx, paid: Paid) => Promise<void>
let hook: Hook | undefined
/** The rule that runs in the transaction that captures a payment: capture and allotment are one commit. */
export const onPaid = (it: Hook): void => void (hook = it)

/** Stand-in for the gateway: captures an intent once, and runs the hook in the same transaction. */
export async function capture(tx: Tx, intentId: string): Promise<boolean> {
  const [row] = await tx.db
    .update(standInIntents)
    .set({ status: 'captured' })
    .where(sql`${standInIntents.id} = ${intentId} and ${standInIntents.status} = 'created'`)
    .returning()
  if (!row) {
    const [is] = await tx.db.select({ status: standInIntents.status }).from(standInIntents).where(eq(standInIntents.id, intentId))
    if (is?.status === 'captured') return false
    throw refuse.intent_moved() satisfies Problem
  }
  await hook!(tx, { intentId, bookingId: row.businessId, amount: row.amount, currency: row.currency, payerId: row.payerId })
  return true
}
