import Type from 'typebox'
import { scopeOf } from '#platform/access'
import { read, type Ctx } from '#platform/db'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { common } from '#platform/problems'
import { peopleByIds } from '#core/users'
import { walletAfter, walletLines } from './books.ts'
import { between } from './days.ts'
import { methodsOf } from './methods.ts'
import { walletOf } from './wallet.ts'
import { MethodOut, money, MoneyOut, Named } from './wire.ts'

export const WalletOut = Type.Object({ cash: MoneyOut, promo: MoneyOut, held: MoneyOut, spendable: MoneyOut })
export const StatementOut = Type.Object({
  entryId: Id,
  kind: Type.String(),
  label: Type.String({ description: 'What it was, for people' }),
  pocket: OneOf(['cash', 'promo', 'held'] as const),
  amount: MoneyOut,
  balance: MoneyOut,
  total: MoneyOut,
  memo: Nullable(Type.String()),
  businessRef: Type.Object({ type: Type.String(), id: Type.String() }),
  at: Instant,
})
export const PersonOut = Type.Object({
  person: Named,
  wallet: WalletOut,
  captured: Type.Object({ amount: MoneyOut, count: Type.Integer() }),
  refunded: Type.Object({ amount: MoneyOut, count: Type.Integer() }),
  failed: Type.Integer(),
  open: Type.Integer(),
  disputes: Type.Integer(),
  methods: Type.Array(MethodOut),
  lastPaidAt: Nullable(Instant),
})

const labels: Readonly<Record<string, string>> = {
  'payment.captured': 'Top-up',
  'payment.revived': 'Top-up',
  'payment.wallet': 'Payment',
  'refund.owed': 'Top-up taken back',
  'refund.credited': 'Refund',
  'wallet.hold': 'Held',
  'wallet.hold_posted': 'Charged from what was held',
  'wallet.hold_released': 'Released',
  'adjustment.wallet_credit': 'Credit from us',
  'adjustment.promo_grant': 'Promotion',
  'adjustment.promo_clawback': 'Promotion taken back',
  'payout.requested': 'Withdrawal',
  'payout.returned': 'Withdrawal came back',
}

/** A person’s wallet, line by line, newest first. Positive: money came in. `total` is what the whole wallet was worth after the entry. The reader must be its owner, or see all payments. */
export async function walletStatement(ctx: Ctx, personId: string, { from, to, ...it }: { from?: string; to?: string; cursor?: string; limit?: number }) {
  const { data, nextCursor } = await walletLines(ctx, personId, { ...it, ...between(ctx, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }) })
  const totals = await walletAfter(
    ctx,
    personId,
    data.map((l) => l.seq),
  )
  return {
    data: data.map((l) => ({
      entryId: l.entryId,
      kind: l.kind,
      label: labels[l.kind] ?? 'Movement',
      pocket: l.account.split(':')[3] as 'cash' | 'promo' | 'held',
      // Owed to its owner, so a credit comes in. From zero, so that there is no minus nothing.
      amount: money(0 - l.amount.amount, l.amount.currency),
      balance: money(0 - (l.balanceAfter?.amount ?? 0), l.amount.currency),
      total: money(totals.get(l.seq) ?? 0, l.amount.currency),
      memo: l.memo,
      businessRef: l.businessRef,
      at: l.occurredAt,
    })),
    nextCursor,
  }
}

export async function walletFor(ctx: Ctx, personId: string) {
  const w = await walletOf(ctx, personId)
  return { cash: money(w.cash), promo: money(w.promo), held: money(w.held), spendable: money(w.cash + w.promo) }
}

const sums = read<{ amount: number; captured: number; failed: number; open: number; lastPaidAt: Date | null }>(
  'payments.person_sums',
  `select coalesce(sum(amount) filter (where state = 'captured'), 0)::bigint amount, (count(*) filter (where state = 'captured'))::int captured,
     (count(*) filter (where state in ('cancelled', 'expired', 'lapsed', 'auto_refunded')))::int failed, (count(*) filter (where state in ('created', 'attempted', 'authorized', 'late_captured')))::int open,
     max(captured_at) filter (where state = 'captured') "lastPaidAt" from payments.intents where payer_id = $1`,
)
const backSums = read<{ amount: number; count: number; disputes: number }>(
  'payments.person_back',
  `select coalesce(sum(r.amount), 0)::bigint amount, count(*)::int count,
     (select count(*)::int from payments.disputes d join payments.attempts a on a.id = d.attempt_id join payments.intents x on x.id = a.intent_id where x.payer_id = $1) disputes
   from payments.refunds r join payments.intents i on i.id = r.intent_id where i.payer_id = $1 and r.state in ('processed', 'wallet_credited')`,
)

/** Whose money somebody may look at: their own, or anybody's with `payment.transaction.read` beyond their own. Missing and forbidden are one refusal. */
export async function personFor(ctx: Ctx, personId: string): Promise<{ id: string; name: string }> {
  const scope = scopeOf(ctx.actor, 'payment.transaction.read')
  const person = (await peopleByIds(ctx, [personId])).get(personId)
  if (!person || (personId !== ctx.actor.id && (scope === undefined || scope === 'own'))) throw common.not_found()
  return { id: person.id, name: person.name }
}

/** What finance and the desk see of a person: wallet, what was paid and what went back. */
export async function personOverview(ctx: Ctx, personId: string) {
  const person = await personFor(ctx, personId)
  const [wallet, [paid], [back], methods] = await Promise.all([walletFor(ctx, personId), sums(ctx, [personId]), backSums(ctx, [personId]), methodsOf(ctx, personId)])
  return {
    person,
    wallet,
    captured: { amount: money(paid!.amount), count: paid!.captured },
    refunded: { amount: money(back!.amount), count: back!.count },
    failed: paid!.failed,
    open: paid!.open,
    disputes: back!.disputes,
    methods,
    lastPaidAt: paid!.lastPaidAt?.toISOString() ?? null,
  }
}
