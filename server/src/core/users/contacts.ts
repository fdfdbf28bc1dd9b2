import { read, type Ctx } from '#platform/db'

/** How a person is reached, for whoever sends notices. */
export interface Contact {
  id: string
  name: string
  email: string | null
  phone: string | null
  locale: string
  timeZone: string
  staff: boolean
  status: 'active' | 'suspended' | 'erased'
}

const contacts = read<Contact>('users.contacts', `select id, name, email, phone, locale, time_zone "timeZone", staff, status from users.people where id = any($1::uuid[])`)
/** How people are reached, by id. Unknown ids are missing from the answer. */
export const contactsOf = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Contact>> =>
  new Map(ids.length === 0 ? [] : (await contacts(ctx, [[...new Set(ids)]])).map((c) => [c.id, c]))

const teamNames = read<{ id: string; name: string }>('users.team_names', `select id, name from users.teams where id = any($1::uuid[])`)
/** Teams by id. Unknown ids are missing from the answer. */
export const teamsByIds = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, { id: string; name: string }>> =>
  new Map(ids.length === 0 ? [] : (await teamNames(ctx, [[...new Set(ids)]])).map((t) => [t.id, t]))
