/* oxlint-disable vitest/no-conditional-expect -- a property branches on what was generated */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addBusiness, alwaysOpen, businessElapsed, businessIntervals, neverOpens, unionSpans, weekdays, type CalendarVersion } from './calendar.ts'
import { HOUR, kolkata, clockOf, derive } from './clocks.examples.ts'
import { dueAt, explain, readClock, thresholdInstants, type Clock, type Priority, type Status, type TicketEvent } from './clocks.ts'

const MINUTE = 60_000
const calendars: CalendarVersion[] = [
  kolkata,
  alwaysOpen,
  {
    timeZone: 'America/New_York',
    hours: Object.fromEntries(
      weekdays.map((d) => [
        d,
        [
          ['00:30', '02:30'],
          ['09:00', '13:00'],
          ['14:00', '24:00'],
        ] as [string, string][],
      ]),
    ),
    holidays: ['2026-10-31', '2026-11-26'],
  },
  { timeZone: 'Australia/Lord_Howe', hours: { sat: [['08:00', '12:00']], sun: [['01:00', '03:00']], wed: [['10:00', '10:30']] }, holidays: [] },
]
const base = Date.UTC(2026, 9, 30)
const minute = fc.integer({ min: 0, max: 6 * 1440 })
const somePauses = fc
  .array(fc.tuple(minute, fc.option(minute, { nil: null })), { maxLength: 5 })
  .map((all) => all.map(([from, length]) => ({ from: base + from * MINUTE, to: length === null ? null : base + (from + length) * MINUTE })))
const someClock = fc
  .record({
    calendar: fc.constantFrom(...calendars),
    start: minute,
    target: fc.integer({ min: 0, max: 1200 }),
    pauses: somePauses,
    stop: fc.option(minute, { nil: null, freq: 2 }),
  })
  .map(({ calendar, start, target, pauses, stop }): Clock =>
    clockOf({ calendar, start: base + start * MINUTE, targetSeconds: target * 60, pauses, stop: stop === null ? null : base + (start + stop) * MINUTE }),
  )

describe('properties', () => {
  test('the deadline is the instant at which a minute-by-minute count reaches the target, and its formula holds', () => {
    fc.assert(
      fc.property(someClock, (clock) => {
        // Open minutes of the calendar, once, as a set: the walk below knows nothing of adding or of unions.
        const open = new Set<number>()
        for (const i of businessIntervals(clock.calendar, clock.start, clock.start + 30 * 1440 * MINUTE)) for (let t = i.from; t < i.to; t += MINUTE) open.add(t)
        const pausedAt = (t: number) => clock.pauses.some((p) => p.from <= t && (p.to === null || t < p.to))
        let left = clock.targetSeconds / 60
        let due: number | null = clock.start
        for (let t = clock.start; left > 0; t += MINUTE) {
          if (t > clock.start + 29 * 1440 * MINUTE) return void (due = null)
          if (open.has(t) && !pausedAt(t)) {
            left--
            due = t + MINUTE
          }
        }
        // In time at the deadline itself: such a pause still counts, so the walk cannot decide those.
        fc.pre(!unionSpans(clock.pauses.map((p) => ({ from: Math.max(p.from, clock.start), to: p.to ?? Infinity }))).some((p) => p.from === due))
        expect(dueAt(clock)).toBe(due)
        const before = unionSpans(clock.pauses.filter((p) => p.to !== null).map((p) => ({ from: Math.max(p.from, clock.start), to: p.to! }))).filter((p) => p.from <= due!)
        if (clock.pauses.every((p) => p.to !== null)) {
          expect(due).toBe(addBusiness(clock.calendar, clock.start, clock.targetSeconds + before.reduce((sum, p) => sum + businessElapsed(clock.calendar, p.from, p.to), 0)))
        }
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  test('the explanation covers start to end without holes and adds up; percent, used and remaining agree with each other and with the warnings', () => {
    fc.assert(
      fc.property(someClock, minute, (clock, later) => {
        const now = clock.start + later * MINUTE
        const end = clock.stop ?? now
        const { intervals, ...r } = explain(clock, now)
        if (end > clock.start) expect([intervals[0]!.from, intervals.at(-1)!.to]).toEqual([clock.start, end])
        for (const [i, interval] of intervals.entries()) {
          expect(interval.seconds).toBe((interval.to - interval.from) / 1000)
          expect(interval.seconds).toBeGreaterThan(0)
          if (i > 0) expect(interval.from).toBe(intervals[i - 1]!.to)
          if (i > 0) expect(interval.kind).not.toBe(intervals[i - 1]!.kind)
          const isPaused = clock.pauses.some((p) => p.from <= interval.from && (p.to === null || interval.from < p.to))
          if (interval.kind === 'paused') expect(isPaused).toBe(true)
          if (interval.kind === 'counted') expect(isPaused).toBe(false)
        }
        expect(intervals.filter((i) => i.kind === 'counted').reduce((sum, i) => sum + i.seconds, 0)).toBe(r.usedSeconds)
        expect(r.percent).toBeGreaterThanOrEqual(0)
        expect(r.percent).toBeLessThanOrEqual(100)
        expect(Number.isInteger(r.percent)).toBe(true)
        expect(r.usedSeconds + r.remainingSeconds - r.overdueSeconds).toBe(r.targetSeconds)
        if (r.state === 'met' || r.state === 'running' || r.state === 'paused') expect(r.overdueSeconds).toBe(0)
        expect(r.state === 'paused' && r.dueAt !== null && r.dueAt < now).toBe(false)
        for (const { percent, at: when } of thresholdInstants(clock)) {
          if (when !== null) expect(readClock({ ...clock, stop: null }, when).percent).toBeGreaterThanOrEqual(percent)
          if (percent < 100) expect(when !== null && when <= end).toBe(r.percent >= percent)
        }
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  const someEvents = fc
    .tuple(
      fc.record({
        byStaff: fc.boolean(),
        status: fc.constantFrom<Status>('open', 'waiting_customer'),
        emergency: fc.constantFrom(null, 'uncontrolled' as const, 'controlled' as const),
      }),
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 900 }),
          fc.oneof(
            fc.constantFrom('customer_message', 'staff_reply', 'auto_reply', 'note', 'merged', 'unmerged', 'attended', 'escape_prevented').map((type) => ({ type })),
            fc.constantFrom<Status>('open', 'in_progress', 'waiting_customer', 'resolved', 'closed', 'cancelled').map((to) => ({ type: 'status', to })),
            fc.constantFrom<Priority>('low', 'urgent').map((to) => ({ type: 'priority', to })),
          ),
        ),
        { maxLength: 14 },
      ),
    )
    .map(([first, rest]) => {
      let time = base
      return [
        { at: base, type: 'created', priority: 'medium', ...first } as TicketEvent,
        ...rest.map(([after, event]) => ({ ...event, at: (time += after * MINUTE) }) as TicketEvent),
      ]
    })
  test('whatever happens to a ticket: clocks are well formed, answers are in turn, and history does not change', () => {
    fc.assert(
      fc.property(someEvents, fc.nat(14), (events, cut) => {
        const clocks = derive(events)
        const end = events.at(-1)!.at
        expect(clocks.filter((c) => c.kind === 'resolution')).toHaveLength(1)
        expect(clocks.filter((c) => c.kind === 'first_response').length).toBeLessThanOrEqual(1)
        const turns = clocks.filter((c) => c.kind === 'first_response' || c.kind === 'next_response')
        for (const [i, turn] of turns.entries()) if (i > 0) expect(turns[i - 1]!.stop).toBeLessThanOrEqual(turn.start)
        for (const clock of clocks) {
          if (clock.stop !== null) expect(clock.stop).toBeGreaterThanOrEqual(clock.start)
          if (clock.stop !== null && !clock.voided && clock.kind !== 'resolution')
            expect(events.some((e) => e.at === clock.stop && ['staff_reply', 'attended', 'escape_prevented'].includes(e.type))).toBe(true)
          for (const p of clock.pauses) expect(p.from).toBeGreaterThanOrEqual(clock.start)
          expect(clock.pauses.filter((p) => p.to === null).length).toBeLessThanOrEqual(1)
          explain(clock, end)
        }
        // A clock that was answered in the past is the same clock for ever; a breach is never taken back.
        const past = derive(events.slice(0, cut + 1))
        const then = events.slice(0, cut + 1).at(-1)!.at
        for (const old of past) {
          const now = clocks.find((c) => c.kind === old.kind && c.turn === old.turn)
          if (old.stop !== null && !old.voided && old.kind !== 'resolution') expect(now).toEqual(old)
          if (readClock(old, then).state === 'breached' && readClock(old, then).overdueSeconds > 0) expect(now && readClock(now, end).state).toBe('breached')
        }
      }),
      { numRuns: 1000 },
    )
  }, 60_000)

  test('a calendar without end is refused by name here too', () => {
    const never = clockOf({ calendar: { ...kolkata, hours: { mon: [['09:00', '09:01']] } }, targetSeconds: 1000 * HOUR })
    expect(() => dueAt(never)).toThrow(expect.objectContaining({ name: 'CalendarNeverOpens' }))
    expect(neverOpens(null)).toBe(false)
  })
})
