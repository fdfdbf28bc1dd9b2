import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, isProblem, type Me, type PublicConfig } from '@manifold/client'
import { queries } from '#shell/query.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) =>
    api.get<Me>('/user/me', { signal }).catch((error: unknown) => {
      if (isProblem(error) && error.status === 401) return null
      throw error
    }),
  staleTime: 5 * 60_000,
})

/** Who is signed in. Screens are only drawn for somebody who is. */
export function useMe(): Me {
  const me = useQuery(meQuery).data
  if (!me) throw new Error('This screen needs somebody signed in')
  return me
}

/** Whether I hold a permission at any scope; the server decides about each thing again. */
export function useMay(): (permission: string | undefined) => boolean {
  const held = useQuery(meQuery).data?.permissions
  return (permission) => permission === undefined || held?.[permission] !== undefined
}

export const refreshMe = (me?: Me): Promise<unknown> => (me ? Promise.resolve(queries.setQueryData(meQuery.queryKey, me)) : queries.fetchQuery({ ...meQuery, staleTime: 0 }))

export const configQuery = queryOptions({ queryKey: ['config'], queryFn: ({ signal }) => api.get<PublicConfig>('/config/public', { signal }), staleTime: 30 * 60_000 })
const before: PublicConfig = { operatorName: 'Manifold', timeZone: 'Asia/Kolkata', emergencyNumber: '1906', lines: ['gas'], demo: false, vapidPublicKey: null, signedIn: false }
export const useConfig = (): PublicConfig => useQuery(configQuery).data ?? before

/** Whether a place is for me: my roles include it, for everybody's things where it shows those, and the operator has its line. */
export function useSees(): (place: { may?: string; wide?: true; line?: string }) => boolean {
  const held = useQuery(meQuery).data?.permissions
  const { lines } = useConfig()
  return ({ may, wide, line }) => (may === undefined || (held?.[may] !== undefined && !(wide && held[may] === 'own'))) && (line === undefined || lines.includes(line))
}
