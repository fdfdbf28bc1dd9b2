import { asc, eq } from 'drizzle-orm'
import Type from 'typebox'
import { audit } from '#platform/audit'
import { inTransaction, read } from '#platform/db'
import type { App } from '#platform/module'
import { Body, Id, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { common } from '#platform/problems'
import { Line } from '#platform/texts'
import { MoneyOut, money, simulatorKeys } from '#core/payments'
import { sendByHand } from './bank.routes.ts'
import { arm, downtime, hold, passTime, release, sendAgain } from './control.ts'
import { deliveryById, DeliveryOut, listDeliveries, listOrders, listSettlements, OrderOut, pending, PendingOut, SettlementOut } from './desk.lists.ts'
import { faults, settlements } from './schema.ts'
import { methods, run, scripts, type Method } from './scripts.ts'
import { bankCsv, reconCsv, settle, settleFaults } from './settle.ts'
import { changed, generation, rotateSecret } from './world.ts'

const calls = [
  'order.create',
  'order.find',
  'order.payments',
  'payment.fetch',
  'payment.capture',
  'payment.charge',
  'refund.create',
  'refund.list',
  'dispute.contest',
  'dispute.accept',
  'document.create',
  'settlement.recon',
  'settlement.fetch',
  'payout.create',
  'payout.list',
] as const
const byHand = ['payment.authorized', 'payment.captured', 'payment.failed', 'order.paid'] as const
const nil = '00000000-0000-0000-0000-000000000000'
const N = Type.Integer()
const params = Type.Object({ id: Type.String({ maxLength: 60 }) })
const copies = Type.Optional(Type.Integer({ minimum: 1, maximum: 5, default: 1 }))
const Armed = Nullable(Type.Object({ script: Type.String(), method: Nullable(OneOf(methods)) }))
const state = read<{ armedScript: string | null; armedMethod: Method | null; holding: boolean }>(
  'simulator.state',
  `select armed_script "armedScript", armed_method "armedMethod", holding from simulator.state where id = 1`,
)

/** The simulator desk: what the pretended gateway holds, and faults at the press of a button. */
export function deskRoutes(app: App): void {
  const config = { may: 'payment.configure' } as const
  const State = Type.Object({
    secretGeneration: N,
    keyId: Type.String(),
    scripts: Type.Array(Type.Object({ name: Type.String(), label: Type.String() })),
    methods: Type.Array(Type.String()),
    calls: Type.Array(Type.String()),
    events: Type.Array(Type.String({ description: 'What can be sent by hand' })),
    armed: Armed,
    holding: Type.Boolean(),
    faults: Type.Array(Type.Object({ id: Id, call: Type.String(), kind: Type.String(), at: Instant })),
    pending: Type.Array(PendingOut),
    orders: Type.Array(OrderOut),
    deliveries: Type.Array(DeliveryOut),
  })
  app.get('/', { config, schema: { summary: 'What the simulator holds', response: { 200: State } } }, async ({ ctx }) => {
    const [now] = await state(ctx)
    return {
      secretGeneration: await generation(ctx),
      keyId: simulatorKeys(ctx.config).keyId,
      scripts: Object.entries(scripts).map(([name, s]) => ({ name, label: s.label })),
      methods: [...methods],
      calls: [...calls],
      events: [...byHand],
      armed: now && now.armedScript !== null ? { script: now.armedScript, method: now.armedMethod } : null,
      holding: now?.holding ?? false,
      faults: (await ctx.db.select().from(faults).orderBy(asc(faults.at), asc(faults.id))).map((f) => ({ ...f, at: f.at!.toISOString() })),
      pending: await pending(ctx),
      orders: (await listOrders(ctx, { limit: 50 })).data,
      deliveries: (await listDeliveries(ctx, { limit: 50 })).data,
    }
  })
  app.get(
    '/orders',
    {
      config,
      schema: {
        summary: 'Orders of the simulator with their payments, newest first',
        querystring: Type.Object({ ...pageQuery, status: Type.Optional(OrderOut.properties.status) }),
        response: { 200: PageOf(OrderOut) },
      },
    },
    (req) => listOrders(req.ctx, req.query),
  )
  app.get(
    '/deliveries',
    {
      config,
      schema: {
        summary: 'Messages of the simulator, newest first',
        querystring: Type.Object({ ...pageQuery, held: Type.Optional(Type.Boolean()) }),
        response: { 200: PageOf(DeliveryOut) },
      },
    },
    (req) => listDeliveries(req.ctx, req.query),
  )
  app.get(
    '/deliveries/:id',
    { config, schema: { summary: 'A message of the simulator with its body', params, response: { 200: Type.Object({ ...DeliveryOut.properties, body: Type.String() }) } } },
    (req) => deliveryById(req.ctx, req.params.id),
  )
  app.post(
    '/orders/:id/run',
    {
      config,
      schema: {
        summary: 'Pay an order by a script',
        params,
        body: Body({ script: OneOf(Object.keys(scripts)), method: Type.Optional(OneOf(methods)) }),
        response: { 201: Type.Object({ paymentId: Type.String() }) },
      },
    },
    async (req, reply) => {
      const payment = await inTransaction(req.ctx, (tx) => run(tx, req.params.id, req.body.script, req.body.method))
      if (!payment) throw common.not_found()
      return reply.code(201).send({ paymentId: payment.id })
    },
  )
  app.post(
    '/arm',
    {
      config,
      schema: {
        summary: 'Let the next order be paid by a script',
        body: Body({ script: Nullable(OneOf(Object.keys(scripts))), method: Type.Optional(OneOf(methods)) }),
        response: { 200: Type.Object({ armed: Armed }) },
      },
    },
    async (req) => {
      const { script, method } = req.body
      await inTransaction(req.ctx, (tx) => arm(tx, script, method ?? null))
      return { armed: script === null ? null : { script, method: method ?? null } }
    },
  )
  app.post(
    '/faults',
    {
      config,
      schema: {
        summary: 'Let the next call go wrong',
        body: Body({ call: OneOf(calls), kind: OneOf(['lost_answer', 'error_500']) }),
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await inTransaction(req.ctx, async (tx) => {
        await tx.db.insert(faults).values({ ...req.body, at: tx.now() })
        await changed(tx)
      })
      return reply.code(204).send(null)
    },
  )
  app.delete('/faults/:id', { config, schema: { summary: 'Take a fault back', params: Type.Object({ id: Id }), response: { 204: NoContent } } }, async (req, reply) => {
    const gone = await inTransaction(req.ctx, async (tx) => {
      await changed(tx)
      return tx.db.delete(faults).where(eq(faults.id, req.params.id)).returning({ id: faults.id })
    })
    if (gone.length === 0) throw common.not_found()
    return reply.code(204).send(null)
  })
  app.post(
    '/clock',
    {
      config,
      schema: {
        summary: 'Let time pass at the simulated bank',
        description: 'What was still to happen there comes nearer by as much. The clock of the product stays.',
        body: Body({ seconds: Type.Integer({ minimum: 1, maximum: 2_592_000 }) }),
        response: { 200: Type.Object({ moved: N }) },
      },
    },
    async (req) => ({ moved: await inTransaction(req.ctx, (tx) => passTime(tx, req.body.seconds)) }),
  )
  app.post(
    '/hold',
    { config, schema: { summary: 'Hold messages back, or stop holding', body: Body({ on: Type.Boolean() }), response: { 200: Type.Object({ holding: Type.Boolean() }) } } },
    async (req) => {
      await inTransaction(req.ctx, (tx) => hold(tx, req.body.on))
      return { holding: req.body.on }
    },
  )
  app.post(
    '/release',
    {
      config,
      schema: {
        summary: 'Let go of the messages that were held back',
        body: Body({ order: OneOf(['as_made', 'reversed', 'shuffled']), copies }),
        response: { 200: Type.Object({ sent: N }) },
      },
    },
    async (req) => ({ sent: await inTransaction(req.ctx, (tx) => release(tx, req.body.order, req.body.copies ?? 1)) }),
  )
  app.post(
    '/deliveries/:id/send',
    { config, schema: { summary: 'Send a message once more', params, body: Body({ copies }), response: { 202: Type.Object({ sent: N }) } } },
    async (req, reply) => {
      const sent = req.body.copies ?? 1
      if (!(await inTransaction(req.ctx, (tx) => sendAgain(tx, req.params.id, sent)))) throw common.not_found()
      return reply.code(202).send({ sent })
    },
  )
  app.post(
    '/send',
    {
      config,
      schema: {
        summary: 'Send an event about a payment that did not happen',
        body: Body({ paymentId: Line({ maxLength: 60 }), event: OneOf(byHand) }),
        response: { 201: Type.Object({ deliveryId: Type.String() }) },
      },
    },
    async (req, reply) => {
      const deliveryId = await inTransaction(req.ctx, (tx) => sendByHand(tx, req.body.paymentId, req.body.event))
      if (deliveryId === undefined) throw common.not_found()
      return reply.code(201).send({ deliveryId })
    },
  )
  app.post('/rotate-secret', { config, schema: { summary: 'Change the webhook secret', response: { 200: Type.Object({ secretGeneration: N }) } } }, async (req) =>
    inTransaction(req.ctx, async (tx) => {
      const secretGeneration = await rotateSecret(tx)
      await audit(tx, { action: 'simulator.secret_rotated', noun: 'simulator', nounId: nil })
      await changed(tx)
      return { secretGeneration }
    }),
  )
  app.post(
    '/downtime',
    {
      config,
      schema: {
        summary: 'Let a way to pay stop working well, or work again',
        body: Body({ method: OneOf(methods), severity: OneOf(['high', 'medium', 'low']), on: Type.Boolean() }),
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await inTransaction(req.ctx, (tx) => downtime(tx, req.body))
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/settle',
    {
      config,
      schema: {
        summary: 'Let the bank settle what is due',
        body: Body({ fault: Type.Optional(OneOf(settleFaults)) }),
        response: { 201: Type.Object({ settlementId: Nullable(Type.String({ description: 'Null when nothing is due' })), lines: N, amount: MoneyOut }) },
      },
    },
    async (req, reply) => {
      const made = await inTransaction(req.ctx, (tx) => settle(tx, req.body.fault))
      return reply.code(201).send({ settlementId: made?.id ?? null, lines: made?.items.length ?? 0, amount: money(made?.amount ?? 0) })
    },
  )
  app.get(
    '/settlements',
    { config, schema: { summary: 'Settlements of the simulator, newest first', querystring: Type.Object(pageQuery), response: { 200: PageOf(SettlementOut) } } },
    (req) => listSettlements(req.ctx, req.query),
  )
  for (const [file, summary, text] of [
    ['recon.csv', 'The settlement report of the simulated gateway, to bring in', reconCsv],
    ['bank.csv', 'The line of the simulated bank, to bring in', bankCsv],
  ] as const)
    app.get(
      `/settlements/:id/${file}`,
      { config, schema: { summary, params, response: { 200: { description: 'A table', content: { 'text/csv': { schema: Type.String() } } } } } },
      async (req, reply) => {
        const [it] = await req.ctx.db.select().from(settlements).where(eq(settlements.id, req.params.id))
        if (!it) throw common.not_found()
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${it.id}-${file}"`)
          .send(text(req.ctx.config.OPERATOR_TIME_ZONE, it) as never)
      },
    )
}
