import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { addDays, dayOf, startOf, type Day } from './days.ts'

const NIL = `'00000000-0000-0000-0000-000000000000'::uuid`

/**
 * The figures of some days, counted from the tickets themselves. `$1`, `$2` the instants between which they lie, `$3` the zone whose days they are,
 * `$4` now. A metric belongs to the day of its event: a first reply to the day it was given, a missed target to the day it was due, a rating to the
 * day it came. So a day that is over does not change any more, except by an import or a change of calendars (then `restate`).
 */
const ticketRows = `
  select d::text "day", line, coalesce(team_id, ${NIL}) "teamId", category_id "categoryId", priority,
    ${[
      'created',
      'resolved',
      'reopened',
      'one_touch',
      'rated',
      'rated_good',
      'rating_sum',
      'first_met',
      'first_missed',
      'next_met',
      'next_missed',
      'resolution_met',
      'resolution_missed',
      'emergency_met',
      'emergency_missed',
    ]
      .map((k) => `coalesce(sum(n) filter (where k = '${k}'), 0)::int "${k.replaceAll(/_([a-z])/g, (_, c: string) => c.toUpperCase())}"`)
      .join(',\n    ')}
  from (
    select (created_at at time zone $3)::date d, line, team_id, category_id, priority, 'created' k, 1 n from support.tickets where created_at >= $1 and created_at < $2
    union all
    select (first_resolved_at at time zone $3)::date, line, team_id, category_id, priority, x.k, 1 from support.tickets t
      cross join lateral (select 'resolved' k union all select 'one_touch' where (select count(*) from support.messages m where m.ticket_id = t.id and m.side = 'staff') < 2) x
      where first_resolved_at >= $1 and first_resolved_at < $2
    union all
    select (e.at at time zone $3)::date, t.line, t.team_id, t.category_id, t.priority, 'reopened', 1 from support.ticket_events e join support.tickets t on t.id = e.ticket_id
      where e.at >= $1 and e.at < $2 and e.type = 'status' and e."from" = 'resolved' and e."to" = 'open'
    union all
    select (rated_at at time zone $3)::date, line, team_id, category_id, priority, x.k, x.n from support.tickets t
      cross join lateral (values ('rated', 1), ('rated_good', case when rating >= 4 then 1 else 0 end), ('rating_sum', rating)) x(k, n)
      where rated_at >= $1 and rated_at < $2 and rating is not null
    union all
    select (c.stopped_at at time zone $3)::date, t.line, t.team_id, t.category_id, t.priority, ${kind('c')} || '_met', 1 from support.sla_clocks c join support.tickets t on t.id = c.ticket_id
      where c.stopped_at >= $1 and c.stopped_at < $2 and c.state = 'met' and not c.voided
    union all
    select (c.due_at at time zone $3)::date, t.line, t.team_id, t.category_id, t.priority, ${kind('c')} || '_missed', 1 from support.sla_clocks c join support.tickets t on t.id = c.ticket_id
      where c.due_at >= $1 and c.due_at < least($2::timestamptz, $4::timestamptz) and not c.voided and (c.stopped_at is null or c.stopped_at > c.due_at)
  ) f group by 1, 2, 3, 4, 5`
function kind(c: string): string {
  return `case ${c}.kind when 'first_response' then 'first' when 'next_response' then 'next' when 'resolution' then 'resolution' else 'emergency' end`
}

const peopleRows = `
  select d::text "day", person "personId", line, coalesce(team_id, ${NIL}) "teamId",
    ${['replies', 'resolved', 'rated', 'rating_sum', 'met', 'missed', 'answered'].map((k) => `coalesce(sum(n) filter (where k = '${k}'), 0)::int "${k === 'rating_sum' ? 'ratingSum' : k}"`).join(', ')}
  from (
    select (m.created_at at time zone $3)::date d, m.author_id person, t.line, t.team_id, 'replies' k, 1 n from support.messages m join support.tickets t on t.id = m.ticket_id
      where m.created_at >= $1 and m.created_at < $2 and m.side = 'staff' and m.author_id is not null
    union all
    select (first_resolved_at at time zone $3)::date, assignee_id, line, team_id, 'resolved', 1 from support.tickets where first_resolved_at >= $1 and first_resolved_at < $2 and assignee_id is not null
    union all
    select (first_responded_at at time zone $3)::date, assignee_id, line, team_id, 'answered', 1 from support.tickets where first_responded_at >= $1 and first_responded_at < $2 and assignee_id is not null
    union all
    select (rated_at at time zone $3)::date, assignee_id, line, team_id, x.k, x.n from support.tickets t cross join lateral (values ('rated', 1), ('rating_sum', rating)) x(k, n)
      where rated_at >= $1 and rated_at < $2 and rating is not null and assignee_id is not null
    union all
    select (c.stopped_at at time zone $3)::date, t.assignee_id, t.line, t.team_id, 'met', 1 from support.sla_clocks c join support.tickets t on t.id = c.ticket_id
      where c.stopped_at >= $1 and c.stopped_at < $2 and c.state = 'met' and not c.voided and t.assignee_id is not null
    union all
    select (c.due_at at time zone $3)::date, t.assignee_id, t.line, t.team_id, 'missed', 1 from support.sla_clocks c join support.tickets t on t.id = c.ticket_id
      where c.due_at >= $1 and c.due_at < least($2::timestamptz, $4::timestamptz) and not c.voided and (c.stopped_at is null or c.stopped_at > c.due_at) and t.assignee_id is not null
  ) f group by 1, 2, 3, 4`

const bucket = `floor(ln(greatest(seconds, 1)) / ln(1.04))::int`
const durationRows = `
  select d::text "day", line, "teamId", kind, "personId", string_agg(b::text, ',' order by b) buckets, string_agg(n::text, ',' order by b) counts from (
    select d, line, coalesce(team_id, ${NIL}) "teamId", kind, coalesce(person, ${NIL}) "personId", ${bucket} b, count(*)::int n from (
      select (first_responded_at at time zone $3)::date d, line, team_id, assignee_id, 'first_reply' kind, extract(epoch from first_responded_at - created_at)::float8 seconds from support.tickets where first_responded_at >= $1 and first_responded_at < $2
      union all
      select (first_resolved_at at time zone $3)::date, line, team_id, assignee_id, 'resolution', extract(epoch from first_resolved_at - created_at)::float8 from support.tickets where first_resolved_at >= $1 and first_resolved_at < $2
      union all
      select (c.stopped_at at time zone $3)::date, t.line, t.team_id, t.assignee_id, case c.kind when 'resolution' then 'resolution_working' else 'first_reply_working' end, c.used_seconds::float8 from support.sla_clocks c join support.tickets t on t.id = c.ticket_id
        where c.stopped_at >= $1 and c.stopped_at < $2 and c.kind in ('first_response', 'resolution') and not c.voided and c.used_seconds is not null
    ) s cross join lateral (select null::uuid person union all select assignee_id where kind = 'first_reply_working' and assignee_id is not null) p group by 1, 2, 3, 4, 5, 6) g where $4::timestamptz is not null group by 1, 2, 3, 4, 5`

// A ticket counts for every midnight that it saw open.
const backlogRows = `
  select (m - interval '1 day')::date::text "day", line, coalesce(team_id, ${NIL}) "teamId", count(*)::int "open",
    count(*) filter (where age <= interval '1 day')::int "upTo1Day", count(*) filter (where age > interval '1 day' and age <= interval '3 days')::int "upTo3Days",
    count(*) filter (where age > interval '3 days' and age <= interval '7 days')::int "upTo7Days", count(*) filter (where age > interval '7 days')::int "older"
  from (
    select m, t.line, t.team_id, (m at time zone $3) - t.created_at age
    from (
      select created_at, line, team_id, case when status in ('open', 'in_progress', 'waiting_customer') then 'infinity'::timestamptz else coalesce(resolved_at, cancelled_at, closed_at, updated_at) end ended
      from support.tickets where merged_into_id is null and created_at < $2 and (status in ('open', 'in_progress', 'waiting_customer') or coalesce(resolved_at, cancelled_at, closed_at, updated_at) >= $1)
    ) t
    cross join lateral generate_series(greatest(date_trunc('day', t.created_at at time zone $3), ($1::timestamptz at time zone $3)) + interval '1 day', least(t.ended at time zone $3, $2::timestamptz at time zone $3), interval '1 day') m
    where (m at time zone $3) <= least(t.ended, $4::timestamptz)
  ) x where m > ($1::timestamptz at time zone $3) group by 1, 2, 3`

export interface TicketDay extends Record<
  | 'created'
  | 'resolved'
  | 'reopened'
  | 'oneTouch'
  | 'rated'
  | 'ratedGood'
  | 'ratingSum'
  | 'firstMet'
  | 'firstMissed'
  | 'nextMet'
  | 'nextMissed'
  | 'resolutionMet'
  | 'resolutionMissed'
  | 'emergencyMet'
  | 'emergencyMissed',
  number
> {
  day: Day
  line: string
  teamId: string
  categoryId: string
  priority: string
}
export interface PersonDay extends Record<'replies' | 'resolved' | 'rated' | 'ratingSum' | 'met' | 'missed' | 'answered', number> {
  day: Day
  personId: string
  line: string
  teamId: string
}
/** By the clock on the wall, and in the working time by which promises are counted (tickets without a promise have none). */
export const durations = ['first_reply', 'resolution', 'first_reply_working', 'resolution_working'] as const
export type Duration = (typeof durations)[number]
export interface DurationDay {
  day: Day
  line: string
  teamId: string
  kind: Duration
  /** The nil UUID for everybody together; by person only the first reply in working time. */
  personId: string
  /** Numbers joined by commas: quicker to read than arrays. */
  buckets: string
  counts: string
}
export interface BacklogDay extends Record<'open' | 'upTo1Day' | 'upTo3Days' | 'upTo7Days' | 'older', number> {
  day: Day
  line: string
  teamId: string
}

const live = {
  tickets: read<TicketDay>('stats.live_tickets', ticketRows),
  people: read<PersonDay>('stats.live_people', peopleRows),
  durations: read<DurationDay>('stats.live_durations', durationRows),
  backlog: read<BacklogDay>('stats.live_backlog', backlogRows),
}
export interface Counted {
  tickets: TicketDay[]
  people: PersonDay[]
  durations: DurationDay[]
  backlog: BacklogDay[]
}

const places = (ctx: Ctx, from: Day, to: Day) => [startOf(ctx, from), startOf(ctx, addDays(to, 1)), ctx.config.OPERATOR_TIME_ZONE, ctx.now()]

/** Counts the days from the tickets, without looking at what is kept. */
export async function countDays(ctx: Ctx, from: Day, to: Day): Promise<Counted> {
  const at = places(ctx, from, to)
  return { tickets: await live.tickets(ctx, at), people: await live.people(ctx, at), durations: await live.durations(ctx, at), backlog: await live.backlog(ctx, at) }
}

const keep = (table: string, rows: string, columns: string) =>
  write(
    `stats.keep_${table}`,
    `insert into stats.${table} (${columns.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}) select "day"::date, ${columns
      .split(', ')
      .slice(1)
      .map((c) => `"${c}"`)
      .join(', ')} from (${rows}) r`,
  )
const keepers = [
  keep(
    'day_tickets',
    ticketRows,
    'day, line, teamId, categoryId, priority, created, resolved, reopened, oneTouch, rated, ratedGood, ratingSum, firstMet, firstMissed, nextMet, nextMissed, resolutionMet, resolutionMissed, emergencyMet, emergencyMissed',
  ),
  keep('day_people', peopleRows, 'day, personId, line, teamId, replies, resolved, rated, ratingSum, met, missed, answered'),
  keep('day_durations', durationRows, 'day, line, teamId, kind, personId, buckets, counts'),
  write(
    'stats.keep_day_backlog',
    `insert into stats.day_backlog (day, line, team_id, open, up_to1_day, up_to3_days, up_to7_days, older) select "day"::date, line, "teamId", "open", "upTo1Day", "upTo3Days", "upTo7Days", "older" from (${backlogRows}) r`,
  ),
]
const drop = ['day_tickets', 'day_people', 'day_durations', 'day_backlog'].map((t) => write(`stats.drop_${t}`, `delete from stats.${t} where day >= $1`))
const lock = write(`stats.lock`, `select pg_advisory_xact_lock(73, 1)`)
const getState = read<{ completeTo: Day }>('stats.state', `select complete_to::text "completeTo" from stats.state`)
const putState = write(
  'stats.put_state',
  `insert into stats.state (one, complete_to, at) values (1, $1, $2) on conflict (one) do update set complete_to = excluded.complete_to, at = excluded.at`,
)
const first = read<{ at: Date | null }>('stats.first', `select min(created_at) at from support.tickets`)

/** The last day of which the figures are kept; null when none are. */
export const completeTo = async (ctx: Ctx): Promise<Day | null> => (await getState(ctx))[0]?.completeTo ?? null
export const firstDay = async (ctx: Ctx): Promise<Day | null> => {
  const at = (await first(ctx))[0]?.at
  return at ? dayOf(ctx, at) : null
}

/** Sweep: keeps the figures of every day that is over and not kept yet. Does nothing when there is no such day. */
export const keepDays = (ctx: Ctx): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await lock(tx)
    const yesterday = addDays(dayOf(tx, tx.now()), -1)
    const done = await completeTo(tx)
    const from = done === null ? await firstDay(tx) : addDays(done, 1)
    if (from === null || from > yesterday) return
    for (const d of drop) await d(tx, [from])
    for (const keeper of keepers) await keeper(tx, places(tx, from, yesterday))
    await putState(tx, [yesterday, tx.now()])
  })

/** Counts the days from `from` on anew at the next sweep: tickets of the past were brought in, or clocks were counted anew. */
export async function restate(tx: Tx, from: Day): Promise<void> {
  await lock(tx)
  const done = await completeTo(tx)
  if (done === null || done < from) return
  for (const d of drop) await d(tx, [from])
  await putState(tx, [addDays(from, -1), tx.now()])
}
