import Type from 'typebox'
import { audit } from '#platform/audit'
import { inTransaction } from '#platform/db'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, Text } from '#platform/texts'
import { intentFor } from './intents.ts'
import { listRefunds, listWebhooks, rejections, webhookById } from './lists.ts'
import { webhookStates } from './machines.ts'
import { cancelRefund, creditInstead, decideRefund, requestRefund, retryRefund } from './refunds.ts'
import { findings, findingWords } from './signatures.ts'
import { diagnoseWebhook, receiveWebhook, replayWebhook } from './webhooks.ts'
import { MoneyIn, RefundOut, refundOut } from './wire.ts'

const params = Type.Object({ id: Type.String({ maxLength: 60, description: 'Id or reference' }) })
const reason = Text({ maxLength: 500 })

/** What staff do with money: refunds, webhooks and what is wrong with them. */
export function moneyRoutes(app: App): void {
  app.get(
    '/refunds',
    {
      config: { may: 'payment.transaction.read' },
      schema: {
        summary: 'Refunds, newest first',
        querystring: Type.Object({ ...pageQuery, status: Type.Optional(RefundOut.properties.status), paymentId: Type.Optional(Id) }),
        response: { 200: PageOf(RefundOut) },
      },
    },
    (req) => listRefunds(req.ctx, req.query),
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

  const Webhook = Type.Object({
    id: Id,
    eventId: Type.String(),
    event: Type.String(),
    status: OneOf(Object.keys(webhookStates.moves)),
    tries: Type.Integer(),
    copies: Type.Integer(),
    note: Nullable(Type.String()),
    signedWith: Type.String(),
    receivedAt: Instant,
    nextTryAt: Nullable(Instant),
  })
  app.get(
    '/webhooks',
    {
      config: { may: 'payment.webhook.read' },
      schema: {
        summary: 'Webhooks, newest first',
        querystring: Type.Object({ ...pageQuery, status: Type.Optional(Webhook.properties.status) }),
        response: { 200: PageOf(Webhook) },
      },
    },
    (req) => listWebhooks(req.ctx, req.query),
  )
  app.get(
    '/webhooks/rejections',
    {
      config: { may: 'payment.webhook.read' },
      schema: {
        summary: 'Webhooks that were refused, counted by day and cause',
        response: { 200: Type.Object({ data: Type.Array(Type.Object({ day: Type.String(), finding: Type.String(), sentence: Type.String(), count: Type.Integer() })) }) },
      },
    },
    async (req) => ({ data: (await rejections(req.ctx)).map((r) => ({ ...r, sentence: findingWords[r.finding as keyof typeof findingWords] })) }),
  )
  app.get(
    '/webhooks/:id',
    {
      config: { may: 'payment.webhook.read' },
      schema: { summary: 'A webhook as it came', params: Type.Object({ id: Id }), response: { 200: Type.Object({ ...Webhook.properties, body: Type.String() }) } },
    },
    (req) => webhookById(req.ctx, req.params.id),
  )
  app.post(
    '/webhooks/:id/replay',
    {
      config: { may: 'payment.configure', idempotent: 'needed' },
      schema: { summary: 'Apply a webhook once more', params: Type.Object({ id: Id }), response: { 202: Type.Object({ ...Webhook.properties, body: Type.String() }) } },
    },
    async (req, reply) => {
      await replayWebhook(req.ctx, req.params.id)
      return reply.code(202).send(await webhookById(req.ctx, req.params.id))
    },
  )
  app.post(
    '/webhooks/diagnose',
    {
      config: { may: 'payment.webhook.read', idempotent: 'never' },
      schema: {
        summary: 'What is wrong with a signature',
        body: Body({ rawBody: Type.String({ maxLength: 200_000 }), signature: Type.Optional(Line({ maxLength: 400 })) }),
        response: { 200: Type.Object({ ok: Type.Boolean(), finding: OneOf(findings), sentence: Type.String() }) },
      },
    },
    async (req) => {
      const finding = await diagnoseWebhook(req.ctx, req.body.rawBody, req.body.signature)
      return { ok: finding === 'matches' || finding === 'matches_old', finding, sentence: findingWords[finding] }
    },
  )
}

/** Where Razorpay calls. In a scope of its own, because it needs the bytes as they came. */
export async function webhookRoutes(app: App): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_req, body, done) => done(null, body))
    scope.post(
      '/webhooks/razorpay',
      {
        config: { may: 'anyone', idempotent: 'never', limit: { points: 60_000, seconds: 60 } },
        schema: { summary: 'Events from Razorpay', description: 'Signed over the raw body.', response: { 200: Type.Object({ status: OneOf(['stored', 'duplicate']) }) } },
      },
      async (req) => ({ status: await receiveWebhook(req.ctx, Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0), req.headers) }),
    )
  })
}
