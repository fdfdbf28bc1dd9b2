import { read, type Ctx } from '#platform/db'
import { days, later } from '#platform/time'
import { allWallets } from './books.ts'
import { addDays, spanOf, startOf, type Day } from './days.ts'
import { downtimesNow } from './downtimes.ts'
import { money } from './wire.ts'

interface Sum {
  amount: number
  count: number
}
const none: Sum = { amount: 0, count: 0 }
const plus = (a: Sum, b: Sum): Sum => ({ amount: a.amount + b.amount, count: a.count + b.count })
const sumOf = (rows: readonly Sum[]): Sum => rows.reduce(plus, none)
const out = (s: Sum) => ({ amount: money(s.amount), count: s.count })

const captured = read<Sum & { day: Day; line: string; method: string }>(
  'payments.stats_captured',
  `select (captured_at at time zone $3)::date::text "day", line, coalesce(method, 'other') "method", sum(amount)::bigint amount, count(*)::int count from payments.intents
   where captured_at >= $1 and captured_at < $2 and captured_at is not null and state = 'captured' and ($4::text is null or line = $4) group by 1, 2, 3`,
)
const tried = read<{ method: string; captured: number; failed: number }>(
  'payments.stats_tried',
  `select coalesce(a.method, 'other') "method", count(*) filter (where a.state = 'captured')::int captured, count(*) filter (where a.state <> 'captured')::int failed
   from payments.attempts a join payments.intents i on i.id = a.intent_id
   where a.created_at >= $1 and a.created_at < $2 and a.state in ('captured', 'failed', 'lapsed') and ($3::text is null or i.line = $3) group by 1 order by 2 desc, 1`,
)
const reasons = read<{ reason: string; count: number }>(
  'payments.stats_reasons',
  `select coalesce(a.error ->> 'description', a.error ->> 'reason', a.error ->> 'code', 'No answer') "reason", count(*)::int count from payments.attempts a join payments.intents i on i.id = a.intent_id
   where a.created_at >= $1 and a.created_at < $2 and a.state = 'failed' and ($3::text is null or i.line = $3) group by 1 order by 2 desc, 1 limit 8`,
)
const refunded = read<Sum & { day: Day }>(
  'payments.stats_refunded',
  `select (r.processed_at at time zone $3)::date::text "day", sum(r.amount)::bigint amount, count(*)::int count from payments.refunds r join payments.intents i on i.id = r.intent_id
   where r.processed_at >= $1 and r.processed_at < $2 and r.processed_at is not null and r.state in ('processed', 'wallet_credited') and ($4::text is null or i.line = $4) group by 1`,
)
const refundsNow = read<Sum & { state: string }>(
  'payments.stats_refunds_now',
  `select r.state, sum(r.amount)::bigint amount, count(*)::int count from payments.refunds r join payments.intents i on i.id = r.intent_id
   where r.state in ('requested', 'failed', 'approved', 'submitted', 'unknown', 'pending') and ($1::text is null or i.line = $1) group by 1`,
)
const settled = read<{ amount: number; gross: number; fees: number; tax: number; count: number }>(
  'payments.stats_settled',
  `select coalesce(sum(amount), 0)::bigint amount, coalesce(sum(gross), 0)::bigint gross, coalesce(sum(fees), 0)::bigint fees, coalesce(sum(tax), 0)::bigint tax, count(*)::int count
   from payments.settlements where settled_on >= $1::date and settled_on <= $2::date`,
)
/** Paid at the gateway in the last sixty days, and in no settlement yet. */
const due = read<Sum & { oldest: Date | null }>(
  'payments.stats_due',
  `select coalesce(sum(a.amount), 0)::bigint amount, count(*)::int count, min(a.created_at) oldest from payments.attempts a
   where a.created_at >= $1 and a.state = 'captured' and a.gateway = 'razorpay' and not exists (select 1 from payments.settlement_lines l where l.attempt_id = a.id)`,
)
const unmatched = read<Sum>(
  'payments.stats_unmatched',
  `select coalesce(sum(abs(coalesce(found_amount, 0) - coalesce(expected_amount, 0))), 0)::bigint amount, count(*)::int count from payments.findings where state <> 'resolved'`,
)
const disputed = read<Sum & { next: Date | null; soon: number }>(
  'payments.stats_disputes',
  `select coalesce(sum(amount), 0)::bigint amount, count(*)::int count, min(respond_by) filter (where state in ('opened', 'action_required')) next,
     (count(*) filter (where state in ('opened', 'action_required') and respond_by < $1))::int soon from payments.disputes where state in ('opened', 'action_required', 'under_review')`,
)
const hooks = read<{ waiting: number; dead: number; rejected: number }>(
  'payments.stats_webhooks',
  `select (select count(*)::int from payments.webhook_events where state in ('stored', 'failed', 'unmatched')) waiting, (select count(*)::int from payments.webhook_events where state = 'dead') dead,
     (select coalesce(sum(count), 0)::int from payments.webhook_rejections where day between $1 and $2) rejected`,
)

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** The figures of the finance dashboard, counted from the rows themselves: of a span of days, of the one before it, and of now. */
export async function stats(ctx: Ctx, it: { from?: string; to?: string; line?: string }) {
  const { days: all, from, to, before } = spanOf(ctx, it)
  const zone = ctx.config.OPERATOR_TIME_ZONE
  const line = it.line ?? null
  const range = [startOf(ctx, from), startOf(ctx, addDays(to, 1))] as const
  const earlier = [startOf(ctx, before.from), range[0]] as const
  const [paid, paidBefore, tries, triesBefore, why, back, backBefore, queue, fees, feesBefore, [waits], [open], [argued], [events], wallets, slow] = await Promise.all([
    captured(ctx, [...range, zone, line]),
    captured(ctx, [...earlier, zone, line]),
    tried(ctx, [...range, line]),
    tried(ctx, [...earlier, line]),
    reasons(ctx, [...range, line]),
    refunded(ctx, [...range, zone, line]),
    refunded(ctx, [...earlier, zone, line]),
    refundsNow(ctx, [line]),
    settled(ctx, [from, to]),
    settled(ctx, [before.from, before.to]),
    due(ctx, [later(ctx.now(), -60 * days)]),
    unmatched(ctx),
    disputed(ctx, [later(ctx.now(), 3 * days)]),
    hooks(ctx, [from, to]),
    allWallets(ctx),
    downtimesNow(ctx),
  ])
  const split = (key: 'line' | 'method') =>
    [...new Set(paid.map((r) => r[key]))].map((name) => {
      const mine = paid.filter((r) => r[key] === name)
      return { name, ...out(sumOf(mine)), days: all.map((day) => money(sumOf(mine.filter((r) => r.day === day)).amount)) }
    })
  const largest = <T extends { amount: { amount: number } }>(rows: T[]) => rows.toSorted((a, b) => b.amount.amount - a.amount.amount)
  const outcome = (rows: readonly { captured: number; failed: number }[]) => {
    const won = rows.reduce((n, r) => n + r.captured, 0)
    const lost = rows.reduce((n, r) => n + r.failed, 0)
    return { tried: won + lost, captured: won, failed: lost, share: shareOf(won, won + lost) }
  }
  const { failed: _, ...previousOutcome } = outcome(triesBefore)
  const now = (...states: string[]) => out(sumOf(queue.filter((r) => states.includes(r.state))))
  return {
    from,
    to,
    timeZone: zone,
    asOf: ctx.now().toISOString(),
    line,
    previous: before,
    captured: {
      ...out(sumOf(paid)),
      previous: out(sumOf(paidBefore)),
      days: all.map((day) => ({ day, ...out(sumOf(paid.filter((r) => r.day === day))) })),
      lines: largest(split('line')).map(({ name, ...r }) => ({ line: name, ...r })),
      methods: largest(split('method')).map(({ name, ...r }) => ({ method: name, ...r })),
    },
    success: {
      ...outcome(tries),
      previous: previousOutcome,
      methods: tries.map((r) => ({ method: r.method, ...outcome([r]) })),
      reasons: why,
    },
    refunds: {
      ...out(sumOf(back)),
      previous: out(sumOf(backBefore)),
      days: all.map((day) => ({ day, ...out(sumOf(back.filter((r) => r.day === day))) })),
      awaiting: now('requested'),
      failed: now('failed'),
      underWay: now('approved', 'submitted', 'unknown', 'pending'),
    },
    wallets: {
      cash: money(wallets.cash),
      promo: money(wallets.promo),
      held: money(wallets.held),
      total: money(wallets.cash + wallets.promo + wallets.held),
      people: wallets.people,
    },
    fees: {
      amount: money(fees[0]!.fees),
      tax: money(fees[0]!.tax),
      previous: { amount: money(feesBefore[0]!.fees), tax: money(feesBefore[0]!.tax) },
      share: shareOf(fees[0]!.fees, fees[0]!.gross),
    },
    settlements: {
      due: { ...out(waits!), oldest: waits!.oldest?.toISOString() ?? null },
      settled: { amount: money(fees[0]!.amount), count: fees[0]!.count },
      unmatched: out(open!),
    },
    disputes: { open: out(argued!), nextDeadline: argued!.next?.toISOString() ?? null, dueSoon: argued!.soon },
    webhooks: events!,
    downtimes: slow,
  }
}
