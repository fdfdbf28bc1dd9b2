import { uuid } from 'drizzle-orm/pg-core'
import { read, type Ctx } from '#platform/db'
import { people, teams } from './schema.ts'

/** A column of another module that points at a person. */
export const personId = () => uuid().references(() => people.id)
/** A column of another module that points at a team. */
export const teamId = () => uuid().references(() => teams.id)

export interface Person {
  id: string
  name: string
  avatarMediaId: string | null
  staff: boolean
}

const byIds = read<Person>('users.people_by_ids', `select id, name, avatar_media_id "avatarMediaId", staff from users.people where id = any($1::uuid[])`)
/** The public faces of people, by id. Unknown ids are missing from the answer. */
export const peopleByIds = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Person>> =>
  new Map(ids.length === 0 ? [] : (await byIds(ctx, [[...new Set(ids)]])).map((p) => [p.id, p]))

export interface Candidate {
  id: string
  name: string
  active: boolean
  available: boolean
  availableSince: Date | null
  capacity: number
  skills: string[]
  onCallOrder: number | null
}
const members = read<Candidate>(
  'users.candidates',
  `select p.id, p.name, p.status = 'active' active, s.availability = 'available' available, s.available_since "availableSince", s.capacity, s.skills, m.on_call_order "onCallOrder"
   from users.team_members m join users.people p on p.id = m.person_id join users.staff s on s.person_id = p.id where m.team_id = $1 order by p.id`,
)
/** The members of a team with what assignment needs to know of them. */
export const candidatesOf = (ctx: Ctx, teamId: string): Promise<Candidate[]> => members(ctx, [teamId])
