import { eq, sql } from 'drizzle-orm'
import { randomBytes } from 'node:crypto'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { broadcast } from '#platform/events'
import { addJob } from '#platform/jobs'
import { days, later } from '#platform/time'
import { gatewayKeys, hmacHex, simulatorWebhookSecret } from '#core/payments'
import { deliveries, disputes, orders, payments, refunds } from './schema.ts'

export type Order = typeof orders.$inferSelect
export type Payment = typeof payments.$inferSelect
export type Refund = typeof refunds.$inferSelect
export type Happening = 'authorized' | 'captured' | 'failed' | 'dispute_created' | 'dispute_under_review' | 'dispute_won' | 'dispute_lost'

declare module '#platform/jobs' {
  interface Jobs {
    'simulator.deliver': { id: string; copy: number }
    'simulator.happen': { paymentId: string; to: Happening; told: Telling }
    'simulator.refund': { refundId: string }
    'simulator.pay': { orderId: string; script: string; method: 'upi' | 'card' | 'netbanking' }
    'simulator.payout': { payoutId: string }
  }
}

/** How messages of a happening travel. Milliseconds. */
export interface Telling {
  copies?: number
  /** Later messages first. */
  reversed?: boolean
  silent?: boolean
  /** The message says another amount than the payment. */
  amountOff?: number
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** An id of the dialect: a prefix and fourteen letters and digits. */
export const newId = (prefix: 'order' | 'pay' | 'rfnd' | 'evt' | 'disp' | 'token' | 'cust' | 'doc' | 'setl' | 'pout' | 'down' | 'adj'): string =>
  `${prefix}_${Array.from(randomBytes(14), (b) => letters[b % letters.length]).join('')}`

export const unix = (at: Date) => Math.floor(at.getTime() / 1000)
/** A list when empty and an object when not, as the real one has it. */
const notes = (it: Record<string, string>): Record<string, string> | [] => (Object.keys(it).length === 0 ? [] : it)

export const orderEntity = (o: Order) => ({
  id: o.id,
  entity: 'order',
  amount: o.amount,
  amount_paid: o.status === 'paid' ? o.amount : 0,
  amount_due: o.status === 'paid' ? 0 : o.amount,
  currency: o.currency,
  receipt: o.receipt,
  offer_id: null,
  status: o.status,
  attempts: o.attempts,
  notes: notes(o.notes),
  created_at: unix(o.createdAt),
})
/** Two percent and the tax on it; `fee` contains the tax. */
export const feeOf = (amount: number): { fee: number; tax: number } => ({ fee: Math.floor((amount * 236) / 10_000), tax: Math.floor((amount * 36) / 10_000) })
export const paymentEntity = (p: Payment) => ({
  id: p.id,
  entity: 'payment',
  amount: p.amount,
  currency: p.currency,
  status: p.status,
  order_id: p.orderId,
  invoice_id: null,
  international: false,
  method: p.method,
  amount_refunded: p.amountRefunded,
  refund_status: p.amountRefunded === 0 ? null : p.amountRefunded < p.amount ? 'partial' : 'full',
  captured: p.captured,
  description: null,
  card_id: p.method === 'card' ? `card_${p.id.slice(4)}` : null,
  ...(p.method === 'card' ? { card: { id: `card_${p.id.slice(4)}`, entity: 'card', last4: '1111', network: 'Visa', type: 'credit' } } : {}),
  bank: p.method === 'netbanking' ? 'HDFC' : null,
  wallet: null,
  vpa: p.method === 'upi' ? 'success@razorpay' : null,
  email: 'payer@example.test',
  contact: '+919999999999',
  notes: [],
  fee: p.captured ? feeOf(p.amount).fee : null,
  tax: p.captured ? feeOf(p.amount).tax : null,
  customer_id: p.customerId,
  ...(p.captured && p.method !== 'netbanking' ? { token_id: `token_${p.id.slice(4)}` } : {}),
  ...(p.status === 'failed'
    ? {
        error_code: 'BAD_REQUEST_ERROR',
        error_description: 'Payment was not completed on time.',
        error_source: 'customer',
        error_step: 'payment_authentication',
        error_reason: 'payment_timed_out',
      }
    : { error_code: null, error_description: null, error_source: null, error_step: null, error_reason: null }),
  acquirer_data: p.method === 'upi' ? { rrn: p.id.slice(-12) } : { auth_code: p.id.slice(-6) },
  created_at: unix(p.createdAt),
})
export const refundEntity = (r: Refund) => ({
  id: r.id,
  entity: 'refund',
  amount: r.amount,
  currency: r.currency,
  payment_id: r.paymentId,
  notes: notes(r.notes),
  receipt: r.receipt,
  acquirer_data: r.status === 'processed' ? { arn: r.id.slice(-12) } : [],
  batch_id: null,
  status: r.status,
  speed_processed: 'normal',
  speed_requested: 'normal',
  created_at: unix(r.createdAt),
})

const readGeneration = read<{ generation: number }>('simulator.generation', `select generation from simulator.state where id = 1`)
export const generation = async (ctx: Ctx): Promise<number> => (await readGeneration(ctx))[0]?.generation ?? 1
const readHolding = read<{ holding: boolean }>('simulator.holding', `select holding from simulator.state where id = 1`)
export const holding = async (ctx: Ctx): Promise<boolean> => (await readHolding(ctx))[0]?.holding ?? false
/** The desk's screens load again. */
export const changed = (tx: Tx): Promise<void> => broadcast(tx, 'simulator.changed', {}, ['finance'])
const rotate = write<{ generation: number }>(
  'simulator.rotate',
  `insert into simulator.state as s (id, generation) values (1, 2) on conflict (id) do update set generation = s.generation + 1 returning generation`,
)
/** Changes the webhook secret. What was queued before stays signed with the old one. */
export const rotateSecret = async (tx: Tx): Promise<number> => (await rotate(tx))[0]!.generation

/** Queues a signed message; `delay` in milliseconds of the product's clock. */
export async function tell(tx: Tx, event: string, parts: Record<string, object>, it: { copies?: number; delay?: number; generation?: number } = {}): Promise<string> {
  const id = newId('evt')
  const dueAt = later(tx.now(), it.delay ?? 0)
  const body = JSON.stringify({
    entity: 'event',
    account_id: 'acc_Simulator00001',
    event,
    contains: Object.keys(parts),
    payload: Object.fromEntries(Object.entries(parts).map(([name, entity]) => [name, { entity }])),
    created_at: unix(tx.now()),
  })
  const copies = it.copies ?? 1
  const held = await holding(tx)
  const first = Object.values(parts)[0] as { id?: string } | undefined
  await tx.db.insert(deliveries).values({ id, event, body, about: first?.id ?? null, held, generation: it.generation ?? (await generation(tx)), copies, dueAt })
  if (!held) for (let copy = 1; copy <= copies; copy++) await addJob(tx, 'simulator.deliver', { id, copy }, { runAt: dueAt })
  await changed(tx)
  return id
}

/** Job: sends one message, signed over its bytes. Anything but 2xx is tried again. */
export async function deliver(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const [it] = await ctx.db.select().from(deliveries).where(eq(deliveries.id, id))
  if (!it) return
  const address = `${new URL(gatewayKeys(ctx.config)!.baseUrl).origin}/api/v1/payment/webhooks/razorpay`
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-razorpay-event-id': it.id,
      'x-razorpay-signature': hmacHex(it.body, simulatorWebhookSecret(ctx.config, it.generation)),
      'user-agent': 'Razorpay-Webhook/v1',
    },
    body: it.body,
    signal: AbortSignal.timeout(5000),
  })
  await inTransaction(ctx, (tx) =>
    tx.db
      .update(deliveries)
      .set({ sentAt: tx.now(), answer: answer.status, tries: sql`${deliveries.tries} + 1` })
      .where(eq(deliveries.id, id)),
  )
  await inTransaction(ctx, changed)
  if (!answer.ok) throw new Error(`The webhook was answered ${answer.status}`)
}

/** Something happens to a payment, now: its state changes and messages go out. */
export async function happen(tx: Tx, paymentId: string, to: Happening, told: Telling = {}): Promise<void> {
  const [was] = await tx.db.select().from(payments).where(eq(payments.id, paymentId)).for('update')
  if (!was) return
  const [order] = await tx.db.select().from(orders).where(eq(orders.id, was.orderId)).for('update')
  const messages: [string, Record<string, object>][] = []
  if (to.startsWith('dispute_')) {
    const state = to.slice('dispute_'.length)
    const [known] = await tx.db
      .insert(disputes)
      .values({
        id: `disp_${was.id.slice(4)}`,
        paymentId: was.id,
        amount: was.amount,
        status: 'open',
        documents: [],
        respondBy: later(was.createdAt, 12 * days),
        createdAt: tx.now(),
      })
      .onConflictDoUpdate({ target: disputes.id, set: { paymentId: was.id } })
      .returning()
    // What was given up or decided is over.
    if (['won', 'lost', 'closed'].includes(known!.status)) return
    await tx.db
      .update(disputes)
      .set({ status: state === 'created' ? 'open' : (state as 'won') })
      .where(eq(disputes.id, known!.id))
    const dispute = {
      id: `disp_${was.id.slice(4)}`,
      entity: 'dispute',
      payment_id: was.id,
      amount: was.amount,
      currency: was.currency,
      amount_deducted: state === 'lost' ? was.amount : 0,
      reason_code: 'goods_not_received',
      respond_by: unix(later(was.createdAt, 12 * days)),
      status: state === 'created' ? 'open' : state,
      phase: 'chargeback',
      created_at: unix(tx.now()),
    }
    messages.push([`payment.dispute.${state}`, { payment: paymentEntity(was), dispute }])
  } else {
    if (was.captured || (to === 'failed' && was.status !== 'created')) return
    const captured = to === 'captured'
    const [now] = await tx.db
      .update(payments)
      .set({ status: to as 'failed', captured })
      .where(eq(payments.id, paymentId))
      .returning()
    const [paid] = await tx.db
      .update(orders)
      .set({ status: captured ? 'paid' : order!.status === 'created' ? 'attempted' : order!.status })
      .where(eq(orders.id, was.orderId))
      .returning()
    const said = { ...paymentEntity(now!), ...(told.amountOff ? { amount: now!.amount + told.amountOff } : {}) }
    if (to === 'failed') messages.push(['payment.failed', { payment: said }])
    if (to === 'authorized' || (captured && was.status !== 'authorized')) messages.push(['payment.authorized', { payment: { ...said, status: 'authorized', captured: false } }])
    if (captured) messages.push(['payment.captured', { payment: said }], ['order.paid', { payment: said, order: orderEntity(paid!) }])
  }
  if (told.silent) return
  for (const [i, [event, parts]] of messages.entries()) await tell(tx, event, parts, { copies: told.copies ?? 1, delay: told.reversed ? (messages.length - 1 - i) * 5000 : 0 })
}
