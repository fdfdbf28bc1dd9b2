import Button from '@mui/material/Button'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { AlertIcon, ConfirmDialog, EmptyState, ErrorState, SkeletonRows, StatusGlyph, statusColour } from '@manifold/ui'
import { isProblem, type CylinderState, type BookingStatus } from '@manifold/client'
import { bookingGlyph, bookingWord, cylinderWord } from '#gas/words.ts'

/** The state of a cylinder: the colour of the charts, and always the word. */
export function CylinderLabel({ state, children }: { state: CylinderState; children?: ReactNode }) {
  return (
    <span className="gs" data-state={state}>
      {state === 'quarantined' || state === 'lost' ? <AlertIcon size={14} /> : <i aria-hidden="true" />}
      {children ?? cylinderWord[state]}
    </span>
  )
}

export function BookingLabel({ state }: { state: BookingStatus }) {
  const glyph = bookingGlyph[state]
  return (
    <span className="gs" style={{ color: state === 'delivery_failed' ? 'var(--danger)' : statusColour[glyph].main }}>
      {state === 'delivery_failed' ? <AlertIcon size={14} /> : <StatusGlyph status={glyph} size={14} />}
      {bookingWord[state]}
    </span>
  )
}

/** While one thing loads, when it is not there, and when it could not be loaded. */
export function Absent({ found, what, to, all }: { found: { isPending: boolean; error: unknown; refetch: () => unknown }; what: string; to: string; all: string }) {
  if (found.isPending) return <SkeletonRows rows={6} height={57} />
  if (isProblem(found.error) && (found.error.status === 404 || found.error.status === 400))
    return (
      <EmptyState
        page
        title={`There is no such ${what}.`}
        text="Check the address, or look for it in the list."
        action={
          <Button component={Link} to={to}>
            {all}
          </Button>
        }
      />
    )
  return <ErrorState onRetry={() => void found.refetch()} reference={isProblem(found.error) ? found.error.requestId : null} />
}

interface Question {
  title: string
  text?: ReactNode
  confirm: string
  danger?: boolean
  reason?: 'optional' | 'required'
}
/** Asks before something is done, for a reason where one is kept; the answer is the reason, or null when it is not to be done. */
export function useAsk(): [(q: Question) => Promise<string | null>, ReactNode] {
  const [asked, setAsked] = useState<(Question & { answer: (reason: string | null) => void }) | null>(null)
  const [open, setOpen] = useState(false)
  const close = (reason: string | null) => {
    setOpen(false)
    asked?.answer(reason)
  }
  return [
    (q) =>
      new Promise((answer) => {
        setAsked({ ...q, answer })
        setOpen(true)
      }),
    asked ? (
      <ConfirmDialog
        key="ask"
        open={open}
        title={asked.title}
        text={asked.text}
        confirm={asked.confirm}
        {...(asked.danger ? { danger: true } : {})}
        {...(asked.reason ? { reason: asked.reason } : {})}
        onClose={() => close(null)}
        onConfirm={close}
      />
    ) : null,
  ]
}

/** A sentence that something went wrong, where it was tried. */
export const Said = ({ children }: { children: ReactNode }) => (
  <p className="said" role="alert">
    <AlertIcon size={16} />
    <span>{children}</span>
  </p>
)

/** A figure with its word under a bar: the counters of the board and the head of a shelf. */
export const Counter = ({ label, value, tone }: { label: ReactNode; value: ReactNode; tone?: 'bad' | 'warn' | undefined }) => (
  <div {...(tone ? { 'data-tone': tone } : {})}>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)
export const count = (n: number): string => n.toLocaleString('en-IN')
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`
