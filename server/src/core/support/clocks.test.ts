import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addBusiness, alwaysOpen, businessElapsed, businessIntervals, neverOpens, unionSpans, weekdays, type CalendarVersion, type Instant } from './calendar.ts'
import { deriveClocks, dueAt, explain, previewClock, readClock, thresholdInstants, type Clock, type ClockKind, type Priority, type Status, type Terms, type TicketEvent } from './clocks.ts'

const HOUR = 3600
const zone = 'Asia/Kolkata'
const day: [string, string][] = [['09:00', '17:00']]
const kolkata: CalendarVersion = { timeZone: zone, hours: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: [] }
const dates = { Thu: '2026-11-19', Fri: '2026-11-20', Sat: '2026-11-21', Sun: '2026-11-22', Mon: '2026-11-23', Tue: '2026-11-24', Wed: '2026-11-25' }
/** `Fri 16:00` of the week around 20 November 2026, in Kolkata. */
const at = (text: string): Instant => {
  const [weekday, time] = text.split(' ') as [keyof typeof dates, string]
  return Temporal.ZonedDateTime.from(`${dates[weekday]}T${time}[${zone}]`).epochMilliseconds
}
const show = (instant: Instant | null): string | null => {
  if (instant === null) return null
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  const name = Object.entries(dates).find(([, date]) => date === wall.toPlainDate().toString())?.[0] ?? wall.toPlainDate().toString()
  return `${name} ${wall.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
const clockOf = (more: Partial<Clock> = {}): Clock => ({ kind: 'resolution', turn: 0, calendar: kolkata, targetSeconds: 8 * HOUR, start: at('Fri 12:00'), pauses: [], stop: null, voided: false, ...more })
const rows = (intervals: { from: Instant; to: Instant; kind: string; seconds: number }[]): string[] => intervals.map((i) => `${show(i.from)} – ${show(i.to)} ${i.kind} ${i.seconds}`)

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
    expect(thresholdInstants(paused).map((t) => [t.percent, show(t.at)])).toEqual([[75, 'Mon 12:00'], [90, 'Mon 13:12'], [100, 'Mon 14:00']])
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
  test('a pause that lasts: no due instant, but what remains; it does not shrink', () => {
    const waiting = clockOf({ pauses: [{ from: at('Fri 16:00'), to: null }] })
    for (const now of ['Fri 16:00', 'Fri 16:30', 'Wed 12:00']) expect(readClock(waiting, at(now))).toMatchObject({ state: 'paused', dueAt: null, usedSeconds: 4 * HOUR, remainingSeconds: 4 * HOUR, percent: 50 })
    expect(thresholdInstants(waiting).map((t) => t.at)).toEqual([null, null, null])
    expect(explain(waiting, at('Mon 10:00')).intervals.at(-1)).toMatchObject({ kind: 'paused', from: at('Mon 09:00'), to: at('Mon 10:00') })
  })
  test('overlapping pauses count once', () => {
    const clock = clockOf({ pauses: [{ from: at('Fri 16:00'), to: at('Mon 09:30') }, { from: at('Fri 15:00'), to: at('Fri 16:30') }, { from: at('Mon 09:00'), to: at('Mon 10:00') }] })
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
    const resumed = Temporal.ZonedDateTime.from(`2038-11-22T10:00[${zone}]`).epochMilliseconds // a Monday
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

// ─── Derivation ──────────────────────────────────────────────────────────────────────────────────────────────────

const terms: Terms = { calendar: kolkata, firstResponseSeconds: HOUR, nextResponseSeconds: 2 * HOUR, resolutionSeconds: 8 * HOUR }
const derive = (events: TicketEvent[], termsFor = (_: Priority, __: string | null): Terms => terms): Clock[] => deriveClocks(events, termsFor)
const created = (when: string, more: Partial<Extract<TicketEvent, { type: 'created' }>> = {}): TicketEvent => ({ at: at(when), type: 'created', byStaff: false, status: 'open', priority: 'medium', ...more })
const simple = (when: string, type: 'customer_message' | 'staff_reply' | 'auto_reply' | 'note' | 'attended' | 'escape_prevented' | 'merged' | 'unmerged'): TicketEvent => ({ at: at(when), type })
const status = (when: string, to: Status): TicketEvent => ({ at: at(when), type: 'status', to })
const the = (clocks: Clock[], kind: ClockKind, turn = 0): Clock => {
  const found = clocks.filter((c) => c.kind === kind && c.turn === turn)
  expect(found).toHaveLength(1)
  return found[0]!
}
const state = (clock: Clock, now: string) => readClock(clock, at(now)).state

describe('first response', () => {
  test('the first public human reply; automatic answers and notes do not count', () => {
    const clocks = derive([created('Fri 12:00'), simple('Fri 12:01', 'auto_reply'), simple('Fri 12:05', 'note'), simple('Fri 12:21', 'staff_reply'), simple('Fri 16:00', 'staff_reply')])
    expect(readClock(the(clocks, 'first_response'), at('Mon 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Fri 12:21'), usedSeconds: 21 * 60 })
  })
  test('a second message before the answer is the same turn', () => {
    const clocks = derive([created('Fri 12:00'), simple('Fri 12:30', 'customer_message'), simple('Fri 12:50', 'staff_reply')])
    expect(clocks.map((c) => c.kind)).toEqual(['first_response', 'resolution'])
    expect(the(clocks, 'first_response')).toMatchObject({ start: at('Fri 12:00'), stop: at('Fri 12:50') })
  })
  test('a ticket the agent opened has none until the customer writes, and what was said before does not answer it', () => {
    const opened = [created('Fri 09:00', { byStaff: true }), simple('Fri 09:01', 'staff_reply')]
    expect(derive(opened).map((c) => c.kind)).toEqual(['resolution'])
    const answered = derive([...opened, simple('Fri 12:00', 'customer_message'), simple('Fri 12:40', 'staff_reply'), simple('Fri 13:00', 'customer_message')])
    expect(the(answered, 'first_response')).toMatchObject({ start: at('Fri 12:00'), stop: at('Fri 12:40') })
    expect(the(answered, 'next_response', 1)).toMatchObject({ start: at('Fri 13:00'), stop: null })
  })
  test('re-opening does not reset it', () => {
    const clocks = derive([created('Fri 09:00'), simple('Fri 09:30', 'staff_reply'), status('Fri 10:00', 'resolved'), simple('Mon 09:00', 'customer_message'), status('Mon 09:00', 'open')])
    expect(the(clocks, 'first_response')).toMatchObject({ start: at('Fri 09:00'), stop: at('Fri 09:30'), voided: false })
  })
  test('resolved without a word: void; re-opened, it runs on with that span as a pause', () => {
    const silent = [created('Fri 12:00'), status('Fri 12:20', 'resolved')]
    expect(state(the(derive(silent), 'first_response'), 'Wed 12:00')).toBe('void')
    const again = derive([...silent, simple('Mon 10:00', 'customer_message'), status('Mon 10:00', 'open')])
    expect(readClock(the(again, 'first_response'), at('Mon 10:00'))).toMatchObject({ state: 'running', usedSeconds: 20 * 60, dueAt: at('Mon 10:40') })
    expect(again.filter((c) => c.kind === 'next_response')).toEqual([])
  })
  test('"send and resolve" is an answer, whichever of the two is written first', () => {
    for (const events of [[simple('Fri 12:20', 'staff_reply'), status('Fri 12:20', 'resolved')], [status('Fri 12:20', 'resolved'), simple('Fri 12:20', 'staff_reply')]]) {
      expect(state(the(derive([created('Fri 12:00'), ...events]), 'first_response'), 'Wed 12:00')).toBe('met')
    }
  })
  test('answered while it waited: met, for it stood still', () => {
    const clocks = derive([created('Fri 12:00', { status: 'waiting_customer' }), simple('Tue 12:00', 'staff_reply')])
    expect(readClock(the(clocks, 'first_response'), at('Wed 12:00'))).toMatchObject({ state: 'met', usedSeconds: 0 })
  })
})

describe('next response', () => {
  const answered = [created('Fri 09:00'), simple('Fri 09:10', 'staff_reply')]
  test('one clock a customer turn, from its first message to the next reply', () => {
    const clocks = derive([...answered, simple('Fri 10:00', 'customer_message'), simple('Fri 10:30', 'customer_message'), simple('Fri 11:00', 'staff_reply'), simple('Fri 11:30', 'staff_reply'), simple('Fri 16:30', 'customer_message')])
    expect(clocks.filter((c) => c.kind === 'next_response')).toHaveLength(2)
    expect(the(clocks, 'next_response', 1)).toMatchObject({ start: at('Fri 10:00'), stop: at('Fri 11:00') })
    expect(readClock(the(clocks, 'next_response', 2), at('Mon 09:00'))).toMatchObject({ state: 'running', dueAt: at('Mon 10:30') })
  })
  test('"thank you" on a ticket that stays resolved opens none; on one that re-opens it does', () => {
    const thanked = [...answered, status('Fri 10:00', 'resolved'), simple('Fri 11:00', 'customer_message')]
    expect(derive(thanked).filter((c) => c.kind === 'next_response')).toEqual([])
    expect(readClock(the(derive([...thanked, status('Fri 12:00', 'open')]), 'next_response', 1), at('Fri 12:30'))).toMatchObject({ start: at('Fri 11:00'), usedSeconds: 1800, dueAt: at('Fri 14:00') })
  })
})

describe('pauses', () => {
  test("the customer's message ends the pause at that message, even if the status changes later", () => {
    const clocks = derive([created('Fri 12:00'), status('Fri 16:00', 'waiting_customer'), simple('Mon 10:00', 'customer_message'), status('Tue 10:00', 'in_progress')])
    expect(the(clocks, 'resolution').pauses).toEqual([{ from: at('Fri 16:00'), to: at('Mon 10:00') }])
    expect(show(dueAt(the(clocks, 'resolution')))).toBe('Mon 14:00')
  })
  test('asking again begins a new pause, though the status never moved', () => {
    const clocks = derive([created('Fri 12:00'), status('Fri 13:00', 'waiting_customer'), simple('Fri 14:00', 'customer_message'), status('Fri 15:00', 'waiting_customer')])
    expect(the(clocks, 'resolution').pauses).toEqual([{ from: at('Fri 13:00'), to: at('Fri 14:00') }, { from: at('Fri 15:00'), to: null }])
  })
  test('created straight into waiting starts paused', () => {
    const clock = the(derive([created('Fri 12:00', { status: 'waiting_customer' })]), 'resolution')
    expect(readClock(clock, at('Wed 12:00'))).toMatchObject({ state: 'paused', usedSeconds: 0, remainingSeconds: 8 * HOUR })
  })
  test('a next response waits as well', () => {
    const clocks = derive([created('Fri 09:00'), simple('Fri 09:10', 'staff_reply'), simple('Fri 10:00', 'customer_message'), status('Fri 10:30', 'waiting_customer'), status('Fri 12:30', 'in_progress')])
    expect(the(clocks, 'next_response', 1).pauses).toEqual([{ from: at('Fri 10:30'), to: at('Fri 12:30') }])
    expect(show(dueAt(the(clocks, 'next_response', 1)))).toBe('Fri 14:00')
  })
})

describe('resolution', () => {
  test('stops at resolved, stays there when closed, runs on when re-opened with the resolved span as a pause', () => {
    const events = [created('Fri 12:00'), status('Fri 16:00', 'resolved'), status('Sat 12:00', 'closed')]
    expect(readClock(the(derive(events), 'resolution'), at('Wed 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Fri 16:00'), usedSeconds: 4 * HOUR })
    const again = the(derive([...events, status('Mon 10:00', 'open')]), 'resolution')
    expect(again).toMatchObject({ stop: null, pauses: [{ from: at('Fri 16:00'), to: at('Mon 10:00') }] })
    expect(show(dueAt(again))).toBe('Mon 14:00')
  })
  test('closed at once, or resolved while waiting', () => {
    expect(state(the(derive([created('Fri 12:00'), status('Mon 12:00', 'closed')]), 'resolution'), 'Wed 12:00')).toBe('met')
    const clock = the(derive([created('Fri 12:00'), status('Fri 13:00', 'waiting_customer'), status('Wed 12:00', 'resolved')]), 'resolution')
    expect(readClock(clock, at('Wed 13:00'))).toMatchObject({ state: 'met', usedSeconds: HOUR })
  })
  test('too late stays too late after re-opening', () => {
    const clock = the(derive([created('Fri 12:00'), status('Mon 13:00', 'resolved'), status('Tue 12:00', 'open')]), 'resolution')
    expect(readClock(clock, at('Tue 12:00'))).toMatchObject({ state: 'breached', dueAt: at('Mon 12:00'), overdueSeconds: HOUR })
  })
  test('cancelled and merged are void; a merge undone runs on; resolved and then merged stays met', () => {
    for (const end of [status('Fri 13:00', 'cancelled'), simple('Fri 13:00', 'merged')]) {
      const clocks = derive([created('Fri 12:00'), end])
      expect(clocks.map((c) => state(c, 'Wed 12:00'))).toEqual(['void', 'void'])
    }
    expect(show(dueAt(the(derive([created('Fri 12:00'), simple('Fri 13:00', 'merged'), simple('Fri 14:00', 'unmerged')]), 'resolution')))).toBe('Mon 13:00')
    expect(state(the(derive([created('Fri 12:00'), status('Fri 13:00', 'resolved'), simple('Fri 14:00', 'merged')]), 'resolution'), 'Wed 12:00')).toBe('met')
  })
  test('a merge undone goes back to waiting when it waited', () => {
    const clock = the(derive([created('Fri 12:00', { status: 'waiting_customer' }), simple('Fri 13:00', 'merged'), simple('Fri 14:00', 'unmerged')]), 'resolution')
    expect(state(clock, 'Fri 15:00')).toBe('paused')
  })
})

describe('terms', () => {
  const byPriority = (priority: Priority, policy: string | null): Terms => ({ ...terms, firstResponseSeconds: priority === 'urgent' ? 900 : HOUR, resolutionSeconds: policy === 'gold' ? 4 * HOUR : 8 * HOUR })
  test('a change of priority moves the running clocks, from the same start, and leaves the stopped ones alone', () => {
    const raise: TicketEvent = { at: at('Fri 12:40'), type: 'priority', to: 'urgent' }
    expect(state(the(derive([created('Fri 12:00'), simple('Fri 12:30', 'staff_reply'), raise], byPriority), 'first_response'), 'Fri 13:00')).toBe('met')
    expect(show(dueAt(the(derive([created('Fri 12:00'), raise], byPriority), 'first_response')))).toBe('Fri 12:15')
  })
  test('a change of policy keeps the pauses', () => {
    const clocks = derive([created('Fri 12:00'), status('Fri 13:00', 'waiting_customer'), status('Fri 14:00', 'open'), { at: at('Fri 15:00'), type: 'policy', to: 'gold' }], byPriority)
    expect(show(dueAt(the(clocks, 'resolution')))).toBe('Fri 17:00')
  })
  test('a promise that is not made has no clock', () => {
    expect(derive([created('Fri 12:00')], () => ({ ...terms, firstResponseSeconds: null, resolutionSeconds: null }))).toEqual([])
  })
  test('events out of order are put in order; a ticket begins with its creation', () => {
    expect(derive([simple('Fri 12:21', 'staff_reply'), created('Fri 12:00')])).toEqual(derive([created('Fri 12:00'), simple('Fri 12:21', 'staff_reply')]))
    expect(() => derive([])).toThrow(TypeError)
    expect(() => derive([simple('Fri 12:00', 'note')])).toThrow(TypeError)
  })
})

describe('emergencies', () => {
  test('attend in one hour, or two when controlled; escape prevented in twelve; nights and Sundays count', () => {
    for (const [leak, due] of [['uncontrolled', 'Sun 00:30'], ['controlled', 'Sun 01:30']] as const) {
      const clocks = derive([created('Sat 23:30', { emergency: leak, priority: 'urgent' })])
      expect(show(dueAt(the(clocks, 'attend')))).toBe(due)
      expect(show(dueAt(the(clocks, 'escape_prevented')))).toBe('Sun 11:30')
    }
  })
  test('nothing but attending ends them: not waiting, merging, cancelling, resolving', () => {
    const clocks = derive([created('Fri 12:00', { emergency: 'uncontrolled' }), status('Fri 12:05', 'waiting_customer'), status('Fri 12:10', 'resolved'), status('Fri 12:15', 'closed'), simple('Fri 12:20', 'merged'), status('Fri 12:25', 'cancelled')])
    expect(readClock(the(clocks, 'attend'), at('Fri 12:30'))).toMatchObject({ state: 'running', dueAt: at('Fri 13:00'), usedSeconds: 1800 })
    expect(state(the(clocks, 'escape_prevented'), 'Sat 00:01')).toBe('breached')
  })
  test('attended at the deadline is met; prevented ends the other; attending twice counts once', () => {
    const clocks = derive([created('Fri 12:00', { emergency: 'uncontrolled' }), simple('Fri 13:00', 'attended'), simple('Fri 14:00', 'attended'), simple('Fri 15:00', 'escape_prevented')])
    expect(readClock(the(clocks, 'attend'), at('Wed 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Fri 13:00') })
    expect(readClock(the(clocks, 'escape_prevented'), at('Wed 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Fri 15:00') })
  })
  test('a ticket found to be a leak: from the report it rests on; triaged anew before anybody came: the new time from the same report', () => {
    const found: TicketEvent = { at: at('Fri 14:00'), type: 'emergency', to: 'controlled', since: at('Fri 13:30') }
    const clocks = derive([created('Fri 12:00'), found])
    expect(show(dueAt(the(clocks, 'attend')))).toBe('Fri 15:30')
    const worse: TicketEvent = { at: at('Fri 14:10'), type: 'emergency', to: 'uncontrolled' }
    expect(show(dueAt(the(derive([created('Fri 12:00'), found, worse]), 'attend')))).toBe('Fri 14:30')
    expect(the(derive([created('Fri 12:00'), found, simple('Fri 14:05', 'attended'), worse]), 'attend')).toMatchObject({ targetSeconds: 7200, stop: at('Fri 14:05') })
  })
  test('an ordinary ticket has none, whatever is recorded', () => {
    expect(derive([created('Fri 12:00'), simple('Fri 12:10', 'attended'), simple('Fri 12:10', 'escape_prevented')]).map((c) => c.kind)).toEqual(['first_response', 'resolution'])
  })
})

// ─── Properties ──────────────────────────────────────────────────────────────────────────────────────────────────

const MINUTE = 60_000
const calendars: CalendarVersion[] = [
  kolkata,
  alwaysOpen,
  { timeZone: 'America/New_York', hours: Object.fromEntries(weekdays.map((d) => [d, [['00:30', '02:30'], ['09:00', '13:00'], ['14:00', '24:00']] as [string, string][]])), holidays: ['2026-10-31', '2026-11-26'] },
  { timeZone: 'Australia/Lord_Howe', hours: { sat: [['08:00', '12:00']], sun: [['01:00', '03:00']], wed: [['10:00', '10:30']] }, holidays: [] },
]
const base = Date.UTC(2026, 9, 30)
const minute = fc.integer({ min: 0, max: 6 * 1440 })
const somePauses = fc.array(fc.tuple(minute, fc.option(minute, { nil: null })), { maxLength: 5 }).map((all) => all.map(([from, length]) => ({ from: base + from * MINUTE, to: length === null ? null : base + (from + length) * MINUTE })))
const someClock = fc
  .record({ calendar: fc.constantFrom(...calendars), start: minute, target: fc.integer({ min: 0, max: 1200 }), pauses: somePauses, stop: fc.option(minute, { nil: null, freq: 2 }) })
  .map(({ calendar, start, target, pauses, stop }): Clock => clockOf({ calendar, start: base + start * MINUTE, targetSeconds: target * 60, pauses, stop: stop === null ? null : base + (start + stop) * MINUTE }))

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
      fc.record({ byStaff: fc.boolean(), status: fc.constantFrom<Status>('open', 'waiting_customer'), emergency: fc.constantFrom(null, 'uncontrolled' as const, 'controlled' as const) }),
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
      return [{ at: base, type: 'created', priority: 'medium', ...first } as TicketEvent, ...rest.map(([after, event]) => ({ ...event, at: (time += after * MINUTE) }) as TicketEvent)]
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
          if (clock.stop !== null && !clock.voided && clock.kind !== 'resolution') expect(events.some((e) => e.at === clock.stop && ['staff_reply', 'attended', 'escape_prevented'].includes(e.type))).toBe(true)
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
