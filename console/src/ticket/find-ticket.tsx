import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Field, StatusGlyph, statusColour } from '@manifold/ui'
import { api, type Page, type TicketRow } from '@manifold/client'
import { whoWhere } from '#desk/lookups.ts'

/** Finds one other ticket by reference or words. */
export function FindTicket({
  label,
  hint,
  except,
  value,
  onChange,
  requesterId,
}: {
  label: string
  hint?: string
  except: string
  value: TicketRow | null
  onChange: (t: TicketRow | null) => void
  requesterId?: string | null
}) {
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['find', text, text.length < 2 ? requesterId : null],
    queryFn: ({ signal }) =>
      api.get<Page<TicketRow>>('/support/tickets', { query: text.trim().length >= 2 ? { search: text.trim(), limit: 8 } : { requesterId, limit: 8, sort: 'newest' }, signal }),
    enabled: text.trim().length >= 2 || Boolean(requesterId),
    placeholderData: (old) => old,
  }).data?.data.filter((t) => t.id !== except)
  return (
    <div className="stack" style={{ gap: 8 }}>
      <Field
        label={label}
        hint={hint ?? 'A reference, a name or words of the subject'}
        value={text}
        onChange={(e) => {
          setText(e.target.value)
          onChange(null)
        }}
        autoFocus
      />
      <ul className="find" aria-label="Found tickets">
        {(found ?? []).map((t) => (
          <li key={t.id}>
            <label data-chosen={value?.id === t.id || undefined}>
              <input type="radio" name="found" checked={value?.id === t.id} onChange={() => onChange(t)} />
              <span style={{ color: statusColour[t.status].main, display: 'grid' }}>
                <StatusGlyph status={t.status} size={14} />
              </span>
              <span className="cut">{t.subject}</span>
              <span className="meta cut push">
                {t.reference}, {whoWhere(t)}
              </span>
            </label>
          </li>
        ))}
        {found?.length === 0 ? (
          <li className="meta" style={{ padding: 8 }}>
            No ticket matches.
          </li>
        ) : null}
      </ul>
    </div>
  )
}
