import type { Ctx } from '#platform/db'
import { common } from '#platform/problems'

/** A day of the operator, `YYYY-MM-DD`. */
export type Day = string

const zone = (ctx: Ctx): string => ctx.config.OPERATOR_TIME_ZONE
export const dayOf = (ctx: Ctx, at: Date): Day => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone(ctx)).toPlainDate().toString()
/** The instant at which the day begins there; a day with a clock change has 23 or 25 hours. */
export const startOf = (ctx: Ctx, day: Day): Date => new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone(ctx)).epochMilliseconds)
export const addDays = (day: Day, n: number): Day => Temporal.PlainDate.from(day).add({ days: n }).toString()
export const daysFrom = (from: Day, to: Day): Day[] => {
  const out: Day[] = []
  for (let d = from; d <= to; d = addDays(d, 1)) out.push(d)
  return out
}

/** Reads a day; refuses what is none, and years that would not compare as texts. */
export function readDay(text: string, path: string): Day {
  try {
    const day = Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
    if (day.length === 10 && day >= '1970-01-01' && day <= '9990-12-31') return day
  } catch {
    // falls through to the refusal
  }
  throw common.invalid({ errors: [{ path, message: 'is not a day' }] })
}

/** Both days included: the instants between which they lie, each only where it was given. */
export const between = (ctx: Ctx, it: { from?: string; to?: string }): { since?: Date; until?: Date } => ({
  ...(it.from === undefined ? {} : { since: startOf(ctx, readDay(it.from, 'from')) }),
  ...(it.to === undefined ? {} : { until: startOf(ctx, addDays(readDay(it.to, 'to'), 1)) }),
})

/** Days of a report, both included: the last fourteen without any, at most 400; and the span of the same length before. */
export function spanOf(ctx: Ctx, it: { from?: string; to?: string }): { days: Day[]; from: Day; to: Day; before: { from: Day; to: Day } } {
  const to = it.to === undefined ? dayOf(ctx, ctx.now()) : readDay(it.to, 'to')
  const from = it.from === undefined ? addDays(to, -13) : readDay(it.from, 'from')
  if (from > to) throw common.invalid({ errors: [{ path: 'from', message: 'must not be after to' }] })
  if (addDays(from, 400) <= to) throw common.invalid({ errors: [{ path: 'from', message: 'must be less than 400 days before to' }] })
  const days = daysFrom(from, to)
  return { days, from, to, before: { from: addDays(from, -days.length), to: addDays(from, -1) } }
}
