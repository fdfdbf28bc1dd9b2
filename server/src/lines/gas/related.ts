import { readText, type Ctx } from '#platform/db'
import type { Relates } from '#platform/module'
import { seesAll } from './booking.ts'

const labels =
  (permission: string, text: string, href: (staff: boolean, id: string) => string | null): Relates['labels'] =>
  async (ctx: Ctx, ids) => {
    const all = seesAll(ctx.actor, permission)
    const rows = await readText<{ id: string; label: string }>(ctx, text, [ids, all, ctx.actor.id])
    return new Map(rows.map((r) => [r.id, { label: r.label, href: href(ctx.actor.staff, r.id) }]))
  }

/** What a complaint may be about: one's own booking, cylinder or account. Somebody else's are missing from the answer. (G7) */
export const relates: Readonly<Record<string, Relates>> = {
  gas_booking: {
    label: 'Booking',
    labels: labels(
      'gas.booking.read',
      `select id::text, 'Booking ' || reference label from gas.bookings where id::text = any($1::text[]) and ($2 or customer_id = $3::uuid)`,
      (staff, id) => (staff ? `/admin/gas/bookings/${id}` : `/gas/bookings/${id}`),
    ),
  },
  gas_cylinder: {
    label: 'Cylinder',
    labels: labels(
      'gas.cylinder.read',
      // Also one that they had and gave back: the complaint may come after the exchange.
      `select c.id::text, 'Cylinder ' || c.code label from gas.cylinders c where c.id::text = any($1::text[])
         and ($2 or c.holder_id = $3::uuid or exists (select 1 from gas.bookings b where b.customer_id = $3::uuid and c.id in (b.cylinder_id, b.returned_cylinder_id)))`,
      (staff, id) => (staff ? `/admin/gas/cylinders/${id}` : null),
    ),
  },
  gas_account: {
    label: 'Utility account',
    labels: labels(
      'gas.account.read',
      `select a.id::text, 'Account ' || a.number label from gas.accounts a where a.id::text = any($1::text[]) and ($2 or exists (select 1 from gas.account_links l where l.account_id = a.id and l.person_id = $3::uuid))`,
      (staff, id) => (staff ? `/admin/gas/accounts/${id}` : `/gas/accounts/${id}`),
    ),
  },
}
