import { and, eq } from 'drizzle-orm'
import { inTransaction, read, write, type Ctx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { common } from '#platform/problems'
import { move } from '#platform/states'
import { contactsOf } from '#core/users'
import { applyPayment } from './apply.ts'
import { GatewayRefused, GatewayUnknown } from './gateway.ts'
import { gatewayOf } from './gateways.ts'
import { factsOf, intentOf, lockIntent, payerTopics, type Intent } from './intents.ts'
import { attemptStates } from './machines.ts'
import { payable, payByGateway, type Checkout } from './pay.ts'
import { refuse } from './refusals.ts'
import { attempts, savedMethods } from './schema.ts'

const busy = read<{ id: string }>(
  'payments.saved_busy',
  `select id from payments.attempts where intent_id = $1 and (state in ('authorized', 'unknown') or state = 'initiated' and saved_method_id is not null) limit 1`,
)
const takeSilent = write<{ id: string }>(
  'payments.saved_take',
  `update payments.attempts set saved_method_id = $2, method = $3 where id = (
     select id from payments.attempts where intent_id = $1 and gateway = 'razorpay' and gateway_payment_id is null and state = 'initiated' limit 1) returning id`,
)

/**
 * Pays with a saved method of one's own: an order as for a checkout, then the gateway charges the token on it. Of many at once one charges. No answer leaves
 * the try unknown: the gateway is asked again until it is known, and nothing is charged twice, because an order is paid once.
 */
export async function paySaved(ctx: Ctx, idOrReference: string, methodId: string): Promise<{ intent: Intent; checkout: Checkout | null; known: boolean }> {
  const [method] = await ctx.db
    .select()
    .from(savedMethods)
    .where(and(eq(savedMethods.id, methodId), eq(savedMethods.ownerId, ctx.actor.id ?? methodId)))
  if (!method) throw common.not_found()
  if (method.customerId === null) throw refuse.method_refused()
  const { customerId } = method
  const { intent, checkout } = await payByGateway(ctx, idOrReference, false)
  if (!checkout) return { intent, checkout, known: false }
  const attemptId = await inTransaction(ctx, async (tx) => {
    const now = await lockIntent(tx, intent.id)
    payable(tx, now)
    if ((await busy(tx, [now.id])).length > 0) throw refuse.under_way()
    const [taken] = await takeSilent(tx, [now.id, method.id, method.kind])
    if (taken) return taken.id
    const id = uuidv7(tx.now())
    await tx.db.insert(attempts).values({
      id,
      intentId: now.id,
      gateway: 'razorpay',
      method: method.kind,
      amount: now.amount,
      currency: now.currency,
      state: 'initiated',
      savedMethodId: method.id,
      createdAt: tx.now(),
    })
    return id
  })
  const contact = (await contactsOf(ctx, [method.ownerId])).get(method.ownerId)
  try {
    const payment = await gatewayOf(ctx).payWithToken({
      orderId: checkout.orderId,
      amount: intent.amount,
      currency: intent.currency,
      customerId,
      token: method.token,
      description: intent.description,
      email: contact?.email ?? null,
      contact: contact?.phone ?? null,
    })
    await inTransaction(ctx, (tx) => applyPayment(tx, payment))
  } catch (error) {
    if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
    await inTransaction(ctx, async (tx) => {
      const now = await lockIntent(tx, intent.id)
      const [attempt] = await tx.db.select().from(attempts).where(eq(attempts.id, attemptId)).for('update')
      if (attempt?.state !== 'initiated') return
      if (error instanceof GatewayUnknown) return void (await move(tx, attemptStates, attemptId, 'unknown', { reason: 'The gateway did not answer' }))
      await move(tx, attemptStates, attemptId, 'failed', { set: { error: { code: error.code, description: error.message, reason: null } } })
      await emit(tx, 'payment.failed', { ...factsOf(now), attemptId, error: error.message }, payerTopics(now))
    })
    if (error instanceof GatewayRefused) throw refuse.method_refused({ extra: { reason: error.message } })
  }
  const now = (await intentOf(ctx, intent.id))!
  return { intent: now, checkout: null, known: now.state === 'captured' }
}
