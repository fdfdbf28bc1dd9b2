/* oxlint-disable vitest/no-conditional-expect -- a property branches on what was generated */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addBusiness,
  addBusinessMs,
  businessElapsed,
  businessIntervals,
  businessMs,
  calendarPieces,
  checkCalendar,
  neverOpens,
  unionSpans,
  weekdays,
  type CalendarVersion,
  type Instant,
} from './calendar.ts'

// ─── An independent reference: it asks the zone for the wall time of every minute, and looks it up. ───────────────
function isOpenAt(calendar: CalendarVersion, instant: Instant): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.timeZone)
  if (calendar.holidays.includes(wall.toPlainDate().toString())) return false
  const time = wall.toPlainTime().toString({ smallestUnit: 'minute' })
  return (calendar.hours[weekdays[wall.dayOfWeek - 1]!] ?? []).some(([from, to]) => from <= time && time < to)
}
const MINUTE = 60_000
/** Open minutes in [from, to), both on whole minutes. */
function walk(calendar: CalendarVersion, from: Instant, to: Instant): number {
  let open = 0
  for (let t = from; t < to; t += MINUTE) if (isOpenAt(calendar, t)) open++
  return open
}
/** The end of the n-th open minute after start. */
function walkTo(calendar: CalendarVersion, start: Instant, minutes: number): Instant {
  let t = start
  for (let left = minutes; left > 0; t += MINUTE) if (isOpenAt(calendar, t)) left--
  return t
}

/** Zones with a moment near which to look: half-hour and two-hour changes, changes at midnight and at one past it, a skipped date, 15 minutes, none. */
const moments: [string, string][] = [
  ['Asia/Kolkata', '2026-11-20T12:00'],
  ['America/New_York', '2026-03-08T03:00'],
  ['America/New_York', '2026-11-01T01:00'],
  ['Australia/Lord_Howe', '2026-04-05T02:00'],
  ['Australia/Lord_Howe', '2026-10-04T02:30'],
  ['Pacific/Apia', '2011-12-31T00:00'],
  ['Asia/Kathmandu', '1986-01-01T00:15'],
  ['America/St_Johns', '2010-11-07T00:00'],
  ['America/Sao_Paulo', '2018-11-04T01:00'],
  ['Antarctica/Troll', '2026-03-29T03:00'],
  ['Africa/Casablanca', '2026-03-22T02:00'],
  ['America/Havana', '2026-11-01T00:30'],
  ['Europe/Dublin', '2026-10-25T01:00'],
]
const time = fc.integer({ min: 0, max: 96 }).map((q) => q * 15)
const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
/** Up to three intervals a day, often touching, often reaching midnight. */
const hoursOfDay = fc.uniqueArray(time, { maxLength: 6 }).map((times) => {
  const sorted = times.toSorted((a, b) => a - b)
  const touching = sorted.length === 3 ? [sorted[0]!, sorted[1]!, sorted[1]!, sorted[2]!] : sorted
  return Array.from({ length: Math.floor(touching.length / 2) }, (_, i): [string, string] => [clock(touching[2 * i]!), clock(touching[2 * i + 1]!)])
})
const someCalendar = fc
  .record({
    moment: fc.constantFrom(...moments),
    hours: fc.record(Object.fromEntries(weekdays.map((d) => [d, hoursOfDay]))),
    offsets: fc.array(fc.integer({ min: -4, max: 10 }), { maxLength: 3 }),
  })
  .map(({ moment: [timeZone, text], hours, offsets }) => {
    const center = Temporal.PlainDateTime.from(text)
    const calendar: CalendarVersion = { timeZone, hours, holidays: offsets.map((days) => center.toPlainDate().add({ days }).toString()) }
    return { calendar, center: center.toZonedDateTime(timeZone).epochMilliseconds }
  })
  .filter(({ calendar }) => checkCalendar(calendar).length === 0)
const minutesAway = fc.integer({ min: -3 * 1440, max: 5 * 1440 })

describe('properties, near changes of the clocks in eleven zones', () => {
  test('agrees with asking the wall clock every minute: elapsed, pieces and due', () => {
    fc.assert(
      fc.property(someCalendar, minutesAway, fc.integer({ min: 0, max: 3000 }), ({ calendar, center }, away, length) => {
        const from = center + away * MINUTE
        const to = from + length * MINUTE
        const open = walk(calendar, from, to)
        expect(businessElapsed(calendar, from, to)).toBe(open * 60)
        expect(businessIntervals(calendar, from, to).reduce((sum, i) => sum + i.to - i.from, 0)).toBe(open * MINUTE)
        for (const piece of calendarPieces(calendar, from, to)) {
          expect(isOpenAt(calendar, piece.from)).toBe(piece.kind === 'open')
          expect(isOpenAt(calendar, piece.to - MINUTE)).toBe(piece.kind === 'open')
        }
        if (open > 0) expect(addBusiness(calendar, from, open * 60)).toBe(walkTo(calendar, from, open))
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  const exact = fc.integer({ min: -3 * 86_400_000, max: 400 * 86_400_000 })
  test('elapsed adds up to the millisecond, and the pieces cover everything in order', () => {
    fc.assert(
      fc.property(someCalendar, exact, exact, exact, ({ calendar, center }, ...offsets) => {
        const [a, b, c] = offsets.map((o) => center + o).toSorted((x, y) => x - y) as [number, number, number]
        expect(businessMs(calendar, a, b) + businessMs(calendar, b, c)).toBe(businessMs(calendar, a, c))
        const pieces = calendarPieces(calendar, a, b)
        if (a < b) expect([pieces[0]!.from, pieces.at(-1)!.to]).toEqual([a, b])
        for (const [i, piece] of pieces.entries()) {
          expect(piece.to).toBeGreaterThan(piece.from)
          if (i > 0) expect(piece.from).toBe(pieces[i - 1]!.to)
          if (i > 0) expect(piece.kind).not.toBe(pieces[i - 1]!.kind)
        }
      }),
      { numRuns: 300 },
    )
  })
  test('adding is the inverse of measuring, the earliest such instant, and monotonic', () => {
    fc.assert(
      fc.property(someCalendar, exact, fc.integer({ min: 1, max: 400 * 3_600_000 }), fc.integer({ min: 0, max: 100_000_000 }), ({ calendar, center }, offset, ms, more) => {
        const start = center + offset
        let due: Instant
        try {
          due = addBusinessMs(calendar, start, ms + more)
        } catch (error) {
          expect(neverOpens(error)).toBe(true) // ten minutes a week can take longer than ten years
          return
        }
        expect(businessMs(calendar, start, due)).toBe(ms + more)
        expect(businessMs(calendar, start, due - 1)).toBe(ms + more - 1)
        expect(addBusinessMs(calendar, start, ms)).toBeLessThanOrEqual(due)
        const inSteps = addBusinessMs(calendar, addBusinessMs(calendar, start, ms), more)
        expect(more === 0 ? due : inSteps).toBe(due)
      }),
      { numRuns: 500 },
    )
  })
  test('the union of spans covers what they cover, once', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })).map(([from, to]) => ({ from, to }))
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const union = unionSpans(spans)
        for (let t = 0; t < 61; t++) expect(union.filter((s) => s.from <= t && t < s.to)).toHaveLength(spans.some((s) => s.from <= t && t < s.to) ? 1 : 0)
        for (const [i, s] of union.entries()) if (i > 0) expect(s.from).toBeGreaterThan(union[i - 1]!.to)
      }),
    )
  })
})
