import { useStore } from 'react-admin'
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'

export interface Drag {
  width: number
  least: number
  most: number
  onWidth: (width: number) => void
}

/** The kept width of a pane, in px, and what moves its edge. */
export function usePane(name: string, usual: number, least: number, most: number): [number, Drag] {
  const [width, setWidth] = useStore<number>(`pane.${name}`, usual)
  return [width, { width, least, most, onWidth: (w) => setWidth(Math.round(Math.max(least, Math.min(most, w)))) }]
}

/** The edge of a pane: drag it, or move it with the arrow keys. */
export function Splitter({
  label,
  width,
  least,
  most,
  onWidth,
  at,
  grows,
}: Drag & { label: string; /** On which edge of its parent it lies. */ at: 'left' | 'right'; /** In which direction the pane becomes wider. */ grows: 'left' | 'right' }) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const sign = grows === 'left' ? -1 : 1
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a focusable separator is a widget
    <div
      className="splitter"
      data-after={at === 'left' || undefined}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={0}
      onPointerDown={(e: PointerEvent<HTMLDivElement>) => {
        start.current = { x: e.clientX, width }
        e.currentTarget.setPointerCapture(e.pointerId)
      }}
      onPointerMove={(e) => {
        if (start.current) onWidth(start.current.width + sign * (e.clientX - start.current.x))
      }}
      onPointerUp={() => (start.current = null)}
      onKeyDown={(e: KeyboardEvent) => {
        if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return
        e.preventDefault()
        onWidth(width + sign * (e.key === 'ArrowRight' ? 16 : -16))
      }}
    />
  )
}
