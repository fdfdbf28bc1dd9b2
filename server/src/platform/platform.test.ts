import { expect, test } from 'vitest'
import { testApp } from '#test/app'

test('the app starts, says it is ready and refuses what it does not know', async () => {
  const t = await testApp()
  expect((await t.client().get('/config/public')).status).toBe(200)
  expect((await t.client().get('/config/settings')).body.code).toBe('request.not_signed_in')
  expect((await t.client().get('/nowhere')).status).toBe(404)
  expect((await t.app.inject('/readyz')).statusCode).toBe(200)
})
