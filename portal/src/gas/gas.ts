import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import {
  api,
  type Booking,
  type BookingLabel,
  type BookingWish,
  type CylinderKind,
  type Depot,
  type GasAccount,
  type GasAccountPage,
  type Page,
  type Quote,
  type TicketRow,
} from '@manifold/client'

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => api.get<Page<GasAccount>>('/gas/accounts', { signal, query: { mine: true, limit: 50 } }),
  staleTime: 60_000,
})
export const accountQuery = (id: string) =>
  queryOptions({ queryKey: ['account', id], queryFn: ({ signal }) => api.get<GasAccountPage>(`/gas/accounts/${encodeURIComponent(id)}`, { signal }) })

/** The newest requests about an account, its bookings and its cylinders. */
export const accountRequestsQuery = (id: string) =>
  queryOptions({
    queryKey: ['tickets', 'account', id],
    queryFn: ({ signal }) => api.get<Page<TicketRow>>(`/gas/accounts/${encodeURIComponent(id)}/requests`, { signal, query: { limit: 5 } }),
  })

/** A cylinder that is with me: since when. */
export const cylinderQuery = (id: string) =>
  queryOptions({
    queryKey: ['cylinder', id],
    queryFn: ({ signal }) =>
      api.get<{ id: string; code: string; state: string; stateSince: string; type: { name: string }; recallId: string | null }>(`/gas/cylinders/${encodeURIComponent(id)}`, {
        signal,
      }),
    staleTime: 5 * 60_000,
  })

export const depotsQuery = queryOptions({ queryKey: ['depots'], queryFn: ({ signal }) => api.get<{ data: Depot[] }>('/gas/depots', { signal }), staleTime: 10 * 60_000 })
export const typesQuery = queryOptions({ queryKey: ['types'], queryFn: ({ signal }) => api.get<{ data: CylinderKind[] }>('/gas/types', { signal }), staleTime: 10 * 60_000 })

/** What a booking would cost and whether it may be made. Asked again each time it is shown: the answer changes by the minute. */
export const quoteQuery = (wish: BookingWish) =>
  queryOptions({ queryKey: ['quote', wish], queryFn: ({ signal }) => api.post<Quote>('/gas/bookings/quote', wish, { signal }), staleTime: 0, placeholderData: keepPreviousData })

export interface BookingFilters {
  statusLabel?: BookingLabel
  accountId?: string
}
export const bookingsQuery = (filters: BookingFilters = {}, limit = 20) =>
  infiniteQueryOptions({
    queryKey: ['bookings', { ...filters, limit }],
    queryFn: ({ signal, pageParam }) => api.get<Page<Booking>>('/gas/bookings', { signal, query: { ...filters, mine: true, cursor: pageParam, limit } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    // Who comes back from the bank must not read what was true before.
    staleTime: 0,
  })
/** The one that is open, if any. */
export const openBookingQuery = queryOptions({
  queryKey: ['bookings', 'open'],
  queryFn: async ({ signal }) => (await api.get<Page<Booking>>('/gas/bookings', { signal, query: { statusLabel: 'Pending', mine: true, limit: 1 } })).data[0] ?? null,
  staleTime: 0,
})

/** By id or reference. A new place in the queue is told live; in case that was missed it is asked for again. */
export const bookingQuery = (ref: string) =>
  queryOptions({
    queryKey: ['booking', ref],
    queryFn: ({ signal }) => api.get<Booking>(`/gas/bookings/${encodeURIComponent(ref)}`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.status === 'waitlisted' ? 60_000 : false),
  })

/** Everything on screen about bookings is loaded again, with the accounts and cylinders that they change. */
export const reloadGas = (client: QueryClient): Promise<unknown> =>
  Promise.all(['bookings', 'booking', 'accounts', 'account', 'cylinder', 'quote'].map((name) => client.invalidateQueries({ queryKey: [name] })))
