import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, type Message, type Page, type SlaExplained, type Ticket, type TimelineEntry } from '@manifold/client'
import { queries } from '#shell/query.ts'

/** A ticket as staff read it. */
export type StaffTicket = Omit<Ticket, 'viewers' | 'customer'> & {
  /** Number of the last message I can see; a reply names it as `seenVersion`. */
  messageVersion: number
  viewers?: { id: string; name: string; avatarUrl: string | null; field: 'reply' | 'note' | null }[]
  customer?: (Omit<NonNullable<Ticket['customer']>, 'id' | 'since'> & { id: string | null; since: string | null }) | null
  follows?: { id: string; reference: string } | null
  createdBy?: 'customer' | 'staff'
}

// All of a ticket lies under ['ticket', reference]: a hint invalidates it with one word.
export const ticketQuery = (reference: string) =>
  queryOptions({ queryKey: ['ticket', reference], queryFn: ({ signal }) => api.get<StaffTicket>(`/support/tickets/${reference}`, { signal }) })
export const useTicket = (reference: string) => useQuery(ticketQuery(reference))

/** The newest messages first from the API; the page shows them oldest first. */
export function useMessages(reference: string, size = 30) {
  const found = useInfiniteQuery({
    queryKey: ['ticket', reference, 'messages', size],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<Message>>(`/support/tickets/${reference}/messages`, { query: { order: 'desc', cursor: pageParam, limit: size }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  return { ...found, messages: (found.data?.pages.flatMap((p) => p.data) ?? []).toReversed() }
}

export const useTimeline = (reference: string) =>
  useInfiniteQuery({
    queryKey: ['ticket', reference, 'timeline'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<TimelineEntry>>(`/support/tickets/${reference}/timeline`, { query: { cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })

export const useClocks = (reference: string) =>
  useQuery({ queryKey: ['ticket', reference, 'sla'], queryFn: ({ signal }) => api.get<SlaExplained>(`/support/tickets/${reference}/sla`, { signal }), refetchInterval: 60_000 })

/** Puts a ticket that the API answered where every screen reads it, and lets the lists load again. */
export async function took(ticket: StaffTicket): Promise<void> {
  queries.setQueryData(['ticket', ticket.reference], (old: StaffTicket | undefined) => ({ ...old, ...ticket }))
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['ticket', ticket.reference] }),
    queries.invalidateQueries({ queryKey: ['queue'] }),
    queries.invalidateQueries({ queryKey: ['counts'] }),
    queries.invalidateQueries({ queryKey: ['tickets'] }),
  ])
}
