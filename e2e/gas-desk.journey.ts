import { call, desktop, expect, phone, signedIn, test } from './house.ts'

interface Row {
  id: string
  code: string
  name: string
  reference: string
  customer: { id: string; name: string }
}
/** Letters and digits that no other run has. */
const own = () => Math.random().toString(36).slice(2, 6).toUpperCase().padEnd(4, 'X')

test('the depot: register from a file, refill, see the stock move, override, recall to the last cylinder', async ({ open }) => {
  test.setTimeout(180_000)
  const [operations, board, admin, agent] = [await open(desktop), await open(desktop), await open(desktop), await open(desktop)]
  await signedIn(admin.context, 'admin@demo.test')
  await signedIn(operations.context, 'operations@demo.test')
  await signedIn(board.context, 'operations@demo.test')
  await signedIn(agent.context, 'agent@demo.test')
  const { page } = operations
  const mark = own()
  const code = `E${mark}`
  const batch = `LOT-${mark}`
  const depot = await call<Row>(admin.context.request, 'POST', '/gas/depots', { code, name: `Depot ${mark}`, address: 'Baner Road, Pune' })
  const type = (await call<{ data: Row[] }>(admin.context.request, 'GET', '/gas/types')).data.find((t) => t.code === 'DOM14')!
  const codes = [1, 2, 3, 4].map((n) => `J${mark}${n}`)
  const shelf = board.page.getByRole('region', { name: 'Stock by depot and type' }).getByRole('row', { name: new RegExp(`^Depot ${mark}`) })

  await test.step('a file with a wrong line is not taken; the corrected one is, whole', async () => {
    await page.goto('/admin/gas/stock')
    await expect(page.getByRole('heading', { level: 1, name: 'Cylinder stock' })).toBeVisible()
    await page.keyboard.press('c')
    await page.getByRole('link', { name: 'From a file' }).click()
    const lines = (depots: string[]) => `code,depot,type,state,batch,tareGrams\n${codes.map((c, i) => `${c},${depots[i]},${type.code},empty,${batch},15300`).join('\n')}`
    await page.getByLabel('CSV file').setInputFiles({ name: 'lot.csv', mimeType: 'text/csv', buffer: Buffer.from(lines([code, 'NOWHERE', code, code])) })
    const result = page.getByRole('region', { name: 'What would happen' })
    await expect(result.getByRole('heading', { name: 'Nothing is brought in yet' })).toBeVisible()
    await expect(result.getByRole('row', { name: /^3 depot is not the code of a depot in use/ })).toBeVisible()
    await expect(result.getByRole('button', { name: /^Register/ })).toHaveCount(0)
    expect((await call<{ data: Row[] }>(operations.context.request, 'GET', `/gas/cylinders?batch=${batch}`)).data).toEqual([])
    await page.getByLabel('Lines', { exact: true }).fill(lines([code, code, code, code]))
    await page.getByRole('button', { name: 'Check the file' }).click()
    await page.getByRole('button', { name: 'Register 4 cylinders' }).click()
    await expect(result.getByRole('heading', { name: 'Brought in' })).toBeVisible()
  })

  await test.step('a colleague’s stock board shows them', async () => {
    await board.page.goto('/admin/gas/stock')
    await expect(shelf).toBeVisible()
    await expect(shelf.getByRole('cell').nth(5)).toHaveText('4')
  })

  await test.step('three go to the plant, scanned one after the other', async () => {
    await page.goto(`/admin/gas/batches/new?depotId=${depot.id}`)
    await page.getByLabel('To the plant').fill('Talegaon plant')
    for (const c of codes.slice(0, 3)) {
      await page.getByLabel('Code of the cylinder').fill(c.toLowerCase())
      await page.keyboard.press('Enter')
      await expect(page.getByRole('row', { name: new RegExp(`^${c}`) })).toBeVisible()
    }
    await page.getByRole('button', { name: 'Send 3 cylinders' }).click()
    await page.waitForURL(/\/gas\/batches\/[0-9a-f-]{36}/)
    await expect(shelf.getByRole('cell').nth(5)).toHaveText('1')
  })

  await test.step('they come back over the scales: two are good, one is too light and held', async () => {
    await page.getByLabel('Find in the batch').fill(codes[0]!)
    await page.keyboard.press('Enter')
    await expect(page.getByLabel(`Weight of ${codes[0]} in kg`)).toBeFocused()
    for (const [i, kg] of ['29.5', '29.43', '28.1'].entries()) await page.getByLabel(`Weight of ${codes[i]} in kg`).fill(kg)
    await expect(page.getByRole('row', { name: new RegExp(`^${codes[2]}`) })).toContainText('Held: 1,400 g too light')
    await page.getByRole('button', { name: 'Receive 3 cylinders' }).click()
    await expect(page.getByRole('region', { name: 'Came back' }).getByRole('row', { name: new RegExp(`^${codes[2]} Held`) })).toBeVisible()
    // Nobody pressed anything over there.
    await expect(shelf.getByRole('cell').nth(1)).toHaveText('2')
  })

  const waiting = (await call<{ data: Row[] }>(operations.context.request, 'GET', '/gas/bookings?status=waitlisted&limit=1')).data[0]!
  await test.step('a chosen cylinder goes to somebody who waits: the rule is named, the reason is needed and kept', async () => {
    await page.goto(`/admin/gas/bookings/${waiting.reference}`)
    await page.getByRole('button', { name: 'Override' }).click()
    await page.getByRole('menuitem', { name: 'Give a chosen cylinder' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Code of the cylinder').fill(codes[3]!)
    await page.keyboard.press('Enter')
    await expect(dialog.getByText(`${codes[3]} is empty. Only a filled one can be given.`)).toBeVisible()
    await dialog.getByLabel('Code of the cylinder').fill(codes[0]!)
    await page.keyboard.press('Enter')
    await expect(dialog.getByText('The oldest filled goes first')).toBeVisible()
    await dialog.getByRole('combobox', { name: 'Why the order is left' }).click()
    await page.getByRole('option', { name: 'Medical need' }).click()
    await dialog.getByRole('button', { name: `Give ${codes[0]}` }).click()
    await expect(dialog.getByText('Say why in a few words.')).toBeVisible()
    await dialog.getByLabel('Reason').fill('Oxygen at home, doctor’s letter seen')
    await dialog.getByRole('button', { name: `Give ${codes[0]}` }).click()
    await expect(dialog).toBeHidden()
    const history = page.getByRole('region', { name: 'History' })
    await expect(history.getByText('Order of payment, medical need')).toBeVisible()
    await expect(history.getByText(/Oxygen at home, doctor’s letter seen/)).toBeVisible()
    await page.goto('/admin/gas/overrides')
    await expect(page.getByRole('row', { name: new RegExp(`Oxygen at home.*${waiting.reference}.*${codes[0]}`) })).toBeVisible()
  })
  const [given] = (await call<{ data: (Row & { state: string })[] }>(operations.context.request, 'GET', `/gas/cylinders?search=${codes[0]}`)).data

  await test.step('the lot is recalled in one motion, with where each one is now', async () => {
    await page.goto('/admin/gas/recalls')
    await expect(page.getByRole('heading', { level: 1, name: 'Recalls' })).toBeVisible()
    await page.keyboard.press('c')
    await page.getByLabel('Batch', { exact: true }).fill(batch)
    await page.keyboard.press('Enter')
    const where = page.getByRole('region', { name: 'Where they are now' })
    await expect(where.getByRole('heading', { name: '4 cylinders' })).toBeVisible()
    await expect(where.getByRole('row', { name: /^Empty 1 Held at once/ })).toBeVisible()
    await page.getByRole('button', { name: 'Recall 4 cylinders' }).click()
    await expect(page.getByRole('alert')).toContainText('Say why')
    await page.getByLabel('Why', { exact: true }).fill('The valves of this lot may leak')
    await page.getByRole('button', { name: 'Recall 4 cylinders' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Recall 4 cylinders' }).click()
    await page.waitForURL(/\/gas\/recalls\/[0-9a-f-]{36}/)
    await expect(page.getByRole('progressbar', { name: 'Settled' })).toHaveAttribute('aria-valuenow', '0')
    await expect(shelf.getByRole('cell').nth(1)).toHaveText('0')
  })

  await test.step('and followed to the last one; the customer’s ticket shows the cylinder as a card', async () => {
    await page.getByRole('button', { name: /^Secure all/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Secured' }).click()
    const bar = page.getByRole('progressbar', { name: 'Settled' })
    await expect(bar).not.toHaveAttribute('aria-valuenow', '0')
    await expect(page.getByRole('button', { name: /^Secure all/ })).toHaveCount(0)
    const rest = page.getByRole('region', { name: 'Cylinders', exact: true }).getByRole('row', { name: new RegExp(`^${given!.code}`) })
    if (given!.state === 'with_customer') {
      await expect(bar).toHaveAttribute('aria-valuenow', '75')
      const ticket = await rest.getByRole('link', { name: /^TKT-/ }).innerText()
      await rest.getByRole('button', { name: `Settle ${given!.code}` }).click()
      await page.getByRole('menuitem', { name: 'Cleared, nothing wrong' }).click()
      await page.getByRole('dialog').getByLabel('Reason').fill('Looked at in the customer’s kitchen')
      await page.getByRole('dialog').getByRole('button', { name: 'Cleared' }).click()
      await expect(bar).toHaveAttribute('aria-valuenow', '100')
      await page.goto(`/admin/desk/${ticket}`)
      await page.getByRole('link', { name: new RegExp(`Cylinder ${given!.code}`) }).click()
      await page.waitForURL(/\/gas\/cylinders\//)
    } else await expect(bar).toHaveAttribute('aria-valuenow', '100')
    await page.goto('/admin/gas/recalls')
    await expect(page.getByRole('row', { name: new RegExp(`${batch}.*100%`) })).toBeVisible()
  })

  await test.step('who has no permission for it sees neither the recalls nor the buttons', async () => {
    const it = agent.page
    await it.goto('/admin/gas/stock')
    await expect(it.getByRole('heading', { level: 1, name: 'Cylinder stock' })).toBeVisible()
    await expect(it.getByRole('navigation', { name: 'Gas' }).getByRole('link', { name: 'Recalls' })).toHaveCount(0)
    await expect(it.getByRole('link', { name: /^Receive cylinders/ })).toHaveCount(0)
    await expect(it.getByRole('button', { name: 'Quarantine' })).toHaveCount(0)
    await it.goto('/admin/gas/recalls')
    await expect(it.getByRole('heading', { name: 'There is nothing here for your roles' })).toBeVisible()
    await it.goto(`/admin/gas/bookings/${waiting.reference}`)
    await expect(it.getByRole('heading', { level: 1, name: waiting.reference })).toBeVisible()
    await expect(it.getByRole('button', { name: 'Override' })).toHaveCount(0)
  })
})

test('the gas line with keys only, and a code found from everywhere', async ({ open }) => {
  const { page, context } = await open(desktop)
  await signedIn(context, 'operations@demo.test')
  const some = (await call<{ data: Row[] }>(context.request, 'GET', '/gas/cylinders?state=filled&limit=1')).data[0]!
  await page.goto('/admin/desk')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('g')
  await expect(page.getByRole('heading', { level: 1, name: 'Cylinder stock' })).toBeVisible()
  const current = () => page.getByRole('region', { name: 'Stock by depot and type' }).locator('a[aria-current=true]')
  await expect(current()).toHaveCount(1)
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/\/gas\/stock\/[0-9a-f-]+\/[0-9a-f-]+/)
  await page.keyboard.press('/')
  await expect(page.getByRole('dialog', { name: 'Find a cylinder' }).getByLabel('Code of the cylinder')).toBeFocused()
  // As a hand scanner does: it types and presses Enter.
  await page.keyboard.type('NOSUCH999\n')
  await expect(page.getByText('No cylinder has the code NOSUCH999.')).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(`${some.code}\n`)
  await page.waitForURL(new RegExp(`/gas/cylinders/${some.id}`))
  await expect(page.getByRole('complementary', { name: 'Details' }).getByText('Filled', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.waitForURL(/\/gas\/cylinders$/)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/gas\/cylinders\/[0-9a-f-]{36}/)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Search and commands' }).getByRole('combobox').fill(some.code)
  await page.getByRole('option', { name: new RegExp(`^${some.code}`) }).click()
  await page.waitForURL(new RegExp(`/gas/cylinders/${some.id}`))
})

test('two at once: who changes what somebody else just changed is told, and nothing is lost', async ({ open }) => {
  const [one, two] = [await open(desktop), await open(desktop)]
  await signedIn(one.context, 'operations@demo.test')
  await signedIn(two.context, 'supervisor@demo.test')
  const account = (await call<{ data: Row[] }>(one.context.request, 'GET', '/gas/accounts?limit=1')).data[0]!
  const mark = own()
  for (const { page } of [one, two]) {
    await page.goto(`/admin/gas/accounts/${account.id}`)
    await page.getByRole('button', { name: 'Change', exact: true }).click()
  }
  await one.page.getByLabel('Address').fill(`Changed first ${mark}, Pune 411001`)
  await two.page.getByLabel('Address').fill(`Changed second ${mark}, Pune 411002`)
  await one.page.getByRole('button', { name: 'Save' }).click()
  await expect(one.page.getByRole('complementary', { name: 'Details' }).getByText(`Changed first ${mark}, Pune 411001`)).toBeVisible()
  await two.page.getByRole('button', { name: 'Save' }).click()
  await expect(two.page.getByRole('alert')).toBeVisible()
  await expect(two.page.getByLabel('Address')).toHaveValue(`Changed second ${mark}, Pune 411002`)
})

test('the stock board on a phone: the shelf is a page of its own', async ({ open }) => {
  const { page, context } = await open(phone)
  await signedIn(context, 'operations@demo.test')
  await page.goto('/admin/gas/stock')
  await page.getByRole('region', { name: 'Stock by depot and type' }).getByRole('link').first().click()
  await expect(page.getByRole('region', { name: 'Next to go' })).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cylinder stock' })).toBeVisible()
})
