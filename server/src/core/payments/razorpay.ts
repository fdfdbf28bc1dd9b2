import Razorpay from 'razorpay'
import { GatewayRefused, GatewayUnknown, type Gateway, type GatewayDispute, type GatewayEvent, type GatewayOrder, type GatewayPayment, type GatewayRefund } from './gateway.ts'
import type { GatewayKeys } from './keys.ts'

/** How long one call may take; after it the answer is unknown. */
const patience = 15_000

type Raw = Record<string, unknown>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
/** Paise; refuses everything that is not a whole safe number, floats and strings included. */
const paise = (value: unknown): number => {
  if (!Number.isSafeInteger(value)) throw new GatewayUnknown('An amount of the gateway is not a whole number')
  return value as number
}

const orderFrom = (raw: Raw): GatewayOrder => ({
  id: String(raw.id),
  amount: paise(raw.amount),
  currency: String(raw.currency),
  receipt: text(raw.receipt),
  status: raw.status as GatewayOrder['status'],
})

export function paymentFrom(raw: Raw): GatewayPayment {
  const card = isRaw(raw.card) ? raw.card : undefined
  const kind = text(raw.method)
  const label = card ? `${text(card.network) ?? 'Card'} ·· ${text(card.last4) ?? ''}` : (text(raw.vpa)?.replace(/^(.{2})[^@]*/, '$1···') ?? kind ?? '')
  const token = text(raw.token_id)
  return {
    id: String(raw.id),
    orderId: text(raw.order_id),
    amount: paise(raw.amount),
    currency: String(raw.currency),
    status: raw.status as GatewayPayment['status'],
    captured: raw.captured === true,
    method: kind,
    error: text(raw.error_code) ? { code: text(raw.error_code), description: text(raw.error_description), reason: text(raw.error_reason) } : null,
    token: token && kind ? { id: token, kind, label } : null,
  }
}

export const refundFrom = (raw: Raw): GatewayRefund => ({
  id: String(raw.id),
  paymentId: String(raw.payment_id),
  amount: paise(raw.amount),
  currency: String(raw.currency),
  status: raw.status as GatewayRefund['status'],
  receipt: text(raw.receipt) ?? (isRaw(raw.notes) ? text(raw.notes.refund_id) : null),
})

const disputeFrom = (raw: Raw): GatewayDispute => ({
  id: String(raw.id),
  paymentId: String(raw.payment_id),
  amount: paise(raw.amount),
  currency: String(raw.currency),
  reason: text(raw.reason_code),
  respondBy: typeof raw.respond_by === 'number' ? new Date(raw.respond_by * 1000) : null,
})

const disputeStates = ['opened', 'under_review', 'action_required', 'won', 'lost', 'closed'] as const

/**
 * Reads a webhook, however its sample looked in the documents: `notes` as list or object, without `account_id` or `created_at`, with a
 * `captured` that says more than its name. The name of the event counts. An event that concerns nothing of ours is `other`.
 */
export function parseWebhook(body: Buffer): GatewayEvent {
  const raw = JSON.parse(body.toString('utf8')) as unknown
  const name = isRaw(raw) ? text(raw.event) : null
  if (!isRaw(raw) || name === null) return { name: 'unnamed', createdAt: null, kind: 'other' }
  const payload = isRaw(raw.payload) ? raw.payload : {}
  const entity = (of: string): Raw | undefined => {
    const wrapped = payload[of]
    return isRaw(wrapped) ? (isRaw(wrapped.entity) ? wrapped.entity : wrapped) : undefined
  }
  const seconds = typeof raw.created_at === 'number' ? raw.created_at : undefined
  const head = { name, createdAt: seconds === undefined ? null : new Date(seconds * 1000) }
  const payment = entity('payment')
  const status = ({ 'payment.authorized': 'authorized', 'payment.captured': 'captured', 'order.paid': 'captured', 'payment.failed': 'failed' } as const)[name]
  if (status !== undefined && payment) {
    const read = paymentFrom(payment)
    return { ...head, kind: 'payment', payment: { ...read, status, captured: status === 'captured', orderId: read.orderId ?? text(entity('order')?.id) } }
  }
  const dispute = name.startsWith('payment.dispute.') ? entity('dispute') : undefined
  const state = disputeStates.find((s) => name === `payment.dispute.${s === 'opened' ? 'created' : s}`)
  if (dispute && state) return { ...head, kind: 'dispute', dispute: disputeFrom(dispute), state }
  const refund = name.startsWith('refund.') ? entity('refund') : undefined
  if (refund && name !== 'refund.speed_changed') {
    const read = refundFrom(refund)
    return { ...head, kind: 'refund', refund: { ...read, status: name === 'refund.processed' ? 'processed' : name === 'refund.failed' ? 'failed' : read.status } }
  }
  return { ...head, kind: 'other' }
}

/** Razorpay through its official SDK, except refunds: the SDK drops the header that makes them safe to repeat. */
export function razorpay(keys: GatewayKeys): Gateway {
  const sdk = new Razorpay({ key_id: keys.keyId, key_secret: keys.keySecret })
  const http = (sdk as unknown as { api: { rq: { defaults: { baseURL: string; timeout: number } } } }).api.rq
  http.defaults.baseURL = keys.baseUrl
  http.defaults.timeout = patience

  // A failure of the network comes out of the SDK as a TypeError, because it reads the status of an answer that is not there.
  const call = async <T>(work: Promise<unknown>, then: (raw: Raw) => T): Promise<T> => {
    let raw: unknown
    try {
      raw = await work
    } catch (error) {
      const known = error as { statusCode?: number; error?: { code?: string; description?: string } }
      if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500 && known.statusCode !== 409 && known.statusCode !== 429)
        throw new GatewayRefused(known.error?.code ?? 'BAD_REQUEST_ERROR', known.error?.description ?? 'The gateway refused')
      throw new GatewayUnknown(known.error?.description ?? (error instanceof Error ? error.message : 'No answer'))
    }
    if (!isRaw(raw)) throw new GatewayUnknown('The gateway answered with something else than an object')
    return then(raw)
  }
  const items = (raw: Raw): Raw[] => (Array.isArray(raw.items) ? raw.items.filter(isRaw) : [])

  return {
    name: 'razorpay',
    createOrder: (it) => call(sdk.orders.create({ ...it, payment: { capture: 'automatic' } } as never), orderFrom),
    findOrder: (receipt) =>
      call(sdk.orders.all({ receipt } as never) as Promise<unknown>, (raw) =>
        items(raw)
          .map(orderFrom)
          .find((o) => o.receipt === receipt),
      ),
    paymentsOf: (orderId) => call(sdk.orders.fetchPayments(orderId) as Promise<unknown>, (raw) => items(raw).map(paymentFrom)),
    fetchPayment: (id) => call(sdk.payments.fetch(id) as Promise<unknown>, paymentFrom),
    capture: (id, amount, currency) => call(sdk.payments.capture(id, amount, currency) as Promise<unknown>, paymentFrom),
    listRefunds: (id) => call(sdk.payments.fetchMultipleRefund(id, {} as never) as Promise<unknown>, (raw) => items(raw).map(refundFrom)),
    refund: async ({ paymentId, amount, receipt, key }) => {
      let answer: Response
      let body: unknown
      try {
        answer = await fetch(`${keys.baseUrl}/v1/payments/${encodeURIComponent(paymentId)}/refund`, {
          method: 'POST',
          headers: {
            authorization: `Basic ${Buffer.from(`${keys.keyId}:${keys.keySecret}`).toString('base64')}`,
            'content-type': 'application/json',
            'x-refund-idempotency': key,
          },
          body: JSON.stringify({ amount, speed: 'normal', receipt, notes: { refund_id: receipt } }),
          signal: AbortSignal.timeout(patience),
        })
        body = await answer.json()
      } catch (error) {
        throw new GatewayUnknown(error instanceof Error ? error.message : 'No answer')
      }
      if (answer.ok && isRaw(body)) return refundFrom(body)
      const said = isRaw(body) && isRaw(body.error) ? body.error : {}
      // In progress (409) and too many (429) say nothing of the outcome.
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 409 && answer.status !== 429)
        throw new GatewayRefused(text(said.code) ?? 'BAD_REQUEST_ERROR', text(said.description) ?? 'The gateway refused')
      throw new GatewayUnknown(text(said.description) ?? `The gateway answered ${answer.status}`)
    },
  }
}
