import PostalMime from 'postal-mime'
import { beforeAll, expect, test } from 'vitest'
import type { TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { intentFor, keyed, payingApp, settle } from '#test/make.payments'
import { noticeTools } from '#test/notices'
import { endPayments } from './jobs.ts'
import { reconcile } from './pay.ts'
import { watchDisputes } from './disputes.answer.ts'

let t: TestApp & { at: string }
let make: Make
let finance: Made
beforeAll(async () => {
  t = await payingApp({ PUBLIC_URL: 'https://pay.example' })
  make = makeFor(t)
  await noticeTools(t).restart()
  finance = await make.finance()
})
const mails = async (to: Made) => {
  await settle(t)
  const rows = await t.rows<{ raw: string }>('select raw from notices.outbox where channel = $2 and strpos(address, $1) > 0 order by id', [to.email, 'email'])
  return Promise.all(rows.map((r) => PostalMime.parse(r.raw)))
}
const inbox = async (of: Made) => {
  await settle(t)
  return (await of.client.get('/notification/inbox')).body.data.map((n: any) => n.body as string)
}
const passing = async (ms: number) => {
  await settle(t)
  await t.advance(ms)
  await settle(t)
}
async function pay(script: string, it: { amount?: number; topUp?: boolean } = {}) {
  const customer = await make.customer()
  const client = keyed(customer.client)
  const intent = it.topUp ? (await client.post('/payment/wallet/top-up', { amount: { amount: it.amount ?? 50_000, currency: 'INR' } })).body : await intentFor(t, customer.id, it)
  const { body } = await client.post(`/payment/intents/${intent.id}/pay`, { method: 'gateway' })
  await fetch(`${t.at}${body.checkout.url}`, { method: 'POST', body: new URLSearchParams({ script, method: 'upi' }) })
  await settle(t)
  return { customer, client, intent }
}

test('a receipt by mail with the link to its PDF, once, whatever the number of messages', async () => {
  const { customer, intent } = await pay('duplicates', { amount: 12_345 })
  const [mail, ...more] = await mails(customer)
  expect(more).toEqual([])
  expect(mail!.subject).toBe(`Receipt for ₹123.45 (${intent.reference})`)
  expect(mail!.text).toContain(`https://pay.example/api/v1/payment/intents/${intent.id}/receipt`)
  expect(mail!.html).toContain(`href="https://pay.example/payments/${intent.reference}"`)
})
test('what did not go through says that nothing was charged; a silent bank says not to pay again', async () => {
  expect(await inbox((await pay('failure')).customer)).toEqual(['The payment did not go through. You were not charged.'])
  const { customer } = await pay('late')
  await t.advance(5 * 60_000)
  await reconcile(t.ctx())
  await reconcile(t.ctx())
  expect(await inbox(customer)).toEqual(['We have not heard from your bank yet. Do not pay again; we will tell you.'])
})
test('a wallet that was topped up has its own words, and no receipt twice', async () => {
  const { customer } = await pay('success', { topUp: true })
  expect((await mails(customer)).map((m) => m.subject)).toEqual([expect.stringMatching(/^₹500.00 is in your wallet/)])
})
test('a refund: begun, made; or failed, and then the desk hears too', async () => {
  const { customer, intent } = await pay('success')
  const staff = keyed(finance.client)
  await staff.post('/payment/refunds', { paymentId: intent.id, amount: { amount: 10_000, currency: 'INR' }, reason: 'x', to: 'source' })
  await passing(5000)
  expect((await mails(customer)).map((m) => m.subject!.replace(/ \(.*/, ''))).toEqual(['Receipt for ₹1,000.00', 'Your refund is on its way', 'Refunded ₹100.00'])
  const bad = await pay('refund_failure')
  await staff.post('/payment/refunds', { paymentId: bad.intent.id, amount: { amount: 10_000, currency: 'INR' }, reason: 'x', to: 'source' })
  await passing(5000)
  expect((await mails(bad.customer)).at(-1)!.subject).toMatch(/^Your refund did not reach you/)
  expect(await inbox(finance)).toContainEqual(expect.stringContaining('₹100.00 did not reach its payer.'))
  const { body } = await staff.post('/payment/refunds', { paymentId: bad.intent.id, reason: 'All', to: 'source' })
  const other = await make.finance()
  await settle(t)
  expect(body.status).toBe('requested')
  expect(await inbox(finance)).not.toContainEqual(expect.stringContaining('₹900.00'))
  expect(await inbox(other)).toContainEqual(expect.stringContaining('₹900.00'))
})
test('money that comes late is told of, and its way back', async () => {
  const { customer } = await pay('late')
  await t.advance(16 * 60_000)
  await endPayments(t.ctx())
  await passing(2 * 86_400_000)
  expect((await mails(customer)).at(-1)!.subject).toMatch(/^Your money came late/)
  await t.advance(11 * 60_000)
  await endPayments(t.ctx())
  await passing(5000)
  expect((await mails(customer)).at(-1)!.subject).toMatch(/^Refunded ₹1,000.00/)
})
test('finance hears of a dispute, and again before its time is over', async () => {
  await pay('dispute_won')
  await passing(86_400_000)
  expect((await mails(finance)).at(-1)!.subject).toMatch(/^A payment is disputed/)
  await passing(8.5 * 86_400_000)
  await watchDisputes(t.ctx())
  expect((await mails(finance)).at(-1)!.subject).toMatch(/^A dispute must be answered/)
})
