import { and, eq, lt } from 'drizzle-orm'
import { inTransaction, makeCtx, read, write, writeAlone } from './db.ts'
import { sha256 } from './crypto.ts'
import { forApi } from './addresses.ts'
import type { Http } from './http.ts'
import type { Log } from './log.ts'
import { common } from './problems.ts'
import { idempotencyKeys } from './schema.ts'
import { days, later } from './time.ts'
import type { Ctx } from './db.ts'

interface Kept {
  request: string
  state: 'running' | 'committed' | 'answered'
  status: number | null
  headers: Record<string, string> | null
  body: string | null
  at: Date
}

const claim = writeAlone<{ key: string }>(
  'platform.idempotency_claim',
  // A request that died before it committed anything leaves `running` behind; after a minute the key may be used again.
  `insert into platform.idempotency_keys (owner, key, request, state, at) values ($1, $2, $3, 'running', $4)
   on conflict (owner, key) do update set at = excluded.at
     where idempotency_keys.state = 'running' and idempotency_keys.request = excluded.request and idempotency_keys.at < excluded.at - interval '1 minute'
   returning key`,
)
const find = read<Kept>('platform.idempotency_find', `select request, state, status, headers, body, at from platform.idempotency_keys where owner = $1 and key = $2`)
const commit = write('platform.idempotency_commit', `update platform.idempotency_keys set state = 'committed' where owner = $1 and key = $2`)
const answer = writeAlone(
  'platform.idempotency_answer',
  `update platform.idempotency_keys set state = 'answered', status = $3, headers = $4, body = $5 where owner = $1 and key = $2`,
)
const forget = writeAlone('platform.idempotency_forget', `delete from platform.idempotency_keys where owner = $1 and key = $2 and state = 'running'`)

/**
 * `Idempotency-Key` on POST: same key and body give the same answer; another body 422; while the first runs 409. The key is marked
 * in the transaction that does the work, so a crash between commit and answer can never lead to a second execution. A key belongs to a person, or to a
 * visitor's address together with what was sent.
 */
export function idempotency(app: Http): void {
  app.addHook('preHandler', async (req, reply) => {
    const wish = req.routeOptions.config.idempotent ?? 'accepted'
    if (req.method !== 'POST' || wish === 'never' || !forApi(req)) return
    const key = req.headers['idempotency-key']
    if (key === undefined) {
      if (wish === 'needed') throw common.invalid({ errors: [{ path: 'Idempotency-Key', message: 'is needed in the header of this call' }] })
      return
    }
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(key)) throw common.invalid({ errors: [{ path: 'Idempotency-Key', message: 'takes 1 to 128 visible characters' }] })
    // An upload is read by the handler, after this: two of them cannot be told apart by more than their length.
    const unread = req.isMultipart() ? `${req.headers['content-length'] ?? ''}\n` : ''
    const request = sha256(`${req.method} ${req.url}\n${unread}${JSON.stringify(req.body ?? null)}`)
    // A visitor's key is theirs together with what they sent: a neighbour's same key is another one, and never opens their answer.
    const owner = req.actor.id ?? `address:${req.ip}:${request}`
    const [mine] = await claim(req.ctx, [owner, key, request, req.ctx.now()])
    if (!mine) {
      const kept = (await find(req.ctx, [owner, key]))[0]
      if (!kept) throw common.key_running()
      if (kept.request !== request) throw common.key_reused()
      if (kept.state === 'running') throw common.key_running()
      if (kept.state === 'committed') throw common.key_done()
      void reply
        .code(kept.status!)
        .headers({ ...kept.headers, 'idempotency-replayed': 'true' })
        .serializer((body: unknown) => body as string)
      return reply.send(kept.body)
    }
    const { deps } = app
    req.ctx = makeCtx({
      pools: deps.pools,
      actor: req.actor,
      log: req.log as Log,
      config: deps.config,
      now: deps.clock.now,
      requestId: req.id,
      address: req.ip,
      beforeCommit: async (tx) => void (await commit(tx, [owner, key])),
    })
    req.idempotency = { owner, key }
  })
  app.decorateRequest('idempotency', undefined)
  app.addHook('onSend', async (req, reply, payload) => {
    const mine = req.idempotency
    if (!mine) return payload
    req.idempotency = undefined
    const ctx = makeCtx({ pools: app.deps.pools, actor: req.actor, log: req.log as Log, config: app.deps.config, now: app.deps.clock.now, requestId: req.id, address: req.ip })
    // A failure of ours, and a refusal before anything was committed, may be tried again with the same key.
    if (reply.statusCode >= 400 || typeof payload !== 'string') await forget(ctx, [mine.owner, mine.key])
    else {
      const kept = Object.fromEntries(['content-type', 'location', 'etag'].flatMap((h) => (reply.getHeader(h) === undefined ? [] : [[h, String(reply.getHeader(h))]])))
      await answer(ctx, [mine.owner, mine.key, reply.statusCode, JSON.stringify(kept), payload])
    }
    return payload
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotency: { owner: string; key: string } | undefined
  }
}

/** Sweep: keys are kept for three days. */
export async function forgetKeys(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.delete(idempotencyKeys).where(and(lt(idempotencyKeys.at, later(tx.now(), -3 * days)), eq(idempotencyKeys.state, 'answered')))
    await tx.db.delete(idempotencyKeys).where(lt(idempotencyKeys.at, later(tx.now(), -30 * days)))
  })
}
