import { expect } from 'vitest'
import { balanceOf, verifyLedger } from '#core/ledger'
import type { TestApp } from './app.ts'

/** What must hold of a depot at every moment, read from the rows and not from the counters. */
export async function stockTruth(t: TestApp, depotId: string): Promise<void> {
  const [counted] = await t.rows(
    `select s.promised, s.filled, s.owned, (select count(*)::int from gas.bookings b where b.depot_id = s.depot_id and b.promised) held,
       (select count(*)::int from gas.cylinders c where c.depot_id = s.depot_id and c.state = 'filled') on_shelf, (select count(*)::int from gas.cylinders c where c.depot_id = s.depot_id and c.state <> 'condemned') owns,
       (select coalesce(max(n), 0) from (select count(*)::int n from gas.cylinders c where c.state = 'with_customer' and c.depot_id = s.depot_id group by holder_id) x) most_held,
       (select coalesce(max(n), 0) from (select count(*)::int n from gas.bookings b where b.status not in ('delivered', 'cancelled', 'expired') and b.depot_id = s.depot_id group by customer_id) x) most_open,
       (select count(*)::int from gas.bookings b join gas.cylinders c on c.id = b.cylinder_id where b.depot_id = s.depot_id and b.status in ('allocated', 'out_for_delivery') and (c.booking_id <> b.id or c.state not in ('allocated', 'in_transit'))) astray,
       (select count(*)::int from gas.cylinders c where c.depot_id = s.depot_id and c.state in ('allocated', 'in_transit') and not exists (select 1 from gas.bookings b where b.id = c.booking_id and b.cylinder_id = c.id and b.status in ('allocated', 'out_for_delivery', 'delivery_failed'))) orphans,
       (select count(*)::int from gas.bookings b where b.depot_id = s.depot_id and b.paid_at is null and (b.cylinder_id is not null or b.status in ('waitlisted', 'allocated', 'delivered'))) unpaid
     from gas.stock s where s.depot_id = $1`,
    [depotId],
  )
  if (!counted) return
  expect(counted.held).toBe(counted.promised)
  expect(counted.on_shelf).toBe(counted.filled)
  expect(counted.owns).toBe(counted.owned)
  expect(counted.promised).toBeLessThanOrEqual(counted.filled)
  expect(counted.most_held).toBeLessThanOrEqual(1)
  expect(counted.most_open).toBeLessThanOrEqual(1)
  expect([counted.astray, counted.orphans, counted.unpaid]).toEqual([0, 0, 0])
}

/**
 * What must hold of the money of a depot's bookings, from the rows of payments and the balances of the books: who paid has a cylinder or a place, or it all went back; who has a
 * cylinder paid for it once; what is owed is what was paid and not delivered. For bookings without fees and goodwills.
 */
export async function moneyTruth(t: TestApp, depotId: string): Promise<void> {
  expect(
    await t.rows(
      `select b.reference, b.status, i.state, m.charged, m.back, x.owed from gas.bookings b join payments.intents i on i.id = b.intent_id
       cross join lateral (select coalesce(sum(a.amount) filter (where a.state = 'captured'), 0)::bigint charged, coalesce(sum(a.refund_total), 0)::bigint back from payments.attempts a where a.intent_id = i.id) m
       cross join lateral (select coalesce(-sum(l.balance), 0)::bigint owed from ledger.accounts a join ledger.balances l on l.account_id = a.id where a.name = 'liabilities:deferred:lpg:' || b.id) x
       where b.depot_id = $1 and not case
         when b.status in ('waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed') then m.charged - m.back = b.amount and x.owed = b.amount and i.state = 'captured'
         when b.status = 'delivered' then m.charged - m.back = b.amount and x.owed = 0 and i.state = 'captured' and b.cylinder_id is not null
         else m.charged = m.back and x.owed = 0 and b.cylinder_id is null end`,
      [depotId],
    ),
  ).toEqual([])
  // No cylinder at a customer without a booking that brought it.
  expect(
    await t.rows(
      `select c.code from gas.cylinders c where c.depot_id = $1 and c.state = 'with_customer'
         and not exists (select 1 from gas.bookings b where b.cylinder_id = c.id and b.customer_id = c.holder_id and b.status = 'delivered')`,
      [depotId],
    ),
  ).toEqual([])
}

/** The books are whole, and what stands at the gateway is what the gateway says. */
export async function booksTruth(t: TestApp): Promise<void> {
  expect(await verifyLedger(t.ctx())).toMatchObject({ ok: true, faults: [] })
  const [simulated] = await t.rows(
    `select (select coalesce(sum(amount), 0)::bigint from simulator.payments where captured) captured, (select coalesce(sum(amount), 0)::bigint from simulator.refunds where status = 'processed') back`,
  )
  expect((await balanceOf(t.ctx(), 'assets:gateway:razorpay')).amount).toBe(Number(simulated!.captured) - Number(simulated!.back))
}
