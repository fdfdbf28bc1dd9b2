import { desc } from 'drizzle-orm'
import Type from 'typebox'
import { audit } from '#platform/audit'
import { inTransaction } from '#platform/db'
import type { App } from '#platform/module'
import { Body, Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { common } from '#platform/problems'
import { MoneyOut, money } from '#core/payments'
import { deliveries, faults, orders } from './schema.ts'
import { methods, run, scripts } from './scripts.ts'
import { generation, rotateSecret } from './world.ts'

const calls = ['order.create', 'order.find', 'order.payments', 'payment.fetch', 'payment.capture', 'refund.create', 'refund.list'] as const

/** The simulator desk: what the pretended gateway holds, and faults at the press of a button. */
export function deskRoutes(app: App): void {
  const config = { may: 'payment.configure' } as const
  const State = Type.Object({
    secretGeneration: Type.Integer(),
    scripts: Type.Array(Type.Object({ name: Type.String(), label: Type.String() })),
    orders: Type.Array(Type.Object({ id: Type.String(), receipt: Nullable(Type.String()), amount: MoneyOut, status: Type.String(), attempts: Type.Integer(), createdAt: Instant })),
    deliveries: Type.Array(
      Type.Object({
        id: Type.String(),
        event: Type.String(),
        copies: Type.Integer(),
        tries: Type.Integer(),
        answer: Nullable(Type.Integer()),
        dueAt: Instant,
        sentAt: Nullable(Instant),
      }),
    ),
  })
  app.get('/', { config, schema: { summary: 'What the simulator holds', response: { 200: State } } }, async ({ ctx }) => ({
    secretGeneration: await generation(ctx),
    scripts: Object.entries(scripts).map(([name, s]) => ({ name, label: s.label })),
    orders: (await ctx.db.select().from(orders).orderBy(desc(orders.createdAt)).limit(50)).map((o) => ({
      id: o.id,
      receipt: o.receipt,
      amount: money(o.amount, o.currency),
      status: o.status,
      attempts: o.attempts,
      createdAt: o.createdAt.toISOString(),
    })),
    deliveries: (await ctx.db.select().from(deliveries).orderBy(desc(deliveries.dueAt)).limit(50)).map((d) => ({
      id: d.id,
      event: d.event,
      copies: d.copies,
      tries: d.tries,
      answer: d.answer,
      dueAt: d.dueAt.toISOString(),
      sentAt: d.sentAt?.toISOString() ?? null,
    })),
  }))
  app.post(
    '/orders/:id/run',
    {
      config,
      schema: {
        summary: 'Pay an order by a script',
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
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
  app.post('/rotate-secret', { config, schema: { summary: 'Change the webhook secret', response: { 200: Type.Object({ secretGeneration: Type.Integer() }) } } }, async (req) =>
    inTransaction(req.ctx, async (tx) => {
      const secretGeneration = await rotateSecret(tx)
      await audit(tx, { action: 'simulator.secret_rotated', noun: 'simulator', nounId: '00000000-0000-0000-0000-000000000000' })
      return { secretGeneration }
    }),
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
      await inTransaction(req.ctx, (tx) => tx.db.insert(faults).values({ ...req.body, at: tx.now() }))
      return reply.code(204).send(null)
    },
  )
}
