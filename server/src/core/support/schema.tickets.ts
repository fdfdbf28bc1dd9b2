import { sql } from 'drizzle-orm'
import { bigint, boolean, check, doublePrecision, index, integer, jsonb, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#platform/schema'
import { personId, teamId } from '#core/users'
import { categories, slaTerms, support } from './schema.setup.ts'
import { channels, kinds, priorities, statuses } from './words.ts'

/** The ticket, its conversation and its timeline. */

export interface Contact {
  name: string
  phone?: string
  email?: string
}

/** Tickets that somebody still works on; the queue's indexes hold only these. Write it in a query exactly so. */
export const ACTIVE = `status in ('open', 'in_progress', 'waiting_customer')`
const active = sql.raw(ACTIVE)

export const tickets = support.table(
  'tickets',
  {
    id: id(),
    /** `TKT-` and six of 2–9, A–Z without O and I. */
    reference: text().notNull().unique('one_reference'),
    /** Null for a guest who has not claimed it. */
    requesterId: personId(),
    contact: jsonb().$type<Contact>(),
    /** Only where there is no person: a guest, an imported name. */
    requesterName: text(),
    /** Short locality, for lists. */
    place: text(),
    categoryId: uuid()
      .notNull()
      .references(() => categories.id),
    line: text().notNull(),
    kind: text({ enum: kinds }).notNull(),
    subject: text().notNull(),
    description: text().notNull(),
    status: text({ enum: statuses }).notNull().default('open'),
    priority: text({ enum: priorities }).notNull(),
    assigneeId: personId(),
    teamId: teamId(),
    channel: text({ enum: channels }).notNull().default('portal'),
    createdByStaff: boolean().notNull().default(false),
    relatedType: text(),
    relatedId: text(),
    lat: doublePrecision(),
    lng: doublePrecision(),
    address: text(),
    fields: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    tags: text().array().notNull().default([]),
    emergency: boolean().notNull().default(false),
    triage: text({ enum: ['uncontrolled', 'controlled'] }),
    /** Counts every change: the ETag. */
    version: integer().notNull().default(1),
    /** The number (`n`) of the last message or note; they are numbered together. */
    messageVersion: integer().notNull().default(0),
    /** The number of the last public message that staff or the system wrote; the requester has unread ones while theirs is below. */
    publicVersion: integer().notNull().default(0),
    /** Up to which number the requester has read. */
    requesterSeen: integer().notNull().default(0),
    messagesCount: integer().notNull().default(0),
    notesCount: integer().notNull().default(0),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    lastMessageAt: instant(),
    lastCustomerMessageAt: instant(),
    firstRespondedAt: instant(),
    firstResolvedAt: instant(),
    resolvedAt: instant(),
    closedAt: instant(),
    cancelledAt: instant(),
    /** With an owner: since when. Without one: when somebody gave it back on purpose, so that the queue does not hand it out by itself. */
    assignedAt: instant(),
    /** Since when the ball is with the customer. */
    waitingSince: instant(),
    snoozedUntil: instant(),
    snoozedById: personId(),
    mergedIntoId: uuid(),
    splitFromId: uuid(),
    /** The closed ticket that a late reply continued. */
    followsId: uuid(),
    reopenCount: integer().notNull().default(0),
    termsId: uuid().references(() => slaTerms.id),
    // The most urgent open clock, copied here so that the queue sorts and filters by it without a join. `changeClocks` alone writes these.
    slaState: text({ enum: ['running', 'at_risk', 'breached', 'paused', 'met', 'none'] })
      .notNull()
      .default('none'),
    slaKind: text({ enum: ['first_response', 'next_response', 'resolution', 'attend', 'prevent'] }),
    slaTurn: integer(),
    slaStartedAt: instant(),
    slaDueAt: instant(),
    /** The queue's order, smallest first: emergencies, then by the next due instant (so breached ones first), paused, without a clock, ended. See `urgencyOf`. */
    urgency: bigint({ mode: 'number' }).notNull().default(4_000_000_000_000_000),
    rating: smallint(),
    feedback: text(),
    ratedAt: instant(),
    ratingRequestedAt: instant(),
    /** Request and reminders sent so far. */
    ratingRequests: smallint().notNull().default(0),
    submissionKey: text(),
    claimTokenHash: text(),
  },
  (t) => [
    uniqueIndex('one_submission')
      .on(t.submissionKey)
      .where(sql`submission_key is not null`),
    index('tickets_own').on(t.requesterId, t.createdAt, t.id),
    index('tickets_queue').on(t.urgency, t.id),
    index('tickets_team_queue').on(t.teamId, t.urgency, t.id).where(active),
    index('tickets_assignee_queue').on(t.assigneeId, t.urgency, t.id).where(active),
    index('tickets_unassigned')
      .on(t.teamId, t.urgency, t.id)
      .where(sql`assignee_id is null and assigned_at is null and status in ('open', 'in_progress')`),
    index('tickets_due')
      .on(sql`coalesce(sla_due_at, 'infinity')`, t.id)
      .where(active),
    // The queue narrowed by what staff narrow it by most: few rows to sort, or the order itself.
    index('tickets_active_queue').on(t.urgency, t.id).where(active),
    index('tickets_unowned')
      .on(t.urgency, t.id)
      .where(sql`assignee_id is null and ${active}`),
    index('tickets_priority_queue').on(t.priority, t.urgency, t.id).where(active),
    index('tickets_sla_queue').on(t.slaState, t.urgency, t.id).where(active),
    index('tickets_active_created').on(t.createdAt, t.id).where(active),
    index('tickets_status_created').on(t.status, t.createdAt, t.id),
    index('tickets_created').on(t.createdAt, t.id),
    index('tickets_updated').on(t.updatedAt, t.id),
    index('tickets_category').on(t.categoryId, t.createdAt),
    index('tickets_assignee').on(t.assigneeId, t.createdAt),
    index('tickets_resolved')
      .on(t.resolvedAt)
      .where(sql`status = 'resolved'`),
    index('tickets_rated')
      .on(t.ratedAt)
      .where(sql`rating is not null`),
    index('tickets_unrated')
      .on(t.resolvedAt)
      .where(sql`status in ('resolved', 'closed') and rating is null and rating_requests < 3`),
    index('tickets_related')
      .on(t.relatedType, t.relatedId)
      .where(sql`related_id is not null`),
    index('tickets_tags')
      .using('gin', t.tags)
      .where(sql`tags <> '{}'`),
    index('tickets_snoozed')
      .on(t.snoozedUntil)
      .where(sql`snoozed_until is not null`),
    index('tickets_merged')
      .on(t.mergedIntoId)
      .where(sql`merged_into_id is not null`),
    check('rating_in_range', sql`rating between 1 and 5`),
    check('someone_asked', sql`requester_id is not null or requester_name is not null`),
    check('never_into_itself', sql`merged_into_id <> id`),
    check('emergency_not_merged', sql`not (emergency and merged_into_id is not null)`),
  ],
)

/** A column that points at a ticket. */
export const ticketId = () =>
  uuid()
    .notNull()
    .references(() => tickets.id, { onDelete: 'cascade' })

/** What both sides read. */
export const messages = support.table(
  'messages',
  {
    id: id(),
    ticketId: ticketId(),
    requesterId: uuid(),
    n: integer().notNull(),
    authorId: personId(),
    authorName: text().notNull(),
    side: text({ enum: ['customer', 'staff', 'system'] }).notNull(),
    body: text().notNull(),
    channel: text({ enum: channels }).notNull(),
    createdAt: createdAt(),
    /** When the other side first read it. */
    readAt: instant(),
    /** Identity of a message that came from outside (Message-ID), so that it lands once. */
    sourceKey: text(),
  },
  (t) => [
    uniqueIndex('one_message_number').on(t.ticketId, t.n),
    uniqueIndex('one_message_source')
      .on(t.sourceKey)
      .where(sql`source_key is not null`),
  ],
)

/** What only staff read. A table of its own, so that no query for a customer can reach it. */
export const notes = support.table(
  'notes',
  {
    id: id(),
    ticketId: ticketId(),
    requesterId: uuid(),
    n: integer().notNull(),
    authorId: personId(),
    authorName: text().notNull(),
    body: text().notNull(),
    mentions: uuid().array().notNull().default([]),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_note_number').on(t.ticketId, t.n)],
)

/** A file of a ticket: of its description (neither), a message or a note. */
export const attachments = support.table(
  'attachments',
  {
    mediaId: uuid().primaryKey(),
    ticketId: ticketId(),
    requesterId: uuid(),
    messageId: uuid().references(() => messages.id, { onDelete: 'cascade' }),
    noteId: uuid().references(() => notes.id, { onDelete: 'cascade' }),
    position: smallint().notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [index('attachments_of').on(t.ticketId), check('one_place', sql`message_id is null or note_id is null`)],
)

/** Everything that happened to a ticket, in order; never changed. The clocks are computed from it. */
export const ticketEvents = support.table(
  'ticket_events',
  {
    id: id(),
    ticketId: ticketId(),
    requesterId: uuid(),
    type: text().notNull(),
    at: instant().notNull(),
    actorId: uuid(),
    actorName: text().notNull(),
    side: text({ enum: ['customer', 'staff', 'system'] }).notNull(),
    from: text(),
    to: text(),
    reason: text(),
    data: jsonb().$type<Record<string, unknown>>(),
    /** Whether the requester may see it. */
    public: boolean().notNull(),
  },
  (t) => [index('ticket_events_of').on(t.ticketId, t.at, t.id)],
)
