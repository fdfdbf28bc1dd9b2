import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, ErrorState, SkeletonRows, When } from '@manifold/ui'
import { api, type Page, type RefillBatchRow } from '@manifold/client'
import { Title } from '#shell/title.tsx'
import { plural } from '#gas/parts.tsx'

/** Cylinders arrive: from the plant, or new ones that nobody has registered yet. */
export default function Receive() {
  const found = useQuery({
    queryKey: ['gas', 'batches', 'open'],
    queryFn: async ({ signal }) => (await api.get<Page<RefillBatchRow>>('/gas/refill-batches', { query: { open: true, limit: 50 }, signal })).data,
  })
  return (
    <main className="page">
      <Title of="Receive cylinders" />
      <div className="page-head">
        <h1>Receive cylinders</h1>
        <span className="push" />
        <Button component={Link} to="/gas/stock">
          Back to the stock
        </Button>
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label="Receive cylinders">
        <div className="columns">
          <section className="panel" aria-labelledby="r-plant">
            <div className="panel-head panel-pad" style={{ margin: 0, paddingBottom: 6 }}>
              <h2 id="r-plant">From the plant</h2>
            </div>
            {found.isPending ? (
              <SkeletonRows rows={3} height={57} />
            ) : found.isError ? (
              <ErrorState onRetry={() => void found.refetch()} />
            ) : found.data.length === 0 ? (
              <EmptyState
                title="Nothing is out with the plant"
                text="Send empty cylinders with a refill batch; when they come back they are received here with their weights."
                action={
                  <Button component={Link} to="/gas/batches/new">
                    New refill batch
                  </Button>
                }
              />
            ) : (
              <ul className="rows-list">
                {found.data.map((b) => {
                  const out = b.items.filter((i) => i.outcome === null).length
                  return (
                    <li key={b.id}>
                      <Link to={`/gas/batches/${b.reference}`}>
                        <span className="grow">
                          <b className="mono">{b.reference}</b>
                          <span className="meta">
                            {b.plant}, sent from {b.depot.name} <When at={b.sentAt} style="day" within />
                          </span>
                        </span>
                        <span>{plural(out, 'cylinder')} out</span>
                      </Link>
                    </li>
                  )
                })}
              </ul>
            )}
          </section>
          <section className="panel panel-pad" aria-labelledby="r-new">
            <div className="panel-head">
              <h2 id="r-new">New cylinders</h2>
            </div>
            <p className="meta" style={{ margin: '0 0 12px' }}>
              Cylinders that are not registered yet, from the maker or from another dealer.
            </p>
            <div className="row wrap">
              <Button component={Link} to="/gas/cylinders/new">
                Register one
              </Button>
              <Button component={Link} to="/gas/cylinders/import">
                From a file
              </Button>
            </div>
          </section>
        </div>
      </div>
    </main>
  )
}
