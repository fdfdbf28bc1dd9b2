import { sql } from 'drizzle-orm'
import { require } from '#platform/access'
import { inTransaction, read, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { takeBack } from './booking.ts'
import { keepMove, lockShelvesOf, moveCylinder, unsafeCylinders, type CylinderRow } from './cylinder.ts'
import { dayOf, plainTestDue, testDueOn } from './days.ts'
import { overridden } from './overrides.ts'
import { settleItem } from './recall.items.ts'
import { refuse } from './refusals.ts'
import { cylinders } from './schema.ts'
import { serveSoon, trimPromises, watchLow } from './stock.ts'
import type { CylinderState } from './words.ts'

/** What staff do with a cylinder that no booking has, and where it leads. `reason` where somebody will ask later. */
const events = {
  receive_empty: { from: ['registered'], to: 'empty', reason: false },
  fill: { from: ['registered', 'empty'], to: 'filled', reason: false },
  empty: { from: ['filled'], to: 'empty', reason: true },
  quarantine: { from: ['filled', 'empty', 'with_customer'], to: 'quarantined', reason: true },
  return: { from: ['with_customer'], to: 'empty', reason: false },
  lose: { from: ['with_customer'], to: 'lost', reason: true },
  find: { from: ['lost'], to: 'empty', reason: false },
  clear: { from: ['quarantined'], to: 'empty', reason: true },
  condemn: { from: ['quarantined', 'refilling', 'lost'], to: 'condemned', reason: true },
} as const satisfies Record<string, { from: readonly CylinderState[]; to: CylinderState; reason: boolean }>
export const cylinderEvents = Object.keys(events) as (keyof typeof events)[]
export type CylinderEvent = keyof typeof events

const names: Readonly<Record<CylinderEvent, (from: CylinderState) => string>> = {
  receive_empty: () => 'received_empty',
  fill: (from) => (from === 'registered' ? 'received_filled' : 'manual_refill'),
  empty: () => 'admin_mark_empty',
  quarantine: (from) => (from === 'empty' ? 'damage_found' : from === 'with_customer' ? 'returned_leaking' : 'leak'),
  return: () => 'returned',
  lose: () => 'not_returned',
  find: () => 'found',
  clear: () => 'cleared',
  condemn: (from) => (from === 'lost' ? 'written_off' : from === 'refilling' ? 'failed_hydro_test' : 'scrap'),
}

/** Refuses to fill what is past its test date or recalled. */
export function needFillable(tx: Tx, c: CylinderRow): void {
  if (c.testDueOn !== null && c.testDueOn < dayOf(tx, tx.now())) throw refuse.test_overdue()
  if (c.recallId !== null) throw refuse.recall_open()
}

/** Carries out one event on one cylinder: mark filled (goes to the end of the order), empty, quarantine, returned, lost, found, cleared, condemned. */
export const act = (ctx: Ctx, id: string, it: { event: CylinderEvent; reason?: string | undefined }): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.cylinder.edit', 'line')
    const rule = events[it.event]
    if (rule.reason && !it.reason) throw refuse.reason_needed({ errors: [{ path: 'reason', message: 'is needed' }] })
    await lockShelvesOf(tx, [id])
    const c = (await unsafeCylinders(tx, [id])).get(id)!
    if (!(rule.from as readonly CylinderState[]).includes(c.state)) {
      if (c.state === 'allocated' || c.state === 'in_transit') throw refuse.event_not_here()
      throw common.illegal_move({ detail: `This cylinder is ${c.state.replaceAll('_', ' ')} and cannot become ${rule.to}.`, extra: { from: c.state, to: rule.to } })
    }
    if (it.event === 'fill') needFillable(tx, c)
    if (it.event === 'clear' && c.recallId !== null) throw refuse.recall_open()
    if (c.state === 'filled') await trimPromises(tx, c, 1)
    if (c.state === 'with_customer' && it.event !== 'lose') await takeBack(tx, id, { leaking: it.event === 'quarantine', ...(it.reason ? { reason: it.reason } : {}) })
    else
      await moveCylinder(tx, id, rule.to, {
        event: names[it.event](c.state),
        reason: it.reason ?? null,
        from: [c.state],
        set: {
          ...(rule.to === 'filled' ? { filledAt: tx.now() } : rule.to === 'empty' ? { filledAt: null } : {}),
          ...(rule.to === 'empty' || rule.to === 'condemned' ? { holderId: null, holderSlot: 1 } : {}),
          ...(rule.to === 'condemned' ? { recallId: null } : {}),
        },
      })
    if (c.recallId !== null && rule.to === 'condemned') await settleItem(tx, c.recallId, id, 'condemned', it.reason ?? null)
    await watchLow(tx, c)
    await serveSoon(tx, c)
  })

/** Changes what is stamped on it. A test date that is over takes a filled one out of the shelf with the next sweep. */
export const editCylinder = (ctx: Ctx, id: string, it: { batch?: string | null; testDue?: string | null; tareGrams?: number | null }, version?: number): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.cylinder.edit', 'line')
    await lockShelvesOf(tx, [id])
    const due = it.testDue === undefined || it.testDue === null ? null : testDueOn(it.testDue)
    if (it.testDue != null && due === null) throw refuse.test_due_wrong({ errors: [{ path: 'testDue', message: 'is a letter A to D and a year, such as C27' }] })
    const rows = await tx.db
      .update(cylinders)
      .set({
        ...(it.batch === undefined ? {} : { batch: it.batch }),
        ...(it.tareGrams === undefined ? {} : { tareGrams: it.tareGrams }),
        ...(it.testDue === undefined ? {} : { testDue: it.testDue === null ? null : plainTestDue(it.testDue), testDueOn: due }),
        version: sql`${cylinders.version} + 1`,
      })
      .where(version === undefined ? sql`${cylinders.id} = ${id}` : sql`${cylinders.id} = ${id} and ${cylinders.version} = ${version}`)
      .returning({ id: cylinders.id })
    if (rows.length === 0) throw common.stale()
  })

/**
 * Puts right what is recorded wrongly, against the table of moves: a supervisor's override with a reason. A cylinder of a running booking is put right through
 * the booking. `with_customer` names who has it (for cylinders that were out before this system).
 */
export const correct = (
  ctx: Ctx,
  id: string,
  it: { state: 'empty' | 'filled' | 'quarantined' | 'lost' | 'with_customer'; reason: string; customerId?: string | undefined },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.override', 'line')
    await lockShelvesOf(tx, [id])
    const c = (await unsafeCylinders(tx, [id])).get(id)!
    if (c.state === 'allocated' || c.state === 'in_transit') throw refuse.event_not_here()
    if (c.state === it.state) throw common.illegal_move({ detail: 'It is in that state already.', extra: { from: c.state, to: it.state } })
    if (it.state === 'filled') needFillable(tx, c)
    if (it.state === 'with_customer' && !it.customerId) throw refuse.customer_unknown({ errors: [{ path: 'customerId', message: 'is needed' }] })
    if (c.state === 'filled') await trimPromises(tx, c, 1)
    await tx.db
      .update(cylinders)
      .set({
        state: it.state,
        stateSince: tx.now(),
        filledAt: it.state === 'filled' ? tx.now() : null,
        holderId: it.state === 'with_customer' || it.state === 'lost' ? (it.customerId ?? c.holderId) : null,
        holderSlot: 1,
        bookingId: null,
        version: sql`${cylinders.version} + 1`,
      })
      .where(sql`${cylinders.id} = ${id}`)
    await keepCorrection(tx, c, it)
    await watchLow(tx, c)
    await serveSoon(tx, c)
  })

async function keepCorrection(tx: Tx, c: CylinderRow, it: { state: CylinderState; reason: string; customerId?: string | undefined }): Promise<void> {
  keepMove(tx, c.id, c.state, it.state, { event: 'corrected', reason: it.reason })
  await overridden(tx, {
    action: 'correct',
    rule: 'cylinder_moves',
    reason: it.reason,
    cylinderId: c.id,
    customerId: it.customerId ?? c.holderId,
    before: { state: c.state, holderId: c.holderId },
    after: { state: it.state, holderId: it.customerId ?? null },
  })
}

const past = read<{ id: string }>('gas.past_test', `select id from gas.cylinders where state = 'filled' and test_due_on < $1 order by depot_id, type_id, id limit 500`)
/** Sweep: filled cylinders past their test date go into quarantine. */
export async function quarantineDue(ctx: Ctx): Promise<void> {
  for (;;) {
    const rows = await past(ctx, [dayOf(ctx, ctx.now())])
    for (const { id } of rows)
      await inTransaction(ctx, async (tx) => {
        await lockShelvesOf(tx, [id])
        const c = (await unsafeCylinders(tx, [id])).get(id)!
        if (c.state !== 'filled') return
        await trimPromises(tx, c, 1)
        await moveCylinder(tx, id, 'quarantined', { event: 'test_due', from: ['filled'] })
        await watchLow(tx, c)
      })
    if (rows.length < 500) return
  }
}
