import type { Module } from '#platform/module'
import { setupChart } from './chart.ts'
import { ledgerRoutes } from './ledger.routes.ts'
import { refuse } from './refusals.ts'
import { foldShards, seal } from './verify.ts'

export {
  accountById,
  balanceOf,
  balancesOf,
  creditedSince,
  familyTotals,
  listAccounts,
  statement,
  totalsAfter,
  trialBalance,
  type Account,
  type StatementLine,
  type StatementQuery,
} from './accounts.ts'
export { postAll } from './bulk.ts'
export { entriesOf, entryById, listEntries, type Entry } from './entries.ts'
export { exportLedger, formats, linesBetween, type Format } from './export.ts'
export { post, postAlone, reverse, isAccount, type BusinessRef, type Posted, type Posting, type PostingLine } from './post.ts'
export { seal, sentence, verifyLedger, type Fault, type Verdict } from './verify.ts'

/** The books: double entry, append-only, sealed. */
export const ledger: Module = {
  name: 'ledger',
  routes: { payment: ledgerRoutes },
  permissions: {
    'payment.ledger.read': { sentence: 'See the books: accounts, entries, trial balance, verification', roles: { finance: 'all', admin: 'all' } },
    'payment.ledger.export': { sentence: 'Export the journal', roles: { finance: 'all', admin: 'all' } },
  },
  sweeps: [
    { name: 'ledger.seal', summary: 'Adds new entries of the ledger to its hash chain', every: 10, run: seal },
    { name: 'ledger.fold', summary: 'Brings together balances that ended database sessions left', every: 3600, run: foldShards },
  ],
  constraints: {
    wallet_never_negative: refuse.insufficient_funds,
    owed_never_overdrawn: refuse.overdrawn,
    ledger_unbalanced: refuse.unbalanced,
    ledger_zero_sum: refuse.unbalanced,
    line_is_exact: refuse.unbalanced,
    entry_has_lines: refuse.unbalanced,
    ledger_account_name: refuse.bad_account,
    one_account_spelling: refuse.bad_account,
    ledger_key_reused: refuse.key_reused,
    ledger_not_a_reversal: refuse.not_a_reversal,
    one_reversal: refuse.already_reversed,
  },
  setup: setupChart,
}
