import { expect, test } from 'vitest'
import { parseAmount, typedAmount } from './amounts.tsx'

test('what is typed becomes whole minor units, whatever the number of paise', () => {
  expect(parseAmount('1,250')).toBe(125_000)
  expect(parseAmount('₹1,250.5')).toBe(125_050)
  expect(parseAmount('0.07')).toBe(7)
  expect(parseAmount('1,00,000.00')).toBe(10_000_000)
  for (const bad of ['', '0', '0.00', '-5', '1.234', '1e3', 'ten', '9999999999']) expect(parseAmount(bad), bad).toBeNull()
  // Sums that a float would get wrong.
  for (let paise = 1; paise < 30_000; paise += 7) expect(parseAmount(typedAmount(paise))).toBe(paise)
})
