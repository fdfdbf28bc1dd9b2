import { beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { balanceOf, entriesOf, post, postAlone, reverse, seal, statement, trialBalance, verifyLedger, type Posting } from './index.ts'
import { postings } from './journal.examples.ts'

let t: TestApp
let finance: Made
let customer: Made
beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  ;[finance, customer] = await Promise.all([make.finance(), make.customer()])
})

let n = 0
const posting = (lines: [string, number, string?][], over: Partial<Posting> = {}): Posting => ({
  kind: 'test',
  key: `k${++n}`,
  businessRef: { type: 'test', id: 't1' },
  lines: lines.map(([account, amount, currency]) => ({ account, amount, ...(currency ? { currency } : {}) })),
  ...over,
})
const put = (lines: [string, number, string?][], over: Partial<Posting> = {}) => t.tx((tx) => post(tx, posting(lines, over)))
const cash = (who: string) => `liabilities:wallet:${who}:cash`
const gateway = 'assets:gateway:razorpay'
const topUp = (who: string, amount: number, over: Partial<Posting> = {}) =>
  put(
    [
      [gateway, amount],
      [cash(who), -amount],
    ],
    over,
  )
const code = (of: string) => expect.objectContaining({ code: of })
const balance = async (account: string) => (await balanceOf(t.ctx(), account)).amount

test('a movement is written once: again it is the same entry, with other content it is refused', async () => {
  const it = posting([
    [gateway, 500],
    [cash('A1'), -500],
  ])
  const first = await t.tx((tx) => post(tx, it))
  expect(first).toMatchObject({ created: true, entryId: expect.any(String), seq: expect.any(Number) })
  expect(await t.tx((tx) => post(tx, it))).toEqual({ ...first, created: false })
  expect(await postAlone(t.ctx(), it)).toEqual({ ...first, created: false })
  for (const other of [
    { ...it, lines: it.lines.map((l) => ({ ...l, amount: l.amount * 2 })) },
    { ...it, lines: it.lines.toReversed() },
    { ...it, businessRef: { type: 'test', id: 't2' } },
    { ...it, lines: [it.lines[0]!, { account: cash('A2'), amount: -500 }] },
  ])
    await expect(t.tx((tx) => post(tx, other))).rejects.toEqual(code('ledger.key_reused'))
  expect(await balance(cash('A1'))).toBe(-500)
  expect(await entriesOf(t.ctx(), { type: 'test', id: 't1' })).toMatchObject([
    {
      id: first.entryId,
      lines: [
        { account: gateway, amount: { amount: 500, currency: 'INR' }, balanceAfter: null },
        { account: cash('A1'), balanceAfter: { amount: -500 } },
      ],
    },
  ])
  // Forty at once: one writes, thirty-nine find it.
  const same = posting([
    [gateway, 100],
    [cash('A3'), -100],
  ])
  const all = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? postAlone(t.ctx(), same) : t.tx((tx) => post(tx, same)))))
  expect([all.filter((p) => p.created).length, new Set(all.map((p) => p.entryId)).size, await balance(cash('A3'))]).toEqual([1, 1, -100])
})

test('what does not add up, is no whole amount or no account is refused, by the code and by the function', async () => {
  const wrong: [Posting, string][] = [
    [posting([[gateway, 1]]), 'ledger.unbalanced'],
    [posting([]), 'ledger.unbalanced'],
    [
      posting([
        [gateway, 2],
        [cash('B'), -1],
      ]),
      'ledger.unbalanced',
    ],
    [
      posting([
        [gateway, 0],
        [cash('B'), 0],
      ]),
      'ledger.unbalanced',
    ],
    [
      posting([
        [gateway, 5, 'INR'],
        [cash('B'), -5, 'USD'],
      ]),
      'ledger.unbalanced',
    ],
    [
      posting([
        [gateway, 0.5],
        [cash('B'), -0.5],
      ]),
      'money.not_whole',
    ],
    [
      posting([
        [gateway, 2 ** 53],
        [cash('B'), -(2 ** 53)],
      ]),
      'money.not_whole',
    ],
    [
      posting([
        [gateway, 5, 'inr'],
        [cash('B'), -5, 'inr'],
      ]),
      'money.unknown_currency',
    ],
    ...['wallet:B', 'assets', 'assets:', 'assets:a b', "assets:x'; drop table ledger.lines", 'Assets:x', `assets:${'x'.repeat(200)}`].map((a): [Posting, string] => [
      posting([
        [gateway, 5],
        [a, -5],
      ]),
      'ledger.bad_account',
    ]),
    [posting([[gateway, 5], ['assets:x', -5]], { kind: ' ' }), 'ledger.bad_posting'], // prettier-ignore
    [posting([[gateway, 5], ['assets:x', -5]], { memo: 'a\nb' }), 'ledger.bad_posting'], // prettier-ignore
  ]
  for (const [it, why] of wrong)
    await expect(
      t.tx((tx) => post(tx, it)),
      JSON.stringify(it),
    ).rejects.toEqual(code(why))
  // The function itself, without the checks before it.
  const raw = (lines: object[], more: object = {}) =>
    t.rows(`select * from ledger.post($1::jsonb)`, [JSON.stringify({ kind: 'raw', key: `r${++n}`, businessType: 't', businessId: '1', lines, ...more })])
  for (const [lines, constraint] of [
    [
      [
        { account: gateway, amount: 5 },
        { account: 'assets:x', amount: -4 },
      ],
      'ledger_unbalanced',
    ],
    [
      [
        { account: gateway, amount: 5 },
        { account: 'assets:x', amount: -5, currency: 'USD' },
      ],
      'ledger_unbalanced',
    ],
    [[{ account: gateway, amount: 5 }], 'ledger_unbalanced'],
    [
      [
        { account: gateway, amount: 0 },
        { account: 'assets:bank:nodal', amount: 0 },
      ],
      'line_is_exact',
    ],
    [
      [
        { account: gateway, amount: 5 },
        { account: 'cash', amount: -5 },
      ],
      'ledger_account_name',
    ],
  ] as const)
    await expect(raw(lines as unknown as object[])).rejects.toMatchObject({ constraint })
  await expect(
    raw([
      { account: gateway, amount: 0.5 },
      { account: 'assets:x', amount: -0.5 },
    ]),
  ).rejects.toMatchObject({ code: '22P02' })
  // One spelling of a name.
  await put([['assets:spelt', 1], [gateway, -1]]) // prettier-ignore
  await expect(put([['assets:Spelt', 1], [gateway, -1]])).rejects.toEqual(code('ledger.bad_account')) // prettier-ignore
  expect(await t.rows(`select 1 from ledger.accounts where name like '%:B:%' or name = 'assets:x'`)).toEqual([])
})

test('a wallet is never negative, holds included; what is owed is never overpaid; the whole transaction goes back', async () => {
  await topUp('C', 1000)
  await put([[cash('C'), 400], ['liabilities:wallet:C:held', -400]]) // prettier-ignore
  await expect(put([[cash('C'), 601], [gateway, -601]])).rejects.toEqual(code('ledger.insufficient_funds')) // prettier-ignore
  await expect(put([['liabilities:wallet:C:held', 401], [gateway, -401]])).rejects.toEqual(code('ledger.insufficient_funds')) // prettier-ignore
  await expect(put([['liabilities:wallet:new:promo', 1], [gateway, -1]])).rejects.toEqual(code('ledger.insufficient_funds')) // prettier-ignore
  await expect(put([['liabilities:refunds:R1', 1], [gateway, -1]])).rejects.toEqual(code('ledger.overdrawn')) // prettier-ignore
  await expect(
    t.tx(async (tx) => {
      await post(tx, posting([[cash('C'), 600], [gateway, -600]])) // prettier-ignore
      await post(tx, posting([[cash('C'), 1], [gateway, -1]])) // prettier-ignore
    }),
  ).rejects.toEqual(code('ledger.insufficient_funds'))
  expect([await balance(cash('C')), await balance('liabilities:wallet:C:held')]).toEqual([-600, -400])
  // An account on several lines of one entry is moved by all of them at once.
  await put([[cash('C'), 900], [gateway, -200], [cash('C'), -700]]) // prettier-ignore
  expect(await balance(cash('C'))).toBe(-400)
  await put([[cash('C'), 400], [gateway, -400]]) // prettier-ignore
  expect(await balance(cash('C'))).toBe(0)
})

test('forty at once on one wallet: exactly as many as it can pay, and never below zero', async () => {
  await topUp('D', 10 * 100)
  const tries = await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) => {
      const it = posting([[cash('D'), 100], ['liabilities:deferred:lpg:' + `D${i}`, -100]]) // prettier-ignore
      return i % 2 ? postAlone(t.ctx(), it) : t.tx((tx) => post(tx, it))
    }),
  )
  expect(tries.filter((r) => r.status === 'fulfilled')).toHaveLength(10)
  for (const r of tries) if (r.status === 'rejected') expect(r.reason).toEqual(code('ledger.insufficient_funds'))
  expect(await balance(cash('D'))).toBe(0)
})

test('forty transactions on one platform account: nobody waits, nothing is lost', async () => {
  const before = await balance(gateway)
  let inside = 0
  let all: () => void
  const together = new Promise<void>((done) => (all = done))
  // Twenty-two transactions hold what they posted at the same time, without any having ended: a common row would make the second wait for ever.
  await Promise.all(
    Array.from({ length: 22 }, (_, i) =>
      t.tx(async (tx) => {
        await post(tx, posting([[gateway, 7], [cash(`E${i}`), -7]])) // prettier-ignore
        if (++inside === 22) all()
        await together
      }),
    ),
  )
  await Promise.all(Array.from({ length: 400 }, (_, i) => postAlone(t.ctx(), posting([[gateway, 3], ['income:lpg:refill', i % 2 ? -1 : -3], ...(i % 2 ? [['liabilities:tax:gst-output', -2] as [string, number]] : [])])))) // prettier-ignore
  expect(await balance(gateway)).toBe(before + 22 * 7 + 1200)
  expect((await t.rows(`select count(*)::int n from ledger.balances b join ledger.accounts a on a.id = b.account_id where a.name = $1`, [gateway]))[0]!.n).toBeGreaterThan(5)
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true })
})

test('forty pairs of wallets against one another do not deadlock', async () => {
  for (const w of ['F1', 'F2']) await topUp(w, 100_000)
  await Promise.all(
    Array.from({ length: 80 }, (_, i) => {
      const [a, b] = i % 2 ? ['F1', 'F2'] : ['F2', 'F1']
      return postAlone(t.ctx(), posting([[cash(a!), 10], [cash(b!), -10]])) // prettier-ignore
    }),
  )
  expect([await balance(cash('F1')), await balance(cash('F2'))]).toEqual([-100_000, -100_000])
  expect(t.logged.filter((l) => /deadlock/i.test(l))).toEqual([])
})

test('an entry is taken back once, by its opposite', async () => {
  const { entryId } = await topUp('G', 500)
  const wrong = (lines: [string, number][]) => put(lines, { reversalOf: entryId })
  await expect(wrong([[gateway, -499], [cash('G'), 499]])).rejects.toEqual(code('ledger.not_a_reversal')) // prettier-ignore
  await expect(wrong([[gateway, -500], [cash('F1'), 500]])).rejects.toEqual(code('ledger.not_a_reversal')) // prettier-ignore
  const back = await t.tx((tx) => reverse(tx, entryId, { key: 'g', memo: 'Entered twice' }))
  expect(await t.tx((tx) => reverse(tx, entryId, { key: 'g', memo: 'Entered twice' }))).toEqual({ ...back, created: false })
  await expect(t.tx((tx) => reverse(tx, entryId, { key: 'g2', memo: 'Again' }))).rejects.toEqual(code('ledger.already_reversed'))
  await expect(t.tx((tx) => reverse(tx, crypto.randomUUID(), { key: 'g3', memo: 'x' }))).rejects.toEqual(code('request.not_found'))
  expect(await balance(cash('G'))).toBe(0)
  expect((await finance.client.get(`/payment/ledger/entries/${entryId}`)).body).toMatchObject({ reversedBy: back.entryId, reversalOf: null })
  const { entryId: spent } = await topUp('G', 100)
  await put([[cash('G'), 60], [gateway, -60]]) // prettier-ignore
  await expect(t.tx((tx) => reverse(tx, spent, { key: 'g4', memo: 'x' }))).rejects.toEqual(code('ledger.insufficient_funds'))
})

test('a statement says what the account held, in order, page by page', async () => {
  for (let i = 1; i <= 5; i++) await topUp('H', i * 10)
  await put([[cash('H'), 50], ['liabilities:wallet:H:held', -50]]) // prettier-ignore
  await topUp('H2', 1)
  const after: (number | undefined)[] = []
  for (let cursor: string | undefined; ;) {
    const got = await statement(t.ctx(), cash('H'), { limit: 2, ...(cursor ? { cursor } : {}) })
    after.push(...got.data.map((l) => l.balanceAfter?.amount))
    if (got.nextCursor === null) break
    cursor = got.nextCursor
  }
  expect(after).toEqual([-100, -150, -100, -60, -30, -10])
  const person = await statement(t.ctx(), 'liabilities:wallet:H', { limit: 50 })
  expect(person.data.map((l) => l.account.split(':')[3])).toEqual(['held', 'cash', 'cash', 'cash', 'cash', 'cash', 'cash'])
  expect((await statement(t.ctx(), 'liabilities:wallet:nobody')).data).toEqual([])
  const [held] = (await finance.client.get('/payment/ledger/accounts?under=liabilities:wallet:H')).body.data.slice(-1)
  expect(held).toMatchObject({ name: 'liabilities:wallet:H:held', family: 'liabilities:wallet:*:held', owner: 'H', balance: { amount: -50, currency: 'INR' } })
  expect((await finance.client.get(`/payment/ledger/accounts/${held.id}/statement`)).body.data).toHaveLength(1)
})

test('currencies are apart', async () => {
  await put([['assets:bank:nodal', 700, 'JPY'], ['income:lpg:refill', -700, 'JPY'], ['assets:bank:nodal', 5], ['income:lpg:refill', -5]]) // prettier-ignore
  expect(await balanceOf(t.ctx(), 'assets:bank:nodal', 'JPY')).toEqual({ amount: 700, currency: 'JPY' })
  const { totals } = await trialBalance(t.ctx())
  expect(totals.find((x) => x.currency === 'JPY')).toMatchObject({ debit: { amount: 700 }, credit: { amount: 700 }, netIncome: { amount: 700 } })
  for (const x of totals) expect(x.debit).toEqual(x.credit)
})

test('who may: finance and administrators read and export, nobody else', async () => {
  const make = makeFor(t)
  const others = [customer, await make.agent(), await make.supervisor(), await make.operations()]
  const paths = ['accounts', 'accounts/1', 'accounts/1/statement', 'entries', `entries/${crypto.randomUUID()}`, 'trial-balance', 'verify', 'export']
  for (const path of paths) {
    expect((await t.client().get(`/payment/ledger/${path}`)).status, path).toBe(401)
    for (const who of others) expect((await who.client.get(`/payment/ledger/${path}`)).status, path).toBe(403)
    for (const who of [finance, await make.admin()]) expect([200, 404], path).toContain((await who.client.get(`/payment/ledger/${path}`)).status)
  }
  expect((await finance.client.get('/payment/ledger/export?format=xls')).status).toBe(400)
  expect((await finance.client.get('/payment/ledger/accounts/99999999')).status).toBe(404)
  expect((await finance.client.get('/payment/ledger/entries?kind=test&businessType=test&businessId=t1&limit=3')).body.data).toHaveLength(3)
  expect((await t.rows(`select actor_id from platform.audit_log where action = 'ledger.exported' order by seq limit 1`))[0]!.actor_id).toBe(finance.id)
  const pages: number[] = []
  for (let cursor = ''; ;) {
    const { body } = await finance.client.get(`/payment/ledger/entries?limit=100${cursor}`)
    pages.push(...body.data.map((e: { seq: number }) => e.seq))
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  expect(pages).toEqual([...new Set(pages)].sort((a, b) => b - a))
  expect(pages).toHaveLength((await t.rows('select count(*)::int n from ledger.entries'))[0]!.n)
  const names: string[] = []
  for (let cursor = ''; ;) {
    const { body } = await finance.client.get(`/payment/ledger/accounts?limit=7${cursor}`)
    names.push(...body.data.map((a: { name: string; currency: string }) => `${a.name} ${a.currency}`))
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  expect(new Set(names).size).toBe((await t.rows('select count(*)::int n from ledger.accounts'))[0]!.n)
  expect(names).toHaveLength(new Set(names).size)
})

test('a rolled-back transaction leaves nothing, and the chain follows without it', async () => {
  const before = await trialBalance(t.ctx())
  await expect(
    inTransaction(t.ctx(), async (tx) => {
      for (const p of postings.slice(0, 3)) await post(tx, p)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect({ ...(await trialBalance(t.ctx())), at: '' }).toEqual({ ...before, at: '' })
  await seal(t.ctx())
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true, faults: [] })
})
