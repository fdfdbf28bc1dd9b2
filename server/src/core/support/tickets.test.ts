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

const open = async (who: Made = customer, more: object = {}) => (await who.client.post('/support/tickets', { categoryId: category.id, subject: 'The meter display is blank', description: 'Since this morning it shows nothing.', ...more })).body
const events = async (ticketId: string) => (await t.rows<{ name: string }>(`select name from platform.events where payload->>'ticketId' = $1 order by seq`, [ticketId])).map((r) => r.name)

test('a customer opens a ticket: answer, rows, clocks, owner, events', async () => {
  const answer = await customer.client.post('/support/tickets', { categoryId: category.id, subject: 'No gas', description: 'No flame since seven.', location: { lat: 18.5, lng: 73.8, address: '302 Shrirang Apts, Karve Nagar, Pune 411052' } })
  expect(answer.status).toBe(201)
  const { body } = answer
  expect(answer.headers.location).toBe(`/api/v1/support/tickets/${body.id}`)
  expect(body.reference).toMatch(/^TKT-[2-9A-HJ-NP-Z]{6}$/)
  expect(body).toMatchObject({ status: 'open', statusLabel: 'Pending', priority: 'medium', requester: { id: customer.id, name: 'Meera Joshi' }, assignee: { id: agent.id, name: 'Kavya Nair' }, team: { id: team.id }, place: 'Karve Nagar', unread: false, emergency: false })
  expect(body.sla).toMatchObject({ kind: 'first_response', state: 'running' })
  expect(body.can).toEqual({ cancel: true, reply: true, rate: false, reopen: false })
  expect(body).not.toHaveProperty('assignment')
  expect(body).not.toHaveProperty('customer')
  expect(await events(body.id)).toEqual(['ticket.created', 'ticket.assigned'])
  expect((await t.rows(`select kind from support.sla_clocks where ticket_id = $1 order by kind`, [body.id])).map((r) => r.kind)).toEqual(['first_response', 'resolution'])
  const staff = (await agent.client.get(`/support/tickets/${body.reference.toLowerCase()}`)).body
  expect(staff).toMatchObject({ statusLabel: 'Open', unread: true, assignment: { reason: expect.stringContaining('only one who could take it'), candidates: [{ id: agent.id, eligible: true }] }, customer: { id: customer.id, email: customer.email } })
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
import { afterEach } from 'vitest'
afterEach(() => { for (const l of t.logged.splice(0)) if (/"level":50/.test(l)) { const e = JSON.parse(l); console.log(e.err?.message, e.err?.stack?.slice(0, 900), JSON.stringify(e.err).slice(0,300)) } })
