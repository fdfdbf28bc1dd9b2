import { and, eq, inArray, or, sql } from 'drizzle-orm'
import Type, { type Static } from 'typebox'
import { may, userId } from '#platform/access'
import { audit } from '#platform/audit'
import { inTransaction, readText, type Ctx } from '#platform/db'
import { Id, Instant, OneOf } from '#platform/openapi'
import { common } from '#platform/problems'
import { kinds, matching, priorities, statuses, type Filters } from '#core/support'
import { refuse } from './refusals.ts'
import { views } from './schema.ts'

const some = <T extends readonly string[]>(values: T) => Type.Optional(Type.Array(OneOf(values), { minItems: 1, uniqueItems: true }))
/** The filters of the list, by the same names. */
export const ViewFiltersSchema = Type.Object(
  {
    status: some(statuses),
    priority: some(priorities),
    kind: some(kinds),
    sla: some(['running', 'at_risk', 'breached', 'paused', 'met', 'none']),
    categoryId: Type.Optional(Id),
    line: Type.Optional(Type.String({ maxLength: 40 })),
    assigneeId: Type.Optional(Type.String({ pattern: '^(me|none|[0-9a-f-]{36})$' })),
    teamId: Type.Optional(Id),
    requesterId: Type.Optional(Id),
    tag: Type.Optional(Type.String({ maxLength: 40 })),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    search: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type ViewFilters = Static<typeof ViewFiltersSchema>
export const sorts = ['urgency', 'newest', 'oldest', 'updated', 'due'] as const

export interface ViewInput {
  name: string
  scope: 'mine' | 'team' | 'shared'
  teamId?: string | null
  filters: ViewFilters
  sort?: (typeof sorts)[number]
  sortOrder?: number
}
type View = typeof views.$inferSelect
export const viewOut = (v: View, ctx: Ctx) => ({
  id: v.id,
  name: v.name,
  scope: v.scope,
  teamId: v.teamId,
  filters: v.filters,
  sort: v.sort,
  sortOrder: v.sortOrder,
  own: v.ownerId === ctx.actor.id,
  version: v.version,
})

/** Views that the actor may use: their own, those of their teams, the shared ones. */
function visible(ctx: Ctx) {
  const { id, teamIds } = ctx.actor
  return or(
    eq(views.scope, 'shared'),
    and(eq(views.scope, 'mine'), eq(views.ownerId, id!)),
    and(
      eq(views.scope, 'team'),
      may(ctx.actor, 'support.desk.configure', 'all') ? undefined : inArray(views.teamId, teamIds.length > 0 ? [...teamIds] : ['00000000-0000-0000-0000-000000000000']),
    ),
  )
}

export const listViews = async (ctx: Ctx): Promise<View[]> =>
  ctx.db
    .select()
    .from(views)
    .where(visible(ctx))
    .orderBy(sql`case ${views.scope} when 'shared' then 1 when 'mine' then 2 else 3 end`, views.sortOrder, views.name, views.id)
    .limit(200)

/** The filters and sort of a view, if the actor may use it. */
export async function viewFor(ctx: Ctx, id: string): Promise<View> {
  const [row] = await ctx.db
    .select()
    .from(views)
    .where(and(eq(views.id, id), visible(ctx)))
  if (!row) throw common.not_found()
  return row
}

/** Only the owner changes a view of their own; what others see belongs to those who configure the desk. */
function mayChange(ctx: Ctx, v: Pick<View, 'scope' | 'ownerId'>): void {
  if (v.scope === 'mine' ? v.ownerId === ctx.actor.id : may(ctx.actor, 'support.desk.configure', 'all')) return
  throw v.scope === 'mine' ? refuse.not_owner() : common.not_allowed()
}
function check(input: Pick<ViewInput, 'scope' | 'teamId'>): void {
  if (input.scope === 'team' && !input.teamId) throw refuse.team_needed({ errors: [{ path: 'teamId', message: 'is needed' }] })
}

export const createView = (ctx: Ctx, input: ViewInput) =>
  inTransaction(ctx, async (tx) => {
    const ownerId = userId(tx.actor)
    check(input)
    mayChange(tx, { scope: input.scope, ownerId })
    const [row] = await tx.db
      .insert(views)
      .values({ ...input, teamId: input.scope === 'team' ? input.teamId! : null, ownerId, createdAt: tx.now() })
      .returning()
    if (input.scope !== 'mine') await audit(tx, { action: 'view.created', noun: 'view', nounId: row!.id, after: input })
    return row!
  })

export const changeView = (ctx: Ctx, id: string, version: number | undefined, change: Partial<ViewInput>) =>
  inTransaction(ctx, async (tx) => {
    const before = await viewFor(tx, id)
    mayChange(tx, before)
    const after = { ...before, ...change }
    check(after)
    if (change.scope !== undefined) mayChange(tx, after)
    const [row] = await tx.db
      .update(views)
      .set({ ...change, teamId: after.scope === 'team' ? after.teamId : null, version: sql`${views.version} + 1` })
      .where(and(eq(views.id, id), version === undefined ? undefined : eq(views.version, version)))
      .returning()
    if (!row) throw common.stale()
    if (before.scope !== 'mine' || row.scope !== 'mine') await audit(tx, { action: 'view.changed', noun: 'view', nounId: id, before, after: row })
    return row
  })

export const deleteView = (ctx: Ctx, id: string) =>
  inTransaction(ctx, async (tx) => {
    const before = await viewFor(tx, id)
    mayChange(tx, before)
    await tx.db.delete(views).where(eq(views.id, id))
    if (before.scope !== 'mine') await audit(tx, { action: 'view.deleted', noun: 'view', nounId: id, before })
  })

/** The filters as the list reads them. */
export const asFilters = (f: ViewFilters): Filters => Object.fromEntries(Object.entries(f).map(([k, v]) => [k, Array.isArray(v) ? v.join(',') : v]))

/** Beyond this a count says "at least": nobody reads the exact number of a hundred thousand closed tickets. */
const MOST = 10_000

/** How many tickets each view shows the actor, all in one query. */
export async function countViews(ctx: Ctx, wanted?: readonly string[]): Promise<{ viewId: string; count: number; more: boolean }[]> {
  const list = (await listViews(ctx)).filter((v) => !wanted || wanted.includes(v.id))
  if (list.length === 0) return []
  const params: unknown[] = []
  const parts: string[] = []
  for (const v of list) {
    const where = await matching(ctx, asFilters(v.filters), params)
    parts.push(`select $${params.push(v.id)}::uuid "viewId", (select count(*)::int from (select 1 from support.tickets t where ${where} limit ${MOST + 1}) x) count`)
  }
  const rows = await readText<{ viewId: string; count: number }>(ctx, parts.join(' union all '), params)
  return rows.map((r) => ({ viewId: r.viewId, count: Math.min(r.count, MOST), more: r.count > MOST }))
}
