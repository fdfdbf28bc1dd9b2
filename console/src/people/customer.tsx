import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import {
  Avatar,
  ConfirmDialog,
  EditIcon,
  EmptyState,
  ErrorState,
  Lozenge,
  PlusIcon,
  PriorityGlyph,
  RatingStars,
  SkeletonRows,
  StatusLabel,
  When,
  phoneText,
  useToast,
} from '@manifold/ui'
import { api, isProblem, type Page, type TicketRow } from '@manifold/client'
import { Form } from '#shell/form.tsx'
import { GasOfCustomer } from '#gas/of-customer.tsx'
import { Heads, SlaLabel } from '#shell/parts.tsx'
import { useActs } from '#shell/palette.tsx'
import { queries } from '#shell/query.ts'
import { useMay } from '#shell/session.ts'
import { PaymentsOf, WalletOf } from '#money/of-person.tsx'
import { AuditLines } from '#people/audit-lines.tsx'
import { contactBody, contactFields, type Contact } from '#people/new-customer.tsx'
import { statusWord, type PersonPage } from '#people/shapes.ts'
import CustomersPage from '#people/customers.tsx'
import './people.css'
import { Title } from '#shell/title.tsx'

export default function CustomerRoute() {
  const { id = '' } = useParams()
  return id === 'new' ? <CustomersPage making /> : <CustomerPage key={id} id={id} />
}

/** "Marathi" of mr-IN. */
const languageName = (locale: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(locale.split('-')[0]!) ?? locale

export const usePerson = (id: string) => useQuery({ queryKey: ['person', id], queryFn: ({ signal }) => api.get<PersonPage>(`/user/people/${id}`, { signal }) })

function CustomerPage({ id }: { id: string }) {
  const found = usePerson(id)
  const may = useMay()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const person = found.data
  useActs(person ? [{ label: `New ticket for ${person.name}`, run: () => void navigate(`/desk/new?requesterId=${id}`) }] : [])
  if (found.isPending)
    return (
      <main className="person scroll">
        <SkeletonRows rows={6} height={64} />
      </main>
    )
  if (!person)
    return (
      <main className="person scroll">
        {isProblem(found.error) && found.error.status === 404 ? (
          <EmptyState
            title="There is no such customer."
            text="They may have been erased."
            action={
              <Button component={Link} to="/customers">
                All customers
              </Button>
            }
          />
        ) : (
          <ErrorState onRetry={() => void found.refetch()} reference={isProblem(found.error) ? found.error.requestId : null} />
        )}
      </main>
    )
  return (
    <main className="person scroll" tabIndex={0} aria-label={person.name}>
      <header className="person-head">
        <Avatar name={person.name} src={person.avatarUrl} size={40} />
        <div className="grow">
          <Title of={person.name} />
          <h1>{person.name}</h1>
          <p className="meta" style={{ margin: 0 }}>
            Customer since <When at={person.createdAt} style="day" within />
            {person.lastSeenAt ? (
              <>
                , last seen <When at={person.lastSeenAt} />
              </>
            ) : (
              ', never signed in'
            )}
          </p>
        </div>
        {person.status === 'active' ? null : <Lozenge tone="warn">{statusWord[person.status]}</Lozenge>}
        {may('user.suspend') ? <Suspend person={person} /> : null}
        {may('user.edit') && !editing ? (
          <Button startIcon={<EditIcon size={16} />} onClick={() => setEditing(true)}>
            Change
          </Button>
        ) : null}
        {may('support.ticket.create') ? (
          <Button component={Link} to={`/desk/new?requesterId=${id}`} variant="contained" startIcon={<PlusIcon size={16} />}>
            New ticket
          </Button>
        ) : null}
      </header>
      {person.suspended ? (
        <p className="person-note">
          Suspended by {person.suspended.by}, <When at={person.suspended.at} style="dayTime" within />
          {person.suspended.reason ? `: ${person.suspended.reason}` : ''}
        </p>
      ) : null}
      <div className="columns person-body">
        <div className="stack">
          <Tickets id={id} />
          <PaymentsOf id={id} />
          {may('audit.read') ? (
            <AuditLines title="Account log" path={`/user/people/${id}/audit-log`} empty="Sign-ins, changes and looks of staff at this account appear here." />
          ) : null}
        </div>
        <div className="stack">
          <section className="panel panel-pad" aria-label="Contact">
            <div className="panel-head">
              <h2>Contact</h2>
            </div>
            {editing ? <Edit person={person} onDone={() => setEditing(false)} /> : <Facts person={person} />}
          </section>
          <GasOfCustomer id={id} />
          <WalletOf id={id} />
        </div>
      </div>
    </main>
  )
}

function Facts({ person }: { person: PersonPage }) {
  const a = person.address
  return (
    <dl className="facts">
      <dt>Phone</dt>
      <dd>
        {person.phone ? (
          <a className="plain-link" href={`tel:${person.phone.replace(/[^+\d]/g, '')}`}>
            {phoneText(person.phone)}
          </a>
        ) : (
          '–'
        )}
        {person.phone ? <span className="meta">{person.phoneVerified ? ', verified' : ', not verified'}</span> : null}
      </dd>
      <dt>E-mail</dt>
      <dd>
        {person.email ?? '–'}
        {person.email ? <span className="meta">{person.emailVerified ? ', verified' : ', not verified'}</span> : null}
      </dd>
      <dt>Address</dt>
      <dd>{a ? [a.line1, a.line2, a.city, a.postalCode, a.region].filter(Boolean).join(', ') : '–'}</dd>
      <dt>Language</dt>
      <dd>{languageName(person.locale)}</dd>
      <dt>Time zone</dt>
      <dd>{person.timeZone}</dd>
      <dt>Second factor</dt>
      <dd>{person.twoFactor ? 'On' : 'Off'}</dd>
    </dl>
  )
}

export const contactOf = (p: PersonPage): Contact => ({
  name: p.name,
  phone: p.phone ?? '',
  email: p.email ?? '',
  line1: p.address?.line1 ?? '',
  line2: p.address?.line2 ?? '',
  city: p.address?.city ?? '',
  postalCode: p.address?.postalCode ?? '',
})

function Edit({ person, onDone }: { person: PersonPage; onDone: () => void }) {
  const toast = useToast()
  return (
    <Form
      fields={contactFields}
      initial={contactOf(person)}
      onCancel={onDone}
      submit={async (v) => {
        const saved = await api.patch<PersonPage>(`/user/people/${person.id}`, contactBody(v), { version: person.version })
        queries.setQueryData(['person', person.id], saved)
        await queries.invalidateQueries({ queryKey: ['people'] })
        toast('Saved.')
        onDone()
      }}
    />
  )
}

/** Suspends an account with a reason, or lets it in again. */
export function Suspend({ person }: { person: PersonPage }) {
  const [asking, setAsking] = useState(false)
  const toast = useToast()
  const change = useMutation({
    mutationFn: (reason: string | null) => (reason === null ? api.post(`/user/people/${person.id}/reinstate`) : api.post(`/user/people/${person.id}/suspend`, { reason })),
    onSuccess: async (_, reason) => {
      setAsking(false)
      toast(reason === null ? `${person.name} can sign in again.` : `${person.name} is suspended and signed out everywhere.`)
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['person', person.id] }),
        queries.invalidateQueries({ queryKey: ['people'] }),
        queries.invalidateQueries({ queryKey: ['staff'] }),
      ])
    },
    onError: (e) => toast(e.message),
  })
  if (person.status === 'erased') return null
  if (person.status === 'suspended')
    return (
      <Button disabled={change.isPending} onClick={() => change.mutate(null)}>
        Reinstate
      </Button>
    )
  return (
    <>
      <Button color="error" onClick={() => setAsking(true)}>
        Suspend
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Suspend ${person.name}?`}
        text="Their sessions end within a second and they cannot sign in until somebody reinstates them. The reason is kept."
        confirm="Suspend"
        danger
        reason="required"
        busy={change.isPending}
        onClose={() => setAsking(false)}
        onConfirm={(reason) => change.mutate(reason)}
      />
    </>
  )
}

function Tickets({ id }: { id: string }) {
  const found = useQuery({
    queryKey: ['tickets', 'of', id],
    queryFn: ({ signal }) => api.get<Page<TicketRow>>('/support/tickets', { query: { requesterId: id, sort: 'newest', limit: 25 }, signal }),
  })
  const rows = found.data?.data ?? []
  return (
    <section className="panel" aria-label="Tickets">
      <div className="panel-head panel-pad" style={{ marginBottom: 0, paddingBottom: 8 }}>
        <h2>Tickets</h2>
        <span className="push">
          {found.data?.nextCursor ? (
            <Link className="card-link" to={`/desk?requesterId=${id}&sort=newest`}>
              All
            </Link>
          ) : null}
        </span>
      </div>
      {found.isPending ? (
        <SkeletonRows rows={4} height={38} />
      ) : found.isError ? (
        <ErrorState onRetry={() => void found.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title="No tickets" text="This customer has not asked for anything yet." />
      ) : (
        <div className="scroll">
          <table className="table">
            <caption className="vh">Tickets of this customer</caption>
            <Heads of={['Subject', 'Status', ['Clock', 'from-md'], ['Owner', 'from-md'], 'Opened']} />
            <tbody>
              {rows.map((t) => (
                <tr key={t.id}>
                  <th scope="row" style={{ fontWeight: 500 }}>
                    <span className="row" style={{ gap: 6 }}>
                      <PriorityGlyph priority={t.priority} />
                      <Link to={`/desk/${t.reference}`} className="plain-link">
                        {t.subject}
                      </Link>
                    </span>
                    <span className="meta mono">
                      {t.reference}, {t.category.name}
                    </span>
                  </th>
                  <td>
                    <StatusLabel status={t.status} small />
                  </td>
                  <td className="from-md">{t.rating ? <RatingStars value={t.rating} readOnly size={12} /> : <SlaLabel of={t} />}</td>
                  <td className="from-md">{t.assignee?.name ?? '–'}</td>
                  <td>
                    <When at={t.createdAt} style="day" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
