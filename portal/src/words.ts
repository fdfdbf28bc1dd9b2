import { dayText, daysFrom, timeText, type Locale } from '#parts.tsx'
import type { Address, TicketRow } from '@manifold/client'

/** An instant inside a sentence: "today, 2:00 pm", "Mon 23 Nov, 10:00 am". */
export function at(l: Locale, iso: string, now = new Date()): string {
  const date = new Date(iso)
  const day = dayText(l, date, now)
  // The half of the day stays with its hour.
  const time = timeText(l, date).replace(' ', '\u00a0')
  return `${Math.abs(daysFrom(l, now, date)) <= 1 ? day.toLowerCase() : day}, ${time}`
}

/** A day inside a sentence: "today", "on Fri 20 Nov". */
export function onDay(l: Locale, iso: string, now = new Date()): string {
  const date = new Date(iso)
  const day = dayText(l, date, now)
  return Math.abs(daysFrom(l, now, date)) <= 1 ? day.toLowerCase() : `on ${day}`
}

/** What happens next with a request, in one line of a list. */
export function nextLine(l: Locale, row: TicketRow, now = new Date()): string {
  switch (row.status) {
    case 'waiting_customer':
      return row.lastMessageAt ? `We asked ${at(l, row.lastMessageAt, now)}` : 'We wait for your answer'
    case 'resolved':
      return row.rating === null ? 'Did this solve it?' : `Solved ${onDay(l, row.resolvedAt ?? row.updatedAt, now)}`
    case 'closed':
      return `Closed ${onDay(l, row.closedAt ?? row.updatedAt, now)}`
    case 'cancelled':
      return `Cancelled ${onDay(l, row.closedAt ?? row.updatedAt, now)}`
    default:
      return promise(l, row, now)
  }
}

function promise(l: Locale, { sla, createdAt }: TicketRow, now: Date): string {
  if (sla.dueAt === null || sla.state === 'met' || sla.state === 'none') return `Sent ${at(l, createdAt, now)}`
  const late = Date.parse(sla.dueAt) < now.getTime()
  const when = at(l, sla.dueAt, now)
  switch (sla.kind) {
    case 'first_response':
      return late ? `We are late with our first answer, due ${when}` : `First answer by ${when}`
    case 'next_response':
      return late ? `We are late with our answer, due ${when}` : `Next answer by ${when}`
    case 'attend':
      return late ? `A crew is late, due ${when}` : `A crew is with you by ${when}`
    case 'prevent':
      return late ? `We are late, due ${when}` : `Made safe by ${when}`
    default:
      return late ? `We are late, we aimed for ${when}` : `We aim to solve it by ${when}`
  }
}

/** Good morning until noon, good afternoon until five, then good evening, in the person's zone. */
export function greeting(l: Locale, name: string, now = new Date()): string {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone: l.timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now))
  const part = hour < 4 ? 'evening' : hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening'
  return `Good ${part}, ${name.trim().split(/\s+/)[0] ?? ''}`
}

export const oneLine = (a: Address): string => [a.line1, a.line2, [a.city, a.postalCode].filter(Boolean).join(' ')].filter((p) => p && p.trim() !== '').join(', ')
/** Enough to know which home is meant. */
export const shortAddress = (a: Address): string => [a.line1, a.line2].filter(Boolean).join(', ') || (a.city ?? '')

export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name
