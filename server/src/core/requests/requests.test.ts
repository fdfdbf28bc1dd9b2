import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'

let t: TestApp
let customer: Made
let other: Made
let agent: Made

beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  ;[customer, other, agent] = await Promise.all([make.customer(), make.customer(), make.agent()])
  await makeSupport(t).category({ name: 'No gas' })
})
const create = (over: object = {}, who = customer) => who.client.post('/service-requests', { type: 'no_gas', title: 'No flame', description: 'Since seven', ...over })

test('a customer submits, reads, lists and changes their own requests, also at the sources’ address', async () => {
  const made = await create()
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ title: 'No flame', description: 'Since seven', status: 'pending', resolvedAt: null, reference: expect.stringMatching(/^TKT-/) })
  expect(made.headers.location).toBe(`/api/v1/service-requests/${made.body.id}`)
  expect((await customer.client.get(`/api/service-requests/${made.body.reference}/`)).body).toEqual(made.body)
  expect((await create({ type: 'No gas' })).status).toBe(201)
  const changed = await customer.client.patch(
    `/service-requests/${made.body.id}`,
    { title: 'Still no flame', description: 'Since six' },
    { headers: { 'if-match': made.headers.etag! } },
  )
  expect(changed.body).toMatchObject({ title: 'Still no flame', description: 'Since six' })
  expect((await customer.client.patch(`/service-requests/${made.body.id}`, { title: 'x' }, { headers: { 'if-match': '"v1"' } })).body.code).toBe('request.stale')
  for (let i = 0; i < 3; i++) await create({ title: `n ${i}` })
  const titles: string[] = []
  for (let cursor = ''; ;) {
    const { body } = await customer.client.get(`/service-requests?limit=2${cursor}`)
    titles.push(...body.data.map((r: { title: string }) => r.title))
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  expect(titles).toEqual(['n 2', 'n 1', 'n 0', 'No flame', 'Still no flame'])
  // It is an ordinary ticket to the staff.
  expect((await agent.client.get(`/support/tickets/${made.body.id}`)).body).toMatchObject({ subject: 'Still no flame', channel: 'api' })
})

test('the three words follow the work', async () => {
  const { body } = await create()
  const status = async () => (await customer.client.get(`/service-requests/${body.id}`)).body.status
  const staff = (to: string) => agent.client.patch(`/support/tickets/${body.id}`, { status: to })
  await staff('in_progress')
  expect(await status()).toBe('in_progress')
  await staff('waiting_customer')
  expect(await status()).toBe('in_progress')
  await staff('resolved')
  expect(await status()).toBe('resolved')
  expect((await customer.client.get(`/service-requests/${body.id}`)).body.resolvedAt).not.toBeNull()
  expect((await customer.client.patch(`/service-requests/${body.id}`, { status: 'in_progress' })).body.code).toBe('request.illegal_move')
  expect((await customer.client.patch(`/service-requests/${body.id}`, { status: 'pending' })).body.status).toBe('pending')
  expect((await customer.client.get('/service-requests?status=pending')).body.data.map((r: { id: string }) => r.id)).toContain(body.id)
  const withdrawn = (await create()).body
  expect((await customer.client.patch(`/service-requests/${withdrawn.id}`, { status: 'resolved' })).body.status).toBe('resolved')
  const begun = (await create()).body
  await agent.client.post(`/support/tickets/${begun.id}/messages`, { body: 'on it' })
  expect((await customer.client.patch(`/service-requests/${begun.id}`, { title: 'no' })).body.code).toBe('requests.begun')
})

test('what is not mine is not there, and what is not valid is named', async () => {
  const { body } = await create()
  for (const who of [other, agent]) {
    expect((await who.client.get(`/service-requests/${body.id}`)).status).toBe(404)
    expect((await who.client.patch(`/service-requests/${body.id}`, { title: 'mine' })).status).toBe(404)
  }
  expect((await t.client().get('/service-requests')).status).toBe(401)
  expect((await t.client().post('/service-requests', { type: 'no_gas', title: 'x', description: 'y' })).status).toBe(401)
  const bad = await create({ type: 'teapot' })
  expect([bad.status, bad.body.code, bad.body.errors[0].path]).toEqual([422, 'requests.unknown_type', 'type'])
  expect((await create({ title: ' ' })).body.errors[0].path).toBe('title')
  expect((await customer.client.get('/service-requests?cursor=x')).status).toBe(400)
})
