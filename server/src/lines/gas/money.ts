import { splitTax } from '#platform/money'
import { system } from '#platform/access'
import { actingAs, type Ctx, type Tx } from '#platform/db'
import { balanceOf, post, type PostingLine } from '#core/ledger'
import { cancelIntent, createIntent, expireIntent, extendIntent, intentOf, lockIntent, onCaptured, registerPurpose, requestRefund, type Intent } from '#core/payments'

/** The only file of the gas line that knows payments and the ledger. */
export { refuseRevival, reviveIntent } from '#core/payments'
export type Payment = Intent
export interface Paid {
  intentId: string
  bookingId: string
  amount: number
  currency: string
}

export const purpose = 'lpg_booking'
const refill = 'income:lpg:refill'
const fees = 'income:lpg:attempt-fee'
const tax = 'liabilities:tax:gst-output'
/** What is owed for a booking that was paid and not yet delivered. */
const deferred = (bookingId: string): string => `liabilities:deferred:lpg:${bookingId}`

/** What we still owe for a booking, in paise: what was paid, less what went back or was earned. Nothing is handed over for nothing. */
export const owedFor = async (ctx: Ctx, bookingId: string): Promise<number> => 0 - (await balanceOf(ctx, deferred(bookingId))).amount

/** Credits for an amount that includes tax, or with `back` the debits that take them back. */
function withTax(account: string, amount: number, basisPoints: number, back: 1 | -1): PostingLine[] {
  const parts = splitTax(amount, basisPoints)
  return [
    { account, amount: back * parts.net },
    { account: tax, amount: back * parts.tax },
  ].filter((l) => l.amount !== 0)
}

registerPurpose(purpose, {
  deferred: (ref) => deferred(ref.id),
  // Money that was earned already (a goodwill after the delivery) comes out of revenue and its tax.
  bears: async (tx, intent, amount) => {
    const owed = Math.min(amount, await owedFor(tx, intent.businessId))
    return [...(owed > 0 ? [{ account: deferred(intent.businessId), amount: owed }] : []), ...(amount > owed ? withTax(refill, amount - owed, intent.taxBasisPoints ?? 0, 1) : [])]
  },
})

/** Opens the payment of a booking; it may come until `expiresAt`, from the wallet or by the gateway. */
export const openPayment = (
  tx: Tx,
  it: { bookingId: string; reference: string; typeName: string; amount: number; currency: string; payerId: string; taxBasisPoints: number; expiresAt: Date },
): Promise<Payment> =>
  createIntent(tx, {
    purpose,
    businessRef: { type: 'gas_booking', id: it.bookingId },
    amount: it.amount,
    currency: it.currency,
    payerId: it.payerId,
    line: 'gas',
    description: `${it.typeName}, booking ${it.reference}`,
    expiresAt: it.expiresAt,
    tax: { basisPoints: it.taxBasisPoints },
  })

/** Locks the payment of a booking. Everything that may meet a capture does this before it locks a shelf. */
export const lockPayment = (tx: Tx, intentId: string): Promise<Payment> => lockIntent(tx, intentId)
export const paymentOf = (ctx: Ctx, intentId: string): Promise<Payment | undefined> => intentOf(ctx, intentId)

const open = (p: Payment): boolean => p.state === 'created' || p.state === 'attempted'

/** Ends a payment that nobody made. One that was captured meanwhile stays. Refuses (`payment.under_way`) while a bank is at it, or has said yes and the capture is on its way. */
export async function dropPayment(tx: Tx, intentId: string): Promise<void> {
  const payment = await lockIntent(tx, intentId)
  if (open(payment) || payment.state === 'authorized') await cancelIntent(tx, intentId)
}

/** Gives the payer until `until`. */
export const extendPayment = (tx: Tx, intentId: string, until: Date): Promise<boolean> => extendIntent(tx, intentId, until)

/** Whether a payment can never come in time any more; one whose time has passed is ended here, unless a bank is at it. */
export async function paymentOver(tx: Tx, intentId: string): Promise<boolean> {
  const payment = await lockIntent(tx, intentId)
  return open(payment) ? expireIntent(tx, intentId) : !['authorized', 'captured'].includes(payment.state)
}

/** Gives money back the way it came or into the wallet (M06). Gives the id of the refund. */
export const payBack = async (tx: Tx, it: { intentId: string; amount: number; reason: string; to: 'source' | 'wallet' }): Promise<string> => (await requestRefund(tx, it)).id

interface Earning {
  id: string
  reference: string
  taxBasisPoints: number
}
/** Revenue is earned at hand-over (M04): all that is owed becomes income, with the tax split out. Once for a booking. */
export const recognise = (tx: Tx, b: Earning, owed: number): Promise<void> => earn(tx, 'lpg.delivered', refill, b, owed)
/** What is kept of a cancelled booking's payment, for deliveries that failed through the customer, is income too. */
export const keepFee = (tx: Tx, b: Earning, amount: number): Promise<void> => earn(tx, 'lpg.attempt_fee', fees, b, amount)

async function earn(tx: Tx, kind: string, account: string, b: Earning, amount: number): Promise<void> {
  if (amount <= 0) return
  await post(tx, {
    kind,
    key: b.id,
    businessRef: { type: 'gas_booking', id: b.id },
    lines: [{ account: deferred(b.id), amount }, ...withTax(account, amount, b.taxBasisPoints, -1)],
    memo: b.reference,
  })
}

/** The rule that runs in the transaction that captures a payment: capture and allotment are one commit. */
export const onPaid = (rule: (tx: Tx, paid: Paid) => Promise<void>): void =>
  // A gateway pays, but it is not who hands a cylinder over.
  onCaptured(purpose, (tx, intent) =>
    rule(tx.actor.id === null ? actingAs(tx, system()) : tx, { intentId: intent.id, bookingId: intent.businessId, amount: intent.amount, currency: intent.currency }),
  )
