import type { Module } from '#platform/module'
import { deliver, forgetOld, takeUpLost } from './deliver.ts'
import { noticeDeskRoutes } from './desk.routes.ts'
import { eventSentences } from './events.ts'
import { inboxRoutes } from './inbox.routes.ts'
import { replyTo } from './mail.ts'
import { notifyNamed, subscribers } from './notify.ts'
import { checkDevice, pushHosts } from './push.ts'
import { refuse } from './refusals.ts'
import { runTest, setupNotices } from './templates.ts'
import { inTransaction } from '#platform/db'
import { provideDeviceCheck } from '#core/users'
import { userTopics } from './users.notices.ts'

export { declareTopics, defineNotice, type Addressee, type Channel, type NoticeDefinition, type Recipient, type Vars, type Words } from './registry.ts'
export { unreadCount } from './inbox.ts'

provideDeviceCheck(checkDevice)

/** Tells people what happened, on the channels they chose: each once, none lost. */
export const notifications: Module = {
  name: 'notifications',
  routes: {
    notification: (app) => {
      inboxRoutes(app)
      noticeDeskRoutes(app)
    },
  },
  permissions: {
    'notification.configure': { sentence: 'Edit the words and rules of notices', roles: { supervisor: 'all', admin: 'all' } },
    'notification.outbox': { sentence: 'Read captured messages whole, codes and links of accounts among them', roles: { admin: 'all' } },
    'notification.deliveries': { sentence: 'See what was sent to whom, and try it again', roles: { supervisor: 'all', admin: 'all' } },
  },
  settings: [replyTo, pushHosts],
  events: eventSentences,
  topics: userTopics,
  // Asked for when the app is put together, so that the notices of every module are known by then.
  get on() {
    return subscribers()
  },
  jobs: {
    'notification.notify': { run: (ctx, { notice, event }) => inTransaction(ctx, (ctx) => notifyNamed(ctx, notice, event)), summary: 'Finds who gets a notice' },
    'notification.deliver': { run: deliver, summary: 'Sends one notice to one person on one channel' },
    'notification.test': { run: runTest, summary: 'Sends a template to the person who edits it' },
  },
  sweeps: [
    { name: 'notification.lost', summary: 'Takes up deliveries whose job was lost', every: 300, run: takeUpLost },
    { name: 'notification.forget', summary: 'Forgets old captured messages and finished deliveries', cron: '41 3 * * *', run: forgetOld },
  ],
  constraints: { one_template: refuse.template_exists, one_rule: refuse.rule_exists },
  setup: setupNotices,
}
