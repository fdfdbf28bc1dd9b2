import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useEffect, useRef } from 'react'

/** The next page comes when its end is near; the button is there for keyboards and when that fails. */
export function More({ has, loading, failed, onMore, label = 'Show more' }: { has: boolean; loading: boolean; failed?: boolean; onMore: () => void; label?: string }) {
  const end = useRef<HTMLDivElement>(null)
  const go = useRef(onMore)
  useEffect(() => {
    go.current = onMore
  })
  useEffect(() => {
    if (!has || failed || !end.current) return
    const watch = new IntersectionObserver((seen) => seen.some((s) => s.isIntersecting) && go.current(), { rootMargin: '400px' })
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [has, failed, loading])
  if (!has) return null
  return (
    <Box ref={end} sx={{ display: 'grid', justifyItems: 'center', p: '16px' }}>
      <Button onClick={onMore} aria-disabled={loading || undefined}>
        {loading ? 'Loading…' : failed ? 'Try again' : label}
      </Button>
    </Box>
  )
}
