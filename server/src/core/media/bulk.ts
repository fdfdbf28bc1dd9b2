import type pg from 'pg'
import { copyRows } from '#platform/copy'
import type { Ctx } from '#platform/db'
import { storageOf } from '#platform/storage'
import { redraw } from './pictures.ts'
import { files } from './schema.ts'

/** Bytes in the store that many rows may show. */
export interface Shared {
  contentType: string
  size: number
  width: number | null
  height: number | null
  storageKey: string
  thumbnailKey: string | null
}

/** Stores bytes for a seed once, under a name: a JPEG drawn anew with its thumbnail, or a PDF as it is. Nothing that shows it may ever be detached. */
export async function storeShared(ctx: Ctx, name: string, bytes: Buffer, contentType: 'image/jpeg' | 'application/pdf'): Promise<Shared> {
  const store = storageOf(ctx.config)
  const storageKey = `media/shared/${name}`
  if (contentType === 'application/pdf') {
    await store.put(storageKey, bytes, contentType)
    return { contentType, size: bytes.length, width: null, height: null, storageKey, thumbnailKey: null }
  }
  const picture = await redraw(bytes, 'jpeg')
  const thumbnailKey = `${storageKey}.thumb`
  await Promise.all([store.put(storageKey, picture.bytes, contentType), store.put(thumbnailKey, picture.thumbnail, 'image/webp')])
  return { contentType, size: picture.bytes.length, width: picture.width, height: picture.height, storageKey, thumbnailKey }
}

export interface FileOf {
  id: string
  ownerId: string
  name: string
  /** What it belongs to, for example `message`. */
  noun: string
  nounId: string
  at: Date
  shared: Shared
}

/** Loads rows of files that show shared bytes, for seeds. */
export const copyFiles = (client: pg.ClientBase, all: readonly FileOf[]): Promise<void> =>
  copyRows(
    client,
    files,
    all.map(({ id, ownerId, name, noun, nounId, at, shared }) => ({
      id,
      ownerId,
      name,
      ...shared,
      ready: true,
      attachedNoun: noun,
      attachedId: nounId,
      attachedAt: at,
      createdAt: at,
    })),
  )
