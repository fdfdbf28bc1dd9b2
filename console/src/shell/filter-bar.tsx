import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Popover from '@mui/material/Popover'
import { useRef, useState } from 'react'
import { Field, FilterChip, PlusIcon, dayText, useLocale } from '@manifold/ui'
import { KeyHint, useKey } from '#shell/keys.tsx'
import type { FilterSpec, Values } from '#shell/filters.ts'

interface Props {
  specs: FilterSpec[]
  values: Values
  /** Null takes the filter away. */
  onChange: (name: string, value: string | null) => void
}

/** One chip per filter, name quiet and value strong; the dashed chip adds one. */
export function FilterBar({ specs, values, onChange }: Props) {
  const [adding, setAdding] = useState<HTMLElement | null>(null)
  const [fresh, setFresh] = useState<{ spec: FilterSpec; anchor: HTMLElement } | null>(null)
  const add = useRef<HTMLSpanElement>(null)
  const button = () => add.current?.querySelector('button') ?? null
  useKey('list.filter', () => setAdding(button()))
  const free = specs.filter((s) => !values[s.name])
  return (
    <div className="row wrap" role="group" aria-label="Filters" style={{ gap: 6 }}>
      {specs
        .filter((s) => values[s.name])
        .map((spec) => (
          <ActiveChip key={spec.name} spec={spec} value={values[spec.name]!} onChange={(v) => onChange(spec.name, v)} />
        ))}
      {free.length > 0 ? (
        <span ref={add}>
          <FilterChip
            name="Filter"
            onOpen={setAdding}
            hint={
              <>
                <PlusIcon size={14} style={{ order: -1 }} />
                <KeyHint name="list.filter" />
              </>
            }
          />
        </span>
      ) : null}
      <Menu anchorEl={adding} open={adding !== null} onClose={() => setAdding(null)}>
        {free.map((spec) => (
          <MenuItem
            key={spec.name}
            onClick={() => {
              setAdding(null)
              setFresh({ spec, anchor: button()! })
            }}
          >
            {spec.label}
          </MenuItem>
        ))}
      </Menu>
      {fresh ? (
        <Chooser spec={fresh.spec} anchor={fresh.anchor} value={values[fresh.spec.name] ?? ''} onChange={(v) => onChange(fresh.spec.name, v)} onClose={() => setFresh(null)} />
      ) : null}
    </div>
  )
}

const none = () => []
function ActiveChip({ spec, value, onChange }: { spec: FilterSpec; value: string; onChange: (value: string | null) => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const options = (spec.useOptions ?? none)()
  const l = useLocale()
  const words =
    spec.kind === 'date' || spec.kind === 'day'
      ? dayText(l, new Date(value))
      : spec.kind === 'text'
        ? value
        : value.split(',').map((v) => options.find((o) => o.value === v)?.label ?? v)
  return (
    <>
      <FilterChip name={spec.label} value={typeof words === 'string' ? words : sentence(words)} onOpen={setAnchor} onRemove={() => onChange(null)} />
      {anchor ? <Chooser spec={spec} anchor={anchor} value={value} onChange={onChange} onClose={() => setAnchor(null)} /> : null}
    </>
  )
}
/** "Open, in progress, waiting"; of more than three, how many. */
const sentence = (words: string[]) =>
  words.length > 3 ? `${words[0]} and ${words.length - 1} more` : words.map((w, i) => (i === 0 ? w : w.charAt(0).toLowerCase() + w.slice(1))).join(', ')

function Chooser({
  spec,
  anchor,
  value,
  onChange,
  onClose,
}: {
  spec: FilterSpec
  anchor: HTMLElement
  value: string
  onChange: (value: string | null) => void
  onClose: () => void
}) {
  const options = (spec.useOptions ?? none)()
  const [text, setText] = useState(value)
  if (spec.kind === 'date' || spec.kind === 'day' || spec.kind === 'text')
    return (
      <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}>
        <form
          style={{ padding: 12, display: 'grid', gap: 12, width: 240 }}
          onSubmit={(e) => {
            e.preventDefault()
            onChange(text.trim() || null)
            onClose()
          }}
        >
          <Field label={spec.label} type={spec.kind === 'text' ? 'text' : 'date'} value={text} onChange={(e) => setText(e.target.value)} autoFocus />
          <Button type="submit" variant="contained">
            Filter
          </Button>
        </form>
      </Popover>
    )
  const chosen = value ? value.split(',') : []
  const pick = (v: string) => {
    if (spec.kind === 'one') {
      onChange(v === value ? null : v)
      onClose()
      return
    }
    const next = chosen.includes(v) ? chosen.filter((o) => o !== v) : options.map((o) => o.value).filter((o) => o === v || chosen.includes(o))
    onChange(next.length > 0 ? next.join(',') : null)
  }
  return (
    <Menu open anchorEl={anchor} onClose={onClose} slotProps={{ list: { 'aria-label': spec.label }, paper: { sx: { maxHeight: 420, minWidth: 180 } } }}>
      {options.length === 0 ? <MenuItem disabled>Nothing to choose from</MenuItem> : null}
      {options.map((o) => (
        <MenuItem
          key={o.value}
          selected={spec.kind === 'one' && o.value === value}
          {...(spec.kind === 'many' ? { role: 'menuitemcheckbox', 'aria-checked': chosen.includes(o.value) } : {})}
          onClick={() => pick(o.value)}
        >
          {spec.kind === 'many' ? (
            <input type="checkbox" className="check" style={{ margin: 0 }} tabIndex={-1} aria-hidden="true" readOnly checked={chosen.includes(o.value)} />
          ) : null}
          {o.label}
        </MenuItem>
      ))}
    </Menu>
  )
}
