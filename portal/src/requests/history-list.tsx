import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import type { Ticket } from '@manifold/client'
import { Timeline } from '@manifold/ui/conversation.tsx'
import { Panel, When, c } from '#parts.tsx'
import { timelineQuery } from '#tickets.ts'

/** Everything that happened, oldest first; folded, because the tracker says what matters. */
export function HistoryList({ ticket }: { ticket: Ticket }) {
  const { data } = useQuery(timelineQuery(ticket.reference))
  const entries = data?.data.filter((e) => e.public) ?? []
  if (entries.length === 0) return null
  return (
    <Panel sx={{ mt: '12px' }}>
      <Box
        component="details"
        sx={{ '& summary': { cursor: 'pointer', p: '14px 20px', fontWeight: 600, borderRadius: '12px', '&:focus-visible': { boxShadow: `inset 0 0 0 2px ${c.focus}` } } }}
      >
        <summary>Everything that happened</summary>
        <Box sx={{ p: '0 20px 16px' }}>
          <Timeline entries={entries.map((e) => ({ id: e.id, text: e.text, at: <When at={e.at} style="auto" /> }))} />
        </Box>
      </Box>
    </Panel>
  )
}
