import Button from '@mui/material/Button'
import Switch from '@mui/material/Switch'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState, ErrorState, Field, Lozenge, SkeletonRows, When, useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { SearchField } from '#shell/list-page.tsx'
import { queries } from '#shell/query.ts'
import { useMay } from '#shell/session.ts'
import './system.css'
import { Title } from '#shell/title.tsx'

interface Setting {
  key: string
  value: unknown
  default: unknown
  sentence: string
  schema: { type?: string; enum?: string[]; minimum?: number; maximum?: number; items?: { type?: string }; anyOf?: unknown[] }
}
interface Change {
  id: string
  before: unknown
  after: unknown
  reason: string | null
  actorName: string
  at: string
}
const text = (v: unknown): string => (typeof v === 'string' ? v : JSON.stringify(v))
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Typed settings, by module, each with its history. */
export default function SettingsPage() {
  const found = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => api.get<{ data: Setting[] }>('/config/settings', { signal }) })
  const [words, setWords] = useState('')
  const all = (found.data?.data ?? []).filter((s) => `${s.key} ${s.sentence}`.toLowerCase().includes(words.toLowerCase()))
  const groups = [...new Set(all.map((s) => s.key.split('.')[0]!))]
  return (
    <main className="page">
      <div className="page-head">
        <Title of="Settings" />
        <h1>Settings</h1>
        <span className="push" />
        <SearchField what="settings" value={words} onChange={setWords} />
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label="Settings">
        {found.isPending ? (
          <SkeletonRows rows={8} height={64} />
        ) : found.isError ? (
          <ErrorState onRetry={() => void found.refetch()} />
        ) : all.length === 0 ? (
          <EmptyState title="No setting matches" text="Use other words." />
        ) : null}
        <div className="stack">
          {groups.map((g) => (
            <section key={g} className="panel" aria-label={g}>
              <div className="panel-head panel-pad" style={{ margin: 0, paddingBottom: 6 }}>
                <h2>{g.charAt(0).toUpperCase() + g.slice(1)}</h2>
              </div>
              {all
                .filter((s) => s.key.startsWith(`${g}.`) || s.key === g)
                .map((s) => (
                  <One key={s.key + text(s.value)} setting={s} />
                ))}
            </section>
          ))}
        </div>
      </div>
    </main>
  )
}

function One({ setting: s }: { setting: Setting }) {
  const may = useMay()('config.change')
  const toast = useToast()
  const [draft, setDraft] = useState<unknown>(s.value)
  const [raw, setRaw] = useState(text(s.value))
  const [reason, setReason] = useState('')
  const [open, setOpen] = useState(false)
  const dirty = !same(draft, s.value)
  const save = useMutation({
    mutationFn: () => api.put(`/config/settings/${encodeURIComponent(s.key)}`, { value: draft, ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: ['settings'] }), queries.invalidateQueries({ queryKey: ['config'] })])
      toast(`${s.sentence}: saved.`)
    },
  })
  const simple = s.schema.type === 'boolean' || s.schema.type === 'number' || s.schema.type === 'integer' || s.schema.type === 'string' || s.schema.enum
  const parsed = (value: string) => {
    setRaw(value)
    if (s.schema.type === 'number' || s.schema.type === 'integer') setDraft(value === '' ? null : Number(value))
    else if (s.schema.type === 'string' || s.schema.enum) setDraft(value)
    else
      try {
        setDraft(JSON.parse(value))
      } catch {
        setDraft(undefined)
      }
  }
  return (
    <div className="setting">
      <div className="grow">
        <label htmlFor={`s-${s.key}`} style={{ fontWeight: 500 }}>
          {s.sentence}
        </label>
        <p className="meta" style={{ margin: 0 }}>
          {s.key}
          {same(s.value, s.default) ? (
            ''
          ) : (
            <>
              , <Lozenge tone="info">Changed</Lozenge> was {text(s.default)}
            </>
          )}{' '}
          <button type="button" className="linkish" style={{ fontWeight: 500 }} aria-expanded={open} onClick={() => setOpen(!open)}>
            History
          </button>
        </p>
        {open ? <History name={s.key} /> : null}
      </div>
      <div className="setting-value">
        {s.schema.type === 'boolean' ? (
          <Switch id={`s-${s.key}`} disabled={!may} checked={Boolean(draft)} onChange={(e) => setDraft(e.target.checked)} />
        ) : s.schema.enum ? (
          <select id={`s-${s.key}`} className="plain-select" disabled={!may} value={String(draft)} onChange={(e) => parsed(e.target.value)}>
            {s.schema.enum.map((o) => (
              <option key={o}>{o}</option>
            ))}
          </select>
        ) : simple ? (
          <input
            id={`s-${s.key}`}
            className="plain-input"
            disabled={!may}
            type={s.schema.type === 'string' ? 'text' : 'number'}
            min={s.schema.minimum}
            max={s.schema.maximum}
            step="any"
            value={raw}
            onChange={(e) => parsed(e.target.value)}
          />
        ) : (
          <textarea
            id={`s-${s.key}`}
            className="plain-input"
            style={{ height: 64, padding: '6px 10px' }}
            disabled={!may}
            value={raw}
            aria-invalid={draft === undefined}
            onChange={(e) => parsed(e.target.value)}
          />
        )}
        {dirty ? (
          <div className="stack" style={{ gap: 8, marginTop: 8 }}>
            <Field
              label="Reason"
              optional
              value={reason}
              onChange={(e) => setReason(e.target.value)}
              problem={save.isError ? save.error.message : draft === undefined ? 'This is not valid JSON.' : null}
            />
            <div className="row">
              <Button variant="contained" disabled={save.isPending || draft === undefined || draft === null} onClick={() => save.mutate()}>
                Save
              </Button>
              <Button
                onClick={() => {
                  setDraft(s.value)
                  setRaw(text(s.value))
                }}
              >
                Cancel
              </Button>
            </div>
          </div>
        ) : null}
      </div>
    </div>
  )
}

function History({ name }: { name: string }) {
  const found = useQuery({ queryKey: ['settings', name], queryFn: ({ signal }) => api.get<{ data: Change[] }>(`/config/settings/${encodeURIComponent(name)}/history`, { signal }) })
  if (found.isPending) return <p className="meta">Loading</p>
  if (found.isError) return <p className="form-problem">{found.error.message}</p>
  if (found.data.data.length === 0) return <p className="meta">Never changed.</p>
  return (
    <ul className="whys">
      {found.data.data.map((h) => (
        <li key={h.id}>
          <span>
            {h.actorName}: {text(h.before)} to {text(h.after)}
            {h.reason ? `, ${h.reason}` : ''}, <When at={h.at} style="dayTime" />
          </span>
        </li>
      ))}
    </ul>
  )
}
