import { Readable } from 'node:stream'
import Type from 'typebox'
import type { App } from '#platform/module'
import { Body, Id, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line, Text } from '#platform/texts'
import { audit } from '#platform/audit'
import { inTransaction } from '#platform/db'
import { readDay } from './days.ts'
import { exported, exportMoney } from './export.ts'
import { importBankFile, importSettlementFile } from './files.ts'
import { resolveFinding } from './findings.ts'
import { GatewayRefused, GatewayUnknown } from './gateway.ts'
import { refuse } from './refusals.ts'
import {
  BankLineOut,
  findingById,
  FindingOut,
  listBankLines,
  listFindings,
  listSettlements,
  settlementById,
  SettlementDetailOut,
  SettlementOut,
  settlementStatuses,
} from './settlements.list.ts'
import { fetchSettlements } from './settlements.ts'
import { dayQuery, uuidParams as params } from './wire.ts'

const N = Type.Integer()
const errors = Type.Array(Type.Object({ row: N, field: Type.String(), message: Type.String() }))
const Imported = Type.Object({ dryRun: Type.Boolean(), settlements: N, lines: N, known: Type.Integer({ description: 'Settlements that were there already' }), findings: N, errors })
const csvLimit = 9_000_000
const csvBody = { csv: Text({ maxLength: 8_000_000, description: 'The text of the file, with a header' }), dryRun: Type.Optional(Type.Boolean({ default: false })) }
const Day = Type.String({ maxLength: 10, examples: ['2026-11-21'] })

/** What the gateway paid into the bank, against our books and the bank. */
export function settlementRoutes(app: App): void {
  const read = { may: 'payment.settlement.read' } as const
  const edit = { may: 'payment.settlement.edit', idempotent: 'accepted' } as const
  app.get(
    '/settlements',
    {
      config: read,
      schema: {
        summary: 'Settlements of the gateway, newest first',
        querystring: Type.Object({ ...pageQuery, ...dayQuery, status: Type.Optional(OneOf(settlementStatuses)) }),
        response: { 200: PageOf(SettlementOut) },
      },
    },
    (req) => listSettlements(req.ctx, req.query),
  )
  app.get('/settlements/:id', { config: read, schema: { summary: 'A settlement with its lines', params, response: { 200: SettlementDetailOut } } }, (req) =>
    settlementById(req.ctx, req.params.id),
  )
  app.post(
    '/settlements/import',
    {
      config: edit,
      bodyLimit: csvLimit,
      schema: {
        summary: 'Bring in the gateway’s settlement report',
        description:
          'CSV with settlement_id, entity_id, type, amount, fee, tax, settled_at and, where they are there, settlement_utr, debit and credit; amounts in rupees (1000.00), the fee with its tax. Nothing is written when a row cannot be read; the same file again changes nothing.',
        body: Body(csvBody),
        response: { 200: Imported },
      },
    },
    (req) => importSettlementFile(req.ctx, req.body.csv, req.body.dryRun ?? false),
  )
  app.post(
    '/settlements/fetch',
    {
      config: edit,
      schema: { summary: 'Ask the gateway what it settled on a day', body: Body({ day: Line({ maxLength: 10 }) }), response: { 200: Imported } },
    },
    async (req) => {
      const day = readDay(req.body.day, 'day')
      await inTransaction(req.ctx, (tx) => audit(tx, { action: 'settlements.fetched', noun: 'settlement', nounId: day }))
      try {
        return { dryRun: false, ...(await fetchSettlements(req.ctx, day)), errors: [] }
      } catch (error) {
        if (error instanceof GatewayUnknown || error instanceof GatewayRefused) throw refuse.gateway_silent()
        throw error
      }
    },
  )
  app.get(
    '/bank-lines',
    {
      config: read,
      schema: {
        summary: 'What the bank booked, newest first',
        querystring: Type.Object({ ...pageQuery, ...dayQuery, open: Type.Optional(Type.Boolean({ description: 'Only those that no settlement explains' })) }),
        response: { 200: PageOf(BankLineOut) },
      },
    },
    (req) => listBankLines(req.ctx, req.query),
  )
  app.post(
    '/bank-lines/import',
    {
      config: edit,
      bodyLimit: csvLimit,
      schema: {
        summary: 'Bring in lines of the bank',
        description:
          'CSV with date, amount (rupees, what came in positive), reference (the UTR) and description. Nothing is written when a row cannot be read; the same file again changes nothing.',
        body: Body(csvBody),
        response: { 200: Type.Object({ dryRun: Type.Boolean(), lines: N, known: N, matched: N, findings: N, errors }) },
      },
    },
    (req) => importBankFile(req.ctx, req.body.csv, req.body.dryRun ?? false),
  )
  app.get(
    '/findings',
    {
      config: read,
      schema: {
        summary: 'Where books, gateway and bank do not agree, newest first',
        querystring: Type.Object({
          ...pageQuery,
          status: Type.Optional(FindingOut.properties.status),
          kind: Type.Optional(FindingOut.properties.kind),
          settlementId: Type.Optional(Id),
        }),
        response: { 200: PageOf(FindingOut) },
      },
    },
    (req) => listFindings(req.ctx, req.query),
  )
  app.get('/findings/:id', { config: read, schema: { summary: 'One finding', params, response: { 200: FindingOut } } }, (req) => findingById(req.ctx, req.params.id))
  app.post(
    '/findings/:id/resolve',
    {
      config: { may: 'payment.settlement.edit', idempotent: 'needed' },
      schema: {
        summary: 'Say why, or ask for the difference to be written off',
        description: 'A write-off waits for a second person as an adjustment.',
        params,
        body: Body({ resolution: OneOf(['explained', 'written_off']), reason: Text({ maxLength: 500 }) }),
        response: { 200: FindingOut },
      },
    },
    async (req) => {
      await resolveFinding(req.ctx, req.params.id, req.body)
      return findingById(req.ctx, req.params.id)
    },
  )
  app.get(
    '/export',
    {
      config: { may: 'payment.export', limit: { points: 30, seconds: 60 } },
      schema: {
        summary: 'A period of the books as CSV',
        description: 'Days are the operator’s, both included, at most 400. Every amount stands as exact rupees and in minor units.',
        querystring: Type.Object({ what: OneOf(exported), from: Day, to: Day }),
        response: { 200: { description: 'A table, UTF-8', content: { 'text/csv': { schema: Type.String() } } } },
      },
    },
    async (req, reply) => {
      const { what, from, to } = req.query
      const text = await exportMoney(req.ctx, what, { from, to })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${what}-${from}-${to}.csv"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(text, { objectMode: false }) as never)
    },
  )
}
