import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Avatar, Field } from '@manifold/ui'
import { api, type Page } from '@manifold/client'
import type { PersonRow } from '#people/shapes.ts'

/** Finds a customer by name, phone or e-mail. Arrow keys and Enter choose. */
export function PickCustomer({
  value,
  onPick,
  label = 'Customer',
  autoFocus,
}: {
  value: Pick<PersonRow, 'id' | 'name'> | null
  onPick: (p: PersonRow | null) => void
  label?: string
  autoFocus?: boolean
}) {
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const asked = text.trim()
  const found = useQuery({
    queryKey: ['people', 'find', asked],
    queryFn: ({ signal }) => api.get<Page<PersonRow>>('/user/people', { query: { kind: 'customer', search: asked, limit: 6 }, signal }),
    enabled: asked.length >= 2,
    placeholderData: (old) => old,
  }).data?.data
  if (value)
    return (
      <div className="picked">
        <span className="form-label">{label}</span>
        <span className="row">
          <Avatar name={value.name} size={22} />
          <b>{value.name}</b>
          <Button variant="text" sx={{ marginLeft: 'auto' }} onClick={() => onPick(null)}>
            Another one
          </Button>
        </span>
      </div>
    )
  const rows = asked.length >= 2 ? (found ?? []) : []
  const pick = (p: PersonRow | undefined) => {
    if (!p) return
    setText('')
    onPick(p)
  }
  return (
    <div className="pick">
      <Field
        label={label}
        hint="Name, phone or e-mail"
        value={text}
        autoComplete="off"
        autoFocus={autoFocus ?? false}
        onChange={(e) => {
          setText(e.target.value)
          setAt(0)
        }}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown') setAt(Math.min(rows.length - 1, at + 1))
          else if (e.key === 'ArrowUp') setAt(Math.max(0, at - 1))
          else if (e.key === 'Enter') pick(rows[at])
          else return
          e.preventDefault()
        }}
        slotProps={{
          input: {
            role: 'combobox',
            'aria-expanded': rows.length > 0,
            'aria-controls': id,
            'aria-autocomplete': 'list',
            ...(rows[at] ? { 'aria-activedescendant': `${id}-${at}` } : {}),
          },
        }}
      />
      <ul id={id} role="listbox" aria-label="Found customers" className="pick-list" hidden={rows.length === 0}>
        {rows.map((p, i) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys and names the active one
          <li key={p.id} id={`${id}-${i}`} role="option" aria-selected={i === at} onMouseMove={() => setAt(i)} onClick={() => pick(p)}>
            <Avatar name={p.name} size={22} />
            <span>{p.name}</span>
            <span className="meta push cut">{[p.phone, p.email].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ul>
      {asked.length >= 2 && found?.length === 0 ? (
        <p className="meta" style={{ margin: '4px 0 0' }} role="status">
          Nobody matches.
        </p>
      ) : null}
    </div>
  )
}
