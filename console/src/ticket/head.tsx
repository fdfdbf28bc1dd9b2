import Button from '@mui/material/Button'
import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useEffect, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import {
  Avatar,
  ChevronLeftIcon,
  ChevronRightIcon,
  CopyIcon,
  EditIcon,
  EyeIcon,
  EyeOffIcon,
  Field,
  LinkIcon,
  MergeIcon,
  MoreIcon,
  SnoozeIcon,
  SplitIcon,
  UndoIcon,
  useToast,
} from '@manifold/ui'
import { lastTrail } from '#desk/trail.ts'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { IconAct } from '#shell/parts.tsx'
import { useMe } from '#shell/session.ts'
import type { TicketActs } from '#ticket/acts.ts'
import { MacroMenu } from '#ticket/macros.tsx'
import { Properties } from '#ticket/props.tsx'
import type { StaffTicket } from '#ticket/queries.ts'

export type Dialogs = 'merge' | 'split' | 'link' | 'snooze'

export function Head({ ticket, acts, onDialog }: { ticket: StaffTicket; acts: TicketActs; onDialog: (which: Dialogs) => void }) {
  const navigate = useNavigate()
  const trail = lastTrail()
  const at = trail.references.indexOf(ticket.reference)
  const next = trail.references[at + 1]
  const before = at > 0 ? trail.references[at - 1] : undefined
  const go = (reference: string | undefined) => () => reference && void navigate(`/desk/${reference}`)
  useKey('list.next', go(at >= 0 ? next : undefined), at >= 0)
  useKey('list.previous', go(before), at >= 0)
  useKey('back', () => void navigate(trail.address))
  return (
    <header className="tk-head">
      <div className="tk-top">
        <IconAct label={`Back to ${trail.title}`} hotkey="back" onClick={() => void navigate(trail.address)}>
          <ChevronLeftIcon />
        </IconAct>
        <span className="mono meta tk-ref">{ticket.reference}</span>
        {at >= 0 ? (
          <span className="meta cut">
            {at + 1} of {trail.total ?? `${trail.references.length} shown`} in {trail.title}
          </span>
        ) : null}
        {at >= 0 && next ? (
          <IconAct label="Next ticket" hotkey="list.next" onClick={go(next)}>
            <ChevronRightIcon size={16} />
          </IconAct>
        ) : null}
        <span className="push" />
        <Here ticket={ticket} />
        {ticket.can.edit ? <MacroMenu acts={acts} /> : null}
        <More ticket={ticket} acts={acts} onDialog={onDialog} />
      </div>
      <Subject ticket={ticket} acts={acts} />
      <Properties ticket={ticket} acts={acts} />
    </header>
  )
}

/** Who else is here, and whether they write. */
function Here({ ticket }: { ticket: StaffTicket }) {
  const me = useMe()
  const others = (ticket.viewers ?? []).filter((v) => v.id !== me.id)
  if (others.length === 0) return null
  const first = others[0]!
  const name = first.name.split(' ')[0]
  const words =
    others.length > 1
      ? `${name} and ${others.length - 1} more are here`
      : first.field === 'reply'
        ? `${name} is replying`
        : first.field === 'note'
          ? `${name} is writing a note`
          : `${name} is viewing`
  return (
    <span className="here" role="status" title={others.map((o) => o.name).join(', ')} data-writing={others.some((o) => o.field === 'reply') || undefined}>
      {others.slice(0, 3).map((o) => (
        <Avatar key={o.id} name={o.name} src={o.avatarUrl} size={22} />
      ))}
      <span>{words}</span>
    </span>
  )
}

function More({ ticket, acts, onDialog }: { ticket: StaffTicket; acts: TicketActs; onDialog: (which: Dialogs) => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const toast = useToast()
  const go = (then: () => void) => () => {
    setAnchor(null)
    then()
  }
  const { can } = ticket
  return (
    <>
      <IconAct label="More actions" aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(e) => setAnchor(e.currentTarget)}>
        <MoreIcon />
      </IconAct>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {can.take ? (
          <MenuItem onClick={go(acts.take)}>
            Take
            <span className="push">
              <KeyHint name="ticket.take" />
            </span>
          </MenuItem>
        ) : null}
        {can.release ? <MenuItem onClick={go(acts.release)}>Give back to the queue</MenuItem> : null}
        <MenuItem onClick={go(() => acts.follow(!ticket.following))}>
          {ticket.following ? <EyeOffIcon size={16} /> : <EyeIcon size={16} />}
          {ticket.following ? 'Stop following' : 'Follow'}
        </MenuItem>
        {can.snooze ? (
          <MenuItem onClick={go(() => (ticket.snoozedUntil ? acts.snooze(null, '') : onDialog('snooze')))}>
            <SnoozeIcon size={16} />
            {ticket.snoozedUntil ? 'End the snooze' : 'Snooze'}
            <span className="push">
              <KeyHint name="ticket.snooze" />
            </span>
          </MenuItem>
        ) : null}
        <Divider />
        {can.edit ? (
          <MenuItem onClick={go(() => onDialog('link'))}>
            <LinkIcon size={16} />
            Link to another ticket
          </MenuItem>
        ) : null}
        {can.merge ? (
          <MenuItem onClick={go(() => onDialog('merge'))}>
            <MergeIcon size={16} />
            Merge into another ticket
          </MenuItem>
        ) : null}
        {ticket.mergedInto ? (
          <MenuItem onClick={go(acts.unmerge)}>
            <UndoIcon size={16} />
            Take apart from {ticket.mergedInto.reference}
          </MenuItem>
        ) : null}
        {can.split ? (
          <MenuItem onClick={go(() => onDialog('split'))}>
            <SplitIcon size={16} />
            Split off messages
          </MenuItem>
        ) : null}
        <Divider />
        <MenuItem onClick={go(() => void navigator.clipboard?.writeText(`${location.origin}/admin/desk/${ticket.reference}`).then(() => toast('The address is copied.')))}>
          <CopyIcon size={16} />
          Copy the address
        </MenuItem>
      </Menu>
    </>
  )
}

function Subject({ ticket, acts }: { ticket: StaffTicket; acts: TicketActs }) {
  const [text, setText] = useState<string | null>(null)
  useEffect(() => setText(null), [ticket.reference])
  if (text === null)
    return (
      <div className="tk-subject">
        <h1>{ticket.subject}</h1>
        {ticket.can.edit ? (
          <IconAct label="Change the subject" onClick={() => setText(ticket.subject)}>
            <EditIcon size={16} />
          </IconAct>
        ) : null}
        {ticket.mergedInto ? (
          <span className="meta">
            Merged into <Link to={`/desk/${ticket.mergedInto.reference}`}>{ticket.mergedInto.reference}</Link>
          </span>
        ) : null}
        {ticket.follows ? (
          <span className="meta">
            Continues <Link to={`/desk/${ticket.follows.reference}`}>{ticket.follows.reference}</Link>
          </span>
        ) : null}
      </div>
    )
  return (
    <form
      className="tk-subject-edit"
      onSubmit={(e) => {
        e.preventDefault()
        if (text.trim() && text.trim() !== ticket.subject) acts.change({ subject: text.trim() }, 'The subject is changed.', { subject: ticket.subject })
        setText(null)
      }}
    >
      <Field
        label="Subject"
        value={text}
        onChange={(e) => setText(e.target.value)}
        autoFocus
        onKeyDown={(e) => {
          if (e.key === 'Escape') {
            e.stopPropagation()
            setText(null)
          }
        }}
        slotProps={{ input: { maxLength: 200 } }}
      />
      <Button onClick={() => setText(null)}>Cancel</Button>
      <Button type="submit" variant="contained">
        Save
      </Button>
    </form>
  )
}
