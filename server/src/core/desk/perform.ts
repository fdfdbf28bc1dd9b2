import { common } from '#platform/problems'
import type { Tx } from '#platform/db'
import { change, covers, editLocked, emitTicket, isActive, priorities, statusLabel, addNote, addMessage, type Ticket } from '#core/support'
import type { Action } from './actions.ts'
import { cannedFor, wordsFor } from './canned.ts'

/** Most times that a rating is asked for: once and two reminders. (S9) */
const MOST_REQUESTS = 3

/**
 * Does one action to a locked ticket, as the actor of the transaction, and says in a few words what it did; null when there was nothing to do.
 * A person needs the permission that the same act by hand needs; a rule (the system) needs none.
 */
export async function perform(tx: Tx, ticket: Ticket, action: Action, reason: string): Promise<{ ticket: Ticket; did: string | null }> {
  const need = (permission: string) => {
    if (!covers(tx.actor, ticket, permission)) throw common.not_allowed()
  }
  const edit = async (permission: string, to: Parameters<typeof editLocked>[2], did: string) => {
    need(permission)
    const after = await editLocked(tx, ticket, { ...to, reason })
    return { ticket: after, did: after === ticket ? null : did }
  }
  switch (action.do) {
    case 'set_status':
      return edit(
        action.status === 'cancelled' ? 'support.ticket.cancel' : 'support.ticket.edit',
        { status: action.status },
        `status ${statusLabel(action.status, ticket.kind, true)}`,
      )
    case 'close':
      return edit('support.ticket.edit', { status: 'closed' }, 'closed it')
    case 'set_priority':
      return edit('support.ticket.edit', { priority: action.priority }, `priority ${action.priority}`)
    case 'raise_priority': {
      const priority = priorities[Math.min(priorities.indexOf(ticket.priority) + 1, priorities.length - 1)]!
      return edit('support.ticket.edit', { priority }, `priority ${priority}`)
    }
    case 'set_team':
      return edit('support.ticket.edit', { teamId: action.teamId }, 'another team')
    case 'set_category':
      return edit('support.ticket.edit', { categoryId: action.categoryId }, 'another category')
    case 'assign':
      return edit('support.ticket.assign', { assigneeId: action.assigneeId }, 'another owner')
    case 'assign_to_me':
      if (tx.actor.id === null) throw common.not_allowed()
      return edit('support.ticket.assign', { assigneeId: tx.actor.id }, 'another owner')
    case 'unassign':
      return edit('support.ticket.assign', { assigneeId: null }, 'no owner')
    case 'add_tags':
      return edit('support.ticket.edit', { tags: [...ticket.tags, ...action.tags] }, `tagged ${action.tags.join(', ')}`)
    case 'remove_tags':
      return edit('support.ticket.edit', { tags: ticket.tags.filter((t) => !action.tags.includes(t)) }, `no longer tagged ${action.tags.join(', ')}`)
    case 'note': {
      need('support.ticket.note')
      return { ticket: (await addNote(tx, ticket, { body: await wordsFor(tx, ticket, action.body) })).ticket, did: 'wrote a note' }
    }
    case 'reply': {
      need('support.ticket.reply')
      if (ticket.status === 'closed' || ticket.status === 'cancelled') throw common.illegal_move({ detail: 'This ticket has ended.' })
      const body = action.body ?? (await cannedFor(tx, action.cannedReplyId!)).body
      return { ticket: (await addMessage(tx, ticket, { body: await wordsFor(tx, ticket, body) })).ticket, did: 'replied' }
    }
    case 'notify':
      need('support.ticket.note')
      await emitTicket(tx, 'desk.told', ticket, { who: action.who, text: action.text, by: reason }, 'none')
      return { ticket, did: `told the ${action.who}` }
    case 'request_rating': {
      if (ticket.rating !== null || ticket.ratingRequests >= MOST_REQUESTS || (ticket.status !== 'resolved' && ticket.status !== 'closed')) return { ticket, did: null }
      const nth = ticket.ratingRequests + 1
      const after = await change(tx, ticket, {
        set: { ratingRequestedAt: tx.now(), ratingRequests: nth },
        events: [{ type: 'rating_requested', to: String(nth), reason, public: false }],
        quiet: true,
      })
      await emitTicket(tx, 'ticket.rating_requested', after, { nth }, 'none')
      return { ticket: after, did: nth === 1 ? 'asked for a rating' : 'reminded of the rating' }
    }
    case 'escalate': {
      need('support.ticket.edit')
      const priority = priorities[Math.min(priorities.indexOf(ticket.priority) + 1, priorities.length - 1)]!
      let after = await change(tx, ticket, { events: [{ type: 'escalated', from: ticket.priority, to: priority, reason, public: false }] })
      after = await editLocked(tx, after, { priority, tags: [...after.tags, 'escalated'], reason })
      await emitTicket(tx, 'desk.told', after, { who: 'supervisors', text: 'This ticket was escalated.', by: reason }, 'none')
      return { ticket: after, did: 'escalated it' }
    }
    case 'remind_overdue':
      if (!isActive(ticket.status) || ticket.slaDueAt === null) return { ticket, did: null }
      await emitTicket(tx, 'ticket.overdue', ticket, { since: ticket.slaDueAt.toISOString() }, 'none')
      return { ticket, did: 'reminded of it' }
  }
}
