import { eq } from 'drizzle-orm'
import { read, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { canMove, move } from '#platform/states'
import type { Outcome } from './attempts.ts'
import { accounts, post } from './books.ts'
import type { GatewayDispute } from './gateway.ts'
import { lockIntent } from './intents.ts'
import { disputeStates } from './machines.ts'
import { disputes } from './schema.ts'

const attemptOf = read<{ id: string; intentId: string }>('payments.disputed', `select id, intent_id "intentId" from payments.attempts where gateway_payment_id = $1`)
const ends = ['won', 'lost', 'closed']

/**
 * Applies an event of a dispute. The first, whichever it is, opens it (M32); an end is an end, and of two that go to and fro the newer
 * counts. Lost: the money is gone (M33); won or closed: it is ours again.
 */
export async function applyDispute(tx: Tx, it: GatewayDispute, to: (typeof disputes.$inferSelect)['state'], at: Date): Promise<Outcome> {
  const [attempt] = await attemptOf(tx, [it.paymentId])
  if (!attempt) return 'unmatched'
  const intent = await lockIntent(tx, attempt.intentId)
  const businessRef = { type: intent.businessType, id: intent.businessId }
  let [dispute] = await tx.db.select().from(disputes).where(eq(disputes.gatewayDisputeId, it.id))
  const fresh = dispute === undefined
  if (!dispute) {
    const set = { gatewayDisputeId: it.id, attemptId: attempt.id, amount: it.amount, currency: it.currency, reason: it.reason, respondBy: it.respondBy }
    ;[dispute] = await tx.db
      .insert(disputes)
      .values({ ...set, state: 'opened', eventAt: at, createdAt: tx.now() })
      .returning()
    await post(tx, {
      kind: 'dispute.opened',
      key: dispute!.id,
      businessRef,
      lines: [
        { account: accounts.disputed, amount: it.amount },
        { account: accounts.gateway, amount: -it.amount },
      ],
      memo: intent.reference,
    })
  }
  const { id, state, amount } = dispute!
  if (to !== 'opened') {
    if (ends.includes(state) || state === to || (!fresh && !ends.includes(to) && at < dispute!.eventAt)) return 'stale'
    // Winning follows a review, also where the message about the review has not come yet.
    if (!canMove(disputeStates, state, to) && canMove(disputeStates, state, 'under_review')) await move(tx, disputeStates, id, 'under_review')
    await move(tx, disputeStates, id, to, { set: { eventAt: at } })
  } else if (!fresh) return 'stale'
  if (ends.includes(to))
    await post(tx, {
      kind: `dispute.${to}`,
      key: id,
      businessRef,
      lines: [
        { account: to === 'lost' ? accounts.disputes : accounts.gateway, amount },
        { account: accounts.disputed, amount: -amount },
      ],
      memo: intent.reference,
    })
  await emit(tx, 'payment.dispute_changed', { disputeId: id, intentId: intent.id, state: to }, ['finance'])
  return 'applied'
}
