import Type from 'typebox'
import type { App } from '#platform/module'
import { Instant, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { listJobs, removeJob, retryJob, states, summary } from './jobs.ts'

const Job = Type.Object({
  id: Type.String(),
  name: Type.String(),
  summary: Nullable(Type.String()),
  state: OneOf(states),
  queue: Nullable(Type.String()),
  attempts: Type.Integer(),
  maxAttempts: Type.Integer(),
  lastError: Nullable(Type.String()),
  runAt: Instant,
  createdAt: Instant,
  lockedAt: Nullable(Instant),
})
const byId = Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) })

export function jobRoutes(app: App): void {
  const config = { may: 'jobs.manage' } as const
  app.get(
    '/jobs',
    {
      config,
      schema: {
        summary: 'Background jobs, newest first',
        querystring: Type.Object({ state: Type.Optional(OneOf(states)), name: Type.Optional(Type.String({ maxLength: 200 })), ...pageQuery }),
        response: { 200: PageOf(Job) },
      },
    },
    async (req) => listJobs(req.ctx, req.query),
  )
  app.get(
    '/jobs/summary',
    {
      config,
      schema: {
        summary: 'How the queue is doing',
        response: {
          200: Type.Object({
            waiting: Type.Integer(),
            due: Type.Integer({ description: 'Waiting and due by now' }),
            retrying: Type.Integer(),
            running: Type.Integer(),
            failed: Type.Integer({ description: 'Given up after the last attempt' }),
            oldestDueSeconds: Nullable(Type.Integer()),
            workers: Type.Integer(),
          }),
        },
      },
    },
    async (req) => summary(req.ctx),
  )
  app.post('/jobs/:id/retry', { config, schema: { summary: 'Run a job again, now', params: byId, response: { 204: NoContent } } }, async (req, reply) => {
    await retryJob(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
  app.delete('/jobs/:id', { config, schema: { summary: 'Remove a job', params: byId, response: { 204: NoContent } } }, async (req, reply) => {
    await removeJob(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })
}
