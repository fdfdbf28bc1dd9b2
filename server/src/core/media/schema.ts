import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgSchema, text } from 'drizzle-orm/pg-core'
import { personId } from '#core/users'
import { createdAt, id, instant } from '#platform/schema'

export const media = pgSchema('media')

/** Uploaded files. The bytes lie in the file store under random keys; a file that nothing uses is removed after a day. */
export const files = media.table(
  'files',
  {
    id: id(),
    ownerId: personId(),
    /** Hash of the token a visitor got instead of an account. */
    guestToken: text(),
    /** Keyed hash of a visitor's address, for the hourly limit. */
    guestAddress: text(),
    name: text().notNull(),
    contentType: text().notNull(),
    size: integer().notNull(),
    width: integer(),
    height: integer(),
    storageKey: text().notNull(),
    thumbnailKey: text(),
    /** False until the bytes lie in the store. */
    ready: boolean().notNull().default(false),
    attachedNoun: text(),
    attachedId: text(),
    attachedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    check('file_has_owner', sql`owner_id is not null or guest_token is not null`),
    index('files_of').on(t.ownerId, t.createdAt),
    index('files_of_address')
      .on(t.guestAddress, t.createdAt)
      .where(sql`owner_id is null`),
    index('files_attached').on(t.attachedNoun, t.attachedId),
    index('files_loose')
      .on(t.createdAt)
      .where(sql`attached_noun is null`),
  ],
)
