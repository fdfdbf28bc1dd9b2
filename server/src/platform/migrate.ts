import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as migrateTables } from 'drizzle-orm/node-postgres/migrator'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { checkServer } from './db.ts'
import { migrateJobs } from './jobs.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Brings the database to the newest version; several processes may call it at once, one does the work. Forward only. */
export async function migrate(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  try {
    await checkServer(pool)
    const lock = await pool.connect()
    try {
      await lock.query('select pg_advisory_lock(71, 0)')
      await migrateJobs(url)
      await migrateTables(drizzle(lock), { migrationsFolder: folder, migrationsSchema: 'platform_migrations' })
      await lock.query('select pg_advisory_unlock(71, 0)')
    } finally {
      lock.release()
    }
  } finally {
    await pool.end()
  }
}
