import { and, asc, desc, eq, inArray, notInArray } from 'drizzle-orm'
import { userId } from '#platform/access'
import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { devices, people } from './schema.ts'

export type Device = typeof devices.$inferSelect

export const myDevices = (ctx: Ctx): Promise<Device[]> =>
  ctx.db
    .select()
    .from(devices)
    .where(eq(devices.personId, userId(ctx.actor)))
    .orderBy(asc(devices.createdAt), asc(devices.id))

export interface NewDevice {
  platform: 'web' | 'android' | 'ios'
  token: string
  appVersion?: string | undefined
}

/** A person has a few phones and browsers; who registers more than this loses the one not seen for longest, so that nobody makes us push without end. */
export const mostDevices = 20

let check: (ctx: Ctx, device: NewDevice) => Promise<void> = async () => undefined
/** Whoever sends push messages says which devices they can be sent to; throws for one that they cannot. */
export const provideDeviceCheck = (it: typeof check): void => void (check = it)

/** Registers a browser or phone for push, or says that it is still there. Whoever signs in on a device takes it over from the one before. */
export async function registerDevice(ctx: Ctx, it: NewDevice): Promise<Device> {
  const personId = userId(ctx.actor)
  await check(ctx, it)
  return inTransaction(ctx, async (ctx) => {
    // One after the other for one person, so that forty at once do not all find room.
    await ctx.db.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('no key update')
    const mine = { platform: it.platform, appVersion: it.appVersion ?? null, personId, lastSeenAt: ctx.now() }
    const [device] = await ctx.db
      .insert(devices)
      .values({ ...mine, token: it.token })
      .onConflictDoUpdate({ target: devices.token, set: mine })
      .returning()
    const kept = ctx.db.select({ id: devices.id }).from(devices).where(eq(devices.personId, personId)).orderBy(desc(devices.lastSeenAt), desc(devices.id)).limit(mostDevices)
    await ctx.db.delete(devices).where(and(eq(devices.personId, personId), notInArray(devices.id, kept)))
    return device!
  })
}

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
