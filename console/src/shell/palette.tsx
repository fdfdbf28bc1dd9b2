import Dialog from '@mui/material/Dialog'
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Avatar, SearchIcon, StatusGlyph, statusColour } from '@manifold/ui'
import { api, type Page, type Person, type TicketRow } from '@manifold/client'
import { KeyHint, type KeyName } from '#shell/keys.tsx'
import { everyPlace } from '#shell/places.ts'
import { useMay, useSees } from '#shell/session.ts'
import { useGasChoices } from '#gas/palette.tsx'
import './palette.css'

export interface Act {
  label: string
  hotkey?: KeyName
  run: () => void
}
const Acts = createContext<{ add: (acts: { current: Act[] }) => () => void; all: () => Act[] }>({ add: () => () => undefined, all: () => [] })

export function ActsProvider({ children }: { children: ReactNode }) {
  const lists = useRef(new Set<{ current: Act[] }>())
  const value = useMemo(
    () => ({
      add: (acts: { current: Act[] }) => {
        lists.current.add(acts)
        return () => void lists.current.delete(acts)
      },
      all: () => [...lists.current].toReversed().flatMap((l) => l.current),
    }),
    [],
  )
  return <Acts value={value}>{children}</Acts>
}

/** Offers what can be done with the thing on screen to the palette. */
export function useActs(acts: Act[]): void {
  const { add } = useContext(Acts)
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  useEffect(() => add(latest), [add])
}

export interface Choice {
  key: string
  group: string
  label: string
  note?: string
  icon?: ReactNode
  hotkey?: KeyName
  run: () => void
}

/** Ctrl K: to a reference, a person or a page, and every act on what is open. */
export function Palette({ open, onClose, onHelp }: { open: boolean; onClose: () => void; onHelp: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} maxWidth="sm" fullWidth transitionDuration={0} slotProps={{ paper: { className: 'palette', 'aria-label': 'Search and commands' } }}>
      {open ? <Chooser onClose={onClose} onHelp={onHelp} /> : null}
    </Dialog>
  )
}

function Chooser({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const choices = useChoices(text.trim(), onHelp)
  useEffect(() => setAt(0), [text])
  const chosen = Math.min(at, choices.length - 1)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen, choices.length])
  const run = (c: Choice | undefined) => {
    if (!c) return
    onClose()
    c.run()
  }
  return (
    <>
      <div className="palette-field">
        <SearchIcon size={18} />
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is this field
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={choices[chosen] ? `${id}-${chosen}` : undefined}
          aria-label="Search tickets, people, cylinders, pages and commands"
          placeholder="Reference, name, code of a cylinder, page or command"
          value={text}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={(e) => {
            if (e.key === 'ArrowDown' || (e.ctrlKey && e.key === 'j')) setAt(Math.min(choices.length - 1, chosen + 1))
            else if (e.key === 'ArrowUp' || (e.ctrlKey && e.key === 'k')) setAt(Math.max(0, chosen - 1))
            else if (e.key === 'Enter') run(choices[chosen])
            else return
            e.preventDefault()
          }}
        />
      </div>
      <ul id={id} role="listbox" aria-label="Found" className="palette-list" ref={list}>
        {choices.map((c, i) => (
          <li key={c.key} role="presentation">
            {c.group !== choices[i - 1]?.group ? (
              <div className="palette-group" aria-hidden="true">
                {c.group}
              </div>
            ) : null}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field above has the keys and names the active one */}
            <div id={`${id}-${i}`} role="option" aria-selected={i === chosen} className="palette-row" onMouseMove={() => setAt(i)} onClick={() => run(c)}>
              {c.icon}
              <span className="cut">{c.label}</span>
              {c.note ? <span className="meta cut">{c.note}</span> : null}
              <span className="push">{c.hotkey ? <KeyHint name={c.hotkey} /> : null}</span>
            </div>
          </li>
        ))}
      </ul>
      {choices.length === 0 ? <p className="palette-none">Nothing matches. Try a reference such as TKT-4H7Q2M, a name, or a word of the subject.</p> : null}
    </>
  )
}

function useLater<T>(value: T, ms: number): T {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return later
}

function useChoices(text: string, onHelp: () => void): Choice[] {
  const navigate = useNavigate()
  const may = useMay()
  const sees = useSees()
  const acts = useContext(Acts).all()
  const asked = useLater(text, 160)
  const search = asked.length >= 2
  const tickets = useQuery({
    queryKey: ['palette', 'tickets', asked],
    queryFn: ({ signal }) => api.get<Page<TicketRow>>('/support/tickets', { query: { search: asked, limit: 6 }, signal }),
    enabled: search && may('support.ticket.read'),
    placeholderData: (old) => old,
  }).data?.data
  const people = useQuery({
    queryKey: ['palette', 'people', asked],
    queryFn: ({ signal }) => api.get<Page<Person & { staff: boolean; email: string | null; phone: string | null }>>('/user/people', { query: { search: asked, limit: 5 }, signal }),
    enabled: search && may('user.read'),
    placeholderData: (old) => old,
  }).data?.data
  const gas = useGasChoices(asked)
  const go = (path: string) => () => void navigate(path)
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = (label: string) => words.every((w) => label.toLowerCase().includes(w))
  const reference = text
    .toUpperCase()
    .replace(/\s/g, '')
    .match(/^(?:TKT-?)?([2-9A-HJ-NP-Z]{6})$/)?.[1]
  const pages: Choice[] = [
    ...everyPlace.filter((p) => sees(p) && matches(p.label)).map((p) => ({ key: p.path, group: 'Pages', label: p.label, ...(p.go ? { hotkey: p.go } : {}), run: go(p.path) })),
    ...(matches('Sheet of keys') ? [{ key: 'help', group: 'Pages', label: 'Sheet of keys', hotkey: 'help' as const, run: onHelp }] : []),
  ]
  return [
    ...(reference ? [{ key: 'ref', group: 'Go to', label: `TKT-${reference}`, run: go(`/desk/TKT-${reference}`) }] : []),
    ...acts.filter((a) => matches(a.label)).map((a) => ({ key: `act-${a.label}`, group: 'Do', label: a.label, ...(a.hotkey ? { hotkey: a.hotkey } : {}), run: a.run })),
    // A page that is named comes before what is merely found, and does not move when that arrives.
    ...pages,
    ...gas,
    ...(search
      ? (tickets ?? [])
          .filter((t) => t.reference !== `TKT-${reference}`)
          .map((t) => ({
            key: t.id,
            group: 'Tickets',
            label: t.subject,
            note: `${t.reference}, ${t.requester?.name ?? 'Guest'}`,
            icon: (
              <span style={{ color: statusColour[t.status].main }}>
                <StatusGlyph status={t.status} />
              </span>
            ),
            run: go(`/desk/${t.reference}`),
          }))
      : []),
    ...(search
      ? (people ?? []).map((p) => ({
          key: `p-${p.id}`,
          group: 'People',
          label: p.name,
          note: p.staff ? 'Staff' : (p.phone ?? p.email ?? 'Customer'),
          icon: <Avatar name={p.name} size={22} />,
          run: go(p.staff ? `/settings/staff/${p.id}` : `/customers/${p.id}`),
        }))
      : []),
  ].slice(0, 40)
}
