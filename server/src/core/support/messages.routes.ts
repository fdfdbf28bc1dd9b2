import Type from 'typebox'
import type { App } from '#platform/module'
import { Body, Id, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Text } from '#platform/texts'
import { AttachmentId, mostAttachments } from '#core/media'
import { conversation, messageFor, writeMessage } from './messages.ts'
import { idOrReference, MessageOut } from './wire.ts'

const message = {
  body: Text({ maxLength: 20_000 }),
  internal: Type.Optional(Type.Boolean({ description: 'A note that only staff read' })),
  attachmentIds: Type.Optional(Type.Array(AttachmentId, { maxItems: mostAttachments })),
  mentions: Type.Optional(Type.Array(Id, { maxItems: 20 })),
  seenVersion: Type.Optional(Type.Integer({ minimum: 0, description: 'The `messageVersion` you had seen; newer messages of others refuse with `support.new_messages`' })),
  confirm: Type.Optional(Type.Boolean({ description: 'Send although there are newer messages' })),
  resolve: Type.Optional(Type.Boolean({ description: 'Staff: resolve with this answer' })),
  wait: Type.Optional(Type.Boolean({ description: 'Staff: wait for the customer after this answer' })),
}

export function messageRoutes(app: App): void {
  app.get(
    '/tickets/:id/messages',
    {
      config: { may: 'support.ticket.read' },
      schema: {
        summary: 'The conversation',
        params: idOrReference,
        querystring: Type.Object({ ...pageQuery, order: Type.Optional(OneOf(['asc', 'desc'])) }),
        response: { 200: PageOf(MessageOut) },
      },
    },
    async (req) => conversation(req.ctx, req.params.id, { ...req.query, limit: req.query.limit ?? 20, order: req.query.order ?? 'asc' }),
  )
  app.post(
    '/tickets/:id/messages',
    { config: { may: 'support.ticket.read' }, schema: { summary: 'Write a message or a note', params: idOrReference, body: Body(message), response: { 201: MessageOut } } },
    async (req, reply) => {
      const made = await writeMessage(req.ctx, req.params.id, req.body)
      return reply.code(201).header('location', `/api/v1/support/messages/${made.id}`).send(made)
    },
  )
  app.post(
    '/messages',
    {
      config: { may: 'support.ticket.read' },
      schema: { summary: 'Write a message or a note', body: Body({ ticketId: Type.String({ description: 'Id or reference' }), ...message }), response: { 201: MessageOut } },
    },
    async (req, reply) => {
      const { ticketId, ...it } = req.body
      const made = await writeMessage(req.ctx, ticketId, it)
      return reply.code(201).header('location', `/api/v1/support/messages/${made.id}`).send(made)
    },
  )
  app.get(
    '/messages/:id',
    { config: { may: 'support.ticket.read' }, schema: { summary: 'One message', params: Type.Object({ id: Id }), response: { 200: MessageOut } } },
    async (req) => messageFor(req.ctx, req.params.id),
  )
}
