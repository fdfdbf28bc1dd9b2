import Type from 'typebox'
import { problems } from './problems.ts'

/** An amount of money: a whole number of minor units (paise, cents) and the ISO 4217 code of its currency. Never a fraction, never a double that lost digits. */
export interface Money {
  amount: number
  currency: string
}

export const refuseMoney = problems('money', {
  not_whole: [422, 'An amount of money is a whole number of minor units, for example 1000 for ₹10.00.'],
  unknown_currency: [422, 'This is not the code of a currency, like INR.'],
})

/** Whole minor units, at most 9,007,199,254,740,991 either way: beyond it a JSON number loses digits. */
export const Amount = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, description: 'Minor units (paise)' })
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217', examples: ['INR'] })
/** Money in JSON, both ways. `1.5`, `"100"` and numbers too large to be exact are refused. */
export const Money = Type.Object({ amount: Amount, currency: Currency }, { additionalProperties: false })

const digits = new Map<string, number>()
const known = new Set(Intl.supportedValuesOf('currency'))

/** How many decimals a currency has: 2 for INR, 0 for JPY, 3 for KWD. Throws `money.unknown_currency`. */
export function decimals(currency: string): number {
  let n = digits.get(currency)
  if (n === undefined) {
    if (!known.has(currency)) throw refuseMoney.unknown_currency()
    n = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits!
    digits.set(currency, n)
  }
  return n
}

/** The same money when it is one; throws `money.not_whole` for fractions, NaN, infinities, unsafe integers and anything that is no number, `money.unknown_currency` else. */
export function checkMoney(money: Money): Money {
  if (!Number.isSafeInteger(money.amount)) throw refuseMoney.not_whole()
  decimals(money.currency)
  return money
}

/** `100000 INR` as `1000.00`: digits only, exact, for files and for people's programs. */
export function decimalText(money: Money): string {
  const { amount, currency } = checkMoney(money)
  const n = decimals(currency)
  const text = String(Math.abs(amount)).padStart(n + 1, '0')
  return `${amount < 0 ? '-' : ''}${n === 0 ? text : `${text.slice(0, -n)}.${text.slice(-n)}`}`
}

/** As a person reads it: `₹1,00,000.00` in en-IN. Exact: the formatter gets digits, not a double. */
export const formatMoney = (money: Money, locale = 'en-IN'): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).format(decimalText(money) as `${number}`)

/**
 * Shares out a whole amount by weights, to the last unit: everyone gets the floor of their exact share, and the units that are left go to the largest
 * remainders, of equal ones to the first. Negative amounts are shared as their opposites. Weights are whole numbers of 0 or more, not all 0.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(amount) || weights.some((w) => !Number.isSafeInteger(w) || w < 0)) throw refuseMoney.not_whole()
  const total = weights.reduce((sum, w) => sum + BigInt(w), 0n)
  if (total === 0n) throw new Error('Nothing to share an amount out by')
  const size = BigInt(Math.abs(amount))
  const parts = weights.map((w, i) => ({ i, share: (size * BigInt(w)) / total, rest: (size * BigInt(w)) % total }))
  let left = size - parts.reduce((sum, p) => sum + p.share, 0n)
  for (const p of parts.toSorted((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    p.share++
    left--
  }
  // `0 - x` rather than `-x`: there is no negative zero in money.
  return parts.map((p) => (amount < 0 ? 0 - Number(p.share) : Number(p.share)))
}

/**
 * The tax inside a price that includes it. `basisPoints` is the rate: 500 for 5 %, 0 to 100,000. Exact: net is the price × 10,000 ÷ (10,000 + rate), rounded to
 * the nearest unit, halves up to the net; tax is the rest, so the two always add up to the price. A price of several parts (taxed at different rates,
 * or shown line by line) is split part by part.
 */
export function splitTax(inclusiveAmount: number, basisPoints: number): { net: number; tax: number } {
  if (!Number.isInteger(basisPoints) || basisPoints < 0 || basisPoints > 100_000) throw new Error('A tax rate is 0 to 100,000 basis points')
  const [net, tax] = allocate(inclusiveAmount, [10_000, basisPoints])
  return { net: net!, tax: tax! }
}

/** Adds amounts; throws `money.not_whole` when the sum would lose digits. */
export function addUp(amounts: readonly number[]): number {
  if (!amounts.every(Number.isSafeInteger)) throw refuseMoney.not_whole()
  const sum = amounts.reduce((a, b) => a + BigInt(b), 0n)
  if (sum > BigInt(Number.MAX_SAFE_INTEGER) || sum < BigInt(Number.MIN_SAFE_INTEGER)) throw refuseMoney.not_whole()
  return Number(sum)
}
