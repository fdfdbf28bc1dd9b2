import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'
import { runTimeRules } from './engine.ts'
import { setupRules } from './rulebook.ts'

let t: TestApp
let customer: Made
let agent: Made
let boss: Made
let categoryId: string
let leakId: string

beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  const support = makeSupport(t)
  ;[customer, agent, boss] = await Promise.all([make.customer({ name: 'Meera Joshi' }), make.agent(), make.supervisor()])
  categoryId = (await support.category({ policyId: await support.policy() })).id
  leakId = (await support.category({ emergency: true })).id
})
beforeEach(async () => void (await t.rows(`delete from desk.rules where key is null`)))

const open = async (over: object = {}) => (await customer.client.post('/support/tickets', { categoryId, subject: 'No gas', description: 'Since the morning', ...over })).body
const seen = async (id: string, who: Made = agent) => (await who.client.get(`/support/tickets/${id}`)).body
const sweep = async () => {
  await runTimeRules(t.ctx())
  await t.work()
}
/** Time passes for the tickets, not for the sessions: rows are moved back instead of the clock forward. */
const older = (id: string, h: number) =>
  t.rows(
    `update support.tickets set created_at = created_at - make_interval(hours => $2), resolved_at = resolved_at - make_interval(hours => $2), rating_requested_at = rating_requested_at - make_interval(hours => $2), sla_due_at = sla_due_at - make_interval(hours => $2) where id = $1`,
    [id, h],
  )
const due = () => t.rows(`update desk.rules set last_run_at = null`)
const rule = async (it: object) => {
  const answer = await boss.client.post('/support/rules', {
    name: 'Test',
    active: true,
    trigger: { on: 'event', event: 'ticket.created' },
    conditions: { match: 'all', of: [] },
    actions: [{ do: 'add_tags', tags: ['ruled'] }],
    oncePerTicket: false,
    spacing: null,
    ...it,
  })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
const runs = async (id: string) => (await boss.client.get(`/support/rules/${id}/runs`)).body.data
const shipped = async (key: string) => (await boss.client.get('/support/rules')).body.data.find((r: { key: string }) => r.key === key)

test('a rule fires on an event, in order, and its log says why', async () => {
  const second = await rule({
    name: 'Second',
    order: 2000,
    conditions: { match: 'all', of: [{ field: 'tags', is: 'has_any', value: ['first'] }] },
    actions: [{ do: 'set_priority', priority: 'high' }],
  })
  const first = await rule({
    name: 'First',
    order: 1000,
    conditions: {
      match: 'all',
      of: [
        { field: 'subject', is: 'contains', value: 'GAS' },
        { field: 'event.by', is: 'equals', value: 'customer' },
      ],
    },
    actions: [
      { do: 'add_tags', tags: ['first'] },
      { do: 'note', body: 'Hello {{customer.firstName}}' },
    ],
  })
  const ticket = await open()
  await t.work()
  expect(await seen(ticket.id)).toMatchObject({ tags: ['first'], priority: 'high' })
  expect(await runs(first.id)).toMatchObject([
    {
      outcome: 'fired',
      ticket: { reference: ticket.reference },
      did: ['tagged first', 'wrote a note'],
      why: [
        { field: 'subject', found: 'No gas', held: true },
        { field: 'event.by', found: 'customer', held: true },
      ],
    },
  ])
  expect(await runs(second.id)).toHaveLength(1)
  const other = await open({ subject: 'Bill' })
  await t.work()
  expect((await seen(other.id)).tags).toEqual([])
  const timeline = (await agent.client.get(`/support/tickets/${ticket.id}/timeline`)).body.data
  expect(timeline.some((e: { actor: { name: string } }) => e.actor.name === 'Rule: First')).toBe(true)
})

test('rules that undo one another stop: each fires once in a cycle, and no rule sets itself off', async () => {
  const a = await rule({
    name: 'Up',
    order: 1000,
    trigger: { on: 'event', event: 'ticket.changed' },
    conditions: { match: 'all', of: [{ field: 'priority', is: 'equals', value: 'low' }] },
    actions: [{ do: 'set_priority', priority: 'high' }],
  })
  const b = await rule({
    name: 'Down',
    order: 1100,
    trigger: { on: 'event', event: 'ticket.changed' },
    conditions: { match: 'all', of: [{ field: 'priority', is: 'equals', value: 'high' }] },
    actions: [{ do: 'set_priority', priority: 'low' }],
  })
  const ticket = await open()
  await t.work()
  await agent.client.patch(`/support/tickets/${ticket.id}`, { priority: 'low' })
  await t.work()
  expect([(await runs(a.id)).length, (await runs(b.id)).length]).toEqual([1, 1])
  expect((await seen(ticket.id)).priority).toBe('low')
})

test('a rule on changes hears of what another rule changed, within the cycle', async () => {
  await rule({ name: 'Creates a change', order: 1000, actions: [{ do: 'add_tags', tags: ['x'] }] })
  const listens = await rule({
    name: 'Listens',
    order: 900,
    trigger: { on: 'event', event: 'ticket.changed' },
    conditions: {
      match: 'all',
      of: [
        { field: 'event.changed', is: 'has_any', value: ['tags'] },
        { field: 'event.by', is: 'equals', value: 'system' },
      ],
    },
    actions: [{ do: 'set_priority', priority: 'low' }],
  })
  const ticket = await open()
  await t.work()
  expect((await seen(ticket.id)).priority).toBe('low')
  expect(await runs(listens.id)).toHaveLength(1)
})

test('a rule that fails takes no other with it, undoes what it began, and says so', async () => {
  const bad = await rule({ name: 'Bad', order: 1000, actions: [{ do: 'add_tags', tags: ['half'] }, { do: 'close' }] })
  await rule({ name: 'Good', order: 1100, actions: [{ do: 'add_tags', tags: ['good'] }] })
  const ticket = await open()
  await t.work()
  expect((await seen(ticket.id)).tags).toEqual(['good'])
  expect(await runs(bad.id)).toMatchObject([{ outcome: 'failed', error: expect.stringContaining('request.illegal_move') }])
})

test('what would never end, or makes no sense, is refused by name', async () => {
  const post = (it: object) =>
    boss.client.post('/support/rules', {
      name: 'x',
      active: true,
      trigger: { on: 'time', everyMinutes: 15 },
      conditions: { match: 'all', of: [{ field: 'status', is: 'equals', value: 'open' }] },
      actions: [{ do: 'note', body: 'again' }],
      oncePerTicket: false,
      spacing: null,
      ...it,
    })
  expect((await post({})).body.code).toBe('desk.rule_never_ends')
  expect((await post({ oncePerTicket: true })).status).toBe(201)
  expect((await post({ actions: [{ do: 'assign_to_me' }], oncePerTicket: true })).body.errors[0].path).toBe('actions.0.do')
  expect((await post({ actions: [{ do: 'note', body: '{{nobody}}' }], oncePerTicket: true })).body.code).toBe('desk.rule_invalid')
  expect((await post({ conditions: { match: 'all', of: [{ field: 'event.by', is: 'equals', value: 'staff' }] }, oncePerTicket: true })).body.code).toBe('desk.rule_invalid')
  expect((await post({ conditions: { match: 'some', of: [] } })).status).toBe(400)
  const close = await shipped('close')
  expect((await boss.client.delete(`/support/rules/${close.id}`)).body.code).toBe('desk.rule_shipped')
  expect((await boss.client.patch(`/support/rules/${close.id}`, { actions: [{ do: 'note', body: 'x' }] })).body.code).toBe('desk.rule_never_ends')
  for (const who of [agent, customer]) {
    expect((await who.client.get('/support/rules')).status).toBe(403)
    expect((await who.client.post('/support/rules', {})).status).toBe(403)
  }
})

test('dry run: looks at the last tickets, says why, changes nothing', async () => {
  const ticket = await open({ subject: 'Dry run here' })
  const r = await rule({ active: false, conditions: { match: 'all', of: [{ field: 'subject', is: 'contains', value: 'dry run' }] } })
  const dry = (await boss.client.post(`/support/rules/${r.id}/dry-run`)).body
  expect(dry.matched).toBe(1)
  expect(dry.tickets.find((x: { held: boolean }) => x.held).ticket.id).toBe(ticket.id)
  const tried = (await boss.client.post(`/support/rules/${r.id}/dry-run`, { conditions: { match: 'all', of: [] } })).body
  expect(tried.matched).toBe(tried.looked)
  expect((await seen(ticket.id)).tags).toEqual([])
  expect(await runs(r.id)).toEqual([])
})

test('the order can be changed', async () => {
  const [a, b] = [await rule({ name: 'A', order: 5000 }), await rule({ name: 'B', order: 5001 })]
  const order = (await boss.client.post('/support/rules/reorder', { ids: [b.id, a.id] })).body.data.map((x: { id: string }) => x.id)
  expect(order.slice(0, 2)).toEqual([b.id, a.id])
  expect((await boss.client.post('/support/rules/reorder', { ids: [categoryId] })).status).toBe(400)
})

test('shipped: open for more than 48 hours is escalated once', async () => {
  const ticket = await open()
  await t.work()
  await agent.client.patch(`/support/tickets/${ticket.id}`, { assigneeId: null, status: 'open' })
  await older(ticket.id, 47)
  await due()
  await sweep()
  expect((await seen(ticket.id)).tags).toEqual([])
  await older(ticket.id, 2)
  await due()
  await sweep()
  expect(await seen(ticket.id)).toMatchObject({ tags: ['escalated'], priority: 'high' })
  await due()
  await sweep()
  expect((await seen(ticket.id)).priority).toBe('high')
  expect((await runs((await shipped('escalate')).id)).filter((r: { ticket: { id: string } }) => r.ticket.id === ticket.id)).toHaveLength(1)
  expect((await boss.client.get('/notification/inbox')).body.data.some((n: { title: string }) => /escalated/.test(n.title))).toBe(true)
})

test('shipped: an overdue ticket is told again every six hours, not sooner', async () => {
  const ticket = await open()
  await t.work()
  await t.rows(`update support.tickets set sla_due_at = now() - interval '1 hour' where id = $1`, [ticket.id])
  const told = async () => (await t.rows(`select 1 from platform.events where name = 'ticket.overdue' and payload->>'ticketId' = $1`, [ticket.id])).length
  for (let i = 0; i < 3; i++) {
    await due()
    await sweep()
  }
  expect(await told()).toBe(1)
  await t.rows(`update desk.rule_marks set last_at = last_at - interval '6 hours' where ticket_id = $1`, [ticket.id])
  await due()
  await sweep()
  expect(await told()).toBe(2)
})

test('shipped: a rating is asked for after two days and at most three times; a rating stops it, a re-open begins anew', async () => {
  const [quiet, rated, reopened] = [await open(), await open(), await open()]
  for (const x of [quiet, rated, reopened]) await agent.client.patch(`/support/tickets/${x.id}`, { status: 'resolved' })
  const asked = async (id: string) => (await t.rows(`select 1 from platform.events where name = 'ticket.rating_requested' and payload->>'ticketId' = $1`, [id])).length
  const pass = async (h: number) => {
    for (const x of [quiet, rated, reopened]) await older(x.id, h)
    await due()
    await sweep()
  }
  await pass(47)
  expect(await asked(quiet.id)).toBe(0)
  await pass(2)
  expect([await asked(quiet.id), await asked(rated.id), await asked(reopened.id)]).toEqual([1, 1, 1])
  await customer.client.post(`/support/tickets/${rated.id}/rate`, { rating: 5 })
  await customer.client.post(`/support/tickets/${reopened.id}/reopen`)
  await pass(49)
  expect([await asked(quiet.id), await asked(rated.id), await asked(reopened.id)]).toEqual([2, 1, 1])
  // The closing rule would end it before the third request could show; the period is a setting.
  await t.rows(`update support.tickets set resolved_at = now() - interval '100 hours' where id = $1`, [quiet.id])
  await pass(49)
  await t.rows(`update support.tickets set resolved_at = now() - interval '100 hours' where id = $1`, [quiet.id])
  await pass(49)
  expect(await asked(quiet.id)).toBe(3)
})

test('shipped: what stays resolved is closed after seven days, an emergency never, and the period is a setting', async () => {
  const [ticket, leak] = [await open(), await open({ categoryId: leakId })]
  for (const x of [ticket, leak]) {
    await agent.client.patch(`/support/tickets/${x.id}`, { status: 'resolved' })
    await older(x.id, 24 * 7 - 1)
  }
  await due()
  await sweep()
  expect((await seen(ticket.id)).status).toBe('resolved')
  await t.tx(async (tx) => {
    const { changeSetting } = await import('#platform/settings')
    await changeSetting(tx, 'desk.close_after_hours', 100, null)
  })
  const { forgetSettings } = await import('#platform/settings')
  forgetSettings()
  await due()
  await sweep()
  expect((await seen(ticket.id)).status).toBe('closed')
  expect((await seen(leak.id)).status).toBe('resolved')
  // The customer's late words open another ticket, by the desk itself.
  const late = await customer.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Again' })
  expect(late.body.ticketId).not.toBe(ticket.id)
})

test('shipped: a rating of 1 tells the supervisors, once', async () => {
  const ticket = await open()
  await agent.client.patch(`/support/tickets/${ticket.id}`, { status: 'resolved' })
  await customer.client.post(`/support/tickets/${ticket.id}/rate`, { rating: 1 })
  await t.work()
  await customer.client.post(`/support/tickets/${ticket.id}/rate`, { rating: 2 })
  await t.work()
  expect((await seen(ticket.id)).tags).toEqual(['unhappy'])
  expect((await t.rows(`select 1 from platform.events where name = 'desk.told' and payload->>'ticketId' = $1`, [ticket.id])).length).toBe(1)
})

test('setup changes nothing the second time, and keeps what people changed', async () => {
  const close = await shipped('close')
  await boss.client.patch(`/support/rules/${close.id}`, { active: false })
  const before = (await boss.client.get('/support/rules')).body.data
  await t.tx(setupRules)
  expect((await boss.client.get('/support/rules')).body.data).toEqual(before)
  await boss.client.patch(`/support/rules/${close.id}`, { active: true })
})

test('two sweeps at once run a rule once', async () => {
  const r = await rule({
    trigger: { on: 'time', everyMinutes: 15 },
    conditions: { match: 'all', of: [{ field: 'subject', is: 'contains', value: 'only once' }] },
    oncePerTicket: true,
    actions: [{ do: 'note', body: 'once' }],
  })
  const ticket = await open({ subject: 'Only once, please' })
  await t.work()
  await Promise.all(Array.from({ length: 10 }, () => runTimeRules(t.ctx())))
  expect(await runs(r.id)).toHaveLength(1)
  expect((await agent.client.get(`/support/tickets/${ticket.id}/messages`)).body.data).toHaveLength(1)
})
