import { read, type Ctx } from '#platform/db'

export interface ContactDetails {
  id: string
  name: string
  email: string | null
  phone: string | null
}

const byIds = read<ContactDetails>('users.contacts', `select id, name, email, phone from users.people where id = any($1::uuid[]) and status <> 'erased'`)
/** How people are called and reached, by id: for the search index and for letters. People who were erased are missing from the answer. */
export const contactsOf = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, ContactDetails>> => new Map(ids.length === 0 ? [] : (await byIds(ctx, [[...new Set(ids)]])).map((p) => [p.id, p]))
