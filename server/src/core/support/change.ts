import { uuidv7 } from '#platform/ids'
import { write, type Tx } from '#platform/db'
import { machine, move } from '#platform/states'
import { weightOf } from './assignment.ts'
import { freedCapacity, shiftLoad } from './load.ts'
import { sideOf, type Side } from './events.ts'
import { asRow, asRows, columnNames, columnsOf, ticketColumns, type Ticket } from './record.ts'
import { slaClocks, ticketEvents, tickets, type attachments, type messages, type notes, type reads } from './schema.ts'
import { clockEvents, clockTypes, clocksOf, sameClock, slaColumns, termsNamed, type ClockRow } from './sla.ts'
import { loadCalendars, loadTerms } from './terms.ts'
import type { Status } from './words.ts'

/** Every kind of entry in a ticket's timeline. */
export type EventType =
  | (typeof clockTypes)[number]
  | 'note'
  | 'assigned'
  | 'team'
  | 'category'
  | 'subject'
  | 'tags'
  | 'related'
  | 'rated'
  | 'rating_requested'
  | 'acknowledged'
  | 'paged'
  | 'suspected'
  | 'snoozed'
  | 'unsnoozed'
  | 'linked'
  | 'unlinked'
  | 'split'
  | 'followed_up'
  | 'claimed'
  | 'sla'
  | 'rule'
  | 'escalated'
  | 'fields'

export interface NewEvent {
  type: EventType
  from?: string | null
  to?: string | null
  reason?: string | null
  data?: Record<string, unknown> | null
  /** Whether the requester may see it in their timeline. */
  public: boolean
  side?: Side
}

type EventRow = typeof ticketEvents.$inferSelect

export const eventRow = (tx: Tx, ticket: Pick<Ticket, 'id' | 'requesterId'>, at: Date, event: NewEvent): EventRow => ({
  id: uuidv7(at),
  ticketId: ticket.id,
  requesterId: ticket.requesterId,
  type: event.type,
  at,
  actorId: tx.actor.id,
  actorName: tx.actor.name,
  side: event.side ?? sideOf(tx.actor, ticket),
  from: event.from ?? null,
  to: event.to ?? null,
  reason: event.reason ?? null,
  data: event.data ?? null,
  public: event.public,
})

/** Who may go where is decided by the routes; this is what is possible at all. A late reply to a closed ticket opens another. (S3) */
export const ticketStates = machine({
  noun: 'ticket',
  table: tickets,
  column: 'status',
  initial: ['open'],
  moves: {
    open: ['in_progress', 'waiting_customer', 'resolved', 'cancelled'],
    in_progress: ['open', 'waiting_customer', 'resolved', 'cancelled'],
    waiting_customer: ['open', 'in_progress', 'resolved', 'cancelled'],
    resolved: ['closed', 'open'],
    closed: [],
    cancelled: [],
  },
  record: async (tx, id, { from, to, reason }) => {
    await recordMove(tx, [id, uuidv7(tx.now()), tx.now(), from, to, reason, tx.actor.id, tx.actor.name, tx.actor.kind, tx.actor.staff])
  },
})
const recordMove = write(
  'support.record_move',
  `insert into support.ticket_events (id, ticket_id, requester_id, type, at, actor_id, actor_name, side, "from", "to", reason, public)
   select $2, t.id, t.requester_id, 'status', $3, $7::uuid, $8,
     case when $9::text = 'system' then 'system' when $10::boolean and t.requester_id is distinct from $7::uuid then 'staff' else 'customer' end, $4, $5, $6, true
   from support.tickets t where t.id = $1`,
)

interface History {
  events: { type: string; at: string; to: string | null; side: Side; data: Record<string, unknown> | null }[] | null
  clocks: Record<string, unknown>[] | null
}
const history = write<History>(
  'support.clock_history',
  `select (select json_agg(json_build_object('type', e.type, 'at', e.at, 'to', e."to", 'side', e.side, 'data', e.data) order by e.at, e.id)
           from support.ticket_events e where e.ticket_id = $1 and e.type = any($2::text[])) events,
          (select json_agg(c) from (select ${columnsOf(slaClocks, 'c')} from support.sla_clocks c where c.ticket_id = $1) c) clocks`,
)
const instants = ['startedAt', 'stoppedAt', 'dueAt', 'at75', 'at90', 'nextNoticeAt'] as const
const clockFromJson = (json: Record<string, unknown>): ClockRow => {
  for (const key of instants) if (json[key] !== null) json[key] = new Date(json[key] as string)
  return json as unknown as ClockRow
}

const clockColumns = columnNames(slaClocks)
const upsertClocks = `insert into support.sla_clocks (id, ${clockColumns}) select uuidv7(), ${columnNames(slaClocks, 'r').replace('r.next_notice_at', 'least(r.at75, r.at90, r.due_at)')} from jsonb_populate_recordset(null::support.sla_clocks, $3::jsonb) r
  on conflict (ticket_id, kind, turn) do update set (calendar_version_id, terms_id, target_seconds, started_at, pauses, stopped_at, voided, state, used_seconds, due_at, at75, at90, next_notice_at)
    = (select excluded.calendar_version_id, case when sla_clocks.stopped_at is null or excluded.stopped_at is null then excluded.terms_id else sla_clocks.terms_id end, excluded.target_seconds, excluded.started_at, excluded.pauses, excluded.stopped_at,
       excluded.voided, excluded.state, excluded.used_seconds, excluded.due_at, excluded.at75, excluded.at90,
       (select min(v.at) from (values (75, excluded.at75), (90, excluded.at90), (100, excluded.due_at)) v(percent, at)
        where (excluded.stopped_at is null or (v.percent = 100 and v.at < excluded.stopped_at)) and not exists (select 1 from support.sla_notices n where n.clock_id = sla_clocks.id and n.threshold >= v.percent)))`

/**
 * Everything that a change writes, in one statement: timeline, clocks, messages, notes, files, and the row itself. `$1` id, `$2` events, `$3`
 * clocks, `$4` clocks that are no more, `$5` changed columns, `$6` messages, `$7` notes, `$8` attachments, `$9` who has read how far.
 */
const apply = write<Ticket>(
  'support.apply',
  `with e as (insert into support.ticket_events select * from jsonb_populate_recordset(null::support.ticket_events, $2::jsonb)),
        c as (${upsertClocks}),
        d as (delete from support.sla_clocks where ticket_id = $1 and (kind || turn) = any($4::text[])),
        m as (insert into support.messages select * from jsonb_populate_recordset(null::support.messages, $6::jsonb)),
        n as (insert into support.notes select * from jsonb_populate_recordset(null::support.notes, $7::jsonb)),
        a as (insert into support.attachments select * from jsonb_populate_recordset(null::support.attachments, $8::jsonb)),
        r as (insert into support.reads select * from jsonb_populate_recordset(null::support.reads, $9::jsonb)
              on conflict (ticket_id, person_id) do update set seen = greatest(reads.seen, excluded.seen), at = excluded.at)
   update support.tickets t set (${columnNames(tickets)}) = (select ${columnNames(tickets, 'r')} from jsonb_populate_record(t, $5::jsonb) r) where t.id = $1 returning ${ticketColumns('t')}`,
)
const insert = write<{ id: string }>(
  'support.create',
  `with t as (insert into support.tickets select * from jsonb_populate_record(null::support.tickets, $5::jsonb) on conflict do nothing returning id),
        e as (insert into support.ticket_events select r.* from jsonb_populate_recordset(null::support.ticket_events, $2::jsonb) r where exists (select 1 from t)),
        c as (insert into support.sla_clocks (id, ${clockColumns}) select uuidv7(), ${columnNames(slaClocks, 'r').replace('r.next_notice_at', 'least(r.at75, r.at90, r.due_at)')} from jsonb_populate_recordset(null::support.sla_clocks, $3::jsonb) r where exists (select 1 from t)),
        a as (insert into support.attachments select r.* from jsonb_populate_recordset(null::support.attachments, $4::jsonb) r where exists (select 1 from t)),
        m as (insert into support.messages select r.* from jsonb_populate_recordset(null::support.messages, $1::jsonb) r where exists (select 1 from t))
   select id from t`,
)

type Attachment = typeof attachments.$inferSelect
type Message = typeof messages.$inferSelect
type Note = typeof notes.$inferSelect

export interface Change {
  /** Columns that get another value. `version` and `updatedAt` come by themselves. */
  set?: Partial<Omit<Ticket, 'id' | 'version' | 'status'>>
  /** Through the transition table; refused by name when it is not possible. The same status is no move. */
  status?: { to: Status; reason?: string | null; from?: readonly Status[] }
  events?: readonly NewEvent[]
  messages?: readonly Message[]
  notes?: readonly Note[]
  attachments?: readonly Attachment[]
  reads?: readonly (typeof reads.$inferSelect)[]
  /** Does not count as a change of the ticket: `version` and `updatedAt`, which the customer sees too, stay. For notes, and for marks such as that a notice was sent. */
  quiet?: boolean
}

/**
 * Changes a ticket that the caller has locked with `lockTicket`: writes the timeline, computes its clocks anew from all events, moves the load
 * of its owner, and gives back the row as it is now. All of it in the caller's transaction; the load comes last, so that its lock is short.
 */
export async function change(tx: Tx, before: Ticket, it: Change, at: Date = tx.now()): Promise<Ticket> {
  const set: Partial<Ticket> = { ...it.set }
  if (it.status && it.status.to !== before.status) {
    const { to, reason, from } = it.status
    await move(tx, ticketStates, before.id, to, { ...(reason ? { reason } : {}), ...(from ? { from } : {}) })
    set.status = to
  }
  const rows = (it.events ?? []).map((e) => eventRow(tx, before, at, e))
  const after = { ...before, ...set }
  const timed = set.status !== undefined || rows.some((r) => (clockTypes as readonly string[]).includes(r.type))
  const clocks = timed ? await derive(tx, after, rows, at) : undefined
  if (!it.quiet) {
    set.version = before.version + 1
    set.updatedAt = at
  }
  const [row] = await apply(tx, [
    before.id,
    asRows(rows),
    asRows(clocks?.changed ?? []),
    clocks?.gone ?? [],
    asRow({ ...set, ...clocks?.columns }),
    asRows(it.messages ?? []),
    asRows(it.notes ?? []),
    asRows(it.attachments ?? []),
    asRows(it.reads ?? []),
  ])
  await moveLoad(tx, before, row!)
  return row!
}

async function derive(tx: Tx, ticket: Ticket, fresh: readonly EventRow[], now: Date) {
  const [found] = await history(tx, [ticket.id, clockTypes])
  const stored = [...(found!.events ?? []).map((e) => ({ ...e, at: new Date(e.at) })), ...fresh]
  const before = (found!.clocks ?? []).map(clockFromJson)
  const events = clockEvents(ticket, stored)
  await loadTerms(tx, termsNamed(events))
  const clocks = clocksOf(ticket, events, now.getTime())
  const old = new Map(before.map((c) => [c.kind + c.turn, c]))
  const changed = clocks.filter((c) => {
    const was = old.get(c.kind + c.turn)
    return !was || !sameClock(c, was)
  })
  const present = new Set(clocks.map((c) => c.kind + c.turn))
  await loadCalendars(
    tx,
    clocks.map((c) => c.calendarVersionId),
  )
  return { changed, gone: [...old.keys()].filter((key) => !present.has(key)), columns: slaColumns(ticket, clocks, now) }
}

/** Writes a new ticket with its first event and clocks; false when its reference or submission key is taken. */
export async function insertTicket(
  tx: Tx,
  ticket: Ticket,
  more: { events: readonly NewEvent[]; attachments: readonly Attachment[]; messages?: readonly Message[] },
): Promise<boolean> {
  const at = ticket.createdAt
  const rows = more.events.map((e) => eventRow(tx, ticket, at, e))
  const events = clockEvents(ticket, rows)
  await loadTerms(tx, termsNamed(events))
  const clocks = clocksOf(ticket, events, at.getTime())
  Object.assign(ticket, slaColumns(ticket, clocks, at))
  const done = await insert(tx, [asRows(more.messages ?? []), asRows(rows), asRows(clocks), asRows(more.attachments), asRow(ticket)])
  return done.length > 0
}

/** What a ticket weighs on its owner; nothing once it is merged away. */
export const weight = (t: Pick<Ticket, 'status' | 'priority' | 'mergedIntoId'>): number => (t.mergedIntoId === null ? weightOf(t) : 0)

async function moveLoad(tx: Tx, before: Ticket, after: Ticket): Promise<void> {
  const shifts = new Map<string, number>()
  const add = (agent: string | null, by: number) => agent !== null && by !== 0 && shifts.set(agent, (shifts.get(agent) ?? 0) + by)
  add(before.assigneeId, -weight(before))
  add(after.assigneeId, weight(after))
  await shiftLoad(tx, shifts)
  if ([...shifts.values()].some((by) => by < 0)) await freedCapacity(tx)
}
