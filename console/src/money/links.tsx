import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, type BusinessRef } from '@manifold/client'
import type { PersonPage } from '#people/shapes.ts'
import { useMay, useMe } from '#shell/session.ts'
import { human } from '#money/words.tsx'

const things: Record<string, { word: string; to: (id: string) => string; may: string }> = {
  gas_booking: { word: 'Cylinder booking', to: (id) => `/gas/bookings/${id}`, may: 'gas.booking.read' },
  wallet: { word: 'Wallet', to: (id) => `/customers/${id}`, may: 'user.read' },
  person: { word: 'Customer', to: (id) => `/customers/${id}`, may: 'user.read' },
  intent: { word: 'Payment', to: (id) => `/money/payments/${id}`, may: 'payment.transaction.read' },
  payment: { word: 'Payment', to: (id) => `/money/payments/${id}`, may: 'payment.transaction.read' },
}
export const thingWord = (type: string): string => things[type]?.word ?? human(type)

/** What a movement of money belongs to, as a link where I may see it. */
export function Thing({ of: it }: { of: BusinessRef }) {
  const may = useMay()
  const known = things[it.type]
  if (!known || !may(known.may)) return <>{thingWord(it.type)}</>
  return (
    <Link to={known.to(it.id)} className="plain-link linked">
      {known.word}
    </Link>
  )
}

/** A person by id: a link to the customer's page, or the name of a colleague; "The system" for nobody. */
export function Who({ id, link }: { id: string | null; link?: boolean }) {
  const may = useMay()
  const me = useMe()
  const seen = may('user.read')
  const found = useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => api.get<PersonPage>(`/user/people/${id}`, { signal }),
    enabled: id !== null && id !== me.id && seen,
    staleTime: 5 * 60_000,
    retry: false,
  })
  if (id === null) return <>The system</>
  if (id === me.id) return <>{me.name} (you)</>
  const name = found.data?.name ?? (found.isPending && seen ? '…' : 'Somebody')
  if (!link || !found.data) return <>{name}</>
  return (
    <Link to={found.data.staff ? `/settings/staff/${id}` : `/customers/${id}`} className="plain-link linked">
      {name}
    </Link>
  )
}

export const PaymentLink = ({ id, children }: { id: string; children: React.ReactNode }) => (
  <Link to={`/money/payments/${id}`} className="plain-link linked mono">
    {children}
  </Link>
)
export const EntryLink = ({ id, seq }: { id: string; seq: number }) => (
  <Link to={`/money/entries/${id}`} className="plain-link linked mono">
    {seq.toLocaleString('en-IN')}
  </Link>
)
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/
/** The name of an account; it breaks after its colons rather than being cut. Of an id the end is enough to tell it from others, the whole is its title. */
export const AccountName = ({ name }: { name: string }) => (
  <span className="account-name">
    {name.split(':').map((part, i) => (
      <span key={i}>
        {i > 0 ? (
          <>
            :<wbr />
          </>
        ) : null}
        {uuid.test(part) ? <span title={part}>…{part.slice(-6)}</span> : part}
      </span>
    ))}
  </span>
)
export const AccountLink = ({ id, name }: { id: number; name: string }) => (
  <Link to={`/money/accounts/${id}`} className="plain-link">
    <AccountName name={name} />
  </Link>
)

/** Whose account it is, from its name; nothing for those of the platform. */
export function OwnerLink({ name, owner }: { name: string; owner: string | null }) {
  const may = useMay()
  if (owner === null) return <span className="quiet">The platform</span>
  if (!uuid.test(owner)) return null
  const [word, to, permission] = name.startsWith('liabilities:wallet:')
    ? ['Customer', `/customers/${owner}`, 'user.read']
    : name.startsWith('liabilities:deferred:lpg:')
      ? ['Cylinder booking', `/gas/bookings/${owner}`, 'gas.booking.read']
      : name.startsWith('liabilities:deferred:late:')
        ? ['Payment', `/money/payments/${owner}`, 'payment.transaction.read']
        : name.startsWith('liabilities:refunds:')
          ? ['Refund', `/money/refunds/${owner}?queue=all`, 'payment.transaction.read']
          : ['', '', '']
  if (word === '') return null
  return may(permission) ? (
    <Link to={to} className="plain-link linked">
      {word}
    </Link>
  ) : (
    <>{word}</>
  )
}
