import { expect, test } from 'vitest'
import { notifyProcesses } from '#platform/events'
import { testApp } from '#test/app'
import { makeFor } from '#test/make'

test('a bearer token names its person, a forged or unsigned one nobody', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const admin = await make.admin()
  expect((await admin.client.get('/config/settings')).status).toBe(200)
  expect((await (await make.agent()).client.get('/config/settings')).status).toBe(403)
  expect((await t.client({ cookie: `manifold.session_token=${encodeURIComponent(admin.token)}` }).get('/config/settings')).status).toBe(200)
  const [token] = admin.token.split('.')
  for (const forged of [token!, `${token}.`, `${token}.AAAA`, `${admin.token.slice(0, -6)}AAAAA=`, '%E0%A4%A', '.'])
    expect((await t.client({ authorization: `Bearer ${forged}` }).get('/config/settings')).status, forged).toBe(401)
})

test('a session that is used goes on; one that was to last a day does not', async () => {
  const t = await testApp()
  const asha = await makeFor(t).customer()
  const browser = t.client({ cookie: `manifold.session_token=${encodeURIComponent(asha.token)}` })
  const until = async () => (await t.rows<{ at: Date }>('select expires_at at from users.sessions where id = $1', [asha.sessionId]))[0]!.at.getTime()
  const first = await until()
  expect((await browser.get('/user/me')).headers['set-cookie']).toBeUndefined()
  await t.advance(29 * 24 * 3600_000)
  expect(String((await browser.get('/user/me')).headers['set-cookie'])).toMatch(/^manifold\.session_token=.*Max-Age=2592000.*HttpOnly.*SameSite=Lax/)
  expect(await until()).toBeGreaterThan(first + 28 * 24 * 3600_000)
  await t.rows(`update users.sessions set updated_at = $1::timestamptz - interval '25 hours', expires_at = $1::timestamptz + interval '30 minutes'`, [t.ctx().now()])
  await t.tx((tx) => notifyProcesses(tx, 'revoked', '*'))
  await browser.get('/user/me')
  expect(await until()).toBeLessThan(t.ctx().now().getTime() + 3600_000)
  await t.advance(3600_000)
  await expect.poll(async () => (await browser.get('/user/me')).status).toBe(401)
  const { sweeps } = await import('./jobs.ts')
  await sweeps[0]!.run(t.ctx())
  expect(await t.rows('select 1 from users.sessions')).toEqual([])
})

test('what a failed statement held is not in the log', async () => {
  const t = await testApp()
  const { people } = await import('./schema.ts')
  const failed = await t
    .tx((tx) => tx.db.insert(people).values({ name: 'Asha', email: 'secret@example.test', status: 'nonsense' as never, id: 'not-an-id' }))
    .catch((error: unknown) => error)
  t.deps.log.error({ err: failed }, 'failed')
  const line = t.logged.at(-1)!
  expect(line).toContain('Failed query')
  expect(line).not.toContain('secret@example.test')
})
