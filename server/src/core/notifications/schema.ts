import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgSchema, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { personId } from '#core/users'
import { createdAt, id, instant } from '#platform/schema'

export const notices = pgSchema('notices')

const channel = () => text({ enum: ['inbox', 'email', 'push', 'sms'] })

/** The words of a notice on a channel in a language. Rows that nobody edited follow the defaults in the code. */
export const templates = notices.table(
  'templates',
  {
    id: id(),
    notice: text().notNull(),
    channel: channel().notNull(),
    language: text().notNull(),
    subject: text(),
    text: text().notNull(),
    html: text(),
    button: text(),
    edited: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    updatedAt: createdAt(),
  },
  (t) => [unique('one_template').on(t.notice, t.channel, t.language)],
)

/** Who gets which notice on which channels. `default` is the audience that the notice itself names. */
export const rules = notices.table(
  'rules',
  {
    id: id(),
    notice: text().notNull(),
    /** `default`, `team:<id>` or `person:<id>`. */
    audience: text().notNull(),
    channels: text().array().notNull(),
    active: boolean().notNull().default(true),
    edited: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    updatedAt: createdAt(),
  },
  (t) => [unique('one_rule').on(t.notice, t.audience)],
)

/** What a person, or an address without an account, chose. What is not here is as the topic has it. */
export const preferences = notices.table(
  'preferences',
  { recipient: text().notNull(), topic: text().notNull(), channel: channel().notNull(), enabled: boolean().notNull(), at: createdAt() },
  (t) => [primaryKey({ columns: [t.recipient, t.topic, t.channel] })],
)

/** Hours in which nothing makes a noise, by the person's clock. */
export const quietHours = notices.table('quiet_hours', { personId: personId().primaryKey(), start: text().notNull(), end: text().notNull(), timeZone: text().notNull() }, (t) => [
  check('quiet_hours_differ', sql`${t.start} <> ${t.end}`),
])

/** One row per event, recipient and channel (and device): what was decided, sent, received. The unique key is what makes a notice come once. */
export const deliveries = notices.table(
  'deliveries',
  {
    id: id(),
    eventKey: text().notNull(),
    eventSeq: bigint({ mode: 'number' }).notNull(),
    notice: text().notNull(),
    topic: text().notNull(),
    channel: channel().notNull(),
    /** Id of a person, or a keyed hash of an address. */
    recipient: text().notNull(),
    personId: personId(),
    /** Sealed: an address that is not the person's own, with name, language and zone. */
    address: text(),
    /** Enough of the address for staff to recognise it. */
    hint: text(),
    /** Id of the device on the channel push. */
    target: text().notNull().default(''),
    status: text({ enum: ['queued', 'suppressed', 'sending', 'sent', 'retrying', 'delivered', 'read', 'failed'] })
      .notNull()
      .default('queued'),
    attempts: integer().notNull().default(0),
    /** Not before: the end of quiet hours, or the next try. */
    dueAt: instant().notNull(),
    threadKey: text(),
    messageId: text(),
    provider: text(),
    providerId: text(),
    error: text(),
    retryOf: uuid(),
    createdAt: createdAt(),
    startedAt: instant(),
    sentAt: instant(),
  },
  (t) => [
    uniqueIndex('one_delivery').on(t.eventKey, t.recipient, t.channel, t.target),
    index('deliveries_of').on(t.personId, t.id),
    index('deliveries_status').on(t.status, t.id),
    index('deliveries_open')
      .on(t.dueAt)
      .where(sql`status in ('queued', 'sending', 'retrying')`),
    index('deliveries_thread')
      .on(t.threadKey, t.recipient, t.id)
      .where(sql`thread_key is not null and channel = 'email'`),
    index('deliveries_provider')
      .on(t.provider, t.providerId)
      .where(sql`provider_id is not null`),
  ],
)

/** Every move of a delivery, with what was said. */
export const attempts = notices.table(
  'attempts',
  {
    id: id(),
    deliveryId: uuid()
      .notNull()
      .references(() => deliveries.id, { onDelete: 'cascade' }),
    from: text().notNull(),
    to: text().notNull(),
    reason: text(),
    at: createdAt(),
  },
  (t) => [index('attempts_of').on(t.deliveryId, t.id)],
)

/** What a person reads in the app. */
export const inbox = notices.table(
  'inbox',
  {
    id: id(),
    personId: personId().notNull(),
    deliveryId: uuid().notNull(),
    topic: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    href: text(),
    urgent: boolean().notNull(),
    createdAt: createdAt(),
    readAt: instant(),
  },
  (t) => [
    index('inbox_of').on(t.personId, t.id),
    index('inbox_unread')
      .on(t.personId, t.id)
      .where(sql`read_at is null`),
    uniqueIndex('inbox_delivery').on(t.deliveryId),
  ],
)

/** Messages as they would have gone out, where no provider is configured. */
export const outbox = notices.table(
  'outbox',
  {
    id: id(),
    /** Null for a test send. */
    deliveryId: uuid(),
    channel: channel().notNull(),
    address: text().notNull(),
    subject: text(),
    text: text().notNull(),
    html: text(),
    headers: jsonb().$type<Record<string, string>>().notNull(),
    raw: text(),
    at: createdAt(),
  },
  (t) => [uniqueIndex('outbox_delivery').on(t.deliveryId), index('outbox_at').on(t.at)],
)
