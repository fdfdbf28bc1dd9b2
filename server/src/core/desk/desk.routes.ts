import Type from 'typebox'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { Line, MaybeText, Tag } from '#platform/texts'
import { detail, idOrReference, priorities, statuses, ticketFor, TicketOut } from '#core/support'
import { bulkChange } from './bulk.ts'
import { cannedFor, wordsFor } from './canned.ts'
import { claimTicket } from './claim.ts'
import { runMacro } from './macros.ts'
import { mergeTickets, unmergeTicket } from './merge.ts'
import { splitTicket } from './split.ts'
import { deleteDraft, heartbeat, leaveTicket, link, linkTypes, markRead, saveDraft, setFollowing, snooze, staffOf, unlink } from './together.ts'
import { changeView, countViews, createView, deleteView, listViews, sorts, ViewFiltersSchema, viewOut } from './views.ts'

const opt = Type.Optional
const params = idOrReference
const gone = { 204: Type.Null() }
const Subject = Line({ maxLength: 200 })
const TicketName = Type.String({ minLength: 1, maxLength: 60, description: 'Id or reference' })
const Kind = OneOf(['reply', 'note'])
const Viewers = Type.Object({ viewers: Type.Array(Type.Object({ id: Id, name: Type.String(), field: Nullable(Kind) })) })
const staff = 'support.ticket.note'

const View = Type.Object({
  id: Id,
  name: Type.String(),
  scope: OneOf(['mine', 'team', 'shared']),
  teamId: Nullable(Id),
  filters: ViewFiltersSchema,
  sort: OneOf(sorts),
  sortOrder: Type.Integer(),
  own: Type.Boolean(),
  count: opt(Type.Integer({ description: 'Tickets it shows you now' })),
  more: opt(Type.Boolean({ description: 'There are more than `count`' })),
  version: Type.Integer(),
})
const viewFields = {
  name: Line({ maxLength: 80 }),
  scope: OneOf(['mine', 'team', 'shared']),
  teamId: opt(Nullable(Id)),
  filters: ViewFiltersSchema,
  sort: opt(OneOf(sorts)),
  sortOrder: opt(Type.Integer({ minimum: 0, maximum: 100_000 })),
}

/** What staff do around a ticket together, and saved views. */
export function deskRoutes(app: App): void {
  // ─── Saved views ───
  app.get(
    '/views',
    {
      config: { may: staff },
      schema: {
        summary: 'Views that I may use, with their counts',
        querystring: Type.Object({ counts: Type.Boolean({ default: true }) }),
        response: { 200: Type.Object({ data: Type.Array(View) }) },
      },
    },
    async (req) => {
      const list = await listViews(req.ctx)
      const counts = new Map(req.query.counts ? (await countViews(req.ctx)).map((c) => [c.viewId, c]) : [])
      return { data: list.map((v) => ({ ...viewOut(v, req.ctx), ...(counts.has(v.id) ? { count: counts.get(v.id)!.count, more: counts.get(v.id)!.more } : {}) })) }
    },
  )
  app.post('/views', { config: { may: staff }, schema: { summary: 'Save a view', body: Body(viewFields), response: { 201: View } } }, async (req, reply) =>
    reply.code(201).send(viewOut(await createView(req.ctx, req.body), req.ctx)),
  )
  app.patch(
    '/views/:id',
    {
      config: { may: staff },
      schema: {
        summary: 'Change a view',
        params: Type.Object({ id: Id }),
        body: Body(
          {
            name: opt(viewFields.name),
            scope: opt(viewFields.scope),
            teamId: viewFields.teamId,
            filters: opt(ViewFiltersSchema),
            sort: viewFields.sort,
            sortOrder: viewFields.sortOrder,
          },
          { minProperties: 1 },
        ),
        response: { 200: View },
      },
    },
    async (req, reply) => {
      const view = await changeView(req.ctx, req.params.id, ifMatch(req), req.body)
      etag(req, reply, view.version)
      return viewOut(view, req.ctx)
    },
  )
  app.delete('/views/:id', { config: { may: staff }, schema: { summary: 'Delete a view', params: Type.Object({ id: Id }), response: gone } }, async (req, reply) => {
    await deleteView(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
  app.get(
    '/tickets/counts',
    {
      config: { may: staff },
      schema: {
        summary: 'How many tickets views show me',
        querystring: Type.Object({ views: opt(Type.String({ maxLength: 8000, description: 'Ids, comma separated; all without it' })) }),
        response: { 200: Type.Object({ data: Type.Array(Type.Object({ viewId: Id, count: Type.Integer(), more: Type.Boolean() })) }) },
      },
    },
    async (req) => ({
      data: await countViews(
        req.ctx,
        req.query.views?.split(',').map((v) => v.trim()),
      ),
    }),
  )

  // ─── Many at once, and by macro ───
  app.post(
    '/tickets/bulk',
    {
      config: { may: 'support.ticket.bulk' },
      schema: {
        summary: 'The same change to many tickets',
        body: Body({
          ids: Type.Array(TicketName, { minItems: 1, maxItems: 200 }),
          change: Body(
            {
              status: opt(OneOf(statuses)),
              priority: opt(OneOf(priorities)),
              assigneeId: opt(Nullable(Id)),
              teamId: opt(Id),
              addTags: opt(Type.Array(Tag, { minItems: 1, maxItems: 20 })),
              removeTags: opt(Type.Array(Tag, { minItems: 1, maxItems: 20 })),
            },
            { minProperties: 1 },
          ),
          reason: opt(MaybeText({ maxLength: 500 })),
        }),
        response: {
          200: Type.Object({
            done: Type.Array(Id),
            refused: Type.Array(Type.Object({ id: Type.String(), reference: Nullable(Type.String()), code: Type.String(), title: Type.String() })),
          }),
        },
      },
    },
    (req) => bulkChange(req.ctx, req.body.ids, req.body.change, req.body.reason ?? null),
  )
  app.post(
    '/tickets/:id/macro',
    {
      config: { may: staff },
      schema: { summary: 'Run a macro', params, body: Body({ macroId: Id }), response: { 200: Type.Object({ did: Type.Array(Type.String()), ticket: TicketOut }) } },
    },
    async (req) => {
      const { did } = await runMacro(req.ctx, req.params.id, req.body.macroId)
      return { did, ticket: await detail(req.ctx, req.params.id) }
    },
  )
  app.post(
    '/tickets/:id/canned-preview',
    {
      config: { may: staff, idempotent: 'never' },
      schema: { summary: 'A canned reply with its variables filled in', params, body: Body({ cannedReplyId: Id }), response: { 200: Type.Object({ body: Type.String() }) } },
    },
    async (req) => {
      const ticket = await ticketFor(req.ctx, req.params.id)
      staffOf(req.ctx, ticket)
      return { body: await wordsFor(req.ctx, ticket, (await cannedFor(req.ctx, req.body.cannedReplyId)).body) }
    },
  )

  // ─── Merge, split, link ───
  app.post(
    '/tickets/:id/merge',
    { config: { may: 'support.ticket.merge' }, schema: { summary: 'Merge it into another ticket', params, body: Body({ intoId: TicketName }), response: { 200: TicketOut } } },
    async (req) => detail(req.ctx, (await mergeTickets(req.ctx, req.params.id, req.body.intoId)).id),
  )
  app.post(
    '/tickets/:id/unmerge',
    { config: { may: 'support.ticket.merge' }, schema: { summary: 'Undo the merge of this ticket', params, response: { 200: TicketOut } } },
    async (req) => detail(req.ctx, (await unmergeTicket(req.ctx, req.params.id)).id),
  )
  app.post(
    '/tickets/:id/split',
    {
      config: { may: 'support.ticket.merge' },
      schema: {
        summary: 'Make a ticket of its own of some messages',
        params,
        body: Body({ messageIds: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }), subject: Subject, categoryId: opt(Id) }),
        response: { 201: TicketOut },
      },
    },
    async (req, reply) => {
      const made = await splitTicket(req.ctx, req.params.id, req.body)
      return reply
        .code(201)
        .header('location', `/api/v1/support/tickets/${made.id}`)
        .send(await detail(req.ctx, made.id))
    },
  )
  app.post(
    '/tickets/:id/link',
    {
      config: { may: 'support.ticket.edit' },
      schema: {
        summary: 'Link it with another ticket; `type` is what the other one is to this',
        params,
        body: Body({ ticketId: TicketName, type: OneOf(linkTypes) }),
        response: gone,
      },
    },
    async (req, reply) => {
      await link(req.ctx, req.params.id, req.body.ticketId, req.body.type)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/tickets/:id/links/:otherId',
    {
      config: { may: 'support.ticket.edit' },
      schema: { summary: 'Remove the links with another ticket', params: Type.Object({ id: Type.String(), otherId: Type.String() }), response: gone },
    },
    async (req, reply) => {
      await unlink(req.ctx, req.params.id, req.params.otherId)
      return reply.code(204).send(null)
    },
  )

  // ─── Sleep, follow, look, draft ───
  app.post(
    '/tickets/:id/snooze',
    {
      config: { may: 'support.ticket.edit' },
      schema: { summary: 'Let it sleep until an instant; null wakes it', params, body: Body({ until: Nullable(Instant) }), response: { 200: TicketOut } },
    },
    async (req) => {
      await snooze(req.ctx, req.params.id, req.body.until === null ? null : new Date(req.body.until))
      return detail(req.ctx, req.params.id)
    },
  )
  for (const [path, following] of [
    ['follow', true],
    ['unfollow', false],
  ] as const)
    app.post(
      `/tickets/:id/${path}`,
      { config: { may: staff }, schema: { summary: following ? 'Be told what happens to it' : 'No longer be told', params, response: gone } },
      async (req, reply) => {
        await setFollowing(req.ctx, req.params.id, following)
        return reply.code(204).send(null)
      },
    )
  app.post(
    '/tickets/:id/presence',
    {
      config: { may: staff, idempotent: 'never' },
      schema: {
        summary: 'I am looking at it (every 15 seconds); answers who else is',
        params,
        body: opt(Nullable(Body({ field: opt(Nullable(Kind)) }))),
        response: { 200: Viewers },
      },
    },
    async (req) => ({ viewers: await heartbeat(req.ctx, req.params.id, req.body?.field ?? null) }),
  )
  app.delete('/tickets/:id/presence', { config: { may: staff }, schema: { summary: 'I no longer look at it', params, response: gone } }, async (req, reply) => {
    await leaveTicket(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
  app.put(
    '/tickets/:id/draft',
    {
      config: { may: staff },
      schema: {
        summary: 'Keep what I am writing',
        params,
        body: Body({ kind: Kind, body: MaybeText({ maxLength: 20_000 }), seenVersion: Type.Integer({ minimum: 0 }) }),
        response: { 200: Type.Object({ savedAt: Instant }) },
      },
    },
    async (req) => ({ savedAt: (await saveDraft(req.ctx, req.params.id, req.body)).toISOString() }),
  )
  app.delete(
    '/tickets/:id/draft',
    { config: { may: staff }, schema: { summary: 'Throw a draft away', params, querystring: Type.Object({ kind: opt(Kind) }), response: gone } },
    async (req, reply) => {
      await deleteDraft(req.ctx, req.params.id, req.query.kind ?? null)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/tickets/:id/read',
    { config: { may: 'support.ticket.read', idempotent: 'never' }, schema: { summary: 'I have read it up to here', params, response: gone } },
    async (req, reply) => {
      await markRead(req.ctx, req.params.id)
      return reply.code(204).send(null)
    },
  )

  // ─── Guests ───
  app.post(
    '/tickets/:id/claim',
    {
      config: { may: 'signed_in', limit: { points: 20, seconds: 600 } },
      schema: {
        summary: 'Make a report that I sent without an account my own',
        params,
        body: Body({ token: Type.String({ minLength: 10, maxLength: 200 }) }),
        response: { 200: TicketOut },
      },
    },
    async (req) => detail(req.ctx, (await claimTicket(req.ctx, req.params.id, req.body.token)).id),
  )
}
