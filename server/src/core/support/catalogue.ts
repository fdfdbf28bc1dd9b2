import { eq } from 'drizzle-orm'
import type { Tx } from '#platform/db'
import type { CalendarVersion } from './calendar.ts'
import { calendars, calendarVersions, categories, slaPolicies, slaTerms, type CategoryField, type Targets } from './schema.ts'
import { loadTerms } from './terms.ts'
import type { Kind, Priority } from './words.ts'

export interface Catalogue {
  calendars: { key: string; name: string; version: CalendarVersion }[]
  policies: { key: string; name: string; targets: Record<Priority, { calendar: string; firstResponse: number; nextResponse: number; resolution: number }> }[]
  categories: { key: string; name: string; description: string; icon: string; line: string; kind: Kind; priority: Priority; emergency: boolean; policy: string; teamId: string | null; skill: string | null; order: number; fields: CategoryField[]; safetySteps: string[] | null }[]
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
  const versionOf = new Map<string, { calendarId: string; versionId: string }>()
  for (const { key, name, version } of it.calendars) {
    const [row] = await tx.db.insert(calendars).values({ name }).returning({ id: calendars.id })
    const [v] = await tx.db.insert(calendarVersions).values({ calendarId: row!.id, version: 1, ...version }).returning({ id: calendarVersions.id })
    versionOf.set(key, { calendarId: row!.id, versionId: v!.id })
  }
  const policyOf = new Map<string, { id: string; termsId: string }>()
  for (const { key, name, targets } of it.policies) {
    const plain = Object.fromEntries(Object.entries(targets).map(([p, { calendar, ...t }]) => [p, { calendarId: versionOf.get(calendar)!.calendarId, ...t }])) as Targets
    const pinned = Object.fromEntries(Object.entries(targets).map(([p, { calendar, ...t }]) => [p, { calendarId: versionOf.get(calendar)!.calendarId, calendarVersionId: versionOf.get(calendar)!.versionId, ...t }])) as (typeof slaTerms.$inferInsert)['targets']
    const termsId = crypto.randomUUID()
    const [policy] = await tx.db.insert(slaPolicies).values({ name, targets: plain, termsId }).returning({ id: slaPolicies.id })
    await tx.db.insert(slaTerms).values({ id: termsId, policyId: policy!.id, policyName: name, targets: pinned })
    policyOf.set(key, { id: policy!.id, termsId })
  }
  const loaded = new Map<string, LoadedCategory>()
  for (const { key, priority, policy, order, ...rest } of it.categories) {
    const { id: slaPolicyId, termsId } = policyOf.get(policy)!
    const values = { ...rest, key, defaultPriority: priority, slaPolicyId, sortOrder: order }
    const [row] = await tx.db.insert(categories).values(values).onConflictDoUpdate({ target: categories.key, set: values }).returning({ id: categories.id })
    loaded.set(key, { id: row!.id, line: rest.line, kind: rest.kind, emergency: rest.emergency, termsId })
  }
  await loadTerms(tx, [...policyOf.values()].map((p) => p.termsId))
  return loaded
}

/** Whether a desk has been set up or used: a seed keeps away from it. */
export const hasCategories = async (tx: Tx): Promise<boolean> => (await tx.db.select({ id: categories.id }).from(categories).where(eq(categories.active, true)).limit(1)).length > 0
