import { randomUUID } from 'node:crypto'
import { system } from '#platform/access'
import { sealAudit } from '#platform/audit'
import { inTransaction, makeCtx, mapConstraints, type Ctx } from '#platform/db'
import { subscribe } from '#platform/events'
import { buildHttp, type Deps, type Http } from '#platform/http'
import { forgetKeys } from '#platform/idempotency'
import type { JobTable, Sweep, WorkDeps } from '#platform/jobs'
import type { Log } from '#platform/log'
import type { Module } from '#platform/module'
import { openapi } from '#platform/openapi'
import { operations } from '#platform/operations'
import { pages } from '#platform/pages'
import { relate } from '#platform/relates'
import { forgetSettings } from '#platform/settings'
import { collectPermissions, declareTopics, describeJobs, modulesFor, whoIs } from './modules.ts'

const builtIn: readonly Sweep[] = [
  { name: 'platform.seal_audit', summary: 'Chains new rows of the audit log', every: 30, run: sealAudit },
  { name: 'platform.forget_keys', summary: 'Forgets old idempotency keys', cron: '17 3 * * *', run: forgetKeys },
]

/** The whole product: composes platform and modules; never listens. Tests call it with the same options. */
export async function buildApp(deps: Deps, modules: readonly Module[] = modulesFor(deps.config)): Promise<Http> {
  join(modules)
  deps.hub.onProcess('settings', forgetSettings)
  const app = await buildHttp(deps)
  app.whoIs = whoIs
  await openapi(
    app,
    // Several modules may share a namespace (the desk and the help centre are both "support").
    [...new Set(modules.flatMap((m) => Object.keys(m.routes ?? {})))].map((name) => ({ name, description: tagWords[name] ?? `Addresses under /${name}` })),
  )
  operations(app)
  const permissions = new Set(modules.flatMap((m) => Object.keys(m.permissions ?? {})))
  app.addHook('onRoute', (route) => {
    const may = route.config?.may
    if (may !== undefined && may !== 'anyone' && may !== 'signed_in' && !permissions.has(may))
      throw new Error(`${String(route.method)} ${route.url} asks for ${may}, which no module declares`)
  })
  for (const m of modules)
    for (const [namespace, routes] of Object.entries(m.routes ?? {}))
      await app.register(
        async (scope) => {
          scope.addHook('onRoute', (route) => {
            if (route.schema) route.schema.tags ??= [namespace]
          })
          await routes(scope as Http)
        },
        { prefix: `/api/v1/${namespace}` },
      )
  for (const m of modules) if (m.pages) await app.register(async (scope) => m.pages!(scope as Http), { prefix: `/${m.name}` })
  await pages(app)
  return app
}

const tagWords: Record<string, string> = {}

/** Makes the modules known to the mechanisms: permissions, words of the monitor, topics, constraints, subscribers. */
function join(modules: readonly Module[]): void {
  collectPermissions(modules)
  describeJobs(modules)
  declareTopics(modules.flatMap((m) => m.topics ?? []))
  for (const m of modules) {
    if (m.constraints) mapConstraints(m.constraints)
    if (m.on) subscribe(m.name, m.on)
    if (m.relates) relate(m.relates)
  }
}

export const systemCtx = (deps: Deps, requestId: string = randomUUID(), log: Log = deps.log): Ctx =>
  makeCtx({ pools: deps.pools, actor: system(), log, config: deps.config, now: deps.clock.now, requestId })

/** What a worker needs to run the jobs of all modules. */
export function workDeps(deps: Deps, url: string, modules: readonly Module[] = modulesFor(deps.config)): WorkDeps {
  join(modules)
  return {
    pool: deps.pools.pool,
    url,
    log: deps.log,
    concurrency: deps.config.WORKER_CONCURRENCY,
    jobs: Object.assign({}, ...modules.map((m) => m.jobs ?? {})) as JobTable,
    sweeps: [...builtIn, ...modules.flatMap((m) => m.sweeps ?? [])],
    ctx: (requestId, log) => systemCtx(deps, requestId, log),
  }
}

/** Lets each module write what a fresh database needs; changes nothing the second time. */
export async function setup(deps: Deps): Promise<void> {
  const modules = modulesFor(deps.config)
  join(modules)
  for (const m of modules) if (m.setup) await inTransaction(systemCtx(deps, `setup:${m.name}`), m.setup)
}
