import { beforeAll, expect, test } from 'vitest'
import { minutes, seconds } from '#platform/time'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'

let t: TestApp
let make: ReturnType<typeof makeFor>
let customer: Made
let other: Made
let agent: Made
let second: Made
let boss: Made
let categoryId: string
let team: { id: string }

beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  ;[customer, other, agent, second, boss] = await Promise.all([
    make.customer({ name: 'Meera Joshi', phone: '+919820012345' }),
    make.customer({ name: 'Ravi Kulkarni' }),
    make.agent({ name: 'Kavya Rao' }),
    make.agent({ name: 'Imran Shaikh' }),
    make.supervisor(),
  ])
  team = await make.team({ members: [agent.id] })
  categoryId = (await makeSupport(t).category({ name: 'Billing', teamId: null })).id
})
const open = async (who: Made = customer, over: object = {}) =>
  (await who.client.post('/support/tickets', { categoryId, subject: 'The bill is too high', description: 'It was 900 and is 2400.', ...over })).body
const seen = async (id: string, who: Made = agent) => (await who.client.get(`/support/tickets/${id}`)).body
const say = (id: string, body: string, who: Made = customer, more: object = {}) => who.client.post(`/support/tickets/${id}/messages`, { body, ...more })
const texts = async (id: string, who: Made) => (await who.client.get(`/support/tickets/${id}/messages?limit=100`)).body.data.map((m: { body: string }) => m.body)

test('saved views: mine, team and shared, counted in one go, used by the list', async () => {
  const mine = (await agent.client.post('/support/views', { name: 'Billing for me', scope: 'mine', filters: { status: ['open'], tag: 'view-test' }, sort: 'newest' })).body
  expect(mine).toMatchObject({ scope: 'mine', own: true, filters: { status: ['open'], tag: 'view-test' } })
  expect((await agent.client.post('/support/views', { name: 'x', scope: 'shared', filters: {} })).body.code).toBe('request.not_allowed')
  expect((await boss.client.post('/support/views', { name: 'x', scope: 'team', filters: {} })).body.code).toBe('desk.team_needed')
  const shared = (await boss.client.post('/support/views', { name: 'All open', scope: 'shared', filters: { status: ['open'] } })).body
  const teams = (await boss.client.post('/support/views', { name: 'Team', scope: 'team', teamId: team.id, filters: { teamId: team.id } })).body
  const a = await open()
  await agent.client.patch(`/support/tickets/${a.id}`, { tags: ['view-test'] })
  await open()
  const names = async (who: Made) => (await who.client.get('/support/views')).body.data.map((v: { id: string }) => v.id)
  expect(await names(agent)).toEqual([shared.id, mine.id, teams.id])
  expect(await names(second)).toEqual([shared.id])
  const counts = (await agent.client.get(`/support/tickets/counts?views=${mine.id},${shared.id}`)).body.data
  expect(counts.find((c: { viewId: string }) => c.viewId === mine.id)).toEqual({ viewId: mine.id, count: 1, more: false })
  expect(counts.find((c: { viewId: string }) => c.viewId === shared.id).count).toBeGreaterThanOrEqual(2)
  expect((await agent.client.get(`/support/tickets?view=${mine.id}`)).body.data.map((r: { id: string }) => r.id)).toEqual([a.id])
  expect((await second.client.get(`/support/tickets?view=${mine.id}`)).status).toBe(404)
  expect((await second.client.patch(`/support/views/${mine.id}`, { name: 'stolen' })).status).toBe(404)
  expect((await second.client.patch(`/support/views/${shared.id}`, { name: 'stolen' })).status).toBe(403)
  expect((await agent.client.patch(`/support/views/${mine.id}`, { name: 'Renamed' }, { headers: { 'if-match': '"v7"' } })).body.code).toBe('request.stale')
  expect((await agent.client.patch(`/support/views/${mine.id}`, { name: 'Renamed' })).body.name).toBe('Renamed')
  expect((await customer.client.get('/support/views')).status).toBe(403)
  expect((await agent.client.delete(`/support/views/${mine.id}`)).status).toBe(204)
  expect(await names(agent)).toEqual([shared.id, teams.id])
})

test('presence: who looks and writes where, told to the others, gone after 40 seconds', async () => {
  const ticket = await open()
  expect((await agent.client.post(`/support/tickets/${ticket.id}/presence`, { field: 'reply' })).body.viewers).toEqual([])
  expect((await second.client.post(`/support/tickets/${ticket.id}/presence`)).body.viewers).toEqual([{ id: agent.id, name: 'Kavya Rao', field: 'reply' }])
  expect((await seen(ticket.id)).viewers.map((v: { name: string }) => v.name)).toEqual(['Imran Shaikh'])
  expect((await customer.client.post(`/support/tickets/${ticket.id}/presence`)).status).toBe(403)
  await t.advance(41 * seconds)
  expect((await seen(ticket.id)).viewers).toEqual([])
  await agent.client.post(`/support/tickets/${ticket.id}/presence`)
  expect((await agent.client.delete(`/support/tickets/${ticket.id}/presence`)).status).toBe(204)
  expect((await seen(ticket.id, second)).viewers).toEqual([])
})

test('drafts: one for each kind, kept for me alone, gone once sent', async () => {
  const ticket = await open()
  const put = (body: object, who = agent) => who.client.put(`/support/tickets/${ticket.id}/draft`, body)
  await put({ kind: 'reply', body: 'Dear Meera', seenVersion: 0 })
  await put({ kind: 'note', body: 'check the meter', seenVersion: 0 })
  expect((await seen(ticket.id)).draft).toMatchObject({ reply: { body: 'Dear Meera' }, note: { body: 'check the meter' } })
  expect((await seen(ticket.id, second)).draft ?? {}).toEqual({})
  await say(ticket.id, 'Dear Meera, done.', agent)
  await t.work()
  expect(Object.keys((await seen(ticket.id)).draft)).toEqual(['note'])
  await agent.client.delete(`/support/tickets/${ticket.id}/draft?kind=note`)
  expect((await seen(ticket.id)).draft ?? {}).toEqual({})
  expect((await put({ kind: 'reply', body: 'x', seenVersion: 0 }, customer)).status).toBe(403)
  await put({ kind: 'reply', body: 'y', seenVersion: 0 })
  await put({ kind: 'reply', body: '  ', seenVersion: 0 })
  expect((await seen(ticket.id)).draft ?? {}).toEqual({})
})

test('read state: unread for each of us, and the customer sees nothing change', async () => {
  const ticket = await open()
  await say(ticket.id, 'Any news?')
  const unread = async (who: Made) => (await who.client.get(`/support/tickets/${ticket.id}`)).body.unread
  expect(await unread(agent)).toBe(true)
  await agent.client.post(`/support/tickets/${ticket.id}/read`)
  expect([await unread(agent), await unread(second)]).toEqual([false, true])
  await say(ticket.id, 'Looking at it', agent)
  expect(await unread(customer)).toBe(true)
  const before = (await seen(ticket.id)).version
  await customer.client.post(`/support/tickets/${ticket.id}/read`)
  expect(await unread(customer)).toBe(false)
  expect((await seen(ticket.id)).version).toBe(before)
  expect((await agent.client.get(`/support/tickets/${ticket.id}/messages`)).body.data.map((m: { readAt: string | null }) => m.readAt !== null)).toEqual([true, true])
  expect((await other.client.post(`/support/tickets/${ticket.id}/read`)).status).toBe(404)
})

test('followers: by hand and by being mentioned', async () => {
  const ticket = await open()
  expect((await agent.client.post(`/support/tickets/${ticket.id}/follow`)).status).toBe(204)
  expect((await seen(ticket.id)).following).toBe(true)
  await say(ticket.id, 'Please look, Imran', agent, { internal: true, mentions: [second.id] })
  await t.work()
  expect((await seen(ticket.id)).followers.map((f: { name: string }) => f.name).toSorted()).toEqual(['Imran Shaikh', 'Kavya Rao'])
  await agent.client.post(`/support/tickets/${ticket.id}/unfollow`)
  expect((await seen(ticket.id)).following).toBe(false)
  expect((await customer.client.post(`/support/tickets/${ticket.id}/follow`)).status).toBe(403)
})

test('snooze: sleeps until its time, woken by a job, by hand, or by the customer', async () => {
  const ticket = await open()
  const until = (ms: number) => new Date(t.deps.clock.now().getTime() + ms).toISOString()
  expect((await agent.client.post(`/support/tickets/${ticket.id}/snooze`, { until: until(-1000) })).body.code).toBe('desk.snooze_past')
  expect((await agent.client.post(`/support/tickets/${ticket.id}/snooze`, { until: until(10 * minutes) })).body.snoozedUntil).not.toBeNull()
  await t.work()
  expect((await seen(ticket.id)).snoozedUntil).not.toBeNull()
  await t.advance(11 * minutes)
  await t.work()
  expect((await seen(ticket.id)).snoozedUntil).toBeNull()
  expect(await t.events()).toContain('ticket.woken')
  await agent.client.post(`/support/tickets/${ticket.id}/snooze`, { until: until(10 * minutes) })
  await say(ticket.id, 'It got worse')
  expect((await seen(ticket.id)).snoozedUntil).toBeNull()
  expect((await customer.client.post(`/support/tickets/${ticket.id}/snooze`, { until: null })).status).toBe(403)
  expect((await customer.client.get(`/support/tickets/${ticket.id}`)).body.snoozedUntil).toBeNull()
})

test('links: parent and child, related, each once; both ends see them', async () => {
  const [a, b] = [await open(), await open(other)]
  expect((await agent.client.post(`/support/tickets/${a.id}/link`, { ticketId: b.reference, type: 'parent' })).status).toBe(204)
  expect((await seen(a.id)).links).toMatchObject([{ type: 'parent', ticket: { id: b.id } }])
  expect((await seen(b.id)).links).toMatchObject([{ type: 'child', ticket: { id: a.id } }])
  expect((await agent.client.post(`/support/tickets/${b.id}/link`, { ticketId: a.id, type: 'parent' })).body.code).toBe('desk.link_exists')
  expect((await agent.client.post(`/support/tickets/${a.id}/link`, { ticketId: a.id, type: 'related' })).body.code).toBe('desk.link_self')
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, i) => agent.client.post(`/support/tickets/${i % 2 ? a.id : b.id}/link`, { ticketId: i % 2 ? b.id : a.id, type: 'related' })),
  )
  expect(tries.filter((r) => r.status === 204)).toHaveLength(1)
  expect((await agent.client.delete(`/support/tickets/${a.id}/links/${b.id}`)).status).toBe(204)
  expect((await agent.client.delete(`/support/tickets/${a.id}/links/${b.id}`)).body.code).toBe('desk.link_missing')
  expect((await customer.client.post(`/support/tickets/${a.id}/link`, { ticketId: b.id, type: 'related' })).status).toBe(403)
})

test('bulk: what can be done is done, and each that is refused says why', async () => {
  const [a, b, c] = [await open(), await open(), await open()]
  await agent.client.post(`/support/tickets/${b.id}/cancel`)
  const { body } = await agent.client.post('/support/tickets/bulk', {
    ids: [a.id, b.id, c.reference, '00000000-0000-4000-8000-000000000000', 'nonsense'],
    change: { status: 'in_progress', addTags: ['bulk'] },
    reason: 'Monday',
  })
  expect(body.done).toEqual([a.id, c.id])
  expect(body.refused).toMatchObject([{ id: b.id, reference: b.reference, code: 'request.illegal_move' }, { code: 'request.not_found' }, { code: 'request.not_found' }])
  expect(await seen(a.id)).toMatchObject({ status: 'in_progress', tags: ['bulk'] })
  expect((await seen(b.id)).tags).toEqual([])
  expect((await customer.client.post('/support/tickets/bulk', { ids: [a.id], change: { status: 'open' } })).status).toBe(403)
  expect((await (await make.finance()).client.post('/support/tickets/bulk', { ids: [a.id], change: { status: 'open' } })).status).toBe(403)
})

test('canned replies and macros: variables are filled, unknown ones refused, a macro does all or nothing', async () => {
  const bad = await boss.client.post('/support/canned-replies', { title: 'x', body: 'Hello {{customer.firstname}}' })
  expect([bad.status, bad.body.code, bad.body.errors[0].path]).toEqual([422, 'desk.unknown_variable', 'body'])
  expect((await boss.client.post('/support/canned-replies', { title: 'x', body: 'Hello {{customer.name' })).status).toBe(422)
  const canned = (
    await boss.client.post('/support/canned-replies', {
      title: 'Photo',
      shortcut: 'photo',
      body: 'Hello {{customer.firstName}}, send a photo for {{ ticket.reference }}. {{agent.firstName}}',
    })
  ).body
  expect((await boss.client.post('/support/canned-replies', { title: 'Again', shortcut: 'photo', body: 'x' })).body.code).toBe('desk.shortcut_taken')
  expect((await agent.client.post('/support/canned-replies', { title: 'x', body: 'y' })).status).toBe(403)
  expect((await customer.client.get('/support/canned-replies')).status).toBe(403)
  const ticket = await open()
  expect((await agent.client.post(`/support/tickets/${ticket.id}/canned-preview`, { cannedReplyId: canned.id })).body.body).toBe(
    `Hello Meera, send a photo for ${ticket.reference}. Kavya`,
  )
  const macro = (
    await boss.client.post('/support/macros', {
      name: 'Ask for a photo',
      actions: [{ do: 'assign_to_me' }, { do: 'add_tags', tags: ['photo'] }, { do: 'reply', cannedReplyId: canned.id }, { do: 'set_status', status: 'waiting_customer' }],
    })
  ).body
  const ran = (await agent.client.post(`/support/tickets/${ticket.id}/macro`, { macroId: macro.id })).body
  expect(ran.did).toEqual(['another owner', 'tagged photo', 'replied', 'status Waiting'])
  expect(ran.ticket).toMatchObject({ status: 'waiting_customer', tags: ['photo'], assignee: { id: agent.id } })
  expect(await texts(ticket.id, customer)).toEqual([`Hello Meera, send a photo for ${ticket.reference}. Kavya`])
  // The last action is not possible, so the first is undone.
  const doomed = (await boss.client.post('/support/macros', { name: 'Doomed', actions: [{ do: 'add_tags', tags: ['doomed'] }, { do: 'close' }] })).body
  expect((await agent.client.post(`/support/tickets/${ticket.id}/macro`, { macroId: doomed.id })).body.code).toBe('request.illegal_move')
  expect((await seen(ticket.id)).tags).toEqual(['photo'])
  expect((await boss.client.post('/support/macros', { name: 'x', actions: [{ do: 'request_rating' }] })).body.code).toBe('desk.macro_invalid')
  expect((await boss.client.post('/support/macros', { name: 'x', actions: [{ do: 'format_disk' }] })).status).toBe(400)
  expect((await (await make.finance()).client.post(`/support/tickets/${ticket.id}/macro`, { macroId: macro.id })).status).toBe(403)
})

test('split: messages become a ticket of their own', async () => {
  const ticket = await open()
  const first = (await say(ticket.id, 'By the way, my meter ticks loudly.')).body
  const reply = (await say(ticket.id, 'Since when?', agent)).body
  const third = (await say(ticket.id, 'A week.')).body
  const made = await agent.client.post(`/support/tickets/${ticket.id}/split`, { messageIds: [first.id, reply.id, third.id], subject: 'Meter ticks' })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    subject: 'Meter ticks',
    description: 'By the way, my meter ticks loudly.',
    requester: { id: customer.id },
    links: [{ type: 'related', ticket: { id: ticket.id } }],
  })
  expect(await texts(made.body.id, customer)).toEqual(['Since when?', 'A week.'])
  expect(await texts(ticket.id, customer)).toEqual([])
  expect((await agent.client.post(`/support/tickets/${ticket.id}/split`, { messageIds: [first.id], subject: 'again' })).body.code).toBe('desk.split_nothing')
  expect((await customer.client.post(`/support/tickets/${ticket.id}/split`, { messageIds: [first.id], subject: 'x' })).status).toBe(403)
})

test('a guest reports, signs up, and claims the report; nobody else can', async () => {
  const { body } = await t
    .client()
    .post('/support/tickets', { categoryId, subject: 'No gas', description: 'Since the morning', contact: { name: 'Asha', phone: '+919812345678' }, submissionKey: 'guest-key-1' })
  const { claimToken: token } = body
  const id = body.id ?? body.ticket.id
  expect(typeof token).toBe('string')
  const twice = await t
    .client()
    .post('/support/tickets', { categoryId, subject: 'No gas', description: 'Since the morning', contact: { name: 'Asha', phone: '+919812345678' }, submissionKey: 'guest-key-1' })
  expect(twice.body.id).toBe(id)
  expect((await other.client.post(`/support/tickets/${id}/claim`, { token: 'wrong-token-wrong-token' })).status).toBe(404)
  expect((await t.client().post(`/support/tickets/${id}/claim`, { token })).status).toBe(401)
  const tries = await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? other : customer).client.post(`/support/tickets/${id}/claim`, { token })))
  const winner = tries.find((r) => r.status === 200)!.body.requester.id as string
  expect(new Set(tries.filter((r) => r.status === 200).map((r) => r.body.requester.id)).size).toBe(1)
  expect((await (winner === customer.id ? other : customer).client.get(`/support/tickets/${id}`)).status).toBe(404)
  expect((await t.rows(`select distinct requester_id r from support.ticket_events where ticket_id = $1`, [id])).map((r) => r.r)).toEqual([winner])
})
