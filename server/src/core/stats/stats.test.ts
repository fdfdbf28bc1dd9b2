import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'
import { countDays, keepDays, restate } from './aggregate.ts'
import { addDays, dayOf } from './days.ts'
import { add, bucketOf, middleOf, percentile } from './durations.ts'

let t: TestApp
let customer: Made
let agent: Made
let boss: Made
let team: { id: string; name: string }
let categoryId: string
let leakId: string
let today: string

beforeAll(async () => {
  t = await testApp()
  // Noon where the operator is: what the test makes later in the day does not fall into the next one.
  await t.setNow(new Date(`${addDays(dayOf(t.ctx(), t.deps.clock.now()), 1)}T12:00:00+05:30`))
  const make = makeFor(t)
  const support = makeSupport(t)
  ;[customer, agent, boss] = await Promise.all([make.customer({ name: 'Meera Joshi' }), make.agent({ name: 'Kavya Rao', capacity: 50 }), make.supervisor()])
  team = await make.team({ members: [agent.id] })
  categoryId = (await support.category({ name: 'Billing', teamId: team.id, policyId: await support.policy() })).id
  leakId = (await support.category({ name: 'Leak', emergency: true, teamId: team.id })).id
  today = dayOf(t.ctx(), t.deps.clock.now())
})
const open = async (over: object = {}) => (await customer.client.post('/support/tickets', { categoryId, subject: 'The bill', description: 'too high', ...over })).body
const get = async (path: string, who = boss) => (await who.client.get(`/support/${path}`)).body

test('figures of the day: volumes, first reply, targets, ratings, people, leaks', async () => {
  const [a, b, c] = [await open(), await open(), await open()]
  const leak = await open({ categoryId: leakId })
  const minutes = async (id: string, column: string, n: number) => t.rows(`update support.tickets set ${column} = created_at + make_interval(mins => $2) where id = $1`, [id, n])
  for (const [x, n] of [
    [a, 10],
    [b, 20],
    [c, 60],
  ] as const) {
    await agent.client.post(`/support/tickets/${x.id}/messages`, { body: 'Looking', resolve: x !== c })
    await minutes(x.id, 'first_responded_at', n)
    await t.rows(`update support.sla_clocks set used_seconds = $2 where ticket_id = $1 and kind = 'first_response'`, [x.id, n * 30])
  }
  await minutes(a.id, 'first_resolved_at', 100)
  await minutes(b.id, 'first_resolved_at', 300)
  await customer.client.post(`/support/tickets/${a.id}/rate`, { rating: 5 })
  await customer.client.post(`/support/tickets/${b.id}/rate`, { rating: 2, feedback: 'slow' })
  await customer.client.post(`/support/tickets/${b.id}/reopen`)
  await agent.client.post(`/support/tickets/${leak.id}/attend`)
  await agent.client.patch(`/support/tickets/${c.id}`, { status: 'waiting_customer' })
  const o = await get('stats/overview')
  expect(o).toMatchObject({
    to: today,
    timeZone: 'Asia/Kolkata',
    created: { count: 4, previous: 0 },
    resolved: { count: 2 },
    reopenRate: { share: 0.5, previous: null },
    oneTouch: { share: 1 },
  })
  expect(o.open).toMatchObject({ now: 3, waiting: 1 })
  expect(o.firstReply).toMatchObject({ median: 10 * 60, p90: 26 * 60, count: 3, calendar: { median: 20 * 60, p90: 52 * 60, count: 3 } })
  expect(o.resolution.calendar).toMatchObject({ median: 200 * 60, count: 2 })
  expect(o.satisfaction).toMatchObject({ count: 2, average: 3.5, good: 0.5, responseRate: 1 })
  expect(o.leaks).toMatchObject({ total: 1, reached: 1, share: 1, goal: 0.97 })
  expect(o.targets.met).toBeGreaterThan(0)
  expect(o.firstReply.series).toHaveLength(14)
  expect(o.firstReply.series.at(-1)).toEqual({ day: today, value: 600 })
  expect(await get('tickets/stats')).toMatchObject({ created: { count: 4 } })

  expect((await get('stats/volume')).data.at(-1)).toMatchObject({ day: today, created: 4, resolved: 2, reopened: 1, open: 3 })
  const reply = await get('stats/first-reply')
  expect(reply.data.at(-1)).toMatchObject({ day: today, median: 600, p90: 1560, count: 3, calendar: { median: 1200, p90: 3120, count: 3 } })
  expect(reply).toMatchObject({ met: 3, missed: 0, share: 1, goal: 0.95, target: null })
  expect(reply.data.at(-1)).toMatchObject({ met: 3, missed: 0, share: 1 })
  expect(reply.data[0]).toMatchObject({ met: 0, missed: 0, share: null })
  const sla = await get('stats/sla')
  expect(sla.met).toBe(o.targets.met)
  expect(sla.data.map((p: { priority: string }) => p.priority)).toEqual(['urgent', 'high', 'medium', 'low'])
  expect((await get('stats/categories')).data.find((x: { category: { name: string } }) => x.category.name === 'Billing')).toMatchObject({
    ours: 1,
    waiting: 1,
    open: 2,
    created: 3,
    ratings: 2,
    average: 3.5,
  })
  const kavya = (await get('stats/people')).data.find((p: { person: { id: string } }) => p.person.id === agent.id)
  expect(kavya).toMatchObject({ person: { name: 'Kavya Rao' }, availability: 'available', capacity: 50, replies: 3, resolved: 2, ratings: 2, average: 3.5 })
  expect(kavya.firstReply / 600).toBeGreaterThan(0.975)
  expect(kavya.firstReply / 600).toBeLessThan(1.025)
  expect((await get('stats/satisfaction')).latest).toMatchObject([{ rating: 2, feedback: 'slow' }, { rating: 5 }])
  // Filters.
  expect((await get(`stats/overview?teamId=${team.id}`)).created.count).toBe(4)
  expect((await get(`stats/overview?teamId=${categoryId}`)).created.count).toBe(0)
  expect((await get('stats/overview?line=charging')).created.count).toBe(0)
  expect((await get(`stats/overview?from=${addDays(today, -30)}&to=${addDays(today, -1)}`)).created.count).toBe(0)
})

test('a target of the first reply is named where all policies promise the same', async () => {
  const target = async () => (await get('stats/first-reply?line=charging')).target
  const policy = async (name: string, seconds: number[]) => {
    const targets = Object.fromEntries(['low', 'medium', 'high', 'urgent'].map((p, i) => [p, { firstResponse: seconds[i % seconds.length] }]))
    return (await t.rows<{ id: string }>(`insert into support.sla_policies (name, targets, terms_id) values ($1, $2, uuidv7()) returning id`, [name, JSON.stringify(targets)]))[0]!
      .id
  }
  const support = makeSupport(t)
  expect(await target()).toBe(null)
  await support.category({ line: 'charging', policyId: await policy('Even', [1800]) })
  expect(await target()).toBe(1800)
  await support.category({ line: 'charging', policyId: await policy('Uneven', [1800, 3600]), active: false })
  expect(await target()).toBe(1800)
  await t.rows(`update support.categories set active = true where line = 'charging'`)
  expect(await target()).toBe(null)
})

test('only those who may see them, and only spans that make sense', async () => {
  for (const path of ['stats/overview', 'stats/volume', 'stats/first-reply', 'stats/sla', 'stats/categories', 'stats/people', 'stats/satisfaction', 'tickets/stats']) {
    expect((await customer.client.get(`/support/${path}`)).status).toBe(403)
    expect((await agent.client.get(`/support/${path}`)).status).toBe(403)
    expect((await t.client().get(`/support/${path}`)).status).toBe(401)
  }
  for (const q of ['from=yesterday', 'from=2026-02-30', 'from=2026-11-21&to=2026-11-01', 'from=2020-01-01&to=2026-01-01'])
    expect((await boss.client.get(`/support/stats/overview?${q}`)).status).toBe(400)
  expect((await boss.client.get(`/support/stats/overview?from=2026-11-01T00:00:00Z&to=2026-11-21T20:00:00Z`)).body).toMatchObject({ from: '2026-11-01', to: '2026-11-22' })
})

test('kept days say the same as days counted live, whatever happened on them', async () => {
  // Some weeks of tickets in every state, straight into the tables.
  await t.rows(
    `insert into support.tickets (id, reference, requester_id, category_id, line, kind, subject, description, status, priority, assignee_id, team_id, created_at, updated_at, first_responded_at, first_resolved_at, resolved_at, rating, rated_at)
     select uuidv7(), 'TKT-1' || lpad(n::text, 5, '0'), $1, $2, 'gas', 'issue', 's', 'd', case when n % 4 = 0 then 'open' else 'resolved' end, (array['low','medium','high','urgent'])[1 + n % 4], case when n % 3 > 0 then $3::uuid end, case when n % 5 > 0 then $4::uuid end,
       c, c, case when n % 7 > 0 then c + make_interval(mins => (n * 37) % 3000) end, case when n % 4 > 0 then r end, case when n % 4 > 0 then r end, case when n % 4 > 0 and n % 2 = 0 then 1 + n % 5 end, case when n % 4 > 0 and n % 2 = 0 then r + interval '1 hour' end
     from (select n, $5::timestamptz - make_interval(mins => n * 61) c, $5::timestamptz - make_interval(mins => n * 61) + make_interval(mins => least((n * 53) % 9000, n * 60)) r from generate_series(1, 400) n) x`,
    [customer.id, categoryId, agent.id, team.id, t.deps.clock.now()],
  )
  const span = `from=${addDays(today, -30)}&to=${today}`
  const all = async () =>
    Promise.all(['overview', 'volume', 'first-reply', 'sla', 'categories', 'people', 'satisfaction'].map(async (p) => ({ ...(await get(`stats/${p}?${span}`)), asOf: null })))
  const live = await all()
  expect(live[0].created.count).toBeGreaterThan(400)
  await keepDays(t.ctx())
  expect((await t.rows(`select complete_to::text c from stats.state`))[0]!.c).toBe(addDays(today, -1))
  expect((await t.rows(`select count(*)::int n from stats.day_tickets`))[0]!.n).toBeGreaterThan(20)
  const kept = await all()
  expect(kept).toEqual(live)
  // A second sweep has nothing to do.
  const before = await t.rows(`select * from stats.day_tickets order by 1, 2, 3, 4, 5`)
  await keepDays(t.ctx())
  expect(await t.rows(`select * from stats.day_tickets order by 1, 2, 3, 4, 5`)).toEqual(before)
  // Something of the past came in: from that day on it is counted anew.
  await t.rows(`update support.tickets set rating = 1, rated_at = created_at + interval '1 hour' where reference = 'TKT-100100'`)
  const day = (await t.rows<{ d: string }>(`select (created_at at time zone 'Asia/Kolkata')::date::text d from support.tickets where reference = 'TKT-100100'`))[0]!.d
  await t.tx((tx) => restate(tx, day))
  const fresh = await all()
  expect(fresh[0].satisfaction.count).toBeGreaterThanOrEqual(live[0].satisfaction.count)
  await keepDays(t.ctx())
  expect(await all()).toEqual(fresh)
})

test('what was open when a day ended is what a walk over the tickets finds', async () => {
  const ctx = t.ctx()
  const counted = await countDays(ctx, addDays(today, -20), addDays(today, -1))
  for (const back of [1, 5, 19]) {
    const day = addDays(today, -back)
    const end = new Date(Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime('Asia/Kolkata').epochMilliseconds)
    const [found] = await t.rows<{ n: number; old: number }>(
      `select count(*)::int n, count(*) filter (where $1::timestamptz - created_at > interval '7 days')::int old from support.tickets where created_at < $1 and merged_into_id is null
         and (status in ('open', 'in_progress', 'waiting_customer') or coalesce(resolved_at, cancelled_at, closed_at, updated_at) >= $1)`,
      [end],
    )
    const rows = counted.backlog.filter((b) => b.day === day)
    expect([rows.reduce((n, r) => n + r.open, 0), rows.reduce((n, r) => n + r.older, 0)]).toEqual([found!.n, found!.old])
  }
})

test('property: a percentile from the histogram is within two per cent and a half of the exact one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 60, max: 2_000_000 }), { minLength: 1, maxLength: 300 }), fc.constantFrom(0.5, 0.9), (seconds, share) => {
      const h = new Map<number, number>()
      for (const s of seconds) add(h, String(bucketOf(s)), '1')
      const sorted = seconds.toSorted((a, b) => a - b)
      const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
      expect(Math.abs(percentile(h, share)! / exact - 1)).toBeLessThan(0.025)
    }),
  )
  expect(percentile(new Map(), 0.5)).toBeNull()
  expect(Math.abs(middleOf(bucketOf(3600)) / 3600 - 1)).toBeLessThan(0.021)
})
