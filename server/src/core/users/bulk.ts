import type pg from 'pg'
import { copyRows } from '#platform/copy'
import { accounts, people, personRoles, staff, teamMembers, teams } from './schema.ts'

export interface PeopleBatch {
  people: (typeof people.$inferInsert)[]
  staff: (typeof staff.$inferInsert)[]
  teams: (typeof teams.$inferInsert)[]
  members: (typeof teamMembers.$inferInsert)[]
  /** Role by name. */
  roles: { personId: string; role: string }[]
  /** A password for each of these, hashed already. */
  passwords: { id: string; personId: string; hash: string }[]
}

/** Loads many people at once, for seeds. */
export async function copyPeople(client: pg.ClientBase, batch: PeopleBatch): Promise<void> {
  const { rows } = await client.query<{ id: string; name: string }>('select id, name from users.roles')
  const roleId = new Map(rows.map((r) => [r.name, r.id]))
  await copyRows(client, people, batch.people)
  await copyRows(client, staff, batch.staff)
  await copyRows(client, teams, batch.teams)
  await copyRows(client, teamMembers, batch.members)
  await copyRows(
    client,
    personRoles,
    batch.roles.map((r) => ({ personId: r.personId, roleId: roleId.get(r.role)! })),
  )
  await copyRows(
    client,
    accounts,
    batch.passwords.map((p) => ({ id: p.id, personId: p.personId, providerId: 'credential', accountId: p.personId, password: p.hash })),
  )
}
