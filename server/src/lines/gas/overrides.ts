import { audit } from '#platform/audit'
import type { Tx } from '#platform/db'
import { overrides } from './schema.ts'

export interface Override {
  /** What was done: assign, reallot, cancel, correct, deliver. */
  action: string
  /** The rule that it goes against, by name. */
  rule: string
  reason: string
  bookingId?: string | null
  cylinderId?: string | null
  customerId?: string | null
  before?: object
  after?: object
}
/** Keeps what staff did against a rule, with the rule, the reason and who; also in the audit log. */
export async function overridden(tx: Tx, it: Override): Promise<void> {
  await tx.db.insert(overrides).values({ ...it, actorId: tx.actor.id, actorName: tx.actor.name, at: tx.now() })
  await audit(tx, {
    action: `gas.${it.action}`,
    noun: it.bookingId ? 'gas_booking' : 'gas_cylinder',
    nounId: (it.bookingId ?? it.cylinderId)!,
    subjectId: it.customerId ?? null,
    before: it.before ?? null,
    after: it.after ?? null,
    reason: it.reason,
  })
}
