import Type from 'typebox'
import { userId } from '#platform/access'
import { inTransaction } from '#platform/db'
import type { App } from '#platform/module'
import { Body, Id, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { common } from '#platform/problems'
import { Line } from '#platform/texts'
import { hours, later } from '#platform/time'
import { cancelIntent, createIntent, intentFor } from './intents.ts'
import { listIntents, partsOf, walletStatement } from './lists.ts'
import { forgetMethod, methodsOf } from './methods.ts'
import { confirmCheckout, openCheckout, payByGateway, payByWallet } from './pay.ts'
import { receiptPdf } from './receipts.ts'
import { walletOf } from './wallet.ts'
import { AttemptOut, CheckoutOut, DisputeOut, IntentOut, intentOut, money, MoneyIn, MoneyOut, RefundOut } from './wire.ts'

const params = Type.Object({ id: Type.String({ maxLength: 60, description: 'Id or reference' }) })
const Paying = Type.Object({ intent: IntentOut, checkout: Nullable(CheckoutOut) })
const Detail = Type.Object({
  ...IntentOut.properties,
  checkout: Nullable(CheckoutOut),
  attempts: Type.Array(AttemptOut),
  refunds: Type.Array(RefundOut),
  disputes: Type.Array(DisputeOut),
})
const listQuery = Type.Object({
  ...pageQuery,
  status: Type.Optional(IntentOut.properties.status),
  purpose: Type.Optional(Type.String({ maxLength: 60 })),
  payerId: Type.Optional(Id),
  mine: Type.Optional(Type.Boolean({ description: 'Only my own, for staff' })),
})

/** What customers do: pay, look at payments, wallet and saved methods. */
export function intentRoutes(app: App): void {
  for (const [path, summary] of [
    ['/intents', 'Payments, newest first'],
    ['/transactions', 'Payments, newest first, as the source calls them'],
  ] as const)
    app.get(path, { config: { may: 'payment.transaction.read' }, schema: { summary, querystring: listQuery, response: { 200: PageOf(IntentOut) } } }, (req) =>
      listIntents(req.ctx, req.query),
    )
  app.get(
    '/intents/:id',
    { config: { may: 'payment.transaction.read' }, schema: { summary: 'A payment with its tries and refunds', params, response: { 200: Detail } } },
    async (req) => {
      const intent = await intentFor(req.ctx, req.params.id)
      return { ...intentOut(intent), checkout: intent.payerId === req.actor.id ? await openCheckout(req.ctx, intent) : null, ...(await partsOf(req.ctx, intent)) }
    },
  )
  app.get(
    '/intents/:id/receipt',
    {
      config: { may: 'payment.transaction.read' },
      schema: {
        summary: 'The receipt of a payment, as PDF',
        params,
        response: { 200: { description: 'The receipt', content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } } } },
      },
    },
    async (req, reply) => {
      const intent = await intentFor(req.ctx, req.params.id)
      const pdf = await receiptPdf(req.ctx, intent)
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="${intent.reference}.pdf"`)
        .send(pdf as never)
    },
  )
  app.post(
    '/intents/:id/pay',
    {
      config: { may: 'payment.pay', idempotent: 'needed' },
      schema: {
        summary: 'Pay',
        description: 'By wallet it is done with the answer. By gateway the answer has the checkout; 202 without one means that the gateway has not answered yet: ask again soon.',
        params,
        body: Body({ method: OneOf(['wallet', 'gateway']), save: Type.Optional(Type.Boolean({ description: 'Keep the method for next time' })) }),
        response: { 200: Paying, 202: Paying },
      },
    },
    async (req, reply) => {
      if (req.body.method === 'wallet') return { intent: intentOut(await payByWallet(req.ctx, req.params.id)), checkout: null }
      const { intent, checkout } = await payByGateway(req.ctx, req.params.id, req.body.save ?? false)
      return reply.code(checkout ? 200 : 202).send({ intent: intentOut(intent), checkout })
    },
  )
  app.post(
    '/intents/:id/confirm',
    {
      config: { may: 'payment.pay', idempotent: 'needed' },
      schema: {
        summary: 'What the checkout handed back',
        params,
        body: Body({ razorpay_payment_id: Line({ maxLength: 60 }), razorpay_signature: Line({ maxLength: 200 }), razorpay_order_id: Type.Optional(Line({ maxLength: 60 })) }),
        response: { 200: IntentOut },
      },
    },
    async (req) => intentOut(await confirmCheckout(req.ctx, req.params.id, { paymentId: req.body.razorpay_payment_id, signature: req.body.razorpay_signature })),
  )
  app.post(
    '/intents/:id/cancel',
    { config: { may: 'payment.configure', idempotent: 'needed' }, schema: { summary: 'Call a payment off', params, response: { 200: IntentOut } } },
    async (req) => {
      const { id } = await intentFor(req.ctx, req.params.id)
      return intentOut(await inTransaction(req.ctx, (tx) => cancelIntent(tx, id)))
    },
  )

  const Wallet = Type.Object({ cash: MoneyOut, promo: MoneyOut, held: MoneyOut, spendable: MoneyOut })
  app.get('/wallet', { config: { may: 'payment.pay' }, schema: { summary: 'My wallet', response: { 200: Wallet } } }, async (req) => {
    const w = await walletOf(req.ctx, userId(req.actor))
    return { cash: money(w.cash), promo: money(w.promo), held: money(w.held), spendable: money(w.cash + w.promo) }
  })
  const StatementLine = Type.Object({
    entryId: Id,
    kind: Type.String(),
    pocket: OneOf(['cash', 'promo', 'held']),
    amount: MoneyOut,
    balance: MoneyOut,
    memo: Nullable(Type.String()),
    at: Instant,
  })
  app.get(
    '/wallet/statement',
    { config: { may: 'payment.pay' }, schema: { summary: 'My wallet, line by line', querystring: Type.Object({ ...pageQuery }), response: { 200: PageOf(StatementLine) } } },
    (req) => walletStatement(req.ctx, req.query),
  )
  app.post(
    '/wallet/top-up',
    {
      config: { may: 'payment.pay', idempotent: 'needed' },
      schema: { summary: 'Put money into my wallet', description: 'Makes a payment that is then paid by gateway.', body: Body({ amount: MoneyIn }), response: { 201: IntentOut } },
    },
    async (req, reply) => {
      const me = userId(req.actor)
      // The gateway takes no less than a rupee.
      if (req.body.amount.amount < 100) throw common.invalid({ errors: [{ path: 'amount.amount', message: 'must be 100 or more' }] })
      const intent = await inTransaction(req.ctx, (tx) =>
        createIntent(tx, {
          purpose: 'wallet_top_up',
          businessRef: { type: 'wallet', id: me },
          ...req.body.amount,
          payerId: me,
          line: 'general',
          description: 'Wallet top-up',
          expiresAt: later(tx.now(), 24 * hours),
        }),
      )
      return reply.code(201).header('location', `/api/v1/payment/intents/${intent.id}`).send(intentOut(intent))
    },
  )

  const Method = Type.Object({ id: Id, gateway: Type.String(), kind: Type.String(), label: Type.String(), createdAt: Instant })
  app.get(
    '/methods',
    { config: { may: 'payment.pay' }, schema: { summary: 'My saved ways to pay', response: { 200: Type.Object({ data: Type.Array(Method) }) } } },
    async (req) => ({
      data: await methodsOf(req.ctx, userId(req.actor)),
    }),
  )
  app.delete(
    '/methods/:id',
    { config: { may: 'payment.pay' }, schema: { summary: 'Forget a saved way to pay', params: Type.Object({ id: Id }), response: { 204: NoContent } } },
    async (req, reply) => {
      await forgetMethod(req.ctx, userId(req.actor), req.params.id)
      return reply.code(204).send(null)
    },
  )
}
