import { sql } from 'drizzle-orm'
import { bigint, check, date, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#platform/schema'
import { personId } from '#core/users'
import { currency, minor, payments } from './schema.pay.ts'

/** Ways in which books, gateway and bank can disagree. */
export const findingKinds = [
  'unknown_payment',
  'amount_differs',
  'settled_twice',
  'missing_payment',
  'unknown_refund',
  'refund_differs',
  'missing_refund',
  'sum_differs',
  'bank_missing',
  'bank_differs',
  'bank_unknown',
] as const

/** What the bank of the operator booked. */
export const bankLines = payments.table(
  'bank_lines',
  {
    id: id(),
    bookedOn: date({ mode: 'string' }).notNull(),
    amount: minor(),
    currency: currency(),
    reference: text().notNull(),
    description: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_bank_line').on(t.reference, t.bookedOn, t.amount), index('bank_lines_by_age').on(t.bookedOn, t.id)],
)

/** What the gateway paid into the bank, in one sum. */
export const settlements = payments.table(
  'settlements',
  {
    id: id(),
    gatewaySettlementId: text().notNull(),
    settledOn: date({ mode: 'string' }).notNull(),
    /** What reaches the bank: payments less refunds, fees and the tax on them. */
    amount: minor(),
    gross: minor(),
    refunded: minor(),
    /** Without tax. */
    fees: minor(),
    tax: minor(),
    currency: currency(),
    utr: text(),
    source: text({ enum: ['gateway', 'csv'] }).notNull(),
    bankLineId: uuid().references(() => bankLines.id),
    entryId: uuid(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_gateway_settlement').on(t.gatewaySettlementId),
    uniqueIndex('one_settlement_of_bank_line').on(t.bankLineId),
    index('settlements_by_age').on(t.settledOn, t.id),
    index('settlements_by_utr').on(t.utr),
  ],
)
const settlementId = () => uuid().references(() => settlements.id)

export const settlementLines = payments.table(
  'settlement_lines',
  {
    id: id(),
    settlementId: settlementId().notNull(),
    kind: text({ enum: ['payment', 'refund', 'adjustment'] }).notNull(),
    /** Its id at the gateway: pay_, rfnd_ or adj_. */
    gatewayId: text().notNull(),
    amount: minor(),
    /** Without tax. */
    fee: minor(),
    tax: minor(),
    /** What it adds to the settlement, or takes from it. */
    net: minor(),
    at: instant(),
    match: text({ enum: ['matched', 'differs', 'unknown', 'repeated'] }).notNull(),
    attemptId: uuid(),
    refundId: uuid(),
  },
  (t) => [
    uniqueIndex('one_line_of_settlement').on(t.settlementId, t.gatewayId),
    index('settlement_lines_of').on(t.gatewayId),
    index('settlement_lines_of_attempt').on(t.attemptId),
    index('settlement_lines_of_refund').on(t.refundId),
  ],
)

/** A correction by hand. One person asks, another decides. */
export const adjustments = payments.table(
  'adjustments',
  {
    id: id(),
    reference: text().notNull(),
    kind: text({ enum: ['wallet_credit', 'promo_grant', 'promo_clawback', 'write_off'] }).notNull(),
    personId: personId(),
    amount: minor(),
    currency: currency(),
    reason: text().notNull(),
    state: text({ enum: ['requested', 'posted', 'rejected', 'cancelled'] }).notNull(),
    requestedBy: uuid(),
    decidedBy: uuid(),
    decisionReason: text(),
    decidedAt: instant(),
    findingId: uuid(),
    entryId: uuid(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_adjustment_reference').on(t.reference), index('adjustments_by_age').on(t.createdAt, t.id), check('adjustment_not_nothing', sql`amount <> 0`)],
)

/** Where books, gateway and bank do not agree. A person says why, or what was missing comes. */
export const findings = payments.table(
  'findings',
  {
    id: id(),
    kind: text({ enum: findingKinds }).notNull(),
    /** What it is about: an id of the gateway, or the reference of a bank line. One finding of a kind for each. */
    subject: text().notNull(),
    state: text({ enum: ['open', 'awaiting', 'resolved'] }).notNull(),
    /** What our side says and what the other says. */
    expectedAmount: bigint({ mode: 'number' }),
    foundAmount: bigint({ mode: 'number' }),
    currency: currency(),
    settlementId: settlementId(),
    bankLineId: uuid().references(() => bankLines.id),
    attemptId: uuid(),
    refundId: uuid(),
    resolution: text({ enum: ['explained', 'written_off', 'cleared'] }),
    reason: text(),
    resolvedBy: uuid(),
    resolvedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_finding').on(t.kind, t.subject), index('findings_by_state').on(t.state, t.createdAt, t.id), index('findings_of_settlement').on(t.settlementId)],
)
