import { Readable } from 'node:stream'
import Type from 'typebox'
import type { App } from '#platform/module'
import { OneOf } from '#platform/openapi'
import { listFilters } from '#core/support'
import { exportSorts, exportTickets } from './export.ts'

export function exportRoutes(app: App): void {
  app.get(
    '/tickets/export',
    {
      config: { may: 'support.ticket.export', limit: { points: 20, seconds: 60 } },
      schema: {
        summary: 'A list of tickets as CSV',
        querystring: Type.Object({ ...listFilters, sort: Type.Optional(OneOf(exportSorts)) }),
        response: { 200: { description: 'CSV with a heading, UTF-8', content: { 'text/csv': { schema: Type.String() } } } },
      },
    },
    async (req, reply) => {
      const rows = await exportTickets(req.ctx, req.query)
      const name = `tickets-${req.ctx.now().toISOString().slice(0, 10)}.csv`
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(rows, { objectMode: false }) as never)
    },
  )
}
