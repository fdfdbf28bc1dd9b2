import { expect, test } from 'vitest'
import { seal, trialBalance, verifyLedger } from '#core/ledger'
import { findMissing } from '../core/payments/findings.ts'
import { settlementLineFrom } from '../core/payments/razorpay.parse.ts'
import { importSettlements } from '../core/payments/settlements.ts'
import { testApp } from '#test/app'
import { loadTown } from './load.ts'

test('the money of the town is lively, its books are whole, and the rules of the product would have settled it in the same way', { timeout: 30_000 }, async () => {
  const t = await testApp()
  await loadTown(t.deps, t.url, { now: t.deps.clock.now(), seed: 7, tickets: 60, password: 'manifold-demo' })
  const signedIn = await t.client().post('/auth/sign-in/email', { email: 'finance@demo.test', password: 'manifold-demo' })
  const finance = t.client({ authorization: `Bearer ${signedIn.headers['set-auth-token']}` })
  const { body: now } = await finance.get('/payment/stats')
  expect(now.captured.count).toBeGreaterThan(40)
  expect(now.success.share).toBeGreaterThan(0.85)
  expect(now.success.share).toBeLessThan(0.99)
  expect(now.success.reasons.length).toBeGreaterThan(1)
  expect(now.refunds).toMatchObject({ awaiting: { count: 1 }, failed: { count: 1 }, underWay: { count: 0 } })
  expect(now.refunds.count).toBeGreaterThanOrEqual(4)
  expect(now.fees.share).toBeCloseTo(0.02, 3)
  expect(now.settlements.settled.count).toBeGreaterThan(8)
  expect(now.settlements.unmatched).toMatchObject({ count: 1, amount: { amount: 5900 } })
  expect(t.deps.clock.now().getTime() - new Date(now.settlements.due.oldest).getTime()).toBeLessThan(4.2 * 86_400_000)
  expect(now.disputes).toMatchObject({ open: { count: 1 }, dueSoon: 0 })
  expect((await finance.get('/payment/disputes')).body.data.map((d: { status: string }) => d.status).toSorted()).toEqual(['opened', 'won'])

  await seal(t.ctx())
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true, faults: [] })
  const [total] = (await trialBalance(t.ctx())).totals
  expect(total!.debit).toEqual(total!.credit)
  // What stands at the gateway is what it has not settled yet, without what is disputed.
  const standing = `select
      (select balance from ledger.balances b join ledger.accounts a on a.id = b.account_id where a.name = 'assets:gateway:razorpay')::int books,
      ((select coalesce(sum(amount), 0) from payments.attempts a where state = 'captured' and gateway = 'razorpay' and not exists (select 1 from payments.settlement_lines l where l.attempt_id = a.id))
       - (select coalesce(sum(amount), 0) from payments.refunds r where state = 'processed' and gateway_refund_id is not null and not exists (select 1 from payments.settlement_lines l where l.refund_id = r.id))
       - (select coalesce(sum(amount), 0) from payments.disputes where state = 'opened'))::int due`
  const [at] = await t.rows<{ books: number; due: number }>(standing)
  expect(at!.books).toBe(at!.due)
  await findMissing(t.ctx())
  const found = `select kind, rtrim(subject, '*') subject, expected_amount, found_amount, state from payments.findings`
  const findings = await t.rows(found)
  expect(findings).toMatchObject([{ kind: 'bank_differs', state: 'open' }])

  // The same listing, taken in by the product's own rules under names of its own, gives the same rows, the same finding, and the same movements in the books.
  const rows = `select rtrim(s.gateway_settlement_id, '*') id, s.settled_on::text, s.amount, s.gross, s.refunded, s.fees, s.tax, s.utr, s.bank_line_id,
      (select jsonb_agg(jsonb_build_array(l.gateway_id, l.kind, l.amount, l.fee, l.tax, l.net, l.match, l.attempt_id, l.refund_id, l.at) order by l.gateway_id) from payments.settlement_lines l where l.settlement_id = s.id) lines,
      (select jsonb_agg(jsonb_build_array(a.name, l.amount, e.occurred_at) order by a.name) from ledger.entries e join ledger.lines l on l.entry_seq = e.seq join ledger.accounts a on a.id = l.account_id where e.id = s.entry_id and e.key = s.gateway_settlement_id) moved
     from payments.settlements s order by s.gateway_settlement_id`
  const loaded = await t.rows<{ id: string; settled_on: string; moved: unknown[] }>(rows)
  for (const s of loaded) expect(s.moved).toHaveLength(4)
  await t.rows('truncate payments.findings, payments.settlement_lines, payments.settlements')
  const told = await t.rows<{ id: string; amount: number; utr: string; items: Record<string, unknown>[] }>(
    'select id, amount::int amount, utr, items from simulator.settlements order by created_at',
  )
  await importSettlements(
    t.ctx(),
    told.map(({ id, amount, utr, items }) => ({
      id: `${id}*`,
      amount,
      utr,
      settledOn: loaded.find((s) => s.id === id)!.settled_on,
      source: 'gateway' as const,
      lines: items.map(settlementLineFrom),
    })),
  )
  expect(await t.rows(rows)).toEqual(loaded)
  expect(await t.rows(found)).toEqual(findings)
})
