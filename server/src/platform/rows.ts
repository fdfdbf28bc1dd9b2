import { SQL, getTableColumns, getTableName, is } from 'drizzle-orm'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { read, write, type Ctx, type Tx } from './db.ts'

/**
 * Whole rows by statements that are prepared once and read like the query builder's. Building a statement anew costs more than a small one takes in the database, so
 * what runs many times a second is written with these.
 */

const snake = (camel: string): string => (camel.match(/[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+/g) ?? []).map((word) => word.toLowerCase()).join('_')
/** The name of a column in the database, quoted. */
const nameOf = (column: PgColumn): string => `"${column.keyAsName ? snake(column.name) : column.name}"`
const tableNames = new WeakMap<PgTable, string>()
function nameOfTable(table: PgTable): string {
  let name = tableNames.get(table)
  // Its configuration is put together anew each time one asks.
  if (name === undefined) tableNames.set(table, (name = `"${getTableConfig(table).schema ?? 'public'}"."${getTableName(table)}"`))
  return name
}
const columnsOf = (table: PgTable): Record<string, PgColumn> => getTableColumns(table) as Record<string, PgColumn>

/** Every column of a table as the product names it: `b.customer_id "customerId", …`. Days come as text. */
const selected = (table: PgTable, alias: string): string =>
  Object.entries(columnsOf(table))
    .map(([key, column]) => `${alias}.${nameOf(column)}${column.getSQLType() === 'date' ? '::text' : ''} "${key}"`)
    .join(', ')

type Row<T extends PgTable> = T['$inferSelect']

/** Reads the rows of a table, known as `t`, that a condition names. */
export const rowsOf = <T extends PgTable>(name: string, table: T, where: string): ((ctx: Ctx, values?: readonly unknown[]) => Promise<Row<T>[]>) =>
  read<Row<T>>(name, `select ${selected(table, 't')} from ${nameOfTable(table)} t ${where}`)

type Statement<T extends PgTable, More = unknown> = (tx: Tx, values: readonly unknown[]) => Promise<(Row<T> & More)[]>
const made = new Map<string, Statement<PgTable>>()
function prepared<T extends PgTable, More>(key: string, text: () => string): Statement<T, More> {
  let statement = made.get(key)
  if (!statement) made.set(key, (statement = write(`row ${made.size}`, text())))
  return statement as Statement<T, More>
}

const given = (table: PgTable, row: object): { column: PgColumn; value: unknown }[] => {
  const columns = columnsOf(table)
  return Object.entries(row)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      // A fragment of the query builder would be written as the text of its object.
      if (is(value, SQL)) throw new Error(`${key}: SQL belongs into \`reckon\``)
      return { column: columns[key]!, value: value === null ? null : columns[key]!.mapToDriverValue(value) }
    })
}

/** Inserts one row and gives it back. */
export async function insertRow<T extends PgTable>(tx: Tx, table: T, row: T['$inferInsert']): Promise<Row<T>> {
  const set = given(table, row)
  const statement = prepared<T, unknown>(
    `insert ${nameOfTable(table)} ${set.map((s) => s.column.name).join()}`,
    () =>
      `insert into ${nameOfTable(table)} as t (${set.map((s) => nameOf(s.column)).join(', ')}) values (${set.map((_, i) => `$${i + 1}`).join(', ')}) returning ${selected(table, 't')}`,
  )
  const [inserted] = await statement(
    tx,
    set.map((s) => s.value),
  )
  return inserted!
}

export interface Change<T extends PgTable> {
  set: Partial<T['$inferInsert']>
  /** Columns that follow from the row itself, known as `t`: text of ours, never with a value in it. */
  reckon?: { readonly [K in keyof T['$inferInsert']]?: string } | undefined
}
/** Changes the row with this id if it is in one of these states, and gives it back with the state that it had. */
export async function moveRow<T extends PgTable & { id: PgColumn }>(
  tx: Tx,
  table: T,
  column: PgColumn,
  { id, from, set, reckon = {} }: Change<T> & { id: string; from: readonly string[] },
): Promise<(Row<T> & { movedFrom: string }) | undefined> {
  const values = given(table, set)
  const texts = Object.entries<string | undefined>(reckon)
  const statement = prepared<T, { movedFrom: string }>(`move ${nameOfTable(table)} ${column.name} ${values.map((s) => s.column.name).join()} ${JSON.stringify(texts)}`, () => {
    const changes = [...values.map((s, i) => `${nameOf(s.column)} = $${i + 3}`), ...texts.map(([key, text]) => `${nameOf(columnsOf(table)[key]!)} = ${text}`)]
    return `update ${nameOfTable(table)} as t set ${changes.join(', ')} where t.id = $1 and t.${nameOf(column)} = any($2) returning ${selected(table, 't')}, old.${nameOf(column)} "movedFrom"`
  })
  return (await statement(tx, [id, from, ...values.map((s) => s.value)]))[0]
}
