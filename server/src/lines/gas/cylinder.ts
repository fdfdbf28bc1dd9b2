import { sql } from 'drizzle-orm'
import { read, write, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { machine, move } from '#platform/states'
import { emitStaff } from './events.ts'
import { cylinders } from './schema.ts'
import { lockShelves, type Shelf } from './stock.ts'
import { cylinderMoves, type CylinderState } from './words.ts'

export type Cylinder = typeof cylinders.$inferSelect

/** The machine of gas.md. Moves are kept in `gas.cylinder_moves`, with the event that a move has here. */
export const cylinderMachine = machine({ noun: 'cylinder', table: cylinders, column: 'state', initial: ['registered'], moves: cylinderMoves, record: async () => {} })

const keep = write(
  'gas.cylinder_moved',
  `insert into gas.cylinder_moves (cylinder_id, "from", "to", event, reason, booking_id, batch_id, actor_id, actor_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)
export interface Told {
  event: string
  reason?: string | null
  bookingId?: string | null
  batchId?: string | null
}
export const keepMove = (tx: Tx, id: string, from: CylinderState | null, to: CylinderState, it: Told): Promise<unknown> =>
  keep(tx, [id, from, to, it.event, it.reason ?? null, it.bookingId ?? null, it.batchId ?? null, tx.actor.id, tx.actor.name, tx.now()])

/** Moves a cylinder whose shelf the caller has locked; writes its history. Refuses every move that gas.md does not list. */
export async function moveCylinder(
  tx: Tx,
  id: string,
  to: CylinderState,
  it: Told & { from?: readonly CylinderState[]; set?: Partial<typeof cylinders.$inferInsert> },
): Promise<Cylinder & { movedFrom: CylinderState }> {
  const row = await move(tx, cylinderMachine, id, to, {
    ...(it.from ? { from: it.from } : {}),
    set: { stateSince: tx.now(), version: sql`${cylinders.version} + 1` as never, ...it.set },
  })
  await keepMove(tx, id, row.movedFrom, to, it)
  await emitStaff(tx, 'gas.cylinder_moved', { cylinderId: id, from: row.movedFrom, to, event: it.event, depotId: row.depotId, typeId: row.typeId })
  return row
}

const shelvesOf = read<Shelf & { id: string }>('gas.shelves_of', `select id, depot_id "depotId", type_id "typeId" from gas.cylinders where id = any($1::uuid[])`)
/** Locks the shelves on which these cylinders are counted; refuses an id that is none. */
export async function lockShelvesOf(tx: Tx, ids: readonly string[], more: readonly Shelf[] = []): Promise<void> {
  const found = await shelvesOf(tx, [ids])
  if (new Set(ids).size !== found.length) throw common.not_found()
  await lockShelves(tx, [...found, ...more])
}

export interface CylinderRow {
  id: string
  code: string
  depotId: string
  typeId: string
  state: CylinderState
  holderId: string | null
  holderSlot: number
  bookingId: string | null
  testDueOn: string | null
  tareGrams: number | null
  recallId: string | null
}
const columns = `id, code, depot_id "depotId", type_id "typeId", state, holder_id "holderId", holder_slot "holderSlot", booking_id "bookingId", test_due_on::text "testDueOn", tare_grams "tareGrams", recall_id "recallId"`
const byId = read<CylinderRow>('gas.cylinder', `select ${columns} from gas.cylinders where id = any($1::uuid[])`)
/** Unchecked: for rules that have decided who may. */
export const unsafeCylinders = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, CylinderRow>> => new Map((await byId(ctx, [ids])).map((c) => [c.id, c]))
const held = read<CylinderRow>('gas.held_by', `select ${columns} from gas.cylinders where holder_id = $1 and state = 'with_customer' order by state_since, id`)
/** The cylinders that a customer has now, longest first. */
export const heldBy = (ctx: Ctx, holderId: string): Promise<CylinderRow[]> => held(ctx, [holderId])
