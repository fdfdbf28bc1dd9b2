import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { RouterProvider } from 'react-router'
import { LiveChannel } from '#channel.tsx'
import { LocaleProvider, StyleProvider, ToastHost, portalTheme } from '#parts.tsx'
import { forget, queries } from '#query.ts'
import { router } from '#routes.tsx'
import { useConfig, useMe } from '#session.ts'
import { Worker } from '#worker.tsx'

export function App() {
  return (
    <StyleProvider>
      <ThemeProvider theme={portalTheme} defaultMode="system" modeStorageKey="manifold.mode">
        <CssBaseline />
        <QueryClientProvider client={queries}>
          <Person>
            <LiveChannel>
              <ToastHost bottom={{ xs: 84, md: 24 }}>
                <RouterProvider router={router} />
                <Worker />
              </ToastHost>
            </LiveChannel>
          </Person>
        </QueryClientProvider>
      </ThemeProvider>
    </StyleProvider>
  )
}

/** Times in the person's zone; and when a session ends elsewhere, nothing of the person stays on this phone. */
function Person({ children }: { children: ReactNode }) {
  const me = useMe()
  const { timeZone } = useConfig()
  const before = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (me === null && before.current) {
      forget()
      queries.setQueryData(['me'], null)
      void router.navigate('/sign-in?ended=1')
    }
    // While it is asked for again, who it was is not forgotten.
    if (me !== undefined) before.current = me?.id
  }, [me])
  // The words are English, so the dates are too.
  const language = me?.locale.startsWith('en-') ? me.locale : 'en-IN'
  const zone = me?.timeZone || timeZone
  const locale = useMemo(() => ({ locale: language, timeZone: zone, hourCycle: 'h12' as const }), [language, zone])
  return <LocaleProvider value={locale}>{children}</LocaleProvider>
}
