import { and, asc, eq, sql } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, write, type Ctx } from '#platform/db'
import { addJob } from '#platform/jobs'
import { common } from '#platform/problems'
import { checkCalendar, neverOpens, type CalendarVersion } from './calendar.ts'
import { previewClock } from './clocks.ts'
import { readHolidayFeed } from './ical.ts'
import { newTerms } from './policies.ts'
import { iso } from './present.ts'
import { refuse } from './refusals.ts'
import { calendars, calendarVersions, slaPolicies } from './schema.ts'

export interface CalendarEdit {
  name?: string
  timeZone?: string
  hours?: CalendarVersion['hours']
  holidays?: string[]
}

const joined = (ctx: Ctx) =>
  ctx.db
    .select({
      id: calendars.id,
      name: calendars.name,
      version: calendars.version,
      timeZone: calendarVersions.timeZone,
      hours: calendarVersions.hours,
      holidays: calendarVersions.holidays,
    })
    .from(calendars)
    .innerJoin(calendarVersions, and(eq(calendarVersions.calendarId, calendars.id), eq(calendarVersions.version, calendars.version)))

export const listCalendars = (ctx: Ctx) => joined(ctx).orderBy(asc(calendars.name))
export async function calendarFor(ctx: Ctx, id: string) {
  const [row] = await joined(ctx).where(eq(calendars.id, id))
  if (!row) throw common.not_found()
  return row
}

/** Refuses what is no calendar, with everything that is wrong with it. */
export function requireCalendar(it: CalendarVersion): void {
  const problems = checkCalendar(it)
  if (problems.length > 0) throw refuse.calendar_invalid({ errors: problems.map((p) => ({ path: p.path.slice(1).replaceAll('/', '.'), message: p.message })) })
}

export const addCalendar = (ctx: Ctx, it: Required<CalendarEdit>) =>
  inTransaction(ctx, async (ctx) => {
    const { name, ...version } = it
    requireCalendar(version)
    const [row] = await ctx.db.insert(calendars).values({ name, createdAt: ctx.now() }).returning()
    await ctx.db.insert(calendarVersions).values({ calendarId: row!.id, version: 1, ...version, createdAt: ctx.now() })
    await audit(ctx, { action: 'calendar.created', noun: 'calendar', nounId: row!.id, after: it })
    return calendarFor(ctx, row!.id)
  })

/**
 * Changes a calendar by a new version. Running clocks are counted anew by it, from their events, with a record in each timeline; stopped
 * ones keep the version they were counted by.
 */
export const changeCalendar = (ctx: Ctx, id: string, it: CalendarEdit, version?: number) =>
  inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db.select().from(calendars).where(eq(calendars.id, id)).for('update')
    if (!row) throw common.not_found()
    if (version !== undefined && version !== row.version) throw common.stale()
    const before = await calendarFor(ctx, id)
    const next = { timeZone: it.timeZone ?? before.timeZone, hours: it.hours ?? before.hours, holidays: it.holidays ? [...new Set(it.holidays)].toSorted() : before.holidays }
    requireCalendar(next)
    await ctx.db.insert(calendarVersions).values({ calendarId: id, version: row.version + 1, ...next, createdAt: ctx.now() })
    await ctx.db
      .update(calendars)
      .set({ name: it.name ?? row.name, version: row.version + 1 })
      .where(eq(calendars.id, id))
    const after = await calendarFor(ctx, id)
    await audit(ctx, { action: 'calendar.changed', noun: 'calendar', nounId: id, before, after })
    for (const policy of await policiesOf(ctx, id)) {
      await newTerms(ctx, policy)
      await addJob(ctx, 'support.new_terms', { policyId: policy, why: `The calendar ${after.name} changed` }, { key: `support.new_terms:${policy}` })
    }
    return after
  })

const policiesOf = async (ctx: Ctx, calendarId: string): Promise<string[]> =>
  (
    await ctx.db
      .select({ id: slaPolicies.id })
      .from(slaPolicies)
      .where(sql`exists (select 1 from jsonb_each(${slaPolicies.targets}) t where t.value->>'calendarId' = ${calendarId})`)
  ).map((p) => p.id)

const counted = write<{ any: boolean }>(
  'support.calendar_counted',
  `select exists (select 1 from support.sla_clocks k join support.calendar_versions v on v.id = k.calendar_version_id where v.calendar_id = $1) "any"`,
)
/** Deletes a calendar that no policy uses and no clock was counted by. */
export const deleteCalendar = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const before = await calendarFor(ctx, id)
    if ((await policiesOf(ctx, id)).length > 0 || (await counted(ctx, [id]))[0]!.any) throw refuse.calendar_in_use()
    await ctx.db.delete(calendars).where(eq(calendars.id, id))
    await audit(ctx, { action: 'calendar.deleted', noun: 'calendar', nounId: id, before })
  })

/** Adds the holidays of an iCalendar feed; answers what was taken and what was not, and why. */
export async function importHolidays(ctx: Ctx, id: string, it: { ical: string; fromYear?: number; toYear?: number }) {
  const year = ctx.now().getUTCFullYear()
  const feed = readHolidayFeed(it.ical, it.fromYear ?? year, it.toYear ?? year + 1)
  if (!feed.ok) throw refuse.feed_invalid({ detail: feed.message })
  const before = await calendarFor(ctx, id)
  const added = feed.holidays.filter((h) => !before.holidays.includes(h.date))
  const calendar = added.length === 0 ? before : await changeCalendar(ctx, id, { holidays: [...before.holidays, ...added.map((h) => h.date)] }, before.version)
  return { calendar, added, skipped: feed.skipped }
}

export interface Preview {
  timeZone: string
  hours: CalendarVersion['hours']
  holidays?: string[]
  start: string
  minutes: number
  pauses?: { from: string; to?: string | null }[]
}
/** When something promised would be due by these hours, and why: what an administrator tries a calendar with. Nothing is stored. */
export function preview(it: Preview) {
  const calendar = { timeZone: it.timeZone, hours: it.hours, holidays: it.holidays ?? [] }
  requireCalendar(calendar)
  const ms = (text: string) => Date.parse(text)
  try {
    const { dueAt, intervals } = previewClock(
      calendar,
      ms(it.start),
      it.minutes * 60,
      (it.pauses ?? []).map((p) => ({ from: ms(p.from), to: p.to ? ms(p.to) : null })),
    )
    return {
      dueAt: dueAt === null ? null : iso(new Date(dueAt)),
      intervals: intervals.map((i) => ({ from: iso(new Date(i.from)), to: iso(new Date(i.to)), kind: i.kind, seconds: Math.round(i.seconds) })),
    }
  } catch (error) {
    if (neverOpens(error)) throw refuse.calendar_never_opens()
    throw error
  }
}
