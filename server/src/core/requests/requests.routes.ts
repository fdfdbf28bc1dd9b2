import Type from 'typebox'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, Text } from '#platform/texts'
import { changeRequest, createRequest, listRequests, requestFor, requestOut, states } from './requests.ts'

const Request = Type.Object({
  id: Id,
  reference: Type.String(),
  type: Type.String({ description: 'Key of the category' }),
  title: Type.String(),
  description: Type.String(),
  status: OneOf(states),
  createdAt: Instant,
  updatedAt: Instant,
  resolvedAt: Nullable(Instant),
})
const title = Line({ maxLength: 200 })
const description = Text({ maxLength: 20_000 })
const params = Type.Object({ id: Type.String({ maxLength: 60, description: 'Id or reference' }) })

/** A customer's own service requests, in the words of the gas company's system: tickets by another name. */
export function requestRoutes(app: App): void {
  app.get(
    '/',
    {
      config: { may: 'support.ticket.read' },
      schema: { summary: 'My service requests', querystring: Type.Object({ ...pageQuery, status: Type.Optional(OneOf(states)) }), response: { 200: PageOf(Request) } },
    },
    (req) => listRequests(req.ctx, req.query),
  )
  app.post(
    '/',
    {
      config: { may: 'support.ticket.create' },
      schema: {
        summary: 'Submit a service request',
        body: Body({ type: Type.String({ minLength: 1, maxLength: 80, description: 'Key or name of a category' }), title, description }),
        response: { 201: Request },
      },
    },
    async (req, reply) => {
      const row = await requestFor(req.ctx, await createRequest(req.ctx, req.body))
      etag(req, reply, row.version)
      return reply.code(201).header('location', `/api/v1/service-requests/${row.id}`).send(requestOut(row))
    },
  )
  app.get('/:id', { config: { may: 'support.ticket.read' }, schema: { summary: 'One of my service requests', params, response: { 200: Request } } }, async (req, reply) => {
    const row = await requestFor(req.ctx, req.params.id)
    etag(req, reply, row.version)
    return requestOut(row)
  })
  app.patch(
    '/:id',
    {
      config: { may: 'support.ticket.read' },
      schema: {
        summary: 'Change my service request',
        params,
        body: Body({ title: Type.Optional(title), description: Type.Optional(description), status: Type.Optional(OneOf(states)) }, { minProperties: 1 }),
        response: { 200: Request },
      },
    },
    async (req, reply) => {
      const row = await changeRequest(req.ctx, req.params.id, req.body, ifMatch(req))
      etag(req, reply, row.version)
      return requestOut(row)
    },
  )
}
