import Type from 'typebox'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, NoContent, Nullable } from '#platform/openapi'
import { Line } from '#platform/texts'
import { byId, Permissions } from './me.routes.ts'
import { allPermissions, changeRole, createRole, deleteRole, listRoles, roleById } from './roles.ts'
import { changeTeam, createTeam, deleteTeam, listTeams, teamById } from './teams.ts'

const Role = Type.Object({ id: Id, name: Type.String(), label: Type.String(), permissions: Permissions, builtIn: Type.Boolean(), version: Type.Integer(), people: Type.Integer() })
const Label = Line({ maxLength: 80 })
const Team = Type.Object({
  id: Id,
  name: Type.String(),
  line: Nullable(Type.String()),
  memberIds: Type.Array(Id),
  onCallIds: Type.Array(Id, { description: 'Who is paged, first to last' }),
  version: Type.Integer(),
})
const teamFields = {
  line: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
  memberIds: Type.Optional(Type.Array(Id, { maxItems: 500 })),
  onCallIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
}

export function roleRoutes(app: App): void {
  const read = { may: 'user.read' } as const
  const roles = { may: 'user.roles' } as const
  app.get('/roles', { config: read, schema: { summary: 'All roles', response: { 200: Type.Object({ data: Type.Array(Role) }) } } }, async (req) => ({
    data: await listRoles(req.ctx),
  }))
  app.get('/roles/:id', { config: read, schema: { summary: 'One role', params: byId, response: { 200: Role } } }, async (req, reply) => {
    const role = await roleById(req.ctx, req.params.id)
    etag(req, reply, role.version)
    return role
  })
  app.post(
    '/roles',
    {
      config: roles,
      schema: {
        summary: 'Make a role',
        description: 'Nobody gives a permission that they do not hold.',
        body: Body({ name: Type.String({ pattern: '^[a-z][a-z0-9_-]{1,39}$' }), label: Label, permissions: Permissions }),
        response: { 201: Role },
      },
    },
    async (req, reply) => {
      const role = await createRole(req.ctx, { ...req.body, label: req.body.label.trim() })
      etag(req, reply, role.version)
      return reply.code(201).header('location', `/api/v1/user/roles/${role.id}`).send(role)
    },
  )
  app.patch(
    '/roles/:id',
    {
      config: roles,
      schema: {
        summary: 'Change a role',
        description: 'Holds at once for everybody who has it.',
        params: byId,
        body: Body({ label: Type.Optional(Label), permissions: Type.Optional(Permissions) }, { minProperties: 1 }),
        response: { 200: Role },
      },
    },
    async (req, reply) => {
      const role = await changeRole(req.ctx, req.params.id, req.body, ifMatch(req))
      etag(req, reply, role.version)
      return role
    },
  )
  app.delete('/roles/:id', { config: roles, schema: { summary: 'Delete a role that nobody holds', params: byId, response: { 204: NoContent } } }, async (req, reply) => {
    await deleteRole(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
  app.get(
    '/permissions',
    {
      config: read,
      schema: {
        summary: 'Every permission there is',
        response: { 200: Type.Object({ data: Type.Array(Type.Object({ name: Type.String(), sentence: Type.String(), module: Type.String() })) }) },
      },
    },
    async () => ({ data: [...allPermissions()].map(([name, { sentence, module }]) => ({ name, sentence, module })).sort((a, b) => a.name.localeCompare(b.name)) }),
  )

  const edit = { may: 'teams.edit' } as const
  app.get('/teams', { config: read, schema: { summary: 'All teams', response: { 200: Type.Object({ data: Type.Array(Team) }) } } }, async (req) => ({
    data: await listTeams(req.ctx),
  }))
  app.get('/teams/:id', { config: read, schema: { summary: 'One team', params: byId, response: { 200: Team } } }, async (req, reply) => {
    const team = await teamById(req.ctx, req.params.id)
    etag(req, reply, team.version)
    return team
  })
  app.post('/teams', { config: edit, schema: { summary: 'Make a team', body: Body({ name: Label, ...teamFields }), response: { 201: Team } } }, async (req, reply) => {
    const team = await createTeam(req.ctx, req.body)
    etag(req, reply, team.version)
    return reply.code(201).header('location', `/api/v1/user/teams/${team.id}`).send(team)
  })
  app.patch(
    '/teams/:id',
    {
      config: edit,
      schema: {
        summary: 'Change a team, its members and who is on call',
        params: byId,
        body: Body({ name: Type.Optional(Label), ...teamFields }, { minProperties: 1 }),
        response: { 200: Team },
      },
    },
    async (req, reply) => {
      const team = await changeTeam(req.ctx, req.params.id, req.body, ifMatch(req))
      etag(req, reply, team.version)
      return team
    },
  )
  app.delete('/teams/:id', { config: edit, schema: { summary: 'Dissolve a team', params: byId, response: { 204: NoContent } } }, async (req, reply) => {
    await deleteTeam(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
}
