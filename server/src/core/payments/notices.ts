import type { Ctx } from '#platform/db'
import type { EventOf } from '#platform/events'
import type { Topic } from '#platform/module'
import { formatMoney } from '#platform/money'
import { hours } from '#platform/time'
import { defineNotice, type Recipient, type Words } from '#core/notifications'
import { holdersOf } from '#core/users'
import { disputeById } from './disputes.list.ts'
import type { PaymentFacts, RefundFacts } from './events.ts'
import { intentOf } from './intents.ts'
import { payoutById } from './hand.list.ts'
import { refundById } from './refunds.list.ts'

export const topics: readonly Topic[] = [
  { name: 'payment.receipts', sentence: 'Receipts, payments that did not go through, refunds', audience: 'customer' },
  { name: 'payment.wallet', sentence: 'Money in and out of your wallet', audience: 'customer' },
  { name: 'payment.desk', sentence: 'Refunds and disputes that wait for a decision', audience: 'staff' },
]

type Payment = { payload: PaymentFacts }
type Refunded = { payload: RefundFacts }
const payer = async (_ctx: Ctx, { payload }: { payload: { payerId: string } }): Promise<Recipient[]> => [{ personId: payload.payerId }]
const holders =
  (permission: string) =>
  async (ctx: Ctx): Promise<Recipient[]> =>
    (await holdersOf(ctx, permission)).map((personId) => ({ personId }))
const sum = (it: { amount: number; currency: string }): string => formatMoney({ amount: it.amount, currency: it.currency })
const pay = (it: Payment): string => `/payments/${it.payload.reference}`
const threadOf = ({ payload }: { payload: { intentId: string } }): string => `payment:${payload.intentId}`

/** Inbox and push take a title and a line; mail takes paragraphs and a button. */
const words = (subject: string, line: string, mail = line, button = 'Open the payment'): { inbox: Words; push: Words; email: Words } => ({
  inbox: { subject, text: line },
  push: { subject, text: line },
  email: { subject: `${subject} ({{reference}})`, text: `Hello {{name}},\n\n${mail}`, button },
})
/** What is said of it while it waits to be paid; another try may have been good meanwhile. */
const unpaid = async (ctx: Ctx, { payload }: { payload: { intentId: string } }) => {
  const intent = await intentOf(ctx, payload.intentId)
  if (!intent || (intent.state !== 'created' && intent.state !== 'attempted')) return null
  return { reference: intent.reference, amount: sum(intent), what: intent.description }
}
const sample = { reference: 'PAY-4H7Q2M', amount: '₹1,000.00', what: 'LPG refill' }

defineNotice({
  event: 'payment.captured',
  topic: 'payment.receipts',
  sentence: 'A payment was made: the receipt',
  audience: payer,
  vars: async (ctx, { payload }) => {
    const intent = await intentOf(ctx, payload.intentId)
    // Money put into a wallet has a notice of its own.
    if (intent?.state !== 'captured' || intent.purpose === 'wallet_top_up') return null
    return { reference: intent.reference, amount: sum(intent), what: intent.description, receipt: `${ctx.config.publicUrl}/api/v1/payment/intents/${intent.id}/receipt` }
  },
  href: pay,
  threadKey: threadOf,
  channels: ['inbox', 'email'],
  templates: {
    ...words('Paid {{amount}}', '{{what}}. Your receipt is ready.'),
    email: {
      subject: 'Receipt for {{amount}} ({{reference}})',
      text: 'Hello {{name}},\n\nThank you. We received {{amount}} for {{what}}.\n\nYour receipt as PDF: {{{receipt}}}',
      button: 'Open the payment',
    },
  },
  sample: { ...sample, receipt: 'https://example.com/api/v1/payment/intents/1/receipt' },
})
defineNotice({
  event: 'payment.failed',
  topic: 'payment.receipts',
  sentence: 'A try to pay failed',
  audience: payer,
  vars: unpaid,
  href: pay,
  threadKey: threadOf,
  expiresAfter: 1 * hours,
  templates: words(
    'The payment did not go through',
    'The payment did not go through. You were not charged.',
    'The payment of {{amount}} for {{what}} did not go through. You were not charged.\n\nYou can try again, or pay another way.',
  ),
  sample,
})
defineNotice({
  event: 'payment.waiting',
  topic: 'payment.receipts',
  sentence: 'The bank has not said how a payment ended',
  audience: payer,
  vars: unpaid,
  href: pay,
  threadKey: threadOf,
  expiresAfter: 1 * hours,
  templates: words(
    'Your bank has not answered',
    'We have not heard from your bank yet. Do not pay again; we will tell you.',
    'We have not heard from your bank yet about {{amount}} for {{what}}. Do not pay again; we will tell you.',
  ),
  sample,
})
defineNotice({
  event: 'payment.late_captured',
  topic: 'payment.receipts',
  sentence: 'Money came after the time to pay had passed',
  audience: payer,
  vars: async (ctx, { payload }) => {
    const intent = await intentOf(ctx, payload.intentId)
    return intent?.state === 'late_captured' ? { reference: intent.reference, amount: sum(intent), what: intent.description } : null
  },
  href: pay,
  threadKey: threadOf,
  templates: words(
    'Your money came late',
    '{{amount}} arrived after the time to pay had passed. If it can no longer be used, you get it back.',
    '{{amount}} for {{what}} arrived after the time to pay had passed. We are looking whether it can still be used. If not, you get all of it back, the way it came.',
  ),
  sample,
})

const refundWords = { reference: 'RFD-4H7Q2M', amount: '₹1,000.00', what: 'LPG refill', wallet: false }
const refundVars = async (ctx: Ctx, { payload }: Refunded, states: readonly string[]) => {
  const refund = await refundById(ctx, payload.refundId)
  const intent = await intentOf(ctx, payload.intentId)
  if (!refund || !intent || !states.includes(refund.state)) return null
  return {
    reference: refund.reference,
    amount: sum(refund),
    what: intent.description,
    wallet: refund.to === 'wallet' || refund.state === 'wallet_credited' || intent.method === 'wallet',
  }
}
const refundHref = async (ctx: Ctx, intentId: string) => (await intentOf(ctx, intentId))?.reference ?? intentId
defineNotice({
  name: 'refund.begun',
  event: 'refund.moved',
  topic: 'payment.receipts',
  sentence: 'A refund was begun',
  audience: async (ctx, event) => (event.payload.state === 'approved' ? payer(ctx, event) : []),
  // One that is there already is told by the other notice.
  vars: async (ctx, event) => {
    const it = await refundVars(ctx, event, ['approved', 'submitted', 'pending', 'unknown'])
    return it ? { ...it, payment: await refundHref(ctx, event.payload.intentId) } : null
  },
  href: (_event, vars) => `/payments/${String(vars.payment)}`,
  threadKey: threadOf,
  key: ({ payload }) => `refund-begun:${payload.refundId}`,
  templates: words(
    'Your refund is on its way',
    '{{amount}} goes back the way you paid. It takes 5 to 7 working days.',
    'We are giving back {{amount}} for {{what}}, the way you paid. Your bank takes 5 to 7 working days.',
  ),
  sample: { ...refundWords, payment: 'PAY-4H7Q2M' },
})
defineNotice({
  event: 'refund.processed',
  topic: 'payment.receipts',
  sentence: 'A refund was made',
  audience: payer,
  vars: async (ctx, event) => {
    const it = await refundVars(ctx, event, ['processed', 'wallet_credited'])
    return it ? { ...it, payment: await refundHref(ctx, event.payload.intentId) } : null
  },
  href: (_event, vars) => `/payments/${String(vars.payment)}`,
  threadKey: threadOf,
  templates: words(
    'Refunded {{amount}}',
    '{{#wallet}}{{amount}} is in your wallet.{{/wallet}}{{^wallet}}{{amount}} was sent back the way you paid.{{/wallet}}',
    '{{#wallet}}{{amount}} for {{what}} is in your wallet.{{/wallet}}{{^wallet}}{{amount}} for {{what}} was sent back the way you paid. Your bank may take a few days to show it.{{/wallet}}',
  ),
  sample: { ...refundWords, payment: 'PAY-4H7Q2M' },
})
defineNotice({
  name: 'refund.failed.payer',
  event: 'refund.failed',
  topic: 'payment.receipts',
  sentence: 'A refund did not reach its payer',
  audience: payer,
  vars: async (ctx, event) => {
    const it = await refundVars(ctx, event, ['failed'])
    return it ? { ...it, payment: await refundHref(ctx, event.payload.intentId) } : null
  },
  href: (_event, vars) => `/payments/${String(vars.payment)}`,
  threadKey: threadOf,
  templates: words(
    'Your refund did not reach you',
    'Your bank did not take {{amount}} back. We still owe it to you, and we are on it.',
    'Your bank did not take {{amount}} for {{what}} back. We still owe it to you. We try again, or put it into your wallet if you agree.',
  ),
  sample: { ...refundWords, payment: 'PAY-4H7Q2M' },
})
defineNotice({
  name: 'refund.failed.desk',
  event: 'refund.failed',
  topic: 'payment.desk',
  sentence: 'A refund failed and needs a person',
  audience: holders('payment.refund.approve'),
  vars: (ctx, event) => refundVars(ctx, event, ['failed']),
  href: ({ payload }) => `/admin/money/refunds/${payload.reference}`,
  channels: ['inbox'],
  templates: words(
    'A refund failed',
    '{{reference}}: {{amount}} did not reach its payer.',
    '{{amount}} did not reach its payer. Try again, or credit the wallet.',
    'Open the refund',
  ),
  sample: refundWords,
})
defineNotice({
  event: 'refund.requested',
  topic: 'payment.desk',
  sentence: 'A refund waits for a second person',
  audience: holders('payment.refund.approve'),
  vars: (ctx, event) => refundVars(ctx, event, ['requested']),
  href: ({ payload }) => `/admin/money/refunds/${payload.reference}`,
  notToActor: true,
  channels: ['inbox'],
  templates: words('A refund waits for you', '{{reference}}: {{amount}} for {{what}}.', 'A refund of {{amount}} for {{what}} waits for a second person.', 'Open the refund'),
  sample: refundWords,
})

defineNotice({
  event: 'wallet.topped_up',
  topic: 'payment.wallet',
  sentence: 'Money was put into a wallet',
  audience: async (_ctx, { payload }) => [{ personId: payload.personId }],
  vars: async (ctx, { payload }) => {
    const intent = await intentOf(ctx, payload.intentId)
    return intent ? { reference: intent.reference, amount: sum(payload), receipt: `${ctx.config.publicUrl}/api/v1/payment/intents/${intent.id}/receipt` } : null
  },
  href: () => '/payments/wallet',
  channels: ['inbox', 'email'],
  templates: words('{{amount}} is in your wallet', 'Your wallet was topped up.', '{{amount}} is in your wallet.\n\nYour receipt as PDF: {{{receipt}}}', 'Open the wallet'),
  sample: { reference: 'PAY-4H7Q2M', amount: '₹500.00', receipt: 'https://example.com/api/v1/payment/intents/1/receipt' },
})
defineNotice({
  event: 'payment.payout',
  topic: 'payment.wallet',
  sentence: 'Money of a wallet was paid out, or came back',
  audience: async (_ctx, { payload }) => (['processed', 'failed', 'reversed'].includes(payload.state) ? [{ personId: payload.payeeId }] : []),
  vars: async (ctx, { payload }) => {
    const it = await payoutById(ctx, payload.payoutId)
    return it.status === payload.state ? { reference: it.reference, amount: sum(it.amount), where: it.destination.label, done: it.status === 'processed' } : null
  },
  href: () => '/payments/wallet',
  key: ({ payload }) => `payout:${payload.payoutId}:${payload.state}`,
  templates: words(
    '{{#done}}{{amount}} was paid out{{/done}}{{^done}}{{amount}} came back{{/done}}',
    '{{#done}}{{amount}} was sent to {{where}}.{{/done}}{{^done}}{{where}} did not take {{amount}}. It is in your wallet again.{{/done}}',
    undefined,
    'Open the wallet',
  ),
  sample: { reference: 'PYT-4H7Q2M', amount: '₹500.00', where: 'me···@bank', done: true },
})

const disputeVars = async (ctx: Ctx, id: string, open: boolean) => {
  const it = await disputeById(ctx, id)
  if (open && it.status !== 'opened' && it.status !== 'action_required') return null
  return { reference: it.payment.reference, amount: sum(it.amount), why: it.reason?.replaceAll('_', ' ') ?? '', respondBy: it.respondBy === null ? '' : new Date(it.respondBy) }
}
const disputeSample = { reference: 'PAY-4H7Q2M', amount: '₹1,000.00', why: 'goods not received', respondBy: new Date('2026-11-28T12:00:00Z') }
const disputeHref = ({ payload }: { payload: { disputeId: string } }): string => `/admin/money/disputes/${payload.disputeId}`
defineNotice({
  name: 'dispute.opened',
  event: 'payment.dispute_changed',
  topic: 'payment.desk',
  sentence: 'A payer’s bank disputes a payment',
  audience: async (ctx, event: EventOf<'payment.dispute_changed'>) => (['opened', 'action_required'].includes(event.payload.state) ? holders('payment.dispute.answer')(ctx) : []),
  vars: (ctx, { payload }) => disputeVars(ctx, payload.disputeId, true),
  href: disputeHref,
  channels: ['inbox', 'email'],
  templates: words(
    'A payment is disputed',
    '{{reference}}: {{amount}}. Answer by {{respondBy}}.',
    'A payer’s bank disputes {{amount}}{{#why}} ({{why}}){{/why}}.{{#respondBy}} Send what speaks for us by {{respondBy}}.{{/respondBy}}',
    'Open the dispute',
  ),
  sample: disputeSample,
})
defineNotice({
  event: 'payment.dispute_due',
  topic: 'payment.desk',
  sentence: 'The time to answer a dispute is nearly over',
  audience: holders('payment.dispute.answer'),
  vars: (ctx, { payload }) => disputeVars(ctx, payload.disputeId, true),
  href: disputeHref,
  urgent: true,
  channels: ['inbox', 'push', 'email'],
  templates: words(
    'A dispute must be answered',
    '{{reference}}: {{amount}}, by {{respondBy}}.',
    'The dispute over {{amount}} has to be answered by {{respondBy}}. Without an answer the money is lost.',
    'Open the dispute',
  ),
  sample: disputeSample,
})
