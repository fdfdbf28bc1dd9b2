import Box from '@mui/material/Box'
import type { Ticket } from '@manifold/client'
import { Panel, StatusLabel, When, answerText, c, useLocale } from '#parts.tsx'

// What the instant is that the next step promises.
const promise: Partial<Record<string, string>> = { visit: 'We aim to be with you by', first_reply: 'We aim to answer by' }

export function Facts({ ticket }: { ticket: Ticket }) {
  const l = useLocale()
  const open = !ticket.resolvedAt && ticket.status !== 'cancelled'
  return (
    <Panel sx={{ p: '6px 20px 16px' }}>
      <Box
        component="dl"
        sx={{
          m: 0,
          fontSize: '0.9375rem',
          '& dt': { color: c.ink3, fontSize: '0.875rem', lineHeight: '20px', mt: '12px' },
          '& dd': { m: 0, lineHeight: '22px', overflowWrap: 'anywhere' },
        }}
      >
        <dt>Status</dt>
        <dd>
          <StatusLabel status={ticket.status} label={ticket.statusLabel} />
        </dd>
        <dt>Reference</dt>
        <dd style={{ letterSpacing: '.02em' }}>{ticket.reference}</dd>
        <dt>About</dt>
        <dd>
          {ticket.category.name}
          {ticket.relatedTo && <div>{ticket.relatedTo.label}</div>}
        </dd>
        {(ticket.location?.address || ticket.place) && (
          <>
            <dt>Address</dt>
            <dd>{ticket.location?.address || ticket.place}</dd>
          </>
        )}
        {ticket.fields.map((f) => (
          <div key={f.key}>
            <dt>{f.label}</dt>
            <dd>{answerText(l, f.text)}</dd>
          </div>
        ))}
        {ticket.assignee && (
          <>
            <dt>Looked after by</dt>
            <dd>
              {ticket.assignee.name}
              {ticket.team ? `, ${ticket.team.name}` : ''}
            </dd>
          </>
        )}
        {open && ticket.expectedAt && ticket.status !== 'waiting_customer' && (
          <>
            <dt>{promise[ticket.nextStep.kind ?? 'working'] ?? 'We aim to solve it by'}</dt>
            <dd>
              <When at={ticket.expectedAt} style="dayTime" />
            </dd>
          </>
        )}
        <dt>Sent</dt>
        <dd>
          <When at={ticket.createdAt} style="dayTime" />
        </dd>
        {ticket.mergedInto && (
          <>
            <dt>Continued in</dt>
            <dd>
              <a href={`/requests/${ticket.mergedInto.reference}`}>{ticket.mergedInto.reference}</a>
            </dd>
          </>
        )}
      </Box>
    </Panel>
  )
}
