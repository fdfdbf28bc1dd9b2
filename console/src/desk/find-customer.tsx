import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Avatar, Field, PlusIcon } from '@manifold/ui'
import { api, type Page } from '@manifold/client'
import { useMay } from '#shell/session.ts'
import { NewCustomer } from '#people/new-customer.tsx'
import type { PersonRow } from '#people/shapes.ts'

/** Finds a customer by name, phone or e-mail, or makes one. */
export function FindCustomer({ problem, onPick }: { problem: string | null; onPick: (p: PersonRow) => void }) {
  const may = useMay()
  const [text, setText] = useState('')
  const [making, setMaking] = useState(false)
  const found = useQuery({
    queryKey: ['people', 'find', text],
    queryFn: ({ signal }) => api.get<Page<PersonRow>>('/user/people', { query: { kind: 'customer', search: text.trim(), limit: 6 }, signal }),
    enabled: text.trim().length >= 2,
    placeholderData: (old) => old,
  }).data?.data
  if (making)
    return (
      <section className="panel panel-pad" aria-label="New customer">
        <div className="panel-head">
          <h2>New customer</h2>
          <Button variant="text" className="push" onClick={() => setMaking(false)}>
            Find one instead
          </Button>
        </div>
        <NewCustomer onMade={onPick} />
      </section>
    )
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Field id="n-requester" label="Customer" hint="Name, phone or e-mail" value={text} onChange={(e) => setText(e.target.value)} problem={problem} autoComplete="off" autoFocus />
      {text.trim().length >= 2 ? (
        <ul className="new-found" aria-label="Found customers">
          {(found ?? []).map((p) => (
            <li key={p.id}>
              <button type="button" onClick={() => onPick(p)}>
                <Avatar name={p.name} size={22} />
                <span>{p.name}</span>
                <span className="meta push cut">{[p.phone, p.email].filter(Boolean).join(', ')}</span>
              </button>
            </li>
          ))}
          {found?.length === 0 ? (
            <li className="meta" style={{ padding: '6px 10px' }}>
              Nobody matches.
            </li>
          ) : null}
        </ul>
      ) : null}
      {may('user.edit') ? (
        <div>
          <Button variant="text" startIcon={<PlusIcon size={16} />} onClick={() => setMaking(true)}>
            New customer
          </Button>
        </div>
      ) : null}
    </div>
  )
}
