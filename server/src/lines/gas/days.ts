import type { Ctx } from '#platform/db'

/** A calendar day of the operator, `2026-11-21`. */
export type Day = string

const formats = new Map<string, Intl.DateTimeFormat>()
/** The day of an instant in the operator's time zone. */
export function dayOf(ctx: Ctx, at: Date): Day {
  const zone = ctx.config.OPERATOR_TIME_ZONE
  let format = formats.get(zone)
  if (!format) formats.set(zone, (format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })))
  return format.format(at)
}
/** Whether a text is a day of the calendar, `2027-03-31`. */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text
export const addDays = (day: Day, n: number): Day => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
/** The same day some years later; the last of February where there is none. */
export function addYears(day: Day, n: number): Day {
  const later = `${Number(day.slice(0, 4)) + n}${day.slice(4)}`
  return isDay(later) ? later : `${later.slice(0, 4)}-02-28`
}
export const monthOf = (day: Day): string => day.slice(0, 7)
export const firstOfNextMonth = (day: Day): Day => {
  const [y, m] = day.split('-').map(Number) as [number, number]
  return m === 12 ? `${y + 1}-01-01` : `${y}-${String(m + 1).padStart(2, '0')}-01`
}
/** First day of the financial year (1 April to 31 March) that a day lies in. */
export const yearStart = (day: Day): Day => `${Number(day.slice(0, 4)) - (day.slice(5) < '04-01' ? 1 : 0)}-04-01`
export const nextYearStart = (day: Day): Day => `${Number(yearStart(day).slice(0, 4)) + 1}-04-01`

const ends: Readonly<Record<string, string>> = { A: '03-31', B: '06-30', C: '09-30', D: '12-31' }
/** The last day of a test-due code as stamped on a cylinder: A is the end of March, B June, C September, D December. Two digits are of this century. Null when it is none. */
export function testDueOn(code: string): Day | null {
  const [, letter, year] = /^([A-D])[ -]?((?:20)?\d\d)$/.exec(code.trim().toUpperCase()) ?? []
  return letter && year ? `${year.length === 2 ? `20${year}` : year}-${ends[letter]!}` : null
}
/** The code as we write it: letter and two digits. */
export const plainTestDue = (code: string): string =>
  code
    .trim()
    .toUpperCase()
    .replace(/^([A-D])[ -]?(?:20)?(\d\d)$/, '$1$2')
