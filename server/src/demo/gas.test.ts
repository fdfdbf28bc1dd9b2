import { expect, test } from 'vitest'
import { seal, trialBalance, verifyLedger } from '#core/ledger'
import { testApp } from '#test/app'
import { keyed } from '#test/make.payments'
import { demoGas } from './gas.ts'
import { idMaker } from './ids.ts'
import { loadTown } from './load.ts'
import { generateTown } from './town.ts'

test('the gas line of the town is the same each time, made quickly, adds up in the database, and its books balance', { timeout: 30_000 }, async () => {
  const now = new Date('2026-11-23T07:42:00Z')
  const { customers } = generateTown({ now, seed: 7 })
  const make = () => demoGas({ now, seed: 7, customers, personId: (key) => key, askedBy: 'rutuja', newId: idMaker(8) })
  // Time of this process, not of the clock: others may be using the machine.
  const used = process.cpuUsage()
  const { gas, money, settled } = make()
  expect(process.cpuUsage(used).user).toBeLessThan(600_000)
  expect(make()).toEqual({ gas, money, settled })
  expect(gas.cylinders.length).toBeGreaterThan(2500)
  expect(new Set(gas.cylinders.map((c) => c.code)).size).toBe(gas.cylinders.length)
  // No cylinder goes back in time, and each move begins where the last one ended.
  const at = new Map<string, { to: string; at: Date }>()
  for (const m of gas.moves) {
    const last = at.get(m.cylinderId)
    expect([m.from, last === undefined || last.at <= m.at!]).toEqual([last?.to ?? null, true])
    at.set(m.cylinderId, { to: m.to, at: m.at! })
  }
  for (const list of [money.payments.intents, money.payments.refunds, gas.bookings, gas.refills]) expect(new Set(list.map((r) => r.reference)).size).toBe(list.length)

  const t = await testApp()
  await loadTown(t.deps, t.url, { now: t.deps.clock.now(), seed: 7, tickets: 60, password: 'manifold-demo' })
  const as = async (name: string) => {
    const signedIn = await t.client().post('/auth/sign-in/email', { email: `${name}@demo.test`, password: 'manifold-demo' })
    return keyed(t.client({ authorization: `Bearer ${signedIn.headers['set-auth-token']}` }))
  }
  const staff = await as('supervisor')
  const { data } = (await staff.get('/gas/stock')).body
  expect(data).toHaveLength(8)
  for (const shelf of data) expect(Object.entries(shelf.states).reduce((sum, [k, n]) => sum + (k === 'condemned' ? 0 : (n as number)), 0)).toBe(shelf.owned)
  expect(data.find((s: { depot: { name: string } }) => s.depot.name === 'Hadapsar')).toMatchObject({ states: { filled: 6 }, promised: 6, free: 0, waiting: 11, low: true })
  expect((await staff.get('/gas/bookings?limit=100')).body.data.length).toBe(100)
  expect((await staff.get('/gas/refill-batches?open=true')).body.data).toHaveLength(12)

  // What the bookings say and what the books say is one thing.
  await seal(t.ctx())
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true, faults: [] })
  const [total] = (await trialBalance(t.ctx())).totals
  expect(total!.debit).toEqual(total!.credit)
  expect(total!.netWorth).toEqual(total!.netIncome)
  expect(
    await t.rows(
      `select b.reference from gas.bookings b left join ledger.accounts a on a.name = 'liabilities:deferred:lpg:' || b.id left join ledger.balances l on l.account_id = a.id
       where coalesce(-l.balance, 0) <> case when b.status in ('waitlisted', 'allocated', 'out_for_delivery') then b.amount else 0 end`,
    ),
  ).toEqual([])
  const meera = await as('customer')
  expect((await meera.get('/payment/wallet')).body.spendable.amount).toBeGreaterThanOrEqual(125_000)
  const mine = (await meera.get('/gas/bookings')).body.data
  expect(mine[0]).toMatchObject({ statusLabel: 'Pending', held: true })
  expect(mine[1]).toMatchObject({ statusLabel: 'Completed', cylinder: { code: 'KTD482' } })
  const paid = await meera.post(`/payment/intents/${mine[0].paymentIntentId}/pay`, { method: 'wallet' })
  expect(paid.body.intent).toMatchObject({ statusLabel: 'Success' })
  expect((await meera.get(`/gas/bookings/${mine[0].id}`)).body).toMatchObject({ statusLabel: 'Completed', returnedCylinder: { code: 'KTD482' } })
  const lakshmi = await as('customer2')
  const hers = (await lakshmi.get('/gas/bookings')).body.data[0]
  expect(hers).toMatchObject({ statusLabel: 'Pending', status: 'waitlisted', place: expect.any(Number) })
  expect((await lakshmi.post(`/gas/bookings/${hers.id}/cancel`, { refundTo: 'wallet' })).body).toMatchObject({ statusLabel: 'Cancelled', refund: { amount: 100_000 } })
  expect((await verifyLedger(t.ctx())).ok).toBe(true)
})
