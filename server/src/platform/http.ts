import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { anyone, may, type Actor } from './access.ts'
import { canonical, forApi } from './addresses.ts'
import type { Config } from './config.ts'
import { secretToken } from './crypto.ts'
import { asRefusal, makeCtx, type Ctx, type Pools } from './db.ts'
import { idempotency } from './idempotency.ts'
import { limits, type Limit } from './limits.ts'
import type { LiveHub } from './live.ts'
import type { Log } from './log.ts'
import { requests } from './metrics.ts'
import { patternSentences } from './texts.ts'
import { Problem, common, type FieldError } from './problems.ts'
import type { Clock } from './time.ts'

export interface Deps {
  config: Config
  pools: Pools
  hub: LiveHub
  log: Log
  clock: Clock
}

/** What a route declares besides its schema. */
declare module 'fastify' {
  interface FastifyContextConfig {
    /** `anyone`, `signed_in`, or a permission. A route without it does not start. */
    may?: string
    /** Replaces the usual limit of requests. */
    limit?: Limit
    /** Does not ask who is there, so that it answers while the database is away (safety). */
    nobody?: true
    /** `needed`: refuses a call without Idempotency-Key. Every POST accepts one; `never` for streams and sign-in. */
    idempotent?: 'needed' | 'accepted' | 'never'
  }
  interface FastifyRequest {
    ctx: Ctx
    actor: Actor
  }
  interface FastifyInstance {
    deps: Deps
    /** Every route with who may call it, in the order of registration: for the tests that go through all of them. */
    declared: { method: string; url: string; may: string }[]
    /** Who is behind a request; set by the module that knows people. */
    whoIs: (ctx: Ctx, request: FastifyRequest) => Promise<Actor | undefined>
  }
}

export type Http = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider>

// What nobody declared is refused rather than dropped: a misspelt field in a PATCH must not look like success.
const bodies = new Ajv({ allErrors: true, coerceTypes: false, useDefaults: true, removeAdditional: false, strict: false })
const strings = new Ajv({ allErrors: true, coerceTypes: 'array', useDefaults: true, removeAdditional: false, strict: false })
for (const ajv of [bodies, strings]) (addFormats as unknown as (ajv: Ajv) => void)(ajv)

/** The server without modules: context, actor, permission, limits, idempotency, refusals. It never listens. */
export async function buildHttp(deps: Deps): Promise<Http> {
  const { config, log, clock, pools } = deps
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (req) => (/^[\w-]{8,64}$/.test(String(req.headers['x-request-id'] ?? '')) ? String(req.headers['x-request-id']) : secretToken(9)),
    // The nth proxy from us is the one we believe.
    trustProxy: config.TRUST_PROXY > 0 ? (_address: string, hop: number) => hop < config.TRUST_PROXY : false,
    bodyLimit: 1_000_000,
    forceCloseConnections: 'idle',
    rewriteUrl: (req) => canonical(req.url ?? '/'),
    // An address that cannot be read names nothing.
    frameworkErrors: (_error, req, reply) => void sendProblem(common.not_found(), req, reply),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>() as unknown as Http

  app.decorate('deps', deps)
  app.decorate('whoIs', async () => undefined)
  app.decorate('declared', [])
  app.decorateRequest('ctx', null as never)
  app.decorateRequest('actor', null as never)
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? bodies : strings).compile(schema as object))

  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: 25 * 1024 * 1024, files: 10, fields: 20, parts: 30 } })
  await app.register(helmet, {
    enableCSPNonces: false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // A page that brings style elements says so with allowStyles (styles.ts).
        styleSrc: ["'self'"],
        styleSrcAttr: null,
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: config.publicUrl.startsWith('https:') ? [] : null,
      },
    },
    hsts: config.publicUrl.startsWith('https:'),
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })

  app.addHook('onRoute', (route) => {
    // The reference pages are a library's routes; everything else says it itself.
    if (route.url.startsWith('/api/docs')) route.config = { ...route.config, may: 'anyone' }
    if (route.config?.may === undefined) throw new Error(`${String(route.method)} ${route.url} does not say who may call it (config.may)`)
    for (const method of [route.method].flat()) app.declared.push({ method, url: route.url, may: route.config.may })
  })
  app.addHook('onRequest', async (req, reply) => {
    void reply.header('x-request-id', req.id)
    req.actor = anyone
    req.ctx = makeCtx({ pools, actor: anyone, log: req.log as Log, config, now: clock.now, requestId: req.id, address: req.ip })
    if (forApi(req)) {
      sameSite(req, config)
      const actor = req.routeOptions.config.nobody ? undefined : await app.whoIs(req.ctx, req)
      if (actor) {
        req.actor = actor
        req.ctx = { ...req.ctx, actor }
      }
    }
    const needs = req.routeOptions.config.may
    // An address that does not exist answers 404 to everybody.
    if (needs === undefined || req.is404 || needs === 'anyone') return
    if (req.actor.kind === 'anyone') throw common.not_signed_in()
    if (needs !== 'signed_in' && !may(req.actor, needs)) throw common.not_allowed()
  })
  limits(app)
  idempotency(app)

  app.addHook('preClose', async () => {
    // A connection whose last request was under way when the server began to stop is kept alive by Node for a minute, and the stop would wait for it.
    const idle = setInterval(() => app.server.closeIdleConnections(), 50)
    app.server.once('close', () => clearInterval(idle))
    idle.unref()
  })
  app.addHook('onResponse', async (req, reply) => {
    const route = req.routeOptions.url ?? 'none'
    requests.observe({ method: req.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    if (reply.statusCode >= 500) return
    req.log.info({ method: req.method, url: req.url.split('?')[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime), actor: req.actor?.id ?? undefined }, 'request')
  })
  app.setErrorHandler((error, req, reply) => sendProblem(error, req, reply))
  app.setNotFoundHandler((req, reply) => sendProblem(common.not_found(), req, reply))
  return app
}

/** A write that a browser sends with a cookie must come from our own pages. */
function sameSite(req: FastifyRequest, config: Config): void {
  if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return
  const origin = req.headers.origin
  if (origin !== undefined) {
    if (origin !== config.publicUrl && origin !== `${req.protocol}://${req.host}`) throw common.cross_site()
  } else if (req.headers['sec-fetch-site'] === 'cross-site') throw common.cross_site()
}

function sendProblem(thrown: unknown, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(thrown)
  if (problem.status >= 500) req.log.error({ err: thrown, reqId: req.id, url: req.url.split('?')[0] }, 'request failed')
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return reply
  }
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer')
  if (typeof problem.extra?.retryAfter === 'number') void reply.header('retry-after', problem.extra.retryAfter)
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({
      type: `/api/docs/problems#${problem.code}`,
      title: problem.message,
      status: problem.status,
      code: problem.code,
      requestId: req.id,
      ...(problem.errors ? { errors: problem.errors } : {}),
      ...problem.extra,
    })
}

function asProblem(thrown: unknown): Problem {
  const error = asRefusal(thrown)
  if (error instanceof Problem) return error
  const known = error as { validation?: ErrorObject[]; validationContext?: string; code?: string; statusCode?: number; cause?: unknown }
  if (known.validation) return common.invalid({ errors: fieldErrors(known.validation, known.validationContext) })
  // An id that is not a UUID names nothing.
  const database = ((known.cause as { code?: string } | undefined)?.code ?? known.code) as string | undefined
  if (database === '22P02') return common.not_found()
  if (database === '22021' || database === '22P05') return common.invalid({ errors: [{ path: '', message: 'holds a character that cannot be stored' }] })
  // A number or an instant that the column cannot hold came from the request: nothing of ours writes one.
  if (database === '22003' || database === '22007' || database === '22008' || database === '22009')
    return common.invalid({ errors: [{ path: '', message: 'holds a number or an instant that is out of range' }] })
  switch (known.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return common.unsupported_type()
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
    case 'FST_FILES_LIMIT':
    case 'FST_PARTS_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return common.too_large()
  }
  if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500) return common.malformed()
  return common.failed()
}

/** Every failing field, with a sentence for each. */
export function fieldErrors(errors: readonly ErrorObject[], where = 'body'): FieldError[] {
  const seen = new Map<string, FieldError>()
  for (const e of errors) {
    const at = e.instancePath.slice(1).replaceAll('/', '.')
    const name = e.keyword === 'required' ? (e.params.missingProperty as string) : e.keyword === 'additionalProperties' ? (e.params.additionalProperty as string) : ''
    const path = [at, name].filter(Boolean).join('.') || where
    if (!seen.has(path)) seen.set(path, { path, message: sentence(e) })
  }
  return [...seen.values()]
}

function sentence({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is needed'
    case 'additionalProperties':
      return 'is not known here'
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `needs at least ${params.limit} characters`
    case 'maxLength':
      return `takes at most ${params.limit} characters`
    case 'minimum':
      return `must be ${params.limit} or more`
    case 'maximum':
      return `must be ${params.limit} or less`
    case 'minItems':
      return `needs at least ${params.limit}`
    case 'maxItems':
      return `takes at most ${params.limit}`
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`
    case 'anyOf':
    case 'const':
      return 'is not one of the allowed values'
    case 'type':
      return `must be ${params.type === 'integer' ? 'a whole number' : `of type ${String(params.type)}`}`
    case 'format':
      return `is not a valid ${String(params.format)}`
    case 'pattern':
      return patternSentences.get(String(params.pattern)) ?? 'has the wrong form'
    default:
      return message ?? 'is not valid'
  }
}

/** Reads If-Match as a version number; throws 428 without one when `needed`. */
export function ifMatch(req: FastifyRequest, needed: 'needed' | 'optional' = 'optional'): number | undefined {
  const header = req.headers['if-match']
  if (header === undefined || header === '*') {
    if (needed === 'needed' && header === undefined) throw common.version_needed()
    return undefined
  }
  const version = /^(?:W\/)?"v(\d+)"$/.exec(header)?.[1]
  if (version === undefined) throw common.stale()
  return Number(version)
}

/** Sets the ETag of a version and answers whether the caller has it already (then send 304). */
export function etag(req: FastifyRequest, reply: FastifyReply, version: number): boolean {
  const tag = `"v${version}"`
  void reply.header('etag', tag)
  return req.method === 'GET' && req.headers['if-none-match'] === tag
}
