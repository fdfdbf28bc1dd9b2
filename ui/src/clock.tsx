import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { c } from './theme.ts'
import { rem } from './tokens.ts'

export interface ClockInterval {
  from: string
  to: string
  kind: 'counted' | 'paused' | 'closed' | 'holiday'
  /** Business seconds that it counts, or that were paused. */
  seconds: number
}
const fill: Record<ClockInterval['kind'], string> = {
  counted: c.c1,
  paused: c.stWaiting,
  closed: `repeating-linear-gradient(135deg, ${c.lineStrong} 0 1px, ${c.sunken} 1px 5px)`,
  holiday: `repeating-linear-gradient(135deg, ${c.lineStrong} 0 1px, ${c.sunken} 1px 5px)`,
}
const outlined = { '@media (forced-colors: active)': { border: '1px solid CanvasText' } } as const
const word: Record<ClockInterval['kind'], string> = { counted: 'Counted', paused: 'Paused, waiting', closed: 'Closed', holiday: 'Holiday' }

/**
 * The bar of a clock: counted, paused, closed and what remains. Closed time is drawn short so that a weekend does not
 * hide the work. `remaining` in seconds; null while paused.
 */
export function ClockBar({ intervals, remaining, breached, label }: { intervals: ClockInterval[]; remaining: number | null; breached?: boolean; label: string }) {
  const width = (i: ClockInterval) => (i.kind === 'closed' || i.kind === 'holiday' ? 1800 : Math.max(i.seconds, 240))
  return (
    <Box role="img" aria-label={label} sx={{ display: 'flex', height: 10, gap: '2px', margin: '4px 0' }}>
      {intervals.map((i) => (
        <Box
          key={i.from + i.kind}
          sx={{ flexGrow: width(i), flexBasis: 0, minWidth: 3, borderRadius: '2px', background: i.kind === 'counted' && breached ? c.danger : fill[i.kind], ...outlined }}
        />
      ))}
      {remaining !== null && remaining > 0 ? (
        <Box
          sx={{
            flexGrow: remaining,
            flexBasis: 0,
            minWidth: 3,
            position: 'relative',
            border: `1px dashed ${c.attention}`,
            borderRadius: '2px',
            '&::before': {
              content: '""',
              position: 'absolute',
              left: -2,
              top: -5,
              bottom: -5,
              width: 2,
              borderRadius: '1px',
              background: c.ink,
              '@media (forced-colors: active)': { background: 'CanvasText' },
            },
          }}
        />
      ) : null}
    </Box>
  )
}

/** Working time in hours however many they are: its days are not 24 h long. */
const worked = (seconds: number) => `${Math.floor(Math.abs(seconds) / 3600)} h ${String(Math.floor((Math.abs(seconds) % 3600) / 60)).padStart(2, '0')}`

/** Each interval as a row, and the sum. */
export function ClockIntervals({ intervals, used, target, span }: { intervals: ClockInterval[]; used: number; target: number; span: (from: string, to: string) => ReactNode }) {
  return (
    <Box
      component="table"
      sx={{
        width: '100%',
        borderCollapse: 'collapse',
        fontSize: rem(12),
        lineHeight: rem(18),
        fontVariantNumeric: 'tabular-nums',
        '& td, & th': { padding: '3px 0', textAlign: 'left', fontWeight: 400 },
        '& tr + tr td': { borderTop: `1px solid ${c.line}` },
      }}
    >
      <caption style={{ position: 'absolute', clipPath: 'inset(50%)' }}>How the clock was counted</caption>
      <thead style={{ position: 'absolute', clipPath: 'inset(50%)' }}>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Time</th>
        </tr>
      </thead>
      <tbody>
        {intervals.map((i) => (
          <tr key={i.from + i.kind}>
            <td>
              <Box
                component="span"
                sx={{
                  display: 'inline-block',
                  width: 8,
                  height: 8,
                  borderRadius: '2px',
                  marginRight: '6px',
                  background: i.kind === 'closed' || i.kind === 'holiday' ? c.c6 : fill[i.kind],
                  ...outlined,
                }}
              />
              {span(i.from, i.to)}
            </td>
            <td>{word[i.kind]}</td>
            <td style={{ textAlign: 'right', fontWeight: i.kind === 'counted' ? 650 : 400 }}>{i.kind === 'counted' ? worked(i.seconds) : '–'}</td>
          </tr>
        ))}
        <tr>
          <td colSpan={2} style={{ fontWeight: 650 }}>
            Used of {worked(target).replace(' 00', '')}
          </td>
          <td style={{ textAlign: 'right', fontWeight: 650 }}>{worked(used)}</td>
        </tr>
      </tbody>
    </Box>
  )
}

/** A figure with its name, a small line and how it compares. */
export function Figure({
  name,
  value,
  unit,
  points,
  note,
  noteTone = 'plain',
}: {
  name: string
  value: ReactNode
  unit?: string
  points?: readonly (number | null)[]
  note?: ReactNode
  noteTone?: 'plain' | 'good' | 'warn'
}) {
  return (
    <Box sx={{ padding: '12px 16px', minWidth: 0 }}>
      <Typography variant="caption" component="p" sx={{ color: c.ink2 }}>
        {name}
      </Typography>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'flex-end', gap: '8px' }}>
        <Typography variant="figure" component="p">
          {value}
          {unit ? (
            <Box component="span" sx={{ fontSize: rem(13), fontWeight: 400, color: c.ink2, marginLeft: '4px', letterSpacing: 0 }}>
              {unit}
            </Box>
          ) : null}
        </Typography>
        {points ? <Sparkline points={points} /> : null}
      </Box>
      {note ? (
        <Box
          sx={{
            fontSize: rem(12),
            lineHeight: rem(16),
            display: 'flex',
            gap: '4px',
            alignItems: 'center',
            color: noteTone === 'good' ? c.success : noteTone === 'warn' ? c.attention : c.ink3,
          }}
        >
          {note}
        </Box>
      ) : null}
    </Box>
  )
}

export function Sparkline({ points, width = 64, height = 24 }: { points: readonly (number | null)[]; width?: number; height?: number }) {
  const known = points.filter((p) => p !== null)
  if (known.length < 2) return null
  const [min, max] = [Math.min(...known), Math.max(...known)]
  const x = (i: number) => 2 + (i / (points.length - 1)) * (width - 6)
  const y = (v: number) => (max === min ? height / 2 : height - 3 - ((v - min) / (max - min)) * (height - 6))
  const line = points
    .map((p, i) => (p === null ? '' : `${x(i).toFixed(1)},${y(p).toFixed(1)}`))
    .filter(Boolean)
    .join(' ')
  const last = points.findLastIndex((p) => p !== null)
  return (
    <svg width={width} height={height} aria-hidden="true" style={{ flex: 'none' }}>
      <polyline points={line} fill="none" stroke={c.c1} strokeWidth={1.75} strokeLinecap="round" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(points[last]!)} r={2} fill={c.c1} />
    </svg>
  )
}

/** A share with the target as an ink tick; amber when it is missed. Both in percent. */
export function BarTarget({ value, target, label }: { value: number; target: number; label: string }) {
  return (
    <Box role="img" aria-label={label} sx={{ position: 'relative', height: 10, background: c.sunken, borderRadius: '3px', ...outlined }}>
      <Box
        sx={{
          height: '100%',
          width: `${Math.min(100, Math.max(0, value))}%`,
          background: value < target ? c.attention : c.c1,
          borderRadius: '3px',
          '@media (forced-colors: active)': { background: 'Highlight' },
        }}
      />
      <Box
        sx={{
          position: 'absolute',
          left: `${Math.min(100, Math.max(0, target))}%`,
          top: -3,
          bottom: -3,
          width: 2,
          marginLeft: '-1px',
          background: c.ink,
          '@media (forced-colors: active)': { background: 'CanvasText' },
        }}
      />
    </Box>
  )
}
