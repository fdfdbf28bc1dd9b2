import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { scopes, type Actor } from '#platform/access'
import { canMove } from '#platform/states'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'
import { covers, visibleTickets } from './access.ts'
import { ticketStates } from './change.ts'
import { statuses, type Status } from './words.ts'

// What earlier tests left to the workers is worked through by the last one.
vi.setConfig({ testTimeout: 180_000 })

let t: TestApp
let make: Make
let desk: ReturnType<typeof makeSupport>
let admin: Made
let agent: Made
let customer: Made
let team: { id: string }
let category: { id: string }

beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  desk = makeSupport(t)
  admin = await make.admin()
  agent = await make.agent({ capacity: 1000 })
  customer = await make.customer()
  team = await make.team({ members: [agent.id] })
  category = await desk.category({ teamId: team.id, policyId: await desk.policy() })
})
const open = async (who: Made = customer, more: object = {}) =>
  (await who.client.post('/support/tickets', { categoryId: category.id, subject: 'S', description: 'D', ...more })).body
const list = async (who: Made, query = '') => (await who.client.get(`/support/tickets${query}`)).body.data
const ids = async (who: Made, query = '') => (await list(who, query)).map((r: any) => r.id)

async function walk(who: Made, query: string, limit: number): Promise<string[]> {
  const found: string[] = []
  for (let cursor = ''; ;) {
    const { body } = await who.client.get(`/support/tickets?${query}&limit=${limit}${cursor}`)
    found.push(...body.data.map((r: any) => r.id))
    if (body.nextCursor === null) return found
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
  }
}

test('a customer’s own, newest first, in pages without a gap or a repeat, by two queries a page', async () => {
  const me = await make.customer()
  const made: string[] = []
  for (let i = 0; i < 7; i++) made.unshift((await open(me)).id)
  await open()
  expect(await walk(me, '', 3)).toEqual(made)
  expect(await walk(me, 'sort=oldest', 2)).toEqual(made.toReversed())
  let queries = 0
  const count = t.pool.query.bind(t.pool)
  t.pool.query = ((...args: unknown[]) => (queries++, (count as (...a: unknown[]) => unknown)(...args))) as never
  await me.client.get('/support/tickets')
  t.pool.query = count as never
  expect(queries).toBeLessThanOrEqual(2)
})

test('filters: status, priority, assignee, team, category, tag, emergency, dates, reference', async () => {
  const mine = await desk.category({ teamId: team.id })
  const q = (more: string) => `?categoryId=${mine.id}${more}`
  const [a, b, c] = [await open(customer, { categoryId: mine.id }), await open(customer, { categoryId: mine.id }), await open(customer, { categoryId: mine.id })]
  await agent.client.patch(`/support/tickets/${a.id}`, { priority: 'urgent', tags: ['vip'] })
  await agent.client.patch(`/support/tickets/${b.id}`, { status: 'resolved' })
  await agent.client.post(`/support/tickets/${c.id}/release`)
  const expectIds = async (query: string, wanted: string[]) => expect(new Set(await ids(agent, q(query))), query).toEqual(new Set(wanted))
  await expectIds('&status=open', [a.id, c.id])
  await expectIds('&status=open,resolved', [a.id, b.id, c.id])
  await expectIds('&status=active', [a.id, c.id])
  await expectIds('&priority=urgent', [a.id])
  await expectIds('&assigneeId=none', [c.id])
  await expectIds('&assigneeId=me&status=open', [a.id])
  await expectIds(`&team=${team.id}`, [a.id, b.id, c.id])
  await expectIds('&teamId=mine', [a.id, b.id, c.id])
  await expectIds('&tag=vip', [a.id])
  await expectIds('&emergency=true', [])
  await expectIds('&line=rides', [])
  await expectIds('&kind=service_request', [a.id, b.id, c.id])
  await expectIds(`&requesterId=${customer.id}`, [a.id, b.id, c.id])
  await expectIds(`&from=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`, [])
  await expectIds(`&search=${b.reference.toLowerCase()}`, [b.id])
  for (const bad of [
    '&status=odd',
    '&assigneeId=x',
    '&priority=',
    '&from=yesterday',
    '&cursor=abc',
    '&cursor=WyJ4IiwieSJd',
    `&sort=due&cursor=${Buffer.from(JSON.stringify(['infinite', randomUUID()])).toString('base64url')}`,
  ]) {
    const answer = await agent.client.get(`/support/tickets${q(bad)}`)
    expect([bad, answer.status]).toEqual([bad, bad === '&priority=' ? 200 : 400])
  }
  for (const sort of ['urgency', 'newest', 'oldest', 'updated', 'due'])
    expect(new Set(await walk(agent, `categoryId=${mine.id}&sort=${sort}`, 1)), sort).toEqual(new Set([a.id, b.id, c.id]))
})

test('most urgent first: emergencies, then what is due first, then paused, then ended', async () => {
  const policyId = await desk.policy()
  const [plain, leak] = [await desk.category({ teamId: team.id, policyId }), await desk.category({ teamId: team.id, policyId, emergency: true })]
  const first = await open(customer, { categoryId: plain.id })
  const urgent = await open(customer, { categoryId: plain.id })
  await agent.client.patch(`/support/tickets/${urgent.id}`, { priority: 'urgent' })
  const paused = await open(customer, { categoryId: plain.id })
  await agent.client.patch(`/support/tickets/${paused.id}`, { status: 'waiting_customer' })
  const over = await open(customer, { categoryId: leak.id })
  await agent.client.patch(`/support/tickets/${over.id}`, { status: 'resolved' })
  const emergency = await open(customer, { categoryId: leak.id })
  expect(await ids(agent, `?categoryId=${plain.id},${leak.id}`)).toEqual([emergency.id, urgent.id, first.id, paused.id, over.id])
  expect(await walk(agent, `categoryId=${plain.id},${leak.id}`, 2)).toEqual([emergency.id, urgent.id, first.id, paused.id, over.id])
})

test('scopes of staff: own, team, line, all — in list and detail alike', async () => {
  const other = await make.team()
  const elsewhere = await desk.category({ teamId: other.id, line: 'gas' })
  const mine = await open()
  const theirs = await open(customer, { categoryId: elsewhere.id })
  for (const scope of scopes) {
    const role = `reader_${scope}`
    await t.rows(`insert into users.roles (name, label, permissions) values ($1, $1, $2)`, [role, JSON.stringify({ 'support.ticket.read': scope })])
    const reader = await make.staffWith(role, { teams: [team.id], lines: scope === 'line' ? ['gas'] : [] })
    const seen = new Set(await ids(reader, '?sort=newest&limit=100'))
    const expected = { own: [false, false], team: [true, false], line: [true, true], all: [true, true] }[scope]
    expect([seen.has(mine.id), seen.has(theirs.id)], scope).toEqual(expected)
    for (const [ticket, i] of [
      [mine, 0],
      [theirs, 1],
    ] as const)
      expect((await reader.client.get(`/support/tickets/${ticket.id}`)).status, scope).toBe(expected[i] ? 200 : 404)
    // Seeing is not doing.
    expect((await reader.client.patch(`/support/tickets/${mine.id}`, { priority: 'low' })).status).toBe(403)
    await agent.client.post(`/support/tickets/${theirs.id}/assign`, { assigneeId: reader.id })
    expect((await reader.client.get(`/support/tickets/${theirs.id}`)).status).toBe(200)
    await agent.client.post(`/support/tickets/${theirs.id}/assign`, { assigneeId: null })
  }
})

test('may see but may only answer within the team: 403 for the rest', async () => {
  await t.rows(`insert into users.roles (name, label, permissions) values ('narrow', 'narrow', $1)`, [
    JSON.stringify({ 'support.ticket.read': 'all', 'support.ticket.reply': 'team', 'support.ticket.edit': 'own' }),
  ])
  const narrow = await make.staffWith('narrow', { teams: [] })
  const ticket = await open()
  expect((await narrow.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'x' })).status).toBe(403)
  expect((await narrow.client.patch(`/support/tickets/${ticket.id}`, { priority: 'low' })).status).toBe(403)
  await agent.client.post(`/support/tickets/${ticket.id}/assign`, { assigneeId: narrow.id })
  expect((await narrow.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'x' })).status).toBe(201)
  expect((await narrow.client.patch(`/support/tickets/${ticket.id}`, { priority: 'low' })).status).toBe(200)
})

test('the predicate for sets and the one for a single ticket agree, whoever asks about whatever', async () => {
  const people = [customer.id, agent.id, admin.id]
  const teams = [team.id, (await make.team()).id]
  const arbitraryActor = fc.record({
    id: fc.constantFrom(...people),
    staff: fc.boolean(),
    scope: fc.option(fc.constantFrom(...scopes)),
    teamIds: fc.subarray(teams),
    lines: fc.subarray(['gas', 'rides']),
  })
  const arbitraryTicket = fc.record({
    requesterId: fc.option(fc.constantFrom(...people)),
    assigneeId: fc.option(fc.constantFrom(...people)),
    teamId: fc.option(fc.constantFrom(...teams)),
    line: fc.constantFrom('gas', 'rides'),
  })
  await fc.assert(
    fc.asyncProperty(arbitraryActor, arbitraryTicket, async ({ scope, ...rest }, ticket) => {
      const actor: Actor = { kind: 'user', name: 'x', sessionId: null, locale: 'en', timeZone: 'UTC', permissions: scope === null ? {} : { 'support.ticket.read': scope }, ...rest }
      const params: unknown[] = [ticket.requesterId, ticket.assigneeId, ticket.teamId, ticket.line]
      const condition = visibleTickets(actor, 't', params)
      const [row] = await t.rows<{ ok: boolean | null }>(
        `select coalesce(${condition}, false) ok from (select $1::uuid requester_id, $2::uuid assignee_id, $3::uuid team_id, $4::text line) t`,
        params,
      )
      expect(covers(actor, ticket)).toBe(row!.ok)
    }),
    { numRuns: 300 },
  )
})

test('any walk through the states does what the table says and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 7 }), async (steps) => {
      const { id } = await open()
      let is: Status = 'open'
      let moves = 0
      for (const to of steps) {
        const { status, body } = await agent.client.patch(`/support/tickets/${id}`, { status: to })
        if (to === is) expect(status).toBe(200)
        else if (canMove(ticketStates, is, to)) {
          expect([status, body.status]).toEqual([200, to])
          is = to
          moves++
        } else expect([status, body.code, body.from, body.to]).toEqual([409, 'request.illegal_move', is, to])
      }
      expect(await t.rows(`select count(*)::int n from support.ticket_events where ticket_id = $1 and type = 'status'`, [id])).toEqual([{ n: moves }])
    }),
    { numRuns: 25 },
  )
})

test('forty move one ticket: each status is entered once', async () => {
  const { id } = await open()
  const answers = await Promise.all(Array.from({ length: 40 }, () => agent.client.post(`/support/tickets/${id}/cancel`, { reason: 'twice' })))
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
  expect(await t.rows(`select count(*)::int n from support.ticket_events where ticket_id = $1 and type = 'status'`, [id])).toEqual([{ n: 1 }])
})

test('forty write at once: every message has a number of its own, none is lost', async () => {
  const { id } = await open()
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => (i % 2 ? agent : customer).client.post(`/support/tickets/${id}/messages`, { body: `m${i}`, ...(i % 4 === 3 ? { internal: true } : {}) })),
  )
  const seen = (await agent.client.get(`/support/tickets/${id}/messages?limit=100`)).body.data.map((m: any) => m.n)
  expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
  expect((await agent.client.get(`/support/tickets/${id}`)).body).toMatchObject({ messageVersion: 40, messagesCount: 30 })
})

test('the timeline cannot be changed', async () => {
  const { id } = await open()
  await expect(t.rows(`update support.ticket_events set type = 'x' where ticket_id = $1`, [id])).rejects.toThrow('not changed')
  await expect(t.rows(`delete from support.ticket_events where ticket_id = $1`, [id])).rejects.toThrow('not changed')
})

test('categories: administrators set them up, customers see those in use, nobody deletes one with tickets', async () => {
  const made = await admin.client.post('/support/categories', {
    name: 'Pressure check',
    kind: 'service_request',
    line: 'gas',
    teamId: team.id,
    fields: [{ key: 'burners', label: 'Which?', type: 'select', required: true, options: [{ value: 'all', label: 'All' }] }],
  })
  expect(made.body).toMatchObject({ key: 'pressure-check', active: true, version: 1, safety: null })
  const url = `/support/categories/${made.body.id}`
  expect((await admin.client.post('/support/categories', { name: 'Pressure check', kind: 'issue', line: 'gas' })).body.code).toBe('support.category_key_taken')
  expect((await admin.client.patch(url, { teamId: randomUUID() })).body.code).toBe('support.team_unknown')
  expect((await admin.client.patch(url, { slaPolicyId: randomUUID() })).body.code).toBe('support.policy_unknown')
  expect((await admin.client.patch(url, { fields: [{ key: 'a', label: 'A', type: 'select', required: false }] })).body.errors[0].path).toBe('fields.0.options')
  expect((await admin.client.patch(url, { emergency: true, name: 'Leak' }, { headers: { 'if-match': '"v1"' } })).body.safety.number).toBe('1906')
  expect((await admin.client.patch(url, { name: 'x' }, { headers: { 'if-match': '"v1"' } })).body.code).toBe('request.stale')
  expect((await admin.client.patch(url, { active: false })).body.version).toBe(3)
  const shown = async (who: { client: Made['client'] }) => (await who.client.get('/support/categories')).body.data.some((c: any) => c.id === made.body.id)
  expect([await shown(customer), await shown({ client: t.client() }), await shown(agent)]).toEqual([false, false, true])
  await open()
  expect((await admin.client.delete(`/support/categories/${category.id}`)).body.code).toBe('support.category_in_use')
  expect((await admin.client.delete(url)).status).toBe(204)
  expect((await admin.client.delete(url)).status).toBe(404)
  for (const who of [agent, customer])
    for (const call of [who.client.post('/support/categories', { name: 'x', kind: 'issue', line: 'gas' }), who.client.patch(url, { name: 'x' }), who.client.delete(url)])
      expect((await call).status).toBe(403)
  expect((await admin.client.get(`/admin/audit-log?noun=category&nounId=${made.body.id}`)).body.data.map((a: any) => a.action)).toEqual([
    'category.deleted',
    'category.changed',
    'category.changed',
    'category.created',
  ])
})

test('another category: team and promises follow, the timeline says so; into an emergency it becomes one', async () => {
  const [there, leak] = [
    await desk.category({ name: 'There', teamId: (await make.team()).id, policyId: await desk.policy('Emergency'), kind: 'issue' }),
    await desk.category({ name: 'Leak', teamId: team.id, emergency: true }),
  ]
  const ticket = await open()
  const moved = (await agent.client.patch(`/support/tickets/${ticket.id}`, { categoryId: there.id })).body
  expect(moved).toMatchObject({ category: { name: 'There', kind: 'issue' }, emergency: false })
  expect(moved.team.id).not.toBe(team.id)
  expect((await agent.client.get(`/support/tickets/${ticket.id}/sla`)).body.clocks.find((c: any) => c.kind === 'resolution').policy.name).toBe('Emergency')
  expect((await agent.client.patch(`/support/tickets/${ticket.id}`, { categoryId: leak.id })).body).toMatchObject({
    emergency: true,
    priority: 'urgent',
    emergencyState: { triage: 'uncontrolled' },
  })
  expect((await agent.client.patch(`/support/tickets/${ticket.id}`, { categoryId: there.id })).body.emergency).toBe(true)
})

test('notices go out for what concerns people: received, answered, resolved; assigned', async () => {
  const ticket = await open()
  await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'A fitter comes at two.' })
  await agent.client.patch(`/support/tickets/${ticket.id}`, { status: 'resolved' })
  await t.work()
  const rows = await t.rows<{ notice: string; person_id: string; channel: string }>(`select notice, person_id, channel from notices.deliveries where thread_key = $1`, [
    `ticket:${ticket.id}`,
  ])
  const names = (id: string) => [...new Set(rows.filter((r) => r.person_id === id).map((r) => r.notice))].toSorted()
  expect(names(customer.id)).toEqual(['ticket.created.requester', 'ticket.replied.requester', 'ticket.resolved'])
  expect(names(ticket.assignee.id)).toEqual(['ticket.assigned'])
})
