import { moneyText } from '@manifold/ui/when.tsx'
import type { Amount } from '@manifold/client'

export const amountText = (it: Amount): string => moneyText(it.amount, it.currency)
export const rupees = (paise: number): Amount => ({ amount: paise, currency: 'INR' })

/** The most that is taken at once, ₹1,00,000.00. */
export const topUpMost = 10_000_000
/** The gateway takes no less than a rupee. */
export const topUpLeast = 100

/**
 * What a person typed as rupees, in paise: "1,940", "₹ 842.50", "1 000". Undefined for what is not an amount. Read from the digits, so that no float
 * is ever made of it.
 */
export function paiseOf(text: string): number | undefined {
  const plain = text.trim().replace(/^(₹|rs\.?|inr)\s*/i, '')
  const found = /^(\d{1,3}(?:[ ,]?\d{2,3})*|\d+)(?:\.(\d{1,2}))?$/.exec(plain)
  if (!found) return undefined
  const digits = found[1]!.replaceAll(/[ ,]/g, '') + (found[2] ?? '').padEnd(2, '0')
  const paise = Number(digits)
  return Number.isSafeInteger(paise) ? paise : undefined
}

/** "GST 5%", "GST 2.5%" from hundredths of a per cent. */
export const taxName = (basisPoints: number): string =>
  `GST ${String(Math.floor(basisPoints / 100))}${
    basisPoints % 100
      ? `.${String(basisPoints % 100)
          .padStart(2, '0')
          .replace(/0$/, '')}`
      : ''
  }%`
