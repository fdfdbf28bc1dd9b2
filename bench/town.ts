import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { signedToken } from '../server/src/core/users/sessions.ts'
import { databaseAt, openEmbedded } from '../server/src/platform/embedded.ts'
import { readConfig } from '../server/src/platform/config.ts'

export interface Town {
  url: string
  address: string
  db: pg.Pool
  /** Its data folder, for a worker beside it. */
  dir: string
  server: ChildProcess
  /** Bearer tokens of customers and of agents, signed in for this run. */
  customers: { id: string; token: string }[]
  agents: { id: string; token: string }[]
  supervisors: { id: string; token: string }[]
  stop: () => Promise<void>
}
export interface Size {
  name: string
  customers: number
  staff: number
  tickets: number
  messages: number
}

export const sizes = {
  small: { name: '1k', customers: 40, staff: 20, tickets: 1000, messages: 4000 },
  middle: { name: '100k', customers: 2000, staff: 50, tickets: 100_000, messages: 200_000 },
  large: { name: '1m', customers: 20_000, staff: 50, tickets: 1_000_000, messages: 2_000_000 },
} satisfies Record<string, Size>

const root = join(import.meta.dirname, '..')

/** A database of the given size under var/bench (made once), and the product running on it. */
export async function openTown(size: Size, people = 4000): Promise<Town> {
  const dir = join(root, 'var/bench', size.name)
  mkdirSync(dir, { recursive: true })
  chmodSync(dir, 0o755)
  const embedded = await openEmbedded(dir, 'manifold', [
    '-c',
    'shared_buffers=2GB',
    '-c',
    'max_wal_size=8GB',
    '-c',
    'checkpoint_timeout=30min',
    '-c',
    'effective_cache_size=12GB',
    '-c',
    'random_page_cost=1.1',
    '-c',
    'maintenance_work_mem=1GB',
  ])
  const port = 19_000 + Math.floor(Math.random() * 900)
  const env = { ...process.env, DATA_DIR: dir, PORT: String(port), LOG_LEVEL: 'error', DATABASE_POOL: '8', NODE_ENV: 'production' }
  // What is measured is a copy: scenarios that write leave the town as it was for the next run.
  const admin = new pg.Client({ connectionString: databaseAt(embedded.url, 'postgres') })
  await admin.connect()
  const { rows: pristine } = await admin.query(`select 1 from pg_database where datname = 'pristine'`)
  if (pristine.length === 0) {
    const started = Date.now()
    const { status } = spawnSync(
      process.execPath,
      ['server/src/main.ts', 'seed', '--customers', String(size.customers), '--staff', String(size.staff), '--tickets', String(size.tickets), '--messages', String(size.messages)],
      { cwd: root, env, stdio: 'inherit' },
    )
    if (status !== 0) throw new Error('The seed failed')
    writeFileSync(join(dir, 'seeded.json'), JSON.stringify({ ...size, seconds: Math.round((Date.now() - started) / 1000) }))
    const seeded = new pg.Client({ connectionString: embedded.url })
    await seeded.connect()
    await seeded.query('vacuum analyze')
    await seeded.end()
    await admin.query('alter database manifold rename to pristine')
  }
  await admin.query('drop database if exists manifold with (force)')
  await admin.query('create database manifold template pristine strategy file_copy')
  await admin.end()
  const db = new pg.Pool({ connectionString: embedded.url, max: 4 })
  db.on('error', () => undefined)
  const sign = async (where: string, limit: number) => {
    const { rows } = await db.query<{ id: string }>(`select id from users.people p where ${where} limit ${limit}`)
    const made = rows.map((r) => ({ id: r.id, token: randomBytes(24).toString('base64url') }))
    await db.query(`insert into users.sessions (token, person_id, expires_at) select t, p, now() + interval '1 day' from unnest($1::text[], $2::uuid[]) x(t, p)`, [
      made.map((m) => m.token),
      made.map((m) => m.id),
    ])
    const config = readConfig({ DATA_DIR: dir })
    return made.map((m) => ({ id: m.id, token: signedToken(config, m.token) }))
  }
  // Those with something open first: they are the ones who write.
  const customers = await sign(
    `not staff and exists (select 1 from support.tickets t where t.requester_id = p.id) order by exists (select 1 from support.tickets t where t.requester_id = p.id and t.status in ('open', 'in_progress')) desc, id`,
    people,
  )
  const holding = (role: string) =>
    `staff and exists (select 1 from users.person_roles r join users.roles o on o.id = r.role_id where r.person_id = p.id and o.name = '${role}') order by id`
  const agents = await sign(holding('agent'), 40)
  const supervisors = await sign(holding('supervisor'), 8)
  // One server: with the database beside it on two threads of one core, a second one only makes both wait more.
  const server = spawn(process.execPath, ['server/src/main.ts', 'serve'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((done, fail) => {
    server.once('exit', () => fail(new Error('The server did not start')))
    server.stdout.on('data', (text: Buffer) => text.toString().includes('Manifold is ready') && done())
  })
  return {
    url: embedded.url,
    address: `http://127.0.0.1:${port}`,
    dir,
    db,
    server,
    customers,
    agents,
    supervisors,
    stop: async () => {
      const gone = new Promise((done) => server.once('exit', done))
      server.kill('SIGTERM')
      await gone
      await db.end()
      await embedded.stop()
    },
  }
}
