import type { App, Module } from '#platform/module'
import { auditRoutes } from './audit.routes.ts'
import { jobRoutes } from './jobs.routes.ts'

export { describeJobs } from './jobs.ts'

/** What administrators look at: who did what, and the work that runs behind the screens. */
export const admin: Module = {
  name: 'admin',
  routes: {
    admin: (app: App) => {
      auditRoutes(app)
      jobRoutes(app)
    },
  },
  permissions: {
    'audit.read': { sentence: 'Read the audit log and the logs of people', roles: { supervisor: 'all', admin: 'all' } },
    'jobs.manage': { sentence: 'See background jobs, run failed ones again, remove them', roles: { operations: 'all', admin: 'all' } },
  },
}
