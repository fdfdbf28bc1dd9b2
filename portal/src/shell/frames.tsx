import Box from '@mui/material/Box'
import { Suspense } from 'react'
import { Outlet } from 'react-router'
import { OfflineLine, SkeletonRows, SkipLink, c } from '#parts.tsx'
import { BrandBar } from '#shell/bar.tsx'
import { Tabs } from '#shell/tabs.tsx'

/** Home, lists and account: with the navigation. */
export function NavFrame() {
  return (
    <Box sx={{ minHeight: '100dvh', display: { xs: 'block', md: 'grid' }, gridTemplateColumns: '232px minmax(0, 1fr)', gridTemplateRows: 'auto 1fr' }}>
      <SkipLink />
      <BrandBar />
      <Tabs />
      <Box
        component="main"
        id="main"
        tabIndex={-1}
        sx={{
          p: { xs: '24px 16px 112px', md: '36px 40px 56px' },
          maxWidth: { xs: 720, md: 1080 },
          width: '100%',
          mx: { xs: 'auto', md: 0 },
          boxSizing: 'border-box',
          '&:focus': { outline: 'none' },
        }}
      >
        <OfflineLine />
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <Outlet />
        </Suspense>
      </Box>
    </Box>
  )
}

/** Requests, flows and signing in: each screen brings its own bar and main. */
export function OpenFrame() {
  return (
    <Box sx={{ minHeight: '100dvh', display: 'flex', flexDirection: 'column' }}>
      <SkipLink />
      <Suspense fallback={<SkeletonRows rows={4} />}>
        <Outlet />
      </Suspense>
    </Box>
  )
}

/** The main part of a flow: one column, at most 640 px. */
export function FlowMain({ children, wide = false, foot = false }: { children: React.ReactNode; wide?: boolean; foot?: boolean }) {
  return (
    <Box
      component="main"
      id="main"
      tabIndex={-1}
      sx={{
        width: '100%',
        maxWidth: { xs: 720, md: wide ? 1040 : 640 },
        mx: 'auto',
        boxSizing: 'border-box',
        p: { xs: `16px 16px ${foot ? 128 : 48}px`, md: `32px 16px ${foot ? 128 : 56}px` },
        flex: 1,
        '&:focus': { outline: 'none' },
      }}
    >
      <OfflineLine />
      {children}
    </Box>
  )
}

/** Acts of a step, always within reach of a thumb. */
export function Foot({ children, label }: { children: React.ReactNode; label: string }) {
  return (
    <Box
      role="region"
      aria-label={label}
      sx={{ position: 'fixed', inset: 'auto 0 0 0', zIndex: 4, bgcolor: c.surface, borderTop: `1px solid ${c.line}`, pb: 'env(safe-area-inset-bottom)' }}
    >
      <Box
        sx={{
          maxWidth: { xs: 720, md: 640 },
          mx: 'auto',
          p: '12px 16px',
          display: 'flex',
          gap: '12px',
          alignItems: 'center',
          justifyContent: { md: 'space-between' },
          '& .MuiButton-contained': { flex: { xs: 1, md: 'none' } },
        }}
      >
        {children}
      </Box>
    </Box>
  )
}
