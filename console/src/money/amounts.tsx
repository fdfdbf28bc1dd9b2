import { Money, moneyText } from '@manifold/ui'
import type { Amount } from '@manifold/client'

/** An amount; nothing at all as a dash. */
export const Sum = ({ of: it }: { of: Amount | null | undefined }) => (it ? <Money amount={it.amount} currency={it.currency} /> : <span className="quiet">–</span>)

/** One side of a line in debit-positive books; the other side stays empty. */
export function Side({ of: it, side }: { of: Amount; side: 'debit' | 'credit' }) {
  const amount = side === 'debit' ? it.amount : 0 - it.amount
  return amount > 0 ? <Money amount={amount} currency={it.currency} /> : null
}

/** A balance as accountants write it: the amount without a sign, and Dr or Cr. */
export function Balance({ of: it }: { of: Amount | null | undefined }) {
  if (!it) return <span className="quiet">–</span>
  const { amount, currency } = it
  return (
    <span className={amount === 0 ? 'drcr quiet' : 'drcr'}>
      {moneyText(Math.abs(amount), currency)}
      <abbr title={amount < 0 ? 'Credit' : amount > 0 ? 'Debit' : 'Nothing'}>{amount < 0 ? 'Cr' : amount > 0 ? 'Dr' : ''}</abbr>
    </span>
  )
}

/** "1,250", "₹1,250.5" and "1250.50" as whole minor units, digit by digit: no fraction is ever computed with. Null for anything else. */
export function parseAmount(text: string): number | null {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[₹,\s]/g, ''))
  if (!found) return null
  const amount = Number(found[1]! + (found[2] ?? '').padEnd(2, '0'))
  return amount > 0 ? amount : null
}
/** The amount as one types it: "1250.50". */
export function typedAmount(amount: number): string {
  const digits = String(amount).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
