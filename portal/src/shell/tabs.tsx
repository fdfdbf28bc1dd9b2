import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { NavLink } from 'react-router'
import { BookIcon, FlameIcon, HomeIcon, RequestsIcon, UserIcon, VisuallyHidden, WalletIcon, c, type Icon } from '#parts.tsx'
import { useConfig, useMe } from '#session.ts'
import { Badge } from '#shell/badge.tsx'
import { openTicketsQuery } from '#tickets.ts'

interface Tab {
  to: string
  name: string
  icon: Icon
}
const home: Tab = { to: '/', name: 'Home', icon: HomeIcon }
const help: Tab = { to: '/help', name: 'Help', icon: BookIcon }
const requests: Tab = { to: '/requests', name: 'Requests', icon: RequestsIcon }
const payments: Tab = { to: '/payments', name: 'Payments', icon: WalletIcon }
const account: Tab = { to: '/account', name: 'Account', icon: UserIcon }
/** One for each line that is on. */
const lineTabs: Readonly<Record<string, Tab>> = { gas: { to: '/gas', name: 'Gas', icon: FlameIcon } }

/** What a visitor, or somebody signed in, finds at the foot. Five at most: with a line of service, help is on home and in the account. */
export function tabsFor(signedIn: boolean, lines: readonly string[]): readonly Tab[] {
  if (!signedIn) return [home, help]
  const own = lines.flatMap((line) => lineTabs[line] ?? []).slice(0, 2)
  return own.length === 0 ? [home, requests, help, account] : [home, requests, ...own, payments, account]
}

/** A bar at the foot of a phone, a list at the side of a desktop. */
export function Tabs() {
  const me = useMe()
  const { data } = useQuery({ ...openTicketsQuery, enabled: !!me })
  const waiting = data?.data.filter((r) => r.status === 'waiting_customer').length ?? 0
  const { lines } = useConfig()
  const shown = tabsFor(!!me, lines)
  return (
    <Box
      component="nav"
      aria-label="Main"
      sx={{
        position: { xs: 'fixed', md: 'sticky' },
        inset: { xs: 'auto 0 0 0', md: 'auto' },
        top: { md: 65 },
        height: { md: 'calc(100dvh - 65px)' },
        zIndex: 6,
        bgcolor: c.surface,
        borderTop: { xs: `1px solid ${c.line}`, md: 0 },
        borderRight: { md: `1px solid ${c.line}` },
        pb: { xs: 'env(safe-area-inset-bottom)', md: 0 },
        p: { md: '20px 12px' },
      }}
    >
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: 0, display: { xs: 'grid', md: 'block' }, gridTemplateColumns: `repeat(${shown.length}, 1fr)`, height: { xs: 64, md: 'auto' } }}
      >
        {shown.map((tab) => (
          <li key={tab.to}>
            <Box
              component={NavLink}
              to={tab.to}
              end={tab.to === '/'}
              sx={{
                position: 'relative',
                display: 'flex',
                flexDirection: { xs: 'column', md: 'row' },
                alignItems: 'center',
                justifyContent: { xs: 'center', md: 'flex-start' },
                gap: { xs: '3px', md: '12px' },
                height: { xs: '100%', md: 44 },
                px: { md: '12px' },
                mb: { md: '2px' },
                borderRadius: { md: '8px' },
                color: c.ink2,
                textDecoration: 'none',
                fontWeight: 500,
                fontSize: { xs: '0.75rem', md: '0.9375rem' },
                lineHeight: '16px',
                '&:hover': { bgcolor: { md: c.hover } },
                '&[aria-current]': { color: c.primary, fontWeight: 650, bgcolor: { md: c.selected } },
                '&[aria-current]::before': {
                  content: { xs: '""', md: 'none' },
                  position: 'absolute',
                  top: 0,
                  left: '50%',
                  width: 32,
                  ml: '-16px',
                  height: 3,
                  borderRadius: '0 0 3px 3px',
                  bgcolor: c.primary,
                },
                '&:focus-visible': { boxShadow: `inset 0 0 0 2px ${c.focus}`, outline: 'none' },
              }}
            >
              <Box component="span" sx={{ display: 'block', '& svg': { width: { xs: 24, md: 20 }, height: { xs: 24, md: 20 } } }}>
                <tab.icon size={24} />
              </Box>
              <span>{tab.name}</span>
              {tab.to === '/requests' && waiting > 0 && (
                <>
                  <VisuallyHidden>, {waiting} waiting for you</VisuallyHidden>
                  <Badge count={waiting} sx={{ position: { xs: 'absolute', md: 'static' }, top: 8, right: 'calc(50% - 22px)', ml: { md: 'auto' } }} />
                </>
              )}
            </Box>
          </li>
        ))}
      </Box>
    </Box>
  )
}
