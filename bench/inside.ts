import { buildApp } from '../server/src/app.ts'
import { readConfig } from '../server/src/platform/config.ts'
import { openPools } from '../server/src/platform/db.ts'
import { openLive } from '../server/src/platform/live.ts'
import { openLog } from '../server/src/platform/log.ts'
import { wallClock } from '../server/src/platform/time.ts'
import type { Town } from './town.ts'

export type As = (token: string) => { get: (path: string) => Promise<string>; post: (path: string, body: string, headers?: Record<string, string>) => Promise<string> }

/** The product in this process, on the town's database, so that what it sends can be captured. */
export async function within<T>(town: Town, work: (as: As) => Promise<T>): Promise<T> {
  const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: '/tmp', PORT: '0', DATABASE_POOL: '2' })
  const log = openLog(config)
  const pools = openPools(town.url, config, log)
  const hub = await openLive(town.url, log)
  const app = await buildApp({ config, pools, hub, log, clock: wallClock })
  await app.ready()
  const call =
    (token: string, method: 'GET' | 'POST') =>
    async (url: string, body?: string, more: Record<string, string> = {}) => {
      const answer = await app.inject({
        method,
        url,
        headers: { ...more, authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { payload: body } : {}),
      })
      if (answer.statusCode >= 400) throw new Error(`${method} ${url} answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`)
      return answer.body
    }
  try {
    return await work((token) => ({ get: (path) => call(token, 'GET')(path), post: call(token, 'POST') }))
  } finally {
    await app.close()
    await hub.close()
    await pools.close()
  }
}
