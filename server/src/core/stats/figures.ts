import { onReplica, readText, type Ctx } from '#platform/db'
import { facesOf, staffNow } from '#core/users'
import { priorities } from '#core/support'
import { addDays, before, dayOf, daysBetween, startOf, type Day, type Span } from './days.ts'
import { add, percentile, type Histogram } from './durations.ts'
import { backlogDays, durationDays, percentiles, personDays, ticketDays, type Metrics } from './load.ts'
import { leakGoal, targetGoal } from './goals.ts'

/** A share of 0 to 1 with four digits; null where there is nothing to divide by. */
const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000)
const average = (sum: number, n: number): number | null => (n === 0 ? null : Math.round((sum / n) * 100) / 100)
const sum = (rows: readonly Metrics[], ...keys: (keyof Metrics)[]): number => rows.reduce((a, r) => a + keys.reduce((b, k) => b + (r[k] as number), 0), 0)
const met = ['firstMet', 'nextMet', 'resolutionMet', 'emergencyMet'] as const
const missed = ['firstMissed', 'nextMissed', 'resolutionMissed', 'emergencyMissed'] as const

const openNow = (ctx: Ctx, s: Pick<Span, 'line' | 'teamIds'>) =>
  readText<{ categoryId: string; name: string; ours: number; waiting: number; breached: number }>(
    onReplica(ctx),
    `select t.category_id "categoryId", c.name, count(*) filter (where status <> 'waiting_customer')::int ours, count(*) filter (where status = 'waiting_customer')::int waiting,
       count(*) filter (where sla_state in ('running', 'at_risk', 'breached') and sla_due_at < $3)::int breached
     from support.tickets t join support.categories c on c.id = t.category_id
     where t.status in ('open', 'in_progress', 'waiting_customer') and t.merged_into_id is null and ($1::text is null or t.line = $1) and ($2::uuid[] is null or t.team_id = any($2)) group by 1, 2 order by count(*) desc, c.name`,
    [s.line, s.teamIds, ctx.now()],
  )

const leaksOf = async (ctx: Ctx, s: Span): Promise<{ total: number; reached: number; kept: number }> =>
  (
    await readText<{ total: number; reached: number; kept: number }>(
      onReplica(ctx),
      // A leak whose hour is not over and that nobody reached yet is neither.
      `select count(*)::int total, count(*) filter (where e.attended_at <= e.reported_at + interval '1 hour')::int reached, count(*) filter (where e.attended_at <= e.attend_by)::int kept
       from support.emergencies e join support.tickets t on t.id = e.ticket_id
       where e.reported_at >= $1 and e.reported_at < $2 and (e.attended_at is not null or e.reported_at + interval '1 hour' < $5) and t.status <> 'cancelled' and ($3::text is null or t.line = $3) and ($4::uuid[] is null or t.team_id = any($4))`,
      [startOf(ctx, s.from), startOf(ctx, addDays(s.to, 1)), s.line, s.teamIds, ctx.now()],
    )
  )[0]!

const head = (ctx: Ctx, s: Span) => ({ from: s.from, to: s.to, timeZone: ctx.config.OPERATOR_TIME_ZONE, asOf: ctx.now().toISOString() })

/** The figures at the top of the dashboard, each with the span of the same length before it and a series per day. */
export async function overview(ctx: Ctx, s: Span) {
  const was = before(s)
  const both: Span = { ...s, from: was.from }
  const tickets = await ticketDays(ctx, both)
  const durations = await durationDays(ctx, both)
  const backlog = new Map<Day, number>()
  for (const b of await backlogDays(ctx, { ...s, from: addDays(s.from, -1) })) backlog.set(b.day, (backlog.get(b.day) ?? 0) + b.open)
  const open = await openNow(ctx, s)
  const today = dayOf(ctx, ctx.now())
  const now = open.reduce((n, c) => n + c.ours + c.waiting, 0)
  const [mine, earlier] = [tickets.filter((r) => r.day >= s.from), tickets.filter((r) => r.day < s.from)]
  const days = daysBetween(s.from, s.to)
  const onDay = (day: Day) => mine.filter((r) => r.day === day)
  const pair = async (kind: 'first_reply' | 'resolution') => {
    const [here, there] = [await percentiles(ctx, s, `${kind}_working`, durations), await percentiles(ctx, was, `${kind}_working`, durations)]
    const [wall, wallBefore] = [await percentiles(ctx, s, kind, durations), await percentiles(ctx, was, kind, durations)]
    return {
      ...pick(here.all),
      previous: pick(there.all),
      series: days.map((day) => ({ day, value: here.days.get(day)?.median ?? null })),
      calendar: { ...pick(wall.all), previous: pick(wallBefore.all), series: days.map((day) => ({ day, value: wall.days.get(day)?.median ?? null })) },
    }
  }
  const targets = (rows: readonly Metrics[]) => ({ met: sum(rows, ...met), missed: sum(rows, ...missed), share: share(sum(rows, ...met), sum(rows, ...met, ...missed)) })
  const ratings = (rows: readonly Metrics[]) => ({
    count: sum(rows, 'rated'),
    average: average(sum(rows, 'ratingSum'), sum(rows, 'rated')),
    good: share(sum(rows, 'ratedGood'), sum(rows, 'rated')),
  })
  const leaks = async (of: Span) => {
    const l = await leaksOf(ctx, of)
    return { total: l.total, reached: l.reached, share: share(l.reached, l.total), promiseKept: share(l.kept, l.total) }
  }
  return {
    ...head(ctx, s),
    previous: { from: was.from, to: was.to },
    open: {
      now,
      waiting: open.reduce((n, c) => n + c.waiting, 0),
      breached: open.reduce((n, c) => n + c.breached, 0),
      yesterday: backlog.get(addDays(today, -1)) ?? null,
      series: days.map((day) => ({ day, value: day === today ? now : (backlog.get(day) ?? null) })),
    },
    firstReply: await pair('first_reply'),
    resolution: await pair('resolution'),
    targets: { ...targets(mine), goal: await targetGoal(ctx), previous: targets(earlier), series: days.map((day) => ({ day, value: targets(onDay(day)).share })) },
    leaks: { ...(await leaks(s)), goal: await leakGoal(ctx), previous: await leaks(was) },
    satisfaction: {
      ...ratings(mine),
      previous: ratings(earlier),
      responseRate: share(sum(mine, 'rated'), sum(mine, 'resolved')),
      series: days.map((day) => ({ day, value: ratings(onDay(day)).average })),
    },
    created: { count: sum(mine, 'created'), previous: sum(earlier, 'created') },
    resolved: { count: sum(mine, 'resolved'), previous: sum(earlier, 'resolved') },
    reopenRate: { share: share(sum(mine, 'reopened'), sum(mine, 'resolved')), previous: share(sum(earlier, 'reopened'), sum(earlier, 'resolved')) },
    oneTouch: { share: share(sum(mine, 'oneTouch'), sum(mine, 'resolved')), previous: share(sum(earlier, 'oneTouch'), sum(earlier, 'resolved')) },
  }
}

/** Created, resolved and open at the end of each day, with the age of what was open. */
export async function volume(ctx: Ctx, s: Span) {
  const tickets = await ticketDays(ctx, s)
  const ages = new Map<Day, { open: number; upTo1Day: number; upTo3Days: number; upTo7Days: number; older: number }>()
  for (const b of await backlogDays(ctx, s)) {
    const a = ages.get(b.day) ?? { open: 0, upTo1Day: 0, upTo3Days: 0, upTo7Days: 0, older: 0 }
    for (const k of ['open', 'upTo1Day', 'upTo3Days', 'upTo7Days', 'older'] as const) a[k] += b[k]
    ages.set(b.day, a)
  }
  const today = dayOf(ctx, ctx.now())
  const now = s.to >= today ? (await openNow(ctx, s)).reduce((n, c) => n + c.ours + c.waiting, 0) : 0
  const data = daysBetween(s.from, s.to).map((day) => {
    const rows = tickets.filter((r) => r.day === day)
    const age = ages.get(day)
    return {
      day,
      created: sum(rows, 'created'),
      resolved: sum(rows, 'resolved'),
      reopened: sum(rows, 'reopened'),
      open: day === today ? now : (age?.open ?? 0),
      age: age ? { upTo1Day: age.upTo1Day, upTo3Days: age.upTo3Days, upTo7Days: age.upTo7Days, older: age.older } : null,
    }
  })
  return { ...head(ctx, s), data, created: data.reduce((n, d) => n + d.created, 0), resolved: data.reduce((n, d) => n + d.resolved, 0) }
}

/** The promises of a first answer, in seconds, that the policies of the span's categories make at present; emergencies have clocks of their own. */
const promised = (ctx: Ctx, s: Pick<Span, 'line' | 'teamIds'>) =>
  readText<{ seconds: number }>(
    onReplica(ctx),
    `select distinct (t.value->>'firstResponse')::int seconds from support.categories c join support.sla_policies p on p.id = c.sla_policy_id cross join jsonb_each(p.targets) t
     where c.active and not c.emergency and t.value->>'firstResponse' is not null and ($1::text is null or c.line = $1) and ($2::uuid[] is null or c.team_id = any($2)) limit 2`,
    [s.line, s.teamIds],
  )

/**
 * First replies per day, in working time (what the promises count) with calendar time beside it, and how many kept the promise of their own ticket.
 * `target` is the promise in seconds where only one applies.
 */
export async function firstReply(ctx: Ctx, s: Span) {
  const rows = await durationDays(ctx, s)
  const tickets = await ticketDays(ctx, s)
  const kept = (some: readonly Metrics[]) => {
    const [met, missed] = [sum(some, 'firstMet'), sum(some, 'firstMissed')]
    return { met, missed, share: share(met, met + missed) }
  }
  const targets = await promised(ctx, s)
  const [working, calendar] = [await percentiles(ctx, s, 'first_reply_working', rows), await percentiles(ctx, s, 'first_reply', rows)]
  const of = (days: typeof working.days, day: Day) => pick(days.get(day) ?? { median: null, p90: null, count: 0 })
  return {
    ...head(ctx, s),
    ...pick(working.all),
    calendar: pick(calendar.all),
    target: targets.length === 1 ? targets[0]!.seconds : null,
    goal: await targetGoal(ctx),
    ...kept(tickets),
    data: daysBetween(s.from, s.to).map((day) => ({ day, ...of(working.days, day), calendar: of(calendar.days, day), ...kept(tickets.filter((t) => t.day === day)) })),
  }
}
const pick = ({ median, p90, count }: { median: number | null; p90: number | null; count: number }) => ({ median, p90, count })

/** Targets met and missed, by priority and by promise. What still runs in time is neither, and shown next to it. */
export async function targets(ctx: Ctx, s: Span) {
  const rows = await ticketDays(ctx, s)
  const of = (some: readonly Metrics[], m: readonly (keyof Metrics)[], n: readonly (keyof Metrics)[]) => ({
    met: sum(some, ...m),
    missed: sum(some, ...n),
    share: share(sum(some, ...m), sum(some, ...m, ...n)),
  })
  const [running] = await readText<{ running: number; atRisk: number }>(
    onReplica(ctx),
    `select count(*)::int running, count(*) filter (where sla_state = 'at_risk')::int "atRisk" from support.tickets
     where status in ('open', 'in_progress', 'waiting_customer') and sla_state in ('running', 'at_risk') and sla_due_at >= $3 and ($1::text is null or line = $1) and ($2::uuid[] is null or team_id = any($2))`,
    [s.line, s.teamIds, ctx.now()],
  )
  return {
    ...head(ctx, s),
    goal: await targetGoal(ctx),
    ...of(rows, met, missed),
    ...running!,
    data: priorities.toReversed().map((priority) => ({
      priority,
      ...of(
        rows.filter((r) => r.priority === priority),
        met,
        missed,
      ),
    })),
    kinds: (['first', 'next', 'resolution', 'emergency'] as const).map((k) => ({
      kind: k === 'first' ? ('first_response' as const) : k === 'next' ? ('next_response' as const) : k,
      ...of(rows, [`${k}Met`], [`${k}Missed`]),
    })),
  }
}

/** What is open now by category, whose turn it is, and what came in during the span. */
export async function byCategory(ctx: Ctx, s: Span) {
  const open = new Map((await openNow(ctx, s)).map((c) => [c.categoryId, c]))
  const came = new Map<string, Metrics[]>()
  for (const r of await ticketDays(ctx, s, 'category')) came.set(r.categoryId, [...(came.get(r.categoryId) ?? []), r])
  const names = await readText<{ id: string; name: string }>(onReplica(ctx), `select id, name from support.categories where id = any($1::uuid[])`, [
    [...new Set([...open.keys(), ...came.keys()])],
  ])
  const data = names.map(({ id, name }) => {
    const [o, rows] = [open.get(id), came.get(id) ?? []]
    return {
      category: { id, name },
      ours: o?.ours ?? 0,
      waiting: o?.waiting ?? 0,
      open: (o?.ours ?? 0) + (o?.waiting ?? 0),
      created: sum(rows, 'created'),
      resolved: sum(rows, 'resolved'),
      ratings: sum(rows, 'rated'),
      average: average(sum(rows, 'ratingSum'), sum(rows, 'rated')),
    }
  })
  return { ...head(ctx, s), data: data.toSorted((a, b) => b.open - a.open || b.created - a.created || a.category.name.localeCompare(b.category.name)) }
}

/** The staff and what they did. Those who work now come with their load; those who left stay as long as they have figures. */
export async function people(ctx: Ctx, s: Span) {
  const sums = new Map<string, { replies: number; resolved: number; rated: number; ratingSum: number; met: number; missed: number }>()
  for (const r of await personDays(ctx, s)) {
    const p = sums.get(r.personId) ?? { replies: 0, resolved: 0, rated: 0, ratingSum: 0, met: 0, missed: 0 }
    for (const k of Object.keys(p) as (keyof typeof p)[]) p[k] += r[k]
    sums.set(r.personId, p)
  }
  const replies = new Map<string, Histogram>()
  for (const d of await durationDays(ctx, s, 'people')) {
    const h = replies.get(d.personId) ?? new Map<number, number>()
    replies.set(d.personId, h)
    add(h, d.buckets, d.counts)
  }
  const now = new Map((await staffNow(onReplica(ctx), s.teamIds)).map((p) => [p.id, p]))
  const loads = new Map(
    (await readText<{ id: string; load: number }>(onReplica(ctx), `select agent_id id, load from support.agent_load where agent_id = any($1::uuid[])`, [[...now.keys()]])).map(
      (l) => [l.id, l.load],
    ),
  )
  const faces = (await facesOf(ctx, [...sums.keys()])).people
  const data = [...new Set([...now.keys(), ...sums.keys()])].map((id) => {
    const [p, n] = [sums.get(id), now.get(id)]
    return {
      person: { id, name: n?.name ?? faces.get(id)?.name ?? 'Somebody who left' },
      availability: n ? n.availability : null,
      load: n ? (loads.get(id) ?? 0) : null,
      capacity: n?.capacity ?? null,
      replies: p?.replies ?? 0,
      resolved: p?.resolved ?? 0,
      firstReply: percentile(replies.get(id) ?? new Map<number, number>(), 0.5),
      met: p?.met ?? 0,
      missed: p?.missed ?? 0,
      share: share(p?.met ?? 0, (p?.met ?? 0) + (p?.missed ?? 0)),
      ratings: p?.rated ?? 0,
      average: average(p?.ratingSum ?? 0, p?.rated ?? 0),
    }
  })
  return { ...head(ctx, s), data: data.toSorted((a, b) => b.resolved - a.resolved || b.replies - a.replies || a.person.name.localeCompare(b.person.name)) }
}

/** Ratings per day, how many answered, and the last words of customers. */
export async function satisfaction(ctx: Ctx, s: Span) {
  const rows = await ticketDays(ctx, s)
  const latest = await readText<{ id: string; reference: string; rating: number; feedback: string | null; at: Date }>(
    onReplica(ctx),
    `select id, reference, rating, feedback, rated_at at from support.tickets where rated_at >= $1 and rated_at < $2 and rating is not null and ($3::text is null or line = $3) and ($4::uuid[] is null or team_id = any($4)) order by rated_at desc limit 20`,
    [startOf(ctx, s.from), startOf(ctx, addDays(s.to, 1)), s.line, s.teamIds],
  )
  const of = (some: readonly Metrics[]) => ({
    ratings: sum(some, 'rated'),
    average: average(sum(some, 'ratingSum'), sum(some, 'rated')),
    good: share(sum(some, 'ratedGood'), sum(some, 'rated')),
  })
  return {
    ...head(ctx, s),
    ...of(rows),
    responseRate: share(sum(rows, 'rated'), sum(rows, 'resolved')),
    data: daysBetween(s.from, s.to).map((day) => ({ day, ...of(rows.filter((r) => r.day === day)) })),
    latest: latest.map((l) => ({ ticket: { id: l.id, reference: l.reference }, rating: l.rating, feedback: l.feedback, at: l.at.toISOString() })),
  }
}
