import type { Ctx } from '#platform/db'

let read: ((ctx: Ctx) => Promise<number>) | undefined
/** The simulator lends how often its webhook secret was changed. */
export const provideSimulatorGeneration = (it: (ctx: Ctx) => Promise<number>): void => void (read = it)
export const simulatorGeneration = (ctx: Ctx): Promise<number> => (read ? read(ctx) : Promise.resolve(1))
