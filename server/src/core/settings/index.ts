import type { Module } from '#platform/module'
import { settingRoutes } from './settings.routes.ts'

/** Typed settings with history; each module declares its own with `setting()`. */
export const settings: Module = {
  name: 'settings',
  routes: { config: settingRoutes },
  permissions: {
    'config.read': { sentence: 'See all settings and their history', roles: { admin: 'all', supervisor: 'all' } },
    'config.change': { sentence: 'Change settings', roles: { admin: 'all' } },
  },
}
