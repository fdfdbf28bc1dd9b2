import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { balanceOf, verifyLedger } from '#core/ledger'
import type { TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'
import { fill, intentFor, keyed, payingApp, settle } from '#test/make.payments'
import { hmacHex } from './signatures.ts'
import { endPayments } from './jobs.ts'
import { intentOf } from './intents.ts'
import { receiptRows } from './receipts.ts'
import { reconcile } from './pay.ts'
import { simulatorKeys } from './keys.ts'
import { checkRefunds, sendRefund } from './refunds.ts'
import { hold, postHold, voidHold, walletOf } from './wallet.ts'
import { retryWebhooks } from './webhooks.ts'
import { reviveIntent } from './apply.ts'

let t: TestApp & { at: string }
let make: Make
beforeAll(async () => {
  t = await payingApp()
  make = makeFor(t)
})

const stateOf = async (id: string) => (await t.rows<{ state: string }>('select state from payments.intents where id = $1', [id]))[0]!.state
const balance = async (account: string) => (await balanceOf(t.ctx(), account)).amount
const gateway = 'assets:gateway:razorpay'
const owed = (thing: { businessId: string }) => balance(`liabilities:deferred:test:${thing.businessId}`)

/** A customer with a payment that is open at the gateway. */
async function opened(it: { amount?: number; minutes?: number } = {}) {
  const customer = await make.customer()
  const client = keyed(customer.client)
  const intent = await intentFor(t, customer.id, it)
  const paying = await client.post(`/payment/intents/${intent.id}/pay`, { method: 'gateway' })
  expect(paying.status).toBe(200)
  return { customer, client, intent, orderId: paying.body.checkout.orderId as string, checkout: paying.body.checkout }
}
const press = async (orderId: string, script: string) => {
  const answer = await fetch(`${t.at}/simulator/pay/${orderId}`, { method: 'POST', body: new URLSearchParams({ script, method: 'upi' }) })
  expect(answer.status).toBe(200)
  const [p] = await t.rows<{ id: string }>('select id from simulator.payments where order_id = $1 order by created_at desc limit 1', [orderId])
  return p!.id
}
const fault = async (call: string, kind: string) => t.rows(`insert into simulator.faults (call, kind, at) values ($1, $2, now())`, [call, kind])
const books = async () => expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true })

describe('paying', () => {
  test('by gateway: order, page, webhooks in any number, captured once, owed to the thing', async () => {
    const { client, intent, orderId } = await opened()
    const page = await fetch(`${t.at}/simulator/pay/${orderId}`)
    expect(await page.text()).toContain('₹1,000.00')
    await press(orderId, 'duplicates')
    await settle(t)
    const detail = await client.get(`/payment/intents/${intent.id}`)
    expect(detail.body).toMatchObject({ status: 'captured', statusLabel: 'Success', method: 'upi', checkout: null, attempts: [{ status: 'captured' }] })
    expect(await owed(intent)).toBe(-100_000)
    expect((await t.rows(`select payload from platform.events where name = 'payment.captured' and payload->>'intentId' = $1`, [intent.id])).length).toBe(1)
    expect((await client.post(`/payment/intents/${intent.id}/pay`, { method: 'gateway' })).body.code).toBe('payment.not_payable')
  })

  test('needs a key, and answers the same key the same', async () => {
    const customer = await make.customer()
    const intent = await intentFor(t, customer.id, { amount: 500 })
    await fill(t, customer.id, { cash: 1000 })
    const bare = await customer.client.post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' })
    expect([bare.status, bare.body.errors[0].path]).toEqual([400, 'Idempotency-Key'])
    const headers = { 'idempotency-key': randomUUID() }
    const once = await customer.client.post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' }, { headers })
    const again = await customer.client.post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' }, { headers })
    expect([once.status, again.status, again.headers['idempotency-replayed']]).toEqual([200, 200, 'true'])
    expect(await walletOf(t.ctx(), customer.id)).toMatchObject({ cash: 500 })
  })

  test('forty at once pay one thing from the wallet: one capture', async () => {
    const customer = await make.customer()
    await fill(t, customer.id, { cash: 1_000_000 })
    const intent = await intentFor(t, customer.id)
    const answers = await Promise.all(Array.from({ length: 40 }, () => keyed(customer.client).post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' })))
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
    expect(new Set(answers.filter((a) => a.status !== 200).map((a) => a.body.code))).toEqual(new Set(['payment.not_payable']))
    expect(await walletOf(t.ctx(), customer.id)).toMatchObject({ cash: 900_000 })
    expect(await owed(intent)).toBe(-100_000)
  })

  test('forty at once open one checkout: one order', async () => {
    const customer = await make.customer()
    const intent = await intentFor(t, customer.id)
    const answers = await Promise.all(Array.from({ length: 40 }, () => keyed(customer.client).post(`/payment/intents/${intent.id}/pay`, { method: 'gateway' })))
    expect(new Set(answers.map((a) => a.status))).toSatisfy((s: Set<number>) => [...s].every((x) => x === 200 || x === 202))
    expect(await t.rows('select 1 from simulator.orders where receipt = $1', [intent.id])).toHaveLength(1)
  })

  test('forty things at once from a wallet that holds ten: never below nothing', async () => {
    const customer = await make.customer()
    await fill(t, customer.id, { cash: 10_000 })
    const things = await Promise.all(Array.from({ length: 40 }, () => intentFor(t, customer.id, { amount: 1000 })))
    const answers = await Promise.all(things.map((i) => keyed(customer.client).post(`/payment/intents/${i.id}/pay`, { method: 'wallet' })))
    expect(answers.filter((a) => a.status === 200)).toHaveLength(10)
    expect(answers.find((a) => a.status !== 200)!.body.code).toBe('payment.insufficient_funds')
    expect(await walletOf(t.ctx(), customer.id)).toMatchObject({ cash: 0 })
  })

  test('somebody else’s payment is not there, and staff cannot pay it', async () => {
    const { intent } = await opened()
    const other = keyed((await make.customer()).client)
    expect((await other.get(`/payment/intents/${intent.id}`)).status).toBe(404)
    for (const [path, body] of [
      ['pay', { method: 'wallet' }],
      ['confirm', { razorpay_payment_id: 'pay_1', razorpay_signature: 'x' }],
    ] as const)
      expect((await other.post(`/payment/intents/${intent.id}/${path}`, body)).status).toBe(404)
    expect((await other.get('/payment/intents')).body.data).toEqual([])
    expect((await other.post('/payment/refunds', { paymentId: intent.id, reason: 'x', to: 'source' })).status).toBe(403)
    const finance = keyed((await make.finance()).client)
    expect((await finance.get(`/payment/intents/${intent.reference}`)).body.checkout).toBeNull()
    expect((await finance.post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' })).status).toBe(409)
  })

  test('the checkout’s answer is believed for the order of our database only', async () => {
    const { client, intent, orderId } = await opened()
    const paymentId = await press(orderId, 'silent')
    const { keySecret } = simulatorKeys(t.config)
    const forged = await client.post(`/payment/intents/${intent.id}/confirm`, {
      razorpay_payment_id: paymentId,
      razorpay_order_id: 'order_mine',
      razorpay_signature: hmacHex(`order_mine|${paymentId}`, keySecret),
    })
    expect(forged.body.code).toBe('payment.signature')
    const right = await client.post(`/payment/intents/${intent.id}/confirm`, { razorpay_payment_id: paymentId, razorpay_signature: hmacHex(`${orderId}|${paymentId}`, keySecret) })
    expect(right.body.status).toBe('captured')
  })
})

describe('when messages fail', () => {
  test('a lost answer to the order: found again by its receipt, never made twice', async () => {
    const customer = await make.customer()
    const intent = await intentFor(t, customer.id)
    await fault('order.create', 'lost_answer')
    const first = await keyed(customer.client).post(`/payment/intents/${intent.id}/pay`, { method: 'gateway' })
    expect([first.status, first.body.checkout?.orderId]).toEqual([200, expect.stringMatching(/^order_/)])
    expect(await t.rows('select 1 from simulator.orders where receipt = $1', [intent.id])).toHaveLength(1)
    await press(first.body.checkout.orderId, 'success')
    await settle(t)
    expect(await stateOf(intent.id)).toBe('captured')
  })
  test('an order that was never made is asked for again after a minute', async () => {
    const customer = await make.customer()
    const intent = await intentFor(t, customer.id)
    await fault('order.create', 'error_500')
    const pay = () => keyed(customer.client).post(`/payment/intents/${intent.id}/pay`, { method: 'gateway' })
    expect([(await pay()).status, (await pay()).status]).toEqual([202, 202])
    await t.advance(61_000)
    expect((await pay()).status).toBe(200)
  })
  test('no webhook ever comes: after five minutes we ask', async () => {
    const { intent, orderId } = await opened()
    await press(orderId, 'silent')
    await settle(t)
    expect(await stateOf(intent.id)).toBe('attempted')
    await t.advance(5 * 60_000)
    await reconcile(t.ctx())
    expect(await stateOf(intent.id)).toBe('captured')
  })
  test('authorised: we capture, also when the answer to it is lost', async () => {
    const { intent, orderId } = await opened()
    await fault('payment.capture', 'lost_answer')
    await press(orderId, 'authorized_only')
    await settle(t)
    expect(await stateOf(intent.id)).toBe('captured')
    expect(await owed(intent)).toBe(-100_000)
  })
  test('another amount is never paid, and finance hears of it', async () => {
    const { intent, orderId } = await opened()
    await press(orderId, 'wrong_amount')
    await settle(t)
    expect(await stateOf(intent.id)).toBe('attempted')
    expect(await owed(intent)).toBe(0)
    expect((await t.rows(`select 1 from platform.events where name = 'payment.alert' and payload->>'intentId' = $1`, [intent.id])).length).toBeGreaterThan(0)
  })
  test('the secret changes under way: retries with the old one still count, a third is refused', async () => {
    const { intent, orderId } = await opened()
    await press(orderId, 'secret_rotation')
    await settle(t)
    expect(await stateOf(intent.id)).toBe('captured')
    const before = await t.rows('select count(*)::int n from payments.webhook_events')
    const refused = await t
      .client()
      .post('/payment/webhooks/razorpay', { event: 'payment.captured' }, { headers: { 'x-razorpay-signature': 'f'.repeat(64), 'x-razorpay-event-id': 'evt_x' } })
    expect([refused.status, refused.body.code]).toEqual([400, 'payment.webhook_refused'])
    expect(await t.rows('select count(*)::int n from payments.webhook_events')).toEqual(before)
    const admin = keyed((await make.admin()).client)
    expect((await admin.get('/payment/webhooks/rejections')).body.data).toContainEqual(expect.objectContaining({ finding: 'wrong_secret_or_body' }))
    expect((await admin.post('/payment/webhooks/diagnose', { rawBody: '{}', signature: 'zz' })).body).toMatchObject({ ok: false, finding: 'header_form' })
    expect((await keyed((await make.customer()).client).get('/payment/webhooks')).status).toBe(403)
  })
  test('an event of nothing of ours waits, is given up after a day, and can be replayed', async () => {
    const admin = keyed((await make.admin()).client)
    const [order] = await t.rows<{ id: string }>(
      `insert into simulator.orders (id, amount, currency, notes, status, created_at) values ('order_stranger', 5000, 'INR', '{}', 'created', now()) returning id`,
    )
    await press(order!.id, 'failure')
    await settle(t)
    const [w] = (await admin.get('/payment/webhooks?status=unmatched')).body.data
    await t.advance(25 * 3_600_000)
    await retryWebhooks(t.ctx())
    expect((await admin.get(`/payment/webhooks/${w.id}`)).body.status).toBe('dead')
    expect((await admin.post(`/payment/webhooks/${w.id}/replay`)).body.status).toBe('stored')
  })
})

describe('late', () => {
  test('two days late, nobody revives: it goes back by itself', async () => {
    const { intent, orderId } = await opened()
    await press(orderId, 'late')
    const before = await balance(gateway)
    await t.advance(16 * 60_000)
    await endPayments(t.ctx())
    await settle(t)
    expect(await stateOf(intent.id)).toBe('expired')
    await t.advance(2 * 86_400_000)
    await settle(t)
    expect(await stateOf(intent.id)).toBe('late_captured')
    expect(await balance(gateway)).toBe(before + 100_000)
    await t.advance(11 * 60_000)
    await endPayments(t.ctx())
    await endPayments(t.ctx())
    await settle(t)
    await t.advance(5000)
    await settle(t)
    expect(await stateOf(intent.id)).toBe('auto_refunded')
    expect(await balance(gateway)).toBe(before)
  })
  test('late, but it can still be given: it counts', async () => {
    const { intent, orderId } = await opened()
    await press(orderId, 'timeout_then_success')
    await t.rows(`update payments.intents set expires_at = $2 where id = $1`, [intent.id, t.ctx().now()])
    await t.advance(1000)
    await endPayments(t.ctx())
    await t.advance(3 * 60_000)
    await settle(t)
    await t.tx((tx) => reviveIntent(tx, intent.id))
    expect(await stateOf(intent.id)).toBe('captured')
    expect(await owed(intent)).toBe(-100_000)
  })
  test('paid from the wallet while the bank thought: the second money goes back', async () => {
    const { customer, client, intent, orderId } = await opened()
    await press(orderId, 'timeout_then_success')
    await fill(t, customer.id, { cash: 100_000 })
    expect((await client.post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' })).status).toBe(200)
    const before = await balance(gateway)
    await t.advance(3 * 60_000)
    await settle(t)
    await t.advance(5000)
    await settle(t)
    expect((await client.get(`/payment/intents/${intent.id}`)).body).toMatchObject({ status: 'captured', method: 'wallet', refunds: [{ cause: 'double', status: 'processed' }] })
    expect(await balance(gateway)).toBe(before)
    expect(await owed(intent)).toBe(-100_000)
  })
})

describe('refunds', () => {
  const captured = async (script = 'success') => {
    const it = await opened()
    await press(it.orderId, script)
    await settle(t)
    return it
  }
  const refundState = async (id: string) => (await t.rows<{ state: string }>('select state from payments.refunds where id = $1', [id]))[0]!.state

  test('below the limit at once; above it a second person; never more than was paid', async () => {
    const { intent } = await captured()
    const one = keyed((await make.finance()).client)
    const two = keyed((await make.finance()).client)
    const herself = keyed((await make.finance({ name: 'Payer herself' })).client)
    const small = await one.post('/payment/refunds', { paymentId: intent.reference, amount: { amount: 40_000, currency: 'INR' }, reason: 'Late', to: 'source' })
    expect([small.status, small.body.status]).toEqual([201, 'approved'])
    const large = await one.post('/payment/refunds', { paymentId: intent.id, reason: 'The rest', to: 'source' })
    expect(large.body).toMatchObject({ status: 'requested', amount: { amount: 60_000 } })
    expect((await two.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 1, currency: 'INR' }, reason: 'x', to: 'source' })).body.code).toBe(
      'payment.refund_too_much',
    )
    expect((await one.post(`/payment/refunds/${large.body.id}/decide`, { approve: true, reason: 'Mine' })).body.code).toBe('payment.second_person')
    // Nor does anybody decide on money that is their own.
    await t.rows('update payments.intents set payer_id = (select id from users.people where name = $2 limit 1) where id = $1', [intent.id, 'Payer herself'])
    expect((await herself.post(`/payment/refunds/${large.body.id}/decide`, { approve: true, reason: 'Mine' })).body.code).toBe('payment.second_person')
    await t.rows('update payments.intents set payer_id = $2 where id = $1', [intent.id, intent.payerId])
    expect((await two.post(`/payment/refunds/${large.body.id}/decide`, { approve: true, reason: 'Right' })).body.status).toBe('approved')
    await settle(t)
    await t.advance(5000)
    await settle(t)
    expect([await refundState(small.body.id), await refundState(large.body.id)]).toEqual(['processed', 'processed'])
    expect(await owed(intent)).toBe(0)
  })
  test('what is sent back in small parts needs a second person as one large refund does', async () => {
    const { intent } = await captured()
    const [one, two] = [keyed((await make.finance()).client), keyed((await make.finance()).client)]
    const part = async (who: typeof one, amount: number) =>
      (await who.post('/payment/refunds', { paymentId: intent.id, amount: { amount, currency: 'INR' }, reason: 'x', to: 'wallet' })).body
    expect([(await part(one, 30_000)).status, (await part(two, 20_000)).status]).toEqual(['processed', 'processed'])
    const over = await part(one, 1)
    expect(over.status).toBe('requested')
    expect((await two.post(`/payment/refunds/${over.id}/decide`, { approve: true, reason: 'Right' })).body.status).toBe('processed')
    expect((await part(two, 1)).status).toBe('requested')
  })
  test('a refund that failed is not decided on again', async () => {
    const { intent } = await captured('refund_failure')
    const [one, two, three] = await Promise.all([1, 2, 3].map(async () => keyed((await make.finance()).client)))
    const { body } = await one!.post('/payment/refunds', { paymentId: intent.id, reason: 'x', to: 'source' })
    expect((await two!.post(`/payment/refunds/${body.id}/decide`, { approve: true, reason: 'Right' })).body.status).toBe('approved')
    await settle(t)
    await t.advance(5000)
    await settle(t)
    expect(await refundState(body.id)).toBe('failed')
    expect((await three!.post(`/payment/refunds/${body.id}/decide`, { approve: true, reason: 'Mine' })).body).toMatchObject({ code: 'request.illegal_move', from: 'failed' })
    expect((await t.rows('select tries from payments.refunds where id = $1 and decided_by is not null and decided_by <> requested_by', [body.id])).length).toBe(1)
  })
  test('forty at once ask for a tenth each: ten are given', async () => {
    const { intent } = await captured()
    const finance = await make.finance()
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        keyed(finance.client).post('/payment/refunds', { paymentId: intent.id, amount: { amount: 10_000, currency: 'INR' }, reason: 'x', to: 'wallet' }),
      ),
    )
    expect(answers.filter((a) => a.status === 201)).toHaveLength(10)
  })
  test('an answer that is lost: found at the gateway, and refunded once', async () => {
    const { intent } = await captured()
    const finance = keyed((await make.finance()).client)
    await fault('refund.create', 'lost_answer')
    const { body } = await finance.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 20_000, currency: 'INR' }, reason: 'x', to: 'source' })
    await t.work()
    await t.advance(6 * 60_000)
    await checkRefunds(t.ctx())
    await settle(t)
    await t.advance(5000)
    await settle(t)
    expect(await refundState(body.id)).toBe('processed')
    expect(await t.rows('select 1 from simulator.refunds where receipt = $1', [body.id])).toHaveLength(1)
  })
  test('sent twice after a lost answer it is the same refund: the key stays', async () => {
    const { intent } = await captured()
    const finance = keyed((await make.finance()).client)
    const { body } = await finance.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 20_000, currency: 'INR' }, reason: 'x', to: 'source' })
    await fault('refund.create', 'lost_answer')
    await sendRefund(t.ctx(), body.id)
    expect(await refundState(body.id)).toBe('unknown')
    await sendRefund(t.ctx(), body.id)
    expect(await refundState(body.id)).toBe('pending')
    expect(await t.rows('select 1 from simulator.refunds where receipt = $1', [body.id])).toHaveLength(1)
    await settle(t)
  })
  test('the bank refuses: tried again under a new key, or credited to the wallet', async () => {
    const finance = keyed((await make.finance()).client)
    const { intent, customer } = await captured('refund_failure')
    const { body } = await finance.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 20_000, currency: 'INR' }, reason: 'x', to: 'source' })
    const finish = async () => {
      await settle(t)
      await t.advance(5000)
      await settle(t)
    }
    await finish()
    expect(await refundState(body.id)).toBe('failed')
    expect((await finance.post(`/payment/refunds/${body.id}/retry`)).status).toBe(200)
    await finish()
    expect(await refundState(body.id)).toBe('processed')
    await t.rows('update simulator.payments set refunds_fail = true where order_id = (select gateway_order_id from payments.orders where intent_id = $1)', [intent.id])
    const second = (await finance.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 30_000, currency: 'INR' }, reason: 'x', to: 'source' })).body
    await finish()
    expect((await finance.post(`/payment/refunds/${second.id}/credit`, { reason: 'Agreed by phone' })).body.status).toBe('wallet_credited')
    expect(await walletOf(t.ctx(), customer.id)).toMatchObject({ cash: 30_000 })
  })
  test('what the bank of the payer has taken back is not given back by us too', async () => {
    const { intent, customer } = await captured('dispute')
    const [one, two] = [keyed((await make.finance()).client), keyed((await make.finance()).client)]
    const ask = (amount: number) => one.post('/payment/refunds', { paymentId: intent.id, amount: { amount, currency: 'INR' }, reason: 'x', to: 'wallet' })
    const large = (await ask(60_000)).body
    expect(large.status).toBe('requested')
    await t.advance(86_400_000)
    await settle(t)
    expect((await ask(1000)).body.code).toBe('payment.disputed')
    expect((await two.post(`/payment/refunds/${large.id}/decide`, { approve: true, reason: 'Right' })).body.code).toBe('payment.disputed')
    expect((await two.post(`/payment/refunds/${large.id}/decide`, { approve: false, reason: 'Disputed' })).body.status).toBe('rejected')
    await t.advance(10 * 86_400_000)
    await settle(t)
    expect((await ask(1000)).body.code).toBe('payment.disputed')
    expect(await walletOf(t.ctx(), customer.id)).toMatchObject({ cash: 0 })
    const won = await captured('dispute_won')
    await t.advance(11 * 86_400_000)
    await settle(t)
    expect((await one.post('/payment/refunds', { paymentId: won.intent.id, amount: { amount: 1000, currency: 'INR' }, reason: 'x', to: 'wallet' })).body.status).toBe('processed')
  })
  test('a dispute that is lost costs the money; the books say where it went', async () => {
    const before = [await balance('assets:gateway:disputed'), await balance('expenses:disputes')]
    await captured('dispute')
    await t.advance(86_400_000)
    await settle(t)
    expect(await balance('assets:gateway:disputed')).toBe(before[0]! + 100_000)
    await t.advance(10 * 86_400_000)
    await settle(t)
    expect([await balance('assets:gateway:disputed'), await balance('expenses:disputes')]).toEqual([before[0], before[1]! + 100_000])
  })
})

describe('wallet', () => {
  test('top up, pay promo first, refund to where it came from, statement', async () => {
    const customer = await make.customer()
    const client = keyed(customer.client)
    const top = await client.post('/payment/wallet/top-up', { amount: { amount: 50_000, currency: 'INR' } })
    expect(top.status).toBe(201)
    expect((await client.post(`/payment/intents/${top.body.id}/pay`, { method: 'wallet' })).body.code).toBe('payment.wallet_cannot')
    const { body } = await client.post(`/payment/intents/${top.body.id}/pay`, { method: 'gateway' })
    await press(body.checkout.orderId, 'reordered')
    await settle(t)
    await t.advance(15_000)
    await settle(t)
    await fill(t, customer.id, { promo: 20_000 })
    const intent = await intentFor(t, customer.id, { amount: 30_000 })
    await client.post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' })
    expect((await client.get('/payment/wallet')).body).toMatchObject({ cash: { amount: 40_000 }, promo: { amount: 0 }, spendable: { amount: 40_000 } })
    const finance = keyed((await make.finance()).client)
    const refund = await finance.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 15_000, currency: 'INR' }, reason: 'x', to: 'source' })
    expect(refund.body.status).toBe('processed')
    expect(await walletOf(t.ctx(), customer.id)).toMatchObject({ cash: 50_000, promo: 5000 })
    const lines = (await client.get('/payment/wallet/statement?limit=2')).body
    expect(lines.data.map((l: any) => l.amount.amount).sort()).toEqual([10_000, 5000])
    expect(lines.nextCursor).not.toBeNull()
    // A top-up is in the wallet already: what goes back of it leaves the wallet, whatever is asked.
    const back = await finance.post('/payment/refunds', { paymentId: top.body.id, amount: { amount: 10_000, currency: 'INR' }, reason: 'x', to: 'wallet' })
    expect(back.body).toMatchObject({ to: 'source', status: 'approved' })
    expect(await walletOf(t.ctx(), customer.id)).toMatchObject({ cash: 40_000 })
  })
  test('no float, no text, no other currency', async () => {
    const client = keyed((await make.customer()).client)
    for (const amount of [{ amount: 100.5, currency: 'INR' }, { amount: '10000', currency: 'INR' }, { amount: 10_000, currency: 'USD' }, { amount: 99, currency: 'INR' }, 10_000])
      expect((await client.post('/payment/wallet/top-up', { amount })).status).toBe(400)
    const customer = await make.customer()
    await expect(intentFor(t, customer.id, { amount: 0.5 })).rejects.toMatchObject({ code: 'request.invalid' })
  })
  test('a hold: charged in part once, the rest returns to its pockets', async () => {
    const { id } = await make.customer()
    await fill(t, id, { cash: 15_000, promo: 10_000 })
    const expiresAt = new Date(t.ctx().now().getTime() + 60_000)
    const wish = { id: randomUUID(), personId: id, amount: 20_000, reason: 'Power bank', expiresAt }
    await t.tx((tx) => hold(tx, wish))
    await t.tx((tx) => hold(tx, wish))
    expect(await walletOf(t.ctx(), id)).toMatchObject({ cash: 5000, promo: 0, held: 20_000 })
    await t.tx((tx) => postHold(tx, wish.id, [{ account: 'income:rental:package', amount: 4000 }]))
    expect(await walletOf(t.ctx(), id)).toMatchObject({ cash: 15_000, promo: 6000, held: 0 })
    await expect(t.tx((tx) => voidHold(tx, wish.id))).rejects.toMatchObject({ code: 'payment.hold_ended' })
  })
  test('saved methods are tokens, of their owner only', async () => {
    const customer = await make.customer()
    const client = keyed(customer.client)
    const intent = await intentFor(t, customer.id)
    const { body } = await client.post(`/payment/intents/${intent.id}/pay`, { method: 'gateway', save: true })
    await press(body.checkout.orderId, 'success')
    await settle(t)
    const [saved] = (await client.get('/payment/methods')).body.data
    expect(saved).toMatchObject({ kind: 'upi' })
    expect((await keyed((await make.customer()).client).delete(`/payment/methods/${saved.id}`)).status).toBe(404)
    expect((await client.delete(`/payment/methods/${saved.id}`)).status).toBe(204)
  })
})

describe('receipts', () => {
  test('a PDF for what was paid, with the tax inside, for its payer only', async () => {
    const customer = await make.customer()
    await fill(t, customer.id, { cash: 100_000 })
    const intent = await intentFor(t, customer.id)
    await t.rows('update payments.intents set tax_basis_points = 500 where id = $1', [intent.id])
    const client = keyed(customer.client)
    expect((await client.get(`/payment/intents/${intent.id}/receipt`)).body.code).toBe('payment.not_captured')
    await client.post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' })
    const pdf = await client.get(`/payment/intents/${intent.id}/receipt`)
    expect([pdf.status, pdf.headers['content-type'], pdf.raw.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
    expect((await receiptRows(t.ctx(), (await intentOf(t.ctx(), intent.id))!)).sums).toEqual([
      ['Price before tax', 'INR 952.38'],
      ['GST 5%', 'INR 47.62'],
      ['Paid', 'INR 1,000.00'],
    ])
    expect((await keyed((await make.customer()).client).get(`/payment/intents/${intent.id}/receipt`)).status).toBe(404)
  })
})

test('after all this the books verify', books)
