import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { tickets } from './schema.ts'

/** A whole row of the ticket table. */
export type Ticket = typeof tickets.$inferSelect

export const snake = (camel: string): string => camel.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** `t.requester_id "requesterId", …`: all columns of a table for SQL that is written by hand. */
export const columnsOf = (table: PgTable, alias: string): string =>
  Object.keys(getTableColumns(table))
    .map((key) => `${alias}.${snake(key)} "${key}"`)
    .join(', ')
export const ticketColumns = (alias: string): string => columnsOf(tickets, alias)

/** Row values as JSON with column names, for `jsonb_populate_record`: one prepared statement whatever changed. */
export const asRow = (values: object): string => JSON.stringify(Object.fromEntries(Object.entries(values).map(([key, value]) => [snake(key), value])))
export const asRows = (rows: readonly object[]): string => `[${rows.map(asRow).join(',')}]`

/** `a, b, c`: names of all columns but the key. */
export const columnNames = (table: PgTable, alias = ''): string =>
  Object.keys(getTableColumns(table))
    .filter((key) => key !== 'id')
    .map((key) => (alias ? `${alias}.` : '') + snake(key))
    .join(', ')
