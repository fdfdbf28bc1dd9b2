import Box from '@mui/material/Box'
import { SwapIcon } from '@manifold/ui/money-icons.tsx'
import { c } from '#parts.tsx'

/** What comes back and what is given for it. */
export function Exchange({ back, forIt, done }: { back: string | null; forIt: string; done?: boolean }) {
  const b = { display: 'block', color: c.ink, fontWeight: 600, fontSize: '0.9375rem', m: 0, overflowWrap: 'anywhere' } as const
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        borderTop: `1px solid ${c.line}`,
        p: '14px 16px',
        display: 'grid',
        gridTemplateColumns: '1fr 24px 1fr',
        gap: '8px',
        alignItems: 'center',
        fontSize: '0.875rem',
        lineHeight: '20px',
        color: c.ink2,
      }}
    >
      <div>
        <dt>{done ? 'You gave back' : 'You give back'}</dt>
        <Box component="dd" sx={b}>
          {back ? `${back}, empty` : 'Nothing'}
        </Box>
      </div>
      <Box component="div" aria-hidden sx={{ color: c.ink3, display: 'flex' }}>
        <SwapIcon />
      </Box>
      <div>
        <dt>{done ? 'You received' : 'You receive'}</dt>
        <Box component="dd" sx={b}>
          {forIt}
        </Box>
      </div>
    </Box>
  )
}
