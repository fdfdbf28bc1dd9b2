import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { inTransaction } from '#platform/db'
import { emit } from '#platform/events'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'

// A crowd leaves some hundred jobs (notices, rules) to work through.
vi.setConfig({ testTimeout: 180_000 })

let t: TestApp
let make: Make
let desk: ReturnType<typeof makeSupport>
let customers: Made[]
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  desk = makeSupport(t)
  customers = await make.customers(8)
})

const create = (categoryId: string, i = 0) =>
  customers[i % customers.length]!.client.post('/support/tickets', { categoryId, subject: `Ticket ${i}`, description: 'Something is wrong' })
const owners = (categoryId: string) =>
  t.rows<{ assigneeId: string | null; n: number }>(
    `select assignee_id "assigneeId", count(*)::int n from support.tickets where category_id = $1 and status in ('open', 'in_progress') group by 1`,
    [categoryId],
  )
/** What agents carry by the tickets themselves, beside what the load table says. */
const drift = () =>
  t.rows(
    `select l.agent_id from support.agent_load l left join lateral (select coalesce(sum(case t.priority when 'urgent' then 3 when 'high' then 2 else 1 end), 0) w from support.tickets t where t.assignee_id = l.agent_id and t.status in ('open', 'in_progress')) x on true where l.load <> x.w`,
  )

test('forty at once among equals: loads differ by at most one, every ticket has one owner, every decision is kept', async () => {
  const agents = await Promise.all(Array.from({ length: 7 }, () => make.agent({ capacity: 100 })))
  const team = await make.team({ members: agents.map((a) => a.id) })
  const category = await desk.category({ teamId: team.id })
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => create(category.id, i)))
  expect(answers.every((a) => a.status === 201)).toBe(true)
  expect(new Set(answers.map((a) => a.body.reference)).size).toBe(40)
  const loads = (await owners(category.id)).map((o) => o.n)
  expect(loads.reduce((a, b) => a + b)).toBe(40)
  expect(loads).toHaveLength(7)
  expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
  expect(
    await t.rows(`select ticket_id from support.assignments a join support.tickets t on t.id = a.ticket_id where t.category_id = $1 group by 1 having count(*) <> 1`, [
      category.id,
    ]),
  ).toEqual([])
  expect(await drift()).toEqual([])
})

test('forty at once, room for ten: nobody above capacity, and the queue drains as room comes', async () => {
  const agents = await Promise.all([3, 3, 4].map((capacity) => make.agent({ capacity })))
  const team = await make.team({ members: agents.map((a) => a.id) })
  const category = await desk.category({ teamId: team.id })
  await Promise.all(Array.from({ length: 40 }, (_, i) => create(category.id, i)))
  const by = async () => Object.fromEntries((await owners(category.id)).map((o) => [o.assigneeId ?? 'none', o.n]))
  const full = { [agents[0]!.id]: 3, [agents[1]!.id]: 3, [agents[2]!.id]: 4 }
  expect(await by()).toEqual({ ...full, none: 30 })
  const decision = await t.rows(`select reason from support.assignments a join support.tickets t on t.id = a.ticket_id where t.category_id = $1 and a.agent_id is null limit 1`, [
    category.id,
  ])
  expect(decision[0]!.reason).toBe('Everybody who could take it is at capacity.')
  // Two are resolved and one waits for its customer: three come from the queue, oldest first.
  const mine = await t.rows<{ id: string }>(`select id from support.tickets where assignee_id = $1 order by created_at`, [agents[0]!.id])
  await agents[0]!.client.patch(`/support/tickets/${mine[0]!.id}`, { status: 'resolved' })
  await agents[0]!.client.patch(`/support/tickets/${mine[1]!.id}`, { status: 'waiting_customer' })
  await t.work()
  expect(await by()).toEqual({ ...full, none: 28 })
  expect(await t.rows(`select 1 from platform.events where name = 'queue.changed' and payload->>'teamId' = $1`, [team.id])).not.toEqual([])
  // Capacity raised.
  await t.rows(`update users.staff set capacity = 6 where person_id = $1`, [agents[1]!.id])
  await t.happen('user.staff_changed', { personId: agents[1]!.id, staff: true, capacity: 6, skills: [], teamIds: [team.id] })
  await t.work()
  expect((await by())[agents[1]!.id]).toBe(6)
  // Somebody comes online.
  const late = await make.agent({ capacity: 5, teams: [team.id] })
  await t.happen('user.availability_changed', { personId: late.id, availability: 'available' })
  await t.work()
  expect((await by())[late.id]).toBe(5)
  expect(await drift()).toEqual([])
})

test('away, suspended, without the skill, of another team: never chosen; the answer says why', async () => {
  const [away, unskilled, right] = [await make.agent({ available: false, skills: ['meter'] }), await make.agent(), await make.agent({ skills: ['meter'] })]
  const suspended = await make.agent({ skills: ['meter'] })
  await t.rows(`update users.people set status = 'suspended' where id = $1`, [suspended.id])
  const team = await make.team({ members: [away.id, unskilled.id, right.id, suspended.id] })
  const category = await desk.category({ teamId: team.id, skill: 'meter' })
  for (let i = 0; i < 5; i++) expect((await create(category.id, i)).body.assignee.id).toBe(right.id)
  const ticket = (await create(category.id)).body
  const { assignment } = (await right.client.get(`/support/tickets/${ticket.id}`)).body
  const why = Object.fromEntries(assignment.candidates.map((c: any) => [c.id, c.why]))
  expect(why[away.id]).toContain('Away.')
  expect(why[unskilled.id]).toContain('Lacks the skill meter.')
  expect(why[suspended.id]).toContain('Not active.')
})

test('weights: urgent counts three, high two, waiting nothing', async () => {
  const [a, b] = [await make.agent(), await make.agent()]
  const team = await make.team({ members: [a.id, b.id] })
  const [urgent, low] = [await desk.category({ teamId: team.id, priority: 'urgent' }), await desk.category({ teamId: team.id, priority: 'low' })]
  const first = (await create(urgent.id)).body.assignee.id
  const others = [await create(low.id), await create(low.id), await create(low.id)].map((x) => x.body.assignee.id)
  expect(new Set(others)).toEqual(new Set([first === a.id ? b.id : a.id]))
  const load = async (id: string) => (await t.rows(`select load from support.agent_load where agent_id = $1`, [id]))[0]!.load
  expect(await load(first)).toBe(3)
  const [mine] = await t.rows(`select id from support.tickets where assignee_id = $1`, [first])
  const agent = first === a.id ? a : b
  await agent.client.patch(`/support/tickets/${mine!.id}`, { priority: 'high' })
  expect(await load(first)).toBe(2)
  await agent.client.patch(`/support/tickets/${mine!.id}`, { status: 'waiting_customer' })
  expect(await load(first)).toBe(0)
  expect((await agent.client.get('/user/me')).body.load).toBe(0)
})

test('forty press Take: one has it, the others learn who', async () => {
  const agents = await Promise.all(Array.from({ length: 40 }, () => make.agent({ available: false })))
  const team = await make.team({ members: agents.map((a) => a.id) })
  const category = await desk.category({ teamId: team.id })
  const { body } = await create(category.id)
  expect(body.assignee).toBeNull()
  const answers = await Promise.all(agents.map((a) => a.client.post(`/support/tickets/${body.id}/take`)))
  const winners = answers.filter((a) => a.status === 200)
  expect(winners).toHaveLength(1)
  const refused = answers.filter((a) => a.body.code === 'support.taken')
  expect(refused).toHaveLength(39)
  expect(refused[0]!.body.title).toContain(winners[0]!.body.assignee.name)
  expect(await drift()).toEqual([])
})

test('forty create, resolve, take and hand over at once: the loads are what the tickets say', async () => {
  const agents = await Promise.all(Array.from({ length: 5 }, () => make.agent({ capacity: 6 })))
  const team = await make.team({ members: agents.map((a) => a.id) })
  const category = await desk.category({ teamId: team.id })
  const first = await Promise.all(Array.from({ length: 20 }, (_, i) => create(category.id, i)))
  await Promise.all([
    ...Array.from({ length: 20 }, (_, i) => create(category.id, i)),
    ...first.map(({ body }, i) => {
      const by = agents[i % 5]!
      const url = `/support/tickets/${body.id}`
      if (i % 4 === 0) return by.client.patch(url, { status: 'resolved' })
      if (i % 4 === 1) return by.client.post(`${url}/assign`, { assigneeId: agents[(i + 1) % 5]!.id, reason: 'knows it' })
      if (i % 4 === 2) return by.client.patch(url, { priority: 'urgent' })
      return by.client.post(`${url}/release`)
    }),
  ])
  await t.work()
  expect(await drift()).toEqual([])
  expect(
    await t
      .rows(`select 1 from support.tickets where category_id = $1 and status in ('open', 'in_progress') and assignee_id is null and assigned_at is null`, [category.id])
      .then((r) => r.length),
  ).toBeLessThan(40)
})

test('somebody who is suspended leaves their work to others', async () => {
  const [leaver, stayer] = [await make.agent({ capacity: 50 }), await make.agent({ capacity: 50 })]
  const team = await make.team({ members: [leaver.id, stayer.id] })
  const category = await desk.category({ teamId: team.id })
  for (let i = 0; i < 6; i++) await create(category.id, i)
  await t.rows(`update users.people set status = 'suspended' where id = $1`, [leaver.id])
  await t.happen('user.suspended', { personId: leaver.id, staff: true })
  await t.work()
  expect(await owners(category.id)).toEqual([{ assigneeId: stayer.id, n: 6 }])
  expect(await drift()).toEqual([])
})

test('released goes back to the queue and stays there until somebody takes it', async () => {
  const agent = await make.agent()
  const team = await make.team({ members: [agent.id] })
  const category = await desk.category({ teamId: team.id })
  const { body } = await create(category.id)
  expect((await agent.client.post(`/support/tickets/${body.id}/release`)).body.assignee).toBeNull()
  await t.work()
  expect((await agent.client.get(`/support/tickets/${body.id}`)).body.assignee).toBeNull()
  expect((await agent.client.post(`/support/tickets/${body.id}/take`)).body.assignee.id).toBe(agent.id)
  const other = await make.customer()
  expect((await agent.client.post(`/support/tickets/${body.id}/assign`, { assigneeId: other.id })).body.code).toBe('support.not_assignable')
  expect((await agent.client.post(`/support/tickets/${body.id}/assign`, { assigneeId: randomUUID() })).body.code).toBe('support.not_assignable')
})

test('the ramp holds back who has just come online', async () => {
  const [fresh, old] = [await make.agent({ capacity: 50 }), await make.agent({ capacity: 50 })]
  await t.rows(`update users.staff set available_since = now() - interval '1 hour' where person_id = $1`, [old.id])
  const team = await make.team({ members: [fresh.id, old.id] })
  const category = await desk.category({ teamId: team.id })
  const admin = await make.admin()
  await admin.client.put('/config/settings/support.ramp', { value: 2 })
  for (let i = 0; i < 8; i++) await create(category.id, i)
  const by = Object.fromEntries((await owners(category.id)).map((o) => [o.assigneeId, o.n]))
  expect(by).toEqual({ [fresh.id]: 2, [old.id]: 6 })
  await admin.client.put('/config/settings/support.ramp', { value: 0 })
})

test('the same submission sent forty times is one ticket; somebody else’s key is another', async () => {
  const agent = await make.agent()
  const team = await make.team({ members: [agent.id] })
  const category = await desk.category({ teamId: team.id })
  const submissionKey = randomUUID()
  const send = (who: Made) => who.client.post('/support/tickets', { categoryId: category.id, subject: 'Once', description: 'Only once', submissionKey })
  const answers = await Promise.all(Array.from({ length: 40 }, () => send(customers[0]!)))
  expect(new Set(answers.map((a) => a.body.id)).size).toBe(1)
  expect((await send(customers[1]!)).body.id).not.toBe(answers[0]!.body.id)
  expect(await t.rows(`select 1 from support.tickets where category_id = $1`, [category.id])).toHaveLength(2)
})

test('a transaction that rolls back leaves no ticket, no load, no event', async () => {
  const agent = await make.agent()
  const team = await make.team({ members: [agent.id] })
  const category = await desk.category({ teamId: team.id })
  const { createTicket } = await import('./create.ts')
  await expect(
    inTransaction(t.ctx(), async (tx) => {
      await createTicket(tx, { categoryId: category.id, subject: 'x', description: 'y', requesterId: customers[0]!.id })
      await emit(tx, 'queue.changed', { teamId: team.id })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await t.rows(`select 1 from support.tickets where category_id = $1`, [category.id])).toEqual([])
  expect(await t.rows(`select 1 from support.agent_load where agent_id = $1`, [agent.id])).toEqual([])
})
