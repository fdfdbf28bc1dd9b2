import { read, type Ctx } from '#platform/db'

const holders = read<{ id: string }>(
  'users.holders',
  `select distinct p.id from users.people p join users.person_roles h on h.person_id = p.id join users.roles r on r.id = h.role_id
   where p.staff and p.status = 'active' and r.permissions ->> $1 = 'all' order by p.id`,
)
/** Active members of staff who hold a permission everywhere, for notices that go to those in charge. */
export const holdersOf = async (ctx: Ctx, permission: string): Promise<string[]> => (await holders(ctx, [permission])).map((p) => p.id)

export interface StaffNow {
  id: string
  name: string
  availability: 'available' | 'away'
  capacity: number
}
const now = read<StaffNow>(
  'users.staff_now',
  `select p.id, p.name, s.availability, s.capacity from users.people p join users.staff s on s.person_id = p.id
   where p.staff and p.status = 'active' and exists (select 1 from users.team_members m where m.person_id = p.id and ($1::uuid[] is null or m.team_id = any($1))) order by p.name, p.id`,
)
/** Active members of some teams (null: of any), with what they take on now. */
export const staffNow = (ctx: Ctx, teamIds: readonly string[] | null): Promise<StaffNow[]> => now(ctx, [teamIds])
