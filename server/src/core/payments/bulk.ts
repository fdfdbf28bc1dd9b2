import type pg from 'pg'
import { copyRows } from '#platform/copy'
import { attempts, bankLines, disputes, findings, intents, orders, refunds, settlementLines, settlements } from './schema.ts'

export interface PaymentsBatch {
  intents: (typeof intents.$inferInsert)[]
  orders: (typeof orders.$inferInsert)[]
  attempts: (typeof attempts.$inferInsert)[]
  refunds: (typeof refunds.$inferInsert)[]
  disputes: (typeof disputes.$inferInsert)[]
}
export interface SettlementsBatch {
  bankLines: (typeof bankLines.$inferInsert)[]
  settlements: (typeof settlements.$inferInsert)[]
  settlementLines: (typeof settlementLines.$inferInsert)[]
  findings: (typeof findings.$inferInsert)[]
}

/** Loads payments that were made (seeds). What they moved is posted apart. */
export async function copyPayments(client: pg.ClientBase, batch: PaymentsBatch): Promise<void> {
  await copyRows(client, intents, batch.intents)
  await copyRows(client, orders, batch.orders)
  await copyRows(client, attempts, batch.attempts)
  await copyRows(client, refunds, batch.refunds)
  await copyRows(client, disputes, batch.disputes)
}

/** Loads settlements with the bank's lines and what does not agree (seeds). Each has been posted (M02): `entries` are the ids of those entries by the gateway's id. */
export async function copySettlements(client: pg.ClientBase, batch: SettlementsBatch, entries: ReadonlyMap<string, string>): Promise<void> {
  await copyRows(client, bankLines, batch.bankLines)
  await copyRows(
    client,
    settlements,
    batch.settlements.map((s) => ({ ...s, entryId: entries.get(s.gatewaySettlementId) ?? null })),
  )
  await copyRows(client, settlementLines, batch.settlementLines)
  await copyRows(client, findings, batch.findings)
}
