import type { APIRequestContext, Page } from '@playwright/test'
import { base, call, desktop, expect, signedIn, test, type Visit } from './house.ts'
import { look, type Screen } from './look.ts'

interface Intent {
  id: string
  reference: string
  status: string
}
interface Desk {
  orders: { id: string; receipt: string | null; status: string }[]
}

/** A POST as the apps send it: with a key of its own. */
async function post<T>(request: APIRequestContext, path: string, data: unknown): Promise<T> {
  const answer = await request.post(`${base()}/api/v1${path}`, { data, headers: { origin: base(), 'idempotency-key': crypto.randomUUID() } })
  expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

/** A customer goes to pay `paise` into the wallet and stops at the gateway. */
async function waiting(customer: Visit, paise: number): Promise<Intent> {
  const intent = await post<Intent>(customer.context.request, '/payment/wallet/top-up', { amount: { amount: paise, currency: 'INR' } })
  await post(customer.context.request, `/payment/intents/${intent.id}/pay`, { method: 'gateway' })
  return intent
}
const settled = async (page: Page) => {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

/** Pays what waits by a script, at the simulator desk. */
async function byScript(page: Page, reference: string, script: string): Promise<void> {
  await page.goto('/admin/money/simulator')
  await page.getByRole('button', { name: `Pay ${reference} by a script` }).click()
  await page.getByRole('menuitem', { name: script, exact: true }).click()
}
/** The page of a payment follows by itself when money moves. */
async function paid(page: Page, intent: Intent): Promise<void> {
  await page.goto(`/admin/money/payments/${intent.reference}`)
  await expect(page.locator('.page-head').getByText('Paid', { exact: true })).toBeVisible({ timeout: 20_000 })
}

test('a refund above the limit waits for a second person, and the books follow to the paisa', async ({ open }) => {
  test.setTimeout(120_000)
  const [customer, finance, supervisor] = [await open(), await open(desktop), await open(desktop)]
  await signedIn(customer.context, 'customer@demo.test')
  await signedIn(finance.context, 'finance@demo.test')
  await signedIn(supervisor.context, 'supervisor@demo.test')
  const { page } = finance
  const intent = await waiting(customer, 123_450)
  await byScript(page, intent.reference, 'Success')
  await paid(page, intent)

  // With keys only: R opens the form, the reason is the only thing to write.
  await page.keyboard.press('r')
  const form = page.getByRole('dialog', { name: `Refund ${intent.reference}` })
  await expect(form.getByRole('radio', { name: /^All that is left, ₹1,234\.50/ })).toBeFocused()
  await expect(form.getByText('A second person decides.')).toBeVisible()
  await form.getByRole('radio', { name: 'A part of it' }).check()
  await form.getByLabel('Amount').fill('1234.51')
  await form.getByLabel('Reason').fill('Paid at the counter as well')
  await form.getByRole('button', { name: 'Ask for the refund' }).click()
  await expect(form.getByRole('alert')).toContainText('At most ₹1,234.50 is left to refund.')
  await form.getByLabel('Amount').fill('1,000.50')
  await page.keyboard.press('Enter')
  await expect(form).toHaveCount(0)
  await expect(page.getByText('waits for a second person')).toBeVisible()

  // Whoever asked cannot decide.
  await page.getByRole('link', { name: /^RFD-/ }).click()
  const mine = page.getByRole('complementary', { name: 'Refund' })
  await expect(mine.getByText('You asked for this, so somebody else has to decide.')).toBeVisible()
  await expect(mine.getByRole('button', { name: 'Approve' })).toHaveCount(0)

  const reference = (await mine.locator('.mono').first().textContent())!.trim()
  await supervisor.page.goto('/admin/money/refunds')
  await supervisor.page.getByRole('link', { name: reference }).click()
  const theirs = supervisor.page.getByRole('complementary', { name: 'Refund' })
  await expect(theirs.getByText('₹1,000.50').first()).toBeVisible()
  await supervisor.page.keyboard.press('a')
  const ask = supervisor.page.getByRole('dialog', { name: `Approve ${reference}?` })
  await ask.getByRole('button', { name: 'Approve ₹1,000.50' }).click()
  await expect(ask.getByText('Say why in a few words.')).toBeVisible()
  await ask.getByLabel('Reason').fill('The counter confirms it')
  await ask.getByRole('button', { name: 'Approve ₹1,000.50' }).click()
  await expect(theirs.getByText('Refunded', { exact: true })).toBeVisible({ timeout: 20_000 })
  // The page of whoever asked has heard of it.
  await expect(mine.getByText('Refunded', { exact: true })).toBeVisible({ timeout: 20_000 })

  await page.goto(`/admin/money/payments/${intent.reference}`)
  const books = page.getByRole('region', { name: 'In the books' })
  for (const words of ['Payment received', 'Refund owed', 'Refund paid out']) await expect(books.getByText(words)).toBeVisible()
  await expect(books.getByRole('row', { name: /assets:gateway:razorpay/ })).toHaveCount(2)
  await books.getByRole('link', { name: /^\d/ }).last().click()
  await expect(page.getByRole('heading', { level: 1, name: /Refund paid out/ })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Lines' }).getByRole('row', { name: /^Total/ })).toContainText('₹1,000.50')

  await page.goto('/admin/money/balance')
  await expect(page.getByRole('row', { name: /^Total, balanced/ })).toBeVisible()
  await page.keyboard.press('v')
  await expect(page.getByText('The books hold.')).toBeVisible({ timeout: 20_000 })
})

test('a wrong signature is diagnosed; what belongs to nothing is looked at and replayed; a fault is survived', async ({ open }) => {
  test.setTimeout(120_000)
  const [customer, finance] = [await open(), await open(desktop)]
  await signedIn(customer.context, 'customer@demo.test')
  await signedIn(finance.context, 'finance@demo.test')
  const { page } = finance
  const body = '{"event":"payment.captured"}'
  const refused = await customer.context.request.post(`${base()}/api/v1/payment/webhooks/razorpay`, {
    data: body,
    headers: { 'content-type': 'application/json', 'x-razorpay-signature': 'ab'.repeat(32), 'x-razorpay-event-id': `evt_journey${Date.now()}` },
  })
  expect(refused.status()).toBe(400)
  await page.goto('/admin/money/webhooks')
  await expect(page.getByText('Some webhooks were refused because of their signature.')).toBeVisible()
  await expect(page.getByText('No secret of ours gives this signature.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Check a signature' }).click()
  const tool = page.getByRole('dialog', { name: 'Check a signature' })
  await tool.getByLabel('Body, exactly as it came').fill(body)
  await tool.getByLabel('Header X-Razorpay-Signature').fill('not hexadecimal')
  await tool.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(tool.getByText('is not 64 hexadecimal characters')).toBeVisible()
  await tool.getByRole('button', { name: 'Close' }).click()

  // An amount that differs is never paid: its messages belong to nothing.
  const intent = await waiting(customer, 70_000)
  await byScript(page, intent.reference, 'Paid with another amount')
  await page.goto('/admin/money/webhooks?status=unmatched')
  await page.getByRole('link', { name: 'payment.captured' }).first().click({ timeout: 20_000 })
  const one = page.getByRole('complementary', { name: 'Webhook' })
  await expect(one.getByText('The signature is right for the current secret.')).toBeVisible()
  await expect(one.getByRole('region', { name: 'Body of the webhook' })).toContainText('"event": "payment.captured"')
  await page.keyboard.press('v')
  await expect(page.getByText('It is applied once more.')).toBeVisible()
  expect((await call<Intent>(finance.context.request, 'GET', `/payment/intents/${intent.id}`)).status).not.toBe('captured')

  // The answer of the gateway is lost once: the order is found by its receipt, and one payment is one payment.
  await page.goto('/admin/money/simulator')
  await page.getByRole('button', { name: 'Lose the answer of' }).click()
  await page.getByRole('menuitem', { name: 'Making an order' }).click()
  await expect(page.getByText('Making an order: the answer is lost')).toBeVisible()
  const second = await post<Intent>(customer.context.request, '/payment/wallet/top-up', { amount: { amount: 55_500, currency: 'INR' } })
  await expect(async () => {
    const answer = await post<{ checkout: { orderId: string } | null }>(customer.context.request, `/payment/intents/${second.id}/pay`, { method: 'gateway' })
    expect(answer.checkout).not.toBeNull()
  }).toPass({ timeout: 30_000 })
  const desk = await call<Desk>(finance.context.request, 'GET', '/simulator')
  expect(desk.orders.filter((o) => o.receipt === second.id)).toHaveLength(1)
  await byScript(page, second.reference, 'Success, every message three times')
  await paid(page, second)
  await expect(page.getByRole('region', { name: 'In the books' }).getByText('Payment received')).toHaveCount(1)
})

test('money with keys only', async ({ open }) => {
  const { page, context } = await open(desktop)
  await signedIn(context, 'finance@demo.test')
  await page.goto('/admin/customers')
  await settled(page)
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/\/admin\/money\/overview/)
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await palette.getByRole('combobox').fill('money payments')
  await expect(palette.getByRole('option', { name: /^Money: Payments/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/admin\/money\/payments/)
  await expect(page.getByRole('row').nth(2)).toBeVisible()
  const reference = (await page.getByRole('row').nth(2).getByRole('rowheader').textContent())!.trim()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: reference })).toBeVisible()
  await page.goBack()
  await page.keyboard.press('/')
  await page.keyboard.type(reference)
  await expect(page.getByRole('row')).toHaveCount(2)
})

test('agents see payments, and neither the books nor the gateway', async ({ open }) => {
  const { page, context } = await open(desktop)
  await signedIn(context, 'agent@demo.test')
  await page.goto('/admin/money')
  await expect(page).toHaveURL(/\/admin\/money\/payments/)
  const places = page.getByRole('navigation', { name: 'Money', exact: true })
  await expect(places.getByRole('link', { name: 'Refunds' })).toBeVisible()
  for (const name of ['Trial balance', 'Webhooks', 'Simulator', 'Settlements']) await expect(places.getByRole('link', { name })).toHaveCount(0)
  await page.goto('/admin/money/balance')
  await expect(page.getByText('This is not here for you')).toBeVisible()

  const other = await open(desktop)
  await signedIn(other.context, 'operations@demo.test')
  await other.page.goto('/admin/money')
  await expect(other.page.getByText('Your roles do not include money')).toBeVisible()
  await expect(other.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Money' })).toHaveCount(0)
})

test('every screen of money', async ({ open }) => {
  test.setTimeout(420_000)
  const it = await open(desktop)
  const customer = await open()
  await signedIn(it.context, 'finance@demo.test')
  await signedIn(customer.context, 'customer@demo.test')
  const get = async (path: string) => (await call<{ data: { id: string }[] }>(it.context.request, 'GET', path)).data[0]?.id
  const me = await call<{ id: string }>(customer.context.request, 'GET', '/user/me')
  await post(it.context.request, '/payment/adjustments', { kind: 'wallet_credit', personId: me.id, amount: { amount: 2500, currency: 'INR' }, reason: 'The delivery was late' })
  const csv = 'settlement_id,entity_id,type,amount,fee,tax,settled_at,settlement_utr\nsetl_Journey0000001,pay_Journey0000001,payment,500.00,10.00,1.80,2026-11-20,UTRJ1'
  await post(it.context.request, '/payment/settlements/import', { csv })
  await post(it.context.request, '/payment/bank-lines/import', { csv: 'date,amount,reference,description\n2026-11-20,12.00,UTRJ9,Unknown transfer' })
  const one = async (list: string, path: string): Promise<Screen[]> => {
    const id = await get(`${path}${path.includes('?') ? '&' : '?'}limit=1`)
    return id === undefined ? [] : [[`${list}, one`, `/admin/money/${list}/${id}`]]
  }
  const refunding = async (page: Page) => {
    await page.goto(`/admin/money/payments/${await get('/payment/intents?statusLabel=Success&limit=1')}`)
    await page.getByRole('button', { name: 'Refund' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }
  const importing = async (page: Page) => {
    await page.goto('/admin/money/settlements')
    await page.getByRole('button', { name: 'Import CSV' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }
  await look(
    it,
    [
      ['overview', '/admin/money/overview'],
      [
        'overview by method, as tables',
        async (page) => (await page.goto('/admin/money/overview?by=method&days=90'), await page.getByRole('button', { name: 'Show table' }).first().click()),
      ],
      ['payments', '/admin/money/payments'],
      ...(await one('payments', '/payment/intents?statusLabel=Success')),
      ['refund form', refunding],
      ['refunds', '/admin/money/refunds?queue=all'],
      ...(await one('refunds', '/payment/refunds')),
      ['disputes', '/admin/money/disputes'],
      ...(await one('disputes', '/payment/disputes')),
      ['adjustments', '/admin/money/adjustments'],
      ...(await one('adjustments', '/payment/adjustments')),
      ['payouts', '/admin/money/payouts'],
      ...(await one('payouts', '/payment/payouts')),
      ['trial balance', '/admin/money/balance'],
      ['accounts', '/admin/money/accounts'],
      ...(await one('accounts', '/payment/ledger/accounts')),
      ['entries', '/admin/money/entries'],
      ...(await one('entries', '/payment/ledger/entries')),
      ['settlements', '/admin/money/settlements'],
      ['import', importing],
      ...(await one('settlements', '/payment/settlements')),
      ['bank lines', '/admin/money/bank'],
      ['findings', '/admin/money/findings'],
      ...(await one('findings', '/payment/findings')),
      ['webhooks', '/admin/money/webhooks'],
      ...(await one('webhooks', '/payment/webhooks')),
      ['simulator', '/admin/money/simulator'],
      ['a customer with a wallet', `/admin/customers/${me.id}`],
      ['no such payment', '/admin/money/payments/PAY-NOTHER'],
    ],
    { desktop: desktop.viewport, phone: { width: 390, height: 844 } },
  )
})
