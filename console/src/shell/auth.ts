import type { AuthProvider } from 'react-admin'
import { ApiProblem, api } from '@manifold/client'
import { allowed } from '#shell/data.ts'
import { queries } from '#shell/query.ts'
import { meQuery } from '#shell/session.ts'

export interface SignIn {
  email?: string
  password?: string
  rememberMe?: boolean
  /** The second step: six figures of the app, or one of the backup codes. */
  code?: string
  backupCode?: string
}

/** The password was right and the second factor is still missing. */
export class SecondFactorNeeded extends Error {}

async function signIn({ email, password, rememberMe, code, backupCode }: SignIn): Promise<void> {
  if (code !== undefined) await api.post('/auth/two-factor/verify-totp', { code })
  else if (backupCode !== undefined) await api.post('/auth/two-factor/verify-backup-code', { code: backupCode })
  else {
    const answer = await api.post<{ twoFactorRedirect?: boolean }>('/auth/sign-in/email', { email, password, rememberMe: rememberMe ?? true })
    if (answer.twoFactorRedirect) throw new SecondFactorNeeded()
  }
  const me = await queries.fetchQuery({ ...meQuery, staleTime: 0 })
  if (!me?.staff) {
    await api.post('/auth/sign-out').catch(() => undefined)
    queries.setQueryData(meQuery.queryKey, null)
    throw new ApiProblem({
      type: 'about:blank',
      title: 'This account has no access to the console. Sign in at the customers’ app, or ask an administrator for an invitation.',
      status: 403,
      code: 'console.not_staff',
    })
  }
}

export const authProvider: AuthProvider = {
  login: signIn,
  async logout() {
    if (queries.getQueryData(meQuery.queryKey)) await api.post('/auth/sign-out').catch(() => undefined)
    queries.clear()
    queries.setQueryData(meQuery.queryKey, null)
  },
  async checkAuth() {
    const me = await queries.ensureQueryData(meQuery)
    if (!me?.staff) throw new Error('Sign in')
  },
  async checkError(error: unknown) {
    if (error instanceof ApiProblem && error.status === 401) {
      queries.setQueryData(meQuery.queryKey, null)
      throw error
    }
  },
  async getIdentity() {
    const me = await queries.ensureQueryData(meQuery)
    if (!me) throw new Error('Sign in')
    return { id: me.id, fullName: me.name, ...(me.avatarUrl ? { avatar: me.avatarUrl } : {}) }
  },
  async getPermissions() {
    return (await queries.ensureQueryData(meQuery))?.permissions ?? {}
  },
  async canAccess({ resource, action }) {
    const held = (await queries.ensureQueryData(meQuery))?.permissions ?? {}
    const needed = allowed(resource, action)
    return needed === undefined || held[needed] !== undefined
  },
}
