import { GatewayUnknown } from './gateway.ts'
import type {
  GatewayDispute,
  GatewayDowntime,
  GatewayEvent,
  GatewayOrder,
  GatewayPayment,
  GatewayPayout,
  GatewayRefund,
  GatewaySettlement,
  GatewaySettlementLine,
} from './gateway.ts'

export type Raw = Record<string, unknown>
export const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
/** Paise; refuses everything that is not a whole safe number, floats and strings included. */
const paise = (value: unknown): number => {
  if (!Number.isSafeInteger(value)) throw new GatewayUnknown('An amount of the gateway is not a whole number')
  return value as number
}

export const orderFrom = (raw: Raw): GatewayOrder => ({
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
    token: token && kind ? { id: token, kind, label, customerId: text(raw.customer_id) } : null,
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

const moment = (value: unknown): Date | null => (typeof value === 'number' && value > 0 ? new Date(value * 1000) : null)

const downtimeFrom = (raw: Raw): GatewayDowntime => {
  const instrument = isRaw(raw.instrument) ? Object.values(raw.instrument).find((v) => typeof v === 'string' && v !== '') : undefined
  const severity = raw.severity === 'high' || raw.severity === 'low' ? raw.severity : 'medium'
  return {
    id: String(raw.id),
    method: text(raw.method) ?? 'other',
    instrument: typeof instrument === 'string' ? instrument.slice(0, 60) : null,
    severity,
    status: raw.status === 'resolved' || raw.status === 'updated' ? raw.status : 'started',
    beganAt: moment(raw.begin),
    endedAt: moment(raw.end),
  }
}

export const settlementFrom = (raw: Raw): GatewaySettlement => ({
  id: String(raw.id),
  amount: paise(raw.amount),
  utr: text(raw.utr),
  settledAt: moment(raw.created_at) ?? new Date(0),
})

/** A line of the recon listing; `fee` contains `tax`, as on the payment. Kinds that are neither payment nor refund only move the sum. */
export const settlementLineFrom = (raw: Raw): GatewaySettlementLine => ({
  settlementId: String(raw.settlement_id),
  kind: raw.type === 'payment' || raw.type === 'refund' ? raw.type : 'adjustment',
  gatewayId: String(raw.entity_id),
  amount: paise(raw.amount),
  fee: paise(raw.fee ?? 0),
  tax: paise(raw.tax ?? 0),
  debit: paise(raw.debit ?? 0),
  credit: paise(raw.credit ?? 0),
  utr: text(raw.settlement_utr),
  settledAt: moment(raw.settled_at),
})

const payoutStatus: Readonly<Record<string, GatewayPayout['status']>> = {
  processed: 'processed',
  failed: 'failed',
  rejected: 'failed',
  cancelled: 'failed',
  reversed: 'reversed',
}
/** Queued, pending and scheduled ones are on their way: `processing`. */
export const payoutFrom = (raw: Raw): GatewayPayout => ({
  id: String(raw.id),
  amount: paise(raw.amount),
  currency: String(raw.currency),
  status: payoutStatus[String(raw.status)] ?? 'processing',
  reference: text(raw.reference_id),
  utr: text(raw.utr),
  error: isRaw(raw.status_details) ? text(raw.status_details.description) : text(raw.failure_reason),
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
  const downtime = name.startsWith('payment.downtime.') ? (entity('payment.downtime') ?? entity('downtime')) : undefined
  if (downtime) {
    const read = downtimeFrom(downtime)
    return { ...head, kind: 'downtime', downtime: { ...read, status: name.endsWith('.resolved') ? 'resolved' : name.endsWith('.updated') ? 'updated' : 'started' } }
  }
  const settlement = name === 'settlement.processed' ? entity('settlement') : undefined
  if (settlement) return { ...head, kind: 'settlement', settlement: settlementFrom(settlement) }
  const payout = name.startsWith('payout.') && !name.startsWith('payout.downtime') ? entity('payout') : undefined
  if (payout) return { ...head, kind: 'payout', payout: payoutFrom(payout) }
  return { ...head, kind: 'other' }
}

/** The id of the thing that an event is about, to find it by; null when it names none. */
export function subjectOf(event: GatewayEvent): string | null {
  switch (event.kind) {
    case 'payment':
      return event.payment.id
    case 'refund':
      return event.refund.id
    case 'dispute':
      return event.dispute.paymentId
    case 'downtime':
      return event.downtime.id
    case 'settlement':
      return event.settlement.id
    case 'payout':
      return event.payout.id
    case 'other':
      return null
  }
}
