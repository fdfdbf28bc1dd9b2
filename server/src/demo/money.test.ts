import { expect, test } from 'vitest'
import { seal, trialBalance, verifyLedger } from '#core/ledger'
import { payments } from '#core/payments'
import { keyed, payingApp } from '#test/make.payments'
import { loadTown } from './load.ts'

test('the money of the town is lively, its books are whole, and the rules of the product would have settled it in the same way', { timeout: 60_000 }, async () => {
  const t = await payingApp()
  await loadTown(t.deps, t.url, { now: t.deps.clock.now(), seed: 7, tickets: 60, password: 'manifold-demo' })
  const signedIn = await t.client().post('/auth/sign-in/email', { email: 'finance@demo.test', password: 'manifold-demo' })
  const finance = keyed(t.client({ authorization: `Bearer ${signedIn.headers['set-auth-token']}` }))
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
  expect(t.deps.clock.now().getTime() - new Date(now.settlements.due.oldest).getTime()).toBeLessThan(6 * 86_400_000)
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
  // The gateway itself tells of nothing that is not here, and nothing is missing.
  await payments.sweeps!.find((s) => s.name === 'payments.settlements')!.run(t.ctx())
  const found = `select kind, replace(subject, '-again', '') subject, expected_amount, found_amount, state from payments.findings`
  const findings = await t.rows(found)
  expect(findings).toMatchObject([{ kind: 'bank_differs', state: 'open' }])

  // The same listing, taken in by the product's own rules under names of its own, gives the same rows, the same finding, and the same movements in the books.
  const rows = `select replace(s.gateway_settlement_id, '-again', '') id, s.settled_on::text, s.amount, s.gross, s.refunded, s.fees, s.tax, s.utr, s.bank_line_id,
      (select jsonb_agg(jsonb_build_array(l.gateway_id, l.kind, l.amount, l.fee, l.tax, l.net, l.match, l.attempt_id, l.refund_id) order by l.gateway_id) from payments.settlement_lines l where l.settlement_id = s.id) lines,
      (select jsonb_agg(jsonb_build_array(a.name, l.amount) order by a.name) from ledger.entries e join ledger.lines l on l.entry_seq = e.seq join ledger.accounts a on a.id = l.account_id where e.id = s.entry_id and e.key = s.gateway_settlement_id) moved
     from payments.settlements s order by s.gateway_settlement_id`
  const loaded = await t.rows<{ id: string; settled_on: string; moved: unknown[] }>(rows)
  for (const s of loaded) expect(s.moved).toHaveLength(4)
  await t.rows('truncate payments.findings, payments.settlement_lines, payments.settlements')
  for (const { id } of loaded) {
    const csv: string = (await finance.get(`/simulator/settlements/${id}/recon.csv`)).body
    expect((await finance.post('/payment/settlements/import', { csv: csv.replaceAll(id, `${id}-again`) })).body).toMatchObject({ settlements: 1, known: 0, errors: [] })
  }
  expect(await t.rows(rows)).toEqual(loaded)
  expect(await t.rows(found)).toEqual(findings)
})
