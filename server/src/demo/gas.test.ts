import { expect, test } from 'vitest'
import { testApp } from '#test/app'
import { demoGas } from './gas.ts'
import { idMaker } from './ids.ts'
import { loadTown } from './load.ts'
import { generateTown } from './town.ts'

test('the gas line of the town is the same each time, made quickly, and adds up in the database', async () => {
  const now = new Date('2026-11-23T07:42:00Z')
  const { customers } = generateTown({ now, seed: 7 })
  const make = () => demoGas({ now, seed: 7, customers, personId: (key) => key, newId: idMaker(8) })
  const started = performance.now()
  const batch = make()
  expect(performance.now() - started).toBeLessThan(400)
  expect(make()).toEqual(batch)
  expect(batch.cylinders.length).toBeGreaterThan(500)
  expect(new Set(batch.cylinders.map((c) => c.code)).size).toBe(batch.cylinders.length)
  const t = await testApp()
  await loadTown(t.deps, t.url, { now: t.deps.clock.now(), seed: 7, customers: 120, tickets: 60, password: 'manifold-demo' })
  const signedIn = await t.client().post('/auth/sign-in/email', { email: 'supervisor@demo.test', password: 'manifold-demo' })
  const staff = t.client({ authorization: `Bearer ${signedIn.headers['set-auth-token']}` })
  const { data } = (await staff.get('/gas/stock')).body
  expect(data).toHaveLength(6)
  for (const shelf of data) expect(Object.entries(shelf.states).reduce((sum, [k, n]) => sum + (k === 'condemned' ? 0 : (n as number)), 0)).toBe(shelf.owned)
  expect((await staff.get('/gas/bookings?limit=100')).body.data.length).toBe(100)
})
