import { useQuery } from '@tanstack/react-query'
import { api, type Priority } from '@manifold/client'

interface Head {
  from: string
  to: string
  timeZone: string
  asOf: string
}
export type Series = { day: string; value: number | null }[]
interface Percentiles {
  median: number | null
  p90: number | null
  count: number
}
interface Kept {
  met: number
  missed: number
  share: number | null
}
interface Leaks {
  total: number
  reached: number
  share: number | null
}
interface Ratings {
  count: number
  average: number | null
  good: number | null
}
/** Durations in seconds, shares from 0 to 1. */
export interface Overview extends Head {
  previous: { from: string; to: string }
  open: { now: number; waiting: number; breached: number; yesterday: number | null; series: Series }
  firstReply: Percentiles & { previous: Percentiles; series: Series }
  resolution: Percentiles & { previous: Percentiles; series: Series }
  targets: Kept & { goal: number; previous: Kept; series: Series }
  leaks: Leaks & { goal: number; previous: Leaks }
  satisfaction: Ratings & { previous: Ratings; responseRate: number | null; series: Series }
  created: { count: number; previous: number }
  resolved: { count: number; previous: number }
  reopenRate: { share: number | null; previous: number | null }
  oneTouch: { share: number | null; previous: number | null }
}
export interface Volume extends Head {
  created: number
  resolved: number
  data: { day: string; created: number; resolved: number; reopened: number; open: number; age: { upTo1Day: number; upTo3Days: number; upTo7Days: number; older: number } | null }[]
}
export interface FirstReply extends Head, Percentiles, Kept {
  /** The one promise of the policies in seconds; null where there are several. */
  target: number | null
  goal: number
  data: ({ day: string } & Percentiles & Kept)[]
}
export interface Targets extends Head, Kept {
  goal: number
  running: number
  atRisk: number
  data: ({ priority: Priority } & Kept)[]
}
export interface Categories extends Head {
  data: { category: { id: string; name: string }; ours: number; waiting: number; open: number; created: number; resolved: number; ratings: number; average: number | null }[]
}
export interface People extends Head {
  data: {
    person: { id: string; name: string }
    availability: 'available' | 'away' | null
    load: number | null
    capacity: number | null
    replies: number
    resolved: number
    firstReply: number | null
    met: number
    missed: number
    share: number | null
    ratings: number
    average: number | null
  }[]
}
export interface Satisfaction extends Head {
  ratings: number
  average: number | null
  good: number | null
  responseRate: number | null
  data: { day: string; ratings: number; average: number | null; good: number | null }[]
  latest: { ticket: { id: string; reference: string }; rating: number; feedback: string | null; at: string }[]
}

export type Span = { from: string; to: string; line?: string; teamId?: string }
/** One part of the figures; old ones stay while others are loaded. */
export const useStats = <T>(part: string, span: Span) =>
  useQuery({
    queryKey: ['stats', part, span],
    queryFn: ({ signal }) => api.get<T>(`/support/stats/${part}`, { query: span, signal }),
    placeholderData: (old) => old,
    staleTime: 60_000,
    refetchInterval: 120_000,
  })

export const percent = (share: number | null, digits = 1): string => (share === null ? '–' : (share * 100).toFixed(digits).replace(/\.0$/, digits === 1 ? '.0' : ''))
