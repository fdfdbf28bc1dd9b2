import { paced } from './paced.ts'
import type { Options, Outcome } from './scenarios.ts'
import { openTown, sizes, type Town } from './town.ts'
import type { Call } from './wrk.ts'

/** Milliseconds that half the calls stay under, one person after the other. */
async function medians(town: Town): Promise<Record<string, number>> {
  const { rows } = await town.db.query<{ id: string; requester: string }>(
    `select id, requester_id requester from support.tickets where requester_id = any($1::uuid[]) and messages_count between 2 and 8 order by id limit 200`,
    [town.customers.map((c) => c.id)],
  )
  const token = new Map(town.customers.map((c) => [c.id, c.token]))
  const calls: Record<string, Call[]> = {
    queue: town.agents.map((a) => ({ method: 'GET', path: '/api/v1/support/tickets?limit=20&status=active', token: a.token })),
    list: town.customers.slice(0, 200).map((c) => ({ method: 'GET', path: '/api/v1/support/tickets?limit=20', token: c.token })),
    detail: rows.map((r) => ({ method: 'GET', path: `/api/v1/support/tickets/${r.id}`, token: token.get(r.requester)! })),
  }
  const found: Record<string, number> = {}
  for (const [name, of] of Object.entries(calls)) {
    await paced(town.address, of, { people: 1, seconds: 2, think: 0 })
    const r = await paced(town.address, of, { people: 1, seconds: 3, think: 0 })
    found[name] = r.failed > 0 ? Number.NaN : r.p50
  }
  return found
}

/** The same calls on towns of a thousand, a hundred thousand and a million tickets. Pages of the small town are full as well. */
export async function sizesScenario(town: Town, { quick }: Options): Promise<Outcome[]> {
  const towns: [string, Record<string, number>][] = []
  for (const size of quick ? [sizes.small] : [sizes.small, sizes.middle]) {
    const other = await openTown(size, 200)
    try {
      towns.push([size.name, await medians(other)])
    } finally {
      await other.stop()
    }
  }
  towns.push([quick ? sizes.middle.name : sizes.large.name, await medians(town)])
  return ['queue', 'list', 'detail'].map((call) => {
    const times = towns.map(([, of]) => of[call]!)
    const ratio = times.at(-1)! / times[0]!
    return {
      name: `${towns.map(([name]) => name).join(' / ')} tickets: ${call}`,
      measured: `p50 ${times.map((t) => t.toFixed(1)).join(' / ')} ms: ${ratio.toFixed(2)} ×`,
      wanted: 'no slower than 1.5 × from smallest to largest',
      ok: ratio <= 1.5,
    }
  })
}
