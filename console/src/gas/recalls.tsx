import Button from '@mui/material/Button'
import { Link, useNavigate } from 'react-router'
import { EmptyState, ErrorState, Lozenge, PlusIcon, SkeletonRows, When } from '@manifold/ui'
import { Heads } from '#shell/parts.tsx'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { Title } from '#shell/title.tsx'
import { count } from '#gas/parts.tsx'
import { useRecalls } from '#gas/queries.ts'
import { dueText } from '#gas/words.ts'

export const Share = ({ settled, total }: { settled: number; total: number }) => {
  const percent = total === 0 ? 100 : Math.floor((settled / total) * 100)
  return (
    <span className="share">
      <span className="share-bar" aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
      {percent}%
    </span>
  )
}
/** "Batch M2023-04", "Test due C27". */
export const criteria = (r: { batch: string | null; testDue: string | null }): string =>
  [r.batch ? `Batch ${r.batch}` : '', r.testDue ? `Test due ${dueText(r.testDue)}` : ''].filter(Boolean).join(', ')

/** Safety recalls, newest first, with how far each has come. */
export default function Recalls() {
  const navigate = useNavigate()
  const found = useRecalls()
  useKey('create', () => void navigate('/gas/recalls/new'))
  const rows = found.data ?? []
  return (
    <main className="page">
      <Title of="Recalls" />
      <div className="page-head">
        <h1>Recalls</h1>
        <span className="push" />
        <Button component={Link} to="/gas/recalls/new" variant="contained" startIcon={<PlusIcon size={16} />}>
          New recall
          <KeyHint name="create" />
        </Button>
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label="Recalls">
        <section className="panel list-like scroll" aria-label="All recalls">
          {found.isPending ? (
            <SkeletonRows rows={5} height={38} />
          ) : found.isError ? (
            <ErrorState onRetry={() => void found.refetch()} />
          ) : rows.length === 0 ? (
            <EmptyState
              title="No recalls"
              text="When cylinders of a batch may be unsafe, a recall finds each of them, holds it, tells whoever has it, and is followed until the last one is settled."
            />
          ) : (
            <table className="table">
              <caption className="vh">Recalls</caption>
              <Heads of={['Recall', 'Of', ['Why', 'from-md'], ['Cylinders', 'num from-sm'], 'Settled', ['Began', 'from-sm']]} />
              <tbody>
                {rows.map((r) => (
                  <tr key={r.id}>
                    <th scope="row">
                      <Link className="row-link" to={`/gas/recalls/${r.id}`}>
                        <span className="mono">{r.reference}</span>
                        {r.status === 'open' ? <Lozenge tone="danger">Open</Lozenge> : null}
                      </Link>
                    </th>
                    <td>{criteria(r)}</td>
                    <td className="from-md">{r.reason}</td>
                    <td className="num from-sm">{count(r.total)}</td>
                    <td>
                      <Share settled={r.settled} total={r.total} />
                    </td>
                    <td className="from-sm">
                      <When at={r.createdAt} style="day" />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      </div>
    </main>
  )
}
