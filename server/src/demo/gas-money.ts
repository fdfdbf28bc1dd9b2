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
  const batch: MoneyBatch = {
    payments: { intents: [], orders: [], attempts: [], refunds: [], disputes: [] },
    simulated: { orders: [], payments: [], refunds: [], disputes: [], settlements: [] },
    postings: [],
  }
  const { payments, simulated, postings } = batch
  const gatewayId = (prefix: string) => `${prefix}_${Array.from({ length: 14 }, () => letters[random.int(0, 61)]).join('')}`
  const ordered = new Map<string, MoneyBatch['simulated']['orders'][number]>()
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
  /** Its order at the gateway, made when it is first needed. */
  function orderOf(intent: Intent, status: 'attempted' | 'paid'): MoneyBatch['simulated']['orders'][number] {
    const known = ordered.get(intent.id!)
    if (known) return Object.assign(known, { attempts: known.attempts! + 1 })
    const id = gatewayId('order')
    const order = { id, amount: intent.amount, currency: 'INR', receipt: intent.id!, notes: {}, status, attempts: 1, createdAt: intent.createdAt! }
    payments.orders.push({ intentId: intent.id!, gatewayOrderId: id, requestedAt: intent.createdAt! })
    simulated.orders.push(order)
    ordered.set(intent.id!, order)
    return order
  }
  /** Somebody tried to pay it at the gateway, and that failed. */
  function tryInVain(intent: Intent, method: Exclude<Method, 'wallet'>, error: { code: string; description: string; reason: string }, at: Date): void {
    const paymentId = gatewayId('pay')
    const order = orderOf(intent, 'attempted')
    const common = { amount: intent.amount, currency: 'INR', method, createdAt: at }
    payments.attempts.push({ id: newId(at), intentId: intent.id!, gateway: 'razorpay', gatewayPaymentId: paymentId, state: 'failed', error, refundTotal: 0, ...common })
    simulated.payments.push({ id: paymentId, orderId: order.id, status: 'failed', captured: false, amountRefunded: 0, script: 'failure', settlementId: null, ...common })
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
      error: null,
      refundTotal: 0,
      createdAt: at,
    })
    if (paymentId !== null) {
      const orderId = orderOf(intent, 'paid').id
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
        settlementId: null,
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
  /**
   * All of it goes back unless `amount` says less, into the wallet or the way it came (M06, M07, M09); out of revenue and its tax where it was earned. A failed one is
   * still owed, one that waits for a second person has moved nothing. Gives the id of the refund.
   */
  function giveBack(
    intent: Intent,
    to: 'source' | 'wallet',
    reason: string,
    at: Date,
    more: { amount?: number; outcome?: 'processed' | 'failed' | 'requested'; earned?: boolean; requestedBy?: string } = {},
  ): string {
    const id = newId(at)
    const { amount = intent.amount, outcome = 'processed' } = more
    const attempt = payments.attempts.find((a) => a.id === intent.attemptId)!
    const paid = simulated.payments.find((p) => p.id === attempt.gatewayPaymentId)
    const toWallet = to === 'wallet' || !paid
    const reference = referenceAt(payments.refunds.length, seed + 2).replace('TKT', 'RFD')
    const businessRef = { type: intent.businessType, id: intent.businessId }
    const refundId = toWallet || outcome === 'requested' ? null : gatewayId('rfnd')
    attempt.refundTotal = amount
    payments.refunds.push({
      id,
      reference,
      intentId: intent.id!,
      attemptId: attempt.id!,
      amount,
      currency: 'INR',
      to,
      cause: 'asked',
      reason,
      state: outcome,
      requestedBy: more.requestedBy ?? null,
      gatewayRefundId: refundId,
      error: outcome === 'failed' ? 'The gateway could not refund' : null,
      processedAt: outcome === 'processed' ? at : null,
      createdAt: at,
    })
    if (outcome === 'requested') return id
    if (paid && refundId !== null) {
      if (outcome === 'processed') Object.assign(paid, { status: amount === paid.amount ? 'refunded' : 'captured', amountRefunded: amount })
      simulated.refunds.push({
        id: refundId,
        paymentId: paid.id,
        amount,
        currency: 'INR',
        status: outcome,
        receipt: id,
        notes: {},
        key: `${id}-1`,
        request: '{}',
        settlementId: null,
        createdAt: at,
      })
    }
    const owed = `liabilities:refunds:${id}`
    const { net, tax } = splitTax(amount, intent.taxBasisPoints ?? 0)
    postings.push({
      kind: 'refund.owed',
      key: id,
      businessRef,
      occurredAt: at,
      lines: [
        ...(more.earned
          ? [{ account: 'income:lpg:refill', amount: net }, ...(tax === 0 ? [] : [{ account: 'liabilities:tax:gst-output', amount: tax }])]
          : [{ account: deferred(intent), amount }]),
        { account: owed, amount: -amount },
      ],
      memo: `${reference}: ${reason}`,
    })
    if (outcome === 'failed') return id
    postings.push({
      kind: toWallet ? 'refund.credited' : 'refund.processed',
      key: id,
      businessRef,
      occurredAt: at,
      lines: [
        { account: owed, amount },
        { account: toWallet ? cash(intent.payerId) : gateway, amount: -amount },
      ],
      memo: reference,
    })
    return id
  }
  /** Somebody wants to put money into their wallet. */
  function wantTopUp(payerId: string, amount: number, at: Date, state: Intent['state'] = 'created'): Intent {
    const businessRef = { type: 'wallet', id: payerId }
    const expiresAt = new Date(at.getTime() + 24 * 3_600_000)
    return want({ purpose: 'wallet_top_up', businessRef, amount, payerId, line: 'general', description: 'Wallet top-up', taxBasisPoints: null, at, expiresAt }, state)
  }
  /** Somebody puts money into their wallet (M01). */
  const topUp = (payerId: string, amount: number, at: Date, method: Method = 'upi'): void =>
    pay(wantTopUp(payerId, amount, new Date(at.getTime() - random.int(40, 300) * 1000)), method, at)
  const done = (): MoneyBatch => {
    postings.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
    return batch
  }
  return { batch, gatewayId, want, wantTopUp, tryInVain, pay, earn, giveBack, topUp, done }
}
