import type { Page } from '@playwright/test'
import { account, atTheBank, customer, filled, linked, shelf, title, toPay, unique } from './depot.ts'
import { desktop, expect, signedIn, test } from './house.ts'
import { consoleSizes, first, look, small, type Screen } from './look.ts'

const portalSizes = { phone: small, desktop: { width: 1280, height: 800 } }

test('every screen of the portal without an account', async ({ open }) => {
  test.setTimeout(420_000)
  const it = await open()
  const article = await first(it.context, '/support/faq?limit=1')
  await look(
    it,
    [
      ['welcome', '/'],
      ['emergency', '/emergency'],
      ['sign in', '/sign-in'],
      ['sign up', '/sign-up'],
      ['sign in by SMS', '/sign-in/phone'],
      ['second step', '/sign-in/code'],
      ['forgot', '/forgot'],
      ['new password', '/reset-password?token=x'],
      ['reset gone', '/reset-password'],
      ['unsubscribe', '/unsubscribe?token=x'],
      ['report', '/report'],
      ['report a leak', '/report/leak'],
      ['help centre', '/help'],
      ['article', `/help/${article!.slug}`],
      ['nothing here', '/nowhere'],
    ],
    portalSizes,
    320,
  )
})

test('every screen of the portal with an account', async ({ open }) => {
  test.setTimeout(420_000)
  const it = await open()
  await signedIn(it.context, 'customer@demo.test')
  const requests: Screen[] = []
  for (const status of ['open', 'in_progress', 'waiting_customer', 'resolved', 'closed', 'cancelled']) {
    const row = await first(it.context, `/support/tickets?status=${status}&limit=1`)
    if (row) requests.push([`request, ${status}`, `/requests/${row.reference}`])
  }
  expect(requests.length).toBeGreaterThan(2)
  const billing = async (page: Page) => {
    await page.goto('/report')
    await page.getByRole('button', { name: /^Billing/ }).click()
    await page.getByLabel('In one line').fill('My bill is higher than last month')
    await page.getByLabel('Tell us more').fill('November is ₹1,940, October was ₹842.')
  }
  await look(
    it,
    [
      ['home', '/'],
      ['requests', '/requests'],
      ['no requests', '/requests?q=xyzzyplugh'],
      ...requests,
      ['no such request', '/requests/TKT-NOTHER'],
      ['report, category', '/report'],
      [
        'report, questions with answers that may help',
        async (page) => (await billing(page), await expect(page.getByRole('region', { name: 'These answers may help' })).toBeVisible()),
      ],
      ['report, photos', async (page) => page.getByRole('button', { name: 'Continue' }).click()],
      ['report, review', async (page) => page.getByRole('button', { name: 'Continue without photos' }).click()],
      ['leak, steps', '/report/leak?from=report'],
      [
        'leak, place',
        async (page) => (
          await page.getByRole('button', { name: 'We are outside' }).click(),
          await page.getByRole('button', { name: /^Inside/ }).click(),
          await page.getByRole('button', { name: /^No, / }).click()
        ),
      ],
      ['notices', '/notices'],
      ['account', '/account'],
      ['profile', '/account/profile'],
      ['security', '/account/security'],
      ['what we tell you', '/account/notices'],
      ['activity', '/account/activity'],
    ],
    portalSizes,
    320,
  )
})

test('every screen of gas and payments', async ({ open }) => {
  test.setTimeout(420_000)
  const at = await shelf(open, [])
  const it = await customer(open)
  const mine = await account(at)
  const cash = async (page: Page) => {
    await page.getByRole('button', { name: /^(Pay|Try again, pay) ₹/ }).click()
    await atTheBank(page, 'Success')
  }
  await look(
    it,
    [
      ['gas without an account', '/gas'],
      ['no bookings', '/gas/bookings'],
      ['no payments', '/payments'],
      ['nothing moved', '/payments/wallet'],
      ['no kept ways', '/payments/methods'],
      ['link an account', '/gas/link'],
      [
        'link by a code',
        async (page) => (
          await page.getByRole('radio', { name: /With a code/ }).check(),
          await page.getByRole('button', { name: 'Send it by e-mail' }).click(),
          await page.getByRole('button', { name: 'Link account' }).click()
        ),
      ],
    ],
    portalSizes,
    320,
  )
  await linked(it, mine)
  let reference = ''
  await look(
    it,
    [
      ['gas', '/gas'],
      ['gas account', `/gas/accounts/${mine.id}`],
      ['take an account off', async (page) => page.getByRole('button', { name: 'Take it off my list' }).click()],
      ['book, queue', '/gas/book'],
      ['check and pay, queue', async (page) => void (reference = await toPay(page))],
      [
        'payment failed',
        async (page) => (
          await page.getByRole('button', { name: 'Pay ₹1,000.00' }).click(),
          await atTheBank(page, 'Failure'),
          await expect(page.getByText('You were not charged.', { exact: false })).toBeVisible()
        ),
      ],
      ['home with a booking', '/'],
      ['check and pay', async (page) => (await page.goto(`/gas/book/${reference}`), await expect(page.getByRole('button', { name: /^Try again/ })).toBeVisible())],
      ['in the queue', async (page) => (await cash(page), await expect(title(page)).toHaveText(/^Paid\. You are number 1/))],
      ['booking in the queue', async (page) => page.goto(`/gas/bookings/${reference}`)],
      ['cancel a booking', async (page) => page.getByRole('button', { name: 'Cancel booking' }).click()],
      [
        'cancelled booking',
        async (page) => (
          await page.getByRole('dialog').getByRole('button', { name: 'Cancel booking' }).click(),
          await expect(page.getByRole('heading', { name: 'Refund' })).toBeVisible()
        ),
      ],
      ['top up', '/payments/top-up'],
      ['top up, pay', async (page) => (await page.getByRole('button', { name: /^Continue/ }).click(), await expect(title(page)).toHaveText(/^Add ₹/))],
      ['topped up', async (page) => (await cash(page), await expect(title(page)).toHaveText(/in your wallet\.$/))],
    ],
    portalSizes,
    320,
  )
  await filled(at, unique())
  await look(
    it,
    [
      ['book', '/gas/book'],
      [
        'paid',
        async (page) => (
          void (reference = await toPay(page)),
          await page.getByRole('radio', { name: /^Wallet/ }).check(),
          await page.getByRole('button', { name: /^Pay/ }).click(),
          await expect(title(page)).toHaveText(/^Paid\. Your/)
        ),
      ],
      ['booking', async (page) => page.goto(`/gas/bookings/${reference}`)],
      ['bookings', '/gas/bookings'],
      ['payments', '/payments'],
      ['wallet', '/payments/wallet'],
      [
        'payment',
        async (page) => (
          await page.goto('/payments'),
          await page
            .getByRole('main')
            .getByRole('link', { name: /booking BKG/ })
            .first()
            .click()
        ),
      ],
      ['report about a booking', async (page) => (await page.goto(`/gas/bookings/${reference}`), await page.getByRole('link', { name: 'Report a problem with it' }).click())],
      ['no such booking', '/gas/bookings/BKG-NOTHER'],
      ['no such payment', '/payments/PAY-NOTHER'],
      ['no such account', '/gas/accounts/00000000-0000-7000-8000-000000000000'],
    ],
    portalSizes,
    320,
  )
})

test('every screen of the console', async ({ open }) => {
  test.setTimeout(420_000)
  const it = await open(desktop)
  await it.page.goto('/admin')
  await look(
    it,
    [
      ['sign in', '/admin/login'],
      ['forgot', '/admin/forgot'],
      ['new password', '/admin/reset?token=x'],
      ['invited', '/admin/invite?token=x'],
    ],
    consoleSizes,
  )
  await signedIn(it.context, 'admin@demo.test')
  const ticket = await first(it.context, '/support/tickets?status=in_progress&limit=1')
  const person = await first(it.context, '/user/people?kind=customer&limit=1')
  const article = await first(it.context, '/support/faq?limit=1')
  await look(
    it,
    [
      ['queue', '/admin/desk'],
      ['ticket', `/admin/desk/${ticket!.reference}`],
      ['new ticket', '/admin/desk/new'],
      ['customers', '/admin/customers'],
      ['customer', `/admin/customers/${person!.id}`],
      ['dashboard', '/admin/reports'],
      ['knowledge base', '/admin/knowledge'],
      ['article', `/admin/knowledge/${article!.id}`],
      ['my profile', '/admin/me'],
      ['my security', '/admin/me/security'],
      ['my notices', '/admin/me/notices'],
      ['my keys', '/admin/me/keys'],
      ['nothing here', '/admin/nowhere'],
    ],
    consoleSizes,
  )
})

test('every screen of the console’s settings', async ({ open }) => {
  test.setTimeout(420_000)
  const it = await open(desktop)
  await signedIn(it.context, 'admin@demo.test')
  const colleague = await first(it.context, '/user/people?kind=staff&limit=1')
  const mail = await first(it.context, '/notification/outbox?channel=email&limit=1')
  const settings = [
    'staff',
    `staff/${colleague!.id}`,
    'teams',
    'teams/new',
    'roles',
    'roles/new',
    'invitations',
    'invitations/new',
    'categories',
    'targets',
    'calendars',
    'canned-replies',
    'macros',
    'macros/new',
    'rules',
    'rules/new',
    'views',
    'templates',
    'notice-rules',
    'deliveries',
    'outbox',
    `outbox/${mail!.id}`,
    'system',
    'jobs',
    'audit',
  ]
  await look(
    it,
    settings.map((name): Screen => [`settings, ${name}`, `/admin/settings/${name}`]),
    consoleSizes,
  )
})

test('the portal with keys only: the skip link leads past the navigation into the page', async ({ open }) => {
  const { page, context } = await open(desktop)
  await signedIn(context, 'customer@demo.test')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.querySelector('main')!.contains(document.activeElement))).toBe(true)
})

test('the console with keys only', async ({ open }) => {
  const { page, context } = await open(desktop)
  await signedIn(context, 'supervisor@demo.test')
  await page.goto('/admin/desk?status=open,in_progress')
  const rows = page.getByRole('region', { name: /^Tickets: / }).getByRole('listitem')
  await expect(rows.nth(3)).toBeVisible()
  const current = () => page.getByRole('region', { name: /^Tickets: / }).locator('a[aria-current=true]')
  await page.keyboard.press('j')
  const second = await rows.nth(1).getByRole('link').innerText()
  await expect(current()).toHaveText(second)
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect(current()).toHaveText(second)
  await page.keyboard.press('x')
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/admin\/desk\/TKT-/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: /^Keys/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeFocused()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await palette.getByRole('combobox').fill('customers')
  await expect(palette.getByRole('option', { name: /^Customers/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/admin\/customers/)
  // Until it has gone the letters are typed into it.
  await expect(palette).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page).toHaveURL(/\/admin\/desk/)
})
