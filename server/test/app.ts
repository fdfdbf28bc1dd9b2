import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { databaseAt } from '#platform/embedded'
import { inject, onTestFinished, afterAll } from 'vitest'
import { buildApp, systemCtx, workDeps } from '../src/app.ts'
import { modulesFor } from '../src/modules.ts'
import { readConfig, type Config } from '#platform/config'
import { inTransaction, openPools, type Ctx, type Tx } from '#platform/db'
import { emit, type EventName, type Events } from '#platform/events'
import type { Deps, Http } from '#platform/http'
import { runDue } from '#platform/jobs'
import { openLive } from '#platform/live'
import type { Module } from '#platform/module'
import { openLog } from '#platform/log'
import { checkAnswer } from './contract.ts'

/** The answer of a call; the client has already checked it against the OpenAPI document. */
export interface Answer<T = any> {
  status: number
  body: T
  headers: Record<string, string>
  raw: LightMyRequestResponse
}

export interface Client {
  get: (url: string, options?: InjectOptions) => Promise<Answer>
  post: (url: string, body?: object, options?: InjectOptions) => Promise<Answer>
  put: (url: string, body?: object, options?: InjectOptions) => Promise<Answer>
  patch: (url: string, body?: object, options?: InjectOptions) => Promise<Answer>
  delete: (url: string, body?: object, options?: InjectOptions) => Promise<Answer>
}

export interface TestApp {
  app: Http
  deps: Deps
  url: string
  config: Config
  pool: pg.Pool
  /** Log lines written so far. */
  logged: string[]
  /** A client that sends these headers (a bearer token, a cookie). */
  client: (headers?: Record<string, string>) => Client
  ctx: () => Ctx
  tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  rows: <T extends object = Record<string, any>>(text: string, values?: unknown[]) => Promise<T[]>
  /** Runs every job that is due, and those that they make. */
  work: () => Promise<void>
  /** Moves the clock, and brings waiting jobs nearer by as much. */
  advance: (ms: number) => Promise<void>
  setNow: (at: Date) => Promise<void>
  happen: <N extends EventName>(name: N, payload: Events[N]) => Promise<void>
  /** Names of the events so far, oldest first. */
  events: () => Promise<string[]>
  close: () => Promise<void>
}

/**
 * The whole product on a database of its own, cloned from the migrated template. Call it once per file (then it ends with the file)
 * or within a test (then it ends with the test).
 */
export async function testApp(env: Record<string, string> = {}, extra: readonly Module[] = []): Promise<TestApp> {
  const template = inject('database')
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: databaseAt(template, 'postgres') })
  await admin.connect()
  await admin.query(`create database ${name} template template strategy file_copy`)
  const url = databaseAt(template, name)
  const dir = await mkdtemp(join(tmpdir(), 'manifold-files-'))
  const config = readConfig({ LOG_LEVEL: 'debug', PORT: '0', DATA_DIR: dir, PUBLIC_URL: 'http://localhost', DATABASE_POOL: '24', ...env })
  const logged: string[] = []
  const log = openLog(config, { write: (line) => void logged.push(line) })
  const pools = openPools(url, config, log)
  const hub = await openLive(url, log)
  let offset = 0
  const clock = { now: () => new Date(Date.now() + offset) }
  const deps: Deps = { config, pools, hub, log, clock }
  const modules = [...modulesFor(config), ...extra]
  const app = await buildApp(deps, modules)
  await app.ready()

  const client = (own: Record<string, string> = {}): Client => {
    const call =
      (method: InjectOptions['method']) =>
      async (path: string, body?: object, options: InjectOptions = {}) => {
        const raw = await app.inject({
          method: method!,
          url: path.startsWith('/api') ? path : `/api/v1${path}`,
          ...(body === undefined ? {} : { payload: body }),
          ...options,
          headers: { ...own, ...(options.headers as Record<string, string>) },
        })
        checkAnswer(app, method as string, path, raw)
        const json = /json/.test(String(raw.headers['content-type'])) && raw.body !== ''
        return { status: raw.statusCode, body: json ? raw.json() : raw.body, headers: raw.headers as Record<string, string>, raw }
      }
    const get = call('GET')
    return { get: (path, options) => get(path, undefined, options), post: call('POST'), put: call('PUT'), patch: call('PATCH'), delete: call('DELETE') }
  }
  const advance = async (ms: number) => {
    offset += ms
    await pools.pool.query(`update graphile_worker._private_jobs set run_at = run_at - make_interval(secs => $1::float8)`, [ms / 1000])
  }
  const close = async () => {
    await app.close()
    await hub.close()
    await pools.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
    await rm(dir, { recursive: true, force: true })
  }
  try {
    onTestFinished(close, 60_000)
  } catch {
    afterAll(close)
  }
  return {
    app,
    deps,
    url,
    config,
    pool: pools.pool,
    logged,
    client,
    ctx: () => systemCtx(deps),
    tx: (work) => inTransaction(systemCtx(deps), work),
    rows: async (text, values = []) => (await pools.pool.query(text, values)).rows,
    work: () => runDue(workDeps(deps, url, modules)),
    advance,
    setNow: (at) => advance(at.getTime() - clock.now().getTime()),
    happen: (event, payload) => inTransaction(systemCtx(deps), (tx) => emit(tx, event, payload)),
    events: async () => (await pools.pool.query<{ name: string }>('select name from platform.events order by seq')).rows.map((r) => r.name),
    close,
  }
}
