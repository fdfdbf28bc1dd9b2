import { useQuery } from '@tanstack/react-query'
import { api } from '@manifold/client'

export interface ArticleRow {
  id: string
  slug: string
  title: string
  summary: string
  category: { id: string; name: string }
  published: boolean
  sortOrder: number
  views: number
  helpful: number
  notHelpful: number
  readMinutes: number
  updatedAt: string
  version: number
}
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
