import { sql } from 'drizzle-orm'
import { bigint, boolean, check, doublePrecision, index, integer, jsonb, pgSchema, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#platform/schema'
import { personId, teamId } from '#core/users'
import type { CalendarVersion } from './calendar.ts'
import { channels, kinds, priorities, statuses, type Priority } from './words.ts'

export const support = pgSchema('support')

// ─── What an administrator sets up ───────────────────────────────────────────────────────────────────────────────

export interface CategoryField {
  key: string
  label: string
  type: 'text' | 'number' | 'date' | 'select' | 'boolean'
  /** Of a select. */
  options?: { value: string; label: string }[]
  required: boolean
  hint?: string
}

/** Working hours under a name. The hours themselves are versions that never change, so that a clock can say by which it was counted. */
export const calendars = support.table('calendars', { id: id(), name: text().notNull(), version: integer().notNull().default(1), createdAt: createdAt() }, (t) => [uniqueIndex('one_calendar_name').on(sql`lower(${t.name})`)])
export const calendarVersions = support.table(
  'calendar_versions',
  {
    id: id(),
    calendarId: uuid()
      .notNull()
      .references(() => calendars.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    timeZone: text().notNull(),
    hours: jsonb().$type<CalendarVersion['hours']>().notNull(),
    holidays: text().array().notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_calendar_version').on(t.calendarId, t.version)],
)

/** Seconds of working time; null promises nothing. */
export interface Target {
  calendarId: string
  firstResponse: number | null
  nextResponse: number | null
  resolution: number | null
}
export type Targets = Record<Priority, Target>

export const slaPolicies = support.table(
  'sla_policies',
  { id: id(), name: text().notNull(), targets: jsonb().$type<Targets>().notNull(), termsId: uuid().notNull(), version: integer().notNull().default(1), createdAt: createdAt() },
  (t) => [uniqueIndex('one_policy_name').on(sql`lower(${t.name})`)],
)
/** A policy as it stood, with the calendar versions pinned; never changes. A ticket's timeline names the terms it is under. */
export const slaTerms = support.table(
  'sla_terms',
  { id: id(), policyId: uuid().notNull(), policyName: text().notNull(), targets: jsonb().$type<Record<Priority, Target & { calendarVersionId: string }>>().notNull(), createdAt: createdAt() },
  (t) => [index('terms_of').on(t.policyId)],
)

export const categories = support.table(
  'categories',
  {
    id: id(),
    key: text().notNull(),
    name: text().notNull(),
    description: text().notNull().default(''),
    icon: text().notNull().default('help'),
    line: text().notNull(),
    kind: text({ enum: kinds }).notNull(),
    active: boolean().notNull().default(true),
    sortOrder: integer().notNull().default(100),
    defaultPriority: text({ enum: priorities }).notNull().default('medium'),
    emergency: boolean().notNull().default(false),
    slaPolicyId: uuid().references(() => slaPolicies.id),
    teamId: teamId(),
    skill: text(),
    fields: jsonb().$type<CategoryField[]>().notNull().default([]),
    /** Safety steps shown before and after an emergency is reported. */
    safetySteps: text().array(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_category_key').on(t.key)],
)

// ─── The ticket ──────────────────────────────────────────────────────────────────────────────────────────────────

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
    uniqueIndex('one_submission').on(t.submissionKey).where(sql`submission_key is not null`),
    index('tickets_own').on(t.requesterId, t.createdAt, t.id),
    index('tickets_queue').on(t.urgency, t.id),
    index('tickets_team_queue').on(t.teamId, t.urgency, t.id).where(active),
    index('tickets_assignee_queue').on(t.assigneeId, t.urgency, t.id).where(active),
    index('tickets_unassigned').on(t.teamId, t.urgency, t.id).where(sql`assignee_id is null and assigned_at is null and status in ('open', 'in_progress')`),
    index('tickets_due').on(sql`coalesce(sla_due_at, 'infinity')`, t.id).where(active),
    index('tickets_created').on(t.createdAt, t.id),
    index('tickets_updated').on(t.updatedAt, t.id),
    index('tickets_category').on(t.categoryId, t.createdAt),
    index('tickets_assignee').on(t.assigneeId, t.createdAt),
    index('tickets_resolved').on(t.resolvedAt).where(sql`status = 'resolved'`),
    index('tickets_unrated').on(t.resolvedAt).where(sql`status in ('resolved', 'closed') and rating is null and rating_requests < 3`),
    index('tickets_related').on(t.relatedType, t.relatedId).where(sql`related_id is not null`),
    index('tickets_tags').using('gin', t.tags).where(sql`tags <> '{}'`),
    index('tickets_snoozed').on(t.snoozedUntil).where(sql`snoozed_until is not null`),
    index('tickets_merged').on(t.mergedIntoId).where(sql`merged_into_id is not null`),
    check('rating_in_range', sql`rating between 1 and 5`),
    check('someone_asked', sql`requester_id is not null or requester_name is not null`),
    check('never_into_itself', sql`merged_into_id <> id`),
    check('emergency_not_merged', sql`not (emergency and merged_into_id is not null)`),
  ],
)

const ticketId = () =>
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
  (t) => [uniqueIndex('one_message_number').on(t.ticketId, t.n), uniqueIndex('one_message_source').on(t.sourceKey).where(sql`source_key is not null`)],
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

// ─── Clocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const slaClocks = support.table(
  'sla_clocks',
  {
    id: id(),
    ticketId: ticketId(),
    requesterId: uuid(),
    kind: text({ enum: ['first_response', 'next_response', 'resolution', 'attend', 'prevent'] }).notNull(),
    /** Which customer turn a next-response clock belongs to; 0 for the others. */
    turn: integer().notNull().default(0),
    /** Null is 24×7 (the emergency clocks). */
    calendarVersionId: uuid().references(() => calendarVersions.id),
    termsId: uuid(),
    targetSeconds: integer().notNull(),
    startedAt: instant().notNull(),
    /** `[{from, to|null}]`, epoch milliseconds. */
    pauses: jsonb().$type<{ from: number; to: number | null }[]>().notNull(),
    stoppedAt: instant(),
    voided: boolean().notNull().default(false),
    /** As of the last event; a running one becomes at risk or breached by time alone. */
    state: text({ enum: ['running', 'paused', 'met', 'breached', 'void'] }).notNull(),
    /** Working seconds used, written when it stopped. */
    usedSeconds: integer(),
    dueAt: instant(),
    at75: instant(),
    at90: instant(),
    /** The next instant at which somebody must be told. */
    nextNoticeAt: instant(),
  },
  (t) => [uniqueIndex('one_clock').on(t.ticketId, t.kind, t.turn), index('clocks_next_notice').on(t.nextNoticeAt).where(sql`next_notice_at is not null`), index('clocks_stopped').on(t.stoppedAt, t.kind).where(sql`stopped_at is not null`)],
)

/** One row, one notice: 75, 90 or 100 per cent of a clock was passed. */
export const slaNotices = support.table(
  'sla_notices',
  {
    clockId: uuid()
      .notNull()
      .references(() => slaClocks.id, { onDelete: 'cascade' }),
    threshold: smallint().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.clockId, t.threshold] })],
)

// ─── Assignment ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What an agent carries: urgent weighs 3, high 2, others 1, waiting 0. Changes in the transaction that changes the ticket. */
export const agentLoad = support.table(
  'agent_load',
  {
    agentId: personId().primaryKey(),
    load: integer().notNull().default(0),
    lastAssignedAt: instant(),
    /** Automatic assignments since `since`, for the ramp after coming online. */
    recent: integer().notNull().default(0),
    since: instant(),
  },
  () => [check('load_not_negative', sql`load >= 0`)],
)

/** Why a ticket went to whom: every decision with its candidates. */
export const assignments = support.table(
  'assignments',
  {
    id: id(),
    ticketId: ticketId(),
    requesterId: uuid(),
    agentId: uuid(),
    teamId: uuid(),
    how: text({ enum: ['created', 'emergency', 'drained', 'redistributed', 'taken', 'released', 'assigned', 'rule'] }).notNull(),
    reason: text().notNull(),
    candidates: jsonb().$type<{ id: string; load: number; capacity: number; eligible: boolean; why: string }[]>().notNull(),
    actorId: uuid(),
    at: instant().notNull(),
  },
  (t) => [index('assignments_of').on(t.ticketId, t.at)],
)

// ─── Emergencies ─────────────────────────────────────────────────────────────────────────────────────────────────

export const emergencies = support.table(
  'emergencies',
  {
    ticketId: uuid()
      .primaryKey()
      .references(() => tickets.id, { onDelete: 'cascade' }),
    requesterId: uuid(),
    triage: text({ enum: ['uncontrolled', 'controlled'] }).notNull(),
    reportedAt: instant().notNull(),
    attendBy: instant().notNull(),
    attendedAt: instant(),
    attendedById: uuid(),
    preventBy: instant().notNull(),
    preventedAt: instant(),
    preventedById: uuid(),
    acknowledgedById: uuid(),
    acknowledgedAt: instant(),
    /** How far up the on-call chain; the next page goes one further. */
    level: integer().notNull().default(0),
    nextPageAt: instant(),
  },
  (t) => [index('emergencies_next_page').on(t.nextPageAt).where(sql`next_page_at is not null`), index('emergencies_reported').on(t.reportedAt)],
)
export const pages = support.table('pages', { id: id(), ticketId: ticketId(), requesterId: uuid(), personId: uuid().notNull(), level: integer().notNull(), at: instant().notNull() }, (t) => [index('pages_of').on(t.ticketId, t.at)])

// ─── Working together ────────────────────────────────────────────────────────────────────────────────────────────

export const followers = support.table('followers', { ticketId: ticketId(), personId: personId().notNull(), at: createdAt() }, (t) => [primaryKey({ columns: [t.ticketId, t.personId] }), index('followed_by').on(t.personId)])

/** One row for each pair and type; `parent` means: `ticketId` is the parent of `otherId`. */
export const links = support.table(
  'links',
  {
    id: id(),
    ticketId: ticketId(),
    otherId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: 'cascade' }),
    type: text({ enum: ['parent', 'related', 'duplicate', 'merged'] }).notNull(),
    createdById: uuid(),
    at: createdAt(),
  },
  (t) => [uniqueIndex('one_link').on(t.ticketId, t.otherId, t.type), index('links_other').on(t.otherId), check('not_to_itself', sql`ticket_id <> other_id`)],
)

export const drafts = support.table(
  'drafts',
  { ticketId: ticketId(), personId: personId().notNull(), kind: text({ enum: ['reply', 'note'] }).notNull(), body: text().notNull(), seenVersion: integer().notNull(), savedAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.ticketId, t.personId, t.kind] })],
)

/** Who looks at a ticket now. Not logged: losing it in a crash loses nothing. */
export const presence = support.table(
  'presence',
  { ticketId: uuid().notNull(), personId: uuid().notNull(), name: text().notNull(), field: text({ enum: ['reply', 'note'] }), until: instant().notNull() },
  (t) => [primaryKey({ columns: [t.ticketId, t.personId] }), index('presence_until').on(t.until)],
)

/** Up to which message or note a member of staff has read. (What the requester has read stands on the ticket.) */
export const reads = support.table('reads', { ticketId: ticketId(), personId: uuid().notNull(), seen: integer().notNull(), at: instant().notNull() }, (t) => [primaryKey({ columns: [t.ticketId, t.personId] })])
