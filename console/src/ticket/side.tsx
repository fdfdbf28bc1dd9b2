import Button from '@mui/material/Button'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import {
  Avatar,
  CheckCircleIcon,
  AlertIcon,
  ClockBar,
  ClockIntervals,
  CloseIcon,
  ErrorState,
  Lozenge,
  RatingStars,
  StatusLabel,
  Timeline,
  dayText,
  durationText,
  useLocale,
  useNow,
  whenText,
  phoneText,
} from '@manifold/ui'
import type { SlaClock } from '@manifold/client'
import { Related } from '#gas/related.tsx'
import { spanText, useShort } from '#shell/dates.ts'
import { Heads, IconAct } from '#shell/parts.tsx'
import { useMay } from '#shell/session.ts'
import type { TicketActs } from '#ticket/acts.ts'
import type { Dialogs } from '#ticket/head.tsx'
import { Sentence } from '#ticket/words.tsx'
import { useClocks, useTimeline, type StaffTicket } from '#ticket/queries.ts'

/** What explains the ticket: its clocks, its customer, what it belongs to, what happened. */
export function Side({ ticket, acts, onDialog }: { ticket: StaffTicket; acts: TicketActs; onDialog: (which: Dialogs) => void }) {
  return (
    <aside className="side scroll" tabIndex={0} aria-label="Ticket details">
      <Clocks ticket={ticket} />
      <CustomerCard ticket={ticket} />
      {ticket.rating !== null ? (
        <Card title="Rating">
          <RatingStars value={ticket.rating} readOnly size={18} />
          {ticket.feedback ? <p style={{ margin: '6px 0 0', fontSize: 13, lineHeight: '18px' }}>{ticket.feedback}</p> : null}
        </Card>
      ) : null}
      <Links ticket={ticket} acts={acts} onDialog={onDialog} />
      <History ticket={ticket} />
    </aside>
  )
}

const Card = ({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) => (
  <section className="panel card">
    <div className="panel-head">
      <h2>{title}</h2>
      <span className="push">{end}</span>
    </div>
    {children}
  </section>
)

const clockName: Record<SlaClock['kind'], string> = { first_response: 'First reply', next_response: 'Next reply', resolution: 'Resolution', attend: 'Attend', prevent: 'Make safe' }
const order = ['attend', 'prevent', 'first_response', 'next_response', 'resolution']

function Clocks({ ticket }: { ticket: StaffTicket }) {
  const found = useClocks(ticket.reference)
  if (found.isError && !found.data)
    return (
      <section className="panel card">
        <ErrorState title="We could not load the clocks." text="" onRetry={() => void found.refetch()} />
      </section>
    )
  const clocks = (found.data?.clocks ?? []).toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const running = clocks.filter((c) => c.stoppedAt === null)
  const stopped = clocks.filter((c) => c.stoppedAt !== null)
  if (!found.data || clocks.length === 0)
    return found.data ? (
      <Card title="Clocks">
        <p className="meta" style={{ margin: 0 }}>
          No service target applies to this ticket.
        </p>
      </Card>
    ) : null
  return (
    <>
      {running.map((clock, i) => (
        <ClockCard key={clock.kind + clock.startedAt} clock={clock} open={i === 0 || running.length < 3}>
          {i === running.length - 1 ? <Stopped clocks={stopped} /> : null}
        </ClockCard>
      ))}
      {running.length === 0 ? (
        <Card title="Clocks">
          <Stopped clocks={stopped} />
        </Card>
      ) : null}
    </>
  )
}

function ClockCard({ clock, open, children }: { clock: SlaClock; open: boolean; children: ReactNode }) {
  const l = useLocale()
  const now = useNow(20_000)
  const left = clock.dueAt ? (new Date(clock.dueAt).getTime() - now.getTime()) / 1000 : clock.remainingSeconds
  const paused = clock.state === 'paused'
  const late = !paused && (clock.state === 'breached' || left < 0)
  const tone = late ? 'danger' : clock.percent >= 75 ? 'warn' : 'plain'
  const words = `${clockName[clock.kind]} clock: ${clock.intervals.map((i) => `${i.kind} ${spanText(l, i.from, i.to)}`).join(', ')}`
  return (
    <Card
      title={`${clockName[clock.kind]} clock`}
      end={<Lozenge tone={tone}>{late ? 'Overdue' : paused ? 'Paused' : `${Math.min(999, Math.round(clock.percent))}% used`}</Lozenge>}
    >
      <p className="clock-big" data-tone={tone}>
        <b>{paused ? `${durationText(clock.remainingSeconds)} left` : late ? `Overdue ${durationText(left)}` : `${durationText(clock.remainingSeconds)} left`}</b>
        <span>
          {paused
            ? 'Clock paused: waiting for the customer'
            : clock.dueAt
              ? `Due ${whenText(l, new Date(clock.dueAt), 'dayTime', now)
                  .replace(/^Today, /, 'today ')
                  .replace(/^Tomorrow, /, 'tomorrow ')}`
              : ''}
        </span>
      </p>
      <ClockBar intervals={clock.intervals} remaining={late ? null : clock.remainingSeconds} breached={late} label={words} />
      <details open={open} style={{ marginTop: 8 }}>
        <summary className="vh-summary">How it was counted</summary>
        <ClockIntervals intervals={clock.intervals} used={clock.usedSeconds} target={clock.targetSeconds} span={(from, to) => spanText(l, from, to)} />
        <p className="meta" style={{ margin: '8px 0 0' }}>
          {clock.policy ? `${clock.policy.name}, ` : ''}
          {clock.calendar.name}
          {clock.calendar.id ? ` (version ${clock.calendar.version})` : ''}
        </p>
      </details>
      {children}
    </Card>
  )
}

const Stopped = ({ clocks }: { clocks: SlaClock[] }) =>
  clocks.map((c) => {
    const met = c.state === 'met' || c.usedSeconds <= c.targetSeconds
    return (
      <p key={c.kind + c.startedAt} className="clock-met" data-met={met || undefined}>
        {met ? <CheckCircleIcon size={14} /> : <AlertIcon size={14} />}
        {clockName[c.kind]} {met ? 'met' : 'missed'}: {durationText(c.usedSeconds)} of {durationText(c.targetSeconds)}
      </p>
    )
  })

function CustomerCard({ ticket }: { ticket: StaffTicket }) {
  const may = useMay()
  const l = useLocale()
  const who = ticket.customer
  if (!who) return null
  const address = who.address ? [who.address.line1, who.address.line2, who.address.city, who.address.postalCode].filter(Boolean).join(', ') : null
  return (
    <Card
      title="Customer"
      end={
        who.id && may('user.read') ? (
          <Link className="card-link" to={`/customers/${who.id}`}>
            Open
          </Link>
        ) : null
      }
    >
      <div className="row" style={{ gap: 10 }}>
        <Avatar name={who.name} src={ticket.requester?.avatarUrl ?? null} size={40} />
        <div style={{ minWidth: 0 }}>
          <b style={{ fontWeight: 600 }}>{who.name}</b>
          <p className="meta" style={{ margin: 0 }}>
            {who.since
              ? `Customer since ${new Intl.DateTimeFormat(l.locale, { month: 'short', year: 'numeric', timeZone: l.timeZone }).format(new Date(who.since))}, `
              : 'No account, '}
            {who.requests === 1 ? '1 request' : `${who.requests} requests`}
          </p>
        </div>
      </div>
      <dl className="facts" style={{ marginTop: 10 }}>
        {who.phone ? (
          <>
            <dt>Phone</dt>
            <dd>
              <a className="plain-link" href={`tel:${who.phone.replace(/[^+\d]/g, '')}`}>
                {phoneText(who.phone)}
              </a>
            </dd>
          </>
        ) : null}
        {who.email ? (
          <>
            <dt>E-mail</dt>
            <dd>{who.email}</dd>
          </>
        ) : null}
        {address ? (
          <>
            <dt>Address</dt>
            <dd>{address}</dd>
          </>
        ) : null}
        {ticket.relatedTo ? (
          <>
            <dt>About</dt>
            <dd>
              <Related thing={ticket.relatedTo} />
            </dd>
          </>
        ) : null}
        {who.open.filter((o) => o.id !== ticket.id).length > 0 ? (
          <>
            <dt>Also open</dt>
            <dd>
              {who.open
                .filter((o) => o.id !== ticket.id)
                .slice(0, 4)
                .map((o) => (
                  <Link key={o.id} to={`/desk/${o.reference}`} style={{ display: 'block', color: 'var(--primary)' }}>
                    {o.subject}
                  </Link>
                ))}
            </dd>
          </>
        ) : null}
      </dl>
    </Card>
  )
}

const linkWord = { parent: 'Parent', child: 'Child', related: 'Related', duplicate: 'Duplicate', merged: 'Merged here' } as const

function Links({ ticket, acts, onDialog }: { ticket: StaffTicket; acts: TicketActs; onDialog: (which: Dialogs) => void }) {
  const links = ticket.links ?? []
  if (links.length === 0) return null
  return (
    <Card
      title={links.length === 1 ? 'Linked ticket' : `Linked tickets, ${links.length}`}
      end={
        ticket.can.edit ? (
          <button type="button" className="linkish card-link" onClick={() => onDialog('link')}>
            Link
          </button>
        ) : null
      }
    >
      <ul className="links">
        {links.map(({ type, ticket: t }) => (
          <li key={t.id + type}>
            <div className="grow">
              <Link to={`/desk/${t.reference}`} className="plain-link cut" style={{ display: 'block', fontWeight: 500 }}>
                {t.subject}
              </Link>
              <span className="meta row" style={{ gap: 6 }}>
                {linkWord[type]}, <span className="mono">{t.reference}</span> <StatusLabel status={t.status} small />
              </span>
            </div>
            {ticket.can.edit && type !== 'merged' ? (
              <IconAct label={`Remove the link to ${t.reference}`} onClick={() => acts.unlink(t.id)}>
                <CloseIcon size={14} />
              </IconAct>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

const FIRST = 6
function History({ ticket }: { ticket: StaffTicket }) {
  const found = useTimeline(ticket.reference)
  const short = useShort()
  const [all, setAll] = useState(false)
  const [why, setWhy] = useState(false)
  const entries = found.data?.pages.flatMap((p) => p.data) ?? []
  // Messages stand in the conversation; the short form leaves them out.
  const acts = entries.filter((e) => e.type !== 'message' && e.type !== 'note')
  const shown = all ? entries : acts.slice(0, FIRST)
  const assigned = entries.find((e) => e.type === 'assigned')
  return (
    <Card
      title="Timeline"
      end={
        entries.length > shown.length || all ? (
          <button type="button" className="linkish card-link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Fewer' : `All ${entries.length}${found.hasNextPage ? '+' : ''}`}
          </button>
        ) : null
      }
    >
      {found.isError && entries.length === 0 ? <ErrorState title="We could not load the timeline." text="" onRetry={() => void found.refetch()} /> : null}
      <Timeline
        entries={shown.map((e) => ({
          id: e.id,
          text: (
            <>
              <Sentence entry={e} />
              {e.id === assigned?.id && ticket.assignment ? (
                <>
                  ,{' '}
                  <button type="button" className="linkish" style={{ textDecoration: 'underline', fontWeight: 500 }} aria-expanded={why} onClick={() => setWhy(!why)}>
                    why {ticket.assignee ? 'them' : 'so'}?
                  </button>
                </>
              ) : null}
              {e.id === assigned?.id && why && ticket.assignment ? <Why ticket={ticket} /> : null}
            </>
          ),
          at: short(e.at),
        }))}
      />
      {all && found.hasNextPage ? (
        <Button sx={{ mt: 2 }} disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show older
        </Button>
      ) : null}
    </Card>
  )
}

/** Who could have had this ticket, and why it went where it is. */
function Why({ ticket }: { ticket: StaffTicket }) {
  const a = ticket.assignment!
  const l = useLocale()
  return (
    <div className="why">
      <p>
        {a.reason} {dayText(l, new Date(a.at))}.
      </p>
      {a.candidates.length > 0 ? (
        <table className="table flush">
          <caption className="vh">Candidates</caption>
          <Heads of={['Candidate', ['Load', 'num'], 'Why']} />
          <tbody>
            {a.candidates.map((c) => (
              <tr key={c.id} data-tone={c.eligible ? undefined : 'quiet'}>
                <th scope="row">{c.name}</th>
                <td className="num">
                  {c.load} of {c.capacity}
                </td>
                <td>{c.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  )
}
