import Type from 'typebox'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { MaybeLine, MaybeText, Text } from '#platform/texts'
import { deliveryById, deliveryLog, outboxById, outboxPage, retryDelivery } from './deliveries.ts'
import { channels, noticeOf } from './registry.ts'
import { addRule, allRules, editRule, labelled, readAudience, removeRule, type RuleRow } from './rules.ts'
import { deliveries } from './schema.ts'
import { addTemplate, allTemplates, editTemplate, preview, removeTemplate, resetTemplate, sendTest, templateById, variablesOf, type TemplateRow } from './templates.ts'

const params = Type.Object({ id: Id })
const ChannelName = OneOf(channels)
const Language = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$' })
const text = Text({ maxLength: 20_000 })
const draft = {
  subject: Type.Optional(Nullable(MaybeLine({ maxLength: 300 }))),
  text: Type.Optional(text),
  html: Type.Optional(Nullable(MaybeText({ maxLength: 50_000 }))),
  button: Type.Optional(Nullable(MaybeLine({ maxLength: 60 }))),
}

const Template = Type.Object({
  id: Id,
  event: Type.String(),
  notice: Type.String(),
  sentence: Type.String({ description: 'When the notice goes out' }),
  topic: Type.String(),
  channel: ChannelName,
  language: Type.String(),
  subject: Nullable(Type.String()),
  text: Type.String(),
  html: Nullable(Type.String()),
  button: Nullable(Type.String()),
  edited: Type.Boolean({ description: 'False while it follows the defaults of the product' }),
  variables: Type.Array(Type.String()),
  updatedAt: Instant,
  version: Type.Integer(),
})
const presentTemplate = (row: TemplateRow) => {
  const notice = noticeOf(row.notice)!
  const { id, channel, language, subject: s, text: t, html: h, button: b, edited, version } = row
  return {
    id,
    event: notice.event,
    notice: row.notice,
    sentence: notice.sentence,
    topic: notice.topic,
    channel,
    language,
    subject: s,
    text: t,
    html: h,
    button: b,
    edited,
    variables: variablesOf(notice),
    updatedAt: row.updatedAt.toISOString(),
    version,
  }
}

const Rule = Type.Object({
  id: Id,
  event: Type.String(),
  notice: Type.String(),
  sentence: Type.String(),
  topic: Type.String(),
  audience: Type.Object({ kind: OneOf(['default', 'team', 'person']), id: Nullable(Id), label: Type.String() }),
  channels: Type.Array(ChannelName),
  possible: Type.Array(ChannelName, { description: 'Channels that the notice has words for' }),
  active: Type.Boolean(),
  builtIn: Type.Boolean(),
  updatedAt: Instant,
  version: Type.Integer(),
})
const presentRule = ({ rule, label }: { rule: RuleRow; label: string }) => {
  const notice = noticeOf(rule.notice)!
  const audience = readAudience(rule.audience)
  return {
    id: rule.id,
    event: notice.event,
    notice: rule.notice,
    sentence: notice.sentence,
    topic: notice.topic,
    audience: { ...audience, label },
    channels: rule.channels as (typeof channels)[number][],
    possible: channels.filter((c) => notice.templates[c]),
    active: rule.active,
    builtIn: audience.kind === 'default',
    updatedAt: rule.updatedAt.toISOString(),
    version: rule.version,
  }
}

const Delivery = Type.Object({
  id: Id,
  event: Type.String(),
  notice: Type.String(),
  topic: Type.String(),
  channel: ChannelName,
  status: OneOf(deliveries.status.enumValues),
  recipient: Nullable(Type.Object({ id: Id, name: Type.String() })),
  to: Nullable(Type.String({ description: 'Part of the address' })),
  attempts: Type.Integer(),
  error: Nullable(Type.String()),
  provider: Nullable(Type.String()),
  providerId: Nullable(Type.String()),
  retryOf: Nullable(Id),
  createdAt: Instant,
  dueAt: Instant,
  sentAt: Nullable(Instant),
})
const OutboxRow = Type.Object({ id: Id, deliveryId: Nullable(Id), channel: ChannelName, to: Type.String(), subject: Nullable(Type.String()), at: Instant })

/** For staff: the words, the rules, what went out. */
export function noticeDeskRoutes(app: App): void {
  const configure = { may: 'notification.configure' } as const
  const see = { may: 'notification.deliveries' } as const
  // Whoever reads a code or a link of an account can take it over.
  const read = { may: 'notification.outbox' } as const

  app.get(
    '/templates',
    {
      config: configure,
      schema: {
        summary: 'The words of all notices',
        querystring: Type.Object({ event: Type.Optional(Type.String()), channel: Type.Optional(ChannelName), language: Type.Optional(Language) }),
        response: { 200: PageOf(Template) },
      },
    },
    async (req) => ({
      data: (await allTemplates(req.ctx, { notice: req.query.event, channel: req.query.channel, language: req.query.language })).map(presentTemplate),
      nextCursor: null,
    }),
  )
  app.post(
    '/templates',
    {
      config: configure,
      schema: {
        summary: 'Add a language to a notice on a channel',
        body: Body({ ...draft, notice: Type.String(), channel: ChannelName, language: Language, text }),
        response: { 201: Template },
      },
    },
    async (req, reply) => reply.code(201).send(presentTemplate(await addTemplate(req.ctx, req.body))),
  )
  app.get('/templates/:id', { config: configure, schema: { summary: 'One template', params, response: { 200: Template } } }, async (req, reply) => {
    const { row } = await templateById(req.ctx, req.params.id)
    etag(req, reply, row.version)
    return presentTemplate(row)
  })
  app.patch('/templates/:id', { config: configure, schema: { summary: 'Change a template', params, body: Body(draft), response: { 200: Template } } }, async (req, reply) => {
    const row = await editTemplate(req.ctx, req.params.id, req.body, ifMatch(req))
    etag(req, reply, row.version)
    return presentTemplate(row)
  })
  app.delete('/templates/:id', { config: configure, schema: { summary: 'Remove a language that was added', params, response: { 204: NoContent } } }, async (req, reply) => {
    await removeTemplate(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
  app.post('/templates/:id/reset', { config: configure, schema: { summary: 'Take the default words again', params, response: { 200: Template } } }, async (req) =>
    presentTemplate(await resetTemplate(req.ctx, req.params.id)),
  )
  app.post(
    '/templates/:id/preview',
    {
      config: configure,
      schema: {
        summary: 'A template filled with sample values; also one that is not saved yet',
        params,
        body: Body({ ...draft, sample: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }),
        response: { 200: Type.Object({ subject: Nullable(Type.String()), text: Type.String(), html: Nullable(Type.String()) }) },
      },
    },
    async (req) => {
      const { subject: s, text: t, html: h } = await preview(req.ctx, req.params.id, req.body)
      return { subject: s, text: t, html: h }
    },
  )
  app.post(
    '/templates/:id/test',
    { config: { ...configure, limit: { points: 20, seconds: 600 } }, schema: { summary: 'Send a template with sample values to yourself', params, response: { 204: NoContent } } },
    async (req, reply) => {
      await sendTest(req.ctx, req.params.id)
      return reply.code(204).send(null)
    },
  )

  app.get('/rules', { config: configure, schema: { summary: 'Who gets which notice where', response: { 200: PageOf(Rule) } } }, async (req) => ({
    data: (await allRules(req.ctx)).map(presentRule),
    nextCursor: null,
  }))
  app.post(
    '/rules',
    {
      config: configure,
      schema: {
        summary: 'Send a notice to a team or a colleague too',
        body: Body({
          notice: Type.String(),
          audience: Body({ kind: OneOf(['team', 'person']), id: Id }),
          channels: Type.Array(ChannelName, { minItems: 1, uniqueItems: true }),
          active: Type.Optional(Type.Boolean()),
        }),
        response: { 201: Rule },
      },
    },
    async (req, reply) => reply.code(201).send(presentRule((await labelled(req.ctx, [await addRule(req.ctx, req.body)]))[0]!)),
  )
  app.patch(
    '/rules/:id',
    {
      config: configure,
      schema: {
        summary: 'Change the channels of a rule, or switch it',
        params,
        body: Body({ channels: Type.Optional(Type.Array(ChannelName, { uniqueItems: true })), active: Type.Optional(Type.Boolean()) }),
        response: { 200: Rule },
      },
    },
    async (req, reply) => {
      const rule = await editRule(req.ctx, req.params.id, req.body, ifMatch(req))
      etag(req, reply, rule.version)
      return presentRule((await labelled(req.ctx, [rule]))[0]!)
    },
  )
  app.delete('/rules/:id', { config: configure, schema: { summary: 'Remove a rule that was added', params, response: { 204: NoContent } } }, async (req, reply) => {
    await removeRule(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })

  app.get(
    '/deliveries',
    {
      config: see,
      schema: {
        summary: 'What went out, newest first',
        querystring: Type.Object({
          ...pageQuery,
          status: Type.Optional(OneOf(deliveries.status.enumValues)),
          channel: Type.Optional(ChannelName),
          recipientId: Type.Optional(Id),
          event: Type.Optional(Type.String()),
        }),
        response: { 200: PageOf(Delivery) },
      },
    },
    async (req) => deliveryLog(req.ctx, { ...req.query, limit: req.query.limit ?? 20 }),
  )
  app.get(
    '/deliveries/:id',
    {
      config: see,
      schema: {
        summary: 'One delivery with every move',
        params,
        response: {
          200: Type.Object({ ...Delivery.properties, log: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), reason: Nullable(Type.String()), at: Instant })) }),
        },
      },
    },
    async (req) => deliveryById(req.ctx, req.params.id),
  )
  app.post('/deliveries/:id/retry', { config: see, schema: { summary: 'Try a failed delivery again, as a new one', params, response: { 201: Delivery } } }, async (req, reply) =>
    reply.code(201).send(await retryDelivery(req.ctx, req.params.id)),
  )

  app.get(
    '/outbox',
    {
      config: read,
      schema: { summary: 'Captured messages, newest first', querystring: Type.Object({ ...pageQuery, channel: Type.Optional(ChannelName) }), response: { 200: PageOf(OutboxRow) } },
    },
    async (req) => outboxPage(req.ctx, { ...req.query, limit: req.query.limit ?? 20 }),
  )
  app.get(
    '/outbox/:id',
    {
      config: read,
      schema: {
        summary: 'One captured message',
        params,
        response: {
          200: Type.Object({
            ...OutboxRow.properties,
            text: Type.String(),
            html: Nullable(Type.String()),
            headers: Type.Record(Type.String(), Type.String()),
            raw: Nullable(Type.String({ description: 'MIME source' })),
          }),
        },
      },
    },
    async (req) => outboxById(req.ctx, req.params.id),
  )
}
