import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import { api, type Inbox, type NoticePreferences } from '@manifold/client'

export const inboxQuery = (unread = false) =>
  infiniteQueryOptions({
    queryKey: ['inbox', { unread }],
    queryFn: ({ signal, pageParam }) => api.get<Inbox>('/notification/inbox', { signal, query: { unread: unread || undefined, cursor: pageParam, limit: 20 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })

export const unreadQuery = queryOptions({ queryKey: ['unread'], queryFn: ({ signal }) => api.get<{ unread: number }>('/notification/inbox/count', { signal }), staleTime: 60_000 })

export const preferencesQuery = queryOptions({ queryKey: ['preferences'], queryFn: ({ signal }) => api.get<NoticePreferences>('/notification/preferences', { signal }) })

export function setUnread(client: QueryClient, unread: number): void {
  client.setQueryData(unreadQuery.queryKey, { unread })
}

export function useReadNotice() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.post(`/notification/inbox/${id}/read`),
    onMutate: (id) => {
      const now = new Date().toISOString()
      let fresh = false
      client.setQueriesData<InfiniteData<Inbox>>(
        { queryKey: ['inbox'] },
        (data) => data && { ...data, pages: data.pages.map((p) => ({ ...p, data: p.data.map((n) => (n.id === id && !n.readAt ? ((fresh = true), { ...n, readAt: now }) : n)) })) },
      )
      if (fresh) client.setQueryData(unreadQuery.queryKey, (before) => before && { unread: Math.max(0, before.unread - 1) })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['unread'] }),
  })
}

export function useReadAll() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.post('/notification/inbox/read-all'),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['inbox'] }), client.invalidateQueries({ queryKey: ['unread'] })]),
  })
}
