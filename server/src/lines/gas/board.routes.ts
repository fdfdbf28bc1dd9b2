import Type from 'typebox'
import type { App } from '#platform/module'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { MediaOut } from '#core/media'
import { batchOut, bookingHistory, listMoves, paceOut, recentMoves, ruleHistory, shelfOut, waitingList } from './board.ts'
import { Coded, Named, params } from './wire.ts'
import { bookingStates, cylinderStates } from './words.ts'

const shelf = { depotId: Id, typeId: Id }
const day = Nullable(Type.String({ format: 'date' }))
const Move = Type.Object({
  id: Id,
  at: Instant,
  from: Nullable(OneOf(cylinderStates)),
  to: OneOf(cylinderStates),
  event: Type.String(),
  reason: Nullable(Type.String()),
  actorName: Type.String(),
  cylinder: Coded,
  depot: Named,
  typeName: Type.String(),
  bookingReference: Nullable(Type.String()),
  batchReference: Nullable(Type.String()),
})

/** What the desk of the gas line reads beside the lists: a shelf closely, the last moves, who waits, and how a thing came to be as it is. */
export function boardRoutes(app: App): void {
  app.get(
    '/stock/shelf',
    {
      config: { may: 'gas.stock.read' },
      schema: {
        summary: 'One shelf: age of what is filled, and which cylinders go out next',
        querystring: Type.Object(shelf),
        response: {
          200: Type.Object({
            ages: Type.Array(Type.Object({ from: Type.Integer(), to: Nullable(Type.Integer()), count: Type.Integer() }), { description: 'In days since filling' }),
            next: Type.Array(Type.Object({ id: Id, code: Type.String(), filledAt: Instant, testDue: Nullable(Type.String()), testDueOn: day, soon: Type.Boolean() })),
          }),
        },
      },
    },
    (req) => shelfOut(req.ctx, req.query),
  )
  app.get(
    '/stock/pace',
    {
      config: { may: 'gas.stock.read' },
      schema: {
        summary: 'How many cylinders left each shelf in the last days',
        response: { 200: Type.Object({ days: Type.Integer(), data: Type.Array(Type.Object({ ...shelf, delivered: Type.Integer() })) }) },
      },
    },
    (req) => paceOut(req.ctx),
  )
  app.get(
    '/moves',
    {
      config: { may: 'gas.cylinder.read' },
      schema: {
        summary: 'Moves of all cylinders, newest first',
        querystring: Type.Object({ ...pageQuery, depotId: Type.Optional(Id) }),
        response: { 200: PageOf(Move) },
      },
    },
    (req) => listMoves(req.ctx, req.query),
  )
  app.get(
    '/moves/recent',
    {
      config: { may: 'gas.cylinder.read' },
      schema: {
        summary: 'What happened last, one line for what was done in one motion',
        response: { 200: Type.Object({ data: Type.Array(Type.Object({ ...Move.properties, count: Type.Integer() })) }) },
      },
    },
    async (req) => ({ data: await recentMoves(req.ctx) }),
  )
  app.get(
    '/waiting',
    {
      config: { may: 'gas.stock.read' },
      schema: {
        summary: 'Who paid and waits at a shelf, in the order of payment',
        querystring: Type.Object(shelf),
        response: {
          200: Type.Object({
            data: Type.Array(Type.Object({ id: Id, reference: Type.String(), customer: Named, paidAt: Instant, waitingSince: Nullable(Instant), place: Type.Integer() })),
          }),
        },
      },
    },
    async (req) => ({ data: await waitingList(req.ctx, req.query) }),
  )
  app.get(
    '/bookings/:id/history',
    {
      config: { may: 'gas.cylinder.read' },
      schema: {
        summary: 'What happened with a booking, newest first, with what staff did against the order',
        params,
        response: {
          200: Type.Object({
            data: Type.Array(
              Type.Object({
                at: Instant,
                kind: OneOf(['state', 'override']),
                from: Nullable(OneOf(bookingStates)),
                to: Nullable(OneOf(bookingStates)),
                action: Nullable(Type.String()),
                rule: Nullable(Type.String()),
                reason: Nullable(Type.String()),
                actorName: Type.String(),
                photos: Type.Array(MediaOut, { description: 'Of a hand-over without the code' }),
              }),
            ),
          }),
        },
      },
    },
    async (req) => ({ data: await bookingHistory(req.ctx, req.params.id) }),
  )
  app.get(
    '/rules/log',
    {
      config: { may: 'gas.cylinder.read' },
      schema: {
        summary: 'Who made and ended the rules of admission, when and why',
        response: {
          200: Type.Object({
            data: Type.Array(Type.Object({ ruleId: Type.String(), action: Type.String(), actorName: Type.String(), reason: Nullable(Type.String()), at: Instant, validTo: day })),
          }),
        },
      },
    },
    async (req) => ({ data: await ruleHistory(req.ctx) }),
  )
  app.get(
    '/refill-batches/:id',
    {
      config: { may: 'gas.cylinder.read' },
      schema: {
        summary: 'One refill batch, by id or reference',
        params,
        response: {
          200: Type.Object({
            id: Id,
            reference: Type.String(),
            depot: Named,
            plant: Type.String(),
            sentAt: Instant,
            closedAt: Nullable(Instant),
            items: Type.Array(
              Type.Object({
                cylinderId: Id,
                code: Type.String(),
                typeName: Type.String(),
                netGrams: Type.Integer(),
                toleranceGrams: Type.Integer(),
                tareGrams: Nullable(Type.Integer()),
                testDue: Nullable(Type.String()),
                recalled: Type.Boolean(),
                outcome: Nullable(OneOf(['filled', 'quarantined', 'condemned'])),
                grossGrams: Nullable(Type.Integer()),
                reason: Nullable(Type.String()),
                receivedAt: Nullable(Instant),
              }),
            ),
          }),
        },
      },
    },
    (req) => batchOut(req.ctx, req.params.id),
  )
}
