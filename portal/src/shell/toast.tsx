import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useEffect, useState } from 'react'
import { c } from '#parts.tsx'

interface Said {
  text: string
  label?: string
  act?: () => void
  /** Until it is pressed or replaced. */
  stay?: boolean
  n: number
}
let current: Said | null = null
let counted = 0
const listeners = new Set<() => void>()
const change = (next: Said | null) => {
  current = next
  for (const l of listeners) l()
}

/** Says one thing above the bar for six seconds. Never the only place of an error. */
export function say(text: string, action: { label: string; act: () => void; stay?: boolean } | undefined = undefined): void {
  change({ text, ...action, n: ++counted })
}

export function Toasts() {
  const [said, setSaid] = useState(current)
  useEffect(() => {
    const update = () => setSaid(current)
    update()
    listeners.add(update)
    return () => void listeners.delete(update)
  }, [])
  useEffect(() => {
    if (!said || said.stay) return
    const timer = setTimeout(() => current === said && change(null), 6000)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <Box role="status" aria-live="polite" sx={{ position: 'fixed', zIndex: 1500, left: { xs: 16, md: 24 }, right: { xs: 16, md: 'auto' }, bottom: { xs: 'calc(84px + env(safe-area-inset-bottom))', md: 24 }, display: 'flex', justifyContent: { xs: 'center', md: 'flex-start' }, pointerEvents: 'none' }}>
      {said && (
        <Box key={said.n} sx={{ pointerEvents: 'auto', display: 'flex', alignItems: 'center', gap: '12px', minHeight: 48, p: said.label ? '4px 8px 4px 16px' : '12px 16px', borderRadius: '8px', bgcolor: c.ink, color: c.surface, boxShadow: '0 8px 24px -6px rgba(9,22,26,.18), 0 2px 6px rgba(9,22,26,.08)', fontSize: '0.9375rem', lineHeight: '20px', maxWidth: 480 }}>
          <span>{said.text}</span>
          {said.label && (
            <Button
              variant="text"
              onClick={() => {
                said.act?.()
                change(null)
              }}
              sx={{ color: 'inherit', minHeight: 40, px: '12px', textDecoration: 'underline', textUnderlineOffset: '3px', '&:hover': { bgcolor: 'transparent' } }}
            >
              {said.label}
            </Button>
          )}
        </Box>
      )}
    </Box>
  )
}
