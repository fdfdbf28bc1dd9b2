import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { ErrorState, Lozenge, SkeletonRows, When } from '@manifold/ui'
import { api, type Cylinder, type Page, type StaffAccount } from '@manifold/client'
import { useSees } from '#shell/session.ts'
import { BookingsOf } from '#gas/account.tsx'
import { useGasLive } from '#gas/queries.ts'
import { accountWord, supplyWord } from '#gas/words.ts'
import './gas.css'

/** Gas on the page of a customer: accounts, what is with them, and bookings. */
export function GasOfCustomer({ id }: { id: string }) {
  const sees = useSees()
  return sees({ may: 'gas.account.read', line: 'gas' }) ? <Shown id={id} /> : null
}

function Shown({ id }: { id: string }) {
  useGasLive()
  const sees = useSees()
  const accounts = useQuery({
    queryKey: ['gas', 'accounts-of', id],
    queryFn: async ({ signal }) => (await api.get<Page<StaffAccount>>('/gas/accounts', { query: { customerId: id, limit: 20 }, signal })).data,
  })
  const cylinders = useQuery({
    queryKey: ['gas', 'cylinders-of', id],
    queryFn: async ({ signal }) => (await api.get<Page<Cylinder>>('/gas/cylinders', { query: { holderId: id, limit: 20 }, signal })).data,
    enabled: sees({ may: 'gas.cylinder.read' }),
  })
  const has = cylinders.data ?? []
  return (
    <section className="panel panel-pad stack" style={{ gap: 14 }} aria-label="Gas">
      <div className="panel-head" style={{ margin: 0 }}>
        <h2>Gas</h2>
        {sees({ may: 'gas.booking.create' }) ? (
          <Button sx={{ marginLeft: 'auto' }} component={Link} to={`/gas/bookings/new?customerId=${id}`}>
            Book a cylinder
          </Button>
        ) : null}
      </div>
      {accounts.isPending ? (
        <SkeletonRows rows={2} height={38} />
      ) : accounts.isError ? (
        <ErrorState onRetry={() => void accounts.refetch()} />
      ) : (
        <section aria-label="Accounts">
          <h2 className="part-title">Accounts</h2>
          {accounts.data.length === 0 ? (
            <p className="meta" style={{ margin: 0 }}>
              No utility account is linked.
            </p>
          ) : (
            <ul className="lines">
              {accounts.data.map((a) => (
                <li key={a.id}>
                  <Link className="plain-link mono" to={`/gas/accounts/${a.id}`}>
                    {a.number}
                  </Link>
                  <span className="grow">
                    {a.address} <span className="meta">{supplyWord[a.supply]}</span>
                  </span>
                  {a.status === 'active' ? null : <Lozenge tone="warn">{accountWord[a.status]}</Lozenge>}
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {has.length > 0 ? (
        <section aria-label="Cylinders">
          <h2 className="part-title">Cylinders</h2>
          <ul className="lines">
            {has.map((c) => (
              <li key={c.id}>
                <Link className="plain-link mono" to={`/gas/cylinders/${c.id}`}>
                  {c.code}
                </Link>
                <span className="grow">
                  {c.type.name} <span className="meta">{c.state === 'with_customer' ? 'with them' : c.state === 'lost' ? 'lost' : 'assigned'}</span>
                </span>
                {c.recallId ? <Lozenge tone="danger">Recall</Lozenge> : null}
                <span className="meta">
                  since <When at={c.stateSince} style="day" within />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <BookingsOf query={{ customerId: id }} />
    </section>
  )
}
