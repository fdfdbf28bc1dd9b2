import Type from 'typebox'
import type { Ctx } from '#platform/db'
import { setting } from '#platform/settings'

const hours = (most: number) => Type.Integer({ minimum: 1, maximum: most })

/** The periods of the rules that every desk starts with; conditions name them as `{setting: key}`. */
export const periods = [
  setting('desk.close_after_hours', { schema: hours(8760), default: 168, sentence: 'Hours after which a resolved ticket is closed' }),
  setting('desk.escalate_after_hours', { schema: hours(8760), default: 48, sentence: 'Hours after which a ticket that is still open is escalated' }),
  setting('desk.overdue_every_hours', { schema: hours(720), default: 6, sentence: 'Hours between two alerts about the same overdue ticket' }),
  setting('desk.rating_after_hours', { schema: hours(720), default: 48, sentence: 'Hours after resolution until the customer is asked for a rating' }),
  setting('desk.rating_reminder_hours', { schema: hours(720), default: 48, sentence: 'Hours between the request for a rating and a reminder' }),
  setting('desk.rating_requests', {
    schema: Type.Integer({ minimum: 1, maximum: 3 }),
    default: 3,
    sentence: 'How often a rating is asked for in all: once, and at most two reminders',
  }),
] as const
export const ruleLogDays = setting('desk.rule_log_days', {
  schema: Type.Integer({ minimum: 1, maximum: 3650 }),
  default: 90,
  sentence: 'Days for which the desk remembers why a rule fired',
})

/** Keys that a condition or a spacing may name. */
export const periodKeys: ReadonlySet<string> = new Set(periods.map((p) => p.key))
export async function periodValues(ctx: Ctx): Promise<Map<string, number>> {
  const values = new Map<string, number>()
  // One after the other: within a transaction there is one connection.
  for (const p of periods) values.set(p.key, await p(ctx))
  return values
}
