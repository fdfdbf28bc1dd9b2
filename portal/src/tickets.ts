import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import {
  api,
  newKey,
  type Category,
  type Message,
  type NewTicket,
  type Page,
  type SafetySteps,
  type Status,
  type Ticket,
  type TicketRow,
  type TimelineEntry,
} from '@manifold/client'

export const openStatuses: readonly Status[] = ['open', 'in_progress', 'waiting_customer']

export interface TicketFilters {
  status?: readonly Status[]
  categoryId?: string
  search?: string
  from?: string
  to?: string
}

export const ticketsQuery = (filters: TicketFilters, limit = 20) =>
  infiniteQueryOptions({
    queryKey: ['tickets', { ...filters, limit }],
    queryFn: ({ signal, pageParam }) => api.get<Page<TicketRow>>('/support/tickets', { signal, query: { ...filters, cursor: pageParam, limit } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })

export const openTicketsQuery = queryOptions({
  queryKey: ['tickets', 'open'],
  queryFn: ({ signal }) => api.get<Page<TicketRow>>('/support/tickets', { signal, query: { status: openStatuses, limit: 50 } }),
})

/** Resolved ones that I have not rated: they need me too, quietly. */
export const unratedQuery = queryOptions({
  queryKey: ['tickets', 'resolved'],
  queryFn: ({ signal }) => api.get<Page<TicketRow>>('/support/tickets', { signal, query: { status: ['resolved'], limit: 10 } }),
})

export const ticketQuery = (ref: string) =>
  queryOptions({ queryKey: ['ticket', ref], queryFn: ({ signal }) => api.get<Ticket>(`/support/tickets/${encodeURIComponent(ref)}`, { signal }) })

/** Newest page first; each further page is older. */
export const messagesQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: ['messages', ref],
    queryFn: ({ signal, pageParam }) =>
      api.get<Page<Message>>(`/support/tickets/${encodeURIComponent(ref)}/messages`, { signal, query: { order: 'desc', limit: 20, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })

export const timelineQuery = (ref: string) =>
  queryOptions({
    queryKey: ['timeline', ref],
    queryFn: ({ signal }) => api.get<Page<TimelineEntry>>(`/support/tickets/${encodeURIComponent(ref)}/timeline`, { signal, query: { limit: 100 } }),
  })

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: ({ signal }) => api.get<{ data: Category[] }>('/support/categories', { signal }),
  staleTime: 10 * 60_000,
})

export const safetyQuery = queryOptions({ queryKey: ['safety'], queryFn: ({ signal }) => api.get<SafetySteps>('/support/safety', { signal }), staleTime: 30 * 60_000 })

/** Everything on screen about requests is loaded again: lists, this request (by id or reference), its conversation and history. */
export async function reloadTicket(client: QueryClient, ...names: string[]): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['tickets'] }),
    ...names.flatMap((name) => [
      client.invalidateQueries({ queryKey: ['ticket', name] }),
      client.invalidateQueries({ queryKey: ['messages', name] }),
      client.invalidateQueries({ queryKey: ['timeline', name] }),
    ]),
  ])
}

/** An act on one request that answers the request as it is afterwards: cancel, reopen, rate, claim. */
export function useTicketAct<Body extends object>(ref: string, act: 'cancel' | 'reopen' | 'rate' | 'claim') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ key, ...body }: Body & { key?: string }) => api.post<Ticket>(`/support/tickets/${encodeURIComponent(ref)}/${act}`, body, { key: key ?? newKey() }),
    onSettled: () => reloadTicket(client, ref),
  })
}

export interface Reply {
  body: string
  attachmentIds: string[]
  /** The same for every try of this message, so that pressing Send again cannot send it twice. */
  key: string
}
export function useReply(ref: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ key, body, attachmentIds }: Reply) =>
      api.post<Message>(`/support/tickets/${encodeURIComponent(ref)}/messages`, { body, ...(attachmentIds.length ? { attachmentIds } : {}) }, { key }),
    onSettled: () => reloadTicket(client, ref),
  })
}

export function useCreateTicket() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ticket: NewTicket) => api.post<Ticket>('/support/tickets', ticket, ticket.submissionKey ? { key: ticket.submissionKey } : {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tickets'] }),
  })
}
