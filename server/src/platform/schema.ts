import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const platform = pgSchema('platform')

/** UUIDv7: sorts by time, made by the database unless the caller has one. */
export const id = () =>
  uuid()
    .primaryKey()
    .default(sql`uuidv7()`)
/** An instant, to the microsecond, always with its zone. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' })
export const createdAt = () => instant().notNull().defaultNow()

/** Everything that happened, in order. Feeds timelines, live updates, subscribers. */
export const events = platform.table(
  'events',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    payload: jsonb().notNull(),
    topics: text().array().notNull(),
    actorId: uuid(),
    actorName: text().notNull(),
    requestId: text().notNull(),
    at: createdAt(),
  },
  (t) => [index('events_at').on(t.at)],
)

/** One row per delivery that was carried out: makes a subscriber's effect in the database happen exactly once. */
export const handled = platform.table('handled', { seq: bigint({ mode: 'number' }).notNull(), subscriber: text().notNull(), at: createdAt() }, (t) => [
  primaryKey({ columns: [t.seq, t.subscriber] }),
])

/** What every transition table writes when a noun moves, unless the noun keeps a richer history of its own. */
export const history = platform.table(
  'history',
  {
    id: id(),
    noun: text().notNull(),
    nounId: uuid().notNull(),
    from: text().notNull(),
    to: text().notNull(),
    reason: text(),
    actorId: uuid(),
    actorName: text().notNull(),
    at: createdAt(),
  },
  (t) => [index('history_of').on(t.nounId, t.at)],
)

export const idempotencyKeys = platform.table(
  'idempotency_keys',
  {
    owner: text().notNull(),
    key: text().notNull(),
    request: text().notNull(),
    state: text({ enum: ['running', 'committed', 'answered'] }).notNull(),
    status: integer(),
    headers: jsonb(),
    body: text(),
    at: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.owner, t.key] }), index('idempotency_keys_at').on(t.at)],
)

/** Who did what to which thing, with the values before and after. Append-only; each row is sealed with the hash of the one before. */
export const auditLog = platform.table(
  'audit_log',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    actorId: uuid(),
    actorName: text().notNull(),
    action: text().notNull(),
    noun: text().notNull(),
    nounId: text().notNull(),
    /** The person whose data it is, where there is one: they see it in their own log. */
    subjectId: uuid(),
    before: jsonb(),
    after: jsonb(),
    reason: text(),
    requestId: text().notNull(),
    address: text().notNull(),
    at: createdAt(),
    seal: text(),
  },
  (t) => [
    index('audit_of').on(t.noun, t.nounId),
    index('audit_subject').on(t.subjectId, t.seq),
    index('audit_actor').on(t.actorId, t.seq),
    index('audit_unsealed')
      .on(t.seq)
      .where(sql`seal is null`),
  ],
)

/** Running workers. A worker holds an advisory lock on its instance number; when it dies the lock goes, and its jobs are set free. */
export const workers = platform.table('workers', { instance: bigint({ mode: 'number' }).primaryKey(), workerIds: text().array().notNull(), startedAt: createdAt() })

/** Values that an administrator changed; what is not here has its default. Every change is kept. */
export const settings = platform.table('settings', {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  version: integer().notNull().default(1),
  changedAt: createdAt(),
})
export const settingHistory = platform.table(
  'setting_history',
  { id: id(), key: text().notNull(), before: jsonb(), after: jsonb(), reason: text(), actorId: uuid(), actorName: text().notNull(), at: createdAt() },
  (t) => [index('setting_history_of').on(t.key, t.at)],
)
