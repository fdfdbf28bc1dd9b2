import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgSchema, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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

/** A permission that was given to its first roles already; one that an administrator took away does not come back at the next start. */
export const knownPermissions = users.table('known_permissions', { name: text().primaryKey() })

/** A signed-in browser or app. The token alone opens nothing: cookie and bearer carry it with a signature. */
export const sessions = users.table(
  'sessions',
  {
    id: id(),
    token: text().notNull().unique(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    expiresAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
    lastSeenAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [index('sessions_of').on(t.personId), index('sessions_end').on(t.expiresAt)],
)

/** A way to sign in: a password (`credential`) or a single sign-on provider. */
export const accounts = users.table(
  'accounts',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    providerId: text().notNull(),
    accountId: text().notNull(),
    password: text(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [unique('one_account').on(t.providerId, t.accountId), index('accounts_of').on(t.personId)],
)

/** One-time codes and links that were sent and not yet used. */
export const verifications = users.table(
  'verifications',
  { id: id(), identifier: text().notNull(), value: text().notNull(), expiresAt: instant().notNull(), createdAt: createdAt(), updatedAt: createdAt() },
  (t) => [index('verifications_of').on(t.identifier), index('verifications_end').on(t.expiresAt)],
)

/** The second factor of a person: secret and backup codes are encrypted. */
export const twoFactors = users.table(
  'two_factors',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    secret: text().notNull(),
    backupCodes: text().notNull(),
    verified: boolean().default(true),
    failedVerificationCount: integer().default(0),
    lockedUntil: instant(),
  },
  (t) => [uniqueIndex('one_second_factor').on(t.personId)],
)

/** A browser or phone that takes push messages. A token belongs to whoever registered it last. */
export const devices = users.table(
  'devices',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    platform: text({ enum: ['web', 'android', 'ios'] }).notNull(),
    token: text().notNull(),
    appVersion: text(),
    lastSeenAt: createdAt(),
    createdAt: createdAt(),
  },
  (t) => [unique('one_device').on(t.token), index('devices_of').on(t.personId, t.lastSeenAt)],
)

/** Somebody who was asked to join the staff. Only the hash of the token is kept. */
export const invitations = users.table(
  'invitations',
  {
    id: id(),
    email: text().notNull(),
    name: text().notNull(),
    roleIds: uuid().array().notNull(),
    teamIds: uuid().array().notNull(),
    tokenHash: text().notNull().unique(),
    invitedBy: uuid().references(() => people.id),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    createdAt: createdAt(),
  },
  () => [
    uniqueIndex('one_invitation')
      .on(sql`lower(email)`)
      .where(sql`accepted_at is null`),
  ],
)

/** Counted attempts per key (an account, an address) in a window; exact over all replicas. Keys are hashes. */
export const attempts = users.table('attempts', { key: text().primaryKey(), count: integer().notNull(), windowEnds: instant().notNull() }, (t) => [
  index('attempts_end').on(t.windowEnds),
])
