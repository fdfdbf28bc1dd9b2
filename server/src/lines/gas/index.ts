import type { Module } from '#platform/module'
import { accountRoutes } from './accounts.routes.ts'
import { boardRoutes } from './board.routes.ts'
import { bookingRoutes } from './bookings.routes.ts'
import { endLongWaits, expirePromises, serveAll, serveWaiting } from './end.ts'
import { eventSentences } from './events.ts'
import { quarantineDue } from './inventory.ts'
import { topics } from './notices.ts'
import { onPayments } from './payments.ts'
import { recallRoutes } from './recall.routes.ts'
import { relates } from './related.ts'
import { refuse } from './refusals.ts'
import { settings } from './settings.ts'
import { setupGas } from './setup.ts'
import { stockRoutes } from './stock.routes.ts'

export { copyGas, type GasBatch } from './bulk.ts'

const staff = { agent: 'all', supervisor: 'all', operations: 'all', finance: 'all', admin: 'all' } as const
const depot = { supervisor: 'all', operations: 'all', admin: 'all' } as const

/** The gas line: utility accounts, cylinders, bookings, stock and recall. */
export const gas: Module = {
  name: 'gas',
  routes: {
    gas: (app) => {
      accountRoutes(app)
      stockRoutes(app)
      bookingRoutes(app)
      recallRoutes(app)
      boardRoutes(app)
    },
  },
  permissions: {
    'gas.account.read': { sentence: 'See utility accounts', roles: { customer: 'own', ...staff } },
    'gas.account.link': {
      sentence: 'Link utility accounts to oneself by a proof',
      roles: { customer: 'own', agent: 'own', supervisor: 'own', operations: 'own', finance: 'own', admin: 'all' },
    },
    'gas.account.edit': { sentence: 'Make, change, import and link utility accounts', roles: { agent: 'all', ...depot } },
    'gas.booking.read': { sentence: 'See bookings, depots and types', roles: { customer: 'own', ...staff } },
    'gas.booking.create': { sentence: 'Book cylinders; staff also for customers', roles: { customer: 'own', agent: 'all', ...depot } },
    'gas.booking.cancel': { sentence: 'Cancel bookings by the usual rules', roles: { customer: 'own', agent: 'all', ...depot } },
    'gas.booking.deliver': { sentence: 'Dispatch and hand over cylinders', roles: depot },
    'gas.cylinder.read': { sentence: 'See all cylinders and their history', roles: staff },
    'gas.cylinder.edit': { sentence: 'Register, fill, send and quarantine cylinders', roles: depot },
    'gas.stock.read': { sentence: 'See the stock board', roles: staff },
    'gas.override': { sentence: 'Act against the order, with a reason: choose a cylinder, take one away, correct a state', roles: depot },
    'gas.recall': { sentence: 'Recall cylinders and settle each of them', roles: depot },
    'gas.configure': { sentence: 'Set up depots, types and rules of admission', roles: { supervisor: 'all', admin: 'all' } },
  },
  settings,
  topics,
  relates,
  events: eventSentences,
  on: onPayments,
  jobs: { 'gas.serve_waiting': { run: serveWaiting, summary: 'Gives cylinders that arrived to those who wait, in order of payment' } },
  sweeps: [
    { name: 'gas.promises', summary: 'Ends bookings that were not paid in time', every: 15, run: expirePromises },
    { name: 'gas.waiting', summary: 'Looks whether anybody who waits can be served', every: 30, run: serveAll },
    { name: 'gas.long_waits', summary: 'Cancels and refunds bookings that waited too long', every: 600, run: endLongWaits },
    { name: 'gas.test_due', summary: 'Quarantines filled cylinders past their test date', every: 3600, run: quarantineDue },
  ],
  constraints: {
    one_open_booking: refuse.booking_open,
    one_cylinder_code: refuse.cylinder_code_taken,
    one_active_cylinder: refuse.holder_has_one,
    one_booking_of_cylinder: refuse.cylinder_taken,
    one_depot_code: refuse.depot_code_taken,
    one_type_code: refuse.type_code_taken,
    one_account_number: refuse.account_number_taken,
    cylinders_holder_id_people_id_fk: refuse.customer_unknown,
  },
  setup: setupGas,
}
