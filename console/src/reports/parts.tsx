import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { useState } from 'react'
import { Field } from '@manifold/ui'

/** The place of a panel while its figures are loaded. */
export const Waiting = ({ wide, height }: { wide: 4 | 8; height: number }) => <section className={`panel w${wide}`} style={{ minHeight: height }} aria-busy="true" />

/** The figures of a chart as a table. */
export function Plain({ caption, head, rows }: { caption: string; head: string[]; rows: (string | number)[][] }) {
  return (
    <table className="table flush">
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {head.map((h, i) => (
            <th key={h} scope="col" className={i > 0 ? 'num' : undefined}>
              {h}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={String(r[0])}>
            {r.map((v, i) =>
              i === 0 ? (
                <th key={i} scope="row" style={{ fontWeight: 400 }}>
                  {v}
                </th>
              ) : (
                <td key={i} className="num">
                  {v}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Asks for the first and the last day. */
export function OwnSpan({
  anchor,
  from,
  to,
  today,
  onClose,
  onSpan,
}: {
  anchor: HTMLElement
  from: string
  to: string
  today: string
  onClose: () => void
  onSpan: (from: string, to: string) => void
}) {
  const [a, setA] = useState(from)
  const [b, setB] = useState(to)
  const problem = a > b ? 'The first day must not be after the last.' : b > today ? 'The last day must not be in the future.' : null
  return (
    <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}>
      <form
        className="stack"
        style={{ padding: 16, width: 240, gap: 12 }}
        onSubmit={(e) => {
          e.preventDefault()
          if (!problem) onSpan(a, b)
        }}
      >
        <Field label="First day" type="date" value={a} onChange={(e) => setA(e.target.value)} autoFocus />
        <Field label="Last day" type="date" value={b} onChange={(e) => setB(e.target.value)} problem={problem} />
        <Button type="submit" variant="contained" disabled={problem !== null}>
          Show
        </Button>
      </form>
    </Popover>
  )
}
