import { join } from 'node:path'
import { base, call, consoleSignIn, desktop, expect, linkOf, mailTo, newAddress, phone, signUp, signedIn, test } from './house.ts'

/** What no customer may ever read. */
const secret = 'Valve 14 leaked in March too; do not tell before the survey QZX-81.'
const photo = join(import.meta.dirname, 'meter.jpg')

test('a leak is reported, answered, resolved, rated and closed, live on both sides', async ({ open }) => {
  test.setTimeout(120_000)
  const customer = await open(phone)
  const agent = await open(desktop)
  const admin = await open(desktop)
  await signedIn(admin.context, 'admin@demo.test')
  const me = { name: 'Meera Kulkarni', email: newAddress('meera'), password: 'seven green meters' }
  const { page: mobile } = customer
  const { page: desk } = agent

  await test.step('an agent watches the emergencies', async () => {
    await consoleSignIn(desk, 'agent@demo.test')
    await desk
      .getByRole('link', { name: /Emergencies/ })
      .or(desk.getByRole('button', { name: /Emergencies/ }))
      .first()
      .click()
    await expect(desk.getByRole('heading', { name: 'Emergencies', level: 1 })).toBeVisible()
    await desk.evaluate(() => Object.assign(window, { sameDocument: true }))
  })

  await test.step('a person registers and confirms the address', async () => {
    await mobile.goto('/')
    await mobile.getByRole('link', { name: 'Create an account' }).click()
    await signUp(mobile, me)
    await expect(mobile.getByRole('heading', { level: 1, name: /Meera/ })).toBeVisible()
    const mail = await mailTo(admin.context.request, me.email, /confirm|verify/i)
    await mobile.goto(linkOf(mail, /verify/))
    await expect(mobile.getByRole('heading', { name: 'Your e-mail address is confirmed' })).toBeVisible()
    await mobile.getByRole('link', { name: 'Go home' }).click()
  })

  let reference = ''
  await test.step('reports a leak: safety first, three taps, the place', async () => {
    await mobile.getByRole('link', { name: 'Report a problem' }).click()
    await mobile.getByRole('button', { name: /^Gas leak/ }).click()
    await expect(mobile.getByRole('heading', { name: 'Leave the building first' })).toBeVisible()
    await expect(mobile.getByRole('link', { name: 'Call 1906' })).toHaveAttribute('href', 'tel:1906')
    await expect(mobile.getByRole('region', { name: 'What to do now' }).getByRole('listitem')).toHaveCount(5)
    await mobile.getByRole('button', { name: 'We are outside' }).click()
    await mobile.getByRole('button', { name: 'Inside a building' }).click()
    await mobile.getByRole('button', { name: 'No, it still smells' }).click()
    await mobile.getByLabel('The place').fill('Flat 12, Ganga Niwas, Karve Road, Kothrud')
    await mobile.getByRole('button', { name: 'Send now' }).click()
    await mobile.waitForURL(/\/requests\/TKT-/)
    reference = mobile.url().match(/TKT-[A-Z0-9]{6}/)![0]
    await expect(mobile.getByRole('region', { name: 'What to do now' })).toBeVisible()
    await expect(mobile.getByRole('list', { name: 'Progress of this request' }).getByRole('listitem').filter({ hasText: 'Received' })).toHaveAttribute('aria-current', 'step')
  })

  await test.step('it arrives in the queue without reloading', async () => {
    const row = desk.getByRole('listitem').filter({ hasText: reference })
    await expect(row).toBeVisible({ timeout: 5000 })
    expect(await desk.evaluate(() => 'sameDocument' in window)).toBe(true)
    await row.getByRole('link').first().click()
    await desk.keyboard.press('Enter')
    await desk.waitForURL(new RegExp(`/admin/desk/${reference}`))
    await expect(desk.getByRole('region', { name: 'Conversation' })).toContainText('It still smells.')
    await expect(desk.getByRole('main')).toContainText('Karve Road')
  })

  await test.step('the agent takes it, starts and answers; the customer sees it without reloading', async () => {
    await mobile.evaluate(() => Object.assign(window, { sameDocument: true }))
    await desk.getByRole('button', { name: 'More actions' }).click()
    const take = desk.getByRole('menuitem', { name: /^Take/ })
    if (await take.isVisible()) await take.click()
    else await desk.keyboard.press('Escape')
    await expect(desk.getByRole('button', { name: /Assignee/ })).toContainText('You')
    await desk.getByRole('button', { name: 'Status: Open' }).click()
    await desk.getByRole('menuitem', { name: 'In progress' }).click()
    await expect(mobile.getByRole('list', { name: 'Progress of this request' }).getByRole('listitem').filter({ hasText: 'In progress' })).toHaveAttribute('aria-current', 'step')
    await desk.getByLabel('Reply to Meera Kulkarni').fill('Stay outside, Meera. Our crew is twelve minutes away.')
    await desk.getByRole('button', { name: 'Send', exact: false }).filter({ hasNotText: 'resolve' }).click()
    await expect(mobile.getByRole('article', { name: 'Kavya Rao wrote' })).toContainText('twelve minutes away')
    await expect(desk.getByRole('article', { name: 'Kavya Rao wrote' })).toContainText('twelve minutes away')
    expect(await mobile.evaluate(() => 'sameDocument' in window)).toBe(true)
  })

  await test.step('a note is unmistakable to staff and does not exist for the customer', async () => {
    await desk.getByRole('tab', { name: 'Internal note' }).click()
    await desk.getByRole('textbox', { name: 'Internal note' }).fill(secret)
    await desk.getByRole('button', { name: /Save note/ }).click()
    const note = desk.getByRole('article', { name: 'Internal note of Kavya Rao' })
    await expect(note).toContainText(secret)
    await expect(note).toContainText('Only staff can read this')
    // Everything a customer may ask for, and all the page holds, live and loaded anew.
    const request = customer.context.request
    for (const path of ['', '/messages', '/timeline', '/sla'])
      expect(JSON.stringify(await call(request, 'GET', `/support/tickets/${reference}${path}`)), path).not.toContain('QZX-81')
    for (const path of ['/support/tickets?search=QZX-81', '/notification/inbox', '/user/me/audit-log'])
      expect(JSON.stringify(await call(request, 'GET', path)), path).not.toContain('QZX-81.')
    expect((await call<{ data: unknown[] }>(request, 'GET', '/support/tickets?search=QZX-81')).data).toEqual([])
    const { data } = await call<{ data: { internal: boolean }[] }>(admin.context.request, 'GET', `/support/tickets/${reference}/messages`)
    const hidden = data.find((m) => m.internal) as unknown as { id: string }
    expect((await request.get(`${base()}/api/v1/support/messages/${hidden.id}`)).status()).toBe(404)
    expect(await mobile.content()).not.toContain('QZX-81')
    await mobile.reload()
    await expect(mobile.getByRole('article', { name: 'Kavya Rao wrote' })).toHaveCount(1)
    expect(await mobile.content()).not.toContain('QZX-81')
    const { html, text } = await mailTo(admin.context.request, me.email, /./)
    expect(`${html}${text}`).not.toContain('QZX-81')
  })

  await test.step('a draft survives a reload, and the desk says when the customer wrote meanwhile', async () => {
    await desk.getByRole('tab', { name: 'Reply to customer' }).click()
    await desk.getByLabel('Reply to Meera Kulkarni').fill('Could you tell me whether')
    await expect(desk.getByRole('tabpanel', { name: 'Reply to customer' }).getByText(/^Draft saved/)).toBeVisible()
    await desk.reload()
    await expect(desk.getByLabel('Reply to Meera Kulkarni')).toHaveValue('Could you tell me whether')
    for (const words of ['Everybody is out now.', 'The smell is weaker.']) {
      await mobile.getByLabel('Write to Kavya').fill(words)
      await mobile.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(mobile.getByRole('article', { name: 'Meera Kulkarni wrote' }).filter({ hasText: words })).toBeVisible()
    }
    await expect(desk.getByText('2 new messages since you began')).toBeVisible()
    await expect(desk.getByRole('article', { name: 'Meera Kulkarni wrote' }).filter({ hasText: 'The smell is weaker.' })).toBeVisible()
    await desk.getByLabel('Reply to Meera Kulkarni').fill('Good. Could you tell me whether the neighbours are out too?')
    await desk.getByLabel('Reply to Meera Kulkarni').press('Control+Enter')
    const asked = desk.getByRole('dialog', { name: '2 new messages since you began.' })
    await expect(asked).toBeVisible()
    await asked.getByRole('button', { name: 'Read first' }).click()
    await expect(desk.getByText('New since you began')).toBeVisible()
    await desk.getByLabel('Reply to Meera Kulkarni').press('Control+Enter')
    await expect(mobile.getByRole('article', { name: 'Kavya Rao wrote' })).toHaveCount(2)
    await expect(desk.getByLabel('Reply to Meera Kulkarni')).toHaveValue('')
  })

  await test.step('both are told in the app', async () => {
    await mobile.goto('/notices')
    const mine = mobile.getByRole('main')
    await expect(
      mine
        .getByText(reference)
        .or(mine.getByText(/Gas leak, inside/))
        .first(),
    ).toBeVisible()
    await expect(
      mine
        .getByRole('listitem')
        .filter({ hasText: /Kavya|answer|repl|wrote/i })
        .first(),
    ).toBeVisible()
    await desk.getByRole('button', { name: /^Notices, \d+ unread/ }).click()
    await expect(desk.getByRole('listitem').filter({ hasText: /Meera/ }).first()).toBeVisible()
    await desk.keyboard.press('Escape')
  })

  await test.step('and by e-mail: the outbox of the console shows each as rendered mail', async () => {
    const answer = await mailTo(admin.context.request, me.email, new RegExp(reference))
    const told = await mailTo(admin.context.request, /@(demo|desk\.example)\.test/, new RegExp(`Emergency.*${reference}`))
    for (const [mail, words] of [
      [answer, 'Open the request'],
      [told, 'Karve Road'],
    ] as const) {
      await admin.page.goto(`/admin/settings/outbox/${mail.id}`)
      await expect(admin.page.getByRole('tab', { name: 'Mail' })).toHaveAttribute('aria-selected', 'true')
      await expect(admin.page.frameLocator('iframe').locator('body')).toContainText(words)
    }
  })

  await test.step('the agent resolves; the customer rates; the desk sees the rating', async () => {
    await mobile.goto(`/requests/${reference}`)
    await expect(mobile.getByRole('article', { name: 'Kavya Rao wrote' })).toHaveCount(2)
    await desk.getByLabel('Reply to Meera Kulkarni').fill('The crew closed the valve and changed the hose. It is safe.')
    await desk.getByRole('button', { name: 'Send and resolve' }).click()
    await expect(mobile.getByRole('heading', { name: 'Did this solve it?' })).toBeVisible()
    await expect(mobile.getByRole('list', { name: 'Progress of this request' }).getByRole('listitem').filter({ hasText: 'Resolved' })).toHaveAttribute('aria-current', 'step')
    await mobile.getByRole('radio', { name: /^5 of 5/ }).check()
    await mobile.getByLabel(/What went well/).fill('They came in eleven minutes.')
    await mobile.getByRole('button', { name: 'Save rating' }).click()
    await expect(mobile.getByRole('region', { name: 'Your rating' }).getByRole('img', { name: '5 of 5' })).toBeVisible()
    await desk.goto(`/admin/desk/${reference}`)
    await expect(desk.getByText('They came in eleven minutes.').first()).toBeVisible()
  })

  await test.step('it ends closed', async () => {
    await desk.getByRole('button', { name: 'Status: Resolved' }).click()
    await desk.getByRole('menuitem', { name: 'Closed' }).click()
    await expect(mobile.getByRole('list', { name: 'Progress of this request' }).getByRole('listitem').filter({ hasText: 'Closed' })).toHaveAttribute('aria-current', 'step')
    await expect(mobile.getByRole('link', { name: 'Report a new problem' })).toBeVisible()
    const ended = await call<{ status: string; rating: number; closedAt: string | null }>(customer.context.request, 'GET', `/support/tickets/${reference}`)
    expect(ended).toMatchObject({ status: 'closed', rating: 5, closedAt: expect.any(String) })
  })
})

test('an ordinary request with a photo, with answers offered while typing', async ({ open }) => {
  const { page, context } = await open(phone)
  const agent = await open(desktop)
  await signedIn(context, 'customer@demo.test')
  await signedIn(agent.context, 'supervisor@demo.test')
  await page.goto('/report')
  await page.getByRole('button', { name: /^Billing/ }).click()
  await page.getByLabel('In one line').fill('My bill is higher than last month')
  const answers = page.getByRole('region', { name: 'These answers may help' })
  await expect(answers.getByRole('link').first()).toBeVisible()
  await expect(page.getByText('Draft saved')).toBeVisible()
  await answers.getByRole('link').first().click()
  await page.waitForURL(/\/help\//)
  await page.goBack()
  await expect(page.getByLabel('In one line')).toHaveValue('My bill is higher than last month')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert')).toContainText('Tell us a little more')
  await page.getByLabel('Tell us more').fill('November is ₹1,940, October was ₹842, and nobody was at home.')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Add photos or documents').setInputFiles(photo)
  await expect(page.getByRole('button', { name: 'Continue', exact: true })).toBeVisible()
  await expect(async () => {
    if (!/step=4/.test(page.url())) await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Check and send' })).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.getByText(/meter\.jpg, \d+ kB/)).toBeVisible()
  await page.getByRole('button', { name: 'Send report' }).click()
  await page.waitForURL(/\/requests\/TKT-/)
  const reference = page.url().match(/TKT-[A-Z0-9]{6}/)![0]
  await page
    .getByRole('button', { name: /meter\.jpg/ })
    .or(page.getByRole('link', { name: /meter\.jpg/ }))
    .first()
    .click()
  const viewer = page.getByRole('dialog', { name: /Photo meter\.jpg/ })
  await expect(viewer.getByRole('img', { name: 'meter.jpg' })).toHaveJSProperty('complete', true)
  expect(await viewer.getByRole('img', { name: 'meter.jpg' }).evaluate((i: HTMLImageElement) => i.naturalWidth)).toBeGreaterThan(0)
  await viewer.getByRole('button', { name: 'Close' }).click()

  await agent.page.goto(`/admin/desk/${reference}`)
  await expect(agent.page.getByRole('region', { name: 'Conversation' })).toContainText('nobody was at home')
  await expect(agent.page.getByRole('region', { name: 'Conversation' }).getByText('meter.jpg')).toBeVisible()
})
