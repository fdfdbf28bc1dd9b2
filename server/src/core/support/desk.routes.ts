import Type from 'typebox'
import { ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { Line, MaybeLine, MaybeText } from '#platform/texts'
import { addCalendar, calendarFor, changeCalendar, deleteCalendar, importHolidays, listCalendars, preview } from './calendars.ts'
import { addCategory, changeCategory, deleteCategory, listCategories } from './categories.ts'
import { addPolicy, changePolicy, deletePolicy, listPolicies } from './policies.ts'
import type { CalendarVersion } from './calendar.ts'
import type { Targets } from './schema.ts'
import { kinds, priorities } from './words.ts'

const byId = Type.Object({ id: Id })
const may = 'support.desk.configure'
const All = <T extends Type.TSchema>(item: T) => Type.Object({ data: Type.Array(item) })

const Field = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
    label: Line({ maxLength: 120 }),
    type: OneOf(['text', 'number', 'date', 'select', 'boolean']),
    options: Type.Optional(
      Type.Array(Type.Object({ value: Line({ maxLength: 60 }), label: Line({ maxLength: 120 }) }, { additionalProperties: false }), {
        maxItems: 60,
      }),
    ),
    required: Type.Boolean(),
    hint: Type.Optional(MaybeLine({ maxLength: 300 })),
  },
  { additionalProperties: false },
)
const CategoryOut = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  icon: Type.String(),
  line: Type.String(),
  kind: OneOf(kinds),
  active: Type.Boolean(),
  sortOrder: Type.Integer(),
  defaultPriority: OneOf(priorities),
  emergency: Type.Boolean(),
  slaPolicyId: Nullable(Id),
  teamId: Nullable(Id),
  skill: Nullable(Type.String()),
  fields: Type.Array(Field),
  safety: Nullable(Type.Object({ steps: Type.Array(Type.String()), number: Type.String() })),
  version: Type.Integer(),
})
const categoryMembers = {
  key: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,59}$' })),
  description: Type.Optional(MaybeText({ maxLength: 500 })),
  icon: Type.Optional(MaybeLine({ maxLength: 60 })),
  active: Type.Optional(Type.Boolean()),
  sortOrder: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  defaultPriority: Type.Optional(OneOf(priorities)),
  emergency: Type.Optional(Type.Boolean()),
  slaPolicyId: Type.Optional(Nullable(Id)),
  teamId: Type.Optional(Nullable(Id)),
  skill: Type.Optional(Nullable(Line({ maxLength: 60 }))),
  fields: Type.Optional(Type.Array(Field, { maxItems: 30 })),
  safetySteps: Type.Optional(Nullable(Type.Array(Line({ maxLength: 300 }), { maxItems: 12 }))),
}
const name = Line({ maxLength: 120 })
const line = OneOf(['gas', 'charging', 'rides', 'general'])

const day = Type.Array(Type.Array(Type.String(), { maxItems: 2 }), { maxItems: 24 })
const Hours = Type.Unsafe<CalendarVersion['hours']>(
  Type.Object(Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, Type.Optional(day)])), {
    additionalProperties: false,
    description: 'Per weekday the intervals of opening, such as [["09:00","13:00"],["14:00","17:00"]]',
  }),
)
const Holidays = Type.Array(Type.String(), { maxItems: 2000, description: 'Dates, such as 2026-01-26' })
const CalendarOut = Type.Object({ id: Id, name: Type.String(), timeZone: Type.String(), hours: Hours, holidays: Holidays, version: Type.Integer() })

const seconds = Nullable(Type.Integer({ minimum: 1, maximum: 31_536_000 }))
const Target = Type.Object({ calendarId: Id, firstResponse: seconds, nextResponse: seconds, resolution: seconds }, { additionalProperties: false })
const TargetsOf = Type.Unsafe<Targets>(Type.Object({ low: Target, medium: Target, high: Target, urgent: Target }, { additionalProperties: false }))
const PolicyOut = Type.Object({ id: Id, name: Type.String(), targets: TargetsOf, version: Type.Integer() })

/** What administrators set up: categories, working hours, promises. */
export function deskRoutes(app: App): void {
  app.get('/categories', { config: { may: 'anyone' }, schema: { summary: 'What a ticket may be about', response: { 200: All(CategoryOut) } } }, async (req) => ({
    data: await listCategories(req.ctx),
  }))
  app.post(
    '/categories',
    { config: { may }, schema: { summary: 'Add a category', body: Body({ name, kind: OneOf(kinds), line, ...categoryMembers }), response: { 201: CategoryOut } } },
    async (req, reply) => reply.code(201).send(await addCategory(req.ctx, req.body)),
  )
  app.patch(
    '/categories/:id',
    {
      config: { may },
      schema: {
        summary: 'Change a category',
        params: byId,
        body: Body({ name: Type.Optional(name), kind: Type.Optional(OneOf(kinds)), line: Type.Optional(line), ...categoryMembers }),
        response: { 200: CategoryOut },
      },
    },
    async (req) => changeCategory(req.ctx, req.params.id, req.body, ifMatch(req)),
  )
  app.delete(
    '/categories/:id',
    { config: { may }, schema: { summary: 'Delete a category that no ticket uses', params: byId, response: { 204: NoContent } } },
    async (req, reply) => {
      await deleteCategory(req.ctx, req.params.id)
      return reply.code(204).send(null)
    },
  )

  app.get('/calendars', { config: { may: 'support.desk.read' }, schema: { summary: 'Working hours', response: { 200: All(CalendarOut) } } }, async (req) => ({
    data: await listCalendars(req.ctx),
  }))
  app.get('/calendars/:id', { config: { may: 'support.desk.read' }, schema: { summary: 'One calendar', params: byId, response: { 200: CalendarOut } } }, async (req) =>
    calendarFor(req.ctx, req.params.id),
  )
  app.post(
    '/calendars',
    {
      config: { may },
      schema: { summary: 'Add working hours', body: Body({ name, timeZone: Type.String(), hours: Hours, holidays: Type.Optional(Holidays) }), response: { 201: CalendarOut } },
    },
    async (req, reply) => reply.code(201).send(await addCalendar(req.ctx, { ...req.body, holidays: req.body.holidays ?? [] })),
  )
  app.patch(
    '/calendars/:id',
    {
      config: { may },
      schema: {
        summary: 'Change working hours: makes a new version',
        params: byId,
        body: Body({ name: Type.Optional(name), timeZone: Type.Optional(Type.String()), hours: Type.Optional(Hours), holidays: Type.Optional(Holidays) }),
        response: { 200: CalendarOut },
      },
    },
    async (req) => changeCalendar(req.ctx, req.params.id, req.body, ifMatch(req)),
  )
  app.delete(
    '/calendars/:id',
    { config: { may }, schema: { summary: 'Delete working hours that nothing uses', params: byId, response: { 204: NoContent } } },
    async (req, reply) => {
      await deleteCalendar(req.ctx, req.params.id)
      return reply.code(204).send(null)
    },
  )
  const Year = Type.Optional(Type.Integer({ minimum: 1900, maximum: 2200 }))
  app.post(
    '/calendars/:id/import-holidays',
    {
      config: { may },
      schema: {
        summary: 'Add the holidays of an iCalendar feed',
        description: 'Of this year and the next, unless years are given.',
        params: byId,
        body: Body({ ical: Type.String({ minLength: 1, maxLength: 900_000 }), fromYear: Year, toYear: Year }),
        response: {
          200: Type.Object({
            calendar: CalendarOut,
            added: Type.Array(Type.Object({ date: Type.String(), name: Type.String() })),
            skipped: Type.Array(Type.Object({ name: Type.String(), reason: Type.String() })),
          }),
        },
      },
    },
    async (req) => importHolidays(req.ctx, req.params.id, req.body),
  )
  app.post(
    '/calendars/preview',
    {
      config: { may, idempotent: 'never' },
      schema: {
        summary: 'Try a calendar: when is something due, and why',
        body: Body({
          timeZone: Type.String(),
          hours: Hours,
          holidays: Type.Optional(Holidays),
          start: Instant,
          minutes: Type.Number({ minimum: 0, maximum: 5_000_000 }),
          pauses: Type.Optional(Type.Array(Body({ from: Instant, to: Type.Optional(Nullable(Instant)) }), { maxItems: 200 })),
        }),
        response: {
          200: Type.Object({
            dueAt: Nullable(Instant),
            intervals: Type.Array(Type.Object({ from: Instant, to: Instant, kind: OneOf(['counted', 'closed', 'holiday', 'paused']), seconds: Type.Integer() })),
          }),
        },
      },
    },
    async (req) => preview(req.body),
  )

  app.get('/sla-policies', { config: { may: 'support.desk.read' }, schema: { summary: 'What is promised', response: { 200: All(PolicyOut) } } }, async (req) => ({
    data: await listPolicies(req.ctx),
  }))
  app.post('/sla-policies', { config: { may }, schema: { summary: 'Add a policy', body: Body({ name, targets: TargetsOf }), response: { 201: PolicyOut } } }, async (req, reply) =>
    reply.code(201).send(await addPolicy(req.ctx, req.body)),
  )
  app.patch(
    '/sla-policies/:id',
    {
      config: { may },
      schema: {
        summary: 'Change a policy: running clocks follow',
        params: byId,
        body: Body({ name: Type.Optional(name), targets: Type.Optional(TargetsOf) }),
        response: { 200: PolicyOut },
      },
    },
    async (req) => changePolicy(req.ctx, req.params.id, req.body, ifMatch(req)),
  )
  app.delete(
    '/sla-policies/:id',
    { config: { may }, schema: { summary: 'Delete a policy that no category uses', params: byId, response: { 204: NoContent } } },
    async (req, reply) => {
      await deletePolicy(req.ctx, req.params.id)
      return reply.code(204).send(null)
    },
  )
}
