import Type from 'typebox'
import { audit } from '#platform/audit'
import { inTransaction } from '#platform/db'
import type { App } from '#platform/module'
import { Body, Id, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, Text } from '#platform/texts'
import { HistoryOut } from './history.ts'
import { intentFor } from './intents.ts'
import { listRefunds, queues, RefundRowOut, refundWithHistory, type Queue } from './refunds.list.ts'
import { cancelRefund, creditInstead, decideRefund, refundLimit, requestRefund, retryRefund } from './refunds.ts'
import { dayQuery, idParams as params, money, MoneyIn, MoneyOut, RefundOut, refundOut } from './wire.ts'

const reason = Text({ maxLength: 500 })

/** Refunds: asked for, decided, sent again. */
export function refundRoutes(app: App): void {
  app.get(
    '/refunds',
    {
      config: { may: 'payment.transaction.read' },
      schema: {
        summary: 'Refunds, newest first',
        description: 'One’s own, or all for those who see all payments. `queue` is what staff call their place.',
        querystring: Type.Object({
          ...pageQuery,
          ...dayQuery,
          queue: Type.Optional(OneOf(Object.keys(queues) as Queue[])),
          status: Type.Optional(RefundOut.properties.status),
          paymentId: Type.Optional(Id),
          payerId: Type.Optional(Id),
          line: Type.Optional(Type.String({ maxLength: 60 })),
          q: Type.Optional(Type.String({ maxLength: 100, description: 'A reference, an id of the gateway, or words of the payer’s name' })),
        }),
        response: { 200: PageOf(RefundRowOut) },
      },
    },
    (req) => listRefunds(req.ctx, req.query),
  )
  app.get(
    '/refunds/limit',
    {
      config: { may: 'payment.refund.create' },
      schema: { summary: 'Up to which amount a refund goes out at once; above it a second person decides', response: { 200: Type.Object({ limit: MoneyOut }) } },
    },
    async (req) => ({ limit: money(await refundLimit(req.ctx)) }),
  )
  app.get(
    '/refunds/:id',
    {
      config: { may: 'payment.transaction.read' },
      schema: { summary: 'A refund and how it moved', params, response: { 200: Type.Object({ ...RefundRowOut.properties, history: HistoryOut }) } },
    },
    (req) => refundWithHistory(req.ctx, req.params.id),
  )
  app.post(
    '/refunds',
    {
      config: { may: 'payment.refund.create', idempotent: 'needed' },
      schema: {
        summary: 'Refund a payment',
        description: 'Up to the limit (setting payment.refund_limit) it goes out at once; above it a second person decides.',
        body: Body({ paymentId: Line({ maxLength: 60 }), amount: Type.Optional(MoneyIn), reason, to: OneOf(['source', 'wallet']) }),
        response: { 201: RefundOut },
      },
    },
    async (req, reply) => {
      const intent = await intentFor(req.ctx, req.body.paymentId)
      const refund = await inTransaction(req.ctx, async (tx) => {
        const made = await requestRefund(tx, {
          intentId: intent.id,
          reason: req.body.reason,
          to: req.body.to,
          ...(req.body.amount ? { amount: req.body.amount.amount } : {}),
        })
        await audit(tx, { action: 'refund.requested', noun: 'refund', nounId: made.id, subjectId: intent.payerId, reason: req.body.reason })
        return made
      })
      return reply.code(201).send(refundOut(refund))
    },
  )
  app.post(
    '/refunds/:id/decide',
    {
      config: { may: 'payment.refund.approve', idempotent: 'needed' },
      schema: { summary: 'Approve or reject a refund that somebody else asked for', params, body: Body({ approve: Type.Boolean(), reason }), response: { 200: RefundOut } },
    },
    async (req) => refundOut(await decideRefund(req.ctx, req.params.id, req.body)),
  )
  app.post(
    '/refunds/:id/cancel',
    { config: { may: 'payment.refund.create', idempotent: 'needed' }, schema: { summary: 'Take back a refund that waits', params, response: { 200: RefundOut } } },
    async (req) => refundOut(await cancelRefund(req.ctx, req.params.id)),
  )
  app.post(
    '/refunds/:id/retry',
    { config: { may: 'payment.refund.approve', idempotent: 'needed' }, schema: { summary: 'Send a failed refund once more', params, response: { 200: RefundOut } } },
    async (req) => refundOut(await retryRefund(req.ctx, req.params.id)),
  )
  app.post(
    '/refunds/:id/credit',
    {
      config: { may: 'payment.refund.approve', idempotent: 'needed' },
      schema: { summary: 'Credit the wallet instead of a failed refund', params, body: Body({ reason }), response: { 200: RefundOut } },
    },
    async (req) => refundOut(await creditInstead(req.ctx, req.params.id, req.body.reason)),
  )
}
