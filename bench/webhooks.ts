import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { systemCtx } from '../server/src/app.ts'
import { verifyLedger } from '../server/src/core/ledger/index.ts'
import { createIntent } from '../server/src/core/payments/index.ts'
import { simulatorWebhookSecret } from '../server/src/core/payments/keys.ts'
import { hmacHex } from '../server/src/core/payments/signatures.ts'
import { readConfig } from '../server/src/platform/config.ts'
import { inTransaction, openPools } from '../server/src/platform/db.ts'
import { openLive } from '../server/src/platform/live.ts'
import { openLog } from '../server/src/platform/log.ts'
import { wallClock } from '../server/src/platform/time.ts'
import { percentile } from './paced.ts'
import type { Options, Outcome } from './scenarios.ts'
import type { Town } from './town.ts'

const perSecond = 200
interface Delivery {
  id: string
  body: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const deliver = (address: string, secret: string, { id, body }: Delivery) =>
  new Promise<{ ms: number; ok: boolean }>((done) => {
    const started = performance.now()
    const req = request(
      `${address}/api/v1/payment/webhooks/razorpay`,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-razorpay-event-id': id,
          'x-razorpay-signature': hmacHex(body, secret),
        },
      },
      (res) => {
        res.resume()
        res.on('end', () => done({ ms: performance.now() - started, ok: res.statusCode! < 300 }))
      },
    )
    req.on('error', () => done({ ms: performance.now() - started, ok: false }))
    req.end(body)
  })

/**
 * Webhooks at a steady rate whatever the answers take: top-ups with three events each, every event three times, shuffled, while a worker beside the server
 * applies them. Afterwards every top-up is in its wallet once.
 */
export async function webhookScenario(town: Town, { seconds, quick }: Options): Promise<Outcome[]> {
  const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: town.dir, PORT: '0', DATABASE_POOL: '8' })
  const log = openLog(config)
  const pools = openPools(town.url, config, log)
  const hub = await openLive(town.url, log)
  const ctx = systemCtx({ config, pools, hub, log, clock: wallClock }, 'bench')
  const worker = spawn(process.execPath, ['server/src/main.ts', 'work'], {
    cwd: new URL('..', import.meta.url).pathname,
    env: { ...process.env, DATA_DIR: town.dir, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    const wanted = Math.ceil((perSecond * (quick ? seconds : seconds * 4)) / 9)
    const intents: string[] = []
    const events: Delivery[] = []
    for (let i = 0; i < wanted; i++) {
      const payerId = town.customers[i % town.customers.length]!.id
      const intent = await inTransaction(ctx, (tx) =>
        createIntent(tx, {
          purpose: 'wallet_top_up',
          businessRef: { type: 'person', id: payerId },
          amount: 50_000,
          currency: 'INR',
          payerId,
          line: 'core',
          description: 'Top-up',
          expiresAt: new Date(Date.now() + 3_600_000),
        }),
      )
      intents.push(intent.id)
      const mark = randomUUID().replaceAll('-', '').slice(0, 14)
      await pools.pool.query('insert into payments.orders (intent_id, gateway_order_id, requested_at) values ($1, $2, now())', [intent.id, `order_${mark}`])
      for (const [n, name] of ['payment.authorized', 'payment.captured', 'order.paid'].entries()) {
        const payment = { id: `pay_${mark}`, order_id: `order_${mark}`, amount: 50_000, currency: 'INR', status: n === 0 ? 'authorized' : 'captured', method: 'upi', notes: [] }
        const body = JSON.stringify({ entity: 'event', event: name, payload: { payment: { entity: payment } }, created_at: Math.floor(Date.now() / 1000) + n })
        for (let copy = 0; copy < 3; copy++) events.push({ id: `evt_${mark}_${n}`, body })
      }
    }
    for (let i = events.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1))
      ;[events[i], events[j]] = [events[j]!, events[i]!]
    }
    await new Promise((done) => setTimeout(done, 6000))
    const secret = simulatorWebhookSecret(config, 1)
    const started = performance.now()
    const answers: Promise<{ ms: number; ok: boolean }>[] = []
    for (const [i, event] of events.entries()) {
      const wait = started + (i * 1000) / perSecond - performance.now()
      if (wait > 1) await new Promise((done) => setTimeout(done, wait))
      answers.push(deliver(town.address, secret, event))
    }
    const all = await Promise.all(answers)
    const sentIn = (performance.now() - started) / 1000
    let captured = 0
    for (let i = 0; i < 600 && captured < intents.length; i++) {
      captured = Number((await pools.pool.query(`select count(*) n from payments.intents where id = any($1::uuid[]) and state = 'captured'`, [intents])).rows[0].n)
      if (captured < intents.length) await new Promise((done) => setTimeout(done, 200))
    }
    const appliedIn = (performance.now() - started) / 1000
    const twice = Number(
      (
        await pools.pool.query(
          `select count(*) n from (select business_id from ledger.entries where kind like 'payment.%' and key = any($1::text[]) group by business_id, kind, key having count(*) > 1) x`,
          [intents],
        )
      ).rows[0].n,
    )
    const verdict = await verifyLedger(ctx)
    const times = all.map((a) => a.ms).toSorted((a, b) => a - b)
    const failed = all.filter((a) => !a.ok).length
    return [
      {
        name: `webhooks accepted at ${perSecond}/s, tripled and shuffled, a worker beside`,
        measured: `p50 ${percentile(times, 50).toFixed(1)} ms, p95 ${percentile(times, 95).toFixed(1)} ms, p99 ${percentile(times, 99).toFixed(1)} ms over ${all.length} in ${sentIn.toFixed(0)} s; ${captured} of ${intents.length} top-ups captured after ${appliedIn.toFixed(0)} s, ${twice} twice; books ${verdict.ok ? 'whole' : 'WRONG'}${failed > 0 ? `; ${failed} refused` : ''}`,
        wanted: 'p99 under 100 ms',
        ok: percentile(times, 99) < 100 && failed === 0 && captured === intents.length && twice === 0 && verdict.ok,
      },
    ]
  } finally {
    const gone = new Promise((done) => worker.once('exit', done))
    worker.kill('SIGTERM')
    await gone
    await hub.close()
    await pools.close()
  }
}
