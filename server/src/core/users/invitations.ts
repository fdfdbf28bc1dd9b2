import { and, desc, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { userId } from '#platform/access'
import { audit } from '#platform/audit'
import { encrypt, secretToken, sha256 } from '#platform/crypto'
import { actingAs, inTransaction, type Ctx } from '#platform/db'
import { emit } from '#platform/events'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { days, later } from '#platform/time'
import { checkPassword, passwords } from './passwords.ts'
import { personByReach } from './directory.ts'
import { refuse } from './refusals.ts'
import { mayGive, merged, rolesByIds } from './roles.ts'
import { accounts, invitations, people, personRoles, roles, staff, teamMembers, teams } from './schema.ts'
import { note, personActor } from './security.ts'
import { openSession } from './sessions.ts'
import { checkTeams } from './staff.ts'

type Invitation = typeof invitations.$inferSelect
const present = (i: Invitation, now: Date) => ({
  id: i.id,
  email: i.email,
  name: i.name,
  roleIds: i.roleIds,
  teamIds: i.teamIds,
  state: i.acceptedAt ? ('accepted' as const) : i.expiresAt <= now ? ('expired' as const) : ('open' as const),
  expiresAt: i.expiresAt.toISOString(),
  acceptedAt: i.acceptedAt?.toISOString() ?? null,
  createdAt: i.createdAt.toISOString(),
})

/** Invites somebody to the staff by mail, for seven days. Nobody gives roles wider than their own. */
export const invite = (ctx: Ctx, it: { email: string; name: string; roleIds: readonly string[]; teamIds: readonly string[] }) =>
  inTransaction(ctx, async (ctx) => {
    const email = it.email.toLowerCase()
    mayGive(ctx, merged((await rolesByIds(ctx, it.roleIds)).map((r) => r.permissions)))
    await checkTeams(ctx, it.teamIds)
    if (await personByReach(ctx, { email })) throw refuse.email_taken()
    // One that ran out makes room for the next.
    await ctx.db.delete(invitations).where(and(eq(sql`lower(${invitations.email})`, email), isNull(invitations.acceptedAt), lte(invitations.expiresAt, ctx.now())))
    const token = secretToken(32)
    const [row] = await ctx.db
      .insert(invitations)
      .values({
        email,
        name: it.name.trim(),
        roleIds: [...new Set(it.roleIds)],
        teamIds: [...new Set(it.teamIds)],
        tokenHash: sha256(token),
        invitedBy: userId(ctx.actor),
        expiresAt: later(ctx.now(), 7 * days),
        createdAt: ctx.now(),
      })
      .returning()
    await audit(ctx, { action: 'invitation.created', noun: 'invitation', nounId: row!.id, after: { email, name: it.name, roleIds: it.roleIds, teamIds: it.teamIds } })
    const url = encrypt(ctx.config, 'notice', `${ctx.config.publicUrl}/admin/accept-invitation?token=${token}`)
    await emit(ctx, 'user.invited', { invitationId: row!.id, email, name: row!.name, invitedBy: ctx.actor.name, url })
    return present(row!, ctx.now())
  })

export async function listInvitations(ctx: Ctx, query: { cursor?: string; limit?: number }) {
  const limit = query.limit ?? 20
  const before = query.cursor ? String(readCursor(query.cursor, 1)[0]) : undefined
  const rows = await ctx.db
    .select()
    .from(invitations)
    .where(before ? lt(invitations.id, before) : undefined)
    .orderBy(desc(invitations.id))
    .limit(limit + 1)
  return page(
    rows,
    limit,
    (r) => [r.id],
    (r) => present(r, ctx.now()),
  )
}

/** Takes back an invitation that nobody accepted yet. */
export const withdraw = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [gone] = await ctx.db
      .delete(invitations)
      .where(and(eq(invitations.id, id), isNull(invitations.acceptedAt)))
      .returning()
    if (!gone) throw common.not_found()
    await audit(ctx, { action: 'invitation.withdrawn', noun: 'invitation', nounId: id, before: { email: gone.email } })
  })

/** Makes the account of somebody who was invited and signs them in; of many at once with one token one wins. The e-mail address counts as confirmed. */
export async function accept(ctx: Ctx, it: { token: string; password: string; name?: string }): Promise<{ personId: string; token: string }> {
  const tokenHash = sha256(it.token)
  const open = and(eq(invitations.tokenHash, tokenHash), isNull(invitations.acceptedAt), gt(invitations.expiresAt, ctx.now()))
  const [found] = await ctx.db.select().from(invitations).where(open)
  if (!found) throw refuse.invitation_over()
  const name = it.name?.trim() || found.name
  checkPassword(it.password, [name, found.email])
  const password = await passwords.hash(it.password)
  return inTransaction(ctx, async (ctx) => {
    const [mine] = await ctx.db.update(invitations).set({ acceptedAt: ctx.now() }).where(open).returning()
    if (!mine) throw refuse.invitation_over()
    const [person] = await ctx.db.insert(people).values({ name, email: mine.email, emailVerified: true, staff: true, timeZone: ctx.config.OPERATOR_TIME_ZONE }).returning()
    const personId = person!.id
    await ctx.db.insert(accounts).values({ personId, accountId: personId, providerId: 'credential', password })
    await ctx.db.insert(staff).values({ personId })
    // A role or team that was deleted since is simply not there any more.
    const given = await ctx.db
      .select({ id: roles.id })
      .from(roles)
      .where(or(...mine.roleIds.map((id) => eq(roles.id, id))))
    if (given.length > 0) await ctx.db.insert(personRoles).values(given.map((r) => ({ personId, roleId: r.id })))
    const joined =
      mine.teamIds.length === 0
        ? []
        : await ctx.db
            .select({ id: teams.id })
            .from(teams)
            .where(or(...mine.teamIds.map((id) => eq(teams.id, id))))
    if (joined.length > 0) await ctx.db.insert(teamMembers).values(joined.map((t) => ({ personId, teamId: t.id })))
    const self = actingAs(ctx, personActor({ id: personId, name }))
    await note(self, personId, 'user.created', { reason: 'invitation' })
    await emit(self, 'user.created', { personId, staff: true })
    await note(self, personId, 'auth.signed_in')
    return { personId, token: (await openSession(self, personId)).token }
  })
}
