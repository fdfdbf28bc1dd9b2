import { readText, onReplica, type Ctx } from '#platform/db'
import { completeTo, countDays, firstDay, type BacklogDay, type Counted, type Duration, type DurationDay, type PersonDay, type TicketDay } from './aggregate.ts'
import { addDays, dayOf, startOf, type Day, type Span } from './days.ts'
import { add, percentile, total, type Histogram } from './durations.ts'

interface Live {
  from: Day
  counted: Counted
}
interface Kept {
  until: number
  from: Day
  it: Promise<Live>
}
const kept = new WeakMap<object, Kept>()

/**
 * The days that are not kept yet: today, and on a fresh database those before. Whoever asks while they are counted waits for the same answer; when
 * counting took long, it is used for 15 seconds, or as long as it took.
 */
async function liveDays(ctx: Ctx, done: Day | null): Promise<Live> {
  const today = dayOf(ctx, ctx.now())
  const start = done === null ? ((await firstDay(ctx)) ?? today) : addDays(done, 1)
  const from = start < today ? start : today
  const old = kept.get(ctx.config)
  if (old && old.until > performance.now() && old.from === from) return old.it
  const began = performance.now()
  const entry: Kept = { from, until: Infinity, it: countDays(ctx, from, today).then((counted) => ({ from, counted })) }
  kept.set(ctx.config, entry)
  entry.until = await entry.it.then(
    () => (performance.now() - began > 250 ? performance.now() + Math.max(15_000, performance.now() - began) : 0),
    () => 0,
  )
  return entry.it
}

const NIL = '00000000-0000-0000-0000-000000000000'
const within = (s: Span) => (r: { day: Day; line: string; teamId: string }) =>
  r.day >= s.from && r.day <= s.to && (s.line === null || r.line === s.line) && (s.teamIds === null || s.teamIds.includes(r.teamId))

async function stored<R extends object>(ctx: Ctx, s: Span, done: Day | null, columns: string, table: string, group = ''): Promise<R[]> {
  if (done === null || s.from > done) return []
  return readText<R>(
    ctx,
    `select ${columns} from stats.${table} where day between $1::date and least($2::date, $3::date) and ($4::text is null or line = $4) and ($5::uuid[] is null or team_id = any($5)) ${group}`,
    [s.from, s.to, done, s.line, s.teamIds],
  )
}
const sums = (...names: string[]) => names.map((n) => `sum(${n.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)})::int "${n}"`).join(', ')
const metrics = [
  'created',
  'resolved',
  'reopened',
  'oneTouch',
  'rated',
  'ratedGood',
  'ratingSum',
  'firstMet',
  'firstMissed',
  'nextMet',
  'nextMissed',
  'resolutionMet',
  'resolutionMissed',
  'emergencyMet',
  'emergencyMissed',
] as const

export type Metrics = Pick<TicketDay, 'day' | 'priority' | 'categoryId' | (typeof metrics)[number]>

/** Ticket figures of a span: one row per day and priority, or per category. */
export async function ticketDays(ctx: Ctx, s: Span, by: 'priority' | 'category' = 'priority'): Promise<Metrics[]> {
  const read = onReplica(ctx)
  const done = await completeTo(read)
  const [columns, group] =
    by === 'priority' ? [`day::text "day", priority, '' "categoryId"`, 'group by day, priority'] : [`'' "day", '' priority, category_id "categoryId"`, 'group by category_id']
  return [...(await stored<Metrics>(read, s, done, `${columns}, ${sums(...metrics)}`, 'day_tickets', group)), ...(await liveDays(read, done)).counted.tickets.filter(within(s))]
}

export async function personDays(ctx: Ctx, s: Span): Promise<PersonDay[]> {
  const read = onReplica(ctx)
  const done = await completeTo(read)
  const columns = `'' "day", person_id "personId", '' line, '' "teamId", ${sums('replies', 'resolved', 'rated', 'ratingSum', 'met', 'missed', 'answered')}`
  return [...(await stored<PersonDay>(read, s, done, columns, 'day_people', 'group by person_id')), ...(await liveDays(read, done)).counted.people.filter(within(s))]
}

/** Durations of everybody together, or (`people`) of each person. */
export async function durationDays(ctx: Ctx, s: Span, of: 'all' | 'people' = 'all'): Promise<DurationDay[]> {
  const read = onReplica(ctx)
  const done = await completeTo(read)
  const mine = of === 'all' ? `and person_id = '${NIL}'` : `and person_id <> '${NIL}'`
  return [
    ...(await stored<DurationDay>(read, s, done, `day::text "day", line, team_id "teamId", kind, person_id "personId", buckets, counts`, 'day_durations', mine)),
    ...(await liveDays(read, done)).counted.durations.filter((r) => (r.personId === NIL) === (of === 'all') && within(s)(r)),
  ]
}

export async function backlogDays(ctx: Ctx, s: Span): Promise<Omit<BacklogDay, 'line' | 'teamId'>[]> {
  const read = onReplica(ctx)
  const done = await completeTo(read)
  return [
    ...(await stored<BacklogDay>(
      read,
      s,
      done,
      `day::text "day", ${sums('open')}, sum(up_to1_day)::int "upTo1Day", sum(up_to3_days)::int "upTo3Days", sum(up_to7_days)::int "upTo7Days", ${sums('older')}`,
      'day_backlog',
      'group by day',
    )),
    ...(await liveDays(read, done)).counted.backlog.filter(within(s)),
  ]
}

/** Up to so many measurements percentiles are exact; above they come from the histograms, to within two per cent. */
const EXACT = 5000

export interface Percentiles {
  /** Seconds. */
  median: number | null
  p90: number | null
  count: number
}
const ofTickets = (column: string) => ({ at: `t.${column}`, seconds: `extract(epoch from t.${column} - t.created_at)`, from: 'support.tickets t', where: 'true' })
const ofClocks = (kind: string) => ({
  at: 'c.stopped_at',
  seconds: 'c.used_seconds',
  from: 'support.sla_clocks c join support.tickets t on t.id = c.ticket_id',
  where: `c.kind = '${kind}' and not c.voided and c.used_seconds is not null`,
})
const sources = {
  first_reply: ofTickets('first_responded_at'),
  resolution: ofTickets('first_resolved_at'),
  first_reply_working: ofClocks('first_response'),
  resolution_working: ofClocks('resolution'),
} as const satisfies Record<Duration, object>

/** Median and 90th percentile of a duration, for the span and for each of its days. */
export async function percentiles(ctx: Ctx, s: Span, kind: Duration, rows: readonly DurationDay[]): Promise<{ all: Percentiles; days: Map<Day, Percentiles> }> {
  const all: Histogram = new Map()
  const days = new Map<Day, Histogram>()
  for (const r of rows) {
    if (r.kind !== kind || !within(s)(r)) continue
    const d = days.get(r.day) ?? new Map<number, number>()
    days.set(r.day, d)
    add(d, r.buckets, r.counts)
  }
  for (const d of days.values()) for (const [b, n] of d) all.set(b, (all.get(b) ?? 0) + n)
  const n = total(all)
  if (n <= EXACT) return exact(ctx, s, sources[kind])
  const of = (h: Histogram): Percentiles => ({ median: percentile(h, 0.5), p90: percentile(h, 0.9), count: total(h) })
  return { all: of(all), days: new Map([...days].map(([day, h]) => [day, of(h)])) }
}

async function exact(ctx: Ctx, s: Span, { at, seconds, from, where }: (typeof sources)[Duration]): Promise<{ all: Percentiles; days: Map<Day, Percentiles> }> {
  const rows = await readText<Percentiles & { day: Day | null }>(
    onReplica(ctx),
    `select (${at} at time zone $3)::date::text "day", round(percentile_cont(0.5) within group (order by ${seconds}))::int median, round(percentile_cont(0.9) within group (order by ${seconds}))::int p90, count(*)::int count
     from ${from} where ${at} >= $1 and ${at} < $2 and ${where} and ($4::text is null or t.line = $4) and ($5::uuid[] is null or t.team_id = any($5)) group by grouping sets ((1), ())`,
    [startOf(ctx, s.from), startOf(ctx, addDays(s.to, 1)), ctx.config.OPERATOR_TIME_ZONE, s.line, s.teamIds],
  )
  const total = rows.find((r) => r.day === null)
  return { all: total ?? { median: null, p90: null, count: 0 }, days: new Map(rows.flatMap((r) => (r.day === null ? [] : [[r.day, r]]))) }
}
