/** Money as staff see it: payments, refunds, disputes, webhooks, the figures. Amounts are whole minor units with their currency; never a float. */
import type { Media } from './contract.ts'

export interface MinorAmount {
  /** Minor units (paise). */
  amount: number
  currency: string
}
export interface BusinessRef {
  type: string
  id: string
}
export interface PersonRef {
  id: string
  name: string
}
export interface PaymentRef {
  id: string
  reference: string
}

export type PaymentState = 'created' | 'attempted' | 'authorized' | 'captured' | 'cancelled' | 'expired' | 'lapsed' | 'late_captured' | 'auto_refunded'
export type AttemptState = 'initiated' | 'authorized' | 'captured' | 'failed' | 'unknown' | 'lapsed'
export type RefundState = 'requested' | 'approved' | 'rejected' | 'cancelled' | 'submitted' | 'pending' | 'processed' | 'failed' | 'unknown' | 'wallet_credited'
export type DisputeState = 'opened' | 'action_required' | 'under_review' | 'won' | 'lost' | 'closed'
export type WebhookState = 'received' | 'rejected' | 'duplicate' | 'stored' | 'applied' | 'stale' | 'unmatched' | 'failed' | 'dead'

export interface PaymentRow {
  id: string
  reference: string
  purpose: string
  businessRef: BusinessRef
  amount: MinorAmount
  description: string
  line: string
  payerId: string
  status: PaymentState
  statusLabel: 'Success' | 'Failed' | 'Pending'
  method: string | null
  capturedAt: string | null
  expiresAt: string
  createdAt: string
  payer: PersonRef | null
  refunded: MinorAmount
  gatewayPaymentId: string | null
  /** Whether there is a receipt to load. */
  receipt: boolean
}
export interface PaymentAttempt {
  id: string
  gateway: string
  gatewayPaymentId: string | null
  method: string | null
  amount: MinorAmount
  refunded: MinorAmount
  status: AttemptState
  error: string | null
  createdAt: string
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
export interface RefundPart {
  id: string
  reference: string
  paymentId: string
  amount: MinorAmount
  to: 'source' | 'wallet'
  cause: 'asked' | 'late' | 'double'
  reason: string
  status: RefundState
  error: string | null
  requestedBy: string | null
  decidedBy: string | null
  processedAt: string | null
  createdAt: string
}
export interface RefundRow extends RefundPart {
  payment: PaymentRef & { description: string; line: string; purpose: string }
  payer: PersonRef | null
  requester: PersonRef | null
  decider: PersonRef | null
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
  amount: MinorAmount
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
  payer: PersonRef | null
  /** How many files. */
  evidence: number
  createdAt: string
}
export interface DisputePage extends DisputeRow {
  summary: string | null
  submittedAt: string | null
  files: { id: string; note: string | null; media: Media | null; by: PersonRef | null; at: string }[]
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

export interface SavedMethod {
  id: string
  gateway: string
  kind: string
  label: string
  createdAt: string
}
/** What a person paid, got back and has with us. */
export interface PersonMoney {
  person: PersonRef
  wallet: { cash: MinorAmount; promo: MinorAmount; held: MinorAmount; spendable: MinorAmount }
  captured: CountedAmount
  refunded: CountedAmount
  failed: number
  open: number
  disputes: number
  methods: SavedMethod[]
  lastPaidAt: string | null
}
export interface WalletLine {
  entryId: string
  kind: string
  label: string
  pocket: 'cash' | 'promo' | 'held'
  /** Positive: came in. */
  amount: MinorAmount
  balance: MinorAmount
  total: MinorAmount
  memo: string | null
  at: string
}

export interface CountedAmount {
  amount: MinorAmount
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
    lines: (CountedAmount & { line: string; days: MinorAmount[] })[]
    methods: (CountedAmount & { method: string; days: MinorAmount[] })[]
  }
  success: Share & { failed: number; previous: Share; methods: (Share & { method: string; failed: number })[]; reasons: { reason: string; count: number }[] }
  refunds: CountedAmount & {
    previous: CountedAmount
    days: (CountedAmount & { day: string })[]
    awaiting: CountedAmount
    failed: CountedAmount
    underWay: CountedAmount
  }
  wallets: { cash: MinorAmount; promo: MinorAmount; held: MinorAmount; total: MinorAmount; people: number }
  fees: { amount: MinorAmount; tax: MinorAmount; previous: { amount: MinorAmount; tax: MinorAmount }; share: number | null }
  settlements: { due: CountedAmount & { oldest: string | null }; settled: CountedAmount; unmatched: CountedAmount }
  disputes: { open: CountedAmount; nextDeadline: string | null; dueSoon: number }
  webhooks: { waiting: number; dead: number; rejected: number }
  downtimes: Downtime[]
}
