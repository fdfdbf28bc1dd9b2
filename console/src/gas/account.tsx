import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { Avatar, EditIcon, EmptyState, ErrorState, Lozenge, PlusIcon, SkeletonRows, StatusLabel, When, moneyText, phoneText, useToast } from '@manifold/ui'
import { api, type Page, type StaffAccountPage, type StaffBooking, type TicketRow } from '@manifold/client'
import { useMay } from '#shell/session.ts'
import { EditAccount } from '#gas/account-form.tsx'
import { Absent, BookingLabel, Said, plural, useAsk } from '#gas/parts.tsx'
import { PickCustomer } from '#gas/pick-customer.tsx'
import { gasReloaded, useAccount } from '#gas/queries.ts'
import { accountWord, dayWord, saidBy, supplyWord } from '#gas/words.ts'

/** One account: what it is, who has linked it, its cylinders and bookings. */
export function AccountPane({ id }: { id: string }) {
  const found = useAccount(id)
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const a = found.data
  if (!a) return <Absent found={found} what="account" to="/gas/accounts" all="All accounts" />
  if (editing) return <EditAccount key={a.version} account={a} onDone={() => setEditing(false)} />
  return (
    <div className="stack" style={{ gap: 20 }}>
      <div className="stack" style={{ gap: 12 }}>
        <div className="row wrap">
          <b style={{ fontSize: '1rem' }}>{a.name}</b>
          <Lozenge tone={a.status === 'active' ? 'ok' : a.status === 'on_hold' ? 'warn' : 'plain'}>{accountWord[a.status]}</Lozenge>
        </div>
        <div className="row wrap">
          {may('gas.account.edit') ? (
            <Button startIcon={<EditIcon size={16} />} onClick={() => setEditing(true)}>
              Change
            </Button>
          ) : null}
          {may('gas.booking.create') && a.customers[0] && !a.openBooking && a.supply !== 'piped' ? (
            <Button component={Link} to={`/gas/bookings/new?customerId=${a.customers[0].id}&accountId=${a.id}`} startIcon={<PlusIcon size={16} />}>
              Book a cylinder
            </Button>
          ) : null}
        </div>
      </div>
      <dl className="facts">
        <dt>Address</dt>
        <dd>{a.address}</dd>
        <dt>Phone</dt>
        <dd>{a.phone ? phoneText(a.phone) : '–'}</dd>
        <dt>E-mail</dt>
        <dd>{a.email ?? '–'}</dd>
        <dt>Supply</dt>
        <dd>{supplyWord[a.supply]}</dd>
        {a.meterNumber ? (
          <>
            <dt>Meter</dt>
            <dd className="mono">{a.meterNumber}</dd>
          </>
        ) : null}
        <dt>Depot</dt>
        <dd>{a.depot?.name ?? 'None of its own'}</dd>
        <dt>Area</dt>
        <dd>{a.area === 'urban' ? 'Urban' : 'Rural'}</dd>
        <dt>Cylinders</dt>
        <dd>
          {a.cylinders.length > 0
            ? a.cylinders.map((c, i) => (
                <span key={c.id}>
                  {i > 0 ? ', ' : ''}
                  <Link className="plain-link mono" to={`/gas/cylinders/${c.id}`}>
                    {c.code}
                  </Link>
                </span>
              ))
            : 'None now'}
          <span className="meta">, {a.bottles} at a time</span>
        </dd>
        {a.kycValidTo ? (
          <>
            <dt>Papers</dt>
            <dd>Valid until {dayWord(a.kycValidTo)}</dd>
          </>
        ) : null}
        {a.inspectedOn ? (
          <>
            <dt>Inspected</dt>
            <dd>{dayWord(a.inspectedOn)}</dd>
          </>
        ) : null}
        <dt>Open booking</dt>
        <dd>
          {a.openBooking ? (
            <Link className="plain-link mono" to={`/gas/bookings/${a.openBooking.reference}`}>
              {a.openBooking.reference}
            </Link>
          ) : (
            'None'
          )}
        </dd>
        <dt>Requests</dt>
        <dd>{a.requests === 0 ? 'None' : plural(a.requests, 'ticket')}</dd>
      </dl>
      <Customers account={a} />
      <BookingsOf query={{ accountId: a.id }} />
      <Requests id={a.id} />
    </div>
  )
}

/** Who has the account in the portal; staff link and unlink. */
function Customers({ account: a }: { account: StaffAccountPage }) {
  const may = useMay()('gas.account.edit')
  const toast = useToast()
  const [linking, setLinking] = useState(false)
  const [ask, asking] = useAsk()
  const link = useMutation({
    mutationFn: (personId: string) => api.post<StaffAccountPage>(`/gas/accounts/${a.id}/customers`, { personId }),
    onSuccess: async () => {
      setLinking(false)
      await gasReloaded()
      toast('Linked.')
    },
  })
  const unlink = useMutation({
    mutationFn: async (who: { id: string; name: string }) => {
      const yes = await ask({
        title: `Unlink ${who.name} from ${a.number}?`,
        text: 'They no longer see this account in the portal. They can link it again with a proof.',
        confirm: 'Unlink',
        danger: true,
      })
      if (yes === null) return false
      await api.delete(`/gas/accounts/${a.id}/link?personId=${who.id}`)
      return true
    },
    onSuccess: async (done) => {
      if (!done) return
      await gasReloaded()
      toast('Unlinked.')
    },
  })
  return (
    <section aria-label="Linked by">
      <div className="row">
        <h2 className="part-title" style={{ margin: 0 }}>
          Linked by
        </h2>
        {may && !linking ? (
          <Button variant="text" sx={{ marginLeft: 'auto' }} onClick={() => setLinking(true)}>
            Link a customer
          </Button>
        ) : null}
      </div>
      {linking ? (
        <div style={{ margin: '8px 0' }}>
          <PickCustomer value={null} autoFocus onPick={(p) => p && link.mutate(p.id)} />
          <Button variant="text" onClick={() => setLinking(false)}>
            Cancel
          </Button>
        </div>
      ) : null}
      {(link.error ?? unlink.error) ? <Said>{saidBy(link.error ?? unlink.error)}</Said> : null}
      {a.customers.length === 0 ? (
        <p className="meta" style={{ margin: '4px 0 0' }}>
          Nobody yet. A customer links it in the portal with the number and the amount of the last bill, or a code.
        </p>
      ) : (
        <ul className="lines">
          {a.customers.map((c) => (
            <li key={c.id} style={{ alignItems: 'center' }}>
              <Avatar name={c.name} size={22} />
              <Link className="plain-link grow" to={`/customers/${c.id}`}>
                {c.name}
              </Link>
              {may ? (
                <Button variant="text" aria-label={`Unlink ${c.name}`} onClick={() => unlink.mutate(c)}>
                  Unlink
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {asking}
    </section>
  )
}

/** Tickets about the account, its bookings and its cylinders. */
function Requests({ id }: { id: string }) {
  const found = useQuery({
    queryKey: ['gas', 'account', id, 'requests'],
    queryFn: ({ signal }) => api.get<Page<TicketRow>>(`/gas/accounts/${id}/requests`, { query: { limit: 8 }, signal }),
  })
  const rows = found.data?.data ?? []
  if (rows.length === 0) return null
  return (
    <section aria-label="Requests">
      <h2 className="part-title">Requests</h2>
      <ul className="lines">
        {rows.map((t) => (
          <li key={t.id} style={{ alignItems: 'center' }}>
            <Link className="plain-link grow" to={`/desk/${t.reference}`}>
              {t.subject} <span className="meta mono">{t.reference}</span>
            </Link>
            <StatusLabel status={t.status} small />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The last bookings of an account or a customer. */
export function BookingsOf({ query, title = 'Bookings' }: { query: { accountId?: string; customerId?: string }; title?: string }) {
  const found = useQuery({
    queryKey: ['gas', 'bookings-of', query],
    queryFn: ({ signal }) => api.get<Page<StaffBooking>>('/gas/bookings', { query: { ...query, limit: 8 }, signal }),
  })
  return (
    <section aria-label={title}>
      <h2 className="part-title">{title}</h2>
      {found.isPending ? (
        <SkeletonRows rows={3} height={38} />
      ) : found.isError ? (
        <ErrorState onRetry={() => void found.refetch()} />
      ) : found.data.data.length === 0 ? (
        <EmptyState title="No bookings" text="None has been made yet." />
      ) : (
        <ul className="lines">
          {found.data.data.map((b) => (
            <li key={b.id} className="booking-line">
              <Link className="plain-link mono" to={`/gas/bookings/${b.reference}`}>
                {b.reference}
              </Link>
              <BookingLabel state={b.status} />
              <span className="meta">{[b.cylinder?.code, moneyText(b.price.amount, b.price.currency)].filter(Boolean).join(', ')}</span>
              <span className="meta">
                <When at={b.createdAt} style="day" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
