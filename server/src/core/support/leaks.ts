import type { Tx } from '#platform/db'
import { onCallOf } from './emergencies.ts'
import { change } from './change.ts'
import { emitTicket } from './events.ts'
import type { Ticket } from './record.ts'
import { leakPhrase } from './safety.ts'

export const suspectedTag = 'suspected-leak'

/**
 * Reads an inbound text. If it sounds like escaping gas on a ticket that is no emergency, tags the ticket, writes it to the timeline for staff and
 * calls the people on call to look: a person decides (`triage` makes it an emergency). Once per ticket, and it never lowers anything. (S16)
 * `mayCall` is asked whether the people on call may be called once more: a visitor has an allowance. The suspicion itself is always kept.
 */
export async function suspectLeak(tx: Tx, ticket: Ticket, text: string, mayCall?: () => Promise<boolean>): Promise<Ticket> {
  if (ticket.emergency || ticket.tags.includes(suspectedTag)) return ticket
  const phrase = leakPhrase(text)
  if (phrase === null) return ticket
  const after = await change(tx, ticket, { set: { tags: [...ticket.tags, suspectedTag] }, events: [{ type: 'suspected', data: { phrase }, public: false, side: 'system' }] })
  const people = !mayCall || (await mayCall()) ? await onCallOf(tx, ticket.teamId) : []
  await emitTicket(tx, 'leak.suspected', after, { phrase, personIds: people.map((p) => p.id) }, 'staff')
  return after
}
