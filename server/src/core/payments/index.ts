import type { Module } from '#platform/module'
import { accounts } from './books.ts'
import { eventSentences } from './events.ts'
import { intentRoutes } from './intents.routes.ts'
import { jobs, sweeps } from './jobs.ts'
import { disputeRoutes } from './disputes.routes.ts'
import { handRoutes } from './hand.routes.ts'
import { topics } from './notices.ts'
import { payoutCutoff } from './payouts.ts'
import { refundRoutes } from './refunds.routes.ts'
import { settlementRoutes } from './settlements.routes.ts'
import { statsRoutes } from './stats.routes.ts'
import { webhookDeskRoutes, webhookRoutes } from './webhooks.routes.ts'
import { registerPurpose } from './purposes.ts'
import { refuse } from './refusals.ts'
import { refundLimit } from './refunds.ts'

export { reviveIntent, refuseRevival } from './apply.ts'
export { copyPayments, copySettlements, type PaymentsBatch, type SettlementsBatch } from './bulk.ts'
export type { PaymentFacts, RefundFacts } from './events.ts'
export { endPayments } from './jobs.ts'
export { reconcile as reconcilePayments } from './pay.ts'
export { cancelIntent, createIntent, expireIntent, extendIntent, intentOf, lockIntent, type Intent, type NewIntent } from './intents.ts'
export { gatewayKeys, simulated, simulatorBanner, simulatorKeys, simulatorWebhookSecret } from './keys.ts'
export { onCaptured, registerPurpose, type Purpose } from './purposes.ts'
export { requestRefund, type Refund, type RefundWish } from './refunds.ts'
export { hmacHex } from './signatures.ts'
export { provideSimulatorGeneration } from './simulated.ts'
export { hold, postHold, voidHold, walletOf, type Hold, type Wallet } from './wallet.ts'
export { IntentOut, intentOut, MoneyIn, MoneyOut, money } from './wire.ts'

// What is put into a wallet is owed to its owner.
registerPurpose('wallet_top_up', { deferred: (_ref, intent) => accounts.cash(intent.payerId), wallet: false, refundTo: 'source' })

/** Payments: intents, the gateway, the wallet, refunds. */
export const payments: Module = {
  name: 'payments',
  routes: {
    payment: async (app) => {
      intentRoutes(app)
      statsRoutes(app)
      refundRoutes(app)
      disputeRoutes(app)
      settlementRoutes(app)
      handRoutes(app)
      webhookDeskRoutes(app)
      await webhookRoutes(app)
    },
  },
  permissions: {
    'payment.pay': { sentence: 'Pay, and use one’s own wallet', roles: { customer: 'own', agent: 'own', supervisor: 'own', operations: 'own', finance: 'own', admin: 'own' } },
    'payment.transaction.read': {
      sentence: 'See payments and refunds',
      roles: { customer: 'own', agent: 'all', supervisor: 'all', operations: 'own', finance: 'all', admin: 'all' },
    },
    'payment.refund.create': { sentence: 'Ask for refunds', roles: { agent: 'all', supervisor: 'all', finance: 'all', admin: 'all' } },
    'payment.refund.approve': { sentence: 'Decide on refunds that somebody else asked for', roles: { supervisor: 'all', finance: 'all', admin: 'all' } },
    'payment.webhook.read': { sentence: 'See webhooks and what is wrong with them', roles: { finance: 'all', admin: 'all' } },
    'payment.webhook.raw': { sentence: 'Read webhooks as they came, with what the gateway says of payers', roles: { finance: 'all', admin: 'all' } },
    'payment.stats.read': { sentence: 'See the figures of money', roles: { supervisor: 'all', finance: 'all', admin: 'all' } },
    'payment.dispute.read': { sentence: 'See disputes', roles: { agent: 'all', supervisor: 'all', finance: 'all', admin: 'all' } },
    'payment.dispute.answer': { sentence: 'Answer disputes, or give them up', roles: { finance: 'all', admin: 'all' } },
    'payment.settlement.read': { sentence: 'See settlements, lines of the bank, and where they do not agree', roles: { finance: 'all', admin: 'all' } },
    'payment.settlement.edit': { sentence: 'Bring in settlements and lines of the bank, and say why they do not agree', roles: { finance: 'all', admin: 'all' } },
    'payment.adjust.request': { sentence: 'Ask for corrections by hand', roles: { finance: 'all', admin: 'all' } },
    'payment.adjust.approve': { sentence: 'Decide on corrections that somebody else asked for', roles: { finance: 'all', admin: 'all' } },
    'payment.payout.request': { sentence: 'Ask for payouts', roles: { finance: 'all', admin: 'all' } },
    'payment.payout.approve': { sentence: 'Decide on payouts that somebody else asked for', roles: { finance: 'all', admin: 'all' } },
    'payment.export': { sentence: 'Export payments, refunds, settlements and lines of the books', roles: { finance: 'all', admin: 'all' } },
    'payment.configure': { sentence: 'Call payments off, replay webhooks, use the simulator desk', roles: { finance: 'all', admin: 'all' } },
  },
  settings: [refundLimit, payoutCutoff],
  events: eventSentences,
  topics,
  jobs,
  sweeps,
  constraints: { refunds_within_payment: refuse.refund_too_much },
}
