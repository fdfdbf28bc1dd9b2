import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgSchema, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Scope } from '#platform/access'
import { createdAt, id, instant } from '#platform/schema'

export const users = pgSchema('users')

export interface Address {
  line1: string
  line2?: string
  city?: string
  postalCode?: string
  region?: string
}

/** Everybody: customers and staff. A person who was erased keeps the row with nothing personal in it. */
export const people = users.table(
  'people',
  {
    id: id(),
    name: text().notNull(),
    email: text(),
    emailVerified: boolean().notNull().default(false),
    phone: text(),
    phoneVerified: boolean().notNull().default(false),
    avatarMediaId: uuid(),
    staff: boolean().notNull().default(false),
    status: text({ enum: ['active', 'suspended', 'erased'] })
      .notNull()
      .default('active'),
    locale: text().notNull().default('en-IN'),
    timeZone: text().notNull().default('Asia/Kolkata'),
    country: text(),
    address: jsonb().$type<Address>(),
    twoFactorEnabled: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    lastSeenAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [uniqueIndex('one_email').on(sql`lower(email)`), uniqueIndex('one_phone').on(t.phone), index('people_created').on(t.createdAt, t.id)],
)

/** What a member of staff is able to do now: the desk's assignment reads it. */
export const staff = users.table('staff', {
  personId: uuid()
    .primaryKey()
    .references(() => people.id, { onDelete: 'cascade' }),
  availability: text({ enum: ['available', 'away'] })
    .notNull()
    .default('away'),
  availableSince: instant(),
  capacity: integer().notNull().default(10),
  skills: text().array().notNull().default([]),
  lines: text().array().notNull().default([]),
})

/** A named set of permissions, each with its scope. */
export const roles = users.table('roles', {
  id: id(),
  name: text().notNull().unique(),
  label: text().notNull(),
  permissions: jsonb().$type<Record<string, Scope>>().notNull(),
  builtIn: boolean().notNull().default(false),
  version: integer().notNull().default(1),
})
export const personRoles = users.table(
  'person_roles',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    roleId: uuid()
      .notNull()
      .references(() => roles.id),
  },
  (t) => [primaryKey({ columns: [t.personId, t.roleId] })],
)

export const teams = users.table('teams', { id: id(), name: text().notNull().unique(), line: text(), version: integer().notNull().default(1), createdAt: createdAt() })
export const teamMembers = users.table(
  'team_members',
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Is paged for emergencies, in this order; null is not on call. */
    onCallOrder: integer(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.personId] }), index('teams_of').on(t.personId)],
)
