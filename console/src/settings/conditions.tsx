import Button from '@mui/material/Button'
import { PlusIcon, TrashIcon } from '@manifold/ui'
import { plain } from '#shell/plain.ts'
import { IconAct } from '#shell/parts.tsx'
import { useCategoryOptions, useStaff, useTeamOptions } from '#desk/lookups.ts'
import { comparisonWord, isGroup, useVocabulary, words, type Condition, type Conditions } from '#settings/vocabulary.ts'

const numeric = new Set(['older_than_hours', 'within_hours', 'due_within_hours', 'at_least', 'more_than', 'at_most', 'fewer_than'])
const many = new Set(['in', 'not_in', 'has_any', 'has_all', 'has_none', 'contains_any'])
const unvalued = new Set(['is_set', 'not_set'])

/** All or any of the parts, each a comparison or such a group again, at most three deep. */
export function ConditionsEditor({
  value,
  set,
  event,
  disabled,
  depth = 0,
}: {
  value: Conditions
  set: (v: Conditions) => void
  event: boolean
  disabled: boolean
  depth?: number
}) {
  const { fields } = useVocabulary()
  const offered = fields.filter((f) => event || !f.eventOnly)
  const change = (i: number, part: Condition | Conditions) => set({ ...value, of: value.of.map((p, n) => (n === i ? part : p)) })
  const drop = (i: number) => set({ ...value, of: value.of.filter((_, n) => n !== i) })
  const begin = (): Condition => {
    const f = offered[0]
    return { field: f?.name ?? 'status', is: f?.comparisons[0] ?? 'equals', value: f?.options?.[0] ?? '' }
  }
  return (
    <div className="parts" role="group" aria-label={depth === 0 ? 'Conditions' : 'Group of conditions'}>
      <select
        className="plain-select"
        style={{ justifySelf: 'start' }}
        aria-label="How the conditions combine"
        disabled={disabled}
        value={value.match}
        onChange={(e) => set({ ...value, match: e.target.value as 'all' | 'any' })}
      >
        <option value="all">All of these hold</option>
        <option value="any">Any of these holds</option>
      </select>
      {value.of.map((part, i) => (
        <div className="part" key={i}>
          {isGroup(part) ? (
            <div className="group">
              <ConditionsEditor value={part} set={(v) => change(i, v)} event={event} disabled={disabled} depth={depth + 1} />
            </div>
          ) : (
            <One part={part} n={i + 1} fields={offered} disabled={disabled} onChange={(p) => change(i, p)} />
          )}
          {disabled ? null : (
            <IconAct label={isGroup(part) ? 'Remove the group' : `Remove condition ${i + 1}`} onClick={() => drop(i)}>
              <TrashIcon size={16} />
            </IconAct>
          )}
        </div>
      ))}
      {disabled ? null : (
        <div className="row wrap">
          <Button startIcon={<PlusIcon size={16} />} onClick={() => set({ ...value, of: [...value.of, begin()] })}>
            Condition
          </Button>
          {depth < 2 ? (
            <Button variant="text" onClick={() => set({ ...value, of: [...value.of, { match: value.match === 'all' ? 'any' : 'all', of: [begin()] }] })}>
              Group
            </Button>
          ) : null}
        </div>
      )}
    </div>
  )
}

function One({
  part,
  n,
  fields,
  disabled,
  onChange,
}: {
  part: Condition
  n: number
  fields: ReturnType<typeof useVocabulary>['fields']
  disabled: boolean
  onChange: (c: Condition) => void
}) {
  const field = fields.find((f) => f.name === part.field)
  const pick = (name: string) => {
    const f = fields.find((x) => x.name === name)!
    const is = f.comparisons[0]!
    onChange({ field: name, is, ...start(f, is) })
  }
  return (
    <div className="grow">
      <select className="plain-select" aria-label={`Field of condition ${n}`} disabled={disabled} value={part.field} onChange={(e) => pick(e.target.value)}>
        {field ? null : <option value={part.field}>{part.field}</option>}
        {fields.map((f) => (
          <option key={f.name} value={f.name}>
            {f.sentence}
          </option>
        ))}
      </select>
      <select
        className="plain-select"
        aria-label={`Comparison of condition ${n}`}
        disabled={disabled}
        value={part.is}
        onChange={(e) =>
          onChange({
            field: part.field,
            is: e.target.value,
            ...(many.has(e.target.value) === many.has(part.is) && numeric.has(e.target.value) === numeric.has(part.is) && !unvalued.has(e.target.value) && part.value !== undefined
              ? { value: part.value }
              : start(field, e.target.value)),
          })
        }
      >
        {(field?.comparisons ?? [part.is]).map((c) => (
          <option key={c} value={c}>
            {comparisonWord[c] ?? c}
          </option>
        ))}
      </select>
      {unvalued.has(part.is) ? null : (
        <Value part={part} n={n} type={field?.type ?? 'text'} options={field?.options ?? null} disabled={disabled} onChange={(value) => onChange({ ...part, value })} />
      )}
    </div>
  )
}
function start(field: { type: string; options: string[] | null } | undefined, is: string): { value?: unknown } {
  if (unvalued.has(is)) return {}
  if (numeric.has(is) || field?.type === 'number') return { value: 24 }
  if (field?.type === 'boolean') return { value: true }
  if (many.has(is)) return { value: field?.options ? [field.options[0]!] : [] }
  return { value: field?.options?.[0] ?? '' }
}

function Value({
  part,
  n,
  type,
  options,
  disabled,
  onChange,
}: {
  part: Condition
  n: number
  type: string
  options: string[] | null
  disabled: boolean
  onChange: (value: unknown) => void
}) {
  const { settings } = useVocabulary()
  const teams = useTeamOptions()
  const categories = useCategoryOptions()
  const staff = useStaff()
  const label = `Value of condition ${n}`
  const named =
    part.field === 'teamId'
      ? teams
      : part.field === 'categoryId'
        ? categories
        : part.field === 'assigneeId'
          ? staff.map((s) => ({ value: s.id, label: s.name }))
          : options?.map((o) => ({ value: o, label: words(o) }))
  if (numeric.has(part.is) || type === 'number') {
    const setting = typeof part.value === 'object' && part.value !== null && 'setting' in part.value ? String((part.value as { setting: string }).setting) : null
    return (
      <>
        {setting === null ? (
          <input
            className="plain-input"
            style={{ flex: '0 1 90px' }}
            type="number"
            min={0}
            aria-label={label}
            disabled={disabled}
            value={Number(part.value ?? 0)}
            onChange={(e) => onChange(Number(e.target.value))}
          />
        ) : null}
        <select
          className="plain-select"
          aria-label={`Where the value of condition ${n} comes from`}
          disabled={disabled}
          value={setting ?? ''}
          onChange={(e) => onChange(e.target.value ? { setting: e.target.value } : 24)}
        >
          <option value="">This number</option>
          {settings.map((s) => (
            <option key={s.name} value={s.name}>
              {s.sentence}
            </option>
          ))}
        </select>
      </>
    )
  }
  if (type === 'boolean')
    return (
      <select className="plain-select" aria-label={label} disabled={disabled} value={String(part.value)} onChange={(e) => onChange(e.target.value === 'true')}>
        <option value="true">Yes</option>
        <option value="false">No</option>
      </select>
    )
  if (many.has(part.is)) {
    const list = (part.value as string[]) ?? []
    if (named)
      return (
        <span className="row wrap" style={{ gap: 0 }}>
          {named.map((o) => (
            <label key={o.value} className="row" style={{ gap: 0, paddingRight: 8 }}>
              <input
                type="checkbox"
                className="check"
                disabled={disabled}
                checked={list.includes(o.value)}
                onChange={(e) => onChange(e.target.checked ? [...list, o.value] : list.filter((v) => v !== o.value))}
              />
              {o.label}
            </label>
          ))}
        </span>
      )
    return (
      <input
        className="plain-input"
        aria-label={label}
        placeholder="With commas between"
        disabled={disabled}
        defaultValue={list.join(', ')}
        onChange={(e) =>
          onChange(
            e.target.value
              .split(',')
              .map((v) => v.trim())
              .filter(Boolean),
          )
        }
      />
    )
  }
  if (named)
    return (
      <select className="plain-select" aria-label={label} disabled={disabled} value={plain(part.value)} onChange={(e) => onChange(e.target.value)}>
        {named.some((o) => o.value === part.value) ? null : <option value={plain(part.value)}>Choose</option>}
        {named.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    )
  return <input className="plain-input" aria-label={label} disabled={disabled} value={plain(part.value)} onChange={(e) => onChange(e.target.value)} />
}
