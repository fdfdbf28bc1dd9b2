import closeWithGrace from 'close-with-grace'
import type { FastifyListenOptions } from 'fastify'
import { parseArgs } from 'node:util'
import { CannotStart, readConfig, type Config } from '#platform/config'
import { openPools } from '#platform/db'
import { openEmbedded } from '#platform/embedded'
import type { Deps, Http } from '#platform/http'
import { startWorker } from '#platform/jobs'
import { openLive } from '#platform/live'
import { openLog, type Log } from '#platform/log'
import { migrate } from '#platform/migrate'
import { wallClock } from '#platform/time'
import { buildApp, setup, workDeps } from './app.ts'
import { banner, commands } from './commands.ts'

const usage = `manifold <command>
  up        server and worker in one process (what script/server runs)
  serve     the server
  work      a worker
  migrate   bring the database to the newest version
  seed      fill the database: --customers N --tickets N --staff N
  import    bring in an existing desk: import tickets|customers FILE.csv [--dry-run]
  export    write the journal: export ledger --format hledger|beancount [FILE]
  verify    recompute the ledger or the audit trail and name what is wrong: verify ledger|audit
  invite    invite the first administrator: invite EMAIL NAME
  openapi   write the API document: openapi FILE
  reference write docs/reference.md: reference FILE`

/** Opens everything a role needs; `close` undoes it in the other order. */
export async function open(config: Config, log: Log) {
  const embedded = config.DATABASE_URL ? undefined : await openEmbedded(config.dataDir)
  const url = config.DATABASE_URL ?? embedded!.url
  await migrate(url)
  const pools = openPools(url, config, log)
  const hub = await openLive(url, log)
  const deps: Deps = { config, pools, hub, log, clock: wallClock }
  await setup(deps)
  return {
    deps,
    url,
    close: async () => {
      await hub.close()
      await pools.close()
      await embedded?.stop()
    },
  }
}

async function run(roles: { serve: boolean; work: boolean }, config: Config, log: Log) {
  let stop: (() => Promise<void>) | undefined
  // Before anything is opened, so that a signal while it starts also ends it in order: whatever is open by then ends with the process.
  orderlyEnd(log, async () => stop?.())
  const { deps, url, close } = await open(config, log)
  let app: Http | undefined
  if (roles.serve) {
    if (!config.production) await commands.demo({ deps, url })
    app = await buildApp(deps)
    // The framework hands its options on to Node, whose `reusePort` its type does not know yet.
    const where: FastifyListenOptions & { reusePort: boolean } = { port: config.PORT, host: config.host, reusePort: config.REUSE_PORT }
    await app.listen(where)
  }
  const worker = roles.work ? await startWorker(workDeps(deps, url)) : undefined
  // No new requests and channels, then no new jobs, then the listening connection and the pools, and the database last.
  stop = async () => {
    await app?.close()
    await worker?.stop()
    await close()
  }
  if (app) await banner(deps, app)
}

/** On a signal, stops in order and exits 0 (`otherwise`: what a signal means); on an error that nobody caught, says so and exits 1. */
function orderlyEnd(log: Log, stop: () => Promise<void>, otherwise = 0): void {
  // Not `beforeExit`: a command that is done ends by itself, with the exit code that it set.
  closeWithGrace({ delay: 30_000, logger: false, skip: ['beforeExit'] }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'an error that nobody caught: stopping')
    else log.info({ signal }, 'stopping: requests and jobs that run will finish')
    await stop().catch((error: unknown) => {
      log.error({ err: error }, 'could not stop in order')
      process.exit(1)
    })
    if (!err && otherwise !== 0) process.exit(otherwise)
  })
}

async function main(argv: string[]) {
  const sizes = Object.fromEntries(['customers', 'staff', 'tickets', 'messages'].map((name) => [name, { type: 'string' as const }]))
  const { positionals, values } = parseArgs({ args: argv, allowPositionals: true, options: { ...sizes, 'dry-run': { type: 'boolean' }, format: { type: 'string' } } })
  const [command = 'help', ...rest] = positionals
  // oxlint-disable-next-line node/no-process-env -- the one place that reads the environment
  const config = readConfig(process.env)
  const log = openLog(config)
  switch (command) {
    case 'up':
      return run({ serve: true, work: true }, config, log)
    case 'serve':
      return run({ serve: true, work: false }, config, log)
    case 'work':
      return run({ serve: false, work: true }, config, log)
    case 'migrate':
    case 'seed':
    case 'import':
    case 'export':
    case 'verify':
    case 'invite':
    case 'openapi':
    case 'reference': {
      orderlyEnd(log, async () => undefined, 130)
      const { deps, url, close } = await open(config, log)
      try {
        if (command !== 'migrate') await commands[command]({ deps, url }, rest, values)
      } finally {
        await close()
      }
      return
    }
    default:
      console.log(usage)
      if (command !== 'help') process.exitCode = 2
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof CannotStart || process.argv[2] === undefined ? (error as Error).message : error)
  process.exit(1)
})
