import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { Field } from '@manifold/ui'
import type { ExtraField } from '@manifold/client'

/** One question of a category, by its type. */
export function Answer({
  field: f,
  value,
  problem,
  onChange,
}: {
  field: ExtraField
  value: string | number | boolean | undefined
  problem: string | null
  onChange: (v: string | number | boolean) => void
}) {
  const id = `n-answer-${f.key}`
  if (f.type === 'boolean')
    return (
      <Field id={id} label={f.label} hint={f.hint} problem={problem} optional={!f.required}>
        {(ids) => (
          <Select
            fullWidth
            displayEmpty
            value={value === undefined ? '' : String(value)}
            SelectDisplayProps={{ id: ids.id, 'aria-label': f.label }}
            onChange={(e) => onChange(e.target.value === '' ? '' : e.target.value === 'true')}
          >
            <MenuItem value="">Choose</MenuItem>
            <MenuItem value="true">Yes</MenuItem>
            <MenuItem value="false">No</MenuItem>
          </Select>
        )}
      </Field>
    )
  if (f.type === 'select')
    return (
      <Field id={id} label={f.label} hint={f.hint} problem={problem} optional={!f.required}>
        {(ids) => (
          <Select fullWidth displayEmpty value={String(value ?? '')} SelectDisplayProps={{ id: ids.id, 'aria-label': f.label }} onChange={(e) => onChange(e.target.value)}>
            <MenuItem value="">Choose</MenuItem>
            {((f.options ?? []) as unknown as { value: string; label: string }[]).map((o) => (
              <MenuItem key={o.value} value={o.value}>
                {o.label}
              </MenuItem>
            ))}
          </Select>
        )}
      </Field>
    )
  return (
    <Field
      id={id}
      label={f.label}
      hint={f.hint}
      problem={problem}
      optional={!f.required}
      type={f.type === 'number' ? 'number' : f.type === 'date' ? 'date' : 'text'}
      value={String(value ?? '')}
      onChange={(e) => onChange(e.target.value === '' ? '' : f.type === 'number' ? Number(e.target.value) : e.target.value)}
    />
  )
}
