import type { Page } from './contract.ts'

/** Whole minor units (paise) with their currency; never a float. */
export interface Amount {
  amount: number
  currency: string
}
export interface BusinessRef {
  type: string
  id: string
}
export type PaymentStatus = 'created' | 'attempted' | 'authorized' | 'captured' | 'cancelled' | 'expired' | 'lapsed' | 'late_captured' | 'auto_refunded'
export type AttemptStatus = 'initiated' | 'unknown' | 'authorized' | 'captured' | 'failed' | 'lapsed'
export type RefundStatus = 'requested' | 'approved' | 'submitted' | 'unknown' | 'pending' | 'failed' | 'rejected' | 'cancelled' | 'processed' | 'wallet_credited'

/** What is to be paid: a booking, a top-up. */
export interface Payment {
  id: string
  reference: string
  purpose: string
  businessRef: BusinessRef
  amount: Amount
  description: string
  line: string
  payerId: string
  status: PaymentStatus
  statusLabel: 'Success' | 'Failed' | 'Pending'
  /** upi, card, netbanking, wallet; null until it was paid. */
  method: string | null
  capturedAt: string | null
  expiresAt: string
  createdAt: string
}
/** Where a person pays: a page of our own gateway, or the checkout of Razorpay, which opens in the app. */
export interface Checkout {
  gateway: 'razorpay'
  keyId: string
  orderId: string
  /** Who the payer is at the gateway, where a way to pay is to be kept. */
  customerId?: string | null
  url: string | null
}
/** One try. */
export interface PaymentTry {
  id: string
  gateway: string
  method: string | null
  amount: Amount
  refunded: Amount
  status: AttemptStatus
  error: string | null
  createdAt: string
}
export interface PaymentRefund {
  id: string
  reference: string
  amount: Amount
  to: 'source' | 'wallet'
  cause: 'asked' | 'late' | 'double'
  reason: string
  status: RefundStatus
  processedAt: string | null
  createdAt: string
}
export interface PaymentDetail extends Payment {
  checkout: Checkout | null
  attempts: PaymentTry[]
  refunds: PaymentRefund[]
}
/** The answer of POST …/pay. Without a checkout the gateway has not answered yet. */
export interface Paying {
  intent: Payment
  checkout: Checkout | null
}
export interface Wallet {
  cash: Amount
  promo: Amount
  held: Amount
  /** What may be spent: cash and promo. */
  spendable: Amount
}
export interface WalletMove {
  entryId: string
  kind: string
  pocket: 'cash' | 'promo' | 'held'
  /** Positive: it came in. */
  amount: Amount
  /** Of the pocket, after the line. */
  balance: Amount
  /** Of the whole wallet, after the entry. */
  total?: Amount
  memo: string | null
  at: string
}
export type Statement = Page<WalletMove>
export interface KeptMethod {
  id: string
  gateway: string
  kind: string
  label: string
  createdAt: string
}
