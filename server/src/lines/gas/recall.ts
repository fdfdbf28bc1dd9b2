import { desc, eq } from 'drizzle-orm'
import { require, system } from '#platform/access'
import { audit } from '#platform/audit'
import { actingAs, inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { createTicket, listCategories, referencesOf } from '#core/support'
import { facesOf } from '#core/users'
import { moveBooking, newReference, shelfOf, unsafeBooking } from './booking.ts'
import { lockShelvesOf, moveCylinder, unsafeCylinders } from './cylinder.ts'
import { plainTestDue, testDueOn } from './days.ts'
import { wait } from './book.ts'
import { emitStaff } from './events.ts'
import { settleItem, type Resolution } from './recall.items.ts'
import { refuse } from './refusals.ts'
import { recalls } from './schema.ts'
import { serveSoon, trimPromises, watchLow, type Shelf } from './stock.ts'
import { cylinderStates, type CylinderState } from './words.ts'

export interface Criteria {
  batch?: string | undefined
  testDue?: string | undefined
}
const matching = read<{ id: string; state: CylinderState; depotId: string; depotName: string; holderId: string | null; bookingId: string | null }>(
  'gas.recall_matching',
  `select c.id, c.state, c.depot_id "depotId", d.name "depotName", c.holder_id "holderId", c.booking_id "bookingId" from gas.cylinders c join gas.depots d on d.id = c.depot_id
   where c.state <> 'condemned' and ($1::text is null or c.batch = $1) and ($2::text is null or c.test_due = $2) and (c.recall_id is null or $3) order by c.depot_id, c.type_id, c.id`,
)
function plain(it: Criteria): [string | null, string | null] {
  if (it.batch === undefined && it.testDue === undefined) throw refuse.recall_criteria()
  if (it.testDue !== undefined && testDueOn(it.testDue) === null)
    throw refuse.test_due_wrong({ errors: [{ path: 'testDue', message: 'is a letter A to D and a year, such as C27' }] })
  return [it.batch ?? null, it.testDue === undefined ? null : plainTestDue(it.testDue)]
}

/** Where the cylinders of a batch or test-due code are now, before anything is done. */
export async function recallPreview(
  ctx: Ctx,
  it: Criteria,
): Promise<{ total: number; states: Record<string, number>; holders: number; depots: { name: string; count: number }[] }> {
  const rows = await matching(ctx, [...plain(it), true])
  const depots = new Map<string, number>()
  for (const r of rows) depots.set(r.depotName, (depots.get(r.depotName) ?? 0) + 1)
  return {
    total: rows.length,
    states: Object.fromEntries(cylinderStates.map((s) => [s, rows.filter((r) => r.state === s).length])),
    holders: new Set(rows.filter((r) => r.state === 'with_customer').map((r) => r.holderId)).size,
    depots: [...depots].map(([name, count]) => ({ name, count })),
  }
}

const insertItem = write('gas.recall_item', `insert into gas.recall_items (recall_id, cylinder_id, found_in, holder_id) values ($1, $2, $3, $4)`)
const flag = write('gas.recall_flag', `update gas.cylinders set recall_id = $2, version = version + 1 where id = $1`)

/**
 * One motion: finds every cylinder of a batch or test-due code, freezes it where it is (on the shelf or meant for somebody: quarantined; with a customer or at the
 * plant: flagged, so that it is held when it comes back), puts bookings that lose theirs first in the waiting list, tells each holder and opens a ticket for
 * each. Closed when the last one is settled.
 */
export const openRecall = (ctx: Ctx, it: Criteria & { reason: string; categoryId?: string | undefined }): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.recall', 'line')
    const [batch, testDue] = plain(it)
    const found = await matching(tx, [batch, testDue, false])
    if (found.length === 0) throw refuse.recall_empty()
    const bookings = (await Promise.all(found.filter((f) => f.bookingId !== null).map((f) => unsafeBooking(tx, f.bookingId!)))).filter((b) => b !== null)
    // All shelves in one order, before anything moves.
    await lockShelvesOf(
      tx,
      found.map((f) => f.id),
      bookings.map(shelfOf),
    )
    const [recall] = await tx.db
      .insert(recalls)
      .values({ reference: newReference('RCL'), batch, testDue, reason: it.reason, actorId: tx.actor.id, actorName: tx.actor.name, createdAt: tx.now() })
      .returning()
    const recallId = recall!.id
    const now = await unsafeCylinders(
      tx,
      found.map((f) => f.id),
    )
    const shelves = new Map<string, Shelf>()
    for (const c of now.values()) {
      if (c.state === 'condemned' || c.recallId !== null) continue
      shelves.set(c.depotId + c.typeId, { depotId: c.depotId, typeId: c.typeId })
      await insertItem(tx, [recallId, c.id, c.state, c.state === 'with_customer' ? c.holderId : null])
      if (c.state === 'filled') {
        await trimPromises(tx, c, 1)
        await freeze(tx, c.id, recallId, 'recall')
      } else if (c.state === 'allocated' || c.state === 'in_transit') await takeFromBooking(tx, c.id, c.bookingId!, recallId)
      else if (c.state === 'empty') await freeze(tx, c.id, recallId, 'damage_found')
      else await flag(tx, [c.id, recallId])
      if (c.state === 'with_customer' && c.holderId) {
        const ticketId = await openTicket(tx, recallId, recall!.reference, c, it)
        await emitStaff(tx, 'gas.recall_item', { recallId, cylinderId: c.id, holderId: c.holderId, ticketId })
      }
    }
    await audit(tx, { action: 'gas.recall_opened', noun: 'gas_recall', nounId: recallId, after: { batch, testDue, items: now.size }, reason: it.reason })
    await emitStaff(tx, 'gas.recall_opened', { recallId, reference: recall!.reference })
    for (const shelf of shelves.values()) {
      await watchLow(tx, shelf)
      await serveSoon(tx, shelf)
    }
    return recallId
  })

const freeze = (tx: Tx, id: string, recallId: string, event: string) =>
  moveCylinder(tx, id, 'quarantined', { event, reason: 'Recall', set: { recallId, bookingId: null, holderId: null } })

async function takeFromBooking(tx: Tx, cylinderId: string, bookingId: string, recallId: string): Promise<void> {
  await freeze(tx, cylinderId, recallId, 'found_bad')
  const b = (await unsafeBooking(tx, bookingId))!
  if (b.status === 'allocated') {
    await wait(tx, await moveBooking(tx, b.id, 'paid', { from: ['allocated'], reason: 'Recall', set: { cylinderId: null, allottedAt: null } }))
    await serveSoon(tx, shelfOf(b))
  } else if (b.status === 'out_for_delivery')
    await moveBooking(tx, b.id, 'delivery_failed', { reason: 'Recall', set: { failure: 'bad_cylinder', cylinderId: null, dacHash: null } })
  // A delivery that failed keeps its state; the next try takes another cylinder.
  else await forgetCylinder(tx, [b.id])
}
const forgetCylinder = write('gas.forget_cylinder', `update gas.bookings set cylinder_id = null, failure = 'bad_cylinder', version = version + 1 where id = $1`)

/** The category of the tickets: the one that was named, or an issue of the gas line, or what comes nearest. */
async function categoryOf(ctx: Ctx, wanted: string | undefined): Promise<string | undefined> {
  const fit = (await listCategories(ctx)).filter((c) => c.active && !c.emergency && (c.line === 'gas' || c.line === 'general') && (wanted === undefined || c.id === wanted))
  return fit.toSorted((a, b) => Number(b.kind === 'issue') - Number(a.kind === 'issue') || Number(b.line === 'gas') - Number(a.line === 'gas'))[0]?.id
}
const setTicket = write('gas.recall_ticket', `update gas.recall_items set ticket_id = $3 where recall_id = $1 and cylinder_id = $2`)
async function openTicket(
  tx: Tx,
  recallId: string,
  reference: string,
  c: { id: string; code: string; holderId: string | null },
  it: { reason: string; categoryId?: string | undefined },
) {
  const categoryId = await categoryOf(tx, it.categoryId)
  if (categoryId === undefined) return null
  const { id } = await createTicket(actingAs(tx, system('Safety recall')), {
    categoryId,
    requesterId: c.holderId!,
    subject: `Safety recall of cylinder ${c.code}`,
    description: `Your cylinder ${c.code} is part of the safety recall ${reference}: ${it.reason}\n\nClose its valve and do not use it. We will exchange it.`,
    priority: 'high',
    relatedTo: { type: 'gas_cylinder', id: c.id },
    submissionKey: `recall:${recallId}:${c.id}`,
    channel: 'rule',
  })
  await setTicket(tx, [recallId, c.id, id])
  return id
}

/** What became of one cylinder: secured (held), cleared (nothing wrong; it may be filled again), condemned, or not affected. The last one closes the recall. */
export const resolveItem = (ctx: Ctx, recallId: string, cylinderId: string, it: { resolution: Resolution; note?: string | undefined }): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.recall', 'line')
    await lockShelvesOf(tx, [cylinderId])
    const c = (await unsafeCylinders(tx, [cylinderId])).get(cylinderId)!
    if (c.recallId !== recallId) throw common.not_found()
    if (it.resolution === 'condemned') {
      if (c.state !== 'quarantined' && c.state !== 'refilling') throw common.illegal_move({ detail: `This cylinder is ${c.state.replaceAll('_', ' ')}; it has to be here first.` })
      await moveCylinder(tx, cylinderId, 'condemned', { event: c.state === 'quarantined' ? 'scrap' : 'failed_hydro_test', reason: it.note ?? 'Recall', set: { recallId: null } })
    } else if (it.resolution === 'secured') {
      if (c.state !== 'quarantined') throw common.illegal_move({ detail: `This cylinder is ${c.state.replaceAll('_', ' ')}; it is secured when it is held here.` })
    } else {
      await flag(tx, [cylinderId, null])
      if (c.state === 'quarantined') await moveCylinder(tx, cylinderId, 'empty', { event: 'cleared', reason: it.note ?? 'Recall cleared', set: { filledAt: null } })
    }
    await settleItem(tx, recallId, cylinderId, it.resolution, it.note ?? null)
  })

const progress = read<{ id: string; total: number; settled: number }>(
  'gas.recall_progress',
  `select recall_id id, count(*)::int total, count(resolved_at)::int settled from gas.recall_items where recall_id = any($1::uuid[]) group by 1`,
)
/** Recalls, newest first, with how much of each is settled. */
export async function listRecalls(ctx: Ctx) {
  const rows = await ctx.db.select().from(recalls).orderBy(desc(recalls.createdAt), desc(recalls.id)).limit(100)
  const done = new Map((await progress(ctx, [rows.map((r) => r.id)])).map((p) => [p.id, p]))
  return rows.map((r) => summary(r, done.get(r.id)))
}
const items = read<{
  cylinderId: string
  code: string
  foundIn: CylinderState
  state: CylinderState
  depotName: string
  holderId: string | null
  ticketId: string | null
  resolution: Resolution | null
  resolvedAt: Date | null
  note: string | null
}>(
  'gas.recall_items_of',
  `select i.cylinder_id "cylinderId", c.code, i.found_in "foundIn", c.state, d.name "depotName", i.holder_id "holderId", i.ticket_id "ticketId", i.resolution, i.resolved_at "resolvedAt", i.note
   from gas.recall_items i join gas.cylinders c on c.id = i.cylinder_id join gas.depots d on d.id = c.depot_id where i.recall_id = $1 order by i.resolved_at nulls first, c.code`,
)
/** One recall with each cylinder: where it was found, where it is now, who has it, the ticket, and what became of it. */
export async function recallOut(ctx: Ctx, id: string) {
  const [row] = await ctx.db.select().from(recalls).where(eq(recalls.id, id))
  if (!row) throw common.not_found()
  const list = await items(ctx, [id])
  const { people } = await facesOf(
    ctx,
    list.map((i) => i.holderId),
  )
  const references = await referencesOf(
    ctx,
    list.flatMap((i) => i.ticketId ?? []),
  )
  return {
    ...summary(row, (await progress(ctx, [[id]]))[0]),
    items: list.map(({ holderId, ticketId, resolvedAt, ...i }) => ({
      ...i,
      holder: holderId === null ? null : { id: holderId, name: people.get(holderId)?.name ?? '' },
      ticket: ticketId === null ? null : { id: ticketId, reference: references.get(ticketId) ?? '' },
      resolvedAt: resolvedAt?.toISOString() ?? null,
    })),
  }
}
function summary(r: typeof recalls.$inferSelect, done: { total: number; settled: number } | undefined) {
  return {
    id: r.id,
    reference: r.reference,
    batch: r.batch,
    testDue: r.testDue,
    reason: r.reason,
    status: r.status,
    actorName: r.actorName,
    createdAt: r.createdAt.toISOString(),
    closedAt: r.closedAt?.toISOString() ?? null,
    total: done?.total ?? 0,
    settled: done?.settled ?? 0,
  }
}
