import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from '@playwright/test'
import { call, desktop, expect, test, type Visit } from './house.ts'

/** WCAG 2.2 AA, and the good habits axe knows besides. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const soft = expect.configure({ soft: true })

export const small = { width: 390, height: 844 }
export const consoleSizes = { desktop: desktop.viewport }

export interface Row {
  id: string
  reference: string
  slug: string
}
/** The first of a list, for a screen that needs one. */
export const first = async (context: BrowserContext, path: string) => (await call<{ data: Row[] }>(context.request, 'GET', path)).data[0]

/** A name and its address, or how to get there. */
export type Screen = readonly [string, string | ((page: Page) => Promise<unknown>)]

export async function looked(page: Page, where: string, only?: string): Promise<void> {
  // Within the page: the other way opens and closes a page for each look. A mail is shown in a frame where no script runs, axe's neither.
  const axe = page.frames().length > 1 ? new AxeBuilder({ page }).exclude('iframe') : new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (only ? axe.withRules([only]) : axe.withTags(rules)).analyze()
  const said = violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`))
  expect.soft(said, where).toEqual([])
}
const settled = async (page: Page) => {
  // What lies behind a dialog is not there for those who listen.
  await expect(page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog')).first()).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

/** Each screen is opened once and looked at in every size; in dark only the colours differ, so only contrast is looked at again. */
export async function look(
  { page, complaints }: Visit,
  screens: readonly Screen[],
  sizes: Readonly<Record<string, { width: number; height: number }>>,
  narrowest?: number,
): Promise<void> {
  for (const [name, at] of screens)
    await test.step(name, async () => {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize(Object.values(sizes)[0]!)
      if (typeof at === 'string') await page.goto(at)
      else await at(page)
      await settled(page)
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport)
        await looked(page, `${name}, ${size}`)
      }
      // Colours are the same in every size.
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.evaluate(() => new Promise((done) => setTimeout(done, 250)))
      await looked(page, `${name}, dark`, 'color-contrast')
      if (narrowest) {
        await page.setViewportSize({ width: narrowest, height: 640 })
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        await soft.poll(wide, { message: `${name}: pixels too wide at ${narrowest}`, timeout: 2000 }).toBeLessThanOrEqual(0)
      }
      expect.soft(complaints.splice(0), `${name}: complaints`).toEqual([])
    })
}
