import { sign } from '#platform/crypto'
import type { Ctx } from '#platform/db'

/** Who looks: the signed-in person, or a keyed hash of the address, so that no address is stored. */
export const visitor = (ctx: Ctx): string => (ctx.actor.id === null ? `address:${sign(ctx.config, 'visitor', ctx.address)}` : `user:${ctx.actor.id}`)

/** Today in the operator's zone, `YYYY-MM-DD`. */
export const today = (ctx: Ctx): string => Temporal.Instant.fromEpochMilliseconds(ctx.now().getTime()).toZonedDateTimeISO(ctx.config.OPERATOR_TIME_ZONE).toPlainDate().toString()
