import { account, atTheBank, customer, filled, linked, shelf, title, toPay, topUp, unique } from './depot.ts'
import { base, call, expect, test } from './house.ts'

test('a customer links an account, books, pays at the bank, gets the oldest cylinder and a receipt, and is told when the next one may be booked', async ({ open }) => {
  const codes = ['PQA' + unique(), 'PQB' + unique()]
  const at = await shelf(open, codes)
  const mine = await account(at, 'rural')
  const it = await customer(open)
  const { page } = it
  await page.goto('/gas')
  await expect(page.getByText('No gas account is linked yet.')).toBeVisible()
  await page.getByRole('link', { name: 'Link your account' }).click()
  await page.getByLabel('Account number').fill(mine.number)
  await page.getByLabel('Amount of your last bill').fill('842.5')
  await page.getByRole('button', { name: 'Link account' }).click()
  await expect(title(page)).toHaveText(`Account ${mine.number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}`)
  await expect(page.getByText('5 Journey Road, Kothrud, Pune 411038')).toBeVisible()

  await page.getByRole('link', { name: 'Book a cylinder' }).click()
  await expect(page.getByText('₹952.38')).toBeVisible()
  await expect(page.getByText('₹47.62')).toBeVisible()
  await page.getByRole('button', { name: 'Hold one and continue' }).click()
  await page.waitForURL(/\/gas\/book\/BKG-/)
  await expect(page.getByText(/One cylinder is held for you until/)).toBeVisible()

  // The bank says no: nothing was taken, and it may be tried again.
  await page.getByRole('button', { name: 'Pay ₹1,000.00' }).click()
  await atTheBank(page, 'Failure')
  await expect(page.getByText('The payment did not go through. You were not charged.')).toBeVisible()
  // Back from the bank's page by the browser's button: it stands as it did.
  await page.getByRole('button', { name: /^Try again/ }).click()
  await page.waitForURL(/\/simulator\/pay\//)
  await page.goBack()
  await expect(title(page)).toHaveText('Check and pay')
  await page.getByRole('button', { name: /₹1,000\.00$/ }).click()
  await atTheBank(page, 'Success')
  await expect(title(page)).toHaveText(`Paid. Your cylinder is ${codes[0]!}.`)
  // And once more: what is paid stays paid.
  await page.goBack()
  await page.waitForLoadState()
  await page.goForward()
  await expect(title(page)).toHaveText(`Paid. Your cylinder is ${codes[0]!}.`)
  const receipt = await it.context.request.get(new URL((await page.getByRole('link', { name: 'Receipt' }).getAttribute('href'))!, base()).href)
  expect(receipt.headers()['content-type']).toBe('application/pdf')
  expect((await receipt.body()).subarray(0, 5).toString()).toBe('%PDF-')

  await page.getByRole('link', { name: 'See the booking' }).click()
  await expect(page.getByRole('list', { name: 'Progress of this booking' }).getByText('Handed over')).toBeVisible()
  await expect(page.getByText('Completed')).toBeVisible()

  // A gap between refills, where this account is.
  const today = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Kolkata' })
  await call(at.staff, 'POST', '/gas/rules', { kind: 'gap_days', value: 15, area: 'rural', validFrom: today, reason: 'A journey' })
  await page.goto('/gas/book')
  const clears = new Date(Date.parse(`${today}T00:00:00Z`) + 15 * 86_400_000).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  await expect(page.getByText(`You can book again on ${clears}. Refills are 15 days apart.`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Hold one and continue' })).toHaveCount(0)

  // A complaint about the booking goes to the desk with it.
  await page.goto('/gas/bookings')
  await page.getByRole('main').getByRole('listitem').first().getByRole('link').click()
  await page.getByRole('link', { name: 'Report a problem with it' }).click()
  await expect(page.getByText(/^Booking BKG-/)).toBeVisible()
  await page.getByRole('button', { name: /^Complaint/ }).click()
  await page.getByLabel('In one line').fill('The seal was broken')
  await page.getByLabel('Tell us more').fill('It was open when I got it.')
  for (const box of await page.getByRole('combobox').all()) if ((await box.inputValue()) === '') await box.selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByRole('button', { name: 'Continue without photos' }).click()
  await page.getByRole('button', { name: 'Send report' }).click()
  await page.waitForURL(/\/requests\/TKT-/)
  await expect(page.getByRole('complementary', { name: 'About this request' }).getByText(/^Booking BKG-/)).toBeVisible()
})

test('money goes into the wallet and pays for a booking; two presses charge once', async ({ open }) => {
  const code = 'PQC' + unique()
  const at = await shelf(open, [code])
  const it = await customer(open)
  const { page } = it
  await linked(it, await account(at))
  await topUp(page, '1,500')
  await expect(page.getByText('You can spend ₹1,500.00.')).toBeVisible()
  await toPay(page)
  await page.getByRole('radio', { name: /^Wallet/ }).check()
  const pay = page.getByRole('button', { name: 'Pay ₹1,000.00' })
  await pay.dblclick()
  await expect(title(page)).toHaveText(`Paid. Your cylinder is ${code}.`)
  await page.goto('/payments/wallet')
  await expect(page.getByText('₹500.00').first()).toBeVisible()
  const lines = page.getByRole('region', { name: 'Statement' }).getByRole('listitem')
  await expect(lines).toHaveCount(2)
  await expect(lines.first()).toContainText('−₹1,000.00')
  await expect(lines.first()).toContainText('₹500.00')
  await page.goto('/payments')
  await expect(page.getByRole('main').getByRole('link', { name: /₹1,000\.00/ })).toHaveCount(1)
})

test('without a free cylinder people queue in order of payment; the place moves by itself, and who cancels chooses where the money goes', async ({ open }) => {
  const at = await shelf(open, [])
  const [first, second] = [await customer(open, 'Ravi Kale'), await customer(open, 'Sita Joshi')]
  for (const it of [first, second]) await linked(it, await account(at))
  const references: string[] = []
  for (const [n, { page }] of [first, second].entries()) {
    await page.goto('/gas/book')
    await expect(page.getByText(`No cylinder is free right now. Pay to join the queue; you are number ${n + 1}.`)).toBeVisible()
    references.push(await toPay(page))
    await page.getByRole('button', { name: 'Pay ₹1,000.00' }).click()
    await atTheBank(page, 'Success')
    await expect(title(page)).toHaveText(`Paid. You are number ${n + 1} in the queue.`)
    await page.goto(`/gas/bookings/${references[n]!}`)
    await expect(page.getByText(`You are number ${n + 1} in the queue`).first()).toBeVisible()
  }
  // The first leaves: all of it comes back, into the wallet because that was chosen.
  await first.page.getByRole('button', { name: 'Cancel booking' }).click()
  const dialog = first.page.getByRole('dialog')
  await expect(dialog).toContainText('You get back all of ₹1,000.00.')
  await dialog.getByRole('radio', { name: /^Into my wallet/ }).check()
  await dialog.getByRole('button', { name: 'Cancel booking' }).click()
  await expect(first.page.getByText('In your wallet')).toBeVisible()
  await expect(first.page.getByText('You get ₹1,000.00 back')).toBeVisible()
  await first.page.goto('/payments')
  await expect(first.page.getByRole('region', { name: 'Wallet' }).getByText('₹1,000.00')).toBeVisible()
  // The second moves up, and gets the next cylinder, without touching the phone.
  await expect(second.page.getByText('You are number 1 in the queue').first()).toBeVisible({ timeout: 15_000 })
  const code = 'PQD' + unique()
  await filled(at, code)
  await expect(second.page.getByText(`Your cylinder is ${code}`, { exact: true })).toBeVisible({ timeout: 20_000 })
})

test('while the bank has not answered nobody is asked to pay again', async ({ open }) => {
  test.setTimeout(90_000)
  const at = await shelf(open, ['PQE' + unique()])
  const it = await customer(open)
  const { page } = it
  await linked(it, await account(at))
  const reference = await toPay(page)
  await page.getByRole('button', { name: 'Pay ₹1,000.00' }).click()
  await atTheBank(page, 'No answer')
  await expect(page.getByText('We are asking your bank')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Pay/ })).toHaveCount(0)
  await expect(page.getByText('We have not heard from your bank yet. Do not pay again; we will tell you.')).toBeVisible({ timeout: 30_000 })
  // Also after the app was opened anew.
  await page.goto(`/gas/book/${reference}`)
  await expect(page.getByText('We have not heard from your bank yet.', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Pay|Try again)/ })).toHaveCount(0)
})

test('the time to pay is said when it runs out, and can be had again', async ({ open }) => {
  const at = await shelf(open, ['PQF' + unique()])
  const it = await customer(open)
  const { page } = it
  await linked(it, await account(at))
  await page.clock.install({ time: new Date() })
  await toPay(page)
  await expect(page.getByText(/One cylinder is held for you until/)).toBeVisible()
  await page.clock.fastForward('10:30')
  await expect(page.getByRole('status').filter({ hasText: 'Five minutes are left to pay.' })).toHaveCount(1)
  await page.clock.fastForward('03:45')
  await expect(page.getByRole('alert').filter({ hasText: 'Less than one minute is left to pay.' })).toHaveCount(1)
  const before = await page.getByText(/One cylinder is held for you until/).innerText()
  const [answer] = await Promise.all([page.waitForResponse(/\/hold$/), page.getByRole('button', { name: 'Hold it longer' }).click()])
  expect(answer.status()).toBe(200)
  expect(before).toContain('less than a minute')
})

test('a way to pay that was kept pays the next time without the bank’s page, and can be forgotten', async ({ open }) => {
  const codes = ['PQG' + unique(), 'PQH' + unique()]
  const at = await shelf(open, codes)
  const it = await customer(open)
  const { page } = it
  await linked(it, await account(at))
  await page.goto('/payments/top-up')
  await page.getByRole('button', { name: /^Continue/ }).click()
  await page.getByRole('radio', { name: /^Card/ }).check()
  await page.getByRole('checkbox', { name: 'Keep it for next time' }).check()
  await page.getByRole('button', { name: /^Pay ₹/ }).click()
  await atTheBank(page, 'Success')
  await expect(title(page)).toHaveText(/ is in your wallet\.$/)
  await toPay(page)
  const kept = page.getByRole('radio', { name: /kept from last time/ })
  await kept.check()
  await page.getByRole('button', { name: /^Pay ₹/ }).click()
  await expect(title(page)).toHaveText(`Paid. Your cylinder is ${codes[0]!}.`, { timeout: 20_000 })
  await page.goto('/payments/methods')
  await page.getByRole('button', { name: /^Forget / }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click()
  await expect(page.getByText('None are saved.')).toBeVisible()
})
