import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addUp, allocate, checkMoney, decimalText, formatMoney, Money, splitTax } from './money.ts'

const amount = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
const rate = fc.integer({ min: 0, max: 100_000 })

test('fractions, lost digits, text and unknown currencies are refused, in code and in JSON', () => {
  const valid = new Ajv({ coerceTypes: false }).compile(Money)
  for (const wrong of [0.5, 1e21, 2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY, '100', null, [100], {}]) {
    expect(() => checkMoney({ amount: wrong as number, currency: 'INR' }), String(wrong)).toThrow(expect.objectContaining({ code: 'money.not_whole' }))
    expect(valid({ amount: wrong, currency: 'INR' }), String(wrong)).toBe(false)
  }
  for (const currency of ['inr', 'XXZ', '', 'RUPEE', '₹']) expect(() => checkMoney({ amount: 1, currency })).toThrow(expect.objectContaining({ code: 'money.unknown_currency' }))
  expect(valid({ amount: 1, currency: 'inr' })).toBe(false)
  expect(valid({ amount: 1, currency: 'INR', cents: 1 })).toBe(false)
  for (const right of [0, 1, -1, Number.MAX_SAFE_INTEGER]) expect(valid(checkMoney({ amount: right, currency: 'INR' }))).toBe(true)
})

test('amounts are written with the decimals of their currency, to the last digit', () => {
  expect(['INR', 'JPY', 'KWD'].map((currency) => decimalText({ amount: -5, currency }))).toEqual(['-0.05', '-5', '-0.005'])
  expect(decimalText({ amount: Number.MAX_SAFE_INTEGER, currency: 'INR' })).toBe('90071992547409.91')
  expect(formatMoney({ amount: 10_000_000, currency: 'INR' })).toBe('₹1,00,000.00')
  expect(formatMoney({ amount: Number.MAX_SAFE_INTEGER, currency: 'INR' })).toBe('₹9,00,71,99,25,47,409.91')
  expect(formatMoney({ amount: -105, currency: 'INR' })).toBe('-₹1.05')
  fc.assert(
    fc.property(amount, (a) => {
      expect(BigInt(decimalText({ amount: a, currency: 'INR' }).replace('.', ''))).toBe(BigInt(a))
    }),
  )
})

test('the splits of the journal', () => {
  expect(splitTax(100_000, 500)).toEqual({ net: 95_238, tax: 4762 })
  expect(splitTax(7500, 1800)).toEqual({ net: 6356, tax: 1144 })
  expect(splitTax(5000, 500)).toEqual({ net: 4762, tax: 238 })
  expect(splitTax(149_900, 1800)).toEqual({ net: 127_034, tax: 22_866 })
  // Of a half, the net gets the unit.
  expect(splitTax(1, 10_000)).toEqual({ net: 1, tax: 0 })
  expect(splitTax(0, 500)).toEqual({ net: 0, tax: 0 })
  for (const wrong of [-1, 0.5, 100_001, Number.NaN]) expect(() => splitTax(100, wrong)).toThrow('basis points')
  expect(() => splitTax(0.5, 500)).toThrow(expect.objectContaining({ code: 'money.not_whole' }))
})

test('property: net and tax add up, are within half a unit of the exact value, and a refund is the opposite', () => {
  fc.assert(
    fc.property(amount, rate, (a, bp) => {
      const { net, tax } = splitTax(a, bp)
      expect(net + tax).toBe(a)
      expect(Object.is(net, -0) || Object.is(tax, -0)).toBe(false)
      const off = BigInt(net) * BigInt(10_000 + bp) - BigInt(a) * 10_000n
      expect((off < 0n ? -off : off) * 2n <= BigInt(10_000 + bp)).toBe(true)
      const back = splitTax(0 - a, bp)
      expect([back.net, back.tax]).toEqual([0 - net, 0 - tax])
    }),
    { numRuns: 2000 },
  )
})

test('property: what is shared out adds up, and nobody is a unit away from their share', () => {
  fc.assert(
    fc.property(amount, fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 }), (a, weights) => {
      fc.pre(weights.some((w) => w > 0))
      const parts = allocate(a, weights)
      expect(addUp(parts)).toBe(a)
      const total = BigInt(weights.reduce((x, y) => x + y, 0))
      for (const [i, part] of parts.entries()) {
        const off = BigInt(part) * total - BigInt(a) * BigInt(weights[i]!)
        expect(off < total && off > -total).toBe(true)
      }
    }),
  )
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(() => allocate(1, [0])).toThrow('Nothing to share')
  expect(() => addUp([Number.MAX_SAFE_INTEGER, 1])).toThrow(expect.objectContaining({ code: 'money.not_whole' }))
})
