import { expect, test, vi } from 'vitest'
import { decrypt } from '#platform/crypto'
import { testApp, type Answer, type TestApp } from '#test/app'
import { makeFor } from '#test/make'
import { passwords } from './passwords.ts'

const password = 'Correct horse 7 staple'
const cookiesOf = (a: Answer) =>
  [a.raw.headers['set-cookie'] ?? []]
    .flat()
    .map((c) => c.split(';')[0]!)
    .join('; ')
const bearer = (t: TestApp, token: string) => t.client({ authorization: `Bearer ${token}` })
const signUp = async (t: TestApp, email = 'asha@example.test', name = 'Asha Rao') => {
  const answer = await t.client().post('/auth/sign-up/email', { email, password, name })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return { ...answer.body, answer, client: bearer(t, answer.body.token) }
}
/** The newest event of a name, its sealed members opened. */
const told = async (t: TestApp, name: string) => {
  const [row] = await t.rows(`select payload from platform.events where name = $1 order by seq desc limit 1`, [name])
  const open = (text?: string) => (text ? decrypt(t.config, 'notice', text) : undefined)
  return { ...row!.payload, url: open(row!.payload.url), code: open(row!.payload.code) }
}
const path = (url: string) => url.replace('http://localhost/api/v1', '')

test('signing up opens a session by cookie and by bearer; signing out ends it at once', async () => {
  const t = await testApp()
  const { answer, user, token, client } = await signUp(t)
  expect(user).toMatchObject({ name: 'Asha Rao', email: 'asha@example.test', emailVerified: false, staff: false })
  expect(answer.headers['set-auth-token']).toBe(token)
  const [cookie] = [answer.raw.headers['set-cookie'] ?? []].flat()
  expect(cookie).toMatch(/^manifold\.session_token=/)
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  expect(cookie).not.toMatch(/Secure/i)
  const browser = t.client({ cookie: cookiesOf(answer) })
  expect((await browser.get('/user/me')).body).toMatchObject({ name: 'Asha Rao', roles: [{ name: 'customer' }], staff: false, availability: null, load: null, password: true })
  expect((await client.get('/user/me')).status).toBe(200)
  expect(await t.events()).toEqual(expect.arrayContaining(['user.created', 'user.verification_requested', 'user.signed_in']))
  expect((await client.post('/auth/sign-out')).status).toBe(200)
  expect((await browser.get('/user/me')).status).toBe(401)
  const stored = JSON.stringify([
    await t.rows('select * from users.sessions'),
    await t.rows('select * from users.accounts'),
    await t.rows('select payload from platform.events'),
    t.logged,
  ])
  expect(stored).not.toContain(password)
  expect(stored).not.toContain('verify-email?token')
})

test('with an https address the cookie is Secure', async () => {
  const t = await testApp({ PUBLIC_URL: 'https://desk.example.test' })
  const { answer } = await signUp(t)
  expect([answer.raw.headers['set-cookie'] ?? []].flat()[0]).toMatch(/^manifold\.session_token=.*Secure/i)
})

test('forty at once with one e-mail make one account', async () => {
  const t = await testApp()
  // The crowd is for the database; hashing each password would only make it queue.
  const hash = vi.spyOn(passwords, 'hash').mockResolvedValue(await passwords.hash(password))
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => t.client().post('/auth/sign-up/email', { email: i % 2 ? 'One@example.test' : 'one@example.test', password, name: `Person ${i}` })),
  )
  hash.mockRestore()
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
  expect(new Set(answers.filter((a) => a.status !== 200).map((a) => a.body.code))).toEqual(new Set(['auth.email_taken']))
  expect(await t.rows('select 1 from users.people')).toHaveLength(1)
  expect(await t.rows('select 1 from users.accounts')).toHaveLength(1)
  expect((await t.events()).filter((e) => e === 'user.created')).toHaveLength(1)
})

test('weak passwords are refused by name', async () => {
  const t = await testApp()
  for (const weak of ['short', 'password12', 'P@ssw0rd123', 'qwertyuiop', '1234567890', 'aaaaaaaaaaaa', 'abcabcabcabc', 'asharao1234', 'ilovemyindia1', 'x'.repeat(140)]) {
    const answer = await t.client().post('/auth/sign-up/email', { email: 'asha@example.test', password: weak, name: 'Asha Rao' })
    expect(answer.body.code, weak).toBe('auth.weak_password')
    expect(answer.body.errors[0].path).toBe('password')
  }
})

test('wrong password, unknown address, locked and suspended account look the same and cost one hash each', async () => {
  const t = await testApp()
  const { user } = await signUp(t)
  const { user: gone } = await signUp(t, 'gone@example.test')
  await t.rows(`update users.people set status = 'suspended' where id = $1`, [gone.id])
  const hash = vi.spyOn(passwords, 'hash')
  const verify = vi.spyOn(passwords, 'verify')
  const seen: unknown[] = []
  const attempt = async (email: string, given: string) => {
    hash.mockClear()
    verify.mockClear()
    const { status, body, headers } = await t.client().post('/auth/sign-in/email', { email, password: given })
    expect(hash.mock.calls.length + verify.mock.calls.length).toBe(1)
    const { requestId: _, ...rest } = body
    seen.push({ status, ...rest, cookie: headers['set-cookie'] })
  }
  await attempt('asha@example.test', 'not the password')
  await attempt('nobody@example.test', 'not the password')
  await attempt('gone@example.test', password)
  for (let i = 0; i < 9; i++) await attempt('ASHA@example.test', 'not the password')
  await attempt('asha@example.test', password) // right, but locked by now
  for (const one of seen) expect(one).toEqual(seen[0])
  expect(seen[0]).toMatchObject({ status: 401, code: 'auth.wrong' })
  await t.work()
  const mine = await t.rows(`select action from platform.audit_log where subject_id = $1 and action = 'auth.sign_in_failed'`, [user.id])
  expect(mine).toHaveLength(11)
  await t.advance(16 * 60_000)
  expect((await t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password })).status).toBe(200)
  hash.mockRestore()
  verify.mockRestore()
})

test('forty wrong passwords at once: ten are looked at', async () => {
  const t = await testApp()
  await signUp(t)
  const verify = vi.spyOn(passwords, 'verify')
  const answers = await Promise.all(Array.from({ length: 40 }, () => t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password: 'not the password' })))
  expect(answers.every((a) => a.body.code === 'auth.wrong')).toBe(true)
  expect(verify.mock.calls.filter(([it]) => it.password === 'not the password')).toHaveLength(10)
  verify.mockRestore()
})

test('an address that keeps guessing is told to wait', async () => {
  const t = await testApp()
  await t.tx(async (tx) => {
    const { countTry, addressTries } = await import('./attempts.ts')
    for (let i = 0; i < 100; i++) await countTry(tx, addressTries, '127.0.0.1')
  })
  const answer = await t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password })
  expect(answer).toMatchObject({ status: 429, body: { code: 'auth.too_many', retryAfter: expect.any(Number) } })
})

test('a new password by link: once, ends every session, and ends a lock', async () => {
  const t = await testApp()
  const { client } = await signUp(t)
  for (let i = 0; i < 11; i++) await t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password: 'not the password' })
  const unknown = await t.client().post('/auth/request-password-reset', { email: 'nobody@example.test' })
  const known = await t.client().post('/auth/forget-password', { email: 'asha@example.test', redirectTo: '/reset-password' })
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  expect((await t.client().post('/auth/request-password-reset', { email: 'asha@example.test', redirectTo: '//evil.example' })).status).toBe(400)
  const { url } = await told(t, 'user.reset_requested')
  expect(url).toMatch(/^http:\/\/localhost\/reset-password\?token=/)
  const token = new URL(url!).searchParams.get('token')
  expect(JSON.stringify(await t.rows('select * from users.verifications'))).not.toContain(token)
  expect((await t.client().post('/auth/reset-password', { token, newPassword: 'password99' })).body.code).toBe('auth.weak_password')
  const next = 'Another horse 8 staple'
  const hash = vi.spyOn(passwords, 'hash').mockResolvedValue(await passwords.hash(next))
  const both = await Promise.all(Array.from({ length: 40 }, () => t.client().post('/auth/reset-password', { token, newPassword: next })))
  hash.mockRestore()
  expect(both.filter((a) => a.status === 200)).toHaveLength(1)
  expect(both.find((a) => a.status !== 200)!.body.code).toBe('auth.link_used')
  expect((await client.get('/user/me')).status).toBe(401)
  expect((await t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password })).status).toBe(401)
  expect((await t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password: next })).status).toBe(200)
  expect(await t.events()).toContain('user.security_changed')
})

test('an e-mail address is confirmed by its link, and changed only with the consent of both', async () => {
  const t = await testApp()
  const { client } = await signUp(t)
  const first = await told(t, 'user.verification_requested')
  expect(first).toMatchObject({ to: 'asha@example.test', kind: 'verify' })
  expect((await t.client().get('/auth/verify-email?token=not-a-real-token-at-all')).body.code).toBe('auth.link_used')
  const redirected = await t.client().get(path(first.url!))
  expect([redirected.status, redirected.headers.location]).toEqual([302, '/'])
  expect((await client.get('/user/me')).body.emailVerified).toBe(true)
  expect((await client.post('/auth/send-verification-email', {})).body.code).toBe('auth.verified')

  await signUp(t, 'taken@example.test', 'Somebody Else')
  const taken = await client.post('/auth/change-email', { newEmail: 'taken@example.test' })
  const asked = await client.post('/auth/change-email', { newEmail: 'New@example.test' })
  expect([taken.status, taken.body]).toEqual([asked.status, asked.body])
  const old = await told(t, 'user.verification_requested')
  expect(old).toMatchObject({ to: 'asha@example.test', kind: 'confirm_change' })
  expect((await client.get('/user/me')).body.email).toBe('asha@example.test')
  await t.client().get(path(old.url!))
  const fresh = await told(t, 'user.verification_requested')
  expect(fresh).toMatchObject({ to: 'new@example.test', kind: 'verify' })
  expect((await client.get('/user/me')).body.email).toBe('asha@example.test')
  await t.client().get(path(fresh.url!))
  expect((await client.get('/user/me')).body).toMatchObject({ email: 'new@example.test', emailVerified: true })
  expect((await t.client().get(path(fresh.url!))).headers.location).toContain('error=')
  expect((await t.client().post('/auth/sign-in/email', { email: 'new@example.test', password })).status).toBe(200)
})

test('a phone and its code sign up and sign in; a code is good for three tries', async () => {
  const t = await testApp()
  expect((await t.client().post('/auth/phone-number/send-otp', { phoneNumber: '12345' })).body.code).toBe('auth.phone_invalid')
  expect((await t.client().post('/auth/phone-number/send-otp', { phoneNumber: '98765 43210' })).status).toBe(200)
  const sent = await told(t, 'user.code_requested')
  expect(sent).toMatchObject({ phone: '+919876543210', personId: null, code: expect.stringMatching(/^\d{6}$/) })
  expect(JSON.stringify([await t.rows('select * from users.verifications'), t.logged])).not.toContain(sent.code)
  const wrong = sent.code === '000000' ? '111111' : '000000'
  expect((await t.client().post('/auth/phone-number/verify', { phoneNumber: '+919876543210', code: wrong })).body.code).toBe('auth.wrong_code')
  const up = await t.client().post('/auth/phone-number/verify', { phoneNumber: '09876543210', code: sent.code })
  expect(up.body.user).toMatchObject({ phone: '+919876543210', phoneVerified: true, email: null })
  const mine = bearer(t, up.body.token)
  expect((await mine.get('/user/me')).body).toMatchObject({ email: null, phone: '+919876543210', password: false })
  expect((await t.client().post('/auth/phone-number/verify', { phoneNumber: '+919876543210', code: sent.code })).body.code).toBe('auth.wrong_code')

  await t.client().post('/auth/phone-number/send-otp', { phoneNumber: '+919876543210' })
  const again = await told(t, 'user.code_requested')
  expect(again.personId).toBe(up.body.user.id)
  for (let i = 0; i < 3; i++) await t.client().post('/auth/phone-number/verify', { phoneNumber: '+919876543210', code: again.code === '000000' ? '111111' : '000000' })
  expect((await t.client().post('/auth/phone-number/verify', { phoneNumber: '+919876543210', code: again.code })).body.code).toBe('auth.wrong_code')

  // With no address yet, a first one is confirmed by its own link alone.
  expect((await mine.post('/auth/change-email', { newEmail: 'phone@example.test' })).status).toBe(200)
  await t.client().get(path((await told(t, 'user.verification_requested')).url!))
  expect((await mine.get('/user/me')).body).toMatchObject({ email: 'phone@example.test', emailVerified: true })
  for (let i = 0; i < 3; i++) await t.client().post('/auth/phone-number/send-otp', { phoneNumber: '+919876543210' })
  expect((await t.client().post('/auth/phone-number/send-otp', { phoneNumber: '+919876543210' })).body.code).toBe('auth.too_many')
})

test('a phone number is added to an account by its code, and never taken from another', async () => {
  const t = await testApp()
  const make = makeFor(t)
  await make.customer({ phone: '+919876543210' })
  const { client } = await signUp(t)
  const add = async (phoneNumber: string) => {
    await client.post('/auth/phone-number/send-otp', { phoneNumber })
    return client.post('/auth/phone-number/verify', { phoneNumber, code: (await told(t, 'user.code_requested')).code, updatePhoneNumber: true })
  }
  expect((await add('+919876543210')).body.code).toBe('auth.phone_taken')
  expect((await add('+919876543211')).status).toBe(200)
  expect((await client.get('/user/me')).body).toMatchObject({ phone: '+919876543211', phoneVerified: true })
  expect((await t.client().post('/auth/phone-number/verify', { phoneNumber: '+919876543211', code: '123456', updatePhoneNumber: true })).status).toBe(401)
})

test('changing the password asks for the old one and signs out everywhere else', async () => {
  const t = await testApp()
  const { client } = await signUp(t)
  const other = bearer(t, (await t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password })).body.token)
  const next = 'Another horse 8 staple'
  expect((await client.post('/auth/change-password', { currentPassword: 'wrong one 123', newPassword: next })).body.code).toBe('auth.wrong_password')
  expect((await client.post('/auth/change-password', { currentPassword: password, newPassword: 'asha rao 1' })).body.code).toBe('auth.weak_password')
  const changed = await client.post('/auth/change-password', { currentPassword: password, newPassword: next })
  expect(changed.status).toBe(200)
  expect((await other.get('/user/me')).status).toBe(401)
  expect((await client.get('/user/me')).status).toBe(401)
  expect((await bearer(t, changed.body.token).get('/user/me')).status).toBe(200)
  const log = await bearer(t, changed.body.token).get('/user/me/audit-log')
  expect(log.body.data.map((l: { sentence: string }) => l.sentence)).toEqual(expect.arrayContaining(['Changed the password', 'Signed in', 'The account was made']))
})

test('a write from another site is refused, whatever it carries', async () => {
  const t = await testApp()
  const { answer } = await signUp(t)
  const from = (headers: Record<string, string>) => t.client({ cookie: cookiesOf(answer), ...headers }).patch('/user/me', { name: 'Evil' })
  expect((await from({ origin: 'https://evil.example' })).body.code).toBe('request.cross_site')
  expect((await from({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('request.cross_site')
  expect((await from({ origin: 'null' })).body.code).toBe('request.cross_site')
  expect((await from({ origin: 'http://localhost' })).status).toBe(200)
  expect((await t.client({ origin: 'https://evil.example' }).post('/auth/sign-in/email', { email: 'asha@example.test', password })).body.code).toBe('request.cross_site')
})

test('nothing else of the sign-in library can be reached', async () => {
  const t = await testApp()
  const { client } = await signUp(t)
  for (const [method, at] of [
    ['post', 'update-user'],
    ['post', 'delete-user'],
    ['get', 'get-session'],
    ['get', 'list-sessions'],
    ['post', 'sign-in/social'],
    ['post', 'phone-number/reset-password'],
    ['get', 'ok'],
    ['post', 'set-password'],
  ] as const)
    expect((await client[method](`/auth/${at}`)).status, at).toBe(404)
})
