import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { addJob } from '#platform/jobs'
import { move } from '#platform/states'
import { lamps, lampStates } from './lamp.ts'

// What the compiler refuses. Each line below must stay an error: `tsc` reports an expectation that is not met.
export async function refusedByTheCompiler(ctx: Ctx, tx: Tx): Promise<void> {
  // @ts-expect-error writing outside a transaction
  await ctx.db.insert(lamps).values({ state: 'off', label: 'a' })
  // @ts-expect-error updating outside a transaction
  await ctx.db.update(lamps).set({ label: 'b' })
  // @ts-expect-error emitting outside a transaction
  await emit(ctx, 'lamp.switched', { lampId: '1' })
  // @ts-expect-error adding a job outside a transaction
  await addJob(ctx, 'lamp.blink', { lampId: '1' })
  // @ts-expect-error an event nobody declared
  await emit(tx, 'lamp.exploded', { lampId: '1' })
  // @ts-expect-error an event with the wrong payload
  await emit(tx, 'lamp.switched', { lamp: '1' })
  // @ts-expect-error a job with the wrong payload
  await addJob(tx, 'lamp.blink', { lamp: '1' })
  // @ts-expect-error moving outside a transaction
  await move(ctx, lampStates, '1', 'on')
  // @ts-expect-error a state that lamps do not have
  await move(tx, lampStates, '1', 'melted')
  await inTransaction(ctx, async (inside) => emit(inside, 'lamp.switched', { lampId: '1' }))
}
