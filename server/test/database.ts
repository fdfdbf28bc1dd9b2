import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { databaseAt, openEmbedded } from '#platform/embedded'
import { migrate } from '#platform/migrate'
import { setupTemplate } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    database: string
  }
}

/** One real PostgreSQL for the run, with a migrated template that each test file clones. Durability is off: these databases are thrown away. */
export default async function database(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), 'manifold-test-'))
  await chmod(dir, 0o755)
  const embedded = await openEmbedded(dir, 'template', [
    '-c',
    'fsync=off',
    '-c',
    'synchronous_commit=off',
    '-c',
    'full_page_writes=off',
    '-c',
    'max_connections=400',
    '-c',
    'file_copy_method=clone',
  ])
  await migrate(embedded.url)
  await setupTemplate(embedded.url)
  const pool = new pg.Client({ connectionString: databaseAt(embedded.url, 'postgres') })
  await pool.connect()
  await pool.query('alter database template with allow_connections false is_template true')
  await pool.end()
  project.provide('database', embedded.url)
  // A run that is told to stop takes its database with it.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(143))
  return async () => {
    await embedded.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
