import Box from '@mui/material/Box'
import MuiLink from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Coded } from '@manifold/client'
import { cylinderQuery } from '#gas/gas.ts'
import { sinceText } from '#gas/words.ts'
import { AlertIcon, c, useLocale, useNow } from '#parts.tsx'

/** A small panel's cell: what it is, the figure, what belongs to it, one link. */
export function Cell({ name, figure, note, children }: { name: string; figure: React.ReactNode; note?: React.ReactNode; children?: React.ReactNode }) {
  return (
    <Box sx={{ p: '14px 16px 8px', minWidth: 0, display: 'flex', flexDirection: 'column' }}>
      <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3 }}>{name}</Box>
      <Box sx={{ fontSize: '1.25rem', lineHeight: '28px', fontWeight: 650, fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}>{figure}</Box>
      <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3, minHeight: '20px' }}>{note}</Box>
      <Box sx={{ mt: 'auto', fontSize: '0.9375rem', fontWeight: 600, '& a': { display: 'inline-flex', alignItems: 'center', minHeight: 44 } }}>{children}</Box>
    </Box>
  )
}

/** Two cells beside one another with a hairline between. */
export const Cells = ({ children }: { children: React.ReactNode }) => (
  <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', '& > * + *': { borderLeft: `1px solid ${c.line}` } }}>{children}</Box>
)

/** The cylinder at home, since when, and the way to the next one. */
export function CylinderCell({ cylinder, booking }: { cylinder: Coded | undefined; booking: boolean }) {
  const locale = useLocale()
  const now = useNow()
  const { data } = useQuery({ ...cylinderQuery(cylinder?.id ?? ''), enabled: cylinder !== undefined })
  return (
    <Cell name="Cylinder in use" figure={cylinder?.code ?? 'None'} note={data ? sinceText(locale, data.stateSince, now) : cylinder ? '' : booking ? '' : 'Book your first one'}>
      {data?.recallId ? (
        <Box component="span" sx={{ color: c.danger, display: 'inline-flex', gap: '6px', alignItems: 'center', minHeight: 44 }}>
          <AlertIcon size={18} />
          Recalled: close its valve
        </Box>
      ) : (
        !booking && (
          <MuiLink component={Link} to="/gas/book">
            {cylinder ? 'Book a refill' : 'Book a cylinder'}
          </MuiLink>
        )
      )}
    </Cell>
  )
}
