import Box from '@mui/material/Box'
import type { SxProps, Theme } from '@mui/material/styles'
import { t } from '@manifold/ui'

/** A small count. Hidden from screen readers: the thing it sits on says the count in its name. */
export function Badge({ count, sx }: { count: number; sx?: SxProps<Theme> }) {
  if (count <= 0) return null
  return (
    <Box
      component="span"
      aria-hidden
      sx={[
        { minWidth: 17, height: 17, px: '4px', borderRadius: '9px', bgcolor: t.primary, color: t.onPrimary, fontSize: 11, lineHeight: '17px', fontWeight: 650, textAlign: 'center', boxShadow: `0 0 0 2px ${t.surface}`, fontVariantNumeric: 'tabular-nums' },
        ...(Array.isArray(sx) ? sx : [sx ?? {}]),
      ]}
    >
      {count > 99 ? '99+' : count}
    </Box>
  )
}
