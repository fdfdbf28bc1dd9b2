import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { useRef, useState } from 'react'
import { Field, PlusIcon, TagIcon } from '@manifold/ui'
import { Hotkey } from '#shell/parts.tsx'

/** A tag as the desk writes it: small letters, a hyphen for a blank. */
export const tagText = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/[^\p{L}\p{N}-]/gu, '')
    .slice(0, 40)

/** Asks for one tag; its key works with it, `over` that of a ticket beside it. */
export function TagMenu({ label, onPick, disabled, over = false }: { label: string; onPick: (tag: string) => void; disabled?: boolean; over?: boolean }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [text, setText] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAnchor(null)
    setText('')
  }
  return (
    <>
      <Hotkey name="ticket.tags" run={() => setAnchor(button.current)} enabled={!disabled} over={over} />
      <button ref={button} type="button" className="chip" data-dash="" disabled={disabled} aria-haspopup="dialog" aria-label={label} onClick={(e) => setAnchor(e.currentTarget)}>
        <PlusIcon size={14} />
        Tag
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': label } as object }}
      >
        <form
          style={{ padding: 12, display: 'grid', gap: 12, width: 240 }}
          onSubmit={(e) => {
            e.preventDefault()
            const tag = tagText(text)
            if (!tag) return
            close()
            onPick(tag)
          }}
        >
          <Field label="Tag" value={text} onChange={(e) => setText(e.target.value)} autoFocus slotProps={{ input: { maxLength: 40 } }} />
          <Button type="submit" variant="contained" startIcon={<TagIcon size={16} />} disabled={tagText(text) === ''}>
            Add
          </Button>
        </form>
      </Popover>
    </>
  )
}
