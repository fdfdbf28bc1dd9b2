import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { myDevices, registerDevice, removeDevice } from '#core/users'
import type { App } from '#platform/module'
import { Body, Id, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { common } from '#platform/problems'
import { allowStyles, styleHashes } from '#platform/styles'
import { unreadCount, myInbox, readAll, readOne } from './inbox.ts'
import { choose, myPreferences } from './preferences.ts'
import { channels } from './registry.ts'
import { receipt } from './deliveries.ts'
import { setSubscribed, subscriptionOf, type Subscription } from './unsubscribe.ts'
import { userId } from '#platform/access'
import { MaybeLine } from '#platform/texts'

const mine = { may: 'signed_in' } as const
const params = Type.Object({ id: Id })
const NoticeOut = Type.Object({
  id: Id,
  topic: Type.String(),
  title: Type.String(),
  body: Type.String(),
  href: Nullable(Type.String({ description: 'From the root of the site' })),
  createdAt: Instant,
  readAt: Nullable(Instant),
  urgent: Type.Boolean(),
})
const Choices = Type.Object(Object.fromEntries(channels.map((c) => [c, Type.Boolean()])) as { [C in (typeof channels)[number]]: ReturnType<typeof Type.Boolean> })
const Quiet = Type.Object({
  start: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  end: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  timeZone: Type.String({ maxLength: 60 }),
})
const PreferencesOut = Type.Object({
  topics: Type.Array(Type.Object({ topic: Type.String(), sentence: Type.String(), always: Type.Boolean(), channels: Choices })),
  quietHours: Nullable(Quiet),
})
const DeviceOut = Type.Object({ id: Id, platform: OneOf(['web', 'android', 'ios']), appVersion: Nullable(Type.String()), createdAt: Instant, lastSeenAt: Instant })
const SubscriptionOut = Type.Object({ topic: Type.String(), sentence: Type.String(), subscribed: Type.Boolean() })
const Html = {
  description: 'A small page, for people who come from a mail',
  content: { 'text/html': { schema: Type.Unsafe<never>({ type: 'string' }) }, 'application/json': { schema: SubscriptionOut } },
}

export function inboxRoutes(app: App): void {
  app.get(
    '/inbox',
    {
      config: mine,
      schema: {
        summary: 'My notices, newest first',
        querystring: Type.Object({ ...pageQuery, unread: Type.Optional(Type.Boolean()) }),
        response: { 200: Type.Object({ ...PageOf(NoticeOut).properties, unreadCount: Type.Integer() }) },
      },
    },
    async (req) => myInbox(req.ctx, { ...req.query, limit: req.query.limit ?? 20 }),
  )
  app.get('/inbox/count', { config: mine, schema: { summary: 'How many of my notices are unread', response: { 200: Type.Object({ unread: Type.Integer() }) } } }, async (req) => ({
    unread: await unreadCount(req.ctx, userId(req.actor)),
  }))
  app.post('/inbox/read-all', { config: mine, schema: { summary: 'Mark all my notices as read', response: { 204: NoContent } } }, async (req, reply) => {
    await readAll(req.ctx)
    return reply.code(204).send(null)
  })
  app.post('/inbox/:id/read', { config: mine, schema: { summary: 'Mark one of my notices as read', params, response: { 204: NoContent } } }, async (req, reply) => {
    await readOne(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })

  app.get('/preferences', { config: mine, schema: { summary: 'What reaches me where, and my quiet hours', response: { 200: PreferencesOut } } }, async (req) =>
    myPreferences(req.ctx),
  )
  app.put(
    '/preferences',
    {
      config: mine,
      schema: {
        summary: 'Choose what reaches me where',
        description: 'What is not named stays as it is; `quietHours: null` removes them.',
        body: Body({
          topics: Type.Optional(Type.Array(Type.Object({ topic: Type.String(), channels: Type.Partial(Choices) }), { maxItems: 100 })),
          quietHours: Type.Optional(Nullable(Quiet)),
        }),
        response: { 200: PreferencesOut },
      },
    },
    async (req) => choose(req.ctx, req.body),
  )

  app.get(
    '/web-push-key',
    { config: { may: 'anyone' }, schema: { summary: 'Public key for web push; null when it is not configured', response: { 200: Type.Object({ key: Nullable(Type.String()) }) } } },
    async (req) => ({ key: req.ctx.config.VAPID_PUBLIC_KEY ?? null }),
  )
  app.get(
    '/devices',
    { config: mine, schema: { summary: 'My devices that take push messages', response: { 200: Type.Object({ data: Type.Array(DeviceOut) }) } } },
    async (req) => ({ data: (await myDevices(req.ctx)).map(presentDevice) }),
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
    async (req, reply) => {
      return reply.code(201).send(presentDevice(await registerDevice(req.ctx, req.body)))
    },
  )
  app.delete('/devices/:id', { config: mine, schema: { summary: 'Unregister a device', params, response: { 204: NoContent } } }, async (req, reply) => {
    await removeDevice(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })

  app.register(async (scope) => {
    const own = scope as App
    // One-click unsubscribe (RFC 8058) posts a form; a person's browser does too.
    own.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4096 }, (_req, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body as string))),
    )
    const query = Type.Object({ token: Type.Optional(Type.String({ maxLength: 1000 })) })
    const config = { may: 'anyone', limit: { points: 60, seconds: 60, per: 'address' }, idempotent: 'never' } as const

    own.get(
      '/unsubscribe',
      { config, schema: { summary: 'What an unsubscribe link is about; changes nothing', querystring: query, response: { 200: Html } } },
      async (req, reply) => {
        const token = req.query.token ?? ''
        return answer(req.headers.accept, reply as never, token, await subscriptionOf(req.ctx, token), req.ctx.config.OPERATOR_NAME)
      },
    )
    own.post(
      '/unsubscribe',
      {
        config,
        schema: {
          summary: 'Stop mail of a topic by the link in a mail',
          description: 'Takes the token in the address (one-click, RFC 8058) or in the body. `subscribed: true` starts the mail again.',
          querystring: query,
          consumes: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
          // A mail program posts a form with a member of its own, or nothing.
          body: Type.Optional(
            Nullable(
              Type.Object({
                token: Type.Optional(Type.String({ maxLength: 1000 })),
                subscribed: Type.Optional(Type.Union([Type.Boolean(), Type.Literal('true'), Type.Literal('false')])),
              }),
            ),
          ),
          response: { 200: Html },
        },
      },
      async (req, reply) => {
        const token = req.body?.token ?? req.query.token
        if (!token) throw common.invalid({ errors: [{ path: 'token', message: 'is needed' }] })
        const wanted = String(req.body?.subscribed ?? false) === 'true'
        return answer(req.headers.accept, reply as never, token, await setSubscribed(req.ctx, token, wanted), req.ctx.config.OPERATOR_NAME)
      },
    )
    own.post(
      '/receipts/sms',
      {
        config: { may: 'anyone', idempotent: 'never' },
        schema: {
          summary: 'Twilio tells how an SMS ended',
          consumes: ['application/x-www-form-urlencoded'],
          body: Type.Record(Type.String(), Type.String()),
          response: { 204: NoContent },
        },
      },
      async (req, reply) => {
        const { config: c } = req.ctx
        const signature = req.headers['x-twilio-signature']
        if (!c.TWILIO_AUTH_TOKEN || typeof signature !== 'string') throw common.not_found()
        const { validateRequest } = (await import('twilio')).default
        if (!validateRequest(c.TWILIO_AUTH_TOKEN, signature, `${c.publicUrl}/api/v1/notification/receipts/sms`, req.body)) throw common.not_found()
        const { MessageSid = '', MessageStatus, ErrorCode } = req.body
        const outcome = MessageStatus === 'delivered' ? 'delivered' : MessageStatus === 'failed' || MessageStatus === 'undelivered' ? 'failed' : undefined
        if (outcome) await receipt(req.ctx, { provider: 'twilio', providerId: MessageSid, outcome, said: ErrorCode ? `Twilio error ${ErrorCode}` : null })
        return reply.code(204).send(null)
      },
    )
  })
}

const presentDevice = (d: { id: string; platform: 'web' | 'android' | 'ios'; appVersion: string | null; createdAt: Date; lastSeenAt: Date }) => ({
  id: d.id,
  platform: d.platform,
  appVersion: d.appVersion,
  createdAt: d.createdAt.toISOString(),
  lastSeenAt: d.lastSeenAt.toISOString(),
})

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** JSON for an app; for a browser that came from a mail a page with one button, which needs no script and no sign-in. */
function answer(accept: string | undefined, reply: FastifyReply, token: string, it: Subscription, operatorName: string): never {
  void reply.header('cache-control', 'no-store')
  if (!accept?.includes('text/html')) return reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(it) as never
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>Mail from ${escape(operatorName)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.7rem 1.2rem;border-radius:8px;border:1px solid;cursor:pointer}</style>
<h1>${it.subscribed ? 'You get this mail' : 'You no longer get this mail'}</h1>
<p>${escape(it.sentence)}</p>
<form method="post" action="/api/v1/notification/unsubscribe"><input type="hidden" name="token" value="${escape(token)}"><input type="hidden" name="subscribed" value="${String(!it.subscribed)}">
<button>${it.subscribed ? 'Stop this mail' : 'Get this mail again'}</button></form>
<p>Notices in the app and about safety are not affected.</p></html>`
  allowStyles(reply, styleHashes(page))
  return reply.type('text/html; charset=utf-8').serializer(String).send(page) as never
}
