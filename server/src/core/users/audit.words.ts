interface Line {
  action: string
  actorId: string | null
  actorName: string
  before: unknown
  after: unknown
  reason: string | null
}

const words: Readonly<Record<string, string>> = {
  'auth.signed_in': 'Signed in',
  'auth.sign_in_failed': 'Somebody tried to sign in with a wrong password',
  'user.created': 'The account was made',
  'user.viewed': 'Looked at the profile',
  'user.changed': 'Changed the profile',
  'user.suspended': 'Suspended the account',
  'user.reinstated': 'Reinstated the account',
  'user.staff_changed': 'Changed roles, teams or capacity',
  'user.imported': 'Brought the account in from another system',
  'security.password': 'Changed the password',
  'security.email': 'Changed the e-mail address',
  'security.email_verified': 'Confirmed the e-mail address',
  'security.phone': 'Changed the phone number',
  'security.second_factor_on': 'Turned the second factor on',
  'security.second_factor_off': 'Turned the second factor off',
  'security.sessions': 'Signed out everywhere else',
}
const fields: Readonly<Record<string, string>> = {
  name: 'name',
  email: 'e-mail',
  phone: 'phone',
  locale: 'language',
  timeZone: 'time zone',
  country: 'country',
  address: 'address',
  avatarMediaId: 'picture',
}

/** One line of a person's log in words, as that person reads it. */
export function auditSentence(line: Line, readerId: string): string {
  const said = words[line.action] ?? line.action.replaceAll(/[._]/g, ' ').replace(/^./, (c) => c.toUpperCase())
  const what = line.action === 'user.changed' && line.after ? Object.keys(fields).flatMap((k) => (k in (line.after as object) ? [fields[k]!] : [])) : []
  const who = line.actorId !== null && line.actorId !== readerId ? ` (${line.actorName})` : ''
  return `${said}${what.length > 0 ? `: ${what.join(', ')}` : ''}${who}${line.reason ? ` – ${line.reason}` : ''}`
}
