import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Actor } from './access.ts'
import { CannotStart, type Config } from './config.ts'
import type { Log } from './log.ts'
import { Problem, type Refusal } from './problems.ts'

// bigint columns of this product (money in minor units, sequences) fit into a double; a value that does not is a bug worth hearing of.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new Error(`The number ${text} does not fit`)
  return n
})

// Instants come as `2026-11-21 10:30:00.123456+00`, because every connection of ours has UTC. The library's own parser takes any
// style and zone and is the dearest part of reading a long list.
const parseAny = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => {
  if (text.length < 22 || text.charCodeAt(4) !== 45 || text.charCodeAt(10) !== 32 || !text.endsWith('+00')) return parseAny(text)
  const two = (i: number) => (text.charCodeAt(i) - 48) * 10 + text.charCodeAt(i + 1) - 48
  let ms = 0
  if (text.length > 22) for (let i = 20, unit = 100; i < 23; i++, unit /= 10) ms += (i < text.length - 3 ? text.charCodeAt(i) - 48 : 0) * unit
  return new Date(Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17), ms))
})

type Db = NodePgDatabase
const inner = Symbol('inner')

interface Inner {
  readonly pool: pg.Pool
  readonly replica: pg.Pool
  readonly client: pg.PoolClient | undefined
  readonly afterCommit: (() => void)[]
  readonly beforeCommit: ((tx: Tx) => Promise<void>) | undefined
  /** What is written at the end, in one statement for each collector. */
  readonly collected: Map<Collector<never>, unknown[]>
}

/** What every rule receives. Outside a transaction it can only read. */
export interface Ctx {
  readonly db: Pick<Db, 'select' | 'selectDistinct' | 'selectDistinctOn' | '$count' | '$with' | 'with'>
  readonly actor: Actor
  readonly log: Log
  readonly config: Config
  readonly requestId: string
  /** Address of the caller, for limits and audit; empty in jobs. */
  readonly address: string
  /** The only source of time. Tests move it. */
  now(): Date
  readonly [inner]: Inner
}

/** The same, inside a transaction: now it can write. A Tx is a Ctx; a Ctx is not a Tx. */
export interface Tx extends Ctx {
  readonly db: Pick<Db, 'select' | 'selectDistinct' | 'selectDistinctOn' | '$count' | '$with' | 'with' | 'insert' | 'update' | 'delete' | 'execute'>
  readonly writes: true
}

export interface Pools {
  readonly pool: pg.Pool
  readonly replica: pg.Pool
  close(): Promise<void>
}

export function openPools(url: string, config: Config, log: Log): Pools {
  const connected = new Set<Promise<void>>()
  let closing = false
  const make = (connectionString: string) => {
    const pool = new pg.Pool({
      connectionString,
      max: config.DATABASE_POOL,
      idleTimeoutMillis: 30_000,
      pipeline: true,
      application_name: 'manifold',
      options: '-c timezone=UTC -c jit=off',
    })
    const broke = (error: Error) => void (closing || log.error({ err: error }, 'a database connection broke'))
    pool.on('error', broke)
    pool.on('connect', (client) => {
      // A connection that breaks while it is in use says so itself; the query fails too.
      client.on('error', broke)
      const gone = new Promise<void>((done) => client.once('end', done)).then(() => void connected.delete(gone))
      connected.add(gone)
    })
    return pool
  }
  const pool = make(url)
  const replica = config.DATABASE_REPLICA_URL ? make(config.DATABASE_REPLICA_URL) : pool
  return {
    pool,
    replica,
    close: async () => {
      closing = true
      await pool.end()
      if (replica !== pool) await replica.end()
      // The pool says that it has ended when it has asked its connections to; a database that stops after this must find none.
      await Promise.all(connected)
    },
  }
}

/** Refuses a server older than PostgreSQL 18, with a sentence that says what to do. */
export async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ n: string; v: string }>(`select current_setting('server_version_num') n, current_setting('server_version') v`)
  if (Number(rows[0]!.n) < 180_000)
    throw new CannotStart(`PostgreSQL 18 or newer is needed, this server is ${rows[0]!.v}. Point DATABASE_URL to a newer one, or unset it to use the embedded database.`)
}

const drizzles = new WeakMap<object, Db>()
const drizzleOf = (on: pg.Pool | pg.PoolClient): Db => {
  let db = drizzles.get(on)
  if (!db) drizzles.set(on, (db = drizzle(naming(on), { casing: 'snake_case' })))
  return db
}

// What the query builder sends again and again is prepared too: parsing and planning are half of what a small statement costs. Texts that are put together
// at run time may be without number, so only the first few hundred that come back get a name.
const names = new Map<string, { seen: number; name: string | undefined }>()
const most = 500
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (!known) {
    if (names.size < most * 4) names.set(text, { seen: 1, name: undefined })
    return undefined
  }
  if (known.name === undefined && ++known.seen > 3 && named < most) known.name = `built ${++named}`
  return known.name
}
let named = 0
const naming = <On extends pg.Pool | pg.PoolClient>(on: On): On =>
  Object.create(on, {
    query: {
      value: (query: pg.QueryConfig, values: unknown[]) => {
        const name = nameOf(query.text)
        return on.query(name === undefined ? query : { ...query, name }, values)
      },
    },
  }) as On

export interface CtxParts {
  pools: Pick<Pools, 'pool' | 'replica'>
  actor: Actor
  log: Log
  config: Config
  now: () => Date
  requestId: string
  address?: string
  /** Runs as the last statement of every transaction made from this context (the idempotency mark). */
  beforeCommit?: (tx: Tx) => Promise<void>
}

export function makeCtx(parts: CtxParts): Ctx {
  const { pools, actor, log, config, now, requestId, address = '', beforeCommit } = parts
  return { db: drizzleOf(pools.pool), actor, log, config, requestId, address, now, [inner]: { ...pools, client: undefined, afterCommit: [], beforeCommit, collected: new Map() } }
}

/** The same context for another actor, for example a rule that acts as the system on a customer's event. */
export const actingAs = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor })

/** The same context reading from the replica (search, reports). Within a transaction it stays where it is. */
export const onReplica = (ctx: Ctx): Ctx => (ctx[inner].client ? ctx : { ...ctx, db: drizzleOf(ctx[inner].replica), [inner]: { ...ctx[inner], pool: ctx[inner].replica } })

const refusalOf = new Map<string, Refusal>()
/** Maps names of database constraints to the refusal a person gets when one is violated. */
export function mapConstraints(constraints: Record<string, Refusal>): void {
  for (const [name, refusal] of Object.entries(constraints)) refusalOf.set(name, refusal)
}
/** A violated constraint with a mapped name becomes its refusal; everything else stays what it is. */
export function asRefusal(error: unknown): unknown {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const name = (cause as { constraint?: string } | undefined)?.constraint
  const refusal = name ? refusalOf.get(name) : undefined
  return refusal ? refusal() : error
}

const codeOf = (error: unknown): string | undefined => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return (cause as { code?: string } | undefined)?.code
}
const retryable = (error: unknown): boolean => ['40P01', '40001'].includes(codeOf(error) ?? '')

/**
 * Runs `work` in one transaction; a context that is already in one joins it. A deadlock is retried twice, so `work` must have no
 * effect outside the database (`afterCommit` is for those). Statements that do not need each other's answers are sent `together`.
 */
export async function inTransaction<T>(ctx: Ctx, work: (ctx: Tx) => Promise<T>): Promise<T> {
  const it = ctx[inner]
  if (it.client) return work(ctx as Tx)
  for (let attempt = 1; ; attempt++) {
    const client = await it.pool.connect()
    const tx: Tx = { ...ctx, db: drizzleOf(client), writes: true, [inner]: { ...it, client, afterCommit: [], collected: new Map() } }
    let broken: Error | undefined
    try {
      // Goes out together with the first statement. Alone it fails with its connection only, and then that one fails too.
      const begun = client.query('begin')
      begun.catch(() => undefined)
      const result = await work(tx)
      await begun
      await together(...[...tx[inner].collected].map(([collector, items]) => items.length > 0 && (collector as Collector<unknown>).flush(tx, items)), it.beforeCommit?.(tx))
      const { command } = await client.query('commit')
      // A statement had failed, and somebody went on as if it had not.
      if (command !== 'COMMIT') throw new Error('The database rolled back what was to be committed')
      for (const then of tx[inner].afterCommit) then()
      return result
    } catch (error) {
      await client.query('rollback').catch((e: Error) => (broken = e))
      if (attempt < 3 && retryable(error)) continue
      throw error instanceof Problem ? error : asRefusal(error)
    } finally {
      client.release(broken)
    }
  }
}

/**
 * Work that goes out in one trip, so that locks others wait for are held for less long. `read` and `write` are sent in the order in which they stand here, the query
 * builder's a moment later. Waits for all of it also when a part fails, and then throws what failed first: nothing is sent after the rollback.
 */
export async function together<const T extends readonly unknown[]>(...work: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const failed: unknown[] = []
  const results = await Promise.all(work.map((one) => Promise.resolve(one).catch((error: unknown) => void failed.push(error))))
  // After one has failed the database refuses those behind it (25P02), and so does not know statements that they would have prepared (26000); that is no news.
  if (failed.length > 0) throw failed.find((error) => !['25P02', '26000'].includes(codeOf(error) ?? '')) ?? failed[0]
  return results as never
}

/** Runs after the commit, in this process only; for caches, never for work that must not be lost (that is a job). */
export const afterCommit = (tx: Tx, then: () => void): void => void tx[inner].afterCommit.push(then)

/** Rows that nothing in the transaction reads, written together as its last statements: one round trip, and locks of others are held for less long. */
export interface Collector<T> {
  readonly flush: (tx: Tx, items: readonly T[]) => Promise<void>
}
export function collect<T>(tx: Tx, collector: Collector<T>, item: T): void {
  const { collected } = tx[inner]
  const items = collected.get(collector as Collector<never>)
  if (items) items.push(item)
  else collected.set(collector as Collector<never>, [item])
}

/** A part of a transaction that may fail by itself: what it did and collected is undone, and the error goes on to the caller, who may go on. */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const { client, collected } = tx[inner]
  const before = new Map([...collected].map(([collector, items]) => [collector, items.length]))
  await client!.query('savepoint part')
  try {
    const result = await work()
    await client!.query('release savepoint part')
    return result
  } catch (error) {
    await client!.query('rollback to savepoint part')
    for (const [collector, items] of collected) items.length = before.get(collector) ?? 0
    throw error
  }
}

type Values = readonly unknown[]

/** A prepared read for a hot path: SQL you can see, parsed once per connection. Refuses anything but `select` at start. */
export function read<Row extends object>(name: string, text: string): (ctx: Ctx, values?: Values) => Promise<Row[]> {
  if (!/^[\s(]*(select|with)\b/i.test(text) || /\b(insert\s+into|update\s+\w+\s+set|delete\s+from)\b/i.test(text)) throw new Error(`${name} is not a read`)
  return async (ctx, values = []) => (await run<Row>(ctx, name, text, values)).rows
}

/** A prepared write; takes a Tx, so it cannot be called outside a transaction. */
export function write<Row extends object = object>(name: string, text: string): (tx: Tx, values?: Values) => Promise<Row[]> {
  return async (tx, values = []) => (await run<Row>(tx, name, text, values)).rows
}

/**
 * A prepared write that is a transaction by itself, in one round trip: for a function of the database that does a whole piece of work. In a transaction it joins that, and
 * where something has to commit along with it (the mark of an Idempotency-Key) it opens one.
 */
export function writeAlone<Row extends object = object>(name: string, text: string): (ctx: Ctx, values?: Values) => Promise<Row[]> {
  const once = async (ctx: Ctx, values: Values) => (await run<Row>(ctx, name, text, values)).rows
  return async (ctx, values = []) => {
    if (ctx[inner].client) return once(ctx, values)
    if (ctx[inner].beforeCommit) return inTransaction(ctx, (tx) => once(tx, values))
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(ctx, values)
      } catch (error) {
        if (attempt < 3 && retryable(error)) continue
        throw asRefusal(error)
      }
    }
  }
}

/** A read whose text is put together at run time (filters). Values are always parameters. */
export async function readText<Row extends object>(ctx: Ctx, text: string, values: Values): Promise<Row[]> {
  return (await (ctx[inner].client ?? ctx[inner].pool).query<Row & pg.QueryResultRow>(text, values as unknown[])).rows
}

const run = <Row extends object>(ctx: Ctx, name: string, text: string, values: Values) =>
  (ctx[inner].client ?? ctx[inner].pool).query<Row & pg.QueryResultRow>({ name, text, values: values as unknown[] })

/**
 * Streams the rows of a read through a cursor in batches, so that an export of any size needs constant memory. The connection is
 * given back when the reader stops, also early.
 */
export async function* stream<Row extends object>(ctx: Ctx, text: string, values: Values, batch = 500): AsyncGenerator<Row[]> {
  const client = await ctx[inner].replica.connect()
  try {
    await client.query('begin read only')
    await client.query({ text: `declare rows no scroll cursor for ${text}`, values: values as unknown[] })
    for (;;) {
      const { rows } = await client.query(`fetch ${batch} from rows`)
      if (rows.length === 0) return
      yield rows as Row[]
    }
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}
