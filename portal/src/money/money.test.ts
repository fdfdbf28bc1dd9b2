import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem, type PaymentDetail } from '@manifold/client'
import { paiseOf, taxName } from '#money/amount.ts'
import { isSettled, pressing } from '#money/press.ts'
import { backFromBank, leaveForBank, patience, readVisit, standingOf } from '#money/standing.ts'
import { lineName, refundLine } from '#money/words.ts'

const store = () => {
  const kept = new Map<string, string>()
  return { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v), removeItem: (k: string) => void kept.delete(k) }
}
beforeEach(() => {
  vi.stubGlobal('sessionStorage', store())
  vi.stubGlobal('localStorage', store())
})
afterEach(() => vi.unstubAllGlobals())

test('what a person types as rupees becomes whole paise, digit by digit', () => {
  for (const [text, paise] of [
    ['1,940', 194_000],
    ['₹ 842.50', 84_250],
    ['842.5', 84_250],
    ['1,00,000.00', 10_000_000],
    ['1 000', 100_000],
    ['Rs. 5', 500],
    ['0.29', 29],
    ['1.10', 110],
    ['4.35', 435],
    ['90071992547409.91', 9_007_199_254_740_991],
  ] as const)
    expect([text, paiseOf(text)]).toEqual([text, paise])
  for (const text of ['', '₹', '-5', '1.234', '1,2', 'ten', '1e3', '12.', '.5', '99999999999999999']) expect([text, paiseOf(text)]).toEqual([text, undefined])
})
test('the name of the tax says its rate', () => expect([500, 1800, 250, 1205].map(taxName)).toEqual(['GST 5%', 'GST 18%', 'GST 2.5%', 'GST 12.05%']))

const refused = (status: number, code: string) => new ApiProblem({ type: 'x', title: 'Not done', status, code })
test('a press keeps its key until it is known how it ended', async () => {
  const keys: string[] = []
  const act = (then: () => Promise<string>) => (key: string) => (keys.push(key), then())
  const lost = () => Promise.reject(refused(0, 'network.offline'))
  await expect(pressing('pay', act(lost))).rejects.toThrow('Not done')
  await expect(
    pressing(
      'pay',
      act(() => Promise.reject(refused(503, 'x'))),
    ),
  ).rejects.toThrow('Not done')
  await expect(
    pressing(
      'pay',
      act(() => Promise.reject(refused(409, 'request.key_running'))),
    ),
  ).rejects.toThrow('Not done')
  await pressing(
    'pay',
    act(() => Promise.resolve('paid')),
  )
  expect(new Set(keys).size).toBe(1)
  await expect(
    pressing(
      'pay',
      act(() => Promise.reject(refused(409, 'payment.insufficient_funds'))),
    ),
  ).rejects.toThrow('Not done')
  await pressing(
    'pay',
    act(() => Promise.resolve('paid')),
  )
  expect(new Set(keys).size).toBe(3)
  expect(isSettled(new TypeError('x'))).toBe(false)
})

const at = Date.parse('2026-11-23T08:00:00Z')
const money = { amount: 100_000, currency: 'INR' }
const payment = (more: Partial<PaymentDetail> = {}, attempts: PaymentDetail['attempts'][number]['status'][] = []): PaymentDetail => ({
  id: 'i1',
  reference: 'PAY-4H7Q2M',
  purpose: 'lpg_booking',
  businessRef: { type: 'gas_booking', id: 'b1' },
  amount: money,
  description: '',
  line: 'gas',
  payerId: 'p',
  status: 'attempted',
  statusLabel: 'Pending',
  method: null,
  capturedAt: null,
  expiresAt: '',
  createdAt: '',
  checkout: { gateway: 'razorpay', keyId: 'k', orderId: 'o', url: null },
  refunds: [],
  attempts: attempts.map((status, n) => ({
    id: String(n),
    gateway: 'razorpay',
    method: null,
    amount: money,
    refunded: { ...money, amount: 0 },
    status,
    error: null,
    createdAt: '',
  })),
  ...more,
})

test('nobody is asked to pay again while the bank has not answered', () => {
  vi.useFakeTimers({ now: at })
  const p = payment({}, ['initiated'])
  expect(standingOf(p, null, at)).toBe('open')
  leaveForBank(p)
  expect(standingOf(p, readVisit('i1'), at)).toBe('opened')
  backFromBank('i1')
  expect(standingOf(p, readVisit('i1'), at + 1000)).toBe('checking')
  expect(standingOf(p, readVisit('i1'), at + patience)).toBe('unheard')
  // A try of before that failed does not answer for this one.
  const before = payment({}, ['failed', 'initiated'])
  leaveForBank(before)
  backFromBank('i1')
  expect(standingOf(before, readVisit('i1'), at + patience)).toBe('unheard')
  expect(standingOf(payment({}, ['failed', 'failed']), readVisit('i1'), at + patience)).toBe('failed')
  expect(standingOf(payment({ status: 'authorized' }, ['authorized']), null, at)).toBe('unheard')
  expect(standingOf(payment({ checkout: null }, ['unknown']), null, at)).toBe('unheard')
  vi.useRealTimers()
})
test('what has ended stays so, whatever this device remembers', () => {
  const visit = { failed: 0, done: true, at }
  const standings = (['captured', 'expired', 'cancelled', 'lapsed', 'late_captured', 'auto_refunded'] as const).map((status) =>
    standingOf(payment({ status }, ['failed']), visit, at),
  )
  expect(standings).toEqual(['paid', 'ended', 'ended', 'ended', 'late', 'late'])
})
test('refunds and lines of the statement are said in words', () => {
  expect(refundLine({ status: 'processed', to: 'wallet' })).toBe('In your wallet')
  expect(refundLine({ status: 'pending', to: 'source' })).toBe('On its way to your bank, 5 to 7 working days')
  const line = { entryId: 'e', kind: 'something.new', pocket: 'cash' as const, amount: money, balance: money, memo: null, at: '' }
  expect([lineName({ ...line, kind: 'payment.wallet' }), lineName(line), lineName({ ...line, label: 'Top-up' } as never)]).toEqual(['Paid from the wallet', 'Money in', 'Top-up'])
})
