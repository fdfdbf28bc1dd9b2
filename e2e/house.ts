import { createHmac } from 'node:crypto'
import { expect, test as plain, type APIRequestContext, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test'

/** Where the product runs; `town.ts` says it. */
export const base = () => process.env.MANIFOLD_URL!
export const demoPassword = 'manifold-demo'
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true } as const
export const desktop = { viewport: { width: 1440, height: 900 } } as const

/** A browser of its own: nothing is shared with another, as with two people. What a page complains about is kept. */
export interface Visit {
  context: BrowserContext
  page: Page
  /** Errors that the page threw or logged. A refusal the journey provoked is not one: those are the 4xx lines of the browser. */
  complaints: string[]
}
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ baseURL: base(), serviceWorkers: 'block', reducedMotion: 'reduce', ...options })
  const complaints: string[] = []
  context.on('page', (page) => listen(page, complaints))
  return { context, page: await context.newPage(), complaints }
}
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (e) => complaints.push(e.message))
  // A mail is shown in a frame without scripts; the browser says so when the test looks inside.
  page.on('console', (m) => m.type() === 'error' && !/status of 4\d\d|Blocked script execution in 'about:srcdoc'/.test(m.text()) && complaints.push(`${m.text()} (${page.url()})`))
}

/** Two or more people at once; every browser is closed and no page may have complained. */
export const test = plain.extend<{ open: (options?: BrowserContextOptions) => Promise<Visit> }>({
  open: async ({ browser }, use) => {
    const open: Visit[] = []
    await use(async (options) => {
      const one = await visit(browser, options)
      open.push(one)
      return one
    })
    const complaints = open.flatMap((v) => v.complaints)
    await Promise.all(open.map((v) => v.context.close()))
    expect(complaints, 'What the pages complained about').toEqual([])
  },
})
export { expect }

/** Signs in through the API; the cookies are the browser's. */
export async function signedIn(context: BrowserContext, email: string, password = demoPassword): Promise<void> {
  const answer = await context.request.post(`${base()}/api/v1/auth/sign-in/email`, { data: { email, password }, headers: { origin: base() } })
  expect(answer.status(), await answer.text()).toBe(200)
}

/** The API as that person's browser calls it. */
export async function call<T = Record<string, unknown>>(request: APIRequestContext, method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, data?: unknown): Promise<T> {
  const answer = await request.fetch(`${base()}/api/v1${path}`, { method, headers: { origin: base() }, ...(data === undefined ? {} : { data }) })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return (await answer.text()) === '' ? ({} as T) : ((await answer.json()) as T)
}

export async function consoleSignIn(page: Page, email: string, password = demoPassword): Promise<void> {
  await page.goto('/admin')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}
export async function portalSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
export async function signUp(page: Page, { name, email, password }: { name: string; email: string; password: string }): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

export interface Mail {
  id: string
  to: string
  subject: string | null
  html: string | null
  text: string | null
}
/** The mail to that address whose subject matches, as soon as it is in the outbox. `request` is somebody who may read it. */
export async function mailTo(request: APIRequestContext, to: string | RegExp, subject: RegExp): Promise<Mail> {
  let id = ''
  const isTo = (m: Mail) => (typeof to === 'string' ? m.to.includes(to) : to.test(m.to))
  await expect(async () => {
    const { data } = await call<{ data: Mail[] }>(request, 'GET', '/notification/outbox?channel=email&limit=100')
    id = data.find((m) => isTo(m) && subject.test(m.subject ?? ''))?.id ?? ''
    expect(
      id,
      `mail to ${to} about ${subject}; there are ${
        data
          .filter(isTo)
          .map((m) => m.subject)
          .join(' | ') || 'none'
      }`,
    ).not.toBe('')
  }).toPass({ timeout: 15_000, intervals: [200, 300, 500] })
  return call<Mail>(request, 'GET', `/notification/outbox/${id}`)
}
/** The first link of a mail that leads to `path`. */
export function linkOf(mail: Mail, path: RegExp): string {
  const links = (mail.text ?? '').match(/https?:\/\/[^\s<>")]+/g) ?? []
  const found = links.find((l) => path.test(l))
  expect(found, `a link ${path} in: ${mail.text}`).toBeDefined()
  return found!
}

/** The six digits an authenticator app shows for this key now (RFC 6238, SHA-1, 30 s). */
export function totp(secret: string, at = Date.now()): string {
  const bits = [...secret.replaceAll(/[\s=]/g, '').toUpperCase()].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const offset = hash.at(-1)! & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

let count = 0
/** An address nobody has yet. */
export const newAddress = (who: string) => `${who}.${Date.now().toString(36)}${++count}@journey.example.test`
