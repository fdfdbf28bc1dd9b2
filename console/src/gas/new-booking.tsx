import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { AlertIcon, CheckCircleIcon, ErrorState, Field, Money, SkeletonRows, useToast } from '@manifold/ui'
import { api, isProblem, type Page, type StaffAccount, type StaffBooking } from '@manifold/client'
import { usePerson } from '#people/customer.tsx'
import { Title } from '#shell/title.tsx'
import { Said } from '#gas/parts.tsx'
import { PickCustomer } from '#gas/pick-customer.tsx'
import { gasReloaded, useOpenDepots, useOpenTypes } from '#gas/queries.ts'
import { saidBy } from '#gas/words.ts'

interface Quote {
  price: { amount: number; currency: string }
  tax: { amount: number; currency: string; basisPoints: number }
  mode: 'instant' | 'delivery'
  depot: { id: string; name: string }
  type: { id: string; name: string }
  account: { id: string; number: string } | null
  returns: { id: string; code: string } | null
  inStock: boolean
  waiting: number
  heldMinutes: number
  reasons: { code: string; message: string; clearsOn: string | null }[]
  warnings: { code: string; message: string; clearsOn: string | null }[]
}

/** Books for somebody on the phone. The customer pays in the portal; until then one cylinder is counted for them. */
export default function NewBooking() {
  const [query, setQuery] = useSearchParams()
  const customerId = query.get('customerId')
  const person = usePerson(customerId ?? '').data
  return (
    <main className="page">
      <Title of="New booking" />
      <div className="page-head">
        <h1>New booking</h1>
        <span className="push" />
        <Button component={Link} to="/gas/bookings">
          All bookings
        </Button>
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label="New booking">
        <div className="panel panel-pad stack" style={{ gap: 16, maxWidth: 560 }}>
          <PickCustomer
            autoFocus
            value={customerId ? { id: customerId, name: person?.name ?? '' } : null}
            onPick={(p) => setQuery(p ? { customerId: p.id } : {}, { replace: true })}
          />
          {customerId ? <Wish key={customerId} customerId={customerId} accountId={query.get('accountId')} /> : null}
        </div>
      </div>
    </main>
  )
}

function Wish({ customerId, accountId: given }: { customerId: string; accountId: string | null }) {
  const navigate = useNavigate()
  const toast = useToast()
  const accounts = useQuery({
    queryKey: ['gas', 'accounts-of', customerId],
    queryFn: async ({ signal }) => (await api.get<Page<StaffAccount>>('/gas/accounts', { query: { customerId, limit: 20 }, signal })).data,
  })
  const depots = useOpenDepots()
  const types = useOpenTypes()
  const [chosen, setAccount] = useState(given)
  const accountId = chosen ?? accounts.data?.[0]?.id ?? ''
  const [depotId, setDepot] = useState('')
  const [typeId, setType] = useState('')
  const wish = { customerId, ...(accountId ? { accountId } : {}), ...(depotId ? { depotId } : {}), ...(typeId ? { typeId } : {}) }
  const quote = useQuery({
    queryKey: ['gas', 'quote', wish],
    queryFn: ({ signal }) => api.post<Quote>('/gas/bookings/quote', wish, { signal }),
    enabled: accounts.data !== undefined,
  })
  const book = useMutation({
    mutationFn: (waitlist: boolean) => api.post<{ booking: StaffBooking }>('/gas/bookings', { ...wish, ...(waitlist ? { waitlist: true } : {}) }),
    onSuccess: async ({ booking }) => {
      await gasReloaded()
      toast(`${booking.reference} is booked. The customer pays in the portal.`)
      void navigate(`/gas/bookings/${booking.reference}`)
    },
  })
  const pick = (label: string, value: string, set: (v: string) => void, options: { value: string; label: string }[], any: string) => (
    <Field label={label}>
      {(ids) => (
        <Select
          fullWidth
          displayEmpty
          value={options.some((o) => o.value === value) ? value : ''}
          SelectDisplayProps={{ id: ids.id, 'aria-label': label }}
          onChange={(e) => set(e.target.value)}
        >
          {any || options.length === 0 ? <MenuItem value="">{any || 'None'}</MenuItem> : null}
          {options.map((o) => (
            <MenuItem key={o.value} value={o.value}>
              {o.label}
            </MenuItem>
          ))}
        </Select>
      )}
    </Field>
  )
  const q = quote.data
  const blocking = q?.reasons.filter((r) => r.code !== 'out_of_stock') ?? []
  if (accounts.isPending) return <SkeletonRows rows={4} height={57} />
  return (
    <>
      {pick(
        'Account',
        accountId,
        setAccount,
        (accounts.data ?? []).map((a) => ({ value: a.id, label: `${a.number}, ${a.name}` })),
        accounts.data?.length ? '' : 'No account',
      )}
      {pick('Depot', depotId, setDepot, depots, q ? `${q.depot.name}, as usual` : 'As usual')}
      {pick('Type', typeId, setType, types, q ? `${q.type.name}, as usual` : 'As usual')}
      {quote.isError ? (
        <ErrorState
          title="This cannot be booked."
          text={saidBy(quote.error)}
          reference={isProblem(quote.error) ? quote.error.requestId : null}
          onRetry={() => void quote.refetch()}
        />
      ) : !q ? (
        <SkeletonRows rows={3} height={28} />
      ) : (
        <>
          <dl className="sum">
            <dt>Refill</dt>
            <dd>
              <Money amount={q.price.amount - q.tax.amount} currency={q.price.currency} />
            </dd>
            <dt>GST {q.tax.basisPoints / 100}%</dt>
            <dd>
              <Money amount={q.tax.amount} currency={q.tax.currency} />
            </dd>
            <dt>
              <b>Total</b>
            </dt>
            <dd>
              <b>
                <Money amount={q.price.amount} currency={q.price.currency} />
              </b>
            </dd>
          </dl>
          {q.returns ? (
            <p className="meta" style={{ margin: 0 }}>
              {q.returns.code} is taken back with the new one.
            </p>
          ) : null}
          <ul className="whys" style={{ fontSize: '0.8125rem' }}>
            {blocking.map((r) => (
              <li key={r.code} style={{ color: 'var(--danger)' }}>
                <AlertIcon size={14} /> {r.message}
              </li>
            ))}
            {q.warnings.map((r) => (
              <li key={r.code} style={{ color: 'var(--attention)' }}>
                <AlertIcon size={14} /> {r.message}
              </li>
            ))}
            <li {...(q.inStock ? { 'data-held': 'true' } : {})}>
              {q.inStock ? <CheckCircleIcon size={14} /> : <AlertIcon size={14} />}
              {q.inStock
                ? `In stock at ${q.depot.name}. One is held for ${q.heldMinutes} minutes.`
                : `None is free at ${q.depot.name}. The customer can pay for place ${q.waiting + 1} in the waiting list.`}
            </li>
          </ul>
          {book.error ? <Said>{saidBy(book.error)}</Said> : null}
          <div className="row wrap">
            <Button variant="contained" disabled={blocking.length > 0 || book.isPending} onClick={() => book.mutate(!q.inStock)}>
              {q.inStock ? 'Book' : 'Book a place in the list'}
            </Button>
            <span className="meta">The customer pays in the portal or the app.</span>
          </div>
        </>
      )}
    </>
  )
}
