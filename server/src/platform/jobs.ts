import { parseCronItems, run as runWorker, runOnce, makeWorkerUtils, type Runner, type TaskList } from 'graphile-worker'
import { randomInt } from 'node:crypto'
import pg from 'pg'
import { system } from './access.ts'
import { inTransaction, write, type Ctx, type Tx } from './db.ts'
import { allSubscribers, deliveryTask, type EventOf } from './events.ts'
import type { Log } from './log.ts'
import { jobsDone } from './metrics.ts'

/** Names of jobs and their payloads. Modules add theirs by augmenting this interface. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by declaration merging
export interface Jobs {}
export type JobName = Extract<keyof Jobs, string>

export interface Job<N extends JobName = JobName> {
  /** Runs outside a transaction, so that it may call the network; opens its own where it writes. Throwing retries it with back-off. */
  run: (ctx: Ctx, payload: Jobs[N], attempt: { number: number; last: boolean }) => Promise<void>
  /** What the monitor says about it. */
  summary: string
}
export type JobTable = { [N in JobName]?: Job<N> }

/** Work that comes round: every so many seconds, or by a cron pattern in UTC. One runs at a time over all workers. */
export interface Sweep {
  name: string
  summary: string
  every?: number
  cron?: string
  run: (ctx: Ctx) => Promise<void>
}

export interface JobOptions {
  /** Same key, same job: a second one replaces the first while it waits. */
  key?: string
  /** `keep`: a job with that key that already waits stays as it is. */
  onSame?: 'replace' | 'keep'
  runAt?: Date
  attempts?: number
  /** Jobs of one queue run one after the other. */
  queue?: string
}

const insertJob = write('platform.add_job', `select 1 from graphile_worker.add_job($1, $2::json, $3, now() + make_interval(secs => $4), $5::int, $6, null, null, $7)`)

/** Adds a job in the caller's transaction: it exists when the transaction commits, and never otherwise. */
export async function addJob<N extends JobName>(tx: Tx, name: N, payload: Jobs[N], options: JobOptions = {}): Promise<void> {
  // The delay is measured against the context's clock, so that tests that move it move the jobs too.
  const delay = options.runAt ? Math.max(0, options.runAt.getTime() - tx.now().getTime()) / 1000 : 0
  await insertJob(tx, [
    name,
    JSON.stringify(payload),
    options.queue ?? null,
    delay,
    options.attempts ?? 12,
    options.key ?? null,
    options.onSame === 'keep' ? 'unsafe_dedupe' : 'replace',
  ])
}

const claim = write<{ seq: number }>('platform.handled', `insert into platform.handled (seq, subscriber, at) values ($1, $2, $3) on conflict do nothing returning seq`)

export interface WorkDeps {
  pool: pg.Pool
  url: string
  log: Log
  concurrency: number
  jobs: JobTable
  sweeps: readonly Sweep[]
  ctx: (name: string, log: Log) => Ctx
}

const sweepTask = (name: string) => `sweep:${name}`

export function taskList(deps: WorkDeps): TaskList {
  const list: TaskList = {}
  const add = (name: string, run: (ctx: Ctx, payload: unknown, attempt: { number: number; last: boolean }) => Promise<void>) => {
    if (list[name]) throw new Error(`The job ${name} has two handlers`)
    list[name] = async (payload, helpers) => {
      const started = performance.now()
      const log = deps.log.child({ job: name, jobId: helpers.job.id, attempt: helpers.job.attempts })
      try {
        await run(deps.ctx(`job:${helpers.job.id}`, log), payload, { number: helpers.job.attempts, last: helpers.job.attempts >= helpers.job.max_attempts })
        jobsDone.observe({ job: name, outcome: 'done' }, (performance.now() - started) / 1000)
      } catch (error) {
        jobsDone.observe({ job: name, outcome: 'failed' }, (performance.now() - started) / 1000)
        log.warn({ err: error }, 'a job failed')
        throw error
      }
    }
  }
  for (const { event, module, run } of allSubscribers()) {
    add(deliveryTask(event, module), (ctx, payload) =>
      inTransaction({ ...ctx, actor: system() }, async (tx) => {
        const it = payload as EventOf
        const [mine] = await claim(tx, [it.seq, module, tx.now()])
        if (mine) await run(tx, it)
      }),
    )
  }
  for (const [name, job] of Object.entries(deps.jobs)) add(name, (job as Job<JobName>).run as never)
  for (const sweep of deps.sweeps) {
    add(sweepTask(sweep.name), async (ctx) => {
      try {
        await sweep.run(ctx)
      } finally {
        if (sweep.every !== undefined) await deps.pool.query(nextSweep, [sweepTask(sweep.name), sweep.every])
      }
    })
  }
  return list
}

// Clocks go before deliveries: a backlog of thousands must not make a promise's notice late.
const nextSweep = `select 1 from graphile_worker.add_job($1::text, '{}'::json, $1::text, now() + make_interval(secs => $2::float8), 1, $1::text, -10, null, 'replace')`

const logger = (log: Log) => ({
  logger: Object.assign(
    {
      error: (m: string) => log.error(m),
      warn: (m: string) => log.warn(m),
      info: (m: string) => log.debug(m),
      debug: () => undefined,
      scope: () => logger(log).logger,
    },
    {},
  ) as never,
})

/** Makes or upgrades the tables of the job queue. */
export async function migrateJobs(url: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: url, ...logger({ error() {}, warn() {}, debug() {} } as unknown as Log) })
  await utils.migrate()
  await utils.release()
}

export interface Worker {
  stop(): Promise<void>
  done: Promise<void>
}

/**
 * Starts a worker. It holds an advisory lock for as long as it lives; the next worker that looks sets free the jobs of one whose
 * lock is gone, so a killed worker delays its jobs by seconds, not by hours.
 */
export async function startWorker(deps: WorkDeps): Promise<Worker> {
  const instance = randomInt(1, 2 ** 47)
  const life = new pg.Client({ connectionString: deps.url, application_name: 'manifold worker' })
  await life.connect()
  await life.query('select pg_advisory_lock($1)', [instance])
  await life.query('insert into platform.workers (instance, worker_ids) values ($1, $2)', [instance, []])
  const reap = async () => {
    const { rows } = await deps.pool.query<{ instance: number }>('select instance from platform.workers where instance <> $1', [instance])
    for (const row of rows) {
      const client = await deps.pool.connect()
      try {
        const { rows: free } = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1) ok', [row.instance])
        if (!free[0]!.ok) continue
        await client.query('select graphile_worker.force_unlock_workers(worker_ids) from platform.workers where instance = $1', [row.instance])
        await client.query('delete from platform.workers where instance = $1', [row.instance])
        await client.query('select pg_advisory_unlock($1)', [row.instance])
        deps.log.warn({ instance: row.instance }, 'a worker died; its jobs are free again')
      } finally {
        client.release()
      }
    }
    // A worker killed before it had written its names down: nobody who lives holds these.
    await deps.pool.query(
      `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker._private_jobs
       where locked_at < now() - interval '10 seconds' and locked_by not in (select unnest(worker_ids) from platform.workers) having count(*) > 0`,
    )
  }
  await reap()
  const { EventEmitter } = await import('node:events')
  const events = new EventEmitter()
  // Jobs are locked by the name of the pool, not by those of the workers in it; without it the sweep above would take every
  // job of a living worker for an orphan after ten seconds, and run it twice.
  const ids: string[] = []
  let registering: Promise<unknown> = Promise.resolve()
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
    ids.push(workerPool.id)
    registering = registering.then(() => deps.pool.query('update platform.workers set worker_ids = $2 where instance = $1', [instance, ids]))
  })
  const crons = deps.sweeps
    .filter((s) => s.cron !== undefined)
    .map((s) => ({ task: sweepTask(s.name), match: s.cron!, options: { jobKey: sweepTask(s.name), queueName: sweepTask(s.name), maxAttempts: 3, priority: -10 } }))
  const runner: Runner = await runWorker({
    pgPool: deps.pool,
    concurrency: deps.concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: taskList(deps),
    parsedCronItems: parseCronItems(crons as never),
    events: events as never,
    ...logger(deps.log),
  })
  await registering
  for (const sweep of deps.sweeps) if (sweep.every !== undefined) await deps.pool.query(nextSweep, [sweepTask(sweep.name), 0])
  const reaper = setInterval(() => void reap().catch((err: unknown) => deps.log.error({ err }, 'could not look for dead workers')), 5000)
  let stopping: Promise<void> | undefined
  const stop = () =>
    (stopping ??= (async () => {
      clearInterval(reaper)
      await runner.stop()
      await life.query('delete from platform.workers where instance = $1', [instance]).catch(() => undefined)
      await life.end().catch(() => undefined)
    })())
  // Without its lock the worker would be taken for dead while it works: better to stop.
  life.on('error', (err) => {
    if (stopping) return
    deps.log.error({ err }, 'the worker lost its lock and stops')
    void stop()
  })
  return { stop, done: runner.promise }
}

/** Tests: runs everything that is due, in this process, and returns. */
export async function runDue(deps: WorkDeps): Promise<void> {
  await runOnce({ pgPool: deps.pool, taskList: taskList(deps), concurrency: 2, noHandleSignals: true, ...logger(deps.log) })
}
