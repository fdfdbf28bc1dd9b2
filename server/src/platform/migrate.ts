import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as migrateTables } from 'drizzle-orm/node-postgres/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { CannotStart } from './config.ts'
import { checkServer } from './db.ts'
import { migrateJobs } from './jobs.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))
const schema = 'platform_migrations'

/** Brings the database to the newest version; several processes may call it at once, one does the work. Forward only. */
export async function migrate(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  try {
    await checkServer(pool)
    const lock = await pool.connect()
    try {
      await lock.query('select pg_advisory_lock(71, 0)')
      await checkHistory(lock)
      await migrateJobs(url)
      await migrateTables(drizzle(lock), { migrationsFolder: folder, migrationsSchema: schema })
      await lock.query('select pg_advisory_unlock(71, 0)')
    } finally {
      lock.release()
    }
  } finally {
    await pool.end()
  }
}

/**
 * Refuses a database that other migrations made: one from before a migration was edited, or one that holds something else. A database that is ahead of this
 * program is fine: a replica of the last version may start while the next one is rolled out.
 */
async function checkHistory(client: pg.ClientBase): Promise<void> {
  const { rows: there } = await client.query<{ ours: string | null; others: boolean }>(
    `select to_regclass('${schema}.__drizzle_migrations')::text ours, to_regnamespace('platform') is not null others`,
  )
  const applied = there[0]!.ours ? (await client.query<{ hash: string }>(`select hash from ${schema}.__drizzle_migrations order by created_at, id`)).rows.map((r) => r.hash) : []
  const known = readMigrationFiles({ migrationsFolder: folder }).map((m) => m.hash)
  const shared = Math.min(applied.length, known.length)
  const same = applied.slice(0, shared).every((hash, i) => hash === known[i])
  if (same && !(applied.length === 0 && there[0]!.others)) return
  throw new CannotStart(
    'This database was made by migrations that are not those of this version, so it cannot be brought up to date. ' +
      'Start with an empty database (another DATA_DIR, or another database in DATABASE_URL), or run the version that made this one.',
  )
}
