import { useQuery } from '@tanstack/react-query'
import { api } from '@manifold/client'

interface Named {
  name: string
  sentence: string
}
/** What rules, macros and canned replies may use, as the server tells it. */
export interface Vocabulary {
  fields: (Named & { type: string; options: string[] | null; eventOnly: boolean; comparisons: string[] })[]
  triggers: Named[]
  actions: Named[]
  settings: Named[]
  variables: Named[]
}
const before: Vocabulary = { fields: [], triggers: [], actions: [], settings: [], variables: [] }
export const useVocabulary = (): Vocabulary =>
  useQuery({ queryKey: ['lookup', '/support/rules/vocabulary'], queryFn: ({ signal }) => api.get<Vocabulary>('/support/rules/vocabulary', { signal }), staleTime: 600_000 }).data ??
  before

export interface Action {
  do: string
  [key: string]: unknown
}
export interface Condition {
  field: string
  is: string
  value?: unknown
}
export interface Conditions {
  match: 'all' | 'any'
  of: (Condition | Conditions)[]
}
export const isGroup = (part: Condition | Conditions): part is Conditions => 'match' in part

export const comparisonWord: Record<string, string> = {
  equals: 'is',
  not_equals: 'is not',
  in: 'is one of',
  not_in: 'is none of',
  contains: 'contains',
  not_contains: 'does not contain',
  contains_any: 'contains any of',
  at_least: 'is at least',
  more_than: 'is more than',
  at_most: 'is at most',
  fewer_than: 'is fewer than',
  is_set: 'is known',
  not_set: 'is not known',
  older_than_hours: 'is longer ago than (hours)',
  within_hours: 'was within (hours)',
  due_within_hours: 'is due within (hours)',
  has_any: 'has any of',
  has_all: 'has all of',
  has_none: 'has none of',
}
export const words = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ')
