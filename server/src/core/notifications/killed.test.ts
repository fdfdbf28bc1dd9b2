import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { emit } from '#platform/events'
import { testApp } from '#test/app'
import { makeFor } from '#test/make'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))

test('500 events, and a worker that is killed again and again: each notice is there once on each channel', async () => {
  const t = await testApp()
  const people = await makeFor(t).customers(20)
  let child: ChildProcess | undefined
  onTestFinished(() => void child?.kill('SIGKILL'))
  const work = () => {
    child = spawn(process.execPath, [main, 'work'], {
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: t.url,
        SECRET: t.config.secret,
        PUBLIC_URL: 'https://desk.example',
        CAPTURE_MESSAGES: 'true',
        DATA_DIR: t.config.dataDir,
        LOG_LEVEL: 'silent',
        DATABASE_POOL: '8',
      },
    })
    return child
  }
  const kill = async () => {
    const ended = once(child!, 'exit')
    child!.kill('SIGKILL')
    await ended
  }
  const figures = async () =>
    (
      await t.rows<{ done: number; open: number }>(
        `select count(*) filter (where status in ('sent', 'delivered'))::int done, count(*) filter (where status not in ('sent', 'delivered'))::int open from notices.deliveries`,
      )
    )[0]!
  const reach = async (reached: (f: { done: number; open: number }) => boolean) => {
    for (const until = Date.now() + 40_000; Date.now() < until; await new Promise((done) => setTimeout(done, 10))) if (reached(await figures())) return
  }
  const some = (n: number) => n + Math.floor(Math.random() * 100)

  await t.tx(async (tx) => {
    for (let i = 0; i < 500; i++) await emit(tx, 'user.security_changed', { personId: people[i % 20]!.id, what: 'password' })
  })
  // Killed while it finds out whom to tell, and three times while it tells them.
  const kills = [(f: { open: number }) => f.open >= some(200), ...[1, 330, 660].map((n) => (f: { done: number }) => f.done >= some(n))]
  for (const reached of kills) {
    work()
    await reach(reached)
    await kill()
    expect((await figures()).done).toBeLessThan(1000)
  }
  work()
  await reach(({ done }) => done === 1000)
  await kill()

  expect(await figures()).toEqual({ done: 1000, open: 0 })
  expect((await t.rows(`select count(*)::int n, count(distinct delivery_id)::int d from notices.outbox`))[0]).toEqual({ n: 500, d: 500 })
  expect((await t.rows(`select count(*)::int n, count(distinct delivery_id)::int d from notices.inbox`))[0]).toEqual({ n: 500, d: 500 })
  expect((await t.rows(`select count(*)::int n from platform.events where name = 'notice.created'`))[0]).toEqual({ n: 500 })
  expect((await t.rows(`select count(*)::int n from notices.inbox group by person_id`)).map((r) => r.n)).toEqual(Array(20).fill(25))
}, 120_000)
