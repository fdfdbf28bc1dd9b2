/**
 * The dates of a repeating all-day event. ical.js reads the rule; the yearly ones, in which holidays are written, are expanded here,
 * because its own expansion is not exact: 30 February becomes 1 March, `BYMONTHDAY=31,7` loses dates, and
 * `FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30` never returns. (RFC 5545, 3.3.10)
 */
import type ICAL from 'ical.js'

const YEARLY_PARTS = new Set(['BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYDAY', 'BYSETPOS'])
/** Of one event, from its first date on. */
const MAX_OCCURRENCES = 20_000
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Yearly on dates, on weekdays of a month or of the year, on days of the year; every so many days; every so many weeks. */
export function isReadable(rule: ICAL.Recur): boolean {
  const parts = Object.keys(rule.parts)
  if (rule.freq === 'YEARLY') return parts.every((part) => YEARLY_PARTS.has(part))
  if (rule.freq === 'DAILY') return parts.length === 0
  return rule.freq === 'WEEKLY' && parts.every((part) => part === 'BYDAY')
}

/**
 * The dates of a readable rule, `YYYY-MM-DD`, ascending, from the event's first date (which always counts) to the end of `toYear`; null when there are too many.
 */
export function ruleDates(rule: ICAL.Recur, start: ICAL.Time, toYear: number): string[] | null {
  const first = isoDate(start)
  const until = rule.until ? isoDate(rule.until as ICAL.Time) : '9999-12-31'
  const most = Math.min(rule.count ?? Infinity, MAX_OCCURRENCES + 1)
  const dates = [first]
  for (const date of rule.freq === 'YEARLY' ? yearly(rule, start, toYear) : others(rule, start, toYear)) {
    if (date > until || dates.length >= most) break
    if (date > first) dates.push(date)
  }
  return dates.length > MAX_OCCURRENCES ? null : dates
}

export const isoDate = (time: ICAL.Time): string => Temporal.PlainDate.from({ year: time.year, month: time.month, day: time.day }).toString()

function* others(rule: ICAL.Recur, start: ICAL.Time, toYear: number): Generator<string> {
  const iterator = rule.iterator(start)
  for (let at = iterator.next() as ICAL.Time | null; at && at.year <= toYear; at = iterator.next() as ICAL.Time | null) yield isoDate(at)
}

function* yearly(rule: ICAL.Recur, start: ICAL.Time, toYear: number): Generator<string> {
  const positions = rule.parts.BYSETPOS as number[] | undefined
  for (let year = start.year; year <= toYear; year += Math.max(1, rule.interval)) {
    const dates = datesOfYear(rule, start, year)
    yield* positions ? dates.filter((_, i) => positions.includes(i + 1) || positions.includes(i - dates.length)) : dates
  }
}

function datesOfYear(rule: ICAL.Recur, start: ICAL.Time, year: number): string[] {
  const { BYMONTH, BYMONTHDAY, BYYEARDAY, BYDAY } = rule.parts as { BYMONTH?: number[]; BYMONTHDAY?: number[]; BYYEARDAY?: number[]; BYDAY?: string[] }
  const onDays = BYMONTHDAY ?? BYYEARDAY ?? BYDAY
  // A rule that names no day repeats the day of the start; one that names neither day nor month, its month too.
  const months = BYMONTH ?? (onDays ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [start.month])
  const daysInYear = Temporal.PlainDate.from({ year, month: 1, day: 1 }).daysInYear
  const dates: string[] = []
  for (const month of months.toSorted((a, b) => a - b)) {
    const one = Temporal.PlainDate.from({ year, month, day: 1 })
    const { daysInMonth, dayOfWeek, dayOfYear } = one
    for (let day = 1; day <= daysInMonth; day++) {
      const yearDay = dayOfYear + day - 1
      const weekday = weekdays[(dayOfWeek + day - 2) % 7]!
      const fits =
        (onDays !== undefined || day === start.day) &&
        has(BYMONTHDAY, day, daysInMonth) &&
        has(BYYEARDAY, yearDay, daysInYear) &&
        (BYDAY?.some((by) => isNth(by, weekday, BYMONTH ? day : yearDay, BYMONTH ? daysInMonth : daysInYear)) ?? true)
      if (fits) dates.push(one.with({ day }).toString())
    }
  }
  return dates
}

/** Counted from the front, or with a minus from the end; a list that is not given allows everything. */
const has = (list: number[] | undefined, n: number, of: number): boolean => !list || list.includes(n) || list.includes(n - of - 1)

/** `MO` is any Monday, `2MO` the second, `-1MO` the last, of the month or the year. */
function isNth(by: string, weekday: string, n: number, of: number): boolean {
  const nth = Number.parseInt(by, 10)
  if (!by.endsWith(weekday)) return false
  return Number.isNaN(nth) || nth === Math.ceil(n / 7) || nth === -Math.ceil((of - n + 1) / 7)
}
