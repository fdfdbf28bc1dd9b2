import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { databaseAt } from '#platform/embedded'
import { expect, inject, onTestFinished, test } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** The product as a process, on an empty folder; `said` is all it has written so far. */
async function start(command: string[], env: Record<string, string> = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'manifold-starts-'))
  // The database's own user has to get there.
  await chmod(dir, 0o755)
  const said = { out: '', err: '' }
  const child = spawn(process.execPath, [main, ...command], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', DATA_DIR: dir, LOG_LEVEL: 'debug', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  const ended = new Promise<{ code: number | null; signal: string | null }>((done) => child.once('exit', (code, signal) => done({ code, signal })))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await rm(dir, { recursive: true, force: true })
  })
  const lines = () => said.out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as { level: number; msg: string }] : []))
  const url = async () => {
    const ready = () => /API +(\S+)\/api/.exec(said.out)?.[1]
    await expect.poll(() => child.exitCode !== null || ready() !== undefined, { timeout: 100_000, interval: 200 }).toBe(true)
    return ready()!
  }
  return { child, dir, said, ended, lines, url }
}

/** An empty database on the server of this run. */
async function emptyDatabase(): Promise<string> {
  const template = inject('database')
  const name = `s_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: databaseAt(template, 'postgres') })
  await admin.connect()
  await admin.query(`create database ${name}`)
  onTestFinished(async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  return databaseAt(template, name)
}

const production = { SECRET: 'a secret of more than thirty-two characters', PUBLIC_URL: 'http://localhost', CAPTURE_MESSAGES: 'true', HOST: '127.0.0.1' }

test('told to stop while people use it, the product ends in order: exit 0, no complaint, the embedded database down', { timeout: 180_000 }, async () => {
  const it = await start(['up'])
  const url = await it.url()
  const signIn = await fetch(`${url}/api/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'agent@demo.test', password: 'manifold-demo' }),
  })
  const { token } = (await signIn.json()) as { token: string }
  // A live channel is open, and requests are on their way.
  const live = await fetch(`${url}/api/v1/live`, { headers: { authorization: `Bearer ${token}` } })
  expect(live.status).toBe(200)
  const asked = Array.from({ length: 20 }, () => fetch(`${url}/api/v1/support/tickets`, { headers: { authorization: `Bearer ${token}` } }).then((a) => a.status))
  const answered = Promise.allSettled(asked)
  expect(await asked[0]).toBe(200)
  it.child.kill('SIGTERM')
  expect(await it.ended).toEqual({ code: 0, signal: null })
  await live.text().catch(() => undefined)
  // Whatever it had read by then it answered; what it had not is refused at the door, never half answered.
  for (const a of await answered) if (a.status === 'fulfilled') expect([200, 503]).toContain(a.value)
  expect(it.lines().filter((l) => l.level >= 40)).toEqual([])
  expect(it.lines().some((l) => l.msg.startsWith('stopping'))).toBe(true)
  expect(it.said.err).toBe('')
})

test('told to stop while it starts, it also ends with 0 and leaves nothing running', { timeout: 60_000 }, async () => {
  const it = await start(['up'])
  await expect.poll(() => existsSync(join(it.dir, 'postgres.json')), { timeout: 50_000 }).toBe(true)
  it.child.kill('SIGTERM')
  expect(await it.ended).toEqual({ code: 0, signal: null })
  expect(it.said.err).toBe('')
  await expect.poll(() => existsSync(join(it.dir, 'postgres', 'postmaster.pid')), { timeout: 10_000 }).toBe(false)
})

test('a database that other migrations made is refused with one sentence that says what to do', { timeout: 60_000 }, async () => {
  const url = await emptyDatabase()
  const first = await start(['migrate'], { DATABASE_URL: url, ...production })
  expect(await first.ended).toMatchObject({ code: 0 })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`update platform_migrations.__drizzle_migrations set hash = 'another' where id = 2`)
  const refused = await start(['serve'], { DATABASE_URL: url, ...production })
  expect(await refused.ended).toMatchObject({ code: 1 })
  expect(refused.said.err).toMatch(/^This database was made by migrations that are not those of this version[^\n]*\n$/)
  // Tables of ours without any record of how they came: the same.
  await client.query(`drop schema platform_migrations cascade`)
  await client.end()
  const again = await start(['migrate'], { DATABASE_URL: url, ...production })
  expect(await again.ended).toMatchObject({ code: 1 })
  expect(again.said.err).toMatch(/^This database was made by migrations/)
})
