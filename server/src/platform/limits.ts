import { RateLimiterMemory, type RateLimiterAbstract, type RateLimiterRes } from 'rate-limiter-flexible'
import { common } from './problems.ts'
import { forApi, networkOf } from './addresses.ts'
import type { Http } from './http.ts'

export interface Limit {
  /** Requests allowed per window. */
  points: number
  /** Length of the window in seconds. */
  seconds: number
  /** Counted per signed-in person (or address when nobody is), or always per address. */
  per?: 'actor' | 'address'
}

/** Reads 1,200 a minute, writes 240 a minute, for one person or address. */
const usual = { read: { points: 1200, seconds: 60 }, write: { points: 240, seconds: 60 } } as const

/** Limits requests per actor and address with the RateLimit headers of the IETF draft; past the limit `request.too_many` with Retry-After. */
export function limits(app: Http): void {
  const made = new Map<string, RateLimiterAbstract>()
  const limiter = (name: string, limit: Limit) => {
    let it = made.get(name)
    if (!it) made.set(name, (it = new RateLimiterMemory({ keyPrefix: name, points: limit.points, duration: limit.seconds })))
    return it
  }
  app.addHook('onRequest', async (req, reply) => {
    if (!forApi(req)) return
    const own = req.routeOptions.config.limit
    const kind = req.method === 'GET' || req.method === 'HEAD' ? 'read' : 'write'
    const limit = own ?? usual[kind]
    const name = own ? `${req.method}${req.routeOptions.url}` : kind
    const key = own?.per === 'address' || req.actor.id === null ? `a:${networkOf(req.ip)}` : `u:${req.actor.id}`
    const headers = (left: RateLimiterRes) =>
      reply.headers({ 'ratelimit-limit': limit.points, 'ratelimit-remaining': Math.max(0, left.remainingPoints), 'ratelimit-reset': Math.ceil(left.msBeforeNext / 1000) })
    try {
      headers(await limiter(name, limit).consume(key))
    } catch (refused) {
      if (refused instanceof Error) throw refused
      const left = refused as RateLimiterRes
      headers(left)
      void reply.header('retry-after', Math.ceil(left.msBeforeNext / 1000))
      throw common.too_many({ extra: { retryAfter: Math.ceil(left.msBeforeNext / 1000) } })
    }
  })
}
