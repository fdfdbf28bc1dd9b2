import Type from 'typebox'
import { scopes, userId } from '#platform/access'
import { inTransaction } from '#platform/db'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, MaybeLine } from '#platform/texts'
import { myDevices, registerDevice, removeDevice, type Device } from './devices.ts'
import { auditOf, changeProfile, me } from './me.ts'
import { securityChanged } from './security.ts'
import { cookieName, endMySession, endSessions, mySessions, renewSession, sessionSeconds } from './sessions.ts'

const Address = Body({
  line1: Line({ maxLength: 200 }),
  line2: Type.Optional(MaybeLine({ maxLength: 200 })),
  city: Type.Optional(MaybeLine({ maxLength: 100 })),
  postalCode: Type.Optional(MaybeLine({ maxLength: 20 })),
  region: Type.Optional(MaybeLine({ maxLength: 100 })),
})
/** As it is answered: what was stored before a rule became stricter is still shown. */
export const AddressShape = Type.Object({
  line1: Type.String(),
  line2: Type.Optional(Type.String()),
  city: Type.Optional(Type.String()),
  postalCode: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
})
const Named = Type.Object({ id: Id, name: Type.String() })
export const RoleFace = Type.Object({ id: Id, name: Type.String(), label: Type.String() })
export const Availability = OneOf(['available', 'away'])
export const Permissions = Type.Record(Type.String(), OneOf(scopes))

const Me = Type.Object({
  id: Id,
  name: Type.String(),
  email: Nullable(Type.String()),
  emailVerified: Type.Boolean(),
  phone: Nullable(Type.String()),
  phoneVerified: Type.Boolean(),
  avatarUrl: Nullable(Type.String()),
  locale: Type.String(),
  timeZone: Type.String(),
  country: Nullable(Type.String()),
  address: Nullable(AddressShape),
  staff: Type.Boolean(),
  roles: Type.Array(RoleFace),
  permissions: Permissions,
  teams: Type.Array(Named),
  availability: Nullable(Availability),
  capacity: Nullable(Type.Integer()),
  load: Nullable(Type.Number()),
  password: Type.Boolean({ description: 'Whether the account has a password' }),
  twoFactor: Type.Boolean(),
  mustSetUpTwoFactor: Type.Boolean({ description: 'Nothing else is allowed until a second factor is set up' }),
  createdAt: Instant,
  version: Type.Integer(),
})
const Session = Type.Object({
  id: Id,
  current: Type.Boolean(),
  userAgent: Nullable(Type.String()),
  address: Nullable(Type.String()),
  createdAt: Instant,
  lastSeenAt: Nullable(Instant),
  expiresAt: Instant,
})
export const AuditLine = Type.Object({ id: Type.String(), at: Instant, action: Type.String(), sentence: Type.String(), actorName: Type.String(), address: Nullable(Type.String()) })
const DeviceOut = Type.Object({ id: Id, platform: OneOf(['web', 'android', 'ios']), appVersion: Nullable(Type.String()), lastSeenAt: Instant, createdAt: Instant })
const deviceOut = ({ id, platform, appVersion, lastSeenAt, createdAt }: Device) => ({
  id,
  platform,
  appVersion,
  lastSeenAt: lastSeenAt.toISOString(),
  createdAt: createdAt.toISOString(),
})
export const byId = Type.Object({ id: Id })
export const profileFields = {
  name: Type.Optional(Line({ maxLength: 120 })),
  locale: Type.Optional(Line({ minLength: 2, maxLength: 35 })),
  timeZone: Type.Optional(Line({ maxLength: 64 })),
  country: Type.Optional(Nullable(Type.String({ pattern: '^[A-Z]{2}$' }))),
  address: Type.Optional(Nullable(Address)),
}

export function meRoutes(app: App): void {
  const mine = { may: 'signed_in' } as const

  app.get(
    '/me',
    { config: mine, schema: { summary: 'Who I am and what I may do', description: 'Also lengthens the session, once a day.', response: { 200: Me } } },
    async (req, reply) => {
      const cookie = req.cookies[cookieName]
      if ((await renewSession(req.ctx)) && cookie && !req.headers.authorization)
        void reply.setCookie(cookieName, cookie, { path: '/', httpOnly: true, sameSite: 'lax', secure: req.ctx.config.publicUrl.startsWith('https:'), maxAge: sessionSeconds })
      const it = await me(req.ctx)
      etag(req, reply, it.version)
      return it
    },
  )

  app.patch(
    '/me',
    {
      config: mine,
      schema: {
        summary: 'Change my profile',
        description: 'E-mail, phone and password have flows of their own under auth.',
        body: Body({ ...profileFields, avatarMediaId: Type.Optional(Nullable(Id)) }),
        response: { 200: Me },
      },
    },
    async (req, reply) => {
      await changeProfile(req.ctx, userId(req.actor), req.body, ifMatch(req))
      const it = await me(req.ctx)
      etag(req, reply, it.version)
      return it
    },
  )

  app.get('/me/sessions', { config: mine, schema: { summary: 'Where I am signed in', response: { 200: Type.Object({ data: Type.Array(Session) }) } } }, async (req) => ({
    data: (await mySessions(req.ctx)).map((s) => ({
      id: s.id,
      current: s.id === req.actor.sessionId,
      userAgent: s.userAgent || null,
      address: s.ipAddress || null,
      createdAt: s.createdAt.toISOString(),
      lastSeenAt: s.lastSeenAt?.toISOString() ?? null,
      expiresAt: s.expiresAt.toISOString(),
    })),
  }))

  app.delete('/me/sessions/:id', { config: mine, schema: { summary: 'Sign out somewhere', params: byId, response: { 204: NoContent } } }, async (req, reply) => {
    await endMySession(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })

  app.post(
    '/me/sessions/revoke-others',
    { config: mine, schema: { summary: 'Sign out everywhere but here', response: { 200: Type.Object({ ended: Type.Integer() }) } } },
    async (req) =>
      inTransaction(req.ctx, async (ctx) => {
        const ended = await endSessions(ctx, userId(req.actor), req.actor.sessionId ?? undefined)
        if (ended > 0) await securityChanged(ctx, { id: userId(req.actor), name: req.actor.name }, 'sessions')
        return { ended }
      }),
  )

  app.get(
    '/me/audit-log',
    { config: mine, schema: { summary: 'What happened with my account', querystring: Type.Object(pageQuery), response: { 200: PageOf(AuditLine) } } },
    async (req) => auditOf(req.ctx, userId(req.actor), req.query),
  )

  app.get(
    '/devices',
    { config: mine, schema: { summary: 'My devices that take push messages', response: { 200: Type.Object({ data: Type.Array(DeviceOut) }) } } },
    async (req) => ({
      data: (await myDevices(req.ctx)).map(deviceOut),
    }),
  )

  app.post(
    '/devices',
    {
      config: mine,
      schema: {
        summary: 'Register this device for push messages',
        body: Body({
          platform: OneOf(['web', 'android', 'ios']),
          token: Type.String({ minLength: 8, maxLength: 4000, description: 'FCM token, or the web push subscription as JSON' }),
          appVersion: Type.Optional(MaybeLine({ maxLength: 40 })),
        }),
        response: { 201: DeviceOut },
      },
    },
    async (req, reply) => reply.code(201).send(deviceOut(await registerDevice(req.ctx, req.body))),
  )

  app.delete('/devices/:id', { config: mine, schema: { summary: 'Unregister a device', params: byId, response: { 204: NoContent } } }, async (req, reply) => {
    await removeDevice(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
}
