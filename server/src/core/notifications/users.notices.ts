import { decrypt } from '#platform/crypto'
import type { Ctx } from '#platform/db'
import type { Topic } from '#platform/module'
import { hours, minutes } from '#platform/time'
import { defineNotice } from './registry.ts'

/** What the accounts tell people. Here and not with them, because this module knows people and not the reverse. */
export const userTopics: readonly Topic[] = [{ name: 'security', sentence: 'Codes, links and changes that guard your account', always: true, audience: 'customer' }]

const opened = (ctx: Ctx, sealed: string): string => decrypt(ctx.config, 'notice', sealed)
/** A payload seals what lets somebody in; an address in it may be sealed too. */
const plain = (ctx: Ctx, text: string): string => (text.startsWith('v1.') ? opened(ctx, text) : text)

defineNotice({
  event: 'user.verification_requested',
  topic: 'security',
  sentence: 'Somebody has to confirm an e-mail address',
  audience: async (ctx, { payload }) => [{ personId: payload.personId, email: plain(ctx, payload.to) }],
  vars: async (ctx, { payload }) => ({ url: opened(ctx, payload.url), change: payload.kind === 'confirm_change' }),
  href: (_event, { url }) => url,
  expiresAfter: 24 * hours,
  templates: {
    email: {
      subject: '{{#change}}Confirm your new e-mail address{{/change}}{{^change}}Confirm your e-mail address{{/change}}',
      text: 'Hello {{name}},\n\n{{#change}}You asked to change the e-mail address of your {{operatorName}} account. Press the button to agree.{{/change}}{{^change}}Press the button to confirm that this address is yours.{{/change}}\n\nIf this was not you, do nothing: nothing changes without it.',
      button: 'Confirm',
    },
  },
  sample: { url: 'https://manifold.example/verify-email?token=sample', change: false },
})

defineNotice({
  event: 'user.reset_requested',
  topic: 'security',
  sentence: 'Somebody asked for a new password',
  audience: async (_ctx, { payload }) => [{ personId: payload.personId }],
  vars: async (ctx, { payload }) => ({ url: opened(ctx, payload.url) }),
  href: (_event, { url }) => url,
  expiresAfter: 1 * hours,
  templates: {
    email: {
      subject: 'Choose a new password',
      text: 'Hello {{name}},\n\nPress the button to choose a new password for your {{operatorName}} account. The link works for one hour and once.\n\nIf you did not ask for this, do nothing: your password stays as it is.',
      button: 'Choose a new password',
    },
  },
  sample: { url: 'https://manifold.example/reset-password?token=sample' },
})

defineNotice({
  event: 'user.code_requested',
  topic: 'security',
  sentence: 'A one-time code goes to a phone',
  audience: async (ctx, { payload }) => [{ personId: payload.personId, phone: plain(ctx, payload.phone) }],
  vars: async (ctx, { payload }) => ({ code: opened(ctx, payload.code) }),
  expiresAfter: 5 * minutes,
  urgent: true,
  templates: { sms: { text: '{{code}} is your {{operatorName}} code. It works for 5 minutes. Do not give it to anybody, not even to us.' } },
  sample: { code: '482913' },
})

defineNotice({
  event: 'user.invited',
  topic: 'security',
  sentence: 'Somebody was invited to the staff',
  audience: async (ctx, { payload }) => [{ email: plain(ctx, payload.email), name: plain(ctx, payload.name) }],
  vars: async (ctx, { payload }) => ({ url: opened(ctx, payload.url), invitedBy: payload.invitedBy }),
  href: (_event, { url }) => url,
  templates: {
    email: {
      subject: '{{invitedBy}} invites you to {{operatorName}}',
      text: 'Hello {{name}},\n\n{{invitedBy}} invites you to work in the {{operatorName}} console. Press the button to choose a password and begin.\n\nIf you do not know what this is about, do nothing.',
      button: 'Accept the invitation',
    },
  },
  sample: { url: 'https://manifold.example/admin/accept?token=sample', invitedBy: 'Asha Rao' },
})

const changes: Record<string, string> = {
  password: 'The password was changed',
  email: 'The e-mail address was changed',
  phone: 'The phone number was changed',
  second_factor_on: 'The second factor was switched on',
  second_factor_off: 'The second factor was switched off',
  sessions: 'Other devices were signed out',
}

defineNotice({
  event: 'user.security_changed',
  topic: 'security',
  sentence: 'Something that guards an account changed',
  audience: async (_ctx, { payload }) => [{ personId: payload.personId }],
  vars: async (_ctx, { payload, at }) => ({ change: changes[payload.what] ?? 'A security setting was changed', at: new Date(at) }),
  href: (_event, _vars, { staff }) => (staff ? '/admin/me/security' : '/account/security'),
  templates: {
    inbox: { subject: '{{change}}', text: 'On {{at}}. If this was not you, choose a new password and sign out other devices.' },
    email: {
      subject: '{{change}}',
      text: 'Hello {{name}},\n\n{{change}} on your {{operatorName}} account, on {{at}}.\n\nIf this was you, there is nothing to do. If not, choose a new password at once and sign out all other devices.',
      button: 'Check my account',
    },
  },
  sample: { change: 'The password was changed', at: new Date('2026-11-21T12:50:00Z') },
})
