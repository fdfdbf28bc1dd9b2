import Type from 'typebox'
import { etag } from '#platform/http'
import type { App } from '#platform/module'
import { splitTax } from '#platform/money'
import { Body, Id, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { Line } from '#platform/texts'
import { AttachmentId, mostAttachments } from '#core/media'
import { IntentOut, intentOut } from '#core/payments'
import { cancelByStaff, takeAway } from './assign.ts'
import { book, quote } from './book.ts'
import { bookingFor } from './booking.ts'
import { deliver, deliverWithoutCode, dispatch, failDelivery, failures, reschedule, resendCode } from './delivery.ts'
import { cancelBooking } from './end.ts'
import { renewHold } from './hold.ts'
import { bookingOut, listBookings } from './lists.ts'
import { BookingOut, Coded, MoneyOut, Named, params, reason, ReasonOut } from './wire.ts'
import { bookingLabels, bookingStates, modes } from './words.ts'

const wish = { accountId: Type.Optional(Id), depotId: Type.Optional(Id), typeId: Type.Optional(Id), customerId: Type.Optional(Id) }
const refundTo = Type.Optional(OneOf(['source', 'wallet'], { description: 'Where the money goes back to; `source` without it' }))
const QuoteOut = Type.Object({
  price: MoneyOut,
  tax: Type.Object({ amount: Type.Integer(), currency: Type.String(), basisPoints: Type.Integer() }),
  mode: OneOf(modes),
  depot: Named,
  type: Named,
  account: Nullable(Type.Object({ id: Id, number: Type.String() })),
  returns: Nullable(Coded),
  subsidised: Type.Boolean(),
  inStock: Type.Boolean(),
  waiting: Type.Integer(),
  heldMinutes: Type.Integer(),
  reasons: Type.Array(ReasonOut),
  warnings: Type.Array(ReasonOut, { description: 'What does not refuse a booking today, but may soon' }),
})

/** Bookings: quote, book, cancel; and for staff dispatch, hand-over and what goes against the order. */
export function bookingRoutes(app: App): void {
  app.post(
    '/bookings/quote',
    { config: { may: 'gas.booking.create' }, schema: { summary: 'What a booking would cost, and whether it can be made', body: Body(wish), response: { 200: QuoteOut } } },
    async (req) => {
      const q = await quote(req.ctx, req.body)
      return {
        price: { amount: q.amount, currency: q.currency },
        tax: { amount: splitTax(q.amount, q.taxBasisPoints).tax, currency: q.currency, basisPoints: q.taxBasisPoints },
        mode: q.mode,
        depot: { id: q.depot.id, name: q.depot.name },
        type: { id: q.type.id, name: q.type.name },
        account: q.account && { id: q.account.id, number: q.account.number },
        returns: q.returns && { id: q.returns.id, code: q.returns.code },
        subsidised: q.subsidised,
        inStock: q.free > 0,
        waiting: q.waiting,
        heldMinutes: q.promiseMinutes,
        reasons: q.reasons,
        warnings: q.warnings,
      }
    },
  )
  app.post(
    '/bookings',
    {
      config: { may: 'gas.booking.create' },
      schema: {
        summary: 'Book a cylinder',
        description:
          'Holds one by count while the payment is awaited. 409 with `reasons` when it may not be; with `waitlist: true` in the answer, send it again with that to pay for a place in the list.',
        body: Body({ ...wish, waitlist: Type.Optional(Type.Boolean()) }),
        response: { 201: Type.Object({ booking: BookingOut, paymentIntent: IntentOut }) },
      },
    },
    async (req, reply) => {
      const { booking, payment } = await book(req.ctx, req.body)
      etag(req, reply, booking.version)
      return reply
        .code(201)
        .header('location', `/api/v1/gas/bookings/${booking.id}`)
        .send({ booking: await bookingOut(req.ctx, booking.id), paymentIntent: intentOut(payment) })
    },
  )
  app.get(
    '/bookings',
    {
      config: { may: 'gas.booking.read' },
      schema: {
        summary: 'Bookings, newest first: my own, and for staff everybody’s',
        querystring: Type.Object({
          ...pageQuery,
          status: Type.Optional(OneOf(bookingStates)),
          statusLabel: Type.Optional(OneOf(bookingLabels)),
          customerId: Type.Optional(Id),
          accountId: Type.Optional(Id),
          depotId: Type.Optional(Id),
          search: Type.Optional(Line({ maxLength: 30, description: 'Beginning of a reference, code of the cylinder, or number of the account' })),
          mine: Type.Optional(Type.Boolean()),
        }),
        response: { 200: PageOf(BookingOut) },
      },
    },
    (req) => listBookings(req.ctx, req.query),
  )
  app.get(
    '/bookings/:id',
    { config: { may: 'gas.booking.read' }, schema: { summary: 'One booking, by id or reference', params, response: { 200: BookingOut } } },
    async (req, reply) => {
      const b = await bookingFor(req.ctx, req.params.id)
      etag(req, reply, b.version)
      return bookingOut(req.ctx, b.id)
    },
  )
  app.post(
    '/bookings/:id/cancel',
    {
      config: { may: 'gas.booking.cancel' },
      schema: { summary: 'Cancel a booking; what was paid goes back', params, body: Body({ reason: Type.Optional(reason), refundTo }), response: { 200: BookingOut } },
    },
    async (req) =>
      bookingOut(req.ctx, (await cancelBooking(req.ctx, req.params.id, { reason: req.body.reason ?? 'Cancelled by the customer', to: req.body.refundTo ?? 'source' })).id),
  )
  app.post(
    '/bookings/:id/hold',
    {
      config: { may: 'gas.booking.create' },
      schema: {
        summary: 'Hold the cylinder of a booking that is being paid for longer',
        description: 'Gives the whole time to pay once more, up to ten times. What a failed try had set free is held again if one is free.',
        params,
        response: { 200: BookingOut },
      },
    },
    async (req) => bookingOut(req.ctx, (await renewHold(req.ctx, req.params.id)).id),
  )
  const deliverable = { config: { may: 'gas.booking.deliver' } } as const
  app.post(
    '/bookings/:id/dispatch',
    { ...deliverable, schema: { summary: 'The cylinder leaves the depot; the customer gets the delivery code', params, response: { 200: BookingOut } } },
    async (req) => bookingOut(req.ctx, (await dispatch(req.ctx, req.params.id)).id),
  )
  app.post('/bookings/:id/code', { ...deliverable, schema: { summary: 'Send a new delivery code', params, response: { 200: BookingOut } } }, async (req) =>
    bookingOut(req.ctx, (await resendCode(req.ctx, req.params.id)).id),
  )
  app.post(
    '/bookings/:id/deliver',
    {
      ...deliverable,
      schema: { summary: 'Hand over at the door with the customer’s code', params, body: Body({ code: Type.String({ pattern: '^\\d{6}$' }) }), response: { 200: BookingOut } },
    },
    async (req) => bookingOut(req.ctx, (await deliver(req.ctx, req.params.id, req.body.code)).id),
  )
  app.post(
    '/bookings/:id/fail',
    {
      ...deliverable,
      schema: {
        summary: 'The delivery did not succeed',
        params,
        body: Body({ failure: OneOf(failures), note: Type.Optional(Line({ maxLength: 300 })) }),
        response: { 200: BookingOut },
      },
    },
    async (req) => bookingOut(req.ctx, (await failDelivery(req.ctx, req.params.id, req.body)).id),
  )
  app.post('/bookings/:id/reschedule', { ...deliverable, schema: { summary: 'Try the delivery again', params, response: { 200: BookingOut } } }, async (req) =>
    bookingOut(req.ctx, (await reschedule(req.ctx, req.params.id)).id),
  )
  app.post(
    '/bookings/:id/override',
    {
      config: { may: 'gas.override' },
      schema: {
        summary: 'Override: cancel, take the cylinder away, or hand over without the code',
        params,
        body: Body({
          action: OneOf(['cancel', 'take_away', 'take_away_damaged', 'deliver']),
          reason,
          refundTo,
          attachmentIds: Type.Optional(Type.Array(AttachmentId, { maxItems: mostAttachments, description: 'Photos of a hand-over without the code; one at least' })),
        }),
        response: { 200: BookingOut },
      },
    },
    async (req) => {
      const { action, reason: why } = req.body
      const { id } = req.params
      const b =
        action === 'cancel'
          ? await cancelByStaff(req.ctx, id, { reason: why, to: req.body.refundTo ?? 'source' })
          : action === 'deliver'
            ? await deliverWithoutCode(req.ctx, id, { reason: why, attachmentIds: req.body.attachmentIds ?? [] })
            : await takeAway(req.ctx, id, { reason: why, damaged: action === 'take_away_damaged' })
      return bookingOut(req.ctx, b.id)
    },
  )
}
