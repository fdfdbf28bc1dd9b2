import { read } from '#platform/db'
import type { Module } from '#platform/module'
import { provideLoads } from '#core/users'
import { ramp } from './assign.ts'
import { deskRoutes } from './desk.routes.ts'
import { emergencyRoutes } from './emergencies.routes.ts'
import { pageEvery } from './emergencies.ts'
import { eventSentences } from './events.ts'
import { jobs, subscribers, sweeps } from './jobs.ts'
import { messageRoutes } from './messages.routes.ts'
import { topics } from './notices.ts'
import { refuse } from './refusals.ts'
import { relates } from './related.ts'
import { setupDesk } from './setup.ts'
import { ticketRoutes } from './tickets.routes.ts'

export { listCategories } from './categories.ts'
export { covers, lockTicket, lockTwo, named, referencesOf, ticketFor, visibleTickets } from './access.ts'
export { assignAutomatically } from './assign.ts'
export { change, eventRow, ticketStates, weight, type Change, type NewEvent } from './change.ts'
export { addNote, addMessage, readsNotes, writeMessage, type NewMessage } from './messages.ts'
export { copyTickets, recountLoads, rowsOf, type Batch, type Told } from './bulk.ts'
export { loadCatalogue, type LoadedCategory } from './catalogue.ts'
export { createTicket, categoryForTicket, claimTokenOf, blankTicket, insertNew, newReference, placeOf, type NewTicket } from './create.ts'
export { announce, assignTicket, cancelTicket, editLocked, editTicket, moveTicket, reopenTicket, type Edit } from './edit.ts'
export { detail } from './detail.ts'
export { emitTicket, everyonesTopics, factsOf, sideOf, staffTopics, tellStaff, type TicketFacts } from './events.ts'
export { countTickets, extendQueue, listText, listTickets, matching, sorts, type Filters, type ListQuery, type Sort } from './queue.ts'
export { presentRows, type ListRow } from './present.ts'
export { listFilters, sendTicket, Tags } from './tickets.routes.ts'
export { rootOf, sameCustomer } from './merged.ts'
export { onCallOf, openEmergency } from './emergencies.ts'
export { indexAll, indexMissing, indexPerson, indexTickets } from './search.ts'
export { leakPhrase } from './safety.ts'
export { urgencyOf } from './sla.ts'
export { idOrReference, MessageOut, Person, TicketOut, TicketRow } from './wire.ts'
export { channels, isActive, kinds, priorities, priorityLabel, statuses, statusLabel, type Channel, type Kind, type Priority, type Status } from './words.ts'
export type { Ticket } from './record.ts'

const loads = read<{ agentId: string; load: number }>('support.loads', `select agent_id "agentId", load from support.agent_load where agent_id = any($1::uuid[])`)
provideLoads(async (ctx, ids) => new Map((await loads(ctx, [ids])).map((l) => [l.agentId, l.load])))

const agents = { agent: 'all', supervisor: 'all', operations: 'all', admin: 'all' } as const

/** The help desk: tickets, their conversation, clocks, assignment and emergencies. */
export const support: Module = {
  name: 'support',
  routes: {
    support: (app) => {
      ticketRoutes(app)
      messageRoutes(app)
      emergencyRoutes(app)
      deskRoutes(app)
    },
  },
  permissions: {
    'support.ticket.create': { sentence: 'Open tickets; staff also for customers', roles: { customer: 'own', finance: 'all', ...agents } },
    'support.ticket.read': { sentence: 'See tickets', roles: { customer: 'own', finance: 'all', ...agents } },
    'support.ticket.reply': { sentence: 'Write public messages', roles: { customer: 'own', ...agents } },
    'support.ticket.note': { sentence: 'Write and read internal notes', roles: { finance: 'all', ...agents } },
    'support.ticket.edit': { sentence: 'Change status, priority, category, team, tags and subject; mark emergencies', roles: agents },
    'support.ticket.assign': { sentence: 'Take, release and assign tickets', roles: agents },
    'support.ticket.cancel': { sentence: 'Cancel tickets; customers while it is open', roles: { customer: 'own', ...agents } },
    'support.ticket.rate': {
      sentence: 'Rate one’s own resolved requests',
      roles: { customer: 'own', finance: 'own', agent: 'own', supervisor: 'own', operations: 'own', admin: 'own' },
    },
    'support.ticket.merge': { sentence: 'Merge, split and link tickets', roles: { agent: 'all', supervisor: 'all', admin: 'all' } },
    'support.ticket.export': { sentence: 'Export lists of tickets', roles: { supervisor: 'all', operations: 'all', finance: 'all', admin: 'all' } },
    'support.ticket.bulk': { sentence: 'Change many tickets at once', roles: { agent: 'all', supervisor: 'all', admin: 'all' } },
    'support.desk.read': { sentence: 'See working hours and promises', roles: { finance: 'all', ...agents } },
    'support.desk.configure': { sentence: 'Set up categories, working hours, promises, rules and replies', roles: { supervisor: 'all', admin: 'all' } },
  },
  settings: [ramp, pageEvery],
  topics,
  events: eventSentences,
  on: subscribers,
  jobs,
  sweeps,
  relates,
  constraints: {
    one_category_key: refuse.category_key_taken,
    tickets_category_id_categories_id_fk: refuse.category_in_use,
    one_calendar_name: refuse.calendar_taken,
    one_policy_name: refuse.policy_taken,
    categories_sla_policy_id_sla_policies_id_fk: refuse.policy_in_use,
    tickets_requester_id_people_id_fk: refuse.requester_unknown,
    tickets_assignee_id_people_id_fk: refuse.not_assignable,
    tickets_team_id_teams_id_fk: refuse.team_unknown,
  },
  setup: setupDesk,
}
