import Type from 'typebox'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { Line } from '#platform/texts'
import { listRecalls, openRecall, recallOut, recallPreview, resolveItem } from './recall.ts'
import { resolutions } from './recall.items.ts'
import { idParams, Named, reason } from './wire.ts'
import { cylinderStates } from './words.ts'

const criteria = { batch: Type.Optional(Line({ maxLength: 60 })), testDue: Type.Optional(Line({ maxLength: 6 })) }
const RecallOut = Type.Object({
  id: Id,
  reference: Type.String(),
  batch: Nullable(Type.String()),
  testDue: Nullable(Type.String()),
  reason: Type.String(),
  status: OneOf(['open', 'closed']),
  actorName: Type.String(),
  createdAt: Instant,
  closedAt: Nullable(Instant),
  total: Type.Integer(),
  settled: Type.Integer(),
})
const RecallPage = Type.Object({
  ...RecallOut.properties,
  items: Type.Array(
    Type.Object({
      cylinderId: Id,
      code: Type.String(),
      foundIn: OneOf(cylinderStates),
      state: OneOf(cylinderStates),
      depotName: Type.String(),
      holder: Nullable(Named),
      ticket: Nullable(Type.Object({ id: Id, reference: Type.String() })),
      resolution: Nullable(OneOf(resolutions)),
      resolvedAt: Nullable(Instant),
      note: Nullable(Type.String()),
    }),
  ),
})
const may = { config: { may: 'gas.recall' } } as const

/** Safety recalls. */
export function recallRoutes(app: App): void {
  app.post(
    '/recalls/preview',
    {
      ...may,
      schema: {
        summary: 'Where the cylinders of a batch or test-due code are now',
        body: Body(criteria, { minProperties: 1 }),
        response: {
          200: Type.Object({
            total: Type.Integer(),
            states: Type.Record(Type.String(), Type.Integer()),
            holders: Type.Integer(),
            depots: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() })),
          }),
        },
      },
    },
    (req) => recallPreview(req.ctx, req.body),
  )
  app.post(
    '/recalls',
    {
      ...may,
      schema: { summary: 'Recall: find, freeze, notify, open tickets', body: Body({ ...criteria, reason, categoryId: Type.Optional(Id) }), response: { 201: RecallPage } },
    },
    async (req, reply) => reply.code(201).send(await recallOut(req.ctx, await openRecall(req.ctx, req.body))),
  )
  app.get('/recalls', { ...may, schema: { summary: 'Recalls, newest first', response: { 200: Type.Object({ data: Type.Array(RecallOut) }) } } }, async (req) => ({
    data: await listRecalls(req.ctx),
  }))
  app.get('/recalls/:id', { ...may, schema: { summary: 'One recall with each cylinder', params: idParams, response: { 200: RecallPage } } }, (req) =>
    recallOut(req.ctx, req.params.id),
  )
  app.post(
    '/recalls/:id/items/:cylinderId',
    {
      ...may,
      schema: {
        summary: 'Say what became of one cylinder',
        params: Type.Object({ id: Id, cylinderId: Id }),
        body: Body({ resolution: OneOf(resolutions), note: Type.Optional(Line({ maxLength: 300 })) }),
        response: { 200: RecallPage },
      },
    },
    async (req) => {
      await resolveItem(req.ctx, req.params.id, req.params.cylinderId, req.body)
      return recallOut(req.ctx, req.params.id)
    },
  )
}
