import type pg from 'pg'
import { copyRows } from '#platform/copy'
import type { Ctx } from '#platform/db'
import { storageOf } from '#platform/storage'
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

/** Stores bytes of our own making for a seed once, under a name; a picture with its thumbnail (WebP). Nothing that shows them may ever be detached. */
export async function storeShared(
  ctx: Ctx,
  name: string,
  it: { bytes: Buffer; contentType: 'image/jpeg' | 'application/pdf'; picture?: { width: number; height: number; thumbnail: Buffer } },
): Promise<Shared> {
  const { bytes, contentType, picture } = it
  const store = storageOf(ctx.config)
  const storageKey = `media/shared/${name}`
  const thumbnailKey = picture ? `${storageKey}.thumb` : null
  await Promise.all([store.put(storageKey, bytes, contentType), picture ? store.put(thumbnailKey!, picture.thumbnail, 'image/webp') : undefined])
  return { contentType, size: bytes.length, width: picture?.width ?? null, height: picture?.height ?? null, storageKey, thumbnailKey }
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
