import { and, desc, eq } from 'drizzle-orm'
import { inTransaction, type Tx } from '#platform/db'
import { addJob } from '#platform/jobs'
import type { App } from '#platform/module'
import { later, seconds } from '#platform/time'
import { amountOf, bodyOf, config, dialectCall as call, list, Refused, schema, textOf, type Raw } from './dialect.ts'
import { customers, disputes, documents, downtimes, orders, payments, payouts, settlements } from './schema.ts'
import { run } from './scripts.ts'
import { happen, newId, paymentEntity, tell, unix } from './world.ts'

type Payout = typeof payouts.$inferSelect
type Dispute = typeof disputes.$inferSelect
const unknown = 'The id provided does not exist'

const disputeEntity = (d: Dispute) => ({
  id: d.id,
  entity: 'dispute',
  payment_id: d.paymentId,
  amount: d.amount,
  currency: 'INR',
  amount_deducted: d.status === 'lost' ? d.amount : 0,
  reason_code: 'goods_not_received',
  respond_by: unix(d.respondBy),
  status: d.status,
  phase: 'chargeback',
  evidence: { summary: d.summary, others: d.documents.length > 0 ? [{ type: 'explanation_letter', document_ids: d.documents }] : null },
  created_at: unix(d.createdAt),
})
const payoutEntity = (p: Payout) => ({
  id: p.id,
  entity: 'payout',
  amount: p.amount,
  currency: p.currency,
  status: p.status,
  reference_id: p.reference,
  utr: p.utr,
  fees: 0,
  tax: 0,
  mode: 'UPI',
  purpose: 'refund',
  status_details: p.status === 'failed' ? { reason: 'beneficiary_bank_failure', description: 'The beneficiary bank refused' } : null,
  created_at: unix(p.createdAt),
})
const settlementEntity = (s: typeof settlements.$inferSelect) => ({
  id: s.id,
  entity: 'settlement',
  amount: s.amount,
  status: 'processed',
  fees: s.fees,
  tax: s.tax,
  utr: s.utr,
  created_at: unix(s.createdAt),
})
/** What the webhook of a settlement carries. */
export const settlementTold = settlementEntity

async function disputeOf(tx: Tx, id: string): Promise<Dispute> {
  const [it] = await tx.db.select().from(disputes).where(eq(disputes.id, id)).for('update')
  if (!it) throw new Refused(unknown)
  return it
}

/** The rest of the dialect: customers and their tokens, disputes, settlements, payouts, downtimes. */
export function bankRoutes(app: App): void {
  app.post(
    '/razorpay/v1/customers',
    { config, schema },
    call('customer.create', async (tx, req) => {
      const body = bodyOf(req)
      const it = { name: textOf(body.name, 'name', 50), email: textOf(body.email, 'email', 200), contact: textOf(body.contact, 'contact', 20) }
      const [made] = await tx.db
        .insert(customers)
        .values({ id: newId('cust'), ...it, createdAt: tx.now() })
        .returning()
      return { id: made!.id, entity: 'customer', ...it, gstin: null, notes: [], created_at: unix(tx.now()) }
    }),
  )
  app.post(
    '/razorpay/v1/payments/create/recurring',
    { config, schema },
    call('payment.charge', async (tx, req) => {
      const body = bodyOf(req)
      const [order] = await tx.db
        .select()
        .from(orders)
        .where(eq(orders.id, String(body.order_id)))
        .for('update')
      if (!order) throw new Refused(unknown)
      if (order.status === 'paid') throw new Refused('Order already paid')
      if (amountOf(body.amount) !== order.amount || body.currency !== order.currency) throw new Refused('Payment amount is different from the order amount')
      const token = typeof body.token === 'string' ? body.token : ''
      const [first] = await tx.db
        .select()
        .from(payments)
        .where(and(eq(payments.id, `pay_${token.slice('token_'.length)}`), eq(payments.captured, true)))
      // A token is a method that was kept at a payment of this customer.
      if (!first || first.customerId === null || first.customerId !== body.customer_id) throw new Refused('The token is not valid for this customer')
      const made = await run(tx, order.id, 'success', first.method as 'upi', first.customerId)
      return { razorpay_payment_id: made!.id, razorpay_order_id: order.id }
    }),
  )
  app.post('/razorpay/v1/documents', { config, schema }, async (req, reply) => {
    const file = await req.file()
    const bytes = await file?.toBuffer()
    return call('document.create', async (tx) => {
      if (!bytes || bytes.length === 0) throw new Refused('The file field is required.')
      const [made] = await tx.db
        .insert(documents)
        .values({ id: newId('doc'), name: file!.filename.slice(0, 200), size: bytes.length, createdAt: tx.now() })
        .returning()
      return { id: made!.id, entity: 'document', purpose: 'dispute_evidence', name: made!.name, size: made!.size, mime_type: file!.mimetype, created_at: unix(tx.now()) }
    })(req, reply)
  })
  app.get(
    '/razorpay/v1/disputes/:id',
    { config, schema },
    call('dispute.fetch', async (tx, req) => disputeEntity(await disputeOf(tx, req.params.id))),
  )
  app.patch(
    '/razorpay/v1/disputes/:id/contest',
    { config, schema },
    call('dispute.contest', async (tx, req) => {
      const it = await disputeOf(tx, req.params.id)
      const body = bodyOf(req)
      if (it.status !== 'open' && it.status !== 'action_required') throw new Refused(`Dispute is ${it.status} and cannot be contested`)
      if (it.respondBy < tx.now()) throw new Refused('The deadline to respond has passed')
      const others = Array.isArray(body.others) ? (body.others as Raw[]) : []
      const ids = others.flatMap((o) => (Array.isArray(o.document_ids) ? o.document_ids.map(String) : []))
      await tx.db
        .update(disputes)
        .set({ summary: textOf(body.summary, 'summary', 1000), documents: ids })
        .where(eq(disputes.id, it.id))
      if (body.action === 'submit') await happen(tx, it.paymentId, 'dispute_under_review')
      return disputeEntity(await disputeOf(tx, it.id))
    }),
  )
  app.post(
    '/razorpay/v1/disputes/:id/accept',
    { config, schema },
    call('dispute.accept', async (tx, req) => {
      const it = await disputeOf(tx, req.params.id)
      if (it.status !== 'open' && it.status !== 'action_required') throw new Refused(`Dispute is ${it.status} and cannot be accepted`)
      await happen(tx, it.paymentId, 'dispute_lost')
      return disputeEntity(await disputeOf(tx, it.id))
    }),
  )
  app.get(
    '/razorpay/v1/settlements',
    { config, schema },
    call('settlement.list', async (tx) => list((await tx.db.select().from(settlements).orderBy(desc(settlements.createdAt)).limit(100)).map(settlementEntity))),
  )
  app.get(
    '/razorpay/v1/settlements/recon/combined',
    { config, schema },
    call('settlement.recon', async (tx, req) => {
      const q = req.query
      const [year, month, day, count, skip] = ['year', 'month', 'day', 'count', 'skip'].map((name) => Number(q[name] ?? 0)) as [number, number, number, number, number]
      if (!year || !month) throw new Refused('The year and month fields are required.')
      const zone = tx.config.OPERATOR_TIME_ZONE
      const mine = (await tx.db.select().from(settlements).orderBy(desc(settlements.createdAt)).limit(2000)).filter((s) => {
        const at = Temporal.Instant.fromEpochMilliseconds(s.createdAt.getTime()).toZonedDateTimeISO(zone)
        return at.year === year && at.month === month && (!day || at.day === day)
      })
      return list(mine.flatMap((s) => s.items).slice(skip, skip + (count || 100)))
    }),
  )
  app.get(
    '/razorpay/v1/settlements/:id',
    { config, schema },
    call('settlement.fetch', async (tx, req) => {
      const [it] = await tx.db.select().from(settlements).where(eq(settlements.id, req.params.id))
      if (!it) throw new Refused(unknown)
      return settlementEntity(it)
    }),
  )
  app.post(
    '/razorpay/v1/payouts',
    { config, schema },
    call('payout.create', async (tx, req) => {
      const body = bodyOf(req)
      const key = req.headers['x-payout-idempotency']
      if (typeof key !== 'string' || key.length < 4 || key.length > 36) throw new Refused('X-Payout-Idempotency is required, 4 to 36 characters')
      const request = JSON.stringify(body)
      const [known] = await tx.db.select().from(payouts).where(eq(payouts.key, key))
      if (known && known.request !== request) throw new Refused('Different request body sent with the same idempotency key')
      if (known) return payoutEntity(known)
      const fund = body.fund_account as { vpa?: { address?: string } } | undefined
      if (!fund || typeof fund !== 'object') throw new Refused('The fund account field is required.')
      const [made] = await tx.db
        .insert(payouts)
        .values({
          id: newId('pout'),
          key,
          request,
          amount: amountOf(body.amount),
          currency: 'INR',
          status: 'processing',
          reference: textOf(body.reference_id, 'reference id', 40),
          createdAt: tx.now(),
        })
        .returning()
      await addJob(tx, 'simulator.payout', { payoutId: made!.id }, { runAt: later(tx.now(), 2 * seconds) })
      return payoutEntity(made!)
    }),
  )
  app.get(
    '/razorpay/v1/payouts',
    { config, schema },
    call('payout.list', async (tx, req) => {
      const { reference_id: reference } = req.query
      const found = await tx.db
        .select()
        .from(payouts)
        .where(typeof reference === 'string' ? eq(payouts.reference, reference) : undefined)
        .orderBy(desc(payouts.createdAt))
        .limit(10)
      return list(found.map(payoutEntity))
    }),
  )
  app.get(
    '/razorpay/v1/payments/downtimes',
    { config, schema },
    call('payment.downtimes', async (tx) => list((await tx.db.select().from(downtimes).orderBy(desc(downtimes.beganAt)).limit(50)).map(downtimeEntity))),
  )
}

export const downtimeEntity = (d: typeof downtimes.$inferSelect) => ({
  id: d.id,
  entity: 'payment.downtime',
  method: d.method,
  begin: unix(d.beganAt),
  end: d.endedAt ? unix(d.endedAt) : null,
  status: d.endedAt ? 'resolved' : 'started',
  scheduled: false,
  severity: d.severity,
  instrument: {},
  created_at: unix(d.beganAt),
})

/** Job: the bank has decided on a payout. UPI ids that begin with `fail` are refused, those with `back` come back later. */
export const settlePayout = (ctx: Parameters<typeof inTransaction>[0], payoutId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [it] = await tx.db.select().from(payouts).where(eq(payouts.id, payoutId)).for('update')
    if (!it || it.status === 'failed' || it.status === 'reversed') return
    const vpa = (JSON.parse(it.request) as { fund_account?: { vpa?: { address?: string } } }).fund_account?.vpa?.address ?? ''
    const to = it.status === 'processed' ? 'reversed' : vpa.startsWith('fail') ? 'failed' : 'processed'
    const [now] = await tx.db
      .update(payouts)
      .set({ status: to, utr: to === 'failed' ? null : `UTR${it.id.slice(-10).toUpperCase()}` })
      .where(eq(payouts.id, payoutId))
      .returning()
    await tell(tx, `payout.${to}`, { payout: payoutEntity(now!) })
    if (to === 'processed' && vpa.startsWith('back')) await addJob(tx, 'simulator.payout', { payoutId }, { runAt: later(tx.now(), 60 * 60 * seconds) })
  })

/** An event made by hand about a payment; what the payment is does not change. */
export async function sendByHand(tx: Tx, paymentId: string, event: string): Promise<string | undefined> {
  const [it] = await tx.db.select().from(payments).where(eq(payments.id, paymentId))
  if (!it) return undefined
  const status = event === 'order.paid' ? 'captured' : (event.slice('payment.'.length) as 'captured')
  const payment = paymentEntity({ ...it, status, captured: status === 'captured' })
  return tell(tx, event, { payment, ...(event === 'order.paid' ? { order: { id: it.orderId, entity: 'order', amount: it.amount, status: 'paid' } } : {}) })
}
