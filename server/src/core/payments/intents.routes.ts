import Type from 'typebox'
import { scopeOf, userId } from '#platform/access'
import { inTransaction } from '#platform/db'
import type { App } from '#platform/module'
import { Body, Id, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { common } from '#platform/problems'
import { Line } from '#platform/texts'
import { hours, later } from '#platform/time'
import { DowntimeOut, downtimesNow } from './downtimes.ts'
import { HistoryOut, historyOfIntent } from './history.ts'
import { cancelIntent, createIntent, intentFor } from './intents.ts'
import { attemptsWith, detailOf, listIntents, listReceipts, seesAll } from './lists.ts'
import { forgetMethod, methodsOf } from './methods.ts'
import { askNow, confirmCheckout, openCheckout, payByGateway, payByWallet } from './pay.ts'
import { receiptPdf } from './receipts.ts'
import { paySaved } from './saved.ts'
import { PersonOut, personFor, personOverview, StatementOut, walletFor, WalletOut, walletStatement } from './wallet.list.ts'
import { AttemptOut, CheckoutOut, dayQuery, DisputeOut, idParams as params, IntentOut, intentOut, IntentRowOut, MethodOut, MoneyIn, ReceiptOut, RefundOut } from './wire.ts'

const Paying = Type.Object({ intent: IntentOut, checkout: Nullable(CheckoutOut) })
const Detail = Type.Object({
  ...IntentRowOut.properties,
  checkout: Nullable(CheckoutOut),
  attempts: Type.Array(AttemptOut),
  refunds: Type.Array(RefundOut),
  disputes: Type.Array(DisputeOut),
  downtimes: Type.Array(DowntimeOut),
})
const Word = Type.String({ maxLength: 60 })
const Minor = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Minor units' })
const listQuery = Type.Object({
  ...pageQuery,
  ...dayQuery,
  status: Type.Optional(IntentOut.properties.status),
  statusLabel: Type.Optional(IntentOut.properties.statusLabel),
  purpose: Type.Optional(Word),
  line: Type.Optional(Word),
  method: Type.Optional(Word),
  payerId: Type.Optional(Id),
  minAmount: Type.Optional(Minor),
  maxAmount: Type.Optional(Minor),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'A reference, an id of the gateway or of what was paid for, or words of the payer’s name' })),
  mine: Type.Optional(Type.Boolean({ description: 'Only my own, for staff' })),
})

/** What customers do: pay, look at payments, wallet and saved methods. */
export function intentRoutes(app: App): void {
  for (const [path, summary] of [
    ['/intents', 'Payments, newest first'],
    ['/transactions', 'Payments, newest first, as the source calls them'],
  ] as const)
    app.get(path, { config: { may: 'payment.transaction.read' }, schema: { summary, querystring: listQuery, response: { 200: PageOf(IntentRowOut) } } }, (req) =>
      listIntents(req.ctx, req.query),
    )
  app.get(
    '/intents/:id',
    { config: { may: 'payment.transaction.read' }, schema: { summary: 'A payment with its tries and refunds', params, response: { 200: Detail } } },
    async (req) => {
      const intent = await intentFor(req.ctx, req.params.id)
      return { ...(await detailOf(req.ctx, intent)), checkout: intent.payerId === req.actor.id ? await openCheckout(req.ctx, intent) : null }
    },
  )
  app.get(
    '/intents/:id/attempts',
    {
      config: { may: 'payment.transaction.read' },
      schema: {
        summary: 'Every try of a payment',
        params,
        response: {
          200: Type.Object({
            data: Type.Array(
              Type.Object({ ...AttemptOut.properties, errorCode: Nullable(Type.String()), errorReason: Nullable(Type.String()), gatewayOrderId: Nullable(Type.String()) }),
            ),
          }),
        },
      },
    },
    async (req) => attemptsWith(req.ctx, await intentFor(req.ctx, req.params.id)),
  )
  app.get(
    '/intents/:id/history',
    {
      config: { may: 'payment.transaction.read' },
      schema: { summary: 'How a payment and what belongs to it moved, for staff', params, response: { 200: Type.Object({ data: HistoryOut }) } },
    },
    async (req) => {
      const intent = await intentFor(req.ctx, req.params.id)
      if (!seesAll(req.ctx)) throw common.not_found()
      return { data: await historyOfIntent(req.ctx, intent.id) }
    },
  )
  app.get(
    '/receipts',
    {
      config: { may: 'payment.transaction.read' },
      schema: {
        summary: 'What was paid, newest first, with the tax inside',
        querystring: Type.Object({ ...pageQuery, ...dayQuery, payerId: Type.Optional(Id), mine: Type.Optional(Type.Boolean()) }),
        response: { 200: PageOf(ReceiptOut) },
      },
    },
    (req) => listReceipts(req.ctx, req.query),
  )
  app.get(
    '/downtimes',
    { config: { may: 'payment.pay' }, schema: { summary: 'Ways to pay that do not work well now', response: { 200: Type.Object({ data: Type.Array(DowntimeOut) }) } } },
    async (req) => ({
      data: await downtimesNow(req.ctx),
    }),
  )
  const person = Type.Object({ id: Id })
  app.get(
    '/people/:id',
    {
      config: { may: 'payment.transaction.read' },
      schema: { summary: 'The money of a person: wallet, paid, refunded, saved methods', params: person, response: { 200: PersonOut } },
    },
    (req) => personOverview(req.ctx, req.params.id),
  )
  app.get(
    '/people/:id/statement',
    {
      config: { may: 'payment.transaction.read' },
      schema: { summary: 'The wallet of a person, line by line', params: person, querystring: Type.Object({ ...pageQuery, ...dayQuery }), response: { 200: PageOf(StatementOut) } },
    },
    async (req) => walletStatement(req.ctx, (await personFor(req.ctx, req.params.id)).id, req.query),
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
        description:
          'By wallet it is done with the answer. With a saved method it is too, unless the bank takes its time (202). By gateway the answer has the checkout; 202 without one means that the gateway has not answered yet: ask again soon.',
        params,
        body: Body({
          method: OneOf(['wallet', 'gateway', 'saved']),
          save: Type.Optional(Type.Boolean({ description: 'Keep the method for next time' })),
          methodId: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'Which of my saved methods, with `saved`' })),
        }),
        response: { 200: Paying, 202: Paying },
      },
    },
    async (req, reply) => {
      if (req.body.method === 'wallet') return { intent: intentOut(await payByWallet(req.ctx, req.params.id)), checkout: null }
      if (req.body.method === 'saved') {
        if (req.body.methodId === undefined) throw common.invalid({ errors: [{ path: 'methodId', message: 'is needed with saved' }] })
        const { intent, known } = await paySaved(req.ctx, req.params.id, req.body.methodId)
        return reply.code(known ? 200 : 202).send({ intent: intentOut(intent), checkout: null })
      }
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

  app.post(
    '/intents/:id/ask',
    {
      config: { may: 'payment.configure', idempotent: 'accepted', limit: { points: 60, seconds: 60 } },
      schema: { summary: 'Ask the gateway now how a payment stands', params, response: { 200: IntentOut } },
    },
    async (req) => {
      if (scopeOf(req.actor, 'payment.configure') !== 'all') throw common.not_found()
      return intentOut(await askNow(req.ctx, await intentFor(req.ctx, req.params.id)))
    },
  )

  app.get('/wallet', { config: { may: 'payment.pay' }, schema: { summary: 'My wallet', response: { 200: WalletOut } } }, (req) => walletFor(req.ctx, userId(req.actor)))
  app.get(
    '/wallet/statement',
    {
      config: { may: 'payment.pay' },
      schema: {
        summary: 'My wallet, line by line, with what was in it after each',
        querystring: Type.Object({ ...pageQuery, ...dayQuery }),
        response: { 200: PageOf(StatementOut) },
      },
    },
    (req) => walletStatement(req.ctx, userId(req.actor), req.query),
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

  app.get(
    '/methods',
    { config: { may: 'payment.pay' }, schema: { summary: 'My saved ways to pay', response: { 200: Type.Object({ data: Type.Array(MethodOut) }) } } },
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
