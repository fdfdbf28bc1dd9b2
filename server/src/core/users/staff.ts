import { and, eq, inArray, notInArray } from 'drizzle-orm'
import { require, userId } from '#platform/access'
import { inTransaction, write, type Ctx, type Tx } from '#platform/db'
import { emit, notifyProcesses } from '#platform/events'
import { common } from '#platform/problems'
import { refuse } from './refusals.ts'
import { keepingAnAdmin, mayGive, mayJoin, mayRule, merged, rolesByIds } from './roles.ts'
import { people, personRoles, staff, teamMembers, teams } from './schema.ts'
import { note } from './security.ts'

export interface StaffChange {
  /** No roles at all makes the person a customer again. */
  roleIds?: readonly string[]
  teamIds?: readonly string[]
  skills?: readonly string[]
  lines?: readonly string[]
  /** Weighted open work that the person may be given. */
  capacity?: number
}

const lock = write('users.lock_staff', `select 1 from users.people where id = $1 for update`)

/** Throws `user.unknown_team`, naming the field `path`, when one of the ids names no team. */
export async function checkTeams(ctx: Ctx, ids: readonly string[], path = 'teamIds'): Promise<void> {
  if (ids.length === 0) return
  const found = await ctx.db
    .select({ id: teams.id })
    .from(teams)
    .where(inArray(teams.id, [...ids]))
  if (found.length !== new Set(ids).size) throw refuse.unknown_team({ errors: [{ path, message: 'names a team that does not exist' }] })
}
export function checkLines(ctx: Ctx, lines: readonly string[], path = 'lines'): void {
  const unknown = lines.filter((l) => !ctx.config.lines.includes(l))
  if (unknown.length > 0) throw refuse.unknown_line({ errors: [{ path, message: `names ${unknown.join(', ')}, which this operator does not run` }] })
}

/**
 * Sets what a member of staff may do and be given, or makes somebody one. What is left out stays. Teams, lines, skills and capacity need `teams.edit`, roles
 * `user.roles`; nobody gives more than they hold, and nobody widens their own reach.
 */
export const changeStaff = (ctx: Ctx, id: string, it: StaffChange): Promise<void> =>
  inTransaction(ctx, (ctx) =>
    keepingAnAdmin(ctx, async (ctx) => {
      await lock(ctx, [id])
      const [person] = await ctx.db.select().from(people).where(eq(people.id, id))
      if (!person || person.status === 'erased') throw common.not_found()
      await mayRule(ctx, id)
      const before = await snapshot(ctx, id)
      const roleIds = [...new Set(it.roleIds ?? before.roleIds)]
      if (!person.staff && roleIds.length === 0) throw refuse.not_staff()
      if (it.roleIds && !same(roleIds, before.roleIds)) {
        require(ctx.actor, 'user.roles', 'all')
        const added = await rolesByIds(ctx, roleIds)
        mayGive(ctx, merged(added.filter((r) => !before.roleIds.includes(r.id)).map((r) => r.permissions)))
        await ctx.db.delete(personRoles).where(eq(personRoles.personId, id))
        if (roleIds.length > 0) await ctx.db.insert(personRoles).values(roleIds.map((roleId) => ({ personId: id, roleId })))
      }
      const isStaff = roleIds.length > 0
      const teamIds = isStaff ? [...new Set(it.teamIds ?? before.teamIds)] : []
      if (teamIds.some((team) => !before.teamIds.includes(team)) || it.lines?.some((line) => !before.lines.includes(line))) mayJoin(ctx, id)
      await checkTeams(ctx, teamIds)
      checkLines(ctx, it.lines ?? [])
      const rest = { skills: [...new Set(it.skills ?? before.skills)], lines: [...new Set(it.lines ?? before.lines)], capacity: it.capacity ?? before.capacity }
      await ctx.db
        .insert(staff)
        .values({ personId: id, ...rest })
        .onConflictDoUpdate({ target: staff.personId, set: rest })
      // Kept teams keep their on-call order.
      await ctx.db.delete(teamMembers).where(and(eq(teamMembers.personId, id), teamIds.length > 0 ? notInArray(teamMembers.teamId, teamIds) : undefined))
      if (teamIds.length > 0)
        await ctx.db
          .insert(teamMembers)
          .values(teamIds.map((teamId) => ({ teamId, personId: id })))
          .onConflictDoNothing()
      await ctx.db.update(people).set({ staff: isStaff }).where(eq(people.id, id))
      if (!isStaff) await goAway(ctx, id)
      await note(ctx, id, 'user.staff_changed', { before, after: { roleIds, teamIds, ...rest } })
      await emit(ctx, 'user.staff_changed', { personId: id, staff: isStaff, capacity: rest.capacity, skills: rest.skills, teamIds })
      await notifyProcesses(ctx, 'revoked', id)
    }),
  )

async function snapshot(ctx: Ctx, id: string) {
  const [row] = await ctx.db.select().from(staff).where(eq(staff.personId, id))
  return {
    roleIds: (await ctx.db.select().from(personRoles).where(eq(personRoles.personId, id))).map((r) => r.roleId),
    teamIds: (await ctx.db.select().from(teamMembers).where(eq(teamMembers.personId, id))).map((m) => m.teamId),
    skills: row?.skills ?? [],
    lines: row?.lines ?? [],
    capacity: row?.capacity ?? 10,
  }
}
const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x) => b.includes(x))

/** The actor takes new work, or no longer does. The desk hears it: it gives out what waits, or gives this person's work to others. */
export const setAvailability = (ctx: Ctx, availability: 'available' | 'away'): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    if (!ctx.actor.staff) throw refuse.not_staff()
    await change(ctx, userId(ctx.actor), availability)
  })

/** Takes somebody out of assignment who left, or was suspended. */
export const goAway = (tx: Tx, id: string): Promise<void> => change(tx, id, 'away')

const setTo = write<{ personId: string }>(
  'users.availability',
  `update users.staff set availability = $2, available_since = case when $2 = 'available' then $3::timestamptz end where person_id = $1 and availability <> $2 returning person_id "personId"`,
)
async function change(tx: Tx, id: string, availability: 'available' | 'away'): Promise<void> {
  const changed = await setTo(tx, [id, availability, tx.now()])
  if (changed.length === 0) return
  const teamIds = (await tx.db.select({ teamId: teamMembers.teamId }).from(teamMembers).where(eq(teamMembers.personId, id))).map((m) => m.teamId)
  await emit(tx, 'user.availability_changed', { personId: id, availability })
  await emit(tx, 'user.availability', { userId: id, availability }, ['desk', `user:${id}`, ...teamIds.map((t) => `team:${t}`)])
}
