import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api, type Page, type Payment, type PaymentDetail, type KeptMethod, type Statement, type Wallet } from '@manifold/client'

// Money is asked for each time it is shown: who comes back from the bank must not read what was true before.
const staleTime = 0

export const walletQuery = queryOptions({ queryKey: ['wallet'], queryFn: ({ signal }) => api.get<Wallet>('/payment/wallet', { signal }), staleTime })

export const statementQuery = infiniteQueryOptions({
  queryKey: ['statement'],
  queryFn: ({ signal, pageParam }) => api.get<Statement>('/payment/wallet/statement', { signal, query: { cursor: pageParam, limit: 30 } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  staleTime,
})

export const paymentsQuery = (limit = 20) =>
  infiniteQueryOptions({
    queryKey: ['payments', limit],
    queryFn: ({ signal, pageParam }) => api.get<Page<Payment>>('/payment/intents', { signal, query: { mine: true, cursor: pageParam, limit } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime,
  })

/** By id or reference. */
export const paymentQuery = (ref: string) =>
  queryOptions({ queryKey: ['payment', ref], queryFn: ({ signal }) => api.get<PaymentDetail>(`/payment/intents/${encodeURIComponent(ref)}`, { signal }), staleTime })

export const methodsQuery = queryOptions({ queryKey: ['methods'], queryFn: ({ signal }) => api.get<{ data: KeptMethod[] }>('/payment/methods', { signal }) })

/** Where the receipt of a payment is downloaded. */
export const receiptAddress = (reference: string): string => api.address(`/payment/intents/${encodeURIComponent(reference)}/receipt`)

/** Everything on screen about money is loaded again. */
export const reloadMoney = (client: QueryClient): Promise<unknown> =>
  Promise.all(['wallet', 'statement', 'payments', 'payment', 'methods'].map((name) => client.invalidateQueries({ queryKey: [name] })))
