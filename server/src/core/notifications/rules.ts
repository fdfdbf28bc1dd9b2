import { and, asc, eq, sql } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { contactsOf, teamsByIds } from '#core/users'
import { inTransaction, type Ctx } from '#platform/db'
import { common } from '#platform/problems'
import { refuse } from './refusals.ts'
import { noticeOf, type Channel } from './registry.ts'
import { rules } from './schema.ts'

export type RuleRow = typeof rules.$inferSelect
export interface Audience {
  kind: 'default' | 'team' | 'person'
  id: string | null
}

export const readAudience = (audience: string): Audience => {
  const [kind, id] = audience.split(':') as [Audience['kind'], string?]
  return { kind, id: id ?? null }
}

/** All rules with the names of their audiences. */
export async function allRules(ctx: Ctx): Promise<{ rule: RuleRow; label: string }[]> {
  const rows = (await ctx.db.select().from(rules).orderBy(asc(rules.notice), asc(rules.id))).filter((r) => noticeOf(r.notice))
  return labelled(ctx, rows)
}

export async function labelled(ctx: Ctx, rows: readonly RuleRow[]): Promise<{ rule: RuleRow; label: string }[]> {
  const audiences = rows.map((r) => readAudience(r.audience))
  const ids = (kind: Audience['kind']) => audiences.flatMap((a) => (a.kind === kind && a.id ? [a.id] : []))
  const [people, teams] = [await contactsOf(ctx, ids('person')), await teamsByIds(ctx, ids('team'))]
  return rows.map((rule, i) => {
    const { kind, id } = audiences[i]!
    return { rule, label: kind === 'default' ? 'Those it concerns' : ((kind === 'team' ? teams.get(id!)?.name : people.get(id!)?.name) ?? 'Nobody (removed)') }
  })
}

function checkChannels(name: string, wanted: readonly Channel[]): void {
  const notice = noticeOf(name)
  if (!notice || wanted.some((c) => !notice.templates[c])) throw refuse.unknown_notice()
}

/** Sends a notice to a team or a member of staff besides those it concerns. */
export const addRule = (
  ctx: Ctx,
  it: { notice: string; audience: { kind: 'team' | 'person'; id: string }; channels: readonly Channel[]; active?: boolean | undefined },
): Promise<RuleRow> =>
  inTransaction(ctx, async (ctx) => {
    checkChannels(it.notice, it.channels)
    const { kind, id } = it.audience
    const known = kind === 'team' ? (await teamsByIds(ctx, [id])).has(id) : (await contactsOf(ctx, [id])).get(id)?.staff
    if (!known) throw common.invalid({ errors: [{ path: 'audience.id', message: kind === 'team' ? 'is not a team' : 'is not a member of staff' }] })
    const [row] = await ctx.db
      .insert(rules)
      .values({ notice: it.notice, audience: `${kind}:${id}`, channels: [...it.channels], active: it.active ?? true, edited: true, updatedAt: ctx.now() })
      .returning()
    await audit(ctx, { action: 'notice_rule.added', noun: 'notice_rule', nounId: row!.id, after: { notice: it.notice, audience: row!.audience, channels: it.channels } })
    return row!
  })

export const editRule = (ctx: Ctx, id: string, wish: { channels?: readonly Channel[] | undefined; active?: boolean | undefined }, version: number | undefined): Promise<RuleRow> =>
  inTransaction(ctx, async (ctx) => {
    const [before] = await ctx.db.select().from(rules).where(eq(rules.id, id))
    if (!before) throw common.not_found()
    if (wish.channels) checkChannels(before.notice, wish.channels)
    const [after] = await ctx.db
      .update(rules)
      .set({
        ...(wish.channels ? { channels: [...wish.channels] } : {}),
        ...(wish.active === undefined ? {} : { active: wish.active }),
        edited: true,
        version: sql`${rules.version} + 1` as never,
        updatedAt: ctx.now(),
      })
      .where(and(eq(rules.id, id), version === undefined ? undefined : eq(rules.version, version)))
      .returning()
    if (!after) throw common.stale()
    await audit(ctx, {
      action: 'notice_rule.changed',
      noun: 'notice_rule',
      nounId: id,
      before: { channels: before.channels, active: before.active },
      after: { channels: after.channels, active: after.active },
    })
    return after
  })

export const removeRule = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db.select().from(rules).where(eq(rules.id, id))
    if (!row) throw common.not_found()
    if (row.audience === 'default') throw refuse.rule_needed()
    await ctx.db.delete(rules).where(eq(rules.id, id))
    await audit(ctx, { action: 'notice_rule.removed', noun: 'notice_rule', nounId: id, before: { notice: row.notice, audience: row.audience, channels: row.channels } })
  })
