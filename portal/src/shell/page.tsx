import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useEffect, useRef, type ReactNode } from 'react'
import { useNavigationType } from 'react-router'
import { hidden as unseen } from '#parts.tsx'
import { useConfig } from '#session.ts'

let first = true

/** The one h1 of a screen. It names the document, and takes the focus after a move inside the app, so that a screen reader starts at the new screen. */
export function PageTitle({ children, title, hidden = false }: { children: ReactNode; title?: string; hidden?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { operatorName } = useConfig()
  const text = title ?? (typeof children === 'string' ? children : '')
  const how = useNavigationType()
  useEffect(() => {
    if (text) document.title = `${text} · ${operatorName}`
  }, [text, operatorName])
  useEffect(() => {
    // The first screen keeps the browser's own starting point; a replaced address is the same screen.
    if (!first && how !== 'REPLACE') heading.current?.focus({ preventScroll: true })
    first = false
  }, [how])
  return (
    <Typography
      ref={heading}
      variant="h1"
      tabIndex={-1}
      sx={{ textWrap: 'balance', overflowWrap: 'anywhere', '&:focus': { outline: 'none', boxShadow: 'none' }, ...(hidden ? unseen : {}) }}
    >
      {children}
    </Typography>
  )
}

/** Says something to a screen reader when it changes; assertive only for danger. */
export const Announce = ({ children, urgent = false }: { children: ReactNode; urgent?: boolean }) => (
  <Box role={urgent ? 'alert' : 'status'} aria-live={urgent ? 'assertive' : 'polite'} sx={unseen}>
    {children}
  </Box>
)
