import PostalMime from 'postal-mime'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'

let t: TestApp
let make: Make
let customer: Made
let agent: Made
let other: Made
let categoryId: string
beforeAll(async () => {
  t = await testApp({ PUBLIC_URL: 'https://desk.example' })
  make = makeFor(t)
  const desk = makeSupport(t)
  customer = await make.customer({ name: 'Meera Joshi', address: { line1: '302 Shrirang Apts', line2: 'Kothrud', city: 'Pune' } })
  agent = await make.agent({ name: 'Kavya Nair', capacity: 1000 })
  const team = await make.team({ members: [agent.id] })
  // Not in the team, so that nothing becomes theirs by itself.
  other = await make.agent({ name: 'Imran Shaikh' })
  await t.rows(`insert into users.team_members (team_id, person_id) values ($1, $2)`, [team.id, other.id])
  await t.rows(`update users.staff set availability = 'away' where person_id = $1`, [other.id])
  categoryId = (await desk.category({ teamId: team.id, policyId: await desk.policy() })).id
})
beforeEach(async () => {
  await t.work()
  await t.rows('delete from notices.outbox')
})
const open = async (subject = 'The meter display is blank') =>
  (await customer.client.post('/support/tickets', { categoryId, subject, description: 'Since this morning it shows nothing.' })).body
const mails = async (to: Made) => {
  await t.work()
  const rows = await t.rows<{ raw: string }>('select raw from notices.outbox where strpos(address, $1) > 0 order by id', [to.email])
  return Promise.all(rows.map((r) => PostalMime.parse(r.raw)))
}
const subjects = async (to: Made) => (await mails(to)).map((m) => m.subject)

test('an agent is told by mail of a ticket that becomes theirs and of what its customer writes', async () => {
  const ticket = await open()
  const [assigned, ...more] = await mails(agent)
  expect(more).toEqual([])
  expect(assigned!.subject).toBe(`Assigned to you: The meter display is blank (${ticket.reference})`)
  expect(assigned!.text).toContain('“The meter display is blank” is yours now.')
  for (const part of [assigned!.text!, assigned!.html!])
    for (const words of ['Hello Kavya Nair', ticket.reference, 'Customer: Meera Joshi', 'Place: Kothrud', 'Priority: Medium', 'The first answer is due'])
      expect(part).toContain(words)
  expect(assigned!.html).toContain(`href="https://desk.example/admin/tickets/${ticket.reference}"`)

  await customer.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'I changed the <b>battery</b>.\n\nStill blank.' })
  const [, answered, ...rest] = await mails(agent)
  expect(rest).toEqual([])
  expect(answered!.subject).toBe(`Meera Joshi answered: The meter display is blank (${ticket.reference})`)
  expect(answered!.text).toContain('I changed the <b>battery</b>.\n\nStill blank.')
  expect(answered!.html).toContain('I changed the &lt;b&gt;battery&lt;&#x2F;b&gt;.\n\nStill blank.')
  // They hang together in a mail program.
  const reference = (m: typeof assigned) => m!.headers.find((h) => h.key === 'references')!.value.split(' ')[0]
  expect(reference(answered)).toBe(reference(assigned))
})

test('nobody is told of what they did themselves; a colleague who is given the ticket is', async () => {
  const ticket = await open()
  await mails(agent)
  await t.rows('delete from notices.outbox')
  expect((await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'I am looking at it.' })).status).toBe(201)
  expect(await subjects(agent)).toEqual([])
  expect((await agent.client.post(`/support/tickets/${ticket.id}/release`)).status).toBe(200)
  expect((await agent.client.post(`/support/tickets/${ticket.id}/take`)).status).toBe(200)
  expect(await subjects(agent)).toEqual([])
  expect((await agent.client.post(`/support/tickets/${ticket.id}/assign`, { assigneeId: other.id })).status).toBe(200)
  expect(await subjects(other)).toEqual([`Assigned to you: The meter display is blank (${ticket.reference})`])
  expect(await subjects(agent)).toEqual([])
  // From now on the answers are the colleague's.
  await customer.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Thank you.' })
  expect(await subjects(agent)).toEqual([])
  expect((await mails(other)).map((m) => m.subject)).toHaveLength(2)
})

test('these mails can be switched off one by one, and wait for the end of quiet hours', async () => {
  const choose = (email: boolean) =>
    agent.client.put('/notification/preferences', { topics: [{ topic: 'desk.assigned', channels: { inbox: true, push: true, sms: true, email } }] })
  expect((await choose(false)).status).toBe(200)
  const ticket = await open('No flame')
  expect(await subjects(agent)).toEqual([])
  await customer.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'It is back.' })
  expect(await subjects(agent)).toEqual([`Meera Joshi answered: No flame (${ticket.reference})`])
  await choose(true)

  const clock = (hours: number) => new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' }).format(new Date(t.deps.clock.now().getTime() + hours * 3_600_000))
  await agent.client.put('/notification/preferences', { quietHours: { start: clock(-1), end: clock(2), timeZone: 'UTC' } })
  const late = await open('Low pressure')
  expect(await subjects(agent)).toHaveLength(1)
  expect((await agent.client.get('/notification/inbox')).body.data[0]).toMatchObject({ title: 'Assigned to you', body: `${late.reference}: Low pressure` })
  await t.advance(2 * 3_600_000)
  expect((await subjects(agent)).filter((s) => s!.startsWith('Assigned'))).toEqual([`Assigned to you: Low pressure (${late.reference})`])
})
