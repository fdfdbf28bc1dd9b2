import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import { useQuery } from '@tanstack/react-query'
import { accountQuery, bookingQuery, cylinderQuery } from '#gas/gas.ts'
import { numberText } from '#gas/words.ts'
import { CloseIcon, LineTile, Panel, c } from '#parts.tsx'
import { useMe } from '#session.ts'

interface Thing {
  type: string
  id: string
  label: string
}

/** What `?about=gas_booking:<id>` names, in words; null while that is not known, and for what is not mine. */
export function useAbout(about: string | null): Thing | null {
  const me = useMe()
  const [, type = '', id = ''] = /^(gas_booking|gas_cylinder|gas_account):([0-9a-f-]{36})$/.exec(about ?? '') ?? []
  const booking = useQuery({ ...bookingQuery(id), enabled: !!me && type === 'gas_booking', refetchInterval: false })
  const cylinder = useQuery({ ...cylinderQuery(id), enabled: !!me && type === 'gas_cylinder' })
  const account = useQuery({ ...accountQuery(id), enabled: !!me && type === 'gas_account' })
  const label =
    type === 'gas_booking' && booking.data
      ? `Booking ${booking.data.reference}`
      : type === 'gas_cylinder' && cylinder.data
        ? `Cylinder ${cylinder.data.code}`
        : type === 'gas_account' && account.data
          ? `Account ${numberText(account.data.number)}`
          : null
  return label === null ? null : { type, id, label }
}

/** Says what the report is about, and lets it be about nothing of that. */
export function About({ thing, onDrop }: { thing: Thing; onDrop: () => void }) {
  return (
    <Panel sx={{ mt: '16px', display: 'flex', alignItems: 'center', gap: '12px', p: '8px 8px 8px 16px' }}>
      <LineTile line="gas" icon={thing.type === 'gas_account' ? 'flame' : 'cylinder'} size={32} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3 }}>About</Box>
        <Box sx={{ fontWeight: 600, lineHeight: '22px', overflowWrap: 'anywhere' }}>{thing.label}</Box>
      </Box>
      <IconButton onClick={onDrop} aria-label={`It is not about ${thing.label}`} title="It is not about this" sx={{ width: 44, height: 44 }}>
        <CloseIcon />
      </IconButton>
    </Panel>
  )
}
