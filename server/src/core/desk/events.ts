import type { TicketFacts } from '#core/support'
import type { Audience } from './actions.ts'

declare module '#platform/events' {
  interface Events {
    'desk.told': TicketFacts & { who: Audience; text: string; by: string }
    'ticket.merged': TicketFacts & { intoId: string; intoReference: string }
    'ticket.unmerged': TicketFacts & { fromId: string; fromReference: string }
    'ticket.woken': TicketFacts & { snoozedById: string | null }
  }
}

export const eventSentences = {
  'desk.told': 'A rule or macro tells somebody about a ticket; `who` names them, `text` says what. Staff only, unless `who` is the requester.',
  'ticket.merged': 'A ticket was merged into another one. Live to staff.',
  'ticket.unmerged': 'A merge was undone. Live to staff.',
  'ticket.woken': 'A snoozed ticket is awake again. Live to staff.',
} as const
