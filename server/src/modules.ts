import type { Config } from '#platform/config'
import type { Module } from '#platform/module'
import { admin } from '#core/admin'
import { content } from '#core/content'
import { desk } from '#core/desk'
import { ledger } from '#core/ledger'
import { live } from '#core/live'
import { media } from '#core/media'
import { notifications } from '#core/notifications'
import { payments, simulated } from '#core/payments'
import { requests } from '#core/requests'
import { settings } from '#core/settings'
import { simulator } from '#core/simulator'
import { stats } from '#core/stats'
import { support } from '#core/support'
import { users } from '#core/users'
import { gas } from '#lines/gas'

export { describeJobs } from '#core/admin'
export { declareTopics } from '#core/notifications'
export { collectPermissions, whoIs } from '#core/users'

const core: readonly Module[] = [users, settings, admin, live, media, notifications, support, content, desk, stats, requests, ledger, payments]

/** What this operator runs: the core, and the lines that are switched on. */
export const modulesFor = (config: Config): readonly Module[] => [...core, ...(simulated(config) ? [simulator] : []), ...(config.lines.includes('gas') ? [gas] : [])]
