import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { CheckIcon, SearchIcon, useToast } from '@manifold/ui'
import { api, type Availability, type Me } from '@manifold/client'
import { KeyHint } from '#shell/keys.tsx'
import { useLiveState } from '#shell/live.tsx'
import { NoticesButton } from '#shell/notices.tsx'
import { placeOf } from '#shell/places.ts'
import { refreshMe, useMe } from '#shell/session.ts'

const liveWord = { connecting: 'Connecting', open: 'Live', broken: 'Not live, trying again', ended: 'Signed out' } as const

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { pathname } = useLocation()
  const state = useLiveState()
  return (
    <header className="bar">
      <p className="bar-place" style={{ margin: 0 }}>
        {placeOf(pathname)}
      </p>
      <button type="button" className="cmd" onClick={onSearch}>
        <SearchIcon size={16} />
        <span>Search tickets, people, cylinders</span>
        <KeyHint name="palette" />
      </button>
      <div className="bar-end">
        <span className="live" data-state={state} role="status" title={liveWord[state]}>
          <i />
          <span>{liveWord[state]}</span>
        </span>
        <AvailabilityMenu />
        <NoticesButton />
      </div>
    </header>
  )
}

/** Available or away, and how much of my capacity is used. */
function AvailabilityMenu() {
  const me = useMe()
  const toast = useToast()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const change = useMutation({
    mutationFn: (availability: Availability) => api.put<Partial<Me>>('/user/me/availability', { availability }),
    onSuccess: async (_, availability) => {
      await refreshMe()
      toast(availability === 'available' ? 'You are available. New work can be assigned to you.' : 'You are away. No new work is assigned to you.')
    },
    onError: (e) => toast(e.message),
  })
  if (me.availability === null) return null
  const away = me.availability === 'away'
  const load = !me.capacity ? null : `${me.load ?? 0} of ${me.capacity}`
  const word = away ? 'Away' : 'Available'
  return (
    <>
      <button
        type="button"
        className="avail"
        {...(away ? { 'data-away': '' } : {})}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={`${word}${load ? `, ${load}` : ''}. Change`}
        onClick={(e) => setAnchor(e.currentTarget)}
      >
        <i />
        <span>
          {word}
          {load ? `, ${load}` : ''}
        </span>
      </button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {(['available', 'away'] as const).map((a) => (
          <MenuItem
            key={a}
            selected={me.availability === a}
            onClick={() => {
              setAnchor(null)
              if (me.availability !== a) change.mutate(a)
            }}
          >
            <span className="dot" {...(a === 'away' ? { 'data-away': '' } : {})} />
            <span style={{ minWidth: 180 }}>
              {a === 'available' ? 'Available' : 'Away'}
              <span className="meta" style={{ display: 'block' }}>
                {a === 'available' ? 'New work can be assigned to you' : 'You keep what you have'}
              </span>
            </span>
            {me.availability === a ? <CheckIcon size={16} /> : null}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
