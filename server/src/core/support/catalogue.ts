import { eq } from 'drizzle-orm'
import type { Tx } from '#platform/db'
import type { CalendarVersion } from './calendar.ts'
import { addCalendar } from './calendars.ts'
import { addPolicy } from './policies.ts'
import { calendars, categories, slaPolicies, slaTerms, type CategoryField, type Targets } from './schema.ts'
import { loadTerms } from './terms.ts'
import type { Kind, Priority } from './words.ts'

export interface Catalogue {
  calendars: { key: string; name: string; version: CalendarVersion }[]
  policies: { key: string; name: string; targets: Record<Priority, { calendar: string; firstResponse: number; nextResponse: number; resolution: number }> }[]
  categories: {
    key: string
    name: string
    description: string
    icon: string
    line: string
    kind: Kind
    priority: Priority
    emergency: boolean
    policy: string
    teamId: string | null
    skill: string | null
    order: number
    fields: CategoryField[]
    safetySteps: string[] | null
  }[]
}
export interface LoadedCategory {
  id: string
  line: string
  kind: Kind
  emergency: boolean
  termsId: string | null
}

/** Writes a whole catalogue (seeds): what is there by name or key already is taken as it is. Targets in seconds. Gives the categories by key. */
export async function loadCatalogue(tx: Tx, it: Catalogue): Promise<Map<string, LoadedCategory>> {
  // What set-up made is replaced: nothing uses it yet.
  await tx.db.delete(slaTerms)
  await tx.db.delete(slaPolicies)
  await tx.db.delete(calendars)
  const calendarOf = new Map<string, string>()
  for (const { key, name, version } of it.calendars) calendarOf.set(key, (await addCalendar(tx, { name, ...version } as Parameters<typeof addCalendar>[1])).id)
  const policyOf = new Map<string, { id: string; termsId: string }>()
  for (const { key, name, targets } of it.policies) {
    const plain = Object.fromEntries(Object.entries(targets).map(([p, { calendar, ...t }]) => [p, { calendarId: calendarOf.get(calendar)!, ...t }])) as Targets
    const { id } = await addPolicy(tx, { name, targets: plain })
    const [row] = await tx.db.select({ termsId: slaPolicies.termsId }).from(slaPolicies).where(eq(slaPolicies.id, id))
    policyOf.set(key, { id, termsId: row!.termsId })
  }
  const loaded = new Map<string, LoadedCategory>()
  for (const { key, priority, policy, order, ...rest } of it.categories) {
    const { id: slaPolicyId, termsId } = policyOf.get(policy)!
    const values = { ...rest, key, defaultPriority: priority, slaPolicyId, sortOrder: order }
    const [row] = await tx.db.insert(categories).values(values).onConflictDoUpdate({ target: categories.key, set: values }).returning({ id: categories.id })
    loaded.set(key, { id: row!.id, line: rest.line, kind: rest.kind, emergency: rest.emergency, termsId })
  }
  await loadTerms(
    tx,
    [...policyOf.values()].map((p) => p.termsId),
  )
  return loaded
}
