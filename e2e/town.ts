import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs the product as a newcomer gets it, on a free port and an empty folder, for the length of the journeys. With MANIFOLD_URL set, the one there is used. */
export default async function town() {
  if (process.env.MANIFOLD_URL) return undefined
  const dir = mkdtempSync(join(tmpdir(), 'manifold-e2e-'))
  chmodSync(dir, 0o755)
  const port = 18_000 + Math.floor(Math.random() * 2000)
  const server = spawn(process.execPath, ['server/src/main.ts', 'up'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  process.env.MANIFOLD_URL = `http://localhost:${port}`
  for (let i = 0; ; i++) {
    const ready = await fetch(`${process.env.MANIFOLD_URL}/readyz`)
      .then((r) => r.ok)
      .catch(() => false)
    if (ready) break
    if (i > 300 || server.exitCode !== null) throw new Error('The product did not start')
    await new Promise((done) => setTimeout(done, 200))
  }
  // For the journey that cuts a product off from its database.
  const { port: databasePort, password } = JSON.parse(readFileSync(join(dir, 'postgres.json'), 'utf8')) as { port: number; password: string }
  process.env.MANIFOLD_DATABASE_URL = `postgres://manifold:${password}@127.0.0.1:${databasePort}/manifold`
  return async () => {
    server.kill('SIGTERM')
    await ended
    rmSync(dir, { recursive: true, force: true })
  }
}
