import Box from '@mui/material/Box'
import type { SxProps, Theme } from '@mui/material/styles'
import { c } from '#parts.tsx'

/** A small count. Hidden from screen readers: the thing it sits on says the count in its name. */
export function Badge({ count, sx }: { count: number; sx?: SxProps<Theme> }) {
  if (count <= 0) return null
  return (
    <Box
      component="span"
      aria-hidden
      sx={[
        {
          minWidth: 17,
          height: 17,
          px: '4px',
          borderRadius: '9px',
          bgcolor: c.primary,
          color: c.onPrimary,
          fontSize: 11,
          lineHeight: '17px',
          fontWeight: 650,
          textAlign: 'center',
          boxShadow: `0 0 0 2px ${c.surface}`,
          fontVariantNumeric: 'tabular-nums',
        },
        ...(Array.isArray(sx) ? sx : [sx ?? {}]),
      ]}
    >
      {count > 99 ? '99+' : count}
    </Box>
  )
}
