import type { App, Module } from '#platform/module'
import { authRoutes } from './auth.routes.ts'
import { eventSentences } from './events.ts'
import { jobs, sweeps } from './jobs.ts'
import { invitationRoutes } from './invitations.routes.ts'
import { meRoutes } from './me.routes.ts'
import { peopleRoutes } from './people.routes.ts'
import { defaultCountry } from './phones.ts'
import { refuse } from './refusals.ts'
import { setupRoles } from './roles.ts'
import { roleRoutes } from './roles.routes.ts'
import { secondFactorRequired } from './sessions.ts'

export { countTry, type Allowance } from './attempts.ts'
export { copyPeople, type PeopleBatch } from './bulk.ts'
export { contactsOf, teamsByIds, type Contact } from './contacts.ts'
export { invite } from './invitations.ts'
export { provideAvatars, avatarLinks, type Avatars } from './avatars.ts'
export { devicesOf, forgetDevice, myDevices, provideDeviceCheck, registerDevice, removeDevice, type Device } from './devices.ts'
export { createCustomer, noteAccess, personByReach } from './directory.ts'
export { holdersOf, staffNow, type StaffNow } from './holders.ts'
export { importCustomers, type ImportReport } from './import.ts'
export { provideLoads } from './me.ts'
export { peopleNamed } from './named.ts'
export { passwords } from './passwords.ts'
export { activeStaff, customerCard, facesOf, findTeam, type CustomerCard, type Face } from './faces.ts'
export { candidatesOf, peopleByIds, personId, teamId, type Candidate, type Person } from './people.ts'
export { collectPermissions, roleByName } from './roles.ts'
export { openSession, sessionEnds, whoIs } from './sessions.ts'
export { checkTeams } from './staff.ts'
export { listTeams, teamById, type Team } from './teams.ts'

/** People, how they sign in, what they may do. */
export const users: Module = {
  name: 'users',
  routes: {
    auth: authRoutes,
    user: (app: App) => {
      meRoutes(app)
      peopleRoutes(app)
      roleRoutes(app)
      invitationRoutes(app)
    },
  },
  events: eventSentences,
  settings: [secondFactorRequired, defaultCountry],
  jobs,
  sweeps,
  permissions: {
    'user.read': { sentence: 'See customers, colleagues, teams and roles', roles: { agent: 'all', supervisor: 'all', operations: 'all', finance: 'all', admin: 'all' } },
    'user.edit': { sentence: 'Make and change customers', roles: { agent: 'all', supervisor: 'all', admin: 'all' } },
    'user.suspend': { sentence: 'Suspend and reinstate people', roles: { supervisor: 'all', admin: 'all' } },
    'user.invite': { sentence: 'Invite people to the staff', roles: { supervisor: 'all', admin: 'all' } },
    'user.roles': { sentence: 'Edit roles, and say which roles a person has', roles: { admin: 'all' } },
    'teams.edit': {
      sentence: 'Make, change and dissolve teams and their on-call order, and set the teams, lines, skills and capacity of staff',
      roles: { supervisor: 'all', admin: 'all' },
    },
  },
  constraints: {
    one_email: refuse.email_taken,
    one_phone: refuse.phone_taken,
    one_invitation: refuse.invited,
    roles_name_unique: refuse.role_taken,
    teams_name_unique: refuse.team_taken,
    person_roles_role_id_roles_id_fk: refuse.role_held,
  },
  setup: setupRoles,
}
