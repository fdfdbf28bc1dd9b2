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
  token: { id: string; kind: string; label: string; customerId: string | null } | null
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

export interface GatewayDowntime {
  id: string
  method: string
  instrument: string | null
  severity: 'high' | 'medium' | 'low'
  status: 'started' | 'updated' | 'resolved'
  beganAt: Date | null
  endedAt: Date | null
}

export interface GatewaySettlement {
  id: string
  /** What reaches the bank. */
  amount: number
  utr: string | null
  settledAt: Date
}
/** One line of a settlement's listing. `fee` contains the tax. */
export interface GatewaySettlementLine {
  settlementId: string
  kind: 'payment' | 'refund' | 'adjustment'
  gatewayId: string
  amount: number
  fee: number
  tax: number
  debit: number
  credit: number
  utr: string | null
  settledAt: Date | null
}

export interface GatewayPayout {
  id: string
  amount: number
  currency: string
  status: 'processing' | 'processed' | 'failed' | 'reversed'
  /** Our id, which travels as its reference. */
  reference: string | null
  utr: string | null
  error: string | null
}
export type PayoutDestination = { kind: 'vpa'; vpa: string } | { kind: 'bank_account'; accountNumber: string; ifsc: string; name: string }

/** A webhook in our words. `kind: 'other'`: nothing of it concerns us. */
export type GatewayEvent = { name: string; createdAt: Date | null } & (
  | { kind: 'payment'; payment: GatewayPayment }
  | { kind: 'refund'; refund: GatewayRefund }
  | { kind: 'dispute'; dispute: GatewayDispute; state: 'opened' | 'under_review' | 'action_required' | 'won' | 'lost' | 'closed' }
  | { kind: 'downtime'; downtime: GatewayDowntime }
  | { kind: 'settlement'; settlement: GatewaySettlement }
  | { kind: 'payout'; payout: GatewayPayout }
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
  /** The customer of this person, made where there is none. */
  customer(it: { reference: string; name: string; email: string | null; contact: string | null }): Promise<string>
  /** Charges a saved method on an order; gives the payment, however it stands. */
  payWithToken(it: {
    orderId: string
    amount: number
    currency: string
    customerId: string
    token: string
    description: string
    email: string | null
    contact: string | null
  }): Promise<GatewayPayment>
  uploadDocument(it: { name: string; contentType: string; bytes: Buffer }): Promise<string>
  contestDispute(it: { id: string; amount: number; summary: string; documents: string[] }): Promise<void>
  acceptDispute(id: string): Promise<void>
  /** Every line that was settled on a day, of all settlements of that day. */
  settledOn(day: string): Promise<GatewaySettlementLine[]>
  settlement(id: string): Promise<GatewaySettlement>
  /** `key` makes the call repeatable. */
  payout(it: { reference: string; amount: number; currency: string; destination: PayoutDestination; payee: string; narration: string; key: string }): Promise<GatewayPayout>
  findPayout(reference: string): Promise<GatewayPayout | undefined>
}
