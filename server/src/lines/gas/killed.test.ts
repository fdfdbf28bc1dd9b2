import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { seal } from '#core/ledger'
import { testApp } from '#test/app'
import { booksTruth, moneyTruth, stockTruth } from '#test/gas-truth'
import { makeFor, type Made } from '#test/make'
import { makeGas } from '#test/make.gas'
import { fill } from '#test/make.payments'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))
// oxlint-disable-next-line node/no-process-env -- how long a test runs
const kills = Number(process.env.KILLS ?? 8)
const crowd = 16
const purse = 100_000_000

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })

interface Said {
  status: number
  body: any
}

test(
  `server and worker killed ${kills} times while ${crowd} customers book, pay and cancel: nothing is lost, nothing is charged twice`,
  { timeout: 240_000 + kills * 30_000 },
  async () => {
    const port = await freePort()
    const at = `http://127.0.0.1:${port}`
    const t = await testApp({ RAZORPAY_BASE_URL: `${at}/simulator/razorpay`, LOG_LEVEL: 'warn' })
    const gas = await makeGas(t)
    const depotId = await gas.depot()
    await gas.filled(depotId, crowd / 2)
    const make = makeFor(t)
    const people = await make.customers(crowd)
    for (const p of people) await fill(t, p.id, { cash: purse })
    const operations = await make.operations()

    /** Two servers on one port and a worker. What is killed comes again, and may be killed again as soon as it works. */
    const running: { role: 'serve' | 'work'; child: ChildProcess; ready: boolean }[] = []
    const start = (role: 'serve' | 'work') => {
      const child = spawn(process.execPath, [main, role], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: {
          PATH: process.env.PATH,
          NODE_COMPILE_CACHE: join(t.config.dataDir, 'compiled'),
          DATABASE_URL: t.url,
          SECRET: t.config.secret,
          PORT: String(port),
          REUSE_PORT: 'true',
          HOST: '127.0.0.1',
          PUBLIC_URL: at,
          CAPTURE_MESSAGES: 'true',
          SIMULATOR: 'true',
          RAZORPAY_BASE_URL: `${at}/simulator/razorpay`,
          DATA_DIR: t.config.dataDir,
          LOG_LEVEL: 'silent',
          DATABASE_POOL: '12',
        },
      })
      const it = { role, child, ready: false }
      running.push(it)
      child.stdout!.on('data', (text) => (it.ready ||= String(text).includes('is ready')))
    }
    onTestFinished(() => {
      for (const { child } of running) child.kill('SIGKILL')
    })
    const workers = async () => (await t.rows(`select 1 from pg_stat_activity where application_name = 'manifold worker' and datname = current_database()`)).length
    const allUp = async () => {
      for (let i = 0; i < 2400; i++, await sleep(50)) {
        if (running.some((r) => r.role === 'work' && !r.ready)) for (const r of running) r.ready ||= r.role === 'work' && (await workers()) > 0
        if (running.every((r) => r.ready)) return
      }
      throw new Error('Not all came up')
    }
    /** Lets them work until so many things have happened, so that they are killed in the midst of something. */
    const busy = async (n: number) => {
      const seq = async () => (await t.rows<{ n: number }>('select coalesce(max(seq), 0)::int n from platform.events'))[0]!.n
      const first = await seq()
      for (let i = 0; i < 1000 && (await seq()) < first + n; i++) await sleep(10)
    }
    for (const role of ['serve', 'serve', 'work'] as const) start(role)
    await allUp()

    let over = false
    /** One request as an app sends it: undefined when nothing was heard, which says nothing about what was done. */
    const once1 = async (who: Made, method: string, path: string, body?: object, key?: string): Promise<Said | undefined> => {
      try {
        const answer = await fetch(`${at}/api/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${who.token}`, ...(body ? { 'content-type': 'application/json' } : {}), ...(key ? { 'idempotency-key': key } : {}) },
          ...(body ? { body: JSON.stringify(body) } : {}),
          signal: AbortSignal.timeout(10_000),
        })
        return { status: answer.status, body: await answer.json().catch(() => undefined) }
      } catch {
        return undefined
      }
    }
    /** The same again with the same key until something is heard; while a killed one still holds its key, we look ourselves what became of it. */
    const sure = async (who: Made, method: string, path: string, body?: object): Promise<Said | undefined> => {
      const key = method === 'POST' ? randomUUID() : undefined
      while (!over) {
        const said = await once1(who, method, path, body, key)
        if (said?.status === 500) throw new Error(`${method} ${path}: ${JSON.stringify(said.body)}`)
        if (said?.body?.code === 'request.key_running' || said?.body?.code === 'request.key_done') return undefined
        if (said && said.status < 500 && said.status !== 429) return said
        await sleep(said?.status === 429 ? 1000 : 100)
      }
      return undefined
    }
    const promised = new Set<string>()
    const life = async (who: Made) => {
      while (!over) {
        await sleep(randomInt(20, 150))
        const made = await sure(who, 'POST', '/gas/bookings', { depotId, waitlist: true })
        const mine = made?.status === 201 ? made.body.booking : (await sure(who, 'GET', '/gas/bookings?statusLabel=Pending&limit=1'))?.body?.data?.[0]
        if (!mine) continue
        const intent = `/payment/intents/${mine.paymentIntentId}`
        if (mine.status === 'payment_pending') {
          if (randomInt(3) > 0) {
            // Twice, with two keys, as from two windows.
            const both = await Promise.all([
              sure(who, 'POST', `${intent}/pay`, { method: 'wallet' }),
              randomInt(3) === 0 ? sure(who, 'POST', `${intent}/pay`, { method: 'wallet' }) : undefined,
            ])
            for (const said of both) if (said?.status === 200) promised.add(mine.id)
          } else {
            const paying = await sure(who, 'POST', `${intent}/pay`, { method: 'gateway' })
            const orderId = paying?.body?.checkout?.orderId
            if (orderId) {
              const script = ['success', 'duplicates', 'reordered', 'failure'][randomInt(4)]!
              await fetch(`${at}/simulator/pay/${orderId}`, { method: 'POST', body: new URLSearchParams({ script, method: 'upi' }) }).catch(() => undefined)
              for (let i = 0; i < 10 && !over; i++, await sleep(100)) if ((await sure(who, 'GET', `/gas/bookings/${mine.id}`))?.body?.status !== 'payment_pending') break
            }
          }
        }
        const now = (await sure(who, 'GET', `/gas/bookings/${mine.id}`))?.body
        if (now?.cancellable && randomInt(3) === 0) await sure(who, 'POST', `/gas/bookings/${mine.id}/cancel`, { refundTo: randomInt(2) ? 'wallet' : 'source' })
      }
    }
    /** A lorry brings one now and then, and what came back empty is filled again, so that the list moves. */
    const refill = async () => {
      for (let n = 0; !over; n++) {
        await sleep(250)
        const [empty] = await t.rows(`select id from gas.cylinders where depot_id = $1 and state = 'empty' order by state_since limit 1`, [depotId])
        if (empty) await sure(operations, 'PATCH', `/gas/cylinders/${empty.id}`, { event: 'fill' })
        else if (n % 2 === 0) await sure(operations, 'POST', '/gas/cylinders', { code: `K${n}${randomInt(1e6)}`, depotId, typeId: gas.typeId, state: 'filled' })
      }
    }
    const lives = Promise.all([...people.map(life), refill()])
    lives.catch(() => undefined)

    const killed = { serve: 0, work: 0 }
    const began = Date.now()
    while (killed.serve + killed.work < kills) {
      await allUp()
      await Promise.race([busy(randomInt(1, 50)), lives])
      await sleep(randomInt(30))
      // One of them, or several at once, as when the power fails.
      const victims = running.filter(() => randomInt(2) === 0).slice(0, kills - killed.serve - killed.work)
      for (const victim of victims) {
        const gone = once(victim.child, 'exit')
        victim.child.kill('SIGKILL')
        await gone
        running.splice(running.indexOf(victim), 1)
        killed[victim.role]++
      }
      // While they run: nothing that was committed may be half of something.
      await stockTruth(t, depotId)
      for (const { role } of victims) start(role)
    }
    await allUp()
    await sleep(1000)
    over = true
    await lives

    const lasted = Date.now() - began
    // What is under way comes to its end: messages, refunds at the bank, orders whose answer was lost.
    await t.advance(6 * 60_000)
    const { endPayments, reconcilePayments } = await import('#core/payments')
    const quiet = async () => {
      for (let i = 0; i < 400; i++, await sleep(100)) {
        await t.rows(
          `update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null and attempts < max_attempts and (key is null or key not like 'sweep%')`,
        )
        const [left] = await t.rows(
          `select count(*)::int n from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier not like 'sweep%' and (j.locked_at is not null or j.run_at <= now()) and j.attempts < j.max_attempts`,
        )
        if (left!.n === 0) return
      }
    }
    for (let round = 0; round < 3; round++) {
      await quiet()
      await reconcilePayments(t.ctx())
      await endPayments(t.ctx())
      await t.advance(61 * 60_000)
    }
    await quiet()

    expect(killed.serve + killed.work).toBe(kills)
    await stockTruth(t, depotId)
    await moneyTruth(t, depotId)
    await seal(t.ctx())
    await booksTruth(t)
    // What was answered as paid is paid.
    const paid = await t.rows(
      `select b.id from gas.bookings b join payments.intents i on i.id = b.intent_id where b.id = any($1::uuid[]) and i.state = 'captured' and b.paid_at is not null`,
      [[...promised]],
    )
    expect(paid).toHaveLength(promised.size)
    // A purse is what it was, less what was bought from it, plus what came back into it.
    for (const p of people) {
      const [sums] = await t.rows(
        `select coalesce(sum(a.amount - a.refund_total) filter (where a.gateway = 'wallet' and a.state = 'captured'), 0)::bigint spent,
           coalesce((select sum(r.amount) from payments.refunds r join payments.attempts x on x.id = r.attempt_id join payments.intents j on j.id = x.intent_id
             where j.payer_id = $1 and x.gateway = 'razorpay' and r."to" = 'wallet' and r.state = 'processed'), 0)::bigint back
         from payments.attempts a join payments.intents i on i.id = a.intent_id where i.payer_id = $1`,
        [p.id],
      )
      const { walletOf } = await import('#core/payments')
      expect((await walletOf(t.ctx(), p.id)).cash).toBe(purse - Number(sums!.spent) + Number(sums!.back))
    }
    const [made] = await t.rows(
      `select count(*)::int bookings, count(*) filter (where status = 'delivered')::int delivered, count(*) filter (where status = 'cancelled')::int cancelled, count(*) filter (where waiting_since is not null)::int waited from gas.bookings where depot_id = $1`,
      [depotId],
    )
    expect(made!.delivered).toBeGreaterThan(crowd / 2)
    console.info(
      `killed: server ${killed.serve}, worker ${killed.work}; ${JSON.stringify(made)}; paid and answered ${promised.size}; ${Math.round(lasted / 1000)} s of killing, ${Math.round((Date.now() - began - lasted) / 1000)} s to its end`,
    )
  },
)
