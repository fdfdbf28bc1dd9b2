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
    createdAt: instant().notNull(),
  },
  (t) => [index('simulator_payments_of').on(t.orderId)],
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
export const state = simulator.table('state', { id: integer().primaryKey(), generation: integer().notNull() })
/** Calls that go wrong once: the answer is lost after the work, or the call fails before it. */
export const faults = simulator.table('faults', { id: uuidId(), call: text().notNull(), kind: text({ enum: ['lost_answer', 'error_500'] }).notNull(), at: instant().notNull() })
