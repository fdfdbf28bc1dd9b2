import { read, type Ctx } from '#platform/db'
import type { Ticket } from './record.ts'

const root = read<{ id: string }>(
  'support.root_of',
  `with recursive chain as (
     select id, merged_into_id, 1 depth from support.tickets where id = $1
     union all select t.id, t.merged_into_id, c.depth + 1 from support.tickets t join chain c on t.id = c.merged_into_id where c.depth < 100)
   select id from chain where merged_into_id is null`,
)
/** The id of the ticket at the end of a chain of merges; its own id when it is not merged. */
export async function rootOf(ctx: Ctx, ticket: Pick<Ticket, 'id' | 'reference' | 'mergedIntoId'>): Promise<string> {
  if (ticket.mergedIntoId === null) return ticket.id
  const [found] = await root(ctx, [ticket.id])
  if (!found) throw new Error(`The merges of ${ticket.reference} go in a circle`)
  return found.id
}

/** Whether two tickets are one conversation to their customer. Guests are never known to be the same. */
export const sameCustomer = (a: Pick<Ticket, 'requesterId'>, b: Pick<Ticket, 'requesterId'>): boolean => a.requesterId !== null && a.requesterId === b.requesterId
