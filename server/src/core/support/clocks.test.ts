import { describe, expect, test } from 'vitest'
import { alwaysOpen, type CalendarVersion, type Instant } from './calendar.ts'
import { HOUR, kolkata, at, show, clockOf, rows } from './clocks.examples.ts'
import { dueAt, explain, previewClock, readClock, thresholdInstants } from './clocks.ts'

describe('the worked example: 8 business hours from Friday noon in Kolkata', () => {
  const paused = clockOf({ pauses: [{ from: at('Fri 16:00'), to: at('Mon 10:00') }] })
  test('without a pause: Monday 12:00', () => expect(show(dueAt(clockOf()))).toBe('Mon 12:00'))
  test('paused Friday 16:00 to Monday 10:00: Monday 14:00, and not Thursday 26 November 06:00 as shifting by the wall clock would say', () => {
    const wallClock = dueAt(clockOf())! + (at('Mon 10:00') - at('Fri 16:00'))
    expect(show(wallClock)).toBe('2026-11-26 06:00')
    expect(show(dueAt(paused))).toBe('Mon 14:00')
  })
  test('Monday 13:12 reads as in the picture: 48 minutes left, 90 % used, five rows', () => {
    const { intervals, ...reading } = explain(paused, at('Mon 13:12'))
    expect(reading).toMatchObject({ state: 'running', dueAt: at('Mon 14:00'), usedSeconds: 7.2 * HOUR, remainingSeconds: 48 * 60, overdueSeconds: 0, percent: 90 })
    expect(rows(intervals)).toEqual([
      'Fri 12:00 – Fri 16:00 counted 14400',
      'Fri 16:00 – Fri 17:00 paused 3600',
      'Fri 17:00 – Mon 09:00 closed 230400',
      'Mon 09:00 – Mon 10:00 paused 3600',
      'Mon 10:00 – Mon 13:12 counted 11520',
    ])
  })
  test('75, 90 and 100 % in business time', () => {
    expect(thresholdInstants(paused).map((t) => [t.percent, show(t.at)])).toEqual([
      [75, 'Mon 12:00'],
      [90, 'Mon 13:12'],
      [100, 'Mon 14:00'],
    ])
  })
  test('New York, 60 minutes from Friday 16:30, Monday a holiday: due Tuesday 09:30, and the holiday is shown', () => {
    const ny = (text: string) => Temporal.ZonedDateTime.from(`${text}[America/New_York]`).epochMilliseconds
    const calendar: CalendarVersion = { ...kolkata, timeZone: 'America/New_York', holidays: ['2026-01-19'] }
    const preview = previewClock(calendar, ny('2026-01-16T16:30'), HOUR)
    expect(preview.dueAt).toBe(ny('2026-01-20T09:30'))
    expect(preview.intervals).toEqual([
      { from: ny('2026-01-16T16:30'), to: ny('2026-01-16T17:00'), kind: 'counted', seconds: 1800 },
      { from: ny('2026-01-16T17:00'), to: ny('2026-01-19T00:00'), kind: 'closed', seconds: 55 * HOUR },
      { from: ny('2026-01-19T00:00'), to: ny('2026-01-20T00:00'), kind: 'holiday', seconds: 24 * HOUR },
      { from: ny('2026-01-20T00:00'), to: ny('2026-01-20T09:00'), kind: 'closed', seconds: 9 * HOUR },
      { from: ny('2026-01-20T09:00'), to: ny('2026-01-20T09:30'), kind: 'counted', seconds: 1800 },
    ])
  })
})

describe('reading a clock', () => {
  test('an event at the deadline is met, a millisecond later is not; so it is for a clock that runs', () => {
    const due = at('Mon 12:00')
    expect(readClock(clockOf({ stop: due }), at('Wed 12:00')).state).toBe('met')
    expect(readClock(clockOf({ stop: due + 1 }), at('Wed 12:00'))).toMatchObject({ state: 'breached', overdueSeconds: 0.001, percent: 100, remainingSeconds: 0 })
    expect(readClock(clockOf(), due)).toMatchObject({ state: 'running', percent: 100 })
    expect(readClock(clockOf(), due + 1).state).toBe('breached')
  })
  test('per cent are rounded down, and a warning comes with the millisecond that reaches it, not before', () => {
    expect(readClock(clockOf(), at('Mon 10:00') - 1).percent).toBe(74)
    for (const ms of [1, 3, 7, 101]) {
      const clock = clockOf({ targetSeconds: ms / 1000 })
      for (const { percent, at: when } of thresholdInstants(clock)) {
        expect(readClock(clock, when!).percent).toBeGreaterThanOrEqual(percent)
        expect(readClock(clock, when! - 1).percent).toBeLessThan(percent)
      }
    }
  })
  test('a pause that lasts: no due instant, but what remains; it does not shrink', () => {
    const waiting = clockOf({ pauses: [{ from: at('Fri 16:00'), to: null }] })
    for (const now of ['Fri 16:00', 'Fri 16:30', 'Wed 12:00'])
      expect(readClock(waiting, at(now))).toMatchObject({ state: 'paused', dueAt: null, usedSeconds: 4 * HOUR, remainingSeconds: 4 * HOUR, percent: 50 })
    expect(thresholdInstants(waiting).map((t) => t.at)).toEqual([null, null, null])
    expect(explain(waiting, at('Mon 10:00')).intervals.at(-1)).toMatchObject({ kind: 'paused', from: at('Mon 09:00'), to: at('Mon 10:00') })
  })
  test('overlapping pauses count once', () => {
    const clock = clockOf({
      pauses: [
        { from: at('Fri 16:00'), to: at('Mon 09:30') },
        { from: at('Fri 15:00'), to: at('Fri 16:30') },
        { from: at('Mon 09:00'), to: at('Mon 10:00') },
      ],
    })
    expect(show(dueAt(clock))).toBe('Mon 15:00')
  })
  test('a pause outside hours takes nothing', () => {
    expect(show(dueAt(clockOf({ pauses: [{ from: at('Fri 17:00'), to: at('Mon 09:00') }] })))).toBe('Mon 12:00')
  })
  test('a pause that begins after the deadline does not mend a broken promise; one at the deadline is in time', () => {
    const short = { targetSeconds: 2 * HOUR } // due Fri 14:00
    for (const to of [at('Mon 10:00'), null]) {
      const late = clockOf({ ...short, pauses: [{ from: at('Fri 14:01'), to }] })
      expect(readClock(late, at('Tue 12:00'))).toMatchObject({ state: 'breached', dueAt: at('Fri 14:00') })
    }
    expect(show(dueAt(clockOf({ ...short, pauses: [{ from: at('Fri 14:00'), to: at('Mon 10:00') }] })))).toBe('Mon 10:00')
    expect(readClock(clockOf({ ...short, pauses: [{ from: at('Fri 14:00'), to: null }] }), at('Tue 12:00'))).toMatchObject({ state: 'paused', remainingSeconds: 0 })
  })
  test('a target used up at closing time is due then, also when the pause begins later that evening', () => {
    const clock = clockOf({ targetSeconds: 5 * HOUR, pauses: [{ from: at('Fri 18:00'), to: at('Mon 10:00') }] })
    expect(show(dueAt(clock))).toBe('Fri 17:00')
  })
  test('a stopped clock warns of nothing that came after', () => {
    const stopped = (stop: Instant) => thresholdInstants(clockOf({ stop })).map((t) => show(t.at))
    expect(stopped(at('Fri 13:00'))).toEqual([null, null, null])
    expect(stopped(at('Mon 10:00'))).toEqual(['Mon 10:00', null, null])
    expect(stopped(at('Mon 12:00'))).toEqual(['Mon 10:00', 'Mon 11:12', null]) // in time: no breach
    expect(stopped(at('Mon 12:01'))).toEqual(['Mon 10:00', 'Mon 11:12', 'Mon 12:00'])
  })
  test('a warning reached just as a pause begins stands', () => {
    const clock = clockOf({ pauses: [{ from: at('Mon 10:00'), to: null }] })
    expect(thresholdInstants(clock).map((t) => show(t.at))).toEqual(['Mon 10:00', null, null])
    expect(readClock(clock, at('Tue 12:00')).percent).toBe(75)
  })
  test('a ticket that waited twelve years still has a deadline', () => {
    const resumed = Temporal.ZonedDateTime.from('2038-11-22T10:00[Asia/Kolkata]').epochMilliseconds // a Monday
    const clock = clockOf({ pauses: [{ from: at('Fri 16:00'), to: resumed }] })
    expect(dueAt(clock)).toBe(resumed + 4 * HOUR * 1000)
  })
  test('voided: neither met nor breached, unless it was breached before', () => {
    expect(readClock(clockOf({ stop: at('Mon 12:00'), voided: true }), at('Wed 12:00')).state).toBe('void')
    expect(readClock(clockOf({ stop: at('Mon 12:01'), voided: true }), at('Wed 12:00')).state).toBe('breached')
  })
  test('a target of nothing, and a reading before the start', () => {
    expect(readClock(clockOf({ targetSeconds: 0 }), at('Fri 12:00'))).toMatchObject({ state: 'running', percent: 100, dueAt: at('Fri 12:00') })
    expect(explain(clockOf(), at('Thu 12:00'))).toMatchObject({ state: 'running', usedSeconds: 0, percent: 0, intervals: [] })
  })
  test('emergency clocks do not listen to pauses', () => {
    const clock = clockOf({ kind: 'attend', calendar: alwaysOpen, targetSeconds: HOUR, pauses: [{ from: at('Fri 12:10'), to: null }] })
    expect(readClock(clock, at('Fri 12:30'))).toMatchObject({ state: 'running', dueAt: at('Fri 13:00') })
  })
  test('previewing a pause that lasts ends where it begins', () => {
    expect(rows(previewClock(kolkata, at('Fri 12:00'), 8 * HOUR, [{ from: at('Fri 16:00'), to: null }]).intervals)).toEqual(['Fri 12:00 – Fri 16:00 counted 14400'])
  })
})
