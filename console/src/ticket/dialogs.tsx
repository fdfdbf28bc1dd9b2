import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Field, useLocale, useNow, useToast, whenText } from '@manifold/ui'
import { api, newKey, type TicketRow } from '@manifold/client'
import { dayIn, instantIn, weekdayOf } from '#shell/zone.ts'
import type { TicketActs } from '#ticket/acts.ts'
import { FindTicket } from '#ticket/find-ticket.tsx'
import type { Dialogs } from '#ticket/head.tsx'
import { took, useMessages, type StaffTicket } from '#ticket/queries.ts'

interface Props {
  ticket: StaffTicket
  acts: TicketActs
  onClose: () => void
}

export function TicketDialogs({ which, ...props }: Props & { which: Dialogs | null }) {
  if (which === 'merge') return <Merge {...props} />
  if (which === 'link') return <LinkTo {...props} />
  if (which === 'split') return <Split {...props} />
  if (which === 'snooze') return <Snooze {...props} />
  return null
}

function Ask({
  title,
  text,
  children,
  confirm,
  ready,
  onConfirm,
  onClose,
}: {
  title: string
  text?: ReactNode
  children: ReactNode
  confirm: string
  ready: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="ask-title">
      <form
        onSubmit={(e) => {
          e.preventDefault()
          if (ready) onConfirm()
        }}
        style={{ display: 'contents' }}
      >
        <DialogTitle id="ask-title">{title}</DialogTitle>
        <DialogContent>
          <div className="stack">
            {text ? <p style={{ margin: 0, color: 'var(--ink-2)' }}>{text}</p> : null}
            {children}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function Merge({ ticket, acts, onClose }: Props) {
  const [into, setInto] = useState<TicketRow | null>(null)
  const other = into?.requester && ticket.requester && into.requester.id !== ticket.requester.id
  return (
    <Ask
      title={`Merge ${ticket.reference} into another ticket`}
      text="Its conversation, files and followers move; this one is closed. You can take them apart again."
      confirm={into ? `Merge into ${into.reference}` : 'Merge'}
      ready={into !== null}
      onClose={onClose}
      onConfirm={() => {
        acts.merge(into!.id, into!.reference)
        onClose()
      }}
    >
      <FindTicket label="Into" except={ticket.id} value={into} onChange={setInto} requesterId={ticket.requester?.id ?? null} />
      {other ? <p style={{ margin: 0, color: 'var(--attention)', fontWeight: 600 }}>These tickets belong to different customers. Neither will see the other’s messages.</p> : null}
    </Ask>
  )
}

const linkTypes = [
  ['related', 'is related to'],
  ['duplicate', 'is a duplicate of'],
  ['child', 'has as its child'],
  ['parent', 'has as its parent'],
] as const

function LinkTo({ ticket, acts, onClose }: Props) {
  const [to, setTo] = useState<TicketRow | null>(null)
  const [type, setType] = useState<string>('related')
  return (
    <Ask
      title="Link to another ticket"
      confirm="Link"
      ready={to !== null}
      onClose={onClose}
      onConfirm={() => {
        acts.link(to!.id, type)
        onClose()
      }}
    >
      <Field label={`${ticket.reference} …`}>
        {(ids) => (
          <Select value={type} onChange={(e) => setType(e.target.value)} inputProps={ids} fullWidth>
            {linkTypes.map(([v, word]) => (
              <MenuItem key={v} value={v}>
                {word}
              </MenuItem>
            ))}
          </Select>
        )}
      </Field>
      <FindTicket label="Ticket" except={ticket.id} value={to} onChange={setTo} />
    </Ask>
  )
}

function Split({ ticket, onClose }: Props) {
  const { messages } = useMessages(ticket.reference)
  const navigate = useNavigate()
  const toast = useToast()
  const l = useLocale()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [subject, setSubject] = useState('')
  const split = useMutation({
    mutationFn: () => api.post<StaffTicket>(`/support/tickets/${ticket.id}/split`, { messageIds: [...chosen], subject: subject.trim() }, { key: newKey() }),
    onSuccess: async (made) => {
      await took(made)
      onClose()
      toast(`${made.reference} is opened.`)
      void navigate(`/desk/${made.reference}`)
    },
    onError: (e) => toast(e.message),
  })
  const movable = messages.filter((m) => m.author.side === 'customer' && !m.internal)
  return (
    <Ask
      title="Split off messages"
      text="The chosen messages move to a new ticket of the same customer."
      confirm="Open new ticket"
      ready={chosen.size > 0 && subject.trim() !== '' && !split.isPending}
      onClose={onClose}
      onConfirm={() => split.mutate()}
    >
      <Field label="Subject of the new ticket" value={subject} onChange={(e) => setSubject(e.target.value)} autoFocus slotProps={{ input: { maxLength: 200 } }} />
      <fieldset className="find" style={{ border: 0, margin: 0, padding: 0 }}>
        <legend style={{ fontWeight: 600, padding: 0, marginBottom: 4 }}>Messages</legend>
        {movable.length === 0 ? <p className="meta">The customer has not written since the request was opened.</p> : null}
        {movable.map((m) => (
          <label key={m.id} data-chosen={chosen.has(m.id) || undefined}>
            <input
              type="checkbox"
              className="check"
              checked={chosen.has(m.id)}
              onChange={() =>
                setChosen((old) => {
                  const next = new Set(old)
                  if (!next.delete(m.id)) next.add(m.id)
                  return next
                })
              }
            />
            <span className="cut">{m.body}</span>
            <span className="meta push" style={{ whiteSpace: 'nowrap' }}>
              {whenText(l, new Date(m.createdAt), 'auto')}
            </span>
          </label>
        ))}
      </fieldset>
    </Ask>
  )
}

function Snooze({ ticket, acts, onClose }: Props) {
  const l = useLocale()
  const now = useNow()
  const nine = (days: number) => instantIn(l.timeZone, `${dayIn(l.timeZone, now, days)}T09:00`)
  const toMonday = (8 - weekdayOf(dayIn(l.timeZone, now))) % 7 || 7
  const offers = [
    { word: 'In 1 hour', at: new Date(now.getTime() + 3_600_000) },
    { word: 'In 4 hours', at: new Date(now.getTime() + 4 * 3_600_000) },
    { word: 'Tomorrow at 9', at: nine(1) },
    { word: 'Monday at 9', at: nine(toMonday) },
    { word: 'In a week at 9', at: nine(7) },
  ]
  const [own, setOwn] = useState('')
  const chosen = own ? instantIn(l.timeZone, own) : null
  const go = (at: Date) => {
    acts.snooze(at.toISOString(), whenText(l, at, 'dayTime'))
    onClose()
  }
  return (
    <Ask
      title={`Snooze ${ticket.reference}`}
      text="It leaves the queue until then, or until the customer writes. Its clocks go on."
      confirm="Snooze"
      ready={chosen !== null && chosen > now}
      onClose={onClose}
      onConfirm={() => go(chosen!)}
    >
      <ul className="plain stack" style={{ gap: 6 }}>
        {offers.map((o) => (
          <li key={o.word}>
            <Button fullWidth onClick={() => go(o.at)} sx={{ justifyContent: 'space-between' }}>
              {o.word}
              <span className="meta">{whenText(l, o.at, 'dayTime')}</span>
            </Button>
          </li>
        ))}
      </ul>
      <Field
        label="Or until"
        optional
        type="datetime-local"
        value={own}
        onChange={(e) => setOwn(e.target.value)}
        problem={chosen && chosen <= now ? 'Choose an instant in the future.' : null}
      />
    </Ask>
  )
}
