/**
 * Events of this module. A link or a code that lets somebody in is sealed with `encrypt(config, 'notice', …)` before it enters a
 * payload, so that neither the event log nor the job queue nor a log line shows it; the module that delivers it opens it with
 * `decrypt(config, 'notice', …)`. None of these has a live topic except where the sentence says so.
 */
declare module '#platform/events' {
  interface Events {
    'user.created': { personId: string; staff: boolean }
    'user.changed': { personId: string; what: readonly string[] }
    'user.signed_in': { personId: string; sessionId: string | null }
    'user.verification_requested': { personId: string; kind: 'verify' | 'confirm_change'; to: string; url: string }
    'user.reset_requested': { personId: string; url: string }
    'user.code_requested': { phone: string; code: string; personId: string | null }
    'user.invited': { invitationId: string; email: string; url: string; name: string; invitedBy: string }
    'user.security_changed': { personId: string; what: string }
    'user.suspended': { personId: string; staff: boolean }
    'user.reinstated': { personId: string; staff: boolean }
    'user.availability_changed': { personId: string; availability: 'available' | 'away' }
    'user.availability': { userId: string; availability: 'available' | 'away' }
    'user.staff_changed': { personId: string; staff: boolean; capacity: number; skills: readonly string[]; teamIds: readonly string[] }
    'user.team_changed': { teamId: string }
  }
}

export const eventSentences = {
  'user.created': 'Somebody has an account: by signing up, by an invitation, by staff or by import.',
  'user.changed': 'A profile was changed; `what` names the members.',
  'user.signed_in': 'Somebody signed in.',
  'user.verification_requested':
    'An e-mail address waits to be confirmed. `url` is sealed; `to` is the address to write to, which may be a new one. `kind` is `verify`, or `confirm_change` when the old address has to agree to a new one.',
  'user.reset_requested': 'Somebody asked for a new password. `url` is sealed.',
  'user.code_requested': 'A one-time code goes to a phone. `code` is sealed; `personId` is null when nobody has the number yet.',
  'user.invited': 'Somebody was asked to join the staff. `url` is sealed.',
  'user.security_changed': 'Something that guards an account changed: password, e-mail, phone, second factor, sessions. The person is told.',
  'user.suspended': 'An account was suspended; its sessions are over.',
  'user.reinstated': 'A suspended account may sign in again.',
  'user.availability_changed': 'A member of staff takes new work, or no longer does.',
  'user.availability': 'The same for the screens, live to the desk.',
  'user.staff_changed': 'Roles, teams, skills or capacity of a member of staff changed.',
  'user.team_changed': 'A team was made, changed or dissolved.',
} as const
