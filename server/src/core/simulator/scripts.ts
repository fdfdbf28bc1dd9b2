import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db'
import { addJob } from '#platform/jobs'
import { days, later, minutes } from '#platform/time'
import { changed, happen, newId, rotateSecret, type Happening, type Payment, type Telling } from './world.ts'
import { orders, payments } from './schema.ts'

interface Step {
  to: Happening
  /** Milliseconds of the product's clock after the person pressed the button. */
  after?: number
  told?: Telling
}

/** What a payment goes through, by name. The words are those of the pay page and the simulator desk. */
export const scripts: Record<string, { label: string; steps: Step[]; refundsFail?: true; amountOff?: number; rotate?: true }> = {
  success: { label: 'Success', steps: [{ to: 'captured' }] },
  failure: { label: 'Failure', steps: [{ to: 'failed' }] },
  no_answer: { label: 'No answer', steps: [{ to: 'failed', after: 10 * minutes }] },
  timeout_then_success: { label: 'No answer, then success after three minutes', steps: [{ to: 'captured', after: 3 * minutes }] },
  late: {
    label: 'Fails after ten minutes, succeeds two days later',
    steps: [
      { to: 'failed', after: 10 * minutes },
      { to: 'captured', after: 2 * days },
    ],
  },
  silent: { label: 'Success, and no message ever comes', steps: [{ to: 'captured', told: { silent: true } }] },
  duplicates: { label: 'Success, every message three times', steps: [{ to: 'captured', told: { copies: 3 } }] },
  reordered: { label: 'Success, messages in the wrong order', steps: [{ to: 'captured', told: { reversed: true } }] },
  wrong_amount: { label: 'Paid with another amount', steps: [{ to: 'captured' }], amountOff: 100 },
  authorized_only: { label: 'Authorised, to be captured by us', steps: [{ to: 'authorized' }] },
  refund_failure: { label: 'Success, and refunds of it fail', steps: [{ to: 'captured' }], refundsFail: true },
  secret_rotation: { label: 'Success, and the webhook secret changes before the messages arrive', steps: [{ to: 'captured' }], rotate: true },
  dispute: {
    label: 'Success, disputed a day later, lost after ten',
    steps: [{ to: 'captured' }, { to: 'dispute_created', after: days }, { to: 'dispute_under_review', after: 3 * days }, { to: 'dispute_lost', after: 10 * days }],
  },
  dispute_won: {
    label: 'Success, disputed a day later, won after ten',
    steps: [{ to: 'captured' }, { to: 'dispute_created', after: days }, { to: 'dispute_won', after: 10 * days }],
  },
}
export const methods = ['upi', 'card', 'netbanking'] as const
export type Method = (typeof methods)[number]

/** A person (or a test) pays an order by a script. A paid order is not paid again. */
export async function run(tx: Tx, orderId: string, script: string, method: Method = 'upi', customerId: string | null = null): Promise<Payment | undefined> {
  const [order] = await tx.db.select().from(orders).where(eq(orders.id, orderId)).for('update')
  const it = scripts[script]
  if (!order || !it || order.status === 'paid') return undefined
  const [payment] = await tx.db
    .insert(payments)
    .values({
      id: newId('pay'),
      orderId,
      amount: order.amount + (it.amountOff ?? 0),
      currency: order.currency,
      status: 'created',
      method,
      refundsFail: it.refundsFail ?? false,
      script,
      customerId,
      createdAt: tx.now(),
    })
    .returning()
  await tx.db
    .update(orders)
    .set({ status: 'attempted', attempts: sql`${orders.attempts} + 1` })
    .where(eq(orders.id, orderId))
  for (const step of it.steps) {
    const told = step.told ?? {}
    if (step.after) await addJob(tx, 'simulator.happen', { paymentId: payment!.id, to: step.to, told }, { runAt: later(tx.now(), step.after) })
    else await happen(tx, payment!.id, step.to, told)
  }
  if (it.rotate) await rotateSecret(tx)
  await changed(tx)
  return payment
}
