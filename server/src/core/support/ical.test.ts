import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHolidayFeed } from './ical.ts'

const calendar = (...events: string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...events.map(
      (lines, i) =>
        `BEGIN:VEVENT\r\nUID:${i}@test\r\n${lines
          .trim()
          .split('\n')
          .map((l) => l.trim())
          .join('\r\n')}\r\nEND:VEVENT`,
    ),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

function read(text: string, from = 2026, to = 2027) {
  const feed = readHolidayFeed(text, from, to)
  if (!feed.ok) throw new Error(feed.message)
  return feed
}
const dates = (text: string, from?: number, to?: number): string[] => read(text, from, to).holidays.map((h) => h.date)
/** The dates of one yearly rule. */
const ruled = (rule: string, start = '20200101', from = 2026, to = 2027): string[] => dates(calendar(`DTSTART;VALUE=DATE:${start}\nRRULE:${rule}`), from, to)

describe('all-day events', () => {
  test('one day, with its name', () => {
    expect(read(calendar('DTSTART;VALUE=DATE:20260126\nDTEND;VALUE=DATE:20260127\nSUMMARY:Republic\\, Day')).holidays).toEqual([{ date: '2026-01-26', name: 'Republic, Day' }])
  })
  test('without an end, with an end on the same day, and with a duration', () => {
    expect(dates(calendar('DTSTART;VALUE=DATE:20260126', 'DTSTART;VALUE=DATE:20260815\nDTEND;VALUE=DATE:20260815', 'DTSTART;VALUE=DATE:20261002\nDURATION:P2D'))).toEqual([
      '2026-01-26',
      '2026-08-15',
      '2026-10-02',
      '2026-10-03',
    ])
  })
  test('several days end before their DTEND, also across the years asked for', () => {
    expect(dates(calendar('DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270103'), 2027, 2027)).toEqual(['2027-01-01', '2027-01-02'])
    expect(dates(calendar('DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270103'), 2026, 2026)).toEqual(['2026-12-31'])
  })
  test('two holidays on one date are one entry', () => {
    expect(
      read(calendar('DTSTART;VALUE=DATE:20261108\nSUMMARY:Diwali', 'DTSTART;VALUE=DATE:20261108\nSUMMARY:Founders Day', 'DTSTART;VALUE=DATE:20261108\nSUMMARY:Diwali')).holidays,
    ).toEqual([{ date: '2026-11-08', name: 'Diwali, Founders Day' }])
  })
  test('midnight to midnight in the office counts as a day; a time of day or midnight in UTC does not, and is said', () => {
    const feed = read(
      calendar(
        'DTSTART:20260126T000000\nDTEND:20260127T000000\nSUMMARY:Floating',
        'DTSTART:20260301T100000\nDTEND:20260301T120000\nSUMMARY:Lunch',
        'DTSTART:20260401T000000Z\nDTEND:20260402T000000Z\nSUMMARY:Zulu',
        'DTSTART:20260501T000000Z\nDTEND:20260502T000000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\nSUMMARY:Outlook',
      ),
    )
    expect(feed.holidays.map((h) => h.name)).toEqual(['Floating', 'Outlook'])
    expect(feed.skipped).toEqual([
      { name: 'Lunch', reason: 'It is not an all-day event.' },
      { name: 'Zulu', reason: 'It is not an all-day event.' },
    ])
  })
  test('cancelled events are not taken, and broken ones do not take the others with them', () => {
    const feed = read(
      calendar(
        'DTSTART;VALUE=DATE:20260126\nSTATUS:CANCELLED\nSUMMARY:Gone',
        'SUMMARY:Dateless',
        'DTSTART;VALUE=DATE:20261399\nSUMMARY:Month 13',
        'DTSTART;VALUE=DATE:20260815\nSUMMARY:Good',
      ),
    )
    expect(feed.holidays.map((h) => h.name)).toContain('Good')
    expect(feed.skipped.map((s) => s.name)).toEqual(expect.arrayContaining(['Gone', 'Dateless']))
  })
})

describe('repeating events', () => {
  test('every year, with an end and with a count', () => {
    expect(ruled('FREQ=YEARLY', '20190126')).toEqual(['2026-01-26', '2027-01-26'])
    expect(ruled('FREQ=YEARLY;UNTIL=20261231', '20190126')).toEqual(['2026-01-26'])
    expect(ruled('FREQ=YEARLY;COUNT=8', '20190126')).toEqual(['2026-01-26'])
    expect(ruled('FREQ=YEARLY;INTERVAL=4', '20190126', 2026, 2031)).toEqual(['2027-01-26', '2031-01-26'])
  })
  test('the fourth Thursday of November, the last Monday in May, the Tuesday after the first Monday', () => {
    expect(ruled('FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '20201126')).toEqual(['2026-11-26', '2027-11-25'])
    expect(ruled('FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', '20200525')).toEqual(['2026-05-25', '2027-05-31'])
    expect(ruled('FREQ=YEARLY;BYMONTH=5;BYDAY=MO;BYSETPOS=-1', '20200525')).toEqual(['2026-05-25', '2027-05-31'])
    expect(ruled('FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8', '20201103')).toEqual(['2026-11-03', '2027-11-02'])
  })
  test('several days, repeated, keep their length', () => {
    expect(dates(calendar('DTSTART;VALUE=DATE:20201225\nDTEND;VALUE=DATE:20201227\nRRULE:FREQ=YEARLY'), 2026, 2026)).toEqual(['2026-12-25', '2026-12-26'])
  })
  test('left out (EXDATE), added (RDATE), moved and cancelled occurrences', () => {
    const text = calendar('DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20270101\nRDATE;VALUE=DATE:20260704\nSUMMARY:New Year').replace(
      'END:VCALENDAR',
      'BEGIN:VEVENT\r\nUID:0@test\r\nRECURRENCE-ID;VALUE=DATE:20280101\r\nDTSTART;VALUE=DATE:20280103\r\nSUMMARY:New Year observed\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:0@test\r\nRECURRENCE-ID;VALUE=DATE:20290101\r\nDTSTART;VALUE=DATE:20290101\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR',
    )
    expect(read(text, 2026, 2030).holidays).toEqual([
      { date: '2026-01-01', name: 'New Year' },
      { date: '2026-07-04', name: 'New Year' },
      { date: '2028-01-03', name: 'New Year observed' },
      { date: '2030-01-01', name: 'New Year' },
    ])
  })
  test('an occurrence moved from the next year into this one', () => {
    const text = calendar('DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY').replace(
      'END:VCALENDAR',
      'BEGIN:VEVENT\r\nUID:0@test\r\nRECURRENCE-ID;VALUE=DATE:20270101\r\nDTSTART;VALUE=DATE:20261231\r\nEND:VEVENT\r\nEND:VCALENDAR',
    )
    expect(dates(text, 2026, 2026)).toEqual(['2026-01-01', '2026-12-31'])
  })
  test('an exception belongs to its own event only', () => {
    const text = calendar('DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY\nSUMMARY:A', 'DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY\nSUMMARY:B').replace(
      'END:VCALENDAR',
      'BEGIN:VEVENT\r\nUID:1@test\r\nRECURRENCE-ID;VALUE=DATE:20260101\r\nDTSTART;VALUE=DATE:20260105\r\nSUMMARY:B moved\r\nEND:VEVENT\r\nEND:VCALENDAR',
    )
    expect(read(text, 2026, 2026).holidays).toEqual([
      { date: '2026-01-01', name: 'A' },
      { date: '2026-01-05', name: 'B moved' },
    ])
  })
  test('a date that does not exist this year is no holiday (29 February)', () => {
    expect(ruled('FREQ=YEARLY', '20200229', 2023, 2028)).toEqual(['2024-02-29', '2028-02-29'])
    expect(ruled('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '20200101', 2023, 2028)).toEqual([])
  })
  test.each(['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=HOURLY;BYMONTH=3', 'FREQ=SECONDLY', 'FREQ=YEARLY;BYWEEKNO=20', 'FREQ=MONTHLY;BYMONTHDAY=31'])(
    'a rule that cannot be read exactly is skipped and said, at once: %s',
    (rule) => {
      const feed = read(calendar(`DTSTART;VALUE=DATE:20200101\nRRULE:${rule}\nSUMMARY:Odd`))
      expect(feed.holidays).toEqual([])
      expect(feed.skipped).toEqual([{ name: 'Odd', reason: expect.stringContaining('Its repeat rule is not supported') }])
    },
  )
  test('the rules that ical.js itself reads wrongly', () => {
    expect(ruled('FREQ=YEARLY;BYMONTHDAY=26', '20260126', 2026, 2026)).toHaveLength(12)
    expect(ruled('FREQ=YEARLY;BYMONTH=9,1;BYMONTHDAY=1,31;BYDAY=MO', '20200101', 2027, 2029)).toEqual(['2028-01-31', '2029-01-01'])
    expect(ruled('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1', '20200331', 2026, 2026)).toEqual(['2026-03-31'])
    expect(ruled('FREQ=YEARLY;BYYEARDAY=100,-1', '20200409', 2026, 2026)).toEqual(['2026-04-10', '2026-12-31'])
    expect(ruled('FREQ=YEARLY;BYDAY=20MO', '20200518', 2026, 2026)).toEqual(['2026-05-18'])
    expect(ruled('FREQ=YEARLY;BYMONTH=3,5', '20200331', 2026, 2026)).toEqual(['2026-03-31', '2026-05-31'])
  })
  test('every so many days and weeks', () => {
    expect(ruled('FREQ=DAILY;COUNT=3', '20261107')).toEqual(['2026-11-07', '2026-11-08', '2026-11-09'])
    expect(ruled('FREQ=DAILY;INTERVAL=2;UNTIL=20261111', '20261107')).toEqual(['2026-11-07', '2026-11-09', '2026-11-11'])
    expect(ruled('FREQ=WEEKLY;BYDAY=SA,SU;COUNT=4', '20261107')).toEqual(['2026-11-07', '2026-11-08', '2026-11-14', '2026-11-15'])
  })
  test('an event that repeats without measure is skipped', () => {
    expect(read(calendar('DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY\nSUMMARY:Daily')).skipped).toEqual([{ name: 'Daily', reason: 'It repeats too often for a holiday.' }])
  })

  const weekday = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  test('yearly rules agree with trying every date of the year', () => {
    const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
    const monthDays = fc.uniqueArray(
      fc.integer({ min: -31, max: 31 }).filter((n) => n !== 0),
      { minLength: 1, maxLength: 3 },
    )
    const nth = fc.record({ n: fc.constantFrom(0, 1, 2, 3, 4, 5, -1, -2), day: fc.integer({ min: 0, max: 6 }) })
    fc.assert(
      fc.property(months, fc.option(monthDays, { nil: null }), fc.option(nth, { nil: null }), (inMonths, days, by) => {
        fc.pre(days !== null || by !== null)
        const rule = [
          'FREQ=YEARLY',
          `BYMONTH=${inMonths.join()}`,
          ...(days ? [`BYMONTHDAY=${days.join()}`] : []),
          ...(by ? [`BYDAY=${(days ? '' : by.n || '') + weekday[by.day]!}`] : []),
        ].join(';')
        const expected: string[] = []
        for (let d = Temporal.PlainDate.from('2026-01-01'); d.year <= 2029; d = d.add({ days: 1 })) {
          const isDay = !days || days.some((n) => d.day === (n > 0 ? n : d.daysInMonth + 1 + n))
          const place = by && !days && by.n !== 0 ? (by.n > 0 ? Math.ceil(d.day / 7) === by.n : Math.floor((d.daysInMonth - d.day) / 7) === -by.n - 1) : true
          if (inMonths.includes(d.month) && isDay && place && (!by || d.dayOfWeek === by.day + 1)) expected.push(d.toString())
        }
        // A start that is part of the rule: what a start outside it means, RFC 5545 leaves undefined.
        expect({ rule, dates: ruled(rule, '20251231', 2026, 2029) }).toEqual({ rule, dates: expected })
      }),
      { numRuns: 300 },
    )
  })
})

describe('refusals', () => {
  test.each([
    '',
    'Holidays 2026',
    '<!doctype html><html></html>',
    '{"a":1}',
    'BEGIN:VCARD\r\nFN:x\r\nEND:VCARD',
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n',
    'BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR',
  ])('not iCalendar: %j', (text) => {
    expect(readHolidayFeed(text, 2026, 2026)).toMatchObject({ ok: false, code: 'ical_not_a_calendar' })
  })
  test('too large, and years out of range', () => {
    expect(readHolidayFeed(`BEGIN:VCALENDAR\r\n${'x'.repeat(5_000_000)}`, 2026, 2026)).toMatchObject({ code: 'ical_too_large' })
    for (const [from, to] of [
      [2027, 2026],
      [1800, 1801],
      [2000, 2100],
      [2026.5, 2027],
    ] as const)
      expect(readHolidayFeed(calendar(), from, to)).toMatchObject({ code: 'ical_bad_years' })
  })
  test('a calendar without events, with a byte order mark, in lower case, and two calendars in one file are all read', () => {
    expect(dates(calendar())).toEqual([])
    const one = calendar('DTSTART;VALUE=DATE:20260126')
    expect(dates(`\uFEFF${one}`)).toEqual(['2026-01-26'])
    expect(dates(one.replaceAll('VCALENDAR', 'vcalendar').replaceAll('BEGIN', 'begin'))).toEqual(['2026-01-26'])
    expect(dates(one + calendar('DTSTART;VALUE=DATE:20260815'))).toEqual(['2026-01-26', '2026-08-15'])
  })
})
