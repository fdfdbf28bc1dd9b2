import { setup } from '../src/app.ts'
import { openPools } from '#platform/db'
import { openLive } from '#platform/live'
import { openLog } from '#platform/log'
import { readConfig } from '#platform/config'
import { wallClock } from '#platform/time'

/** Writes what every database starts with (roles, policies) into the template. */
export async function setupTemplate(url: string): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'silent' })
  const log = openLog(config)
  const pools = openPools(url, config, log)
  const hub = await openLive(url, log)
  await setup({ config, pools, hub, log, clock: wallClock })
  await hub.close()
  await pools.close()
}
