import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signedToken } from '../server/src/core/users/sessions.ts'
import { readConfig } from '../server/src/platform/config.ts'
import { capture, script, typed } from './capture.ts'
import { within } from './inside.ts'
import { paced, percentile } from './paced.ts'
import { pgbench } from './pgbench.ts'
import type { Options, Outcome } from './scenarios.ts'
import type { Town } from './town.ts'

// People and cylinders of the bench are known by their numbers, so that pgbench can give each execution its own.
const personOf = (n: number): string => `0bec0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const cylinderOf = (n: number): string => `0bec0000-0000-7001-8000-${String(n).padStart(12, '0')}`
const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
const connections = 16
const refill = 100_000

interface Yard {
  depotId: string
  typeId: string
  tokens: string[]
}

/** A depot without cylinders, and people who each have the price of one refill in their wallet. */
async function openYard(town: Town, people: number): Promise<Yard> {
  const { rows: depots } = await town.db.query<{ id: string }>(`insert into gas.depots (code, name) values ('BENCH', 'Bench') returning id`)
  const { rows: types } = await town.db.query<{ id: string }>(`select id from gas.cylinder_types where active order by created_at, id limit 1`)
  await town.db.query(
    `insert into users.people (id, name, email, email_verified) select ('0bec0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Bench ' || n, 'bench' || n || '@bench.test', true from generate_series(1, $1::int) n`,
    [people],
  )
  const config = readConfig({ DATA_DIR: town.dir })
  const made = Array.from({ length: people }, () => randomBytes(24).toString('base64url'))
  await town.db.query(`insert into users.sessions (token, person_id, expires_at) select t, p, now() + interval '1 day' from unnest($1::text[], $2::uuid[]) x(t, p)`, [
    made,
    made.map((_, i) => personOf(i + 1)),
  ])
  // Whoever fills a wallet waits for nobody, so that the books are as they would be.
  for (let from = 1; from <= people; from += 1000)
    await town.db.query(
      `select count(*) from (select ledger.post(jsonb_build_object('kind', 'bench.fill', 'key', 'p' || n, 'businessType', 'bench', 'businessId', n::text, 'lines', jsonb_build_array(
         jsonb_build_object('account', 'assets:bank:nodal', 'amount', $3::int),
         jsonb_build_object('account', 'liabilities:wallet:0bec0000-0000-7000-8000-' || lpad(n::text, 12, '0') || ':cash', 'amount', -$3::int)))) from generate_series($1::int, $2::int) n) x`,
      [from, Math.min(from + 999, people), refill],
    )
  await town.db.query('analyze')
  return { depotId: depots[0]!.id, typeId: types[0]!.id, tokens: made.map((t) => signedToken(config, t)) }
}

/** Filled cylinders with the numbers from–to, the lowest the oldest. */
const fillYard = async (town: Town, { depotId, typeId }: Yard, from: number, to: number): Promise<void> => {
  await town.db.query(
    `insert into gas.cylinders (id, code, depot_id, type_id, state, filled_at) select ('0bec0000-0000-7001-8000-' || lpad(n::text, 12, '0'))::uuid, 'BN' || n, $1, $2, 'filled', now() - interval '30 days' + n * interval '1 second' from generate_series($3::int, $4::int) n`,
    [depotId, typeId, from, to],
  )
  await town.db.query('analyze gas.cylinders')
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 })
const post = (address: string, path: string, token: string, body: object) =>
  new Promise<{ ms: number; status: number; body: string }>((done, fail) => {
    const text = JSON.stringify(body)
    const started = performance.now()
    const req = request(
      `${address}${path}`,
      {
        agent,
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'idempotency-key': randomUUID() },
      },
      (res) => {
        let said = ''
        res.setEncoding('utf8').on('data', (part: string) => (said += part))
        res.on('end', () => done({ ms: performance.now() - started, status: res.statusCode!, body: said }))
      },
    )
    req.on('error', fail)
    req.end(text)
  })
const intentIn = (body: string): string => /"paymentIntent":\{"id":"([0-9a-f-]{36})"/.exec(body)![1]!

/** One after the other: how long the payment takes that allots the oldest cylinder. */
async function allotment(town: Town, yard: Yard, from: number, n: number): Promise<number> {
  const times: number[] = []
  for (let i = from; i < from + n; i++) {
    const booked = await post(town.address, '/api/v1/gas/bookings', yard.tokens[i - 1]!, { depotId: yard.depotId })
    if (booked.status !== 201) throw new Error(`A booking answered ${booked.status}: ${booked.body.slice(0, 300)}`)
    const paid = await post(town.address, `/api/v1/payment/intents/${intentIn(booked.body)}/pay`, yard.tokens[i - 1]!, { method: 'wallet' })
    if (paid.status !== 200) throw new Error(`A payment answered ${paid.status}: ${paid.body.slice(0, 300)}`)
    times.push(paid.ms)
  }
  return percentile(
    times.slice(n / 10).toSorted((a, b) => a - b),
    50,
  )
}

// Each thread has one connection and people of its own; it books with one, pays for it, and goes on to the next.
const lua = (file: string, depotId: string, host: string) => `
local tokens = {}
for line in io.lines(${JSON.stringify(file)}) do tokens[#tokens + 1] = line end
local threads = 0
local all = {}
function setup(thread) thread:set("from", threads) threads = threads + 1 table.insert(all, thread) end
function init() at = from - ${connections} paid = 0 refused = 0 intent = nil end
local function headers(token, key) return { ["host"] = ${JSON.stringify(host)}, ["authorization"] = "Bearer " .. token, ["content-type"] = "application/json", ["idempotency-key"] = key } end
function request()
  if intent then
    return wrk.format("POST", "/api/v1/payment/intents/" .. intent .. "/pay", headers(tokens[at + 1], "pay-" .. intent), '{"method":"wallet"}')
  end
  at = at + ${connections}
  return wrk.format("POST", "/api/v1/gas/bookings", headers(tokens[at + 1], "book-" .. at), '{"depotId":"${depotId}"}')
end
function response(status, headers, body)
  if intent then
    intent = nil
    if status == 200 then paid = paid + 1 else refused = refused + 1 end
  else
    intent = body:match('"paymentIntent":{"id":"([0-9a-f-]+)"')
    if not intent then refused = refused + 1 end
  end
end
function done(summary)
  local paid, refused, far = 0, 0, 0
  for _, t in ipairs(all) do paid = paid + t:get("paid") refused = refused + t:get("refused") far = math.max(far, t:get("at")) end
  io.write(string.format("RESULT %d %d %d %d\\n", paid, refused, far, summary.duration))
end
`

/** Bookings a second that were paid from the wallet and allotted, from the person with number \`from\` on. */
async function bookings(town: Town, yard: Yard, from: number, seconds: number): Promise<{ rate: number; refused: number; used: number }> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    await writeFile(join(dir, 'tokens'), yard.tokens.slice(from - 1).join('\n'))
    await writeFile(join(dir, 'run.lua'), lua(join(dir, 'tokens'), yard.depotId, new URL(town.address).host))
    const out = await new Promise<string>((done, fail) =>
      execFile(
        'wrk',
        ['-t', String(connections), '-c', String(connections), '-d', `${seconds}s`, '--timeout', '10s', '-s', join(dir, 'run.lua'), town.address],
        (error, stdout, stderr) => (error ? fail(new Error(stderr || stdout)) : done(stdout)),
      ),
    )
    const [paid, refused, far, micros] = (/RESULT ([\d ]+)/.exec(out)?.[1] ?? '').split(' ').map(Number) as [number, number, number, number]
    return { rate: paid / (micros / 1e6), refused, used: far + connections }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** What a booking and its payment send, for pgbench: the person and the cylinder by number, everything that the calls make anew each time. */
async function bookingScript(town: Town, yard: Yard, person: number): Promise<string> {
  return within(town, async (as) => {
    const key = () => ({ 'idempotency-key': `bench-${randomUUID()}` })
    const sent = await capture(async () => {
      const booked = await as(yard.tokens[person - 1]!).post('/api/v1/gas/bookings', JSON.stringify({ depotId: yard.depotId }), key())
      await as(yard.tokens[person - 1]!).post(`/api/v1/payment/intents/${intentIn(booked)}/pay`, '{"method":"wallet"}', key())
    })
    const all = sent.map((s) => JSON.stringify(s.values)).join(' ')
    const cylinder = new RegExp(`${cylinderOf(0).slice(0, 24)}\\d{12}`).exec(all)![0]
    const known = new Set([yard.depotId, yard.typeId, personOf(person), cylinder])
    const ids = [...all.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g)].map((m) => m[0]).filter((id) => !known.has(id))
    const references = [...all.matchAll(/\b[A-Z]{3}-[2-9A-Z]{6}\b/g)].map((m) => m[0])
    const number = ':base + :client_id * 400 + :i'
    return `\\set i :i + 1\n${script(await typed(town.db, sent), [...ids, ...references], { [personOf(person)]: number, [cylinder]: number })}`
  })
}

export async function gasScenario(town: Town, { seconds, rounds, quick }: Options): Promise<Outcome[]> {
  const people = 60_000
  const many = quick ? 70_000 : 200_000
  const yard = await openYard(town, people)
  await fillYard(town, yard, 1, 2000)
  await allotment(town, yard, 1, 100)
  const small: number[] = []
  const large: number[] = []
  for (let r = 0; r < 3; r++) small.push(await allotment(town, yard, 101 + r * 200, 200))
  await fillYard(town, yard, 2001, many)
  for (let r = 0; r < 3; r++) large.push(await allotment(town, yard, 801 + r * 200, 200))
  const ratio = median(large) / median(small)
  const outcomes: Outcome[] = [
    {
      name: `paying for and allotting the oldest of ${many.toLocaleString('en')} cylinders, beside 2,000`,
      measured: `p50 ${median(large).toFixed(1)} beside ${median(small).toFixed(1)} ms: ${ratio.toFixed(2)} ×`,
      wanted: 'no slower than 1.25 ×',
      ok: ratio <= 1.25,
    },
  ]

  const { rows: staff } = await town.db.query<{ id: string }>(
    `select p.id from users.people p join users.person_roles r on r.person_id = p.id join users.roles o on o.id = r.role_id where o.name in ('operations', 'supervisor') limit 1`,
  )
  const token = randomBytes(24).toString('base64url')
  await town.db.query(`insert into users.sessions (token, person_id, expires_at) values ($1, $2, now() + interval '1 day')`, [token, staff[0]!.id])
  const call = { method: 'GET' as const, path: '/api/v1/gas/stock', token: signedToken(readConfig({ DATA_DIR: town.dir }), token) }
  await paced(town.address, [call], { people: 8, seconds: 2, think: 50 })
  const board = await paced(town.address, [call], { people: 8, seconds: seconds * 2, think: 400 })
  outcomes.push({
    name: `stock board at ${many.toLocaleString('en')} cylinders`,
    measured: `p50 ${board.p50.toFixed(1)} ms, p95 ${board.p95.toFixed(1)} ms, p99 ${board.p99.toFixed(1)} ms over ${board.calls} calls${board.failed > 0 ? `, ${board.failed} failed` : ''}`,
    wanted: 'p95 under 50 ms at 8 people',
    ok: board.p95 < 50 && board.failed === 0,
  })

  const text = await bookingScript(town, yard, 1500)
  let next = 2000
  next += (await bookings(town, yard, next, 4)).used
  const ours: number[] = []
  const limit: number[] = []
  let refused = 0
  for (let r = 0; r < rounds; r++) {
    const made = await bookings(town, yard, next, seconds)
    next += made.used
    ours.push(made.rate)
    refused += made.refused
    // pgbench takes people and cylinders of its own from the far end.
    limit.push(await pgbench(town.url, [text], { clients: connections, seconds, define: { i: 0, base: people - (r + 1) * connections * 400 } }))
  }
  const share = median(ours) / median(limit)
  const { rows: wrong } = await town.db.query<{ n: number }>(
    `select count(*)::int n from gas.bookings b join gas.cylinders c on c.id = b.cylinder_id where b.depot_id = $1 and b.status = 'delivered' and c.holder_id is distinct from b.customer_id`,
    [yard.depotId],
  )
  outcomes.push({
    name: 'booking paid from the wallet, end to end (two calls)',
    measured: `${Math.round(median(ours))}/s beside pgbench ${Math.round(median(limit))}/s: ${Math.round(share * 100)} %${refused > 0 ? `, ${refused} refused` : ''}${wrong[0]!.n > 0 ? `, ${wrong[0]!.n} WRONG` : ''}`,
    wanted: '40 %, 400/s',
    ok: share >= 0.4 && median(ours) >= 400 && refused === 0,
  })
  return outcomes
}
