import { useEffect, useId, useState, type KeyboardEvent, type RefObject } from 'react'
import { Avatar } from '@manifold/ui'
import { api } from '@manifold/client'
import { useCanned, useStaff, type CannedReply, type Staff } from '#desk/lookups.ts'

interface Token {
  sign: '/' | '@'
  word: string
  from: number
  to: number
}
/** The word at the caret that begins with / or @. */
export function tokenAt(text: string, caret: number): Token | null {
  const found = text.slice(0, caret).match(/(?:^|\s)([/@])([\p{L}\d'’-]*)$/u)
  return found ? { sign: found[1] as '/' | '@', word: found[2]!.toLowerCase(), from: caret - found[2]!.length - 1, to: caret } : null
}

interface Offer {
  key: string
  label: string
  note: string
  canned?: CannedReply
  person?: Staff
}

/** Canned replies after `/`, colleagues after `@`: a list above the field, chosen with arrows and Enter. */
export function useSuggest({
  ticketId,
  text,
  area,
  onText,
  onMention,
  mentions,
}: {
  ticketId: string
  text: string
  area: RefObject<HTMLTextAreaElement | null>
  onText: (text: string, caret: number) => void
  onMention: (person: Staff) => void
  mentions: boolean
}) {
  const [caret, setCaret] = useState<number | null>(null)
  const [at, setAt] = useState(0)
  const [closed, setClosed] = useState(false)
  const id = useId()
  const canned = useCanned()
  const staff = useStaff()
  const token = caret === null || closed ? null : tokenAt(text, caret)
  const usable = token && (token.sign === '/' || mentions) ? token : null
  const offers: Offer[] = !usable
    ? []
    : usable.sign === '/'
      ? canned
          .filter((r) => `${r.shortcut ?? ''} ${r.title}`.toLowerCase().includes(usable.word))
          .slice(0, 8)
          .map((r) => ({ key: r.id, label: r.title, note: r.shortcut ? `/${r.shortcut}` : '', canned: r }))
      : staff
          .filter((s) =>
            s.name
              .toLowerCase()
              .split(/\s+/)
              .some((w) => w.startsWith(usable.word)),
          )
          .slice(0, 8)
          .map((s) => ({ key: s.id, label: s.name, note: s.teams.map((t) => t.name).join(', '), person: s }))
  const chosen = Math.min(at, offers.length - 1)
  const key = usable ? `${usable.sign}${usable.word}` : ''
  useEffect(() => setAt(0), [key])

  const put = (from: number, to: number, piece: string) => {
    const now = area.current?.value ?? text
    onText(now.slice(0, from) + piece + now.slice(to), from + piece.length)
  }
  const choose = (offer: Offer | undefined) => {
    if (!offer || !usable) return
    const { from, to } = usable
    setClosed(true)
    if (offer.person) {
      put(from, to, `@${offer.person.name} `)
      onMention(offer.person)
    } else if (offer.canned)
      api.post<{ body: string }>(`/support/tickets/${ticketId}/canned-preview`, { cannedReplyId: offer.canned.id }).then(
        ({ body }) => put(from, to, body),
        () => put(from, to, offer.canned!.body),
      )
  }
  const open = offers.length > 0
  return {
    open,
    /** For the text area. */
    field: {
      onSelect: () => {
        setCaret(area.current?.selectionStart ?? null)
        setClosed(false)
      },
      'aria-controls': open ? id : undefined,
      'aria-activedescendant': open ? `${id}-${chosen}` : undefined,
    },
    /** True when the key was for the list. */
    onKey: (e: KeyboardEvent): boolean => {
      if (!open) return false
      if (e.key === 'ArrowDown') setAt((chosen + 1) % offers.length)
      else if (e.key === 'ArrowUp') setAt((chosen - 1 + offers.length) % offers.length)
      else if ((e.key === 'Enter' && !e.ctrlKey && !e.metaKey) || e.key === 'Tab') choose(offers[chosen])
      else if (e.key === 'Escape') setClosed(true)
      else return false
      e.preventDefault()
      e.stopPropagation()
      return true
    },
    /** Writes the sign, which opens the list. */
    begin: (sign: '/' | '@') => {
      const el = area.current
      if (!el) return
      const from = el.selectionStart
      put(from, el.selectionEnd, `${from > 0 && !/\s$/.test(el.value.slice(0, from)) ? ' ' : ''}${sign}`)
      setClosed(false)
    },
    list: open ? (
      <ul className="suggest" id={id} role="listbox" aria-label={usable?.sign === '/' ? 'Canned replies' : 'Colleagues'}>
        {offers.map((o, i) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the keys
          <li
            key={o.key}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            onMouseDown={(e) => e.preventDefault()}
            onMouseMove={() => setAt(i)}
            onClick={() => choose(o)}
          >
            {o.person ? <Avatar name={o.person.name} size={22} /> : null}
            <span className="cut">{o.label}</span>
            <span className="meta cut">{o.note}</span>
          </li>
        ))}
      </ul>
    ) : null,
  }
}
