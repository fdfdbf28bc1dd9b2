import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capture, script, type Sent } from './capture.ts'
import { gasScenario } from './gas.ts'
import { ledgerScenario } from './ledger.ts'
import { exportScenario, liveScenario, noticeScenario } from './long.ts'
import { paced } from './paced.ts'
import { pgbench } from './pgbench.ts'
import { sizesScenario } from './sizes.ts'
import type { Town } from './town.ts'
import { within } from './inside.ts'
import { webhookScenario } from './webhooks.ts'
import { wrk, type Call } from './wrk.ts'

export interface Outcome {
  name: string
  measured: string
  wanted: string
  ok: boolean
}
export interface Options {
  seconds: number
  rounds: number
  quick: boolean
}
interface Scenario {
  name: string
  run: (town: Town, options: Options) => Promise<Outcome[]>
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
const connections = 32

/** The same statements answered by Node and its driver alone. */
async function bare<T>(town: Town, calls: readonly (readonly Sent[])[], work: (address: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-'))
  const file = join(dir, 'calls.json')
  await writeFile(file, JSON.stringify({ url: town.url, calls }))
  const server = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts'), file], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const port = await new Promise<string>((done, fail) => {
      server.once('exit', () => fail(new Error('The bare server did not start')))
      server.stdout.once('data', (text: Buffer) => done(text.toString().trim()))
    })
    return await work(`http://127.0.0.1:${port}`)
  } finally {
    server.kill()
    await rm(dir, { recursive: true, force: true })
  }
}

/**
 * The rate over HTTP beside pgbench sending the same SQL, turn by turn, so that both see the same weather. With `sent`, also what Node reaches with
 * the same statements and nothing else.
 */
async function against(
  town: Town,
  { seconds, rounds }: Options,
  it: { name: string; calls: Call[]; scripts: string[]; share: number; least?: number; sent?: Sent[][] },
): Promise<Outcome[]> {
  await wrk(town.address, it.calls, { connections, seconds: 8 })
  const ours: number[] = []
  const limit: number[] = []
  const alone: number[] = []
  let failed = 0
  for (let i = 0; i < rounds; i++) {
    const r = await wrk(town.address, it.calls, { connections, seconds })
    ours.push(r.rate)
    failed += r.failed
    limit.push(await pgbench(town.url, it.scripts, { clients: connections, seconds }))
    if (it.sent)
      alone.push(
        await bare(town, it.sent, async (address) => {
          await wrk(address, it.calls, { connections, seconds: 3 })
          return (await wrk(address, it.calls, { connections, seconds })).rate
        }),
      )
  }
  const ratio = median(ours) / median(limit)
  const beside = it.sent ? `; Node with these statements and no product ${Math.round(median(alone))}/s: ${Math.round((100 * median(alone)) / median(limit))} %` : ''
  return [
    {
      name: it.name,
      measured: `${Math.round(median(ours))}/s beside pgbench ${Math.round(median(limit))}/s: ${Math.round(ratio * 100)} %${beside}${failed > 0 ? `, ${failed} failed` : ''}`,
      wanted: `${Math.round(it.share * 100)} %${it.least ? `, ${it.least}/s` : ''}`,
      ok: ratio >= it.share && median(ours) >= (it.least ?? 0) && failed === 0,
    },
  ]
}

async function latency(town: Town, { seconds }: Options, it: { name: string; calls: Call[]; p95: number }): Promise<Outcome[]> {
  await paced(town.address, it.calls, { people: 8, seconds: 2, think: 50 })
  const r = await paced(town.address, it.calls, { people: 8, seconds: seconds * 2, think: 400 })
  return [
    {
      name: it.name,
      measured: `p50 ${r.p50.toFixed(1)} ms, p95 ${r.p95.toFixed(1)} ms, p99 ${r.p99.toFixed(1)} ms over ${r.calls} calls${r.failed > 0 ? `, ${r.failed} failed` : ''}`,
      wanted: `p95 under ${it.p95} ms at 8 agents`,
      ok: r.p95 < it.p95 && r.failed === 0,
    },
  ]
}

const ids = async (town: Town, sql: string): Promise<string[]> => (await town.db.query<{ id: string }>(sql)).rows.map((r) => r.id)
const uuids = (text: string): string[] => [...text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g)].map((m) => m[0])

/** Ids that a call made: UUIDs in what it sent that the database did not know before. */
async function freshIn(town: Town, sent: readonly { values: readonly unknown[] }[], known: ReadonlySet<string>): Promise<string[]> {
  const found = new Set(sent.flatMap((s) => s.values.flatMap((v) => uuids(typeof v === 'string' ? v : JSON.stringify(v ?? '')))))
  const references = new Set(sent.flatMap((s) => s.values.flatMap((v) => [...(typeof v === 'string' ? v : JSON.stringify(v ?? '')).matchAll(/TKT-[2-9A-Z]{6}/g)].map((m) => m[0]))))
  const numbers = new Set(sent.flatMap((s) => s.values.flatMap((v) => (typeof v === 'string' ? [...v.matchAll(/"n":\d+/g)].map((m) => m[0]) : []))))
  return [...[...found].filter((id) => !known.has(id)), ...references, ...numbers]
}

const subjects = ['Low flame on two burners', 'Bill is higher than last month', 'Meter display is blank', 'Need a new point in the kitchen', 'Regulator does not lock']

export const scenarios: Scenario[] = [
  {
    name: 'own',
    run: async (town, options) => {
      const calls = town.customers.map((c): Call => ({ method: 'GET', path: '/api/v1/support/tickets?limit=20', token: c.token }))
      const sent = await within(town, async (as) => {
        const made: Sent[][] = []
        for (const c of town.customers.slice(0, 6)) {
          await as(c.token).get('/api/v1/support/tickets?limit=20')
          made.push(await capture(() => as(c.token).get('/api/v1/support/tickets?limit=20')))
        }
        return made
      })
      return against(town, options, { name: 'own requests, page of 20', calls, sent, scripts: sent.map((s) => script(s)), share: 0.5 })
    },
  },
  {
    name: 'one',
    run: async (town, options) => {
      const { rows } = await town.db.query<{ id: string; requester: string }>(
        `select id, requester_id requester from support.tickets where requester_id = any($1::uuid[]) and messages_count between 2 and 8 order by id limit 4000`,
        [town.customers.map((c) => c.id)],
      )
      const token = new Map(town.customers.map((c) => [c.id, c.token]))
      const call = (r: { id: string; requester: string }): Call => ({ method: 'GET', path: `/api/v1/support/tickets/${r.id}?include=messages`, token: token.get(r.requester)! })
      const sent = await within(town, async (as) => {
        const made: Sent[][] = []
        for (const r of rows.slice(0, 6)) {
          const read = () => as(call(r).token).get(call(r).path)
          await read()
          made.push(await capture(read))
        }
        return made
      })
      return against(town, options, { name: 'one request with its conversation', calls: rows.map(call), sent, scripts: sent.map((s) => script(s)), share: 0.5 })
    },
  },
  {
    name: 'queue',
    run: async (town, options) => {
      const filters = [
        'status=open,in_progress',
        'status=open&priority=high,urgent',
        'status=open,in_progress,waiting_customer&sla=at_risk,breached',
        'assigneeId=me&status=open,in_progress',
        'assigneeId=none&status=open',
        'status=resolved&sort=newest',
        'line=gas&status=open,in_progress&sort=oldest',
        'sort=updated',
      ]
      const calls = filters.flatMap((f) => town.agents.slice(0, 8).map((a): Call => ({ method: 'GET', path: `/api/v1/support/tickets?limit=50&${f}`, token: a.token })))
      return latency(town, options, { name: 'staff queue page, filtered', calls, p95: 50 })
    },
  },
  {
    name: 'search',
    run: async (town, options) => {
      const words = [
        'bill',
        'gas',
        'flame low',
        'meter',
        'regulator hiss',
        'Deshpande',
        'refund twice',
        'geyser',
        'underweight',
        'kothrud pressure',
        'inspection certificate',
        'TKT-4H7Q2M',
        'name change',
        'technician',
      ]
      const calls = words.flatMap((w) =>
        town.agents.slice(0, 8).map((a): Call => ({ method: 'GET', path: `/api/v1/support/tickets?limit=25&search=${encodeURIComponent(w)}`, token: a.token })),
      )
      return latency(town, options, { name: 'full-text search, rare and common words', calls, p95: 150 })
    },
  },
  {
    name: 'stats',
    run: async (town, options) => {
      const calls = ['overview', 'volume', 'first-reply', 'sla', 'categories', 'people', 'satisfaction'].flatMap((p) =>
        town.supervisors.map((a): Call => ({ method: 'GET', path: `/api/v1/support/stats/${p}`, token: a.token })),
      )
      return latency(town, options, { name: 'statistics dashboard', calls, p95: 100 })
    },
  },
  { name: 'sizes', run: sizesScenario },
  { name: 'export', run: exportScenario },
  { name: 'live', run: liveScenario },
  { name: 'notice', run: noticeScenario },
  { name: 'ledger', run: ledgerScenario },
  { name: 'gas', run: gasScenario },
  { name: 'webhooks', run: webhookScenario },
  // What writes comes last: it leaves tickets and jobs behind.
  {
    name: 'create',
    run: async (town, options) => {
      const categories = await ids(town, `select id from support.categories where active and not emergency order by sort_order`)
      const body = (i: number) =>
        JSON.stringify({
          categoryId: categories[i % categories.length],
          subject: subjects[i % subjects.length],
          description: `It began this morning and has not changed since. Flat ${100 + (i % 900)}.`,
        })
      const calls = town.customers.map((c, i): Call => ({ method: 'POST', path: '/api/v1/support/tickets', token: c.token, body: body(i) }))
      const known = new Set([
        ...categories,
        ...town.customers.map((c) => c.id),
        ...(await ids(
          town,
          'select id from users.people where staff union select id from users.teams union select id from support.sla_terms union select id from support.calendar_versions union select id from support.calendars union select id from support.sla_policies',
        )),
      ])
      const scripts = await within(town, async (as) => {
        const made: string[] = []
        for (const [i, c] of town.customers.slice(0, 9).entries()) {
          const sent = await capture(() => as(c.token).post('/api/v1/support/tickets', body(i)))
          made.push(script(sent, await freshIn(town, sent, known)))
        }
        return made.slice(1)
      })
      return against(town, options, { name: 'create a ticket', calls, scripts, share: 0.4, least: 300 })
    },
  },
  {
    name: 'reply',
    run: async (town, options) => {
      const { rows } = await town.db.query<{ id: string; requester: string }>(
        // Not those that pgbench wrote to: its messages carry any number.
        `select id, requester_id requester from support.tickets t where requester_id = any($1::uuid[]) and status in ('open', 'in_progress') and created_at < now() - interval '1 day'
           and not exists (select 1 from support.messages m where m.ticket_id = t.id and m.n > t.message_version) order by random() limit 4000`,
        [town.customers.map((c) => c.id)],
      )
      const token = new Map(town.customers.map((c) => [c.id, c.token]))
      const call = (r: { id: string; requester: string }): Call => ({
        method: 'POST',
        path: `/api/v1/support/tickets/${r.id}/messages`,
        token: token.get(r.requester)!,
        body: JSON.stringify({ body: 'The flame is still low, on all four burners.' }),
      })
      const known = new Set([
        ...rows.map((r) => r.id),
        ...town.customers.map((c) => c.id),
        ...(await ids(
          town,
          "select id from users.people where staff union select id from users.teams union select id from support.sla_terms union select id from support.calendar_versions union select id from support.categories union select id from support.sla_clocks where ticket_id in (select id from support.tickets where status in ('open', 'in_progress'))",
        )),
      ])
      const scripts = await within(town, async (as) => {
        const made: string[] = []
        for (const r of rows.slice(0, 60)) {
          const sent = await capture(() => as(token.get(r.requester)!).post(call(r).path, call(r).body!))
          made.push(script(sent, await freshIn(town, sent, known)))
        }
        return made.slice(1)
      })
      return against(town, options, { name: 'reply', calls: rows.slice(60).map(call), scripts, share: 0.4, least: 500 })
    },
  },
]
