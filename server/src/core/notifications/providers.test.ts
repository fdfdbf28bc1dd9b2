import { createECDH, createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import webPushLibrary from 'web-push'
import { testApp } from '#test/app'
import { makeFor } from '#test/make'
import { noticeTools } from '#test/notices'
import { useSender } from './channels.ts'
import { mobilePush } from './push.ts'
import { twilioSms, type Texting } from './sms.ts'

async function mailServer(answer: (to: string, n: number) => { responseCode: number; message: string } | undefined = () => undefined) {
  const mails: { to: string[]; raw: string }[] = []
  let asked = 0
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    // Pooled connections stay open until the server ends them.
    closeTimeout: 50,
    onRcptTo: ({ address }, _session, done) => {
      const refused = answer(address, ++asked)
      done(refused ? Object.assign(new Error(refused.message), refused) : undefined)
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (c: Buffer) => chunks.push(c))
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map((r) => r.address), raw: Buffer.concat(chunks).toString('utf8') })
        done(null, 'queued as 1234')
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => new Promise<void>((done) => server.close(done)))
  return { mails, asked: () => asked, url: `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}` }
}

test('mail goes out by SMTP as multipart with both parts, and nothing is captured', async () => {
  const smtp = await mailServer()
  const t = await testApp({ SMTP_URL: smtp.url, PUBLIC_URL: 'https://desk.example', MAIL_FROM: 'City Gas <desk@gas.example>' })
  const tools = noticeTools(t)
  await t.rows(`insert into platform.settings (key, value) values ('notification.reply_to', '"help@gas.example"')`)
  const person = await makeFor(t).customer({ name: 'Zoë "Z" Müller' })
  await t.happen('test.news', { personIds: [person.id], subject: 'Zähler für Müller', thread: 'ticket:9' })
  await t.work()
  expect(smtp.mails).toHaveLength(1)
  expect(smtp.mails[0]!.to).toEqual([person.email])
  const mail = await PostalMime.parse(smtp.mails[0]!.raw)
  expect(mail).toMatchObject({
    subject: 'Zähler für Müller',
    from: { name: 'City Gas', address: 'desk@gas.example' },
    to: [{ name: 'Zoë "Z" Müller', address: person.email }],
    replyTo: [{ address: 'help@gas.example' }],
  })
  expect(mail.text).toContain('Zähler für Müller happened on')
  expect(mail.html).toContain('Zähler für Müller happened on')
  expect(mail.inReplyTo).toMatch(/^<thread\.[\w-]+@desk\.example>$/)
  expect(await tools.outbox()).toEqual([])
  const [sent] = await tools.deliveries(`channel = 'email'`)
  expect(sent).toMatchObject({ status: 'sent', provider: 'smtp', message_id: mail.messageId, attempts: 0 })
  expect(sent!.provider_id).toContain('queued')
})

test('an address that does not exist fails at once; a server that is busy is tried again, five times in all', async () => {
  const smtp = await mailServer((to) =>
    to.startsWith('nobody') ? { responseCode: 550, message: 'no such user' } : to.startsWith('busy') ? { responseCode: 451, message: 'try later' } : undefined,
  )
  const t = await testApp({ SMTP_URL: smtp.url })
  const tools = noticeTools(t)
  for (const email of ['nobody@example.test', 'busy@example.test', 'fine@example.test']) await t.happen('test.news', { personIds: [], email })
  await t.work()
  // Two jobs run at a time, so which delivery is written first is not said.
  const byHint = async () => (await tools.deliveries()).toSorted((a, b) => String(a.hint).localeCompare(String(b.hint)))
  expect((await byHint()).map((d) => [d.hint, d.status, d.attempts])).toEqual([
    ['b…@example.test', 'retrying', 1],
    ['f…@example.test', 'sent', 0],
    ['n…@example.test', 'failed', 1],
  ])
  for (const minutes of [1, 3, 11, 61, 300]) {
    await t.advance(minutes * 60_000)
    await t.work()
  }
  const [busy] = await byHint()
  expect(busy).toMatchObject({ status: 'failed', attempts: 5 })
  expect(busy!.error).toContain('try later')
  expect(smtp.asked()).toBe(1 + 5 + 1)
  expect((await t.rows(`select "from", "to", reason from notices.attempts where delivery_id = $1 order by id`, [busy!.id])).at(-1)).toEqual({
    from: 'retrying',
    to: 'failed',
    reason: '5 tries',
  })
})

test('after a crash between sending and writing it down the same mail goes out under the same id', async () => {
  const smtp = await mailServer()
  const t = await testApp({ SMTP_URL: smtp.url })
  const tools = noticeTools(t)
  await t.happen('test.news', { personIds: [], email: 'guest@example.test' })
  await t.work()
  // As if the worker had died after the server took the mail.
  const [it] = await tools.deliveries()
  await t.rows(`update notices.deliveries set status = 'sending', sent_at = null, provider_id = null`)
  await t.rows(`select graphile_worker.add_job('notification.deliver', json_build_object('deliveryId', $1::text))`, [it!.id])
  await t.work()
  expect((await tools.deliveries())[0]).toMatchObject({ status: 'sent', attempts: 0 })
  const ids = await Promise.all(smtp.mails.map(async (m) => (await PostalMime.parse(m.raw)).messageId))
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('SMS: a wrong number fails at once, a second try looks for the first before it sends', async () => {
  const t = await testApp({ TWILIO_ACCOUNT_SID: 'ACtest', TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM: '+15005550006', PUBLIC_URL: 'https://desk.example' })
  const make = makeFor(t)
  const tools = noticeTools(t)
  const sent: { sid: string; to: string; body: string; statusCallback: string }[] = []
  let lose = true
  const client: Texting = {
    messages: {
      create: async (m) => {
        if (m.to.endsWith('0000')) throw Object.assign(new Error('The number is not valid'), { code: 21211, status: 400 })
        sent.push({ ...m, sid: `SM${sent.length}` })
        if (lose) throw new Error('socket hang up')
        return sent.at(-1)!
      },
      list: async ({ to }) => sent.filter((m) => m.to === to),
    },
  }
  useSender(
    t.config,
    'sms',
    twilioSms(t.config, async () => client),
  )
  const [good, bad] = [await make.customer({ phone: '+919876543210' }), await make.customer({ phone: '+919876540000' })]
  await t.happen('test.alarm', { personIds: [good.id, bad.id] })
  await t.work()
  const sms = async () => (await tools.deliveries(`channel = 'sms'`)).map((d) => [d.person_id === good.id, d.status, d.provider_id])
  expect(await sms()).toEqual([
    [true, 'retrying', null],
    [false, 'failed', null],
  ])
  lose = false
  await t.advance(60_000)
  await t.work()
  expect(await sms()).toEqual([
    [true, 'sent', 'SM0'],
    [false, 'failed', null],
  ])
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ to: '+919876543210', body: 'Alarm', statusCallback: 'https://desk.example/api/v1/notification/receipts/sms' })

  const receipt = (fields: Record<string, string>, signature?: string) => {
    const text = Object.keys(fields)
      .sort()
      .map((k) => k + fields[k])
      .join('')
    const right = createHmac('sha1', 'token').update(`https://desk.example/api/v1/notification/receipts/sms${text}`).digest('base64')
    return t.client().post('/notification/receipts/sms', new URLSearchParams(fields).toString() as never, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature ?? right },
    })
  }
  expect((await receipt({ MessageSid: 'SM0', MessageStatus: 'delivered' }, 'wrong')).status).toBe(404)
  expect((await receipt({ MessageSid: 'SM9', MessageStatus: 'delivered' })).status).toBe(204)
  expect((await receipt({ MessageSid: 'SM0', MessageStatus: 'delivered' })).status).toBe(204)
  expect((await receipt({ MessageSid: 'SM0', MessageStatus: 'undelivered', ErrorCode: '30003' })).status).toBe(204)
  expect(await sms()).toEqual([
    [true, 'delivered', 'SM0'],
    [false, 'failed', null],
  ])
})

test('web push is encrypted for the browser, and a subscription that is gone is forgotten', async () => {
  const got: { headers: IncomingHttpHeaders; body: Buffer; url: string }[] = []
  const service = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (c: Buffer) => chunks.push(c))
    req.on('end', () => {
      got.push({ headers: req.headers, body: Buffer.concat(chunks), url: req.url! })
      res.writeHead(req.url === '/gone' ? 410 : 201, { location: '/m/1' }).end()
    })
  })
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    service.closeAllConnections()
    service.close()
  })
  const host = `127.0.0.1:${(service.address() as { port: number }).port}`
  const vapid = webPushLibrary.generateVAPIDKeys()
  const t = await testApp({ VAPID_PUBLIC_KEY: vapid.publicKey, VAPID_PRIVATE_KEY: vapid.privateKey, VAPID_SUBJECT: 'mailto:desk@gas.example', PUBLIC_URL: 'https://desk.example' })
  const tools = noticeTools(t)
  const person = await makeFor(t).customer()
  expect((await t.client().get('/notification/web-push-key')).body).toEqual({ key: vapid.publicKey })
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const auth = randomBytes(16)
  const subscription = (endpoint: string) => ({
    platform: 'web',
    token: JSON.stringify({ endpoint, expirationTime: null, keys: { p256dh: browser.getPublicKey().toString('base64url'), auth: auth.toString('base64url') } }),
  })
  const add = (endpoint: string) => person.client.post('/notification/devices', subscription(endpoint))

  // Only push services are called: an address within the house is not one.
  for (const endpoint of [
    'http://169.254.169.254/latest',
    `http://${host}/ok`,
    'https://fcm.googleapis.com.evil.example/x',
    'https://user@fcm.googleapis.com/x',
    'file:///etc/passwd',
    'nonsense',
  ])
    expect([endpoint, (await add(endpoint)).body.code]).toEqual([endpoint, 'notification.push_refused'])
  expect((await add('https://fcm.googleapis.com/fcm/send/abc')).status).toBe(201)
  await person.client.delete(`/notification/devices/${(await person.client.get('/notification/devices')).body.data[0].id}`)
  await t.rows(`insert into platform.settings (key, value) values ('notification.push_hosts', $1)`, [JSON.stringify([host])])
  const { forgetSettings } = await import('#platform/settings')
  forgetSettings()
  expect((await add(`http://${host}/ok`)).status).toBe(201)
  expect((await add(`http://${host}/gone`)).status).toBe(201)

  await t.happen('test.news', { personIds: [person.id], subject: 'Meter' })
  await t.work()
  expect(got.map((g) => g.url).sort()).toEqual(['/gone', '/ok'])
  const ok = got.find((g) => g.url === '/ok')!
  expect(ok.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'normal' })
  expect(ok.headers.authorization).toMatch(/^vapid t=.+, k=/)
  const { decrypt } = createRequire(createRequire(import.meta.url).resolve('web-push'))('http_ece')
  const shown = JSON.parse(decrypt(ok.body, { version: 'aes128gcm', privateKey: browser, authSecret: auth.toString('base64url') }).toString())
  expect(shown).toMatchObject({ title: 'Meter', url: 'https://desk.example/requests/GAS-1', urgent: false })
  const push = await tools.deliveries(`channel = 'push'`)
  expect(push.map((d): string => d.status).sort()).toEqual(['failed', 'sent'])
  expect(shown.tag).toBe(push.find((d) => d.status === 'sent')!.id)
  expect((await person.client.get('/notification/devices')).body.data).toHaveLength(1)
})

test('push to phones: gone tokens are forgotten, other failures are tried again', async () => {
  const t = await testApp({ FCM_SERVICE_ACCOUNT: '/nowhere.json' })
  const tools = noticeTools(t)
  const person = await makeFor(t).customer()
  for (const token of ['good-token-1', 'gone-token-1', 'slow-token-1']) await person.client.post('/notification/devices', { platform: 'android', token })
  const sent: Record<string, never>[] = []
  useSender(
    t.config,
    'mobile',
    mobilePush('', async () => ({
      send: async (m) => {
        const { token } = m as { token: string }
        if (token.startsWith('gone')) throw Object.assign(new Error('not registered'), { code: 'messaging/registration-token-not-registered' })
        if (token.startsWith('slow')) throw Object.assign(new Error('unavailable'), { code: 'messaging/server-unavailable' })
        sent.push(m as never)
        return 'projects/x/messages/1'
      },
    })),
  )
  await t.happen('test.news', { personIds: [person.id], subject: 'Meter' })
  await t.work()
  expect((await tools.deliveries(`channel = 'push'`)).map((d): string => d.status).sort()).toEqual(['failed', 'retrying', 'sent'])
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ token: 'good-token-1', notification: { title: 'Meter' } })
  expect((await person.client.get('/notification/devices')).body.data).toHaveLength(2)
})

test('without a provider push is captured for each device', async () => {
  const t = await testApp()
  const tools = noticeTools(t)
  const person = await makeFor(t).customer()
  for (const token of ['token-aaaa', 'token-bbbb']) await person.client.post('/notification/devices', { platform: 'ios', token })
  await t.happen('test.news', { personIds: [person.id] })
  await t.work()
  expect((await tools.outbox()).map((m): string => m.channel).sort()).toEqual(['email', 'push', 'push'])
})
