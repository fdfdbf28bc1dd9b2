import type pg from 'pg'
import { copyRows } from '#platform/copy'
import type { TicketEvent } from './clocks.ts'
import { weightOf } from './assignment.ts'
import type { Ticket } from './record.ts'
import { ACTIVE, assignments, attachments, emergencies, messages, notes, pages, slaClocks, ticketEvents, tickets } from './schema.ts'
import { clockEvents, clocksOf, slaColumns } from './sla.ts'
import type { Side } from './events.ts'
import { isActive } from './words.ts'

type EventRow = typeof ticketEvents.$inferSelect

export interface Told {
  /** Everything about the ticket that is not derived here. */
  ticket: Omit<
    Ticket,
    | 'slaState'
    | 'slaKind'
    | 'slaTurn'
    | 'slaStartedAt'
    | 'slaDueAt'
    | 'urgency'
    | 'messageVersion'
    | 'publicVersion'
    | 'requesterSeen'
    | 'messagesCount'
    | 'notesCount'
    | 'version'
    | 'updatedAt'
    | 'lastMessageAt'
    | 'lastCustomerMessageAt'
  >
  /** Public and internal, in order of time. */
  said: readonly {
    id: string
    at: Date
    kind: 'message' | 'note'
    side: Side
    authorId: string | null
    authorName: string
    body: string
    channel: Ticket['channel']
    mentions?: readonly string[]
  }[]
  /** The rest of the timeline, in order of time, beginning with `created`. */
  events: readonly Omit<EventRow, 'ticketId' | 'requesterId'>[]
  /** Whether the requester has read the last answer. */
  seen: boolean
  newId: (at: Date) => string
}

/**
 * The rows of a ticket whose whole story is known, for loading many at once: messages are numbered, clocks are derived from the timeline as they would
 * be live, and the copied columns follow from them. The terms that the story names must have been loaded.
 */
export function rowsOf(told: Told, now: Date) {
  const { ticket, said, newId } = told
  const own = { ticketId: ticket.id, requesterId: ticket.requesterId }
  const messageRows: (typeof messages.$inferInsert)[] = []
  const noteRows: (typeof notes.$inferInsert)[] = []
  const saidEvents: Omit<EventRow, 'ticketId' | 'requesterId'>[] = []
  const readAfter = (i: number, side: Side) => said.slice(i + 1).find((s) => s.kind === 'message' && s.side !== side)?.at ?? null
  let publicVersion = 0
  said.forEach((s, i) => {
    const n = i + 1
    const actor = { actorId: s.authorId, actorName: s.authorName, side: s.side, from: null, to: null, reason: null }
    if (s.kind === 'message') {
      if (s.side !== 'customer') publicVersion = n
      const last = s.side !== 'customer' && said.slice(i + 1).every((x) => x.kind === 'note' || x.side !== 'customer')
      messageRows.push({
        id: s.id,
        ...own,
        n,
        authorId: s.authorId,
        authorName: s.authorName,
        side: s.side,
        body: s.body,
        channel: s.channel,
        createdAt: s.at,
        readAt: readAfter(i, s.side) ?? (last && told.seen ? s.at : null),
        sourceKey: null,
      })
      saidEvents.push({ id: newId(s.at), type: 'message', at: s.at, ...actor, to: s.id, data: { n, channel: s.channel, human: true }, public: true })
    } else {
      noteRows.push({ id: s.id, ...own, n, authorId: s.authorId, authorName: s.authorName, body: s.body, mentions: [...(s.mentions ?? [])], createdAt: s.at })
      saidEvents.push({ id: newId(s.at), type: 'note', at: s.at, ...actor, to: s.id, data: { n }, public: false })
    }
  })
  const order = (e: { type: string }) => (e.type === 'created' ? 0 : e.type === 'message' || e.type === 'note' ? 1 : 2)
  const timeline = [...told.events, ...saidEvents].toSorted((a, b) => a.at.getTime() - b.at.getTime() || order(a) - order(b))
  const eventRows = timeline.map((e) => ({ ...e, ...own }))
  const spoken = said.filter((s) => s.kind === 'message')
  const byCustomer = spoken.findLast((s) => s.side === 'customer')
  const clockInput: TicketEvent[] = clockEvents(ticket, timeline)
  const clocks = clocksOf(ticket, clockInput, now.getTime())
  const lastAt = timeline.at(-1)?.at ?? ticket.createdAt
  const row = {
    ...ticket,
    ...slaColumns(ticket, clocks, now),
    messageVersion: said.length,
    publicVersion,
    requesterSeen: told.seen ? publicVersion : Math.max(0, publicVersion - 1),
    messagesCount: messageRows.length,
    notesCount: noteRows.length,
    version: timeline.length,
    updatedAt: lastAt,
    lastMessageAt: spoken.at(-1)?.at ?? ticket.createdAt,
    lastCustomerMessageAt: byCustomer?.at ?? ticket.createdAt,
  } satisfies Ticket
  const clockRows = clocks.map((c) => {
    const notices = c.stoppedAt === null && c.dueAt !== null ? [c.at75, c.at90, c.dueAt].filter((at): at is Date => at !== null && at > now) : []
    return { ...c, id: newId(c.startedAt), nextNoticeAt: notices[0] ?? null } satisfies typeof slaClocks.$inferInsert
  })
  return { row, messageRows, noteRows, eventRows, clockRows, load: isActive(row.status) && row.assigneeId !== null ? weightOf({ priority: row.priority, status: row.status }) : 0 }
}

export interface Batch {
  told: ReturnType<typeof rowsOf>[]
  emergencies: (typeof emergencies.$inferInsert)[]
  pages: (typeof pages.$inferInsert)[]
  assignments: (typeof assignments.$inferInsert)[]
  /** Files of messages; the rows of the files themselves are the media module's. */
  attachments: (typeof attachments.$inferInsert)[]
}

/** Writes a batch through COPY; parents before children. */
export async function copyTickets(client: pg.ClientBase, batch: Batch): Promise<void> {
  const { told } = batch
  await copyRows(
    client,
    tickets,
    told.map((t) => t.row),
  )
  await copyRows(
    client,
    messages,
    told.flatMap((t) => t.messageRows),
  )
  await copyRows(
    client,
    notes,
    told.flatMap((t) => t.noteRows),
  )
  await copyRows(
    client,
    ticketEvents,
    told.flatMap((t) => t.eventRows),
  )
  await copyRows(
    client,
    slaClocks,
    told.flatMap((t) => t.clockRows),
  )
  await copyRows(client, attachments, batch.attachments)
  await copyRows(client, emergencies, batch.emergencies)
  await copyRows(client, pages, batch.pages)
  await copyRows(client, assignments, batch.assignments)
}

/** What everybody carries after tickets were loaded, counted from the tickets. */
export const recountLoads = `insert into support.agent_load (agent_id, load, last_assigned_at)
  select assignee_id, coalesce(sum(case when status = 'waiting_customer' then 0 when priority = 'urgent' then 3 when priority = 'high' then 2 else 1 end) filter (where ${ACTIVE}), 0), max(assigned_at)
  from support.tickets where assignee_id is not null group by 1
  on conflict (agent_id) do update set load = excluded.load, last_assigned_at = excluded.last_assigned_at`
