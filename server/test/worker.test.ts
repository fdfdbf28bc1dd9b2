import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { emit } from '#platform/events'
import { lamp, lampTables } from '#test/lamp'
import { testApp } from '#test/app'

const worker = fileURLToPath(new URL('./lamp-worker.ts', import.meta.url))

test('a worker killed again and again carries out every delivery exactly once', { timeout: 60_000 }, async () => {
  const t = await testApp({}, [lamp])
  await t.pool.query(lampTables)
  const many = 300
  await t.tx(async (tx) => {
    for (let i = 0; i < many; i++) await emit(tx, 'lamp.switched', { lampId: String(i) })
  })
  const count = async () => (await t.rows('select count(*)::int n, count(distinct seq)::int d from lamp.heard'))[0] as { n: number; d: number }
  let kills = 0
  for (let seen = 0; (await count()).n < many;) {
    const child = spawn(process.execPath, [worker, t.url], { stdio: 'ignore' })
    const gone = new Promise((done) => child.once('exit', done))
    // Let it do some work, then kill it at whatever point it is in.
    while (child.exitCode === null && (await count()).n < Math.min(many, seen + 40)) await new Promise((done) => setTimeout(done, 5))
    seen = (await count()).n
    child.kill('SIGKILL')
    await gone
    kills++
  }
  expect(kills).toBeGreaterThan(3)
  expect(await count()).toEqual({ n: many, d: many })
})
