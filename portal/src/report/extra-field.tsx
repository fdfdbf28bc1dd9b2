import type { ExtraField as Field } from '@manifold/client'
import { Choice, RadioRows, TextBox } from '#form.tsx'

export type FieldValue = string | boolean | undefined
export const fieldId = (f: Field) => `field-${f.key}`
const optionsOf = (f: Field) => (f.options ?? []).map((o) => (typeof o === 'string' ? { value: o, label: o } : o))

/** A sentence when the answer is missing or cannot be meant. */
export function checkField(f: Field, value: FieldValue): string | undefined {
  if (value === undefined || value === '') return f.required ? `Answer: ${f.label}` : undefined
  if (f.type === 'number' && !/^-?\d+([.,]\d+)?$/.test(String(value).trim())) return `${f.label.replace(/\?$/, '')}: enter a number.`
  return undefined
}

/** The answer as the API takes it. */
export function fieldOut(f: Field, value: FieldValue): unknown {
  if (value === undefined || value === '') return undefined
  return f.type === 'number' ? Number(String(value).trim().replace(',', '.')) : value
}

export function fieldText(f: Field, value: FieldValue): string {
  if (value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return optionsOf(f).find((o) => o.value === value)?.label ?? value
}

/** One more question of a category. */
export function ExtraField({
  field,
  value,
  error,
  onChange,
  onBlur,
}: {
  field: Field
  value: FieldValue
  error?: string | undefined
  onChange: (v: string | boolean) => void
  onBlur: () => void
}) {
  const shared = { id: fieldId(field), label: field.label, error, ...(field.hint ? { hint: field.hint } : {}), ...(field.required ? {} : { optional: true }) }
  const text = typeof value === 'string' ? value : ''
  const options = optionsOf(field)
  switch (field.type) {
    case 'boolean':
      return (
        <RadioRows
          {...shared}
          value={value === undefined || value === '' ? null : value ? 'yes' : 'no'}
          onChange={(v) => onChange(v === 'yes')}
          options={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
        />
      )
    case 'select':
      return options.length <= 5 ? (
        <RadioRows {...shared} value={text || null} onChange={onChange} options={options} />
      ) : (
        <Choice {...shared} value={text} onChange={onChange} onBlur={onBlur} options={[{ value: '', label: 'Choose' }, ...options]} />
      )
    case 'date':
      return <TextBox {...shared} type="date" value={text} onChange={onChange} onBlur={onBlur} />
    case 'number':
      return <TextBox {...shared} inputMode="decimal" value={text} onChange={onChange} onBlur={onBlur} />
    case 'textarea':
      return <TextBox {...shared} rows={3} maxLength={5000} value={text} onChange={onChange} onBlur={onBlur} />
    default:
      return <TextBox {...shared} maxLength={500} value={text} onChange={onChange} onBlur={onBlur} />
  }
}
