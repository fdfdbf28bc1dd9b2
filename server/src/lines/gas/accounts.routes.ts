import Type from 'typebox'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, NoContent, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line } from '#platform/texts'
import { TicketRow } from '#core/support'
import { accountOut, addAccount, askCode, bookingsOf, editAccount, importAccounts, linkAccount, linkByStaff, listAccounts, requestsOf, unlinkAccount } from './accounts.ts'
import { accountStates, supplies } from './schema.ts'
import { BookingOut, Coded, CsvReportOut, csvBody, csvLimit, idParams, Named } from './wire.ts'

const Day = Type.String({ format: 'date' })
const AccountOut = Type.Object({
  id: Id,
  number: Type.String(),
  name: Type.String(),
  address: Type.String(),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  meterNumber: Nullable(Type.String()),
  supply: OneOf(supplies),
  status: OneOf(accountStates),
  depot: Nullable(Named),
  area: OneOf(['urban', 'rural']),
  bottles: Type.Integer(),
  kycValidTo: Nullable(Day),
  inspectedOn: Nullable(Day),
  customers: Type.Array(Named, { description: 'For staff: who has linked it' }),
  version: Type.Integer(),
})
const AccountPage = Type.Object({
  ...AccountOut.properties,
  cylinders: Type.Array(Coded),
  openBooking: Nullable(Type.Object({ id: Id, reference: Type.String() })),
  requests: Type.Integer({ description: 'Tickets about this account, its bookings and its cylinders' }),
})
/** As it may be written: 4 to 30 letters and digits, and what people put between them. */
const number = Type.String({ maxLength: 60, pattern: '^[ -]*(?:[A-Za-z0-9][ -]*){4,30}$' })
const paise = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
const fields = {
  phone: Type.Optional(Nullable(Line({ maxLength: 20 }))),
  email: Type.Optional(Nullable(Type.String({ format: 'email', maxLength: 254 }))),
  meterNumber: Type.Optional(Nullable(Line({ maxLength: 40 }))),
  supply: Type.Optional(OneOf(supplies)),
  status: Type.Optional(OneOf(accountStates)),
  depotId: Type.Optional(Nullable(Id)),
  area: Type.Optional(OneOf(['urban', 'rural'])),
  bottles: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })),
  lastBillAmount: Type.Optional(Nullable(paise)),
  kycValidTo: Type.Optional(Nullable(Day)),
  inspectedOn: Type.Optional(Nullable(Day)),
}

/** Utility accounts: linking one's own by number and proof; staff keep them. */
export function accountRoutes(app: App): void {
  app.get(
    '/accounts',
    {
      config: { may: 'gas.account.read' },
      schema: {
        summary: 'My utility accounts, and for staff all of them',
        querystring: Type.Object({ ...pageQuery, mine: Type.Optional(Type.Boolean()), customerId: Type.Optional(Id), search: Type.Optional(Line({ maxLength: 60 })) }),
        response: { 200: PageOf(AccountOut) },
      },
    },
    (req) => listAccounts(req.ctx, req.query),
  )
  app.post(
    '/accounts/link',
    {
      config: { may: 'gas.account.link', limit: { points: 20, seconds: 60 } },
      schema: {
        summary: 'Link an account by its number and a proof',
        body: Body({ number, lastBillAmount: Type.Optional(paise), code: Type.Optional(Type.String({ pattern: '^\\d{8}$' })) }, { minProperties: 2 }),
        response: { 200: AccountPage },
      },
    },
    async (req) => accountOut(req.ctx, (await linkAccount(req.ctx, req.body)).id),
  )
  app.post(
    '/accounts/code',
    {
      config: { may: 'gas.account.link', limit: { points: 10, seconds: 60 } },
      schema: {
        summary: 'Have a code sent to the account’s own address',
        description: 'Answers the same whether the number exists or not.',
        body: Body({ number, channel: OneOf(['email', 'post']) }),
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await askCode(req.ctx, req.body)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/accounts',
    {
      config: { may: 'gas.account.edit' },
      schema: { summary: 'Make an account', body: Body({ number, name: Line({ maxLength: 120 }), address: Line({ maxLength: 300 }), ...fields }), response: { 201: AccountPage } },
    },
    async (req, reply) => reply.code(201).send(await accountOut(req.ctx, (await addAccount(req.ctx, req.body)).id)),
  )
  app.post(
    '/accounts/import',
    {
      bodyLimit: csvLimit,
      config: { may: 'gas.account.edit' },
      schema: {
        summary: 'Bring in accounts from CSV',
        description:
          'Columns number, name, address; phone, email, meterNumber, supply, depot (its code), area, bottles, lastBillAmount (paise), kycValidTo and inspectedOn (days). What is there stays.',
        body: Body(csvBody),
        response: { 200: CsvReportOut },
      },
    },
    (req) => importAccounts(req.ctx, req.body.csv, req.body.dryRun ?? false),
  )
  app.get(
    '/accounts/:id',
    { config: { may: 'gas.account.read' }, schema: { summary: 'One account with its cylinders', params: idParams, response: { 200: AccountPage } } },
    async (req, reply) => {
      const it = await accountOut(req.ctx, req.params.id)
      etag(req, reply, it.version)
      return it
    },
  )
  app.get(
    '/accounts/:id/bookings',
    {
      config: { may: 'gas.account.read' },
      schema: {
        summary: 'Bookings for an account, newest first; customers see their own',
        params: idParams,
        querystring: Type.Object({ ...pageQuery }),
        response: { 200: PageOf(BookingOut) },
      },
    },
    (req) => bookingsOf(req.ctx, req.params.id, req.query),
  )
  app.get(
    '/accounts/:id/requests',
    {
      config: { may: 'gas.account.read' },
      schema: {
        summary: 'Requests about an account, its bookings and its cylinders, newest first; customers see their own',
        params: idParams,
        querystring: Type.Object({ ...pageQuery }),
        response: { 200: PageOf(TicketRow) },
      },
    },
    (req) => requestsOf(req.ctx, req.params.id, req.query),
  )
  app.patch(
    '/accounts/:id',
    {
      config: { may: 'gas.account.edit' },
      schema: {
        summary: 'Change an account',
        params: idParams,
        body: Body(
          { number: Type.Optional(number), name: Type.Optional(Line({ maxLength: 120 })), address: Type.Optional(Line({ maxLength: 300 })), ...fields },
          { minProperties: 1 },
        ),
        response: { 200: AccountPage },
      },
    },
    async (req, reply) => {
      const row = await editAccount(req.ctx, req.params.id, req.body, ifMatch(req))
      etag(req, reply, row.version)
      return accountOut(req.ctx, row.id)
    },
  )
  app.post(
    '/accounts/:id/customers',
    { config: { may: 'gas.account.edit' }, schema: { summary: 'Link an account for a customer', params: idParams, body: Body({ personId: Id }), response: { 200: AccountPage } } },
    async (req) => {
      await linkByStaff(req.ctx, req.params.id, req.body.personId)
      return accountOut(req.ctx, req.params.id)
    },
  )
  app.delete(
    '/accounts/:id/link',
    {
      config: { may: 'gas.account.link' },
      schema: {
        summary: 'Take an account off my list; staff name the person',
        params: idParams,
        querystring: Type.Object({ personId: Type.Optional(Id) }),
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await unlinkAccount(req.ctx, req.params.id, req.query.personId)
      return reply.code(204).send(null)
    },
  )
}
