import { useMemo } from 'react'
import { cspNonce } from '@manifold/ui'

/**
 * A mail as its reader sees it, in a frame that can do nothing: no scripts, no forms, no way to this page or out of it. Links are
 * shown and do not open.
 */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const page = useMemo(() => {
    // The frame keeps this page's policy beside its own, so its style elements need this page's nonce.
    const style = `<style nonce="${cspNonce() ?? ''}">`
    const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:`
    return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${style}a{pointer-events:none}</style>${html.replaceAll(/<style[^>]*>/gi, style)}`
  }, [html])
  return <iframe className="mail" title={title} sandbox="" srcDoc={page} referrerPolicy="no-referrer" />
}
