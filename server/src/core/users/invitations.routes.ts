import Type from 'typebox'
import type { App } from '#platform/module'
import { Body, Id, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line } from '#platform/texts'
import { needTry, addressTries, giveBackTry } from './attempts.ts'
import { accept, invite, listInvitations, withdraw } from './invitations.ts'
import { byId } from './me.routes.ts'
import { cookieName, sessionSeconds } from './sessions.ts'
import { peopleByIds } from './people.ts'

const Name = Line({ maxLength: 120 })
const Invitation = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  roleIds: Type.Array(Id),
  teamIds: Type.Array(Id),
  state: OneOf(['open', 'accepted', 'expired']),
  expiresAt: Instant,
  acceptedAt: Nullable(Instant),
  createdAt: Instant,
})

export function invitationRoutes(app: App): void {
  const config = { may: 'user.invite' } as const
  app.post(
    '/invitations',
    {
      config,
      schema: {
        summary: 'Invite somebody to the staff',
        description: 'They get a mail with a link that is valid for seven days. Nobody gives roles wider than their own.',
        body: Body({
          email: Type.String({ format: 'email', maxLength: 254 }),
          name: Name,
          roleIds: Type.Array(Id, { minItems: 1, maxItems: 20 }),
          teamIds: Type.Optional(Type.Array(Id, { maxItems: 50 })),
        }),
        response: { 201: Invitation },
      },
    },
    async (req, reply) => reply.code(201).send(await invite(req.ctx, { ...req.body, teamIds: req.body.teamIds ?? [] })),
  )
  app.get('/invitations', { config, schema: { summary: 'Invitations, newest first', querystring: Type.Object(pageQuery), response: { 200: PageOf(Invitation) } } }, async (req) =>
    listInvitations(req.ctx, req.query),
  )
  app.delete('/invitations/:id', { config, schema: { summary: 'Take an invitation back', params: byId, response: { 204: NoContent } } }, async (req, reply) => {
    await withdraw(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
  app.post(
    '/invitations/accept',
    {
      config: { may: 'anyone', idempotent: 'never', limit: { points: 60, seconds: 900, per: 'address' } },
      schema: {
        summary: 'Accept an invitation: set a password and sign in',
        body: Body({ token: Type.String({ minLength: 10, maxLength: 200 }), password: Type.String({ minLength: 1, maxLength: 200 }), name: Type.Optional(Name) }),
        response: { 201: Type.Object({ user: Type.Object({ id: Id, name: Type.String() }), token: Type.String() }) },
      },
    },
    async (req, reply) => {
      await needTry(req.ctx, addressTries, req.ip)
      const { personId, token } = await accept(req.ctx, req.body)
      await giveBackTry(req.ctx, addressTries, req.ip)
      const me = (await peopleByIds(req.ctx, [personId])).get(personId)!
      void reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: req.ctx.config.publicUrl.startsWith('https:'), maxAge: sessionSeconds })
      return reply
        .code(201)
        .header('set-auth-token', token)
        .send({ user: { id: me.id, name: me.name }, token })
    },
  )
}
