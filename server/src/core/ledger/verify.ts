import { inTransaction, read, write, type Ctx } from '#platform/db'

export interface Fault {
  fault: string
  /** Number and id of the first entry that is wrong in this way; null where a balance is. */
  seq: number | null
  entryId: string | null
  line: number | null
  account: string | null
  expected: string
  found: string
}
export interface Verdict {
  ok: boolean
  entries: number
  sealed: number
  /** The newest hash of the chain. Kept elsewhere, it proves later that nothing before it was rewritten. */
  head: string | null
  faults: Fault[]
}

const faults = read<Fault>('ledger.verify', `select fault, seq, id "entryId", line, account, expected, found from ledger.verify()`)
const counts = read<{ entries: number; sealed: number; head: string | null }>(
  'ledger.counts',
  `select (select count(*) from ledger.entries) entries, (select count(*) from ledger.chain) sealed, (select hash from ledger.chain order by position desc limit 1) head`,
)

/** Recomputes every entry, balance and hash on one snapshot, and names the first wrong row of each kind. Reads everything: minutes for millions of entries. */
export async function verifyLedger(ctx: Ctx): Promise<Verdict> {
  const found = await faults(ctx)
  const [count] = await counts(ctx)
  return { ok: found.length === 0, ...count!, faults: found }
}

const words: Readonly<Record<string, string>> = {
  entry_unbalanced: 'is not balanced',
  line_without_entry: 'has a line but is not there',
  line_of_wrong_account: 'has a line on a wrong account',
  balance_after_wrong: 'says a wrong balance after it',
  account_overdrawn: 'takes an account below zero',
  balance_wrong: 'has a wrong balance',
  guard_wrong: 'has lost its guard',
  chain_broken: 'is not what was sealed',
  not_in_chain: 'was put in behind the seal',
}
/** The fault as a sentence. */
export function sentence(f: Fault): string {
  const what =
    f.seq === null ? `Account ${f.account}` : `Entry ${f.seq}${f.entryId ? ` (${f.entryId})` : ''}${f.line === null ? '' : `, line ${f.line}`}${f.account ? `, ${f.account},` : ''}`
  return `${what} ${words[f.fault] ?? f.fault}: expected ${f.expected}, found ${f.found}.`
}

const sealSome = write<{ n: number }>('ledger.seal', 'select ledger.seal($1) n')
const fold = write('ledger.fold', 'select ledger.fold()')
const batch = 5000

/** Sweep: brings the hash chain up to date. Posting does not wait for it, nor for another posting because of it. */
export async function seal(ctx: Ctx): Promise<void> {
  for (;;) {
    const [done] = await inTransaction(ctx, (tx) => sealSome(tx, [batch]))
    if (done!.n < batch) return
  }
}

/** Sweep: brings together the balance rows that database sessions of the past have left. */
export const foldShards = (ctx: Ctx): Promise<void> => inTransaction(ctx, async (tx) => void (await fold(tx)))
