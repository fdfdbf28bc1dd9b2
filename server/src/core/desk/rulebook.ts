import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, write, type Ctx, type Tx } from '#platform/db'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { dryRun } from './engine.ts'
import { refuse } from './refusals.ts'
import { ends, wrongRule, type RuleInput } from './rules.ts'
import { ruleRuns, rules } from './schema.ts'
import { shippedRules } from './shipped.ts'

type Row = typeof rules.$inferSelect
export const ruleOut = (r: Row) => ({
  id: r.id,
  key: r.key,
  name: r.name,
  active: r.active,
  order: r.order,
  trigger: r.trigger,
  conditions: r.conditions,
  actions: r.actions,
  oncePerTicket: r.oncePerTicket,
  spacing: r.spacing,
  lastRunAt: r.lastRunAt?.toISOString() ?? null,
  version: r.version,
})

/** Refuses by name what cannot be kept: unknown fields and comparisons, words with unknown variables, a time rule that would never stop. */
function check(rule: RuleInput): void {
  const errors = wrongRule(rule)
  if (errors.length > 0) throw refuse.rule_invalid({ errors })
  if (rule.trigger.on === 'time' && !ends(rule)) throw refuse.rule_never_ends()
}

export const listRules = async (ctx: Ctx) => (await ctx.db.select().from(rules).orderBy(rules.order, rules.id)).map(ruleOut)

export async function ruleFor(ctx: Ctx, id: string): Promise<Row> {
  const [row] = await ctx.db.select().from(rules).where(eq(rules.id, id))
  if (!row) throw common.not_found()
  return row
}

/** The place after the last one; rules are numbered in tens so that one may be put between. */
const nextOrder = async (tx: Tx): Promise<number> => (await tx.db.select({ n: sql<number>`coalesce(max(${rules.order}), 0) + 10` }).from(rules))[0]!.n

export const createRule = (ctx: Ctx, input: RuleInput & { order?: number }) =>
  inTransaction(ctx, async (tx) => {
    check(input)
    const [row] = await tx.db
      .insert(rules)
      .values({ ...input, order: input.order ?? (await nextOrder(tx)), createdAt: tx.now() })
      .returning()
    await audit(tx, { action: 'rule.created', noun: 'rule', nounId: row!.id, after: input })
    return ruleOut(row!)
  })

const forgetMarks = write('desk.forget_marks', `delete from desk.rule_marks where rule_id = $1 and rest_until is not null and times = 0`)

export const changeRule = (ctx: Ctx, id: string, version: number | undefined, change: Partial<RuleInput & { order: number }>) =>
  inTransaction(ctx, async (tx) => {
    const [before] = await tx.db.select().from(rules).where(eq(rules.id, id)).for('update')
    if (!before) throw common.not_found()
    if (version !== undefined && version !== before.version) throw common.stale()
    check({ ...before, ...change })
    // What was corrected may be tried again at once.
    await forgetMarks(tx, [id])
    const [row] = await tx.db
      .update(rules)
      .set({ ...change, lastRunAt: null, version: sql`${rules.version} + 1` })
      .where(eq(rules.id, id))
      .returning()
    await audit(tx, { action: 'rule.changed', noun: 'rule', nounId: id, before, after: { ...before, ...change } })
    return ruleOut(row!)
  })

export const deleteRule = (ctx: Ctx, id: string) =>
  inTransaction(ctx, async (tx) => {
    const [before] = await tx.db.select().from(rules).where(eq(rules.id, id)).for('update')
    if (!before) throw common.not_found()
    if (before.key !== null) throw refuse.rule_shipped()
    await tx.db.delete(rules).where(eq(rules.id, id))
    await audit(tx, { action: 'rule.deleted', noun: 'rule', nounId: id, before })
  })

/** Puts the rules in this order. Rules that are not named keep their order after those that are. */
export const reorderRules = (ctx: Ctx, ids: readonly string[]) =>
  inTransaction(ctx, async (tx) => {
    const all = (await tx.db.select({ id: rules.id }).from(rules).orderBy(rules.order, rules.id).for('update')).map((r) => r.id)
    const unknown = ids.filter((id) => !all.includes(id))
    if (unknown.length > 0) throw common.invalid({ errors: [{ path: 'ids', message: 'names a rule that does not exist' }] })
    const wanted = [...ids, ...all.filter((id) => !ids.includes(id))]
    for (const [i, id] of wanted.entries())
      await tx.db
        .update(rules)
        .set({ order: (i + 1) * 10 })
        .where(eq(rules.id, id))
    await audit(tx, { action: 'rules.reordered', noun: 'rule', nounId: 'all', before: { order: all }, after: { order: wanted } })
    return listRules(tx)
  })

/** What a rule would do to the last 100 tickets; `change` tries it before it is saved. */
export async function tryRule(ctx: Ctx, id: string | null, change: Partial<RuleInput>) {
  const rule = { id: id ?? '00000000-0000-0000-0000-000000000000', ...(id === null ? {} : await ruleFor(ctx, id)), ...change } as Row
  check(rule)
  const tickets = await dryRun(ctx, rule)
  return { looked: tickets.length, matched: tickets.filter((t) => t.held).length, tickets }
}

export async function runsOf(ctx: Ctx, id: string, { cursor, limit = 20 }: { cursor?: string; limit?: number }) {
  await ruleFor(ctx, id)
  const after = cursor === undefined ? undefined : readCursor(cursor, 2)
  if (after && Number.isNaN(Date.parse(String(after[0])))) throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
  const rows = await ctx.db
    .select()
    .from(ruleRuns)
    .where(
      and(
        eq(ruleRuns.ruleId, id),
        after && or(lt(ruleRuns.at, new Date(after[0] as string)), and(eq(ruleRuns.at, new Date(after[0] as string)), lt(ruleRuns.id, after[1] as string))),
      ),
    )
    .orderBy(desc(ruleRuns.at), desc(ruleRuns.id))
    .limit(limit + 1)
  return page(
    rows,
    limit,
    (r) => [r.at.toISOString(), r.id],
    (r) => ({ id: r.id, ticket: { id: r.ticketId, reference: r.reference }, outcome: r.outcome, why: r.why, did: r.did, error: r.error, at: r.at.toISOString() }),
  )
}

/** Setup: the rules that every desk starts with, those that are missing. */
export async function setupRules(tx: Tx): Promise<void> {
  for (const rule of shippedRules)
    await tx.db
      .insert(rules)
      .values({ ...rule, createdAt: tx.now() })
      .onConflictDoNothing()
}
