import './events.ts'
import type { Module } from '#platform/module'
import { deskRoutes } from './desk.routes.ts'
import { forgetRuns, runTimeRules } from './engine.ts'
import { eventSentences } from './events.ts'
import { topics } from './notices.ts'
import { exportRoutes } from './export.routes.ts'
import { refuse } from './refusals.ts'
import { setupRules } from './rulebook.ts'
import { periods, ruleLogDays } from './settings.ts'
import { setupRoutes } from './setup.routes.ts'
import { subscribers } from './subscribers.ts'
import { expirePresence, wake } from './together.ts'
import { extendQueue, indexMissing } from '#core/support'
export { importTickets } from './import.ts'
import { asFilters, viewFor } from './views.ts'

export type { Action } from './actions.ts'
export { createCanned } from './canned.ts'
export { createMacro } from './macros.ts'
export { createView, type ViewFilters } from './views.ts'

extendQueue({
  view: async (ctx, id) => {
    const view = await viewFor(ctx, id)
    return { filters: asFilters(view.filters), sort: view.sort }
  },
})

/** The second half of the help desk: what staff do together around tickets, rules, search, figures. */
export const desk: Module = {
  name: 'desk',
  routes: {
    support: (app) => {
      deskRoutes(app)
      setupRoutes(app)
      exportRoutes(app)
    },
  },
  permissions: {},
  settings: [...periods, ruleLogDays],
  events: eventSentences,
  topics,
  on: subscribers,
  jobs: { 'desk.wake': { summary: 'Wakes a snoozed ticket', run: wake } },
  sweeps: [
    { name: 'desk.rules', summary: 'Runs the time rules that are due', every: 60, run: runTimeRules },
    { name: 'desk.presence', summary: 'Forgets who no longer looks at a ticket', every: 10, run: expirePresence },
    { name: 'desk.search', summary: 'Indexes tickets whose event was lost', every: 300, run: indexMissing },
    { name: 'desk.forget_runs', summary: 'Forgets old entries of the log of rules', cron: '20 20 * * *', run: forgetRuns },
  ],
  constraints: { one_shortcut: refuse.shortcut_taken, one_link: refuse.link_exists, one_merge: refuse.merge_cycle },
  setup: setupRules,
}
