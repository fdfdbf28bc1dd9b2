import { and, eq, inArray, notInArray } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, read, type Ctx, type Tx } from '#platform/db'
import { emit, notifyProcesses } from '#platform/events'
import { common } from '#platform/problems'
import { refuse } from './refusals.ts'
import { mayJoin } from './roles.ts'
import { people, teamMembers, teams } from './schema.ts'
import { checkLines } from './staff.ts'

export interface Team {
  id: string
  name: string
  line: string | null
  memberIds: string[]
  /** Who is paged for an emergency, first to last. */
  onCallIds: string[]
  version: number
}
const rows = read<Team>(
  'users.teams',
  `select t.id, t.name, t.line, t.version,
     array(select m.person_id::text from users.team_members m where m.team_id = t.id order by m.person_id) "memberIds",
     array(select m.person_id::text from users.team_members m where m.team_id = t.id and m.on_call_order is not null order by m.on_call_order) "onCallIds"
   from users.teams t where $1::uuid is null or t.id = $1 order by t.name`,
)
export const listTeams = (ctx: Ctx): Promise<Team[]> => rows(ctx, [null])
export async function teamById(ctx: Ctx, id: string): Promise<Team> {
  const [team] = await rows(ctx, [id])
  if (!team) throw common.not_found()
  return team
}

export interface TeamChange {
  name?: string
  line?: string | null
  memberIds?: readonly string[]
  onCallIds?: readonly string[]
}

/** Makes a team. Whoever is on call belongs to it. */
export const createTeam = (ctx: Ctx, it: TeamChange & { name: string }): Promise<Team> =>
  inTransaction(ctx, async (ctx) => {
    checkLines(ctx, it.line ? [it.line] : [], 'line')
    const [team] = await ctx.db
      .insert(teams)
      .values({ name: it.name.trim(), line: it.line ?? null })
      .returning()
    await setMembers(ctx, team!.id, it)
    if ([...(it.memberIds ?? []), ...(it.onCallIds ?? [])].includes(ctx.actor.id ?? '')) mayJoin(ctx, ctx.actor.id!)
    const made = await teamById(ctx, team!.id)
    await audit(ctx, { action: 'team.created', noun: 'team', nounId: made.id, after: made })
    await emit(ctx, 'user.team_changed', { teamId: made.id }, ['desk'])
    return made
  })

/** Changes a team; members who come or go see the other queue at once. `version` is the one that was edited. */
export const changeTeam = (ctx: Ctx, id: string, it: TeamChange, version?: number): Promise<Team> =>
  inTransaction(ctx, async (ctx) => {
    const [locked] = await ctx.db.select().from(teams).where(eq(teams.id, id)).for('update')
    if (!locked) throw common.not_found()
    if (version !== undefined && version !== locked.version) throw common.stale()
    checkLines(ctx, it.line ? [it.line] : [], 'line')
    const before = await teamById(ctx, id)
    await ctx.db
      .update(teams)
      .set({ name: it.name?.trim() ?? before.name, line: it.line === undefined ? before.line : it.line, version: before.version + 1 })
      .where(eq(teams.id, id))
    await setMembers(ctx, id, { memberIds: it.memberIds ?? before.memberIds, onCallIds: it.onCallIds ?? before.onCallIds.filter((p) => !it.memberIds || it.memberIds.includes(p)) })
    const after = await teamById(ctx, id)
    // To come to a team, or to get its new line.
    const me = ctx.actor.id ?? ''
    if (after.memberIds.includes(me) && (!before.memberIds.includes(me) || (after.line !== null && after.line !== before.line))) mayJoin(ctx, me)
    const touched =
      before.line === after.line
        ? [...before.memberIds, ...after.memberIds].filter((p) => !(before.memberIds.includes(p) && after.memberIds.includes(p)))
        : [...before.memberIds, ...after.memberIds]
    for (const person of new Set(touched)) await notifyProcesses(ctx, 'revoked', person)
    await audit(ctx, { action: 'team.changed', noun: 'team', nounId: id, before, after })
    await emit(ctx, 'user.team_changed', { teamId: id }, ['desk', `team:${id}`])
    return after
  })

/** Dissolves a team that no work belongs to any more. */
export const deleteTeam = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const before = await teamById(ctx, id)
    await ctx.db
      .delete(teams)
      .where(eq(teams.id, id))
      .catch((error: unknown) => {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
        throw (cause as { code?: string }).code === '23503' ? refuse.team_in_use() : error
      })
    for (const person of before.memberIds) await notifyProcesses(ctx, 'revoked', person)
    await audit(ctx, { action: 'team.deleted', noun: 'team', nounId: id, before })
    await emit(ctx, 'user.team_changed', { teamId: id }, ['desk', `team:${id}`])
  })

async function setMembers(tx: Tx, teamId: string, it: Pick<TeamChange, 'memberIds' | 'onCallIds'>): Promise<void> {
  const onCall = [...new Set(it.onCallIds ?? [])]
  const members = [...new Set([...(it.memberIds ?? []), ...onCall])]
  const found =
    members.length === 0
      ? []
      : await tx.db
          .select({ id: people.id })
          .from(people)
          .where(and(inArray(people.id, members), eq(people.staff, true)))
  if (found.length !== members.length) throw refuse.unknown_person({ errors: [{ path: 'memberIds', message: 'names somebody who is not on the staff' }] })
  await tx.db.delete(teamMembers).where(and(eq(teamMembers.teamId, teamId), members.length > 0 ? notInArray(teamMembers.personId, members) : undefined))
  for (const personId of members) {
    const onCallOrder = onCall.includes(personId) ? onCall.indexOf(personId) + 1 : null
    await tx.db
      .insert(teamMembers)
      .values({ teamId, personId, onCallOrder })
      .onConflictDoUpdate({ target: [teamMembers.teamId, teamMembers.personId], set: { onCallOrder } })
  }
}
