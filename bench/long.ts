import { readFileSync } from 'node:fs'
import { get, request } from 'node:http'
import { percentile } from './paced.ts'
import type { Options, Outcome } from './scenarios.ts'
import type { Town } from './town.ts'

/** Bytes that the server holds. */
const memory = (town: Town): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${town.server.pid}/status`, 'utf8'))![1]) * 1024

/** A CSV of 100,000 rows: when the first byte comes, and how much memory the server takes for it. */
export async function exportScenario(town: Town, { quick }: Options): Promise<Outcome[]> {
  const want = quick ? 20_000 : 100_000
  const before = memory(town)
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, memory(town))), 100)
  const started = performance.now()
  let first = 0
  let bytes = 0
  let rows = 0
  await new Promise<void>((done, fail) => {
    const req = get(`${town.address}/api/v1/support/tickets/export?sort=newest`, { headers: { authorization: `Bearer ${town.supervisors[0]!.token}` } }, (res) => {
      if (res.statusCode !== 200) return fail(new Error(`The export answered ${res.statusCode}`))
      res.on('data', (chunk: Buffer) => {
        first ||= performance.now() - started
        bytes += chunk.length
        for (const b of chunk) if (b === 10) rows++
        if (rows >= want) req.destroy()
      })
      res.on('close', () => done())
    })
    req.on('error', (e) => (rows >= want ? done() : fail(e)))
  }).finally(() => clearInterval(watch))
  const seconds = (performance.now() - started) / 1000
  const grown = (peak - before) / 1e6
  return [
    {
      name: `export ${want.toLocaleString('en')} rows`,
      measured: `first byte ${first.toFixed(0)} ms, memory +${grown.toFixed(0)} MB, ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s`,
      wanted: 'first byte under 200 ms, growth under 150 MB',
      ok: first < 200 && grown < 150 && rows >= want,
    },
  ]
}

/** Opens a live channel; `heard` gets the name and payload of each message. */
function channel(address: string, token: string, heard: (name: string, payload: Record<string, unknown>) => void): Promise<() => void> {
  return new Promise((done, fail) => {
    const req = request(`${address}/api/v1/live`, { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' } }, (res) => {
      if (res.statusCode !== 200) return fail(new Error(`The live channel answered ${res.statusCode}`))
      let rest = ''
      res.setEncoding('utf8')
      res.on('data', (text: string) => {
        rest += text
        const parts = rest.split('\n\n')
        rest = parts.pop()!
        for (const part of parts) {
          const data = part
            .split('\n')
            .filter((l) => l.startsWith('data:'))
            .map((l) => l.slice(5))
            .join('')
          if (data) {
            const message = JSON.parse(data) as { name: string; payload: Record<string, unknown> }
            heard(message.name, message.payload)
          }
        }
      })
      done(() => req.destroy())
    })
    req.on('error', fail)
    req.end()
  })
}

/** 500 customers and 40 agents listen; agents answer; when does the customer's channel hear of it? */
export async function liveScenario(town: Town, { seconds }: Options): Promise<Outcome[]> {
  const { rows } = await town.db.query<{ id: string; requester: string }>(
    `select distinct on (requester_id) id, requester_id requester from support.tickets where requester_id = any($1::uuid[]) and status in ('open', 'in_progress', 'waiting_customer') limit 500`,
    [town.customers.map((c) => c.id)],
  )
  const tokens = new Map(town.customers.map((c) => [c.id, c.token]))
  const sent = new Map<string, number>()
  const times: number[] = []
  const hear = (name: string, payload: Record<string, unknown>) => {
    const at = sent.get(String(payload.ticketId))
    if (name === 'ticket.replied' && at !== undefined) {
      sent.delete(String(payload.ticketId))
      times.push(performance.now() - at)
    }
  }
  const listening = [
    ...rows.map((r) => tokens.get(r.requester)!),
    ...town.customers
      .filter((c) => !rows.some((r) => r.requester === c.id))
      .slice(0, 500 - rows.length)
      .map((c) => c.token),
  ]
  const close = await Promise.all([
    ...listening.map((token) => channel(town.address, token, hear)),
    ...town.agents.slice(0, 40).map((a) => channel(town.address, a.token, () => undefined)),
  ])
  const until = performance.now() + seconds * 2000
  let n = 0
  let failed = 0
  // 40 agents who each answer every two seconds.
  await Promise.all(
    town.agents.slice(0, 40).map(async (agent, i) => {
      await new Promise((done) => setTimeout(done, i * 50))
      while (performance.now() < until) {
        const ticket = rows[n++ % rows.length]!
        if (!sent.has(ticket.id)) {
          sent.set(ticket.id, performance.now())
          const answer = await fetch(`${town.address}/api/v1/support/tickets/${ticket.id}/messages`, {
            method: 'POST',
            headers: { authorization: `Bearer ${agent.token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ body: 'Our crew is on the way.', confirm: true }),
          })
          if (!answer.ok) {
            failed++
            sent.delete(ticket.id)
          }
          await answer.arrayBuffer()
        }
        await new Promise((done) => setTimeout(done, 2000))
      }
    }),
  )
  await new Promise((done) => setTimeout(done, 1500))
  for (const end of close) end()
  times.sort((a, b) => a - b)
  return [
    {
      name: `${listening.length} live channels and ${Math.min(40, town.agents.length)} agents: a reply is seen`,
      measured: `p50 ${percentile(times, 50).toFixed(0)} ms, p99 ${percentile(times, 99).toFixed(0)} ms over ${times.length} replies, ${sent.size} unseen, ${failed} refused`,
      wanted: 'within 300 ms at p99',
      ok: percentile(times, 99) < 300 && sent.size === 0 && times.length > 0,
    },
  ]
}

/** How long after its instant a clock's breach is in the timeline. Needs a worker, so it brings its own. */
export async function noticeScenario(town: Town): Promise<Outcome[]> {
  const { spawn } = await import('node:child_process')
  const worker = spawn(process.execPath, ['server/src/main.ts', 'work'], {
    cwd: new URL('..', import.meta.url).pathname,
    env: { ...process.env, DATA_DIR: town.dir, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await new Promise((done) => setTimeout(done, 6000))
    const due = new Date(Date.now() + 4000)
    const { rows } = await town.db.query<{ id: string }>(
      `update support.sla_clocks set due_at = $1, at75 = $1::timestamptz - interval '1 day', at90 = $1::timestamptz - interval '1 hour', next_notice_at = $1 where id in (select id from support.sla_clocks where stopped_at is null and state = 'running' and due_at > now() + interval '1 hour' limit 200) returning id`,
      [due],
    )
    let seen = 0
    for (let i = 0; i < 300 && seen < rows.length; i++) {
      await new Promise((done) => setTimeout(done, 100))
      seen = Number((await town.db.query(`select count(*) n from support.sla_notices where clock_id = any($1::uuid[]) and threshold = 100`, [rows.map((r) => r.id)])).rows[0].n)
    }
    const late = (Date.now() - due.getTime()) / 1000
    return [
      {
        name: `SLA notice of ${rows.length} clocks at one instant`,
        measured: `${seen} noticed, the last ${late.toFixed(1)} s after it`,
        wanted: 'within 10 s',
        ok: seen === rows.length && late < 10,
      },
    ]
  } finally {
    const gone = new Promise((done) => worker.once('exit', done))
    worker.kill('SIGTERM')
    await gone
  }
}
