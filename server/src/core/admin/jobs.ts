import { audit } from '#platform/audit'
import { inTransaction, read, readText, write, type Ctx, type Tx } from '#platform/db'
import type { Module } from '#platform/module'
import { page, readCursor } from '#platform/page'
import { common, problems } from '#platform/problems'

export const refuse = problems('jobs', { job_running: [409, 'This job is running now. Wait until it has ended.'] })

export const states = ['waiting', 'running', 'failed'] as const
export type JobState = (typeof states)[number]

let summaries: ReadonlyMap<string, string> = new Map()
/** Reads what the modules say about their jobs, sweeps and subscribers; called when the app is put together. */
export function describeJobs(modules: readonly Module[]): void {
  summaries = new Map(
    modules.flatMap((m) => [
      ...Object.entries(m.jobs ?? {}).map(([name, job]) => [name, job!.summary] as const),
      ...(m.sweeps ?? []).map((s) => [`sweep:${s.name}`, s.summary] as const),
      ...Object.keys(m.on ?? {}).map((event) => [`${event} → ${m.name}`, m.events?.[event] ?? `Tells ${m.name} of ${event}`] as const),
    ]),
  )
}

interface Row {
  id: string
  name: string
  state: JobState
  queue: string | null
  attempts: number
  maxAttempts: number
  lastError: string | null
  runAt: Date
  createdAt: Date
  lockedAt: Date | null
}
// Payloads stay where they are: they may hold sealed codes and ids that mean nothing to a reader.
const columns = `j.id::text id, j.task_identifier "name", j.queue_name queue, j.attempts, j.max_attempts "maxAttempts", j.last_error "lastError", j.run_at "runAt", j.created_at "createdAt", j.locked_at "lockedAt",
  case when j.locked_at is not null then 'running' when j.attempts >= j.max_attempts then 'failed' else 'waiting' end state`
const stateIs: Record<JobState, string> = {
  running: 'j.locked_at is not null',
  failed: 'j.locked_at is null and j.attempts >= j.max_attempts',
  waiting: 'j.locked_at is null and j.attempts < j.max_attempts',
}

const present = (r: Row) => ({
  ...r,
  summary: summaries.get(r.name) ?? null,
  // The first line says what went wrong; the stack is in the log of the worker.
  lastError: r.lastError?.split('\n')[0]?.slice(0, 500) ?? null,
  runAt: r.runAt.toISOString(),
  createdAt: r.createdAt.toISOString(),
  lockedAt: r.lockedAt?.toISOString() ?? null,
})

/** Jobs that wait, run or were given up, newest first. What was done is gone from the queue. */
export async function listJobs(ctx: Ctx, query: { state?: JobState; name?: string; cursor?: string; limit?: number }) {
  const limit = query.limit ?? 20
  const values: unknown[] = []
  const where = ['true']
  if (query.state) where.push(stateIs[query.state])
  if (query.name) where.push(`j.task_identifier = $${values.push(query.name)}`)
  if (query.cursor) where.push(`j.id < $${values.push(readCursor(query.cursor, 1)[0])}::bigint`)
  const rows = await readText<Row>(ctx, `select ${columns} from graphile_worker.jobs j where ${where.join(' and ')} order by j.id desc limit ${limit + 1}`, values)
  return page(rows, limit, (r) => [r.id], present)
}

interface Summary {
  waiting: number
  due: number
  retrying: number
  running: number
  failed: number
  oldestDueSeconds: number | null
  workers: number
}
const figures = read<Summary>(
  'admin.jobs_summary',
  `select count(*) filter (where ${stateIs.waiting})::int waiting, count(*) filter (where ${stateIs.waiting} and j.run_at <= now())::int due,
     count(*) filter (where ${stateIs.waiting} and j.attempts > 0)::int retrying, count(*) filter (where ${stateIs.running})::int running, count(*) filter (where ${stateIs.failed})::int failed,
     round(extract(epoch from now() - min(j.run_at) filter (where ${stateIs.waiting} and j.run_at <= now())))::int "oldestDueSeconds",
     (select count(*)::int from platform.workers) workers
   from graphile_worker.jobs j`,
)
export const summary = async (ctx: Ctx): Promise<Summary> => (await figures(ctx))[0]!

const one = read<Row>('admin.job', `select ${columns} from graphile_worker.jobs j where j.id = $1::bigint`)
const again = write<{ id: string }>('admin.job_again', `select id::text from graphile_worker.reschedule_jobs(array[$1::bigint], run_at => now(), attempts => 0)`)
const remove = write<{ id: string }>('admin.job_remove', `select id::text from graphile_worker.complete_jobs(array[$1::bigint])`)

const changeJob = (ctx: Ctx, id: string, action: 'job.retried' | 'job.removed', change: (tx: Tx, values: readonly unknown[]) => Promise<{ id: string }[]>): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [job] = await one(ctx, [id])
    if (!job) throw common.not_found()
    // The queue itself leaves alone what a worker holds, so a job that began meanwhile is not touched.
    if ((await change(ctx, [id])).length === 0) throw refuse.job_running()
    await audit(ctx, { action, noun: 'job', nounId: id, before: { name: job.name, state: job.state, attempts: job.attempts } })
  })

/** Runs a job now, with all its attempts before it again. */
export const retryJob = (ctx: Ctx, id: string): Promise<void> => changeJob(ctx, id, 'job.retried', again)
/** Takes a job out of the queue for good. */
export const removeJob = (ctx: Ctx, id: string): Promise<void> => changeJob(ctx, id, 'job.removed', remove)
