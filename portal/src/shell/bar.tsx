import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { AlertIcon, BellIcon, ChevronLeftIcon, c } from '#parts.tsx'
import { unreadQuery } from '#notices.ts'
import { useConfig, useMe } from '#session.ts'
import { Badge } from '#shell/badge.tsx'

const barHeight = { xs: 56, md: 64 }

/** The mark of the house: a pipe with four ends. */
const Mark = () => (
  <svg width={17} height={17} viewBox="0 0 16 16" aria-hidden fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round">
    <path d="M1.5 8h13M4 8V3.2M8 8V3.2M12 8V3.2M8 8v5" />
  </svg>
)

/** Always there, always in the same place: the way to the page that needs nothing of this app. */
export function SmellGas() {
  const { lines } = useConfig()
  if (!lines.includes('gas')) return null
  return (
    <Box
      component="a"
      href="/emergency"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: '6px',
        height: 36,
        pl: '10px',
        pr: '12px',
        position: 'relative',
        flex: 'none',
        border: `1px solid ${c.dangerLine}`,
        borderRadius: '999px',
        color: c.danger,
        bgcolor: c.surface,
        fontWeight: 600,
        fontSize: '0.875rem',
        textDecoration: 'none',
        whiteSpace: 'nowrap',
        '&::after': { content: '""', position: 'absolute', inset: '-5px' },
        '&:hover': { bgcolor: c.dangerSoft },
      }}
    >
      <AlertIcon size={18} />
      Smell gas?
    </Box>
  )
}

function Notices() {
  const { data } = useQuery(unreadQuery)
  const unread = data?.unread ?? 0
  return (
    <IconButton
      component={Link}
      to="/notices"
      aria-label={unread > 0 ? `Notices, ${unread} unread` : 'Notices'}
      title="Notices"
      sx={{ width: 44, height: 44, position: 'relative' }}
    >
      <BellIcon />
      <Badge count={unread} sx={{ position: 'absolute', top: 4, right: 2 }} />
    </IconButton>
  )
}

/** The bar of screens with navigation: brand, gas button, notices. */
export function BrandBar() {
  const me = useMe()
  const { operatorName } = useConfig()
  const { pathname } = useLocation()
  return (
    <Bar>
      <Box
        component={Link}
        to="/"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: '9px',
          mr: 'auto',
          minWidth: 0,
          color: c.ink,
          fontWeight: 650,
          fontSize: '1.0625rem',
          letterSpacing: '-.012em',
          textDecoration: 'none',
        }}
      >
        <Box component="span" sx={{ width: 28, height: 28, borderRadius: '7px', bgcolor: c.primary, color: c.onPrimary, display: 'grid', placeItems: 'center', flex: 'none' }}>
          <Mark />
        </Box>
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {operatorName}
        </Box>
      </Box>
      <SmellGas />
      {me ? (
        <Notices />
      ) : (
        me === null &&
        !pathname.startsWith('/sign-') && (
          <Button component={Link} to="/sign-in" variant="text" sx={{ minHeight: 44, px: '12px' }}>
            Sign in
          </Button>
        )
      )}
    </Bar>
  )
}

/** The bar of a flow or a detail: back, a short name, the gas button. */
export function BackBar({ children, to = '/', label = 'Back' }: { children?: ReactNode; to?: string; label?: string }) {
  const navigate = useNavigate()
  const { key } = useLocation()
  return (
    <Bar start={4}>
      <IconButton
        component={Link}
        to={to}
        aria-label={label}
        title={label}
        onClick={(e: React.MouseEvent) => {
          // Back goes where the person came from; the address is for a first visit, and for a new tab.
          if (key === 'default' || e.metaKey || e.ctrlKey || e.shiftKey) return
          e.preventDefault()
          void navigate(-1)
        }}
        sx={{ width: 44, height: 44 }}
      >
        <ChevronLeftIcon size={24} />
      </IconButton>
      <Box component="p" sx={{ m: 0, mr: 'auto', minWidth: 0, fontWeight: 600, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {children}
      </Box>
      <SmellGas />
    </Bar>
  )
}

function Bar({ children, start = 16 }: { children: ReactNode; start?: number }) {
  return (
    <Box
      component="header"
      sx={{ position: 'sticky', top: 0, zIndex: 5, bgcolor: c.surface, borderBottom: `1px solid ${c.line}`, gridColumn: '1 / -1', pt: 'env(safe-area-inset-top)' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: { xs: '4px', md: '8px' }, height: barHeight, pl: { xs: `${start}px`, md: '20px' }, pr: { xs: '8px', md: '24px' } }}>
        {children}
      </Box>
    </Box>
  )
}
