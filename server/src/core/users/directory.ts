import { eq } from 'drizzle-orm'
import { may, require, scopeOf, userId } from '#platform/access'
import { inTransaction, read, readText, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { machine, move } from '#platform/states'
import { hours, later } from '#platform/time'
import { avatarLinks } from './avatars.ts'
import { changeProfile, checkProfile, loadsOf, type Profile } from './me.ts'
import { readPhone } from './phones.ts'
import { refuse } from './refusals.ts'
import { keepingAnAdmin, mayRule } from './roles.ts'
import { people, type Address } from './schema.ts'
import { note } from './security.ts'
import { endSessions } from './sessions.ts'
import { goAway } from './staff.ts'

/** Whether somebody may use their account. Erasing is for ever. */
export const personMachine = machine({
  noun: 'person',
  table: people,
  column: 'status',
  initial: ['active'],
  moves: { active: ['suspended', 'erased'], suspended: ['active', 'erased'], erased: [] },
})

interface Row {
  id: string
  name: string
  email: string | null
  emailVerified: boolean
  phone: string | null
  phoneVerified: boolean
  avatarMediaId: string | null
  status: 'active' | 'suspended' | 'erased'
  staff: boolean
  twoFactor: boolean
  locale: string
  timeZone: string
  country: string | null
  address: Address | null
  version: number
  createdAt: Date
  lastSeenAt: Date | null
  availability: 'available' | 'away' | null
  capacity: number | null
  skills: string[] | null
  lines: string[] | null
  roles: { id: string; name: string; label: string }[]
  teams: { id: string; name: string }[]
  key: string
}

const columns = `p.id, p.name, p.email, p.email_verified "emailVerified", p.phone, p.phone_verified "phoneVerified", p.avatar_media_id "avatarMediaId", p.status, p.staff, p.two_factor_enabled "twoFactor",
  p.locale, p.time_zone "timeZone", p.country, p.address, p.version, p.created_at "createdAt", p.last_seen_at "lastSeenAt", s.availability, s.capacity, s.skills, s.lines, p.created_at::text key,
  coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'label', r.label) order by r.id) from users.person_roles pr join users.roles r on r.id = pr.role_id where pr.person_id = p.id and p.staff), '[]') roles,
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name) from users.team_members m join users.teams t on t.id = m.team_id where m.person_id = p.id and p.staff), '[]') teams`

export interface PeopleQuery {
  search?: string
  kind?: 'customer' | 'staff'
  status?: 'active' | 'suspended' | 'erased'
  teamId?: string
  roleId?: string
  cursor?: string
  limit?: number
}

/** What a search box holds as a prefix query over names, addresses and numbers; undefined when there is no word in it. */
export function searchQuery(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s()-]/g, '')
  if (/^\+?\d{5,}$/.test(digits)) return `'${digits}':*`
  const words = typed.toLowerCase().match(/[\p{L}\p{N}@._+-]*[\p{L}\p{N}][\p{L}\p{N}@._+-]*/gu)
  return words
    ?.slice(0, 8)
    .map((w) => `'${w}':*`)
    .join(' & ')
}

type Where = { texts: string[]; values: unknown[] }
const add = (where: Where, text: string, ...values: unknown[]) => where.texts.push(text.replaceAll('?', () => `$${where.values.push(values.shift())}`))

/** The people whom the actor may see: all of them, or with a narrower scope those in their own teams. The same for list, page and edits. */
function visible(ctx: Ctx, where: Where): void {
  const scope = scopeOf(ctx.actor, 'user.read')
  if (scope === 'all') return
  if (scope === 'team' || scope === 'line')
    add(where, `(p.id = ? or exists (select 1 from users.team_members m where m.person_id = p.id and m.team_id = any(?::uuid[])))`, ctx.actor.id, ctx.actor.teamIds)
  else add(where, 'p.id = ?', ctx.actor.id)
}

/** People, newest first. `search` looks for the beginnings of words in name, e-mail and phone, and forgives a slip in the name. */
export async function listPeople(ctx: Ctx, query: PeopleQuery) {
  const limit = query.limit ?? 20
  const where: Where = { texts: [], values: [] }
  visible(ctx, where)
  if (query.kind) add(where, query.kind === 'staff' ? 'p.staff' : 'not p.staff')
  if (query.status) add(where, 'p.status = ?', query.status)
  else add(where, `p.status <> 'erased'`)
  if (query.teamId) add(where, 'exists (select 1 from users.team_members m where m.person_id = p.id and m.team_id = ?)', query.teamId)
  if (query.roleId)
    add(
      where,
      `exists (select 1 from users.roles r where r.id = ? and (r.name = 'customer' and not p.staff or exists (select 1 from users.person_roles pr where pr.role_id = r.id and pr.person_id = p.id)))`,
      query.roleId,
    )
  const search = query.search?.trim()
  if (search) {
    const text = searchQuery(search)
    if (!text) return { data: [], nextCursor: null }
    if (/^[\p{L}\s.'-]{4,}$/u.test(search)) add(where, `(p.search @@ to_tsquery('simple', ?) or ? <% lower(p.name))`, text, search.toLowerCase())
    else add(where, `p.search @@ to_tsquery('simple', ?)`, text)
  }
  if (query.cursor) {
    const [at, id] = readCursor(query.cursor, 2)
    add(where, '(p.created_at, p.id) < (?::timestamptz, ?::uuid)', at, id)
  }
  const rows = await readText<Row>(
    ctx,
    `select ${columns} from users.people p left join users.staff s on s.person_id = p.id where ${where.texts.join(' and ')} order by p.created_at desc, p.id desc limit ${limit + 1}`,
    where.values,
  )
  const loads = await loadsOf(
    ctx,
    rows.filter((r) => r.staff).map((r) => r.id),
  )
  const avatars = await avatarLinks(
    ctx,
    rows.map((r) => r.avatarMediaId),
  )
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => present(r, loads, avatars),
  )
}

const present = (r: Row, loads: ReadonlyMap<string, number>, avatars: ReadonlyMap<string, string>) => ({
  id: r.id,
  name: r.name,
  email: r.email,
  phone: r.phone,
  avatarUrl: avatars.get(r.avatarMediaId ?? '') ?? null,
  status: r.status,
  staff: r.staff,
  roles: r.roles,
  teams: r.teams,
  createdAt: r.createdAt.toISOString(),
  lastSeenAt: r.lastSeenAt?.toISOString() ?? null,
  availability: r.staff ? r.availability : null,
  capacity: r.staff ? r.capacity : null,
  load: r.staff ? (loads.get(r.id) ?? 0) : null,
  skills: (r.staff ? r.skills : null) ?? [],
})

async function personFor(ctx: Ctx, id: string): Promise<Row> {
  const where: Where = { texts: [], values: [] }
  visible(ctx, where)
  add(where, 'p.id = ?', id)
  const [row] = await readText<Row>(ctx, `select ${columns} from users.people p left join users.staff s on s.person_id = p.id where ${where.texts.join(' and ')}`, where.values)
  if (!row) throw common.not_found()
  return row
}

const suspension = read<{ reason: string | null; at: Date; actorName: string }>(
  'users.suspension',
  `select reason, at, actor_name "actorName" from platform.history where noun = 'person' and noun_id = $1 and "to" = 'suspended' order by at desc limit 1`,
)

/** One person, as staff see them. Throws `request.not_found` for somebody outside the actor's scope. A look at a customer is noted in the customer's log. */
export async function personPage(ctx: Ctx, id: string) {
  const row = await personFor(ctx, id)
  await noteAccess(ctx, id)
  const [stop] = row.status === 'suspended' ? await suspension(ctx, [id]) : []
  return {
    ...present(row, await loadsOf(ctx, row.staff ? [id] : []), await avatarLinks(ctx, [row.avatarMediaId])),
    emailVerified: row.emailVerified,
    phoneVerified: row.phoneVerified,
    locale: row.locale,
    timeZone: row.timeZone,
    country: row.country,
    address: row.address,
    lines: row.lines ?? [],
    twoFactor: row.twoFactor,
    suspended: stop ? { reason: stop.reason, at: stop.at.toISOString(), by: stop.actorName } : null,
    version: row.version,
  }
}

const lookedLately = read<{ one: number }>(
  'users.looked_lately',
  `select 1 one from platform.audit_log where subject_id = $1 and actor_id = $2 and action = 'user.viewed' and at > $3 limit 1`,
)
const isCustomer = read<{ one: number }>('users.is_customer', `select 1 one from users.people where id = $1 and not staff`)

/** Notes in a customer's own log that a member of staff looked at their data; once an hour for each who looks. */
export async function noteAccess(ctx: Ctx, personId: string): Promise<void> {
  if (!ctx.actor.staff || ctx.actor.id === personId) return
  if ((await isCustomer(ctx, [personId])).length === 0) return
  if ((await lookedLately(ctx, [personId, ctx.actor.id, later(ctx.now(), -1 * hours)])).length > 0) return
  await inTransaction(ctx, (ctx) => note(ctx, personId, 'user.viewed'))
}

export interface NewCustomer {
  name: string
  email?: string | null
  phone?: string | null
  address?: Address | null
  country?: string | null
  locale?: string
  timeZone?: string
}

/** Makes a customer without a password, on the phone or at the counter: they sign in by a code, or ask for a password. */
export async function createCustomer(ctx: Ctx, it: NewCustomer): Promise<string> {
  checkProfile(it as Profile)
  const email = it.email?.toLowerCase() ?? null
  const phone = it.phone ? await readPhone(ctx, it.phone, 'phone') : null
  if (!email && !phone) throw refuse.reach_needed({ errors: [{ path: 'email', message: 'or a phone number is needed' }] })
  return inTransaction(ctx, async (ctx) => {
    const [person] = await ctx.db
      .insert(people)
      .values({ ...it, name: it.name.trim(), email, phone })
      .returning({ id: people.id })
    await note(ctx, person!.id, 'user.created')
    await emit(ctx, 'user.created', { personId: person!.id, staff: false })
    return person!.id
  })
}

const passwordOf = read<{ id: string }>('users.has_password', `select id from users.accounts where person_id = $1 and password is not null limit 1`)
const hasPassword = async (ctx: Ctx, id: string): Promise<boolean> => (await passwordOf(ctx, [id])).length > 0

/** Staff change a profile. Of colleagues only those who may edit roles; an address that the person confirmed is theirs to change. */
export async function editPerson(ctx: Ctx, id: string, it: Profile & { email?: string | null; phone?: string | null }, version?: number): Promise<void> {
  const row = await personFor(ctx, id)
  if (row.staff) {
    require(ctx.actor, 'user.roles', 'all')
    await mayRule(ctx, id)
  }
  const change = { ...it, ...(it.phone ? { phone: await readPhone(ctx, it.phone, 'phone') } : {}) }
  const confirmed =
    (change.email !== undefined && row.emailVerified && change.email?.toLowerCase() !== row.email) ||
    (change.phone !== undefined && row.phoneVerified && change.phone !== row.phone)
  // Somebody with a password made the account: another address would let staff take it over by a reset, confirmed or not.
  const own = change.email !== undefined && change.email?.toLowerCase() !== row.email && (await hasPassword(ctx, id))
  if ((confirmed || own) && !may(ctx.actor, 'user.roles', 'all')) throw refuse.reach_confirmed()
  await inTransaction(ctx, async (ctx) => {
    await changeProfile(ctx, id, change, version)
    if (confirmed) await emit(ctx, 'user.security_changed', { personId: id, what: 'reach_by_staff' })
  })
}

/** Ends all sessions and live channels within a second and refuses sign-in until `reinstate`. Nobody suspends themselves or the last who may edit roles. */
export const suspend = (ctx: Ctx, id: string, reason: string): Promise<void> =>
  changeStanding(ctx, id, (ctx) =>
    keepingAnAdmin(ctx, async (ctx) => {
      const person = await move(ctx, personMachine, id, 'suspended', { reason })
      await endSessions(ctx, id)
      await note(ctx, id, 'user.suspended', { reason })
      if (person.staff) await goAway(ctx, id)
      await emit(ctx, 'user.suspended', { personId: id, staff: person.staff })
    }),
  )

export const reinstate = (ctx: Ctx, id: string): Promise<void> =>
  changeStanding(ctx, id, async (ctx) => {
    const person = await move(ctx, personMachine, id, 'active')
    // A session that was being opened while the account was suspended must not come to life now.
    await endSessions(ctx, id)
    await note(ctx, id, 'user.reinstated')
    await emit(ctx, 'user.reinstated', { personId: id, staff: person.staff })
  })

async function changeStanding(ctx: Ctx, id: string, change: (ctx: Tx) => Promise<void>): Promise<void> {
  if (id === userId(ctx.actor)) throw refuse.yourself()
  await personFor(ctx, id)
  await mayRule(ctx, id)
  await inTransaction(ctx, change)
}

const byReach = read<{ id: string }>('users.by_reach', `select id from users.people where lower(email) = lower($1) or phone = $2 limit 1`)
/** The person with this e-mail or phone, or undefined: for imports and for mail that comes in. */
export const personByReach = async (ctx: Ctx, it: { email?: string | null; phone?: string | null }): Promise<string | undefined> =>
  (await byReach(ctx, [it.email ?? null, it.phone ?? null]))[0]?.id

/** Refuses an id that names nobody; for rules of other modules that act on behalf of a customer. */
export async function mustExist(ctx: Ctx, id: string): Promise<void> {
  const [person] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.id, id))
  if (!person) throw common.not_found()
}
