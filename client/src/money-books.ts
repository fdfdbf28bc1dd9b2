/** The books, what the bank and the gateway say of them, and the simulator that stands in for both. */
import type { Named } from './gas.ts'
import type { Amount, BusinessRef } from './money.ts'
import type { PaymentRef } from './money-staff.ts'

/** Debit positive. */
export interface LedgerAccount {
  id: number
  name: string
  currency: string
  /** The name with its owner as *. */
  family: string
  owner: string | null
  balance: Amount
}
export interface LedgerLine {
  line: number
  accountId: number
  account: string
  amount: Amount
  balanceAfter: Amount | null
}
export interface LedgerEntry {
  id: string
  seq: number
  kind: string
  key: string
  businessRef: BusinessRef
  memo: string | null
  reversalOf: string | null
  reversedBy: string | null
  actorId: string | null
  occurredAt: string
  recordedAt: string
  /** Its hash in the chain; null for the newest entries. */
  seal: string | null
  lines: LedgerLine[]
}
export interface StatementLine {
  entryId: string
  seq: number
  line: number
  kind: string
  businessRef: BusinessRef
  memo: string | null
  account: string
  amount: Amount
  /** Null for accounts of the platform itself. */
  balanceAfter: Amount | null
  occurredAt: string
}
export interface TrialBalance {
  at: string
  data: { family: string; currency: string; accounts: number; debit: Amount; credit: Amount }[]
  totals: { currency: string; debit: Amount; credit: Amount; netWorth: Amount; netIncome: Amount }[]
}
export interface LedgerFault {
  fault: string
  seq: number | null
  entryId: string | null
  line: number | null
  account: string | null
  expected: string
  found: string
}
export interface LedgerVerdict {
  ok: boolean
  entries: number
  sealed: number
  head: string | null
  faults: LedgerFault[]
}

export interface SettlementRef {
  id: string
  gatewaySettlementId: string
}
export interface SettlementRow extends SettlementRef {
  settledOn: string
  /** What reached the bank: gross less refunds, fees and tax. */
  amount: Amount
  gross: Amount
  refunds: Amount
  fees: Amount
  tax: Amount
  utr: string | null
  source: 'gateway' | 'csv'
  status: 'waiting' | 'matched' | 'differs'
  lines: number
  findings: number
  bank: { id: string; bookedOn: string; amount: Amount } | null
  createdAt: string
}
export interface SettlementLine {
  id: string
  kind: 'payment' | 'refund' | 'adjustment'
  gatewayId: string
  amount: Amount
  fee: Amount
  tax: Amount
  net: Amount
  at: string | null
  match: 'matched' | 'differs' | 'unknown' | 'repeated'
  payment: PaymentRef | null
  refund: PaymentRef | null
}
export interface SettlementPage extends SettlementRow {
  /** Its lines, up to a thousand. */
  entries: SettlementLine[]
  entryId: string | null
}
export interface ImportProblem {
  row: number
  field: string
  message: string
}
export interface SettlementImport {
  dryRun: boolean
  settlements: number
  lines: number
  known: number
  findings: number
  errors: ImportProblem[]
}
export interface BankImport {
  dryRun: boolean
  lines: number
  known: number
  matched: number
  findings: number
  errors: ImportProblem[]
}
export interface BankLine {
  id: string
  bookedOn: string
  amount: Amount
  reference: string
  description: string
  settlement: SettlementRef | null
  createdAt: string
}
/** Something that does not agree between the gateway, the bank and us. */
export interface Finding {
  id: string
  kind: string
  sentence: string
  status: 'open' | 'awaiting' | 'resolved'
  expected: Amount | null
  found: Amount | null
  difference: Amount | null
  subject: string
  settlement: SettlementRef | null
  bankLineId: string | null
  payment: PaymentRef | null
  refund: PaymentRef | null
  resolution: 'explained' | 'written_off' | 'cleared' | null
  reason: string | null
  resolvedBy: Named | null
  resolvedAt: string | null
  adjustmentId: string | null
  createdAt: string
}
export interface Adjustment {
  id: string
  reference: string
  kind: 'wallet_credit' | 'promo_grant' | 'promo_clawback' | 'write_off'
  person: Named | null
  amount: Amount
  reason: string
  status: 'requested' | 'posted' | 'rejected' | 'cancelled'
  requester: Named | null
  decider: Named | null
  decisionReason: string | null
  entryId: string | null
  findingId: string | null
  mayDecide: boolean
  createdAt: string
  decidedAt: string | null
}
export type PayoutState = 'requested' | 'submitted' | 'unknown' | 'processing' | 'processed' | 'reversed' | 'rejected' | 'failed'
export interface Payout {
  id: string
  reference: string
  payee: Named | null
  amount: Amount
  status: PayoutState
  destination: { kind: 'vpa' | 'bank_account'; label: string }
  reason: string
  requester: Named | null
  decider: Named | null
  gatewayPayoutId: string | null
  utr: string | null
  error: string | null
  mayDecide: boolean
  createdAt: string
  processedAt: string | null
}

export interface SimulatedOrder {
  id: string
  receipt: string | null
  reference: string | null
  amount: Amount
  status: string
  attempts: number
  createdAt: string
  payments: { id: string; status: string; captured: boolean; method: string; amount: Amount; refunded: Amount; script: string; settled: boolean; createdAt: string }[]
}
export interface SimulatedDelivery {
  id: string
  event: string
  about: string | null
  copies: number
  tries: number
  /** The HTTP status of our answer. */
  answer: number | null
  held: boolean
  generation: number
  dueAt: string
  sentAt: string | null
}
export interface SimulatorDesk {
  secretGeneration: number
  keyId: string
  scripts: { name: string; label: string }[]
  methods: string[]
  calls: string[]
  events: string[]
  armed: { script: string; method: string | null } | null
  holding: boolean
  faults: { id: string; call: string; kind: string; at: string }[]
  pending: { id: string; what: string; about: string | null; dueAt: string }[]
  orders: SimulatedOrder[]
  deliveries: SimulatedDelivery[]
}
export interface SimulatedSettlement {
  id: string
  utr: string
  amount: Amount
  fees: Amount
  tax: Amount
  lines: number
  fault: string
  createdAt: string
}
