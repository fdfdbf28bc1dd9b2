import Type from 'typebox'
import { eq } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { common } from '#platform/problems'
import { setting } from '#platform/settings'
import { move } from '#platform/states'
import { later, minutes } from '#platform/time'
import { alert, type Attempt, type Outcome } from './attempts.ts'
import { accounts, post } from './books.ts'
import type { RefundFacts } from './events.ts'
import { GatewayRefused, GatewayUnknown, type GatewayRefund } from './gateway.ts'
import { gatewayOf } from './gateways.ts'
import { lockIntent, newReference, payerTopics, type Intent } from './intents.ts'
import { intentStates, refundStates } from './machines.ts'
import { purposeOf, type Purpose } from './purposes.ts'
import { refuse } from './refusals.ts'
import { attempts, refunds } from './schema.ts'
import { walletChanged } from './wallet.ts'

export type Refund = typeof refunds.$inferSelect

export const refundLimit = setting('payment.refund_limit', {
  schema: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
  default: 50_000,
  sentence: 'What staff send back of one payment goes out at once up to this amount, in minor units; above it a second person decides',
})

export const refundColumns = `r.id, r.reference, r.intent_id "intentId", r.attempt_id "attemptId", r.amount, r.currency, r."to", r.cause, r.reason, r.state, r.requested_by "requestedBy", r.decided_by "decidedBy",
  r.gateway_refund_id "gatewayRefundId", r.tries, r.error, r.next_check_at "nextCheckAt", r.processed_at "processedAt", r.created_at "createdAt"`
const refundIntent = read<{ intentId: string }>('payments.refund_intent', `select intent_id "intentId" from payments.refunds where id::text = $1 or reference = upper($1)`)
const lockRow = write<Refund>('payments.refund_lock', `select ${refundColumns} from payments.refunds r where r.id::text = $1 or r.reference = upper($1) for update`)
const lockAttempt = write<{ id: string }>('payments.refund_attempt', `select id from payments.attempts where id = $1 for update`)
const reserve = write<{ id: string }>(
  'payments.refund_reserve',
  `update payments.attempts set refund_total = refund_total + $2 where id = $1 and refund_total + $2 between 0 and amount returning id`,
)
const insert = write<{ id: string }>(
  'payments.refund',
  `insert into payments.refunds (id, reference, intent_id, attempt_id, amount, currency, "to", cause, reason, state, requested_by, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'requested', $10, $11) on conflict (reference) do nothing returning id`,
)

/** Locks a refund with its payment, in the order in which everything here locks: intent, attempt, refund. */
async function lockRefund(tx: Tx, idOrReference: string): Promise<{ refund: Refund; intent: Intent; attempt: Attempt }> {
  const [found] = await refundIntent(tx, [idOrReference])
  if (!found) throw common.not_found()
  const intent = await lockIntent(tx, found.intentId)
  const [refund] = await lockRow(tx, [idOrReference])
  const [attempt] = await tx.db.select().from(attempts).where(eq(attempts.id, refund!.attemptId))
  return { refund: refund!, intent, attempt: attempt! }
}

export const factsOfRefund = (refund: Refund, intent: Intent): RefundFacts => ({
  refundId: refund.id,
  reference: refund.reference,
  intentId: intent.id,
  purpose: intent.purpose,
  businessRef: { type: intent.businessType, id: intent.businessId },
  amount: refund.amount,
  currency: refund.currency,
  payerId: intent.payerId,
})

export interface RefundWish {
  intentId: string
  /** Minor units; without it, all that is left. */
  amount?: number
  reason: string
  to: 'source' | 'wallet'
}

async function record(tx: Tx, intent: Intent, attempt: Attempt, it: { amount: number; to: 'source' | 'wallet'; cause: Refund['cause']; reason: string }): Promise<Refund> {
  await lockAttempt(tx, [attempt.id])
  if ((await reserve(tx, [attempt.id, it.amount])).length === 0)
    throw refuse.refund_too_much({ extra: { left: { amount: attempt.amount - attempt.refundTotal, currency: attempt.currency } } })
  const id = uuidv7(tx.now())
  for (let tries = 1; tries <= 5; tries++) {
    const made = await insert(tx, [id, newReference('RFD'), intent.id, attempt.id, it.amount, intent.currency, it.to, it.cause, it.reason, tx.actor.id, tx.now()])
    if (made.length > 0) return (await lockRow(tx, [id]))[0]!
  }
  throw new Error('No free reference was found')
}

const undecided = read<{ sum: number }>(
  'payments.refund_undecided',
  `select coalesce(sum(r.amount), 0)::bigint sum from payments.refunds r join payments.intents i on i.id = r.intent_id
   where r.attempt_id = $1 and r.cause = 'asked' and r.state not in ('rejected', 'cancelled') and r.decided_by is null and r.requested_by is not null and r.requested_by <> i.payer_id`,
)

/**
 * Asks for money to go back, in part or whole. What a rule asks for (the system, a customer's cancellation through a line) goes out at
 * once; what staff ask for does while it is, with all that they
 * sent back of the payment before, up to the limit, and waits for a second person above it.
 */
export async function requestRefund(tx: Tx, it: RefundWish): Promise<Refund> {
  const intent = await lockIntent(tx, it.intentId)
  if (intent.state !== 'captured' || intent.attemptId === null) throw refuse.not_captured()
  const [attempt] = await tx.db.select().from(attempts).where(eq(attempts.id, intent.attemptId))
  const amount = it.amount ?? attempt!.amount - attempt!.refundTotal
  if (!Number.isSafeInteger(amount) || amount < 1) throw refuse.refund_too_much()
  const to = purposeOf(intent.purpose).refundTo ?? it.to
  const refund = await record(tx, intent, attempt!, { ...it, to, amount, cause: 'asked' })
  await needUndisputed(tx, refund)
  // Together with what went out so before: many small refunds need a second person as one large one does.
  if (tx.actor.staff && (await undecided(tx, [attempt!.id]))[0]!.sum > (await refundLimit(tx))) {
    await emit(tx, 'refund.requested', factsOfRefund(refund, intent), ['finance'])
    return refund
  }
  return approve(tx, refund, intent, attempt!, purposeOf(intent.purpose), 'auto_policy')
}

/** Money that nobody wants any more, or that came twice, goes back whole without anybody being asked. `from` is where it is now. */
export async function giveBack(tx: Tx, intent: Intent, attempt: Attempt, cause: 'late' | 'double', from: string): Promise<void> {
  const reason = cause === 'late' ? 'Paid after the time had passed' : 'Paid twice'
  const refund = await record(tx, intent, attempt, { amount: attempt.amount, to: 'source', cause, reason })
  await approve(tx, refund, intent, attempt, { deferred: () => from }, 'auto_policy')
}

const moved = (tx: Tx, refund: Refund, intent: Intent): Promise<void> => emit(tx, 'refund.moved', { ...factsOfRefund(refund, intent), state: refund.state }, payerTopics(intent))

const disputed = read<{ id: string }>(
  'payments.refund_disputed',
  `select a.id from payments.attempts a where a.id = $1
     and a.refund_total + (select coalesce(sum(d.amount), 0) from payments.disputes d where d.attempt_id = a.id and d.state in ('opened', 'under_review', 'action_required', 'lost')) > a.amount`,
)
/** What the payer's bank has taken back, or may still, is not given back by us too. */
async function needUndisputed(tx: Tx, refund: Refund): Promise<void> {
  if (refund.cause === 'asked' && (await disputed(tx, [refund.attemptId])).length > 0) throw refuse.disputed()
}

async function approve(tx: Tx, refund: Refund, intent: Intent, attempt: Attempt, from: Purpose, why: string) {
  await needUndisputed(tx, refund)
  const businessRef = { type: intent.businessType, id: intent.businessId }
  // One that failed is tried again under a new key (`retryRefund`), never decided on twice.
  let now: Refund = await move(tx, refundStates, refund.id, 'approved', { from: ['requested'], reason: why })
  await post(tx, {
    kind: 'refund.owed',
    key: refund.id,
    businessRef,
    lines: [
      ...((await from.bears?.(tx, intent, refund.amount)) ?? [{ account: from.deferred(businessRef, intent), amount: refund.amount }]),
      { account: accounts.refund(refund.id), amount: -refund.amount },
    ],
    memo: `${refund.reference}: ${refund.reason}`,
  })
  await moved(tx, now, intent)
  if (refund.to === 'wallet' || attempt.gateway === 'wallet') {
    await move(tx, refundStates, refund.id, 'submitted')
    now = await processed(tx, refund, intent, attempt)
  } else await addJob(tx, 'payments.refund', { refundId: refund.id }, { key: `payments.refund:${refund.id}` })
  return now
}

/** A second person decides. Whoever asked for it cannot, nor whose money it is. */
export const decideRefund = (ctx: Ctx, idOrReference: string, it: { approve: boolean; reason: string }): Promise<Refund> =>
  inTransaction(ctx, async (tx) => {
    const { refund, intent, attempt } = await lockRefund(tx, idOrReference)
    if (refund.requestedBy === tx.actor.id || intent.payerId === tx.actor.id) throw refuse.second_person()
    await audit(tx, { action: it.approve ? 'refund.approved' : 'refund.rejected', noun: 'refund', nounId: refund.id, subjectId: intent.payerId, reason: it.reason })
    const set = { decidedBy: tx.actor.id }
    if (it.approve) {
      await tx.db.update(refunds).set(set).where(eq(refunds.id, refund.id))
      return approve(tx, refund, intent, attempt, purposeOf(intent.purpose), it.reason)
    }
    await reserve(tx, [attempt.id, -refund.amount])
    const now: Refund = await move(tx, refundStates, refund.id, 'rejected', { reason: it.reason, set })
    await moved(tx, now, intent)
    return now
  })

/** Whoever asked takes it back, while nobody has decided. */
export const cancelRefund = (ctx: Ctx, idOrReference: string): Promise<Refund> =>
  inTransaction(ctx, async (tx) => {
    const { refund, intent } = await lockRefund(tx, idOrReference)
    if (refund.requestedBy !== tx.actor.id) throw common.not_allowed()
    const now = await move(tx, refundStates, refund.id, 'cancelled')
    await reserve(tx, [refund.attemptId, -refund.amount])
    await moved(tx, now, intent)
    return now
  })

/** The key of the present try: at least ten of the characters that Razorpay takes, the same for every repetition. */
const keyOf = (refund: Refund) => `${refund.id}-${refund.tries}`

/** Job: sends a refund to the gateway. Repeating it sends the same key and body, which never refunds twice. */
export async function sendRefund(ctx: Ctx, refundId: string): Promise<void> {
  const sent = await inTransaction(ctx, async (tx) => {
    const { refund, attempt } = await lockRefund(tx, refundId)
    if (refund.state !== 'approved' && refund.state !== 'unknown') return undefined
    const now = await move(tx, refundStates, refund.id, 'submitted', { set: { nextCheckAt: later(tx.now(), 5 * minutes) } })
    return { refund: now, paymentId: attempt.gatewayPaymentId! }
  })
  if (!sent) return
  const { refund, paymentId } = sent
  try {
    const answer = await gatewayOf(ctx).refund({ paymentId, amount: refund.amount, receipt: refund.id, key: keyOf(refund) })
    await inTransaction(ctx, (tx) => applyRefund(tx, answer))
  } catch (error) {
    if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
    await inTransaction(ctx, async (tx) => {
      const { refund: now, intent } = await lockRefund(tx, refundId)
      if (now.state !== 'submitted') return
      if (error instanceof GatewayRefused) await failed(tx, now, intent, error.message)
      else await moved(tx, await move(tx, refundStates, refundId, 'unknown', { reason: error.message, set: { nextCheckAt: later(tx.now(), 5 * minutes) } }), intent)
    })
  }
}

const byGateway = read<{ id: string }>(
  'payments.refund_by_gateway',
  `select id from payments.refunds where gateway_refund_id = $1 or id::text = $2 order by (gateway_refund_id = $1) desc nulls last limit 1`,
)

/** Applies what the gateway says of a refund, in whatever order: `processed` and `failed` are ends, `pending` never undoes one. */
export async function applyRefund(tx: Tx, it: GatewayRefund): Promise<Outcome> {
  const [found] = await byGateway(tx, [it.id, it.receipt])
  if (!found) return 'unmatched'
  const { refund, intent, attempt } = await lockRefund(tx, found.id)
  if (it.amount !== refund.amount || it.currency !== refund.currency || it.paymentId !== attempt.gatewayPaymentId) {
    await alert(tx, 'refund_differs', `${it.id} does not agree with ${refund.reference}.`, intent.id)
    return 'unmatched'
  }
  // An earlier try that failed says nothing about the present one.
  if (refund.gatewayRefundId !== null && refund.gatewayRefundId !== it.id && it.status !== 'processed') return 'stale'
  if (!['submitted', 'unknown', 'pending'].includes(refund.state)) {
    if (it.status === 'processed' && refund.state !== 'processed')
      await alert(tx, 'refund_after_end', `${it.id} was processed, but ${refund.reference} is ${refund.state}.`, intent.id)
    return 'stale'
  }
  if (it.status === 'processed') await processed(tx, refund, intent, attempt, it.id)
  else if (it.status === 'failed') await failed(tx, refund, intent, 'The gateway could not refund', it.id)
  else if (refund.state === 'pending') return 'stale'
  else await moved(tx, await move(tx, refundStates, refund.id, 'pending', { set: { gatewayRefundId: it.id, nextCheckAt: later(tx.now(), 24 * 60 * minutes) } }), intent)
  return 'applied'
}

async function processed(tx: Tx, refund: Refund, intent: Intent, attempt: Attempt, gatewayRefundId: string | null = null): Promise<Refund> {
  const now = await move(tx, refundStates, refund.id, 'processed', { set: { gatewayRefundId, nextCheckAt: null, processedAt: tx.now() } })
  const owed = { account: accounts.refund(refund.id), amount: refund.amount }
  const toWallet = refund.to === 'wallet' || attempt.gateway === 'wallet'
  // What was paid from the promo pocket returns to it, last: money of one's own comes back first, and promo never turns into it.
  const before = attempt.promoAmount === 0 ? 0 : await returned(tx, refund)
  const cash = Math.min(refund.amount, Math.max(0, attempt.amount - attempt.promoAmount - before))
  await post(tx, {
    kind: toWallet ? 'refund.credited' : 'refund.processed',
    key: refund.id,
    businessRef: { type: intent.businessType, id: intent.businessId },
    lines: toWallet
      ? [owed, { account: accounts.cash(intent.payerId), amount: -cash }, { account: accounts.promo(intent.payerId), amount: -(refund.amount - cash) }]
      : [owed, { account: accounts.gateway, amount: -refund.amount }],
    memo: refund.reference,
  })
  if (toWallet) await walletChanged(tx, intent.payerId)
  await emit(tx, 'refund.processed', { ...factsOfRefund(refund, intent), to: toWallet ? 'wallet' : 'source' }, payerTopics(intent))
  await over(tx, refund, intent)
  return now
}
const returnedSum = read<{ sum: number }>(
  'payments.refund_returned',
  `select coalesce(sum(amount), 0)::bigint sum from payments.refunds where attempt_id = $1 and id <> $2 and state in ('processed', 'wallet_credited')`,
)
const returned = async (tx: Tx, refund: Refund) => (await returnedSum(tx, [refund.attemptId, refund.id]))[0]!.sum

async function over(tx: Tx, refund: Refund, intent: Intent): Promise<void> {
  if (refund.cause !== 'late' || intent.state !== 'late_captured') return
  await move(tx, intentStates, intent.id, 'auto_refunded')
  const { id, reference, purpose, amount, currency, payerId, line } = intent
  await emit(
    tx,
    'payment.auto_refunded',
    { intentId: id, reference, purpose, businessRef: { type: intent.businessType, id: intent.businessId }, amount, currency, payerId, line },
    payerTopics(intent),
  )
}

async function failed(tx: Tx, refund: Refund, intent: Intent, error: string, gatewayRefundId: string | null = null): Promise<void> {
  await move(tx, refundStates, refund.id, 'failed', { reason: error, set: { error, gatewayRefundId, nextCheckAt: null } })
  await emit(tx, 'refund.failed', { ...factsOfRefund(refund, intent), error }, payerTopics(intent))
}

/** Sends a refund that failed once more, under a new key. */
export const retryRefund = (ctx: Ctx, idOrReference: string): Promise<Refund> =>
  inTransaction(ctx, async (tx) => {
    const { refund, intent } = await lockRefund(tx, idOrReference)
    await needUndisputed(tx, refund)
    const now = await move(tx, refundStates, refund.id, 'approved', {
      from: ['failed'],
      reason: 'Tried again',
      set: { tries: refund.tries + 1, gatewayRefundId: null, error: null },
    })
    await addJob(tx, 'payments.refund', { refundId: refund.id }, { key: `payments.refund:${refund.id}` })
    await moved(tx, now, intent)
    return now
  })

/** The way back is closed and the customer agrees: the same money lands in the wallet (M09). */
export const creditInstead = (ctx: Ctx, idOrReference: string, reason: string): Promise<Refund> =>
  inTransaction(ctx, async (tx) => {
    const { refund, intent } = await lockRefund(tx, idOrReference)
    await needUndisputed(tx, refund)
    const now = await move(tx, refundStates, refund.id, 'wallet_credited', { reason, set: { processedAt: tx.now() } })
    await post(tx, {
      kind: 'refund.credited',
      key: refund.id,
      businessRef: { type: intent.businessType, id: intent.businessId },
      lines: [
        { account: accounts.refund(refund.id), amount: refund.amount },
        { account: accounts.cash(intent.payerId), amount: -refund.amount },
      ],
      memo: refund.reference,
    })
    await audit(tx, { action: 'refund.credited', noun: 'refund', nounId: refund.id, subjectId: intent.payerId, reason })
    await walletChanged(tx, intent.payerId)
    await emit(tx, 'refund.processed', { ...factsOfRefund(refund, intent), to: 'wallet' }, payerTopics(intent))
    await over(tx, refund, intent)
    return now
  })

const due = read<{ id: string; state: string; paymentId: string; intentId: string }>(
  'payments.refunds_due',
  `select r.id, r.state, a.gateway_payment_id "paymentId", r.intent_id "intentId" from payments.refunds r join payments.attempts a on a.id = r.attempt_id
   where r.next_check_at <= $1 and r.state in ('submitted', 'unknown', 'pending') order by r.next_check_at limit 200`,
)

/** Sweep: looks at the gateway for refunds whose answer was lost or that take long; not found there, they are sent again with the same key. */
export async function checkRefunds(ctx: Ctx): Promise<void> {
  for (const it of await due(ctx, [ctx.now()])) {
    let found: GatewayRefund | undefined
    try {
      found = (await gatewayOf(ctx).listRefunds(it.paymentId)).find((r) => r.receipt === it.id && r.status !== 'failed') ?? undefined
    } catch (error) {
      ctx.log.warn({ err: error }, 'could not ask for refunds')
      continue
    }
    await inTransaction(ctx, async (tx) => {
      const { refund } = await lockRefund(tx, it.id)
      await tx.db
        .update(refunds)
        .set({ nextCheckAt: later(tx.now(), refund.state === 'pending' ? 24 * 60 * minutes : 60 * minutes) })
        .where(eq(refunds.id, it.id))
      if (found) {
        if ((await applyRefund(tx, found)) === 'unmatched') await alert(tx, 'refund_differs', `${refund.reference} at the gateway differs.`, it.intentId)
        return
      }
      if (refund.state === 'pending') return
      if (refund.state === 'submitted') await move(tx, refundStates, it.id, 'unknown', { reason: 'No answer was kept' })
      await addJob(tx, 'payments.refund', { refundId: it.id }, { key: `payments.refund:${it.id}` })
    })
  }
}
