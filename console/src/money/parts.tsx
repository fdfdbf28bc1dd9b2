import { Fragment, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { AlertIcon, CheckCircleIcon, EmptyState, ErrorState, InfoIcon, SkeletonRows, useLocale } from '@manifold/ui'
import { isProblem } from '@manifold/client'

/** A sentence that has to be read: what is right, what to look at, what is wrong. */
export function Told({ tone, children }: { tone: 'good' | 'warn' | 'bad' | 'info'; children: ReactNode }) {
  return (
    <div className="told" data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      {tone === 'good' ? <CheckCircleIcon size={16} /> : tone === 'info' ? <InfoIcon size={16} /> : <AlertIcon size={16} />}
      <div>{children}</div>
    </div>
  )
}

interface Asked<T> {
  data: T | undefined
  isPending: boolean
  error: Error | null
  refetch: () => unknown
}
/** One thing with a page of its own: loading, missing, forbidden and broken are said in its place. */
export function OnePage<T>({ of: found, what, list, children }: { of: Asked<T>; what: string; list: { to: string; label: string }; children: (data: T) => ReactNode }) {
  if (found.data !== undefined) return children(found.data)
  return (
    <main className="page">
      <div className="page-head">
        <Link className="crumb" to={list.to}>
          {list.label}
        </Link>
        <h1>{what}</h1>
      </div>
      <div className="money-page-body">
        {found.isPending ? (
          <SkeletonRows rows={6} height={64} />
        ) : isProblem(found.error) && found.error.status === 404 ? (
          <EmptyState title="There is nothing at this address" text="It may not be complete, or your roles do not include it." action={<Link to={list.to}>{list.label}</Link>} />
        ) : (
          <ErrorState
            title={isProblem(found.error) && found.error.status === 403 ? 'Your roles do not include this.' : 'We could not load this.'}
            text={isProblem(found.error) ? found.error.message : ''}
            onRetry={() => void found.refetch()}
            reference={isProblem(found.error) ? found.error.requestId : null}
          />
        )}
      </div>
    </main>
  )
}

/** A panel that is a table from edge to edge. */
export function TablePanel({ title, note, end, children }: { title: string; note?: ReactNode; end?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel panel-table" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        {note ? <span className="meta">{note}</span> : null}
        <span className="push" />
        {end}
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={`${title}, table`}>
        {children}
      </div>
    </section>
  )
}

/** The tab that is chosen, as the list asks for it: nothing for the first. */
export function useTab(name: string): Record<string, string> {
  const [query] = useSearchParams()
  const value = query.get(name)
  return value ? { [name]: value } : {}
}

/** Parts of a list, as links that set one filter and leave the others; the first is for no filter. */
export function Tabs({ label, name, tabs, first = '' }: { label: string; name: string; tabs: (readonly [value: string, word: string, count?: number])[]; first?: string }) {
  const [query] = useSearchParams()
  const now = query.get(name) ?? first
  const to = (value: string) => {
    const next = new URLSearchParams(query)
    if (value === first) next.delete(name)
    else next.set(name, value)
    return `?${next.toString()}`
  }
  return (
    <nav className="tabs list-tabs" aria-label={label}>
      {tabs.map(([value, word, count]) => (
        <Link key={value} to={to(value)} replace aria-current={value === now ? 'page' : undefined}>
          {word}
          {count ? <span className="tab-count">{count.toLocaleString('en-IN')}</span> : null}
        </Link>
      ))}
    </nav>
  )
}

/** Names and values, a value that is nothing left out. */
export function Facts({ of: rows }: { of: (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, v]) => v !== null && v !== undefined && v !== false && v !== '')
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  )
}

/** A day of the operator's calendar, which is no instant. */
export function Day({ of: day }: { of: string }) {
  const l = useLocale()
  return (
    <time dateTime={day} style={{ whiteSpace: 'nowrap' }}>
      {new Intl.DateTimeFormat(l.locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))}
    </time>
  )
}
