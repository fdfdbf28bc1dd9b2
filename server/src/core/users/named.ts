import { read, type Ctx } from '#platform/db'
import { searchQuery } from './directory.ts'

const named = read<{ id: string }>(
  'users.named',
  `select p.id from users.people p where p.status <> 'erased' and p.search @@ to_tsquery('simple', $1) order by p.created_at desc, p.id desc limit $2`,
)
/** Ids of up to `most` people in whose name, e-mail or phone the words begin; for lists of other things that are searched by their person. */
export async function peopleNamed(ctx: Ctx, typed: string, most = 200): Promise<string[]> {
  const words = searchQuery(typed)
  return words === undefined ? [] : (await named(ctx, [words, most])).map((p) => p.id)
}
