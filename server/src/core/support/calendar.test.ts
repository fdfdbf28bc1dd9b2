import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addBusiness,
  addBusinessMs,
  alwaysOpen,
  businessElapsed,
  businessIntervals,
  businessMs,
  calendarPieces,
  checkCalendar,
  neverOpens,
  weekdays,
  type CalendarVersion,
  type Instant,
} from './calendar.ts'

const HOUR = 3600
const at = (text: string): Instant => Temporal.ZonedDateTime.from(text).epochMilliseconds
const local = (instant: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' })

const nineToFive = (timeZone: string, holidays: string[] = []): CalendarVersion => {
  const day: [string, string][] = [['09:00', '17:00']]
  return { timeZone, hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] }, holidays }
}
const daily = (timeZone: string, ...intervals: [string, string][]): CalendarVersion => ({ timeZone, hours: Object.fromEntries(weekdays.map((d) => [d, intervals])), holidays: [] })

const kolkata = nineToFive('Asia/Kolkata')

describe('named examples', () => {
  test('Kolkata, 8 business hours from Friday noon: Monday noon', () => {
    expect(local(addBusiness(kolkata, at('2026-11-20T12:00[Asia/Kolkata]'), 8 * HOUR), 'Asia/Kolkata')).toBe('2026-11-23T12:00:00+05:30')
  })
  test('New York, 60 minutes from Friday 16:30 with Monday a holiday: Tuesday 09:30', () => {
    const calendar = nineToFive('America/New_York', ['2026-01-19'])
    expect(local(addBusiness(calendar, at('2026-01-16T16:30[America/New_York]'), HOUR), 'America/New_York')).toBe('2026-01-20T09:30:00-05:00')
  })
  test('a pause from Friday 16:00 to Monday 10:00 is two business hours', () => {
    expect(businessElapsed(kolkata, at('2026-11-20T16:00[Asia/Kolkata]'), at('2026-11-23T10:00[Asia/Kolkata]'))).toBe(2 * HOUR)
  })
})

describe('boundaries', () => {
  const friday = (time: string) => at(`2026-11-20T${time}[Asia/Kolkata]`)
  test('decision: a target used up exactly at closing time is due at closing time, not at the next opening', () => {
    expect(addBusiness(kolkata, friday('09:00'), 8 * HOUR)).toBe(friday('17:00'))
    expect(addBusinessMs(kolkata, friday('09:00'), 8 * HOUR * 1000 + 1)).toBe(at('2026-11-23T09:00:00.001[Asia/Kolkata]'))
  })
  test('decision: a target of nothing is due at the start, open or not', () => {
    for (const start of [friday('12:00'), friday('17:00'), friday('23:00')]) expect(addBusiness(kolkata, start, 0)).toBe(start)
  })
  test('a start outside hours counts from the next opening', () => {
    for (const start of ['2026-11-20T17:00', '2026-11-20T23:59:59.999', '2026-11-22T12:00', '2026-11-23T00:00', '2026-11-23T09:00']) {
      expect(addBusiness(kolkata, at(`${start}[Asia/Kolkata]`), 60)).toBe(at('2026-11-23T09:01[Asia/Kolkata]'))
    }
  })
  test('hours are half-open: 09:00 counts, 17:00 does not', () => {
    expect(businessMs(kolkata, friday('08:59:59.999'), friday('09:00:00.001'))).toBe(1)
    expect(businessMs(kolkata, friday('16:59:59.999'), friday('17:00:00.001'))).toBe(1)
  })
  test('no time passes backwards', () => {
    expect(businessElapsed(kolkata, friday('12:00'), friday('12:00'))).toBe(0)
    expect(businessElapsed(kolkata, friday('13:00'), friday('12:00'))).toBe(0)
  })
  test('milliseconds are kept', () => {
    expect(addBusiness(kolkata, friday('16:59:59.500'), 1.25)).toBe(at('2026-11-23T09:00:00.750[Asia/Kolkata]'))
    expect(businessElapsed(kolkata, friday('12:00:00.001'), friday('12:00:01'))).toBe(0.999)
  })
  test('intervals of a day may touch, and midnight may be crossed by two', () => {
    const night: CalendarVersion = {
      timeZone: 'Europe/Paris',
      hours: {
        mon: [['22:00', '24:00']],
        tue: [
          ['00:00', '03:00'],
          ['03:00', '06:00'],
        ],
      },
      holidays: [],
    }
    expect(businessIntervals(night, at('2026-11-23T00:00[Europe/Paris]'), at('2026-11-29T00:00[Europe/Paris]'))).toEqual([
      { from: at('2026-11-23T22:00[Europe/Paris]'), to: at('2026-11-24T06:00[Europe/Paris]') },
    ])
    expect(local(addBusiness(night, at('2026-11-23T23:00[Europe/Paris]'), 7 * HOUR), 'Europe/Paris')).toBe('2026-11-24T06:00:00+01:00')
    expect(local(addBusiness(night, at('2026-11-23T23:00[Europe/Paris]'), 7 * HOUR + 1), 'Europe/Paris')).toBe('2026-11-30T22:00:01+01:00')
  })
  test('the order in which intervals and holidays are given does not matter', () => {
    const a: CalendarVersion = {
      timeZone: 'Asia/Kolkata',
      hours: {
        fri: [
          ['14:00', '18:00'],
          ['09:00', '13:00'],
        ],
      },
      holidays: ['2026-12-25', '2026-11-27', '2026-12-25'],
    }
    expect(addBusiness(a, friday('12:00'), 6 * HOUR)).toBe(at('2026-12-04T10:00[Asia/Kolkata]'))
  })
  test('24x7 counts every second, across a change of the clocks too', () => {
    const start = at('2026-03-07T12:00[America/New_York]')
    expect(addBusiness(alwaysOpen, start, 24 * HOUR)).toBe(start + 86_400_000)
    const there = daily('America/New_York', ['00:00', '24:00'])
    expect(local(addBusiness(there, start, 24 * HOUR), 'America/New_York')).toBe('2026-03-08T13:00:00-04:00')
    expect(businessIntervals(there, start, start + 86_400_000)).toEqual([{ from: start, to: start + 86_400_000 }])
  })
  test('24x7 with a holiday is closed on it', () => {
    const there = { ...daily('Asia/Kolkata', ['00:00', '24:00']), holidays: ['2026-11-21'] }
    expect(addBusiness(there, friday('23:00'), 2 * HOUR)).toBe(at('2026-11-22T01:00[Asia/Kolkata]'))
    expect(calendarPieces(there, friday('00:00'), at('2026-11-23T00:00[Asia/Kolkata]')).map((p) => p.kind)).toEqual(['open', 'holiday', 'open'])
  })
})

test('a holiday is shown as its whole date, and not at all on a day that is closed anyway', () => {
  const calendar = nineToFive('Asia/Kolkata', ['2026-11-20', '2026-11-22'])
  expect(
    calendarPieces(calendar, at('2026-11-19T12:00[Asia/Kolkata]'), at('2026-11-23T10:00[Asia/Kolkata]')).map((p) => [local(p.from, 'Asia/Kolkata').slice(0, 16), p.kind]),
  ).toEqual([
    ['2026-11-19T12:00', 'open'],
    ['2026-11-19T17:00', 'closed'],
    ['2026-11-20T00:00', 'holiday'],
    ['2026-11-21T00:00', 'closed'],
    ['2026-11-23T09:00', 'open'],
  ])
})

describe('searches that would not end are refused by name', () => {
  test('every open day is a holiday', () => {
    const days: string[] = []
    for (let d = Temporal.PlainDate.from('2026-01-05'); d.year < 2040; d = d.add({ days: 7 })) days.push(d.toString())
    const calendar: CalendarVersion = { timeZone: 'Asia/Kolkata', hours: { mon: [['09:00', '17:00']] }, holidays: days }
    const start = at('2026-11-20T12:00[Asia/Kolkata]')
    expect(() => addBusiness(calendar, start, 1)).toThrow(expect.toSatisfy(neverOpens))
  })
  test('a target of more than ten years, in an office and round the clock; nine years are found', () => {
    const start = at('2026-11-20T12:00[Asia/Kolkata]')
    expect(() => addBusiness(kolkata, start, 11 * 52 * 40 * HOUR)).toThrow(/ten years/)
    expect(() => addBusiness(alwaysOpen, start, 11 * 366 * 24 * HOUR)).toThrow(/ten years/)
    expect(addBusiness(kolkata, start, 9 * 52 * 40 * HOUR)).toBe(at('2035-11-09T12:00[Asia/Kolkata]'))
  })
  test('nonsense is a bug, not a deadline', () => {
    for (const seconds of [-1, Number.NaN, Infinity]) expect(() => addBusiness(kolkata, 0, seconds)).toThrow(RangeError)
    for (const start of [Number.NaN, 0.5]) expect(() => addBusiness(kolkata, start, 1)).toThrow(RangeError)
    expect(() => addBusiness({ ...kolkata, timeZone: 'Mars/Base' }, 0, 1)).toThrow(expect.objectContaining({ name: 'CalendarInvalid' }))
    expect(neverOpens(new Error('other'))).toBe(false)
  })
})

describe('daylight saving and zones that jump', () => {
  test('a 23-hour day and a 25-hour day', () => {
    const all = { ...daily('America/New_York', ['00:00', '24:00']), holidays: ['1999-01-01'] } // the holiday keeps it off the fast path
    expect(businessElapsed(all, at('2026-03-08T00:00[America/New_York]'), at('2026-03-09T00:00[America/New_York]'))).toBe(23 * HOUR)
    expect(businessElapsed(all, at('2026-11-01T00:00[America/New_York]'), at('2026-11-02T00:00[America/New_York]'))).toBe(25 * HOUR)
  })
  test('an opening inside the gap opens at the change; a closing inside it closes there; hours inside it do not exist', () => {
    const day = { from: at('2026-03-08T00:00[America/New_York]'), to: at('2026-03-09T00:00[America/New_York]') }
    const change = at('2026-03-08T03:00[America/New_York]')
    expect(businessIntervals(daily('America/New_York', ['02:30', '05:00']), day.from, day.to)).toEqual([{ from: change, to: at('2026-03-08T05:00[America/New_York]') }])
    expect(businessIntervals(daily('America/New_York', ['01:00', '02:30']), day.from, day.to)).toEqual([{ from: at('2026-03-08T01:00[America/New_York]'), to: change }])
    expect(businessIntervals(daily('America/New_York', ['02:00', '03:00']), day.from, day.to)).toEqual([])
  })
  test('hours inside the overlap are open twice', () => {
    const twice = businessIntervals(daily('America/New_York', ['01:15', '01:45']), at('2026-11-01T00:00[America/New_York]'), at('2026-11-02T00:00[America/New_York]'))
    expect(twice.map((i) => local(i.from, 'America/New_York'))).toEqual(['2026-11-01T01:15:00-04:00', '2026-11-01T01:15:00-05:00'])
    expect(addBusiness(daily('America/New_York', ['01:15', '01:45']), at('2026-11-01T00:00[America/New_York]'), 45 * 60)).toBe(at('2026-11-01T01:30:00-05:00[America/New_York]'))
  })
  test('Lord Howe changes by half an hour', () => {
    const night = daily('Australia/Lord_Howe', ['01:00', '04:00'])
    expect(businessElapsed(night, at('2026-04-05T00:00[Australia/Lord_Howe]'), at('2026-04-06T00:00[Australia/Lord_Howe]'))).toBe(3.5 * HOUR)
    expect(businessElapsed(night, at('2026-10-04T00:00[Australia/Lord_Howe]'), at('2026-10-05T00:00[Australia/Lord_Howe]'))).toBe(2.5 * HOUR)
  })
  test('a zone first asked about at the very change remembers where the change was', () => {
    const helsinki = daily('Europe/Helsinki', ['00:00', '06:00']) // no other test may use this zone
    const change = at('2026-03-29T04:00[Europe/Helsinki]')
    expect(businessElapsed(helsinki, change, change + 86_400_000)).toBe(6 * HOUR)
    expect(businessElapsed(helsinki, at('2026-03-28T03:00[Europe/Helsinki]'), at('2026-03-28T08:00[Europe/Helsinki]'))).toBe(3 * HOUR)
  })
  test('Apia had no 30 December 2011, holiday or not', () => {
    for (const holidays of [[], ['2011-12-30']]) {
      const apia = nineToFive('Pacific/Apia', holidays)
      expect(local(addBusiness(apia, at('2011-12-29T16:00[Pacific/Apia]'), 2 * HOUR), 'Pacific/Apia')).toBe('2012-01-02T10:00:00+14:00')
    }
  })
  test('Kathmandu, 5:45 ahead', () => {
    expect(new Date(addBusiness(nineToFive('Asia/Kathmandu'), at('2026-11-20T16:30[Asia/Kathmandu]'), HOUR)).toISOString()).toBe('2026-11-23T03:45:00.000Z')
  })
  test('a month of office hours keeps its hours when the clocks change in it', () => {
    const london = nineToFive('Europe/London')
    expect(businessElapsed(london, at('2026-03-02T00:00[Europe/London]'), at('2026-04-06T00:00[Europe/London]'))).toBe(25 * 8 * HOUR)
  })
})

describe('what is wrong with a calendar is said all at once', () => {
  test('good ones pass', () => {
    expect(checkCalendar(kolkata)).toEqual([])
    expect(checkCalendar(alwaysOpen)).toEqual([])
    expect(
      checkCalendar({
        timeZone: 'Asia/Kolkata',
        hours: {
          mon: [
            ['09:00', '12:00'],
            ['12:00', '24:00'],
          ],
        },
        holidays: ['2024-02-29'],
      }),
    ).toEqual([])
  })
  test('every problem, each with its place', () => {
    const problems = checkCalendar({
      timeZone: 'Asia/Puna',
      hours: {
        mon: [
          ['09:00', '13:00'],
          ['12:00', '17:00'],
        ],
        tue: [['17:00', '09:00']],
        wed: [['9:00', '25:00']],
        thu: [['24:00', '24:00']],
        fri: [['10:00', '10:00'], ['11:00']],
        sat: 'closed',
        funday: [],
      },
      holidays: ['2026-02-30', '26 January', 20260126, '2026-01-26'],
    })
    expect(problems.map((p) => p.path)).toEqual([
      '/timeZone',
      '/hours/funday',
      '/hours/mon/1',
      '/hours/tue/0',
      '/hours/wed/0/0',
      '/hours/wed/0/1',
      '/hours/thu/0/0',
      '/hours/fri/0',
      '/hours/fri/1',
      '/hours/sat',
      '/holidays/0',
      '/holidays/1',
      '/holidays/2',
    ])
  })
  test('overlap is found whatever the order, and inside a longer interval', () => {
    const hours = {
      mon: [
        ['13:00', '14:00'],
        ['09:00', '17:00'],
        ['16:00', '18:00'],
      ],
    }
    expect(checkCalendar({ timeZone: 'UTC', hours, holidays: [] }).map((p) => p.path)).toEqual(['/hours/mon/0', '/hours/mon/2'])
  })
  test('no open time at all', () => {
    for (const hours of [{}, { mon: [] }])
      expect(checkCalendar({ timeZone: 'UTC', hours, holidays: [] })).toEqual([{ path: '/hours', message: expect.stringContaining('no open time') }])
  })
  test.each([undefined, null, 'x', [], {}])('%j is no calendar, and does not throw', (input) => expect(checkCalendar(input).length).toBeGreaterThan(0))
  test.each(['', '+05:30', 5, 'Mars/Base', '2020-01-01T00:00+05:30[Asia/Kolkata]'])('%j is no zone', (timeZone) => {
    expect(checkCalendar({ ...kolkata, timeZone }).map((p) => p.path)).toEqual(['/timeZone'])
  })
  test('anything at all is answered', () => {
    fc.assert(fc.property(fc.anything(), (input) => void checkCalendar(input)))
    fc.assert(
      fc.property(
        fc.record({ timeZone: fc.anything(), hours: fc.dictionary(fc.constantFrom(...weekdays, 'x'), fc.anything()), holidays: fc.array(fc.anything()) }),
        (input) => void checkCalendar(input),
      ),
    )
  })
})
