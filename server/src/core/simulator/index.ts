import { inTransaction } from '#platform/db'
import type { JobTable } from '#platform/jobs'
import type { Module } from '#platform/module'
import { provideSimulatorGeneration } from '#core/payments'
import { dialectRoutes, payArmed, settleRefund } from './api.routes.ts'
import { settlePayout } from './bank.routes.ts'
import { deskRoutes } from './desk.routes.ts'
import { pageRoutes } from './page.routes.ts'
import { deliver, generation, happen } from './world.ts'

export { copySimulated, type SimulatedBatch } from './bulk.ts'
export { feeOf } from './world.ts'
export { run as paySimulated, scripts as simulatorScripts } from './scripts.ts'

provideSimulatorGeneration(generation)

const jobs: JobTable = {
  'simulator.deliver': { summary: 'The simulator sends a webhook', run: deliver },
  'simulator.happen': { summary: 'Something happens to a simulated payment', run: (ctx, { paymentId, to, told }) => inTransaction(ctx, (tx) => happen(tx, paymentId, to, told)) },
  'simulator.pay': { summary: 'An order of the simulator is paid by an armed script', run: (ctx, it) => inTransaction(ctx, async (tx) => void (await payArmed(tx, it))) },
  'simulator.payout': { summary: 'The simulated bank decides on a payout', run: (ctx, { payoutId }) => settlePayout(ctx, payoutId) },
  'simulator.refund': { summary: 'The simulated bank decides on a refund', run: (ctx, { refundId }) => inTransaction(ctx, (tx) => settleRefund(tx, refundId)) },
}

/** A gateway that ships with the product and speaks Razorpay's dialect. Absent where the real one is set up, and in production unless SIMULATOR=true. */
export const simulator: Module = {
  name: 'simulator',
  routes: { simulator: deskRoutes },
  pages: (app) => {
    dialectRoutes(app)
    pageRoutes(app)
  },
  jobs,
}
