import Type from 'typebox'
import { scopeOf } from '#platform/access'
import type { Ctx } from '#platform/db'
import type { App } from '#platform/module'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { common } from '#platform/problems'
import { priorities } from '#core/support'
import { addDays, dayOf, type Span } from './days.ts'
import { byCategory, firstReply, overview, people, satisfaction, targets, volume } from './figures.ts'

const Date_ = Type.String({ maxLength: 40, description: 'A day like 2026-11-21, or an instant' })
const querystring = Type.Object({ from: Type.Optional(Date_), to: Type.Optional(Date_), line: Type.Optional(Type.String({ maxLength: 40 })), teamId: Type.Optional(Id) })
const N = Type.Integer()
const Share = Nullable(Type.Number({ description: '0 to 1; null where there is nothing to divide by' }))
const Seconds = Nullable(Type.Integer({ description: 'Seconds' }))
const Series = Type.Array(Type.Object({ day: Type.String(), value: Nullable(Type.Number()) }))
const head = { from: Type.String(), to: Type.String(), timeZone: Type.String({ description: 'The zone whose days these are' }), asOf: Instant }
const Percentiles = { median: Seconds, p90: Seconds, count: N }
const spread = { ...Percentiles, previous: Type.Object(Percentiles), series: Series }
// The main figures are in working time, by which promises are counted.
const Duration = Type.Object({ ...spread, calendar: Type.Object(spread) })
const kept = { met: N, missed: N, share: Share }
const Ratings = { count: N, average: Nullable(Type.Number()), good: Share }
const leaks = { total: N, reached: N, share: Share, promiseKept: Share }
const two = Type.Object({ count: N, previous: N })
const twoShares = Type.Object({ share: Share, previous: Share })

const Overview = Type.Object({
  ...head,
  previous: Type.Object({ from: Type.String(), to: Type.String() }),
  open: Type.Object({ now: N, waiting: N, breached: N, yesterday: Nullable(N), series: Series }),
  firstReply: Duration,
  resolution: Duration,
  targets: Type.Object({ ...kept, goal: Type.Number(), previous: Type.Object(kept), series: Series }),
  leaks: Type.Object({ ...leaks, goal: Type.Number(), previous: Type.Object(leaks) }),
  satisfaction: Type.Object({ ...Ratings, previous: Type.Object(Ratings), responseRate: Share, series: Series }),
  created: two,
  resolved: two,
  reopenRate: twoShares,
  oneTouch: twoShares,
})
const Volume = Type.Object({
  ...head,
  created: N,
  resolved: N,
  data: Type.Array(
    Type.Object({ day: Type.String(), created: N, resolved: N, reopened: N, open: N, age: Nullable(Type.Object({ upTo1Day: N, upTo3Days: N, upTo7Days: N, older: N })) }),
  ),
})
const Calendar = Type.Object(Percentiles)
const FirstReply = Type.Object(
  {
    ...head,
    ...Percentiles,
    calendar: Calendar,
    target: Nullable(Type.Integer({ description: 'Seconds of working time that the policies promise; null where they promise several' })),
    goal: Type.Number({ description: 'Share of promises that the desk wants to keep' }),
    ...kept,
    data: Type.Array(Type.Object({ day: Type.String(), ...Percentiles, calendar: Calendar, ...kept })),
  },
  { description: '`met` and `missed` count each ticket against its own promise' },
)
const Targets = Type.Object({
  ...head,
  goal: Type.Number(),
  ...kept,
  running: N,
  atRisk: N,
  data: Type.Array(Type.Object({ priority: OneOf(priorities), ...kept })),
  kinds: Type.Array(Type.Object({ kind: OneOf(['first_response', 'next_response', 'resolution', 'emergency']), ...kept })),
})
const Categories = Type.Object({
  ...head,
  data: Type.Array(
    Type.Object({ category: Type.Object({ id: Id, name: Type.String() }), ours: N, waiting: N, open: N, created: N, resolved: N, ratings: N, average: Nullable(Type.Number()) }),
  ),
})
const People = Type.Object({
  ...head,
  data: Type.Array(
    Type.Object({
      person: Type.Object({ id: Id, name: Type.String() }),
      availability: Nullable(OneOf(['available', 'away'])),
      load: Nullable(N),
      capacity: Nullable(N),
      replies: N,
      resolved: N,
      firstReply: Seconds,
      ...kept,
      ratings: N,
      average: Nullable(Type.Number()),
    }),
  ),
})
const rated = { ratings: N, average: Nullable(Type.Number()), good: Share }
const Satisfaction = Type.Object({
  ...head,
  ...rated,
  responseRate: Share,
  data: Type.Array(Type.Object({ day: Type.String(), ...rated })),
  latest: Type.Array(Type.Object({ ticket: Type.Object({ id: Id, reference: Type.String() }), rating: N, feedback: Nullable(Type.String()), at: Instant })),
})

/** Reads the span of a query: days of the operator, the last fourteen without one, at most 400. Whoever may see their teams only gets those. */
export function spanOf(ctx: Ctx, q: { from?: string; to?: string; line?: string; teamId?: string }): Span {
  const day = (name: 'from' | 'to', otherwise: string): string => {
    const text = q[name]
    if (text === undefined) return otherwise
    try {
      const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Temporal.PlainDate.from(text).toString() : dayOf(ctx, new Date(Temporal.Instant.from(text).epochMilliseconds))
      // Days are compared as texts, and beyond these years they have a sign.
      if (day < '1970-01-01' || day > '9990-12-31' || day.length !== 10) throw new RangeError('far away')
      return day
    } catch {
      throw common.invalid({ errors: [{ path: name, message: 'is not a day' }] })
    }
  }
  const to = day('to', dayOf(ctx, ctx.now()))
  const from = day('from', addDays(to, -13))
  if (from > to) throw common.invalid({ errors: [{ path: 'from', message: 'must not be after to' }] })
  if (Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days >= 400)
    throw common.invalid({ errors: [{ path: 'from', message: 'must be less than 400 days before to' }] })
  const limited = scopeOf(ctx.actor, 'support.stats.read') !== 'all'
  if (limited && q.teamId !== undefined && !ctx.actor.teamIds.includes(q.teamId)) throw common.not_found()
  return { from, to, line: q.line ?? null, teamIds: q.teamId !== undefined ? [q.teamId] : limited ? [...ctx.actor.teamIds] : null }
}

export function statsRoutes(app: App): void {
  const config = { may: 'support.stats.read' }
  for (const path of ['/stats/overview', '/tickets/stats'])
    app.get(path, { config, schema: { summary: 'Figures of the desk, with the span before', querystring, response: { 200: Overview } } }, (req) =>
      overview(req.ctx, spanOf(req.ctx, req.query)),
    )
  app.get('/stats/volume', { config, schema: { summary: 'Created, resolved and open per day', querystring, response: { 200: Volume } } }, (req) =>
    volume(req.ctx, spanOf(req.ctx, req.query)),
  )
  app.get(
    '/stats/first-reply',
    { config, schema: { summary: 'First reply, median and 90th percentile per day, and how many kept the promise', querystring, response: { 200: FirstReply } } },
    (req) => firstReply(req.ctx, spanOf(req.ctx, req.query)),
  )
  app.get('/stats/sla', { config, schema: { summary: 'Targets met, by priority and by promise', querystring, response: { 200: Targets } } }, (req) =>
    targets(req.ctx, spanOf(req.ctx, req.query)),
  )
  app.get('/stats/categories', { config, schema: { summary: 'Open by category, ours and waiting', querystring, response: { 200: Categories } } }, (req) =>
    byCategory(req.ctx, spanOf(req.ctx, req.query)),
  )
  app.get('/stats/people', { config, schema: { summary: 'The staff and what they did', querystring, response: { 200: People } } }, (req) =>
    people(req.ctx, spanOf(req.ctx, req.query)),
  )
  app.get('/stats/satisfaction', { config, schema: { summary: 'Ratings', querystring, response: { 200: Satisfaction } } }, (req) =>
    satisfaction(req.ctx, spanOf(req.ctx, req.query)),
  )
}
