import { createServer } from 'node:net'
import { randomUUID } from 'node:crypto'
import type { Tx } from '#platform/db'
import { createIntent, registerPurpose, type Intent } from '#core/payments'
import { post } from '#core/ledger'
import { testApp, type Client, type TestApp } from './app.ts'

registerPurpose('test_thing', { deferred: (ref) => `liabilities:deferred:test:${ref.id}` })

/** The money-moving POSTs need a key; a new one for each call. */
export const keyed = (client: Client): Client => ({
  ...client,
  post: (url, body, options = {}) => client.post(url, body, { ...options, headers: { 'idempotency-key': randomUUID(), ...(options.headers as object) } }),
})

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })

/** The product with its simulator, listening, so that each calls the other as in life. */
export async function payingApp(env: Record<string, string> = {}): Promise<TestApp & { at: string }> {
  const port = await freePort()
  const at = `http://127.0.0.1:${port}`
  const t = await testApp({ RAZORPAY_BASE_URL: `${at}/simulator/razorpay`, LOG_LEVEL: 'warn', ...env })
  await t.app.listen({ port, host: '127.0.0.1' })
  return { ...t, at }
}

/** Something of a test that is to be paid. */
export const intentFor = (t: TestApp, payerId: string, it: { amount?: number; minutes?: number; id?: string } = {}): Promise<Intent> =>
  t.tx((tx) =>
    createIntent(tx, {
      purpose: 'test_thing',
      businessRef: { type: 'test_thing', id: it.id ?? randomUUID() },
      amount: it.amount ?? 100_000,
      currency: 'INR',
      payerId,
      line: 'gas',
      description: 'A thing',
      expiresAt: new Date(tx.now().getTime() + (it.minutes ?? 15) * 60_000),
    }),
  )

/** Puts money into a wallet, past the gateway. */
export const fill = (t: TestApp, personId: string, it: { cash?: number; promo?: number }) =>
  t.tx((tx: Tx) =>
    post(tx, {
      kind: 'test.fill',
      key: randomUUID(),
      businessRef: { type: 'person', id: personId },
      lines: [
        { account: 'assets:bank:nodal', amount: (it.cash ?? 0) + (it.promo ?? 0) },
        { account: `liabilities:wallet:${personId}:cash`, amount: 0 - (it.cash ?? 0) },
        { account: `liabilities:wallet:${personId}:promo`, amount: 0 - (it.promo ?? 0) },
      ].filter((l) => l.amount !== 0),
    }),
  )

/** Runs jobs until nothing is due: a message makes work, which makes messages. */
export async function settle(t: TestApp): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await t.work()
    const [left] = await t.rows<{ n: number }>(`select count(*)::int n from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts`)
    if (left!.n === 0) return
  }
}
