import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgSchema, primaryKey, smallint, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '#platform/schema'

export const ledger = pgSchema('ledger')

const number = () => bigint({ mode: 'number' })
/** Minor units; debit positive, credit negative. */
const amount = () => number().notNull()
const currency = () => text().notNull()

/**
 * Where money stands. A name is a path (`liabilities:wallet:U1:cash`); `family` is the same with the owner as `*`. An account with an owner has one balance row, one
 * without has a row for every database session that posts to it, so that nobody waits. `guard` says that it may never be in debit: `wallet`, or `owed` (what is owed to somebody).
 */
export const accounts = ledger.table(
  'accounts',
  {
    id: number().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    currency: currency(),
    family: text().notNull(),
    owner: text(),
    guard: text({ enum: ['wallet', 'owed'] }),
    createdAt: createdAt(),
  },
  (t) => [
    unique('one_account_name').on(t.name, t.currency),
    // Programs that read exports begin every part with a capital.
    uniqueIndex('one_account_spelling').on(sql`lower(${t.name})`, t.currency),
    index('accounts_family').on(t.family),
    // Prefixes are looked for byte by byte, whatever the database's language.
    index('accounts_name_prefix').on(t.name.op('text_pattern_ops'), t.id),
  ],
)

/** The sum of an account's lines. Shard 0 is an owner's only row; other shards are the number of a database session, folded into 0 when it has gone. */
export const balances = ledger.table(
  'balances',
  { accountId: number().notNull(), shard: integer().notNull(), balance: amount(), guard: text({ enum: ['wallet', 'owed'] }) },
  (t) => [
    primaryKey({ columns: [t.accountId, t.shard] }),
    check('wallet_never_negative', sql`${t.guard} is distinct from 'wallet' or ${t.balance} <= 0`),
    check('owed_never_overdrawn', sql`${t.guard} is distinct from 'owed' or ${t.balance} <= 0`),
  ],
)

/** One movement of money. Never changed: a correction is another entry, with `reversal_of`. */
export const entries = ledger.table(
  'entries',
  {
    seq: number().primaryKey().generatedAlwaysAsIdentity(),
    id: uuid()
      .notNull()
      .default(sql`uuidv7()`),
    kind: text().notNull(),
    key: text().notNull(),
    businessType: text().notNull(),
    businessId: text().notNull(),
    memo: text(),
    reversalOf: uuid(),
    lines: smallint().notNull(),
    actorId: uuid(),
    occurredAt: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('one_entry_id').on(t.id),
    uniqueIndex('one_entry_per_key').on(t.kind, t.key),
    uniqueIndex('one_reversal')
      .on(t.reversalOf)
      .where(sql`reversal_of is not null`),
    index('entries_of').on(t.businessType, t.businessId, t.seq),
    check('entry_has_lines', sql`${t.lines} >= 2`),
  ],
)

/** A debit or credit of an entry. `balance_after` is what an owner's account held after the entry; platform accounts have none. */
export const lines = ledger.table(
  'lines',
  { entrySeq: number().notNull(), n: smallint().notNull(), accountId: number().notNull(), amount: amount(), currency: currency(), balanceAfter: number() },
  (t) => [
    primaryKey({ columns: [t.entrySeq, t.n] }),
    index('lines_of_account').on(t.accountId, t.entrySeq, t.n),
    check('line_is_exact', sql`${t.amount} <> 0 and ${t.amount} between -9007199254740991 and 9007199254740991`),
  ],
)

/** The hash chain over entries, written by a sweep. Each hash covers the one before, the entry and its lines. */
export const chain = ledger.table('chain', { position: number().primaryKey(), entrySeq: number().notNull(), hash: text().notNull() }, (t) => [
  uniqueIndex('one_link_per_entry').on(t.entrySeq),
])

/** Up to where every entry is in the chain (`floor`), and from when on that will be so further up: one row. */
export const sealing = ledger.table('sealing', {
  one: smallint().primaryKey().default(1),
  floor: number().notNull().default(1),
  nextFloor: number(),
  nextXid: number(),
})
