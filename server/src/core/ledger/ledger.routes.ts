import { Readable } from 'node:stream'
import Type from 'typebox'
import { Amount, Currency } from '#platform/money'
import type { App } from '#platform/module'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { accountById, listAccounts, statementOf, trialBalance } from './accounts.ts'
import { entryById, listEntries } from './entries.ts'
import { exportLedger, formats } from './export.ts'
import { verifyLedger } from './verify.ts'

const MoneyOut = Type.Object({ amount: Amount, currency: Currency })
const MaybeMoney = Type.Union([MoneyOut, Type.Null()])
const N = Type.Integer()
const Account = Type.Object({
  id: N,
  name: Type.String({ examples: ['liabilities:wallet:U1:cash'] }),
  currency: Currency,
  family: Type.String({ description: 'The name with its owner as *' }),
  owner: Nullable(Type.String()),
  balance: MoneyOut,
})
const BusinessRef = Type.Object({ type: Type.String(), id: Type.String() })
const Entry = Type.Object({
  id: Id,
  seq: N,
  kind: Type.String(),
  key: Type.String(),
  businessRef: BusinessRef,
  memo: Nullable(Type.String()),
  reversalOf: Nullable(Id),
  reversedBy: Nullable(Id),
  actorId: Nullable(Id),
  occurredAt: Instant,
  recordedAt: Instant,
  seal: Nullable(Type.String({ description: 'Its hash in the chain; null for the newest entries' })),
  lines: Type.Array(Type.Object({ line: N, accountId: N, account: Type.String(), amount: MoneyOut, balanceAfter: MaybeMoney })),
})
const StatementLine = Type.Object({
  entryId: Id,
  seq: N,
  line: N,
  kind: Type.String(),
  businessRef: BusinessRef,
  memo: Nullable(Type.String()),
  account: Type.String(),
  amount: MoneyOut,
  balanceAfter: MaybeMoney,
  occurredAt: Instant,
})
const TrialBalance = Type.Object({
  at: Instant,
  data: Type.Array(Type.Object({ family: Type.String(), currency: Currency, accounts: N, debit: MoneyOut, credit: MoneyOut })),
  totals: Type.Array(Type.Object({ currency: Currency, debit: MoneyOut, credit: MoneyOut, netWorth: MoneyOut, netIncome: MoneyOut })),
})
const Verdict = Type.Object({
  ok: Type.Boolean(),
  entries: N,
  sealed: N,
  head: Nullable(Type.String({ description: 'The newest hash of the chain' })),
  faults: Type.Array(
    Type.Object({
      fault: Type.String(),
      seq: Nullable(N),
      entryId: Nullable(Id),
      line: Nullable(N),
      account: Nullable(Type.String()),
      expected: Type.String(),
      found: Type.String(),
    }),
  ),
})
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9:*-]+$' })
const Word = Type.String({ minLength: 1, maxLength: 200 })
const Number_ = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const account = Type.Object({ id: Number_ })
const may = 'payment.ledger.read'

/** The books, to be read: nothing is posted over HTTP, only by what happens. */
export function ledgerRoutes(app: App): void {
  app.get(
    '/ledger/accounts',
    {
      config: { may },
      schema: {
        summary: 'Accounts of the ledger with their balances',
        querystring: Type.Object({ ...pageQuery, under: Type.Optional(Name), family: Type.Optional(Name) }),
        response: { 200: PageOf(Account) },
      },
    },
    (req) => listAccounts(req.ctx, req.query),
  )
  app.get('/ledger/accounts/:id', { config: { may }, schema: { summary: 'One account of the ledger', params: account, response: { 200: Account } } }, (req) =>
    accountById(req.ctx, req.params.id),
  )
  app.get(
    '/ledger/accounts/:id/statement',
    {
      config: { may },
      schema: { summary: 'What moved on an account, newest first', params: account, querystring: Type.Object(pageQuery), response: { 200: PageOf(StatementLine) } },
    },
    async (req) => statementOf(req.ctx, [(await accountById(req.ctx, req.params.id)).id], req.query),
  )
  app.get(
    '/ledger/entries',
    {
      config: { may },
      schema: {
        summary: 'Entries of the ledger, newest first',
        querystring: Type.Object({
          ...pageQuery,
          kind: Type.Optional(Word),
          businessType: Type.Optional(Word),
          businessId: Type.Optional(Word),
          accountId: Type.Optional(Number_),
        }),
        response: { 200: PageOf(Entry) },
      },
    },
    (req) => listEntries(req.ctx, req.query),
  )
  app.get('/ledger/entries/:id', { config: { may }, schema: { summary: 'One entry with its lines', params: Type.Object({ id: Id }), response: { 200: Entry } } }, (req) =>
    entryById(req.ctx, req.params.id),
  )
  app.get(
    '/ledger/trial-balance',
    {
      config: { may, limit: { points: 60, seconds: 60 } },
      schema: { summary: 'Trial balance by family of accounts, now or as it was', querystring: Type.Object({ at: Type.Optional(Instant) }), response: { 200: TrialBalance } },
    },
    (req) => trialBalance(req.ctx, req.query.at === undefined ? {} : { at: new Date(req.query.at) }),
  )
  app.get(
    '/ledger/verify',
    {
      config: { may, limit: { points: 6, seconds: 60 } },
      schema: { summary: 'Recompute the ledger and name what is wrong', response: { 200: Verdict } },
    },
    (req) => verifyLedger(req.ctx),
  )
  app.get(
    '/ledger/export',
    {
      config: { may: 'payment.ledger.export', limit: { points: 20, seconds: 60 } },
      schema: {
        summary: 'The journal as a file for hledger or beancount',
        querystring: Type.Object({ format: Type.Optional(OneOf(formats, { default: 'hledger' })) }),
        response: { 200: { description: 'A plain text journal, UTF-8', content: { 'text/plain': { schema: Type.String() } } } },
      },
    },
    async (req, reply) => {
      const { format = 'hledger' } = req.query
      const text = await exportLedger(req.ctx, format)
      const name = `ledger-${req.ctx.now().toISOString().slice(0, 10)}.${format === 'hledger' ? 'journal' : 'beancount'}`
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(text, { objectMode: false }) as never)
    },
  )
}
