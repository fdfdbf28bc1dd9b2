import type pg from 'pg'
import { copyRows } from '#platform/copy'
import { accountLinks, accounts, bookings, cylinderMoves, cylinders, cylinderTypes, depots } from './schema.ts'

export interface GasBatch {
  depots: (typeof depots.$inferInsert)[]
  types: (typeof cylinderTypes.$inferInsert)[]
  accounts: (typeof accounts.$inferInsert)[]
  links: (typeof accountLinks.$inferInsert)[]
  cylinders: (typeof cylinders.$inferInsert)[]
  bookings: (typeof bookings.$inferInsert)[]
  moves: (typeof cylinderMoves.$inferInsert)[]
}

/** Loads a whole gas line into an empty one (seeds). What set-up made is replaced: nothing uses it yet. The counters of the shelves follow by themselves. */
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
}
