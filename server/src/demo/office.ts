import { holidays } from './catalogue.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** India has one zone and no summer time, so its wall clock is plain arithmetic; the desk itself uses Temporal for every zone. */
const IST = 5.5 * HOUR
const OPENS = 9 * HOUR
const CLOSES = 18 * HOUR
const WORKDAY = CLOSES - OPENS

/** The office clock of the town: Mon–Sat 09:00–18:00 in Pune, closed on holidays. All instants are milliseconds since 1970, all durations milliseconds. */
export interface Office {
  /** Office time that has passed since the beginning of this clock. */
  workAt(instant: number): number
  /** The instant at which so much office time has passed. A whole number of days is the closing instant, not the next opening. */
  instantAt(work: number): number
  isOpen(instant: number): boolean
  isWorkday(instant: number): boolean
  /** Closing instant of the last day that has closed at or before this instant. */
  lastClose(instant: number): number
}

/** Hour of the day in Pune, 0 to 23. */
export const hourOf = (instant: number) => Math.floor(((((instant + IST) % DAY) + DAY) % DAY) / HOUR)
/** Midnight in Pune that begins the day of this instant. */
export const midnight = (instant: number) => Math.floor((instant + IST) / DAY) * DAY - IST
/** Day of the week in Pune, 0 = Sunday. */
export const weekdayOf = (instant: number) => (Math.floor((instant + IST) / DAY) + 4) % 7
export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
export const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const
/** Month in Pune, 0 = January. */
export const monthOf = (instant: number) => new Date(instant + IST).getUTCMonth()
/** "12 November" in Pune. */
export const dateWords = (instant: number) => {
  const local = new Date(instant + IST)
  return `${local.getUTCDate()} ${months[local.getUTCMonth()]}`
}

/** Builds the clock for the days from `from` to `to`; asking outside them gives the nearest end. */
export function office(from: number, to: number): Office {
  const closed = new Set(holidays.map(({ date }) => Date.parse(`${date}T00:00:00+05:30`)))
  const first = midnight(from)
  const workdays: number[] = []
  const before: number[] = []
  for (let day = first; day <= to; day += DAY) {
    before.push(workdays.length)
    if (weekdayOf(day) !== 0 && !closed.has(day)) workdays.push(day)
  }
  const isWorkday = (instant: number) => {
    const index = Math.floor((instant - first) / DAY)
    return index >= 0 && index < before.length && workdays[before[index]!] === first + index * DAY
  }
  const workAt = (instant: number) => {
    const index = Math.floor((instant - first) / DAY)
    if (index < 0) return 0
    if (index >= before.length) return workdays.length * WORKDAY
    const day = first + index * DAY
    const done = before[index]! * WORKDAY
    if (workdays[before[index]!] !== day) return done
    return done + Math.min(Math.max(instant - day - OPENS, 0), WORKDAY)
  }
  return {
    workAt,
    isWorkday,
    instantAt(work) {
      let index = Math.floor(work / WORKDAY)
      let rest = work - index * WORKDAY
      if (rest === 0 && index > 0) {
        index--
        rest = WORKDAY
      }
      if (index >= workdays.length) return workdays.at(-1)! + CLOSES + (work - workdays.length * WORKDAY)
      return workdays[Math.max(index, 0)]! + OPENS + rest
    },
    isOpen: (instant) => isWorkday(instant) && instant - midnight(instant) >= OPENS && instant - midnight(instant) < CLOSES,
    lastClose(instant) {
      const index = Math.min(Math.max(Math.floor((instant - first) / DAY), 0), before.length - 1)
      const today = before[index]!
      if (workdays[today] === first + index * DAY && instant >= workdays[today]! + CLOSES) return workdays[today]! + CLOSES
      return workdays[Math.max(today - 1, 0)]! + CLOSES
    },
  }
}
