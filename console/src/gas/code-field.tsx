import Button from '@mui/material/Button'
import { lazy, Suspense, useId, useRef, useState, type ReactNode } from 'react'
import { Field, ScanIcon } from '@manifold/ui'

const Scanner = lazy(() => import('#gas/scanner.tsx'))
const canFilm = (): boolean => typeof navigator !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined

/**
 * Takes the code of a cylinder: typed, from a hand scanner (which types and presses Enter), or by the camera. The field is emptied and keeps the focus after
 * each code, so that one can be scanned after the other.
 */
export function CodeField({
  label = 'Code of the cylinder',
  hint = 'Type it, or read it with a hand scanner',
  act,
  problem,
  busy,
  autoFocus,
  keepText,
  onCode,
  children,
}: {
  label?: string
  hint?: ReactNode
  /** What Enter does; without it there is no button. */
  act?: string
  problem?: string | null
  busy?: boolean
  autoFocus?: boolean
  /** Leaves what was typed in the field: where one code is asked for, not one after the other. */
  keepText?: boolean
  onCode: (code: string) => void
  children?: ReactNode
}) {
  const [text, setText] = useState('')
  const [filming, setFilming] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const take = (code: string) => {
    const plain = code.trim().toUpperCase()
    if (plain === '') return
    if (keepText) setText(plain)
    else setText('')
    onCode(plain)
    field.current?.focus()
  }
  return (
    <div className="code-field">
      <Field
        id={id}
        label={label}
        hint={hint}
        problem={problem ?? null}
        value={text}
        autoComplete="off"
        autoFocus={autoFocus ?? false}
        inputRef={field}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Enter') return
          e.preventDefault()
          take(text)
        }}
        slotProps={{ input: { maxLength: 30, autoCapitalize: 'characters', spellCheck: false } }}
      />
      <div className="row wrap">
        {act ? (
          <Button disabled={(busy ?? false) || text.trim() === ''} onClick={() => take(text)}>
            {act}
          </Button>
        ) : null}
        {canFilm() ? (
          <Button startIcon={<ScanIcon size={16} />} onClick={() => setFilming(true)}>
            Use the camera
          </Button>
        ) : null}
        {children}
      </div>
      {filming ? (
        <Suspense>
          <Scanner
            onClose={() => setFilming(false)}
            onCode={(code) => {
              setFilming(false)
              take(code)
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
