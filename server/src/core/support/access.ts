import { scopeOf, type Actor } from '#platform/access'
import { read, write, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { ticketColumns, type Ticket } from './record.ts'

/**
 * Who may see which ticket. One predicate in two forms, SQL for sets and a function for one row; a property test holds them together.
 * List, detail, search, export, live topics and notices all use it.
 *
 * - own: a customer's are those they asked for; for staff also those assigned to them
 * - team: those of my teams, or assigned to me
 * - line: those of my lines, or of my teams, or assigned to me
 */
export function visibleTickets(actor: Actor, alias: string, params: unknown[], permission = 'support.ticket.read'): string {
  const scope = scopeOf(actor, permission)
  const p = (value: unknown, type: string) => `$${params.push(value)}::${type}`
  if (scope === 'all') return 'true'
  if (scope === undefined || actor.id === null) return 'false'
  if (!actor.staff) return `${alias}.requester_id = ${p(actor.id, 'uuid')}`
  const mine = [`${alias}.assignee_id = ${p(actor.id, 'uuid')}`, `${alias}.requester_id = ${p(actor.id, 'uuid')}`]
  if (scope === 'own') return `(${mine.join(' or ')})`
  const teams = `${alias}.team_id = any(${p(actor.teamIds, 'uuid[]')})`
  if (scope === 'team') return `(${[teams, ...mine].join(' or ')})`
  return `(${[`${alias}.line = any(${p(actor.lines, 'text[]')})`, teams, ...mine].join(' or ')})`
}

/** The same for one ticket in the hand. */
export function covers(actor: Actor, ticket: Pick<Ticket, 'requesterId' | 'assigneeId' | 'teamId' | 'line'>, permission = 'support.ticket.read'): boolean {
  const scope = scopeOf(actor, permission)
  if (scope === 'all') return true
  if (scope === undefined || actor.id === null) return false
  if (ticket.requesterId === actor.id) return true
  if (!actor.staff) return false
  if (ticket.assigneeId === actor.id) return true
  if (scope === 'own') return false
  if (ticket.teamId !== null && actor.teamIds.includes(ticket.teamId)) return true
  return scope === 'line' && actor.lines.includes(ticket.line)
}

const byId = read<Ticket>('support.ticket_by_id', `select ${ticketColumns('t')} from support.tickets t where t.id = $1`)
const byReference = read<Ticket>('support.ticket_by_reference', `select ${ticketColumns('t')} from support.tickets t where t.reference = $1`)
const lockById = write<Ticket>('support.lock_by_id', `select ${ticketColumns('t')} from support.tickets t where t.id = $1 for no key update`)
const lockByReference = write<Ticket>('support.lock_by_reference', `select ${ticketColumns('t')} from support.tickets t where t.reference = $1 for no key update`)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const reference = /^TKT-[2-9A-HJ-NP-Z]{6}$/

/** Which column an address names: an id, a reference (in any case), or neither: then there is nothing. */
export function named(idOrReference: string): { id: string } | { reference: string } {
  if (uuid.test(idOrReference)) return { id: idOrReference.toLowerCase() }
  const upper = idOrReference.toUpperCase()
  if (reference.test(upper)) return { reference: upper }
  throw common.not_found()
}

/** The row, if the actor may see it; otherwise there is nothing here. */
export function visible<T extends Ticket>(actor: Actor, ticket: T | undefined): T {
  if (!ticket || !covers(actor, ticket)) throw common.not_found()
  return ticket
}

function check(actor: Actor, found: Ticket | undefined, permission: string): Ticket {
  const ticket = visible(actor, found)
  if (permission !== 'support.ticket.read' && !covers(actor, ticket, permission)) throw common.not_allowed()
  return ticket
}

/**
 * The ticket with this id or reference, if the actor may see it; the only way to get one. Missing and not visible are the same
 * `request.not_found`; visible but without `permission` for it is `request.not_allowed`.
 */
export async function ticketFor(ctx: Ctx, idOrReference: string, permission = 'support.ticket.read'): Promise<Ticket> {
  const it = named(idOrReference)
  const [ticket] = 'id' in it ? await byId(ctx, [it.id]) : await byReference(ctx, [it.reference])
  return check(ctx.actor, ticket, permission)
}

/** The same, locked until the end of the transaction: whoever changes a ticket begins here. `version`: refuses another one as stale. */
export async function lockTicket(tx: Tx, idOrReference: string, permission = 'support.ticket.read', version?: number): Promise<Ticket> {
  const it = named(idOrReference)
  const [found] = 'id' in it ? await lockById(tx, [it.id]) : await lockByReference(tx, [it.reference])
  const ticket = check(tx.actor, found, permission)
  if (version !== undefined && version !== ticket.version) throw common.stale()
  return ticket
}

/** Locks two tickets in the order of their ids, so that two who do the same in opposite directions cannot wait for each other. */
export async function lockTwo(tx: Tx, a: string, b: string, permission: string): Promise<[Ticket, Ticket]> {
  const [first, second] = [await ticketFor(tx, a, permission), await ticketFor(tx, b, permission)]
  if (first.id === second.id) return [await lockTicket(tx, first.id, permission), second]
  const locked = new Map<string, Ticket>()
  for (const id of [first.id, second.id].toSorted()) locked.set(id, await lockTicket(tx, id, permission))
  return [locked.get(first.id)!, locked.get(second.id)!]
}

const names = read<{ id: string; reference: string }>('support.references', `select id, reference from support.tickets where id = any($1::uuid[])`)
/** References of tickets, for modules that made them; no check of who asks. */
export const referencesOf = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map(ids.length === 0 ? [] : (await names(ctx, [ids])).map((t) => [t.id, t.reference]))
