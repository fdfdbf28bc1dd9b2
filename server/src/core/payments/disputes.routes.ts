import Type from 'typebox'
import type { App } from '#platform/module'
import { Body } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, Text } from '#platform/texts'
import { AttachmentId, mostAttachments } from '#core/media'
import { acceptDispute, addEvidence, submitEvidence } from './disputes.answer.ts'
import { DisputeDetailOut, DisputeRowOut, disputeById, listDisputes } from './disputes.list.ts'
import { dayQuery, uuidParams as params } from './wire.ts'

/** Disputes: what a payer’s bank asks, and what we answer. */
export function disputeRoutes(app: App): void {
  const read = { may: 'payment.dispute.read' } as const
  const answer = { may: 'payment.dispute.answer', idempotent: 'needed' } as const
  app.get(
    '/disputes',
    {
      config: read,
      schema: {
        summary: 'Disputes, newest first',
        querystring: Type.Object({ ...pageQuery, ...dayQuery, status: Type.Optional(DisputeRowOut.properties.status), open: Type.Optional(Type.Boolean()) }),
        response: { 200: PageOf(DisputeRowOut) },
      },
    },
    (req) => listDisputes(req.ctx, req.query),
  )
  app.get('/disputes/:id', { config: read, schema: { summary: 'A dispute with its evidence', params, response: { 200: DisputeDetailOut } } }, (req) =>
    disputeById(req.ctx, req.params.id),
  )
  app.post(
    '/disputes/:id/evidence',
    {
      config: answer,
      schema: {
        summary: 'Add files that speak for us',
        params,
        body: Body({ attachmentIds: Type.Array(AttachmentId, { minItems: 1, maxItems: mostAttachments }), note: Type.Optional(Line({ maxLength: 300 })) }),
        response: { 201: DisputeDetailOut },
      },
    },
    async (req, reply) => {
      await addEvidence(req.ctx, req.params.id, { attachmentIds: req.body.attachmentIds, note: req.body.note ?? null })
      return reply.code(201).send(await disputeById(req.ctx, req.params.id))
    },
  )
  app.post(
    '/disputes/:id/submit',
    {
      config: answer,
      schema: { summary: 'Send our answer to the gateway', params, body: Body({ summary: Text({ maxLength: 1000 }) }), response: { 200: DisputeDetailOut } },
    },
    async (req) => {
      await submitEvidence(req.ctx, req.params.id, req.body.summary)
      return disputeById(req.ctx, req.params.id)
    },
  )
  app.post(
    '/disputes/:id/accept',
    {
      config: answer,
      schema: { summary: 'Give a dispute up: the payer keeps the money', params, body: Body({ reason: Text({ maxLength: 500 }) }), response: { 200: DisputeDetailOut } },
    },
    async (req) => {
      await acceptDispute(req.ctx, req.params.id, req.body.reason)
      return disputeById(req.ctx, req.params.id)
    },
  )
}
