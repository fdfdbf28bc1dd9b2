import { useMemo } from 'react'
import { cspNonce } from '@manifold/ui'

/**
 * A mail as its reader sees it, in a frame that can do nothing: no scripts, no forms, no way to this page or out of it. Links are
 * shown and do not open. The frame inherits this page's policy, so its style elements carry this page's nonce.
 */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const page = useMemo(() => {
    const nonce = cspNonce()
    const styled = nonce ? html.replace(/<style\b/gi, `<style nonce="${nonce}"`) : html
    return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><style${nonce ? ` nonce="${nonce}"` : ''}>a{pointer-events:none}</style>${styled}`
  }, [html])
  return <iframe className="mail" title={title} sandbox="" srcDoc={page} referrerPolicy="no-referrer" />
}
