import { eq } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { common } from '#platform/problems'
import { move } from '#platform/states'
import { peopleByIds } from '#core/users'
import { recordAdjustment, type Adjustment, type HandKind } from './adjust.ts'
import { accounts, lockWallet, post } from './books.ts'
import { writeOffDecided, type FindingKind } from './findings.ts'
import { adjustmentStates } from './machines.ts'
import { refuse } from './refusals.ts'
import { adjustments } from './schema.ts'
import { walletChanged } from './wallet.ts'

/** Asks for a correction of a wallet by hand. Somebody else decides on it. */
export async function requestAdjustment(ctx: Ctx, it: { kind: HandKind; personId: string; amount: number; currency: string; reason: string }): Promise<Adjustment> {
  if (!(await peopleByIds(ctx, [it.personId])).has(it.personId)) throw common.not_found()
  return inTransaction(ctx, async (tx) => {
    const made = await recordAdjustment(tx, { ...it, findingId: null })
    await audit(tx, { action: 'adjustment.requested', noun: 'adjustment', nounId: made.id, subjectId: it.personId, after: { kind: it.kind, amount: it.amount }, reason: it.reason })
    return made
  })
}

async function lock(tx: Tx, id: string): Promise<Adjustment> {
  const [row] = await tx.db.select().from(adjustments).where(eq(adjustments.id, id)).for('update')
  if (!row) throw common.not_found()
  return row
}

/** Where the difference of a finding stands: with the gateway, at the bank, or with nobody. */
const placeOf = (kind: FindingKind): string =>
  kind === 'missing_payment' || kind === 'missing_refund'
    ? accounts.gateway
    : kind === 'sum_differs' || kind === 'bank_missing' || kind === 'bank_differs' || kind === 'bank_unknown'
      ? accounts.bank
      : accounts.suspense

async function linesOf(tx: Tx, it: Adjustment): Promise<{ account: string; amount: number }[]> {
  const { amount, personId } = it
  switch (it.kind) {
    case 'wallet_credit':
      return [
        { account: accounts.goodwill, amount },
        { account: accounts.cash(personId!), amount: -amount },
      ]
    // As M30 and M31: promo money is never withdrawn, and can be taken back only while it is there.
    case 'promo_grant':
      return [
        { account: accounts.goodwill, amount },
        { account: accounts.promo(personId!), amount: -amount },
      ]
    case 'promo_clawback':
      await lockWallet(tx, personId!)
      return [
        { account: accounts.promo(personId!), amount },
        { account: accounts.goodwill, amount: -amount },
      ]
    // As M35. What came in excess lowers what was written off.
    case 'write_off': {
      const { kind } = await writeOffDecided(tx, it.findingId!, true)
      return [
        { account: placeOf(kind), amount },
        { account: accounts.writeoff, amount: -amount },
      ]
    }
  }
}

/** A second person decides; never whoever asked. Approved, it is posted in the same commit. */
export const decideAdjustment = (ctx: Ctx, id: string, it: { approve: boolean; reason: string }): Promise<Adjustment> =>
  inTransaction(ctx, async (tx) => {
    const row = await lock(tx, id)
    if (row.requestedBy === tx.actor.id || row.personId === tx.actor.id)
      throw refuse.second_person({ detail: 'Somebody else has to decide on what you asked for, or what is yours.' })
    const set = { decidedBy: tx.actor.id, decisionReason: it.reason, decidedAt: tx.now() }
    await audit(tx, { action: it.approve ? 'adjustment.approved' : 'adjustment.rejected', noun: 'adjustment', nounId: id, subjectId: row.personId, reason: it.reason })
    if (!it.approve) {
      if (row.findingId) await writeOffDecided(tx, row.findingId, false)
      const now = await move(tx, adjustmentStates, id, 'rejected', { reason: it.reason, set })
      await emit(tx, 'payment.adjustment', { adjustmentId: id, state: 'rejected' }, ['finance'])
      return now
    }
    await move(tx, adjustmentStates, id, 'posted', { reason: it.reason, set })
    const { entryId } = await post(tx, {
      kind: `adjustment.${row.kind}`,
      key: id,
      businessRef: row.findingId ? { type: 'finding', id: row.findingId } : { type: 'adjustment', id },
      lines: await linesOf(tx, row),
      memo: `${row.reference}: ${row.reason}`.slice(0, 500).replaceAll(/\s+/g, ' '),
    })
    const [now] = await tx.db.update(adjustments).set({ entryId }).where(eq(adjustments.id, id)).returning()
    if (row.personId) await walletChanged(tx, row.personId)
    await emit(tx, 'payment.adjustment', { adjustmentId: id, state: 'posted' }, ['finance'])
    return now!
  })

/** Whoever asked takes it back, while nobody has decided. */
export const cancelAdjustment = (ctx: Ctx, id: string): Promise<Adjustment> =>
  inTransaction(ctx, async (tx) => {
    const row = await lock(tx, id)
    if (row.requestedBy !== tx.actor.id) throw common.not_allowed()
    const now = await move(tx, adjustmentStates, id, 'cancelled', { set: { decidedAt: tx.now() } })
    if (row.findingId) await writeOffDecided(tx, row.findingId, false)
    await emit(tx, 'payment.adjustment', { adjustmentId: id, state: 'cancelled' }, ['finance'])
    return now
  })
