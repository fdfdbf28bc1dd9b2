/** What the product knows of an order at a gateway. Amounts in minor units. */
export interface GatewayOrder {
  id: string
  amount: number
  currency: string
  receipt: string | null
  status: 'created' | 'attempted' | 'paid'
}

export interface GatewayPayment {
  id: string
  orderId: string | null
  amount: number
  currency: string
  status: 'created' | 'authorized' | 'captured' | 'refunded' | 'failed'
  captured: boolean
  method: string | null
  error: { code: string | null; description: string | null; reason: string | null } | null
  /** Token of a method that the payer let us keep, and how to call it. */
  token: { id: string; kind: string; label: string } | null
}

export interface GatewayRefund {
  id: string
  paymentId: string
  amount: number
  currency: string
  status: 'pending' | 'processed' | 'failed'
  /** Our id of the refund, which travels as its receipt. */
  receipt: string | null
}

export interface GatewayDispute {
  id: string
  paymentId: string
  amount: number
  currency: string
  reason: string | null
  respondBy: Date | null
}

/** A webhook in our words. `kind: 'other'`: nothing of it concerns us. */
export type GatewayEvent = { name: string; createdAt: Date | null } & (
  | { kind: 'payment'; payment: GatewayPayment }
  | { kind: 'refund'; refund: GatewayRefund }
  | { kind: 'dispute'; dispute: GatewayDispute; state: 'opened' | 'under_review' | 'action_required' | 'won' | 'lost' | 'closed' }
  | { kind: 'other' }
)

/** The gateway said no, and it is final: nothing was done. */
export class GatewayRefused extends Error {
  readonly code: string
  constructor(code: string, description: string) {
    super(description)
    this.code = code
  }
}
/** No answer, or one that says nothing (5xx, 409): it may have been done or not. */
export class GatewayUnknown extends Error {}

/** What a gateway can do. Every call may throw GatewayRefused or GatewayUnknown, and nothing else. */
export interface Gateway {
  readonly name: 'razorpay'
  createOrder(it: { amount: number; currency: string; receipt: string; notes: Record<string, string> }): Promise<GatewayOrder>
  findOrder(receipt: string): Promise<GatewayOrder | undefined>
  paymentsOf(orderId: string): Promise<GatewayPayment[]>
  fetchPayment(id: string): Promise<GatewayPayment>
  capture(id: string, amount: number, currency: string): Promise<GatewayPayment>
  /** `key` makes the call repeatable: the same key never refunds twice. */
  refund(it: { paymentId: string; amount: number; receipt: string; key: string }): Promise<GatewayRefund>
  listRefunds(paymentId: string): Promise<GatewayRefund[]>
}
