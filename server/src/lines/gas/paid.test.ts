import { afterEach, beforeAll, expect, test } from 'vitest'
import { balanceOf, entriesOf, verifyLedger } from '#core/ledger'
import type { Answer, TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeGas, type MakeGas } from '#test/make.gas'
import { keyed, payingApp, settle } from '#test/make.payments'

let t: TestApp & { at: string }
let make: Make
let gas: MakeGas
let operations: Made
beforeAll(async () => {
  t = await payingApp()
  make = makeFor(t)
  gas = await makeGas(t)
  operations = await make.operations()
})
afterEach(async () => {
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true, faults: [] })
})

const balance = async (account: string) => (await balanceOf(t.ctx(), account)).amount
const owed = (b: Answer) => balance(`liabilities:deferred:lpg:${b.body.booking.id}`)
const of = async (b: Answer) => (await operations.client.get(`/gas/bookings/${b.body.booking.id}`)).body
const intent = async (b: Answer) => (await t.rows('select state from payments.intents where id = $1', [b.body.paymentIntent.id]))[0]!.state as string
/** Opens a checkout for a booking and presses a button of the pay page. */
async function press(who: Made, b: Answer, script: string): Promise<void> {
  const paying = await keyed(who.client).post(`/payment/intents/${b.body.paymentIntent.id}/pay`, { method: 'gateway' })
  expect(paying.status).toBe(200)
  const answer = await fetch(`${t.at}/simulator/pay/${paying.body.checkout.orderId}`, { method: 'POST', body: new URLSearchParams({ script, method: 'upi' }) })
  expect(answer.status).toBe(200)
}
const kinds = async (b: Answer) => (await entriesOf(t.ctx(), { type: 'gas_booking', id: b.body.booking.id })).map((e) => e.kind).toSorted()
/** The simulated bank takes two seconds to decide on a refund. */
const refunded = async () => {
  await settle(t)
  await t.advance(5000)
  await settle(t)
}
const inDelivery = async <T>(work: () => Promise<T>): Promise<T> => {
  await gas.setting('gas.mode', 'delivery')
  const done = await work()
  await gas.setting('gas.mode', 'instant')
  return done
}

test('by gateway: captured, allotted and earned with its tax in one commit; each movement once', async () => {
  const depotId = await gas.depot()
  const [oldest] = await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await gas.book(who, { depotId })
  expect(b.body.paymentIntent).toMatchObject({ purpose: 'lpg_booking', status: 'created', amount: { amount: 100_000, currency: 'INR' }, businessRef: { id: b.body.booking.id } })
  const [income, tax] = [await balance('income:lpg:refill'), await balance('liabilities:tax:gst-output')]
  await press(who, b, 'duplicates')
  await settle(t)
  expect(await of(b)).toMatchObject({ statusLabel: 'Completed', cylinder: { id: oldest } })
  expect(await kinds(b)).toEqual(['lpg.delivered', 'payment.captured'])
  expect([await owed(b), (await balance('income:lpg:refill')) - income, (await balance('liabilities:tax:gst-output')) - tax]).toEqual([0, -95_238, -4762])
})

test('a try that fails frees what was held at once; the next try gets what is free then', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const [who, other] = await make.customers(2)
  const b = await gas.book(who!, { depotId })
  await press(who!, b, 'failure')
  await settle(t)
  expect(await of(b)).toMatchObject({ status: 'payment_pending', held: false })
  await t.advance(1000)
  const second = await gas.book(other!, { depotId })
  expect(second.body.booking.held).toBe(true)
  await press(who!, b, 'success')
  await settle(t)
  // The only one is held for the other now; who paid without waits in the list.
  expect(await of(b)).toMatchObject({ status: 'waitlisted', place: 1 })
  await gas.pay(second)
  expect(await of(second)).toMatchObject({ status: 'delivered' })
  expect([await owed(b), await owed(second)]).toEqual([-100_000, 0])
})

test('not paid in time: payment and booking end together, and the promise is free', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await gas.book(who, { depotId })
  await t.advance(16 * 60_000)
  await t.tx(async (tx) => (await import('#core/payments')).expireIntent(tx, b.body.paymentIntent.id))
  await t.work()
  expect(await of(b)).toMatchObject({ status: 'expired', held: false })
  expect((await t.rows('select promised from gas.stock where depot_id = $1', [depotId]))[0]).toEqual({ promised: 0 })
  expect((await gas.pay(b)).body.code).toBe('payment.not_payable')
})

test('a payment that finance calls off ends the booking', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await gas.book(who, { depotId })
  const finance = await make.finance()
  expect((await keyed(finance.client).post(`/payment/intents/${b.body.paymentIntent.id}/cancel`)).status).toBe(200)
  await t.work()
  expect(await of(b)).toMatchObject({ status: 'cancelled', held: false, refund: null })
})

/** A booking whose payment failed, expired, and is captured two days later all the same. */
async function late(meanwhile: (who: Made, depotId: string, cylinderId: string) => Promise<unknown>): Promise<Answer> {
  const depotId = await gas.depot()
  const [cylinder] = await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await gas.book(who, { depotId })
  await press(who, b, 'late')
  await t.advance(16 * 60_000)
  await settle(t)
  await t.tx(async (tx) => (await import('#core/payments')).expireIntent(tx, b.body.paymentIntent.id))
  await settle(t)
  expect([(await of(b)).status, await intent(b)]).toEqual(['expired', 'expired'])
  await meanwhile(who, depotId, cylinder!)
  await t.advance(2 * 86_400_000)
  await refunded()
  return b
}

test('late money revives the booking while a cylinder is free', async () => {
  const b = await late(async () => undefined)
  expect(await of(b)).toMatchObject({ status: 'delivered', endReason: null })
  expect([await intent(b), await owed(b)]).toEqual(['captured', 0])
  expect(await kinds(b)).toEqual(['lpg.delivered', 'payment.late_captured', 'payment.revived'])
})

test.each([
  ['no cylinder is free', async (_: Made, depotId: string) => gas.book(await make.customer(), { depotId })],
  ['the customer has booked again', async (who: Made) => gas.book(who, { depotId: await gas.depot(), waitlist: true })],
])('late money goes back when %s', async (_, meanwhile) => {
  const b = await late(meanwhile)
  expect(await of(b)).toMatchObject({ status: 'expired', paidAt: null, cylinder: null })
  expect([await intent(b), await owed(b), await balance(`liabilities:deferred:late:${b.body.paymentIntent.id}`)]).toEqual(['auto_refunded', 0, 0])
})

test('a booking that the customer cancelled is never revived', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await gas.book(who, { depotId })
  await press(who, b, 'timeout_then_success')
  expect((await who.client.post(`/gas/bookings/${b.body.booking.id}/cancel`, {})).body).toMatchObject({ status: 'cancelled', refund: { amount: 0 } })
  await t.advance(5 * 60_000)
  await refunded()
  expect([(await of(b)).status, await intent(b), await owed(b)]).toEqual(['cancelled', 'auto_refunded', 0])
})

test('while a payment is authorised its booking cannot be cancelled by anybody: its capture would find nothing to pay for', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await gas.book(who, { depotId })
  // The capture has no good answer at first, so the payment stays authorised.
  await t.rows(`insert into simulator.faults (call, kind, at) select 'payment.capture', 'error_500', now() from generate_series(1, 2)`)
  await press(who, b, 'authorized_only')
  await t.work()
  await t.work()
  expect(await intent(b)).toBe('authorized')
  expect((await who.client.post(`/gas/bookings/${b.body.booking.id}/cancel`, {})).body.code).toBe('payment.under_way')
  expect((await operations.client.post(`/gas/bookings/${b.body.booking.id}/override`, { action: 'cancel', reason: 'Asked by phone' })).body.code).toBe('payment.under_way')
  await t.rows('delete from simulator.faults')
  await t.advance(60 * 60_000)
  await settle(t)
  expect([(await of(b)).status, await intent(b), await owed(b)]).toEqual(['delivered', 'captured', 0])
})

test('cancelling gives the money back the way it came, or into the wallet', async () => {
  const depotId = await gas.depot()
  for (const to of ['source', 'wallet'] as const) {
    const who = await make.customer()
    const b = await gas.book(who, { depotId, waitlist: true })
    await press(who, b, 'success')
    await settle(t)
    expect(await of(b)).toMatchObject({ status: 'waitlisted' })
    const gateway = await balance('assets:gateway:razorpay')
    const cancelled = await who.client.post(`/gas/bookings/${b.body.booking.id}/cancel`, { refundTo: to })
    expect(cancelled.body).toMatchObject({ statusLabel: 'Cancelled', refund: { amount: 100_000 } })
    await refunded()
    const wallet = (await who.client.get('/payment/wallet')).body.cash.amount
    expect([await owed(b), wallet, gateway - (await balance('assets:gateway:razorpay'))]).toEqual([0, to === 'wallet' ? 100_000 : 0, to === 'wallet' ? 0 : 100_000])
  }
})

test('what staff cancel against the rules waits for a second person above the limit; what a rule gives back does not', async () => {
  const depotId = await gas.depot()
  const [one, two] = await make.customers(2)
  const [a, b] = [await gas.book(one!, { depotId, waitlist: true }), await gas.book(two!, { depotId, waitlist: true })]
  await gas.pay(a)
  await gas.pay(b)
  await operations.client.post(`/gas/bookings/${a.body.booking.id}/cancel`, { refundTo: 'wallet' })
  await operations.client.post(`/gas/bookings/${b.body.booking.id}/override`, { action: 'cancel', reason: 'Asked by phone', refundTo: 'wallet' })
  expect([await owed(a), await owed(b)]).toEqual([0, -100_000])
  const finance = await make.finance()
  const [refund] = await t.rows('select id from payments.refunds where intent_id = $1', [b.body.paymentIntent.id])
  expect((await keyed(finance.client).post(`/payment/refunds/${refund!.id}/decide`, { approve: true, reason: 'Right' })).status).toBe(200)
  expect(await owed(b)).toBe(0)
})

test('a goodwill before the delivery lowers the revenue, one after it takes revenue and tax back', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await inDelivery(() => gas.book(who, { depotId }))
  await gas.pay(b)
  const finance = keyed((await make.finance()).client)
  const back = (amount: number) => finance.post('/payment/refunds', { paymentId: b.body.paymentIntent.id, amount: { amount, currency: 'INR' }, reason: 'Late lorry', to: 'wallet' })
  expect((await back(40_000)).status).toBe(201)
  await t.work()
  expect([await owed(b), (await of(b)).status]).toEqual([-60_000, 'allocated'])
  const [income, tax] = [await balance('income:lpg:refill'), await balance('liabilities:tax:gst-output')]
  await operations.client.post(`/gas/bookings/${b.body.booking.id}/dispatch`)
  await gas.handOver(operations, b.body.booking.id)
  expect([await owed(b), income - (await balance('income:lpg:refill')), tax - (await balance('liabilities:tax:gst-output'))]).toEqual([0, 57_143, 2857])
  expect((await back(10_000)).status).toBe(201)
  expect([income - (await balance('income:lpg:refill')), tax - (await balance('liabilities:tax:gst-output'))]).toEqual([47_619, 2381])
})

test('all of it given back by hand: the booking ends, nothing is handed over for it, and nobody waits behind it', async () => {
  const depotId = await gas.depot()
  const [first, second] = await make.customers(2)
  const [a, b] = [await gas.book(first!, { depotId, waitlist: true }), await gas.book(second!, { depotId, waitlist: true })]
  await gas.pay(a)
  await gas.pay(b)
  await gas.setting('payment.refund_limit', 100_000)
  const finance = keyed((await make.finance()).client)
  expect((await finance.post('/payment/refunds', { paymentId: a.body.paymentIntent.id, reason: 'Asked', to: 'wallet' })).status).toBe(201)
  await gas.filled(depotId, 1)
  // The list is served before the line has heard of the refund.
  const { serveAll } = await import('./end.ts')
  await serveAll(t.ctx())
  expect([(await of(a)).status, (await of(b)).status]).toEqual(['cancelled', 'delivered'])
  await t.work()
  expect(await of(a)).toMatchObject({ status: 'cancelled', refund: { amount: 0 }, cylinder: null })
})

test('the fee for deliveries that failed through the customer is kept as income with its tax', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await inDelivery(() => gas.book(who, { depotId }))
  await gas.pay(b)
  await gas.setting('gas.attempt_fee', 5000)
  const post = (what: string, body: object = {}) => operations.client.post(`/gas/bookings/${b.body.booking.id}/${what}`, body)
  await post('dispatch')
  await post('fail', { failure: 'no_answer' })
  expect((await who.client.post(`/gas/bookings/${b.body.booking.id}/cancel`, {})).body.refund).toEqual({ amount: 95_000, currency: 'INR' })
  expect([await owed(b), await balance('income:lpg:attempt-fee')]).toEqual([0, -4762])
  await gas.setting('gas.attempt_fee', 0)
})

test('a delivery that failed through a bad or recalled cylinder costs the customer nothing, also when a later one failed through them', async () => {
  const depotId = await gas.depot()
  const [, recalled] = await gas.filled(depotId, 3)
  await t.rows(`update gas.cylinders set batch = 'BAD-1' where id = $1`, [recalled])
  const who = await make.customer()
  const b = await inDelivery(() => gas.book(who, { depotId }))
  await gas.pay(b)
  await gas.setting('gas.attempt_fee', 5000)
  const post = (what: string, body: object = {}) => operations.client.post(`/gas/bookings/${b.body.booking.id}/${what}`, body)
  await post('dispatch')
  await post('fail', { failure: 'bad_cylinder' })
  expect((await post('reschedule')).body.cylinder.id).toBe(recalled)
  await post('dispatch')
  expect((await operations.client.post('/gas/recalls', { batch: 'BAD-1', reason: 'Weak valves' })).status).toBe(201)
  expect((await post('reschedule')).body.status).toBe('allocated')
  await post('dispatch')
  await post('fail', { failure: 'no_answer' })
  expect((await who.client.post(`/gas/bookings/${b.body.booking.id}/cancel`, {})).body.refund).toEqual({ amount: 95_000, currency: 'INR' })
  await gas.setting('gas.attempt_fee', 0)
})
