import { collect, read, write, type Collector, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { machine, move } from '#platform/states'
import { emitStaff } from './events.ts'
import { cylinders } from './schema.ts'
import { lockShelves, type Shelf } from './stock.ts'
import { cylinderMoves, type CylinderState } from './words.ts'

export type Cylinder = typeof cylinders.$inferSelect

/** The machine of gas.md. Moves are kept in `gas.cylinder_moves`, with the event that a move has here. */
export const cylinderMachine = machine({ noun: 'cylinder', table: cylinders, column: 'state', initial: ['registered'], moves: cylinderMoves, record: async () => {} })

const insertMoves = write(
  'gas.cylinder_moved',
  `insert into gas.cylinder_moves (cylinder_id, "from", "to", event, reason, booking_id, batch_id, actor_id, actor_name, at)
   select "cylinderId", "from", "to", event, reason, "bookingId", "batchId", "actorId", "actorName", at from jsonb_to_recordset($1::jsonb)
     as x ("cylinderId" uuid, "from" text, "to" text, event text, reason text, "bookingId" uuid, "batchId" uuid, "actorId" uuid, "actorName" text, at timestamptz)`,
)
interface Kept {
  cylinderId: string
  from: CylinderState | null
  to: CylinderState
  event: string
  reason: string | null
  bookingId: string | null
  batchId: string | null
  actorId: string | null
  actorName: string
  at: Date
}
const kept: Collector<Kept> = { flush: async (tx, moves) => void (await insertMoves(tx, [JSON.stringify(moves)])) }
export interface Told {
  event: string
  reason?: string | null
  bookingId?: string | null
  batchId?: string | null
}
export function keepMove(tx: Tx, id: string, from: CylinderState | null, to: CylinderState, it: Told): void {
  const { actor } = tx
  const { event, reason = null, bookingId = null, batchId = null } = it
  collect(tx, kept, { cylinderId: id, from, to, event, reason, bookingId, batchId, actorId: actor.id, actorName: actor.name, at: tx.now() })
}

/**
 * Moves a cylinder whose shelf the caller has locked, with `via` through a state that it passes in the same moment; writes the history of each step.
 * Refuses every move that gas.md does not list.
 */
export async function moveCylinder(
  tx: Tx,
  id: string,
  to: CylinderState,
  it: Told & { from?: readonly CylinderState[]; via?: { to: CylinderState; event: string }; set?: Partial<typeof cylinders.$inferInsert> },
): Promise<Cylinder & { movedFrom: CylinderState }> {
  const row = await move(tx, cylinderMachine, id, to, {
    ...(it.from ? { from: it.from } : {}),
    ...(it.via ? { through: [it.via.to] } : {}),
    set: { stateSince: tx.now(), ...it.set },
    reckon: { version: 't.version + 1' },
  })
  let from = row.movedFrom
  for (const step of [...(it.via ? [it.via] : []), { to, event: it.event }]) {
    keepMove(tx, id, from, step.to, { ...it, event: step.event })
    await emitStaff(tx, 'gas.cylinder_moved', { cylinderId: id, from, to: step.to, event: step.event, depotId: row.depotId, typeId: row.typeId })
    from = step.to
  }
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
