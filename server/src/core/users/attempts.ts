import { lt } from 'drizzle-orm'
import { sha256 } from '#platform/crypto'
import { inTransaction, write, type Ctx } from '#platform/db'
import { later } from '#platform/time'
import { refuseAuth } from './refusals.ts'
import { attempts } from './schema.ts'

/** How often something may be tried in a window of `seconds`. */
export interface Allowance {
  name: string
  tries: number
  seconds: number
}

/** Wrong passwords for one account: the eleventh in a quarter of an hour is not looked at. */
export const passwordTries: Allowance = { name: 'password', tries: 10, seconds: 900 }
/** Wrong passwords and codes from one address, over all accounts. An office shares an address, so this is wide. */
export const addressTries: Allowance = { name: 'address', tries: 100, seconds: 900 }
/** Codes sent to one phone, and codes tried for it. */
export const codesSent: Allowance = { name: 'code_sent', tries: 5, seconds: 3600 }
export const codesTried: Allowance = { name: 'code_tried', tries: 10, seconds: 3600 }
/** Codes and mails asked for from one address. */
export const asked: Allowance = { name: 'asked', tries: 30, seconds: 3600 }
/** Mails asked for one account: more are silently not sent, so that nobody's letter box can be filled. */
export const mails: Allowance = { name: 'mail', tries: 5, seconds: 3600 }

const count = write<{ count: number; windowEnds: Date }>(
  'users.attempt',
  `insert into users.attempts as a (key, count, window_ends) values ($1, 1, $3)
   on conflict (key) do update set count = case when a.window_ends <= $2 then 1 else a.count + 1 end, window_ends = case when a.window_ends <= $2 then excluded.window_ends else a.window_ends end
   returning count, window_ends "windowEnds"`,
)
const uncount = write('users.attempt_back', `update users.attempts set count = count - 1 where key = $1 and count > 0`)
const drop = write('users.attempt_drop', `delete from users.attempts where key = $1`)

const keyOf = (it: Allowance, who: string): string => `${it.name}:${sha256(who.toLowerCase())}`

/**
 * Counts one try before it is made, exactly over all replicas, so that of forty at once no more than allowed get through. Answers
 * whether it is within the allowance and how many seconds the window still runs.
 */
export async function countTry(ctx: Ctx, it: Allowance, who: string): Promise<{ allowed: boolean; seconds: number }> {
  const [row] = await inTransaction(ctx, (ctx) => count(ctx, [keyOf(it, who), ctx.now(), later(ctx.now(), it.seconds * 1000)]))
  return { allowed: row!.count <= it.tries, seconds: Math.ceil((row!.windowEnds.getTime() - ctx.now().getTime()) / 1000) }
}

/** Counts one try, or throws `auth.too_many` with `retryAfter`. */
export async function needTry(ctx: Ctx, it: Allowance, who: string): Promise<void> {
  const { allowed, seconds } = await countTry(ctx, it, who)
  if (!allowed) throw refuseAuth.too_many({ extra: { retryAfter: seconds } })
}

/** The try was a good one: it does not count. */
export const giveBackTry = (ctx: Ctx, it: Allowance, who: string): Promise<unknown> => inTransaction(ctx, (ctx) => uncount(ctx, [keyOf(it, who)]))
/** Forgets the tries of a key, for example after the right password. */
export const forgetTries = (ctx: Ctx, it: Allowance, who: string): Promise<unknown> => inTransaction(ctx, (ctx) => drop(ctx, [keyOf(it, who)]))

/** Sweep: windows that have ended. */
export const sweepTries = (ctx: Ctx): Promise<void> => inTransaction(ctx, async (ctx) => void (await ctx.db.delete(attempts).where(lt(attempts.windowEnds, ctx.now()))))
