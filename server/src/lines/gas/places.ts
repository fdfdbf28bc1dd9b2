import { inTransaction, write, type Ctx, type Tx } from '#platform/db'
import { emitBooking } from './events.ts'
import type { Shelf } from './stock.ts'

const changed = write<{ id: string; reference: string; customerId: string; version: number; place: number; before: number | null }>(
  'gas.places_changed',
  `update gas.bookings b set told_place = p.place from (
     select id, place from (select id, told_place, row_number() over (order by paid_at, id)::int place from gas.bookings where depot_id = $1 and type_id = $2 and status = 'waitlisted') x
     where told_place is distinct from place order by place limit 200
   ) p where b.id = p.id and b.status = 'waitlisted' returning b.id, b.reference, b.customer_id "customerId", b.version, p.place, old.told_place before`,
)
/** Tells those who wait on a shelf their place, where it is another one than they were told last. A lorry that serves many is one telling. */
export async function tellPlaces(ctx: Ctx, shelf: Shelf): Promise<void> {
  for (;;) {
    const rows = await inTransaction(ctx, (tx) => tell(tx, shelf))
    if (rows < 200) return
  }
}
async function tell(tx: Tx, shelf: Shelf): Promise<number> {
  const rows = await changed(tx, [shelf.depotId, shelf.typeId])
  for (const b of rows) if (b.before !== null) await emitBooking(tx, 'gas.place_changed', b, { place: b.place, before: b.before })
  return rows.length
}
