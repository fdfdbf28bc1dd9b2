import { write, type Tx } from '#platform/db'
import { addJob } from '#platform/jobs'

declare module '#platform/jobs' {
  interface Jobs {
    'support.drain': Record<string, never>
  }
}

const shift = write(
  'support.shift_load',
  `insert into support.agent_load (agent_id, load) select * from unnest($1::uuid[], $2::int[]) on conflict (agent_id) do update set load = greatest(0, agent_load.load + $3::int)`,
)

/** Adds to what agents carry, in the order of their ids so that two transactions cannot wait for each other. */
export async function shiftLoad(tx: Tx, by: ReadonlyMap<string, number>): Promise<void> {
  for (const [agent, delta] of [...by].filter(([, d]) => d !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1))) await shift(tx, [[agent], [Math.max(0, delta)], delta])
}

const waiting = write<{ any: boolean }>(
  'support.anything_unassigned',
  `select exists (select 1 from support.tickets where assignee_id is null and assigned_at is null and team_id is not null and status in ('open', 'in_progress')) "any"`,
)

/** Somebody has room again: lets the queue drain, if anything waits in it. */
export async function freedCapacity(tx: Tx): Promise<void> {
  const [found] = await waiting(tx)
  if (found!.any) await addJob(tx, 'support.drain', {}, { key: 'support.drain', attempts: 5 })
}
