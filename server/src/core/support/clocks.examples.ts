/** The week of the worked example, around Friday 20 November 2026 in Kolkata, and short words for what happens in it. For the tests of clocks. */
import { expect } from 'vitest'
import type { CalendarVersion, Instant } from './calendar.ts'
import { deriveClocks, readClock, type Clock, type ClockKind, type ClockState, type Status, type Terms, type TicketEvent } from './clocks.ts'

export const HOUR = 3600
const zone = 'Asia/Kolkata'
const day: [string, string][] = [['09:00', '17:00']]
export const kolkata: CalendarVersion = { timeZone: zone, hours: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: [] }
const dates = { Thu: '2026-11-19', Fri: '2026-11-20', Sat: '2026-11-21', Sun: '2026-11-22', Mon: '2026-11-23', Tue: '2026-11-24', Wed: '2026-11-25' }
/** `Fri 16:00` of the week around 20 November 2026, in Kolkata. */
export const at = (text: string): Instant => {
  const [weekday, time] = text.split(' ') as [keyof typeof dates, string]
  return Temporal.ZonedDateTime.from(`${dates[weekday]}T${time}[${zone}]`).epochMilliseconds
}
export const show = (instant: Instant | null): string | null => {
  if (instant === null) return null
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  const name = Object.entries(dates).find(([, date]) => date === wall.toPlainDate().toString())?.[0] ?? wall.toPlainDate().toString()
  return `${name} ${wall.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
export const clockOf = (more: Partial<Clock> = {}): Clock => ({
  kind: 'resolution',
  turn: 0,
  calendar: kolkata,
  targetSeconds: 8 * HOUR,
  start: at('Fri 12:00'),
  pauses: [],
  stop: null,
  voided: false,
  ...more,
})
export const rows = (intervals: { from: Instant; to: Instant; kind: string; seconds: number }[]): string[] =>
  intervals.map((i) => `${show(i.from)} – ${show(i.to)} ${i.kind} ${i.seconds}`)

export const terms: Terms = { calendar: kolkata, firstResponseSeconds: HOUR, nextResponseSeconds: 2 * HOUR, resolutionSeconds: 8 * HOUR }
export const derive = (events: TicketEvent[], termsFor: Parameters<typeof deriveClocks>[1] = () => terms): Clock[] => deriveClocks(events, termsFor)
export const created = (when: string, more: Partial<Extract<TicketEvent, { type: 'created' }>> = {}): TicketEvent => ({
  at: at(when),
  type: 'created',
  byStaff: false,
  status: 'open',
  priority: 'medium',
  ...more,
})
export const simple = (when: string, type: 'customer_message' | 'staff_reply' | 'auto_reply' | 'note' | 'attended' | 'escape_prevented' | 'merged' | 'unmerged'): TicketEvent => ({
  at: at(when),
  type,
})
export const status = (when: string, to: Status): TicketEvent => ({ at: at(when), type: 'status', to })
export const the = (clocks: Clock[], kind: ClockKind, turn = 0): Clock => {
  const found = clocks.filter((c) => c.kind === kind && c.turn === turn)
  expect(found).toHaveLength(1)
  return found[0]!
}
export const state = (clock: Clock, now: string): ClockState => readClock(clock, at(now)).state
