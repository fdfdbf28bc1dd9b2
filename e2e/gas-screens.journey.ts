import { call, desktop, expect, signedIn, test } from './house.ts'
import { consoleSizes, first, look, looked, small, type Row, type Screen } from './look.ts'

const gasSizes = { ...consoleSizes, phone: small }
test('every screen of the gas line in the console: stock, cylinders, refill batches, set-up', async ({ open }) => {
  test.setTimeout(420_000)
  const it = await open(desktop)
  await signedIn(it.context, 'admin@demo.test')
  const filled = await first(it.context, '/gas/cylinders?state=filled&limit=1')
  const out = await first(it.context, '/gas/cylinders?state=with_customer&limit=1')
  const batch = await first(it.context, '/gas/refill-batches?open=true&limit=1')
  const rule = await call<Row>(it.context.request, 'POST', '/gas/rules', {
    kind: 'gap_days',
    value: 15,
    validFrom: '2020-01-01',
    validTo: '2020-12-31',
    reason: 'Order of the ministry',
  })
  await look(
    it,
    [
      ['stock', '/admin/gas/stock'],
      ['moves', '/admin/gas/stock/moves'],
      ['receive', '/admin/gas/stock/receive'],
      ['cylinders', '/admin/gas/cylinders'],
      ['cylinder, filled', `/admin/gas/cylinders/${filled!.id}`],
      ['cylinder, recalled', `/admin/gas/cylinders/${out!.id}`],
      ['register', '/admin/gas/cylinders/new'],
      [
        'register from a file',
        async (page) => {
          await page.goto('/admin/gas/cylinders/import')
          await page.getByLabel('Lines', { exact: true }).fill('code,depot,type\nA1,NOWHERE,NONE')
          await page.getByRole('button', { name: 'Check the file' }).click()
          await expect(page.getByRole('region', { name: 'Lines with errors' })).toBeVisible()
        },
      ],
      ['refill batches', '/admin/gas/batches'],
      ['refill batch', `/admin/gas/batches/${batch!.reference}`],
      ['new refill batch', '/admin/gas/batches/new'],
      ['overrides', '/admin/gas/overrides'],
      ['rules', '/admin/gas/rules'],
      ['rule', `/admin/gas/rules/${rule.id}`],
      ['new rule', '/admin/gas/rules/new'],
      ['depots', '/admin/gas/depots'],
      ['new depot', '/admin/gas/depots/new'],
      ['types', '/admin/gas/types'],
    ],
    gasSizes,
    320,
  )
})

test('every screen of the gas line in the console: bookings, accounts, recalls, and its dialogs', async ({ open }) => {
  test.setTimeout(420_000)
  const it = await open(desktop)
  await signedIn(it.context, 'admin@demo.test')
  const filled = await first(it.context, '/gas/cylinders?state=filled&limit=1')
  const out = await first(it.context, '/gas/cylinders?state=with_customer&limit=1')
  const account = await first(it.context, '/gas/accounts?limit=1')
  const lot = (await call<{ batch: string }>(it.context.request, 'GET', `/gas/cylinders/${out!.id}`)).batch
  // A second try of this journey finds the recall of the first.
  const recall =
    (await first(it.context, '/gas/recalls')) ?? (await call<Row>(it.context.request, 'POST', '/gas/recalls', { batch: lot, reason: 'The valves of this lot may leak' }))
  const bookings: Screen[] = []
  for (const status of ['payment_pending', 'waitlisted', 'out_for_delivery', 'delivered', 'cancelled', 'expired']) {
    const row = await first(it.context, `/gas/bookings?status=${status}&limit=1`)
    if (row) bookings.push([`booking, ${status}`, `/admin/gas/bookings/${row.reference}`])
  }
  expect(bookings.length).toBeGreaterThan(2)
  await look(
    it,
    [
      ['bookings', '/admin/gas/bookings'],
      ...bookings,
      ['new booking', `/admin/gas/bookings/new`],
      ['waiting list', '/admin/gas/waiting'],
      ['accounts', '/admin/gas/accounts'],
      ['account', `/admin/gas/accounts/${account!.id}`],
      ['new account', '/admin/gas/accounts/new'],
      ['accounts from a file', '/admin/gas/accounts/import'],
      ['recalls', '/admin/gas/recalls'],
      ['recall', `/admin/gas/recalls/${recall.id}`],
      ['new recall', '/admin/gas/recalls/new?testDue=C29'],
      ['no such booking', '/admin/gas/bookings/BKG-NOTHER'],
    ],
    gasSizes,
    320,
  )
  const { page } = it
  await page.setViewportSize(desktop.viewport)
  await page.emulateMedia({ colorScheme: 'light' })
  const waiting = bookings.find(([name]) => name === 'booking, waitlisted')![1] as string
  const dialogs: [string, string, () => Promise<unknown>][] = [
    ['find a cylinder', '/admin/gas/stock', () => page.getByRole('button', { name: 'Find a cylinder' }).click()],
    ['quarantine', '/admin/gas/stock', () => page.getByRole('button', { name: 'Quarantine', exact: true }).click()],
    ['mark empty', `/admin/gas/cylinders/${filled!.id}`, () => page.getByRole('button', { name: 'Mark empty', exact: true }).click()],
    [
      'correct a state',
      `/admin/gas/cylinders/${filled!.id}`,
      async () => (await page.getByRole('button', { name: 'More with this cylinder' }).click(), await page.getByRole('menuitem', { name: 'Correct its state' }).click()),
    ],
    [
      'give a chosen cylinder',
      waiting,
      async () => (await page.getByRole('button', { name: 'Override' }).click(), await page.getByRole('menuitem', { name: 'Give a chosen cylinder' }).click()),
    ],
    ['cancel', waiting, () => page.getByRole('button', { name: 'Cancel', exact: true }).click()],
  ]
  for (const [name, at, show] of dialogs)
    await test.step(`${name}, dialog`, async () => {
      await page.goto(at)
      await show()
      await expect(page.getByRole('dialog')).toBeVisible()
      await looked(page, `${name}, dialog`)
    })
  expect.soft(it.complaints.splice(0), 'complaints').toEqual([])
})
