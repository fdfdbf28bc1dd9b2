import { read, type Ctx } from '#platform/db'
import type { Address } from './schema.ts'

export interface Face {
  id: string
  name: string
  avatarMediaId: string | null
  staff: boolean
  teamName: string | null
}
interface Row extends Face {
  team: boolean
}
const faces = read<Row>(
  'users.faces',
  `select false team, p.id, p.name, p.avatar_media_id "avatarMediaId", p.staff,
     case when p.staff then (select t.name from users.team_members m join users.teams t on t.id = m.team_id where m.person_id = p.id order by t.created_at, t.id limit 1) end "teamName"
   from users.people p where p.id = any($1::uuid[])
   union all select true, t.id, t.name, null, false, null from users.teams t where t.id = any($2::uuid[])`,
)
/** Names of people (with the team of staff) and of teams, by id, in one query. Unknown ids are missing from the answer. */
export async function facesOf(
  ctx: Ctx,
  personIds: readonly (string | null)[],
  teamIds: readonly (string | null)[] = [],
): Promise<{ people: Map<string, Face>; teams: Map<string, string> }> {
  const wanted = [personIds, teamIds].map((ids) => [...new Set(ids.filter((id) => id !== null))])
  const rows = wanted[0]!.length + wanted[1]!.length === 0 ? [] : await faces(ctx, wanted)
  return { people: new Map(rows.filter((r) => !r.team).map((r) => [r.id, r])), teams: new Map(rows.filter((r) => r.team).map((r) => [r.id, r.name])) }
}

const staff = read<{ id: string; name: string }>('users.active_staff', `select id, name from users.people where id = $1 and staff and status = 'active'`)
/** A member of staff who may work, or null. */
export const activeStaff = async (ctx: Ctx, id: string): Promise<{ id: string; name: string } | null> => (await staff(ctx, [id]))[0] ?? null

const team = read<{ id: string; name: string; line: string | null }>('users.team', `select id, name, line from users.teams where id = $1`)
/** A team, or null. */
export const findTeam = async (ctx: Ctx, id: string): Promise<{ id: string; name: string; line: string | null } | null> => (await team(ctx, [id]))[0] ?? null

export interface CustomerCard {
  id: string
  name: string
  email: string | null
  phone: string | null
  address: Address | null
  since: Date
  status: 'active' | 'suspended' | 'erased'
}
const card = read<CustomerCard>('users.card', `select id, name, email, phone, address, created_at since, status from users.people where id = $1`)
/** How to reach a person; for staff only. */
export const customerCard = async (ctx: Ctx, id: string): Promise<CustomerCard | null> => (await card(ctx, [id]))[0] ?? null
