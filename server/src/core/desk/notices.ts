import { read, type Ctx } from '#platform/db'
import type { EventOf } from '#platform/events'
import type { Topic } from '#platform/module'
import { common, Problem } from '#platform/problems'
import { defineNotice, type Recipient } from '#core/notifications'
import { candidatesOf, holdersOf } from '#core/users'
import { ticketFor, type Ticket, type TicketFacts } from '#core/support'

export const topics: readonly Topic[] = [
  { name: 'desk.rules', sentence: 'Rules and macros tell you about a ticket', audience: 'staff' },
  { name: 'desk.followed', sentence: 'Something is written on a ticket that you follow', audience: 'staff' },
  { name: 'desk.woken', sentence: 'A ticket that you put to sleep is awake', audience: 'staff' },
]

type Facts = { payload: TicketFacts }
async function now(ctx: Ctx, { payload }: Facts): Promise<Ticket | null> {
  try {
    return await ticketFor(ctx, payload.ticketId)
  } catch (error) {
    if (error instanceof Problem && error.code === common.not_found.code) return null
    throw error
  }
}
const followers = read<{ id: string }>('desk.followers_of', `select person_id id from support.followers where ticket_id = $1`)
const followersOf = async (ctx: Ctx, ticketId: string): Promise<Recipient[]> => (await followers(ctx, [ticketId])).map((f) => ({ personId: f.id }))

async function told(ctx: Ctx, event: EventOf<'desk.told'>): Promise<Recipient[]> {
  const t = await now(ctx, event)
  if (!t) return []
  switch (event.payload.who) {
    case 'assignee':
      return t.assigneeId ? [{ personId: t.assigneeId }] : []
    case 'team':
      return t.teamId ? (await candidatesOf(ctx, t.teamId)).filter((c) => c.active).map((c) => ({ personId: c.id })) : []
    case 'supervisors':
      return (await holdersOf(ctx, 'support.desk.configure')).map((personId) => ({ personId }))
    case 'followers':
      return followersOf(ctx, t.id)
    case 'requester':
      return []
  }
}
const vars = (t: Ticket, more: object = {}) => ({ reference: t.reference, subject: t.subject, ...more })
const sample = { reference: 'TKT-4H7Q2M', subject: 'The meter display is blank', text: 'This ticket was escalated.' }
const staffHref = (event: Facts) => `/admin/tickets/${event.payload.reference}`
const threadKey = (event: Facts) => `ticket:${event.payload.ticketId}`

defineNotice({
  name: 'desk.told.staff',
  event: 'desk.told',
  topic: 'desk.rules',
  sentence: 'A rule or macro tells staff about a ticket',
  audience: told,
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t ? vars(t, { text: event.payload.text }) : null
  },
  href: staffHref,
  threadKey,
  templates: {
    inbox: { subject: '{{text}}', text: '{{reference}}: {{subject}}' },
    push: { subject: '{{text}}', text: '{{reference}}: {{subject}}' },
    email: { subject: '{{reference}}: {{text}}', text: 'Hello {{name}},\n\n{{text}}\n\n{{reference}}: “{{subject}}”', button: 'Open the ticket' },
  },
  sample,
})

defineNotice({
  name: 'desk.told.requester',
  event: 'desk.told',
  topic: 'ticket.updates',
  sentence: 'A rule or macro tells the customer about their request',
  audience: async (ctx, event) => {
    if (event.payload.who !== 'requester') return []
    const t = await now(ctx, event)
    if (!t) return []
    return t.requesterId ? [{ personId: t.requesterId }] : t.contact ? [{ name: t.contact.name, email: t.contact.email ?? null, phone: t.contact.phone ?? null }] : []
  },
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t ? vars(t, { text: event.payload.text }) : null
  },
  href: (event, _vars, to) => (to.personId === null ? null : `/requests/${event.payload.reference}`),
  threadKey,
  templates: {
    inbox: { subject: 'About your request', text: '{{text}}' },
    push: { subject: 'About your request', text: '{{text}}' },
    email: { subject: 'About your request ({{reference}})', text: 'Hello {{name}},\n\n{{text}}', button: 'Open the request' },
  },
  sample,
})

defineNotice({
  name: 'ticket.replied.followers',
  event: 'ticket.replied',
  topic: 'desk.followed',
  sentence: 'A message on a ticket that somebody follows',
  // The owner is told as its owner.
  audience: async (ctx, event) => (await followersOf(ctx, event.payload.ticketId)).filter((f) => f.personId !== event.payload.assigneeId),
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t ? vars(t) : null
  },
  href: staffHref,
  threadKey,
  notToActor: true,
  channels: ['inbox'],
  templates: {
    inbox: { subject: 'New message on {{reference}}', text: '{{subject}}' },
    email: { subject: 'New message on {{reference}}', text: 'Hello {{name}},\n\nThere is a new message on “{{subject}}”, which you follow.', button: 'Open the ticket' },
  },
  sample: { reference: sample.reference, subject: sample.subject },
})

defineNotice({
  name: 'ticket.woken',
  event: 'ticket.woken',
  topic: 'desk.woken',
  sentence: 'A snoozed ticket is awake',
  audience: async (_ctx, event) => (event.payload.snoozedById ? [{ personId: event.payload.snoozedById }] : []),
  vars: async (ctx, event) => {
    const t = await now(ctx, event)
    return t ? vars(t) : null
  },
  href: staffHref,
  threadKey,
  notToActor: true,
  templates: {
    inbox: { subject: '{{reference}} is awake', text: '{{subject}}' },
    push: { subject: '{{reference}} is awake', text: '{{subject}}' },
    email: { subject: '{{reference}} is awake', text: 'Hello {{name}},\n\nThe time that you gave “{{subject}}” has come.', button: 'Open the ticket' },
  },
  sample: { reference: sample.reference, subject: sample.subject },
})
