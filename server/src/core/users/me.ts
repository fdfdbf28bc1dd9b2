import { and, desc, eq, lt } from 'drizzle-orm'
import { userId } from '#platform/access'
import { inTransaction, read, type Ctx } from '#platform/db'
import { emit } from '#platform/events'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { auditLog } from '#platform/schema'
import { avatarLinks, ownsAvatar } from './avatars.ts'
import { auditSentence } from './audit.words.ts'
import { refuse } from './refusals.ts'
import { people, type Address } from './schema.ts'
import { note } from './security.ts'
import { actorChanged, secondFactorRequired } from './sessions.ts'

interface MeRow {
  id: string
  name: string
  email: string | null
  emailVerified: boolean
  phone: string | null
  phoneVerified: boolean
  avatarMediaId: string | null
  locale: string
  timeZone: string
  country: string | null
  address: Address | null
  staff: boolean
  twoFactor: boolean
  password: boolean
  createdAt: Date
  version: number
  availability: 'available' | 'away' | null
  capacity: number | null
  roles: { id: string; name: string; label: string }[] | null
  teams: { id: string; name: string }[] | null
}

const myself = read<MeRow>(
  'users.me',
  `select p.id, p.name, p.email, p.email_verified "emailVerified", p.phone, p.phone_verified "phoneVerified", p.avatar_media_id "avatarMediaId", p.locale, p.time_zone "timeZone", p.country, p.address,
     p.staff, p.two_factor_enabled "twoFactor", p.created_at "createdAt", p.version, s.availability, s.capacity,
     exists (select 1 from users.accounts a where a.person_id = p.id and a.provider_id = 'credential' and a.password is not null) "password",
     case when p.staff then (select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'label', r.label) order by r.id) from users.person_roles pr join users.roles r on r.id = pr.role_id where pr.person_id = p.id)
          else (select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'label', r.label)) from users.roles r where r.name = 'customer') end roles,
     (select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name) from users.team_members m join users.teams t on t.id = m.team_id where m.person_id = p.id and p.staff) teams
   from users.people p left join users.staff s on s.person_id = p.id where p.id = $1`,
)

/** The person who is signed in, with what they may do: what an app loads first. */
export async function me(ctx: Ctx) {
  const [row] = await myself(ctx, [userId(ctx.actor)])
  if (!row) throw common.not_found()
  const { avatarMediaId, roles, teams, createdAt, ...rest } = row
  return {
    ...rest,
    avatarUrl: (await avatarLinks(ctx, [avatarMediaId])).get(avatarMediaId ?? '') ?? null,
    roles: roles ?? [],
    teams: teams ?? [],
    permissions: ctx.actor.permissions,
    load: row.staff ? await loadOf(ctx, row.id) : null,
    mustSetUpTwoFactor: row.staff && !row.twoFactor && (await secondFactorRequired(ctx)),
    createdAt: createdAt.toISOString(),
  }
}

let loads: (ctx: Ctx, ids: readonly string[]) => Promise<ReadonlyMap<string, number>> = async () => new Map()
/** The desk tells here how much open work people have; without a desk nobody has any. */
export const provideLoads = (of: typeof loads): void => void (loads = of)
export const loadsOf = (ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> => (ids.length === 0 ? Promise.resolve(new Map()) : loads(ctx, ids))
const loadOf = async (ctx: Ctx, id: string): Promise<number> => (await loadsOf(ctx, [id])).get(id) ?? 0

export interface Profile {
  name?: string
  locale?: string
  timeZone?: string
  country?: string | null
  address?: Address | null
  avatarMediaId?: string | null
}

/** Throws `request.invalid` for a locale or time zone that does not exist. */
export function checkProfile(it: Profile): void {
  const wrong: { path: string; message: string }[] = []
  const tries = (path: string, value: string | undefined, run: (v: string) => unknown, message: string) => {
    try {
      if (value !== undefined) run(value)
    } catch {
      wrong.push({ path, message })
    }
  }
  tries('timeZone', it.timeZone, (timeZone) => new Intl.DateTimeFormat('en', { timeZone }), 'is not a time zone')
  tries('locale', it.locale, (locale) => new Intl.Locale(locale), 'is not a language')
  if (wrong.length > 0) throw common.invalid({ errors: wrong })
}

/** Changes a person's profile; `version` is the one that was edited. A picture must be the person's own file. */
export const changeProfile = (ctx: Ctx, id: string, it: Profile & { email?: string | null; phone?: string | null }, version?: number): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    checkProfile(it)
    const [before] = await ctx.db.select().from(people).where(eq(people.id, id)).for('update')
    if (!before || before.status === 'erased') throw common.not_found()
    if (version !== undefined && version !== before.version) throw common.stale()
    if (it.avatarMediaId && !(await ownsAvatar(ctx, id, it.avatarMediaId)))
      throw refuse.avatar_unknown({ errors: [{ path: 'avatarMediaId', message: 'is not a picture of yours' }] })
    const set = {
      ...it,
      ...(it.name === undefined ? {} : { name: it.name.trim() }),
      ...('email' in it && it.email !== before.email ? { email: it.email?.toLowerCase() ?? null, emailVerified: false } : {}),
      ...('phone' in it && it.phone !== before.phone ? { phoneVerified: false } : {}),
    }
    const what = Object.keys(set).filter((k) => JSON.stringify(set[k as never]) !== JSON.stringify(before[k as never]))
    if (what.length === 0) return
    if ((set.email === null || (!('email' in set) && before.email === null)) && (set.phone === null || (!('phone' in set) && before.phone === null))) throw refuse.reach_needed()
    await ctx.db
      .update(people)
      .set(set as never)
      .where(eq(people.id, id))
    const pick = (from: object) => Object.fromEntries(what.map((k) => [k, (from as never)[k]]))
    await actorChanged(ctx, id)
    await note(ctx, id, 'user.changed', { before: pick(before), after: pick(set) })
    await emit(ctx, 'user.changed', { personId: id, what }, [`user:${id}`])
  })

/** The log of one person: what they and others did with their account, newest first. Who looked at it counts too. */
export async function auditOf(ctx: Ctx, personId: string, query: { cursor?: string; limit?: number }) {
  const limit = query.limit ?? 20
  const after = query.cursor ? Number(readCursor(query.cursor, 1)[0]) : undefined
  const rows = await ctx.db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, personId), after === undefined ? undefined : lt(auditLog.seq, after)))
    .orderBy(desc(auditLog.seq))
    .limit(limit + 1)
  return page(
    rows,
    limit,
    (r) => [r.seq],
    (r) => ({
      id: String(r.seq),
      at: r.at.toISOString(),
      action: r.action,
      sentence: auditSentence(r, personId),
      actorName: r.actorName,
      address: r.actorId === personId || r.actorId === null ? r.address || null : null,
    }),
  )
}
