import { expect, test } from 'vitest'
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
