import { audit } from '#platform/audit'
import { actingAs, inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { system } from '#platform/access'
import { days } from '#platform/time'
import { addNote, change, emitTicket, lockTicket, lockTwo, moveTicket, sameCustomer, ticketFor, type Ticket } from '#core/support'
import { refuse } from './refusals.ts'
import { staffOf } from './together.ts'

/** How long a merge can be undone. */
const UNDO = 30 * days

interface Moved {
  messages: { id: string; n: number }[]
  notes: { id: string; n: number }[]
  /** The message of the target that holds the description of the source. */
  descriptionId: string | null
  attachments: string[]
  followers: string[]
  rating: boolean
}
const moveTexts = write<{ messages: Moved['messages'] | null; notes: Moved['notes'] | null }>(
  'desk.merge_texts',
  // Messages and notes are numbered together: those that come are numbered on, in the order they had.
  `with all_of as (select id, n, row_number() over (order by n) + $3::int + 1 as next from (select id, n from support.messages where ticket_id = $1 union all select id, n from support.notes where ticket_id = $1) x),
        ms as (update support.messages s set ticket_id = $2, n = a.next from all_of a where s.id = a.id and s.ticket_id = $1 returning s.id, a.n),
        ns as (update support.notes s set ticket_id = $2, n = a.next from all_of a where s.id = a.id and s.ticket_id = $1 returning s.id, a.n)
   select (select json_agg(ms) from ms) messages, (select json_agg(ns) from ns) notes`,
)
const putDescription = write<{ id: string }>(
  'desk.merge_description',
  `insert into support.messages (ticket_id, requester_id, n, author_id, author_name, side, body, channel, created_at)
   select $2, s.requester_id, $3, s.requester_id, coalesce($4, 'Customer'), 'customer', s.subject || E'\\n\\n' || s.description, s.channel, s.created_at from support.tickets s where s.id = $1 returning id`,
)
const moveFiles = write<{ id: string }>(
  'desk.merge_files',
  `update support.attachments set ticket_id = $2, message_id = case when message_id is null and note_id is null then $3::uuid else message_id end where ticket_id = $1 returning media_id id`,
)
const moveFollowers = write<{ id: string }>(
  'desk.merge_followers',
  `insert into support.followers (ticket_id, person_id, at) select $2, person_id, $3 from (select person_id from support.followers where ticket_id = $1 union select assignee_id from support.tickets where id = $1 and assignee_id is not null) p
   on conflict do nothing returning person_id id`,
)
const putLink = write('desk.merge_link', `insert into support.links (ticket_id, other_id, type, created_by_id, at) values ($1, $2, 'merged', $3, $4) on conflict do nothing`)
const dropLink = write('desk.merge_unlink', `delete from support.links where ticket_id = $1 and other_id = $2 and type = 'merged'`)
const putMerge = write('desk.put_merge', `insert into desk.merges (source_id, target_id, same_requester, moved, by_id, at) values ($1, $2, $3, $4::jsonb, $5, $6)`)
const lastMerge = read<{ id: string; targetId: string; same: boolean; moved: Moved; at: Date }>(
  'desk.last_merge',
  `select id, target_id "targetId", same_requester same, moved, at from desk.merges where source_id = $1 and undone_at is null`,
)
const undone = write('desk.merge_undone', `update desk.merges set undone_at = $2 where id = $1`)
const heirs = read<{ id: string; reference: string; requesterId: string | null }>(
  'desk.merged_into',
  `select id, reference, requester_id "requesterId" from support.tickets where merged_into_id = $1 order by id`,
)
const transcript = read<{ at: Date; who: string; body: string }>(
  'desk.transcript',
  `select created_at at, author_name who, body from support.messages where ticket_id = $1 order by n desc limit 50`,
)
const nameOf = read<{ name: string | null }>(
  'desk.requester_name',
  `select coalesce(p.name, t.requester_name) "name" from support.tickets t left join users.people p on p.id = t.requester_id where t.id = $1`,
)

/**
 * Merges a ticket into another one. Both rows are locked in the order of their ids, so of two merges in opposite directions one wins and the
 * other is refused; only a ticket that is itself not merged can take another in, so there are no cycles.
 *
 * Of the same customer: messages, notes and files move, and the customer sees one conversation. Of different customers: each keeps their own
 * conversation and never learns of the other; staff find the text of the merged one as an internal note.
 */
export const mergeTickets = (ctx: Ctx, idOrReference: string, intoId: string): Promise<Ticket> =>
  inTransaction(ctx, async (tx) => {
    const [source, target] = await lockTwo(tx, idOrReference, intoId, 'support.ticket.merge')
    staffOf(tx, source)
    staffOf(tx, target)
    if (source.id === target.id) throw refuse.merge_self()
    if (source.mergedIntoId !== null || target.mergedIntoId !== null)
      throw refuse.merge_cycle({
        detail: source.mergedIntoId !== null ? 'This ticket is merged into another one already.' : 'The other ticket is itself merged into another one. Merge into that one.',
      })
    if (source.emergency) throw refuse.merge_emergency()
    if (target.status === 'closed' || target.status === 'cancelled') throw refuse.merge_ended()
    const at = tx.now()
    const same = sameCustomer(source, target)
    let after = target
    const moved: Moved = { messages: [], notes: [], descriptionId: null, attachments: [], followers: [], rating: false }
    const [who] = await nameOf(tx, [source.id])
    if (same) {
      const texts = (await moveTexts(tx, [source.id, target.id, target.messageVersion]))[0]!
      moved.messages = texts.messages ?? []
      moved.notes = texts.notes ?? []
      moved.descriptionId = (await putDescription(tx, [source.id, target.id, target.messageVersion + 1, who!.name]))[0]!.id
      moved.attachments = (await moveFiles(tx, [source.id, target.id, moved.descriptionId])).map((f) => f.id)
      moved.rating = target.rating === null && source.rating !== null
    } else {
      const said = (await transcript(tx, [source.id])).reverse().map((m) => `${m.who}, ${m.at.toISOString()}:\n${m.body}`)
      const body = [
        `${source.reference} of ${who!.name ?? 'a guest'} was merged into this ticket. Its customer keeps a conversation of their own there and does not see this one.`,
        `${source.subject}\n${source.description}`,
        ...said,
      ]
        .join('\n\n')
        .slice(0, 20_000)
      after = (await addNote(tx, after, { body })).ticket
    }
    moved.followers = (await moveFollowers(tx, [source.id, target.id, at])).map((f) => f.id)
    await putLink(tx, [target.id, source.id, tx.actor.id, at])
    await putMerge(tx, [source.id, target.id, same, JSON.stringify(moved), tx.actor.id, at])
    const gone = await change(tx, source, {
      set: { mergedIntoId: target.id, snoozedUntil: null },
      events: [{ type: 'merged', to: target.id, data: { reference: target.reference }, public: same }],
    })
    after = await change(tx, after, {
      set: same
        ? {
            messageVersion: target.messageVersion + 1 + moved.messages.length + moved.notes.length,
            messagesCount: target.messagesCount + 1 + moved.messages.length,
            notesCount: target.notesCount + moved.notes.length,
            tags: [...new Set([...target.tags, ...source.tags])].toSorted(),
            lastMessageAt: latest(target.lastMessageAt, source.lastMessageAt),
            lastCustomerMessageAt: latest(target.lastCustomerMessageAt, source.lastCustomerMessageAt),
            ...(moved.rating ? { rating: source.rating, feedback: source.feedback, ratedAt: source.ratedAt } : {}),
          }
        : { tags: [...new Set([...after.tags, ...source.tags])].toSorted() },
      // `merged` in a timeline means that the ticket is gone; the one that stays has a link.
      events: [{ type: 'linked', to: source.id, data: { reference: source.reference, how: 'merged' }, public: same }],
    })
    await audit(tx, { action: 'ticket.merged', noun: 'ticket', nounId: source.id, subjectId: source.requesterId, after: { into: target.reference, sameCustomer: same } })
    await emitTicket(tx, 'ticket.merged', gone, { intoId: target.id, intoReference: target.reference }, 'staff')
    await emitTicket(tx, 'ticket.changed', gone, { what: ['merged'] }, same ? 'public' : 'staff')
    await emitTicket(tx, 'ticket.changed', after, { what: ['merged', 'tags'] }, same ? 'public' : 'staff')
    return after
  })

const latest = (a: Date | null, b: Date | null): Date | null => (a === null ? b : b === null ? a : a > b ? a : b)

const moveBack = write(
  'desk.unmerge_texts',
  `with was as (select * from jsonb_to_recordset($3::jsonb) as w(id uuid, n int)),
        m as (update support.messages s set ticket_id = $1, n = w.n from was w where s.id = w.id and s.ticket_id = $2),
        n as (update support.notes s set ticket_id = $1, n = w.n from was w where s.id = w.id and s.ticket_id = $2)
   update support.attachments set ticket_id = $1, message_id = case when message_id = $5::uuid then null else message_id end where media_id = any($4::uuid[]) and ticket_id = $2`,
)
const dropMessage = write('desk.unmerge_description', `delete from support.messages where id = $1 and ticket_id = $2`)
const dropFollowers = write('desk.unmerge_followers', `delete from support.followers where ticket_id = $1 and person_id = any($2::uuid[])`)
const counts = read<{ messages: number; notes: number }>(
  'desk.text_counts',
  `select (select count(*)::int from support.messages where ticket_id = $1) messages, (select count(*)::int from support.notes where ticket_id = $1) notes`,
)

/** Undoes a merge: what moved goes back with the numbers it had; what was written in the target since stays there. For 30 days. */
export const unmergeTicket = (ctx: Ctx, idOrReference: string): Promise<Ticket> =>
  inTransaction(ctx, async (tx) => {
    const seen = await lockTicketPeek(tx, idOrReference)
    if (seen.mergedIntoId === null) throw refuse.not_merged()
    const [source, target] = await lockTwo(tx, seen.id, seen.mergedIntoId, 'support.ticket.merge')
    const [merge] = await lastMerge(tx, [source.id])
    if (source.mergedIntoId === null || !merge) throw refuse.not_merged()
    if (merge.at.getTime() < tx.now().getTime() - UNDO) throw refuse.merge_too_late()
    // Texts that came to the target from here have moved on with it.
    if (target.mergedIntoId !== null) throw refuse.merge_followed({ detail: `${target.reference} was merged into another ticket since. Undo that first.` })
    const { moved, same } = merge
    if (same) {
      await moveBack(tx, [source.id, target.id, JSON.stringify([...moved.messages, ...moved.notes]), moved.attachments, moved.descriptionId])
      if (moved.descriptionId) await dropMessage(tx, [moved.descriptionId, target.id])
    }
    await dropFollowers(tx, [target.id, moved.followers])
    await dropLink(tx, [target.id, source.id])
    await undone(tx, [merge.id, tx.now()])
    const [left] = await counts(tx, [target.id])
    const back = await change(tx, source, { set: { mergedIntoId: null }, events: [{ type: 'unmerged', from: target.id, data: { reference: target.reference }, public: same }] })
    const after = await change(tx, target, {
      set: { messagesCount: left!.messages, notesCount: left!.notes, ...(moved.rating ? { rating: null, feedback: null, ratedAt: null } : {}) },
      events: [{ type: 'unlinked', to: source.id, data: { reference: source.reference, how: 'merged' }, public: same }],
    })
    await audit(tx, { action: 'ticket.unmerged', noun: 'ticket', nounId: source.id, subjectId: source.requesterId, before: { into: target.reference } })
    await emitTicket(tx, 'ticket.unmerged', back, { fromId: target.id, fromReference: target.reference }, 'staff')
    await emitTicket(tx, 'ticket.changed', back, { what: ['merged'] }, same ? 'public' : 'staff')
    await emitTicket(tx, 'ticket.changed', after, { what: ['merged'] }, same ? 'public' : 'staff')
    return back
  })

// The target is not known before the source was read, and both have to be locked in order.
const lockTicketPeek = async (tx: Tx, idOrReference: string): Promise<Ticket> => {
  const ticket = await ticketFor(tx, idOrReference, 'support.ticket.merge')
  staffOf(tx, ticket)
  return ticket
}

/**
 * Subscriber: the ticket that took others in was resolved, closed or opened again; the merged ones of other customers follow, because those
 * customers have no other way to learn how it ended.
 */
export async function followTarget(tx: Tx, targetId: string, to: 'resolved' | 'closed' | 'open'): Promise<void> {
  const as = actingAs(tx, system())
  for (const { id } of await heirs(tx, [targetId])) {
    const source = await lockTicket(as, id)
    const from = to === 'resolved' ? (['open', 'in_progress', 'waiting_customer'] as const) : (['resolved'] as const)
    if (source.mergedIntoId === targetId && !source.emergency && (from as readonly string[]).includes(source.status))
      await moveTicket(as, source, to, { reason: 'The ticket that it was merged into' })
  }
}
