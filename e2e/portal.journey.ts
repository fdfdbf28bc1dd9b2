import { AxeBuilder } from '@axe-core/playwright'
import { expect, request, test, type APIRequestContext, type Page } from '@playwright/test'

const base = process.env.MANIFOLD_URL ?? 'http://localhost:8000'
const password = 'manifold-demo'
test.use({ baseURL: base, viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'en-IN', timezoneId: 'Asia/Kolkata' })

/** Somebody who works through the API beside the browser. */
async function apiAs(email: string): Promise<APIRequestContext> {
  const api = await request.newContext({ baseURL: base, extraHTTPHeaders: { origin: base } })
  expect((await api.post('/api/v1/auth/sign-in/email', { data: { email, password } })).ok()).toBe(true)
  return api
}

const anyone = () => `${Math.random().toString(36).slice(2, 10)}@journey.test`
async function newCustomer(page: Page, name = 'Asha Pawar'): Promise<string> {
  const email = anyone()
  const answer = await page.request.post(`${base}/api/v1/auth/sign-up/email`, { data: { email, password: 'four quiet green rivers', name }, headers: { origin: base } })
  expect(answer.ok()).toBe(true)
  return email
}
async function newTicket(page: Page, subject: string): Promise<{ id: string; reference: string }> {
  const { data } = (await (await page.request.get(`${base}/api/v1/support/categories`)).json()) as { data: { id: string; key: string }[] }
  const answer = await page.request.post(`${base}/api/v1/support/tickets`, {
    data: { categoryId: data.find((k) => k.key === 'question')!.id, subject, description: 'A question from a journey.' },
    headers: { origin: base },
  })
  expect(answer.status()).toBe(201)
  return (await answer.json()) as { id: string; reference: string }
}
const axe = async (page: Page) =>
  expect(
    (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`),
  ).toEqual([])

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('the emergency page says what to do, in three languages, and the number can be pressed', async ({ page }) => {
    await page.goto('/emergency')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Smell gas? Leave the building now.')
    await expect(page.getByRole('link', { name: /Call 1906/ })).toHaveAttribute('href', 'tel:1906')
    await page.getByRole('link', { name: 'हिन्दी' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('गैस की गंध?')
    await page.getByRole('link', { name: 'मराठी' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('गॅसचा वास')
    await page.getByRole('link', { name: 'English' }).click()
    await expect(page.getByRole('link', { name: 'Report the leak' })).toBeVisible()
  })
  test('the app says that it needs JavaScript, and the way to the emergency page does not', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('banner').getByRole('link', { name: 'Smell gas?' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Smell gas? Leave the building now.')
  })
})

test('a guest reports with a photo, makes an account, and the report is theirs', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Report a problem' }).click()
  await page.getByRole('button', { name: /^Billing/ }).click()
  await page.getByLabel('In one line').fill('My bill is higher than last month')
  await expect(page.getByRole('heading', { name: 'These answers may help' })).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await page.getByLabel('Tell us more').fill('November is ₹1,940. October was ₹842.')
  await expect(page.getByText('Draft saved')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Tell us more')).toHaveValue('November is ₹1,940. October was ₹842.')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.locator('input[type=file]').setInputFiles({ name: 'bill.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await expect(page.getByRole('list', { name: 'Files' }).getByText(/kB$/)).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Where is it?').fill('Flat 5, Kothrud')
  await page.getByRole('button', { name: 'Send report' }).click()
  await expect(page.getByRole('alert')).toContainText('Enter your name.')
  await page.getByLabel('Your name').fill('Asha Pawar')
  await page.getByLabel('Phone').fill('98220 11223')
  await page.getByRole('button', { name: 'Send report' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have your report')
  const reference = /TKT-\w+/.exec(await page.getByRole('main').innerText())![0]
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Your name').fill('Asha Pawar')
  await page.getByLabel('E-mail').fill(anyone())
  await page.getByLabel('Password', { exact: true }).fill('four quiet green rivers')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Asha')
  await page.getByRole('link', { name: /My bill is higher/ }).click()
  await expect(page.getByRole('banner')).toContainText(reference)
  await expect(page.getByRole('link', { name: /bill\./ })).toBeVisible()
})

test('a leak is reported in three taps, with the safety steps before and after', async ({ page }) => {
  await newCustomer(page)
  await page.goto('/report')
  await page.getByRole('button', { name: /^Gas leak/ }).click()
  await expect(page.getByText('Take everyone with you.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Call 1906' })).toBeVisible()
  await page.getByRole('button', { name: 'We are outside' }).click()
  await page.getByRole('button', { name: 'Inside a building' }).click()
  await page.getByRole('button', { name: 'No, it still smells' }).click()
  await page.getByLabel('The place').fill('Flat 5, Shrirang Apartments, Kothrud')
  await page.getByRole('button', { name: 'Send now' }).click()
  await expect(page).toHaveURL(/\/requests\/TKT-/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Gas leak')
  await expect(page.getByRole('link', { name: 'Call 1906' })).toBeVisible()
  await axe(page)
})

test('the conversation is live on both sides, with a photo, and the status moves without reloading', async ({ page }) => {
  await newCustomer(page)
  const ticket = await newTicket(page, 'May I move my meter?')
  const agent = await apiAs('supervisor@demo.test')
  await page.goto('/')
  await page.getByRole('link', { name: /May I move my meter/ }).click()
  await expect(page.getByRole('list', { name: 'Progress of this request' }).locator('[aria-current=step]')).toContainText('Received')
  expect((await agent.post(`/api/v1/support/tickets/${ticket.id}/messages`, { data: { body: 'Yes. Which wall should it go to?' } })).status()).toBe(201)
  await expect(page.getByText('Yes. Which wall should it go to?')).toBeVisible()
  expect((await agent.patch(`/api/v1/support/tickets/${ticket.id}`, { data: { status: 'in_progress' } })).ok()).toBe(true)
  await expect(page.locator('[aria-current=step]')).toContainText('In progress')

  await page.locator('input[type=file]').setInputFiles({ name: 'wall.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await page.getByRole('textbox', { name: /^Write to/ }).fill('The one on this photo.')
  await expect(page.getByRole('list', { name: 'Files' }).getByText(/kB$/)).toBeVisible()
  await page.getByRole('button', { name: 'Send' }).click()
  const mine = page.getByRole('article').filter({ hasText: 'The one on this photo.' })
  await expect(mine).toBeVisible()
  await mine.getByRole('link', { name: /wall\./ }).click()
  await expect(page.getByRole('dialog', { name: /Photo wall/ }).getByRole('img')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: /^Write to/ })).toHaveValue('')
  await axe(page)

  expect((await agent.patch(`/api/v1/support/tickets/${ticket.id}`, { data: { status: 'resolved' } })).ok()).toBe(true)
  await expect(page.locator('[aria-current=step]')).toContainText('Resolved')
  await page.getByRole('radio', { name: /4 of 5/ }).check({ force: true })
  await page.getByLabel(/What went well/).fill('Quick answer.')
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByRole('img', { name: '4 of 5' })).toBeVisible()
  await page.getByRole('button', { name: 'It is not solved' }).click()
  await page.getByLabel('Reason').fill('The fitter did not come.')
  await page.getByRole('button', { name: 'Open again' }).click()
  await expect(page.locator('[aria-current=step]')).not.toContainText('Resolved')
  await agent.dispose()
})

test('a notice arrives while the page is open, is counted at the bell, and leads to its request', async ({ page }) => {
  await newCustomer(page)
  const { id, reference } = await newTicket(page, 'Is there gas on Sunday?')
  await page.goto('/')
  await expect(page.getByRole('link', { name: /Is there gas on Sunday/ })).toBeVisible()
  const before = Number(/\d+/.exec((await page.getByRole('link', { name: /^Notices/ }).getAttribute('aria-label')) ?? '')?.[0] ?? 0)
  const agent = await apiAs('supervisor@demo.test')
  expect((await agent.post(`/api/v1/support/tickets/${id}/messages`, { data: { body: 'Yes, every day.' } })).status()).toBe(201)
  await expect(page.getByRole('link', { name: new RegExp(`^Notices, [${before + 1}-9] unread`) })).toBeVisible({ timeout: 15_000 })
  await page.getByRole('link', { name: /^Notices/ }).click()
  await page
    .getByRole('link', { name: /answered/ })
    .first()
    .click()
  await expect(page).toHaveURL(new RegExp(`/requests/${reference}`))
  await expect(page.getByText('Yes, every day.')).toBeVisible()
  await page.goto('/notices')
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(page.getByRole('link', { name: 'Notices', exact: true })).toBeVisible()
  await axe(page)
  await agent.dispose()
})

test('a request is cancelled only after it was asked, and the list knows', async ({ page }) => {
  await newCustomer(page)
  const { reference } = await newTicket(page, 'A question I take back')
  await page.goto(`/requests/${reference}`)
  await page.getByRole('button', { name: 'Cancel request' }).click()
  await expect(page.getByRole('button', { name: 'Keep request' })).toBeFocused()
  await page.getByRole('button', { name: 'Keep request' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: 'Cancel request' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel request' }).click()
  await expect(page.locator('[aria-current=step]')).toContainText('Cancelled')
  await page.getByRole('link', { name: 'Back to requests' }).click()
  await page.getByRole('button', { name: 'Closed' }).click()
  await expect(page.getByRole('link', { name: /A question I take back/ })).toContainText('Cancelled')
  await expect(page).toHaveURL(/view=closed/)
})

test('signing in goes on where it was asked for, and a wrong password keeps what was typed', async ({ page }) => {
  await page.goto('/account/security')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await page.getByLabel('E-mail').fill('customer@demo.test')
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByLabel('E-mail')).toHaveValue('customer@demo.test')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Security')
  await expect(page.getByText('This one')).toBeVisible()
})

test('the app opens without a network, keeps what was seen, and the emergency page is at hand', async ({ page, context }) => {
  await newCustomer(page)
  const { reference } = await newTicket(page, 'Kept for later')
  await page.goto(`/requests/${reference}`)
  await expect(page.getByText('A question from a journey.')).toBeVisible()
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    if (registration.active?.state !== 'activated') await new Promise((done) => registration.active!.addEventListener('statechange', done, { once: true }))
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.goto('/')
  await expect(page.getByRole('link', { name: /Kept for later/ })).toBeVisible()
  await page.reload()
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByText(/You are offline/)).toBeVisible()
  await page.goto('/emergency')
  await expect(page.getByRole('link', { name: /Call 1906/ })).toBeVisible()
  await context.setOffline(false)
})

test('nothing is lost at 320 pixels, and the focus follows the screen', async ({ page }) => {
  await newCustomer(page)
  const { reference } = await newTicket(page, 'Averyveryverylongwordthatnobodywouldtypebutsomebodywill once')
  await page.setViewportSize({ width: 320, height: 640 })
  for (const path of [
    '/',
    '/requests',
    `/requests/${reference}`,
    '/report',
    '/help',
    '/gas',
    '/payments',
    '/notices',
    '/account',
    '/account/profile',
    '/account/notices',
    '/account/security',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320)
  }
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Payments' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Payments' })).toBeFocused()
})
