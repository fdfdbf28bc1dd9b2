import type pg from 'pg'
import { copyRows } from '#platform/copy'
import { accountLinks, accounts, bookings, cylinderMoves, cylinders, cylinderTypes, depots, refillBatches, refillItems } from './schema.ts'

export interface GasBatch {
  /** Since when shelves that are low are known to be. */
  lowSince: Date
  depots: (typeof depots.$inferInsert)[]
  types: (typeof cylinderTypes.$inferInsert)[]
  accounts: (typeof accounts.$inferInsert)[]
  links: (typeof accountLinks.$inferInsert)[]
  cylinders: (typeof cylinders.$inferInsert)[]
  bookings: (typeof bookings.$inferInsert)[]
  moves: (typeof cylinderMoves.$inferInsert)[]
  refills: (typeof refillBatches.$inferInsert)[]
  refillItems: (typeof refillItems.$inferInsert)[]
}

/** Loads a whole gas line into an empty one (seeds). What set-up made is replaced: nothing uses it yet. The counters of the shelves follow. */
export async function copyGas(client: pg.ClientBase, batch: GasBatch): Promise<void> {
  await client.query('delete from gas.depots')
  await client.query('delete from gas.cylinder_types')
  await copyRows(client, depots, batch.depots)
  await copyRows(client, cylinderTypes, batch.types)
  await copyRows(client, accounts, batch.accounts)
  await copyRows(client, accountLinks, batch.links)
  await copyRows(client, cylinders, batch.cylinders)
  await copyRows(client, bookings, batch.bookings)
  await copyRows(client, cylinderMoves, batch.moves)
  await copyRows(client, refillBatches, batch.refills)
  await copyRows(client, refillItems, batch.refillItems)
  await client.query(
    `update gas.stock s set promised = b.promised, last_paid_at = b.paid from (
       select depot_id, type_id, count(*) filter (where promised)::int promised, max(paid_at) paid from gas.bookings group by 1, 2) b where b.depot_id = s.depot_id and b.type_id = s.type_id`,
  )
  await client.query(`update gas.stock set low_since = $1 where filled - promised < 10`, [batch.lowSince])
}
