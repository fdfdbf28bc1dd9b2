import { decrypt } from '#platform/crypto'
import type { Ctx } from '#platform/db'
import type { EventName, EventOf } from '#platform/events'
import type { Topic } from '#platform/module'
import { formatMoney } from '#platform/money'
import { defineNotice, type Recipient } from '#core/notifications'
import { holdersOf } from '#core/users'
import { unsafeBooking } from './booking.ts'
import { placeOf } from './book.ts'
import { unsafeCylinders } from './cylinder.ts'
import type { BookingFacts } from './events.ts'
import { listDepots, listTypes } from './setup.ts'

export const topics: readonly Topic[] = [
  { name: 'gas.bookings', sentence: 'Your cylinder bookings: paid, waiting, allotted, delivered, cancelled', audience: 'customer' },
  { name: 'gas.codes', sentence: 'Delivery codes, and codes that prove an account', always: true, audience: 'customer' },
  { name: 'gas.safety', sentence: 'Safety recalls of a cylinder that you have', always: true, audience: 'customer' },
  { name: 'gas.stock', sentence: 'A type of cylinder runs low at a depot, and letters with codes to be posted', audience: 'staff' },
]

type BookingEventName = { [N in EventName]: EventOf<N>['payload'] extends BookingFacts ? N : never }[EventName]
type Facts = EventOf<BookingEventName>
const customer = async (_ctx: Ctx, { payload }: Facts): Promise<Recipient[]> => [{ personId: payload.customerId }]
const href = ({ payload }: Facts): string => `/gas/bookings/${payload.reference}`
const threadKey = ({ payload }: Facts): string => `booking:${payload.bookingId}`
const words = (subject: string, line: string, mail = line, button = 'Open the booking') => ({
  inbox: { subject, text: line },
  push: { subject, text: line },
  email: { subject: `${subject} ({{reference}})`, text: `Hello {{name}},\n\n${mail}`, button },
})
const codeOf = async (ctx: Ctx, id: string | null): Promise<string> => (id === null ? '' : ((await unsafeCylinders(ctx, [id])).get(id)?.code ?? ''))
const rupees = (paise: number): string => formatMoney({ amount: paise, currency: 'INR' })

defineNotice({
  event: 'gas.booking_allotted',
  topic: 'gas.bookings',
  sentence: 'A cylinder was allotted to a booking',
  audience: customer,
  // In instant mode the hand-over is told; this one is for those who await a delivery.
  vars: async (ctx, { payload }) => {
    const b = await unsafeBooking(ctx, payload.bookingId)
    return b?.status === 'allocated' ? { reference: b.reference, code: await codeOf(ctx, b.cylinderId) } : null
  },
  href,
  threadKey,
  templates: words('Your cylinder is allotted', 'Your cylinder is {{code}}. We will tell you when it leaves the depot.'),
  sample: { reference: 'BKG-4H7Q2M', code: 'PQA317' },
})
defineNotice({
  event: 'gas.booking_waiting',
  topic: 'gas.bookings',
  sentence: 'A paid booking waits for a cylinder',
  audience: customer,
  vars: async (ctx, { payload }) => {
    const b = await unsafeBooking(ctx, payload.bookingId)
    return b?.status === 'waitlisted' ? { reference: b.reference, place: await placeOf(ctx, b) } : null
  },
  href,
  threadKey,
  templates: words(
    'You are in the queue',
    'You are number {{place}}. We allot in the order of payment and tell you when it is your turn. You can cancel at any time and get your money back.',
  ),
  sample: { reference: 'BKG-4H7Q2M', place: 12 },
})
defineNotice({
  event: 'gas.place_changed',
  topic: 'gas.bookings',
  sentence: 'The place in the waiting list is another one',
  audience: customer,
  vars: async (ctx, { payload }) => {
    const b = await unsafeBooking(ctx, payload.bookingId)
    // Only the newest place is news.
    return b?.status === 'waitlisted' && b.toldPlace === payload.place ? { reference: b.reference, place: payload.place, nearer: payload.place < payload.before } : null
  },
  href,
  threadKey,
  templates: {
    inbox: {
      subject: 'You are number {{place}} in the queue',
      text: '{{#nearer}}The queue has moved.{{/nearer}}{{^nearer}}Somebody who paid before you lost a cylinder that could not be given out, and waits first.{{/nearer}}',
    },
  },
  sample: { reference: 'BKG-4H7Q2M', place: 3, nearer: true },
})
defineNotice({
  event: 'gas.booking_delivered',
  topic: 'gas.bookings',
  sentence: 'A cylinder was handed over',
  audience: customer,
  vars: async (ctx, { payload }) => ({ reference: payload.reference, code: await codeOf(ctx, payload.cylinderId), old: await codeOf(ctx, payload.returnedCylinderId) }),
  href,
  threadKey,
  templates: words('Your cylinder is {{code}}', 'Your booking is complete. Your cylinder is {{code}}.{{#old}} We took back {{old}}.{{/old}}'),
  sample: { reference: 'BKG-4H7Q2M', code: 'PQA317', old: 'PQA204' },
})
defineNotice({
  event: 'gas.booking_cancelled',
  topic: 'gas.bookings',
  sentence: 'A booking was cancelled',
  audience: customer,
  vars: async (_ctx, { payload }) => ({
    reference: payload.reference,
    reason: payload.reason.replace(/\.?$/, '.'),
    source: payload.refund > 0 && payload.to === 'source' ? rupees(payload.refund) : '',
    wallet: payload.refund > 0 && payload.to === 'wallet' ? rupees(payload.refund) : '',
    unpaid: payload.from === 'payment_pending',
  }),
  href,
  threadKey,
  templates: words(
    'Your booking is cancelled',
    '{{reason}}{{#source}} We are sending {{source}} back to where it came from.{{/source}}{{#wallet}} {{wallet}} goes into your wallet.{{/wallet}}{{#unpaid}} You were not charged.{{/unpaid}}',
  ),
  sample: { reference: 'BKG-4H7Q2M', reason: 'Cancelled by the customer.', source: '₹1,000.00', wallet: '', unpaid: false },
})
defineNotice({
  event: 'gas.booking_expired',
  topic: 'gas.bookings',
  sentence: 'A booking was not paid in time',
  audience: customer,
  vars: async (_ctx, { payload }) => ({ reference: payload.reference }),
  href,
  threadKey,
  templates: words('Your booking has ended', 'It was not paid in time, so the cylinder is free for others. You were not charged. You can book again.'),
  sample: { reference: 'BKG-4H7Q2M' },
})
defineNotice({
  event: 'gas.booking_failed',
  topic: 'gas.bookings',
  sentence: 'A delivery did not succeed',
  audience: customer,
  vars: async (_ctx, { payload }) => ({ reference: payload.reference }),
  href,
  threadKey,
  templates: words('We could not deliver your cylinder', 'We will try again, or you can cancel.'),
  sample: { reference: 'BKG-4H7Q2M' },
})
// Without inbox: the code is kept nowhere that lasts.
defineNotice({
  event: 'gas.booking_dispatched',
  topic: 'gas.codes',
  sentence: 'The delivery code of a cylinder that is on its way',
  audience: customer,
  vars: async (ctx, { payload }) => {
    const b = await unsafeBooking(ctx, payload.bookingId)
    return b?.status === 'out_for_delivery' && b.version === payload.version ? { reference: b.reference, code: decrypt(ctx.config, 'notice', payload.code) } : null
  },
  href,
  urgent: true,
  templates: {
    sms: { text: 'Your cylinder is on its way. Delivery code {{code}}. Tell it only at your door, after you have seen the cylinder. {{operatorName}}' },
    push: { subject: 'Your cylinder is on its way', text: 'Delivery code {{code}}. Tell it only at your door.' },
    email: {
      subject: 'Your cylinder is on its way ({{reference}})',
      text: 'Hello {{name}},\n\nYour delivery code is {{code}}. Tell it only at your door, after you have seen the cylinder and its seal.',
      button: 'Open the booking',
    },
  },
  sample: { reference: 'BKG-4H7Q2M', code: '402918' },
})
const opened = (ctx: Ctx, sealed: string): string => decrypt(ctx.config, 'notice', sealed)
defineNotice({
  event: 'gas.account_code',
  topic: 'gas.codes',
  sentence: 'The code that proves a utility account, to the address of the account',
  audience: async (ctx, { payload }) => (payload.channel === 'email' ? [{ email: opened(ctx, payload.to) }] : []),
  vars: async (ctx, { payload }) => ({ code: opened(ctx, payload.code) }),
  templates: {
    email: {
      subject: 'Your code to link a gas account',
      text: 'Your code is {{code}}. It is good for one day.\n\nIf you did not ask for it, do nothing: nobody can link your account without it.',
    },
  },
  sample: { code: '40291844' },
})
defineNotice({
  name: 'gas.account_code.post',
  event: 'gas.account_code',
  topic: 'gas.stock',
  sentence: 'A letter with a code is to be posted',
  audience: async (ctx, { payload }) => (payload.channel === 'post' ? (await holdersOf(ctx, 'gas.configure')).map((personId) => ({ personId })) : []),
  vars: async (ctx, { payload }) => ({ code: opened(ctx, payload.code), to: opened(ctx, payload.to) }),
  templates: { email: { subject: 'A letter is to be posted', text: 'Please post the code {{code}} to: {{to}}' } },
  sample: { code: '40291844', to: 'Meera Deshpande, 302 Shrirang Apts, Pune' },
})
defineNotice({
  event: 'gas.stock_low',
  topic: 'gas.stock',
  sentence: 'A type of cylinder runs low at a depot',
  audience: async (ctx) => (await holdersOf(ctx, 'gas.cylinder.edit')).map((personId) => ({ personId })),
  vars: async (ctx, { payload }) => ({
    free: payload.free,
    depot: (await listDepots(ctx)).find((d) => d.id === payload.depotId)?.name ?? '',
    type: (await listTypes(ctx)).find((d) => d.id === payload.typeId)?.name ?? '',
  }),
  href: () => '/admin/gas/stock',
  templates: {
    inbox: { subject: 'Stock is low at {{depot}}', text: '{{free}} free of {{type}}.' },
    email: { subject: 'Stock is low at {{depot}}', text: 'Hello {{name}},\n\n{{free}} free cylinders of {{type}} are left at {{depot}}.', button: 'Open the stock board' },
  },
  sample: { free: 4, depot: 'Main depot', type: 'Domestic 14.2 kg' },
})
defineNotice({
  event: 'gas.recall_item',
  topic: 'gas.safety',
  sentence: 'A cylinder that a customer has is recalled',
  audience: async (_ctx, { payload }) => (payload.holderId ? [{ personId: payload.holderId }] : []),
  vars: async (ctx, { payload }) => ({ code: await codeOf(ctx, payload.cylinderId), number: ctx.config.EMERGENCY_NUMBER }),
  href: ({ payload }) => (payload.ticketId ? `/requests/${payload.ticketId}` : '/gas'),
  urgent: true,
  templates: {
    sms: { text: 'Safety recall: close the valve of cylinder {{code}} and do not use it. We will exchange it. If you smell gas, go outside and call {{number}}. {{operatorName}}' },
    inbox: {
      subject: 'Safety recall of your cylinder {{code}}',
      text: 'Close its valve and do not use it. We will exchange it. If you smell gas, go outside and call {{number}}.',
    },
    push: { subject: 'Safety recall of your cylinder', text: 'Close the valve of {{code}} and do not use it.' },
    email: {
      subject: 'Safety recall of your cylinder {{code}}',
      text: 'Hello {{name}},\n\nClose the valve of your cylinder {{code}} and do not use it. We will exchange it.\n\nIf you smell gas, go outside and call {{number}}.',
      button: 'Open the request',
    },
  },
  sample: { code: 'PQA317', number: '1906' },
})
