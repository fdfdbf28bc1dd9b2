import { sql } from 'drizzle-orm'
import { bigint, boolean, check, customType, index, integer, jsonb, pgSchema, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#platform/schema'
import { personId } from '#core/users'

/** What the product wants (intents), each try (attempts), and what hangs on them. Where money stands is the ledger's. */
export const payments = pgSchema('payments')

export const minor = () => bigint({ mode: 'number' }).notNull()
export const currency = () => text().notNull().default('INR')
const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

export const intents = payments.table(
  'intents',
  {
    id: id(),
    reference: text().notNull(),
    purpose: text().notNull(),
    businessType: text().notNull(),
    businessId: text().notNull(),
    amount: minor(),
    currency: currency(),
    payerId: personId().notNull(),
    line: text().notNull(),
    description: text().notNull(),
    /** Basis points of tax inside the amount, for the receipt; null where there is none. */
    taxBasisPoints: integer(),
    state: text({ enum: ['created', 'attempted', 'authorized', 'captured', 'cancelled', 'expired', 'lapsed', 'late_captured', 'auto_refunded'] }).notNull(),
    /** The attempt that paid it (or came late). */
    attemptId: uuid(),
    method: text(),
    saveMethod: boolean().notNull().default(false),
    capturedAt: instant(),
    expiresAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_payment_reference').on(t.reference),
    index('intents_of_payer').on(t.payerId, t.createdAt, t.id),
    index('intents_by_age').on(t.createdAt, t.id),
    index('intents_by_state').on(t.state, t.createdAt, t.id),
    // The finance dashboard reads nothing but this.
    index('intents_paid')
      .on(t.capturedAt, t.state, t.line, t.method, t.amount)
      .where(sql`captured_at is not null`),
    index('intents_of_business').on(t.businessType, t.businessId),
    index('intents_open')
      .on(t.expiresAt)
      .where(sql`state in ('created', 'attempted')`),
    index('intents_late')
      .on(t.capturedAt)
      .where(sql`state = 'late_captured'`),
    check('intent_amount_positive', sql`amount > 0`),
  ],
)
export const intentId = () =>
  uuid()
    .notNull()
    .references(() => intents.id)

/** The order at the gateway: at most one per intent is shown to a checkout. */
export const orders = payments.table(
  'orders',
  {
    id: id(),
    intentId: intentId(),
    gatewayOrderId: text(),
    /** When we last asked the gateway to make it; after a lost answer it is looked for before it is made again. */
    requestedAt: instant().notNull(),
    checks: integer().notNull().default(0),
    /** When the gateway is asked what became of it. */
    nextCheckAt: instant(),
  },
  (t) => [
    uniqueIndex('one_order_of_intent').on(t.intentId),
    uniqueIndex('one_gateway_order').on(t.gatewayOrderId),
    index('orders_next_check')
      .on(t.nextCheckAt)
      .where(sql`next_check_at is not null`),
  ],
)

export const attempts = payments.table(
  'attempts',
  {
    id: id(),
    intentId: intentId(),
    gateway: text({ enum: ['razorpay', 'wallet'] }).notNull(),
    gatewayPaymentId: text(),
    method: text(),
    amount: minor(),
    /** Paid from the promo pocket of the wallet. */
    promoAmount: minor().default(0),
    currency: currency(),
    state: text({ enum: ['initiated', 'unknown', 'authorized', 'captured', 'failed', 'lapsed'] }).notNull(),
    error: jsonb().$type<{ code: string | null; description: string | null; reason: string | null }>(),
    /** Of refunds that are under way or done. The database refuses more than was paid. */
    refundTotal: minor().default(0),
    /** The saved method that it was paid with. */
    savedMethodId: uuid(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_gateway_payment').on(t.gatewayPaymentId),
    index('attempts_by_age').on(t.createdAt, t.state, t.method),
    index('attempts_of_intent').on(t.intentId, t.createdAt),
    check('refunds_within_payment', sql`refund_total >= 0 and refund_total <= amount`),
    check('promo_within_payment', sql`promo_amount >= 0 and promo_amount <= amount`),
  ],
)

export const refunds = payments.table(
  'refunds',
  {
    id: id(),
    reference: text().notNull(),
    intentId: intentId(),
    attemptId: uuid()
      .notNull()
      .references(() => attempts.id),
    amount: minor(),
    currency: currency(),
    to: text({ enum: ['source', 'wallet'] }).notNull(),
    /** `late`: nobody wanted the money any more; `double`: the intent was paid already. */
    cause: text({ enum: ['asked', 'late', 'double'] })
      .notNull()
      .default('asked'),
    reason: text().notNull(),
    state: text({ enum: ['requested', 'approved', 'rejected', 'cancelled', 'submitted', 'pending', 'unknown', 'processed', 'failed', 'wallet_credited'] }).notNull(),
    requestedBy: uuid(),
    decidedBy: uuid(),
    gatewayRefundId: text(),
    /** Counts keys: a refund that failed for good is sent again under a new one. */
    tries: integer().notNull().default(1),
    error: text(),
    nextCheckAt: instant(),
    processedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_refund_reference').on(t.reference),
    uniqueIndex('one_gateway_refund').on(t.gatewayRefundId),
    index('refunds_of_intent').on(t.intentId),
    index('refunds_by_age').on(t.createdAt, t.id),
    index('refunds_processed')
      .on(t.processedAt, t.amount)
      .where(sql`processed_at is not null`),
    index('refunds_by_state').on(t.state, t.createdAt, t.id),
    index('refunds_next_check')
      .on(t.nextCheckAt)
      .where(sql`next_check_at is not null`),
    check('refund_amount_positive', sql`amount > 0`),
  ],
)

export const disputes = payments.table(
  'disputes',
  {
    id: id(),
    gatewayDisputeId: text().notNull(),
    attemptId: uuid()
      .notNull()
      .references(() => attempts.id),
    amount: minor(),
    currency: currency(),
    state: text({ enum: ['opened', 'under_review', 'action_required', 'won', 'lost', 'closed'] }).notNull(),
    reason: text(),
    respondBy: instant(),
    /** When the gateway made the last event that was applied: of two that come in the wrong order the newer counts. */
    eventAt: instant().notNull(),
    /** What we say to the payer's bank, and when it was sent to the gateway. */
    summary: text(),
    submittedAt: instant(),
    /** How often finance was warned of the deadline. */
    warnings: integer().notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_gateway_dispute').on(t.gatewayDisputeId),
    index('disputes_by_age').on(t.createdAt, t.id),
    index('disputes_of_attempt').on(t.attemptId),
    index('disputes_due')
      .on(t.respondBy)
      .where(sql`state in ('opened', 'action_required')`),
    check('dispute_amount_positive', sql`amount > 0`),
  ],
)

/** Files that speak for us in a dispute. */
export const disputeFiles = payments.table(
  'dispute_files',
  {
    id: id(),
    disputeId: uuid()
      .notNull()
      .references(() => disputes.id),
    mediaId: uuid().notNull(),
    note: text(),
    personId: personId(),
    /** Its name at the gateway, once it was sent there. */
    gatewayDocumentId: text(),
    createdAt: createdAt(),
  },
  (t) => [index('files_of_dispute').on(t.disputeId, t.createdAt)],
)

export const webhookEvents = payments.table(
  'webhook_events',
  {
    id: id(),
    gateway: text().notNull(),
    eventId: text().notNull(),
    event: text().notNull(),
    body: bytes().notNull(),
    headers: jsonb().$type<Record<string, string>>().notNull(),
    signedWith: text({ enum: ['current', 'old'] }).notNull(),
    state: text({ enum: ['received', 'rejected', 'duplicate', 'stored', 'applied', 'stale', 'unmatched', 'failed', 'dead'] }).notNull(),
    tries: integer().notNull().default(0),
    nextTryAt: instant(),
    note: text(),
    /** The payment, refund or other thing of the gateway that it is about. */
    subject: text(),
    copies: integer().notNull().default(0),
    receivedAt: instant().notNull(),
    settledAt: instant(),
  },
  (t) => [
    uniqueIndex('one_webhook_event').on(t.gateway, t.eventId),
    index('webhooks_by_age').on(t.receivedAt, t.id),
    index('webhooks_by_state').on(t.state, t.receivedAt, t.id),
    index('webhooks_about').on(t.subject),
    index('webhooks_next_try')
      .on(t.nextTryAt)
      .where(sql`next_try_at is not null`),
  ],
)

/** Deliveries that were refused, counted: nothing else of them is kept. */
export const webhookRejections = payments.table(
  'webhook_rejections',
  { gateway: text().notNull(), day: text().notNull(), finding: text().notNull(), count: integer().notNull().default(1), lastAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.gateway, t.day, t.finding] })],
)

export const walletHolds = payments.table(
  'wallet_holds',
  {
    id: id(),
    holderId: personId().notNull(),
    amount: minor(),
    promoAmount: minor().default(0),
    currency: currency(),
    state: text({ enum: ['pending', 'posted', 'voided', 'expired'] }).notNull(),
    reason: text().notNull(),
    postedAmount: bigint({ mode: 'number' }),
    expiresAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('holds_open')
      .on(t.expiresAt)
      .where(sql`state = 'pending'`),
    index('holds_of').on(t.holderId, t.createdAt),
    check('hold_amount_positive', sql`amount > 0`),
    check('posted_within_hold', sql`posted_amount is null or (posted_amount >= 0 and posted_amount <= amount)`),
  ],
)

/** Money that leaves for a bank account or a UPI id. Where to is sealed; a person sees the label. */
export const payouts = payments.table(
  'payouts',
  {
    id: id(),
    reference: text().notNull(),
    payeeId: personId().notNull(),
    amount: minor(),
    currency: currency(),
    state: text({ enum: ['requested', 'submitted', 'unknown', 'processing', 'processed', 'rejected', 'failed', 'reversed'] }).notNull(),
    destinationKind: text({ enum: ['vpa', 'bank_account'] }).notNull(),
    destinationLabel: text().notNull(),
    destinationSealed: text().notNull(),
    reason: text().notNull(),
    requestedBy: uuid(),
    decidedBy: uuid(),
    gatewayPayoutId: text(),
    utr: text(),
    error: text(),
    nextCheckAt: instant(),
    submittedAt: instant(),
    processedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_payout_reference').on(t.reference),
    uniqueIndex('one_gateway_payout').on(t.gatewayPayoutId),
    index('payouts_by_age').on(t.createdAt, t.id),
    index('payouts_of').on(t.payeeId, t.createdAt),
    index('payouts_next_check')
      .on(t.nextCheckAt)
      .where(sql`next_check_at is not null`),
    check('payout_amount_positive', sql`amount > 0`),
  ],
)

/** Tokens of the gateway; never a card number. */
export const savedMethods = payments.table(
  'saved_methods',
  {
    id: id(),
    ownerId: personId().notNull(),
    gateway: text().notNull(),
    token: text().notNull(),
    /** Whose token it is at the gateway. */
    customerId: text(),
    kind: text().notNull(),
    label: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_saved_token').on(t.ownerId, t.gateway, t.token)],
)

/** Who a person is at the gateway: tokens belong to that. */
export const gatewayCustomers = payments.table('gateway_customers', {
  personId: personId().primaryKey(),
  customerId: text().notNull(),
  createdAt: createdAt(),
})

/** A way to pay that does not work well at the moment, as the gateway says. */
export const downtimes = payments.table(
  'downtimes',
  {
    id: id(),
    gatewayDowntimeId: text().notNull(),
    method: text().notNull(),
    /** The bank, network or app that it is limited to. */
    instrument: text(),
    severity: text({ enum: ['high', 'medium', 'low'] }).notNull(),
    beganAt: instant().notNull(),
    endedAt: instant(),
    eventAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('one_gateway_downtime').on(t.gatewayDowntimeId),
    index('downtimes_now')
      .on(t.beganAt)
      .where(sql`ended_at is null`),
  ],
)
