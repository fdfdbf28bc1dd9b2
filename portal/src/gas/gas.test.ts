import { expect, test } from 'vitest'
import type { Booking, BookingStatus } from '@manifold/client'
import { bookingLine, minutesLeft, numberText, sinceText, stepsOf, timeSaid } from '#gas/words.ts'
import { tabsFor } from '#shell/tabs.tsx'

const locale = { locale: 'en-IN', timeZone: 'Asia/Kolkata', hourCycle: 'h12' } as const
const now = new Date('2026-11-23T07:42:00Z')
const until = '2026-11-23T07:57:00Z'
const booking = (status: BookingStatus, more: Partial<Booking> = {}): Booking => ({
  id: 'b',
  reference: 'BKG-4H7Q2M',
  status,
  statusLabel: 'Pending',
  mode: 'instant',
  account: null,
  depot: { id: 'd', name: 'Kothrud depot' },
  type: { id: 't', name: 'Domestic 14.2 kg' },
  price: { amount: 100_000, currency: 'INR' },
  tax: { amount: 4762, currency: 'INR', basisPoints: 500 },
  subsidised: false,
  held: true,
  heldUntil: until,
  paymentIntentId: 'i',
  place: null,
  cylinder: null,
  returnedCylinder: null,
  cancellable: true,
  refund: null,
  attempts: 0,
  failure: null,
  codeLocked: false,
  createdAt: '2026-11-23T07:30:00Z',
  paidAt: null,
  allottedAt: null,
  deliveredAt: null,
  endedAt: null,
  endReason: null,
  version: 1,
  ...more,
})

test('the time to pay is said at five minutes, at one, and when it is over; not in between', () => {
  const said = (seconds: number) => timeSaid(until, Date.parse(until) - seconds * 1000)
  expect(said(900)).toBe('')
  expect(said(301)).toBe('')
  expect(said(300)).toContain('Five minutes')
  // The same words until the last minute: a screen reader speaks when they change.
  expect(new Set([300, 299, 240, 121, 61].map(said)).size).toBe(1)
  expect(said(60)).toContain('Less than one minute')
  expect(said(1)).toBe(said(60))
  expect(said(0)).toBe('The time to pay has passed.')
  expect([61, 60, 1, 0, -5].map((s) => minutesLeft(until, Date.parse(until) - s * 1000))).toEqual([2, 1, 1, 0, 0])
})

test('each state of a booking has a line and a place on the way', () => {
  const all: BookingStatus[] = ['quoted', 'payment_pending', 'paid', 'waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed', 'delivered', 'cancelled', 'expired']
  for (const mode of ['instant', 'delivery'] as const)
    for (const status of all) {
      const b = booking(status, { mode, ...(['payment_pending', 'quoted', 'expired'].includes(status) ? {} : { paidAt: '2026-11-23T07:40:00Z' }) })
      expect(bookingLine(locale, b, now), status).not.toBe('')
      const steps = stepsOf(b, locale, now)
      expect(steps.filter((s) => ['current', 'waiting', 'cancelled'].includes(s.state)).length, `${mode} ${status}`).toBe(1)
      expect(new Set(steps.map((s) => s.label)).size).toBe(steps.length)
    }
  expect(bookingLine(locale, booking('waitlisted', { place: 12 }), now)).toBe('You are number 12 in the queue')
  expect(bookingLine(locale, booking('payment_pending', { held: false }), now)).toBe('Pay until today, 1:27\u00a0pm')
})

test('accounts and cylinders are written as on a bill', () => {
  expect([numberText('1402778903'), numberText('AB12'), numberText('123456')]).toEqual(['1402 7789 03', 'AB12', '1234 56'])
  expect([sinceText(locale, '2026-10-02T07:00:00Z', now), sinceText(locale, '2026-11-23T01:00:00Z', now), sinceText(locale, '2026-11-22T07:00:00Z', now)]).toEqual([
    'Since 2 Oct, 52 days',
    'Since today',
    'Since yesterday, 1 day',
  ])
})

test('the gas tab is there only when the line is on, and never more than five tabs', () => {
  const names = (signedIn: boolean, lines: string[]) => tabsFor(signedIn, lines).map((t) => t.name)
  expect(names(true, ['gas'])).toEqual(['Home', 'Requests', 'Gas', 'Payments', 'Account'])
  expect(names(true, ['general'])).toEqual(['Home', 'Requests', 'Help', 'Account'])
  expect(names(false, ['gas'])).toEqual(['Home', 'Help'])
})
