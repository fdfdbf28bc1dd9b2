import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#platform/schema'
import { personId } from '#core/users'
import { calendarVersions, support } from './schema.setup.ts'
import { ticketId, tickets } from './schema.tickets.ts'

/** What hangs on tickets: clocks, assignment, emergencies, working together. */

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
  (t) => [
    uniqueIndex('one_clock').on(t.ticketId, t.kind, t.turn),
    index('clocks_next_notice')
      .on(t.nextNoticeAt)
      .where(sql`next_notice_at is not null`),
    index('clocks_stopped')
      .on(t.stoppedAt, t.kind)
      .where(sql`stopped_at is not null`),
  ],
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
  (t) => [
    index('emergencies_next_page')
      .on(t.nextPageAt)
      .where(sql`next_page_at is not null`),
    index('emergencies_reported').on(t.reportedAt),
  ],
)
export const pages = support.table(
  'pages',
  { id: id(), ticketId: ticketId(), requesterId: uuid(), personId: uuid().notNull(), level: integer().notNull(), at: instant().notNull() },
  (t) => [index('pages_of').on(t.ticketId, t.at)],
)

// ─── Working together ────────────────────────────────────────────────────────────────────────────────────────────

export const followers = support.table('followers', { ticketId: ticketId(), personId: personId().notNull(), at: createdAt() }, (t) => [
  primaryKey({ columns: [t.ticketId, t.personId] }),
  index('followed_by').on(t.personId),
])

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
  {
    ticketId: ticketId(),
    personId: personId().notNull(),
    kind: text({ enum: ['reply', 'note'] }).notNull(),
    body: text().notNull(),
    seenVersion: integer().notNull(),
    savedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.personId, t.kind] })],
)

/** Who looks at a ticket now. Not logged: losing it in a crash loses nothing. */
export const presence = support.table(
  'presence',
  { ticketId: uuid().notNull(), personId: uuid().notNull(), name: text().notNull(), field: text({ enum: ['reply', 'note'] }), until: instant().notNull() },
  (t) => [primaryKey({ columns: [t.ticketId, t.personId] }), index('presence_until').on(t.until)],
)

/** Up to which message or note a member of staff has read. (What the requester has read stands on the ticket.) */
export const reads = support.table('reads', { ticketId: ticketId(), personId: uuid().notNull(), seen: integer().notNull(), at: instant().notNull() }, (t) => [
  primaryKey({ columns: [t.ticketId, t.personId] }),
])
