import type { APIRequestContext, Page } from '@playwright/test'
import { base, call, expect, phone, signedIn, type Visit } from './house.ts'

interface Shelf {
  staff: APIRequestContext
  depotId: string
  typeId: string
  name: string
}
interface Row {
  id: string
  code: string
}
let serial = 0
/** Different each time. */
export const unique = () => `${Date.now().toString(36).slice(-5)}${(serial++).toString(36)}`.toUpperCase()

/** A depot of its own, so that what is on its shelf is known. */
export async function shelf(open: () => Promise<Visit>, codes: readonly string[]): Promise<Shelf> {
  const { context } = await open()
  await signedIn(context, 'admin@demo.test')
  const staff = context.request
  const name = `Depot ${unique()}`
  const depot = await call<Row>(staff, 'POST', '/gas/depots', { code: unique(), name, address: 'Journey Road 1' })
  const types = await call<{ data: Row[] }>(staff, 'GET', '/gas/types')
  const it = { staff, depotId: depot.id, typeId: types.data.find((t) => t.code === 'DOM14')!.id, name }
  for (const code of codes) await filled(it, code)
  return it
}
export const filled = ({ staff, depotId, typeId }: Shelf, code: string) => call<Row>(staff, 'POST', '/gas/cylinders', { code, depotId, typeId, state: 'filled', tareGrams: 15_500 })

interface Account {
  id: string
  number: string
}
export const account = ({ staff, depotId }: Shelf, area: 'urban' | 'rural' = 'urban') =>
  call<Account>(staff, 'POST', '/gas/accounts', {
    number: String(1_000_000_000 + Math.floor(Math.random() * 8_999_999_999)),
    name: 'Asha Pawar',
    address: '5 Journey Road, Kothrud, Pune 411038',
    lastBillAmount: 84_250,
    depotId,
    area,
    supply: 'lpg',
  })

/** A new customer on a phone. */
export async function customer(open: (options?: typeof phone) => Promise<Visit>, name = 'Asha Pawar'): Promise<Visit> {
  const it = await open(phone)
  const email = `${unique().toLowerCase()}@journey.test`
  const made = await it.context.request.post(`${base()}/api/v1/auth/sign-up/email`, { data: { email, password: 'four quiet green rivers', name }, headers: { origin: base() } })
  expect(made.ok(), await made.text()).toBe(true)
  return it
}
/** Links an account through the API: the journey that types it is below. */
export const linked = async ({ context }: Visit, a: Account) => void (await call(context.request, 'POST', '/gas/accounts/link', { number: a.number, lastBillAmount: 84_250 }))

export const title = (page: Page) => page.getByRole('heading', { level: 1 })
export const atTheBank = (page: Page, press: string) => page.waitForURL(/\/simulator\/pay\//).then(() => page.getByRole('button', { name: press, exact: true }).click())
export async function toPay(page: Page): Promise<string> {
  await page.goto('/gas/book')
  await page.getByRole('button', { name: /^(Hold one and continue|Join the queue)$/ }).click()
  await page.waitForURL(/\/gas\/book\/BKG-/)
  await expect(title(page)).toHaveText('Check and pay')
  return /BKG-\w+/.exec(page.url())![0]
}
export async function topUp(page: Page, amount: string): Promise<void> {
  await page.goto('/payments/top-up')
  await page.getByLabel('Amount', { exact: true }).fill(amount)
  await page.getByRole('button', { name: /^Continue/ }).click()
  await page.getByRole('button', { name: /^Pay ₹/ }).click()
  await atTheBank(page, 'Success')
  await expect(title(page)).toHaveText(/ is in your wallet\.$/)
}
