import { useMemo } from 'react'

/**
 * A mail as its reader sees it, in a frame that can do nothing: no scripts, no forms, no way to this page or out of it. Links are
 * shown and do not open.
 */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const page = useMemo(
    () =>
      `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><style>a{pointer-events:none}</style>${html}`,
    [html],
  )
  return <iframe className="mail" title={title} sandbox="" srcDoc={page} referrerPolicy="no-referrer" />
}
