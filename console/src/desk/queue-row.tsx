import { memo, type MouseEvent } from 'react'
import { Link } from 'react-router'
import { Avatar, Lozenge, PriorityGlyph, StatusLabel, durationText, useNow } from '@manifold/ui'
import { SlaLabel } from '#shell/parts.tsx'
import { useMe } from '#shell/session.ts'
import { whoWhere } from '#desk/lookups.ts'
import type { ShownRow } from '#desk/rows.ts'

interface Props {
  row: ShownRow
  cursor: boolean
  selected: boolean
  onSelect: (row: ShownRow, extend: boolean) => void
  onOpen: (row: ShownRow, event: MouseEvent) => void
}

/** Box, priority, subject; reference, person and place; right: status over clock, then the owner. */
export const QueueRow = memo(function QueueRow({ row, cursor, selected, onSelect, onOpen }: Props) {
  const me = useMe()
  const fresh = row.unread && row.lastMessageAt === null && row.assignee === null
  return (
    <li
      className="q-row"
      {...(row.emergency ? { 'data-emergency': '' } : {})}
      {...(cursor ? { 'data-cursor': '' } : {})}
      {...(row.unread ? { 'data-unread': '' } : {})}
      {...(row.gone ? { 'data-gone': '' } : {})}
      {...(row.arrived ? { 'data-arrived': '' } : {})}
      data-id={row.id}
    >
      <input type="checkbox" className="check" aria-label={`Select ${row.reference}`} checked={selected} onChange={() => undefined} onClick={(e) => onSelect(row, e.shiftKey)} />
      <PriorityGlyph priority={row.priority} />
      <div className="q-text">
        <p className="q-subject">
          <Link to={`/desk/${row.reference}`} onClick={(e) => onOpen(row, e)} {...(cursor ? { 'aria-current': 'true' as const } : {})}>
            {row.subject}
          </Link>
          {fresh && !row.emergency ? <Lozenge tone="info">New</Lozenge> : null}
          {row.snoozedUntil ? <Lozenge>Snoozed</Lozenge> : null}
          {row.gone ? <Lozenge>Left this view</Lozenge> : null}
        </p>
        <p className="q-line">
          <span className="mono">{row.reference}</span>
          <span className="cut">{row.emergency ? <Paged row={row} /> : whoWhere(row)}</span>
        </p>
      </div>
      <div className="q-right">
        <StatusLabel status={row.status} small />
        <SlaLabel of={row} />
        <span className="q-owner" title={row.assignee ? row.assignee.name : 'Nobody'}>
          <Avatar name={row.assignee?.name ?? null} src={row.assignee?.avatarUrl ?? null} size={22} />
          <span className="vh">{row.assignee ? `Assigned to ${row.assignee.id === me.id ? 'you' : row.assignee.name}` : 'Nobody assigned'}</span>
        </span>
      </div>
    </li>
  )
})

/** Where it is, and since when. Who was paged stands on the ticket. */
function Paged({ row }: { row: ShownRow }) {
  const seconds = (useNow(30_000).getTime() - new Date(row.createdAt).getTime()) / 1000
  return <>{[row.place ?? row.requester?.name ?? 'Place unknown', `reported ${seconds < 60 ? 'just now' : `${durationText(seconds)} ago`}`].join(', ')}</>
}
