import { afterCommit, collect, write, type Collector, type Tx } from './db.ts'

/** Names of events and their payloads (ids and facts, never entities). Modules add theirs by augmenting this interface. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by declaration merging
export interface Events {}
export type EventName = Extract<keyof Events, string>

export interface EventOf<N extends EventName = EventName> {
  readonly seq: number
  readonly name: N
  readonly payload: Events[N]
  readonly actorId: string | null
  readonly actorName: string
  readonly at: string
}

export type Subscriber<N extends EventName> = (tx: Tx, event: EventOf<N>) => Promise<void>
export type Subscribers = { [N in EventName]?: Subscriber<N> }

const subscribers = new Map<string, { module: string; run: Subscriber<EventName> }[]>()

export function subscribe(module: string, on: Subscribers): void {
  for (const [name, run] of Object.entries(on)) {
    const list = subscribers.get(name) ?? []
    if (list.some((s) => s.module === module)) continue
    list.push({ module, run: run as Subscriber<EventName> })
    subscribers.set(name, list)
  }
}
export const allSubscribers = (): { event: string; module: string; run: Subscriber<EventName> }[] => [...subscribers].flatMap(([event, list]) => list.map((s) => ({ event, ...s })))

/** Identifier of the job that carries one event to one subscriber. */
export const deliveryTask = (event: string, module: string): string => `${event} → ${module}`

interface Emitted {
  readonly name: string
  readonly payload: object
  readonly topics: readonly string[]
  readonly actorId: string | null
  readonly actorName: string
  readonly requestId: string
  readonly at: Date
  readonly tasks: readonly string[]
}
// All events of a transaction at once, in the order in which they were emitted; of its jobs too.
const insertEvents = write(
  'platform.emit',
  `with given as (
     select * from rows from (jsonb_to_recordset($1::jsonb) as (name text, payload jsonb, topics jsonb, "actorId" uuid, "actorName" text, "requestId" text, at timestamptz, tasks jsonb))
       with ordinality as g (name, payload, topics, actor_id, actor_name, request_id, at, tasks, n)
   ), e as (
     insert into platform.events (name, payload, topics, actor_id, actor_name, request_id, at)
     select name, payload, array(select jsonb_array_elements_text(g.topics)), actor_id, actor_name, request_id, at from given g order by n
     returning seq, name, payload, topics, actor_id, actor_name, at
   ), tasks as (select distinct name, tasks from given)
   select count(pg_notify('manifold_live', jsonb_build_object('seq', e.seq, 'name', e.name, 'payload', e.payload, 'topics', e.topics, 'at', e.at)::text)),
     case when $2::boolean then (select count(*) from graphile_worker.add_jobs(array(
       select (task, json_build_object('seq', e.seq, 'name', e.name, 'payload', e.payload, 'actorId', e.actor_id, 'actorName', e.actor_name, 'at', e.at),
         null, null, 12, 'event:' || e.seq || ':' || task, 0, null)::graphile_worker.job_spec
       from e join tasks using (name), jsonb_array_elements_text(tasks.tasks) task order by e.seq), false)) end
   from e`,
)
const emitted: Collector<Emitted> = {
  flush: async (tx, events) => void (await insertEvents(tx, [JSON.stringify(events), events.some((e) => e.tasks.length > 0)])),
}

/**
 * Writes the event and one job per subscriber in the same commit (as its last statement), and tells the live channels. `topics` name who may see it
 * live: `user:<id>`, `desk`, `team:<id>`…; a channel gets it when it holds one of them. Takes a Tx, so it cannot be called outside one.
 */
export async function emit<N extends EventName>(tx: Tx, name: N, payload: Events[N], topics: readonly string[] = []): Promise<void> {
  const tasks = (subscribers.get(name) ?? []).map((s) => deliveryTask(name, s.module))
  const { actor, requestId } = tx
  collect(tx, emitted, { name, payload: payload as object, topics, actorId: actor.id, actorName: actor.name, requestId, at: tx.now(), tasks })
}

const notifyOnly = write('platform.broadcast', `select pg_notify('manifold_live', $1)`)

/** Tells live channels something that is not worth keeping (typing, presence). */
export async function broadcast(tx: Tx, name: string, payload: object, topics: readonly string[]): Promise<void> {
  await notifyOnly(tx, [JSON.stringify({ seq: 0, name, payload, topics, at: tx.now().toISOString() })])
}

const notifyChannel = write('platform.notify', `select pg_notify($1, $2)`)

type ProcessListener = (channel: string, payload: string) => void
const here = new Set<ProcessListener>()
/** This process hears itself at the commit, before the answer goes out: who signs out is out with the next request. */
export function hearOwn(listener: ProcessListener): () => void {
  here.add(listener)
  return () => here.delete(listener)
}

/** Tells every process something about its caches (a session was revoked, a setting changed), at commit. */
export async function notifyProcesses(tx: Tx, channel: 'revoked' | 'settings', payload: string): Promise<void> {
  await notifyChannel(tx, [`manifold_${channel}`, payload])
  afterCommit(tx, () => {
    for (const listener of here) listener(channel, payload)
  })
}
