import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { ArrowUpIcon, CheckIcon, ErrorState, LockIcon, Lozenge, MoreIcon, ReplyIcon, SkeletonRows, SnoozeIcon, dayText, useLocale } from '@manifold/ui'
import { isProblem } from '@manifold/client'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { useActs } from '#shell/palette.tsx'
import { IconAct, IconMenu, SlaLabel } from '#shell/parts.tsx'
import { lineWord } from '#desk/lookups.ts'
import { useTicketActs } from '#ticket/acts.ts'
import { Composer } from '#ticket/composer.tsx'
import { Items } from '#ticket/conversation.tsx'
import { TicketDialogs } from '#ticket/dialogs.tsx'
import type { Kind } from '#ticket/drafts.ts'
import { EmergencyPanel } from '#ticket/emergency.tsx'
import { FileViewer } from '#ticket/files.tsx'
import type { Dialogs } from '#ticket/head.tsx'
import { MacroMenu } from '#ticket/macros.tsx'
import { AddTag, AssigneeChip, PriorityChip, StatusChip } from '#ticket/props.tsx'
import { useMessages, useTicket, type StaffTicket } from '#ticket/queries.ts'
import '#ticket/ticket.css'
import './preview.css'

/** The ticket under the cursor: what it is, the last messages, and the acts that need no more. */
export function Preview({ reference, onOpen, onGone }: { reference: string; onOpen: (reference: string, write?: Kind) => void; onGone: () => void }) {
  const found = useTicket(reference)
  return (
    <aside className="prev" aria-label={`Preview of ${reference}`}>
      {found.isPending ? (
        <SkeletonRows rows={6} height={88} />
      ) : found.data ? (
        <Shown ticket={found.data} onOpen={onOpen} onGone={onGone} />
      ) : (
        <ErrorState
          title={isProblem(found.error) && found.error.status === 404 ? 'This ticket is no longer yours to see.' : 'We could not load this ticket.'}
          text=""
          onRetry={() => void found.refetch()}
        />
      )}
    </aside>
  )
}

const clockWord = { first_response: 'First reply due', next_response: 'Reply due', resolution: 'Resolution due', attend: 'Attend by', prevent: 'Make safe by' } as const

function Shown({ ticket, onOpen, onGone }: { ticket: StaffTicket; onOpen: (reference: string, write?: Kind) => void; onGone: () => void }) {
  const l = useLocale()
  const acts = useTicketActs(ticket)
  const { messages, hasNextPage, isPending } = useMessages(ticket.reference, 6)
  const [write, setWrite] = useState<{ kind: Kind; n: number } | null>(null)
  const [dialog, setDialog] = useState<Dialogs | null>(null)
  const body = useRef<HTMLDivElement>(null)
  const { can } = ticket
  const mayResolve = can.edit === true && ['open', 'in_progress', 'waiting_customer'].includes(ticket.status)
  const begin = (kind: Kind) => setWrite((w) => ({ kind, n: (w?.n ?? 0) + 1 }))
  const resolve = () => {
    acts.status('resolved')
    onGone()
  }
  useKey('ticket.reply', () => begin('reply'), can.reply === true)
  useKey('ticket.note', () => begin('note'), can.note === true)
  useKey('ticket.resolve', resolve, mayResolve)
  useKey('ticket.take', acts.take, can.take === true)
  useKey('ticket.snooze', () => setDialog('snooze'), can.snooze === true)
  useActs([
    { label: `Open ${ticket.reference}`, hotkey: 'list.open', run: () => onOpen(ticket.reference) },
    ...(can.reply ? [{ label: `Reply to ${ticket.reference}`, hotkey: 'ticket.reply' as const, run: () => begin('reply') }] : []),
    ...(can.take ? [{ label: `Take ${ticket.reference}`, hotkey: 'ticket.take' as const, run: acts.take }] : []),
    ...(mayResolve ? [{ label: `Resolve ${ticket.reference}`, hotkey: 'ticket.resolve' as const, run: resolve }] : []),
  ])
  const newest = messages.at(-1)?.id
  useEffect(() => {
    body.current?.scrollTo(0, body.current.scrollHeight)
  }, [newest, write])
  const earlier = (ticket.messagesCount ?? messages.length) - messages.length
  return (
    <FileViewer>
      <header className="pv-head" {...(ticket.emergency ? { 'data-emergency': '' } : {})}>
        <div className="row">
          <span className="mono meta">{ticket.reference}</span>
          <Lozenge tone={ticket.category.line === 'gas' ? 'gas' : 'plain'}>
            {lineWord(ticket.category.line)}, {ticket.category.name}
          </Lozenge>
          <PriorityChip ticket={ticket} acts={acts} />
          {can.edit ? <AddTag ticket={ticket} acts={acts} /> : null}
          <span className="push" />
          {can.edit ? <MacroMenu acts={acts} small /> : null}
          {can.snooze ? (
            <IconAct label="Snooze" hotkey="ticket.snooze" onClick={() => setDialog('snooze')}>
              <SnoozeIcon />
            </IconAct>
          ) : null}
          <IconMenu label="More actions" icon={<MoreIcon />}>
            {(close) => [
              can.take ? (
                <MenuItem
                  key="take"
                  onClick={() => {
                    close()
                    acts.take()
                  }}
                >
                  Take
                  <span className="push">
                    <KeyHint name="ticket.take" />
                  </span>
                </MenuItem>
              ) : null,
              can.release ? (
                <MenuItem
                  key="release"
                  onClick={() => {
                    close()
                    acts.release()
                  }}
                >
                  Give back to the queue
                </MenuItem>
              ) : null,
              <MenuItem
                key="follow"
                onClick={() => {
                  close()
                  acts.follow(!ticket.following)
                }}
              >
                {ticket.following ? 'Stop following' : 'Follow'}
              </MenuItem>,
              can.merge ? (
                <MenuItem
                  key="merge"
                  onClick={() => {
                    close()
                    setDialog('merge')
                  }}
                >
                  Merge into another ticket
                </MenuItem>
              ) : null,
              <MenuItem
                key="link"
                onClick={() => {
                  close()
                  setDialog('link')
                }}
              >
                Link to another ticket
              </MenuItem>,
            ]}
          </IconMenu>
        </div>
        <h2>{ticket.subject}</h2>
        <dl className="pv-facts">
          <div>
            <dt>Status</dt>
            <dd>
              <StatusChip ticket={ticket} acts={acts} />
            </dd>
          </div>
          <div>
            <dt>{ticket.sla.kind && ticket.sla.state !== 'none' ? clockWord[ticket.sla.kind] : 'Clock'}</dt>
            <dd>
              <SlaLabel of={ticket} long />
            </dd>
          </div>
          <div>
            <dt>Customer</dt>
            <dd>
              {ticket.customer?.id ? (
                <Link className="plain-link" to={`/customers/${ticket.customer.id}`}>
                  {ticket.customer.name}
                </Link>
              ) : (
                (ticket.requester?.name ?? 'Guest')
              )}
            </dd>
          </div>
          <div>
            <dt>Assignee</dt>
            <dd>
              <AssigneeChip ticket={ticket} acts={acts} />
            </dd>
          </div>
        </dl>
      </header>
      <div className="pv-body scroll" ref={body} tabIndex={0} role="region" aria-label="Last messages">
        {ticket.emergencyState ? (
          <div style={{ margin: '-16px -20px 14px' }}>
            <EmergencyPanel ticket={ticket} acts={acts} />
          </div>
        ) : null}
        {isPending ? (
          <SkeletonRows rows={3} height={80} />
        ) : (
          <>
            {hasNextPage && earlier > 0 ? (
              <Button className="fold" startIcon={<ArrowUpIcon size={16} />} sx={{ mb: '14px' }} onClick={() => onOpen(ticket.reference)}>
                {earlier} earlier{messages[0] ? `, before ${dayText(l, new Date(messages[0].createdAt)).replace(/^(Today|Yesterday)$/, (d) => d.toLowerCase())}` : ''}
              </Button>
            ) : null}
            {messages.length === 0 || !hasNextPage ? <Described ticket={ticket} /> : null}
            <Items items={messages.map((message) => ({ at: message.createdAt, message }))} />
          </>
        )}
      </div>
      {write ? (
        <div className="pv-write">
          <Composer
            ticket={ticket}
            tab={write.kind}
            focus={write.n}
            onTab={begin}
            onClose={() => setWrite(null)}
            onSent={(resolved) => {
              setWrite(null)
              if (resolved) onGone()
            }}
          />
        </div>
      ) : (
        <footer className="pv-foot">
          {can.reply ? (
            <Button variant="contained" startIcon={<ReplyIcon size={16} />} onClick={() => begin('reply')}>
              Reply
              <KeyHint name="ticket.reply" />
            </Button>
          ) : null}
          {can.note ? (
            <Button startIcon={<LockIcon size={16} />} onClick={() => begin('note')}>
              Note
              <KeyHint name="ticket.note" />
            </Button>
          ) : null}
          {mayResolve ? (
            <Button startIcon={<CheckIcon size={16} />} disabled={acts.busy} onClick={resolve}>
              Resolve
              <KeyHint name="ticket.resolve" />
            </Button>
          ) : null}
          <span className="push" />
          <Button onClick={() => onOpen(ticket.reference)}>
            Open
            <KeyHint name="list.open" />
          </Button>
        </footer>
      )}
      <TicketDialogs which={dialog} ticket={ticket} acts={acts} onClose={() => setDialog(null)} />
    </FileViewer>
  )
}

function Described({ ticket }: { ticket: StaffTicket }) {
  return (
    <Items
      items={[
        {
          at: ticket.createdAt,
          message: {
            id: `${ticket.id}-opening`,
            ticketId: ticket.id,
            kind: 'message',
            author: { id: ticket.requester?.id ?? null, name: ticket.requester?.name ?? 'Guest', side: 'customer', avatarUrl: ticket.requester?.avatarUrl ?? null, teamName: null },
            body: ticket.description,
            attachments: ticket.attachments,
            createdAt: ticket.createdAt,
            readAt: null,
            channel: ticket.channel,
            internal: false,
            mentions: [],
          },
        },
      ]}
    />
  )
}
