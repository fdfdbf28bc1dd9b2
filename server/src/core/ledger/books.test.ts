import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { Problem } from '#platform/problems'
import { testApp, type TestApp } from '#test/app'
import { makeFor } from '#test/make'
import { listAccounts, post, postAlone, reverse, seal, sentence, statement, trialBalance, verifyLedger, type Posting } from './index.ts'
import { journal, ours, postings } from './journal.examples.ts'

// Readers of our journals take a file for what the locale says; a machine that says nothing would read ASCII.
// oxlint-disable-next-line node/no-process-env -- the programs are on its PATH
const env = { ...process.env, LC_ALL: 'C.UTF-8' }
const run = (program: string, args: readonly string[]) => promisify(execFile)(program, args, { env })
const there = (program: string) =>
  run(program, ['--version']).then(
    () => true,
    () => false,
  )
const [hledger, beancount] = await Promise.all([there('hledger'), there('bean-check')])

/** The text as a file that ends with the test. */
async function file(text: string, name: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'manifold-books-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await writeFile(join(dir, name), text)
  return join(dir, name)
}
/** Balances by account as hledger sees them, in paise. */
async function balancesIn(path: string, ...args: string[]): Promise<Map<string, number>> {
  const { stdout } = await run('hledger', ['-f', path, 'bal', '--flat', '--no-total', '-O', 'csv', ...args])
  const rows = [...stdout.matchAll(/^"([^"]+)","(-?)(\d+)(?:\.(\d\d))?(?: INR)?"$/gm)].map(([, account, sign, whole, part]): [string, number] => [
    account!,
    Number(`${sign}${whole}${part ?? '00'}`),
  ])
  return new Map(rows.filter(([account]) => account !== 'account'))
}
const postAll = async (t: TestApp, all: readonly Posting[]) => {
  for (const p of all) await t.tx((tx) => post(tx, p))
}
async function accountsOf(t: TestApp): Promise<Map<string, number>> {
  const all = new Map<string, number>()
  for (let cursor: string | undefined; ;) {
    const got = await listAccounts(t.ctx(), { limit: 100, ...(cursor ? { cursor } : {}) })
    for (const a of got.data) if (a.balance.amount !== 0) all.set(a.name, a.balance.amount)
    if (got.nextCursor === null) return all
    cursor = got.nextCursor
  }
}
const sorted = (map: Map<string, number>) => [...map].filter(([, n]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
/** An entry of two lines, with these, by statements of one's own. */
const byHand = (lines: [string, string][]) =>
  `do $$ declare s bigint; begin
     insert into ledger.entries (kind, key, business_type, business_id, lines, occurred_at, recorded_at) values ('x', 'x', 'x', 'x', 2, now(), now()) returning seq into s;
     ${lines.map(([amount, currency], i) => `insert into ledger.lines (entry_seq, n, account_id, amount, currency) values (s, ${i + 1}, 1, ${amount}, '${currency}');`).join('\n')}
   end $$`
const asPerson = async (t: TestApp) => (await makeFor(t).finance()).client

test('the whole journal of examples: net worth and net income are 856.17', async () => {
  const t = await testApp()
  expect(postings).toHaveLength(35)
  await postAll(t, postings)
  const { totals, data } = await trialBalance(t.ctx())
  expect(totals).toEqual([expect.objectContaining({ currency: 'INR', netWorth: { amount: 85_617, currency: 'INR' }, netIncome: { amount: 85_617, currency: 'INR' } })])
  expect(totals[0]!.debit).toEqual(totals[0]!.credit)
  expect(data.find((s) => s.family === 'liabilities:wallet:*:promo')).toMatchObject({ accounts: 1, debit: { amount: 0 }, credit: { amount: 300 } })
  // As it was when the third of January ended.
  const early = await trialBalance(t.ctx(), { at: new Date('2026-01-03T18:30:00Z') })
  expect(early.totals[0]).toMatchObject({ netWorth: { amount: -1000 }, netIncome: { amount: -1000 } })
  await seal(t.ctx())
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true, entries: 35, sealed: 35 })
})

test('hledger reads what we export, finds nothing wrong, and has the same balances to the paisa', async ({ skip }) => {
  skip(!hledger, 'Nothing reads the journal here: install the Debian package hledger.')
  for (const set of [ours, postings]) {
    const t = await testApp()
    await postAll(t, set)
    const path = await file((await (await asPerson(t)).get('/payment/ledger/export?format=hledger')).body, 'ours.journal')
    await run('hledger', ['-f', path, 'check'])
    await run('hledger', ['-f', path, 'check', 'accounts', 'commodities', 'ordereddates'])
    const theirs = await balancesIn(path)
    expect(theirs.size).toBeGreaterThan(10)
    expect(sorted(theirs)).toEqual(sorted(await accountsOf(t)))
    // The trial balance has families: what hledger says, with owners taken together.
    const { data, totals } = await trialBalance(t.ctx())
    const net = new Map(data.map((s) => [s.family, s.debit.amount - s.credit.amount]))
    const families = new Map<string, number>()
    for (const { name, family } of await t.rows<{ name: string; family: string }>('select name, family from ledger.accounts'))
      families.set(family, (families.get(family) ?? 0) + (theirs.get(name) ?? 0))
    expect(sorted(net)).toEqual(sorted(families))
    const worth = await balancesIn(path, '--depth', '1', 'assets', 'liabilities')
    expect([...worth.values()].reduce((a, b) => a + b, 0)).toBe(totals[0]!.netWorth.amount)
    // And what the domain page itself says, read without us.
    if (set === postings) expect(sorted(await balancesIn(await file(journal, 'theirs.journal')))).toEqual(sorted(theirs))
  }
})

test('beancount reads it too', async ({ skip }) => {
  skip(!beancount, 'Nothing reads the journal here: install the Debian package beancount.')
  const t = await testApp()
  await postAll(t, postings)
  await t.tx((tx) => post(tx, { ...ours[0]!, key: 'odd', memo: 'A "quoted" \\ memo; with, signs | and ₹' }))
  await t.tx((tx) => post(tx, { kind: 'yen', key: '1', businessRef: { type: 'x', id: '1' }, lines: [{ account: 'assets:bank:nodal', amount: 5, currency: 'JPY' }, { account: 'equity:opening', amount: -5, currency: 'JPY' }] })) // prettier-ignore
  const client = await asPerson(t)
  await run('bean-check', [await file((await client.get('/payment/ledger/export?format=beancount')).body, 'ours.beancount')])
  if (hledger) await run('hledger', ['-f', await file((await client.get('/payment/ledger/export')).body, 'ours.journal'), 'check', 'accounts', 'commodities'])
  // A file that is not balanced is refused: they do look.
  await expect(run('bean-check', [await file('1970-01-01 open Assets:A\n2026-01-01 * "x"\n  Assets:A  5 INR\n', 'wrong.beancount')])).rejects.toThrow('does not balance')
})

test('the database refuses to change, delete, empty, add to or unbalance what was posted, whoever asks', async () => {
  const t = await testApp()
  await postAll(t, ours)
  await seal(t.ctx())
  const before = await trialBalance(t.ctx())
  for (const statement of [
    `update ledger.entries set memo = 'x'`,
    `update ledger.lines set amount = amount * 2`,
    `update ledger.chain set hash = 'x'`,
    `update ledger.accounts set name = name || 'x'`,
    `delete from ledger.entries`,
    `delete from ledger.lines where n = 1`,
    `delete from ledger.chain`,
    `delete from ledger.accounts`,
    ...['entries', 'lines', 'chain', 'accounts', 'balances'].map((x) => `truncate ledger.${x} cascade`),
  ])
    await expect(t.rows(statement), statement).rejects.toMatchObject({ constraint: 'ledger_append_only' })
  for (const statement of [
    // A line more, also one that is balanced by another; lines of no entry; an entry without lines, with one, or with two that do not add up.
    `insert into ledger.lines (entry_seq, n, account_id, amount, currency) values (1, 3, 1, 5, 'INR')`,
    `insert into ledger.lines (entry_seq, n, account_id, amount, currency) values (1, 3, 1, 5, 'INR'), (1, 4, 1, -5, 'INR')`,
    `insert into ledger.lines (entry_seq, n, account_id, amount, currency) values (1, 0, 1, 5, 'INR')`,
    `insert into ledger.lines (entry_seq, n, account_id, amount, currency) values (999, 1, 1, 5, 'INR'), (999, 2, 1, -5, 'INR')`,
    byHand([]),
    byHand([['5', 'INR']]),
    byHand([['5', 'INR'], ['5', 'INR']]), // prettier-ignore
    byHand([['5', 'INR'], ['-5', 'USD']]), // prettier-ignore
    byHand([['5', 'INR'], ['-5', 'INR'], ['1', 'INR']]), // prettier-ignore
  ])
    await expect(t.rows(statement), statement).rejects.toMatchObject({ constraint: 'ledger_zero_sum' })
  expect({ ...(await trialBalance(t.ctx())), at: '' }).toEqual({ ...before, at: '' })
  expect((await verifyLedger(t.ctx())).ok).toBe(true)
})

test('whoever switches the guards off and changes something is found: the first wrong row is named', async () => {
  const t = await testApp()
  const client = await asPerson(t)
  const seqs = new Map<string, number>()
  for (const p of ours) seqs.set(p.key, (await t.tx((tx) => post(tx, p))).seq)
  await seal(t.ctx())
  const whole = await verifyLedger(t.ctx())
  expect(whole).toMatchObject({ ok: true, entries: ours.length, sealed: ours.length, head: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const at = (key: string) => seqs.get(key)!
  const line = (key: string) => `entry_seq = ${at(key)}`
  const tamper: [what: string, sql: string, faults: [string, number | null][]][] = [
    ['an amount', `update ledger.lines set amount = amount + 1 where ${line('M03')} and n = 1`, [['entry_unbalanced', at('M03')], ['balance_wrong', null], ['chain_broken', at('M03')]]], // prettier-ignore
    ['both amounts, and the balances', `update ledger.lines set amount = amount * 2 where ${line('M32')}; update ledger.balances b set balance = b.balance + x.more from (select account_id, sum(amount) / 2 more from ledger.lines where ${line('M32')} group by 1) x where b.account_id = x.account_id and b.shard = (select min(shard) from ledger.balances c where c.account_id = b.account_id)`, [['chain_broken', at('M32')]]], // prettier-ignore
    ['a day', `update ledger.entries set occurred_at = occurred_at + interval '1 day' where seq = ${at('M07')}`, [['chain_broken', at('M07')]]],
    ['a memo', `update ledger.entries set memo = 'other' where seq = ${at('M09')}`, [['chain_broken', at('M09')]]],
    ['an account', `update ledger.accounts set name = 'assets:bank:mine' where name = 'assets:bank:nodal'`, [['chain_broken', at('M02')]]],
    ['an entry gone with its lines', `delete from ledger.lines where ${line('M33')}; delete from ledger.entries where seq = ${at('M33')}`, [['balance_wrong', null], ['chain_broken', at('M33')]]], // prettier-ignore
    [
      'an entry gone',
      `delete from ledger.entries where seq = ${at('M33')}`,
      [
        ['line_without_entry', at('M33')],
        ['chain_broken', at('M33')],
      ],
    ],
    ['a balance', `update ledger.balances set balance = balance - 1 where shard = 0 and account_id = (select id from ledger.accounts where name = 'liabilities:wallet:U1:cash')`, [['balance_wrong', null]]], // prettier-ignore
    ['a balance row', `delete from ledger.balances where shard = 0 and account_id = (select id from ledger.accounts where name = 'liabilities:wallet:U1:cash')`, [['balance_wrong', null]]], // prettier-ignore
    ['a guard', `update ledger.balances set guard = null where guard = 'wallet'`, [['guard_wrong', null]]],
    ['a balance in a statement', `update ledger.lines set balance_after = balance_after - 5 where ${line('M12')} and n = 1`, [['balance_after_wrong', at('M12')], ['chain_broken', at('M12')]]], // prettier-ignore
    ['a link', `update ledger.chain set hash = repeat('0', 64) where position = 5`, [['chain_broken', at('M05')]]],
    ['a link gone', `delete from ledger.chain where position = 5`, [['chain_broken', at('M06')]]],
    ['an entry behind the seal', `update ledger.sealing set floor = 1000; delete from ledger.chain where position = ${ours.length}`, [['not_in_chain', at('M35')]]],
  ]
  for (const [what, sql, faults] of tamper) {
    const db = await t.pool.connect()
    try {
      await db.query(`begin; set local session_replication_role = replica; ${sql}`)
      const { rows } = await db.query('select fault, seq from ledger.verify()')
      expect(
        rows.map((r) => [r.fault, r.seq]),
        what,
      ).toEqual(faults)
    } finally {
      await db.query('rollback')
      db.release()
    }
  }
  expect(await verifyLedger(t.ctx())).toEqual(whole)
  await t.rows(`alter table ledger.lines disable trigger append_only`)
  await t.rows(`update ledger.lines set amount = amount - 100 where ${line('M10')} and n = 2`)
  const answer = (await client.get('/payment/ledger/verify')).body
  expect(answer).toMatchObject({ ok: false })
  expect(answer.faults[0]).toMatchObject({ fault: 'entry_unbalanced', seq: at('M10') })
  expect(sentence(answer.faults[0])).toMatch(new RegExp(`^Entry ${at('M10')} \\([0-9a-f-]{36}\\) is not balanced: expected 2 lines, sum 0, found 2 lines, sum 100\\.$`))
})

test('an entry that commits late is sealed after those that came first, and none is left out', async () => {
  const t = await testApp()
  const it = (key: string): Posting => ({ kind: 'late', key, businessRef: { type: 't', id: key }, lines: [{ account: 'assets:bank:nodal', amount: 1 }, { account: 'equity:opening', amount: -1 }] }) // prettier-ignore
  await postAlone(t.ctx(), it('before'))
  let commit: () => void
  const held = new Promise<void>((done) => (commit = done))
  let posted: () => void
  const begun = new Promise<void>((done) => (posted = done))
  const late = t.tx(async (tx) => {
    await post(tx, it('late'))
    posted()
    await held
  })
  await begun
  for (const key of ['a', 'b']) await postAlone(t.ctx(), it(key))
  for (let i = 0; i < 3; i++) await seal(t.ctx())
  const floor = async () => (await t.rows('select floor from ledger.sealing'))[0]!.floor as number
  expect(await floor()).toBeLessThanOrEqual(2)
  commit!()
  await late
  // The floor waits for every transaction of the server, also those of other tests beside this one.
  const risen = async () => {
    await seal(t.ctx())
    return floor()
  }
  await expect.poll(risen, { timeout: 25_000 }).toBeGreaterThan(4)
  const order = await t.rows(`select e.key from ledger.chain c join ledger.entries e on e.seq = c.entry_seq order by c.position`)
  expect(order.map((r) => r.key)).toEqual(['before', 'a', 'b', 'late'])
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true, sealed: 4 })
  // After a restore the numbers of transactions begin anew: the sweep goes on.
  await t.rows('update ledger.sealing set next_xid = 4000000000000')
  await postAlone(t.ctx(), it('restored'))
  for (let i = 0; i < 3; i++) await seal(t.ctx())
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true, sealed: 5 })
  expect((await t.rows('select next_xid < 4000000000000 ok from ledger.sealing'))[0]!.ok).toBe(true)
  // Balance rows of sessions that have gone come together; those of living ones stay.
  await t.rows(`insert into ledger.balances (account_id, shard, balance) select id, 2000000000, 0 from ledger.accounts where name = 'equity:opening'`)
  await t.rows(`update ledger.balances set balance = balance + 3 where shard = 2000000000`)
  await t.rows(`update ledger.balances b set balance = balance - 3 where shard <> 2000000000 and ctid = (select ctid from ledger.balances where account_id = b.account_id and shard <> 2000000000 limit 1) and account_id = (select id from ledger.accounts where name = 'equity:opening')`) // prettier-ignore
  await t.rows('select ledger.fold()')
  expect(await t.rows('select balance from ledger.balances where shard = 2000000000')).toEqual([])
  expect((await t.rows(`select balance from ledger.balances b join ledger.accounts a on a.id = b.account_id where shard = 0 and name = 'equity:opening'`))[0]!.balance).toBe(3)
  expect((await verifyLedger(t.ctx())).ok).toBe(true)
})

const who = fc.constantFrom('U1', 'U2', 'U3')
const amount = fc.integer({ min: 1, max: 50_000 })
const step = fc.oneof(
  fc.record({ do: fc.constant('top up' as const), who, amount }),
  fc.record({ do: fc.constant('pay' as const), who, amount }),
  fc.record({ do: fc.constant('hold' as const), who, amount }),
  fc.record({ do: fc.constant('release' as const), who, amount }),
  fc.record({ do: fc.constant('move' as const), who, to: who, amount }),
  fc.record({ do: fc.constant('refund' as const), who, amount }),
  fc.record({ do: fc.constant('again' as const), nth: fc.nat() }),
  fc.record({ do: fc.constant('reverse' as const), nth: fc.nat() }),
  fc.record({ do: fc.constant('seal' as const) }),
)

test('property: whatever is posted in whatever order, at once, the books hold', { timeout: 120_000 }, async () => {
  const t = await testApp()
  let n = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), fc.boolean(), async (steps, atOnce) => {
      const done: { posting: Posting; entryId: string }[] = []
      const wallet = (w: string, pocket = 'cash') => `liabilities:wallet:${w}:${pocket}`
      const one = async (s: (typeof steps)[number]) => {
        const put = async (debit: string, credit: string, sum: number) => {
          const posting: Posting = { kind: 'p', key: `${++n}`, businessRef: { type: 'p', id: '1' }, lines: [{ account: debit, amount: sum }, { account: credit, amount: 0 - sum }] } // prettier-ignore
          done.push({ posting, ...(await t.tx((tx) => post(tx, posting))) })
        }
        try {
          if (s.do === 'top up') await put('assets:gateway:razorpay', wallet(s.who), s.amount)
          if (s.do === 'pay') await put(wallet(s.who), 'income:lpg:refill', s.amount)
          if (s.do === 'hold') await put(wallet(s.who), wallet(s.who, 'held'), s.amount)
          if (s.do === 'release') await put(wallet(s.who, 'held'), wallet(s.who), s.amount)
          if (s.do === 'move' && s.to !== s.who) await put(wallet(s.who), wallet(s.to), s.amount)
          if (s.do === 'refund') await put('income:lpg:refill', wallet(s.who), s.amount)
          const known = s.do === 'again' || s.do === 'reverse' ? done[s.nth % done.length] : undefined
          if (s.do === 'again' && known) expect(await postAlone(t.ctx(), known.posting)).toMatchObject({ entryId: known.entryId, created: false })
          if (s.do === 'reverse' && known) await t.tx((tx) => reverse(tx, known.entryId, { key: `r${known.posting.key}-${++n}`, memo: 'back' }))
          if (s.do === 'seal') await seal(t.ctx())
        } catch (error) {
          if (!(error instanceof Problem) || !['ledger.insufficient_funds', 'ledger.already_reversed'].includes(error.code)) throw error
        }
      }
      if (atOnce) await Promise.all(steps.map(one))
      else for (const s of steps) await one(s)
      expect((await verifyLedger(t.ctx())).faults).toEqual([])
      const { totals } = await trialBalance(t.ctx())
      for (const x of totals) {
        expect(x.debit).toEqual(x.credit)
        expect(x.netWorth).toEqual(x.netIncome)
      }
      for (const [name, held] of await accountsOf(t)) if (name.startsWith('liabilities:wallet:')) expect(held).toBeLessThanOrEqual(0)
    }),
    { numRuns: 40 },
  )
  // What a person sees is the sum of their lines.
  for (const w of ['U1', 'U2', 'U3']) {
    let sum = 0
    for (let cursor: string | undefined; ;) {
      const got = await statement(t.ctx(), `liabilities:wallet:${w}`, { limit: 100, ...(cursor ? { cursor } : {}) })
      sum += got.data.reduce((s, l) => s + l.amount.amount, 0)
      if (got.nextCursor === null) break
      cursor = got.nextCursor
    }
    const { data } = await listAccounts(t.ctx(), { under: `liabilities:wallet:${w}`, limit: 10 })
    expect(sum).toBe(data.reduce((s, a) => s + a.balance.amount, 0))
  }
})
