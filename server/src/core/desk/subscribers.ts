import type { Tx } from '#platform/db'
import type { EventOf, Subscribers } from '#platform/events'
import { indexPerson, indexTickets } from '#core/support'
import { onTicketEvent } from './engine.ts'
import { followTarget } from './merge.ts'
import { dropSentDraft, followMentioned } from './together.ts'

/** Parts of a ticket that the search looks at. */
const searched = new Set(['subject', 'description', 'tags', 'fields', 'requester', 'relatedTo', 'merged', 'split'])

const written = async (tx: Tx, event: EventOf<'ticket.created' | 'ticket.replied' | 'ticket.noted'>) => {
  await indexTickets(tx, [event.payload.ticketId])
  await onTicketEvent(tx, event)
}

/** After a ticket changed: the search learns it, the rules look at it. */
export const subscribers: Subscribers = {
  'ticket.created': written,
  'ticket.replied': async (tx, event) => {
    await dropSentDraft(tx, event.payload.ticketId, event.payload.authorId, 'reply')
    await written(tx, event)
  },
  'ticket.noted': async (tx, event) => {
    await dropSentDraft(tx, event.payload.ticketId, event.payload.authorId, 'note')
    await followMentioned(tx, event)
    await written(tx, event)
  },
  'ticket.changed': async (tx, event) => {
    if (event.payload.what.some((w) => searched.has(w))) await indexTickets(tx, [event.payload.ticketId])
    await onTicketEvent(tx, event)
  },
  'ticket.rated': onTicketEvent,
  'ticket.sla_at_risk': onTicketEvent,
  'ticket.sla_breached': onTicketEvent,
  'leak.suspected': onTicketEvent,
  'ticket.resolved': (tx, { payload }) => followTarget(tx, payload.ticketId, 'resolved'),
  'ticket.closed': (tx, { payload }) => followTarget(tx, payload.ticketId, 'closed'),
  'ticket.reopened': (tx, { payload }) => followTarget(tx, payload.ticketId, 'open'),
  'user.changed': async (tx, { payload }) => {
    if (payload.what.some((w) => ['name', 'email', 'phone'].includes(w))) await indexPerson(tx, payload.personId)
  },
}
