import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import Switch from '@mui/material/Switch'
import { useState, type ReactNode } from 'react'
import { ConfirmDialog, Field, FormErrorSummary } from '@manifold/ui'
import { isProblem } from '@manifold/client'
import { plain } from '#shell/plain.ts'
import type { Option } from '#shell/filters.ts'
import './form.css'

export interface Shown {
  id: string
  /** Only to be read. */
  disabled: boolean
}
export interface FormField<T> {
  name: keyof T & string
  label: string
  hint?: ReactNode
  kind: 'text' | 'long' | 'number' | 'select' | 'many' | 'switch' | 'lines' | 'custom'
  optional?: boolean
  /** What a choice that may stay empty is called while it is. */
  none?: string
  useOptions?: () => Option[]
  /** Shown only while this holds. */
  when?: (values: T) => boolean
  /** Checked even when it is empty: another field may need it. */
  checkEmpty?: boolean
  /** A sentence when the value will not do. */
  check?: (value: never, values: T) => string | null
  render?: (value: never, set: (value: unknown) => void, shown: Shown, values: T) => ReactNode
  rows?: number
  most?: number
  type?: string
}
export interface FormProps<T> {
  fields: FormField<T>[]
  initial: T
  submit: (values: T) => Promise<unknown>
  onCancel?: () => void
  saveLabel?: string
  /** Nothing can be changed. */
  readOnly?: boolean
  remove?: { label: string; title: string; text: string; run: () => Promise<unknown> }
  extra?: (values: T) => ReactNode
}

const isEmpty = (v: unknown) => v === '' || v === null || v === undefined || (Array.isArray(v) && v.length === 0)

/** Label above, checked on leaving a field and on submit, a summary with links; what was typed is never cleared. */
export function Form<T extends object>({ fields, initial, submit, onCancel, saveLabel = 'Save', readOnly, remove, extra }: FormProps<T>) {
  const [values, setValues] = useState(initial)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [summary, setSummary] = useState<{ id?: string; text: string }[]>([])
  const [busy, setBusy] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const [removing, setRemoving] = useState(false)
  const dirty = JSON.stringify(values) !== JSON.stringify(initial)
  const shown = fields.filter((f) => f.when?.(values) ?? true)
  const check = (f: FormField<T>, all: T): string | null => {
    const value = all[f.name]
    if (isEmpty(value) && f.kind !== 'switch' && f.kind !== 'custom')
      return f.optional ? (f.checkEmpty ? (f.check?.(value as never, all) ?? null) : null) : f.kind === 'select' ? `Choose ${article(f.label)}.` : `Enter ${article(f.label)}.`
    return f.check?.(value as never, all) ?? null
  }
  const set = (f: FormField<T>) => (value: unknown) => {
    const next = { ...values, [f.name]: value }
    setValues(next)
    if (problems[f.name] && !check(f, next)) setProblems((old) => Object.fromEntries(Object.entries(old).filter(([k]) => k !== f.name)))
  }
  const left = (f: FormField<T>) => {
    const problem = check(f, values)
    setProblems((old) => (problem ? { ...old, [f.name]: problem } : Object.fromEntries(Object.entries(old).filter(([k]) => k !== f.name))))
  }
  const told = (found: Record<string, string>, other: string[]) => {
    setProblems(found)
    setSummary([
      ...Object.entries(found).map(([name, text]) => ({ id: `f-${name}`, text: `${fields.find((f) => f.name === name)?.label ?? name}: ${text}` })),
      ...other.map((text) => ({ text })),
    ])
  }
  const send = async () => {
    setAttempt((n) => n + 1)
    const found = Object.fromEntries(
      shown.flatMap((f) => {
        const p = check(f, values)
        return p ? [[f.name, p]] : []
      }),
    )
    if (Object.keys(found).length > 0) return told(found, [])
    setBusy(true)
    setSummary([])
    try {
      await submit(values)
    } catch (error) {
      const named: Record<string, string> = {}
      const other: string[] = []
      if (isProblem(error) && error.errors.length > 0)
        for (const e of error.errors) {
          const field = fields.find((f) => e.path === f.name || e.path.startsWith(`${f.name}.`))
          if (field) named[field.name] = e.message
          else other.push(e.message)
        }
      else other.push((error as Error).message)
      told(named, other)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="form"
      noValidate
      onSubmit={(e) => {
        e.preventDefault()
        void send()
      }}
    >
      <FormErrorSummary problems={summary} attempt={attempt} />
      {shown.map((f) => (
        <FormRow
          key={f.name}
          field={f}
          value={values[f.name]}
          values={values}
          problem={problems[f.name] ?? null}
          disabled={readOnly === true}
          onChange={set(f)}
          onLeave={() => left(f)}
        />
      ))}
      {extra?.(values)}
      <div className="form-foot">
        {readOnly ? null : (
          <Button type="submit" variant="contained" disabled={busy || !dirty}>
            {saveLabel}
          </Button>
        )}
        {onCancel ? <Button onClick={onCancel}>{readOnly ? 'Close' : 'Cancel'}</Button> : null}
        {dirty && !readOnly ? <span className="meta">Not saved yet</span> : null}
        {remove && !readOnly ? (
          <Button color="error" className="push" onClick={() => setRemoving(true)}>
            {remove.label}
          </Button>
        ) : null}
      </div>
      {remove ? (
        <ConfirmDialog
          open={removing}
          title={remove.title}
          text={remove.text}
          confirm={remove.label}
          danger
          busy={busy}
          onClose={() => setRemoving(false)}
          onConfirm={() => {
            setBusy(true)
            remove
              .run()
              .catch((e: Error) => told({}, [e.message]))
              .finally(() => {
                setBusy(false)
                setRemoving(false)
              })
          }}
        />
      ) : null}
    </form>
  )
}
/** "a name", "an e-mail", "hours" */
const article = (label: string) => {
  const word = label.charAt(0).toLowerCase() + label.slice(1)
  return word.endsWith('s') && !word.endsWith('ss') ? word : `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}

const none = () => []
function FormRow<T>({
  field: f,
  value,
  values,
  problem,
  disabled,
  onChange,
  onLeave,
}: {
  field: FormField<T>
  value: unknown
  values: T
  problem: string | null
  disabled: boolean
  onChange: (v: unknown) => void
  onLeave: () => void
}) {
  const options = (f.useOptions ?? none)()
  const id = `f-${f.name}`
  const shared = { id, label: f.label, hint: f.hint, problem, optional: f.optional ?? false }
  switch (f.kind) {
    case 'switch':
      return (
        <div className="form-switch">
          <Switch id={id} checked={Boolean(value)} disabled={disabled} onChange={(e) => onChange(e.target.checked)} />
          <label htmlFor={id}>
            {f.label}
            {f.hint ? <span className="meta">{f.hint}</span> : null}
          </label>
        </div>
      )
    case 'select':
      return (
        <Field {...shared}>
          {(ids) => (
            <Select
              fullWidth
              displayEmpty
              disabled={disabled}
              value={plain(value)}
              inputProps={{ 'aria-describedby': ids['aria-describedby'] }}
              SelectDisplayProps={{ id: ids.id, 'aria-label': f.label }}
              error={problem !== null}
              onChange={(e) => onChange(e.target.value === '' ? null : e.target.value)}
              onBlur={onLeave}
            >
              {f.optional || isEmpty(value) ? <MenuItem value="">{f.optional ? (f.none ?? 'None') : 'Choose'}</MenuItem> : null}
              {options.map((o) => (
                <MenuItem key={o.value} value={o.value}>
                  {o.label}
                </MenuItem>
              ))}
            </Select>
          )}
        </Field>
      )
    case 'many':
      return (
        <fieldset className="form-many" id={id} tabIndex={-1}>
          <legend>
            {f.label}
            {f.optional ? <span className="meta"> (optional)</span> : null}
          </legend>
          {f.hint ? <p className="meta">{f.hint}</p> : null}
          <div className="form-checks">
            {options.map((o) => {
              const list = (value as string[] | null) ?? []
              return (
                <label key={o.value}>
                  <input
                    type="checkbox"
                    className="check"
                    disabled={disabled}
                    checked={list.includes(o.value)}
                    onChange={(e) => onChange(e.target.checked ? [...list, o.value] : list.filter((v) => v !== o.value))}
                  />
                  {o.label}
                </label>
              )
            })}
            {options.length === 0 ? <span className="meta">Nothing to choose from yet.</span> : null}
          </div>
          {problem ? <p className="form-problem">{problem}</p> : null}
        </fieldset>
      )
    case 'lines':
      return (
        <Field
          {...shared}
          disabled={disabled}
          multiline
          minRows={f.rows ?? 3}
          value={((value as string[] | null) ?? []).join('\n')}
          onChange={(e) => onChange(e.target.value === '' ? [] : e.target.value.split('\n'))}
          onBlur={() => {
            onChange(((value as string[] | null) ?? []).map((v) => v.trim()).filter(Boolean))
            onLeave()
          }}
        />
      )
    case 'number':
      return (
        <Field
          {...shared}
          disabled={disabled}
          type="number"
          value={value ?? ''}
          onChange={(e) => onChange(e.target.value === '' ? null : Number(e.target.value))}
          onBlur={onLeave}
        />
      )
    case 'custom':
      // A part of several controls names itself; the label of the group is its heading.
      return (
        <div className="form-custom" role="group" aria-labelledby={`${id}-label`} id={id} tabIndex={-1}>
          <p id={`${id}-label`} className="form-label">
            {f.label}
          </p>
          {f.hint ? <p className="meta">{f.hint}</p> : null}
          {f.render?.(value as never, disabled ? () => undefined : onChange, { id, disabled }, values)}
          {problem ? <p className="form-problem">{problem}</p> : null}
        </div>
      )
    default:
      return (
        <Field
          {...shared}
          disabled={disabled}
          type={f.type ?? 'text'}
          multiline={f.kind === 'long'}
          {...(f.kind === 'long' ? { minRows: f.rows ?? 4, maxRows: 24 } : {})}
          value={(value as string | null) ?? ''}
          onChange={(e) => onChange(e.target.value)}
          onBlur={onLeave}
          {...(f.most ? { slotProps: { input: { maxLength: f.most } } } : {})}
        />
      )
  }
}
