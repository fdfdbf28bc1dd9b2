import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, MaybeText, Tag, Text } from '#platform/texts'
import { AttachmentId, mostAttachments } from '#core/media'
import { createTicket } from './create.ts'
import { detail, unsafeDetail } from './detail.ts'
import { assignTicket, cancelTicket, editTicket, rateTicket, releaseTicket, reopenTicket, takeTicket } from './edit.ts'
import { explainTicket } from './explain.ts'
import { listTickets, sorts } from './queue.ts'
import { timeline } from './timeline.ts'
import { idOrReference, slaKinds, slaStates, TicketOut, TicketRow } from './wire.ts'
import { priorities, statuses } from './words.ts'

const Subject = Line({ maxLength: 200 })
export const Tags = Type.Array(Tag, { maxItems: 30 })
const RelatedTo = Body({ type: Type.String({ pattern: '^[a-z_]{1,40}$' }), id: Line({ maxLength: 80 }) })
const Reason = MaybeText({ maxLength: 500 })

export const NewTicketBody = Body({
  categoryId: Id,
  subject: Subject,
  description: Text({ maxLength: 20_000 }),
  attachmentIds: Type.Optional(Type.Array(AttachmentId, { maxItems: mostAttachments })),
  relatedTo: Type.Optional(RelatedTo),
  location: Type.Optional(
    Body({
      lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
      lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      address: Type.Optional(MaybeText({ maxLength: 300, description: 'Several lines become one' })),
    }),
  ),
  fields: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'Answers to the questions of the category; when given, the required ones must be there' })),
  priority: Type.Optional(OneOf(priorities, { description: 'Staff only' })),
  requesterId: Type.Optional(Type.Unsafe<string>({ type: 'string', format: 'uuid', description: 'Staff only: the customer it is for' })),
  tags: Type.Optional(Tags),
  triage: Type.Optional(Body({ where: OneOf(['inside', 'outside']), smellGone: Type.Boolean() })),
  submissionKey: Type.Optional(Type.String({ minLength: 8, maxLength: 100, description: 'The same key sent twice is one ticket' })),
  contact: Type.Optional(
    Body(
      {
        name: Line({ maxLength: 120 }),
        phone: Type.Optional(Line({ minLength: 5, maxLength: 30 })),
        email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
      },
      { description: 'Of somebody who is not signed in' },
    ),
  ),
})

const Edit = Body({
  status: Type.Optional(OneOf(statuses)),
  priority: Type.Optional(OneOf(priorities)),
  assigneeId: Type.Optional(Nullable(Id)),
  teamId: Type.Optional(Nullable(Id)),
  categoryId: Type.Optional(Id),
  tags: Type.Optional(Tags),
  subject: Type.Optional(Subject),
  relatedTo: Type.Optional(Nullable(RelatedTo)),
  fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  reason: Type.Optional(Reason),
})

export const listFilters = {
  status: Type.Optional(Type.String({ description: `One or several of ${statuses.join(', ')}, or active` })),
  priority: Type.Optional(Type.String()),
  categoryId: Type.Optional(Type.String()),
  line: Type.Optional(Type.String()),
  kind: Type.Optional(Type.String()),
  assigneeId: Type.Optional(Type.String({ description: 'Ids, me or none' })),
  teamId: Type.Optional(Type.String({ description: 'Ids, mine or none' })),
  team: Type.Optional(Type.String({ description: 'The same as teamId' })),
  requesterId: Type.Optional(Type.String()),
  tag: Type.Optional(Type.String()),
  related: Type.Optional(Type.String({ maxLength: 400, description: 'Things that it is about: type:id, several with commas' })),
  sla: Type.Optional(Type.String({ description: slaStates.join(', ') })),
  from: Type.Optional(Type.String({ description: 'Opened at or after' })),
  to: Type.Optional(Type.String({ description: 'Opened before' })),
  search: Type.Optional(Type.String({ maxLength: 200 })),
  emergency: Type.Optional(Type.Boolean()),
  snoozed: Type.Optional(OneOf(['only', 'without', 'with'])),
  view: Type.Optional(Type.String({ description: 'Id of a saved view' })),
}

const Explanation = Type.Object({
  asOf: Instant,
  clocks: Type.Array(
    Type.Object({
      kind: OneOf(slaKinds),
      turn: Type.Integer(),
      state: OneOf(slaStates),
      targetSeconds: Type.Integer(),
      usedSeconds: Type.Integer(),
      remainingSeconds: Type.Integer(),
      overdueSeconds: Type.Integer(),
      percent: Type.Integer(),
      startedAt: Instant,
      dueAt: Nullable(Instant),
      stoppedAt: Nullable(Instant),
      calendar: Type.Object({ id: Nullable(Id), name: Type.String(), timeZone: Type.String(), version: Type.Integer() }),
      policy: Nullable(Type.Object({ id: Id, name: Type.String() })),
      intervals: Type.Array(Type.Object({ from: Instant, to: Instant, kind: OneOf(['counted', 'closed', 'holiday', 'paused']), seconds: Type.Integer() })),
    }),
  ),
})
const Entry = Type.Object({
  id: Id,
  type: Type.String(),
  at: Instant,
  actor: Type.Object({ id: Nullable(Id), name: Type.String(), side: OneOf(['customer', 'staff', 'system']) }),
  from: Nullable(Type.String()),
  to: Nullable(Type.String()),
  text: Type.String(),
  public: Type.Boolean(),
})

/** Answers with the ticket as it is now, and its version as the ETag. */
export async function sendTicket(req: FastifyRequest, reply: FastifyReply, id: string) {
  const body = await detail(req.ctx, id)
  void reply.header('etag', `"v${body.version}"`)
  return body
}

export function ticketRoutes(app: App): void {
  app.get(
    '/tickets',
    {
      config: { may: 'support.ticket.read' },
      schema: {
        summary: 'Tickets that you may see',
        querystring: Type.Object({ ...listFilters, sort: Type.Optional(OneOf(sorts)), ...pageQuery }),
        response: { 200: PageOf(TicketRow) },
      },
    },
    async (req) => listTickets(req.ctx, { ...req.query, limit: req.query.limit ?? 20 }),
  )

  app.post(
    '/tickets',
    {
      config: { may: 'anyone' },
      schema: {
        summary: 'Open a ticket',
        description: 'Without an account give `contact`; the answer then carries a `claimToken`.',
        body: NewTicketBody,
        response: { 201: TicketOut },
      },
    },
    async (req, reply) => {
      const { id, claimToken } = await createTicket(req.ctx, req.body)
      const body = await unsafeDetail(req.ctx, id)
      void reply.code(201).header('location', `/api/v1/support/tickets/${id}`).header('etag', `"v${body.version}"`)
      return claimToken === null ? body : { ...body, claimToken }
    },
  )

  app.get(
    '/tickets/:id',
    {
      config: { may: 'support.ticket.read' },
      schema: {
        summary: 'One ticket',
        description: '`include=messages` brings the first page of the conversation in the same answer.',
        params: idOrReference,
        querystring: Type.Object({ include: Type.Optional(OneOf(['messages'])) }),
        response: { 200: TicketOut },
      },
    },
    async (req, reply) => {
      const body = await detail(req.ctx, req.params.id, req.query.include)
      // What a reader sees also depends on the clock and on who else is here, so a version alone never answers 304.
      void etag(req, reply, body.version)
      return body
    },
  )

  for (const method of ['PATCH', 'PUT'] as const)
    app.route({
      method,
      url: '/tickets/:id',
      config: { may: 'support.ticket.edit' },
      schema: {
        summary: 'Change a ticket',
        description: 'Only what is named changes. `If-Match` refuses an edit of an older version.',
        params: idOrReference,
        body: Edit,
        response: { 200: TicketOut },
      },
      handler: async (req, reply) => {
        const after = await editTicket(req.ctx, (req.params as { id: string }).id, req.body as never, ifMatch(req))
        return sendTicket(req, reply, after.id)
      },
    })

  app.post(
    '/tickets/:id/cancel',
    {
      config: { may: 'support.ticket.cancel' },
      schema: { summary: 'Cancel', params: idOrReference, body: Type.Optional(Nullable(Body({ reason: Type.Optional(Reason) }))), response: { 200: TicketOut } },
    },
    async (req, reply) => sendTicket(req, reply, (await cancelTicket(req.ctx, req.params.id, req.body?.reason ?? null)).id),
  )
  app.post(
    '/tickets/:id/reopen',
    {
      config: { may: 'support.ticket.read' },
      schema: { summary: 'Re-open what was resolved', params: idOrReference, body: Type.Optional(Nullable(Body({ reason: Type.Optional(Reason) }))), response: { 200: TicketOut } },
    },
    async (req, reply) => sendTicket(req, reply, (await reopenTicket(req.ctx, req.params.id, req.body?.reason ?? null)).id),
  )
  app.post(
    '/tickets/:id/rate',
    {
      config: { may: 'support.ticket.rate' },
      schema: {
        summary: 'Rate how it was handled',
        params: idOrReference,
        body: Body({ rating: Type.Integer({ minimum: 1, maximum: 5 }), feedback: Type.Optional(Nullable(MaybeText({ maxLength: 2000 }))) }),
        response: { 200: TicketOut },
      },
    },
    async (req, reply) => sendTicket(req, reply, (await rateTicket(req.ctx, req.params.id, req.body.rating, req.body.feedback?.trim() || null)).id),
  )
  app.post(
    '/tickets/:id/take',
    { config: { may: 'support.ticket.assign' }, schema: { summary: 'Take it yourself', params: idOrReference, response: { 200: TicketOut } } },
    async (req, reply) => sendTicket(req, reply, (await takeTicket(req.ctx, req.params.id)).id),
  )
  app.post(
    '/tickets/:id/release',
    { config: { may: 'support.ticket.assign' }, schema: { summary: 'Give it back to the queue', params: idOrReference, response: { 200: TicketOut } } },
    async (req, reply) => sendTicket(req, reply, (await releaseTicket(req.ctx, req.params.id)).id),
  )
  app.post(
    '/tickets/:id/assign',
    {
      config: { may: 'support.ticket.assign' },
      schema: { summary: 'Give it to somebody', params: idOrReference, body: Body({ assigneeId: Nullable(Id), reason: Type.Optional(Reason) }), response: { 200: TicketOut } },
    },
    async (req, reply) => sendTicket(req, reply, (await assignTicket(req.ctx, req.params.id, req.body.assigneeId, req.body.reason ?? null)).id),
  )

  app.get(
    '/tickets/:id/timeline',
    {
      config: { may: 'support.ticket.read' },
      schema: { summary: 'Everything that happened to it', params: idOrReference, querystring: Type.Object(pageQuery), response: { 200: PageOf(Entry) } },
    },
    async (req) => timeline(req.ctx, req.params.id, { ...req.query, limit: req.query.limit ?? 20 }),
  )
  app.get(
    '/tickets/:id/sla',
    { config: { may: 'support.ticket.read' }, schema: { summary: 'Its clocks, explained', params: idOrReference, response: { 200: Explanation } } },
    async (req) => explainTicket(req.ctx, req.params.id),
  )
}
