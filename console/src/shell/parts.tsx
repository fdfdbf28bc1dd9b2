import Menu from '@mui/material/Menu'
import Tooltip from '@mui/material/Tooltip'
import IconButton from '@mui/material/IconButton'
import { useRef, useState, type ReactElement, type ReactNode, type MouseEvent } from 'react'
import { AlertIcon, ChevronDownIcon, ClockIcon, StatusGlyph } from '@manifold/ui'
import type { SlaSummary, Status } from '@manifold/client'
import { KeyHint, bindings, useKey, useKeys, keyParts, type KeyName } from '#shell/keys.tsx'
import { useClockWords } from '#shell/dates.ts'

/** A chip that opens a menu: name quiet, value strong. Its key opens it too. */
export function MenuChip({
  name,
  value,
  hotkey,
  over,
  disabled,
  dash,
  children,
  label,
}: {
  name?: string
  value: ReactNode
  hotkey?: KeyName
  /** Its key goes before the same key of what comes on screen later. */
  over?: boolean
  disabled?: boolean
  dash?: boolean
  label?: string
  children: (close: () => void) => ReactNode
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      {hotkey ? <Hotkey name={hotkey} run={() => setAnchor(button.current)} enabled={!disabled} over={over === true} /> : null}
      <button
        ref={button}
        type="button"
        className="chip"
        disabled={disabled}
        {...(dash ? { 'data-dash': '' } : {})}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        {...(label ? { 'aria-label': label } : {})}
        onClick={(e: MouseEvent<HTMLElement>) => setAnchor(e.currentTarget)}
      >
        {name ? <span className="k">{name}</span> : null}
        <span className="v row" style={{ gap: 6 }}>
          {value}
        </span>
        {disabled || dash ? null : <ChevronDownIcon size={14} />}
      </button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { 'aria-label': label ?? name ?? 'Choose' } }}>
        {anchor ? children(() => setAnchor(null)) : null}
      </Menu>
    </>
  )
}

/** Listens for a key as a component, so that a condition can switch it. */
export function Hotkey({ name, run, enabled = true, over = false }: { name: KeyName; run: () => void; enabled?: boolean; over?: boolean }) {
  useKey(name, run, enabled, over)
  return null
}

/** An icon with a name, a tooltip and perhaps a key. */
export function IconAct({
  label,
  hotkey,
  children,
  ...rest
}: {
  label: string
  hotkey?: KeyName
  children: ReactElement
  onClick?: (e: MouseEvent<HTMLElement>) => void
  disabled?: boolean
  href?: string
  download?: boolean | string
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-expanded'?: boolean
  'aria-pressed'?: boolean
}) {
  const keys = useKeys().keysOf(hotkey ?? 'palette')
  return (
    <Tooltip title={hotkey && keys ? `${label} (${keyParts(keys).join(' ')})` : label}>
      <span>
        <IconButton aria-label={label} {...(rest as object)}>
          {children}
        </IconButton>
      </span>
    </Tooltip>
  )
}

/** An icon button that opens a menu. */
export function IconMenu({ label, icon, hotkey, children }: { label: string; icon: ReactElement; hotkey?: KeyName; children: (close: () => void) => ReactNode }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <IconAct label={label} {...(hotkey ? { hotkey } : {})} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(e) => setAnchor(e.currentTarget)}>
        {icon}
      </IconAct>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { 'aria-label': label } }}>
        {anchor ? children(() => setAnchor(null)) : null}
      </Menu>
    </>
  )
}

/** The most urgent clock of a ticket in a few words, with its glyph. */
export function SlaLabel({ of: { sla, status }, long = false }: { of: { sla: SlaSummary; status: Status }; long?: boolean }) {
  const words = useClockWords(sla, { long, ended: status === 'resolved' || status === 'closed' || status === 'cancelled' })
  if (!words)
    return (
      <span className="sla" data-tone="quiet">
        {long ? 'No clock' : ''}
      </span>
    )
  const icon =
    words.tone === 'bad' ? <AlertIcon size={14} /> : words.tone === 'warn' ? <ClockIcon size={14} /> : words.paused ? <StatusGlyph status="waiting_customer" size={13} /> : null
  return (
    <span className="sla" data-tone={words.tone} title={words.exact}>
      {icon}
      {words.text}
    </span>
  )
}

/** A row of the sheet of hints under a list. */
export function KeyLine({ names }: { names: { keys: KeyName[]; word: string }[] }) {
  return (
    <div className="keyline">
      {names.map(({ keys, word }) => (
        <span key={word} title={keys.map((k) => bindings[k].label).join(', ')}>
          {keys.map((k) => (
            <KeyHint key={k} name={k} />
          ))}
          {word}
        </span>
      ))}
    </div>
  )
}

/** A column: its word, its classes (`vh`: the word is only heard), its width in pixels. */
export type Head = string | readonly [label: string, className?: string, width?: number]

/** The head of a plain table. */
export function Heads({ of: heads }: { of: readonly Head[] }) {
  return (
    <thead>
      <tr>
        {heads.map((head) => {
          const [label, className = '', width] = typeof head === 'string' ? [head] : head
          const shown = className.split(' ').filter((c) => c !== 'vh')
          return (
            <th key={label} scope="col" className={shown.join(' ') || undefined} style={width === undefined ? undefined : { width }}>
              {className.includes('vh') ? <span className="vh">{label}</span> : label}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
