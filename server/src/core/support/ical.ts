/**
 * Reads a holiday feed (RFC 5545, `.ics`) into the dates a calendar is closed on. Pure: text in, dates out; fetching is the caller's.
 *
 * What cannot be read exactly is left out and said, never guessed. (requirements: S8)
 */
import ICAL from 'ical.js'
import { isReadable, isoDate, ruleDates } from './recurrence.ts'

export type HolidayFeed =
  | {
      ok: true
      /** Ascending, one entry a date; two holidays on one date share it, `Diwali, Founders' Day`. */
      holidays: { date: string; name: string }[]
      /** What was not taken, and why, for the administrator. */
      skipped: { name: string; reason: string }[]
    }
  | { ok: false; code: 'ical_not_a_calendar' | 'ical_too_large' | 'ical_bad_years'; message: string }

const MAX_CHARACTERS = 5_000_000
const MAX_YEARS = 50

const refused = (code: Extract<HolidayFeed, { ok: false }>['code'], message: string): HolidayFeed => ({ ok: false, code, message })

/**
 * The dates of all-day events from 1 January `fromYear` to 31 December `toYear`: single, several days, repeating, with exceptions. An event
 * with a time of day is skipped unless it runs from midnight to midnight (as some programs write an all-day event).
 */
export function readHolidayFeed(text: string, fromYear: number, toYear: number): HolidayFeed {
  if (!Number.isInteger(fromYear) || !Number.isInteger(toYear) || fromYear < 1900 || toYear > 2200 || toYear < fromYear || toYear - fromYear >= MAX_YEARS) {
    return refused('ical_bad_years', `Give a first and a last year between 1900 and 2200, at most ${MAX_YEARS} years.`)
  }
  if (text.length > MAX_CHARACTERS) return refused('ical_too_large', 'The calendar file is too large. Five million characters are read at most.')
  const calendars = parse(text)
  if (!calendars) return refused('ical_not_a_calendar', 'This is not an iCalendar file. It should begin with BEGIN:VCALENDAR; the web page of a calendar is not its feed.')

  const names = new Map<string, Set<string>>()
  const skipped: { name: string; reason: string }[] = []
  for (const calendar of calendars) {
    for (const { event, exceptions } of eventsOf(calendar)) {
      const name = nameOf(event)
      const found = readEvent(event, exceptions, fromYear, toYear)
      if (typeof found === 'string') skipped.push({ name, reason: found })
      else for (const day of found) names.set(day.date, (names.get(day.date) ?? new Set()).add(day.name))
    }
  }
  const holidays = [...names].map(([date, set]) => ({ date, name: [...set].join(', ') })).toSorted((a, b) => (a.date < b.date ? -1 : 1))
  return { ok: true, holidays, skipped }
}

function parse(text: string): ICAL.Component[] | undefined {
  const body = text.trim() // which takes a byte order mark, too
  if (!/^BEGIN:VCALENDAR\s/i.test(body)) return undefined
  try {
    const parsed: unknown[] = ICAL.parse(body)
    // One calendar is ["vcalendar", …]; a file with several is a list of them.
    const all = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[][]
    return all.every((one) => one[0] === 'vcalendar') ? all.map((one) => new ICAL.Component(one)) : undefined
  } catch {
    return undefined // its messages speak of lines and tokens; the caller's sentence says what to do
  }
}

/** Each event with the exceptions of its own UID. Left to itself, ical.js gives every event the exceptions of all. */
function eventsOf(calendar: ICAL.Component): { event: ICAL.Component; exceptions: ICAL.Component[] }[] {
  const uid = (c: ICAL.Component): unknown => c.getFirstPropertyValue('uid')
  const all = calendar.getAllSubcomponents('vevent')
  const masters = all.filter((c) => !c.hasProperty('recurrence-id'))
  const known = new Set(masters.map(uid))
  const exceptions = Map.groupBy(
    all.filter((c) => c.hasProperty('recurrence-id')),
    uid,
  )
  const orphans = all.filter((c) => c.hasProperty('recurrence-id') && !known.has(uid(c)))
  return [...masters.map((event) => ({ event, exceptions: exceptions.get(uid(event)) ?? [] })), ...orphans.map((event) => ({ event, exceptions: [] }))]
}

function nameOf(component: ICAL.Component): string {
  const summary = component.getFirstPropertyValue('summary')
  return (typeof summary === 'string' ? summary.replaceAll(/\s+/g, ' ').trim().slice(0, 200) : '') || 'Holiday'
}

/** The dates of one event within the years, or the reason why it is not taken. */
function readEvent(component: ICAL.Component, exceptions: ICAL.Component[], fromYear: number, toYear: number): { date: string; name: string }[] | string {
  try {
    if (isCancelled(component)) return 'It is cancelled.'
    const event = new ICAL.Event(component, { exceptions: exceptions.map((c) => new ICAL.Event(c, { exceptions: [] })) })
    const start = event.startDate as ICAL.Time | null
    if (!start) return 'It has no date.'
    if (!isAllDay(component, start, event.endDate)) return 'It is not an all-day event.'
    if (!event.isRecurring()) return daysWithin(start, event.endDate, fromYear, toYear).map((date) => ({ date, name: nameOf(component) }))

    const rules = component.getAllProperties('rrule').map((property) => property.getFirstValue() as ICAL.Recur)
    const unread = rules.find((rule) => !isReadable(rule))
    if (unread) return `Its repeat rule is not supported: ${unread.toString()}`
    const dates = new Set([isoDate(start), ...datesIn(component, 'rdate')])
    for (const rule of rules) {
      // An exception may have moved an occurrence from the next year into this one.
      const some = ruleDates(rule, start, toYear + 1)
      if (!some) return 'It repeats too often for a holiday.'
      for (const date of some) dates.add(date)
    }
    for (const date of datesIn(component, 'exdate')) dates.delete(date)

    return [...dates].flatMap((date) => {
      const at = start.clone()
      const [year, month, day] = date.split('-').map(Number)
      Object.assign(at, { year, month, day })
      const { item, startDate, endDate } = event.getOccurrenceDetails(at)
      if (isCancelled(item.component) || !isAllDay(item.component, startDate, endDate)) return []
      return daysWithin(startDate, endDate, fromYear, toYear).map((one) => ({ date: one, name: nameOf(item.component) }))
    })
  } catch (error) {
    return `It could not be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

const datesIn = (component: ICAL.Component, property: 'rdate' | 'exdate'): string[] =>
  component.getAllProperties(property).flatMap((p) => p.getValues().map((value) => isoDate(value as ICAL.Time)))

const isCancelled = (component: ICAL.Component): boolean => String(component.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED'

function isAllDay(component: ICAL.Component, start: ICAL.Time, end: ICAL.Time | null): boolean {
  if (start.isDate) return true
  const atMidnight = (t: ICAL.Time | null): boolean => t !== null && t.hour === 0 && t.minute === 0 && t.second === 0
  if (end === null || !atMidnight(start) || !atMidnight(end) || Temporal.PlainDate.compare(plain(start), plain(end)) >= 0) return false
  // Midnight in UTC is no midnight where the office is, unless the program that wrote it says that it means the day.
  return start.zone !== ICAL.Timezone.utcTimezone || String(component.getFirstPropertyValue('x-microsoft-cdo-alldayevent')).toUpperCase() === 'TRUE'
}

const plain = (time: ICAL.Time): Temporal.PlainDate => Temporal.PlainDate.from({ year: time.year, month: time.month, day: time.day })

/** Every date from start to before end (at least the start: some programs end an event on the day it begins), within the years. */
function daysWithin(start: ICAL.Time, end: ICAL.Time | null, fromYear: number, toYear: number): string[] {
  const first = plain(start)
  const until = end && Temporal.PlainDate.compare(plain(end), first) > 0 ? plain(end) : first.add({ days: 1 })
  const dates: string[] = []
  const from = Temporal.PlainDate.from({ year: fromYear, month: 1, day: 1 })
  for (let day = Temporal.PlainDate.compare(first, from) < 0 ? from : first; Temporal.PlainDate.compare(day, until) < 0 && day.year <= toYear; day = day.add({ days: 1 })) {
    dates.push(day.toString())
  }
  return dates
}
