import type { Module } from '#platform/module'
import { keepDays } from './aggregate.ts'
import { leakGoal, targetGoal } from './goals.ts'
import { statsRoutes } from './stats.routes.ts'

export { keepDays, restate } from './aggregate.ts'
export { dayOf } from './days.ts'

const staff = { supervisor: 'all', operations: 'all', finance: 'all', admin: 'all' } as const

/** Figures of the help desk: kept per day, today's part counted live. */
export const stats: Module = {
  name: 'stats',
  routes: { support: statsRoutes },
  permissions: { 'support.stats.read': { sentence: 'See the figures of the desk and of its people', roles: staff } },
  settings: [targetGoal, leakGoal],
  sweeps: [{ name: 'stats.keep_days', summary: 'Keeps the figures of the days that are over', every: 600, run: keepDays }],
}
