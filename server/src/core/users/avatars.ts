import type { Ctx } from '#platform/db'

/** How pictures of people are reached. The module that keeps files fills it in; it stands above this one, so it cannot be called by name. */
export interface Avatars {
  /** Links to small pictures, by media id. */
  links: (ctx: Ctx, mediaIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Whether the person may use the file as a picture: their own, and an image. */
  owns: (ctx: Ctx, personId: string, mediaId: string) => Promise<boolean>
}

let avatars: Avatars = { links: async () => new Map(), owns: async () => false }
export const provideAvatars = (it: Avatars): void => void (avatars = it)

export async function avatarLinks(ctx: Ctx, mediaIds: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(mediaIds.filter((id) => id !== null))]
  return ids.length === 0 ? new Map() : avatars.links(ctx, ids)
}
export const ownsAvatar = (ctx: Ctx, personId: string, mediaId: string): Promise<boolean> => avatars.owns(ctx, personId, mediaId)
