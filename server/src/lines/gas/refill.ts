import { eq, isNull, sql, and } from 'drizzle-orm'
import { require } from '#platform/access'
import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { common, type FieldError } from '#platform/problems'
import { newReference } from './booking.ts'
import { lockShelvesOf, moveCylinder, unsafeCylinders } from './cylinder.ts'
import { dayOf } from './days.ts'
import { refuse } from './refusals.ts'
import { cylinderTypes, depots, refillBatches, refillItems } from './schema.ts'
import { serveSoon, watchLow, type Shelf } from './stock.ts'

/** Sends empty cylinders of a depot to the plant, and quarantined ones for a test. All or none: what cannot go is named. */
export const sendToPlant = (ctx: Ctx, it: { depotId: string; plant: string; cylinderIds: readonly string[] }): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.cylinder.edit', 'line')
    const ids = [...new Set(it.cylinderIds)]
    const [depot] = await tx.db.select().from(depots).where(eq(depots.id, it.depotId))
    if (!depot) throw refuse.depot_unknown()
    await lockShelvesOf(tx, ids)
    const found = await unsafeCylinders(tx, ids)
    const errors: FieldError[] = []
    it.cylinderIds.forEach((id, i) => {
      const c = found.get(id)!
      if (c.depotId !== it.depotId) errors.push({ path: `cylinderIds.${i}`, message: `${c.code} is at another depot` })
      else if (c.state !== 'empty' && c.state !== 'quarantined') errors.push({ path: `cylinderIds.${i}`, message: `${c.code} is ${c.state.replaceAll('_', ' ')}` })
    })
    if (errors.length > 0) throw refuse.batch_cylinder({ errors })
    const [batch] = await tx.db
      .insert(refillBatches)
      .values({ reference: newReference('RFL'), depotId: it.depotId, plant: it.plant, sentAt: tx.now() })
      .returning({ id: refillBatches.id })
    await tx.db.insert(refillItems).values(ids.map((cylinderId) => ({ batchId: batch!.id, cylinderId })))
    for (const id of ids)
      await moveCylinder(tx, id, 'refilling', {
        event: found.get(id)!.state === 'empty' ? 'sent_to_plant' : 'to_plant_for_test',
        batchId: batch!.id,
        from: ['empty', 'quarantined'],
      })
    return batch!.id
  })

export interface Received {
  cylinderId: string
  /** What the scales show, in grams. */
  grossGrams?: number
  failed?: 'plant' | 'hydro_test'
  reason?: string
}

/**
 * Takes cylinders back from the plant: filled when the weight (gross less tare) is within the tolerance of the type, the test date is not over and no recall
 * waits; otherwise quarantined with the reason. A failed pressure test condemns. Gives what became of each.
 */
export const receiveFromPlant = (
  ctx: Ctx,
  batchId: string,
  list: readonly Received[],
): Promise<{ cylinderId: string; outcome: 'filled' | 'quarantined' | 'condemned'; reason: string | null }[]> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.cylinder.edit', 'line')
    const [batch] = await tx.db.select().from(refillBatches).where(eq(refillBatches.id, batchId)).for('update')
    if (!batch) throw common.not_found()
    if (batch.closedAt) throw refuse.batch_closed()
    const open = new Set(
      (
        await tx.db
          .select()
          .from(refillItems)
          .where(and(eq(refillItems.batchId, batchId), isNull(refillItems.receivedAt)))
      ).map((i) => i.cylinderId),
    )
    const errors = list.flatMap((r, i) =>
      open.has(r.cylinderId) && list.findIndex((x) => x.cylinderId === r.cylinderId) === i ? [] : [{ path: `items.${i}.cylinderId`, message: 'is not out with this batch' }],
    )
    if (errors.length > 0) throw refuse.batch_cylinder({ errors })
    const ids = list.map((r) => r.cylinderId)
    await lockShelvesOf(tx, ids)
    const found = await unsafeCylinders(tx, ids)
    const types = new Map((await tx.db.select().from(cylinderTypes)).map((t) => [t.id, t]))
    const out = []
    for (const r of list) {
      const c = found.get(r.cylinderId)!
      const type = types.get(c.typeId)!
      const { outcome, event, reason } = judge(tx, r, c, type)
      await moveCylinder(tx, c.id, outcome, { event, reason, batchId, from: ['refilling'], set: { filledAt: outcome === 'filled' ? tx.now() : null } })
      await tx.db
        .update(refillItems)
        .set({ outcome, grossGrams: r.grossGrams ?? null, reason, receivedAt: tx.now() })
        .where(and(eq(refillItems.batchId, batchId), eq(refillItems.cylinderId, c.id)))
      out.push({ cylinderId: c.id, outcome, reason })
    }
    await tx.db
      .update(refillBatches)
      .set({ closedAt: tx.now() })
      .where(sql`${refillBatches.id} = ${batchId} and not exists (select 1 from gas.refill_items where batch_id = ${batchId} and received_at is null)`)
    for (const shelf of new Map([...found.values()].map((c): [string, Shelf] => [c.depotId + c.typeId, c])).values()) {
      await watchLow(tx, shelf)
      await serveSoon(tx, shelf)
    }
    return out
  })

function judge(
  tx: Tx,
  r: Received,
  c: { tareGrams: number | null; testDueOn: string | null; recallId: string | null },
  type: { netGrams: number; toleranceGrams: number },
): { outcome: 'filled' | 'quarantined' | 'condemned'; event: string; reason: string | null } {
  if (r.failed === 'hydro_test') return { outcome: 'condemned', event: 'failed_hydro_test', reason: r.reason ?? 'Failed the pressure test' }
  const bad = (reason: string) => ({ outcome: 'quarantined' as const, event: 'failed_at_plant', reason })
  if (r.failed === 'plant') return bad(r.reason ?? 'Failed at the plant')
  if (c.recallId !== null) return bad('A recall waits for it')
  if (c.testDueOn !== null && c.testDueOn < dayOf(tx, tx.now())) return bad('Past its test date')
  if (r.grossGrams !== undefined) {
    if (c.tareGrams === null) return bad('Its tare is not known, so its weight cannot be checked')
    const off = r.grossGrams - c.tareGrams - type.netGrams
    if (Math.abs(off) > type.toleranceGrams) return bad(`${Math.abs(off)} g too ${off < 0 ? 'light' : 'heavy'}`)
  }
  return { outcome: 'filled', event: 'received_filled', reason: null }
}
