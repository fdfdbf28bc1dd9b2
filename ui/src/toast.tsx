import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { CloseIcon } from './icons.tsx'
import { c, shadow } from './theme.ts'
import { rem } from './tokens.ts'

export interface Toast {
  text: string
  /** Undoes what was done, where that is possible. */
  undo?: () => void
  action?: { label: string; run: () => void }
}
const ToastContext = createContext<(toast: Toast | string) => void>(() => undefined)
/** Shows a short word about what was just done. Never the only place of an error. */
export const useToast = () => useContext(ToastContext)

/** One at a time, six seconds, bottom left in the console and above the bar in the portal. */
export function ToastHost({ children, bottom = 16, left = 16 }: { children: ReactNode; bottom?: number | { xs: number; md: number }; left?: number | { xs: number; md: number } }) {
  const [shown, setShown] = useState<(Toast & { at: number }) | null>(null)
  const [held, setHeld] = useState(false)
  const show = useCallback((toast: Toast | string) => setShown({ ...(typeof toast === 'string' ? { text: toast } : toast), at: Date.now() }), [])
  useEffect(() => {
    if (!shown || held) return
    const timer = setTimeout(() => setShown(null), 6000)
    return () => clearTimeout(timer)
  }, [shown, held])
  const done = (run: () => void) => () => {
    run()
    setShown(null)
  }
  const buttons = useMemo(() => (shown ? [...(shown.undo ? [{ label: 'Undo', run: shown.undo }] : []), ...(shown.action ? [shown.action] : [])] : []), [shown])
  return (
    <ToastContext value={show}>
      {children}
      <Box
        role="status"
        aria-live="polite"
        onMouseEnter={() => setHeld(true)}
        onMouseLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
        sx={{ position: 'fixed', left, right: { xs: 16, sm: 'auto' }, bottom, zIndex: 1400 }}
      >
        {shown ? (
          <Box
            sx={{
              background: c.ink,
              color: c.surface,
              borderRadius: '8px',
              boxShadow: shadow.float,
              padding: '6px 6px 6px 16px',
              display: 'flex',
              alignItems: 'center',
              gap: '8px',
              minHeight: 48,
              fontSize: rem(14),
              lineHeight: rem(20),
            }}
          >
            <Box sx={{ flex: 1 }}>{shown.text}</Box>
            {buttons.map((b) => (
              <Button
                key={b.label}
                variant="text"
                onClick={done(b.run)}
                sx={{ color: 'inherit', fontWeight: 650, minHeight: 36, '&:hover': { background: 'transparent', textDecoration: 'underline' } }}
              >
                {b.label}
              </Button>
            ))}
            <Button
              variant="text"
              aria-label="Close"
              onClick={() => setShown(null)}
              sx={{ color: 'inherit', minWidth: 36, minHeight: 36, padding: 0, '&:hover': { background: 'transparent' } }}
            >
              <CloseIcon size={16} />
            </Button>
          </Box>
        ) : null}
      </Box>
    </ToastContext>
  )
}
