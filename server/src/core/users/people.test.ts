import { beforeAll, expect, test } from 'vitest'
import { forgetSettings } from '#platform/settings'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'

let t: TestApp
let make: Make
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
})
const log = async (personId: string) => (await t.rows(`select action, actor_id from platform.audit_log where subject_id = $1 order by seq`, [personId])).map((r) => r.action)

test('a person reads and changes the own profile; a stale edit is refused', async () => {
  const { client, id } = await make.customer({ name: 'Asha Rao' })
  const first = await client.get('/user/me')
  expect(first.headers.etag).toBe(`"v${first.body.version}"`)
  const changed = await client.patch(
    '/user/me',
    { name: ' Asha R. ', locale: 'hi-IN', timeZone: 'Asia/Dubai', country: 'AE', address: { line1: '12 Lake Road', city: 'Pune' } },
    { headers: { 'if-match': first.headers.etag } },
  )
  expect(changed.body).toMatchObject({
    name: 'Asha R.',
    locale: 'hi-IN',
    timeZone: 'Asia/Dubai',
    country: 'AE',
    address: { line1: '12 Lake Road', city: 'Pune' },
    version: first.body.version + 1,
  })
  expect((await client.patch('/user/me', { name: 'Later' }, { headers: { 'if-match': first.headers.etag } })).body.code).toBe('request.stale')
  const wrong = await client.patch('/user/me', { timeZone: 'Mars/Olympus', locale: '!!' })
  expect(wrong.body.errors.map((e: { path: string }) => e.path)).toEqual(['timeZone', 'locale'])
  expect((await client.patch('/user/me', { staff: true })).body.errors[0]).toMatchObject({ path: 'staff' })
  expect((await client.patch('/user/me', { avatarMediaId: id })).body.code).toBe('user.avatar_unknown')
  expect((await client.get('/user/me/audit-log')).body.data[0].sentence).toBe('Changed the profile: name, language, time zone, country, address')
  expect((await t.client().get('/user/me')).status).toBe(401)
})

test('sessions are listed and revoked, only by their person, and hold nowhere afterwards', async () => {
  const asha = await make.customer()
  const other = await make.customer()
  const { openSession } = await import('#core/users')
  const second = await t.tx((tx) => openSession(tx, asha.id))
  const there = t.client({ authorization: `Bearer ${second.token}` })
  expect((await there.get('/user/me')).status).toBe(200)
  const { data } = (await asha.client.get('/user/me/sessions')).body
  expect(data).toHaveLength(2)
  expect(data.filter((s: { current: boolean }) => s.current).map((s: { id: string }) => s.id)).toEqual([asha.sessionId])
  expect((await other.client.delete(`/user/me/sessions/${second.sessionId}`)).status).toBe(404)
  expect((await asha.client.delete(`/user/me/sessions/${second.sessionId}`)).status).toBe(204)
  await expect.poll(async () => (await there.get('/user/me')).status, { timeout: 1000 }).toBe(401)
  await t.tx((tx) => openSession(tx, asha.id))
  expect((await asha.client.post('/user/me/sessions/revoke-others')).body).toEqual({ ended: 1 })
  expect((await asha.client.get('/user/me/sessions')).body.data).toHaveLength(1)
  expect(await log(asha.id)).toContain('security.sessions')
})

test('devices belong to whoever registered them last', async () => {
  const [a, b] = await make.customers(2)
  const token = 'fcm-token-of-one-phone'
  const first = await a!.client.post('/user/devices', { platform: 'android', token, appVersion: '1.0' })
  expect(first.status).toBe(201)
  expect((await a!.client.post('/user/devices', { platform: 'android', token, appVersion: '1.1' })).body).toMatchObject({ id: first.body.id, appVersion: '1.1' })
  await b!.client.post('/user/devices', { platform: 'android', token })
  expect((await a!.client.get('/user/devices')).body.data).toEqual([])
  expect((await a!.client.delete(`/user/devices/${first.body.id}`)).status).toBe(404)
  expect((await b!.client.delete(`/user/devices/${first.body.id}`)).status).toBe(204)
  expect((await a!.client.post('/user/devices', { platform: 'toaster', token })).status).toBe(400)
})

test('a browser names a known push service and whole keys, at both addresses; twenty devices stay, of forty at once too', async () => {
  const { client, id } = await make.customer()
  const keys = { p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url'), auth: Buffer.alloc(16, 7).toString('base64url') }
  const good = 'https://fcm.googleapis.com/fcm/send/abc'
  const post = (address: string, endpoint: unknown, its: object = keys) => client.post(address, { platform: 'web', token: JSON.stringify({ endpoint, keys: its }) })
  await t.rows(`insert into platform.settings (key, value) values ('notification.push_hosts', $1)`, [
    JSON.stringify(['fcm.googleapis.com', '10.0.0.1', 'localhost', 'push.internal', '*.googleapis.com']),
  ])
  forgetSettings()
  for (const address of ['/user/devices', '/notification/devices']) {
    for (const endpoint of [
      'http://fcm.googleapis.com/x',
      'https://10.0.0.1/x',
      'https://localhost/x',
      'https://push.internal/x',
      'https://[::1]/x',
      'https://example.test/x',
      'nonsense',
      7,
    ])
      expect([endpoint, (await post(address, endpoint)).body.code]).toEqual([endpoint, 'notification.push_refused'])
    for (const broken of [{}, { ...keys, auth: 'short' }, { ...keys, p256dh: keys.auth }, { ...keys, auth: undefined }])
      expect((await post(address, good, broken)).body.code).toBe('notification.push_refused')
    expect((await client.post(address, { platform: 'web', token: 'just-some-token' })).status).toBe(422)
    expect((await post(address, good)).status).toBe(201)
  }
  await t.advance(1000)
  await Promise.all(Array.from({ length: 40 }, (_, i) => client.post('/user/devices', { platform: 'ios', token: `${id}-phone-${i}` })))
  const { data } = (await client.get('/user/devices')).body
  expect(data).toHaveLength(20)
  expect(data.some((d: { platform: string }) => d.platform === 'web')).toBe(false)
})

test('staff find people by the beginnings of words, and a slip in a name', async () => {
  const agent = await make.agent()
  const rao = await make.customer({ name: 'Lakshmi Narayanan', email: 'lakshmi.n@kolhapur.example', phone: '+919811122233' })
  const find = async (search: string) => (await agent.client.get(`/user/people?search=${encodeURIComponent(search)}`)).body.data.map((p: { id: string }) => p.id)
  for (const search of ['Lakshmi', 'laks nara', 'LAKSHMI.N@kolhapur.example', 'kolha', '+91 98111 22233', '98111222', 'Lakshmy Narayanan'])
    expect(await find(search), search).toContain(rao.id)
  for (const search of ['ayan', 'zzz', "';drop table", '%', '***']) expect(await find(search), search).not.toContain(rao.id)
  const row = (await agent.client.get('/user/people?search=kolhapur')).body.data[0]
  expect(row).toMatchObject({ name: 'Lakshmi Narayanan', staff: false, status: 'active', availability: null, load: null, skills: [] })
  expect((await rao.client.get('/user/people')).status).toBe(403)
})

test('the list of people is paged without gaps and filtered', async () => {
  const team = await make.team()
  const made = await Promise.all(Array.from({ length: 7 }, () => make.agent({ teams: [team.id] })))
  const { client } = await make.supervisor()
  const seen: string[] = []
  for (let cursor = ''; ;) {
    const { body } = await client.get(`/user/people?teamId=${team.id}&kind=staff&limit=3${cursor && `&cursor=${cursor}`}`)
    seen.push(...body.data.map((p: { id: string }) => p.id))
    if (!body.nextCursor) break
    cursor = body.nextCursor
  }
  expect(seen.toSorted()).toEqual(made.map((m) => m.id).toSorted())
  const finance = await make.finance()
  const [role] = await t.rows(`select id from users.roles where name = 'finance'`)
  expect((await client.get(`/user/people?roleId=${role!.id}`)).body.data.map((p: { id: string }) => p.id)).toEqual([finance.id])
  expect((await client.get('/user/people?cursor=nonsense')).status).toBe(400)
})

test('a look at a customer is in the customer’s log, once an hour for each who looks', async () => {
  const asha = await make.customer()
  const agent = await make.agent({ name: 'Vikram Shetty' })
  expect((await agent.client.get(`/user/people/${asha.id}`)).body).toMatchObject({ id: asha.id, suspended: null, address: null })
  await agent.client.get(`/user/people/${asha.id}`)
  const seen = (await asha.client.get('/user/me/audit-log')).body.data
  expect(seen.map((l: { sentence: string }) => l.sentence)).toEqual(['Looked at the profile (Vikram Shetty)'])
  expect(seen[0].address).toBeNull()
  expect((await asha.client.get(`/user/people/${agent.id}`)).status).toBe(403)
  expect((await agent.client.get('/user/people/00000000-0000-7000-8000-000000000000')).status).toBe(404)
  expect((await agent.client.get(`/user/people/${asha.id}/audit-log`)).status).toBe(403)
  expect((await (await make.supervisor()).client.get(`/user/people/${asha.id}/audit-log`)).body.data.length).toBeGreaterThan(0)
})

test('an agent makes and corrects a customer, but not what the customer confirmed, and not a colleague', async () => {
  const agent = await make.agent()
  const made = await agent.client.post('/user/people', { name: 'Counter Customer', phone: '98200 11223', address: { line1: '4 Station Road' } })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ phone: '+919820011223', phoneVerified: false, email: null })
  expect(made.headers.location).toBe(`/api/v1/user/people/${made.body.id}`)
  expect((await agent.client.post('/user/people', { name: 'Again', phone: '+919820011223' })).body.code).toBe('user.phone_taken')
  expect((await agent.client.post('/user/people', { name: 'Nobody' })).body.code).toBe('user.reach_needed')
  const fixed = await agent.client.patch(`/user/people/${made.body.id}`, { email: 'Counter@Example.test' }, { headers: { 'if-match': made.headers.etag } })
  expect(fixed.body).toMatchObject({ email: 'counter@example.test', emailVerified: false })
  expect((await agent.client.patch(`/user/people/${made.body.id}`, { name: 'X' }, { headers: { 'if-match': made.headers.etag } })).status).toBe(412)
  // Who signed up with a password keeps the address, confirmed or not: a reset to another one would hand the account over.
  const signedUp = (await t.client().post('/auth/sign-up/email', { name: 'Self Made', email: 'self-made@example.test', password: 'four brown river stones' })).body.user as {
    id: string
  }
  expect((await agent.client.patch(`/user/people/${signedUp.id}`, { email: 'mine@example.test' })).body.code).toBe('user.reach_confirmed')
  const asha = await make.customer()
  expect((await agent.client.patch(`/user/people/${asha.id}`, { email: 'mine@example.test' })).body.code).toBe('user.reach_confirmed')
  expect((await agent.client.patch(`/user/people/${(await make.agent()).id}`, { name: 'Renamed' })).status).toBe(403)
  const admin = await make.admin()
  expect((await admin.client.patch(`/user/people/${asha.id}`, { email: 'theirs@example.test' })).status).toBe(200)
  expect((await (await make.operations()).client.post('/user/people', { name: 'No', phone: '+919820011224' })).status).toBe(403)
})

test('suspension ends sessions at once; of forty, one wins; reinstating lets the person in again', async () => {
  const supervisor = await make.supervisor()
  const asha = await make.customer()
  expect((await asha.client.get('/user/me')).status).toBe(200)
  const answers = await Promise.all(Array.from({ length: 40 }, () => supervisor.client.post(`/user/people/${asha.id}/suspend`, { reason: 'Abusive calls' })))
  expect(answers.filter((a) => a.status === 204)).toHaveLength(1)
  expect(answers.find((a) => a.status !== 204)!.body).toMatchObject({ code: 'request.illegal_move', from: 'suspended' })
  await expect.poll(async () => (await asha.client.get('/user/me')).status, { timeout: 1000 }).toBe(401)
  expect((await supervisor.client.get(`/user/people/${asha.id}`)).body.suspended).toMatchObject({ reason: 'Abusive calls', by: supervisor.name })
  expect((await supervisor.client.post(`/user/people/${asha.id}/suspend`, {})).status).toBe(400)
  expect((await supervisor.client.post(`/user/people/${asha.id}/reinstate`)).status).toBe(204)
  expect((await supervisor.client.post(`/user/people/${asha.id}/reinstate`)).body.code).toBe('request.illegal_move')
  expect((await supervisor.client.post(`/user/people/${supervisor.id}/suspend`, { reason: 'me' })).body.code).toBe('user.yourself')
  expect((await (await make.agent()).client.post(`/user/people/${asha.id}/suspend`, { reason: 'no' })).status).toBe(403)
  expect(await log(asha.id)).toEqual(expect.arrayContaining(['user.suspended', 'user.reinstated']))
})

test('nobody unseats those above, and a suspended agent is away', async () => {
  const supervisor = await make.supervisor()
  const admin = await make.admin()
  expect((await supervisor.client.post(`/user/people/${admin.id}/suspend`, { reason: 'coup' })).body.code).toBe('user.above_you')
  const agent = await make.agent()
  expect((await supervisor.client.post(`/user/people/${agent.id}/suspend`, { reason: 'left' })).status).toBe(204)
  expect((await t.rows(`select availability from users.staff where person_id = $1`, [agent.id]))[0]!.availability).toBe('away')
  expect(await t.events()).toEqual(expect.arrayContaining(['user.suspended', 'user.availability_changed']))
})

test('staff say whether they take work; customers cannot', async () => {
  const agent = await make.agent({ available: false, capacity: 7 })
  expect((await agent.client.put('/user/me/availability', { availability: 'available' })).body).toEqual({ availability: 'available', capacity: 7, load: 0 })
  await agent.client.put('/user/me/availability', { availability: 'available' })
  const told = await t.rows(
    `select payload, topics from platform.events where name like 'user.availability%' and (payload->>'personId' = $1 or payload->>'userId' = $1) order by seq`,
    [agent.id],
  )
  expect(told.map((e) => e.topics)).toEqual([[], ['desk', `user:${agent.id}`]])
  expect((await (await make.customer()).client.put('/user/me/availability', { availability: 'away' })).body.code).toBe('user.not_staff')
})
