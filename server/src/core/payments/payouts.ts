import Type from 'typebox'
import { eq } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { decrypt, encrypt } from '#platform/crypto'
import { inTransaction, read, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { common } from '#platform/problems'
import { setting } from '#platform/settings'
import { canMove, move } from '#platform/states'
import { days, later, minutes } from '#platform/time'
import { peopleByIds } from '#core/users'
import { alert, type Outcome } from './attempts.ts'
import { accounts, creditedTo, lockWallet, post } from './books.ts'
import { GatewayRefused, GatewayUnknown, type GatewayPayout, type PayoutDestination } from './gateway.ts'
import { gatewayOf } from './gateways.ts'
import { newReference } from './intents.ts'
import { gatewayKeys } from './keys.ts'
import { payoutStates } from './machines.ts'
import { refuse } from './refusals.ts'
import { payouts } from './schema.ts'
import { walletChanged, walletOf } from './wallet.ts'

export type Payout = typeof payouts.$inferSelect

export const payoutCutoff = setting('payment.payout_cutoff_days', {
  schema: Type.Integer({ minimum: 0, maximum: 90 }),
  default: 3,
  sentence: 'Money that came into a wallet within this many days is not paid out yet',
})

const exposed = read<{ amount: number }>(
  'payments.exposed',
  `select (coalesce((select sum(d.amount) from payments.disputes d join payments.attempts a on a.id = d.attempt_id join payments.intents i on i.id = a.intent_id
       where i.payer_id = $1 and d.state in ('opened', 'under_review', 'action_required')), 0)
     + coalesce((select sum(r.amount) from payments.refunds r join payments.intents i on i.id = r.intent_id where i.payer_id = $1 and i.purpose = 'wallet_top_up' and r.state = 'requested'), 0))::bigint amount`,
)
/** What of a wallet may be paid out: cash less what came lately, less open disputes and refunds that are asked for. Promo money never. */
export async function redeemable(ctx: Ctx, personId: string): Promise<number> {
  const { cash } = await walletOf(ctx, personId)
  const fresh = await creditedTo(ctx, accounts.cash(personId), later(ctx.now(), -(await payoutCutoff(ctx)) * days))
  return Math.max(0, cash - fresh - (await exposed(ctx, [personId]))[0]!.amount)
}

/** What a person sees of a destination: never the whole number. */
const labelOf = (to: PayoutDestination): string => (to.kind === 'vpa' ? to.vpa.replace(/^(.{2})[^@]*/, '$1···') : `${to.ifsc.slice(0, 4)} ·· ${to.accountNumber.slice(-4)}`)

/** Asks for wallet cash to be paid out. Somebody else decides on it; until then nothing moves. */
export async function requestPayout(ctx: Ctx, it: { payeeId: string; amount: number; destination: PayoutDestination; reason: string }): Promise<Payout> {
  if (!gatewayKeys(ctx.config)?.accountNumber) throw refuse.payout_off()
  if (!(await peopleByIds(ctx, [it.payeeId])).has(it.payeeId)) throw common.not_found()
  return inTransaction(ctx, async (tx) => {
    const most = await redeemable(tx, it.payeeId)
    if (it.amount > most) throw refuse.redeemable({ extra: { redeemable: { amount: most, currency: 'INR' } } })
    const [made] = await tx.db
      .insert(payouts)
      .values({
        id: uuidv7(tx.now()),
        reference: newReference('PYT'),
        payeeId: it.payeeId,
        amount: it.amount,
        state: 'requested',
        destinationKind: it.destination.kind,
        destinationLabel: labelOf(it.destination),
        destinationSealed: encrypt(tx.config, 'payout', JSON.stringify(it.destination)),
        reason: it.reason,
        requestedBy: tx.actor.id,
        createdAt: tx.now(),
      })
      .returning()
    await audit(tx, { action: 'payout.requested', noun: 'payout', nounId: made!.id, subjectId: it.payeeId, after: { amount: it.amount }, reason: it.reason })
    await tell(tx, made!)
    return made!
  })
}
const tell = (tx: Tx, it: Payout): Promise<void> => emit(tx, 'payment.payout', { payoutId: it.id, payeeId: it.payeeId, state: it.state }, [`user:${it.payeeId}`, 'finance'])

async function lock(tx: Tx, id: string): Promise<Payout> {
  const [row] = await tx.db.select().from(payouts).where(eq(payouts.id, id)).for('update')
  if (!row) throw common.not_found()
  return row
}

/** A second person decides. Approved, the money leaves the wallet (M25) and is sent by a job. */
export const decidePayout = (ctx: Ctx, id: string, it: { approve: boolean; reason: string }): Promise<Payout> =>
  inTransaction(ctx, async (tx) => {
    const row = await lock(tx, id)
    if (row.requestedBy === tx.actor.id || row.payeeId === tx.actor.id)
      throw refuse.second_person({ detail: 'Somebody else has to decide on what you asked for, or what is yours.' })
    await audit(tx, { action: it.approve ? 'payout.approved' : 'payout.rejected', noun: 'payout', nounId: id, subjectId: row.payeeId, reason: it.reason })
    if (!it.approve) {
      const now = await move(tx, payoutStates, id, 'rejected', { reason: it.reason, set: { decidedBy: tx.actor.id } })
      await tell(tx, now)
      return now
    }
    await lockWallet(tx, row.payeeId)
    const most = await redeemable(tx, row.payeeId)
    if (row.amount > most) throw refuse.redeemable({ extra: { redeemable: { amount: most, currency: 'INR' } } })
    const now = await move(tx, payoutStates, id, 'submitted', {
      reason: it.reason,
      set: { decidedBy: tx.actor.id, submittedAt: tx.now(), nextCheckAt: later(tx.now(), 5 * minutes) },
    })
    await post(tx, {
      kind: 'payout.requested',
      key: id,
      businessRef: { type: 'payout', id },
      lines: [
        { account: accounts.cash(row.payeeId), amount: row.amount },
        { account: accounts.payout(id), amount: -row.amount },
      ],
      memo: row.reference,
    })
    await addJob(tx, 'payments.payout', { payoutId: id }, { key: `payments.payout:${id}` })
    await walletChanged(tx, row.payeeId)
    await tell(tx, now)
    return now
  })

/** Job: sends a payout. Repeating it sends the same key, which never pays twice. */
export async function sendPayout(ctx: Ctx, payoutId: string): Promise<void> {
  const [it] = await ctx.db.select().from(payouts).where(eq(payouts.id, payoutId))
  if (it?.state !== 'submitted') return
  const payee = (await peopleByIds(ctx, [it.payeeId])).get(it.payeeId)?.name ?? 'Customer'
  try {
    const answer = await gatewayOf(ctx).payout({
      reference: it.id,
      amount: it.amount,
      currency: it.currency,
      destination: JSON.parse(decrypt(ctx.config, 'payout', it.destinationSealed)) as PayoutDestination,
      payee,
      narration: it.reference,
      key: it.id,
    })
    await inTransaction(ctx, (tx) => applyPayout(tx, answer))
  } catch (error) {
    if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
    await inTransaction(ctx, async (tx) => {
      const now = await lock(tx, payoutId)
      if (now.state !== 'submitted') return
      if (error instanceof GatewayRefused) await failed(tx, now, error.message)
      else {
        const unknown = await move(tx, payoutStates, payoutId, 'unknown', { reason: error.message, set: { nextCheckAt: later(tx.now(), 5 * minutes) } })
        await tell(tx, unknown)
      }
    })
  }
}

const byGateway = read<{ id: string }>('payments.payout_by_gateway', `select id from payments.payouts where gateway_payout_id = $1 or id::text = $2 limit 1`)

/** Applies what the gateway says of a payout, in whatever order. */
export async function applyPayout(tx: Tx, it: GatewayPayout): Promise<Outcome> {
  const [found] = await byGateway(tx, [it.id, it.reference])
  if (!found) return 'unmatched'
  const row = await lock(tx, found.id)
  if (it.amount !== row.amount || it.currency !== row.currency) {
    await alert(tx, 'payout_differs', `${it.id} does not agree with ${row.reference}.`)
    return 'unmatched'
  }
  if (it.status === 'failed') {
    if (!canMove(payoutStates, row.state, 'failed')) return 'stale'
    await failed(tx, row, it.error ?? 'The bank refused', it.id)
    return 'applied'
  }
  let now = row
  // Whatever comes first stands for what must have come before it.
  if (now.state === 'submitted' || now.state === 'unknown')
    now = await move(tx, payoutStates, row.id, 'processing', { set: { gatewayPayoutId: it.id, nextCheckAt: later(tx.now(), 60 * minutes), error: null } })
  if ((it.status === 'processed' || it.status === 'reversed') && now.state === 'processing') {
    now = await move(tx, payoutStates, row.id, 'processed', { set: { utr: it.utr, processedAt: tx.now(), nextCheckAt: null } })
    await post(tx, {
      kind: 'payout.processed',
      key: row.id,
      businessRef: { type: 'payout', id: row.id },
      lines: [
        { account: accounts.payout(row.id), amount: row.amount },
        { account: accounts.bank, amount: -row.amount },
      ],
      memo: row.reference,
    })
  }
  if (it.status === 'reversed' && now.state === 'processed') {
    now = await move(tx, payoutStates, row.id, 'reversed', { set: { error: it.error } })
    await back(tx, row, accounts.bank)
  }
  if (now === row) return 'stale'
  await tell(tx, now)
  return 'applied'
}

/** The money is in the wallet again. */
async function back(tx: Tx, it: Payout, from: string): Promise<void> {
  await post(tx, {
    kind: 'payout.returned',
    key: it.id,
    businessRef: { type: 'payout', id: it.id },
    lines: [
      { account: from, amount: it.amount },
      { account: accounts.cash(it.payeeId), amount: -it.amount },
    ],
    memo: it.reference,
  })
  await walletChanged(tx, it.payeeId)
}
async function failed(tx: Tx, it: Payout, error: string, gatewayPayoutId: string | null = it.gatewayPayoutId): Promise<void> {
  const now = await move(tx, payoutStates, it.id, 'failed', { reason: error, set: { error, gatewayPayoutId, nextCheckAt: null } })
  await back(tx, it, accounts.payout(it.id))
  await tell(tx, now)
}

const due = read<{ id: string; state: Payout['state']; submittedAt: Date }>(
  'payments.payouts_due',
  `select id, state, submitted_at "submittedAt" from payments.payouts where next_check_at <= $1 and state in ('submitted', 'unknown', 'processing') order by next_check_at limit 200`,
)
/** Sweep: looks at the gateway for payouts whose answer was lost or that take long. Not found after a day, an unknown one was never made. */
export async function checkPayouts(ctx: Ctx): Promise<void> {
  for (const it of await due(ctx, [ctx.now()])) {
    let found: GatewayPayout | undefined
    try {
      found = await gatewayOf(ctx).findPayout(it.id)
    } catch (error) {
      ctx.log.warn({ err: error }, 'could not ask for a payout')
      continue
    }
    await inTransaction(ctx, async (tx) => {
      const row = await lock(tx, it.id)
      await tx.db
        .update(payouts)
        .set({ nextCheckAt: later(tx.now(), 60 * minutes) })
        .where(eq(payouts.id, it.id))
      if (found) return void (await applyPayout(tx, found))
      if (row.state === 'submitted') await addJob(tx, 'payments.payout', { payoutId: it.id }, { key: `payments.payout:${it.id}` })
      else if (row.state === 'unknown' && it.submittedAt < later(tx.now(), -days)) await failed(tx, row, 'The gateway has no such payout')
    })
  }
}
