import Type from 'typebox'
import { read, write, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import type { Outcome } from './attempts.ts'
import type { GatewayDowntime } from './gateway.ts'

export const DowntimeOut = Type.Object({
  id: Id,
  method: Type.String(),
  instrument: Nullable(Type.String({ description: 'The bank, network or app that it is limited to' })),
  severity: OneOf(['high', 'medium', 'low'] as const),
  since: Instant,
  until: Nullable(Instant),
  sentence: Type.String(),
})
interface Row {
  id: string
  method: string
  instrument: string | null
  severity: 'high' | 'medium' | 'low'
  beganAt: Date
  endedAt: Date | null
}
const now = read<Row>(
  'payments.downtimes_now',
  `select id, method, instrument, severity, began_at "beganAt", ended_at "endedAt" from payments.downtimes where ended_at is null and began_at <= $1 order by began_at desc limit 50`,
)
const names: Readonly<Record<string, string>> = { upi: 'UPI', card: 'Cards', netbanking: 'Net banking', wallet: 'Wallets', emi: 'EMI' }
const how = { high: 'do not work', medium: 'are slow', low: 'are slow for some' } as const
const one = { high: 'does not work', medium: 'is slow', low: 'is slow for some' } as const

/** What a payer reads: "UPI with hdfc is slow at the moment." */
export function downtimeSentence(it: { method: string; instrument: string | null; severity: Row['severity'] }): string {
  const many = it.method === 'card' || it.method === 'wallet'
  return `${names[it.method] ?? it.method}${it.instrument ? ` with ${it.instrument}` : ''} ${(many ? how : one)[it.severity]} at the moment.`
}

/** Ways to pay that do not work well now. */
export const downtimesNow = async (ctx: Ctx) =>
  (await now(ctx, [ctx.now()])).map((d) => ({
    id: d.id,
    method: d.method,
    instrument: d.instrument,
    severity: d.severity,
    since: d.beganAt.toISOString(),
    until: d.endedAt?.toISOString() ?? null,
    sentence: downtimeSentence(d),
  }))

const keep = write<{ id: string }>(
  'payments.downtime_keep',
  `insert into payments.downtimes as d (gateway_downtime_id, method, instrument, severity, began_at, ended_at, event_at) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (gateway_downtime_id) do update set severity = excluded.severity, ended_at = coalesce(excluded.ended_at, d.ended_at), event_at = excluded.event_at
     where d.event_at < excluded.event_at or (excluded.ended_at is not null and d.ended_at is null) returning id`,
)

/** Applies an event of a downtime; of two that come in the wrong order the newer counts, and an end is an end. */
export async function applyDowntime(tx: Tx, it: GatewayDowntime, at: Date): Promise<Outcome> {
  const [kept] = await keep(tx, [it.id, it.method, it.instrument, it.severity, it.beganAt ?? at, it.endedAt ?? (it.status === 'resolved' ? at : null), at])
  if (!kept) return 'stale'
  await emit(tx, 'payment.downtime', { method: it.method, status: it.status }, ['finance'])
  return 'applied'
}
