import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { Link, useSearchParams } from 'react-router'
import { EmptyState, ErrorState, SkeletonRows, When, durationText, useNow } from '@manifold/ui'
import { Heads } from '#shell/parts.tsx'
import { Title } from '#shell/title.tsx'
import { count, plural } from '#gas/parts.tsx'
import { useStock, useWaiting } from '#gas/queries.ts'

/** Who paid and waits, by depot and type, in the order of payment: the order in which they are served. */
export default function Waiting() {
  const [query, setQuery] = useSearchParams()
  const stock = useStock()
  const shelves = (stock.data ?? []).toSorted((a, b) => b.waiting - a.waiting)
  const keyOf = (s: { depot: { id: string }; type: { id: string } }) => `${s.depot.id}/${s.type.id}`
  const chosen = shelves.find((s) => keyOf(s) === query.get('shelf')) ?? shelves[0]
  const found = useWaiting(chosen?.depot.id ?? '', chosen?.type.id ?? '', chosen !== undefined)
  const now = useNow(60_000)
  const total = shelves.reduce((n, s) => n + s.waiting, 0)
  const rows = found.data ?? []
  return (
    <main className="page">
      <Title of="Waiting list" />
      <div className="page-head">
        <h1>Waiting list</h1>
        {stock.data ? <span className="meta">{total === 0 ? 'Nobody waits' : `${plural(total, 'paid booking')} in all`}</span> : null}
        <span className="push" />
        {shelves.length > 0 ? (
          <Select
            value={chosen ? keyOf(chosen) : ''}
            SelectDisplayProps={{ 'aria-label': 'Depot and type' }}
            onChange={(e) => setQuery({ shelf: e.target.value }, { replace: true })}
            sx={{ minWidth: 260, maxWidth: '100%' }}
          >
            {shelves.map((s) => (
              <MenuItem key={keyOf(s)} value={keyOf(s)}>
                {s.depot.name}, {s.type.name}
                {s.waiting > 0 ? `: ${count(s.waiting)} waiting` : ''}
              </MenuItem>
            ))}
          </Select>
        ) : null}
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label="Waiting list">
        {stock.isPending || (chosen && found.isPending) ? (
          <SkeletonRows rows={8} height={38} />
        ) : stock.isError || found.isError ? (
          <ErrorState onRetry={() => void (stock.isError ? stock.refetch() : found.refetch())} />
        ) : rows.length === 0 ? (
          <section className="panel">
            <EmptyState
              title={chosen ? `Nobody waits at ${chosen.depot.name} for ${chosen.type.name}.` : 'Nobody waits.'}
              text={
                chosen
                  ? `${count(chosen.free)} are free to sell. When none is, customers may pay for a place here.`
                  : 'When no cylinder is free, customers may pay for a place here.'
              }
            />
          </section>
        ) : (
          <section className="panel scroll list-like" aria-label="Those who wait">
            <table className="table">
              <caption className="vh">Paid bookings in the order of payment</caption>
              <Heads of={[['Place', 'num', 56], 'Booking', 'Customer', ['Paid', 'from-sm'], ['Waits', 'num']]} />
              <tbody>
                {rows.map((w) => (
                  <tr key={w.id}>
                    <td className="num">{w.place}</td>
                    <th scope="row">
                      <Link className="row-link mono" to={`/gas/bookings/${w.reference}`}>
                        {w.reference}
                      </Link>
                    </th>
                    <td>{w.customer.name}</td>
                    <td className="from-sm">
                      <When at={w.paidAt} style="dayTime" />
                    </td>
                    <td className="num">{durationText((now.getTime() - new Date(w.waitingSince ?? w.paidAt).getTime()) / 1000)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        <p className="meta">They are served by themselves as soon as a cylinder is filled here, in the order of payment. Another order needs an override, with a reason.</p>
      </div>
    </main>
  )
}
