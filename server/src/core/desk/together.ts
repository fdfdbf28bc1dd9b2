import { userId } from '#platform/access'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import type { EventOf } from '#platform/events'
import { addJob } from '#platform/jobs'
import { system } from '#platform/access'
import { actingAs } from '#platform/db'
import { common } from '#platform/problems'
import { change, emitTicket, lockTicket, sideOf, tellStaff, ticketFor, type Ticket } from '#core/support'
import { refuse } from './refusals.ts'

/** Staff only: whoever is the customer of a ticket, also when they work here, has no part in what staff do around it. */
export function staffOf(ctx: Ctx, ticket: Ticket): void {
  if (ctx.actor.kind === 'system') return
  if (sideOf(ctx.actor, ticket) === 'customer') throw common.not_allowed()
}

// ─── Following ───────────────────────────────────────────────────────────────────────────────────────────────────

const follow = write(
  'desk.follow',
  `insert into support.followers (ticket_id, person_id, at) select $1, p, $3 from unnest($2::uuid[]) p where exists (select 1 from users.people u where u.id = p and u.staff) on conflict do nothing`,
)
const unfollow = write('desk.unfollow', `delete from support.followers where ticket_id = $1 and person_id = $2`)

export const setFollowing = (ctx: Ctx, idOrReference: string, following: boolean): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const ticket = await ticketFor(tx, idOrReference)
    staffOf(tx, ticket)
    if (following) await follow(tx, [ticket.id, [userId(tx.actor)], tx.now()])
    else await unfollow(tx, [ticket.id, userId(tx.actor)])
  })
/** Whoever is named in a note follows the ticket from then on. */
export const followMentioned = async (tx: Tx, event: EventOf<'ticket.noted'>): Promise<void> => {
  if (event.payload.mentions.length > 0) await follow(tx, [event.payload.ticketId, event.payload.mentions, tx.now()])
}

// ─── Who looks ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A heartbeat comes every 15 seconds; two may be lost. */
const EXPIRES = 40_000
type Field = 'reply' | 'note' | null
interface Viewer {
  id: string
  name: string
  field: Field
}
const look = write<{ fresh: boolean; was: Field }>(
  'desk.look',
  `insert into support.presence (ticket_id, person_id, name, field, until) values ($1, $2, $3, $4, $5)
   on conflict (ticket_id, person_id) do update set name = excluded.name, field = excluded.field, until = excluded.until
   returning old.until is null or old.until <= $6::timestamptz fresh, old.field was`,
)
const leave = write<{ id: string }>('desk.leave', `delete from support.presence where ticket_id = $1 and person_id = $2 returning person_id id`)
const viewers = read<Viewer>('desk.viewers', `select person_id id, name, field from support.presence where ticket_id = $1 and until > $2 order by name, person_id`)
const expired = write<{ ticketId: string }>('desk.presence_expired', `delete from support.presence where until <= $1 returning ticket_id "ticketId"`)

const tellViewers = async (tx: Tx, ticket: Ticket): Promise<Viewer[]> => {
  const now = await viewers(tx, [ticket.id, tx.now()])
  await tellStaff(tx, 'ticket.viewing', ticket, { viewers: now })
  return now
}

/** Says that the actor looks at the ticket, and which field they write in. Answers who else does; tells the others when that changed. */
export const heartbeat = (ctx: Ctx, idOrReference: string, field: Field): Promise<Viewer[]> =>
  inTransaction(ctx, async (tx) => {
    const ticket = await ticketFor(tx, idOrReference)
    staffOf(tx, ticket)
    const now = tx.now()
    const [mine] = await look(tx, [ticket.id, userId(tx.actor), tx.actor.name, field, new Date(now.getTime() + EXPIRES), now])
    const all = mine!.fresh || mine!.was !== field ? await tellViewers(tx, ticket) : await viewers(tx, [ticket.id, now])
    return all.filter((v) => v.id !== tx.actor.id)
  })

export const leaveTicket = (ctx: Ctx, idOrReference: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const ticket = await ticketFor(tx, idOrReference)
    const [gone] = await leave(tx, [ticket.id, userId(tx.actor)])
    if (gone) await tellViewers(tx, ticket)
  })

/** Sweep: forgets whoever went away without a word, and tells those who stayed. */
export const expirePresence = (ctx: Ctx): Promise<void> =>
  inTransaction({ ...ctx, actor: system() }, async (tx) => {
    const gone = await expired(tx, [tx.now()])
    for (const id of new Set(gone.map((g) => g.ticketId))) {
      const ticket = await ticketFor(tx, id).catch(() => undefined)
      if (ticket) await tellViewers(tx, ticket)
    }
  })

// ─── Drafts ──────────────────────────────────────────────────────────────────────────────────────────────────────

const saveDraftRow = write(
  'desk.save_draft',
  `insert into support.drafts (ticket_id, person_id, kind, body, seen_version, saved_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (ticket_id, person_id, kind) do update set body = excluded.body, seen_version = excluded.seen_version, saved_at = excluded.saved_at`,
)
const dropDraft = write('desk.drop_draft', `delete from support.drafts where ticket_id = $1 and person_id = $2 and ($3::text is null or kind = $3::text)`)

/** Keeps what is being written; one draft of a reply and one of a note for each person and ticket. An empty text is none. */
export const saveDraft = (ctx: Ctx, idOrReference: string, draft: { kind: 'reply' | 'note'; body: string; seenVersion: number }): Promise<Date> =>
  inTransaction(ctx, async (tx) => {
    const ticket = await ticketFor(tx, idOrReference)
    staffOf(tx, ticket)
    if (draft.body.trim() === '') await dropDraft(tx, [ticket.id, userId(tx.actor), draft.kind])
    else await saveDraftRow(tx, [ticket.id, userId(tx.actor), draft.kind, draft.body, draft.seenVersion, tx.now()])
    return tx.now()
  })
export const deleteDraft = (ctx: Ctx, idOrReference: string, kind: 'reply' | 'note' | null): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const ticket = await ticketFor(tx, idOrReference)
    await dropDraft(tx, [ticket.id, userId(tx.actor), kind])
  })
/** What was sent is no draft any more. */
export async function dropSentDraft(tx: Tx, ticketId: string, authorId: string | null, kind: 'reply' | 'note'): Promise<void> {
  if (authorId !== null) await dropDraft(tx, [ticketId, authorId, kind])
}

// ─── Asleep ──────────────────────────────────────────────────────────────────────────────────────────────────────

declare module '#platform/jobs' {
  interface Jobs {
    'desk.wake': { ticketId: string; until: string }
  }
}

/** Puts a ticket to sleep until an instant, or wakes it (`null`). A reply of the customer wakes it too; its clocks run on. */
export const snooze = (ctx: Ctx, idOrReference: string, until: Date | null): Promise<Ticket> =>
  inTransaction(ctx, async (tx) => {
    const ticket = await lockTicket(tx, idOrReference, 'support.ticket.edit')
    staffOf(tx, ticket)
    if (until === null) return ticket.snoozedUntil === null ? ticket : wakeLocked(tx, ticket)
    if (until <= tx.now()) throw refuse.snooze_past({ errors: [{ path: 'until', message: 'must lie in the future' }] })
    if (ticket.status === 'closed' || ticket.status === 'cancelled' || ticket.emergency)
      throw common.illegal_move({ detail: ticket.emergency ? 'An emergency does not sleep.' : 'This ticket has ended.' })
    const after = await change(tx, ticket, { set: { snoozedUntil: until, snoozedById: tx.actor.id }, events: [{ type: 'snoozed', to: until.toISOString(), public: false }] })
    await addJob(tx, 'desk.wake', { ticketId: ticket.id, until: until.toISOString() }, { key: `wake:${ticket.id}`, runAt: until })
    await emitTicket(tx, 'ticket.changed', after, { what: ['snoozed'] }, 'staff')
    return after
  })

async function wakeLocked(tx: Tx, ticket: Ticket): Promise<Ticket> {
  const after = await change(tx, ticket, { set: { snoozedUntil: null, snoozedById: null }, events: [{ type: 'unsnoozed', public: false }] })
  await emitTicket(tx, 'ticket.woken', after, { snoozedById: ticket.snoozedById }, 'staff')
  await emitTicket(tx, 'ticket.changed', after, { what: ['snoozed'] }, 'staff')
  return after
}

/** Job: the time has come, unless the ticket was woken or sent to sleep again meanwhile. */
export const wake = (ctx: Ctx, { ticketId, until }: { ticketId: string; until: string }): Promise<void> =>
  inTransaction(actingAs(ctx, system()), async (tx) => {
    const ticket = await lockTicket(tx, ticketId)
    if (ticket.snoozedUntil?.toISOString() === until) await wakeLocked(tx, ticket)
  })

// ─── Links ───────────────────────────────────────────────────────────────────────────────────────────────────────

export const linkTypes = ['parent', 'child', 'related', 'duplicate'] as const
export type LinkType = (typeof linkTypes)[number]
const putLink = write('desk.link', `insert into support.links (ticket_id, other_id, type, created_by_id, at) values ($1, $2, $3, $4, $5)`)
const linksBetween = read<{ type: string; ticketId: string }>(
  'desk.links_between',
  `select type, ticket_id "ticketId" from support.links where (ticket_id = $1 and other_id = $2) or (ticket_id = $2 and other_id = $1)`,
)
const dropLinks = write<{ id: string }>(
  'desk.unlink',
  `delete from support.links where type <> 'merged' and ((ticket_id = $1 and other_id = $2) or (ticket_id = $2 and other_id = $1)) returning id`,
)

/** Links two tickets: `type` says what the other one is to this one. Each pair is linked once in each way. */
export const link = (ctx: Ctx, idOrReference: string, otherId: string, type: LinkType): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [ticket, other] = [await ticketFor(tx, idOrReference, 'support.ticket.edit'), await ticketFor(tx, otherId)]
    staffOf(tx, ticket)
    if (ticket.id === other.id) throw refuse.link_self()
    // Both rows are locked, so that the same link from both ends at once is made once.
    for (const id of [ticket.id, other.id].toSorted()) await lockTicket(tx, id)
    const stored = type === 'child' ? 'parent' : type
    if ((await linksBetween(tx, [ticket.id, other.id])).some((l) => l.type === stored)) throw refuse.link_exists()
    const [a, b] = type === 'parent' ? [other.id, ticket.id] : [ticket.id, other.id]
    await putLink(tx, [a, b, stored, tx.actor.id, tx.now()])
    await linked(tx, ticket.id, other, 'linked', type)
    await linked(tx, other.id, ticket, 'linked', type === 'parent' ? 'child' : type === 'child' ? 'parent' : type)
  })

export const unlink = (ctx: Ctx, idOrReference: string, otherId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [ticket, other] = [await ticketFor(tx, idOrReference, 'support.ticket.edit'), await ticketFor(tx, otherId)]
    staffOf(tx, ticket)
    for (const id of [ticket.id, other.id].toSorted()) await lockTicket(tx, id)
    if ((await dropLinks(tx, [ticket.id, other.id])).length === 0) throw refuse.link_missing()
    await linked(tx, ticket.id, other, 'unlinked', null)
    await linked(tx, other.id, ticket, 'unlinked', null)
  })

async function linked(tx: Tx, id: string, other: Ticket, type: 'linked' | 'unlinked', how: string | null): Promise<void> {
  const after = await change(tx, await lockTicket(tx, id), { events: [{ type, to: other.id, data: { reference: other.reference, how }, public: false }] })
  await emitTicket(tx, 'ticket.changed', after, { what: ['links'] }, 'staff')
}

// ─── Read ────────────────────────────────────────────────────────────────────────────────────────────────────────

const staffRead = write(
  'desk.staff_read',
  `insert into support.reads (ticket_id, person_id, seen, at) values ($1, $2, $3, $4) on conflict (ticket_id, person_id) do update set seen = greatest(reads.seen, excluded.seen), at = excluded.at`,
)
const customerRead = write(
  'desk.customer_read',
  `with m as (update support.messages set read_at = $3 where ticket_id = $1 and side <> 'customer' and read_at is null and n <= $2) update support.tickets set requester_seen = greatest(requester_seen, $2) where id = $1`,
)
const customersRead = write('desk.messages_read', `update support.messages set read_at = $2 where ticket_id = $1 and side = 'customer' and read_at is null`)

/** Marks everything that is there now as read by the actor. The other side sees when its messages were first read. Changes no version. */
export const markRead = (ctx: Ctx, idOrReference: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const ticket = await ticketFor(tx, idOrReference)
    if (sideOf(tx.actor, ticket) === 'customer') await customerRead(tx, [ticket.id, ticket.messageVersion, tx.now()])
    else {
      await staffRead(tx, [ticket.id, userId(tx.actor), ticket.messageVersion, tx.now()])
      await customersRead(tx, [ticket.id, tx.now()])
    }
  })
