import type pg from 'pg'
import { copyRows } from '#platform/copy'
import { attempts, intents, orders, refunds } from './schema.ts'

export interface PaymentsBatch {
  intents: (typeof intents.$inferInsert)[]
  orders: (typeof orders.$inferInsert)[]
  attempts: (typeof attempts.$inferInsert)[]
  refunds: (typeof refunds.$inferInsert)[]
}

/** Loads payments that were made (seeds). What they moved is posted apart. */
export async function copyPayments(client: pg.ClientBase, batch: PaymentsBatch): Promise<void> {
  await copyRows(client, intents, batch.intents)
  await copyRows(client, orders, batch.orders)
  await copyRows(client, attempts, batch.attempts)
  await copyRows(client, refunds, batch.refunds)
}
