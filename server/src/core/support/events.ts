import type { Actor } from '#platform/access'
import type { Tx } from '#platform/db'
import { broadcast, emit, type EventName, type Events } from '#platform/events'
import type { Priority, Status } from './words.ts'

/** What every event of a ticket carries: enough to route it and to know what to load again, nothing that must not be seen. */
export interface TicketFacts {
  ticketId: string
  reference: string
  requesterId: string | null
  assigneeId: string | null
  teamId: string | null
  version: number
}
type ClockFacts = TicketFacts & { clockId: string; kind: string; percent: number; dueAt: string | null; internal: true }

declare module '#platform/events' {
  interface Events {
    'ticket.created': TicketFacts & { emergency: boolean; guest: boolean }
    'ticket.changed': TicketFacts & { what: readonly string[] }
    'ticket.replied': TicketFacts & { messageId: string; authorId: string | null; side: 'customer' | 'staff' | 'system' }
    'ticket.noted': TicketFacts & { noteId: string; authorId: string | null; mentions: readonly string[] }
    'ticket.assigned': TicketFacts & { from: string | null; how: string }
    'ticket.status_changed': TicketFacts & { from: Status; to: Status; reason: string | null }
    'ticket.priority_changed': TicketFacts & { from: Priority; to: Priority }
    'ticket.resolved': TicketFacts
    'ticket.closed': TicketFacts
    'ticket.cancelled': TicketFacts
    'ticket.reopened': TicketFacts & { by: 'customer' | 'staff' | 'system' }
    'ticket.rated': TicketFacts & { rating: number }
    'ticket.rating_requested': TicketFacts & { nth: number }
    'ticket.sla_at_risk': ClockFacts
    'ticket.sla_breached': ClockFacts
    'ticket.overdue': TicketFacts & { since: string }
    'emergency.paged': TicketFacts & { level: number; personIds: readonly string[] }
    'emergency.acknowledged': TicketFacts & { by: string; name: string }
    'leak.suspected': TicketFacts & { phrase: string; personIds: readonly string[] }
    'queue.changed': { teamId: string | null }
  }
}

export const eventSentences = {
  'ticket.created': 'A ticket was opened. Live to its requester and to the staff who may see it.',
  'ticket.changed': 'Something of a ticket changed; `what` names it. Live to the requester only when they can see the change.',
  'ticket.replied': 'A public message was written. Live to both sides.',
  'ticket.noted': 'An internal note was written. Live to staff only.',
  'ticket.assigned': 'A ticket got another owner, or none (`assigneeId`).',
  'ticket.status_changed': 'A ticket moved from one status to another.',
  'ticket.priority_changed': 'A ticket got another priority.',
  'ticket.resolved': 'A ticket was resolved.',
  'ticket.closed': 'A ticket was closed for good.',
  'ticket.cancelled': 'A ticket was cancelled.',
  'ticket.reopened': 'A resolved ticket is open again.',
  'ticket.rated': 'The requester rated a ticket, or changed the rating.',
  'ticket.rating_requested': 'The requester is asked for a rating.',
  'ticket.sla_at_risk': 'A clock has used 75 or 90 per cent of its target. Once for each clock and threshold.',
  'ticket.sla_breached': 'A clock ran past its deadline. Once for each clock.',
  'ticket.overdue': 'A ticket is still past its deadline; repeated by the overdue rule.',
  'emergency.paged': 'People on call were paged for an emergency. Live to staff.',
  'emergency.acknowledged': 'Somebody has taken charge of an emergency; paging stops. Live to staff.',
  'leak.suspected': 'A text sounds like a gas leak although nobody reported one as such; a person has to look.',
  'queue.changed': 'Waiting tickets of a team were handed out. Live to staff.',
} as const

interface Routed extends TicketFacts {
  line: string
}

export const factsOf = (t: { id: string; reference: string; requesterId: string | null; assigneeId: string | null; teamId: string | null; version: number }): TicketFacts => ({
  ticketId: t.id,
  reference: t.reference,
  requesterId: t.requesterId,
  assigneeId: t.assigneeId,
  teamId: t.teamId,
  version: t.version,
})

/** Live topics of the staff who may see a ticket. Never the requester's own, even when they work here. */
export const staffTopics = (t: Omit<Routed, 'ticketId' | 'reference' | 'version'>): string[] => [
  'desk',
  `line:${t.line}`,
  ...(t.teamId ? [`team:${t.teamId}`] : []),
  ...(t.assigneeId && t.assigneeId !== t.requesterId ? [`user:${t.assigneeId}`] : []),
]

/** The same and the requester. */
export const everyonesTopics = (t: Omit<Routed, 'ticketId' | 'reference' | 'version'>): string[] => [...staffTopics(t), ...(t.requesterId ? [`user:${t.requesterId}`] : [])]

type Ticket = Parameters<typeof factsOf>[0] & { line: string }
type Extra<N extends EventName> = Omit<Events[N], keyof TicketFacts>

/** Emits an event of a ticket to those who may see it: `public` also to the requester, `staff` not, `none` to subscribers only. */
export const emitTicket = <N extends EventName>(tx: Tx, name: N, ticket: Ticket, extra: Extra<N>, live: 'public' | 'staff' | 'none'): Promise<void> =>
  emit(tx, name, { ...factsOf(ticket), ...extra } as never, live === 'none' ? [] : live === 'public' ? everyonesTopics(ticket) : staffTopics(ticket))

/** Tells staff who look at a ticket something that is not worth keeping. */
export const tellStaff = (tx: Tx, name: string, ticket: Ticket, extra: object): Promise<void> => broadcast(tx, name, { ...factsOf(ticket), ...extra }, staffTopics(ticket))

export type Side = 'customer' | 'staff' | 'system'
/** On which side of a ticket somebody acts: staff on their own ticket are its customer. */
export const sideOf = (actor: Actor, ticket: { requesterId: string | null }): Side =>
  actor.kind === 'system' ? 'system' : actor.staff && (actor.id === null || actor.id !== ticket.requesterId) ? 'staff' : 'customer'
