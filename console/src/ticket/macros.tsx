import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useRef, useState } from 'react'
import { BoltIcon } from '@manifold/ui'
import { useMacros } from '#desk/lookups.ts'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { IconAct } from '#shell/parts.tsx'
import type { TicketActs } from '#ticket/acts.ts'

/** Runs a macro on the ticket; `small` is an icon, for the preview. */
export function MacroMenu({ acts, small }: { acts: TicketActs; small?: boolean }) {
  const macros = useMacros()
  const place = useRef<HTMLSpanElement>(null)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useKey('ticket.macro', () => setAnchor(place.current), !acts.busy)
  return (
    <>
      <span ref={place}>
        {small ? (
          <IconAct label="Macro" hotkey="ticket.macro" aria-haspopup="menu" aria-expanded={anchor !== null} disabled={acts.busy} onClick={() => setAnchor(place.current)}>
            <BoltIcon />
          </IconAct>
        ) : (
          <Button startIcon={<BoltIcon size={16} />} aria-haspopup="menu" aria-expanded={anchor !== null} disabled={acts.busy} onClick={() => setAnchor(place.current)}>
            Macro
            <KeyHint name="ticket.macro" />
          </Button>
        )}
      </span>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { 'aria-label': 'Macro' } }}>
        {macros.length === 0 ? <MenuItem disabled>No macros yet</MenuItem> : null}
        {macros.map((m) => (
          <MenuItem
            key={m.id}
            onClick={() => {
              setAnchor(null)
              acts.macro(m.id, m.name)
            }}
          >
            <span>
              {m.name}
              {m.description ? (
                <span className="meta" style={{ display: 'block' }}>
                  {m.description}
                </span>
              ) : null}
            </span>
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
