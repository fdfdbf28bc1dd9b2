import { scopeOf, userId } from '#platform/access'
import { read, readText, type Ctx } from '#platform/db'
import { page } from '#platform/page'
import { splitTax } from '#platform/money'
import { peopleByIds, peopleNamed } from '#core/users'
import { attemptColumns, type Attempt } from './attempts.ts'
import { between } from './days.ts'
import { downtimesNow } from './downtimes.ts'
import { intentColumns, type Intent } from './intents.ts'
import { after, filterFor, given, isUuid, whereOf, type Filter } from './keyset.ts'
import { refundColumns, type Refund } from './refunds.ts'
import type { disputes } from './schema.ts'
import { failedStates, intentOut, money, pendingStates, refundOut } from './wire.ts'

/** Whether the actor sees payments of others. */
export const seesAll = (ctx: Ctx): boolean => (scopeOf(ctx.actor, 'payment.transaction.read') ?? 'own') !== 'own'

/** What a payment has beside itself: what went back, and what the gateway calls it. */
const extras = `coalesce((select sum(r.amount) from payments.refunds r where r.intent_id = i.id and r.state in ('processed', 'wallet_credited')), 0)::bigint refunded,
  (select a.gateway_payment_id from payments.attempts a where a.id = i.attempt_id) "gatewayPaymentId"`
export type IntentRow = Intent & { refunded: number; gatewayPaymentId: string | null }

/** Names a person to those who see everybody's payments. */
async function payersOf(ctx: Ctx, ids: readonly string[]) {
  const people = seesAll(ctx) ? await peopleByIds(ctx, ids) : new Map<string, { id: string; name: string }>()
  return (id: string) => {
    const found = people.get(id)
    return found ? { id, name: found.name } : null
  }
}
const rowOut = (i: IntentRow, payer: { id: string; name: string } | null) => ({
  ...intentOut(i),
  payer,
  refunded: money(i.refunded, i.currency),
  gatewayPaymentId: i.gatewayPaymentId,
  receipt: i.state === 'captured',
})

export interface IntentQuery {
  status?: Intent['state']
  statusLabel?: 'Success' | 'Failed' | 'Pending'
  purpose?: string
  line?: string
  method?: string
  payerId?: string
  from?: string
  to?: string
  minAmount?: number
  maxAmount?: number
  q?: string
  mine?: boolean
  cursor?: string
  limit?: number
}

/** What a search box of payments may hold: a reference, an id of the gateway or of what was paid for, or words of the payer's name. */
async function sought(ctx: Ctx, f: Filter, typed: string, all: boolean): Promise<void> {
  const text = typed.trim()
  if (text === '') return
  if (/^rfd-/i.test(text)) given(f, 'i.id in (select r.intent_id from payments.refunds r where r.reference = upper(?))', text)
  else if (/^pay-/i.test(text)) given(f, 'i.reference = upper(?)', text)
  else if (text.startsWith('pay_')) given(f, 'i.id in (select a.intent_id from payments.attempts a where a.gateway_payment_id = ?)', text)
  else if (text.startsWith('order_')) given(f, 'i.id in (select o.intent_id from payments.orders o where o.gateway_order_id = ?)', text)
  else if (isUuid(text)) given(f, '(i.id::text = lower(?) or i.business_id = lower(?) or i.payer_id::text = lower(?))', text)
  else if (all) given(f, 'i.payer_id = any(?::uuid[])', await peopleNamed(ctx, text))
  else given(f, `position(lower(?) in lower(i.description)) > 0`, text)
}

/** Payments, newest first: one's own, or everybody's for those who may see them. */
export async function listIntents(ctx: Ctx, it: IntentQuery) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  const all = seesAll(ctx) && it.mine !== true
  given(f, 'i.payer_id = ?', all ? it.payerId : userId(ctx.actor))
  given(f, 'i.state = ?', it.status)
  if (it.statusLabel !== undefined) given(f, 'i.state = any(?::text[])', it.statusLabel === 'Success' ? ['captured'] : it.statusLabel === 'Failed' ? failedStates : pendingStates)
  given(f, 'i.purpose = ?', it.purpose)
  given(f, 'i.line = ?', it.line)
  given(f, 'i.method = ?', it.method)
  given(f, 'i.amount >= ?', it.minAmount)
  given(f, 'i.amount <= ?', it.maxAmount)
  const { since, until } = between(ctx, it)
  given(f, 'i.created_at >= ?', since)
  given(f, 'i.created_at < ?', until)
  if (it.q !== undefined) await sought(ctx, f, it.q, all)
  after(f, it.cursor, 'i.created_at', 'i.id')
  const rows = await readText<IntentRow & { key: string }>(
    ctx,
    `select ${intentColumns}, ${extras}, i.created_at::text "key" from payments.intents i where ${whereOf(f)} order by i.created_at desc, i.id desc limit $1`,
    f.params,
  )
  const payer = await payersOf(
    ctx,
    rows.map((r) => r.payerId),
  )
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => rowOut(r, payer(r.payerId)),
  )
}

/** What was paid, newest first, as receipts say it. */
export async function listReceipts(ctx: Ctx, it: { from?: string; to?: string; mine?: boolean; payerId?: string; cursor?: string; limit?: number }) {
  const { limit = 20 } = it
  const f = filterFor(limit)
  given(f, 'i.payer_id = ?', seesAll(ctx) && it.mine !== true ? it.payerId : userId(ctx.actor))
  const { since, until } = between(ctx, it)
  given(f, 'i.captured_at >= ?', since)
  given(f, 'i.captured_at < ?', until)
  after(f, it.cursor, 'i.captured_at', 'i.id')
  const rows = await readText<IntentRow & { key: string }>(
    ctx,
    `select ${intentColumns}, ${extras}, i.captured_at::text "key" from payments.intents i where i.captured_at is not null and i.state = 'captured' and ${whereOf(f)}
     order by i.captured_at desc, i.id desc limit $1`,
    f.params,
  )
  return page(
    rows,
    limit,
    (r) => [r.key, r.id],
    (r) => {
      const { net, tax } = splitTax(r.amount, r.taxBasisPoints ?? 0)
      return {
        intentId: r.id,
        reference: r.reference,
        description: r.description,
        line: r.line,
        amount: money(r.amount, r.currency),
        net: money(net, r.currency),
        tax: money(tax, r.currency),
        refunded: money(r.refunded, r.currency),
        method: r.method,
        capturedAt: r.capturedAt!.toISOString(),
        href: `/api/v1/payment/intents/${r.id}/receipt`,
      }
    },
  )
}

const extraOf = read<{ refunded: number; gatewayPaymentId: string | null }>('payments.intent_extras', `select ${extras} from payments.intents i where i.id = $1`)
const attemptsRead = read<Attempt & { gatewayOrderId: string | null }>(
  'payments.attempts_read',
  `select ${attemptColumns}, case when a.gateway = 'wallet' then null else o.gateway_order_id end "gatewayOrderId" from payments.attempts a left join payments.orders o on o.intent_id = a.intent_id
   where a.intent_id = $1 order by a.created_at, a.id`,
)
const refundsRead = read<Refund>('payments.refunds_read', `select ${refundColumns} from payments.refunds r where r.intent_id = $1 order by r.created_at, r.id`)
const disputesRead = read<typeof disputes.$inferSelect>(
  'payments.disputes_read',
  `select d.id, d.amount, d.currency, d.state, d.reason, d.respond_by "respondBy" from payments.disputes d join payments.attempts a on a.id = d.attempt_id where a.intent_id = $1 order by d.created_at`,
)
const attemptOut = (a: Attempt) => ({
  id: a.id,
  gateway: a.gateway,
  gatewayPaymentId: a.gatewayPaymentId,
  method: a.method,
  amount: money(a.amount, a.currency),
  refunded: money(a.refundTotal, a.currency),
  status: a.state,
  error: a.error?.description ?? null,
  createdAt: a.createdAt.toISOString(),
})
/** Every try of a payment, with what the gateway said. */
export const attemptsWith = async (ctx: Ctx, intent: Intent) => ({
  data: (await attemptsRead(ctx, [intent.id])).map((a) => ({
    ...attemptOut(a),
    errorCode: a.error?.code ?? null,
    errorReason: a.error?.reason ?? null,
    gatewayOrderId: a.gatewayOrderId,
  })),
})
export const refundsOf = async (ctx: Ctx, intent: Intent) => (await refundsRead(ctx, [intent.id])).map(refundOut)

/** A payment with everything that belongs to it; the intent must have been got through `intentFor`. */
export async function detailOf(ctx: Ctx, intent: Intent) {
  const [[extra], tries, back, disputed, slow, payer] = await Promise.all([
    extraOf(ctx, [intent.id]),
    attemptsRead(ctx, [intent.id]),
    refundsRead(ctx, [intent.id]),
    disputesRead(ctx, [intent.id]),
    downtimesNow(ctx),
    payersOf(ctx, [intent.payerId]),
  ])
  return {
    ...rowOut({ ...intent, ...extra! }, payer(intent.payerId)),
    attempts: tries.map(attemptOut),
    refunds: back.map(refundOut),
    disputes: disputed.map((d) => ({ id: d.id, amount: money(d.amount, d.currency), status: d.state, reason: d.reason, respondBy: d.respondBy?.toISOString() ?? null })),
    downtimes: slow,
  }
}
