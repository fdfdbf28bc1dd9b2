import Type from 'typebox'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, MaybeText, Text } from '#platform/texts'
import { actionSentences, ActionSchema } from './actions.ts'
import { cannedOut, changeCanned, createCanned, deleteCanned, listCanned } from './canned.ts'
import { ConditionsSchema } from './conditions.ts'
import { comparisons, fields } from './fields.ts'
import { changeMacro, createMacro, deleteMacro, listMacros, macroOut } from './macros.ts'
import { changeRule, createRule, deleteRule, listRules, reorderRules, ruleFor, ruleOut, runsOf, tryRule } from './rulebook.ts'
import { triggers, TriggerSchema } from './rules.ts'
import { periods } from './settings.ts'
import { variables } from './words.ts'

const key = Type.Object({ id: Id })
const opt = Type.Optional
const Name = Line({ maxLength: 120 })
const Order = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const gone = { 204: Type.Null() }
const configure = 'support.desk.configure'
// Staff use them while they write; a customer has no notes and so no use for them.
const use = 'support.ticket.note'

const Canned = Type.Object({ id: Id, title: Type.String(), body: Type.String(), shortcut: Nullable(Type.String()), teamId: Nullable(Id), version: Type.Integer() })
const canned = {
  title: Name,
  body: Text({ maxLength: 10_000 }),
  shortcut: opt(Nullable(Type.String({ pattern: '^[a-z0-9-]{1,30}$' }))),
  teamId: opt(Nullable(Id)),
}
const Macro = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  actions: Type.Array(ActionSchema),
  teamId: Nullable(Id),
  sortOrder: Type.Integer(),
  version: Type.Integer(),
})
const Actions = Type.Array(ActionSchema, { minItems: 1, maxItems: 20 })
const macro = { name: Name, description: opt(MaybeText({ maxLength: 300 })), actions: Actions, teamId: opt(Nullable(Id)), sortOrder: opt(Order) }
const Spacing = Nullable(Type.Union([Type.Number({ minimum: 0.1, maximum: 8760 }), Type.Object({ setting: Type.String() }, { additionalProperties: false })]))
const Rule = Type.Object({
  id: Id,
  key: Nullable(Type.String({ description: 'Of a rule that comes with the product' })),
  name: Type.String(),
  active: Type.Boolean(),
  order: Type.Integer(),
  trigger: TriggerSchema,
  conditions: ConditionsSchema,
  actions: Type.Array(ActionSchema),
  oncePerTicket: Type.Boolean(),
  spacing: Spacing,
  lastRunAt: Nullable(Instant),
  version: Type.Integer(),
})
const rule = {
  name: Name,
  active: Type.Boolean(),
  trigger: TriggerSchema,
  conditions: ConditionsSchema,
  actions: Actions,
  oncePerTicket: Type.Boolean(),
  spacing: Spacing,
  order: opt(Order),
}
const optional = <T extends Record<string, Type.TSchema>>(of: T) => Object.fromEntries(Object.entries(of).map(([k, v]) => [k, opt(v)])) as { [K in keyof T]: Type.TOptional<T[K]> }
const Why = Type.Array(Type.Object({ field: Type.String(), is: Type.String(), wanted: Type.Unknown(), found: Type.Unknown(), held: Type.Boolean() }))
const DryRun = Type.Object({
  looked: Type.Integer(),
  matched: Type.Integer(),
  tickets: Type.Array(Type.Object({ ticket: Type.Object({ id: Id, reference: Type.String(), subject: Type.String() }), held: Type.Boolean(), why: Why })),
})
const Run = Type.Object({
  id: Id,
  ticket: Type.Object({ id: Id, reference: Type.String() }),
  outcome: OneOf(['fired', 'failed']),
  why: Why,
  did: Type.Array(Type.String()),
  error: Nullable(Type.String()),
  at: Instant,
})
const Named = Type.Array(Type.Object({ name: Type.String(), sentence: Type.String() }))
const Vocabulary = Type.Object({
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      sentence: Type.String(),
      type: Type.String(),
      options: Nullable(Type.Array(Type.String())),
      eventOnly: Type.Boolean(),
      comparisons: Type.Array(Type.String()),
    }),
  ),
  triggers: Named,
  actions: Named,
  settings: Named,
  variables: Named,
})
const named = (of: Readonly<Record<string, string>>) => Object.entries(of).map(([name, sentence]) => ({ name, sentence }))
const listOf = <T extends Type.TSchema>(of: T) => ({ 200: Type.Object({ data: Type.Array(of) }) })

/** What those who configure the desk set up: canned replies, macros, rules. */
export function setupRoutes(app: App): void {
  app.get('/canned-replies', { config: { may: use }, schema: { summary: 'Canned replies of everybody and of my teams', response: listOf(Canned) } }, async (req) => ({
    data: await listCanned(req.ctx),
  }))
  app.post('/canned-replies', { config: { may: configure }, schema: { summary: 'Add a canned reply', body: Body(canned), response: { 201: Canned } } }, async (req, reply) =>
    reply.code(201).send(await createCanned(req.ctx, req.body)),
  )
  app.patch(
    '/canned-replies/:id',
    { config: { may: configure }, schema: { summary: 'Change a canned reply', params: key, body: Body(optional(canned), { minProperties: 1 }), response: { 200: Canned } } },
    async (req, reply) => {
      const out: ReturnType<typeof cannedOut> = await changeCanned(req.ctx, req.params.id, ifMatch(req), req.body)
      etag(req, reply, out.version)
      return out
    },
  )
  app.delete('/canned-replies/:id', { config: { may: configure }, schema: { summary: 'Delete a canned reply', params: key, response: gone } }, async (req, reply) => {
    await deleteCanned(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })

  app.get('/macros', { config: { may: use }, schema: { summary: 'Macros of everybody and of my teams', response: listOf(Macro) } }, async (req) => ({
    data: await listMacros(req.ctx),
  }))
  app.post('/macros', { config: { may: configure }, schema: { summary: 'Add a macro', body: Body(macro), response: { 201: Macro } } }, async (req, reply) =>
    reply.code(201).send(await createMacro(req.ctx, req.body)),
  )
  app.patch(
    '/macros/:id',
    { config: { may: configure }, schema: { summary: 'Change a macro', params: key, body: Body(optional(macro), { minProperties: 1 }), response: { 200: Macro } } },
    async (req, reply) => {
      const out: ReturnType<typeof macroOut> = await changeMacro(req.ctx, req.params.id, ifMatch(req), req.body)
      etag(req, reply, out.version)
      return out
    },
  )
  app.delete('/macros/:id', { config: { may: configure }, schema: { summary: 'Delete a macro', params: key, response: gone } }, async (req, reply) => {
    await deleteMacro(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })

  app.get('/rules', { config: { may: configure }, schema: { summary: 'Rules in their order', response: listOf(Rule) } }, async (req) => ({ data: await listRules(req.ctx) }))
  app.get('/rules/vocabulary', { config: { may: configure }, schema: { summary: 'What rules, macros and canned replies may use', response: { 200: Vocabulary } } }, async () => ({
    fields: Object.entries(fields).map(([name, f]) => ({
      name,
      sentence: f.sentence,
      type: f.type,
      options: f.options ? [...f.options] : null,
      eventOnly: f.sql === undefined,
      comparisons: [...comparisons[f.type]],
    })),
    triggers: named(triggers),
    actions: named(actionSentences),
    settings: periods.map((p) => ({ name: p.key, sentence: p.sentence })),
    variables: named(variables),
  }))
  app.get('/rules/:id', { config: { may: configure }, schema: { summary: 'One rule', params: key, response: { 200: Rule } } }, async (req, reply) => {
    const out = ruleOut(await ruleFor(req.ctx, req.params.id))
    etag(req, reply, out.version)
    return out
  })
  app.post('/rules', { config: { may: configure }, schema: { summary: 'Add a rule', body: Body(rule), response: { 201: Rule } } }, async (req, reply) =>
    reply.code(201).send(await createRule(req.ctx, req.body)),
  )
  app.patch(
    '/rules/:id',
    { config: { may: configure }, schema: { summary: 'Change a rule', params: key, body: Body(optional(rule), { minProperties: 1 }), response: { 200: Rule } } },
    async (req, reply) => {
      const out = await changeRule(req.ctx, req.params.id, ifMatch(req), req.body)
      etag(req, reply, out.version)
      return out
    },
  )
  app.delete('/rules/:id', { config: { may: configure }, schema: { summary: 'Delete a rule that people made', params: key, response: gone } }, async (req, reply) => {
    await deleteRule(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
  app.post(
    '/rules/reorder',
    {
      config: { may: configure },
      schema: { summary: 'Put the rules in an order', body: Body({ ids: Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }) }), response: listOf(Rule) },
    },
    async (req) => ({ data: await reorderRules(req.ctx, req.body.ids) }),
  )
  app.post(
    '/rules/dry-run',
    { config: { may: configure }, schema: { summary: 'What a rule that is not saved yet would do to the last 100 tickets', body: Body(rule), response: { 200: DryRun } } },
    (req) => tryRule(req.ctx, null, req.body),
  )
  app.post(
    '/rules/:id/dry-run',
    {
      config: { may: configure },
      schema: { summary: 'What the rule would do to the last 100 tickets', params: key, body: opt(Nullable(Body(optional(rule)))), response: { 200: DryRun } },
    },
    (req) => tryRule(req.ctx, req.params.id, req.body ?? {}),
  )
  app.get(
    '/rules/:id/runs',
    { config: { may: configure }, schema: { summary: 'When and why the rule fired', params: key, querystring: Type.Object(pageQuery), response: { 200: PageOf(Run) } } },
    (req) => runsOf(req.ctx, req.params.id, req.query),
  )
}
