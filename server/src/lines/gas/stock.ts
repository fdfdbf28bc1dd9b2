import { read, together, write, type Ctx, type Tx } from '#platform/db'
import { addJob } from '#platform/jobs'
import { dayOf } from './days.ts'
import { emitStaff } from './events.ts'
import { lowStock } from './settings.ts'

declare module '#platform/jobs' {
  interface Jobs {
    'gas.serve_waiting': { depotId: string; typeId: string }
  }
}

/** A shelf: the cylinders of one type at one depot. */
export interface Shelf {
  depotId: string
  typeId: string
}

const ensure = write('gas.stock_ensure', `insert into gas.stock (depot_id, type_id) select d, t from unnest($1::uuid[], $2::uuid[]) x(d, t) order by d, t on conflict do nothing`)
const lock = write<Shelf>(
  'gas.stock_lock',
  `select depot_id "depotId", type_id "typeId" from gas.stock where (depot_id, type_id) in (select d, t from unnest($1::uuid[], $2::uuid[]) x(d, t)) order by depot_id, type_id for update`,
)
const keysOf = (shelves: readonly Shelf[]) => [...new Map(shelves.map((s) => [`${s.depotId}${s.typeId}`, s])).values()]

/**
 * Takes the locks of shelves, always in the same order. Whoever hands out, takes back or counts cylinders holds the lock of their shelf first, then the
 * booking and the cylinder; so nobody skips a row that a rival may give back, and FIFO is strict. Says whether all of them were there: what was read in the same trip
 * was read behind the lock only then.
 */
export async function lockShelves(tx: Tx, shelves: readonly Shelf[]): Promise<boolean> {
  const keys = keysOf(shelves)
  if (keys.length === 0) return true
  const values = [keys.map((k) => k.depotId), keys.map((k) => k.typeId)]
  if ((await lock(tx, values)).length === keys.length) return true
  await ensure(tx, values)
  await lock(tx, values)
  return false
}

export interface Free {
  filled: number
  promised: number
  /** Filled, but past the test date. */
  due: number
  /** Paid bookings that wait. */
  waiting: number
  /** Operations have been told that little is left. */
  low: boolean
}
const counts = read<Free>(
  'gas.stock_free',
  `select s.filled, s.promised, s.low_since is not null low,
     (select count(*)::int from gas.cylinders c where c.depot_id = s.depot_id and c.type_id = s.type_id and c.state = 'filled' and c.test_due_on < $3) due,
     (select count(*)::int from gas.bookings b where b.depot_id = s.depot_id and b.type_id = s.type_id and b.status = 'waitlisted') waiting
   from gas.stock s where s.depot_id = $1 and s.type_id = $2`,
)
export const freeOn = async (ctx: Ctx, shelf: Shelf): Promise<Free> =>
  (await counts(ctx, [shelf.depotId, shelf.typeId, dayOf(ctx, ctx.now())]))[0] ?? { filled: 0, promised: 0, due: 0, waiting: 0, low: false }
/** How many may still be promised to somebody new: those who paid and wait come first. */
export const freeForNew = (f: Free): number => f.filled - f.due - f.promised - f.waiting
/** How many may be given out now to somebody without a promise. */
export const freeForWaiting = (f: Free): number => f.filled - f.due - f.promised

const oldest = write<{ id: string }>(
  'gas.oldest_filled',
  // No skip locked: the shelf is ours, and the oldest must go first.
  `select id from gas.cylinders where depot_id = $1 and type_id = $2 and state = 'filled' and (test_due_on is null or test_due_on >= $3) order by filled_at, id limit 1 for update`,
)
/** The oldest cylinder that may go out; the caller holds the shelf. */
export const oldestFilled = async (tx: Tx, shelf: Shelf): Promise<string | null> => (await oldest(tx, [shelf.depotId, shelf.typeId, dayOf(tx, tx.now())]))[0]?.id ?? null

/** The figures of a shelf and the cylinder that goes next; the caller holds it. */
export interface Shelved {
  stock: Free
  oldest: string | null
}
export async function shelved(tx: Tx, shelf: Shelf): Promise<Shelved> {
  const [stock, oldest] = await together(freeOn(tx, shelf), oldestFilled(tx, shelf))
  return { stock, oldest }
}

const promise = write('gas.stock_promise', `update gas.stock set promised = promised + $3 where depot_id = $1 and type_id = $2`)
export const countPromise = (tx: Tx, shelf: Shelf, by: 1 | -1): Promise<unknown> => promise(tx, [shelf.depotId, shelf.typeId, by])

const trim = write<{ id: string }>(
  'gas.trim_promises',
  `update gas.bookings set promised = false, version = version + 1 where id in (
     select b.id from gas.bookings b, gas.stock s where s.depot_id = $1 and s.type_id = $2 and b.depot_id = s.depot_id and b.type_id = s.type_id and b.promised
     order by b.created_at desc, b.id desc limit (select greatest(0, x.promised - (x.filled - $3::int)) from gas.stock x where x.depot_id = $1 and x.type_id = $2)) returning id`,
)
/** Before `n` filled cylinders leave the shelf by other ways than a booking: the newest promises that nothing stands behind any more are taken back; who pays then waits. */
export async function trimPromises(tx: Tx, shelf: Shelf, n: number): Promise<void> {
  for (const _ of await trim(tx, [shelf.depotId, shelf.typeId, n])) await countPromise(tx, shelf, -1)
}

const stamp = write(
  'gas.stamp_payment',
  `update gas.stock set last_paid_at = greatest($3::timestamptz, last_paid_at + interval '1 microsecond'), promised = promised - $4::int where depot_id = $1 and type_id = $2`,
)
/** Takes the next instant of payment of a shelf (its `last_paid_at`), later than every one before it, to the microsecond; and the promise that is redeemed with it. */
export const stampPayment = (tx: Tx, shelf: Shelf, promised: boolean): Promise<unknown> => stamp(tx, [shelf.depotId, shelf.typeId, tx.now(), promised ? 1 : 0])

const low = write<{ wasLow: boolean }>(
  'gas.stock_low',
  `update gas.stock set low_since = case when $3::bool then $4::timestamptz end where depot_id = $1 and type_id = $2 and (low_since is not null) <> $3::bool returning old.low_since is not null "wasLow"`,
)
/** Tells operations once when a shelf runs low, and arms the alarm again when it has recovered. Whoever holds the shelf may know its figures already. */
export async function watchLow(tx: Tx, shelf: Shelf, known?: Free): Promise<void> {
  const f = known ?? (await freeOn(tx, shelf))
  const isLow = freeForWaiting(f) < (await lowStock(tx))
  if (isLow === f.low) return
  const [changed] = await low(tx, [shelf.depotId, shelf.typeId, isLow, tx.now()])
  if (changed && isLow) await emitStaff(tx, 'gas.stock_low', { ...shelf, free: Math.max(0, freeForWaiting(f)) })
}

/** Whoever waits is served soon after the commit; also when nobody waits, because that is cheaper to find out there. */
export const serveSoon = (tx: Tx, shelf: Shelf): Promise<void> =>
  addJob(tx, 'gas.serve_waiting', { depotId: shelf.depotId, typeId: shelf.typeId }, { key: `gas.serve_waiting:${shelf.depotId}:${shelf.typeId}` })
