import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { iconNamed } from './icons.tsx'
import { c } from './theme.ts'
import { rem } from './tokens.ts'

export type Status = 'open' | 'in_progress' | 'waiting_customer' | 'resolved' | 'closed' | 'cancelled'
export type Priority = 'low' | 'medium' | 'high' | 'urgent'

export const statusColour: Record<Status, { main: string; soft: string }> = {
  open: { main: c.stOpen, soft: c.stOpenSoft },
  in_progress: { main: c.stProgress, soft: c.stProgressSoft },
  waiting_customer: { main: c.stWaiting, soft: c.stWaitingSoft },
  resolved: { main: c.stResolved, soft: c.stResolvedSoft },
  closed: { main: c.stClosed, soft: c.stClosedSoft },
  cancelled: { main: c.stCancelled, soft: c.stCancelledSoft },
}
/** The console's words. The portal shows the API's statusLabel. */
export const staffWord: Record<Status, string> = {
  open: 'Open',
  in_progress: 'In progress',
  waiting_customer: 'Waiting',
  resolved: 'Resolved',
  closed: 'Closed',
  cancelled: 'Cancelled',
}
export const priorityWord: Record<Priority, string> = { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' }

const svg = (size: number, children: ReactNode) => (
  <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" style={{ flex: 'none', display: 'block' }}>
    {children}
  </svg>
)
const ringLine = { fill: 'none', stroke: 'currentColor', strokeWidth: 2 } as const

export function StatusGlyph({ status, size = 16 }: { status: Status; size?: number }) {
  switch (status) {
    case 'open':
      return svg(size, <circle cx={8} cy={8} r={6} {...ringLine} />)
    case 'in_progress':
      return svg(size, [<circle key={1} cx={8} cy={8} r={6} {...ringLine} />, <path key={2} d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" />])
    case 'waiting_customer':
      return svg(size, [
        <circle key={1} cx={8} cy={8} r={6} {...ringLine} />,
        <path key={2} d="M6.5 5.8v4.4M9.5 5.8v4.4" stroke="currentColor" strokeWidth={1.6} strokeLinecap="round" />,
      ])
    case 'resolved':
      return svg(size, [
        <circle key={1} cx={8} cy={8} r={7} fill="currentColor" />,
        <path key={2} d="M5 8.2l2.1 2.1L11 6.2" fill="none" stroke={c.surface} strokeWidth={1.7} strokeLinecap="round" strokeLinejoin="round" />,
      ])
    case 'closed':
      return svg(size, [
        <rect key={1} x={1.5} y={1.5} width={13} height={13} rx={3} fill="currentColor" />,
        <path key={2} d="M5 8.2l2.1 2.1L11 6.2" fill="none" stroke={c.surface} strokeWidth={1.7} strokeLinecap="round" strokeLinejoin="round" />,
      ])
    case 'cancelled':
      return svg(size, [
        <circle key={1} cx={8} cy={8} r={6} {...ringLine} strokeWidth={1.6} strokeDasharray="2.6 2.11" />,
        <path key={2} d="M6 6l4 4M10 6l-4 4" stroke="currentColor" strokeWidth={1.6} strokeLinecap="round" />,
      ])
  }
}

/** Glyph and word; never colour alone. `pill` puts it on its soft fill. */
export function StatusLabel({ status, label, pill, small }: { status: Status; label?: string; pill?: boolean; small?: boolean }) {
  const colour = statusColour[status]
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: '6px',
        fontWeight: 600,
        whiteSpace: 'nowrap',
        color: colour.main,
        fontSize: small ? rem(12) : rem(14),
        lineHeight: small ? rem(16) : rem(20),
        ...(pill && { background: colour.soft, borderRadius: 999, padding: '3px 10px 3px 7px', ...(status === 'cancelled' && { boxShadow: `inset 0 0 0 1px ${c.lineStrong}` }) }),
      }}
    >
      <StatusGlyph status={status} size={small ? 14 : 16} />
      {label ?? staffWord[status]}
    </Box>
  )
}

const priorityColour: Record<Priority, string> = { urgent: c.prUrgent, high: c.prHigh, medium: c.prMedium, low: c.prLow }
const bars: Record<Exclude<Priority, 'urgent'>, number> = { low: 1, medium: 2, high: 3 }

/** In lists the word is hidden but spoken; `word` shows it. */
export function PriorityGlyph({ priority, word, size = 16 }: { priority: Priority; word?: boolean; size?: number }) {
  const glyph =
    priority === 'urgent'
      ? svg(size, [
          <rect key={1} x={1} y={1} width={14} height={14} rx={3.5} fill="currentColor" />,
          <path key={2} d="M8 4.2v4.6" stroke={c.surface} strokeWidth={2} strokeLinecap="round" />,
          <circle key={3} cx={8} cy={11.7} r={1.15} fill={c.surface} />,
        ])
      : svg(
          size,
          [0, 1, 2].map((i) => (
            <rect key={i} x={2 + i * 4.3} y={10 - i * 3.5} width={3} height={4 + i * 3.5} rx={0.8} fill="currentColor" opacity={i < bars[priority] ? 1 : 0.25} />
          )),
        )
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: '6px', color: priorityColour[priority], fontWeight: 600, fontSize: rem(12), lineHeight: rem(16) }}
    >
      {glyph}
      {word ? priorityWord[priority] : <VisuallyHidden>{priorityWord[priority]} priority</VisuallyHidden>}
    </Box>
  )
}

export const hidden = { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' } as const
export const VisuallyHidden = ({ children }: { children: ReactNode }) => (
  <Box component="span" sx={hidden}>
    {children}
  </Box>
)

export type Line = 'gas' | 'charging' | 'rides' | null
const lineColour = (line: string | null) =>
  (line === 'charging' ? [c.charging, c.chargingSoft] : line === 'rides' ? [c.rides, c.ridesSoft] : line === 'gas' ? [c.gas, c.gasSoft] : [c.onPrimarySoft, c.primarySoft]) as [
    string,
    string,
  ]

/** The 40 px tile of a service line with the category's icon. */
export function LineTile({ line, icon, size = 40, danger }: { line: string | null; icon?: string | null; size?: number; danger?: boolean }) {
  const [ink, fill] = danger ? [c.danger, c.dangerSoft] : lineColour(line)
  const Icon = iconNamed(icon ?? line)
  return (
    <Box component="span" sx={{ width: size, height: size, borderRadius: '8px', display: 'grid', placeItems: 'center', flex: 'none', color: ink, background: fill }}>
      <Icon size={Math.round(size / 2)} />
    </Box>
  )
}

/** A small label on a soft fill. */
export function Lozenge({ tone = 'plain', children }: { tone?: 'plain' | 'danger' | 'warn' | 'ok' | 'info' | 'gas' | 'note'; children: ReactNode }) {
  const tones = {
    plain: [c.ink2, c.sunken],
    danger: [c.onDangerSoft, c.dangerSoft],
    warn: [c.onAttentionSoft, c.attentionSoft],
    ok: [c.onSuccessSoft, c.successSoft],
    info: [c.onInfoSoft, c.infoSoft],
    gas: [c.gas, c.gasSoft],
    note: [c.noteLabel, c.notePaper],
  } as const
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: '4px',
        minHeight: 20,
        padding: '0 7px',
        borderRadius: '4px',
        fontSize: rem(11),
        lineHeight: rem(20),
        fontWeight: 600,
        whiteSpace: 'nowrap',
        color: tones[tone][0],
        background: tones[tone][1],
      }}
    >
      {children}
    </Box>
  )
}

const tints = [
  [c.onPrimarySoft, c.primarySoft],
  [c.onInfoSoft, c.infoSoft],
  [c.rides, c.ridesSoft],
  [c.charging, c.chargingSoft],
  [c.stWaiting, c.stWaitingSoft],
] as const
/** Initials on a tint that follows from the name; with a picture, the picture. `name` null draws the empty place of nobody. */
export function Avatar({ name, src, size = 32 }: { name: string | null; src?: string | null; size?: number }) {
  if (name === null)
    return <Box component="span" sx={{ width: size, height: size, borderRadius: '50%', border: `1px dashed ${c.lineStrong}`, flex: 'none', display: 'inline-block' }} />
  const words = name.trim().split(/\s+/)
  const initials = ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)![0] ?? '') : '')).toUpperCase()
  const [ink, fill] = tints[Array.from(name).reduce((h, ch) => (h * 31 + ch.codePointAt(0)!) >>> 0, 7) % tints.length]!
  const box = { width: size, height: size, borderRadius: '50%', flex: 'none' } as const
  if (src) return <Box component="img" src={src} alt="" sx={{ ...box, objectFit: 'cover', background: fill }} />
  return (
    <Box
      component="span"
      aria-hidden="true"
      sx={{ ...box, display: 'inline-grid', placeItems: 'center', fontSize: size <= 22 ? 9.5 : size >= 40 ? 14 : 12, lineHeight: 1, fontWeight: 600, color: ink, background: fill }}
    >
      {initials}
    </Box>
  )
}

/** A key of the keyboard. */
export const Kbd = ({ children }: { children: ReactNode }) => (
  <Box
    component="kbd"
    sx={{
      font: 'inherit',
      fontSize: rem(11),
      lineHeight: rem(16),
      fontWeight: 500,
      color: 'inherit',
      border: '1px solid',
      borderColor: 'color-mix(in srgb, currentColor 35%, transparent)',
      borderBottomWidth: 2,
      borderRadius: '4px',
      padding: '0 5px',
      minWidth: 20,
      textAlign: 'center',
      display: 'inline-block',
    }}
  >
    {children}
  </Box>
)
