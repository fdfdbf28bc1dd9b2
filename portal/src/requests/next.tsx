import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Ticket } from '@manifold/client'
import { NextCard } from '@manifold/ui/tracker.tsx'
import { CalendarIcon, ChatIcon, ClockIcon, Panel, WrenchIcon, c, useLocale, useNow } from '#parts.tsx'
import { at, firstName } from '#words.ts'

const icons = { first_reply: <ClockIcon />, working: <WrenchIcon />, visit: <CalendarIcon />, rate: <ClockIcon /> }

/** At most one card: what happens next, or what we wait for. */
export function Next({ ticket }: { ticket: Ticket }) {
  const locale = useLocale()
  const now = useNow()
  const { kind, text, at: when } = ticket.nextStep
  if (kind === null || kind === 'rate' || text === '') return null
  if (kind === 'waiting_for_you')
    return (
      <Panel tone="attention" sx={{ mt: '20px', p: '14px 16px', display: 'flex', gap: '12px' }}>
        <Box
          component="span"
          sx={{
            width: 40,
            height: 40,
            borderRadius: '8px',
            display: 'grid',
            placeItems: 'center',
            flex: 'none',
            bgcolor: c.surface,
            border: `1px solid ${c.attentionLine}`,
            color: c.onAttentionSoft,
          }}
        >
          <ChatIcon />
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="body2" sx={{ color: c.onAttentionSoft, fontWeight: 650 }}>
            Waiting for you
          </Typography>
          <Typography sx={{ fontWeight: 600, lineHeight: '1.375rem' }}>{text}</Typography>
          <Typography variant="body2" sx={{ color: c.ink2 }}>
            {ticket.assignee ? firstName(ticket.assignee.name) : 'We'} asked{when ? ` ${at(locale, when, now)}` : ''}. Answer below; the clock goes on when you do.
          </Typography>
        </Box>
      </Panel>
    )
  return (
    <Box sx={{ mt: '20px' }}>
      <NextCard icon={icons[kind]} title={text}>
        {when ? `${Date.parse(when) < now.getTime() ? 'We are late; this was due' : 'By'} ${at(locale, when, now)}` : null}
      </NextCard>
    </Box>
  )
}
