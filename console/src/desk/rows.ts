import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
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
  const [shown, setShown] = useState<{ key: string; ids: string[]; arrived: ReadonlySet<string> }>({ key, ids: [], arrived: new Set() })
  const last = useRef(new Map<string, TicketRow>())
  for (const row of fresh) last.current.set(row.id, row)
  const take = useCallback((ids: string[]) => setShown((old) => ({ key, ids, arrived: old.key === key && old.ids.length > 0 ? new Set(ids.filter((id) => !old.ids.includes(id))) : new Set() })), [key])
  const pages = list.data?.pages.length ?? 0
  const pagesBefore = useRef(0)
  const stillNow = useRef(still)
  stillNow.current = still
  useEffect(() => {
    if (!list.data) return
    const ids = fresh.map((r) => r.id)
    const longer = pages > pagesBefore.current
    pagesBefore.current = pages
    setShown((old) => {
      if (old.key !== key || old.ids.length === 0 || stillNow.current()) return { key, ids, arrived: old.key === key && old.ids.length > 0 && !longer ? new Set(ids.filter((id) => !old.ids.includes(id))) : new Set() }
      const known = new Set(old.ids)
      // The next page is added below; an emergency above.
      const below = longer ? ids.filter((id) => !known.has(id)) : []
      const above = fresh.filter((r) => r.emergency && !known.has(r.id) && !below.includes(r.id)).map((r) => r.id)
      return above.length + below.length === 0 ? old : { key, ids: [...above, ...old.ids, ...below], arrived: new Set(above) }
    })
  }, [fresh, key, pages, list.data])
  const present = useMemo(() => new Set(fresh.map((r) => r.id)), [fresh])
  const ids = shown.key === key ? shown.ids : fresh.map((r) => r.id)
  const rows = ids.flatMap((id): ShownRow[] => {
    const row = last.current.get(id)
    return row ? [{ ...row, ...(present.has(id) ? {} : { gone: true }), ...(shown.arrived.has(id) ? { arrived: true } : {}) }] : []
  })
  const known = new Set(ids)
  return {
    rows,
    waiting: fresh.filter((r) => !known.has(r.id)).length,
    show: () => take(fresh.map((r) => r.id)),
    pending: list.isPending,
    error: list.data ? null : list.error,
    refetch: () => void list.refetch(),
    more: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
  }
}
