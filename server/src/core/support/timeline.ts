import { read, type Ctx } from '#platform/db'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { facesOf } from '#core/users'
import { ticketFor } from './access.ts'
import { readsNotes } from './messages.ts'
import { iso } from './present.ts'
import type { ticketEvents } from './schema.ts'
import { statusLabel, type Kind, type Status } from './words.ts'

type Row = typeof ticketEvents.$inferSelect & { sortKey: string }

const columns = `id, ticket_id "ticketId", requester_id "requesterId", type, at, actor_id "actorId", actor_name "actorName", side, "from", "to", reason, data, public, at::text "sortKey"`
const statement = (name: string, condition: string, order: 'asc' | 'desc') =>
  read<Row>(
    name,
    `select ${columns} from support.ticket_events where ticket_id = $1 and ${condition} and (at, id) ${order === 'asc' ? '>' : '<'} ($2::timestamptz, $3::uuid) order by at ${order}, id ${order} limit $4`,
  )
const forCustomers = statement('support.timeline_public', 'public', 'asc')
const forStaff = statement('support.timeline_all', 'true', 'desc')
const first = ['-infinity', '00000000-0000-0000-0000-000000000000'] as const
const last = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const

export interface Entry {
  id: string
  type: string
  at: string
  actor: { id: string | null; name: string; side: 'customer' | 'staff' | 'system' }
  from: string | null
  to: string | null
  text: string
  public: boolean
}

/** Everything that happened: customers the public part, oldest first; staff all of it, newest first. */
export async function timeline(ctx: Ctx, idOrReference: string, query: { cursor?: string; limit: number }): Promise<{ data: Entry[]; nextCursor: string | null }> {
  const ticket = await ticketFor(ctx, idOrReference)
  const staff = readsNotes(ctx, ticket)
  const key = query.cursor === undefined ? (staff ? last : first) : readCursor(query.cursor, 2)
  if (!/^(-?infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00)$/.test(String(key[0])) || !/^[0-9a-f-]{36}$/.test(String(key[1])))
    throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
  const rows = await (staff ? forStaff : forCustomers)(ctx, [ticket.id, key[0], key[1], query.limit + 1])
  const { people } = await facesOf(
    ctx,
    rows.flatMap((r) => (r.type === 'assigned' ? [r.from, r.to] : [])),
  )
  const name = (id: string | null) => (id === null ? null : (people.get(id)?.name ?? null))
  return page(
    rows,
    query.limit,
    (r) => [r.sortKey, r.id],
    (r) => ({
      id: r.id,
      type: r.type,
      at: iso(r.at),
      actor: { id: r.actorId, name: r.actorName, side: r.side },
      from: r.type === 'assigned' ? name(r.from) : r.from,
      to: r.type === 'assigned' ? name(r.to) : r.to,
      text: sentence(r, ticket.kind, staff, name),
      public: r.public,
    }),
  )
}

const said = (text: unknown, otherwise = ''): string => (typeof text === 'string' ? text : otherwise)
const quote = (text: unknown): string => `“${said(text)}”`
const words = (text: string): string => text.replaceAll('_', ' ')

/** The entry as one sentence for the reader. The reason of a change is for staff, except the customer's own. */
function sentence(e: Row, kind: Kind, staff: boolean, name: (id: string | null) => string | null): string {
  const who = e.side === 'system' ? 'Manifold' : e.actorName
  const why = e.reason && (staff || e.side === 'customer') ? ` ${/[.!?]$/.test(e.reason) ? e.reason : `${e.reason}.`}` : ''
  const data = e.data ?? {}
  const status = (s: string | null) => statusLabel(s as Status, kind, staff)
  switch (e.type) {
    case 'created':
      return `${who} opened this ${words(kind)}.`
    case 'message':
      return e.side === 'customer' ? `${who} wrote a message.` : `${who} answered.`
    case 'note':
      return `${who} wrote an internal note.`
    case 'status':
      if (e.from === 'resolved' && e.to === 'open') return `${who} re-opened it.${why}`
      return `${who} changed the status from ${status(e.from)} to ${status(e.to)}.${why}`
    case 'priority':
      return `${who} changed the priority from ${e.from} to ${e.to}.${why}`
    case 'assigned': {
      const to = name(e.to) ?? (data.name as string | null)
      if (!to) return `${who} gave it back to the queue.${why}`
      if (data.how === 'taken') return `${to} took it.`
      return e.side === 'system' ? `Assigned to ${to}.` : `${who} assigned it to ${to}.${staff ? why : ''}`
    }
    case 'team':
      return `${who} moved it from ${said(data.from, 'no team')} to ${said(data.to, 'no team')}.${why}`
    case 'category':
      return `${who} changed the category from ${said(data.from)} to ${said(data.to)}.${why}`
    case 'subject':
      return `${who} changed the subject to ${quote(e.to)}.`
    case 'tags':
      return `${who} changed the tags to ${e.to === '' ? 'none' : e.to}.`
    case 'related':
      return e.to === null ? `${who} removed what it is about.` : `${who} said what it is about.`
    case 'fields':
      return `${who} corrected the answers.`
    case 'terms':
      return `The promises changed.${why}`
    case 'triage':
      return `${who} recorded the leak as ${e.to}.`
    case 'attended':
      return `${who} marked that we are on site.`
    case 'prevented':
      return `${who} marked that it is safe.`
    case 'acknowledged':
      return `${who} took charge of the emergency.`
    case 'suspected':
      return `This sounds like a gas leak: ${quote(data.phrase)}. Somebody has to look.`
    case 'rated':
      return e.from === null ? `${who} rated it ${e.to} of 5.` : `${who} changed the rating from ${e.from} to ${e.to} of 5.`
    case 'rating_requested':
      return 'We asked how it went.'
    case 'merged':
      return `${who} merged ${data.direction === 'in' ? `${said(data.reference, 'another ticket')} into this` : `it into ${said(data.reference, 'another ticket')}`}.`
    case 'unmerged':
      return `${who} took the merge with ${said(data.reference, 'another ticket')} back.`
    case 'followed_up':
      return e.to === null ? `Continues ${said(data.reference)}.` : `Continued in ${said(data.reference)}.`
    case 'split':
      return `${who} split ${data.direction === 'out' ? `${said(data.reference, 'a part')} off` : `it from ${said(data.reference, 'another ticket')}`}.`
    case 'linked':
      return `${who} linked ${said(data.reference, 'another ticket')} as ${words(said(data.linkType, 'related'))}.`
    case 'unlinked':
      return `${who} removed the link to ${said(data.reference, 'another ticket')}.`
    case 'snoozed':
      return `${who} put it to sleep until ${e.to ?? 'later'}.`
    case 'unsnoozed':
      return 'It woke up.'
    case 'claimed':
      return `${who} claimed this report.`
    case 'rule':
      return `The rule ${quote(data.rule ?? e.to)} changed it.${why}`
    case 'escalated':
      return `It was escalated.${why}`
    case 'sla':
      return `${who} noted a clock.${why}`
    default:
      return `${who}: ${words(e.type)}.${why}`
  }
}
