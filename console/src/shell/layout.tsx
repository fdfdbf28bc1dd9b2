import { useQuery } from '@tanstack/react-query'
import { Suspense, useState, type ReactNode } from 'react'
import { Navigate, useLocation, useNavigate } from 'react-router'
import { LocaleProvider, OfflineLine, SkeletonRows, SkipLink, ToastHost } from '@manifold/ui'
import { LiveChannel } from '#shell/live.tsx'
import { KeysProvider, useKey } from '#shell/keys.tsx'
import { KeySheet } from '#shell/key-sheet.tsx'
import { ActsProvider, Palette } from '#shell/palette.tsx'
import { PageBoundary } from '#shell/boundary.tsx'
import { Rail } from '#shell/rail.tsx'
import { TopBar } from '#shell/top-bar.tsx'
import { rail, settings } from '#shell/places.ts'
import { meQuery, useMay, useSees } from '#shell/session.ts'

/** The frame around every page of somebody signed in. */
export function Layout({ children }: { children?: ReactNode }) {
  const me = useQuery(meQuery).data
  // Signed out elsewhere, suspended, or the session ran out: nothing of the page stays.
  if (me === null) return <Navigate to="/login" replace />
  if (!me) return null
  return (
    <LocaleProvider value={{ locale: me.locale || 'en-IN', timeZone: me.timeZone || 'Asia/Kolkata', hourCycle: 'h23' }}>
      <KeysProvider>
        <LiveChannel>
          <ActsProvider>
            <ToastHost bottom={{ xs: 64, md: 12 }} left={{ xs: 12, md: 68 }}>
              <Frame mustSetUp={me.mustSetUpTwoFactor}>{children}</Frame>
            </ToastHost>
          </ActsProvider>
        </LiveChannel>
      </KeysProvider>
    </LocaleProvider>
  )
}

function Frame({ children, mustSetUp }: { children: ReactNode; mustSetUp: boolean }) {
  const { pathname } = useLocation()
  const [palette, setPalette] = useState(false)
  const [sheet, setSheet] = useState(false)
  useKey('palette', () => setPalette(true))
  useKey('help', () => setSheet(true))
  useGo()
  if (mustSetUp && !pathname.startsWith('/me/security')) return <Navigate to="/me/security" replace />
  return (
    <div className="frame">
      <SkipLink />
      <Rail onHelp={() => setSheet(true)} />
      <TopBar onSearch={() => setPalette(true)} />
      <div className="banner">
        <OfflineLine />
      </div>
      <div className="frame-main" id="main" tabIndex={-1}>
        <PageBoundary key={pathname.split('/').slice(0, 3).join('/')}>
          <Suspense fallback={<SkeletonRows rows={8} height={57} />}>{children}</Suspense>
        </PageBoundary>
      </div>
      <Palette open={palette} onClose={() => setPalette(false)} onHelp={() => setSheet(true)} />
      <KeySheet open={sheet} onClose={() => setSheet(false)} />
    </div>
  )
}

/** G, then a letter. */
function useGo(): void {
  const navigate = useNavigate()
  const may = useMay()
  const to = (path: string, permission?: string) => () => {
    if (may(permission)) void navigate(path)
  }
  useKey('go.desk', to('/desk', rail[0]!.may))
  useKey('go.customers', to('/customers', 'user.read'))
  const gas = useSees()({ may: 'gas.stock.read', line: 'gas' })
  useKey('go.gas', () => void navigate('/gas'), gas)
  useKey('go.money', to('/money', 'payment.transaction.read'))
  useKey('go.reports', to('/reports', 'support.stats.read'))
  useKey('go.knowledge', to('/knowledge', 'support.faq.write'))
  useKey('go.notices', to('/settings/outbox', 'notification.outbox'))
  const first = settings.flatMap((g) => g.places).find((p) => may(p.may))
  useKey('go.settings', to(first?.path ?? '/me', first?.may))
}
