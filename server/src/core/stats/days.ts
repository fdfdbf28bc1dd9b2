import type { Ctx } from '#platform/db'

/** A day of the operator, `YYYY-MM-DD`. */
export type Day = string

const zone = (ctx: Ctx): string => ctx.config.OPERATOR_TIME_ZONE
export const dayOf = (ctx: Ctx, at: Date): Day => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone(ctx)).toPlainDate().toString()
/** The instant at which the day begins there; a day with a clock change has 23 or 25 hours. */
export const startOf = (ctx: Ctx, day: Day): Date => new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone(ctx)).epochMilliseconds)
export const addDays = (day: Day, n: number): Day => Temporal.PlainDate.from(day).add({ days: n }).toString()
export const daysBetween = (from: Day, to: Day): Day[] => {
  const out: Day[] = []
  for (let d = from; d <= to; d = addDays(d, 1)) out.push(d)
  return out
}

/** What is asked for, both days included, and the span of the same length before it. */
export interface Span {
  from: Day
  to: Day
  line: string | null
  /** Null is all teams. */
  teamIds: readonly string[] | null
}
export const before = (s: Span): Span => {
  const n = daysBetween(s.from, s.to).length
  return { ...s, from: addDays(s.from, -n), to: addDays(s.from, -1) }
}
