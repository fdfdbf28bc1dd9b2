import { eq } from 'drizzle-orm'
import { read, together, write, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { insertRow } from '#platform/rows'
import { move, recordPath } from '#platform/states'
import { days, later } from '#platform/time'
import { alert, attemptColumns, type Attempt, type Outcome } from './attempts.ts'
import { accounts, post } from './books.ts'
import type { GatewayPayment } from './gateway.ts'
import { factsOf, lockIntent, payerTopics, type Intent } from './intents.ts'
import { attemptStates, intentStates } from './machines.ts'
import { hookOf, purposeOf } from './purposes.ts'
import { giveBack } from './refunds.ts'
import { attempts, savedMethods } from './schema.ts'
import { split, walletChanged } from './wallet.ts'

const intentOfOrder = read<{ intentId: string }>('payments.order_intent', `select intent_id "intentId" from payments.orders where gateway_order_id = $1`)
const intentOfPayment = read<{ intentId: string }>('payments.payment_intent', `select intent_id "intentId" from payments.attempts where gateway_payment_id = $1`)
const attemptsOf = write<Attempt>('payments.attempts_of', `select ${attemptColumns} from payments.attempts a where a.intent_id = $1 order by a.created_at, a.id for update`)
const takeUp = write('payments.attempt_take_up', `update payments.attempts set gateway_payment_id = $2, method = coalesce($3, method) where id = $1`)
// One last look a day later: another try on the same order may have succeeded without a word, and that money has to go back.
const settleChecks = write('payments.order_settled', `update payments.orders set checks = 100, next_check_at = $2 where intent_id = $1 and gateway_order_id is not null`)

const rank = { initiated: 0, unknown: 0, failed: 1, authorized: 2, captured: 3, lapsed: 4 } as const

/**
 * Applies what a gateway says of a payment, from wherever it came: an attempt only climbs (created < failed < authorized < captured), so the
 * order of messages does not matter. An amount, currency or order that is not ours is `unmatched` and never paid.
 */
export async function applyPayment(tx: Tx, it: GatewayPayment): Promise<Outcome> {
  const found = (it.orderId ? await intentOfOrder(tx, [it.orderId]) : await intentOfPayment(tx, [it.id]))[0]
  if (!found) return 'unmatched'
  const intent = await lockIntent(tx, found.intentId)
  if (it.amount !== intent.amount || it.currency !== intent.currency) {
    await alert(tx, 'amount_differs', `${it.id} is over ${it.amount} ${it.currency}, ${intent.reference} over ${intent.amount} ${intent.currency}.`, intent.id)
    return 'unmatched'
  }
  // A refunded payment was captured once, unless the gateway gave back what nobody captured.
  const to = it.status === 'refunded' ? (it.captured ? 'captured' : 'lapsed') : it.status === 'created' ? undefined : it.status
  if (to === undefined) return 'stale'
  const mine = await attemptFor(tx, intent, it)
  if (mine === 'other') return 'unmatched'
  if (rank[to] <= rank[mine.state] || mine.state === 'captured' || (to === 'lapsed' && mine.state !== 'authorized')) return 'stale'
  const attempt = await move(tx, attemptStates, mine.id, to, { set: { method: it.method, error: to === 'failed' ? it.error : null } })
  if (to === 'failed') {
    if (!['captured', 'auto_refunded'].includes(intent.state))
      await emit(tx, 'payment.failed', { ...factsOf(intent), attemptId: attempt.id, error: it.error?.description ?? null }, payerTopics(intent))
  } else if (to === 'authorized') {
    // Only what is still wanted is captured; the rest the gateway gives back by itself.
    if (intent.state === 'created' || intent.state === 'attempted') {
      await move(tx, intentStates, intent.id, 'authorized', { set: { attemptId: attempt.id } })
      await emit(tx, 'payment.under_way', { ...factsOf(intent), method: it.method }, payerTopics(intent))
      await addJob(tx, 'payments.capture', { attemptId: attempt.id }, { key: `payments.capture:${attempt.id}` })
    }
  } else if (to === 'lapsed') {
    if (intent.state === 'authorized' && intent.attemptId === attempt.id) await move(tx, intentStates, intent.id, 'lapsed')
  } else await captured(tx, intent, attempt, it)
  return 'applied'
}

/** The attempt of a payment: the one with its id, the one that waits for an id, or a new one. */
async function attemptFor(tx: Tx, intent: Intent, it: GatewayPayment): Promise<Attempt | 'other'> {
  const all = await attemptsOf(tx, [intent.id])
  const known = all.find((a) => a.gatewayPaymentId === it.id)
  if (known) return known
  if ((await intentOfPayment(tx, [it.id])).length > 0) return 'other'
  const waiting = all.find((a) => a.gateway === 'razorpay' && a.gatewayPaymentId === null && (a.state === 'initiated' || a.state === 'unknown'))
  if (waiting) {
    await takeUp(tx, [waiting.id, it.id, it.method])
    return { ...waiting, gatewayPaymentId: it.id }
  }
  const [made] = await tx.db
    .insert(attempts)
    .values({
      id: uuidv7(tx.now()),
      intentId: intent.id,
      gateway: 'razorpay',
      gatewayPaymentId: it.id,
      method: it.method,
      amount: intent.amount,
      currency: intent.currency,
      state: 'initiated',
      createdAt: tx.now(),
    })
    .returning()
  return made!
}

/** Money has arrived: it pays the intent, waits for the line's word when it is late, or goes back when the intent was paid already. */
async function captured(tx: Tx, intent: Intent, attempt: Attempt, it: GatewayPayment): Promise<void> {
  const businessRef = { type: intent.businessType, id: intent.businessId }
  if (it.token && intent.saveMethod) {
    await tx.db
      .insert(savedMethods)
      .values({
        ownerId: intent.payerId,
        gateway: 'razorpay',
        token: it.token.id,
        customerId: it.token.customerId,
        kind: it.token.kind,
        label: it.token.label,
        createdAt: tx.now(),
      })
      .onConflictDoNothing()
  }
  const gets = { account: accounts.gateway, amount: intent.amount }
  switch (intent.state) {
    case 'created':
    case 'attempted':
    case 'authorized': {
      const owed = purposeOf(intent.purpose).deferred(businessRef, intent)
      await post(tx, { kind: 'payment.captured', key: attempt.id, businessRef, lines: [gets, { account: owed, amount: -intent.amount }], memo: intent.reference })
      await paid(tx, intent, attempt)
      return
    }
    case 'cancelled':
    case 'expired':
    case 'lapsed':
      await move(tx, intentStates, intent.id, 'late_captured', { set: { attemptId: attempt.id, method: attempt.method, capturedAt: tx.now() } })
      await post(tx, {
        kind: 'payment.late_captured',
        key: attempt.id,
        businessRef,
        lines: [gets, { account: accounts.late(intent.id), amount: -intent.amount }],
        memo: intent.reference,
      })
      await emit(tx, 'payment.late_captured', factsOf(intent), payerTopics(intent))
      return
    default:
      // Paid twice: by two tries, or by wallet while the bank thought about it.
      await giveBack(tx, intent, attempt, 'double', gets.account)
  }
}

/** The intent is paid: the line's part happens in the same commit. */
async function paid(tx: Tx, intent: Intent, attempt: { id: string; method: string | null }): Promise<Intent> {
  const [now] = await together(
    move(tx, intentStates, intent.id, 'captured', { set: { attemptId: attempt.id, method: attempt.method, capturedAt: tx.now() } }),
    settleChecks(tx, [intent.id, later(tx.now(), days)]),
  )
  await hookOf(intent.purpose)?.(tx, now)
  await emit(tx, 'payment.captured', { ...factsOf(now), method: attempt.method }, payerTopics(now))
  if (intent.purpose === 'wallet_top_up') await toppedUp(tx, now)
  return now
}
async function toppedUp(tx: Tx, intent: Intent): Promise<void> {
  await walletChanged(tx, intent.payerId)
  await emit(tx, 'wallet.topped_up', { personId: intent.payerId, intentId: intent.id, amount: intent.amount, currency: intent.currency }, payerTopics(intent))
}

/** Pays an intent from the payer's wallet, promo first, in the caller's transaction (M03 from the wallet). The intent must be locked and payable. */
export async function payFromWallet(tx: Tx, intent: Intent): Promise<Intent> {
  const { promo, cash } = await split(tx, intent.payerId, intent.amount)
  const businessRef = { type: intent.businessType, id: intent.businessId }
  const id = uuidv7(tx.now())
  await together(
    // It is captured in the moment in which it is made: nobody else sees what was before.
    insertRow(tx, attempts, {
      id,
      intentId: intent.id,
      gateway: 'wallet',
      method: 'wallet',
      amount: intent.amount,
      promoAmount: promo,
      currency: intent.currency,
      state: 'captured',
      createdAt: tx.now(),
    }),
    post(tx, {
      kind: 'payment.wallet',
      key: id,
      businessRef,
      lines: [
        { account: accounts.promo(intent.payerId), amount: promo },
        { account: accounts.cash(intent.payerId), amount: cash },
        { account: purposeOf(intent.purpose).deferred(businessRef, intent), amount: -intent.amount },
      ],
      memo: intent.reference,
    }),
  )
  await recordPath(tx, attemptStates, id, ['initiated', 'captured'])
  await walletChanged(tx, intent.payerId)
  return paid(tx, intent, { id, method: 'wallet' })
}

/** The line can still give what was paid for late: the payment counts. */
export async function reviveIntent(tx: Tx, id: string): Promise<void> {
  const intent = await lockIntent(tx, id)
  const [attempt] = await tx.db
    .select()
    .from(attempts)
    .where(eq(attempts.id, intent.attemptId ?? id))
  const businessRef = { type: intent.businessType, id: intent.businessId }
  if (intent.state === 'late_captured' && attempt)
    await post(tx, {
      kind: 'payment.revived',
      key: attempt.id,
      businessRef,
      lines: [
        { account: accounts.late(id), amount: intent.amount },
        { account: purposeOf(intent.purpose).deferred(businessRef, intent), amount: -intent.amount },
      ],
      memo: intent.reference,
    })
  const now = await move(tx, intentStates, id, 'captured', { from: ['late_captured'], reason: 'Revived: what was paid for can still be given' })
  await settleChecks(tx, [id, later(tx.now(), days)])
  await hookOf(intent.purpose)?.(tx, now)
  await emit(tx, 'payment.captured', { ...factsOf(now), method: intent.method }, payerTopics(intent))
  if (intent.purpose === 'wallet_top_up') await toppedUp(tx, now)
}

/** Nobody can use money that came late: it goes back (M08), and the intent is over when it has arrived (M07). Asking twice is one refund. */
export async function refuseRevival(tx: Tx, id: string): Promise<void> {
  const intent = await lockIntent(tx, id)
  if (intent.state !== 'late_captured' || intent.attemptId === null) return
  const [attempt] = await tx.db.select().from(attempts).where(eq(attempts.id, intent.attemptId))
  if (!attempt || attempt.refundTotal > 0) return
  await giveBack(tx, intent, attempt, 'late', accounts.late(id))
}
