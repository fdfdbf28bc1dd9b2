import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { system } from '#platform/access'
import { actingAs, inTransaction } from '#platform/db'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'
import { lockTicket } from './access.ts'
import { moveTicket } from './edit.ts'
import { pageAgain } from './emergencies.ts'
import { leakPhrase } from './safety.ts'

let t: TestApp
let make: Make
let desk: ReturnType<typeof makeSupport>
let customer: Made
let chain: Made[]
let team: { id: string }
let leak: { id: string }
let plain: { id: string }
const minute = 60_000

beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  desk = makeSupport(t)
  customer = await make.customer()
  chain = await Promise.all(['First', 'Second', 'Third'].map((name) => make.agent({ name, capacity: 1 })))
  team = await make.team({ members: chain.map((c) => c.id), onCall: chain.map((c) => c.id) })
  leak = await desk.category({ name: 'Gas leak', emergency: true, priority: 'urgent', teamId: team.id, policyId: await desk.policy('Emergency') })
  plain = await desk.category({ teamId: team.id })
})

const report = async (more: object = {}, who: { client: Made['client'] } = customer) =>
  (await who.client.post('/support/tickets', { categoryId: leak.id, subject: 'Smell of gas in the kitchen', description: 'It hisses behind the stove', ...more })).body
const paged = (id: string) =>
  t.rows<{ level: number; people: string[] }>(
    `select (payload->>'level')::int level, (select array_agg(x) from jsonb_array_elements_text(payload->'personIds') x) people from platform.events where name = 'emergency.paged' and payload->>'ticketId' = $1 order by seq`,
    [id],
  )
const again = async (ms: number) => {
  await t.advance(ms)
  await pageAgain(t.ctx())
}
const staff = (id: string) => chain[0]!.client.get(`/support/tickets/${id}`).then((a) => a.body)

test('a leak: urgent, steps and number on the ticket, attend within the hour, clocks that nothing pauses', async () => {
  const ticket = await report()
  expect(ticket).toMatchObject({ priority: 'urgent', emergency: true, nextStep: { kind: 'visit' }, safety: { number: '1906' } })
  expect(ticket.safety.steps[0]).toContain('Leave the building')
  const { clocks } = (await chain[0]!.client.get(`/support/tickets/${ticket.id}/sla`)).body
  const attend = clocks.find((c: any) => c.kind === 'attend')
  expect(attend).toMatchObject({ targetSeconds: 3600, state: 'running', calendar: { name: 'Around the clock' } })
  expect(clocks.find((c: any) => c.kind === 'prevent').targetSeconds).toBe(43_200)
  await chain[0]!.client.patch(`/support/tickets/${ticket.id}`, { status: 'waiting_customer' })
  const after = (await chain[0]!.client.get(`/support/tickets/${ticket.id}/sla`)).body.clocks
  expect(after.find((c: any) => c.kind === 'attend')).toMatchObject({ state: 'running', dueAt: attend.dueAt })
  expect(after.find((c: any) => c.kind === 'resolution').state).toBe('paused')
  expect((await staff(ticket.id)).emergencyState).toMatchObject({ triage: 'uncontrolled', acknowledgedBy: null, paged: [{ person: { id: chain[0]!.id }, level: 0 }] })
  expect(await report({ triage: { where: 'inside', smellGone: true } }).then((x) => staff(x.id))).toMatchObject({
    emergencyState: { triage: 'controlled' },
    sla: { kind: 'first_response' },
  })
})

test('pages go up the chain every few minutes until somebody acknowledges; of forty who press, one has it', async () => {
  const ticket = await report()
  expect((await paged(ticket.id)).map((p) => p.people)).toEqual([[chain[0]!.id]])
  await again(2 * minute)
  expect(await paged(ticket.id)).toHaveLength(1)
  await again(1.1 * minute)
  await again(3.1 * minute)
  await again(3.1 * minute)
  expect((await paged(ticket.id)).map((p) => p.people.length)).toEqual([1, 2, 3, 3])
  const presses = await Promise.all(Array.from({ length: 40 }, (_, i) => chain[i % 3]!.client.post(`/support/tickets/${ticket.id}/acknowledge`)))
  expect(presses.filter((p) => p.status === 200)).toHaveLength(1)
  expect(presses.filter((p) => p.body.code === 'support.acknowledged')).toHaveLength(39)
  await again(10 * minute)
  expect(await paged(ticket.id)).toHaveLength(4)
  const topics = await t.rows<{ topics: string[] }>(`select topics from platform.events where name = 'emergency.paged'`)
  for (const row of topics) expect(row.topics).not.toContain(`user:${customer.id}`)
})

test('a leak that its reporter takes back is still looked at; one that staff end is not paged again', async () => {
  const [taken, ended] = [await report(), await report()]
  expect((await customer.client.post(`/support/tickets/${taken.id}/cancel`, { reason: 'The smell is gone' })).status).toBe(200)
  expect((await chain[0]!.client.post(`/support/tickets/${ended.id}/cancel`, { reason: 'Reported twice' })).status).toBe(200)
  await again(10 * minute)
  expect([(await paged(taken.id)).length, (await paged(ended.id)).length]).toEqual([2, 1])
  expect((await chain[1]!.client.post(`/support/tickets/${taken.id}/acknowledge`)).status).toBe(200)
  await again(10 * minute)
  expect(await paged(taken.id)).toHaveLength(2)
})

test('attended and made safe, with the instants at which they were; not before the report, not twice', async () => {
  const ticket = await report()
  const url = `/support/tickets/${ticket.id}`
  await t.advance(30 * minute)
  const at = new Date(t.ctx().now().getTime() - 5 * minute).toISOString()
  expect((await chain[1]!.client.post(`${url}/attend`, { at: '2020-01-01T00:00:00Z' })).body.code).toBe('support.at_wrong')
  expect((await chain[1]!.client.post(`${url}/attend`, { at })).body.emergencyState).toMatchObject({ attendedAt: at })
  expect((await chain[1]!.client.post(`${url}/attend`)).body.code).toBe('support.attended')
  expect((await customer.client.get(url)).body).toMatchObject({ safety: { number: '1906' }, nextStep: { text: 'We are making it safe.' } })
  expect((await chain[1]!.client.post(`${url}/prevent`)).status).toBe(200)
  // Nobody is told to stay out of a house that was made safe.
  expect((await customer.client.get(url)).body.safety).toBe(null)
  const { clocks } = (await chain[0]!.client.get(`${url}/sla`)).body
  expect(clocks.find((c: any) => c.kind === 'attend')).toMatchObject({ state: 'met', stoppedAt: at })
  expect(clocks.find((c: any) => c.kind === 'prevent').state).toBe('met')
  const other = (await customer.client.post('/support/tickets', { categoryId: plain.id, subject: 'Bill', description: 'Too high' })).body
  expect((await chain[1]!.client.post(`/support/tickets/${other.id}/attend`)).body.code).toBe('support.not_emergency')
  expect((await customer.client.post(`${url}/attend`)).status).toBe(403)
})

test('it goes to somebody although everybody is full, and no rule closes it', async () => {
  const [a, b] = [await report(), await report()]
  expect(a.assignee).not.toBeNull()
  expect(b.assignee).not.toBeNull()
  await chain[0]!.client.patch(`/support/tickets/${a.id}`, { status: 'resolved' })
  const closing = inTransaction(actingAs(t.ctx(), system()), async (tx) => moveTicket(tx, await lockTicket(tx, a.id), 'closed'))
  await expect(closing).rejects.toMatchObject({ code: 'support.emergency_stays' })
  expect((await chain[0]!.client.patch(`/support/tickets/${a.id}`, { status: 'closed' })).body.status).toBe('closed')
  await expect(t.rows(`update support.tickets set merged_into_id = $2 where id = $1`, [b.id, a.id])).rejects.toThrow('emergency_not_merged')
})

test('words that sound like a leak call a person, once, and change nothing else; the person makes it an emergency', async () => {
  const ticket = (await customer.client.post('/support/tickets', { categoryId: plain.id, subject: 'Stove', description: 'The flame is low' })).body
  const url = `/support/tickets/${ticket.id}`
  await customer.client.post(`${url}/messages`, { body: 'Also there is a strong smell of gas near the meter' })
  await customer.client.post(`${url}/messages`, { body: 'The gas smell is still there' })
  const raised = await t.rows(`select payload->>'phrase' phrase, topics from platform.events where name = 'leak.suspected' and payload->>'ticketId' = $1`, [ticket.id])
  expect(raised.map((r) => r.phrase)).toEqual(['smell of gas'])
  expect(raised[0]!.topics).not.toContain(`user:${customer.id}`)
  expect(await staff(ticket.id)).toMatchObject({ tags: ['suspected-leak'], emergency: false, priority: 'medium' })
  expect((await customer.client.get(url)).body.tags).toEqual([])
  expect((await customer.client.get(`${url}/timeline`)).body.data.map((e: any) => e.type)).not.toContain('suspected')
  const after = (await chain[0]!.client.post(`${url}/triage`, { triage: 'uncontrolled' })).body
  expect(after).toMatchObject({ emergency: true, priority: 'urgent', emergencyState: { triage: 'uncontrolled' } })
  expect(await paged(ticket.id)).toHaveLength(1)
  const controlled = (await chain[0]!.client.post(`${url}/triage`, { triage: 'controlled' })).body.emergencyState
  expect(Date.parse(controlled.attendBy) - Date.parse(after.emergencyState.attendBy)).toBe(60 * minute)
})

test.each([
  'I smell gas in the hall',
  'strong odour of gas',
  'the cylinder is leaking from the top',
  'gas leakage since morning',
  'Gas ki badbu aa rahi hai',
  'gas nikal rahi hai',
  'घर में गैस की बदबू आ रही है',
  'गॅसचा वास येतोय',
  'smells like rotten eggs',
  'there is no smell of gas any more',
  'Hissing sound from the regulator',
])('“%s” raises a suspicion', (text) => expect(leakPhrase(text)).not.toBeNull())
test.each([
  'My gas bill is too high',
  'When will the new regulator come?',
  'The meter display is blank',
  'water leaking from the roof',
  'Please change the name on my gas account',
])('“%s” does not', (text) => expect(leakPhrase(text)).toBeNull())

test('a guest reports without an account; the same submission is one ticket; a name alone is not enough', async () => {
  const guest = { client: t.client() }
  const submissionKey = randomUUID()
  const contact = { name: 'Ramesh', phone: '+91 98220 00000' }
  const made = await report({ contact, submissionKey }, guest)
  expect(made).toMatchObject({ requester: { id: null, name: 'Ramesh' }, channel: 'guest', emergency: true })
  expect(made.claimToken).toMatch(/.{20,}/)
  expect(await report({ contact, submissionKey }, guest)).toMatchObject({ id: made.id, claimToken: made.claimToken })
  expect((await guest.client.post('/support/tickets', { categoryId: leak.id, subject: 'x', description: 'y', contact: { name: 'Ramesh' } })).body.code).toBe(
    'support.contact_needed',
  )
  expect((await guest.client.post('/support/tickets', { categoryId: leak.id, subject: 'x', description: 'y', contact, priority: 'low' })).status).toBe(403)
  expect((await guest.client.get(`/support/tickets/${made.id}`)).status).toBe(401)
  expect((await customer.client.get(`/support/tickets/${made.id}`)).status).toBe(404)
  expect((await staff(made.id)).customer).toMatchObject({ id: null, name: 'Ramesh', phone: '+91 98220 00000' })
  expect((await chain[0]!.client.post(`/support/tickets/${made.id}/messages`, { body: 'We come' })).status).toBe(201)
})

test('the safety page needs nobody and no database', async () => {
  const answer = await t.client({ cookie: 'manifold.session_token=nonsense.sig' }).get('/support/safety')
  expect(answer.body.number).toBe('1906')
  expect(answer.body.steps.length).toBeGreaterThanOrEqual(4)
  const pool = t.pool.query
  t.pool.query = (() => Promise.reject(new Error('the database is away'))) as never
  try {
    expect((await customer.client.get('/support/safety')).status).toBe(200)
  } finally {
    t.pool.query = pool
  }
})

const guestReport = (contact: object, more: object = {}, address = '203.0.113.7') =>
  t
    .client()
    .post(
      '/support/tickets',
      { categoryId: leak.id, subject: 'Smell of gas', description: 'In the stairs', contact: { name: 'Somebody', ...contact }, ...more },
      { remoteAddress: address },
    )
const emergenciesOf = async (name: string) => (await t.rows(`select 1 from support.tickets where requester_name = $1`, [name])).length

test('a visitor pages the staff three times in a quarter of an hour for one phone, also of forty at once; then gets the number and the steps', async () => {
  const before = (await t.events()).filter((e) => e === 'emergency.paged').length
  // The same number in other clothes, each from its own address.
  const writings = ['+91 98200 11223', '09820011223', '98200-11223', '+919820011223']
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => guestReport({ name: 'Forty', phone: writings[i % 4] }, {}, `198.51.100.${i + 1}`)))
  expect(answers.filter((a) => a.status === 201)).toHaveLength(3)
  expect(await emergenciesOf('Forty')).toBe(3)
  expect((await t.events()).filter((e) => e === 'emergency.paged').length - before).toBe(3)
  const refused = answers.find((a) => a.status === 429)!
  expect(refused.body).toMatchObject({ code: 'support.reported_often', title: expect.stringContaining('call 1906'), safety: { number: '1906' }, retryAfter: expect.any(Number) })
  expect(refused.body.detail).toContain('Leave the building')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800)
  await t.advance(16 * minute)
  expect((await guestReport({ name: 'Forty', phone: '9820011223' })).status).toBe(201)
})

test('a claimed report is not answered to its visitor again', async () => {
  const submissionKey = randomUUID()
  const body = { categoryId: leak.id, subject: 'Leak', description: 'Hissing', contact: { name: 'Claimed', phone: '9820077001' }, submissionKey }
  const first = (await t.client().post('/support/tickets', body)).body
  const owner = await make.customer()
  expect((await owner.client.post(`/support/tickets/${first.id}/claim`, { token: first.claimToken })).status).toBe(200)
  const again = await t.client().post('/support/tickets', body)
  expect(again.status).toBe(409)
  expect(JSON.stringify(again.body)).not.toContain(first.claimToken)
  expect(JSON.stringify(again.body)).not.toContain(owner.id)
})

test('an account gives no more calls than a phone number does; words of a leak bring the steps whatever the category', async () => {
  const one = await make.customer()
  const leaking = () => one.client.post('/support/tickets', { categoryId: leak.id, subject: 'Leak', description: 'Hissing' })
  expect([(await leaking()).status, (await leaking()).status, (await leaking()).status]).toEqual([201, 201, 201])
  expect(await leaking()).toMatchObject({ status: 429, body: { code: 'support.reported_often', safety: { number: '1906' } } })
  const other = await make.customer()
  const asked = (
    await other.client.post('/support/tickets', { categoryId: plain.id, subject: 'Question', description: 'There is a strong smell of gas and hissing in my kitchen' })
  ).body
  expect(asked).toMatchObject({ emergency: false, safety: { number: '1906' } })
  expect((await other.client.post('/support/tickets', { categoryId: plain.id, subject: 'Bill', description: 'Too high' })).body.safety).toBe(null)
})

test('and ten times an hour from one address whatever phones are named; a repeated sending counts once, an account does not wait', async () => {
  const submissionKey = randomUUID()
  const first = await guestReport({ name: 'Address', phone: '9820055000' }, { submissionKey }, '2001:db8:1:2::1')
  for (let i = 0; i < 4; i++) expect((await guestReport({ name: 'Address', phone: '9820055000' }, { submissionKey }, '2001:db8:1:2::1')).body.id).toBe(first.body.id)
  // A household's network is one address, whichever of its many it uses.
  const answers = []
  for (let i = 1; i < 12; i++) answers.push((await guestReport({ name: 'Address', phone: `98200550${i + 10}` }, {}, `2001:db8:1:2::${i}`)).status)
  expect(answers).toEqual([201, 201, 201, 201, 201, 201, 201, 201, 201, 429, 429])
  expect((await guestReport({ name: 'Neighbour', email: 'n@example.test' }, {}, '2001:db8:1:3::1')).status).toBe(201)
  expect((await customer.client.post('/support/tickets', { categoryId: leak.id, subject: 'Smell', description: 'Here' }, { remoteAddress: '2001:db8:1:2::1' })).status).toBe(201)
})

test('words that sound like a leak count too: past the allowance the suspicion is kept, and nobody is called', async () => {
  const contact = { name: 'Words', phone: '9820077777' }
  const called: number[] = []
  for (let i = 0; i < 4; i++) {
    const made = await t.client().post('/support/tickets', { categoryId: plain.id, subject: 'Gas leak', description: 'gas is leaking', contact }, { remoteAddress: '192.0.2.9' })
    expect(made.status).toBe(201)
    const [event] = await t.rows(`select jsonb_array_length(payload->'personIds') n from platform.events where name = 'leak.suspected' and payload->>'ticketId' = $1`, [
      made.body.id,
    ])
    called.push(event!.n)
  }
  expect(called).toEqual([1, 1, 1, 0].map((n) => n * called[0]!))
  expect(called[0]).toBeGreaterThan(0)
})
