import { problems } from '#platform/problems'

/** What the flows of signing in refuse. */
export const refuseAuth = problems('auth', {
  wrong: [401, 'The e-mail or password is not right, or this account cannot sign in now. After several wrong tries, wait 15 minutes.'],
  wrong_code: [401, 'This code is not right or no longer valid. Ask for a new one.'],
  email_taken: [409, 'There is an account with this e-mail already. Sign in, or ask for a new password.'],
  phone_taken: [409, 'There is an account with this phone number already.'],
  weak_password: [400, 'This password is too easy to guess. Take at least 10 characters that are not a common word, your name or your e-mail.'],
  verified: [409, 'This e-mail address is confirmed already.'],
  link_used: [400, 'This link is no longer valid. Ask for a new one.'],
  wrong_password: [400, 'The current password is not right.'],
  second_factor: [403, 'This account asks for a second factor. Sign in with e-mail and password.'],
  second_factor_off: [409, 'The second factor is not set up.'],
  second_factor_on: [409, 'The second factor is on already.'],
  second_factor_needed: [409, 'Your role asks for a second factor, so it cannot be turned off.'],
  no_password: [409, 'This account has no password yet. Ask for one by e-mail first.'],
  phone_invalid: [400, 'This is not a phone number. Give it with its country code, like +91 98765 43210.'],
  too_many: [429, 'Too many tries from here. Wait a little and try again.'],
})

/** What the rules about people, staff, roles and teams refuse. */
export const refuse = problems('user', {
  email_taken: [409, 'There is an account with this e-mail already.'],
  phone_taken: [409, 'There is an account with this phone number already.'],
  role_taken: [409, 'There is a role with this name already.'],
  team_taken: [409, 'There is a team with this name already.'],
  built_in: [409, 'This role comes with the product and cannot be deleted.'],
  role_held: [409, 'People still hold this role. Give them another one first.'],
  team_in_use: [409, 'Work still belongs to this team. Move it first.'],
  last_admin: [409, 'Nobody would be left who may edit roles. Give the permission to somebody else first.'],
  not_yours_to_give: [403, 'You can give only what you hold yourself.'],
  above_you: [403, 'This person may do more than you. Ask somebody who holds the same permissions.'],
  own_reach: [403, 'This would widen what you may see or do yourself. Ask somebody who may edit roles.'],
  yourself: [409, 'You cannot do this to yourself.'],
  unknown_permission: [400, 'There is no such permission.'],
  unknown_role: [400, 'There is no such role.'],
  unknown_team: [400, 'There is no such team.'],
  unknown_person: [400, 'There is no such member of staff.'],
  unknown_line: [400, 'This operator does not run that line.'],
  not_staff: [409, 'This person is not a member of staff.'],
  invited: [409, 'This person was invited already. Take the invitation back to send another.'],
  invitation_over: [400, 'This invitation is no longer valid. Ask for a new one.'],
  reach_confirmed: [409, 'The person confirmed this themselves. Only they, or somebody who may edit roles, can change it.'],
  reach_needed: [400, 'Give an e-mail address or a phone number.'],
  avatar_unknown: [400, 'There is no such picture of yours.'],
})
