import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'

let t: TestApp
let admin: Made
let customer: Made
let categoryId: string
let ticket: string
beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  admin = await make.admin()
  customer = await make.customer()
  categoryId = (await makeSupport(t).category()).id
  ticket = (await customer.client.post('/support/tickets', { categoryId, subject: 'No gas', description: 'Since noon' })).body.id
})

test('an address in percent signs goes through the same doors: origin, limits, who is asking', async () => {
  const encoded = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'POST' = 'GET') =>
    t.app.inject({ method, url: url.replace('/api/', '/%61pi/'), headers, ...(method === 'POST' ? { payload: { email: 'asha@example.test', password: 'wrong password' } } : {}) })
  expect((await encoded('/api/v1/auth/sign-in/email', { origin: 'https://evil.example' }, 'POST')).json().code).toBe('request.cross_site')
  expect((await encoded('/api/v1/support/categories')).headers['ratelimit-limit']).toBe('1200')
  expect((await encoded('/api/v1/user/me', { authorization: `Bearer ${admin.token}` })).json().id).toBe(admin.id)
})

test('a cookie that is not percent-encoded is no failure of ours', async () => {
  const answer = await t
    .client({ cookie: 'manifold.two_factor=%25; manifold.session_token=%25' })
    .post('/auth/sign-in/email', { email: 'asha@example.test', password: 'wrong password' })
  expect([answer.status, answer.body.code]).toEqual([401, 'auth.wrong'])
})

// The client of the tests throws for every answer of 500 and above, so that calling is the check.
test('no list fails on a cursor that somebody made up', async () => {
  const id = randomUUID()
  const cursors = [
    ['a', 'b'],
    ['x', id],
    ['2026-99-99 00:00:00+00', id],
    ['999999-12-31', id],
    [null, null],
    ['infinity', 'x'],
    ['99999999999999999999'],
    [9e15],
    ['\u0000'],
    [null],
    [1e308, 'a', null],
  ]
  const rules = await admin.client.get('/support/rules')
  const of: Readonly<Record<string, string>> = { rules: rules.body.data[0].id, tickets: ticket, people: admin.id }
  const document = t.app.swagger() as unknown as { paths: Record<string, { get?: { parameters?: { name: string; schema?: { enum?: string[] } }[] } }> }
  let lists = 0
  for (const [path, { get }] of Object.entries(document.paths)) {
    if (!get?.parameters?.some((p) => p.name === 'cursor')) continue
    lists++
    const url = path.replace(/\{\w+\}/, of[path.split('/')[4]!] ?? id)
    const sorts = get.parameters.find((p) => p.name === 'sort')?.schema?.enum ?? []
    for (const cursor of cursors)
      for (const sort of [undefined, ...sorts]) await admin.client.get(`${url}?cursor=${Buffer.from(JSON.stringify(cursor)).toString('base64url')}${sort ? `&sort=${sort}` : ''}`)
  }
  expect(lists).toBeGreaterThan(10)
})

test('numbers and days beyond what can be kept are refused', async () => {
  expect((await admin.client.put(`/support/tickets/${ticket}/draft`, { kind: 'reply', body: 'Hello', seenVersion: 2 ** 31 })).body.code).toBe('request.invalid')
  for (const name of ['overview', 'volume', 'sla', 'people'])
    for (const at of ['%2B275760-09-12T00:00:00Z', '-000001-01-01T00:00:00Z', '0001-01-01'])
      for (const end of ['from', 'to']) expect((await admin.client.get(`/support/stats/${name}?${end}=${at}`)).body.code).toBe('request.invalid')
})

test('a canned reply or a macro for a team that does not exist is refused by name', async () => {
  const teamId = randomUUID()
  const canned = { title: 'Thanks', body: 'Thank you' }
  const macro = { name: 'Resolve', actions: [{ do: 'set_status', status: 'resolved' }] }
  for (const [path, body] of [
    ['/support/canned-replies', canned],
    ['/support/macros', macro],
  ] as const) {
    expect((await admin.client.post(path, { ...body, teamId })).body.code).toBe('user.unknown_team')
    const made = await admin.client.post(path, body)
    expect(made.status).toBe(201)
    expect((await admin.client.patch(`${path}/${made.body.id}`, { teamId })).body.code).toBe('user.unknown_team')
  }
})

test('a visitor who guesses the submission key of another gets a report of their own', async () => {
  const report = { categoryId, subject: 'A smell', description: 'In the yard', submissionKey: 'order-0001' }
  const contact = { name: 'Ramesh', phone: '+91 98765 43210' }
  const first = await t.client().post('/support/tickets', { ...report, contact })
  expect((await t.client().post('/support/tickets', { ...report, contact })).body).toMatchObject({ id: first.body.id, claimToken: first.body.claimToken })
  const other = await t.client().post('/support/tickets', { ...report, description: 'Nothing', contact: { name: 'Mallory', email: 'm@example.test' } })
  expect(other.status).toBe(201)
  expect(other.body).toMatchObject({ description: 'Nothing', requester: { name: 'Mallory' } })
  expect(other.body.claimToken).not.toBe(first.body.claimToken)
})

test('tags are the words of staff: a customer or a visitor gives none', async () => {
  const report = { categoryId, subject: 'No gas', description: 'Since noon', tags: ['vip'] }
  expect((await customer.client.post('/support/tickets', report)).body.code).toBe('request.not_allowed')
  expect((await t.client().post('/support/tickets', { ...report, contact: { name: 'Ramesh', phone: '+91 98765 43210' } })).body.code).toBe('request.not_allowed')
  expect((await admin.client.post('/support/tickets', { ...report, requesterId: customer.id })).body.tags).toEqual(['vip'])
})

test('no search of the help centre fails, whatever is typed', async () => {
  for (const typed of ['- '.repeat(100), '-'.repeat(200), '-('.repeat(100), '"-'.repeat(100), "' & ".repeat(40), 'a(-'.repeat(60), '!', '"', '\\', '%'])
    expect((await t.client().get(`/support/faq?search=${encodeURIComponent(typed)}`)).status).toBe(200)
})

test('an address that cannot be read is a problem like every other refusal', async () => {
  const answer = await t.app.inject({ method: 'GET', url: '/api/v1/support/tickets/%E0%A4%A' })
  expect([answer.statusCode, answer.headers['content-type'], answer.json().code]).toEqual([404, 'application/problem+json; charset=utf-8', 'request.not_found'])
})
