import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, isProblem, type Me, type PublicConfig } from '@manifold/client'
import { forget } from '#query.ts'

export const configQuery = queryOptions({ queryKey: ['config'], queryFn: ({ signal }) => api.get<PublicConfig>('/config/public', { signal }), staleTime: 30 * 60_000 })

// Said on this device once somebody signed in, so that the next visit asks at once who it is.
const hint = 'manifold.signed-in'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal, client }): Promise<Me | null> => {
    // A visitor is not asked who they are only to be refused: the public words of the server say whether there is a session.
    if (!localStorage.getItem(hint) && (await client.fetchQuery({ ...configQuery, staleTime: 0 })).signedIn === false) return null
    try {
      const me = await api.get<Me>('/user/me', { signal })
      localStorage.setItem(hint, '1')
      return me
    } catch (error) {
      if (!isProblem(error) || error.status !== 401) throw error
      localStorage.removeItem(hint)
      return null
    }
  },
  staleTime: 5 * 60_000,
})

/** Who is signed in: undefined while that is not known, null when nobody is. */
export function useMe(): Me | null | undefined {
  return useQuery(meQuery).data
}

/** For screens behind the sign-in wall, where somebody is always signed in. */
export function useSignedIn(): Me {
  const me = useMe()
  if (!me) throw new Error('This screen needs somebody signed in')
  return me
}

const before: PublicConfig = { operatorName: 'Manifold', timeZone: 'Asia/Kolkata', emergencyNumber: '1906', lines: ['gas'], demo: false, vapidPublicKey: null, signedIn: false }

/** The operator's name, number and lines; sensible words until they are loaded. */
export function useConfig(): PublicConfig {
  return useQuery(configQuery).data ?? before
}

/** Puts a fresh answer about me where every screen reads it. */
export function useRefreshMe(): (me?: Me) => Promise<void> {
  const client = useQueryClient()
  return async (me) => {
    if (me) client.setQueryData(meQuery.queryKey, me)
    else await client.fetchQuery({ ...meQuery, staleTime: 0 })
  }
}

export async function signOut(): Promise<void> {
  await api.post('/auth/sign-out')
  forget()
  // A fresh page, so that nothing of the person before is left in memory.
  location.assign('/')
}
