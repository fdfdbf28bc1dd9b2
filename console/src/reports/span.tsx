import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { CalendarIcon, useLocale, useNow } from '@manifold/ui'
import { lineWord } from '#desk/lookups.ts'
import { OwnSpan } from '#reports/parts.tsx'
import { MenuChip } from '#shell/parts.tsx'
import { useConfig } from '#shell/session.ts'
import { dayIn } from '#shell/zone.ts'

const spans = [7, 14, 30, 90]

/** The days that figures are about, from the address: the last so many, or from one day until another; and the line, empty for all. */
export function useSpan() {
  const config = useConfig()
  const l = { ...useLocale(), timeZone: config.timeZone }
  const [query, setQuery] = useSearchParams()
  const now = useNow(300_000)
  const today = dayIn(config.timeZone, now)
  const days = Number(query.get('days') ?? 14)
  const own = Boolean(query.get('from') && query.get('to'))
  const from = own ? query.get('from')! : dayIn(config.timeZone, now, 1 - days)
  const to = own ? query.get('to')! : today
  const dayWord = (d: string, year: boolean) =>
    new Intl.DateTimeFormat(l.locale, { day: 'numeric', month: 'short', ...(year ? { year: 'numeric' } : {}), timeZone: 'UTC' }).format(new Date(`${d}T12:00:00Z`))
  return {
    l,
    query,
    today,
    days,
    own,
    from,
    to,
    line: query.get('line') ?? '',
    /** How many days that is. */
    long: Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1,
    dayWord,
    spanWord: own ? `${dayWord(from, false)} to ${dayWord(to, false)}` : `Last ${days} days`,
    set: (changes: Record<string, string | null>) =>
      setQuery(
        (old) => {
          const next = new URLSearchParams(old)
          for (const [k, v] of Object.entries(changes))
            if (v) next.set(k, v)
            else next.delete(k)
          return next
        },
        { replace: true },
      ),
  }
}

/** Chips that change the days, and the line. */
export function SpanChips({ days, own, from, to, today, line, spanWord, set }: ReturnType<typeof useSpan>) {
  const { lines } = useConfig()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <MenuChip
        label={`Span: ${spanWord}`}
        value={
          <>
            <CalendarIcon size={14} />
            {spanWord}
          </>
        }
      >
        {(close) => [
          ...spans.map((n) => (
            <MenuItem
              key={n}
              selected={!own && n === days}
              onClick={() => {
                close()
                set({ days: String(n), from: null, to: null })
              }}
            >
              Last {n} days
            </MenuItem>
          )),
          <MenuItem
            key="own"
            onClick={(e) => {
              close()
              setAnchor(e.currentTarget.ownerDocument.querySelector<HTMLElement>('.page-head .chip'))
            }}
          >
            From … until …
          </MenuItem>,
        ]}
      </MenuChip>
      {anchor ? (
        <OwnSpan
          anchor={anchor}
          from={from}
          to={to}
          today={today}
          onClose={() => setAnchor(null)}
          onSpan={(a, b) => {
            setAnchor(null)
            set({ from: a, to: b, days: null })
          }}
        />
      ) : null}
      <MenuChip name="Line" value={line ? lineWord(line) : 'All'}>
        {(close) =>
          ['', ...lines].map((v) => (
            <MenuItem
              key={v}
              selected={v === line}
              onClick={() => {
                close()
                set({ line: v || null })
              }}
            >
              {v ? lineWord(v) : 'All'}
            </MenuItem>
          ))
        }
      </MenuChip>
    </>
  )
}
