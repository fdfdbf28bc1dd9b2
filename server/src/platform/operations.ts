import { same } from './crypto.ts'
import type { Http } from './http.ts'
import { registry } from './metrics.ts'
import { common } from './problems.ts'
import { storageOf } from './storage.ts'

/** For whoever runs the product: alive, ready (database, live connection, files), figures for Prometheus. */
export function operations(app: Http): void {
  const { pools, hub, config } = app.deps
  let stopping = false
  app.addHook('preClose', async () => void (stopping = true))

  app.get('/healthz', { config: { may: 'anyone' }, schema: { hide: true } }, async () => ({ ok: true }))

  app.get('/readyz', { config: { may: 'anyone' }, schema: { hide: true } }, async (_req, reply) => {
    const check = async (what: Promise<unknown>) =>
      what.then(
        () => true,
        () => false,
      )
    const checks = { database: await check(pools.pool.query('select 1')), live: hub.connected(), files: await check(storageOf(config).check()), stopping: !stopping }
    const ok = Object.values(checks).every(Boolean)
    return reply.code(ok ? 200 : 503).send({ ok, checks })
  })

  app.get('/metrics', { config: { may: 'anyone' }, schema: { hide: true } }, async (req, reply) => {
    const token = config.METRICS_TOKEN
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(req.ip)
    if (token ? !same(req.headers.authorization ?? '', `Bearer ${token}`) : !local) throw common.not_found()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
