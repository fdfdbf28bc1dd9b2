import Type from 'typebox'
import type { App } from '#platform/module'
import { Body, Instant, Nullable, OneOf } from '#platform/openapi'
import { acknowledge, markEmergency, triage } from './emergencies.ts'
import { defaultSafetySteps, triageQuestions } from './safety.ts'
import { sendTicket } from './tickets.routes.ts'
import { idOrReference, TicketOut } from './wire.ts'

const When = Type.Optional(Nullable(Body({ at: Type.Optional(Instant) })))

export function emergencyRoutes(app: App): void {
  app.get(
    '/safety',
    {
      config: { may: 'anyone', nobody: true },
      schema: {
        summary: 'What to do when you smell gas',
        description: 'Answers without the database.',
        response: {
          200: Type.Object({
            number: Type.String(),
            steps: Type.Array(Type.String()),
            triage: Type.Array(Type.Object({ key: Type.String(), text: Type.String(), options: Type.Array(Type.Object({ value: Type.Unknown(), label: Type.String() })) })),
          }),
        },
      },
    },
    async (req, reply) => {
      void reply.header('cache-control', 'public, max-age=300')
      return { number: req.ctx.config.EMERGENCY_NUMBER, steps: [...defaultSafetySteps], triage: triageQuestions.map((q) => ({ ...q, options: [...q.options] })) }
    },
  )
  const schema = { params: idOrReference, response: { 200: TicketOut } }
  app.post(
    '/tickets/:id/acknowledge',
    { config: { may: 'support.ticket.edit' }, schema: { ...schema, summary: 'Take charge of an emergency: paging stops' } },
    async (req, reply) => sendTicket(req, reply, (await acknowledge(req.ctx, req.params.id)).id),
  )
  app.post('/tickets/:id/attend', { config: { may: 'support.ticket.edit' }, schema: { ...schema, summary: 'Somebody of ours is there', body: When } }, async (req, reply) =>
    sendTicket(req, reply, (await markEmergency(req.ctx, req.params.id, 'attend', req.body?.at ? new Date(req.body.at) : undefined)).id),
  )
  app.post('/tickets/:id/prevent', { config: { may: 'support.ticket.edit' }, schema: { ...schema, summary: 'The escape is stopped', body: When } }, async (req, reply) =>
    sendTicket(req, reply, (await markEmergency(req.ctx, req.params.id, 'prevent', req.body?.at ? new Date(req.body.at) : undefined)).id),
  )
  app.post(
    '/tickets/:id/triage',
    {
      config: { may: 'support.ticket.edit' },
      schema: { ...schema, summary: 'Say how bad the leak is; makes an emergency of a ticket that was none', body: Body({ triage: OneOf(['uncontrolled', 'controlled']) }) },
    },
    async (req, reply) => sendTicket(req, reply, (await triage(req.ctx, req.params.id, req.body.triage)).id),
  )
}
