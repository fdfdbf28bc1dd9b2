import type { Ctx } from '#platform/db'
import type { EventName, EventOf } from '#platform/events'
import type { Topic } from '#platform/module'
import { common, Problem } from '#platform/problems'
import { defineNotice, type Addressee, type Recipient, type Words } from '#core/notifications'
import { facesOf } from '#core/users'
import { ticketFor } from './access.ts'
import { unsafeMessageText } from './messages.ts'
import { onCallOf } from './emergencies.ts'
import type { TicketFacts } from './events.ts'
import type { Ticket } from './record.ts'
import { statusLabel, priorityLabel } from './words.ts'

export const topics: readonly Topic[] = [
  { name: 'ticket.updates', sentence: 'Answers and changes to your requests', audience: 'customer' },
  { name: 'ticket.rating', sentence: 'We ask how it went after a request is resolved', audience: 'customer' },
  { name: 'desk.assigned', sentence: 'Tickets that become yours', audience: 'staff' },
  { name: 'desk.replies', sentence: 'Customers answer on your tickets', audience: 'staff' },
  { name: 'desk.mentions', sentence: 'Colleagues mention you in a note', audience: 'staff' },
  { name: 'desk.new', sentence: 'A new request waits in your team without an owner', audience: 'staff' },
  { name: 'desk.clocks', sentence: 'Your tickets come near their deadline, or pass it', audience: 'staff' },
  { name: 'desk.emergency', sentence: 'You are paged for an emergency or a suspected leak', always: true, audience: 'staff' },
]

type TicketEventName = { [N in EventName]: EventOf<N>['payload'] extends TicketFacts ? N : never }[EventName]
type Facts = EventOf<TicketEventName>

/** The ticket as it is when the notice goes out; null when it is no more. */
async function now(ctx: Ctx, { payload }: Facts): Promise<Ticket | null> {
  try {
    return await ticketFor(ctx, payload.ticketId)
  } catch (error) {
    if (error instanceof Problem && error.code === common.not_found.code) return null
    throw error
  }
}
/** Who asked: a person, or what a guest left to be reached by. */
async function requester(ctx: Ctx, event: Facts): Promise<Recipient[]> {
  const t = await now(ctx, event)
  if (!t) return []
  if (t.requesterId) return [{ personId: t.requesterId }]
  return t.contact ? [{ name: t.contact.name, email: t.contact.email ?? null, phone: t.contact.phone ?? null }] : []
}
const assignee = async (_ctx: Ctx, { payload }: Facts): Promise<Recipient[]> => (payload.assigneeId ? [{ personId: payload.assigneeId }] : [])
/** The owner, or everybody available in its team when there is none. */
async function responsible(ctx: Ctx, event: Facts): Promise<Recipient[]> {
  const t = await now(ctx, event)
  if (!t) return []
  if (t.assigneeId) return [{ personId: t.assigneeId }]
  return (await onCallOf(ctx, t.teamId)).filter((p) => p.available).map((p) => ({ personId: p.id }))
}

const common_ = (t: Ticket) => ({ reference: t.reference, subject: t.subject, priority: priorityLabel[t.priority], place: t.place ?? '' })
const forCustomer = (t: Ticket) => ({ ...common_(t), status: statusLabel(t.status, t.kind, false) })
/** Who asked, by name: a guest's is on the ticket, an account's with the accounts. */
const nameOfRequester = async (ctx: Ctx, t: Ticket): Promise<string> =>
  t.requesterName ?? (t.requesterId && (await facesOf(ctx, [t.requesterId])).people.get(t.requesterId)?.name) ?? ''
const forStaff = (t: Ticket) => ({ ...common_(t), status: statusLabel(t.status, t.kind, true), customer: t.requesterName ?? '' })
/** A guest has no page of their own until they claim the report. */
const customerHref = (event: Facts, _vars: unknown, to: Addressee): string | null => (to.personId === null ? null : `/requests/${event.payload.reference}`)
const staffHref = (event: Facts): string => `/admin/tickets/${event.payload.reference}`
const threadKey = (event: Facts): string => `ticket:${event.payload.ticketId}`
const clockWords: Record<string, string> = { first_response: 'first answer', next_response: 'next answer', resolution: 'resolution', attend: 'attendance', prevent: 'making safe' }
const sample = { reference: 'TKT-4H7Q2M', subject: 'The meter display is blank', status: 'In progress', priority: 'Medium', place: 'Kothrud' }
const staffSample = { ...sample, customer: 'Meera Joshi' }

/** Inbox and push take a title and a line; mail takes paragraphs and a button. */
const words = (subject: string, line: string, mail: string, button = 'Open the request'): { inbox: Words; push: Words; email: Words } => ({
  inbox: { subject, text: line },
  push: { subject, text: line },
  email: { subject: `${subject} ({{reference}})`, text: `Hello {{name}},\n\n${mail}`, button },
})

defineNotice({
  name: 'ticket.created.requester',
  event: 'ticket.created',
  topic: 'ticket.updates',
  sentence: 'A customer’s request was received',
  audience: requester,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t && !t.createdByStaff ? { ...forCustomer(t), emergency: t.emergency, number: ctx.config.EMERGENCY_NUMBER } : null
  },
  href: customerHref,
  threadKey,
  templates: {
    email: {
      subject: 'We received your request ({{reference}})',
      text: 'Hello {{name}},\n\nThank you. We received “{{subject}}”. Its reference is {{reference}}.\n\n{{#emergency}}If you smell gas, stay outside and call {{number}}.{{/emergency}}{{^emergency}}You can follow it and add to it at any time.{{/emergency}}',
      button: 'Follow the request',
    },
    inbox: { subject: 'We received your request', text: '{{reference}}: {{subject}}' },
  },
  sample: { ...sample, status: 'Pending', emergency: false, number: '1906' },
})

defineNotice({
  name: 'ticket.created.staff',
  event: 'ticket.created',
  topic: 'desk.new',
  sentence: 'A new request found no owner',
  // One that has an owner already is told to them alone.
  audience: async (ctx, event) => ((await now(ctx, event))?.assigneeId === null ? responsible(ctx, event) : []),
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t && t.assigneeId === null ? forStaff(t) : null
  },
  href: staffHref,
  threadKey,
  notToActor: true,
  channels: ['inbox'],
  templates: words(
    'New request without an owner',
    '{{reference}}: {{subject}}',
    'A new request waits in your team: “{{subject}}” ({{priority}}). Nobody has it yet.',
    'Open the ticket',
  ),
  sample: staffSample,
})

defineNotice({
  event: 'ticket.assigned',
  topic: 'desk.assigned',
  sentence: 'A ticket became somebody’s',
  audience: assignee,
  vars: async (ctx, event, recipient) => {
    const t = await now(ctx, event)
    if (!t || t.assigneeId !== recipient.personId) return null
    return { ...forStaff(t), customer: await nameOfRequester(ctx, t), kind: t.slaKind === null ? '' : (clockWords[t.slaKind] ?? t.slaKind), due: t.slaDueAt }
  },
  href: staffHref,
  threadKey,
  notToActor: true,
  channels: ['inbox', 'push', 'email'],
  templates: {
    ...words('Assigned to you', '{{reference}}: {{subject}}', ''),
    email: {
      subject: 'Assigned to you: {{subject}} ({{reference}})',
      text: 'Hello {{name}},\n\n“{{subject}}” is yours now.\n\nReference: {{reference}}\n{{#customer}}Customer: {{customer}}\n{{/customer}}{{#place}}Place: {{place}}\n{{/place}}Priority: {{priority}}{{#due}}\nThe {{kind}} is due {{due}}.{{/due}}',
      button: 'Open the ticket',
    },
  },
  sample: { ...staffSample, kind: 'first answer', due: new Date('2026-11-20T08:30:00Z') as Date | null },
})

defineNotice({
  name: 'ticket.replied.requester',
  event: 'ticket.replied',
  topic: 'ticket.updates',
  sentence: 'A customer’s request was answered',
  audience: async (ctx, event) => (event.payload.side === 'customer' ? [] : requester(ctx, event)),
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    const body = await unsafeMessageText(ctx, event.payload.messageId)
    return t && body !== null ? { ...forCustomer(t), body, author: event.actorName } : null
  },
  href: customerHref,
  threadKey,
  templates: {
    email: { subject: 'Re: {{subject}} ({{reference}})', text: '{{author}} wrote:\n\n{{body}}\n\nAnswer to this mail, or open the request.', button: 'Open the request' },
    inbox: { subject: '{{author}} answered', text: '{{reference}}: {{body}}' },
    push: { subject: '{{author}} answered', text: '{{subject}}' },
  },
  sample: { ...sample, body: 'A fitter comes between 2 and 4 pm today.', author: 'Kavya Nair' },
})

defineNotice({
  name: 'ticket.replied.assignee',
  event: 'ticket.replied',
  topic: 'desk.replies',
  sentence: 'A customer wrote on somebody’s ticket',
  audience: async (ctx, event) => (event.payload.side === 'customer' ? assignee(ctx, event) : []),
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    const body = await unsafeMessageText(ctx, event.payload.messageId)
    return t && body !== null ? { ...forStaff(t), body, author: event.actorName } : null
  },
  href: staffHref,
  threadKey,
  notToActor: true,
  channels: ['inbox', 'push', 'email'],
  templates: {
    ...words('{{author}} answered', '{{reference}}: {{subject}}', ''),
    email: {
      subject: '{{author}} answered: {{subject}} ({{reference}})',
      text: 'Hello {{name}},\n\n{{author}} wrote on your ticket “{{subject}}”:\n\n{{body}}',
      html: `<p style="margin:0 0 16px">Hello {{name}},</p>
<p style="margin:0 0 16px">{{author}} wrote on your ticket “{{subject}}”:</p>
<blockquote style="margin:0 0 16px;padding:2px 0 2px 14px;border-left:3px solid #4f8fc9;white-space:pre-wrap">{{body}}</blockquote>`,
      button: 'Open the ticket',
    },
  },
  sample: { ...staffSample, body: 'Yes, I changed the battery yesterday.', author: 'Meera Joshi' },
})

defineNotice({
  event: 'ticket.noted',
  topic: 'desk.mentions',
  sentence: 'Somebody was mentioned in an internal note',
  audience: async (ctx, { payload }) => {
    const { people } = await facesOf(ctx, [...payload.mentions])
    return [...people.values()].filter((p) => p.staff).map((p) => ({ personId: p.id }))
  },
  vars: async (ctx, event, recipient) => {
    const t = await now(ctx, event)
    return t && recipient.staff ? { ...forStaff(t), author: event.actorName } : null
  },
  href: staffHref,
  threadKey,
  notToActor: true,
  // The words of a note stay in the desk: the notice says only that there is one.
  templates: words('{{author}} mentioned you', '{{reference}}: {{subject}}', '{{author}} mentioned you in an internal note on “{{subject}}”.', 'Open the ticket'),
  sample: { ...staffSample, author: 'Imran Shaikh' },
})

defineNotice({
  event: 'ticket.status_changed',
  topic: 'ticket.updates',
  sentence: 'The status of a customer’s request changed',
  // Resolved has a notice of its own, and what the customer did themselves is no news to them.
  audience: async (ctx, event) => (event.payload.to === 'resolved' ? [] : requester(ctx, event)),
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t && t.status === event.payload.to ? { ...forCustomer(t), waiting: t.status === 'waiting_customer' } : null
  },
  href: customerHref,
  threadKey,
  notToActor: true,
  templates: words(
    'Your request: {{status}}',
    '{{reference}}: {{subject}}',
    'The status of “{{subject}}” is now: {{status}}.{{#waiting}}\n\nWe need your answer to go on.{{/waiting}}',
  ),
  sample: { ...sample, waiting: false },
})

defineNotice({
  event: 'ticket.resolved',
  topic: 'ticket.updates',
  sentence: 'A customer’s request was resolved',
  audience: requester,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t && t.status === 'resolved' ? forCustomer(t) : null
  },
  href: customerHref,
  threadKey,
  notToActor: true,
  templates: words(
    'Your request is resolved',
    '{{reference}}: {{subject}}',
    'We resolved “{{subject}}”. If it is not solved, answer to this mail or open the request and re-open it; otherwise it closes by itself in some days.',
  ),
  sample: { ...sample, status: 'Resolved' },
})

defineNotice({
  event: 'ticket.rating_requested',
  topic: 'ticket.rating',
  sentence: 'A customer is asked how it went',
  audience: requester,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t && t.rating === null && (t.status === 'resolved' || t.status === 'closed') ? { ...forCustomer(t), again: event.payload.nth > 1 } : null
  },
  href: (event, vars, to) => (to.personId === null ? null : `${customerHref(event, vars, to)}?rate=1`),
  threadKey,
  templates: words(
    'Did this solve it?',
    '{{reference}}: {{subject}}',
    '{{#again}}We asked you some days ago, and would still like to know. {{/again}}How did we do with “{{subject}}”? One press tells us.',
    'Rate the request',
  ),
  sample: { ...sample, status: 'Resolved', again: false },
})

defineNotice({
  event: 'ticket.sla_at_risk',
  topic: 'desk.clocks',
  sentence: 'A clock of a ticket comes near its deadline',
  audience: responsible,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t
      ? {
          ...forStaff(t),
          percent: event.payload.percent,
          kind: clockWords[event.payload.kind] ?? event.payload.kind,
          due: event.payload.dueAt ? new Date(event.payload.dueAt) : null,
        }
      : null
  },
  href: staffHref,
  threadKey,
  channels: ['inbox'],
  templates: words(
    '{{percent}} % of the time for the {{kind}} is used',
    '{{reference}}: {{subject}}{{#due}}, due {{due}}{{/due}}',
    '“{{subject}}”: {{percent}} % of the time for the {{kind}} is used.{{#due}} It is due {{due}}.{{/due}}',
    'Open the ticket',
  ),
  sample: { ...staffSample, percent: 75, kind: 'first answer', due: new Date('2026-11-20T08:30:00Z') as Date | null },
})

defineNotice({
  event: 'ticket.sla_breached',
  topic: 'desk.clocks',
  sentence: 'A clock of a ticket ran past its deadline',
  audience: responsible,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t ? { ...forStaff(t), kind: clockWords[event.payload.kind] ?? event.payload.kind } : null
  },
  href: staffHref,
  threadKey,
  channels: ['inbox', 'push', 'email'],
  templates: words('Overdue: {{kind}}', '{{reference}}: {{subject}}', '“{{subject}}” is past its deadline for the {{kind}}.', 'Open the ticket'),
  sample: { ...staffSample, kind: 'first answer' },
})

defineNotice({
  event: 'ticket.overdue',
  topic: 'desk.clocks',
  sentence: 'A ticket is still past its deadline',
  audience: responsible,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t ? { ...forStaff(t), since: new Date(event.payload.since) } : null
  },
  href: staffHref,
  threadKey,
  channels: ['inbox', 'email'],
  templates: words('Still overdue', '{{reference}}: {{subject}}, since {{since}}', '“{{subject}}” has been past its deadline since {{since}}.', 'Open the ticket'),
  sample: { ...staffSample, since: new Date('2026-11-20T08:30:00Z') },
})

const paged = async (_ctx: Ctx, { payload }: EventOf<'emergency.paged' | 'leak.suspected'>): Promise<Recipient[]> => payload.personIds.map((personId) => ({ personId }))

defineNotice({
  event: 'emergency.paged',
  topic: 'desk.emergency',
  sentence: 'Somebody on call is paged for an emergency',
  audience: paged,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t ? { ...forStaff(t), level: event.payload.level, again: event.payload.level > 0 } : null
  },
  href: staffHref,
  threadKey,
  urgent: true,
  templates: {
    ...words(
      '{{#again}}Nobody has answered: {{/again}}Emergency{{#place}} in {{place}}{{/place}}',
      '{{reference}}: {{subject}}. Acknowledge it now.',
      'An emergency was reported: “{{subject}}”{{#place}} in {{place}}{{/place}}. Open it and acknowledge it; until somebody does, we page the next.',
      'Acknowledge',
    ),
    sms: { text: 'EMERGENCY {{reference}}{{#place}}, {{place}}{{/place}}: {{subject}}. Acknowledge in the desk now.' },
  },
  sample: { ...staffSample, subject: 'Gas leak in the kitchen', level: 0, again: false },
})

defineNotice({
  event: 'leak.suspected',
  topic: 'desk.emergency',
  sentence: 'A text sounds like a gas leak',
  audience: paged,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t ? { ...forStaff(t), phrase: event.payload.phrase } : null
  },
  href: staffHref,
  threadKey,
  urgent: true,
  templates: {
    ...words(
      'This sounds like a leak',
      '{{reference}}: “{{phrase}}”. Look now.',
      'A customer wrote “{{phrase}}” on “{{subject}}”, which is not reported as a leak. Look now and decide whether it is one.',
      'Look at it',
    ),
    sms: { text: 'Suspected leak {{reference}}: {{phrase}}. Look in the desk now.' },
  },
  sample: { ...staffSample, phrase: 'smell of gas' },
})
