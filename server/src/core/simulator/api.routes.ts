import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db'
import type { App } from '#platform/module'
import { addJob } from '#platform/jobs'
import { later, seconds } from '#platform/time'
import { bankRoutes } from './bank.routes.ts'
import { amountOf, bodyOf, config, dialectCall, list, notesOf, Refused, schema, textOf } from './dialect.ts'
import { orders, payments, refunds, state } from './schema.ts'
import { run, type Method } from './scripts.ts'
import { changed, happen, newId, orderEntity, paymentEntity, refundEntity, tell } from './world.ts'

/** Razorpay's dialect on our own addresses; the official SDK works unchanged with its base URL pointed here. */
export function dialectRoutes(app: App): void {
  const call = dialectCall
  bankRoutes(app)
  const unknown = 'The id provided does not exist'
  const paymentOf = async (tx: Tx, id: string) => {
    const [it] = await tx.db.select().from(payments).where(eq(payments.id, id)).for('update')
    if (!it) throw new Refused(unknown)
    return it
  }

  app.post(
    '/razorpay/v1/orders',
    { config, schema },
    call('order.create', async (tx, req) => {
      const body = bodyOf(req)
      const amount = amountOf(body.amount)
      if (body.currency !== 'INR') throw new Refused('Currency is not supported')
      const capture = (body.payment as { capture?: unknown } | undefined)?.capture
      const [made] = await tx.db
        .insert(orders)
        .values({
          id: newId('order'),
          amount,
          currency: 'INR',
          receipt: textOf(body.receipt, 'receipt', 40),
          notes: notesOf(body.notes),
          autoCapture: capture !== 'manual',
          status: 'created',
          createdAt: tx.now(),
        })
        .returning()
      const [armed] = await tx.db
        .update(state)
        .set({ armedScript: null, armedMethod: null })
        .where(and(eq(state.id, 1), isNotNull(state.armedScript)))
        .returning({ script: sql<string>`old.armed_script`, method: sql<string | null>`old.armed_method` })
      if (armed) await addJob(tx, 'simulator.pay', { orderId: made!.id, script: armed.script, method: (armed.method ?? 'upi') as 'upi' }, { runAt: later(tx.now(), seconds) })
      await changed(tx)
      return orderEntity(made!)
    }),
  )
  app.get(
    '/razorpay/v1/orders',
    { config, schema },
    call('order.find', async (tx, req) => {
      const { receipt } = req.query
      const found = await tx.db
        .select()
        .from(orders)
        .where(typeof receipt === 'string' ? eq(orders.receipt, receipt) : undefined)
        .orderBy(desc(orders.createdAt))
        .limit(10)
      return list(found.map(orderEntity))
    }),
  )
  app.get(
    '/razorpay/v1/orders/:id',
    { config, schema },
    call('order.fetch', async (tx, req) => {
      const [it] = await tx.db.select().from(orders).where(eq(orders.id, req.params.id))
      if (!it) throw new Refused(unknown)
      return orderEntity(it)
    }),
  )
  app.get(
    '/razorpay/v1/orders/:id/payments',
    { config, schema },
    call('order.payments', async (tx, req) =>
      list((await tx.db.select().from(payments).where(eq(payments.orderId, req.params.id)).orderBy(desc(payments.createdAt))).map(paymentEntity)),
    ),
  )
  app.get(
    '/razorpay/v1/payments/:id',
    { config, schema },
    call('payment.fetch', async (tx, req) => paymentEntity(await paymentOf(tx, req.params.id))),
  )
  app.post(
    '/razorpay/v1/payments/:id/capture',
    { config, schema },
    call('payment.capture', async (tx, req) => {
      const it = await paymentOf(tx, req.params.id)
      const body = bodyOf(req)
      if (it.captured) throw new Refused('This payment has already been captured')
      if (it.status !== 'authorized') throw new Refused('Only payments which have been authorized and not yet captured can be captured')
      if (Number(body.amount) !== it.amount || body.currency !== it.currency) throw new Refused('Capture amount must be equal to the amount authorized')
      await happen(tx, it.id, 'captured')
      return paymentEntity(await paymentOf(tx, it.id))
    }),
  )
  app.post(
    '/razorpay/v1/payments/:id/refund',
    { config, schema },
    call('refund.create', async (tx, req) => {
      const it = await paymentOf(tx, req.params.id)
      const body = bodyOf(req)
      const key = req.headers['x-refund-idempotency']
      if (key !== undefined && (typeof key !== 'string' || !/^[A-Za-z0-9_-]{10,}$/.test(key))) throw new Refused('The idempotency key must have at least 10 characters')
      const request = JSON.stringify(body)
      if (key !== undefined) {
        const [known] = await tx.db
          .select()
          .from(refunds)
          .where(and(eq(refunds.paymentId, it.id), eq(refunds.key, key)))
        if (known && known.request !== request) throw new Refused('Different request body sent with the same idempotency key')
        if (known) return refundEntity(known)
      }
      if (!it.captured) throw new Refused('The payment status should be captured for action to be taken')
      const amount = body.amount === undefined ? it.amount - it.amountRefunded : amountOf(body.amount)
      if (amount > it.amount - it.amountRefunded) throw new Refused('The total refund amount is greater than the refund payment amount')
      const [made] = await tx.db
        .insert(refunds)
        .values({
          id: newId('rfnd'),
          paymentId: it.id,
          amount,
          currency: it.currency,
          status: 'pending',
          receipt: textOf(body.receipt, 'receipt', 40),
          notes: notesOf(body.notes),
          key: key ?? null,
          request,
          createdAt: tx.now(),
        })
        .returning()
      const refunded = it.amountRefunded + amount
      const [now] = await tx.db
        .update(payments)
        .set({ amountRefunded: refunded, status: refunded === it.amount ? 'refunded' : 'captured' })
        .where(eq(payments.id, it.id))
        .returning()
      await tell(tx, 'refund.created', { refund: refundEntity(made!), payment: paymentEntity(now!) })
      await addJob(tx, 'simulator.refund', { refundId: made!.id }, { runAt: later(tx.now(), 2 * seconds) })
      return refundEntity(made!)
    }),
  )
  app.get(
    '/razorpay/v1/payments/:id/refunds',
    { config, schema },
    call('refund.list', async (tx, req) =>
      list((await tx.db.select().from(refunds).where(eq(refunds.paymentId, req.params.id)).orderBy(desc(refunds.createdAt))).map(refundEntity)),
    ),
  )
  app.get(
    '/razorpay/v1/refunds/:id',
    { config, schema },
    call('refund.fetch', async (tx, req) => {
      const [it] = await tx.db.select().from(refunds).where(eq(refunds.id, req.params.id))
      if (!it) throw new Refused(unknown)
      return refundEntity(it)
    }),
  )
}

/** Job: an order is paid by the script that was armed. */
export const payArmed = (tx: Tx, it: { orderId: string; script: string; method: Method }): Promise<unknown> => run(tx, it.orderId, it.script, it.method)

/** Job: the bank has decided on a refund. */
export async function settleRefund(tx: Tx, refundId: string): Promise<void> {
  const [it] = await tx.db.select().from(refunds).where(eq(refunds.id, refundId)).for('update')
  if (it?.status !== 'pending') return
  const payment = await tx.db.select().from(payments).where(eq(payments.id, it.paymentId)).for('update')
  const fails = payment[0]!.refundsFail
  const [now] = await tx.db
    .update(refunds)
    .set({ status: fails ? 'failed' : 'processed' })
    .where(eq(refunds.id, refundId))
    .returning()
  let about = payment[0]!
  if (fails) {
    const [back] = await tx.db
      .update(payments)
      .set({ amountRefunded: about.amountRefunded - it.amount, status: 'captured', refundsFail: false })
      .where(eq(payments.id, about.id))
      .returning()
    about = back!
  }
  await tell(tx, fails ? 'refund.failed' : 'refund.processed', { refund: refundEntity(now!), payment: paymentEntity(about) })
}
