import type pg from 'pg'
import { copyRows } from '#platform/copy'
import { disputes, orders, payments, refunds, settlements } from './schema.ts'

export interface SimulatedBatch {
  orders: (typeof orders.$inferInsert)[]
  payments: (typeof payments.$inferInsert)[]
  refunds: (typeof refunds.$inferInsert)[]
  disputes: (typeof disputes.$inferInsert)[]
  settlements: (typeof settlements.$inferInsert)[]
}

/** What the gateway of a seeded town remembers, so that its payments can be refunded there, its disputes answered, and nothing is settled again. */
export async function copySimulated(client: pg.ClientBase, batch: SimulatedBatch): Promise<void> {
  await copyRows(client, orders, batch.orders)
  await copyRows(client, payments, batch.payments)
  await copyRows(client, refunds, batch.refunds)
  await copyRows(client, disputes, batch.disputes)
  await copyRows(client, settlements, batch.settlements)
}
