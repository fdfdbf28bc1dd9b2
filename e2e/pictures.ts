// The pictures of the README, taken of the demo town: `script/pictures`, or with the product running at MANIFOLD_URL: node e2e/pictures.ts
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'

const base = process.env.MANIFOLD_URL ?? 'http://localhost:8000'
const folder = join(import.meta.dirname, '../docs/pictures')
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true } as const
/** The request that both sides are shown with. */
const told = 'TKT-4H7Q2M'
const desktop = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 } as const

const pictures: { name: string; who: string; size: typeof phone | typeof desktop; dark?: boolean; open: (page: Page) => Promise<unknown> }[] = [
  { name: 'portal-home', who: 'customer', size: phone, open: (page) => page.goto('/') },
  { name: 'portal-request', who: 'customer', size: phone, open: (page) => page.goto(`/requests/${told}`) },
  { name: 'console-queue', who: 'agent', size: desktop, open: async (page) => page.goto(`/admin/desk?view=${await view(page, 'Gas desk')}`) },
  { name: 'console-ticket', who: 'agent', size: desktop, open: (page) => page.goto(`/admin/desk/${told}`) },
  { name: 'console-dashboard', who: 'supervisor', size: desktop, open: (page) => page.goto('/admin/reports') },
  { name: 'portal-book', who: 'customer', size: phone, open: (page) => page.goto('/gas/book') },
  { name: 'portal-wallet', who: 'customer', size: phone, open: (page) => page.goto('/payments/wallet') },
  { name: 'console-stock', who: 'operations', size: desktop, open: (page) => page.goto('/admin/gas/stock') },
  { name: 'console-money', who: 'finance', size: desktop, open: (page) => page.goto('/admin/money') },
  { name: 'console-ticket-dark', who: 'agent', size: desktop, dark: true, open: (page) => page.goto(`/admin/desk/${told}`) },
]

async function get<T>(page: Page, path: string): Promise<T[]> {
  const answer = await page.request.get(`${base}/api/v1${path}`)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
  return ((await answer.json()) as { data: T[] }).data
}
const view = async (page: Page, name: string) => (await get<{ id: string; name: string }>(page, '/support/views')).find((v) => v.name === name)!.id

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
try {
  for (const { name, who, size, dark, open } of pictures) {
    const context = await browser.newContext({
      ...size,
      baseURL: base,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      timezoneId: 'Asia/Kolkata',
    })
    const signedIn = await context.request.post(`${base}/api/v1/auth/sign-in/email`, { data: { email: `${who}@demo.test`, password: 'manifold-demo' }, headers: { origin: base } })
    if (!signedIn.ok()) throw new Error(`${who} could not sign in: ${signedIn.status()}`)
    const page = await context.newPage()
    await open(page)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
    await context.close()
  }
} finally {
  await browser.close()
}
