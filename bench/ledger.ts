import { randomUUID } from 'node:crypto'
import { systemCtx } from '../server/src/app.ts'
import { balanceOf, post, postAlone, seal, verifyLedger, type Posting } from '../server/src/core/ledger/index.ts'
import { readConfig } from '../server/src/platform/config.ts'
import { inTransaction, openPools, type Ctx } from '../server/src/platform/db.ts'
import { openLive } from '../server/src/platform/live.ts'
import { openLog } from '../server/src/platform/log.ts'
import { wallClock } from '../server/src/platform/time.ts'
import { capture, script } from './capture.ts'
import { pgbench } from './pgbench.ts'
import type { Options, Outcome } from './scenarios.ts'

const connections = 32
const wallets = 100
const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!

// A top-up: one hot account of the platform that every posting touches, and the wallet of one of a hundred people.
const topUp = (who: number | string): Posting => ({
  kind: 'bench.top_up',
  key: randomUUID(),
  businessRef: { type: 'bench', id: String(who) },
  lines: [
    { account: 'assets:gateway:razorpay', amount: 50_000 },
    { account: `liabilities:wallet:bench${who}:cash`, amount: -50_000 },
  ],
})

/** As many as go in so many seconds, by `connections` callers that each wait for their answer. */
async function rate(call: (i: number) => Promise<unknown>, seconds: number): Promise<number> {
  const started = performance.now()
  const until = started + seconds * 1000
  let n = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) await call(n++ % wallets)
    }),
  )
  return (n / (performance.now() - started)) * 1000
}

/**
 * Postings a second through the product's own code beside pgbench calling the same function: as a transaction of its own, and within one (begin, post, commit). Afterwards
 * the sweep seals all of them, the ledger is verified, and the hot account holds every paisa.
 */
export async function ledgerScenario(town: { url: string }, { seconds, rounds }: Options): Promise<Outcome[]> {
  const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: '/tmp', PORT: '0', DATABASE_POOL: String(connections) })
  const log = openLog(config)
  const pools = openPools(town.url, config, log)
  const hub = await openLive(town.url, log)
  const ctx: Ctx = systemCtx({ config, pools, hub, log, clock: wallClock }, 'bench')
  try {
    const ways = [
      { name: 'ledger: posts, each its own transaction', call: (who: number | string) => postAlone(ctx, topUp(who)), share: 0.8, least: 4000 },
      { name: 'ledger: posts within a transaction', call: (who: number | string) => inTransaction(ctx, (tx) => post(tx, topUp(who))), share: 0.6, least: 0 },
    ]
    const outcomes: Outcome[] = []
    for (const way of ways) {
      // Every connection has prepared the statement before one is captured, as in a running server; every wallet is there.
      await rate(way.call, 2)
      const sent = await capture(() => way.call('X'))
      const key = /"key":"([0-9a-f-]{36})"/.exec(sent.flatMap((s) => s.values.map(String)).join(' '))![1]!
      // One script for all wallets: pgbench prepares each script on each connection.
      const text = `\\set w random(0, ${wallets - 1})\n${script(sent, [key]).replaceAll('benchX', `bench' || :w || E'`)}`
      const ours: number[] = []
      const limit: number[] = []
      for (let r = 0; r < rounds; r++) {
        ours.push(await rate(way.call, seconds))
        limit.push(await pgbench(town.url, [text], { clients: connections, seconds }))
      }
      const ratio = median(ours) / median(limit)
      outcomes.push({
        name: way.name,
        measured: `${Math.round(median(ours))}/s beside pgbench ${Math.round(median(limit))}/s: ${Math.round(ratio * 100)} %`,
        wanted: `${way.share * 100} %${way.least ? `, ${way.least}/s` : ''}`,
        ok: ratio >= way.share && median(ours) >= way.least,
      })
    }
    const { rows } = await pools.pool.query<{ posted: number; before: number }>(
      `select (select count(*) from ledger.entries where kind = 'bench.top_up') posted, (select count(*) from ledger.chain) before`,
    )
    const { posted, before } = rows[0]!
    let started = performance.now()
    await seal(ctx)
    const sealing = (posted - before) / ((performance.now() - started) / 1000)
    started = performance.now()
    const verdict = await verifyLedger(ctx)
    const verifying = (performance.now() - started) / 1000
    const held = await balanceOf(ctx, 'assets:gateway:razorpay')
    outcomes.push({
      name: 'ledger: sealed and verified',
      measured: `${Math.round(sealing)}/s sealed; ${verdict.entries} entries verified in ${verifying.toFixed(1)} s: ${verdict.ok ? 'whole' : verdict.faults.map((f) => f.fault).join(', ')}`,
      wanted: 'whole, sealed faster than posted (4000/s)',
      ok: verdict.ok && sealing >= 4000 && held.amount >= posted * 50_000,
    })
    return outcomes
  } finally {
    await hub.close()
    await pools.close()
  }
}
