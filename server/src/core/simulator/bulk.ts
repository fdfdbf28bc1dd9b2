import type pg from 'pg'
import { copyRows } from '#platform/copy'
import { orders, payments, refunds } from './schema.ts'

export interface SimulatedBatch {
  orders: (typeof orders.$inferInsert)[]
  payments: (typeof payments.$inferInsert)[]
  refunds: (typeof refunds.$inferInsert)[]
}

/** What the gateway of a seeded town remembers, so that its payments can be refunded there. */
export async function copySimulated(client: pg.ClientBase, batch: SimulatedBatch): Promise<void> {
  await copyRows(client, orders, batch.orders)
  await copyRows(client, payments, batch.payments)
  await copyRows(client, refunds, batch.refunds)
}
