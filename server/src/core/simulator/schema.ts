import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgSchema, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id as uuidId, instant } from '#platform/schema'

/** A gateway of its own: it shares nothing with our payments but the wire. */
export const simulator = pgSchema('simulator')
const minor = () => bigint({ mode: 'number' }).notNull()

export const orders = simulator.table(
  'orders',
  {
    id: text().primaryKey(),
    amount: minor(),
    currency: text().notNull(),
    receipt: text(),
    notes: jsonb().$type<Record<string, string>>().notNull(),
    autoCapture: boolean().notNull().default(true),
    status: text({ enum: ['created', 'attempted', 'paid'] }).notNull(),
    attempts: integer().notNull().default(0),
    createdAt: instant().notNull(),
  },
  (t) => [index('simulator_receipts').on(t.receipt), index('simulator_orders_by_age').on(t.createdAt, t.id)],
)
export const payments = simulator.table(
  'payments',
  {
    id: text().primaryKey(),
    orderId: text()
      .notNull()
      .references(() => orders.id),
    amount: minor(),
    currency: text().notNull(),
    status: text({ enum: ['created', 'authorized', 'captured', 'refunded', 'failed'] }).notNull(),
    captured: boolean().notNull().default(false),
    method: text().notNull(),
    amountRefunded: minor().default(0),
    refundsFail: boolean().notNull().default(false),
    script: text().notNull(),
    customerId: text(),
    /** The settlement that it was paid out with. */
    settlementId: text(),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('simulator_payments_of').on(t.orderId),
    index('simulator_payments_due')
      .on(t.createdAt)
      .where(sql`captured and settlement_id is null`),
  ],
)
export const refunds = simulator.table(
  'refunds',
  {
    id: text().primaryKey(),
    paymentId: text()
      .notNull()
      .references(() => payments.id),
    amount: minor(),
    currency: text().notNull(),
    status: text({ enum: ['pending', 'processed', 'failed'] }).notNull(),
    receipt: text(),
    notes: jsonb().$type<Record<string, string>>().notNull(),
    key: text(),
    request: text().notNull(),
    settlementId: text(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex('one_simulator_refund_key').on(t.paymentId, t.key)],
)
export const deliveries = simulator.table(
  'deliveries',
  {
    id: text().primaryKey(),
    event: text().notNull(),
    body: text().notNull(),
    /** The payment, refund or other thing that it tells of. */
    about: text(),
    /** Kept back until somebody lets it go. */
    held: boolean().notNull().default(false),
    /** Which secret signs it. */
    generation: integer().notNull(),
    copies: integer().notNull(),
    dueAt: instant().notNull(),
    sentAt: instant(),
    tries: integer().notNull().default(0),
    answer: integer(),
  },
  (t) => [index('simulator_deliveries_by_age').on(t.dueAt, t.id)],
)
export const state = simulator.table('state', {
  id: integer().primaryKey(),
  generation: integer().notNull(),
  /** The script by which the next order is paid, without anybody pressing. */
  armedScript: text(),
  armedMethod: text(),
  /** Whether messages wait. */
  holding: boolean().notNull().default(false),
})
export const customers = simulator.table('customers', { id: text().primaryKey(), name: text(), email: text(), contact: text(), createdAt: instant().notNull() })
export const disputes = simulator.table('disputes', {
  id: text().primaryKey(),
  paymentId: text()
    .notNull()
    .references(() => payments.id),
  amount: minor(),
  status: text({ enum: ['open', 'under_review', 'action_required', 'won', 'lost', 'closed'] }).notNull(),
  summary: text(),
  documents: text().array().notNull(),
  /** The settlement that it was taken from, once it was lost. */
  settlementId: text(),
  respondBy: instant().notNull(),
  createdAt: instant().notNull(),
})
export const documents = simulator.table('documents', { id: text().primaryKey(), name: text().notNull(), size: integer().notNull(), createdAt: instant().notNull() })
/** What was paid into the operator's bank, item by item as the recon listing gives them. */
export const settlements = simulator.table(
  'settlements',
  {
    id: text().primaryKey(),
    utr: text().notNull(),
    amount: minor(),
    fees: minor(),
    tax: minor(),
    /** What the bank books: less than the amount when a fault was asked for. */
    bankAmount: minor(),
    fault: text().notNull(),
    items: jsonb().$type<Record<string, unknown>[]>().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [index('simulator_settlements_by_age').on(t.createdAt, t.id)],
)
export const downtimes = simulator.table('downtimes', {
  id: text().primaryKey(),
  method: text().notNull(),
  severity: text({ enum: ['high', 'medium', 'low'] }).notNull(),
  beganAt: instant().notNull(),
  endedAt: instant(),
})
export const payouts = simulator.table(
  'payouts',
  {
    id: text().primaryKey(),
    key: text().notNull(),
    request: text().notNull(),
    amount: minor(),
    currency: text().notNull(),
    status: text({ enum: ['processing', 'processed', 'failed', 'reversed'] }).notNull(),
    reference: text(),
    utr: text(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex('one_simulator_payout_key').on(t.key), index('simulator_payouts_of').on(t.reference)],
)
/** Calls that go wrong once: the answer is lost after the work, or the call fails before it. */
export const faults = simulator.table('faults', { id: uuidId(), call: text().notNull(), kind: text({ enum: ['lost_answer', 'error_500'] }).notNull(), at: instant().notNull() })
