import { asc, desc, eq } from 'drizzle-orm'
import { write, type Tx } from '#platform/db'
import { addJob } from '#platform/jobs'
import { later } from '#platform/time'
import { deliveries, downtimes } from './schema.ts'
import type { Method } from './scripts.ts'
import { downtimeEntity } from './bank.routes.ts'
import { changed, newId, tell } from './world.ts'

const setArmed = write(
  'simulator.arm',
  `insert into simulator.state (id, generation, armed_script, armed_method) values (1, 1, $1, $2) on conflict (id) do update set armed_script = excluded.armed_script, armed_method = excluded.armed_method`,
)
/** The next order is paid by this script without anybody pressing; null: it is not. */
export async function arm(tx: Tx, script: string | null, method: Method | null): Promise<void> {
  await setArmed(tx, [script, script === null ? null : method])
  await changed(tx)
}

const setHolding = write('simulator.hold', `insert into simulator.state (id, generation, holding) values (1, 1, $1) on conflict (id) do update set holding = excluded.holding`)
/** Messages wait from now on, or go out again; those that waited wait until they are let go. */
export async function hold(tx: Tx, on: boolean): Promise<void> {
  await setHolding(tx, [on])
  await changed(tx)
}

/** Lets go of what waited, one after the other in the order that is asked for, each so many times. */
export async function release(tx: Tx, order: 'as_made' | 'reversed' | 'shuffled', copies: number): Promise<number> {
  const held = await tx.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.held, true))
    .orderBy(order === 'reversed' ? desc(deliveries.dueAt) : asc(deliveries.dueAt), order === 'reversed' ? desc(deliveries.id) : asc(deliveries.id))
    .for('update')
  const round = Array.from({ length: copies }, () => held).flat()
  if (order === 'shuffled')
    for (let i = round.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1))
      ;[round[i], round[j]] = [round[j]!, round[i]!]
    }
  for (const [n, { id }] of round.entries()) await addJob(tx, 'simulator.deliver', { id, copy: n }, { queue: 'simulator.release', runAt: later(tx.now(), n) })
  await tx.db.update(deliveries).set({ held: false, copies }).where(eq(deliveries.held, true))
  await changed(tx)
  return round.length
}

/** Sends a message again, with the same id and the same bytes. */
export async function sendAgain(tx: Tx, id: string, copies: number): Promise<boolean> {
  const [it] = await tx.db.update(deliveries).set({ held: false }).where(eq(deliveries.id, id)).returning({ id: deliveries.id })
  if (!it) return false
  for (let copy = 1; copy <= copies; copy++) await addJob(tx, 'simulator.deliver', { id, copy })
  await changed(tx)
  return true
}

const nearer = write<{ id: number }>(
  'simulator.clock',
  `update graphile_worker._private_jobs j set run_at = greatest(now(), j.run_at - make_interval(secs => $1))
   from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier like 'simulator.%' and j.locked_at is null and j.run_at > now() returning j.id`,
)
const nearerShown = write('simulator.clock_shown', `update simulator.deliveries set due_at = greatest($2, due_at - make_interval(secs => $1)) where due_at > $2`)
/** Time passes at the simulated bank: what was still to happen comes nearer. The clock of the product stays. */
export async function passTime(tx: Tx, seconds: number): Promise<number> {
  const moved = await nearer(tx, [seconds])
  await nearerShown(tx, [seconds, tx.now()])
  await changed(tx)
  return moved.length
}

/** A way to pay stops working well, or works again. */
export async function downtime(tx: Tx, it: { method: string; severity: 'high' | 'medium' | 'low'; on: boolean }): Promise<void> {
  const [now] = await tx.db.select().from(downtimes).where(eq(downtimes.method, it.method)).orderBy(desc(downtimes.beganAt)).limit(1).for('update')
  const running = now && now.endedAt === null ? now : undefined
  if (!it.on) {
    if (!running) return
    const [ended] = await tx.db.update(downtimes).set({ endedAt: tx.now() }).where(eq(downtimes.id, running.id)).returning()
    await tell(tx, 'payment.downtime.resolved', { 'payment.downtime': downtimeEntity(ended!) })
    return
  }
  const row = running
    ? (await tx.db.update(downtimes).set({ severity: it.severity }).where(eq(downtimes.id, running.id)).returning())[0]!
    : (
        await tx.db
          .insert(downtimes)
          .values({ id: newId('down'), method: it.method, severity: it.severity, beganAt: tx.now() })
          .returning()
      )[0]!
  await tell(tx, running ? 'payment.downtime.updated' : 'payment.downtime.started', { 'payment.downtime': downtimeEntity(row) })
}
