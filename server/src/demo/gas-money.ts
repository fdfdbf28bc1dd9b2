import type { Posting } from '#core/ledger'
import type { PaymentsBatch } from '#core/payments'
import type { SimulatedBatch } from '#core/simulator'
import { splitTax } from '#platform/money'
import type { Prng } from './prng.ts'
import { referenceAt } from './tickets.ts'

export interface MoneyBatch {
  payments: PaymentsBatch
  simulated: SimulatedBatch
  /** In the order of time. */
  postings: (Posting & { occurredAt: Date })[]
}
export type Method = 'wallet' | 'upi' | 'card' | 'netbanking'
type Intent = PaymentsBatch['intents'][number]
interface Wanted {
  purpose: 'lpg_booking' | 'wallet_top_up'
  businessRef: { type: string; id: string }
  amount: number
  payerId: string
  line: string
  description: string
  taxBasisPoints: number | null
  at: Date
  expiresAt: Date
}

const gateway = 'assets:gateway:razorpay'
const cash = (person: string) => `liabilities:wallet:${person}:cash`
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Pays, earns and gives back as the product does, with the same rows and the same entries in the books; the gateway of the town remembers its part. */
export function moneyMaker(it: { seed: number; random: Prng; newId: (at: Date) => string }) {
  const { seed, random, newId } = it
  const batch: MoneyBatch = { payments: { intents: [], orders: [], attempts: [], refunds: [] }, simulated: { orders: [], payments: [], refunds: [] }, postings: [] }
  const { payments, simulated, postings } = batch
  const gatewayId = (prefix: string) => `${prefix}_${Array.from({ length: 14 }, () => letters[random.int(0, 61)]).join('')}`
  const deferred = (intent: Intent) => `liabilities:deferred:lpg:${intent.businessId}`

  /** Something is to be paid; nobody has yet. */
  function want(w: Wanted, state: Intent['state'] = 'created'): Intent {
    const intent: Intent = {
      id: newId(w.at),
      reference: referenceAt(payments.intents.length, seed + 1).replace('TKT', 'PAY'),
      purpose: w.purpose,
      businessType: w.businessRef.type,
      businessId: w.businessRef.id,
      amount: w.amount,
      currency: 'INR',
      payerId: w.payerId,
      line: w.line,
      description: w.description,
      taxBasisPoints: w.taxBasisPoints,
      state,
      attemptId: null,
      method: null,
      capturedAt: null,
      expiresAt: w.expiresAt,
      createdAt: w.at,
    }
    payments.intents.push(intent)
    return intent
  }
  /** It is paid (M01, M03). */
  function pay(intent: Intent, method: Method, at: Date): void {
    const id = newId(at)
    const byWallet = method === 'wallet'
    const paymentId = byWallet ? null : gatewayId('pay')
    const businessRef = { type: intent.businessType, id: intent.businessId }
    const owed = intent.purpose === 'wallet_top_up' ? cash(intent.payerId) : deferred(intent)
    Object.assign(intent, { state: 'captured', attemptId: id, method, capturedAt: at })
    payments.attempts.push({
      id,
      intentId: intent.id!,
      gateway: byWallet ? 'wallet' : 'razorpay',
      gatewayPaymentId: paymentId,
      method,
      amount: intent.amount,
      currency: 'INR',
      state: 'captured',
      refundTotal: 0,
      createdAt: at,
    })
    if (paymentId !== null) {
      const orderId = gatewayId('order')
      payments.orders.push({ intentId: intent.id!, gatewayOrderId: orderId, requestedAt: intent.createdAt! })
      simulated.orders.push({ id: orderId, amount: intent.amount, currency: 'INR', receipt: intent.id!, notes: {}, status: 'paid', attempts: 1, createdAt: intent.createdAt! })
      simulated.payments.push({
        id: paymentId,
        orderId,
        amount: intent.amount,
        currency: 'INR',
        status: 'captured',
        captured: true,
        method,
        amountRefunded: 0,
        script: 'success',
        createdAt: at,
      })
    }
    postings.push({
      kind: byWallet ? 'payment.wallet' : 'payment.captured',
      key: id,
      businessRef,
      occurredAt: at,
      lines: [
        { account: byWallet ? cash(intent.payerId) : gateway, amount: intent.amount },
        { account: owed, amount: -intent.amount },
      ],
      memo: intent.reference,
    })
  }
  /** What was paid for is handed over (M04). */
  function earn(intent: Intent, memo: string, at: Date): void {
    const { net, tax } = splitTax(intent.amount, intent.taxBasisPoints ?? 0)
    postings.push({
      kind: 'lpg.delivered',
      key: intent.businessId,
      businessRef: { type: intent.businessType, id: intent.businessId },
      occurredAt: at,
      lines: [
        { account: deferred(intent), amount: intent.amount },
        { account: 'income:lpg:refill', amount: -net },
        { account: 'liabilities:tax:gst-output', amount: -tax },
      ],
      memo,
    })
  }
  /** All of it goes back, into the wallet or the way it came (M06, M07, M09). Gives the id of the refund. */
  function giveBack(intent: Intent, to: 'source' | 'wallet', reason: string, at: Date): string {
    const id = newId(at)
    const attempt = payments.attempts.find((a) => a.id === intent.attemptId)!
    const paid = simulated.payments.find((p) => p.id === attempt.gatewayPaymentId)
    const toWallet = to === 'wallet' || !paid
    const reference = referenceAt(payments.refunds.length, seed + 2).replace('TKT', 'RFD')
    const businessRef = { type: intent.businessType, id: intent.businessId }
    const refundId = toWallet ? null : gatewayId('rfnd')
    attempt.refundTotal = intent.amount
    payments.refunds.push({
      id,
      reference,
      intentId: intent.id!,
      attemptId: attempt.id!,
      amount: intent.amount,
      currency: 'INR',
      to,
      cause: 'asked',
      reason,
      state: 'processed',
      gatewayRefundId: refundId,
      processedAt: at,
      createdAt: at,
    })
    if (paid && refundId !== null) {
      Object.assign(paid, { status: 'refunded', amountRefunded: intent.amount })
      simulated.refunds.push({
        id: refundId,
        paymentId: paid.id,
        amount: intent.amount,
        currency: 'INR',
        status: 'processed',
        receipt: id,
        notes: {},
        key: `${id}-1`,
        request: '{}',
        createdAt: at,
      })
    }
    const owed = `liabilities:refunds:${id}`
    postings.push({
      kind: 'refund.owed',
      key: id,
      businessRef,
      occurredAt: at,
      lines: [
        { account: deferred(intent), amount: intent.amount },
        { account: owed, amount: -intent.amount },
      ],
      memo: `${reference}: ${reason}`,
    })
    postings.push({
      kind: toWallet ? 'refund.credited' : 'refund.processed',
      key: id,
      businessRef,
      occurredAt: at,
      lines: [
        { account: owed, amount: intent.amount },
        { account: toWallet ? cash(intent.payerId) : gateway, amount: -intent.amount },
      ],
      memo: reference,
    })
    return id
  }
  /** Somebody puts money into their wallet (M01). */
  function topUp(payerId: string, amount: number, at: Date, method: Method = 'upi'): void {
    const businessRef = { type: 'wallet', id: payerId }
    const expiresAt = new Date(at.getTime() + 24 * 3_600_000)
    const at0 = new Date(at.getTime() - random.int(40, 300) * 1000)
    pay(want({ purpose: 'wallet_top_up', businessRef, amount, payerId, line: 'general', description: 'Wallet top-up', taxBasisPoints: null, at: at0, expiresAt }), method, at)
  }
  const done = (): MoneyBatch => {
    postings.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
    return batch
  }
  return { want, pay, earn, giveBack, topUp, done }
}
