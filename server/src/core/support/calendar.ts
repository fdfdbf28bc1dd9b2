/**
 * Business hours: which instants count, and how to add and measure counted time. Pure: no database, no clock.
 *
 * The one rule everything here follows: **an instant is open when the wall clock of the zone shows a date that is no
 * holiday and a time inside that weekday's hours** (half-open: 09:00 is open, 17:00 is not). It needs no special case
 * for daylight saving: hours that a gap skips do not exist, hours that an overlap repeats are open twice, an
 * opening time inside a gap opens at the change, and a date the zone never had (Apia, 30 December 2011) is never open.
 *
 * It is computed, not walked: between two changes of a zone's offset local time is plain arithmetic, so whole weeks are
 * one multiplication and exact to the millisecond. (requirements: S8, "SLA clocks"; domain/helpdesk.md)
 */
import { isZone, stretchAt } from './zones.ts'

/** An instant, as milliseconds since 1970-01-01T00:00Z: what `Date` and `timestamptz` both keep exactly. An integer. */
export type Instant = number

/** A stretch of time, `from` inside, `to` outside. */
export type Span = { readonly from: Instant; readonly to: Instant }

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * One version of a calendar. It never changes once made (its compiled form is remembered by identity): a change is a new version.
 * `hours`: per weekday any number of `["09:00", "17:00"]`, end may be `"24:00"`; they may touch, not overlap; a missing day is closed.
 * Open across midnight is two of them, `["22:00","24:00"]` and next day `["00:00","06:00"]`. `holidays`: `YYYY-MM-DD`, closed all day.
 */
export type CalendarVersion = {
  readonly timeZone: string
  readonly hours: Readonly<Partial<Record<Weekday, readonly (readonly [string, string])[]>>>
  readonly holidays: readonly string[]
}

export type CalendarProblem = { path: string; message: string }

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
/** How far after its start (or after the last pause) a deadline is searched before it is refused. */
export const SEARCH_LIMIT_DAYS = 3653

const allDay = [['00:00', '24:00']] as const
/** Every instant counts. The zone is of no consequence. */
export const alwaysOpen: CalendarVersion = {
  timeZone: 'UTC',
  hours: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
  holidays: [],
}

// ─── Is it a calendar? ───────────────────────────────────────────────────────────────────────────────────────────

/** Milliseconds after midnight, or undefined when it is no `HH:MM`. `24:00` is read; whether it may stand there is the caller's rule. */
function timeOfDay(text: unknown): number | undefined {
  const match = typeof text === 'string' ? /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text) : null
  if (!match) return undefined
  return match[1] === undefined ? DAY : (Number(match[1]) * 60 + Number(match[2])) * MINUTE
}

/** Days since 1970-01-01, or undefined when it is no date of the calendar. */
function dayNumber(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from('1970-01-01').until(text).days
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Everything that is wrong with a would-be calendar, all at once, in words for the administrator; empty when it may be
 * used. `path` is a JSON pointer into the input (`/hours/mon/0/1`). Repeated holidays are harmless and pass.
 */
export function checkCalendar(input: unknown): CalendarProblem[] {
  if (!isObject(input)) return [{ path: '', message: 'A calendar needs a time zone, hours and holidays.' }]
  const problems: CalendarProblem[] = []
  const wrong = (path: string, message: string): void => void problems.push({ path, message })

  if (!isZone(input.timeZone)) wrong('/timeZone', 'Not a known time zone. Use a name such as Asia/Kolkata.')

  if (!isObject(input.hours)) wrong('/hours', 'Give the opening hours by weekday, mon to sun.')
  else {
    for (const day of Object.keys(input.hours)) {
      if (!(weekdays as readonly string[]).includes(day)) wrong(`/hours/${pointer(day)}`, 'Not a weekday. Use mon, tue, wed, thu, fri, sat, sun.')
    }
    let given = 0
    for (const day of weekdays) given += checkDay(input.hours[day], `/hours/${day}`, wrong)
    if (given === 0) wrong('/hours', 'There is no open time at all. Add hours to at least one day.')
  }

  if (!Array.isArray(input.holidays)) wrong('/holidays', 'Give the holidays as a list of dates; it may be empty.')
  else {
    for (const [i, date] of input.holidays.entries()) {
      if (dayNumber(date) === undefined) wrong(`/holidays/${i}`, 'Not a date. Write it as 2026-01-26.')
    }
  }
  return problems
}

const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Reports one weekday's problems; returns how many intervals were given, right or wrong. */
function checkDay(value: unknown, path: string, wrong: (path: string, message: string) => void): number {
  if (value === undefined) return 0
  if (!Array.isArray(value)) {
    wrong(path, 'Give a list of opening and closing times; it may be empty.')
    return 1
  }
  const good: { i: number; from: number; to: number }[] = []
  for (const [i, pair] of value.entries()) {
    if (!Array.isArray(pair) || pair.length !== 2) {
      wrong(`${path}/${i}`, 'Give an opening and a closing time, such as 09:00 and 17:00.')
      continue
    }
    const from = timeOfDay(pair[0])
    const to = timeOfDay(pair[1])
    if (from === undefined) wrong(`${path}/${i}/0`, 'Not a time. Write it as 09:00.')
    else if (from === DAY) wrong(`${path}/${i}/0`, '24:00 can only be a closing time. Use 00:00 of the next day.')
    if (to === undefined) wrong(`${path}/${i}/1`, 'Not a time. Write it as 17:00; midnight at the end of the day is 24:00.')
    if (from === undefined || from === DAY || to === undefined) continue
    if (to < from) wrong(`${path}/${i}`, 'It closes before it opens. Hours across midnight are two intervals: until 24:00, and from 00:00 the next day.')
    else if (to === from) wrong(`${path}/${i}`, 'It closes when it opens. The whole day is 00:00 to 24:00.')
    else good.push({ i, from, to })
  }
  good.sort((a, b) => a.from - b.from || a.i - b.i)
  let latest: { i: number; to: number } | undefined
  for (const next of good) {
    if (latest && next.from < latest.to) wrong(`${path}/${next.i}`, `It overlaps interval ${latest.i + 1} of the same day.`)
    if (!latest || next.to > latest.to) latest = next
  }
  return value.length
}

// ─── The compiled form ───────────────────────────────────────────────────────────────────────────────────────────

type OpenDay = { opens: number[]; closes: number[]; total: number }
type Compiled = {
  zone: string
  /** True 24×7: no hour and no date is closed. */
  always: boolean
  days: OpenDay[] // Monday first
  before: number[] // open ms of the week before each weekday
  weekTotal: number
  holidays: number[] // day numbers, ascending
  lost: number[] // open ms that the first n holidays took away
}

const compiled = new WeakMap<CalendarVersion, Compiled>()
/** The same by content: a version read from the database once more is another object. */
const compiledByContent = new Map<string, Compiled>()
const MAX_COMPILED = 500

function compile(calendar: CalendarVersion): Compiled {
  const known = compiled.get(calendar)
  if (known) return known
  const content = JSON.stringify([calendar.timeZone, calendar.hours, calendar.holidays])
  let result = compiledByContent.get(content)
  if (!result) {
    result = compileAnew(calendar)
    if (compiledByContent.size >= MAX_COMPILED) compiledByContent.clear()
    compiledByContent.set(content, result)
  }
  compiled.set(calendar, result)
  return result
}

function compileAnew(calendar: CalendarVersion): Compiled {
  const problems = checkCalendar(calendar)
  if (problems.length > 0) {
    throw Object.assign(new Error(`Not a calendar: ${problems.map((p) => `${p.path} ${p.message}`).join('; ')}`), { name: 'CalendarInvalid', problems })
  }
  const days = weekdays.map((day): OpenDay => {
    const spans = (calendar.hours[day] ?? []).map(([from, to]) => [timeOfDay(from)!, timeOfDay(to)!] as const).toSorted((a, b) => a[0] - b[0])
    return { opens: spans.map((s) => s[0]), closes: spans.map((s) => s[1]), total: spans.reduce((sum, s) => sum + s[1] - s[0], 0) }
  })
  const before: number[] = []
  let weekTotal = 0
  for (const day of days) {
    before.push(weekTotal)
    weekTotal += day.total
  }
  const holidays = [...new Set(calendar.holidays.map((date) => dayNumber(date)!))].toSorted((a, b) => a - b)
  const lost = [0]
  for (const [i, day] of holidays.entries()) lost.push(lost[i]! + days[weekdayOf(day)]!.total)
  return { zone: calendar.timeZone, always: weekTotal === 7 * DAY && holidays.length === 0, days, before, weekTotal, holidays, lost }
}

/** Monday is 0. Day 0, 1970-01-01, was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

function holidaysBefore(c: Compiled, day: number): number {
  let low = 0
  let high = c.holidays.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (c.holidays[middle]! < day) low = middle + 1
    else high = middle
  }
  return low
}

/** Open ms from a fixed origin to a local time (ms since 1970 on the zone's wall clock): only differences mean something. */
function openUntil(c: Compiled, local: number): number {
  const day = Math.floor(local / DAY)
  const week = Math.floor((day + 3) / 7)
  const weekday = day + 3 - week * 7
  const n = holidaysBefore(c, day)
  const sum = week * c.weekTotal + c.before[weekday]! - c.lost[n]!
  if (c.holidays[n] === day) return sum
  const { opens, closes } = c.days[weekday]!
  const time = local - day * DAY
  let today = 0
  for (let i = 0; i < opens.length && opens[i]! < time; i++) today += Math.min(time, closes[i]!) - opens[i]!
  return sum + today
}

/** The first local time in (low, high] at which `openUntil` reaches `goal`; the caller knows that it does. */
function localWhen(c: Compiled, goal: number, low: number, high: number): number {
  let first = Math.floor(low / DAY)
  let last = Math.ceil(high / DAY) - 1
  while (first < last) {
    const middle = Math.floor((first + last) / 2)
    if (openUntil(c, (middle + 1) * DAY) >= goal) last = middle
    else first = middle + 1
  }
  let need = goal - openUntil(c, first * DAY)
  const { opens, closes } = c.days[weekdayOf(first)]!
  let i = 0
  // "<" and not "<=": what is used up exactly at closing time is due at closing time, not at the next opening.
  while (closes[i]! - opens[i]! < need) {
    need -= closes[i]! - opens[i]!
    i++
  }
  return first * DAY + opens[i]! + need
}

// ─── Adding and measuring ────────────────────────────────────────────────────────────────────────────────────────

function requireInstant(at: number): void {
  if (!Number.isSafeInteger(at)) throw new RangeError(`Not an instant in whole milliseconds: ${at}`)
}

/**
 * The first instant, not before `start`, by which `ms` of open time have passed since `start`. So 0 is due at `start` itself, open or
 * not, and what is used up exactly at closing time is due at closing time. Throws `CalendarNeverOpens` (see `neverOpens`) when that is
 * further than `SEARCH_LIMIT_DAYS` after `searchFrom`.
 */
export function addBusinessMs(calendar: CalendarVersion, start: Instant, ms: number, searchFrom: Instant = start): Instant {
  requireInstant(start)
  if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`Not a duration in whole milliseconds: ${ms}`)
  if (ms === 0) return start
  const c = compile(calendar)
  const limit = Math.max(start, searchFrom) + SEARCH_LIMIT_DAYS * DAY
  if (c.always) {
    if (start + ms > limit) throw tooFar()
    return start + ms
  }
  let need = ms
  for (let at = start; at < limit;) {
    const stretch = stretchAt(c.zone, at)
    const end = Math.min(stretch.to, limit)
    const base = openUntil(c, at + stretch.offset)
    const have = openUntil(c, end + stretch.offset) - base
    if (have >= need) return localWhen(c, base + need, at + stretch.offset, end + stretch.offset) - stretch.offset
    need -= have
    at = end
  }
  throw tooFar()
}

function tooFar(): Error {
  return Object.assign(new Error('This calendar has too little open time: the deadline would be more than ten years away.'), { name: 'CalendarNeverOpens' })
}

/** Is it the refusal of a search that would not end? A calendar all of whose days are holidays, or a target of decades. */
export const neverOpens = (error: unknown): boolean => error instanceof Error && error.name === 'CalendarNeverOpens'

/** Open ms between two instants; 0 when `to` is not after `from`. */
export function businessMs(calendar: CalendarVersion, from: Instant, to: Instant): number {
  requireInstant(from)
  requireInstant(to)
  if (to <= from) return 0
  const c = compile(calendar)
  if (c.always) return to - from
  let total = 0
  for (let at = from; at < to;) {
    const stretch = stretchAt(c.zone, at)
    const end = Math.min(stretch.to, to)
    total += openUntil(c, end + stretch.offset) - openUntil(c, at + stretch.offset)
    at = end
  }
  return total
}

/** `addBusinessMs` in seconds; a fraction counts to the millisecond. */
export const addBusiness = (calendar: CalendarVersion, start: Instant, seconds: number): Instant => addBusinessMs(calendar, start, Math.round(seconds * SECOND))

/** `businessMs` in seconds, with the milliseconds as a fraction. */
export const businessElapsed = (calendar: CalendarVersion, from: Instant, to: Instant): number => businessMs(calendar, from, to) / SECOND

export type Piece = Span & { readonly kind: 'open' | 'closed' | 'holiday' }

/**
 * `from` to `to` cut into open, closed and holiday, in order, without holes, neighbours of one kind joined. A holiday is the whole local
 * date, and only where that weekday would have been open: on a day that is closed anyway it explains nothing, and is `closed`.
 */
export function calendarPieces(calendar: CalendarVersion, from: Instant, to: Instant): Piece[] {
  requireInstant(from)
  requireInstant(to)
  const c = compile(calendar)
  const pieces: { from: Instant; to: Instant; kind: Piece['kind'] }[] = []
  const put = (start: Instant, end: Instant, kind: Piece['kind']): void => {
    if (end <= start) return
    const last = pieces.at(-1)
    if (last?.kind === kind) last.to = end
    else pieces.push({ from: start, to: end, kind })
  }
  if (c.always) put(from, to, 'open')
  for (let at = from; at < to && !c.always;) {
    const { to: change, offset } = stretchAt(c.zone, at)
    const end = Math.min(change, to)
    // `cut` clips to this stretch: local dates at its edges may lie partly in another one.
    const cut = (local: number): Instant => Math.min(Math.max(local - offset, at), end)
    for (let day = Math.floor((at + offset) / DAY); day * DAY < end + offset; day++) {
      const { opens, closes, total } = c.days[weekdayOf(day)]!
      const midnight = day * DAY
      const holiday = c.holidays[holidaysBefore(c, day)] === day
      let shut = midnight
      for (let i = 0; i < opens.length && !holiday; i++) {
        put(cut(shut), cut(midnight + opens[i]!), 'closed')
        put(cut(midnight + opens[i]!), cut(midnight + closes[i]!), 'open')
        shut = midnight + closes[i]!
      }
      put(cut(shut), cut(midnight + DAY), holiday && total > 0 ? 'holiday' : 'closed')
    }
    at = end
  }
  return pieces
}

/** The open stretches between two instants, in order; hours that touch (also across midnight) are one. */
export const businessIntervals = (calendar: CalendarVersion, from: Instant, to: Instant): Span[] =>
  calendarPieces(calendar, from, to)
    .filter((piece) => piece.kind === 'open')
    .map((piece) => ({ from: piece.from, to: piece.to }))

/** The same time as spans that are in order and neither overlap nor touch. Empty and backward spans vanish; `to` may be Infinity. */
export function unionSpans(spans: readonly Span[]): Span[] {
  const result: { from: Instant; to: Instant }[] = []
  for (const span of spans.filter((s) => s.to > s.from).toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ from: span.from, to: span.to })
  }
  return result
}
