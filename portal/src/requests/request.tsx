import Box from '@mui/material/Box'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useParams } from 'react-router'
import { api, type Ticket } from '@manifold/client'
import { useHints } from '#channel.tsx'
import { OfflineLine, SkeletonRows } from '#parts.tsx'
import { Actions } from '#requests/actions.tsx'
import { Composer } from '#requests/composer.tsx'
import { Conversation } from '#requests/conversation.tsx'
import { Facts } from '#requests/facts.tsx'
import { HistoryList } from '#requests/history-list.tsx'
import { Next } from '#requests/next.tsx'
import { Rating } from '#requests/rating.tsx'
import { Safety } from '#requests/safety.tsx'
import { Tracker } from '#requests/tracker.tsx'
import { BackBar } from '#shell/bar.tsx'
import { Failure } from '#shell/failure.tsx'
import { FlowMain } from '#shell/frames.tsx'
import { Announce, PageTitle } from '#shell/page.tsx'
import { ticketQuery } from '#tickets.ts'

/** One request: where it stands, who comes next, what was said, and what I can do. */
export function Screen() {
  const { ref = '' } = useParams()
  const reference = ref.toUpperCase()
  const { data: ticket, error, refetch } = useQuery(ticketQuery(reference))
  return (
    <>
      <BackBar to="/requests" label="Back to requests">
        <Box component="span" sx={{ letterSpacing: '.02em' }}>
          {ticket?.reference ?? reference}
        </Box>
      </BackBar>
      {ticket ? (
        <Loaded ticket={ticket} reference={reference} />
      ) : (
        <FlowMain>
          <PageTitle title={reference}>{error ? 'This request is not here' : 'Your request'}</PageTitle>
          {error ? <Failure error={error} what="We could not open this request." onRetry={() => void refetch()} /> : <SkeletonRows rows={5} height={88} />}
        </FlowMain>
      )}
    </>
  )
}

function Loaded({ ticket, reference }: { ticket: Ticket; reference: string }) {
  useMarkRead(ticket)
  const said = useSpoken(ticket)
  useHashTarget()
  const replyable = ticket.can.reply === true
  return (
    <>
      <Box
        component="main"
        id="main"
        tabIndex={-1}
        sx={{
          flex: 1,
          width: '100%',
          maxWidth: { xs: 720, md: 1040 },
          mx: 'auto',
          boxSizing: 'border-box',
          p: { xs: `20px 16px ${replyable ? 112 : 48}px`, md: `32px 16px ${replyable ? 120 : 56}px` },
          display: { md: 'grid' },
          gridTemplateColumns: 'minmax(0, 1fr) 296px',
          columnGap: '48px',
          alignItems: 'start',
          '&:focus': { outline: 'none' },
        }}
      >
        <Box sx={{ minWidth: 0 }}>
          <OfflineLine />
          <PageTitle>{ticket.subject}</PageTitle>
          {ticket.safety && ticket.resolvedAt === null && <Safety steps={ticket.safety.steps} number={ticket.safety.number} />}
          <Box sx={{ mt: '18px' }}>
            <Tracker ticket={ticket} />
          </Box>
          <Next ticket={ticket} />
          {(ticket.can.rate || ticket.rating !== null) && <Rating key={ticket.rating ?? 0} ticket={ticket} reference={reference} />}
          <Conversation ticket={ticket} reference={reference} />
        </Box>
        <Box component="aside" aria-label="About this request" sx={{ mt: { xs: '32px', md: 0 }, position: { md: 'sticky' }, top: { md: 97 } }}>
          <Facts ticket={ticket} />
          <HistoryList ticket={ticket} />
          <Actions ticket={ticket} reference={reference} />
        </Box>
        <Announce>{said}</Announce>
      </Box>
      {replyable && <Composer ticket={ticket} reference={reference} />}
    </>
  )
}

/** Tells the server that what is on screen was read, once per newest message. */
function useMarkRead(ticket: Ticket) {
  const client = useQueryClient()
  const done = useRef<string | null>(null)
  useEffect(() => {
    const mark = ticket.lastMessageAt ?? 'none'
    if (!ticket.unread || done.current === mark || document.visibilityState === 'hidden') return
    done.current = mark
    api.post(`/support/tickets/${ticket.id}/read`).then(
      () => Promise.all([client.invalidateQueries({ queryKey: ['tickets'] }), client.invalidateQueries({ queryKey: ['unread'] })]),
      () => undefined,
    )
  }, [client, ticket.id, ticket.unread, ticket.lastMessageAt])
}

/** What a screen reader hears when the request changes under the reader. */
function useSpoken(ticket: Ticket): string {
  const [said, setSaid] = useState('')
  const status = useRef(ticket.statusLabel)
  useEffect(() => {
    if (status.current !== ticket.statusLabel) setSaid(`This request is now ${ticket.statusLabel}.`)
    status.current = ticket.statusLabel
  }, [ticket.statusLabel])
  useHints((hint) => {
    if (hint.name === 'ticket.replied' && hint.payload.ticketId === ticket.id) setSaid('New message.')
  })
  return said
}

/** `#reply` and `#rate` in the address lead to that part. */
function useHashTarget() {
  const { hash } = useLocation()
  useEffect(() => {
    if (!hash) return
    const timer = setTimeout(() => {
      const target = document.getElementById(hash.slice(1))
      target?.scrollIntoView({ block: 'center' })
      target?.focus({ preventScroll: true })
    }, 60)
    return () => clearTimeout(timer)
  }, [hash])
}
