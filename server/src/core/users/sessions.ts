import { createHmac, timingSafeEqual } from 'node:crypto'
import { and, desc, eq, gt, lt, ne, sql } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Actor, Scope } from '#platform/access'
import { userId } from '#platform/access'
import type { Config } from '#platform/config'
import { secretToken, sign } from '#platform/crypto'
import { inTransaction, read, writeAlone, type Ctx, type Tx } from '#platform/db'
import { notifyProcesses } from '#platform/events'
import type { LiveHub } from '#platform/live'
import { common } from '#platform/problems'
import { setting } from '#platform/settings'
import { days, later, minutes } from '#platform/time'
import { merged } from './roles.ts'
import { sessions } from './schema.ts'

export const cookieName = 'manifold.session_token'
/** How long a session lives after it was last renewed, in seconds; without "remember me" it is a day. */
export const sessionSeconds = 30 * 24 * 3600

export const secondFactorRequired = setting('users.staff_second_factor_required', {
  schema: Type.Boolean(),
  default: false,
  sentence: 'Staff must use a second factor. Those who have none can only set one up.',
})

/** The secret of the sign-in library: a key of its own, derived from SECRET. */
export const authSecret = (config: Pick<Config, 'secret'>): string => sign(config, 'auth', 'session')

const digest = (config: Config, token: string): Buffer => createHmac('sha256', authSecret(config)).update(token).digest()

/** What a cookie or a bearer header carries: the token and its signature, so that a copied database opens no session. */
export const signedToken = (config: Config, token: string): string => `${token}.${digest(config, token).toString('base64')}`

/** Undoes `signedToken`; undefined when the signature is not ours. */
export function openToken(config: Config, signed: string): string | undefined {
  const plain = signed.includes('%') ? decodeURIComponent(signed) : signed
  const dot = plain.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = plain.slice(0, dot)
  const given = Buffer.from(plain.slice(dot + 1), 'base64')
  const ours = digest(config, token)
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : undefined
}

/** The session token that a request carries, checked; a bearer header goes before the cookie. */
export function tokenOf(config: Config, request: Pick<FastifyRequest, 'headers' | 'cookies'>): string | undefined {
  const header = request.headers.authorization
  const signed = header?.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : request.cookies[cookieName]
  try {
    return signed ? openToken(config, signed) : undefined
  } catch {
    return undefined
  }
}

interface SessionRow {
  sessionId: string
  expiresAt: Date
  seenAt: Date | null
  id: string
  name: string
  staff: boolean
  locale: string
  timeZone: string
  twoFactor: boolean
  roles: Record<string, Scope>[]
  lines: string[]
  teamIds: string[]
}

const resolve = read<SessionRow>(
  'users.session',
  `select s.id "sessionId", s.expires_at "expiresAt", s.last_seen_at "seenAt", p.id, p.name, p.staff, p.locale, p.time_zone "timeZone", p.two_factor_enabled "twoFactor",
     case when p.staff then coalesce((select jsonb_agg(r.permissions) from users.person_roles pr join users.roles r on r.id = pr.role_id where pr.person_id = p.id), '[]')
          else (select jsonb_agg(r.permissions) from users.roles r where r.name = 'customer') end roles,
     case when p.staff then array(select unnest(st.lines) union select t.line from users.team_members m join users.teams t on t.id = m.team_id where m.person_id = p.id and t.line is not null) else '{}' end lines,
     case when p.staff then array(select m.team_id::text from users.team_members m where m.person_id = p.id) else '{}' end "teamIds"
   from users.sessions s join users.people p on p.id = s.person_id left join users.staff st on st.person_id = p.id
   where s.token = $1 and s.expires_at > $2 and p.status = 'active'`,
)
const seen = writeAlone(
  'users.seen',
  `with s as (update users.sessions set last_seen_at = $2 where id = $1 returning person_id) update users.people p set last_seen_at = $2 from s where p.id = s.person_id`,
)

const changedMark = 'changed:'
/** What a person is called or where they live changed: processes read it anew. Sessions and live channels go on. */
export const actorChanged = (tx: Tx, personId: string): Promise<void> => notifyProcesses(tx, 'revoked', `${changedMark}${personId}`)

interface Kept {
  actor: Actor
  expiresAt: Date
  until: number
}
interface Cache {
  readonly kept: Map<string, Kept>
  generation: number
}
const caches = new WeakMap<LiveHub, Cache>()
const keptFor = 10 * 1000

function cacheOf(hub: LiveHub): Cache {
  const there = caches.get(hub)
  if (there) return there
  const cache: Cache = { kept: new Map(), generation: 0 }
  const clear = () => {
    cache.generation++
    cache.kept.clear()
  }
  hub.onProcess('revoked', (id) => {
    cache.generation++
    if (id === '*') return cache.kept.clear()
    const who = id.startsWith(changedMark) ? id.slice(changedMark.length) : id
    for (const [token, { actor }] of cache.kept) if (actor.id === who || actor.sessionId === who) cache.kept.delete(token)
  })
  hub.onProcess('settings', (key) => {
    if (key === secondFactorRequired.key) clear()
  })
  hub.onLost(clear)
  caches.set(hub, cache)
  return cache
}

/**
 * Who is behind a request, or undefined. One prepared query, and a cache of ten seconds at most that every process empties when a
 * session or person is revoked; while this process cannot hear the others there is no cache. Staff who must set up a second factor
 * and have not are given nothing to do but that.
 */
export async function whoIs(ctx: Ctx, request: FastifyRequest): Promise<Actor | undefined> {
  const token = tokenOf(ctx.config, request)
  if (token === undefined) return undefined
  const { hub } = request.server.deps
  const cache = cacheOf(hub)
  const now = ctx.now()
  const kept = cache.kept.get(token)
  if (kept && kept.until > performance.now() && kept.expiresAt > now && hub.connected()) return kept.actor
  const { generation } = cache
  const [row] = await resolve(ctx, [token, now])
  if (!row) return undefined
  if (!row.seenAt || row.seenAt < later(now, -5 * minutes)) await seen(ctx, [row.sessionId, now])
  const barred = row.staff && !row.twoFactor && (await secondFactorRequired(ctx))
  const actor: Actor = Object.freeze({
    kind: 'user',
    id: row.id,
    name: row.name,
    staff: row.staff && !barred,
    permissions: barred ? {} : merged(row.roles ?? []),
    teamIds: barred ? [] : row.teamIds,
    lines: barred ? [] : row.lines,
    sessionId: row.sessionId,
    locale: row.locale,
    timeZone: row.timeZone,
  })
  // Something was revoked while we read: what we read may be older than that, so it is good for this request only.
  if (cache.generation === generation && hub.connected()) {
    if (cache.kept.size > 50_000) cache.kept.clear()
    cache.kept.set(token, { actor, expiresAt: row.expiresAt, until: performance.now() + keptFor })
  }
  return actor
}

/** Opens a session without asking for a password: for tests, and after an invitation was accepted. The answer is what a bearer header carries. */
export async function openSession(tx: Tx, personId: string): Promise<{ sessionId: string; token: string }> {
  const token = secretToken()
  const [row] = await tx.db
    .insert(sessions)
    .values({ token, personId, expiresAt: later(tx.now(), 30 * days), ipAddress: tx.address || null })
    .returning({ id: sessions.id })
  return { sessionId: row!.id, token: signedToken(tx.config, token) }
}

/** Ends all sessions of a person but one, on every process within a second, and their live channels. Answers how many. */
export async function endSessions(tx: Tx, personId: string, except?: string): Promise<number> {
  const ended = await tx.db
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), except ? ne(sessions.id, except) : undefined))
    .returning({ id: sessions.id })
  for (const { id } of ended) await notifyProcesses(tx, 'revoked', id)
  if (!except) await notifyProcesses(tx, 'revoked', personId)
  return ended.length
}

const ends = read<{ at: Date }>(
  'users.session_ends',
  `select s.expires_at at from users.sessions s join users.people p on p.id = s.person_id where s.id = $1 and s.expires_at > $2 and p.status = 'active'`,
)
/** When a session runs out, read past every cache; undefined when it is over. For whoever holds a connection open for it. */
export const sessionEnds = async (ctx: Ctx, sessionId: string): Promise<Date | undefined> => (await ends(ctx, [sessionId, ctx.now()]))[0]?.at

export const mySessions = (ctx: Ctx) =>
  ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, userId(ctx.actor)), gt(sessions.expiresAt, ctx.now())))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(100)

/** Ends one session of the actor; `request.not_found` for anybody else's. */
export const endMySession = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [ended] = await ctx.db
      .delete(sessions)
      .where(and(eq(sessions.id, id), eq(sessions.personId, userId(ctx.actor))))
      .returning({ id: sessions.id })
    if (!ended) throw common.not_found()
    await notifyProcesses(ctx, 'revoked', id)
  })

/** Lengthens the session of the actor when a day of it is used; the answer says whether the cookie has to be sent again. */
export async function renewSession(ctx: Ctx): Promise<boolean> {
  const { sessionId } = ctx.actor
  if (sessionId === null) return false
  return inTransaction(ctx, async (ctx) => {
    // A session of a day ("remember me" was not asked for) stays one: what was granted last tells the two apart.
    const rows = await ctx.db
      .update(sessions)
      .set({ expiresAt: later(ctx.now(), sessionSeconds * 1000), updatedAt: ctx.now() })
      .where(and(eq(sessions.id, sessionId), lt(sessions.updatedAt, later(ctx.now(), -1 * days)), gt(sessions.expiresAt, sql`${sessions.updatedAt} + interval '2 days'`)))
      .returning({ id: sessions.id })
    return rows.length > 0
  })
}
