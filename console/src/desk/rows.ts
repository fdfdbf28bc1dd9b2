import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api, type Page, type TicketRow } from '@manifold/client'
import { useMe } from '#shell/session.ts'
import { asked, type Values } from '#shell/filters.ts'

const PAGE = 40

export interface ShownRow extends TicketRow {
  /** It no longer belongs to this list; it stays until the list is taken anew, so that nothing jumps. */
  gone?: boolean
  /** It came while the list was on screen. */
  arrived?: boolean
}
export interface Rows {
  rows: ShownRow[]
  /** How many came meanwhile and wait to be shown. */
  waiting: number
  show: () => void
  pending: boolean
  error: Error | null
  refetch: () => void
  more: boolean
  loadingMore: boolean
  loadMore: () => void
}

/**
 * The queue, live without moving what I read: rows on screen change in place; what comes or leaves waits for `show`, or happens at once while the
 * list stands at its top and nothing is being read. Emergencies never wait.
 */
export function useRows(values: Values, still: () => boolean): Rows {
  const { timeZone } = useMe()
  const list = useInfiniteQuery({
    queryKey: ['queue', values],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<TicketRow>>('/support/tickets', { query: { ...asked(values, timeZone), cursor: pageParam, limit: PAGE }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 60_000,
  })
  const fresh = useMemo(() => list.data?.pages.flatMap((p) => p.data) ?? [], [list.data])
  const key = JSON.stringify(values)
  const [shown, setShown] = useState<{ key: string; ids: string[]; arrived: ReadonlySet<string>; known: ReadonlyMap<string, TicketRow> }>({
    key,
    ids: [],
    arrived: new Set(),
    known: new Map(),
  })
  const pages = list.data?.pages.length ?? 0
  const pagesBefore = useRef(0)
  const stillNow = useRef(still)
  useEffect(() => {
    stillNow.current = still
  })
  useEffect(() => {
    if (pages === 0) return
    const ids = fresh.map((r) => r.id)
    const longer = pages > pagesBefore.current
    pagesBefore.current = pages
    setShown((old) => {
      const first = old.key !== key || old.ids.length === 0
      const take = (next: string[], arrived: Iterable<string>) => {
        const kept = new Set(next)
        return { key, ids: next, arrived: new Set(arrived), known: new Map([...(first ? [] : old.known), ...fresh.map((r) => [r.id, r] as const)].filter(([id]) => kept.has(id))) }
      }
      if (first) return take(ids, [])
      if (stillNow.current()) return take(ids, longer ? [] : ids.filter((id) => !old.ids.includes(id)))
      const before = new Set(old.ids)
      // The next page is added below; an emergency above.
      const below = longer ? ids.filter((id) => !before.has(id)) : []
      const above = fresh.filter((r) => r.emergency && !before.has(r.id) && !below.includes(r.id)).map((r) => r.id)
      return take([...above, ...old.ids, ...below], above)
    })
  }, [fresh, key, pages])
  const present = useMemo(() => new Map(fresh.map((r) => [r.id, r])), [fresh])
  const ids = shown.key === key ? shown.ids : fresh.map((r) => r.id)
  const rows = ids.flatMap((id): ShownRow[] => {
    const row = present.get(id) ?? shown.known.get(id)
    return row ? [{ ...row, ...(present.has(id) ? {} : { gone: true }), ...(shown.arrived.has(id) ? { arrived: true } : {}) }] : []
  })
  const known = new Set(ids)
  return {
    rows,
    waiting: fresh.filter((r) => !known.has(r.id)).length,
    show: () =>
      setShown((old) => ({
        key,
        ids: fresh.map((r) => r.id),
        arrived: new Set(fresh.filter((r) => !old.ids.includes(r.id)).map((r) => r.id)),
        known: new Map(fresh.map((r) => [r.id, r])),
      })),
    pending: list.isPending,
    error: list.data ? null : list.error,
    refetch: () => void list.refetch(),
    more: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
  }
}
