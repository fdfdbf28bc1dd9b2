import Box from '@mui/material/Box'
import Button, { type ButtonProps } from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import NativeSelect from '@mui/material/NativeSelect'
import OutlinedInput from '@mui/material/OutlinedInput'
import Typography from '@mui/material/Typography'
import { useEffect, useId, useState, type FormEvent, type ReactNode } from 'react'
import { ApiProblem } from '@manifold/client'
import { Field, FormErrorSummary } from '@manifold/ui/forms.tsx'
import { AlertIcon, c, ring } from '#parts.tsx'

type Values = Record<string, string | boolean>
export type Checked<V> = Partial<Record<keyof V, string | undefined>>

export interface FormSettings<V extends Values> {
  initial: V
  labels: Record<keyof V & string, string>
  /** A sentence for each field that is not right yet. */
  check: (values: V) => Checked<V>
  submit: (values: V) => Promise<unknown>
  /** Where the API names a field otherwise: `contact.phone` → `phone`. */
  rename?: Record<string, keyof V & string>
  /** The sentence for a refusal, where the screen knows a better one than the server's. */
  say?: (problem: ApiProblem) => string | undefined
}

/** A form by the house's rules: checks a field when it is left and all on submit; what was typed is never cleared; a summary takes the focus. */
export function useForm<V extends Values>({ initial, labels, check, submit, rename = {}, say }: FormSettings<V>) {
  const id = useId()
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Checked<V>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  // The summary speaks of the last submit; leaving a field only marks that field.
  const [submitted, setSubmitted] = useState(0)
  const names = Object.keys(labels) as (keyof V & string)[]
  const fieldId = (name: string) => `${id}${name}`
  // Also when the same is wrong twice: the focus goes to what says so.
  const toSummary = () => setTimeout(() => document.getElementById(`${id}summary`)?.querySelector<HTMLElement>('[role=alert]')?.focus(), 0)

  async function run(): Promise<void> {
    const found = check(values)
    setProblem(null)
    setErrors(found)
    setSubmitted((n) => n + 1)
    if (names.some((n) => found[n])) {
      toSummary()
      return
    }
    setPending(true)
    try {
      await submit(values)
    } catch (error) {
      const known = error instanceof ApiProblem ? error : null
      const fields: Checked<V> = {}
      for (const e of known?.errors ?? []) {
        const name = rename[e.path] ?? (names.includes(e.path) ? (e.path as keyof V & string) : undefined)
        if (name) fields[name] = `${labels[name]} ${e.message}.`
      }
      setErrors(fields)
      setProblem(names.some((n) => fields[n]) ? null : ((known && say?.(known)) ?? known?.message ?? 'Something failed. What you typed is safe. Try again.'))
      toSummary()
    } finally {
      setPending(false)
    }
  }

  return {
    id,
    values,
    errors,
    problem,
    pending,
    submitted,
    names,
    labels,
    fieldId,
    set<K extends keyof V>(name: K, value: V[K]) {
      setValues((v) => ({ ...v, [name]: value }))
      // Once said, an error goes away as soon as it is no longer true.
      setErrors((e) => (e[name] ? { ...e, [name]: check({ ...values, [name]: value })[name] } : e))
    },
    reset: (to: V = initial) => {
      setValues(to)
      setErrors({})
      setProblem(null)
      setSubmitted(0)
    },
    bind<K extends keyof V & string>(name: K) {
      return {
        id: fieldId(name),
        label: labels[name],
        value: values[name] as V[K],
        error: errors[name],
        onChange: (value: V[K]) => this.set(name, value),
        onBlur: () => {
          if (values[name] === '' && !errors[name]) return
          setErrors((e) => ({ ...e, [name]: check(values)[name] }))
        },
      }
    },
    onSubmit: (e: FormEvent) => {
      e.preventDefault()
      if (!pending) void run()
    },
  }
}
export type FormState<V extends Values> = ReturnType<typeof useForm<V>>

export function Form<V extends Values>({ form, label, children }: { form: FormState<V>; label: string; children: ReactNode }) {
  const problems = [...(form.problem ? [{ text: form.problem }] : []), ...form.names.flatMap((n) => (form.errors[n] ? [{ id: form.fieldId(n), text: form.errors[n] }] : []))]
  return (
    <Box component="form" noValidate aria-label={label} onSubmit={form.onSubmit} sx={{ display: 'grid', gap: '20px' }}>
      <Box id={`${form.id}summary`} sx={{ '&:empty': { display: 'none' } }}>
        {form.submitted > 0 && <FormErrorSummary problems={problems} {...(form.problem ? { title: 'That did not work' } : {})} />}
      </Box>
      {children}
    </Box>
  )
}

interface FieldProps {
  id: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
}

const plain = ({ hint, error, optional }: FieldProps) => ({ ...(hint ? { hint } : {}), problem: error ?? null, ...(optional ? { optional } : {}) })

type TextBoxProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  rows?: number
  type?: string
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'decimal'
  maxLength?: number
  placeholder?: string
  /** Takes the focus when it appears: where typing is the only thing to do. */
  first?: boolean
  end?: ReactNode
}
export function TextBox({ value, onChange, onBlur, rows, type = 'text', autoComplete, inputMode, maxLength, placeholder, first, end, ...field }: TextBoxProps) {
  useEffect(() => {
    if (first) document.getElementById(field.id)?.focus()
  }, [first, field.id])
  return (
    <Field
      id={field.id}
      label={field.label}
      {...plain(field)}
      value={value}
      type={type}
      onChange={(e) => onChange(e.target.value)}
      {...(onBlur ? { onBlur } : {})}
      {...(rows ? { multiline: true, minRows: rows, maxRows: 14, sx: { '& textarea': { p: '12px 14px' } } } : {})}
      {...(autoComplete ? { autoComplete } : {})}
      {...(placeholder ? { placeholder } : {})}
      {...(end ? { endAdornment: end } : {})}
      slotProps={{ input: { ...(inputMode ? { inputMode } : {}), ...(maxLength ? { maxLength } : {}), ...(field.optional ? {} : { 'aria-required': true }) } }}
    />
  )
}

/** The phone's own list of choices. */
export function Choice({
  value,
  onChange,
  onBlur,
  options,
  ...field
}: FieldProps & { value: string; onChange: (v: string) => void; onBlur?: () => void; options: readonly { value: string; label: string }[] }) {
  return (
    <Field id={field.id} label={field.label} {...plain(field)}>
      {(ids) => (
        <NativeSelect
          fullWidth
          value={value}
          onChange={(e) => onChange(e.target.value)}
          {...(onBlur ? { onBlur } : {})}
          input={<OutlinedInput error={!!field.error} />}
          slotProps={{ input: ids }}
          sx={{ '& select': { p: '11px 40px 11px 14px', height: '24px', boxSizing: 'content-box' } }}
        >
          {options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.label}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  )
}

/** A question with several controls under it: a legend instead of a label. */
function Question({ id, label, hint, error, optional, children }: FieldProps & { children: ReactNode }) {
  return (
    <Box
      component="fieldset"
      aria-describedby={[hint ? `${id}-hint` : '', error ? `${id}-problem` : ''].filter(Boolean).join(' ') || undefined}
      sx={{ m: 0, p: 0, border: 0, minWidth: 0 }}
    >
      <Typography component="legend" sx={{ fontWeight: 600, p: 0, mb: hint ? '2px' : '6px' }}>
        {label}
        {optional && (
          <Box component="span" sx={{ fontWeight: 400, color: c.ink3 }}>
            {' (optional)'}
          </Box>
        )}
      </Typography>
      {hint && (
        <Typography id={`${id}-hint`} variant="body2" sx={{ color: c.ink3, mb: '8px' }}>
          {hint}
        </Typography>
      )}
      {children}
      {error && (
        <Box id={`${id}-problem`} sx={{ display: 'flex', gap: '6px', color: c.danger, fontSize: '0.875rem', lineHeight: '20px', mt: '6px' }}>
          <Box component="span" sx={{ pt: '2px' }}>
            <AlertIcon size={16} />
          </Box>
          {error}
        </Box>
      )}
    </Box>
  )
}

/** A list of answers, each a whole row to press. */
export function RadioRows<T extends string>({
  id,
  label,
  hint,
  error,
  optional,
  value,
  onChange,
  options,
}: FieldProps & { value: T | null; onChange: (v: T) => void; options: readonly { value: T; label: ReactNode; note?: ReactNode; start?: ReactNode }[] }) {
  return (
    <Question {...{ id, label, hint, error, optional: optional ?? false }}>
      <Box sx={{ bgcolor: c.surface, border: `1px solid ${error ? c.danger : c.line}`, borderRadius: '12px', overflow: 'hidden' }}>
        {options.map((o, i) => (
          <Box
            key={o.value}
            component="label"
            sx={{
              position: 'relative',
              display: 'flex',
              gap: '12px',
              alignItems: 'center',
              minHeight: 60,
              p: '11px 16px',
              cursor: 'pointer',
              borderTop: i > 0 ? `1px solid ${c.line}` : 0,
              bgcolor: value === o.value ? c.selected : 'transparent',
              '&:hover': { bgcolor: value === o.value ? c.selected : c.hover },
            }}
          >
            <Box
              component="input"
              type="radio"
              name={id}
              id={i === 0 ? id : undefined}
              checked={value === o.value}
              onChange={() => onChange(o.value)}
              sx={{ position: 'absolute', inset: 0, width: '100%', height: '100%', m: 0, opacity: 0, cursor: 'pointer', '&:focus-visible + span': { boxShadow: ring } }}
            />
            <Box
              component="span"
              aria-hidden
              sx={{
                width: 20,
                height: 20,
                borderRadius: '50%',
                border: value === o.value ? `6px solid ${c.primary}` : `2px solid ${c.lineStrong}`,
                bgcolor: c.surface,
                flex: 'none',
                boxSizing: 'border-box',
              }}
            />
            {o.start}
            <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
              <Box component="span" sx={{ display: 'block', fontWeight: 600, lineHeight: '22px' }}>
                {o.label}
              </Box>
              {o.note && (
                <Box component="span" sx={{ display: 'block', fontSize: '0.875rem', lineHeight: '20px', color: c.ink2 }}>
                  {o.note}
                </Box>
              )}
            </Box>
          </Box>
        ))}
      </Box>
    </Question>
  )
}

export function Tick({
  id,
  label,
  note,
  checked,
  onChange,
  disabled,
}: {
  id: string
  label: ReactNode
  note?: ReactNode
  checked: boolean
  onChange: (v: boolean) => void
  disabled?: boolean
}) {
  return (
    <Box sx={{ display: 'flex', gap: '4px', alignItems: 'flex-start', ml: '-10px' }}>
      <Checkbox
        id={id}
        checked={checked}
        disabled={disabled ?? false}
        onChange={(e) => onChange(e.target.checked)}
        slotProps={{ input: note ? { 'aria-describedby': `${id}-note` } : {} }}
      />
      <Box sx={{ pt: '10px' }}>
        <Box component="label" htmlFor={id} sx={{ cursor: 'pointer', display: 'block' }}>
          {label}
        </Box>
        {note && (
          <Typography id={`${id}-note`} variant="body2" sx={{ color: c.ink3 }}>
            {note}
          </Typography>
        )}
      </Box>
    </Box>
  )
}

/** The one filled button of a view. While it works it keeps its place and says so. */
export function Submit({ pending, children, doing, ...rest }: ButtonProps & { pending: boolean; doing: string }) {
  return (
    <Button type="submit" variant="contained" color="primary" aria-disabled={pending || undefined} {...rest}>
      {pending ? doing : children}
    </Button>
  )
}
