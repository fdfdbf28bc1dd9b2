import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { VisuallyHidden } from './glyphs.tsx'
import { CheckIcon, CloseIcon } from './icons.tsx'
import { c } from './theme.ts'
import { rem } from './tokens.ts'

export interface TrackerStep {
  label: string
  /** Date and time, or what to expect. Lines are kept apart. */
  lines?: ReactNode[]
  state: 'done' | 'current' | 'waiting' | 'cancelled' | 'ahead'
}

const marks = {
  done: { background: c.primary, borderColor: c.primary, color: c.onPrimary },
  current: { background: c.surface, borderColor: c.primary, color: c.primary, borderWidth: '5px' },
  waiting: { background: c.stWaiting, borderColor: c.stWaiting, color: c.surface },
  cancelled: { background: c.surface, borderColor: c.stCancelled, color: c.stCancelled },
  ahead: { background: c.surface, borderColor: c.lineStrong, color: 'transparent' },
} as const

const PauseBars = () => (
  <svg width={10} height={10} viewBox="0 0 10 10" fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round">
    <path d="M3 2v6M7 2v6" />
  </svg>
)

/** Received, in progress, resolved, closed, with dates; the current one in bold with a ring. */
export function StatusTracker({ steps, label = 'Progress' }: { steps: TrackerStep[]; label?: string }) {
  return (
    <Box component="ol" className="plain" aria-label={label} sx={{ display: 'grid', gridTemplateColumns: `repeat(${steps.length}, 1fr)` }}>
      {steps.map((step, i) => {
        const current = step.state === 'current' || step.state === 'waiting' || step.state === 'cancelled'
        return (
          <Box key={step.label} component="li" aria-current={current ? 'step' : undefined} sx={{ position: 'relative', minWidth: 0, paddingRight: '8px' }}>
            {i < steps.length - 1 ? (
              <Box
                aria-hidden="true"
                sx={{
                  position: 'absolute',
                  top: 8,
                  left: 18,
                  right: 0,
                  height: 2,
                  background: step.state === 'done' ? c.primary : c.line,
                  '@media (forced-colors: active)': { background: step.state === 'done' ? 'CanvasText' : 'GrayText' },
                }}
              />
            ) : null}
            <Box
              aria-hidden="true"
              sx={{
                width: 18,
                height: 18,
                borderRadius: '50%',
                borderStyle: 'solid',
                borderWidth: '2px',
                display: 'grid',
                placeItems: 'center',
                position: 'relative',
                marginBottom: '6px',
                ...marks[step.state],
              }}
            >
              {step.state === 'done' ? (
                <CheckIcon size={12} strokeWidth={2.5} />
              ) : step.state === 'waiting' ? (
                <PauseBars />
              ) : step.state === 'cancelled' ? (
                <CloseIcon size={10} strokeWidth={3} />
              ) : null}
            </Box>
            <Typography
              variant="body2"
              component="div"
              sx={{
                overflowWrap: 'anywhere',
                fontWeight: current ? 650 : 500,
                color: step.state === 'waiting' ? c.stWaiting : step.state === 'current' ? c.primary : step.state === 'ahead' ? c.ink2 : c.ink,
              }}
            >
              {step.label}
              {step.state === 'done' ? <VisuallyHidden>, done</VisuallyHidden> : step.state === 'ahead' ? <VisuallyHidden>, not yet</VisuallyHidden> : null}
            </Typography>
            {step.lines?.map((line, n) => (
              // The lines of a step have no identity but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <Typography key={n} variant="caption" component="div" sx={{ color: c.ink3, fontSize: rem(13), lineHeight: rem(18) }}>
                {line}
              </Typography>
            ))}
          </Box>
        )
      })}
    </Box>
  )
}

/** What comes next, at most one: a visit, a person, what we wait for. */
export function NextCard({ icon, title, children }: { icon: ReactNode; title: ReactNode; children?: ReactNode }) {
  return (
    <Box sx={{ background: c.surface, border: `1px solid ${c.line}`, borderRadius: '12px', padding: '14px 16px', display: 'flex', gap: '12px' }}>
      <Box
        component="span"
        sx={{ width: 40, height: 40, borderRadius: '8px', display: 'grid', placeItems: 'center', flex: 'none', background: c.primarySoft, color: c.onPrimarySoft }}
      >
        {icon}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="subtitle1" component="p">
          {title}
        </Typography>
        {children ? (
          <Typography variant="body2" component="div" sx={{ color: c.ink2 }}>
            {children}
          </Typography>
        ) : null}
      </Box>
    </Box>
  )
}

/** Bars of a flow with "Step 2 of 4". */
export function StepProgress({ step, of, end }: { step: number; of: number; end?: ReactNode }) {
  return (
    <Box>
      <Box aria-hidden="true" sx={{ display: 'flex', gap: '4px' }}>
        {Array.from({ length: of }, (_, i) => (
          <Box
            key={i}
            sx={{
              flex: 1,
              height: 4,
              borderRadius: '2px',
              background: i < step ? c.primary : c.line,
              '@media (forced-colors: active)': { background: i < step ? 'CanvasText' : 'GrayText' },
            }}
          />
        ))}
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', marginTop: '8px' }}>
        <Typography variant="body2" sx={{ color: c.ink3 }}>
          Step {step} of {of}
        </Typography>
        <Typography variant="body2" component="div" role="status" sx={{ color: c.ink3, display: 'flex', gap: '4px', alignItems: 'center' }}>
          {end}
        </Typography>
      </Box>
    </Box>
  )
}
