import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgSchema, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id } from '#platform/schema'
import { teamId } from '#core/users'
import type { CalendarVersion } from './calendar.ts'
import { kinds, priorities, type Priority } from './words.ts'

/** What an administrator sets up: categories, working hours, promises. */
export const support = pgSchema('support')

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
export const calendars = support.table('calendars', { id: id(), name: text().notNull(), version: integer().notNull().default(1), createdAt: createdAt() }, (t) => [
  uniqueIndex('one_calendar_name').on(sql`lower(${t.name})`),
])
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
  {
    id: id(),
    policyId: uuid().notNull(),
    policyName: text().notNull(),
    targets: jsonb().$type<Record<Priority, Target & { calendarVersionId: string }>>().notNull(),
    createdAt: createdAt(),
  },
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
