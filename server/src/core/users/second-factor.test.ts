import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { decrypt } from '#platform/crypto'
import { inTransaction } from '#platform/db'
import { changeSetting } from '#platform/settings'
import { testApp, type Answer, type Client, type TestApp } from '#test/app'
import { makeFor } from '#test/make'

const password = 'Correct horse 7 staple'
const cookiesOf = (a: Answer) =>
  [a.raw.headers['set-cookie'] ?? []]
    .flat()
    .map((c) => c.split(';')[0]!)
    .join('; ')
const bearer = (t: TestApp, token: string) => t.client({ authorization: `Bearer ${token}` })

/** The code that an authenticator shows for the address it scanned (RFC 6238). */
function codeOf(uri: string): string {
  const bits = [...new URL(uri).searchParams.get('secret')!.replaceAll('=', '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  return String((mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff) % 1e6).padStart(6, '0')
}
async function setUp(client: Client) {
  expect((await client.post('/auth/two-factor/enable', { password: 'wrong password' })).body.code).toBe('auth.wrong_password')
  const { body } = await client.post('/auth/two-factor/enable', { password })
  expect((await client.get('/user/me')).body.twoFactor).toBe(false)
  expect((await client.post('/auth/two-factor/verify-totp', { code: codeOf(body.totpURI) === '000000' ? '111111' : '000000' })).body.code).toBe('auth.wrong_code')
  const on = await client.post('/auth/two-factor/verify-totp', { code: codeOf(body.totpURI) })
  expect(on.status).toBe(200)
  return { ...(body as { totpURI: string; backupCodes: string[] }), token: on.body.token as string }
}

test('with a second factor the password alone opens nothing; code and backup code do, each backup code once', async () => {
  const t = await testApp()
  const up = await t.client().post('/auth/sign-up/email', { email: 'asha@example.test', password, name: 'Asha Rao' })
  const { totpURI, backupCodes, token } = await setUp(bearer(t, up.body.token))
  expect((await bearer(t, up.body.token).get('/user/me')).status).toBe(401)
  expect((await bearer(t, token).get('/user/me')).body.twoFactor).toBe(true)
  expect(JSON.stringify(await t.rows('select * from users.two_factors'))).not.toContain(new URL(totpURI).searchParams.get('secret'))

  const half = async () => {
    const answer = await t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password })
    expect(answer.body).toEqual({ twoFactorRedirect: true })
    expect(answer.headers['set-auth-token']).toBeUndefined()
    return t.client({ cookie: cookiesOf(answer) })
  }
  const step = await half()
  expect((await step.get('/user/me')).status).toBe(401)
  expect((await step.post('/auth/two-factor/verify-totp', { code: codeOf(totpURI) === '000000' ? '111111' : '000000' })).body.code).toBe('auth.wrong_code')
  const inside = await step.post('/auth/two-factor/verify-totp', { code: codeOf(totpURI) })
  expect((await bearer(t, inside.body.token).get('/user/me')).status).toBe(200)
  expect((await t.client().post('/auth/two-factor/verify-totp', { code: codeOf(totpURI) })).status).toBe(401)

  expect((await (await half()).post('/auth/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(200)
  expect((await (await half()).post('/auth/two-factor/verify-backup-code', { code: backupCodes[0] })).body.code).toBe('auth.wrong_code')

  const me = bearer(t, inside.body.token)
  const fresh = await me.post('/auth/two-factor/generate-backup-codes', { password })
  expect((await (await half()).post('/auth/two-factor/verify-backup-code', { code: backupCodes[1] })).body.code).toBe('auth.wrong_code')
  expect((await (await half()).post('/auth/two-factor/verify-backup-code', { code: fresh.body.backupCodes[0] })).status).toBe(200)

  expect((await me.post('/auth/two-factor/disable', { password: 'wrong password' })).body.code).toBe('auth.wrong_password')
  expect((await me.post('/auth/two-factor/disable', { password })).status).toBe(200)
  expect((await t.client().post('/auth/sign-in/email', { email: 'asha@example.test', password })).status).toBe(200)
})

test('a code by SMS does not go round the second factor', async () => {
  const t = await testApp()
  const up = await t.client().post('/auth/sign-up/email', { email: 'asha@example.test', password, name: 'Asha Rao' })
  await t.rows(`update users.people set phone = '+919876543210', phone_verified = true where id = $1`, [up.body.user.id])
  await setUp(bearer(t, up.body.token))
  await t.client().post('/auth/phone-number/send-otp', { phoneNumber: '+919876543210' })
  const [sent] = await t.rows(`select payload from platform.events where name = 'user.code_requested'`)
  const answer = await t.client().post('/auth/phone-number/verify', { phoneNumber: '+919876543210', code: decrypt(t.config, 'notice', sent!.payload.code) })
  expect(answer.body.code).toBe('auth.second_factor')
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('where staff must have a second factor, one without can do nothing but set it up', async () => {
  const t = await testApp()
  const agent = await makeFor(t).agent()
  await t.tx(async (tx) => {
    const { passwords } = await import('./passwords.ts')
    await tx.db
      .insert((await import('./schema.ts')).accounts)
      .values({ personId: agent.id, accountId: agent.id, providerId: 'credential', password: await passwords.hash(password) })
  })
  expect((await agent.client.get('/user/me')).body).toMatchObject({ mustSetUpTwoFactor: false, permissions: { 'user.read': 'all' } })
  await inTransaction(t.ctx(), (tx) => changeSetting(tx, 'users.staff_second_factor_required', true, null))
  await expect.poll(async () => (await agent.client.get('/user/me')).body.mustSetUpTwoFactor).toBe(true)
  expect((await agent.client.get('/user/me')).body.permissions).toEqual({})
  const { token } = await setUp(agent.client)
  const me = await bearer(t, token).get('/user/me')
  expect(me.body).toMatchObject({ mustSetUpTwoFactor: false, permissions: { 'user.read': 'all' } })
  expect((await bearer(t, token).post('/auth/two-factor/disable', { password })).body.code).toBe('auth.second_factor_needed')
})
