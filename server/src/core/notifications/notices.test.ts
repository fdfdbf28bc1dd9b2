import PostalMime from 'postal-mime'
import { beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db'
import { emit } from '#platform/events'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'
import { broken, noticeTools } from '#test/notices'
import { deliver } from './deliver.ts'
import { notify } from './notify.ts'
import { idleNotices } from './registry.ts'

let t: TestApp
let make: Make
let tools: ReturnType<typeof noticeTools>
beforeAll(async () => {
  t = await testApp({ PUBLIC_URL: 'https://desk.example' })
  make = makeFor(t)
  tools = noticeTools(t)
})
const fresh = async () => {
  const t = await testApp({ PUBLIC_URL: 'https://desk.example' })
  return { t, make: makeFor(t), tools: noticeTools(t) }
}

test('an event reaches its audience in the app and by mail, in their zone and language', async () => {
  const person = await make.customer({ name: 'Meera Joshi', timeZone: 'Europe/Berlin' })
  await t.happen('test.news', { personIds: [person.id], subject: 'Your\r\nBcc: x@evil.example meter <b>was read</b>' })
  await t.work()

  const { body } = await person.client.get('/notification/inbox')
  expect(body).toMatchObject({ unreadCount: 1, nextCursor: null })
  expect(body.data).toHaveLength(1)
  expect(body.data[0]).toMatchObject({ topic: 'test.news', title: 'Your Bcc: x@evil.example meter <b>was read</b>', href: '/requests/GAS-1', readAt: null, urgent: false })
  expect(body.data[0].body).toMatch(/^It happened on \d+ \w+ \d{4}, \d+:\d\d\s[ap]m\.$/i)
  const at = new Date((await t.rows(`select at from platform.events where name = 'test.news'`))[0]!.at)
  expect(body.data[0].body).toContain(new Intl.DateTimeFormat('en-IN', { timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(at))
  const [live] = await t.rows(`select topics, payload from platform.events where name = 'notice.created'`)
  expect(live).toEqual({ topics: [`user:${person.id}`], payload: { noticeId: body.data[0].id, unread: 1 } })

  const [captured] = await tools.outbox()
  const mail = await PostalMime.parse(captured!.raw)
  expect(mail.subject).toBe('Your Bcc: x@evil.example meter <b>was read</b>')
  expect(mail.to).toEqual([{ address: person.email, name: 'Meera Joshi' }])
  expect(mail.bcc).toBeUndefined()
  const headers = Object.fromEntries(mail.headers.map((h) => [h.key, h.value]))
  expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' })
  expect(headers['list-unsubscribe']).toMatch(/^<https:\/\/desk\.example\/api\/v1\/notification\/unsubscribe\?token=[\w.-]+>$/)
  expect(headers['content-type']).toMatch(/^multipart\/alternative/)
  expect(mail.replyTo![0]!.address).toBe('desk@manifold.example')
  expect(mail.messageId).toBe(`<${captured!.delivery_id}@desk.example>`)
  expect(mail.text).toContain('Open the request: https://desk.example/requests/GAS-1')
  expect(mail.html).toContain('&lt;b&gt;was read&lt;/b&gt;')
  expect(mail.html).toContain('href="https://desk.example/requests/GAS-1"')
  expect(mail.html).toContain('prefers-color-scheme: dark')

  const supervisor = await make.supervisor()
  const log = (await supervisor.client.get(`/notification/deliveries?recipientId=${person.id}`)).body.data
  expect(log.map((d: { channel: string; status: string }) => `${d.channel} ${d.status}`).sort()).toEqual(['email sent', 'inbox delivered'])
  expect(JSON.stringify(log)).not.toContain(person.email)
  const one = (await supervisor.client.get(`/notification/deliveries/${log.find((d: { channel: string }) => d.channel === 'email').id}`)).body
  expect(one.log.map((l: { to: string }) => l.to)).toEqual(['sending', 'sent'])
  expect((await person.client.get('/notification/deliveries')).status).toBe(403)
  // Codes and links of accounts pass through the outbox: who reads them could become anybody.
  expect([(await supervisor.client.get('/notification/outbox')).status, (await supervisor.client.get(`/notification/outbox/${captured!.id}`)).status]).toEqual([403, 403])
  const admin = await make.admin()
  expect((await admin.client.get(`/notification/outbox/${captured!.id}`)).body).toMatchObject({ channel: 'email', subject: mail.subject, raw: captured!.raw })
})

test('in production a message that opens an account is kept from administrators too; others are shown', async () => {
  const t = await testApp({ DATABASE_URL: 'postgres://in.production', SECRET: 's'.repeat(40), PUBLIC_URL: 'https://desk.example', CAPTURE_MESSAGES: 'true' })
  const make = makeFor(t)
  const [person, admin] = [await make.customer(), await make.admin()]
  await t.happen('test.news', { personIds: [person.id], subject: 'Your meter was read' })
  expect((await t.client().post('/auth/request-password-reset', { email: person.email })).status).toBe(200)
  await t.work()
  const sent = await noticeTools(t).outbox()
  const secret = sent.find((m) => /reset-password/.test(m.text))!
  const listed = (await admin.client.get('/notification/outbox')).body.data as { id: string; subject: string }[]
  expect(listed.find((m) => m.id === secret.id)!.subject).toMatch(/^Not shown/)
  expect(listed.map((m) => m.subject)).toContain('Your meter was read')
  expect((await admin.client.get(`/notification/outbox/${secret.id}`)).body).toMatchObject({ text: expect.stringMatching(/^Not shown/), html: null, raw: null, headers: {} })
})

test('reading counts down, is told live, and moves the delivery; nobody reads for another', async () => {
  const [person, other] = [await make.customer(), await make.customer()]
  for (const subject of ['one', 'two', 'three']) await t.happen('test.news', { personIds: [person.id], subject })
  await t.work()
  const first = (await person.client.get('/notification/inbox?limit=2')).body
  expect(first.data.map((n: { title: string }) => n.title)).toHaveLength(2)
  const second = (await person.client.get(`/notification/inbox?limit=2&cursor=${first.nextCursor}`)).body
  expect([...first.data, ...second.data].map((n): string => n.title).sort()).toEqual(['one', 'three', 'two'])
  const { id } = first.data[0]
  expect((await other.client.post(`/notification/inbox/${id}/read`)).status).toBe(404)
  expect((await person.client.post(`/notification/inbox/${id}/read`)).status).toBe(204)
  expect((await person.client.post(`/notification/inbox/${id}/read`)).status).toBe(204)
  expect((await person.client.get('/notification/inbox/count')).body).toEqual({ unread: 2 })
  expect((await person.client.get('/notification/inbox?unread=true')).body.data).toHaveLength(2)
  expect(await t.rows(`select payload from platform.events where name = 'notice.read' and topics = $1`, [[`user:${person.id}`]])).toEqual([{ payload: { unread: 2 } }])
  expect(await tools.deliveries(`person_id = '${person.id}' and status = 'read'`)).toHaveLength(1)
  await person.client.post('/notification/inbox/read-all')
  expect((await person.client.get('/notification/inbox')).body).toMatchObject({ unreadCount: 0 })
  expect(await tools.deliveries(`person_id = '${person.id}' and status = 'read'`)).toHaveLength(3)
  expect((await t.client().get('/notification/inbox')).status).toBe(401)
})

test('nothing is sent for a transaction that rolled back', async () => {
  const { t, make, tools } = await fresh()
  const person = await make.customer()
  await expect(
    inTransaction(t.ctx(), async (tx) => {
      await emit(tx, 'test.news', { personIds: [person.id] })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await t.work()
  expect([await tools.deliveries(), await tools.outbox()]).toEqual([[], []])
  expect((await person.client.get('/notification/inbox')).body.data).toEqual([])
})

test('forty events that mean the same, and forty jobs for each delivery, make one notice', async () => {
  const { t, make, tools } = await fresh()
  const person = await make.customer()
  await Promise.all(Array.from({ length: 40 }, () => t.happen('test.news', { personIds: [person.id, person.id], key: 'reply-1' })))
  await t.work()
  expect(await tools.states()).toEqual(['email sent', 'inbox delivered'])
  for (const { id } of await tools.deliveries())
    await t.rows(`select graphile_worker.add_job('notification.deliver', json_build_object('deliveryId', $1::text)) from generate_series(1, 40)`, [id])
  await t.work()
  expect(await tools.outbox()).toHaveLength(1)
  // The job comes while another one carries the same delivery out.
  await t.happen('test.news', { personIds: [person.id], key: 'reply-2' })
  const [event] = await t.rows(`select seq, name, payload, actor_id "actorId", actor_name "actorName", at::text from platform.events where payload ->> 'key' = 'reply-2'`)
  await Promise.all(Array.from({ length: 40 }, () => t.tx((tx) => notify(tx, event as never))))
  const [mail] = await tools.deliveries(`channel = 'email' and status = 'queued'`)
  await Promise.allSettled(Array.from({ length: 40 }, () => deliver(t.ctx(), { deliveryId: mail!.id })))
  expect(await tools.outbox()).toHaveLength(2)
  expect((await t.rows(`select * from notices.attempts where delivery_id = $1`, [mail!.id])).map((a) => a.to)).toEqual(['sending', 'sent'])
})

test('what a person switched off is suppressed; what is about safety is not', async () => {
  const { t, make, tools } = await fresh()
  const person = await make.customer({ phone: '+919876543210' })
  const before = (await person.client.get('/notification/preferences')).body
  expect(before.quietHours).toBe(null)
  expect(before.topics.map((p: { topic: string }) => p.topic)).not.toContain('test.desk')
  expect(before.topics.find((p: { topic: string }) => p.topic === 'test.offer').channels).toEqual({ inbox: true, email: false, push: false, sms: false })
  expect((await (await make.agent()).client.get('/notification/preferences')).body.topics.map((p: { topic: string }) => p.topic)).toContain('test.desk')

  const off = { inbox: true, email: false, push: false, sms: false }
  expect((await person.client.put('/notification/preferences', { topics: [{ topic: 'test.alarm', channels: off }] })).body.code).toBe('notification.always_on')
  expect((await person.client.put('/notification/preferences', { topics: [{ topic: 'nothing', channels: off }] })).status).toBe(400)
  const { status, body } = await person.client.put('/notification/preferences', { topics: [{ topic: 'test.news', channels: off }] })
  expect([status, body.topics.find((p: { topic: string }) => p.topic === 'test.news').channels]).toEqual([200, off])
  // What one reads can be written back.
  expect((await person.client.put('/notification/preferences', body)).body).toEqual(body)

  await t.happen('test.news', { personIds: [person.id] })
  await t.happen('test.alarm', { personIds: [person.id] })
  await t.happen('test.offer', { personIds: [person.id] })
  await t.work()
  expect((await tools.deliveries()).map((d) => `${d.topic} ${d.channel} ${d.status} ${d.error ?? ''}`.trim()).sort()).toEqual([
    'test.alarm email sent',
    'test.alarm inbox delivered',
    'test.alarm sms sent',
    'test.news email suppressed preference',
    'test.news inbox delivered',
    'test.offer email suppressed preference',
    'test.offer inbox delivered',
    'test.offer sms suppressed preference',
  ])
  await person.client.put('/notification/preferences', { topics: [{ topic: 'test.offer', channels: { email: true } }] })
  await t.happen('test.offer', { personIds: [person.id] })
  await t.work()
  expect((await tools.outbox()).map((m) => m.subject)).toContain('Offer')
})

test('quiet hours hold mail back until they end; the inbox and safety do not wait', async () => {
  const { t, make, tools } = await fresh()
  // The night in which Berlin goes forward, 2027-03-28.
  await t.setNow(new Date('2027-03-27T22:00:00Z'))
  const person = await make.customer({ timeZone: 'Europe/Berlin' })
  for (const bad of [
    { start: '7:00', end: '08:00', timeZone: 'UTC' },
    { start: '07:00', end: '07:00', timeZone: 'UTC' },
    { start: '22:00', end: '07:00', timeZone: 'Moon/Sea' },
  ])
    expect((await person.client.put('/notification/preferences', { quietHours: bad })).status).toBe(400)
  const quietHours = { start: '22:00', end: '07:00', timeZone: 'Europe/Berlin' }
  expect((await person.client.put('/notification/preferences', { quietHours })).body.quietHours).toEqual(quietHours)
  await t.happen('test.news', { personIds: [person.id], subject: 'held' })
  await t.happen('test.alarm', { personIds: [person.id] })
  await t.work()
  expect((await tools.outbox()).map((m) => m.subject)).toEqual(['Alarm'])
  const [held] = await tools.deliveries(`status = 'queued'`)
  expect(held!.due_at.toISOString()).toBe('2027-03-28T05:00:00.000Z')
  expect((await person.client.get('/notification/inbox/count')).body).toEqual({ unread: 2 })
  await t.setNow(new Date('2027-03-28T04:59:00Z'))
  await t.work()
  expect(await tools.outbox()).toHaveLength(1)
  await t.setNow(new Date('2027-03-28T05:00:30Z'))
  await t.work()
  expect((await tools.outbox()).map((m) => m.subject)).toEqual(['Alarm', 'held'])
  expect((await person.client.put('/notification/preferences', { quietHours: null })).body.quietHours).toBe(null)
})

test('a notice that is too late, or has nothing to say any more, is suppressed', async () => {
  const { t, make, tools } = await fresh()
  const person = await make.customer()
  await t.happen('test.news', { personIds: [person.id], subject: 'nothing' })
  await t.work()
  expect(await tools.states()).toEqual(['email suppressed', 'inbox suppressed'])
  await t.happen('test.news', { personIds: [person.id] })
  await t.advance(49 * 3_600_000)
  await t.work()
  expect((await tools.deliveries()).map((d) => d.error)).toEqual([...Array(2).fill('there is nothing to say any more'), 'expired', 'expired'])
})

test('a poisoned recipient delays only itself; after five tries it has failed and can be tried again', async () => {
  const { t, make, tools } = await fresh()
  const [good, bad] = [await make.customer(), await make.customer()]
  broken.set(bad.id, 10)
  await t.happen('test.news', { personIds: [bad.id, good.id] })
  await t.work()
  expect(await tools.deliveries(`person_id = '${good.id}' and status in ('sent', 'delivered')`)).toHaveLength(2)
  expect((await tools.deliveries(`person_id = '${bad.id}'`)).map((d) => [d.status, d.attempts])).toEqual([
    ['retrying', 1],
    ['retrying', 1],
  ])
  for (const minutes of [1, 3, 11, 61]) {
    await t.advance(minutes * 60_000)
    await t.work()
  }
  const dead = await tools.deliveries(`person_id = '${bad.id}'`)
  expect(dead.map((d) => [d.status, d.attempts, d.error])).toEqual(Array(2).fill(['failed', 5, 'this one is poisoned']))
  const { client } = await make.admin()
  expect((await client.get('/notification/deliveries?status=failed')).body.data).toHaveLength(2)
  const mail = dead.find((d) => d.channel === 'email')!
  const answers = await Promise.all(Array.from({ length: 40 }, () => client.post(`/notification/deliveries/${mail.id}/retry`)))
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
  expect(answers.filter((a) => a.status !== 201).every((a) => a.body.code === 'request.conflict')).toBe(true)
  broken.delete(bad.id)
  await t.work()
  expect((await tools.outbox()).map((m) => m.address).filter((a) => a.includes(bad.email))).toHaveLength(1)
  expect((await client.post(`/notification/deliveries/${(await tools.deliveries(`status = 'sent'`))[0]!.id}/retry`)).body.code).toBe('notification.not_failed')
})

test('of two notices on one event, one that breaks does not hold up the other', async () => {
  const { t, make } = await fresh()
  const person = await make.customer()
  await t.happen('test.two', { personIds: [person.id] })
  await t.work()
  expect((await person.client.get('/notification/inbox')).body.data.map((n: { title: string }) => n.title)).toEqual(['First'])
  expect(await t.rows(`select attempts from graphile_worker.jobs where task_identifier = 'notification.notify'`)).toEqual([{ attempts: 1 }])
})

test('mails of one thread hang together, also for somebody without an account', async () => {
  const { t, tools } = await fresh()
  for (const subject of ['one', 'two', 'three']) {
    await t.happen('test.news', { personIds: [], email: 'Guest@Example.test', subject, thread: 'ticket:1' })
    await t.work()
  }
  await t.happen('test.news', { personIds: [], email: 'other@example.test', subject: 'one', thread: 'ticket:1' })
  await t.work()
  const mails = await Promise.all((await tools.outbox()).map((m) => PostalMime.parse(m.raw)))
  const root = mails[0]!.inReplyTo!
  expect(root).toMatch(/^<thread\./)
  expect(mails.map((m) => m.inReplyTo)).toEqual([root, mails[0]!.messageId, mails[1]!.messageId, root])
  expect(mails.map((m) => m.references)).toEqual([root, `${root} ${mails[0]!.messageId}`, `${root} ${mails[0]!.messageId} ${mails[1]!.messageId}`, root])
  expect(new Set(mails.map((m) => m.messageId)).size).toBe(4)
  // The log does not hold the address.
  expect(JSON.stringify(await tools.deliveries()).toLowerCase()).not.toContain('guest@example.test')
})

test('the unsubscribe link: looking changes nothing, one click stops the mail, and it can be undone', async () => {
  const { t, tools } = await fresh()
  const send = async () => {
    await t.happen('test.news', { personIds: [], email: 'guest@example.test' })
    await t.work()
  }
  await send()
  const [mail] = await tools.outbox()
  const url = new URL(/<(.*)>/.exec(mail!.headers['List-Unsubscribe'])![1]!)
  const address = url.pathname + url.search
  const client = t.client()
  expect((await client.get(address)).body).toEqual({ topic: 'test.news', sentence: 'News about your requests', subscribed: true })
  const page = await client.get(address, { headers: { accept: 'text/html,*/*' } })
  expect(page.headers['content-type']).toMatch(/^text\/html/)
  expect(page.body).toContain('Stop this mail')
  await send()
  expect(await tools.outbox()).toHaveLength(2)

  // As a mail program does it.
  const click = await client.post(address, 'List-Unsubscribe=One-Click' as never, { headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  expect([click.status, click.body.subscribed]).toEqual([200, false])
  await send()
  expect(await tools.outbox()).toHaveLength(2)
  expect((await client.get(address)).body.subscribed).toBe(false)
  const token = url.searchParams.get('token')!
  const bare = { headers: { 'content-type': 'multipart/form-data; boundary=b' } }
  expect((await client.post(address, Buffer.from('--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'), bare)).body.subscribed).toBe(
    false,
  )
  expect((await client.post(address)).body.subscribed).toBe(false)
  // As the form of the page does it, and as an app does it.
  const again = await client.post('/notification/unsubscribe', `token=${encodeURIComponent(token)}&subscribed=true` as never, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  })
  expect(again.body).toContain('You get this mail')
  expect((await client.post('/notification/unsubscribe', { token })).body.subscribed).toBe(false)
  expect((await client.post('/notification/unsubscribe', { token: `${token}x` })).body.code).toBe('notification.link_invalid')
  expect((await client.get('/notification/unsubscribe')).status).toBe(404)
  expect((await client.post('/notification/unsubscribe', {})).status).toBe(400)
})

test('the sweep takes up a delivery whose job was lost', async () => {
  const { t, make, tools } = await fresh()
  const person = await make.customer()
  await t.happen('test.news', { personIds: [person.id] })
  const [event] = await t.rows(`select seq, name, payload, actor_id "actorId", actor_name "actorName", at::text from platform.events where name = 'test.news'`)
  await t.tx((tx) => notify(tx, event as never))
  await t.rows('delete from graphile_worker._private_jobs')
  await t.work()
  expect(await tools.states()).toEqual(['email queued', 'inbox queued'])
  await t.advance(11 * 60_000)
  await t.rows(`select graphile_worker.add_job('sweep:notification.lost', '{}')`)
  await t.work()
  expect(await tools.states()).toEqual(['email sent', 'inbox delivered'])
})

test('every notice has a topic that a module declares', async () => {
  await testApp({ SERVICE_LINES: 'gas,charging,rides' })
  expect(idleNotices().map((n) => n.name)).toEqual([])
})
