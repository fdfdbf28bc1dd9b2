import { getTableColumns, getTableName } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

const special = /[\\\n\r\t]/
const escape = (text: string): string => (special.test(text) ? text.replace(/[\\\n\r\t]/g, (c) => (c === '\\' ? '\\\\' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : '\\t')) : text)
const literal = (items: readonly unknown[]): string => `{${items.map((i) => (i === null ? 'null' : `"${String(i).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`

function cell(value: unknown, json: boolean): string {
  if (value === null || value === undefined) return '\\N'
  if (value instanceof Date) return value.toISOString()
  if (json) return escape(JSON.stringify(value))
  if (Array.isArray(value)) return escape(literal(value))
  if (typeof value === 'object') throw new TypeError('An object goes into a JSON column only')
  return escape(String(value as string | number | boolean | bigint))
}

const snake = (camel: string): string => camel.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** Loads many rows through COPY. All rows have the members of the first; columns that it lacks get their defaults. For seeds and imports. */
export async function copyRows<T extends PgTable>(client: pg.ClientBase, table: T, rows: readonly Partial<T['$inferInsert']>[]): Promise<void> {
  if (rows.length === 0) return
  const columns = getTableColumns(table)
  const keys = Object.keys(rows[0]!).filter((k) => k in columns)
  const json = keys.map((k) => columns[k]!.dataType === 'json')
  const names = keys.map((k) => `"${columns[k]!.name === k ? snake(k) : columns[k]!.name}"`)
  const { schema } = getTableConfig(table)
  const into = client.query(from(`copy ${schema ? `"${schema}".` : ''}"${getTableName(table)}" (${names.join(', ')}) from stdin`))
  function* lines() {
    for (let i = 0; i < rows.length; i += 200) {
      let text = ''
      for (const row of rows.slice(i, i + 200)) text += `${keys.map((k, n) => cell((row as Record<string, unknown>)[k], json[n]!)).join('\t')}\n`
      yield text
    }
  }
  await pipeline(Readable.from(lines()), into)
}
