import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput'
import Typography from '@mui/material/Typography'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { hidden } from './glyphs.tsx'
import { AlertIcon, CloseIcon, StarFilledIcon, StarIcon } from './icons.tsx'
import { c } from './theme.ts'
import { rem } from './tokens.ts'

export interface FieldProps extends Omit<OutlinedInputProps, 'error' | 'label' | 'notched'> {
  label: string
  hint?: ReactNode
  /** A sentence; shown under the field with an icon. */
  problem?: string | null
  optional?: boolean
  /** Something other than a text input: gets the ids that tie label, hint and error to it. */
  children?: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode
}
/** Label above, hint under the label, error under the field. */
export function Field({ label, hint, problem, optional, children, id: own, ...input }: FieldProps) {
  const made = useId()
  const id = own ?? made
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ') || undefined
  return (
    <Box sx={{ display: 'grid', gap: '4px', minWidth: 0 }}>
      <Box component="label" htmlFor={id} sx={{ fontWeight: 600 }}>
        {label}
        {optional ? (
          <Box component="span" sx={{ fontWeight: 400, color: c.ink3 }}>
            {' '}
            (optional)
          </Box>
        ) : null}
      </Box>
      {hint ? (
        <Typography id={`${id}-hint`} variant="body2" component="div" sx={{ color: c.ink3 }}>
          {hint}
        </Typography>
      ) : null}
      {children ? (
        children({ id, 'aria-describedby': described, 'aria-invalid': Boolean(problem) })
      ) : (
        <OutlinedInput
          fullWidth
          {...input}
          id={id}
          error={Boolean(problem)}
          slotProps={{
            ...input.slotProps,
            input: { ...(input.slotProps?.input as object), ...(described ? { 'aria-describedby': described } : {}), ...(problem ? { 'aria-invalid': true } : {}) },
          }}
        />
      )}
      {problem ? (
        <Box id={`${id}-problem`} sx={{ display: 'flex', gap: '6px', color: c.danger, fontSize: rem(14), lineHeight: rem(20), alignItems: 'flex-start' }}>
          <Box component="span" sx={{ paddingTop: '2px' }}>
            <AlertIcon size={16} />
          </Box>
          {problem}
        </Box>
      ) : null}
    </Box>
  )
}

/** The control of a field, also when the id stands on a group around it; in the middle of the screen, clear of sticky bars. */
function toField(id: string): void {
  const place = document.getElementById(id)
  const control = place?.matches('input, select, textarea, button, a, [tabindex]')
    ? place
    : (place?.querySelector<HTMLElement>('input, select, textarea, button, [tabindex]') ?? place)
  control?.focus()
  control?.scrollIntoView({ block: 'center' })
}

/** What the summary said when it last took the focus. */
export interface SummarySeen {
  attempt: number | undefined
  texts: readonly string[]
}
/**
 * Whether the summary takes the focus. With attempts: once for each, as soon as there is something to say, so that neither a correction
 * nor leaving a field moves a person who is typing. Without: when a problem appears that was not there before.
 */
export const takesFocus = (seen: SummarySeen, now: SummarySeen): boolean =>
  now.texts.length > 0 && (now.attempt === undefined ? now.texts.some((text) => !seen.texts.includes(text)) : now.attempt > 0 && now.attempt !== seen.attempt)

/** After a failed submit: what is wrong, with links to the fields; it takes the focus. `attempt` counts the submits, so that the same problems take it again. */
export function FormErrorSummary({ problems, title = 'Please correct this first', attempt }: { problems: { id?: string; text: string }[]; title?: string; attempt?: number }) {
  const ref = useRef<HTMLDivElement>(null)
  const seen = useRef<SummarySeen>({ attempt: undefined, texts: [] })
  useEffect(() => {
    const now = { attempt, texts: problems.map((p) => p.text) }
    const wanted = takesFocus(seen.current, now)
    // An attempt whose problems are still to come keeps its turn.
    seen.current = { attempt: wanted ? attempt : seen.current.attempt, texts: now.texts }
    if (wanted) ref.current?.focus()
  })
  if (problems.length === 0) return null
  return (
    <Box
      ref={ref}
      tabIndex={-1}
      role="alert"
      sx={{ border: `1px solid ${c.dangerLine}`, background: c.dangerSoft, color: c.onDangerSoft, borderRadius: '8px', padding: '12px 16px' }}
    >
      <Typography variant="subtitle2" component="p">
        {title}
      </Typography>
      <ul style={{ margin: '4px 0 0', paddingLeft: 20 }}>
        {problems.map((p) => (
          <li key={p.text}>
            {p.id ? (
              <Box
                component="a"
                href={`#${p.id}`}
                onClick={(e: React.MouseEvent) => {
                  e.preventDefault()
                  toField(p.id!)
                }}
                sx={{ color: 'inherit', fontWeight: 600 }}
              >
                {p.text}
              </Box>
            ) : (
              p.text
            )}
          </li>
        ))}
      </ul>
    </Box>
  )
}

export interface ConfirmProps {
  open: boolean
  /** Names the thing: "Cancel this request?" */
  title: string
  /** The result: "We will stop working on it." */
  text?: ReactNode
  /** Repeats the verb. */
  confirm: string
  /** Keeps things as they are; has the focus. */
  keep?: string
  danger?: boolean
  /** Asks for a reason; `required` refuses an empty one. */
  reason?: 'optional' | 'required'
  busy?: boolean
  onConfirm: (reason: string) => void
  onClose: () => void
}
export function ConfirmDialog({ open, title, text, confirm, keep = 'Cancel', danger, reason, busy, onConfirm, onClose }: ConfirmProps) {
  const [why, setWhy] = useState('')
  const [missing, setMissing] = useState(false)
  const id = useId()
  useEffect(() => {
    if (open) {
      setWhy('')
      setMissing(false)
    }
  }, [open])
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: '16px' }}>
          {text ? (
            <Typography component="div" sx={{ color: c.ink2 }}>
              {text}
            </Typography>
          ) : null}
          {reason ? (
            <Field
              label="Reason"
              optional={reason === 'optional'}
              value={why}
              onChange={(e) => setWhy(e.target.value)}
              multiline
              minRows={2}
              problem={missing && why.trim() === '' ? 'Say why in a few words.' : null}
              slotProps={{ input: { maxLength: 500 } }}
            />
          ) : null}
        </Box>
      </DialogContent>
      <DialogActions>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the harmless choice has the focus */}
        <Button autoFocus onClick={onClose}>
          {keep}
        </Button>
        <Button
          variant="contained"
          color={danger ? 'error' : 'primary'}
          disabled={busy ?? false}
          onClick={() => (reason === 'required' && why.trim() === '' ? setMissing(true) : onConfirm(why.trim()))}
        >
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

const words = ['Very poor', 'Poor', 'Fair', 'Good', 'Very good']
/** One to five as a group of radio buttons; arrow keys move. */
export function RatingStars({
  value,
  onChange,
  name = 'rating',
  readOnly,
  size = 32,
}: {
  value: number | null
  onChange?: (value: number) => void
  name?: string
  readOnly?: boolean
  size?: number
}) {
  if (readOnly)
    return (
      <Box component="span" role="img" aria-label={`${value ?? 0} of 5`} sx={{ display: 'inline-flex', color: c.attention }}>
        {words.map((w, i) => (i < (value ?? 0) ? <StarFilledIcon key={w} size={size} /> : <StarIcon key={w} size={size} />))}
      </Box>
    )
  return (
    <Box component="fieldset" sx={{ border: 0, padding: 0, margin: 0, display: 'flex', gap: '4px', alignItems: 'center' }}>
      <Box component="legend" sx={hidden}>
        Rating
      </Box>
      {words.map((w, i) => (
        <Box
          component="label"
          key={w}
          title={w}
          sx={{
            cursor: 'pointer',
            color: c.attention,
            borderRadius: '8px',
            minWidth: 44,
            minHeight: 44,
            display: 'grid',
            placeItems: 'center',
            position: 'relative',
            '&:hover': { background: c.hover },
            '&:has(:focus-visible)': { boxShadow: `0 0 0 2px ${c.focus}`, outline: '2px solid transparent' },
          }}
        >
          <input
            type="radio"
            name={name}
            value={i + 1}
            checked={value === i + 1}
            onChange={() => onChange?.(i + 1)}
            style={{ position: 'absolute', opacity: 0, inset: 0, margin: 0, cursor: 'pointer' }}
            aria-label={`${i + 1} of 5, ${w}`}
          />
          {i < (value ?? 0) ? <StarFilledIcon size={size} /> : <StarIcon size={size} />}
        </Box>
      ))}
      <Typography variant="body2" component="span" sx={{ color: c.ink2, marginLeft: '8px' }} aria-hidden="true">
        {value ? words[value - 1] : ''}
      </Typography>
    </Box>
  )
}

// Forced colours drop shadows and paint a transparent outline.
const ownRing = { '&:focus-visible': { boxShadow: `0 0 0 2px ${c.focus}`, outline: '2px solid transparent' } } as const

/** One filter: name quiet, value strong, × removes. Without a value it is the dashed chip that adds. */
export function FilterChip({
  name,
  value,
  onOpen,
  onRemove,
  hint,
}: {
  name: string
  value?: string
  onOpen?: (anchor: HTMLElement) => void
  onRemove?: () => void
  hint?: ReactNode
}) {
  return (
    <Box
      sx={{
        display: 'inline-flex',
        minHeight: 28,
        border: `1px ${value === undefined ? 'dashed' : 'solid'} ${value === undefined ? c.lineStrong : c.line}`,
        borderRadius: '6px',
        background: c.surface,
        fontSize: rem(12),
        lineHeight: rem(16),
        whiteSpace: 'nowrap',
        overflow: 'visible',
      }}
    >
      <Box
        component="button"
        type="button"
        aria-haspopup="menu"
        onClick={(e: React.MouseEvent<HTMLElement>) => onOpen?.(e.currentTarget)}
        sx={{
          all: 'unset',
          cursor: 'pointer',
          display: 'inline-flex',
          gap: '6px',
          alignItems: 'center',
          padding: '0 9px',
          borderRadius: '6px',
          color: value === undefined ? c.ink2 : c.ink,
          '&:hover': { background: c.hover },
          ...ownRing,
        }}
      >
        <Box component="span" sx={value === undefined ? { fontWeight: 500 } : { color: c.ink3 }}>
          {name}
        </Box>
        {value === undefined ? null : (
          <Box component="b" sx={{ fontWeight: 600 }}>
            {value}
          </Box>
        )}
        {hint}
      </Box>
      {value !== undefined && onRemove ? (
        <Box
          component="button"
          type="button"
          aria-label={`Remove the filter ${name}`}
          onClick={onRemove}
          sx={{
            all: 'unset',
            cursor: 'pointer',
            display: 'grid',
            placeItems: 'center',
            width: 26,
            borderRadius: '6px',
            color: c.ink2,
            '&:hover': { background: c.hover },
            ...ownRing,
          }}
        >
          <CloseIcon size={14} />
        </Box>
      ) : null}
    </Box>
  )
}
