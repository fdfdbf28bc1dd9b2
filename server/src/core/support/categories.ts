import { asc, eq } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, type Ctx } from '#platform/db'
import { common } from '#platform/problems'
import { findTeam } from '#core/users'
import { refuse } from './refusals.ts'
import { defaultSafetySteps } from './safety.ts'
import { categories, slaPolicies, type CategoryField } from './schema.ts'
import type { Kind, Priority } from './words.ts'

export interface CategoryEdit {
  key?: string
  name?: string
  description?: string
  icon?: string
  line?: string
  kind?: Kind
  active?: boolean
  sortOrder?: number
  defaultPriority?: Priority
  emergency?: boolean
  slaPolicyId?: string | null
  teamId?: string | null
  skill?: string | null
  fields?: CategoryField[]
  safetySteps?: string[] | null
}
type Row = typeof categories.$inferSelect

export const presentCategory = (ctx: Ctx, { safetySteps, ...row }: Row) => ({
  ...row,
  safety: row.emergency ? { steps: safetySteps ?? [...defaultSafetySteps], number: ctx.config.EMERGENCY_NUMBER } : null,
})

/** What a ticket may be about: for staff all of it, for everybody else what is in use on the lines that run. */
export async function listCategories(ctx: Ctx) {
  const rows = await ctx.db.select().from(categories).orderBy(asc(categories.sortOrder), asc(categories.name), asc(categories.id))
  const shown = ctx.actor.staff ? rows : rows.filter((c) => c.active && (c.line === 'general' || ctx.config.lines.includes(c.line)))
  return shown.map((c) => presentCategory(ctx, c))
}

async function check(ctx: Ctx, it: CategoryEdit): Promise<void> {
  if (it.teamId && !(await findTeam(ctx, it.teamId))) throw refuse.team_unknown({ errors: [{ path: 'teamId', message: 'is not a team' }] })
  if (it.slaPolicyId && (await ctx.db.select({ id: slaPolicies.id }).from(slaPolicies).where(eq(slaPolicies.id, it.slaPolicyId))).length === 0)
    throw refuse.policy_unknown({ errors: [{ path: 'slaPolicyId', message: 'is not a policy' }] })
  const keys = it.fields?.map((f) => f.key) ?? []
  if (new Set(keys).size < keys.length) throw common.invalid({ errors: [{ path: 'fields', message: 'has a key twice' }] })
  for (const [i, f] of (it.fields ?? []).entries())
    if (f.type === 'select' && !f.options?.length) throw common.invalid({ errors: [{ path: `fields.${i}.options`, message: 'is needed for a choice' }] })
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'category'

export const addCategory = (ctx: Ctx, it: CategoryEdit & { name: string; kind: Kind; line: string }) =>
  inTransaction(ctx, async (ctx) => {
    await check(ctx, it)
    const [row] = await ctx.db
      .insert(categories)
      .values({ ...it, key: it.key ?? slug(it.name) })
      .returning()
    await audit(ctx, { action: 'category.created', noun: 'category', nounId: row!.id, after: it })
    return presentCategory(ctx, row!)
  })

/** Changes a category for new tickets; those that are open keep what they took from it. */
export const changeCategory = (ctx: Ctx, id: string, it: CategoryEdit, version?: number) =>
  inTransaction(ctx, async (ctx) => {
    const [before] = await ctx.db.select().from(categories).where(eq(categories.id, id)).for('update')
    if (!before) throw common.not_found()
    if (version !== undefined && version !== before.version) throw common.stale()
    await check(ctx, it)
    const [after] = await ctx.db
      .update(categories)
      .set({ ...it, version: before.version + 1 })
      .where(eq(categories.id, id))
      .returning()
    await audit(ctx, { action: 'category.changed', noun: 'category', nounId: id, before, after: after! })
    return presentCategory(ctx, after!)
  })

/** Deletes a category that no ticket uses. */
export const deleteCategory = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [gone] = await ctx.db.delete(categories).where(eq(categories.id, id)).returning()
    if (!gone) throw common.not_found()
    await audit(ctx, { action: 'category.deleted', noun: 'category', nounId: id, before: gone })
  })
