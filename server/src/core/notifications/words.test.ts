import PostalMime from 'postal-mime'
import { beforeAll, expect, test } from 'vitest'
import { encrypt } from '#platform/crypto'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'
import { noticeTools } from '#test/notices'

let t: TestApp
let make: Make
let tools: ReturnType<typeof noticeTools>
beforeAll(async () => {
  t = await testApp({ PUBLIC_URL: 'https://desk.example', OPERATOR_NAME: 'City Gas' })
  make = makeFor(t)
  tools = noticeTools(t)
  await tools.restart()
})
const template = async (client: Awaited<ReturnType<Make['admin']>>['client'], event: string, channel: string) =>
  (await client.get(`/notification/templates?event=${event}&channel=${channel}`)).body.data[0]
const news = async (personId: string) => {
  await t.happen('test.news', { personIds: [personId], subject: 'Meter' })
  await t.work()
  return (await t.rows('select * from notices.outbox order by id desc limit 1'))[0]!
}

test('templates are edited, previewed and tested by those who may', async () => {
  const [{ client }, agent, customer] = [await make.admin({ timeZone: 'Asia/Kolkata' }), await make.agent(), await make.customer()]
  expect((await agent.client.get('/notification/templates')).status).toBe(403)
  const it = await template(client, 'test.news', 'email')
  expect(it).toMatchObject({ event: 'test.news', language: 'en', edited: false, version: 1, variables: ['name', 'operatorName', 'link', 'emergencyNumber', 'subject', 'at'] })
  const address = `/notification/templates/${it.id}`
  expect((await client.get(address)).headers.etag).toBe('"v1"')

  const draft = { subject: 'About {{subject}}', text: 'Dear {{name}}, on {{at}}.', html: '<p>Dear {{name}}: <b>{{subject}}</b></p>' }
  const shown = (await client.post(`${address}/preview`, { ...draft, sample: { subject: '<i>a</i> & b' } })).body
  expect(shown.subject).toBe('About <i>a</i> & b')
  expect(shown.text).toMatch(/on 21 Nov 2026, 6:20\spm\./i)
  expect(shown.html).toContain('<b>&lt;i&gt;a&lt;&#x2F;i&gt; &amp; b</b>')
  expect((await client.get(address)).body.edited).toBe(false)

  for (const bad of ['{{#open}}never closed', '{{nothing}}', '{{>partial}}', '{{=<% %>=}}', '{{^x']) {
    const { status, body } = await client.patch(address, { text: bad })
    expect([bad, status, body.code, body.errors[0].path]).toEqual([bad, 422, 'notification.template_invalid', 'text'])
  }
  expect((await client.patch(address, { subject: ' ' })).status).toBe(422)
  expect((await client.patch(address, { subjekt: 'x' })).status).toBe(400)
  expect((await client.patch(address, draft, { headers: { 'if-match': '"v9"' } })).body.code).toBe('request.stale')
  const { status, body } = await client.patch(address, draft, { headers: { 'if-match': '"v1"' } })
  expect([status, body.version, body.edited]).toEqual([200, 2, true])

  const mail = await PostalMime.parse((await news(customer.id)).raw)
  expect(mail.subject).toBe('About Meter')
  // A new start of the product keeps what was edited.
  await tools.restart()
  expect((await template(client, 'test.news', 'email')).subject).toBe('About {{subject}}')
  expect((await client.post(`${address}/reset`)).body).toMatchObject({ subject: '{{subject}}', edited: false, version: 3 })
  expect((await t.rows(`select action from platform.audit_log where noun = 'template' and noun_id = $1 order by seq`, [it.id])).map((r) => r.action)).toEqual([
    'template.changed',
    'template.reset',
  ])
  expect((await client.delete(address)).body.code).toBe('notification.template_needed')

  expect((await client.post(`${address}/test`)).status).toBe(204)
  await t.work()
  const [sent] = await t.rows('select * from notices.outbox where delivery_id is null')
  expect(sent!.subject).toBe('[Test] Your meter was read')
  const inboxTest = await template(client, 'test.news', 'inbox')
  await client.post(`/notification/templates/${inboxTest.id}/test`)
  await t.work()
  expect((await client.get('/notification/inbox')).body.data[0].title).toBe('[Test] Your meter was read')
})

test('a person gets the words of their language, and English where there are none', async () => {
  const { client } = await make.admin()
  const hindi = { notice: 'test.news', channel: 'email', language: 'hi', subject: 'खबर: {{subject}}', text: 'नमस्ते {{name}}' }
  const { status, body } = await client.post('/notification/templates', hindi)
  expect([status, body.edited]).toEqual([201, true])
  expect((await client.post('/notification/templates', hindi)).body.code).toBe('notification.template_exists')
  expect((await client.post('/notification/templates', { ...hindi, channel: 'sms', notice: 'user.invited' })).body.code).toBe('notification.unknown_notice')
  const person = await make.customer()
  await t.rows(`update users.people set locale = 'hi-IN' where id = $1`, [person.id])
  expect((await news(person.id)).subject).toBe('खबर: Meter')
  await t.rows(`update users.people set locale = 'fr' where id = $1`, [person.id])
  expect((await news(person.id)).subject).toBe('Meter')
  expect((await client.delete(`/notification/templates/${body.id}`)).status).toBe(204)
})

test('a template that cannot be read does not lose a notice: the default words go out', async () => {
  const person = await make.customer()
  await t.rows(`update notices.templates set text = '{{#broken', subject = '{{/x}}' where notice = 'test.news'`)
  const mail = await news(person.id)
  expect(mail.subject).toBe('Meter')
  expect(mail.text).toContain('Meter happened on')
  expect((await person.client.get('/notification/inbox')).body.data[0].title).toBe('Meter')
  expect(t.logged.some((l) => l.includes('a template cannot be read'))).toBe(true)
  await tools.restart()
  expect((await t.rows(`select count(*)::int n from notices.templates where text like '%broken%'`))[0]).toEqual({ n: 0 })
})

test('rules say who is told where; a team can be told as well', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const tools = noticeTools(t)
  await tools.restart()
  const [{ client }, customer, a, b] = [await make.admin(), await make.customer(), await make.agent(), await make.agent()]
  const team = await make.team({ name: 'Leaks', members: [a.id, b.id] })
  const rules = (await client.get('/notification/rules')).body.data
  const rule = rules.find((r: { notice: string }) => r.notice === 'test.news')
  expect(rule).toMatchObject({
    audience: { kind: 'default', id: null, label: 'Those it concerns' },
    channels: ['inbox', 'email', 'push'],
    possible: ['inbox', 'email', 'push', 'sms'],
    active: true,
    builtIn: true,
    version: 1,
  })

  const extra = await client.post('/notification/rules', { notice: 'test.news', audience: { kind: 'team', id: team.id }, channels: ['inbox'] })
  expect(extra.body).toMatchObject({ audience: { kind: 'team', id: team.id, label: 'Leaks' }, builtIn: false })
  expect((await client.post('/notification/rules', { notice: 'test.news', audience: { kind: 'team', id: team.id }, channels: ['inbox'] })).body.code).toBe(
    'notification.rule_exists',
  )
  expect((await client.post('/notification/rules', { notice: 'test.news', audience: { kind: 'person', id: customer.id }, channels: ['inbox'] })).status).toBe(400)
  expect((await client.post('/notification/rules', { notice: 'user.invited', audience: { kind: 'team', id: team.id }, channels: ['sms'] })).body.code).toBe(
    'notification.unknown_notice',
  )
  expect((await client.patch(`/notification/rules/${rule.id}`, { channels: ['inbox'] }, { headers: { 'if-match': '"v7"' } })).body.code).toBe('request.stale')
  expect((await client.patch(`/notification/rules/${rule.id}`, { channels: ['email'] }, { headers: { 'if-match': '"v1"' } })).body).toMatchObject({
    channels: ['email'],
    version: 2,
  })
  await tools.restart()
  await t.happen('test.news', { personIds: [customer.id] })
  await t.work()
  expect((await tools.deliveries()).map((d) => [d.person_id, d.channel])).toEqual(
    expect.arrayContaining([
      [customer.id, 'email'],
      [a.id, 'inbox'],
      [b.id, 'inbox'],
    ]),
  )
  expect(await tools.deliveries()).toHaveLength(3)

  await client.patch(`/notification/rules/${rule.id}`, { active: false })
  expect((await client.delete(`/notification/rules/${rule.id}`)).body.code).toBe('notification.rule_needed')
  expect((await client.delete(`/notification/rules/${extra.body.id}`)).status).toBe(204)
  await t.happen('test.news', { personIds: [customer.id] })
  await t.work()
  expect(await tools.deliveries()).toHaveLength(3)
})

test('the notices of accounts: what lets somebody in is in the message and nowhere else', async () => {
  const t = await testApp({ PUBLIC_URL: 'https://desk.example', OPERATOR_NAME: 'City Gas' })
  const make = makeFor(t)
  const tools = noticeTools(t)
  const person = await make.customer({ name: 'Ravi', phone: '+919876543210' })
  const secret = (text: string) => encrypt(t.config, 'notice', text)
  await person.client.put('/notification/preferences', { quietHours: { start: '00:00', end: '23:59', timeZone: 'UTC' } })

  await t.happen('user.verification_requested', {
    personId: person.id,
    kind: 'verify',
    to: secret('new@example.test'),
    url: secret('https://desk.example/verify?token=T0KEN-verify'),
  })
  await t.happen('user.reset_requested', { personId: person.id, url: secret('https://desk.example/reset?token=T0KEN-reset') })
  await t.happen('user.code_requested', { phone: secret('+911234567890'), code: secret('482913'), personId: null })
  await t.happen('user.invited', {
    invitationId: person.id,
    email: secret('kavya@example.test'),
    name: secret('Kavya'),
    url: secret('https://desk.example/accept?token=T0KEN-accept'),
    invitedBy: 'Asha',
  })
  await t.happen('user.security_changed', { personId: person.id, what: 'password' })
  await t.work()

  const messages = await tools.outbox()
  expect(messages.map((m) => `${m.address}: ${m.subject}`).sort()).toEqual(
    [
      '+911234567890: null',
      `Ravi <${person.email}>: Choose a new password`,
      `Ravi <${person.email}>: The password was changed`,
      'Kavya <kavya@example.test>: Asha invites you to City Gas',
      'Ravi <new@example.test>: Confirm your e-mail address',
    ].sort(),
  )
  expect(messages.find((m) => m.channel === 'sms')!.text).toContain('482913')
  expect(messages.find((m) => m.subject?.startsWith('Confirm'))!.text).toContain('https://desk.example/verify?token=T0KEN-verify')
  // Safety mail cannot be unsubscribed from, and did not wait for the quiet hours.
  expect(messages.every((m) => m.headers['List-Unsubscribe'] === undefined)).toBe(true)
  const elsewhere = JSON.stringify([
    await t.rows('select * from notices.deliveries'),
    await t.rows('select * from notices.attempts'),
    await t.rows('select * from platform.events'),
    await t.rows('select * from graphile_worker._private_jobs'),
    t.logged,
  ])
  for (const word of ['T0KEN', '482913', '1234567890', 'kavya@', 'new@example']) expect([word, elsewhere.includes(word)]).toEqual([word, false])
  expect((await person.client.get('/notification/inbox')).body.data[0]).toMatchObject({ title: 'The password was changed', href: '/account/security' })
  // A code that comes too late is not sent.
  await t.happen('user.code_requested', { phone: secret('+911234567890'), code: secret('111111'), personId: null })
  await t.advance(6 * 60_000)
  await t.work()
  expect((await tools.deliveries(`channel = 'sms'`)).map((d) => d.status)).toEqual(['sent', 'suppressed'])
})

test('somebody suspended gets safety notices only, and somebody erased none', async () => {
  const [gone, held] = [await make.customer(), await make.customer()]
  await t.rows(`update users.people set status = 'erased' where id = $1`, [gone.id])
  await t.rows(`update users.people set status = 'suspended' where id = $1`, [held.id])
  const before = (await tools.deliveries()).length
  for (const event of ['test.news', 'test.alarm'] as const) await t.happen(event, { personIds: [gone.id, held.id] })
  await t.work()
  expect((await tools.deliveries()).slice(before).map((d) => [d.person_id, d.topic, d.channel])).toEqual([
    [held.id, 'test.alarm', 'inbox'],
    [held.id, 'test.alarm', 'email'],
  ])
})
