import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Faq, type FaqCategory, type FaqRow, type FaqSuggestion, type FaqVotes, type Page } from '@manifold/client'

export const faqCategoriesQuery = queryOptions({
  queryKey: ['faq', 'categories'],
  queryFn: ({ signal }) => api.get<{ data: FaqCategory[] }>('/support/faq-categories', { signal }),
  staleTime: 30 * 60_000,
})

export const articlesQuery = (filters: { search?: string; categoryId?: string }, limit = 20) =>
  infiniteQueryOptions({
    queryKey: ['faq', 'list', { ...filters, limit }],
    queryFn: ({ signal, pageParam }) => api.get<Page<FaqRow>>('/support/faq', { signal, query: { ...filters, cursor: pageParam, limit } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: 5 * 60_000,
  })

export const articleQuery = (slug: string) =>
  queryOptions({ queryKey: ['faq', 'article', slug], queryFn: ({ signal }) => api.get<Faq>(`/support/faq/${encodeURIComponent(slug)}`, { signal }), staleTime: 10 * 60_000 })

/** Articles for what is being typed; asks only from three letters on. */
export const suggestQuery = (text: string) =>
  queryOptions({
    queryKey: ['suggest', text],
    queryFn: ({ signal }) => api.get<{ data: FaqSuggestion[] }>('/support/faq/suggest', { signal, query: { text, limit: 3 } }),
    enabled: text.length > 2,
    staleTime: 5 * 60_000,
    retry: false,
  })

export function useVote(slug: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (helpful: boolean) => api.post<FaqVotes>(`/support/faq/${encodeURIComponent(slug)}/${helpful ? 'helpful' : 'not-helpful'}`),
    onSuccess: (votes) => client.setQueryData(articleQuery(slug).queryKey, (before) => (before ? { ...before, ...votes } : before)),
  })
}
