import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Page } from '@manifold/client'
import { Panel, SkeletonRows } from '#parts.tsx'
import { Failure } from '#shell/failure.tsx'

type Paged<T> = UseInfiniteQueryResult<InfiniteData<Page<T>>>

/** A list that comes in pages. That it is empty, loads or could not be loaded (`what`: as a sentence) is said in its place. */
export function Rows<T>({
  of: list,
  keyOf,
  row,
  empty,
  what,
  height,
}: {
  of: Paged<T>
  keyOf: (one: T) => string
  row: (one: T) => ReactNode
  empty: ReactNode
  what?: string
  /** Of a row that loads, in pixels. */
  height: number
}) {
  const rows = list.data?.pages.flatMap((p) => p.data)
  return (
    <>
      <Panel>
        {rows ? (
          rows.length > 0 ? (
            <ul className="plain" style={list.isPlaceholderData ? { opacity: 0.6 } : {}}>
              {rows.map((one) => (
                <li key={keyOf(one)}>{row(one)}</li>
              ))}
            </ul>
          ) : (
            empty
          )
        ) : list.error ? (
          <Failure error={list.error} {...(what ? { what } : {})} onRetry={() => void list.refetch()} />
        ) : (
          <SkeletonRows rows={6} height={height} />
        )}
      </Panel>
      <More of={list} />
    </>
  )
}

/** The next page comes when the end is near; the button is there for keyboards and when that fails. */
function More<T>({ of: list }: { of: Paged<T> }) {
  const { hasNextPage: has, isFetchingNextPage: loading, isFetchNextPageError: failed } = list
  const go = () => void (!loading && list.fetchNextPage())
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    if (!has || failed || !end.current) return
    const watch = new IntersectionObserver((seen) => seen.some((s) => s.isIntersecting) && latest.current(), { rootMargin: '400px' })
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [has, failed, loading])
  if (!has) return null
  return (
    <Box ref={end} sx={{ display: 'grid', justifyItems: 'center', p: '16px' }}>
      <Button onClick={go} aria-disabled={loading || undefined}>
        {loading ? 'Loading…' : failed ? 'Try again' : 'Show more'}
      </Button>
    </Box>
  )
}
