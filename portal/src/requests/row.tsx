import { Link } from 'react-router'
import type { TicketRow } from '@manifold/client'
import { LineTile, ListRow, Lozenge, StatusLabel, useLocale, useNow } from '#parts.tsx'
import { nextLine } from '#words.ts'

/** One request in a list; the whole row is the link. */
export function RequestRow({ row }: { row: TicketRow }) {
  const locale = useLocale()
  const now = useNow()
  return (
    <ListRow
      component={Link}
      to={`/requests/${row.reference}`}
      tile={<LineTile line={row.category.line} icon={row.category.icon} danger={row.emergency} />}
      title={
        <>
          {row.subject}
          {row.unread && (
            <>
              {' '}
              <Lozenge tone="info">New answer</Lozenge>
            </>
          )}
        </>
      }
      status={<StatusLabel status={row.status} label={row.statusLabel} />}
      next={nextLine(locale, row, now)}
    />
  )
}
