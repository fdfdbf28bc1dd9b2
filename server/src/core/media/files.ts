import { and, eq, inArray, isNull, lt } from 'drizzle-orm'
import Type, { type Static } from 'typebox'
import { sha256, secretToken, sign, same } from '#platform/crypto'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { addJob } from '#platform/jobs'
import { Id, Instant, Nullable } from '#platform/openapi'
import { common } from '#platform/problems'
import { setting } from '#platform/settings'
import { storageOf } from '#platform/storage'
import { days, later, minutes } from '#platform/time'
import { examine } from './examine.ts'
import { refuse } from './refusals.ts'
import { files } from './schema.ts'

declare module '#platform/jobs' {
  interface Jobs {
    /** Removes bytes from the file store. */
    'media.remove': { keys: string[] }
  }
}

const MB = 1024 * 1024
export const pictureLimit = setting('media.picture_bytes', {
  schema: Type.Integer({ minimum: MB, maximum: 25 * MB }),
  default: 10 * MB,
  sentence: 'Largest picture that may be sent, in bytes',
  public: true,
})
export const documentLimit = setting('media.document_bytes', {
  schema: Type.Integer({ minimum: MB, maximum: 25 * MB }),
  default: 25 * MB,
  sentence: 'Largest document that may be sent, in bytes',
  public: true,
})
export const hourlyLimit = setting('media.files_per_hour', { schema: Type.Integer({ minimum: 1, maximum: 1000 }), default: 60, sentence: 'Files one person may send in an hour' })
export const guestLimit = setting('media.guest_files_per_hour', {
  schema: Type.Integer({ minimum: 0, maximum: 1000 }),
  default: 20,
  sentence: 'Files that may come in an hour from one address without an account',
})

/** A file as every answer of the API shows it. Links expire; load the object again for fresh ones. */
export const MediaOut = Type.Object({
  id: Id,
  name: Type.String(),
  contentType: Type.String(),
  size: Type.Integer({ description: 'Bytes' }),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
  url: Type.String({ description: 'Signed link, valid for half an hour at least' }),
  thumbnailUrl: Nullable(Type.String()),
  createdAt: Instant,
})
export type Media = Static<typeof MediaOut>

/** What names a file in a request that attaches it: its id, or for a visitor's upload `<id>.<uploadToken>`. */
export const AttachmentId = Type.Unsafe<string>({
  type: 'string',
  pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(\\.[A-Za-z0-9_-]{32})?$',
  description: 'Id of an uploaded file; for a visitor `<id>.<uploadToken>`',
})
export const mostAttachments = 10

const columns = `id, owner_id "ownerId", name, content_type "contentType", size, width, height, storage_key "storageKey", thumbnail_key "thumbnailKey", attached_noun "attachedNoun", created_at "createdAt"`
interface Row {
  id: string
  ownerId: string | null
  name: string
  contentType: string
  size: number
  width: number | null
  height: number | null
  storageKey: string
  thumbnailKey: string | null
  attachedNoun: string | null
  createdAt: Date
}

const lockSender = write('media.lock_sender', `select pg_advisory_xact_lock(72, hashtext($1))`)
const sentByPerson = read<{ n: number }>('media.sent_by_person', `select count(*)::int n from media.files where owner_id = $1 and created_at > $2`)
const sentByAddress = read<{ n: number }>('media.sent_by_address', `select count(*)::int n from media.files where owner_id is null and guest_address = $1 and created_at > $2`)
const byIds = read<Row>('media.by_ids', `select ${columns} from media.files where id = any($1::uuid[]) and ready`)

/**
 * Examines and stores one file of the actor, or of a visitor who then gets the token that attaching needs. The row comes first and is
 * marked ready when the bytes are stored, so whatever breaks in between is swept away.
 */
export async function upload(ctx: Ctx, file: { bytes: Buffer; name: string; declared: string }): Promise<{ media: Media; uploadToken: string | null }> {
  const found = await examine(file, { picture: await pictureLimit(ctx), document: await documentLimit(ctx) })
  const ownerId = ctx.actor.kind === 'user' ? ctx.actor.id : null
  const uploadToken = ownerId === null ? secretToken(24) : null
  const storageKey = newKey()
  const thumbnailKey = found.thumbnail ? newKey() : null
  const row = await inTransaction(ctx, async (ctx) => {
    await countOne(ctx, ownerId)
    const [row] = await ctx.db
      .insert(files)
      .values({
        ownerId,
        guestToken: uploadToken && sha256(uploadToken),
        guestAddress: ownerId === null ? guestAddress(ctx) : null,
        name: found.name,
        contentType: found.contentType,
        size: found.bytes.length,
        width: found.width,
        height: found.height,
        storageKey,
        thumbnailKey,
        createdAt: ctx.now(),
      })
      .returning()
    return row!
  })
  const store = storageOf(ctx.config)
  await store.put(storageKey, found.bytes, found.contentType)
  if (found.thumbnail) await store.put(thumbnailKey!, found.thumbnail, 'image/webp')
  await inTransaction(ctx, (ctx) => ctx.db.update(files).set({ ready: true }).where(eq(files.id, row.id)))
  return { media: present(ctx, row), uploadToken }
}

/** Refuses the sender who sent as many files as an hour allows. Senders wait for themselves here, so that the count is exact. */
async function countOne(tx: Tx, ownerId: string | null): Promise<void> {
  const since = later(tx.now(), -60 * minutes)
  await lockSender(tx, [ownerId ?? guestAddress(tx)])
  const [sent] = ownerId ? await sentByPerson(tx, [ownerId, since]) : await sentByAddress(tx, [guestAddress(tx), since])
  if (sent!.n >= (await (ownerId ? hourlyLimit : guestLimit)(tx))) throw refuse.too_many()
}

const guestAddress = (ctx: Ctx): string => sign(ctx.config, 'media.address', ctx.address)
const newKey = (): string => {
  const name = secretToken(24)
  return `media/${name.slice(0, 2).toLowerCase()}/${name}`
}

const half = 30 * minutes
type Variant = 'file' | 'thumb'
const signature = (ctx: Ctx, id: string, variant: Variant, exp: number): string => sign(ctx.config, 'media', `${id}:${variant}:${exp}`)

/** A link that is valid for 30 to 60 minutes. It stays the same for half an hour, so that browsers can keep what they loaded. */
function link(ctx: Ctx, id: string, variant: Variant): string {
  const exp = ((Math.floor(ctx.now().getTime() / half) + 2) * half) / 1000
  return `/api/v1/media/${id}/file?exp=${exp}&sig=${signature(ctx, id, variant, exp)}${variant === 'thumb' ? '&variant=thumb' : ''}`
}

const present = (ctx: Ctx, row: Pick<Row, 'id' | 'name' | 'contentType' | 'size' | 'width' | 'height' | 'thumbnailKey' | 'createdAt'>): Media => ({
  id: row.id,
  name: row.name,
  contentType: row.contentType,
  size: row.size,
  width: row.width,
  height: row.height,
  url: link(ctx, row.id, 'file'),
  thumbnailUrl: row.thumbnailKey ? link(ctx, row.id, 'thumb') : null,
  createdAt: row.createdAt.toISOString(),
})

/**
 * Files by id with fresh links. It asks nothing about the reader: call it only for files of an object that the reader may see, because
 * the link is the permission. Unknown ids are missing from the answer.
 */
export async function mediaByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Media>> {
  if (ids.length === 0) return new Map()
  return new Map((await byIds(ctx, [[...new Set(ids)]])).map((row) => [row.id, present(ctx, row)]))
}

const claim = write<Row>(
  'media.attach',
  `update media.files f set attached_noun = $4, attached_id = $5, attached_at = $6, owner_id = coalesce(f.owner_id, $3::uuid)
   from unnest($1::uuid[], $2::text[]) as wanted(id, token)
   where f.id = wanted.id and f.ready and f.attached_noun is null
     and (f.owner_id = $3::uuid or (f.owner_id is null and f.guest_token = wanted.token))
   returning ${columns.replaceAll(/(^|, )(\w+)/g, '$1f.$2')}`,
)

/**
 * Gives uploaded files to an object, in the transaction that makes it. `ids` are those that the client sent (`AttachmentId`). Throws
 * `media.not_yours` for a file of somebody else, one that is attached already and one that is gone; `media.too_many_attached` above ten.
 */
export async function attach(tx: Tx, ids: readonly string[], to: { ownerId: string | null; to: { noun: string; id: string } }): Promise<Media[]> {
  if (ids.length === 0) return []
  if (ids.length > mostAttachments) throw refuse.too_many_attached()
  const wanted = ids.map((it) => it.split('.') as [string, string?])
  const rows = await claim(tx, [wanted.map(([id]) => id), wanted.map(([, token]) => (token ? sha256(token) : null)), to.ownerId, to.to.noun, to.to.id, tx.now()])
  if (rows.length !== ids.length) throw refuse.not_yours()
  const found = new Map(rows.map((r) => [r.id, r]))
  return wanted.map(([id]) => present(tx, found.get(id.toLowerCase())!))
}

/** Lets files go that an object no longer uses (a replaced picture); the sweep removes them a day after they were uploaded. */
export const detach = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await tx.db
      .update(files)
      .set({ attachedNoun: null, attachedId: null, attachedAt: null })
      .where(inArray(files.id, [...ids]))
}

/** The actor's own file. For anybody else there is nothing here. */
export async function ownMedia(ctx: Ctx, id: string): Promise<Media> {
  const [row] = await byIds(ctx, [[id]])
  if (!row || ctx.actor.id === null || row.ownerId !== ctx.actor.id) throw common.not_found()
  return present(ctx, row)
}

/** Removes the actor's own file that is not attached to anything. */
export async function removeOwn(ctx: Ctx, id: string): Promise<void> {
  const mine = await ownMedia(ctx, id)
  await inTransaction(ctx, async (ctx) => {
    if ((await removeLoose(ctx, [mine.id])) === 0) throw refuse.attached()
  })
}

/** Deletes those of the files that nothing uses; a job removes their bytes after the commit. */
async function removeLoose(tx: Tx, ids: readonly string[]): Promise<number> {
  const gone = await tx.db
    .delete(files)
    .where(and(inArray(files.id, [...ids]), isNull(files.attachedNoun)))
    .returning({ storageKey: files.storageKey, thumbnailKey: files.thumbnailKey })
  if (gone.length > 0) await addJob(tx, 'media.remove', { keys: gone.flatMap((f) => (f.thumbnailKey ? [f.storageKey, f.thumbnailKey] : [f.storageKey])) })
  return gone.length
}

/** Sweep: files that nothing uses a day after they came. */
export async function removeOrphans(ctx: Ctx): Promise<void> {
  for (;;) {
    const old = await ctx.db
      .select({ id: files.id })
      .from(files)
      .where(and(isNull(files.attachedNoun), lt(files.createdAt, later(ctx.now(), -days))))
      .limit(500)
    if (old.length === 0) return
    await inTransaction(ctx, (ctx) =>
      removeLoose(
        ctx,
        old.map((f) => f.id),
      ),
    )
  }
}

export async function removeBytes(ctx: Ctx, { keys }: { keys: string[] }): Promise<void> {
  for (const key of keys) await storageOf(ctx.config).remove(key)
}

/** What a signed link leads to. Throws `media.link_expired` for an old one and not found for one that we did not sign. */
export async function open(ctx: Ctx, id: string, query: { exp: number; sig: string; variant?: 'thumb' }) {
  const variant: Variant = query.variant ?? 'file'
  if (!same(query.sig, signature(ctx, id, variant, query.exp))) throw common.not_found()
  if (query.exp * 1000 < ctx.now().getTime()) throw refuse.link_expired()
  const [row] = await byIds(ctx, [[id]])
  const key = variant === 'thumb' ? row?.thumbnailKey : row?.storageKey
  if (!row || !key) throw common.not_found()
  const body = await storageOf(ctx.config)
    .get(key)
    .catch((err: unknown) => {
      ctx.log.error({ err, mediaId: id }, 'a file is missing from the store')
      throw common.not_found()
    })
  // Only what we drew ourselves is shown in place; everything else is downloaded.
  const inline = row.contentType.startsWith('image/')
  return {
    body,
    name: variant === 'thumb' ? `${row.name.replace(/\.\w+$/, '')}.webp` : row.name,
    contentType: variant === 'thumb' ? 'image/webp' : row.contentType,
    size: variant === 'thumb' ? null : row.size,
    inline,
  }
}

/** The bytes of a file, for a module that sends it on; undefined when it is gone. It asks nothing about the reader. */
export async function bytesOf(ctx: Ctx, id: string): Promise<{ name: string; contentType: string; bytes: Buffer } | undefined> {
  const [row] = await byIds(ctx, [[id]])
  if (!row) return undefined
  const parts: Buffer[] = []
  for await (const part of await storageOf(ctx.config).get(row.storageKey)) parts.push(part as Buffer)
  return { name: row.name, contentType: row.contentType, bytes: Buffer.concat(parts) }
}
