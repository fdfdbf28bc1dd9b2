import { beforeAll, expect, test } from 'vitest'
import { testApp, type Answer, type TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'
import { makeGas, type MakeGas } from '#test/make.gas'
import { expirePromises } from './end.ts'

let t: TestApp
let make: Make
let gas: MakeGas
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  gas = await makeGas(t)
})
const minutes = 60_000
const left = (at: string) => Math.round((Date.parse(at) - t.ctx().now().getTime()) / minutes)

test('the time to pay is had again, for the booking and its payment, ten times and no more', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await gas.book(who, { depotId })
  const { id, paymentIntentId } = b.body.booking
  const renew = (): Promise<Answer> => who.client.post(`/gas/bookings/${id}/hold`, {})
  for (let n = 1; n <= 10; n++) {
    await t.advance(14 * minutes)
    const renewed = await renew()
    expect([renewed.status, left(renewed.body.heldUntil)]).toEqual([200, 15])
    expect(left((await who.client.get(`/payment/intents/${paymentIntentId}`)).body.expiresAt)).toBe(15)
    await expirePromises(t.ctx())
  }
  await t.advance(14 * minutes)
  // What is left of eleven times.
  expect(left((await renew()).body.heldUntil)).toBe(11)
  await t.advance(5 * minutes)
  expect((await renew()).body.code).toBe('gas.hold_over')
  expect((await gas.pay(b)).body.intent.statusLabel).toBe('Success')
  expect((await renew()).body.code).toBe('gas.intent_moved')
})

test('somebody else’s is not there, and what has passed is not had again', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const [who, other] = await make.customers(2)
  const b = await gas.book(who!, { depotId })
  const address = `/gas/bookings/${b.body.booking.id}/hold`
  expect((await other!.client.post(address, {})).status).toBe(404)
  await t.advance(16 * minutes)
  expect((await who!.client.post(address, {})).body.code).toBe('gas.intent_moved')
})

test('what a failed try had set free is held again only while one is free', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const [who, rival] = await make.customers(2)
  const b = await gas.book(who!, { depotId })
  const address = `/gas/bookings/${b.body.booking.id}/hold`
  await t.rows(`update gas.bookings set promised = false where id = $1`, [b.body.booking.id])
  await t.rows(`update gas.stock set promised = promised - 1 where depot_id = $1`, [depotId])
  expect((await who!.client.post(address, {})).body.held).toBe(true)
  await t.rows(`update gas.bookings set promised = false where id = $1`, [b.body.booking.id])
  await t.rows(`update gas.stock set promised = promised - 1 where depot_id = $1`, [depotId])
  expect((await gas.book(rival!, { depotId })).status).toBe(201)
  expect((await who!.client.post(address, {})).body.held).toBe(false)
})
