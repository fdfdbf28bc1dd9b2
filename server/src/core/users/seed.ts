import { inArray } from 'drizzle-orm'
import type { Tx } from '#platform/db'
import { accounts, people, personRoles, roles, staff, teamMembers, teams, type Address } from './schema.ts'

export interface SeedPerson {
  id?: string
  name: string
  email?: string | null
  phone?: string | null
  address?: Address | null
  createdAt?: Date
  /** From `passwords.hash`; many people may share one. */
  passwordHash?: string
  staff?: { roles: readonly string[]; teamIds?: readonly string[]; skills?: readonly string[]; lines?: readonly string[]; capacity?: number; availability?: 'available' | 'away' }
}

/** Writes people for a demo or a benchmark, five hundred at a time, with confirmed addresses, without events. Answers their ids in order. */
export async function seedPeople(tx: Tx, all: readonly SeedPerson[]): Promise<string[]> {
  const ids: string[] = []
  const roleIds = new Map((await tx.db.select().from(roles)).map((r) => [r.name, r.id]))
  for (let from = 0; from < all.length; from += 500) {
    const batch = all.slice(from, from + 500)
    const rows = await tx.db
      .insert(people)
      .values(
        batch.map(({ passwordHash: _h, staff: s, ...p }) => ({
          ...p,
          staff: s !== undefined,
          emailVerified: Boolean(p.email),
          phoneVerified: Boolean(p.phone),
          timeZone: tx.config.OPERATOR_TIME_ZONE,
          createdAt: p.createdAt ?? tx.now(),
        })),
      )
      .returning({ id: people.id })
    const made = batch.map((p, i) => ({ ...p, id: rows[i]!.id }))
    ids.push(...made.map((p) => p.id))
    const withPassword = made.flatMap((p) => (p.passwordHash ? [{ personId: p.id, accountId: p.id, providerId: 'credential', password: p.passwordHash }] : []))
    if (withPassword.length > 0) await tx.db.insert(accounts).values(withPassword)
    for (const { id, staff: s } of made) {
      if (!s) continue
      const availability = s.availability ?? 'available'
      await tx.db.insert(staff).values({
        personId: id,
        availability,
        availableSince: availability === 'available' ? tx.now() : null,
        capacity: s.capacity ?? 10,
        skills: [...(s.skills ?? [])],
        lines: [...(s.lines ?? [])],
      })
      await tx.db.insert(personRoles).values(
        s.roles.map((name) => {
          const roleId = roleIds.get(name)
          if (!roleId) throw new Error(`There is no role ${name}`)
          return { personId: id, roleId }
        }),
      )
      if (s.teamIds?.length) await tx.db.insert(teamMembers).values(s.teamIds.map((teamId) => ({ teamId, personId: id })))
    }
  }
  return ids
}

/** Makes the teams that are not there yet; answers ids by name. */
export async function seedTeams(tx: Tx, all: readonly { name: string; line?: string | null }[]): Promise<Map<string, string>> {
  await tx.db
    .insert(teams)
    .values(all.map((t) => ({ name: t.name, line: t.line ?? null })))
    .onConflictDoNothing()
  const rows = await tx.db
    .select()
    .from(teams)
    .where(
      inArray(
        teams.name,
        all.map((t) => t.name),
      ),
    )
  return new Map(rows.map((r) => [r.name, r.id]))
}

/** Who of a team is paged, first to last. */
export async function seedOnCall(tx: Tx, teamId: string, personIds: readonly string[]): Promise<void> {
  for (const [i, personId] of personIds.entries())
    await tx.db
      .insert(teamMembers)
      .values({ teamId, personId, onCallOrder: i + 1 })
      .onConflictDoUpdate({ target: [teamMembers.teamId, teamMembers.personId], set: { onCallOrder: i + 1 } })
}
