import { daysFrom, durationText, exactText, timeText, useLocale, useNow, whenText, type Locale } from '@manifold/ui'
import type { SlaSummary } from '@manifold/client'

const weekday = (l: Locale, at: Date) => new Intl.DateTimeFormat(l.locale, { timeZone: l.timeZone, weekday: 'short' }).format(at)
const dayMonth = (l: Locale, at: Date, year: boolean) =>
  new Intl.DateTimeFormat(l.locale, { timeZone: l.timeZone, day: 'numeric', month: 'short', ...(year ? { year: 'numeric' } : {}) }).format(at)

/** The console's short form: "13:08" today, "Fri 16:00" within the week, "20 Nov", "20 Nov 2025". */
export function shortText(l: Locale, at: Date, now = new Date()): string {
  const days = daysFrom(l, now, at)
  if (days === 0) return timeText(l, at)
  if (Math.abs(days) < 7) return `${weekday(l, at)} ${timeText(l, at)}`
  return dayMonth(l, at, at.getFullYear() !== now.getFullYear())
}
/** "Fri 12:00–16:00", "Fri 17:00–Mon 09:00". */
export function spanText(l: Locale, from: string, to: string): string {
  const [a, b] = [new Date(from), new Date(to)]
  const near = Math.abs(daysFrom(l, new Date(), a)) < 7
  const one = (at: Date) => `${near ? weekday(l, at) : dayMonth(l, at, false)} ${timeText(l, at)}`
  return daysFrom(l, a, b) === 0 ? `${one(a)}–${timeText(l, b)}` : `${one(a)}–${one(b)}`
}

export interface ClockWords {
  text: string
  tone: 'bad' | 'warn' | 'plain' | 'quiet'
  paused?: boolean
  exact?: string
}
const verb = { first_response: 'Reply', next_response: 'Reply', resolution: 'Due', attend: 'Attend', prevent: 'Make safe' } as const

/** "Reply in 11 min", "Due Tue 11:00", "Overdue 22 min", "Paused"; long is "14:00, in 48 min". Of a request that has ended only whether it was late. */
export function clockWords(l: Locale, sla: SlaSummary, now: Date, { long = false, ended = false } = {}): ClockWords | null {
  if (sla.state === 'none' || sla.state === 'met') return null
  if (ended) return sla.state === 'breached' ? { text: 'Was late', tone: 'quiet' } : null
  if (sla.state === 'paused') return { text: long ? 'Paused: waiting for the customer' : 'Paused', tone: 'quiet', paused: true }
  if (!sla.dueAt) return null
  const due = new Date(sla.dueAt)
  const left = (due.getTime() - now.getTime()) / 1000
  const exact = exactText(l, due)
  if (left < 0 || sla.state === 'breached') return { text: `Overdue ${durationText(left)}`, tone: 'bad', exact }
  const tone = sla.state === 'at_risk' ? 'warn' : 'plain'
  if (long) return { text: whenText(l, due, 'deadline', now), tone, exact }
  const word = verb[sla.kind ?? 'resolution']
  return { text: daysFrom(l, now, due) === 0 ? `${word} in ${durationText(left)}` : `${word} ${shortText(l, due, now)}`, tone, exact }
}
export function useClockWords(sla: SlaSummary, how: { long?: boolean; ended?: boolean }): ClockWords | null {
  const l = useLocale()
  return clockWords(l, sla, useNow(), how)
}
export const useShort = (): ((at: string) => string) => {
  const l = useLocale()
  const now = useNow(60_000)
  return (at) => shortText(l, new Date(at), now)
}
