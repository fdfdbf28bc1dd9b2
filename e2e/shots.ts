// Pictures of every screen of the portal with real data: phone and desktop, light and dark. Also used for the pictures of the README.
//   node e2e/shots.ts FOLDER [name…]      with the product running at MANIFOLD_URL (http://localhost:8000)
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type BrowserContext, type Page } from 'playwright-core'

const base = process.env.MANIFOLD_URL ?? 'http://localhost:8000'
const email = process.env.SHOTS_EMAIL ?? 'customer@demo.test'
const password = process.env.SHOTS_PASSWORD ?? 'manifold-demo'
const [folder = 'shots', ...only] = process.argv.slice(2)

interface Shot {
  name: string
  /** An address, or how to get there. */
  at: string | ((page: Page) => Promise<void>)
  /** Without anybody signed in. */
  guest?: boolean
  /** The whole page rather than one screen of it. */
  full?: boolean
}

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const

async function shots(page: Page): Promise<Shot[]> {
  const get = async (path: string) => (await (await page.request.get(`${base}/api/v1${path}`)).json()) as { data?: Record<string, string>[] }
  const rows = (await get('/support/tickets?limit=50')).data ?? []
  const articles = (await get('/support/faq?limit=1')).data ?? []
  const of = (status: string) => rows.find((r) => r.status === status)?.reference
  const requests = (['in_progress', 'waiting_customer', 'open', 'resolved', 'closed', 'cancelled'] as const).flatMap((s) =>
    of(s) ? [{ name: `request-${s}`, at: `/requests/${of(s)}` }] : [],
  )
  const choose = (name: string) => async (p: Page) => {
    await p.goto(`${base}/report`)
    await p.getByRole('button', { name }).first().click()
  }
  return [
    { name: 'emergency', at: '/emergency', full: true },
    { name: 'emergency-hi', at: '/emergency#hi', full: true },
    { name: 'emergency-mr', at: '/emergency#mr', full: true },
    { name: 'welcome', at: '/', guest: true },
    { name: 'sign-in', at: '/sign-in', guest: true },
    { name: 'sign-up', at: '/sign-up', guest: true },
    { name: 'sign-in-phone', at: '/sign-in/phone', guest: true },
    { name: 'forgot', at: '/forgot', guest: true },
    { name: 'reset-gone', at: '/reset-password', guest: true },
    { name: 'home', at: '/' },
    { name: 'requests', at: '/requests' },
    { name: 'requests-none', at: '/requests?q=xyzzyplugh' },
    ...requests,
    { name: 'request-missing', at: '/requests/TKT-NOTHERE' },
    { name: 'report-1', at: '/report' },
    {
      name: 'report-2',
      at: async (p) => {
        await choose('Billing')(p)
        await p.getByLabel('In one line').fill('My bill is higher than last month')
        await p.waitForTimeout(900)
      },
    },
    {
      name: 'report-2-errors',
      at: async (p) => (await choose('Maintenance')(p), await p.getByLabel('In one line').fill(''), await p.getByRole('button', { name: 'Continue' }).click()),
    },
    {
      name: 'report-3',
      at: async (p) => {
        await choose('Billing')(p)
        await p.getByLabel('In one line').fill('My bill is higher than last month')
        await p.getByLabel('Tell us more').fill('November is ₹1,940. October was ₹842.')
        await p.getByRole('button', { name: 'Continue' }).click()
        await p.locator('input[type=file]').setInputFiles([{ name: 'meter.png', mimeType: 'image/png', buffer: await p.screenshot() }])
        await p.waitForTimeout(1200)
      },
    },
    { name: 'report-4', at: async (p) => (await p.goto(`${base}/report?step=4`), await p.getByRole('heading', { name: 'Check and send' }).waitFor()) },
    { name: 'leak-0', at: '/report/leak?from=report' },
    { name: 'leak-1', at: '/report/leak' },
    {
      name: 'leak-3',
      at: async (p) => (
        await p.goto(`${base}/report/leak`),
        await p.getByRole('button', { name: 'Inside a building' }).click(),
        await p.getByRole('button', { name: 'No, it still smells' }).click()
      ),
    },
    { name: 'help', at: '/help' },
    ...(articles[0] ? [{ name: 'article', at: `/help/${articles[0].slug}`, full: true }] : []),
    { name: 'notices', at: '/notices' },
    { name: 'account', at: '/account' },
    { name: 'profile', at: '/account/profile', full: true },
    { name: 'security', at: '/account/security' },
    {
      name: 'second-factor',
      at: async (p) => (
        await p.goto(`${base}/account/security`),
        await p.getByRole('button', { name: 'Set up' }).click(),
        await p.getByLabel('Your password', { exact: true }).fill(password),
        await p.getByRole('button', { name: 'Go on' }).click(),
        await p.getByLabel('Code', { exact: true }).waitFor()
      ),
    },
    { name: 'preferences', at: '/account/notices', full: true },
    { name: 'activity', at: '/account/activity' },
    { name: 'not-found', at: '/nowhere', guest: true },
  ]
}

async function signIn(context: BrowserContext): Promise<void> {
  const answer = await context.request.post(`${base}/api/v1/auth/sign-in/email`, { data: { email, password }, headers: { origin: base } })
  if (!answer.ok()) throw new Error(`Signing in failed: ${answer.status()} ${await answer.text()}`)
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  let found = 0
  try {
    for (const [size, viewport] of Object.entries(sizes))
      for (const scheme of ['light', 'dark'] as const) {
        const options = {
          viewport,
          deviceScaleFactor: size === 'phone' ? 2 : 1,
          colorScheme: scheme,
          reducedMotion: 'reduce',
          serviceWorkers: 'block',
          hasTouch: size === 'phone',
        } as const
        const [mine, guest] = [await browser.newContext(options), await browser.newContext(options)]
        await signIn(mine)
        const list = await shots(await mine.newPage())
        for (const shot of list.filter((s) => only.length === 0 || only.includes(s.name))) {
          const page = await (shot.guest ? guest : mine).newPage()
          const said: string[] = []
          page.on('console', (m) => m.type() === 'error' && !/status of 40[14]/.test(m.text()) && said.push(m.text()))
          page.on('pageerror', (e) => said.push(e.message))
          try {
            if (typeof shot.at === 'string') await page.goto(base + shot.at)
            else await shot.at(page)
            await page.waitForLoadState('load')
            await page.waitForFunction(() => !document.querySelector('[aria-busy=true]') && document.querySelector('h1'), undefined, { timeout: 15_000 })
            await page.waitForTimeout(700)
            await page.screenshot({ path: join(folder, `${shot.name}-${size}-${scheme}.png`), fullPage: shot.full ?? false })
            const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
            if (wide > 0) said.push(`the page is ${wide} px too wide`)
            for (const v of violations)
              said.push(
                `axe ${v.id}: ${v.nodes
                  .map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`)
                  .slice(0, 3)
                  .join(' | ')}`,
              )
          } catch (error) {
            said.push(error instanceof Error ? error.message.split('\n')[0]! : String(error))
          }
          if (said.length > 0) console.log(`${shot.name} ${size} ${scheme}\n  ${said.join('\n  ')}`)
          found += said.length
          await page.close()
        }
        await mine.close()
        await guest.close()
      }
  } finally {
    await browser.close()
  }
  console.log(found === 0 ? 'Nothing found.' : `${found} things found.`)
  process.exitCode = found === 0 ? 0 : 1
}
await main()
