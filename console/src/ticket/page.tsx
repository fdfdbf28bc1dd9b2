import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, Navigate, useNavigate, useParams, useSearchParams } from 'react-router'
import { EmptyState, ErrorState, SkeletonRows } from '@manifold/ui'
import { api, isProblem } from '@manifold/client'
import { useHints } from '#shell/live.tsx'
import { useKey } from '#shell/keys.tsx'
import { useActs } from '#shell/palette.tsx'
import { useTicketActs } from '#ticket/acts.ts'
import { Composer } from '#ticket/composer.tsx'
import { Conversation } from '#ticket/conversation.tsx'
import { TicketDialogs } from '#ticket/dialogs.tsx'
import type { Kind } from '#ticket/drafts.ts'
import { EmergencyPanel } from '#ticket/emergency.tsx'
import { FileViewer } from '#ticket/files.tsx'
import { Head, type Dialogs } from '#ticket/head.tsx'
import { useTicket, type StaffTicket } from '#ticket/queries.ts'
import { Side } from '#ticket/side.tsx'
import './ticket.css'
import { Title } from '#shell/title.tsx'

export default function TicketPage() {
  const { reference = '' } = useParams()
  const found = useTicket(reference)
  if (found.isPending)
    return (
      <main className="tk">
        <SkeletonRows rows={6} height={88} />
      </main>
    )
  if (!found.data) {
    const missing = isProblem(found.error) && found.error.status === 404
    return (
      <main className="tk">
        {missing ? (
          <EmptyState
            title={`There is no ticket ${reference}, or you may not see it.`}
            text="Check the reference, or ask the team that owns it."
            action={
              <Button component={Link} to="/desk">
                Go to the desk
              </Button>
            }
          />
        ) : (
          <ErrorState
            title="We could not load this ticket."
            text="Your drafts are kept."
            onRetry={() => void found.refetch()}
            reference={isProblem(found.error) ? found.error.requestId : null}
          />
        )}
      </main>
    )
  }
  if (found.data.reference !== reference) return <Navigate to={`/desk/${found.data.reference}${location.search}`} replace />
  return <Open key={found.data.id} ticket={found.data} />
}

function Open({ ticket }: { ticket: StaffTicket }) {
  const [query, setQuery] = useSearchParams()
  const asked = query.get('write')
  const [tab, setTab] = useState<Kind>(asked === 'note' ? 'note' : 'reply')
  const [focus, setFocus] = useState(asked ? 1 : 0)
  const [field, setField] = useState<Kind | null>(null)
  const [dialog, setDialog] = useState<Dialogs | null>(null)
  const [fresh, setFresh] = useState<number>()
  const [details, setDetails] = useState(false)
  const navigate = useNavigate()
  const acts = useTicketActs(ticket)
  const { can } = ticket
  usePresence(ticket, field)
  useRead(ticket)
  useEffect(() => {
    if (asked) setQuery((q) => (q.delete('write'), q), { replace: true })
  }, [asked, setQuery])
  const write = (kind: Kind) => {
    setTab(kind)
    setFocus((n) => n + 1)
  }
  const resolve = () => acts.status('resolved')
  const mayResolve = can.edit === true && ['open', 'in_progress', 'waiting_customer'].includes(ticket.status)
  useKey('ticket.reply', () => write('reply'), can.reply === true)
  useKey('ticket.note', () => write('note'), can.note === true)
  useKey('ticket.take', acts.take, can.take === true)
  useKey('ticket.resolve', resolve, mayResolve)
  useKey('ticket.snooze', () => setDialog('snooze'), can.snooze === true)
  useActs([
    ...(can.reply ? [{ label: 'Reply to customer', hotkey: 'ticket.reply' as const, run: () => write('reply') }] : []),
    ...(can.note ? [{ label: 'Write an internal note', hotkey: 'ticket.note' as const, run: () => write('note') }] : []),
    ...(mayResolve ? [{ label: `Resolve ${ticket.reference}`, hotkey: 'ticket.resolve' as const, run: resolve }] : []),
    ...(can.take ? [{ label: `Take ${ticket.reference}`, hotkey: 'ticket.take' as const, run: acts.take }] : []),
    ...(can.release ? [{ label: 'Give back to the queue', run: acts.release }] : []),
    ...(can.snooze ? [{ label: 'Snooze', hotkey: 'ticket.snooze' as const, run: () => setDialog('snooze') }] : []),
    ...(can.merge ? [{ label: 'Merge into another ticket', run: () => setDialog('merge') }] : []),
    ...(can.split ? [{ label: 'Split off messages', run: () => setDialog('split') }] : []),
    { label: 'Link to another ticket', run: () => setDialog('link') },
    { label: ticket.following ? 'Stop following' : 'Follow this ticket', run: () => acts.follow(!ticket.following) },
    ...(ticket.customer?.id ? [{ label: `Open ${ticket.customer.name}`, run: () => void navigate(`/customers/${ticket.customer!.id}`) }] : []),
  ])
  return (
    <FileViewer>
      <div className="ticket" data-details={details || undefined}>
        <main className="tk">
          <Title of={`${ticket.reference} ${ticket.subject}`} />
          <Head ticket={ticket} acts={acts} onDialog={setDialog} />
          <div className="tk-mid">
            {ticket.emergencyState ? <EmergencyPanel ticket={ticket} acts={acts} /> : null}
            <div className="tk-switch tabs" role="group" aria-label="Part of the ticket">
              <button type="button" aria-current={!details || undefined} onClick={() => setDetails(false)}>
                Conversation
              </button>
              <button type="button" aria-current={details || undefined} onClick={() => setDetails(true)}>
                Details
              </button>
            </div>
            <Conversation ticket={ticket} {...(fresh ? { fresh } : {})} />
          </div>
          <Composer ticket={ticket} tab={tab} onTab={(k) => write(k)} focus={focus} onField={setField} onShowNew={setFresh} onSent={() => setFresh(undefined)} />
        </main>
        <Side ticket={ticket} acts={acts} onDialog={setDialog} />
      </div>
      <TicketDialogs which={dialog} ticket={ticket} acts={acts} onClose={() => setDialog(null)} />
    </FileViewer>
  )
}

const HEARTBEAT = 15_000
/** Says that I am here, and where I write; hears who else is. */
function usePresence(ticket: StaffTicket, field: Kind | null): void {
  const client = useQueryClient()
  const path = `/support/tickets/${ticket.id}/presence`
  useEffect(() => {
    // Presence is a courtesy: when it fails nothing is shown and the next beat tries again.
    const beat = () => document.visibilityState === 'visible' && void api.post(path, { field }).catch(() => undefined)
    beat()
    const timer = setInterval(beat, HEARTBEAT)
    return () => clearInterval(timer)
  }, [path, field])
  useEffect(() => () => void api.delete(path).catch(() => undefined), [path])
  useHints((hint) => {
    if (hint.name !== 'ticket.viewing' || hint.payload.ticketId !== ticket.id) return
    client.setQueryData(['ticket', ticket.reference], (old: StaffTicket | undefined) =>
      old ? { ...old, viewers: hint.payload.viewers.map((v) => ({ avatarUrl: old.viewers?.find((o) => o.id === v.id)?.avatarUrl ?? null, ...v })) } : old,
    )
  })
}

/** What is on screen counts as read. */
function useRead(ticket: StaffTicket): void {
  const client = useQueryClient()
  useEffect(() => {
    if (document.visibilityState !== 'visible') return
    void api.post(`/support/tickets/${ticket.id}/read`).then(
      () => client.invalidateQueries({ queryKey: ['queue'], refetchType: 'none' }),
      () => undefined,
    )
  }, [client, ticket.id, ticket.messageVersion])
}
