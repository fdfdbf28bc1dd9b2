import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { isAPIError } from 'better-auth/api'
import { system } from '#platform/access'
import { inTransaction, makeCtx, read } from '#platform/db'
import { emit } from '#platform/events'
import type { App } from '#platform/module'
import { Problem, common } from '#platform/problems'
import { answer, makeAuth, type Auth } from './auth.ts'
import { flows, type Entry, type Opened } from './auth.flows.ts'
import { refuseAuth } from './refusals.ts'
import { as, note } from './security.ts'
import { cookieName, openToken, tokenOf } from './sessions.ts'

const openedBy = read<Opened['user'] & { sessionId: string }>(
  'users.opened',
  `select s.id "sessionId", p.id, p.name, p.email, p.email_verified "emailVerified", p.phone, p.phone_verified "phoneVerified", p.staff, p.two_factor_enabled "twoFactor"
   from users.sessions s join users.people p on p.id = s.person_id where s.token = $1`,
)

const refusals: Readonly<Record<string, () => Problem>> = {
  INVALID_EMAIL_OR_PASSWORD: refuseAuth.wrong,
  USER_ALREADY_EXISTS: refuseAuth.email_taken,
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: refuseAuth.email_taken,
  'user.email_taken': refuseAuth.email_taken,
  'user.phone_taken': refuseAuth.phone_taken,
  PHONE_NUMBER_EXIST: refuseAuth.phone_taken,
  PASSWORD_TOO_SHORT: refuseAuth.weak_password,
  PASSWORD_TOO_LONG: refuseAuth.weak_password,
  INVALID_TOKEN: refuseAuth.link_used,
  TOKEN_EXPIRED: refuseAuth.link_used,
  USER_NOT_FOUND: refuseAuth.link_used,
  INVALID_USER: refuseAuth.link_used,
  INVALID_PASSWORD: refuseAuth.wrong_password,
  CREDENTIAL_ACCOUNT_NOT_FOUND: refuseAuth.no_password,
  EMAIL_ALREADY_VERIFIED: refuseAuth.verified,
  TOTP_ALREADY_ENABLED: refuseAuth.second_factor_on,
  TOTP_NOT_ENABLED: refuseAuth.second_factor_off,
  TWO_FACTOR_NOT_ENABLED: refuseAuth.second_factor_off,
  BACKUP_CODES_NOT_ENABLED: refuseAuth.second_factor_off,
  ACCOUNT_TEMPORARILY_LOCKED: refuseAuth.too_many,
  INVALID_PHONE_NUMBER: refuseAuth.phone_invalid,
  ...Object.fromEntries(
    [
      'INVALID_OTP',
      'OTP_NOT_FOUND',
      'OTP_EXPIRED',
      'INVALID_CODE',
      'INVALID_BACKUP_CODE',
      'TOO_MANY_ATTEMPTS',
      'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE',
      'INVALID_TWO_FACTOR_COOKIE',
    ].map((code) => [code, refuseAuth.wrong_code]),
  ),
}

/** The library's words for a refusal in ours. */
function refusalOf(status: number, code: string | undefined): Problem {
  const refusal = refusals[code ?? '']
  if (refusal) return refusal()
  if (status === 401) return common.not_signed_in()
  if (status === 429) return common.too_many()
  return common.malformed()
}

function asProblem(thrown: unknown): unknown {
  if (!isAPIError(thrown)) return thrown
  return thrown.statusCode < 500 ? refusalOf(thrown.statusCode, (thrown.body as { code?: string } | undefined)?.code) : thrown
}

/** Mounts the flows of the sign-in library, each with its schema, its limits and our refusals. Nothing of the library is reachable but these. */
export function authRoutes(app: App): void {
  const { deps } = app
  const boot = makeCtx({ pools: deps.pools, actor: system(), log: deps.log, config: deps.config, now: deps.clock.now, requestId: 'auth' })
  let auth: Auth | undefined
  const ask = async (req: FastifyRequest, it: Entry, body: unknown): Promise<Response> => {
    auth ??= makeAuth(boot)
    const path = it.to ?? it.path
    const headers = new Headers({ 'content-type': 'application/json', origin: deps.config.publicUrl, 'x-manifold-address': req.ip })
    if (req.headers['user-agent']) headers.set('user-agent', req.headers['user-agent'])
    const cookie = cookies(req)
    if (cookie) headers.set('cookie', cookie)
    const query = it.query ? `?${new URLSearchParams(req.query as Record<string, string>).toString()}` : ''
    const url = `${deps.config.publicUrl}/api/v1/auth${path}${query}`
    return answer(auth, req.ctx, path, new Request(url, { method: it.method ?? 'POST', headers, ...(it.method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }) }))
  }
  const serve = (it: Entry) => async (req: FastifyRequest, reply: FastifyReply) => {
    let body = req.body
    try {
      const given = await it.before?.(req.ctx, body as never)
      if (given && 'answered' in given) return await reply.send(given.answered)
      if (given) body = given
      const response = await ask(req, it, body)
      for (const cookie of response.headers.getSetCookie()) void reply.header('set-cookie', cookie)
      const location = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && location) return await reply.redirect(location, 302)
      if (response.status >= 400) {
        const { code } = (await response.json().catch(() => ({}))) as { code?: string }
        if (response.status >= 500) throw new Error(`The sign-in library failed: ${code ?? response.status}`)
        throw refusalOf(response.status, code)
      }
      const opened = await newSession(req, reply, sessionIn(response))
      await it.done?.(req.ctx, body as never)
      const said = (await response.json()) as Record<string, unknown>
      return await reply.send(it.out ? it.out(said, opened) : (opened ?? said))
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem instanceof Problem) await it.refused?.(req.ctx, body as never, problem)
      throw problem
    }
  }
  const newSession = async (req: FastifyRequest, reply: FastifyReply, token: string | undefined): Promise<Opened | undefined> => {
    const [row] = token ? await openedBy(req.ctx, [openToken(deps.config, token)]) : []
    if (!row || !token) return undefined
    void reply.header('set-auth-token', token)
    const { sessionId, ...user } = row
    // Somebody who was signed in already got another session for the same person: nobody signed in.
    if (req.actor.kind === 'anyone')
      await inTransaction(req.ctx, async (ctx) => {
        const mine = as(ctx, user)
        await note(mine, user.id, 'auth.signed_in', { after: { device: req.headers['user-agent']?.slice(0, 200) ?? null } })
        await emit(mine, 'user.signed_in', { personId: user.id, sessionId })
      })
    return { user, token }
  }
  for (const it of flows)
    app.route({
      method: it.method ?? 'POST',
      url: it.path,
      config: { may: it.may ?? 'anyone', idempotent: 'never', ...(it.limit ? { limit: it.limit } : {}) },
      schema: {
        summary: it.summary,
        ...(it.description ? { description: it.description } : {}),
        ...(it.body ? { body: it.body } : {}),
        ...(it.query ? { querystring: it.query } : {}),
        response: { 200: it.answer, ...(it.method === 'GET' ? { 302: Type.Null({ description: 'To callbackURL' }) } : {}) },
      },
      handler: serve(it),
    })

  // The library reads its session from the cookie only; a bearer token becomes one here, after its signature was checked.
  function cookies(req: FastifyRequest): string | undefined {
    const others = Object.entries(req.cookies).filter(([name]) => name.startsWith('manifold.') && name !== cookieName)
    const token = tokenOf(deps.config, req)
    const carried = req.headers.authorization?.slice(7).trim() ?? req.cookies[cookieName]
    const all = [...others, ...(token && carried ? [[cookieName, carried] as const] : [])]
    return all.length > 0 ? all.map(([name, value]) => `${name}=${encodeURIComponent(plain(value ?? ''))}`).join('; ') : undefined
  }
}

/** A cookie's value without its percent signs; one that was never encoded stays as it is. */
function plain(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The signed token of the session that the answer opens, or undefined. */
function sessionIn(response: Response): string | undefined {
  const cookie = response.headers.getSetCookie().findLast((c) => c.startsWith(`${cookieName}=`))
  const value = cookie?.slice(cookieName.length + 1).split(';')[0]
  return value && !/max-age=0/i.test(cookie!) ? decodeURIComponent(value) : undefined
}
