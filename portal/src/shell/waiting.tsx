import Box from '@mui/material/Box'
import { useEffect, useState } from 'react'
import { t } from '@manifold/ui'
import { SkeletonRows } from '#parts.tsx'

/** True after 200 ms: a screen that comes faster shows no skeleton. */
export function useSlow(ms = 200): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return slow
}

/** While a screen's script is on its way. */
export function Waiting({ bar = false }: { bar?: boolean }) {
  const slow = useSlow()
  return (
    <>
      {bar && <Box sx={{ height: { xs: 56, md: 64 }, bgcolor: t.surface, borderBottom: `1px solid ${t.line}` }} />}
      {slow && (
        <Box sx={bar ? { maxWidth: 640, width: '100%', mx: 'auto', p: '24px 16px' } : {}}>
          <SkeletonRows rows={3} />
        </Box>
      )}
    </>
  )
}
