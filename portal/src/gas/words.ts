import type { Booking, GasAccount } from '@manifold/client'
import type { TrackerStep } from '@manifold/ui/tracker.tsx'
import { dayText, daysFrom, timeText, type Locale } from '#parts.tsx'
import { at } from '#words.ts'

/** "1402 7789 03": in fours, as a bill prints it. */
export const numberText = (number: string): string => (/^\d{6,}$/.test(number) ? number.replaceAll(/(\d{4})(?=\d)/g, '$1 ') : number)

export const supplyText: Record<GasAccount['supply'], string> = { lpg: 'Cylinders', piped: 'Piped gas', both: 'Cylinders and piped gas' }
/** Whether cylinders can be booked for it. */
export const takesCylinders = (a: Pick<GasAccount, 'supply' | 'status'>): boolean => a.supply !== 'piped' && a.status !== 'surrendered'

/** "Since 2 Oct, 52 days". */
export function sinceText(l: Locale, iso: string, now: Date): string {
  const date = new Date(iso)
  const days = -daysFrom(l, now, date)
  return days <= 0
    ? 'Since today'
    : `Since ${dayText(l, date, now)
        .replace(/ \d{4}$/, '')
        .replace('Yesterday', 'yesterday')}, ${days} ${days === 1 ? 'day' : 'days'}`
}

/** What a booking waits for, or how it ended, in one line of a list. */
export function bookingLine(l: Locale, b: Booking, now: Date): string {
  switch (b.status) {
    case 'quoted':
    case 'payment_pending':
      return b.heldUntil ? `${b.held ? 'Held for you' : 'Pay'} until ${at(l, b.heldUntil, now)}` : 'Waits for your payment'
    case 'paid':
      return 'Paid. We are choosing your cylinder'
    case 'waitlisted':
      return `You are number ${b.place ?? 1} in the queue`
    case 'allocated':
      return `Your cylinder is ${b.cylinder?.code ?? 'chosen'}`
    case 'out_for_delivery':
      return `${b.cylinder?.code ?? 'Your cylinder'} is on its way`
    case 'delivery_failed':
      return 'We could not deliver it. We will try again'
    case 'delivered':
      return `${b.cylinder?.code ?? 'A cylinder'}, ${at(l, b.deliveredAt ?? b.createdAt, now)}`
    case 'expired':
      return `Not paid in time, ${at(l, b.endedAt ?? b.createdAt, now)}`
    case 'cancelled':
      return `Cancelled ${at(l, b.endedAt ?? b.createdAt, now)}`
  }
}

/** "14.2 kg cylinder", whether or not the operator's name for it says what it is. */
export const typeText = (type: { name: string }): string => (/cylinder/i.test(type.name) ? type.name : `${type.name} cylinder`)
/** "Kothrud depot", likewise. */
export const depotText = (depot: { name: string }): string => (/depot/i.test(depot.name) ? depot.name : `${depot.name} depot`)
/** What a customer is told to do with a booking in this mode. */
export const whereText = (b: Pick<Booking, 'mode' | 'depot'>): string =>
  b.mode === 'delivery' ? `Delivered to your door from ${depotText(b.depot)}` : `Collect it at ${depotText(b.depot)}`

const lines = (l: Locale, iso: string | null, now: Date): string[] => (iso ? [dayText(l, new Date(iso), now), timeText(l, new Date(iso))] : [])

/** Booked, paid, allotted or in the queue, on its way, and how it ends; each with its date. */
export function stepsOf(b: Booking, l: Locale, now: Date): TrackerStep[] {
  const delivery = b.mode === 'delivery'
  const booked: TrackerStep = { label: 'Booked', lines: lines(l, b.createdAt, now), state: 'done' }
  const paid: TrackerStep = { label: 'Paid', lines: lines(l, b.paidAt, now), state: b.paidAt ? 'done' : 'ahead' }
  const end: TrackerStep = { label: delivery ? 'Delivered' : 'Handed over', lines: lines(l, b.deliveredAt, now), state: 'ahead' }
  const way: TrackerStep = { label: 'On its way', lines: [], state: 'ahead' }
  const between = delivery ? [way] : []
  if (b.status === 'cancelled' || b.status === 'expired')
    return [booked, ...(b.paidAt ? [paid] : []), { label: b.status === 'expired' ? 'Ended' : 'Cancelled', lines: lines(l, b.endedAt, now), state: 'cancelled' }]
  switch (b.status) {
    case 'quoted':
    case 'payment_pending':
      return [booked, { ...paid, label: 'Payment', state: 'current', lines: ['Waits for you'] }, ...between, end]
    case 'paid':
      return [booked, { ...paid, state: 'current' }, ...between, end]
    case 'waitlisted':
      return [booked, paid, { label: 'In the queue', lines: [`Number ${b.place ?? 1}`], state: 'current' }, end]
    case 'allocated':
      return [booked, paid, { label: 'Allotted', lines: lines(l, b.allottedAt, now), state: 'current' }, end]
    case 'out_for_delivery':
      return [booked, paid, { ...way, state: 'current' }, end]
    case 'delivery_failed':
      return [booked, paid, { label: 'Not delivered', lines: [`Try ${b.attempts} of 3`], state: 'waiting' }, end]
    case 'delivered':
      return [booked, paid, ...between.map((s) => ({ ...s, state: 'done' as const })), { ...end, state: 'current' }]
  }
}

/** Whole minutes until an instant, upwards: 61 seconds are 2 minutes. Zero when it has passed. */
export const minutesLeft = (until: string, now: number): number => Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000))

/** What a screen reader is told of the time that is left: at five minutes, at one, and at the end. */
export function timeSaid(until: string, now: number): string {
  const left = minutesLeft(until, now)
  if (left === 0) return 'The time to pay has passed.'
  if (left === 1) return 'Less than one minute is left to pay. You can hold the cylinder for longer.'
  return left <= 5 ? 'Five minutes are left to pay. You can hold the cylinder for longer.' : ''
}
