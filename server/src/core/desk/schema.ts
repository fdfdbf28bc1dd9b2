import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgSchema, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#platform/schema'
import { personId, teamId } from '#core/users'
import type { Action } from './actions.ts'
import type { Conditions } from './conditions.ts'
import type { Trigger } from './rules.ts'
import type { ViewFilters } from './views.ts'

export const desk = pgSchema('desk')

/** A named set of filters. `mine` belongs to its owner, `team` to the members of a team, `shared` to all staff. */
export const views = desk.table(
  'views',
  {
    id: id(),
    name: text().notNull(),
    scope: text({ enum: ['mine', 'team', 'shared'] }).notNull(),
    ownerId: personId().notNull(),
    teamId: teamId(),
    filters: jsonb().$type<ViewFilters>().notNull(),
    sort: text({ enum: ['urgency', 'newest', 'oldest', 'updated', 'due'] })
      .notNull()
      .default('urgency'),
    sortOrder: integer().notNull().default(100),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [index('views_of').on(t.ownerId), index('views_team').on(t.teamId)],
)

export const cannedReplies = desk.table(
  'canned_replies',
  { id: id(), title: text().notNull(), body: text().notNull(), shortcut: text(), teamId: teamId(), version: integer().notNull().default(1), createdAt: createdAt() },
  (t) => [
    uniqueIndex('one_shortcut')
      .on(sql`lower(${t.shortcut})`, sql`coalesce(${t.teamId}, '00000000-0000-0000-0000-000000000000'::uuid)`)
      .where(sql`shortcut is not null`),
  ],
)

export const macros = desk.table('macros', {
  id: id(),
  name: text().notNull(),
  description: text().notNull().default(''),
  actions: jsonb().$type<Action[]>().notNull(),
  teamId: teamId(),
  sortOrder: integer().notNull().default(100),
  version: integer().notNull().default(1),
  createdAt: createdAt(),
})

/** What happens by itself: when (trigger), if (conditions), then (actions). */
export const rules = desk.table(
  'rules',
  {
    id: id(),
    /** Set for the rules that every desk starts with; null for those that people made. */
    key: text(),
    name: text().notNull(),
    active: boolean().notNull().default(false),
    order: integer('sort_order').notNull(),
    trigger: jsonb().$type<Trigger>().notNull(),
    conditions: jsonb().$type<Conditions>().notNull(),
    actions: jsonb().$type<Action[]>().notNull(),
    oncePerTicket: boolean().notNull().default(false),
    /** Hours that must pass before it fires again for the same ticket; a number, or the key of a setting that holds one. */
    spacing: jsonb().$type<number | { setting: string }>(),
    /** When the last sweep of a time rule went over it. */
    lastRunAt: instant(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_rule_key')
      .on(t.key)
      .where(sql`key is not null`),
    index('rules_order').on(t.order, t.id),
  ],
)

/** Why a rule fired, or what went wrong when it did. Kept for 90 days. */
export const ruleRuns = desk.table(
  'rule_runs',
  {
    id: id(),
    ruleId: uuid()
      .notNull()
      .references(() => rules.id, { onDelete: 'cascade' }),
    ticketId: uuid().notNull(),
    reference: text().notNull(),
    outcome: text({ enum: ['fired', 'failed'] }).notNull(),
    /** The event that it answered; null for a time rule. */
    eventSeq: bigint({ mode: 'number' }),
    /** Each condition with the value it met. */
    why: jsonb().$type<Why[]>().notNull(),
    /** What each action did. */
    did: text().array().notNull(),
    error: text(),
    at: instant().notNull(),
  },
  (t) => [index('rule_runs_of').on(t.ruleId, t.at, t.id), index('rule_runs_ticket').on(t.ticketId, t.at), index('rule_runs_at').on(t.at)],
)
/** A condition of a rule with the value it met. */
export interface Why {
  field: string
  is: string
  wanted: unknown
  found: unknown
  held: boolean
}

/** How often a rule fired for a ticket: holds once-per-ticket and the spacing. */
export const ruleMarks = desk.table(
  'rule_marks',
  {
    ruleId: uuid()
      .notNull()
      .references(() => rules.id, { onDelete: 'cascade' }),
    ticketId: uuid().notNull(),
    times: integer().notNull().default(1),
    lastAt: instant().notNull(),
    /** After a failure the rule leaves the ticket alone until then. */
    restUntil: instant(),
  },
  (t) => [primaryKey({ columns: [t.ruleId, t.ticketId] })],
)

/** A merge and what it moved, so that it can be undone. */
export const merges = desk.table(
  'merges',
  {
    id: id(),
    sourceId: uuid().notNull(),
    targetId: uuid().notNull(),
    sameRequester: boolean().notNull(),
    moved: jsonb().notNull(),
    byId: uuid(),
    at: instant().notNull(),
    undoneAt: instant(),
  },
  (t) => [
    uniqueIndex('one_merge')
      .on(t.sourceId)
      .where(sql`undone_at is null`),
    index('merges_target').on(t.targetId),
  ],
)
