import type { Tx } from '#platform/db'
import { alwaysOpen } from './calendar.ts'
import { addCalendar } from './calendars.ts'
import { addPolicy } from './policies.ts'
import { calendars, slaPolicies, type Target, type Targets } from './schema.ts'

const minute = 60
const hour = 60 * minute

/** A fresh desk has working hours and promises to begin with (the set that service desks commonly start from); nothing once there is any. */
export async function setupDesk(tx: Tx): Promise<void> {
  if ((await tx.db.select().from(calendars).limit(1)).length > 0 || (await tx.db.select().from(slaPolicies).limit(1)).length > 0) return
  const timeZone = tx.config.OPERATOR_TIME_ZONE
  const office = [['09:00', '18:00']] as const
  const day = await addCalendar(tx, { name: 'Office hours', timeZone, hours: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: office }, holidays: [] })
  const always = await addCalendar(tx, { name: 'Around the clock', timeZone, hours: alwaysOpen.hours, holidays: [] })
  const target = (calendarId: string, firstResponse: number, resolution: number): Target => ({ calendarId, firstResponse, nextResponse: firstResponse, resolution })
  const standard: Targets = {
    urgent: target(always.id, 15 * minute, hour),
    high: target(day.id, 30 * minute, 4 * hour),
    medium: target(day.id, hour, 24 * hour),
    low: target(day.id, 4 * hour, 72 * hour),
  }
  await addPolicy(tx, { name: 'Standard', targets: standard })
  const now = target(always.id, 15 * minute, 4 * hour)
  await addPolicy(tx, { name: 'Emergency', targets: { urgent: now, high: now, medium: now, low: now } })
}
