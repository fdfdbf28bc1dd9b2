import { uuidv7 } from '#platform/ids'
import type { Tx } from '#platform/db'
import { emit } from '#platform/events'
import { newReference } from './intents.ts'
import { adjustments } from './schema.ts'

export type Adjustment = typeof adjustments.$inferSelect
export type HandKind = 'wallet_credit' | 'promo_grant' | 'promo_clawback'

/** Writes down a correction that somebody asks for; nothing moves until somebody else approves it. */
export async function recordAdjustment(
  tx: Tx,
  it: { kind: Adjustment['kind']; personId: string | null; amount: number; currency: string; reason: string; findingId: string | null },
): Promise<Adjustment> {
  const [made] = await tx.db
    .insert(adjustments)
    .values({ id: uuidv7(tx.now()), reference: newReference('ADJ'), ...it, state: 'requested', requestedBy: tx.actor.id, createdAt: tx.now() })
    .returning()
  await emit(tx, 'payment.adjustment', { adjustmentId: made!.id, state: 'requested' }, ['finance'])
  return made!
}

/** Asks for the difference of a finding to be written off. Positive: more came than the books say. */
export const requestWriteOff = (tx: Tx, it: { findingId: string; amount: number; currency: string; reason: string }): Promise<Adjustment> =>
  recordAdjustment(tx, { ...it, kind: 'write_off', personId: null })
