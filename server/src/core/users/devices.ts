import { and, asc, eq, inArray } from 'drizzle-orm'
import { userId } from '#platform/access'
import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { devices } from './schema.ts'

export type Device = typeof devices.$inferSelect

export const myDevices = (ctx: Ctx): Promise<Device[]> =>
  ctx.db
    .select()
    .from(devices)
    .where(eq(devices.personId, userId(ctx.actor)))
    .orderBy(asc(devices.createdAt), asc(devices.id))

/** Registers a browser or phone for push, or says that it is still there. Whoever signs in on a device takes it over from the one before. */
export const registerDevice = (ctx: Ctx, it: { platform: 'web' | 'android' | 'ios'; token: string; appVersion?: string | undefined }): Promise<Device> =>
  inTransaction(ctx, async (ctx) => {
    const mine = { platform: it.platform, appVersion: it.appVersion ?? null, personId: userId(ctx.actor), lastSeenAt: ctx.now() }
    const [device] = await ctx.db
      .insert(devices)
      .values({ ...mine, token: it.token })
      .onConflictDoUpdate({ target: devices.token, set: mine })
      .returning()
    return device!
  })

/** Unregisters a device of the actor; `request.not_found` for anybody else's. */
export const removeDevice = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const gone = await ctx.db
      .delete(devices)
      .where(and(eq(devices.id, id), eq(devices.personId, userId(ctx.actor))))
      .returning({ id: devices.id })
    if (gone.length === 0) throw common.not_found()
  })

/** The devices of people, for whoever sends push messages. */
export const devicesOf = (ctx: Ctx, personIds: readonly string[]): Promise<Device[]> =>
  personIds.length === 0
    ? Promise.resolve([])
    : ctx.db
        .select()
        .from(devices)
        .where(inArray(devices.personId, [...personIds]))
        .orderBy(asc(devices.id))

/** The push service said that a token is dead. */
export const forgetDevice = async (tx: Tx, token: string): Promise<void> => void (await tx.db.delete(devices).where(eq(devices.token, token)))
