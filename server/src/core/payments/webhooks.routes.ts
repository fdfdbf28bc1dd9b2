import Type from 'typebox'
import type { App } from '#platform/module'
import { Body, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line } from '#platform/texts'
import { findings, findingWords } from './signatures.ts'
import { listWebhooks, rejections, webhookById, WebhookDetailOut, WebhookOut, webhookSummary } from './webhooks.list.ts'
import { diagnoseWebhook, receiveWebhook, replayWebhook } from './webhooks.ts'
import { dayQuery, uuidParams as params } from './wire.ts'

const N = Type.Integer()

/** What the gateway told us, and what is wrong with it. */
export function webhookDeskRoutes(app: App): void {
  const config = { may: 'payment.webhook.read' } as const
  app.get(
    '/webhooks',
    {
      config,
      schema: {
        summary: 'Webhooks, newest first',
        querystring: Type.Object({
          ...pageQuery,
          ...dayQuery,
          status: Type.Optional(WebhookOut.properties.status),
          event: Type.Optional(Type.String({ maxLength: 80 })),
          q: Type.Optional(Type.String({ maxLength: 100, description: 'Id of the event, or of what it is about' })),
        }),
        response: { 200: PageOf(WebhookOut) },
      },
    },
    (req) => listWebhooks(req.ctx, req.query),
  )
  app.get(
    '/webhooks/summary',
    {
      config,
      schema: {
        summary: 'How many webhooks are in each state',
        response: { 200: Type.Object({ data: Type.Array(Type.Object({ status: WebhookOut.properties.status, count: N })), rejectedToday: N }) },
      },
    },
    (req) => webhookSummary(req.ctx),
  )
  app.get(
    '/webhooks/rejections',
    {
      config,
      schema: {
        summary: 'Webhooks that were refused, counted by day and cause',
        response: {
          200: Type.Object({
            data: Type.Array(Type.Object({ day: Type.String(), finding: OneOf(findings), sentence: Type.String(), count: N, lastAt: Type.String({ format: 'date-time' }) })),
          }),
        },
      },
    },
    async (req) => ({ data: await rejections(req.ctx) }),
  )
  app.get(
    '/webhooks/:id',
    {
      config,
      schema: { summary: 'A webhook, what its signature says today, and what it belongs to', params, response: { 200: WebhookDetailOut } },
    },
    (req) => webhookById(req.ctx, req.params.id),
  )
  app.post(
    '/webhooks/:id/replay',
    {
      config: { may: 'payment.configure', idempotent: 'needed' },
      schema: { summary: 'Apply a webhook once more', params, response: { 202: WebhookDetailOut } },
    },
    async (req, reply) => {
      await replayWebhook(req.ctx, req.params.id)
      return reply.code(202).send(await webhookById(req.ctx, req.params.id))
    },
  )
  app.post(
    '/webhooks/diagnose',
    {
      config: { ...config, idempotent: 'never' },
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
