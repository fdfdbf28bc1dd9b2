import { useQuery } from '@tanstack/react-query'
import { api, type FaqRow } from '@manifold/client'

export type ArticleRow = FaqRow
export interface ArticleFull extends ArticleRow {
  body: string
  bodyHtml: string
}
export interface ArticleCategory {
  id: string
  name: string
  icon: string
  sortOrder: number
  articles: number
  version: number
}
export const useArticleCategories = (): ArticleCategory[] =>
  useQuery({
    queryKey: ['lookup', '/support/faq-categories'],
    queryFn: ({ signal }) => api.get<{ data: ArticleCategory[] }>('/support/faq-categories', { signal }),
    staleTime: 60_000,
  }).data?.data ?? []
