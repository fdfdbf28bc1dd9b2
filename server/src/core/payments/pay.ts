import { inTransaction, read, together, write, type Ctx, type Tx } from '#platform/db'
import { uuidv7 } from '#platform/ids'
import { move } from '#platform/states'
import { later, minutes, seconds } from '#platform/time'
import { emit } from '#platform/events'
import { applyPayment, payFromWallet } from './apply.ts'
import { customerAtGateway } from './customers.ts'
import { GatewayRefused, GatewayUnknown, type GatewayOrder } from './gateway.ts'
import { gatewayOf } from './gateways.ts'
import { gatewayKeys, simulated } from './keys.ts'
import { expireIntent, factsOf, intentFor, intentOf, lockIntent, payerTopics, type Intent } from './intents.ts'
import { attemptStates, intentStates } from './machines.ts'
import { purposeOf } from './purposes.ts'
import { refuse } from './refusals.ts'
import { attempts } from './schema.ts'
import { verifyCheckout } from './signatures.ts'

export interface Checkout {
  gateway: 'razorpay'
  keyId: string
  orderId: string
  /** Who the payer is there, where the method is to be saved. */
  customerId: string | null
  /** Page on which a person can pay; null with Razorpay, whose checkout opens in the app. */
  url: string | null
}

/** Refuses what can no longer be paid. The intent must be locked, and belong to the actor. */
export function payable(ctx: Ctx, intent: Intent): void {
  if (intent.state !== 'created' && intent.state !== 'attempted') throw refuse.not_payable({ extra: { state: intent.state } })
  if (intent.expiresAt <= ctx.now()) throw refuse.expired()
}
const ownIntent = async (ctx: Ctx, idOrReference: string): Promise<Intent> => {
  const intent = await intentFor(ctx, idOrReference)
  if (intent.payerId !== ctx.actor.id) throw refuse.not_payable()
  return intent
}

const underWay = read<{ id: string }>('payments.under_way', `select id from payments.attempts where intent_id = $1 and state = 'authorized' limit 1`)

/** Pays from the wallet: one transaction with what the line gives for it. Of forty at once one pays. */
export async function payByWallet(ctx: Ctx, idOrReference: string): Promise<Intent> {
  const { id } = await ownIntent(ctx, idOrReference)
  return inTransaction(ctx, async (tx) => {
    const [intent, tried] = await together(lockIntent(tx, id), underWay(tx, [id]))
    payable(tx, intent)
    if (purposeOf(intent.purpose).wallet === false) throw refuse.wallet_cannot()
    if (tried.length > 0) throw refuse.under_way()
    return payFromWallet(tx, intent)
  })
}

interface OrderRow {
  id: string
  gatewayOrderId: string | null
  requestedAt: Date
}
const orderOf = read<OrderRow>('payments.order', `select id, gateway_order_id "gatewayOrderId", requested_at "requestedAt" from payments.orders where intent_id = $1`)
const askOrder = write<OrderRow & { fresh: boolean }>(
  'payments.order_ask',
  `insert into payments.orders as o (intent_id, requested_at) values ($1, $2) on conflict (intent_id) do update set intent_id = excluded.intent_id
   returning id, gateway_order_id "gatewayOrderId", requested_at "requestedAt", xmax = 0 fresh`,
)
const askAgain = write<{ id: string }>(
  'payments.order_ask_again',
  `update payments.orders set requested_at = $2 where intent_id = $1 and gateway_order_id is null and requested_at = $3 returning id`,
)
const keepOrder = write<OrderRow>(
  'payments.order_keep',
  `update payments.orders set gateway_order_id = $2, next_check_at = $3 where intent_id = $1 and gateway_order_id is null returning id, gateway_order_id "gatewayOrderId", requested_at "requestedAt"`,
)
const keepMethod = write('payments.intent_save', `update payments.intents set save_method = $2 where id = $1`)
const silentAttempt = write<{ id: string; state: string }>(
  'payments.attempt_silent',
  `select id, state from payments.attempts where intent_id = $1 and gateway = 'razorpay' and gateway_payment_id is null and state in ('initiated', 'unknown') for update`,
)

/**
 * Opens a checkout at the gateway. The wish is written down before the gateway is asked; after a lost answer the order is looked for by
 * its receipt, and asked for again only after a minute. `checkout: null` means that it is not known yet: ask again soon.
 */
export async function payByGateway(ctx: Ctx, idOrReference: string, save: boolean): Promise<{ intent: Intent; checkout: Checkout | null }> {
  const { id } = await ownIntent(ctx, idOrReference)
  const gateway = gatewayOf(ctx)
  const wish = await inTransaction(ctx, async (tx) => {
    const intent = await lockIntent(tx, id)
    payable(tx, intent)
    await keepMethod(tx, [id, save])
    const [order] = await askOrder(tx, [id, tx.now()])
    if (order!.fresh)
      await tx.db
        .insert(attempts)
        .values({ id: uuidv7(tx.now()), intentId: id, gateway: 'razorpay', amount: intent.amount, currency: intent.currency, state: 'initiated', createdAt: tx.now() })
    return { intent, order: order! }
  })
  const orderId = wish.order.gatewayOrderId ?? (await orderFor(ctx, wish.intent, wish.order))
  const customerId = save && orderId ? await customerAtGateway(ctx, wish.intent.payerId) : null
  return { intent: (await intentOf(ctx, id))!, checkout: orderId ? checkoutOf(ctx, orderId, customerId) : null }

  async function orderFor(ctx: Ctx, intent: Intent, row: OrderRow & { fresh: boolean }): Promise<string | undefined> {
    try {
      const known = row.fresh ? undefined : await gateway.findOrder(intent.id)
      if (!known && !row.fresh) {
        if (row.requestedAt > later(ctx.now(), -60 * seconds)) return undefined
        if ((await inTransaction(ctx, (tx) => askAgain(tx, [intent.id, tx.now(), row.requestedAt]))).length === 0) return undefined
      }
      const order =
        known ??
        (await gateway.createOrder({ amount: intent.amount, currency: intent.currency, receipt: intent.id, notes: { reference: intent.reference, purpose: intent.purpose } }))
      return await keep(ctx, intent.id, order)
    } catch (error) {
      if (error instanceof GatewayRefused) throw refuse.gateway_off({ detail: 'The gateway refused this payment. Pay another way, or ask us.' })
      if (!(error instanceof GatewayUnknown)) throw error
      return (await lost(ctx, intent.id)) ?? undefined
    }
  }
}

/** The answer was lost: the attempt is unknown, and the order is looked for at once, and by the sweep. */
async function lost(ctx: Ctx, intentId: string): Promise<string | undefined> {
  await inTransaction(ctx, async (tx) => {
    await lockIntent(tx, intentId)
    const [attempt] = await silentAttempt(tx, [intentId])
    if (attempt?.state === 'initiated') await move(tx, attemptStates, attempt.id, 'unknown', { reason: 'The gateway did not answer' })
  })
  try {
    const order = await gatewayOf(ctx).findOrder(intentId)
    return order ? await keep(ctx, intentId, order) : undefined
  } catch {
    return undefined
  }
}

const keep = (ctx: Ctx, intentId: string, order: GatewayOrder): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    const intent = await lockIntent(tx, intentId)
    if (order.amount !== intent.amount || order.currency !== intent.currency) throw new GatewayUnknown('The order is over another amount')
    const [kept] = await keepOrder(tx, [intentId, order.id, later(tx.now(), 5 * minutes)])
    if (kept && intent.state === 'created') {
      await move(tx, intentStates, intentId, 'attempted')
      await emit(tx, 'payment.under_way', { ...factsOf(intent), method: null }, payerTopics(intent))
    }
    return kept?.gatewayOrderId ?? (await orderOf(tx, [intentId]))[0]!.gatewayOrderId!
  })

const checkoutOf = (ctx: Ctx, orderId: string, customerId: string | null = null): Checkout => ({
  gateway: 'razorpay',
  keyId: gatewayKeys(ctx.config)!.keyId,
  orderId,
  customerId,
  url: simulated(ctx.config) ? `/simulator/pay/${orderId}${customerId ? `?customer=${customerId}` : ''}` : null,
})
export const openCheckout = async (ctx: Ctx, intent: Intent): Promise<Checkout | null> => {
  if ((intent.state !== 'created' && intent.state !== 'attempted') || !gatewayKeys(ctx.config)) return null
  const [order] = await orderOf(ctx, [intent.id])
  return order?.gatewayOrderId ? checkoutOf(ctx, order.gatewayOrderId) : null
}

/**
 * What the browser brings back from the checkout. The signature, over the order of our database, proves that the payment belongs to it;
 * whether it was captured the gateway is asked, and if it does not answer the webhook will tell.
 */
export async function confirmCheckout(ctx: Ctx, idOrReference: string, it: { paymentId: string; signature: string }): Promise<Intent> {
  const intent = await ownIntent(ctx, idOrReference)
  const [order] = await orderOf(ctx, [intent.id])
  const keys = gatewayKeys(ctx.config)
  if (!keys || !order?.gatewayOrderId || !verifyCheckout({ orderId: order.gatewayOrderId, ...it }, keys.keySecret)) throw refuse.signature()
  await fetchInto(ctx, it.paymentId)
  return (await intentOf(ctx, intent.id))!
}

async function fetchInto(ctx: Ctx, paymentId: string): Promise<void> {
  try {
    const payment = await gatewayOf(ctx).fetchPayment(paymentId)
    await inTransaction(ctx, (tx) => applyPayment(tx, payment))
  } catch (error) {
    if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
    ctx.log.warn({ err: error }, 'the gateway did not say how a payment stands')
  }
}

const toCapture = read<{ gatewayPaymentId: string; amount: number; currency: string }>(
  'payments.to_capture',
  `select a.gateway_payment_id "gatewayPaymentId", a.amount, a.currency from payments.attempts a join payments.intents i on i.id = a.intent_id
   where a.id = $1 and a.state = 'authorized' and i.state = 'authorized'`,
)

/** Job: captures an authorised payment. Asks how it stands afterwards whatever the answer was, so a lost one does no harm. */
export async function captureAttempt(ctx: Ctx, attemptId: string): Promise<void> {
  const [it] = await toCapture(ctx, [attemptId])
  if (!it) return
  let refused: unknown
  try {
    await gatewayOf(ctx).capture(it.gatewayPaymentId, it.amount, it.currency)
  } catch (error) {
    if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
    refused = error
  }
  const payment = await gatewayOf(ctx).fetchPayment(it.gatewayPaymentId)
  // A gateway that captured by itself says no to being asked; that is no news.
  if (refused && payment.status !== 'captured') ctx.log.warn({ err: refused }, 'a capture had no good answer')
  await inTransaction(ctx, (tx) => applyPayment(tx, payment))
  if (payment.status === 'authorized') throw new GatewayUnknown('Not captured yet')
}

const waiting = read<{ intentId: string; gatewayOrderId: string; checks: number }>(
  'payments.orders_due',
  `select intent_id "intentId", gateway_order_id "gatewayOrderId", checks from payments.orders where next_check_at <= $1 order by next_check_at limit 200`,
)
const lostOrders = read<{ intentId: string }>(
  'payments.orders_lost',
  `select o.intent_id "intentId" from payments.orders o join payments.intents i on i.id = o.intent_id
   where o.gateway_order_id is null and i.state in ('created', 'attempted') and o.requested_at < $1 limit 200`,
)
const checked = write('payments.order_checked', `update payments.orders set checks = $2, next_check_at = $3 where intent_id = $1 and next_check_at is not null`)
const rhythm = [60 * minutes, ...Array<number>(5).fill(24 * 60 * minutes)]

const unknownCharge = write<{ id: string }>(
  'payments.attempt_unknown_charge',
  `select id from payments.attempts where intent_id = $1 and saved_method_id is not null and gateway_payment_id is null and (state = 'unknown' or state = 'initiated' and created_at < $2) for update`,
)

/** Asks the gateway what became of one order and applies it. A charge of a saved method of which it knows nothing after ten minutes was never made. Says whether the bank still owes an answer. */
async function checkOrder(ctx: Ctx, gatewayOrderId: string, intentId: string): Promise<boolean> {
  const payments = await gatewayOf(ctx).paymentsOf(gatewayOrderId)
  for (const payment of payments) await inTransaction(ctx, (tx) => applyPayment(tx, payment))
  if (payments.length > 0) return payments.some((p) => p.status === 'created')
  await inTransaction(ctx, async (tx) => {
    await lockIntent(tx, intentId)
    for (const { id } of await unknownCharge(tx, [intentId, later(tx.now(), -10 * minutes)]))
      await move(tx, attemptStates, id, 'failed', { reason: 'The gateway has no such payment', from: ['unknown', 'initiated'] })
  })
  return false
}

async function tellWaiting(tx: Tx, intentId: string): Promise<void> {
  const intent = await lockIntent(tx, intentId)
  if (intent.state === 'created' || intent.state === 'attempted') await emit(tx, 'payment.waiting', factsOf(intent), payerTopics(intent))
}

/** Asks the gateway now how a payment stands, without waiting for the sweep. */
export async function askNow(ctx: Ctx, intent: Intent): Promise<Intent> {
  const [order] = await orderOf(ctx, [intent.id])
  try {
    if (order?.gatewayOrderId) await checkOrder(ctx, order.gatewayOrderId, intent.id)
    else if (order) {
      const found = await gatewayOf(ctx).findOrder(intent.id)
      if (found) await keep(ctx, intent.id, found)
    }
  } catch (error) {
    if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
    throw refuse.gateway_silent()
  }
  return (await intentOf(ctx, intent.id))!
}

/**
 * Sweep, for messages that never came: asks the gateway about orders after 5 minutes, an hour, and on five days, also of payments that
 * have ended (the bank may answer late), a last time a day after one was paid, and looks for orders whose answer was lost.
 */
export async function reconcile(ctx: Ctx): Promise<void> {
  for (const it of await waiting(ctx, [ctx.now()])) {
    try {
      // Told once: the payer must not pay again meanwhile.
      if ((await checkOrder(ctx, it.gatewayOrderId, it.intentId)) && it.checks === 0) await inTransaction(ctx, (tx) => tellWaiting(tx, it.intentId))
    } catch (error) {
      ctx.log.warn({ err: error }, 'could not ask for an order')
      if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
    }
    const wait = rhythm[it.checks]
    await inTransaction(ctx, (tx) => checked(tx, [it.intentId, it.checks + 1, wait === undefined ? null : later(tx.now(), wait)]))
  }
  for (const { intentId } of await lostOrders(ctx, [later(ctx.now(), -5 * minutes)])) {
    let order: GatewayOrder | undefined
    try {
      order = await gatewayOf(ctx).findOrder(intentId)
    } catch (error) {
      ctx.log.warn({ err: error }, 'could not look for an order')
      continue
    }
    if (order) await keep(ctx, intentId, order)
    await inTransaction(ctx, async (tx) => {
      const intent = await lockIntent(tx, intentId)
      const [attempt] = await silentAttempt(tx, [intentId])
      // Nobody has paid on an order that nobody was shown; then time may end the payment.
      if (attempt?.state === 'unknown' && intent.expiresAt <= tx.now()) {
        await move(tx, attemptStates, attempt.id, 'failed', { reason: order ? 'Nobody paid in time' : 'The gateway has no such order' })
        await expireIntent(tx, intentId)
      }
    })
  }
}
