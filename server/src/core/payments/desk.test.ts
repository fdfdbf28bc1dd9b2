import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { balanceOf, verifyLedger } from '#core/ledger'
import type { TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'
import { fill, intentFor, keyed, payingApp, settle } from '#test/make.payments'
import { findMissing } from './findings.ts'
import { paiseOf } from './files.ts'
import { registerPurpose } from './purposes.ts'
import { walletOf } from './wallet.ts'
import { watchDisputes } from './disputes.answer.ts'
import { checkPayouts } from './payouts.ts'

let t: TestApp & { at: string }
let make: Make
let finance: ReturnType<typeof keyed>
let second: ReturnType<typeof keyed>
beforeAll(async () => {
  t = await payingApp()
  make = makeFor(t)
})
// Weeks pass in some of these: sessions end.
beforeEach(async () => {
  finance = keyed((await make.finance()).client)
  second = keyed((await make.finance()).client)
})
const balance = async (account: string) => (await balanceOf(t.ctx(), account)).amount
const later = async (ms: number) => {
  await settle(t)
  await t.advance(ms)
  await settle(t)
}

/** A customer with a payment that was made through the gateway by a script. */
async function paid(it: { amount?: number; script?: string; save?: boolean } = {}) {
  const customer = await make.customer()
  const client = keyed(customer.client)
  const intent = await intentFor(t, customer.id, it)
  const { body } = await client.post(`/payment/intents/${intent.id}/pay`, { method: 'gateway', save: it.save ?? false })
  const answer = await fetch(`${t.at}${body.checkout.url}`, { method: 'POST', body: new URLSearchParams({ script: it.script ?? 'success', method: 'upi' }) })
  expect(answer.status).toBe(200)
  await settle(t)
  return { customer, client, intent, orderId: body.checkout.orderId as string, checkout: body.checkout }
}

describe('lists', () => {
  test('payments are found by reference, gateway id, name and filters; customers see their own without names', async () => {
    const { customer, client, intent } = await paid({ amount: 12_345 })
    const get = async (q: string) => (await finance.get(`/payment/intents?${q}`)).body.data.map((i: any) => i.id)
    const [row] = (await finance.get(`/payment/intents?q=${intent.reference.toLowerCase()}`)).body.data
    expect(row).toMatchObject({ id: intent.id, payer: { id: customer.id }, receipt: true, refunded: { amount: 0 }, gatewayPaymentId: expect.stringMatching(/^pay_/) })
    expect(await get(`q=${row.gatewayPaymentId}`)).toEqual([intent.id])
    expect(await get(`q=${encodeURIComponent(row.payer.name)}&payerId=${customer.id}`)).toEqual([intent.id])
    expect(await get(`payerId=${customer.id}&statusLabel=Success&line=gas&method=upi&minAmount=12345&maxAmount=12345`)).toEqual([intent.id])
    expect(await get(`payerId=${customer.id}&statusLabel=Failed`)).toEqual([])
    expect(await get(`payerId=${customer.id}&to=2020-01-01`)).toEqual([])
    expect((await finance.get('/payment/intents?from=2026-02-30')).status).toBe(400)
    const mine = (await client.get('/payment/intents')).body.data
    expect(mine).toMatchObject([{ id: intent.id, payer: null }])
    expect((await client.get(`/payment/intents/${intent.id}/history`)).status).toBe(404)
    expect((await finance.get(`/payment/intents/${intent.id}/history`)).body.data.map((m: any) => m.to)).toContain('captured')
    expect((await finance.get(`/payment/intents/${intent.id}/attempts`)).body.data).toMatchObject([{ status: 'captured', gatewayOrderId: expect.stringMatching(/^order_/) }])
    expect((await client.get('/payment/receipts')).body.data).toMatchObject([
      { reference: intent.reference, amount: { amount: 12_345 }, net: { amount: 12_345 }, tax: { amount: 0 } },
    ])
    expect((await finance.get(`/payment/people/${customer.id}`)).body).toMatchObject({ captured: { amount: { amount: 12_345 }, count: 1 }, open: 0 })
    expect((await keyed((await make.customer()).client).get(`/payment/people/${customer.id}`)).status).toBe(404)
  })
  test('pages of one each are the whole list, in order', async () => {
    const customer = await make.customer()
    for (let i = 0; i < 3; i++) await intentFor(t, customer.id)
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const { body } = await finance.get(`/payment/intents?payerId=${customer.id}&limit=1${cursor}`)
      seen.push(...body.data.map((i: any) => i.id))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(seen).toEqual((await finance.get(`/payment/intents?payerId=${customer.id}`)).body.data.map((i: any) => i.id))
    expect(new Set(seen).size).toBe(3)
  })
  test('the queue of refunds says who may decide', async () => {
    const { intent } = await paid()
    const { body } = await finance.post('/payment/refunds', { paymentId: intent.id, reason: 'Broken', to: 'source' })
    const mine = (await finance.get(`/payment/refunds?queue=awaiting&q=${intent.reference}`)).body.data
    const theirs = (await second.get(`/payment/refunds?queue=awaiting&q=${body.reference}`)).body.data
    expect([mine[0].mayDecide, theirs[0].mayDecide]).toEqual([false, true])
    expect(theirs[0]).toMatchObject({ id: body.id, payment: { reference: intent.reference, line: 'gas' }, requester: { name: expect.any(String) } })
    expect((await second.get(`/payment/refunds/${body.reference}`)).body.history).toEqual([])
  })
  test('a wallet’s statement says what was in it after each line', async () => {
    const customer = await make.customer()
    await fill(t, customer.id, { cash: 30_000, promo: 5000 })
    const intent = await intentFor(t, customer.id, { amount: 12_000 })
    await keyed(customer.client).post(`/payment/intents/${intent.id}/pay`, { method: 'wallet' })
    const { data } = (await customer.client.get('/payment/wallet/statement')).body
    expect(
      data
        .filter((l: any) => l.kind === 'payment.wallet')
        .map((l: any) => [l.pocket, l.amount.amount, l.balance.amount, l.total.amount])
        .sort(),
    ).toEqual([
      ['cash', -7000, 23_000, 23_000],
      ['promo', -5000, 0, 23_000],
    ])
    expect(data.at(-1).total.amount).toBe(35_000)
    expect((await finance.get(`/payment/people/${customer.id}/statement`)).body.data).toEqual(data)
    expect((await customer.client.get('/payment/wallet/statement?to=2020-01-01')).body.data).toEqual([])
  })
  test('a webhook’s bytes only for those who may; its signature is looked at again', async () => {
    await paid()
    const [row] = (await finance.get('/payment/webhooks?event=order.paid')).body.data
    expect(row.subject).toMatch(/^pay_/)
    expect((await finance.get(`/payment/webhooks?q=${row.subject}`)).body.data.length).toBeGreaterThan(1)
    const detail = (await finance.get(`/payment/webhooks/${row.id}`)).body
    expect(detail).toMatchObject({ signature: { finding: 'matches' }, payment: { reference: expect.stringMatching(/^PAY-/) } })
    expect(JSON.parse(detail.body).event).toBe('order.paid')
    expect((await finance.get('/payment/webhooks/summary')).body.data.find((s: any) => s.status === 'applied').count).toBeGreaterThan(0)
    await t.rows(`update users.roles set permissions = permissions - 'payment.webhook.raw' where name = 'finance'`)
    const limited = keyed((await make.finance()).client)
    expect((await limited.get(`/payment/webhooks/${row.id}`)).body.body).toBeNull()
    await t.rows(`update users.roles set permissions = permissions || '{"payment.webhook.raw": "all"}' where name = 'finance'`)
  })
})

describe('saved methods', () => {
  test('a token is charged without a checkout; forty presses charge once; a lost answer is found', async () => {
    const { client, customer, checkout } = await paid({ save: true })
    expect(checkout.customerId).toMatch(/^cust_/)
    const [saved] = (await client.get('/payment/methods')).body.data
    const next = await intentFor(t, customer.id)
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.post(`/payment/intents/${next.id}/pay`, { method: 'saved', methodId: saved.id })))
    expect(answers.filter((a) => a.status === 200 && a.body.intent.status === 'captured').length).toBeGreaterThan(0)
    await settle(t)
    expect(await t.rows('select 1 from simulator.payments where order_id = (select gateway_order_id from payments.orders where intent_id = $1)', [next.id])).toHaveLength(1)
    expect(await balance(`liabilities:deferred:test:${next.businessId}`)).toBe(-100_000)

    const third = await intentFor(t, customer.id)
    await finance.post('/simulator/faults', { call: 'payment.charge', kind: 'lost_answer' })
    const lost = await client.post(`/payment/intents/${third.id}/pay`, { method: 'saved', methodId: saved.id })
    expect(lost.status).toBe(202)
    expect((await client.post(`/payment/intents/${third.id}/pay`, { method: 'saved', methodId: saved.id })).body.code).toBe('payment.under_way')
    expect((await finance.post(`/payment/intents/${third.id}/ask`)).body.status).toBe('captured')
    const other = keyed((await make.customer()).client)
    expect((await other.post(`/payment/intents/${(await intentFor(t, customer.id)).id}/pay`, { method: 'saved', methodId: saved.id })).status).toBe(404)
  })
  test('a charge that never reached the gateway fails after ten minutes, and nothing stays blocked', async () => {
    const { client, customer } = await paid({ save: true })
    const [saved] = (await client.get('/payment/methods')).body.data
    const next = await intentFor(t, customer.id, { minutes: 60 })
    await finance.post('/simulator/faults', { call: 'payment.charge', kind: 'error_500' })
    expect((await client.post(`/payment/intents/${next.id}/pay`, { method: 'saved', methodId: saved.id })).status).toBe(202)
    await t.advance(11 * 60_000)
    await finance.post(`/payment/intents/${next.id}/ask`)
    expect((await client.post(`/payment/intents/${next.id}/pay`, { method: 'saved', methodId: saved.id })).status).toBe(200)
  })
})

describe('settlements', () => {
  const run = async (fault?: string) => {
    const { body } = await finance.post('/simulator/settle', fault ? { fault } : {})
    await settle(t)
    const [row] = (await finance.get('/payment/settlements?limit=1')).body.data
    return { simulated: body, row, csv: async (file: string) => (await finance.get(`/simulator/settlements/${body.settlementId}/${file}`)).body as string }
  }
  test('payments less refunds and fees reach the bank (M02), and the bank’s line agrees', async () => {
    await run()
    const gatewayBefore = await balance('assets:gateway:razorpay')
    const before = [await balance('assets:bank:nodal'), await balance('expenses:gateway-fee'), await balance('assets:tax:gst-input')]
    const { intent } = await paid({ amount: 50_000 })
    await paid({ amount: 100_000 })
    const refund = (await finance.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 10_000, currency: 'INR' }, reason: 'x', to: 'source' })).body
    await later(5000)
    const { simulated, row, csv } = await run()
    expect(row).toMatchObject({
      gatewaySettlementId: simulated.settlementId,
      gross: { amount: 150_000 },
      refunds: { amount: 10_000 },
      fees: { amount: 3000 },
      tax: { amount: 540 },
      amount: { amount: 136_460 },
      status: 'waiting',
      findings: 0,
    })
    expect([await balance('assets:bank:nodal'), await balance('expenses:gateway-fee'), await balance('assets:tax:gst-input')]).toEqual([
      before[0]! + 136_460,
      before[1]! + 3000,
      before[2]! + 540,
    ])
    expect(await balance('assets:gateway:razorpay')).toBe(gatewayBefore)
    const detail = (await finance.get(`/payment/settlements/${row.id}`)).body
    expect(detail.entries.map((l: any) => [l.kind, l.match])).toEqual(
      expect.arrayContaining([
        ['payment', 'matched'],
        ['refund', 'matched'],
      ]),
    )
    expect(detail.entries.find((l: any) => l.kind === 'refund').refund.reference).toBe(refund.reference)
    const bank = await finance.post('/payment/bank-lines/import', { csv: await csv('bank.csv') })
    expect(bank.body).toMatchObject({ lines: 1, matched: 1, findings: 0 })
    expect((await finance.post('/payment/bank-lines/import', { csv: await csv('bank.csv') })).body).toMatchObject({ lines: 0, known: 1 })
    expect((await finance.get(`/payment/settlements/${row.id}`)).body).toMatchObject({ status: 'matched', bank: { amount: { amount: 136_460 } } })
    // The same file, and the gateway asked again: nothing moves.
    expect((await finance.post('/payment/settlements/import', { csv: await csv('recon.csv') })).body).toMatchObject({ settlements: 0, known: 1, findings: 0 })
    expect(await balance('assets:bank:nodal')).toBe(before[0]! + 136_460)
  })
  test('what is nobody’s is a finding, and stands apart until two people write it off', async () => {
    await run()
    const suspense = await balance('assets:suspense:settlements')
    const { row } = await run('unknown_payment')
    expect(row.status).toBe('differs')
    const [finding] = (await finance.get(`/payment/findings?settlementId=${row.id}`)).body.data
    expect(finding).toMatchObject({ kind: 'unknown_payment', status: 'open', expected: { amount: 0 }, found: { amount: 12_300 }, difference: { amount: 12_300 } })
    expect(await balance('assets:suspense:settlements')).toBe(suspense - 12_300)
    const ask = async () => (await finance.post(`/payment/findings/${finding.id}/resolve`, { resolution: 'written_off', reason: 'Nobody claims it' })).body
    const first = await ask()
    expect(first).toMatchObject({ status: 'awaiting', reason: 'Nobody claims it', adjustmentId: expect.any(String) })
    // Declined, it is open again, and nothing of the wish stays.
    expect((await second.post(`/payment/adjustments/${first.adjustmentId}/decide`, { approve: false, reason: 'Ask the bank' })).body.status).toBe('rejected')
    expect((await finance.get(`/payment/findings/${finding.id}`)).body).toMatchObject({ status: 'open', reason: null, resolution: null })
    const asked = await ask()
    expect((await finance.post(`/payment/adjustments/${asked.adjustmentId}/decide`, { approve: true, reason: 'Mine' })).body.code).toBe('payment.second_person')
    const decided = await second.post(`/payment/adjustments/${asked.adjustmentId}/decide`, { approve: true, reason: 'Right' })
    expect(decided.body).toMatchObject({ status: 'posted', kind: 'write_off', entryId: expect.any(String) })
    expect(await balance('assets:suspense:settlements')).toBe(suspense)
    expect((await finance.get(`/payment/findings/${finding.id}`)).body).toMatchObject({ status: 'resolved', resolution: 'written_off' })
    expect((await finance.get(`/payment/settlements/${row.id}`)).body.findings).toBe(0)
  })
  test('another amount, a line left out, and less in the bank are each named', async () => {
    await run()
    await paid({ amount: 40_000 })
    const { row } = await run('amount_differs')
    const of = async (q: string) => (await finance.get(`/payment/findings?${q}`)).body.data
    expect(await of(`settlementId=${row.id}`)).toMatchObject([
      { kind: 'amount_differs', expected: { amount: 40_000 }, found: { amount: 39_900 }, payment: { reference: expect.any(String) } },
    ])
    const [{ id }] = await of(`settlementId=${row.id}`)
    expect((await finance.post(`/payment/findings/${id}/resolve`, { resolution: 'explained', reason: 'They corrected it' })).body).toMatchObject({
      status: 'resolved',
      resolution: 'explained',
    })

    const { intent } = await paid({ amount: 30_000 })
    await run('missing_line')
    await paid()
    await t.advance(5 * 86_400_000)
    await paid()
    await run()
    await findMissing(t.ctx())
    const [gone] = await of('kind=missing_payment&status=open')
    expect(gone).toMatchObject({ payment: { id: intent.id }, difference: { amount: -30_000 } })

    await paid({ amount: 20_000 })
    const short = await run('short_in_bank')
    expect((await finance.post('/payment/bank-lines/import', { csv: await short.csv('bank.csv') })).body).toMatchObject({ matched: 1, findings: 1 })
    expect(await of(`settlementId=${short.row.id}`)).toMatchObject([{ kind: 'bank_differs', difference: { amount: -100 } }])
  })
  test('a bank line comes before its settlement: the finding clears itself', async () => {
    await run()
    await finance.post('/simulator/hold', { on: true })
    await paid({ amount: 15_000, script: 'silent' })
    await t.advance(6 * 60_000)
    const { body } = await finance.post('/simulator/settle', {})
    await finance.post('/payment/bank-lines/import', { csv: (await finance.get(`/simulator/settlements/${body.settlementId}/bank.csv`)).body })
    const [unknown] = (await finance.get('/payment/findings?kind=bank_unknown&status=open')).body.data
    expect(unknown).toBeDefined()
    // The payment's own message never came: the settlement makes us ask.
    expect((await finance.post('/payment/settlements/import', { csv: (await finance.get(`/simulator/settlements/${body.settlementId}/recon.csv`)).body })).body).toMatchObject({
      settlements: 1,
      findings: 0,
      errors: [],
    })
    expect((await finance.get(`/payment/findings/${unknown.id}`)).body).toMatchObject({ status: 'resolved', resolution: 'cleared' })
    await finance.post('/simulator/hold', { on: false })
    expect((await finance.post('/simulator/release', { order: 'shuffled', copies: 2 })).body.sent).toBeGreaterThan(0)
    await settle(t)
  })
  test('a file that cannot be read changes nothing and says which rows', async () => {
    const csv = 'settlement_id,entity_id,type,amount,fee,tax,settled_at\nsetl_x,pay_x,payment,100.505,2.36,0.36,2026-11-20\nsetl_x,pay_y,payment,100.00,2.36,0.36,not a day\n'
    const { body } = await finance.post('/payment/settlements/import', { csv })
    expect(body).toMatchObject({
      settlements: 0,
      errors: [
        { row: 2, field: 'amount' },
        { row: 3, field: 'settled_at' },
      ],
    })
    expect((await finance.post('/payment/settlements/import', { csv: 'a,b\n1,2\n' })).body.code).toBe('payment.bad_csv')
    expect((await keyed((await make.agent()).client).get('/payment/settlements')).status).toBe(403)
    expect(['1,00,000.50', '0.1', '100', '-5.00', '1.005', '1e3', '', '9999999999999999'].map(paiseOf)).toEqual([10_000_050, 10, 10_000, -500, null, null, null, null])
  })
  test('the export says every amount exactly, and disarms formulas', async () => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(t.ctx().now())
    const { intent } = await paid({ amount: 12_345 })
    await t.rows(`update payments.intents set description = '=HYPERLINK(1)' where id = $1`, [intent.id])
    const csv = async (what: string) => (await finance.get(`/payment/export?what=${what}&from=${today}&to=${today}`)).body as string
    const row = (await csv('transactions')).split('\n').find((l) => l.startsWith(intent.reference))!
    expect(row).toContain(',123.45,12345,0.00,0')
    expect(row).toContain(`'=HYPERLINK(1)`)
    for (const what of ['lines', 'refunds', 'settlements']) expect((await csv(what)).split('\n')[0]).toContain('amount,amount_minor')
    expect((await keyed((await make.supervisor()).client).get(`/payment/export?what=lines&from=${today}&to=${today}`)).status).toBe(403)
  })
})

describe('disputes', () => {
  test('evidence is sent in time, finance is warned, and the outcome is posted', async () => {
    const member = await make.finance()
    const one = keyed(member.client)
    const { intent } = await paid({ script: 'dispute_won' })
    await later(86_400_000)
    const [row] = (await one.get('/payment/disputes?open=true&limit=1')).body.data
    expect(row).toMatchObject({ status: 'opened', payment: { reference: intent.reference }, dueSoon: false, evidence: 0 })
    await t.advance(9 * 86_400_000 - 3_600_000)
    await watchDisputes(t.ctx())
    await watchDisputes(t.ctx())
    expect((await t.rows(`select 1 from platform.events where name = 'payment.dispute_due' and payload->>'disputeId' = $1`, [row.id])).length).toBe(1)
    expect((await one.get(`/payment/disputes/${row.id}`)).body).toMatchObject({ dueSoon: true, may: { evidence: true, submit: true, accept: true } })
    const mediaId = await upload(member.token)
    const added = await one.post(`/payment/disputes/${row.id}/evidence`, { attachmentIds: [mediaId], note: 'Delivery note' })
    expect([added.status, added.body.files[0].media.name]).toEqual([201, 'note.pdf'])
    await finance.post('/simulator/faults', { call: 'dispute.contest', kind: 'error_500' })
    await expect(one.post(`/payment/disputes/${row.id}/submit`, { summary: 'It was delivered.' })).rejects.toThrow('payment.gateway_silent')
    const sent = await one.post(`/payment/disputes/${row.id}/submit`, { summary: 'It was delivered.' })
    expect(sent.body).toMatchObject({ status: 'under_review', submittedAt: expect.any(String), may: { submit: false } })
    expect(await t.rows('select summary, cardinality(documents) n from simulator.disputes where id = $1', [row.gatewayDisputeId])).toEqual([{ summary: 'It was delivered.', n: 1 }])
    expect(await t.rows('select count(*)::int n from simulator.documents')).toEqual([{ n: 1 }])
    await later(2 * 86_400_000)
    expect((await one.get(`/payment/disputes/${row.id}`)).body.status).toBe('won')
    expect((await keyed((await make.agent()).client).post(`/payment/disputes/${row.id}/accept`, { reason: 'x' })).status).toBe(403)
  })
  test('one is given up: the money is the payer’s, and the settlement that takes it agrees', async () => {
    const cost = await balance('expenses:disputes')
    await paid({ script: 'dispute' })
    await later(86_400_000)
    const [row] = (await finance.get('/payment/disputes?status=opened&limit=1')).body.data
    expect((await finance.post(`/payment/disputes/${row.id}/accept`, { reason: 'They are right' })).body.status).toBe('lost')
    await settle(t)
    expect(await balance('expenses:disputes')).toBe(cost + 100_000)
    await finance.post('/simulator/settle', {})
    await settle(t)
    const [s] = (await finance.get('/payment/settlements?limit=1')).body.data
    expect(s.findings).toBe(0)
  })
})
async function upload(token: string): Promise<string> {
  const form = new FormData()
  form.set(
    'file',
    new Blob(
      [
        '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
      ],
      { type: 'application/pdf' },
    ),
    'note.pdf',
  )
  const answer = await fetch(`${t.at}/api/v1/media`, { method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

describe('by two people', () => {
  const inr = (amount: number) => ({ amount, currency: 'INR' })
  test('a wallet is credited, promo given and taken back, never by one person, never below nothing', async () => {
    const { id } = await make.customer()
    const ask = async (kind: string, amount: number) => (await finance.post('/payment/adjustments', { kind, personId: id, amount: inr(amount), reason: 'Sorry' })).body
    const credit = await ask('wallet_credit', 5000)
    expect(credit).toMatchObject({ status: 'requested', mayDecide: false, reference: expect.stringMatching(/^ADJ-/) })
    expect(await walletOf(t.ctx(), id)).toMatchObject({ cash: 0 })
    expect((await finance.post(`/payment/adjustments/${credit.id}/decide`, { approve: true, reason: 'x' })).body.code).toBe('payment.second_person')
    const answers = await Promise.all(Array.from({ length: 40 }, () => second.post(`/payment/adjustments/${credit.id}/decide`, { approve: true, reason: 'Yes' })))
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
    const promo = await ask('promo_grant', 3000)
    await second.post(`/payment/adjustments/${promo.id}/decide`, { approve: true, reason: 'Yes' })
    expect(await walletOf(t.ctx(), id)).toMatchObject({ cash: 5000, promo: 3000 })
    const tooMuch = await ask('promo_clawback', 4000)
    expect((await second.post(`/payment/adjustments/${tooMuch.id}/decide`, { approve: true, reason: 'Fraud' })).status).toBe(409)
    const back = await ask('promo_clawback', 3000)
    await second.post(`/payment/adjustments/${back.id}/decide`, { approve: true, reason: 'Fraud' })
    expect(await walletOf(t.ctx(), id)).toMatchObject({ cash: 5000, promo: 0 })
    const mine = await ask('wallet_credit', 1)
    expect((await finance.post(`/payment/adjustments/${mine.id}/cancel`)).body.status).toBe('cancelled')
    expect((await finance.get(`/payment/adjustments?personId=${id}&status=posted`)).body.data).toHaveLength(3)
  })
  test('wallet cash is paid out: what came lately and promo stay; failed and reversed ones come back', async () => {
    const { id } = await make.customer()
    await fill(t, id, { cash: 50_000, promo: 10_000 })
    const redeemable = async () => (await finance.get(`/payment/payouts/redeemable?payeeId=${id}`)).body.redeemable.amount
    expect(await redeemable()).toBe(0)
    await t.advance(4 * 86_400_000)
    await fill(t, id, { cash: 7000 })
    expect(await redeemable()).toBe(50_000)
    const ask = (vpa: string, amount: number) => finance.post('/payment/payouts', { payeeId: id, amount: inr(amount), destination: { vpa }, reason: 'Closing' })
    expect((await ask('me@bank', 50_001)).body.code).toBe('payment.redeemable')
    const go = async (vpa: string) => {
      const { body } = await ask(vpa, 20_000)
      expect(body.destination.label).not.toContain(vpa)
      expect((await finance.post(`/payment/payouts/${body.id}/decide`, { approve: true, reason: 'x' })).body.code).toBe('payment.second_person')
      expect((await second.post(`/payment/payouts/${body.id}/decide`, { approve: true, reason: 'Right' })).body.status).toBe('submitted')
      await later(5000)
      return async () => (await finance.get(`/payment/payouts/${body.id}`)).body.status
    }
    expect(await (await go('failing@bank'))()).toBe('failed')
    expect(await walletOf(t.ctx(), id)).toMatchObject({ cash: 57_000, promo: 10_000 })
    await t.advance(4 * 86_400_000)
    const bank = await balance('assets:bank:nodal')
    const status = await go('back.again@bank')
    expect([await status(), await balance('assets:bank:nodal')]).toEqual(['processed', bank - 20_000])
    await later(2 * 3_600_000)
    expect([await status(), await balance('assets:bank:nodal')]).toEqual(['reversed', bank])
    await t.advance(4 * 86_400_000)
    await finance.post('/simulator/faults', { call: 'payout.create', kind: 'lost_answer' })
    const lost = await go('good.one@bank')
    await t.advance(6 * 60_000)
    await checkPayouts(t.ctx())
    await later(5000)
    expect(await lost()).toBe('processed')
    expect(await walletOf(t.ctx(), id)).toMatchObject({ cash: 37_000, promo: 10_000 })
    expect(await t.rows('select count(*)::int n from simulator.payouts where reference is not null and amount = 20000')).toEqual([{ n: 3 }])
  })
})

describe('the dashboard and the desk of the simulator', () => {
  test('figures are those of the rows', async () => {
    const before = (await finance.get('/payment/stats')).body
    await paid({ amount: 11_100 })
    await paid({ amount: 22_200, script: 'failure' })
    const now = (await finance.get('/payment/stats')).body
    expect(now.captured.amount.amount - before.captured.amount.amount).toBe(11_100)
    expect([now.success.captured - before.success.captured, now.success.failed - before.success.failed]).toEqual([1, 1])
    expect(now.captured.days).toHaveLength(14)
    expect(now.captured.days.at(-1).amount.amount - before.captured.days.at(-1).amount.amount).toBe(11_100)
    expect(now.captured.lines.reduce((n: number, l: any) => n + l.amount.amount, 0)).toBe(now.captured.amount.amount)
    expect(now.settlements.due.amount.amount).toBeGreaterThanOrEqual(11_100)
    expect((await finance.get('/payment/stats?line=rides')).body.captured.count).toBe(0)
    expect((await finance.get('/payment/stats?from=2026-11-21&to=2026-11-20')).status).toBe(400)
    expect((await keyed((await make.agent()).client).get('/payment/stats')).status).toBe(403)
  })
  test('a way to pay is slow: the payer is told, until it works again', async () => {
    const { client, intent } = await paid()
    const told = async () => (await client.get(`/payment/intents/${intent.id}`)).body.downtimes.map((d: any) => d.sentence)
    await finance.post('/simulator/downtime', { method: 'upi', severity: 'medium', on: true })
    await settle(t)
    expect(await told()).toEqual(['UPI is slow at the moment.'])
    expect((await client.get('/payment/downtimes')).body.data).toHaveLength(1)
    await t.advance(2000)
    await finance.post('/simulator/downtime', { method: 'upi', severity: 'medium', on: false })
    await settle(t)
    expect(await told()).toEqual([])
  })
  test('arm, hold, release in another order, send again, pass time, make an event by hand', async () => {
    const customer = await make.customer()
    const client = keyed(customer.client)
    const intent = await intentFor(t, customer.id)
    expect((await finance.post('/simulator/arm', { script: 'timeout_then_success', method: 'card' })).body.armed).toEqual({ script: 'timeout_then_success', method: 'card' })
    await client.post(`/payment/intents/${intent.id}/pay`, { method: 'gateway' })
    await later(2000)
    const state = (await finance.get('/simulator')).body
    expect(state).toMatchObject({ armed: null, holding: false })
    expect(state.pending).toContainEqual(expect.objectContaining({ what: 'Something happens to a payment: captured' }))
    await finance.post('/simulator/hold', { on: true })
    expect((await finance.post('/simulator/clock', { seconds: 300 })).body.moved).toBeGreaterThan(0)
    await settle(t)
    const held = (await finance.get('/simulator/deliveries?held=true')).body.data
    expect(held.map((d: any) => d.event).sort()).toEqual(['order.paid', 'payment.authorized', 'payment.captured'])
    expect((await client.get(`/payment/intents/${intent.id}`)).body.status).toBe('attempted')
    await finance.post('/simulator/hold', { on: false })
    expect((await finance.post('/simulator/release', { order: 'reversed', copies: 3 })).body).toEqual({ sent: 9 })
    await later(100)
    expect((await client.get(`/payment/intents/${intent.id}`)).body).toMatchObject({ status: 'captured', method: 'card' })
    expect((await finance.post(`/simulator/deliveries/${held[0].id}/send`, { copies: 2 })).body).toEqual({ sent: 2 })
    await settle(t)
    const [order] = (await finance.get('/simulator/orders?limit=1')).body.data
    expect(order).toMatchObject({ reference: intent.reference, status: 'paid', payments: [{ method: 'card', captured: true }] })
    expect((await finance.post('/simulator/send', { paymentId: order.payments[0].id, event: 'payment.failed' })).status).toBe(201)
    await settle(t)
    expect((await client.get(`/payment/intents/${intent.id}`)).body.status).toBe('captured')
    await finance.post('/simulator/faults', { call: 'order.create', kind: 'error_500' })
    const [fault] = (await finance.get('/simulator')).body.faults
    expect((await finance.delete(`/simulator/faults/${fault.id}`)).status).toBe(204)
    expect((await finance.get('/simulator')).body.faults).toEqual([])
    expect((await client.get('/simulator')).status).toBe(403)
  })
  test('a money-moving call needs a key', async () => {
    const bare = (await make.finance()).client
    for (const path of [`/payment/adjustments/${randomUUID()}/decide`, `/payment/payouts/${randomUUID()}/decide`, `/payment/disputes/${randomUUID()}/accept`])
      expect((await bare.post(path, { approve: true, reason: 'x' })).status).toBe(400)
  })
})

test('what may not leave again is refunded to the wallet, whatever is asked', async () => {
  registerPurpose('test_credit', { deferred: (ref) => `liabilities:deferred:test:${ref.id}`, refundTo: 'wallet' })
  const { intent, customer } = await paid()
  await t.rows(`update payments.intents set purpose = 'test_credit' where id = $1`, [intent.id])
  const { body } = await finance.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 4000, currency: 'INR' }, reason: 'x', to: 'source' })
  expect(body).toMatchObject({ to: 'wallet', status: 'processed' })
  expect(await walletOf(t.ctx(), customer.id)).toMatchObject({ cash: 4000 })
})

test('after all this the books verify', async () => expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true }))
