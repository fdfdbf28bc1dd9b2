import { inTransaction, read, type Ctx } from '#platform/db'
import type { JobTable, Sweep } from '#platform/jobs'
import { later, minutes } from '#platform/time'
import { refuseRevival } from './apply.ts'
import { expireIntent, intentsDue } from './intents.ts'
import { GatewayRefused, GatewayUnknown } from './gateway.ts'
import { gatewayKeys } from './keys.ts'
import { captureAttempt, reconcile } from './pay.ts'
import { checkPayouts, sendPayout } from './payouts.ts'
import { checkRefunds, sendRefund } from './refunds.ts'
import { addDays, dayOf } from './days.ts'
import { watchDisputes } from './disputes.answer.ts'
import { findMissing } from './findings.ts'
import { fetchSettlements } from './settlements.ts'
import { expireHolds } from './wallet.ts'
import { applyWebhook, retryWebhooks } from './webhooks.ts'

declare module '#platform/jobs' {
  interface Jobs {
    'payments.webhook': { id: string }
    'payments.capture': { attemptId: string }
    'payments.refund': { refundId: string }
    'payments.payout': { payoutId: string }
    'payments.settlement': { day: string }
  }
}

export const jobs: JobTable = {
  'payments.webhook': { summary: 'Applies a webhook of the gateway', run: (ctx, { id }) => applyWebhook(ctx, id) },
  'payments.capture': { summary: 'Captures an authorised payment', run: (ctx, { attemptId }) => captureAttempt(ctx, attemptId) },
  'payments.refund': { summary: 'Sends a refund to the gateway', run: (ctx, { refundId }) => sendRefund(ctx, refundId) },
  'payments.payout': { summary: 'Sends a payout to the gateway', run: (ctx, { payoutId }) => sendPayout(ctx, payoutId) },
  'payments.settlement': { summary: 'Fetches what the gateway settled on a day', run: async (ctx, { day }) => void (await fetchSettlements(ctx, day)) },
}

/** Sweep: payments whose time has passed end; money that came late and that no line answered for in ten minutes goes back. */
export async function endPayments(ctx: Ctx): Promise<void> {
  for (const { id } of await intentsDue(ctx)) await inTransaction(ctx, (tx) => expireIntent(tx, id))
  for (const { id } of await late(ctx, [later(ctx.now(), -10 * minutes)])) await inTransaction(ctx, (tx) => refuseRevival(tx, id))
}
const late = read<{ id: string }>(
  'payments.late',
  `select i.id from payments.intents i join payments.attempts a on a.id = i.attempt_id where i.state = 'late_captured' and i.captured_at <= $1 and a.refund_total = 0 limit 200`,
)
const online = (run: (ctx: Ctx) => Promise<void>) => async (ctx: Ctx) => {
  if (gatewayKeys(ctx.config)) await run(ctx)
}

/** Sweep: the settlements of yesterday and today, for messages that never came; then what is missing. */
export async function settleDays(ctx: Ctx): Promise<void> {
  if (gatewayKeys(ctx.config)) {
    const today = dayOf(ctx, ctx.now())
    for (const day of [addDays(today, -1), today]) {
      try {
        await fetchSettlements(ctx, day)
      } catch (error) {
        if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
        ctx.log.warn({ err: error }, 'could not ask for settlements')
      }
    }
  }
  await findMissing(ctx)
}

export const sweeps: readonly Sweep[] = [
  { name: 'payments.end', summary: 'Ends payments whose time has passed, and gives back what came late', every: 10, run: endPayments },
  { name: 'payments.reconcile', summary: 'Asks the gateway about payments of which nothing was heard', every: 60, run: online(reconcile) },
  { name: 'payments.refunds', summary: 'Asks the gateway about refunds of which nothing was heard', every: 60, run: online(checkRefunds) },
  { name: 'payments.webhooks', summary: 'Tries webhooks again that could not be applied', every: 30, run: retryWebhooks },
  { name: 'payments.payouts', summary: 'Asks the gateway about payouts of which nothing was heard', every: 60, run: online(checkPayouts) },
  { name: 'payments.settlements', summary: 'Fetches settlements and names what is missing in them', cron: '20 */3 * * *', run: settleDays },
  { name: 'payments.disputes', summary: 'Warns of disputes whose time to answer ends', every: 300, run: watchDisputes },
  { name: 'payments.holds', summary: 'Gives back wallet holds whose time has passed', every: 30, run: expireHolds },
]
