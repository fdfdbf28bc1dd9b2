import Type from 'typebox'
import type { App } from '#platform/module'
import { Instant, Nullable } from '#platform/openapi'
import { DowntimeOut } from './downtimes.ts'
import { stats } from './stats.ts'
import { dayQuery, MoneyOut } from './wire.ts'

const N = Type.Integer()
const Share = Nullable(Type.Number({ description: '0 to 1; null where there is nothing to divide by' }))
const Sum = Type.Object({ amount: MoneyOut, count: N })
const Day = Type.String({ examples: ['2026-11-21'] })
const DaySums = Type.Array(Type.Object({ day: Day, amount: MoneyOut, count: N }))
const series = { amount: MoneyOut, count: N, days: Type.Array(MoneyOut, { description: 'One for each day of the span' }) }
const outcome = { tried: N, captured: N, failed: N, share: Share }

const Stats = Type.Object({
  from: Day,
  to: Day,
  timeZone: Type.String(),
  asOf: Instant,
  line: Nullable(Type.String()),
  previous: Type.Object({ from: Day, to: Day }),
  captured: Type.Object({
    ...Sum.properties,
    previous: Sum,
    days: DaySums,
    lines: Type.Array(Type.Object({ line: Type.String(), ...series })),
    methods: Type.Array(Type.Object({ method: Type.String(), ...series })),
  }),
  success: Type.Object({
    ...outcome,
    previous: Type.Object({ tried: N, captured: N, share: Share }),
    methods: Type.Array(Type.Object({ method: Type.String(), ...outcome })),
    reasons: Type.Array(Type.Object({ reason: Type.String(), count: N })),
  }),
  refunds: Type.Object({ ...Sum.properties, previous: Sum, days: DaySums, awaiting: Sum, failed: Sum, underWay: Sum }),
  wallets: Type.Object({ cash: MoneyOut, promo: MoneyOut, held: MoneyOut, total: MoneyOut, people: N }),
  fees: Type.Object({ amount: MoneyOut, tax: MoneyOut, previous: Type.Object({ amount: MoneyOut, tax: MoneyOut }), share: Share }),
  settlements: Type.Object({ due: Type.Object({ ...Sum.properties, oldest: Nullable(Instant) }), settled: Sum, unmatched: Sum }),
  disputes: Type.Object({ open: Sum, nextDeadline: Nullable(Instant), dueSoon: N }),
  webhooks: Type.Object({ waiting: N, dead: N, rejected: N }),
  downtimes: Type.Array(DowntimeOut),
})

/** The finance dashboard. */
export function statsRoutes(app: App): void {
  app.get(
    '/stats',
    {
      config: { may: 'payment.stats.read', limit: { points: 120, seconds: 60 } },
      schema: {
        summary: 'Figures of money: of a span of days, of the span before, and of now',
        description: 'The last fourteen days without `from` and `to`, at most 400. Fees, settlements and wallets are of all lines.',
        querystring: Type.Object({ ...dayQuery, line: Type.Optional(Type.String({ maxLength: 40 })) }),
        response: { 200: Stats },
      },
    },
    (req) => stats(req.ctx, req.query),
  )
}
