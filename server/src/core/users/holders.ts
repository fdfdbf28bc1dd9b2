import { read, type Ctx } from '#platform/db'

const holders = read<{ id: string }>(
  'users.holders',
  `select distinct p.id from users.people p join users.person_roles h on h.person_id = p.id join users.roles r on r.id = h.role_id
   where p.staff and p.status = 'active' and r.permissions ->> $1 = 'all' order by p.id`,
)
/** Active members of staff who hold a permission everywhere, for notices that go to those in charge. */
export const holdersOf = async (ctx: Ctx, permission: string): Promise<string[]> => (await holders(ctx, [permission])).map((p) => p.id)
