import Type from 'typebox'
import { userId } from '#platform/access'
import { inTransaction } from '#platform/db'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, Text } from '#platform/texts'
import { createCustomer, editPerson, listPeople, personPage, reinstate, suspend } from './directory.ts'
import { auditOf, me } from './me.ts'
import { AddressShape, AuditLine, Availability, byId, profileFields, RoleFace } from './me.routes.ts'
import { changeStaff, setAvailability } from './staff.ts'

const Status = OneOf(['active', 'suspended', 'erased'])
const rowFields = {
  id: Id,
  name: Type.String(),
  email: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  avatarUrl: Nullable(Type.String()),
  status: Status,
  staff: Type.Boolean(),
  roles: Type.Array(RoleFace),
  teams: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  createdAt: Instant,
  lastSeenAt: Nullable(Instant),
  availability: Nullable(Availability),
  capacity: Nullable(Type.Integer()),
  load: Nullable(Type.Number()),
  skills: Type.Array(Type.String()),
}
const PersonRow = Type.Object(rowFields)
const PersonPage = Type.Object({
  ...rowFields,
  emailVerified: Type.Boolean(),
  phoneVerified: Type.Boolean(),
  locale: Type.String(),
  timeZone: Type.String(),
  country: Nullable(Type.String()),
  address: Nullable(AddressShape),
  lines: Type.Array(Type.String()),
  twoFactor: Type.Boolean(),
  suspended: Nullable(Type.Object({ reason: Nullable(Type.String()), at: Instant, by: Type.String() })),
  version: Type.Integer(),
})
const Email = Type.String({ format: 'email', maxLength: 254 })
const Phone = Line({ minLength: 5, maxLength: 32 })
const Word = Line({ maxLength: 60 })

export function peopleRoutes(app: App): void {
  app.get(
    '/people',
    {
      config: { may: 'user.read' },
      schema: {
        summary: 'Customers and staff',
        description: '`search` looks for the beginnings of words in name, e-mail and phone.',
        querystring: Type.Object({
          search: Type.Optional(Type.String({ maxLength: 200 })),
          kind: Type.Optional(OneOf(['customer', 'staff'])),
          status: Type.Optional(Status),
          teamId: Type.Optional(Id),
          roleId: Type.Optional(Id),
          ...pageQuery,
        }),
        response: { 200: PageOf(PersonRow) },
      },
    },
    async (req) => listPeople(req.ctx, req.query),
  )

  app.post(
    '/people',
    {
      config: { may: 'user.edit' },
      schema: {
        summary: 'Make a customer',
        description: 'E-mail or phone is needed. The customer signs in with a code, or asks for a password.',
        body: Body({
          ...profileFields,
          name: Line({ maxLength: 120 }),
          email: Type.Optional(Nullable(Email)),
          phone: Type.Optional(Nullable(Phone)),
        }),
        response: { 201: PersonPage },
      },
    },
    async (req, reply) => {
      const id = await createCustomer(req.ctx, req.body)
      const it = await personPage(req.ctx, id)
      etag(req, reply, it.version)
      return reply.code(201).header('location', `/api/v1/user/people/${id}`).send(it)
    },
  )

  app.get(
    '/people/:id',
    {
      config: { may: 'user.read' },
      schema: { summary: 'One person', description: 'A look at a customer is noted in the customer’s own log.', params: byId, response: { 200: PersonPage } },
    },
    async (req, reply) => {
      const it = await personPage(req.ctx, req.params.id)
      etag(req, reply, it.version)
      return it
    },
  )

  app.patch(
    '/people/:id',
    {
      config: { may: 'user.edit' },
      schema: {
        summary: 'Change a person’s profile',
        params: byId,
        body: Body({ ...profileFields, email: Type.Optional(Nullable(Email)), phone: Type.Optional(Nullable(Phone)) }),
        response: { 200: PersonPage },
      },
    },
    async (req, reply) => {
      await editPerson(req.ctx, req.params.id, req.body, ifMatch(req))
      const it = await personPage(req.ctx, req.params.id)
      etag(req, reply, it.version)
      return it
    },
  )

  app.post(
    '/people/:id/suspend',
    {
      config: { may: 'user.suspend' },
      schema: {
        summary: 'Suspend an account',
        description: 'Sessions and live channels end within a second.',
        params: byId,
        body: Body({ reason: Text({ maxLength: 500 }) }),
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await suspend(req.ctx, req.params.id, req.body.reason)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/people/:id/reinstate',
    { config: { may: 'user.suspend' }, schema: { summary: 'Reinstate a suspended account', params: byId, response: { 204: NoContent } } },
    async (req, reply) => {
      await reinstate(req.ctx, req.params.id)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/people/:id/audit-log',
    {
      config: { may: 'audit.read' },
      schema: { summary: 'What happened with an account', params: byId, querystring: Type.Object(pageQuery), response: { 200: PageOf(AuditLine) } },
    },
    async (req) => {
      await personPage(req.ctx, req.params.id)
      return auditOf(req.ctx, req.params.id, req.query)
    },
  )

  app.put(
    '/people/:id/staff',
    {
      config: { may: 'teams.edit' },
      schema: {
        summary: 'Set roles, teams, skills and capacity of a member of staff',
        description:
          'Also makes somebody one, and with no roles a customer again. What is left out stays. Roles need the permission `user.roles` besides; nobody adds teams or lines to themselves to reach further.',
        params: byId,
        body: Body({
          roleIds: Type.Optional(Type.Array(Id, { maxItems: 20 })),
          teamIds: Type.Optional(Type.Array(Id, { maxItems: 50 })),
          skills: Type.Optional(Type.Array(Word, { maxItems: 50 })),
          lines: Type.Optional(Type.Array(Word, { maxItems: 10 })),
          capacity: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
        }),
        response: { 200: PersonPage },
      },
    },
    async (req, reply) => {
      await inTransaction(req.ctx, (ctx) => changeStaff(ctx, req.params.id, req.body))
      const it = await personPage(req.ctx, req.params.id)
      etag(req, reply, it.version)
      return it
    },
  )

  app.put(
    '/me/availability',
    {
      config: { may: 'signed_in' },
      schema: {
        summary: 'Say whether I take new work',
        description: 'For staff.',
        body: Body({ availability: Availability }),
        response: { 200: Type.Object({ availability: Nullable(Availability), capacity: Nullable(Type.Integer()), load: Nullable(Type.Number()) }) },
      },
    },
    async (req) => {
      userId(req.actor)
      await setAvailability(req.ctx, req.body.availability)
      return me(req.ctx)
    },
  )
}
