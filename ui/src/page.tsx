import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { useState, type ReactNode } from 'react'

/** The nonce of `<meta property="csp-nonce" nonce="…">`; undefined without one. Browsers hide the attribute from selectors and scripts, not the property. */
export const cspNonce = (): string | undefined => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined

/** Once, outside the theme: every style element that the parts write carries the page's nonce, so that the policy needs no 'unsafe-inline'. */
export function StyleProvider({ children }: { children: ReactNode }) {
  const [cache] = useState(() => {
    const nonce = cspNonce()
    return createCache({ key: 'css', ...(nonce ? { nonce } : {}) })
  })
  return <CacheProvider value={cache}>{children}</CacheProvider>
}
