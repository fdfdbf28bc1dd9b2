import { accountArticles } from './faq-account.ts'
import { billingArticles } from './faq-billing.ts'
import { connectionArticles } from './faq-connection.ts'
import { cylinderArticles } from './faq-cylinder.ts'
import { meterArticles } from './faq-meter.ts'
import { safetyArticles } from './faq-safety.ts'
import { prng, seedFor } from './prng.ts'

export type FaqCategoryKey = 'safety' | 'billing' | 'connection' | 'meter' | 'lpg-cylinder' | 'account'

/** An article as its writer leaves it. The body is Markdown, 80 to 250 words. */
export interface FaqText {
  readonly slug: string
  readonly title: string
  /** One line under the title where the article is suggested. */
  readonly summary: string
  readonly body: string
  /** How often it is read compared with the others; 10 is usual. */
  readonly reach: number
  /** Share of the votes that say "helpful". */
  readonly liked: number
}
export interface DemoFaqArticle extends Omit<FaqText, 'reach' | 'liked'> {
  readonly category: FaqCategoryKey
  readonly order: number
  readonly published: boolean
  readonly views: number
  readonly helpful: number
  readonly notHelpful: number
  readonly updatedAt: Date
}

export const faqCategories: readonly { readonly key: FaqCategoryKey; readonly name: string; readonly icon: string; readonly order: number }[] = [
  { key: 'safety', name: 'Safety', icon: 'HealthAndSafety', order: 1 },
  { key: 'billing', name: 'Bills and payments', icon: 'ReceiptLong', order: 2 },
  { key: 'connection', name: 'Connection', icon: 'AddHome', order: 3 },
  { key: 'meter', name: 'Meter', icon: 'ElectricMeter', order: 4 },
  { key: 'lpg-cylinder', name: 'LPG cylinder', icon: 'PropaneTank', order: 5 },
  { key: 'account', name: 'Account and app', icon: 'ManageAccounts', order: 6 },
]

const texts: Readonly<Record<FaqCategoryKey, readonly FaqText[]>> = {
  safety: safetyArticles,
  billing: billingArticles,
  connection: connectionArticles,
  meter: meterArticles,
  'lpg-cylinder': cylinderArticles,
  account: accountArticles,
}

/** The thirty articles with the readers and votes they have gathered by `now`. */
export function demoFaq(options: { now: Date; seed: number }): DemoFaqArticle[] {
  const random = prng(seedFor(options.seed, 'faq'))
  return faqCategories.flatMap(({ key }) =>
    texts[key].map(({ reach, liked, ...text }, index) => {
      const views = Math.round(reach * random.int(140, 210))
      const votes = Math.round(views * (0.09 + random.next() * 0.05))
      // The pictures show this count under the suggestion.
      const helpful = text.slug === 'bill-higher-than-last-month' ? 412 : Math.round(votes * liked)
      return {
        ...text,
        category: key,
        order: index + 1,
        published: true,
        views,
        helpful,
        notHelpful: Math.max(1, Math.round((helpful * (1 - liked)) / liked)),
        updatedAt: new Date(options.now.getTime() - random.int(6, 300) * 86_400_000 - random.int(0, 80_000) * 1000),
      }
    }),
  )
}
