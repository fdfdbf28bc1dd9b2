import { workDeps } from '../src/app.ts'
import { readConfig } from '#platform/config'
import { openPools } from '#platform/db'
import { startWorker } from '#platform/jobs'
import { openLive } from '#platform/live'
import { openLog } from '#platform/log'
import { wallClock } from '#platform/time'
import { lamp } from './lamp.ts'
import { modulesFor } from '../src/modules.ts'

// A worker in a process of its own, for tests that kill it.
const url = process.argv[2]!
const config = readConfig({ LOG_LEVEL: 'silent' })
const log = openLog(config)
const deps = { config, log, clock: wallClock, pools: openPools(url, config, log), hub: await openLive(url, log) }
await startWorker(workDeps(deps, url, [...modulesFor(config), lamp]))
