/** Money as staff see it: payments, refunds, disputes, webhooks, the figures. Amounts are whole minor units with their currency; never a float. */
import type { Media } from './contract.ts'
import type { Named } from './gas.ts'
import type { Amount, KeptMethod, Payment, PaymentRefund, PaymentTry, Wallet, WalletMove } from './money.ts'

export interface PaymentRef {
  id: string
  reference: string
}

export type DisputeState = 'opened' | 'action_required' | 'under_review' | 'won' | 'lost' | 'closed'
export type WebhookState = 'received' | 'rejected' | 'duplicate' | 'stored' | 'applied' | 'stale' | 'unmatched' | 'failed' | 'dead'

export interface PaymentRow extends Payment {
  payer: Named | null
  refunded: Amount
  gatewayPaymentId: string | null
  /** Whether there is a receipt to load. */
  receipt: boolean
}
export interface PaymentAttempt extends PaymentTry {
  gatewayPaymentId: string | null
}
export interface StaffAttempt extends PaymentAttempt {
  errorCode: string | null
  errorReason: string | null
  gatewayOrderId: string | null
}
export interface PaymentStep {
  at: string
  noun: string
  nounId: string
  from: string | null
  to: string
  reason: string | null
  actorName: string | null
}
/** A refund as the payment it belongs to shows it. */
export interface RefundPart extends PaymentRefund {
  paymentId: string
  error: string | null
  requestedBy: string | null
  decidedBy: string | null
}
export interface RefundRow extends RefundPart {
  payment: PaymentRef & { description: string; line: string; purpose: string }
  payer: Named | null
  requester: Named | null
  decider: Named | null
  gatewayRefundId: string | null
  tries: number
  /** Whether I may decide on it: it waits, and somebody else asked for it. */
  mayDecide: boolean
}
export interface RefundPage extends RefundRow {
  history: PaymentStep[]
}
export interface PaymentDispute {
  id: string
  amount: Amount
  status: DisputeState
  reason: string | null
  respondBy: string | null
}
export interface PaymentPage extends PaymentRow {
  attempts: PaymentAttempt[]
  refunds: RefundPart[]
  disputes: PaymentDispute[]
}

export interface DisputeRow extends PaymentDispute {
  gatewayDisputeId: string
  overdue: boolean
  /** Within three days. */
  dueSoon: boolean
  payment: PaymentRef & { description: string; line: string }
  payer: Named | null
  /** How many files. */
  evidence: number
  createdAt: string
}
export interface DisputePage extends DisputeRow {
  summary: string | null
  submittedAt: string | null
  files: { id: string; note: string | null; media: Media | null; by: Named | null; at: string }[]
  history: PaymentStep[]
  may: { evidence: boolean; submit: boolean; accept: boolean }
}

export interface WebhookRow {
  id: string
  eventId: string
  event: string
  status: WebhookState
  tries: number
  copies: number
  note: string | null
  signedWith: string
  receivedAt: string
  nextTryAt: string | null
  settledAt: string | null
}
export interface WebhookPage extends WebhookRow {
  /** As it came; null for those who may not see it. */
  body: string | null
  headers: Record<string, unknown>
  signature: { finding: string; sentence: string }
  payment: PaymentRef | null
}
export interface WebhookRejection {
  day: string
  finding: string
  sentence: string
  count: number
  lastAt: string | null
}
export interface SignatureFinding {
  ok: boolean
  finding: string
  sentence: string
}

/** What a person paid, got back and has with us. */
export interface PersonMoney {
  person: Named
  wallet: Wallet
  captured: CountedAmount
  refunded: CountedAmount
  failed: number
  open: number
  disputes: number
  methods: KeptMethod[]
  lastPaidAt: string | null
}
export interface WalletLine extends WalletMove {
  label: string
  total: Amount
}

export interface CountedAmount {
  amount: Amount
  count: number
}
interface Share {
  tried: number
  captured: number
  /** 0 to 1; null where nothing was tried. */
  share: number | null
}
export interface Downtime {
  id: string
  method: string
  instrument: string | null
  severity: 'high' | 'medium' | 'low'
  since: string
  until: string | null
  sentence: string
}
/** The figures of the finance dashboard. Days are of the operator's zone. */
export interface PaymentStats {
  from: string
  to: string
  timeZone: string
  asOf: string
  line: string | null
  captured: CountedAmount & {
    previous: CountedAmount
    days: (CountedAmount & { day: string })[]
    lines: (CountedAmount & { line: string; days: Amount[] })[]
    methods: (CountedAmount & { method: string; days: Amount[] })[]
  }
  success: Share & { failed: number; previous: Share; methods: (Share & { method: string; failed: number })[]; reasons: { reason: string; count: number }[] }
  refunds: CountedAmount & {
    previous: CountedAmount
    days: (CountedAmount & { day: string })[]
    awaiting: CountedAmount
    failed: CountedAmount
    underWay: CountedAmount
  }
  wallets: { cash: Amount; promo: Amount; held: Amount; total: Amount; people: number }
  fees: { amount: Amount; tax: Amount; previous: { amount: Amount; tax: Amount }; share: number | null }
  settlements: { due: CountedAmount & { oldest: string | null }; settled: CountedAmount; unmatched: CountedAmount }
  disputes: { open: CountedAmount; nextDeadline: string | null; dueSoon: number }
  webhooks: { waiting: number; dead: number; rejected: number }
  downtimes: Downtime[]
}
