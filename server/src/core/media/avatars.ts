import { and, eq, isNull, ne, or } from 'drizzle-orm'
import { peopleByIds, provideAvatars } from '#core/users'
import type { Ctx, Tx } from '#platform/db'
import { mediaByIds } from './files.ts'
import { files } from './schema.ts'

// People have pictures but do not know where files are kept; this tells them.
provideAvatars({
  links: async (ctx, ids) => new Map([...(await mediaByIds(ctx, ids))].map(([id, m]) => [id, m.thumbnailUrl ?? m.url])),
  owns: async (ctx: Ctx, personId, mediaId) => {
    const free = or(isNull(files.attachedNoun), and(eq(files.attachedNoun, 'person'), eq(files.attachedId, personId)))
    const [mine] = await ctx.db
      .select({ contentType: files.contentType })
      .from(files)
      .where(and(eq(files.id, mediaId), eq(files.ownerId, personId), files.ready, free))
    return mine?.contentType.startsWith('image/') ?? false
  },
})

/** Keeps the picture that a person chose, and lets the one before go. */
export async function keepAvatar(tx: Tx, personId: string): Promise<void> {
  const chosen = (await peopleByIds(tx, [personId])).get(personId)?.avatarMediaId ?? null
  const before = and(eq(files.attachedNoun, 'person'), eq(files.attachedId, personId), chosen === null ? undefined : ne(files.id, chosen))
  await tx.db.update(files).set({ attachedNoun: null, attachedId: null, attachedAt: null }).where(before)
  if (chosen !== null)
    await tx.db
      .update(files)
      .set({ attachedNoun: 'person', attachedId: personId, attachedAt: tx.now() })
      .where(and(eq(files.id, chosen), eq(files.ownerId, personId), isNull(files.attachedNoun)))
}
