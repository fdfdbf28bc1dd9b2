import { useQuery } from '@tanstack/react-query'
import { api, type Category, type Page, type TicketRow } from '@manifold/client'
import type { Option } from '#shell/filters.ts'
import { useMe } from '#shell/session.ts'

export interface Staff {
  id: string
  name: string
  avatarUrl?: string | null
  email?: string | null
  availability: 'available' | 'away' | null
  capacity: number | null
  load: number | null
  teams: { id: string; name: string }[]
  roles: { id: string; name: string }[]
  status?: string
}
export interface Team {
  id: string
  name: string
  line: string | null
  memberIds: string[]
  onCallIds: string[]
  version: number
}
export interface View {
  id: string
  name: string
  scope: 'mine' | 'team' | 'shared'
  teamId: string | null
  filters: Record<string, unknown>
  sort: string | null
  version: number
}
export interface Macro {
  id: string
  name: string
  description: string | null
  actions: { type: string; [key: string]: unknown }[]
  teamId: string | null
  version: number
}
export interface CannedReply {
  id: string
  title: string
  body: string
  shortcut: string | null
  teamId: string | null
  version: number
}

const slow = { staleTime: 5 * 60_000 }
/** A list that is small by nature, whole. */
const whole = <T>(path: string, query: Record<string, string | number> = {}) => ({
  queryKey: ['lookup', path, query] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<T[]> => {
    const all: T[] = []
    let cursor: string | undefined
    do {
      const page: Partial<Page<T>> = await api.get(path, { query: { ...query, ...(cursor ? { cursor } : {}), limit: 100 }, signal })
      all.push(...(page.data ?? []))
      cursor = page.nextCursor ?? undefined
    } while (cursor && all.length < 1000)
    return all
  },
  ...slow,
})

export const useCategories = (): Category[] => useQuery(whole<Category>('/support/categories')).data ?? []
export const useTeams = (): Team[] => useQuery(whole<Team>('/user/teams')).data ?? []
export const useMacros = (): Macro[] => useQuery(whole<Macro>('/support/macros')).data ?? []
export const useCanned = (): CannedReply[] => useQuery(whole<CannedReply>('/support/canned-replies')).data ?? []
export const useViews = () => useQuery(whole<View>('/support/views', { counts: 'false' }))

/** Colleagues who can own tickets; only myself while I may not see the others. */
export function useStaff(): Staff[] {
  const me = useMe()
  const known = useQuery({ ...whole<Staff>('/user/people', { kind: 'staff' }), queryKey: ['staff'], staleTime: 30_000 }).data
  return known ?? [{ id: me.id, name: me.name, availability: me.availability, capacity: me.capacity, load: me.load, teams: me.teams, roles: me.roles }]
}

/** How many tickets each view holds now. */
export function useCounts(ids: string[]): ReadonlyMap<string, { count: number; more: boolean }> {
  const found = useQuery({
    queryKey: ['counts', ids],
    queryFn: ({ signal }) => api.get<{ data: { viewId: string; count: number; more?: boolean }[] }>('/support/tickets/counts', { query: { views: ids }, signal }),
    enabled: ids.length > 0,
    placeholderData: (old) => old,
    staleTime: 5_000,
  })
  return new Map(found.data?.data.map((c) => [c.viewId, { count: c.count, more: c.more ?? false }]))
}

export const statuses = [
  ['open', 'Open'],
  ['in_progress', 'In progress'],
  ['waiting_customer', 'Waiting'],
  ['resolved', 'Resolved'],
  ['closed', 'Closed'],
  ['cancelled', 'Cancelled'],
] as const
export const priorities = [
  ['urgent', 'Urgent'],
  ['high', 'High'],
  ['medium', 'Medium'],
  ['low', 'Low'],
] as const
export const kinds = [
  ['service_request', 'Service request'],
  ['complaint', 'Complaint'],
  ['issue', 'Issue'],
  ['question', 'Question'],
] as const
export const lines = [
  ['gas', 'Gas'],
  ['charging', 'Charging'],
  ['rides', 'Rides'],
  ['general', 'General'],
] as const
export const lineWord = (line: string | null | undefined): string => lines.find(([l]) => l === line)?.[1] ?? 'General'

export function useAssigneeOptions(): Option[] {
  const me = useMe()
  return [
    { value: 'me', label: 'Me' },
    { value: 'none', label: 'Nobody' },
    ...useStaff()
      .filter((s) => s.id !== me.id)
      .map((s) => ({ value: s.id, label: s.name })),
  ]
}
export const useTeamOptions = (): Option[] => useTeams().map((t) => ({ value: t.id, label: t.name }))
export const useCategoryOptions = (): Option[] => useCategories().map((c) => ({ value: c.id, label: c.name }))

/** The place of a ticket in words: person and locality. */
export const whoWhere = (t: TicketRow): string => [t.requester?.name ?? 'Guest', t.place].filter(Boolean).join(', ')
