import { read, type Ctx } from '#platform/db'
import { alwaysOpen, type CalendarVersion } from './calendar.ts'
import type { Terms } from './clocks.ts'
import type { Priority } from './words.ts'

/** Calendar versions and terms never change once written, so a process remembers each that it has met. */
interface NamedCalendar {
  id: string | null
  calendarId: string | null
  name: string
  version: number
  calendar: CalendarVersion
}
interface NamedTerms {
  id: string
  policyId: string
  policyName: string
  byPriority: Record<Priority, Terms>
}
type Row = {
  id: string
  policyId: string
  policyName: string
  targets: Record<Priority, { calendarVersionId: string; firstResponse: number | null; nextResponse: number | null; resolution: number | null }>
}
type CalendarRow = { id: string; calendarId: string; name: string; version: number; timeZone: string; hours: CalendarVersion['hours']; holidays: string[] }

const calendarsOf = read<CalendarRow>(
  'support.calendar_versions',
  `select v.id, v.calendar_id "calendarId", c.name, v.version, v.time_zone "timeZone", v.hours, v.holidays from support.calendar_versions v join support.calendars c on c.id = v.calendar_id where v.id = any($1::uuid[])`,
)
const termsOf = read<Row>('support.terms', `select id, policy_id "policyId", policy_name "policyName", targets from support.sla_terms where id = any($1::uuid[])`)

const calendars = new Map<string, NamedCalendar>()
const terms = new Map<string, NamedTerms>()
const ids = new WeakMap<CalendarVersion, NamedCalendar>()
const roundTheClock: NamedCalendar = { id: null, calendarId: null, name: 'Around the clock', version: 1, calendar: alwaysOpen }
ids.set(alwaysOpen, roundTheClock)

/** Loads the calendar versions that this process has not met; null is the one that is always open. */
export async function loadCalendars(ctx: Ctx, wanted: Iterable<string | null>): Promise<void> {
  const missing = [...new Set(wanted)].filter((id): id is string => id !== null && !calendars.has(id))
  if (missing.length === 0) return
  for (const { id, calendarId, name, version, timeZone, hours, holidays } of await calendarsOf(ctx, [missing])) {
    const named = { id, calendarId, name, version, calendar: { timeZone, hours, holidays } }
    calendars.set(id, named)
    ids.set(named.calendar, named)
  }
}
/** A calendar version that was loaded. */
export function calendarById(id: string | null): NamedCalendar {
  const found = id === null ? roundTheClock : calendars.get(id)
  if (!found) throw new Error(`The calendar version ${id} was not loaded`)
  return found
}
/** Which stored version a clock's calendar is; null for always open. */
export const calendarVersionId = (calendar: CalendarVersion): string | null => {
  const named = ids.get(calendar)
  if (!named) throw new Error('A clock counts by a calendar that is not stored')
  return named.id
}

export async function loadTerms(ctx: Ctx, wanted: Iterable<string | null>): Promise<void> {
  const missing = [...new Set(wanted)].filter((id): id is string => id !== null && !terms.has(id))
  if (missing.length === 0) return
  const rows = await termsOf(ctx, [missing])
  await loadCalendars(
    ctx,
    rows.flatMap((r) => Object.values(r.targets).map((t) => t.calendarVersionId)),
  )
  for (const { id, policyId, policyName, targets } of rows) {
    const byPriority = Object.fromEntries(
      Object.entries(targets).map(([priority, t]) => [
        priority,
        {
          calendar: calendarById(t.calendarVersionId).calendar,
          firstResponseSeconds: t.firstResponse,
          nextResponseSeconds: t.nextResponse,
          resolutionSeconds: t.resolution,
        } satisfies Terms,
      ]),
    ) as Record<Priority, Terms>
    terms.set(id, { id, policyId, policyName, byPriority })
  }
}

const promiseNothing: Terms = { calendar: alwaysOpen, firstResponseSeconds: null, nextResponseSeconds: null, resolutionSeconds: null }

/** What is promised under these terms at this priority; nothing without terms. They must have been loaded. */
export function termsFor(priority: Priority, termsId: string | null): Terms {
  if (termsId === null) return promiseNothing
  const found = terms.get(termsId)
  if (!found) throw new Error(`The terms ${termsId} were not loaded`)
  return found.byPriority[priority]
}
export const policyOf = (termsId: string | null): { id: string; name: string } | null => {
  const found = termsId === null ? undefined : terms.get(termsId)
  return found ? { id: found.policyId, name: found.policyName } : null
}
