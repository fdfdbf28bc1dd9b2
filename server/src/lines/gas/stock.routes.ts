import Type from 'typebox'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, MaybeLine } from '#platform/texts'
import { etag, ifMatch } from '#platform/http'
import { assignChosen } from './assign.ts'
import { act, correct, cylinderEvents, editCylinder } from './inventory.ts'
import { bookingOut, cylinderOut, historyOf, listCylinders, stockBoard } from './lists.ts'
import { listBatches, listOverrides } from './kept.ts'
import { receiveFromPlant, sendToPlant } from './refill.ts'
import { importCylinders, registerCylinder } from './register.ts'
import { addDepot, addRule, addType, editDepot, editType, endRule, listDepots, listRules, listTypes } from './setup.ts'
import { BookingOut, CsvReportOut, csvBody, csvLimit, CylinderOut, DepotOut, idParams, MoveOut, Named, params, reason, TypeOut } from './wire.ts'
import { cylinderStates, ruleKinds } from './words.ts'

const code = Type.String({ pattern: '^[A-Z0-9]{2,12}$' })
const day = Type.String({ format: 'date' })
const grams = (max: number, min = 0) => Type.Integer({ minimum: min, maximum: max })
const RuleOut = Type.Object({
  id: Id,
  kind: OneOf(ruleKinds),
  value: Type.Integer(),
  area: Nullable(OneOf(['urban', 'rural'])),
  bottles: Nullable(Type.Integer()),
  validFrom: day,
  validTo: Nullable(day),
})
const Shelf = Type.Object({
  depot: Named,
  type: Named,
  owned: Type.Integer(),
  states: Type.Record(Type.String(), Type.Integer()),
  promised: Type.Integer(),
  free: Type.Integer(),
  waiting: Type.Integer(),
  low: Type.Boolean(),
  lowSince: Nullable(Instant),
  testDueSoon: Type.Integer({ description: 'Filled ones whose test date lies within thirty days' }),
  oldest: Type.Object({ filled: Nullable(Instant), empty: Nullable(Instant), refilling: Nullable(Instant), quarantined: Nullable(Instant) }),
})

/** Depots, types, cylinders, refilling and the stock board. */
export function stockRoutes(app: App): void {
  app.get('/depots', { config: { may: 'gas.booking.read' }, schema: { summary: 'Depots', response: { 200: Type.Object({ data: Type.Array(DepotOut) }) } } }, async (req) => ({
    data: await listDepots(req.ctx),
  }))
  app.post(
    '/depots',
    {
      config: { may: 'gas.configure' },
      schema: { summary: 'Add a depot', body: Body({ code, name: Line({ maxLength: 80 }), address: Type.Optional(MaybeLine({ maxLength: 300 })) }), response: { 201: DepotOut } },
    },
    async (req, reply) => reply.code(201).send(await addDepot(req.ctx, req.body)),
  )
  app.patch(
    '/depots/:id',
    {
      config: { may: 'gas.configure' },
      schema: {
        summary: 'Change a depot',
        params: idParams,
        body: Body(
          { name: Type.Optional(Line({ maxLength: 80 })), address: Type.Optional(MaybeLine({ maxLength: 300 })), active: Type.Optional(Type.Boolean()) },
          { minProperties: 1 },
        ),
        response: { 200: DepotOut },
      },
    },
    (req) => editDepot(req.ctx, req.params.id, req.body),
  )
  app.get(
    '/types',
    { config: { may: 'gas.booking.read' }, schema: { summary: 'Types of cylinders', response: { 200: Type.Object({ data: Type.Array(TypeOut) }) } } },
    async (req) => ({
      data: await listTypes(req.ctx),
    }),
  )
  app.post(
    '/types',
    {
      config: { may: 'gas.configure' },
      schema: {
        summary: 'Add a type of cylinder',
        body: Body({ code, name: Line({ maxLength: 80 }), netGrams: grams(100_000, 1), toleranceGrams: grams(10_000) }),
        response: { 201: TypeOut },
      },
    },
    async (req, reply) => reply.code(201).send(await addType(req.ctx, req.body)),
  )
  app.patch(
    '/types/:id',
    {
      config: { may: 'gas.configure' },
      schema: {
        summary: 'Rename a type of cylinder, or withdraw it from booking',
        params: idParams,
        body: Body({ name: Type.Optional(Line({ maxLength: 80 })), active: Type.Optional(Type.Boolean()) }, { minProperties: 1 }),
        response: { 200: TypeOut },
      },
    },
    (req) => editType(req.ctx, req.params.id, req.body),
  )
  app.get(
    '/rules',
    { config: { may: 'gas.cylinder.read' }, schema: { summary: 'Dated rules of admission', response: { 200: Type.Object({ data: Type.Array(RuleOut) }) } } },
    async (req) => ({
      data: await listRules(req.ctx),
    }),
  )
  app.post(
    '/rules',
    {
      config: { may: 'gas.configure' },
      schema: {
        summary: 'Add a dated rule: refill gap, monthly or yearly cap',
        body: Body({
          kind: OneOf(ruleKinds),
          value: Type.Integer({ minimum: 0, maximum: 1000 }),
          area: Type.Optional(OneOf(['urban', 'rural'])),
          bottles: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })),
          validFrom: day,
          validTo: Type.Optional(day),
          reason,
        }),
        response: { 201: RuleOut },
      },
    },
    async (req, reply) => {
      const { reason: why, ...rule } = req.body
      return reply.code(201).send(await addRule(req.ctx, rule, why))
    },
  )
  app.patch(
    '/rules/:id',
    { config: { may: 'gas.configure' }, schema: { summary: 'Say when a rule ends', params: idParams, body: Body({ validTo: Nullable(day), reason }), response: { 200: RuleOut } } },
    (req) => endRule(req.ctx, req.params.id, req.body.validTo, req.body.reason),
  )
  app.get(
    '/stock',
    {
      config: { may: 'gas.stock.read' },
      schema: {
        summary: 'The stock board: each depot and type by state',
        querystring: Type.Object({ depotId: Type.Optional(Id) }),
        response: { 200: Type.Object({ data: Type.Array(Shelf) }) },
      },
    },
    async (req) => ({ data: await stockBoard(req.ctx, req.query.depotId) }),
  )
  app.get(
    '/cylinders',
    {
      config: { may: 'gas.cylinder.read' },
      schema: {
        summary: 'Cylinders by code',
        querystring: Type.Object({
          ...pageQuery,
          depotId: Type.Optional(Id),
          typeId: Type.Optional(Id),
          state: Type.Optional(OneOf(cylinderStates)),
          holderId: Type.Optional(Id),
          batch: Type.Optional(Line({ maxLength: 60 })),
          testDue: Type.Optional(Line({ maxLength: 6 })),
          search: Type.Optional(Line({ maxLength: 30, description: 'Beginning of a code' })),
          recalled: Type.Optional(Type.Boolean()),
        }),
        response: { 200: PageOf(CylinderOut) },
      },
    },
    (req) => listCylinders(req.ctx, req.query),
  )
  app.post(
    '/cylinders',
    {
      config: { may: 'gas.cylinder.edit' },
      schema: {
        summary: 'Register a cylinder',
        body: Body({
          code: Line({ maxLength: 30 }),
          depotId: Id,
          typeId: Id,
          state: Type.Optional(OneOf(['registered', 'empty', 'filled'], { default: 'registered' })),
          batch: Type.Optional(Line({ maxLength: 60 })),
          testDue: Type.Optional(Line({ maxLength: 6 })),
          tareGrams: Type.Optional(grams(100_000, 1)),
        }),
        response: { 201: CylinderOut },
      },
    },
    async (req, reply) => reply.code(201).send(await cylinderOut(req.ctx, await registerCylinder(req.ctx, { ...req.body, state: req.body.state ?? 'registered' }))),
  )
  app.post(
    '/cylinders/import',
    {
      bodyLimit: csvLimit,
      config: { may: 'gas.cylinder.edit' },
      schema: {
        summary: 'Register cylinders from CSV',
        description: 'Columns code, depot, type; state (registered, empty, filled), batch, testDue, tareGrams. Bad rows are reported and left out; what is there stays.',
        body: Body(csvBody),
        response: { 200: CsvReportOut },
      },
    },
    (req) => importCylinders(req.ctx, req.body.csv, req.body.dryRun ?? false),
  )
  app.get(
    '/cylinders/:id',
    { config: { may: 'gas.booking.read' }, schema: { summary: 'One cylinder, by id or code', params, response: { 200: CylinderOut } } },
    async (req, reply) => {
      const it = await cylinderOut(req.ctx, req.params.id)
      etag(req, reply, it.version)
      return it
    },
  )
  app.get(
    '/cylinders/:id/history',
    { config: { may: 'gas.cylinder.read' }, schema: { summary: 'Every move of a cylinder, newest first', params, response: { 200: Type.Object({ data: Type.Array(MoveOut) }) } } },
    async (req) => ({ data: await historyOf(req.ctx, (await cylinderOut(req.ctx, req.params.id)).id) }),
  )
  app.patch(
    '/cylinders/:id',
    {
      config: { may: 'gas.cylinder.edit' },
      schema: {
        summary: 'Carry out an event, or change what is stamped on a cylinder',
        params: idParams,
        body: Body(
          {
            event: Type.Optional(OneOf(cylinderEvents)),
            reason: Type.Optional(reason),
            batch: Type.Optional(Nullable(Line({ maxLength: 60 }))),
            testDue: Type.Optional(Nullable(Line({ maxLength: 6 }))),
            tareGrams: Type.Optional(Nullable(grams(100_000, 1))),
          },
          { minProperties: 1 },
        ),
        response: { 200: CylinderOut },
      },
    },
    async (req) => {
      const { event, reason: why, ...stamped } = req.body
      if (Object.keys(stamped).length > 0) await editCylinder(req.ctx, req.params.id, stamped, ifMatch(req))
      if (event) await act(req.ctx, req.params.id, { event, reason: why })
      return cylinderOut(req.ctx, req.params.id)
    },
  )
  app.post(
    '/cylinders/:id/assign',
    {
      config: { may: 'gas.override' },
      schema: {
        summary: 'Override: give a customer with a paid booking this cylinder',
        params: idParams,
        body: Body({ customerId: Id, reason, rule: Type.Optional(OneOf(['fifo', 'priority_medical', 'priority_institution', 'damage'])) }),
        response: { 200: BookingOut },
      },
    },
    async (req) => bookingOut(req.ctx, (await assignChosen(req.ctx, req.params.id, req.body)).id),
  )
  app.post(
    '/cylinders/:id/correct',
    {
      config: { may: 'gas.override' },
      schema: {
        summary: 'Override: put right a state that is recorded wrongly',
        params: idParams,
        body: Body({ state: OneOf(['empty', 'filled', 'quarantined', 'lost', 'with_customer']), reason, customerId: Type.Optional(Id) }),
        response: { 200: CylinderOut },
      },
    },
    async (req) => {
      await correct(req.ctx, req.params.id, req.body)
      return cylinderOut(req.ctx, req.params.id)
    },
  )
  app.get(
    '/overrides',
    {
      config: { may: 'gas.cylinder.read' },
      schema: {
        summary: 'What staff did against the rules, newest first',
        querystring: Type.Object({ ...pageQuery, bookingId: Type.Optional(Id), cylinderId: Type.Optional(Id) }),
        response: {
          200: PageOf(
            Type.Object({
              id: Id,
              action: Type.String(),
              rule: Type.String(),
              reason: Type.String(),
              bookingId: Nullable(Id),
              bookingReference: Nullable(Type.String()),
              cylinderId: Nullable(Id),
              cylinderCode: Nullable(Type.String()),
              customerId: Nullable(Id),
              actorName: Type.String(),
              at: Instant,
            }),
          ),
        },
      },
    },
    (req) => listOverrides(req.ctx, req.query),
  )
  app.get(
    '/refill-batches',
    {
      config: { may: 'gas.cylinder.read' },
      schema: {
        summary: 'Refill batches, newest first',
        querystring: Type.Object({ ...pageQuery, open: Type.Optional(Type.Boolean()) }),
        response: {
          200: PageOf(
            Type.Object({
              id: Id,
              reference: Type.String(),
              depot: Named,
              plant: Type.String(),
              sentAt: Instant,
              closedAt: Nullable(Instant),
              items: Type.Array(Type.Object({ cylinderId: Id, code: Type.String(), outcome: Nullable(Type.String()), reason: Nullable(Type.String()) })),
            }),
          ),
        },
      },
    },
    (req) => listBatches(req.ctx, req.query),
  )
  app.post(
    '/refill-batches',
    {
      config: { may: 'gas.cylinder.edit' },
      schema: {
        summary: 'Send cylinders to the plant',
        body: Body({ depotId: Id, plant: Line({ maxLength: 120 }), cylinderIds: Type.Array(Id, { minItems: 1, maxItems: 500 }) }),
        response: { 201: Type.Object({ id: Id }) },
      },
    },
    async (req, reply) => reply.code(201).send({ id: await sendToPlant(req.ctx, req.body) }),
  )
  app.post(
    '/refill-batches/:id/receive',
    {
      config: { may: 'gas.cylinder.edit' },
      schema: {
        summary: 'Receive cylinders from the plant, with their weights',
        params: idParams,
        body: Body({
          items: Type.Array(
            Type.Object({
              cylinderId: Id,
              grossGrams: Type.Optional(grams(200_000, 1)),
              failed: Type.Optional(OneOf(['plant', 'hydro_test'])),
              reason: Type.Optional(reason),
            }),
            { minItems: 1, maxItems: 500 },
          ),
        }),
        response: {
          200: Type.Object({ data: Type.Array(Type.Object({ cylinderId: Id, outcome: OneOf(['filled', 'quarantined', 'condemned']), reason: Nullable(Type.String()) })) }),
        },
      },
    },
    async (req) => ({ data: await receiveFromPlant(req.ctx, req.params.id, req.body.items) }),
  )
}
