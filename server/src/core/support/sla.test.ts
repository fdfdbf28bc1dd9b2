import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'
import { sweepClocks } from './sweep.ts'

let t: TestApp
let make: Make
let desk: ReturnType<typeof makeSupport>
let admin: Made
let agent: Made
let customer: Made
let team: { id: string }

const minute = 60_000
const hour = 60 * minute
const nineToFive = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], wed: [['09:00', '17:00']], thu: [['09:00', '17:00']], fri: [['09:00', '17:00']] }

beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  desk = makeSupport(t)
  admin = await make.admin()
  agent = await make.agent({ capacity: 1000 })
  customer = await make.customer()
  team = await make.team({ members: [agent.id] })
})

const target = (calendarId: string, seconds: number) => ({ calendarId, firstResponse: seconds, nextResponse: seconds, resolution: seconds * 2 })
async function policyOf(calendarId: string, seconds: number) {
  const it = target(calendarId, seconds)
  const made = await admin.client.post('/support/sla-policies', {
    name: `Policy ${Math.random()}`,
    targets: { low: it, medium: it, high: target(calendarId, seconds / 2), urgent: target(calendarId, seconds / 4) },
  })
  expect(made.status).toBe(201)
  return made.body
}
const categoryOf = async (policyId: string) => (await desk.category({ policyId, teamId: team.id })).id
const open = async (categoryId: string) => (await customer.client.post('/support/tickets', { categoryId, subject: 'S', description: 'D' })).body
const clocks = async (id: string) => Object.fromEntries((await agent.client.get(`/support/tickets/${id}/sla`)).body.clocks.map((c: any) => [c.kind, c]))
const told = (id: string) =>
  t.rows(`select name, payload->>'kind' kind, (payload->>'percent')::int percent from platform.events where payload->>'ticketId' = $1 and name like 'ticket.sla%' order by seq`, [
    id,
  ])
const sweep = () => sweepClocks(t.ctx())

test('Kolkata, nine to five: paused from Friday 16:00 to Monday 10:00, due Monday 14:00; every interval is explained', async () => {
  const calendar = (await admin.client.post('/support/calendars', { name: 'Kolkata', timeZone: 'Asia/Kolkata', hours: nineToFive })).body
  const policy = await policyOf(calendar.id, 4 * 3600)
  const categoryId = await categoryOf(policy.id)
  await t.setNow(new Date('2026-11-27T12:00:00+05:30'))
  const ticket = await open(categoryId)
  const due = async () => (await clocks(ticket.id)).resolution.dueAt
  const close = (at: string, to: string) => expect(Math.abs(Date.parse(at) - Date.parse(to))).toBeLessThan(2000)
  close(await due(), '2026-11-30T12:00:00+05:30')
  await t.setNow(new Date('2026-11-27T16:00:00+05:30'))
  await agent.client.patch(`/support/tickets/${ticket.id}`, { status: 'waiting_customer' })
  expect((await clocks(ticket.id)).resolution).toMatchObject({ state: 'paused', dueAt: null })
  await t.setNow(new Date('2026-11-30T10:00:00+05:30'))
  await customer.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Here it is' })
  close(await due(), '2026-11-30T14:00:00+05:30')
  const { intervals, usedSeconds } = (await clocks(ticket.id)).resolution
  expect(intervals.map((i: any) => i.kind).slice(0, 4)).toEqual(['counted', 'paused', 'closed', 'paused'])
  expect(Math.abs(intervals.filter((i: any) => i.kind === 'counted').reduce((a: number, i: any) => a + i.seconds, 0) - usedSeconds)).toBeLessThan(2)
  expect((await agent.client.get(`/support/tickets/${ticket.id}`)).body.status).toBe('in_progress')
})

test('75, 90 per cent and the breach are told once each, to staff only; at the deadline it is met', async () => {
  const always = await desk.calendar()
  const categoryId = await categoryOf((await policyOf(always, 3600)).id)
  const ticket = await open(categoryId)
  await sweep()
  expect(await told(ticket.id)).toEqual([])
  await t.advance(46 * minute)
  await Promise.all([sweep(), sweep(), sweep(), sweep()])
  expect(await told(ticket.id)).toEqual([{ name: 'ticket.sla_at_risk', kind: 'first_response', percent: 75 }])
  expect((await agent.client.get(`/support/tickets?sla=at_risk&categoryId=${categoryId}`)).body.data).toMatchObject([{ id: ticket.id, sla: { state: 'at_risk', percent: 76 } }])
  await t.advance(9 * minute)
  await sweep()
  await t.advance(6 * minute)
  await Promise.all([sweep(), sweep(), sweep()])
  await sweep()
  expect((await told(ticket.id)).map((n) => n.percent)).toEqual([75, 90, 100])
  expect((await agent.client.get(`/support/tickets?sla=breached&categoryId=${categoryId}`)).body.data).toHaveLength(1)
  expect(
    await t.rows(`select threshold from support.sla_notices n join support.sla_clocks c on c.id = n.clock_id where c.ticket_id = $1 and c.kind = 'first_response' order by 1`, [
      ticket.id,
    ]),
  ).toEqual([{ threshold: 75 }, { threshold: 90 }, { threshold: 100 }])
  const topics = await t.rows<{ topics: string[] }>(`select topics from platform.events where name like 'ticket.sla%' and payload->>'ticketId' = $1`, [ticket.id])
  for (const row of topics) expect(row.topics).not.toContain(`user:${customer.id}`)
  // Answered too late stays breached; the resolution clock (2 h) goes on.
  await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Sorry' })
  const all = await clocks(ticket.id)
  expect(all.first_response).toMatchObject({ state: 'breached', percent: 100 })
  expect(all.resolution.state).toBe('running')
})

test('an answer in time stops the clock: nothing is told afterwards', async () => {
  const categoryId = await categoryOf((await policyOf(await desk.calendar(), 3600)).id)
  const ticket = await open(categoryId)
  await t.advance(30 * minute)
  await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Hello', internal: true })
  expect((await clocks(ticket.id)).first_response.state).toBe('running')
  await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Hello', resolve: true })
  await t.advance(5 * hour)
  await sweep()
  expect(await told(ticket.id)).toEqual([])
  expect((await clocks(ticket.id)).first_response).toMatchObject({ state: 'met', usedSeconds: 1800 })
  expect((await agent.client.get(`/support/tickets/${ticket.id}`)).body.sla).toMatchObject({ state: 'met', kind: 'resolution' })
})

test('each turn of the customer has a next-response clock of its own', async () => {
  const categoryId = await categoryOf((await policyOf(await desk.calendar(), 3600)).id)
  const ticket = await open(categoryId)
  const url = `/support/tickets/${ticket.id}/messages`
  await agent.client.post(url, { body: 'a' })
  for (const body of ['b', 'c']) await customer.client.post(url, { body })
  await agent.client.post(url, { body: 'd' })
  await customer.client.post(url, { body: 'e' })
  const next = (await agent.client.get(`/support/tickets/${ticket.id}/sla`)).body.clocks.filter((c: any) => c.kind === 'next_response')
  expect(next.map((c: any) => [c.turn, c.state])).toEqual([
    [1, 'met'],
    [2, 'running'],
  ])
})

test('a higher priority shortens what still runs, and leaves what was met', async () => {
  const categoryId = await categoryOf((await policyOf(await desk.calendar(), 3600)).id)
  const ticket = await open(categoryId)
  await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'On it' })
  await t.advance(20 * minute)
  await agent.client.patch(`/support/tickets/${ticket.id}`, { priority: 'urgent' })
  const all = await clocks(ticket.id)
  expect(all.first_response.targetSeconds).toBe(3600)
  expect(all.resolution).toMatchObject({ targetSeconds: 1800, state: 'running' })
  await t.advance(11 * minute)
  await sweep()
  // Three thresholds passed at once: one notice, the gravest; all three are kept.
  expect(await told(ticket.id)).toEqual([{ name: 'ticket.sla_breached', kind: 'resolution', percent: 100 }])
})

test('a changed policy or calendar counts running clocks anew with a record, keeps pauses, and leaves what has stopped', async () => {
  const calendar = (
    await admin.client.post('/support/calendars', {
      name: 'To be changed',
      timeZone: 'UTC',
      hours: {
        mon: [['00:00', '24:00']],
        tue: [['00:00', '24:00']],
        wed: [['00:00', '24:00']],
        thu: [['00:00', '24:00']],
        fri: [['00:00', '24:00']],
        sat: [['00:00', '24:00']],
        sun: [['00:00', '24:00']],
      },
    })
  ).body
  const policy = await policyOf(calendar.id, 3600)
  const categoryId = await categoryOf(policy.id)
  const ticket = await open(categoryId)
  await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'One question', wait: true })
  await t.advance(10 * minute)
  await customer.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'An answer' })
  const before = await clocks(ticket.id)
  const longer = { ...policy.targets, medium: { ...policy.targets.medium, resolution: 9000 } }
  expect((await admin.client.patch(`/support/sla-policies/${policy.id}`, { targets: longer }, { headers: { 'if-match': '"v1"' } })).body.version).toBe(2)
  expect((await admin.client.patch(`/support/sla-policies/${policy.id}`, { name: 'x' }, { headers: { 'if-match': '"v1"' } })).body.code).toBe('request.stale')
  await t.work()
  const after = await clocks(ticket.id)
  expect(Date.parse(after.resolution.dueAt) - Date.parse(before.resolution.dueAt)).toBe(1800_000)
  expect(after.resolution.intervals.some((i: any) => i.kind === 'paused')).toBe(true)
  expect(after.first_response).toMatchObject({ state: 'met', targetSeconds: 3600 })
  const next = await admin.client.patch(`/support/calendars/${calendar.id}`, { hours: { sun: [['10:00', '11:00']] } })
  expect(next.body.version).toBe(2)
  await t.work()
  const last = await clocks(ticket.id)
  expect(last.resolution.calendar).toMatchObject({ name: 'To be changed', version: 2 })
  expect(last.first_response.calendar.version).toBe(1)
  expect(Date.parse(last.resolution.dueAt)).toBeGreaterThan(Date.parse(after.resolution.dueAt))
  const line = (await agent.client.get(`/support/tickets/${ticket.id}/timeline?limit=100`)).body.data
  expect(line.filter((e: any) => e.type === 'terms').map((e: any) => e.text)).toEqual([
    'The promises changed. The calendar To be changed changed.',
    expect.stringContaining('The promises changed. The policy'),
  ])
  expect((await admin.client.delete(`/support/calendars/${calendar.id}`)).body.code).toBe('support.calendar_in_use')
  expect((await admin.client.delete(`/support/sla-policies/${policy.id}`)).body.code).toBe('support.policy_in_use')
  expect((await admin.client.get(`/admin/audit-log?noun=calendar`)).body.data.length).toBeGreaterThan(1)
})

test('re-opened: the resolution clock runs on, the resolved time is a pause', async () => {
  const categoryId = await categoryOf((await policyOf(await desk.calendar(), 3600)).id)
  const ticket = await open(categoryId)
  await agent.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Done', resolve: true })
  await t.advance(24 * hour)
  await customer.client.post(`/support/tickets/${ticket.id}/messages`, { body: 'Not done' })
  const all = await clocks(ticket.id)
  expect((await agent.client.get(`/support/tickets/${ticket.id}`)).body).toMatchObject({ status: 'open', reopenCount: 1 })
  expect(all.resolution.state).toBe('running')
  expect(all.resolution.usedSeconds).toBeLessThan(60)
  expect(all.next_response.state).toBe('running')
})

test('an administrator tries a calendar: New York, a holiday on Monday, due Tuesday 09:30', async () => {
  const answer = await admin.client.post('/support/calendars/preview', {
    timeZone: 'America/New_York',
    hours: nineToFive,
    holidays: ['2026-01-19'],
    start: '2026-01-16T16:30:00-05:00',
    minutes: 60,
  })
  expect(answer.body.dueAt).toBe('2026-01-20T14:30:00.000Z')
  expect(answer.body.intervals.map((i: any) => i.kind)).toEqual(['counted', 'closed', 'holiday', 'closed', 'counted'])
  const paused = await admin.client.post('/support/calendars/preview', {
    timeZone: 'Asia/Kolkata',
    hours: nineToFive,
    start: '2026-11-20T12:00:00+05:30',
    minutes: 480,
    pauses: [{ from: '2026-11-20T16:00:00+05:30', to: '2026-11-23T10:00:00+05:30' }],
  })
  expect(paused.body.dueAt).toBe('2026-11-23T08:30:00.000Z')
  const bad = await admin.client.post('/support/calendars/preview', { timeZone: 'Mars', hours: { mon: [['17:00', '09:00']] }, start: '2026-01-16T16:30:00Z', minutes: 60 })
  expect(bad.body.code).toBe('support.calendar_invalid')
  expect(bad.body.errors.map((e: any) => e.path)).toEqual(['timeZone', 'hours.mon.0'])
  const never = await admin.client.post('/support/calendars/preview', { timeZone: 'UTC', hours: { mon: [['09:00', '09:01']] }, start: '2026-01-16T16:30:00Z', minutes: 4_000_000 })
  expect(never.body.code).toBe('support.calendar_never_opens')
  expect((await customer.client.post('/support/calendars/preview', {})).status).toBe(403)
  expect((await agent.client.post('/support/calendars/preview', {})).status).toBe(403)
})

test('holidays come from a feed, as a new version', async () => {
  const calendar = (await admin.client.post('/support/calendars', { name: 'With holidays', timeZone: 'Asia/Kolkata', hours: nineToFive })).body
  const ical = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1', 'DTSTART;VALUE=DATE:20270126', 'SUMMARY:Republic Day', 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  )
  const answer = await admin.client.post(`/support/calendars/${calendar.id}/import-holidays`, { ical, fromYear: 2027, toYear: 2027 })
  expect(answer.body).toMatchObject({ added: [{ date: '2027-01-26', name: 'Republic Day' }], calendar: { version: 2, holidays: ['2027-01-26'] } })
  expect((await admin.client.post(`/support/calendars/${calendar.id}/import-holidays`, { ical, fromYear: 2027, toYear: 2027 })).body).toMatchObject({
    added: [],
    calendar: { version: 2 },
  })
  expect((await admin.client.post(`/support/calendars/${calendar.id}/import-holidays`, { ical: '<html>' })).body.code).toBe('support.feed_invalid')
  expect((await admin.client.post('/support/calendars', { name: 'with HOLIDAYS', timeZone: 'UTC', hours: nineToFive })).body.code).toBe('support.calendar_taken')
  expect((await admin.client.delete(`/support/calendars/${calendar.id}`)).status).toBe(204)
  expect((await agent.client.get('/support/calendars')).status).toBe(200)
  expect((await customer.client.get('/support/calendars')).status).toBe(403)
})
