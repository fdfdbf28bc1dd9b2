import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { useEffect, useState, type ElementType, type ReactNode } from 'react'
import { AlertIcon, ChevronRightIcon } from './icons.tsx'
import { c } from './theme.ts'
import { rem } from './tokens.ts'

/** One border around a group, hairlines inside it. */
export function Panel({ children, tone = 'plain', ...rest }: { children: ReactNode; tone?: 'plain' | 'attention' | 'danger'; [key: string]: unknown }) {
  return (
    <Box
      {...rest}
      sx={{
        background: tone === 'attention' ? c.attentionSoft : tone === 'danger' ? c.dangerSoft : c.surface,
        border: `1px solid ${tone === 'attention' ? c.attentionLine : tone === 'danger' ? c.dangerLine : c.line}`,
        borderRadius: '12px',
        overflow: 'hidden',
        '& > ul.plain > li + li': { borderTop: `1px solid ${c.line}` },
        ...(rest.sx as object),
      }}
    >
      {children}
    </Box>
  )
}

export interface ListRowProps {
  /** The tile at the left. */
  tile?: ReactNode
  title: ReactNode
  status?: ReactNode
  next?: ReactNode
  end?: ReactNode
  /** A router link component; the whole row is the link. */
  component?: ElementType
  to?: string
  href?: string
  onClick?: () => void
}
/** The portal's row: tile, title, status, next step, chevron. */
export function ListRow({ tile, title, status, next, end, component = 'div', ...link }: ListRowProps) {
  const linked = link.to !== undefined || link.href !== undefined || link.onClick !== undefined
  return (
    <Box
      component={component}
      {...link}
      sx={{
        display: 'flex',
        gap: '12px',
        padding: '14px 12px 14px 16px',
        minHeight: 64,
        alignItems: 'center',
        textDecoration: 'none',
        color: 'inherit',
        width: '100%',
        border: 0,
        background: 'transparent',
        font: 'inherit',
        textAlign: 'left',
        ...(linked && { cursor: 'pointer', '&:hover': { background: c.hover }, '&:focus-visible': { boxShadow: `inset 0 0 0 2px ${c.focus}` } }),
      }}
    >
      {tile}
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="subtitle1" component="span" sx={{ display: 'block', overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {status ? <Box sx={{ marginTop: '2px' }}>{status}</Box> : null}
        {next ? (
          <Typography variant="body2" component="span" sx={{ display: 'block', color: c.ink3, marginTop: '2px' }}>
            {next}
          </Typography>
        ) : null}
      </Box>
      {end ??
        (linked ? (
          <Box component="span" sx={{ color: c.ink3 }}>
            <ChevronRightIcon size={18} />
          </Box>
        ) : null)}
    </Box>
  )
}

/** What would be here, why it is not, one action. */
export function EmptyState({
  title,
  text,
  action,
  page = false,
}: {
  title: string
  text?: ReactNode
  action?: ReactNode
  /** It is all that the page has: its title is the page's heading. */ page?: boolean
}) {
  return (
    <Box sx={{ padding: '32px 20px', display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' }}>
      <Typography variant="subtitle1" component={page ? 'h1' : 'p'}>
        {title}
      </Typography>
      {text ? (
        <Typography variant="body2" component="div" sx={{ color: c.ink3, maxWidth: '60ch' }}>
          {text}
        </Typography>
      ) : null}
      {action ? <Box sx={{ marginTop: '8px' }}>{action}</Box> : null}
    </Box>
  )
}

/** In place: what failed, what is safe, try again, and the reference of the problem. */
export function ErrorState({
  title = 'We could not load this.',
  text = 'Your work is safe.',
  onRetry,
  reference,
}: {
  title?: string
  text?: ReactNode
  onRetry?: () => void
  reference?: string | null
}) {
  return (
    <Box role="alert" sx={{ padding: '24px 20px', display: 'flex', gap: '12px', alignItems: 'flex-start' }}>
      <Box component="span" sx={{ color: c.attention, paddingTop: '2px' }}>
        <AlertIcon />
      </Box>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: '4px', alignItems: 'flex-start', minWidth: 0 }}>
        <Typography variant="subtitle1" component="p">
          {title}
        </Typography>
        <Typography variant="body2" component="div" sx={{ color: c.ink2 }}>
          {text}
        </Typography>
        {onRetry ? (
          <Button variant="outlined" onClick={onRetry} sx={{ marginTop: '8px' }}>
            Try again
          </Button>
        ) : null}
        {reference ? (
          <Typography variant="caption" sx={{ color: c.ink3 }}>
            Problem {reference}
          </Typography>
        ) : null}
      </Box>
    </Box>
  )
}

/** True once `ms` have passed: nothing flickers when an answer comes at once. */
export function useLate(ms = 200): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return late
}

/** Rows of the real height, shown after 200 ms; no spinner in a page. */
export function SkeletonRows({ rows = 4, height = 64 }: { rows?: number; height?: number }) {
  const late = useLate()
  return (
    <Box aria-busy="true" aria-live="polite" sx={{ minHeight: rows * height }}>
      <Box component="span" sx={{ position: 'absolute', clipPath: 'inset(50%)' }}>
        Loading
      </Box>
      {late
        ? Array.from({ length: rows }, (_, i) => (
            <Box key={i} sx={{ height, padding: '0 16px', display: 'flex', alignItems: 'center', gap: '12px', borderTop: i > 0 ? `1px solid ${c.line}` : 0 }}>
              <Skeleton variant="rectangular" width={Math.min(40, height - 20)} height={Math.min(40, height - 20)} />
              <Box sx={{ flex: 1, display: 'grid', gap: '6px' }}>
                <Skeleton variant="rectangular" height={12} width={`${62 - ((i * 13) % 30)}%`} />
                {height > 48 ? <Skeleton variant="rectangular" height={10} width={`${38 - ((i * 7) % 18)}%`} /> : null}
              </Box>
            </Box>
          ))
        : null}
    </Box>
  )
}

/** One line under the top bar while there is no network. */
export function OfflineLine() {
  const [online, setOnline] = useState(() => navigator.onLine)
  useEffect(() => {
    const update = () => setOnline(navigator.onLine)
    addEventListener('online', update)
    addEventListener('offline', update)
    return () => {
      removeEventListener('online', update)
      removeEventListener('offline', update)
    }
  }, [])
  return (
    <Box
      role="status"
      sx={
        online
          ? { display: 'contents' }
          : { background: c.attentionSoft, color: c.onAttentionSoft, borderBottom: `1px solid ${c.attentionLine}`, padding: '8px 16px', fontSize: rem(14), lineHeight: rem(20) }
      }
    >
      {online ? null : 'You are offline. What you write is kept on this device.'}
    </Box>
  )
}

/** Goes to the main part of the page. */
export const SkipLink = ({ to = '#main' }: { to?: string }) => (
  <Box
    component="a"
    href={to}
    sx={{
      position: 'absolute',
      left: 12,
      top: -80,
      zIndex: 2000,
      background: c.surface,
      color: c.primary,
      border: `1px solid ${c.line}`,
      borderRadius: '8px',
      padding: '8px 14px',
      '&:focus': { top: 12 },
    }}
  >
    Skip to the content
  </Box>
)

/** A heading of a section with a link at its end. */
export function SectionHead({ title, end, id }: { title: ReactNode; end?: ReactNode; id?: string }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', gap: '12px', marginBottom: '10px' }}>
      <Typography variant="h2" {...(id ? { id } : {})}>
        {title}
      </Typography>
      {end ? <Box sx={{ fontSize: rem(14), lineHeight: rem(20), fontWeight: 600 }}>{end}</Box> : null}
    </Box>
  )
}
