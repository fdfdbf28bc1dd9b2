import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'

let t: TestApp
let make: Make
let desk: ReturnType<typeof makeSupport>
let customer: Made
let agent: Made
let team: { id: string; name: string }
let category: { id: string; name: string }

beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  desk = makeSupport(t)
  customer = await make.customer({ name: 'Meera Joshi', address: { line1: '302 Shrirang Apts', line2: 'Kothrud', city: 'Pune' } })
  agent = await make.agent({ name: 'Kavya Nair', capacity: 1000 })
  team = await make.team({ members: [agent.id] })
  category = await desk.category({ teamId: team.id, policyId: await desk.policy() })
})

const open = async (who: Made = customer, more: object = {}) =>
  (await who.client.post('/support/tickets', { categoryId: category.id, subject: 'The meter display is blank', description: 'Since this morning it shows nothing.', ...more })).body
const events = async (ticketId: string) =>
  (await t.rows<{ name: string }>(`select name from platform.events where payload->>'ticketId' = $1 order by seq`, [ticketId])).map((r) => r.name)

test('a customer opens a ticket: answer, rows, clocks, owner, events', async () => {
  const answer = await customer.client.post('/support/tickets', {
    categoryId: category.id,
    subject: 'No gas',
    description: 'No flame since seven.',
    location: { lat: 18.5, lng: 73.8, address: '302 Shrirang Apts, Karve Nagar, Pune 411052' },
  })
  expect(answer.status).toBe(201)
  const { body } = answer
  expect(answer.headers.location).toBe(`/api/v1/support/tickets/${body.id}`)
  expect(body.reference).toMatch(/^TKT-[2-9A-HJ-NP-Z]{6}$/)
  expect(body).toMatchObject({
    status: 'open',
    statusLabel: 'Pending',
    priority: 'medium',
    requester: { id: customer.id, name: 'Meera Joshi' },
    assignee: { id: agent.id, name: 'Kavya Nair' },
    team: { id: team.id },
    place: 'Karve Nagar',
    unread: false,
    emergency: false,
  })
  expect(body.sla).toMatchObject({ kind: 'first_response', state: 'running' })
  expect(body.can).toEqual({ cancel: true, reply: true, rate: false, reopen: false })
  expect(body).not.toHaveProperty('assignment')
  expect(body).not.toHaveProperty('customer')
  expect(await events(body.id)).toEqual(['ticket.created', 'ticket.assigned'])
  expect((await t.rows(`select kind from support.sla_clocks where ticket_id = $1 order by kind`, [body.id])).map((r) => r.kind)).toEqual(['first_response', 'resolution'])
  const staff = (await agent.client.get(`/support/tickets/${body.reference.toLowerCase()}`)).body
  expect(staff).toMatchObject({
    statusLabel: 'Open',
    unread: true,
    assignment: { reason: expect.stringContaining('only one who could take it'), candidates: [{ id: agent.id, eligible: true }] },
    customer: { id: customer.id, email: customer.email },
  })
})

test('the whole story: answer, note, waiting, customer answers, resolve, rate, re-open', async () => {
  const ticket = await open()
  const url = `/support/tickets/${ticket.id}`
  const reply = await agent.client.post(`${url}/messages`, { body: 'Have you changed the battery?' })
  expect(reply.status).toBe(201)
  expect(reply.body).toMatchObject({ kind: 'message', internal: false, author: { id: agent.id, side: 'staff', teamName: team.name } })
  const note = await agent.client.post(`${url}/messages`, { body: 'Asked for the battery.', internal: true })
  expect(note.body).toMatchObject({ kind: 'note', internal: true })
  expect((await agent.client.patch(url, { status: 'waiting_customer' })).body).toMatchObject({ status: 'waiting_customer', sla: { state: 'paused' } })
  const mine = (await customer.client.get(url)).body
  expect(mine).toMatchObject({ status: 'waiting_customer', statusLabel: 'Waiting for you', unread: true, nextStep: { kind: 'waiting_for_you' } })
  expect(mine.firstRespondedAt).not.toBeNull()
  expect((await customer.client.get(`${url}/messages`)).body.data.map((m: any) => m.body)).toEqual(['Have you changed the battery?'])
  expect((await agent.client.get(`${url}/messages`)).body.data.map((m: any) => m.kind)).toEqual(['message', 'note'])
  expect((await agent.client.get(`${url}/messages?order=desc&limit=1`)).body.data.map((m: any) => m.kind)).toEqual(['note'])
  expect((await customer.client.get(`/support/messages/${note.body.id}`)).status).toBe(404)
  expect((await customer.client.get(`/support/messages/${reply.body.id}`)).status).toBe(200)
  await customer.client.post(`${url}/messages`, { body: 'Yes, yesterday.' })
  expect((await agent.client.get(url)).body).toMatchObject({ status: 'in_progress', sla: { kind: 'next_response', state: 'running' } })
  expect((await customer.client.post(`${url}/cancel`, {})).body.code).toBe('support.not_open')
  expect((await customer.client.post(`${url}/rate`, { rating: 5 })).body.code).toBe('support.not_resolved')
  await agent.client.post(`${url}/messages`, { body: 'A fitter comes today.', resolve: true })
  expect((await customer.client.get(url)).body).toMatchObject({ status: 'resolved', nextStep: { kind: 'rate' }, can: { rate: true, reopen: true } })
  expect((await customer.client.post(`${url}/rate`, { rating: 4, feedback: 'Quick' })).body).toMatchObject({ rating: 4, feedback: 'Quick' })
  expect((await customer.client.post(`${url}/rate`, { rating: 5 })).body.rating).toBe(5)
  expect((await customer.client.post(`${url}/reopen`, { reason: 'It is blank again' })).body).toMatchObject({ status: 'open', reopenCount: 1, resolvedAt: null })
  await agent.client.patch(url, { status: 'resolved' })
  await agent.client.patch(url, { status: 'closed' })
  expect((await customer.client.post(`${url}/rate`, { rating: 1 })).body.code).toBe('support.rating_closed')
  const late = await customer.client.post(`${url}/messages`, { body: 'And again.' })
  expect(late.status).toBe(201)
  expect(late.body.ticketId).not.toBe(ticket.id)
  expect((await customer.client.get(`/support/tickets/${late.body.ticketId}`)).body).toMatchObject({ follows: { id: ticket.id }, status: 'open' })
  const line = (await customer.client.get(`${url}/timeline?limit=100`)).body.data
  expect(line[0].text).toBe('Meera Joshi opened this service request.')
  expect(line.some((e: any) => e.type === 'note')).toBe(false)
  const all = (await agent.client.get(`${url}/timeline?limit=100`)).body.data
  expect(all.some((e: any) => e.type === 'note')).toBe(true)
  expect(all.at(-1).type).toBe('created')
  const sla = (await agent.client.get(`${url}/sla`)).body
  expect(sla.clocks.find((c: any) => c.kind === 'first_response')).toMatchObject({ state: 'met', calendar: { name: 'Office hours' }, policy: { name: 'Standard' } })
  expect(await t.rows(`select load from support.agent_load where agent_id = $1 and load < 0`, [agent.id])).toEqual([])
})

const get = (who: Made, url: string) => who.client.get(url)

test('what is not yours is not there, at every address', async () => {
  const ticket = await open()
  const stranger = await make.customer()
  const message = (await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Hello' })).body
  for (const id of [ticket.id, ticket.reference]) {
    const url = `/support/tickets/${id}`
    for (const path of ['', '/messages', '/timeline', '/sla']) expect((await stranger.client.get(url + path)).status, `GET ${path}`).toBe(404)
    for (const [path, body] of [
      ['/cancel', {}],
      ['/reopen', {}],
      ['/rate', { rating: 5 }],
      ['/messages', { body: 'Mine now' }],
    ] as const)
      expect((await stranger.client.post(url + path, body)).status, `POST ${path}`).toBe(404)
    // What only staff may do at all is refused before it is looked up.
    for (const path of ['/take', '/release', '/acknowledge', '/attend', '/prevent']) expect((await stranger.client.post(url + path)).status, path).toBe(403)
    expect((await stranger.client.patch(url, { priority: 'urgent' })).status).toBe(403)
    expect((await t.client().get(url)).status).toBe(401)
  }
  expect((await stranger.client.get(`/support/messages/${message.id}`)).status).toBe(404)
  expect((await stranger.client.post('/support/messages', { ticketId: ticket.id, body: 'Mine' })).status).toBe(404)
  expect((await stranger.client.get('/support/tickets')).body.data).toEqual([])
  expect((await stranger.client.get(`/support/tickets?requesterId=${customer.id}`)).body.data).toEqual([])
  for (const bad of ['nonsense', randomUUID(), 'TKT-AAAAA1', 'TKT-999999']) expect((await customer.client.get(`/support/tickets/${bad}`)).status).toBe(404)
})

test('a customer may not do what staff may: notes, priority, other people, the desk', async () => {
  const ticket = await open()
  const url = `/support/tickets/${ticket.id}`
  expect((await customer.client.post(`${url}/messages`, { body: 'psst', internal: true })).status).toBe(403)
  expect((await customer.client.post(`${url}/messages`, { body: 'done', resolve: true })).status).toBe(403)
  expect((await customer.client.patch(url, { status: 'resolved' })).status).toBe(403)
  expect((await customer.client.post('/support/tickets', { categoryId: category.id, subject: 'x', description: 'y', priority: 'urgent' })).status).toBe(403)
  const other = await make.customer()
  expect((await customer.client.post('/support/tickets', { categoryId: category.id, subject: 'x', description: 'y', requesterId: other.id })).status).toBe(403)
  expect((await customer.client.post('/support/categories', { name: 'Mine', kind: 'question', line: 'gas' })).status).toBe(403)
  const row = (await customer.client.get(url)).body
  for (const hidden of ['assignment', 'customer', 'links', 'followers', 'draft', 'viewers', 'emergencyState', 'messagesCount']) expect(row).not.toHaveProperty(hidden)
})

test('internal notes leave no trace that the requester could see', async () => {
  const ticket = await open()
  const url = `/support/tickets/${ticket.id}`
  await agent.client.post(`${url}/messages`, { body: 'First' })
  const before = (await customer.client.get(url)).body
  await agent.client.post(`${url}/messages`, { body: 'Not for their eyes', internal: true })
  const after = (await customer.client.get(url)).body
  expect(after).toEqual(before)
  expect(JSON.stringify((await customer.client.get(`${url}/messages`)).body)).not.toContain('eyes')
  const topics = await t.rows<{ topics: string[] }>(`select topics from platform.events where name = 'ticket.noted' and payload->>'ticketId' = $1`, [ticket.id])
  expect(topics).toHaveLength(1)
  expect(topics[0]!.topics).not.toContain(`user:${customer.id}`)
  expect(topics[0]!.topics).toContain('desk')
  const replied = await t.rows<{ topics: string[] }>(`select topics from platform.events where name = 'ticket.replied' and payload->>'ticketId' = $1`, [ticket.id])
  expect(replied[0]!.topics).toContain(`user:${customer.id}`)
})

test('an edit of an older version is refused, an edit that changes nothing changes nothing', async () => {
  const ticket = await open()
  const url = `/support/tickets/${ticket.id}`
  const { headers } = await agent.client.get(url)
  const edit = (body: object, tag: string) => agent.client.patch(url, body, { headers: { 'if-match': tag } })
  const first = await edit({ priority: 'high', tags: ['b', 'a', 'b'] }, headers.etag!)
  expect(first.body).toMatchObject({ priority: 'high', tags: ['a', 'b'] })
  expect((await edit({ priority: 'low' }, headers.etag!)).body.code).toBe('request.stale')
  const same = await edit({ priority: 'high', status: 'open' }, first.headers.etag!)
  expect(same.body.version).toBe(first.body.version)
  expect((await agent.client.put(url, { subject: 'Meter blank' })).body.subject).toBe('Meter blank')
  expect((await agent.client.patch(url, { colour: 'red' })).body.errors[0].path).toBe('colour')
})

test('a reply written against an older state is told what came in between, but not one’s own', async () => {
  const ticket = await open()
  const url = `/support/tickets/${ticket.id}`
  const seenVersion = (await agent.client.get(url)).body.messageVersion
  await agent.client.post(`${url}/messages`, { body: 'My own', seenVersion })
  expect((await agent.client.post(`${url}/messages`, { body: 'And another', seenVersion })).status).toBe(201)
  await customer.client.post(`${url}/messages`, { body: 'One' })
  await customer.client.post(`${url}/messages`, { body: 'Two' })
  const refused = await agent.client.post(`${url}/messages`, { body: 'Late', seenVersion })
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({ code: 'support.new_messages', newMessages: 2 })
  expect((await agent.client.post(`${url}/messages`, { body: 'Late', seenVersion, confirm: true })).status).toBe(201)
})

test('answers to a category’s questions are checked, all of them at once; they may be left out', async () => {
  const fields = [
    { key: 'since', label: 'Since when?', type: 'text', required: true },
    { key: 'burners', label: 'Which?', type: 'select', required: true, options: [{ value: 'all', label: 'All' }] },
    { key: 'reading', label: 'Reading', type: 'number', required: false },
  ]
  const asked = await desk.category({ fields, teamId: team.id })
  const post = (more: object) => customer.client.post('/support/tickets', { categoryId: asked.id, subject: 'x', description: 'y', ...more })
  const bad = await post({ fields: { burners: 'none', reading: 'many', colour: 'red' } })
  expect(bad.body.errors.map((e: any) => e.path).sort()).toEqual(['fields.burners', 'fields.colour', 'fields.reading', 'fields.since'])
  expect((await post({})).status).toBe(201)
  expect((await post({ fields: { since: 'today', burners: 'all' } })).body.fields).toEqual([
    { key: 'since', label: 'Since when?', value: 'today', text: 'today' },
    { key: 'burners', label: 'Which?', value: 'all', text: 'All' },
  ])
  const off = await desk.category({ active: false })
  expect((await customer.client.post('/support/tickets', { categoryId: off.id, subject: 'x', description: 'y' })).body.code).toBe('support.category_unknown')
  expect((await customer.client.post('/support/tickets', { categoryId: randomUUID(), subject: ' ', description: '' })).body.errors.map((e: any) => e.path).sort()).toEqual([
    'description',
    'subject',
  ])
})

test('staff open a ticket for a customer: no first answer is owed until they write', async () => {
  const made = await agent.client.post('/support/tickets', { categoryId: category.id, subject: 'By phone', description: 'Called us', requesterId: customer.id, priority: 'high' })
  expect(made.body).toMatchObject({ priority: 'high', requester: { id: customer.id }, createdBy: 'staff', channel: 'console' })
  const kinds = async () => (await agent.client.get(`/support/tickets/${made.body.id}/sla`)).body.clocks.map((c: any) => c.kind).sort()
  expect(await kinds()).toEqual(['resolution'])
  await customer.client.post(`/support/tickets/${made.body.id}/messages`, { body: 'And one more thing' })
  expect(await kinds()).toEqual(['first_response', 'resolution'])
  expect((await get(customer, `/support/tickets/${made.body.id}`)).status).toBe(200)
})

test('a customer’s words follow the kind', async () => {
  const complaints = await desk.category({ kind: 'complaint', teamId: team.id })
  const made = (await customer.client.post('/support/tickets', { categoryId: complaints.id, subject: 'Late', description: 'The cylinder came late' })).body
  const url = `/support/tickets/${made.id}`
  const label = async (who: Made) => (await who.client.get(url)).body.statusLabel
  expect([await label(customer), await label(agent)]).toEqual(['Pending', 'Open'])
  await agent.client.patch(url, { status: 'in_progress' })
  expect([await label(customer), await label(agent)]).toEqual(['Pending', 'In progress'])
  await agent.client.patch(url, { status: 'resolved' })
  expect([await label(customer), await label(agent)]).toEqual(['Completed', 'Resolved'])
  // Pending is one word for three states, so it is called off in all three.
  for (const status of ['in_progress', 'waiting_customer']) {
    const again = `/support/tickets/${(await customer.client.post('/support/tickets', { categoryId: complaints.id, subject: 'Late', description: 'Late again' })).body.id}`
    await agent.client.patch(again, { status })
    expect((await customer.client.get(again)).body).toMatchObject({ statusLabel: 'Pending', can: { cancel: true } })
    expect((await customer.client.post(`${again}/cancel`)).body).toMatchObject({ statusLabel: 'Cancelled' })
  }
})

test('the customer cancels while it is open, and everything that follows is refused by name', async () => {
  const ticket = await open()
  const url = `/support/tickets/${ticket.id}`
  expect((await customer.client.post(`${url}/cancel`, { reason: 'It works again' })).body).toMatchObject({ status: 'cancelled', can: { cancel: false, reply: true } })
  expect((await customer.client.post(`${url}/cancel`)).body.code).toBe('request.illegal_move')
  expect((await agent.client.patch(url, { status: 'open' })).body).toMatchObject({ code: 'request.illegal_move', from: 'cancelled', to: 'open' })
  expect((await agent.client.post(`${url}/messages`, { body: 'Too late' })).body.code).toBe('support.ended')
  expect((await agent.client.post(`${url}/messages`, { body: 'But a note is fine', internal: true })).status).toBe(201)
  expect((await agent.client.post(`${url}/take`)).status).toBe(200)
  const line = (await customer.client.get(`${url}/timeline`)).body.data
  expect(line.at(-1).text).toBe('Meera Joshi changed the status from Pending to Cancelled. It works again.')
})

test('a ticket may be about what a module declares and the person may see, and nothing else', async () => {
  const customer = await make.customer()
  const { id: categoryId } = await desk.category()
  const open = (relatedTo: object, who = customer) => who.client.post('/support/tickets', { categoryId, subject: 'About', description: 'This', relatedTo })
  const unknown = await open({ type: 'spaceship', id: '1' })
  expect(unknown).toMatchObject({ status: 422, body: { code: 'support.related_type' } })
  expect(unknown.body.types).toContain('ticket')
  expect(unknown.body.errors[0]).toMatchObject({ path: 'relatedTo.type', message: expect.stringMatching(/^must be one of .*\bticket\b/) })
  const first = (await customer.client.post('/support/tickets', { categoryId, subject: 'First', description: 'This' })).body
  expect((await open({ type: 'ticket', id: first.reference })).body.relatedTo).toMatchObject({
    type: 'ticket',
    label: `${first.reference} First`,
    href: `/requests/${first.reference}`,
  })
  expect((await open({ type: 'ticket', id: first.id }, await make.customer())).body.code).toBe('support.related_unknown')
  const staff = await make.agent()
  expect((await staff.client.patch(`/support/tickets/${first.id}`, { relatedTo: { type: 'spaceship', id: '1' } })).body.code).toBe('support.related_type')
})

test('the customer sees nothing of an internal note: the same ticket, version, instant and ETag before and after, alone and in the list', async () => {
  const its = await make.customer()
  const ticket = await open(its)
  await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'We look at it.' })
  const seen = async () => {
    const one = await its.client.get(`/support/tickets/${ticket.id}`)
    const list = await its.client.get('/support/tickets')
    const { unread: _u, ...body } = one.body
    return { body, etag: one.headers.etag, list: list.body.data, timeline: (await its.client.get(`/support/tickets/${ticket.id}/timeline`)).body }
  }
  const before = await seen()
  const { headers } = await agent.client.get(`/support/tickets/${ticket.id}`)
  await t.advance(60_000)
  const colleague = await make.agent()
  expect((await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Pays late.', internal: true, mentions: [colleague.id] })).status).toBe(201)
  await t.work()
  const after = await seen()
  // What counts down with the clock counts for everybody.
  for (const side of [before, after]) for (const it of [side.body, ...side.list]) delete it.sla.percent
  expect(after).toEqual(before)
  // And a colleague's edit is not refused because somebody wrote a note.
  expect((await agent.client.patch(`/support/tickets/${ticket.id}`, { priority: 'high' }, { headers: { 'if-match': headers.etag! } })).status).toBe(200)
})
