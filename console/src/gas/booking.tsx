import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { AlertIcon, CheckIcon, CloseIcon, ErrorState, Lozenge, MoreIcon, Money, SkeletonRows, Timeline, When } from '@manifold/ui'
import type { BookingHistoryEntry, BookingStatus, StaffBooking } from '@manifold/client'
import { useActs } from '#shell/palette.tsx'
import { IconMenu } from '#shell/parts.tsx'
import { useMay } from '#shell/session.ts'
import { Title } from '#shell/title.tsx'
import { BookingDialogs, type BookingAct } from '#gas/booking-acts.tsx'
import { HandOver } from '#gas/hand-over.tsx'
import { Absent, BookingLabel, plural } from '#gas/parts.tsx'
import { useBooking, useBookingHistory } from '#gas/queries.ts'
import { bookingWord, failureWord, overrideText, ruleText } from '#gas/words.ts'

/** One booking: where it stands, what is done next, the money, the cylinder, and everything that happened. */
export default function BookingPage() {
  const { id = '' } = useParams()
  const found = useBooking(id)
  if (!found.data)
    return (
      <main className="page-body" style={{ paddingTop: 16 }}>
        <Absent found={found} what="booking" to="/gas/bookings" all="All bookings" />
      </main>
    )
  return <Booking booking={found.data} />
}

function Booking({ booking: b }: { booking: StaffBooking }) {
  const may = useMay()
  const [act, setAct] = useState<BookingAct | null>(null)
  const over = may('gas.override')
  const deliver = may('gas.booking.deliver')
  const overrides: { act: BookingAct; label: string; when: boolean }[] = [
    { act: 'assign', label: b.cylinder ? 'Give another cylinder' : 'Give a chosen cylinder', when: ['paid', 'waitlisted', 'allocated'].includes(b.status) },
    { act: 'take_away', label: 'Take the cylinder away', when: b.status === 'allocated' },
    { act: 'take_away_damaged', label: 'Take it away, it is damaged', when: b.status === 'allocated' },
    { act: 'deliver', label: 'Hand over without the code', when: b.status === 'out_for_delivery' },
    { act: 'override_cancel', label: 'Cancel against the usual rules', when: ['payment_pending', 'paid', 'waitlisted', 'allocated', 'delivery_failed'].includes(b.status) },
  ]
  const usual: { act: BookingAct; label: string; when: boolean }[] = [
    { act: 'dispatch', label: 'Send out', when: deliver && b.status === 'allocated' && b.mode === 'delivery' },
    { act: 'reschedule', label: 'Try the delivery again', when: deliver && b.status === 'delivery_failed' },
    { act: 'cancel', label: 'Cancel', when: may('gas.booking.cancel') && b.cancellable },
  ]
  const against = over ? overrides.filter((o) => o.when) : []
  const now = usual.filter((u) => u.when)
  useActs([...now, ...against].map((o) => ({ label: `${o.label}: ${b.reference}`, run: () => setAct(o.act) })))
  return (
    <main className="page">
      <Title of={b.reference} />
      <div className="page-head">
        <h1 className="mono">{b.reference}</h1>
        <BookingLabel state={b.status} />
        <span className="meta">
          {b.statusLabel} for the customer, booked <When at={b.createdAt} style="dayTime" within />
        </span>
        <span className="push" />
        {now.map((u) => (
          <Button key={u.act} variant={u.act === 'cancel' ? 'outlined' : 'contained'} onClick={() => setAct(u.act)}>
            {u.label}
          </Button>
        ))}
        {against.length > 0 ? (
          <IconMenu label="Override" icon={<MoreIcon />}>
            {(close) =>
              against.map((o) => (
                <MenuItem
                  key={o.act}
                  onClick={() => {
                    close()
                    setAct(o.act)
                  }}
                >
                  {o.label}
                </MenuItem>
              ))
            }
          </IconMenu>
        ) : null}
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label={b.reference}>
        <div className="columns">
          <div className="stack" style={{ gap: 12 }}>
            <section className="panel panel-pad" aria-label="Progress">
              <Steps booking={b} />
            </section>
            {b.status === 'out_for_delivery' && deliver ? <HandOver booking={b} onFail={() => setAct('fail')} onCode={() => setAct('code')} /> : null}
            <Next booking={b} />
            <History booking={b} />
          </div>
          <div className="stack" style={{ gap: 12 }}>
            <Facts booking={b} />
            <Price booking={b} />
          </div>
        </div>
      </div>
      <BookingDialogs booking={b} act={act} onClose={() => setAct(null)} />
    </main>
  )
}

const steps: readonly { label: string; states: readonly BookingStatus[]; at: (b: StaffBooking) => string | null }[] = [
  { label: 'Booked', states: ['quoted', 'payment_pending'], at: (b) => b.createdAt },
  { label: 'Paid', states: ['paid', 'waitlisted'], at: (b) => b.paidAt },
  { label: 'Cylinder assigned', states: ['allocated', 'out_for_delivery', 'delivery_failed'], at: (b) => b.allottedAt },
  { label: 'Handed over', states: ['delivered'], at: (b) => b.deliveredAt },
]
/** Of a step that goes by another name while it lasts, what its time belongs to. */
const before: Partial<Record<BookingStatus, string>> = { waitlisted: 'paid ', out_for_delivery: 'assigned ', delivery_failed: 'assigned ' }
function Steps({ booking: b }: { booking: StaffBooking }) {
  const ended = b.status === 'cancelled' || b.status === 'expired'
  const reached = steps.filter((s) => s.at(b) !== null)
  const shown = ended ? [...reached, { label: bookingWord[b.status], states: [b.status], at: () => b.endedAt }] : steps
  const current = shown.findIndex((s) => (s.states as readonly string[]).includes(b.status))
  return (
    <ol className="steps" aria-label="Progress of this booking">
      {shown.map((s, i) => {
        const at = s.at(b)
        const here = i === current
        const label = here && ['waitlisted', 'out_for_delivery', 'delivery_failed', 'payment_pending'].includes(b.status) ? bookingWord[b.status] : s.label
        return (
          <li
            key={s.label}
            {...(here ? { 'aria-current': 'step' as const } : {})}
            data-state={ended && i === shown.length - 1 ? 'ended' : i < current || b.status === 'delivered' ? 'done' : here ? 'now' : 'next'}
          >
            <i aria-hidden="true">{ended && i === shown.length - 1 ? <CloseIcon size={12} /> : i < current || b.status === 'delivered' ? <CheckIcon size={12} /> : null}</i>
            <span>{label}</span>
            <span className="meta">
              {at && i <= current ? (
                <>
                  {here ? before[b.status] : ''}
                  <When at={at} style="dayTime" within={here && before[b.status] !== undefined} />
                </>
              ) : (
                ' '
              )}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** What we wait for, or why it ended: one sentence. */
function Next({ booking: b }: { booking: StaffBooking }) {
  const text: ReactNode =
    b.status === 'payment_pending' ? (
      <>
        The customer has not paid yet.{' '}
        {b.held ? (
          <>
            One cylinder is held for them
            {b.heldUntil ? (
              <>
                {' '}
                until <When at={b.heldUntil} style="time" />
              </>
            ) : null}
            .
          </>
        ) : (
          'None is held; who pays now gets a place in the waiting list.'
        )}
      </>
    ) : b.status === 'waitlisted' ? (
      <>
        Paid, and number {b.place} in the <Link to={`/gas/waiting?shelf=${b.depot.id}/${b.type.id}`}>waiting list of {b.depot.name}</Link>. The next cylinder that is filled there
        goes out in the order of payment.
      </>
    ) : b.status === 'allocated' ? (
      'A cylinder is assigned. Send it out when the run leaves.'
    ) : b.status === 'delivery_failed' ? (
      <>
        {failureWord[b.failure ?? ''] ?? 'The delivery failed'}. {plural(b.attempts, 'try', 'tries')} so far, three at most.
      </>
    ) : b.endReason ? (
      b.endReason
    ) : null
  if (!text) return null
  const bad = b.status === 'delivery_failed'
  return (
    <section className="panel panel-pad next-line" {...(bad ? { 'data-bad': '' } : {})} aria-label={b.endedAt ? 'Why it ended' : 'What happens next'}>
      {bad ? <AlertIcon size={16} /> : null}
      <p>{text}</p>
    </section>
  )
}

function Facts({ booking: b }: { booking: StaffBooking }) {
  const reads = useMay()('gas.cylinder.read')
  const cylinder = (c: { id: string; code: string }) =>
    reads ? (
      <Link className="plain-link mono" to={`/gas/cylinders/${c.id}`}>
        {c.code}
      </Link>
    ) : (
      <span className="mono">{c.code}</span>
    )
  return (
    <section className="panel panel-pad" aria-label="Booking">
      <dl className="facts">
        <dt>Customer</dt>
        <dd>
          <Link className="plain-link" to={`/customers/${b.customer.id}`}>
            {b.customer.name}
          </Link>
        </dd>
        <dt>Account</dt>
        <dd>
          {b.account ? (
            <Link className="plain-link mono" to={`/gas/accounts/${b.account.id}`}>
              {b.account.number}
            </Link>
          ) : (
            '–'
          )}
        </dd>
        <dt>From</dt>
        <dd>{b.depot.name}</dd>
        <dt>Type</dt>
        <dd>{b.type.name}</dd>
        <dt>Cylinder</dt>
        <dd>{b.cylinder ? cylinder(b.cylinder) : 'Not assigned yet'}</dd>
        {b.returnedCylinder ? (
          <>
            <dt>Taken back</dt>
            <dd>{cylinder(b.returnedCylinder)}</dd>
          </>
        ) : null}
        <dt>Hand-over</dt>
        <dd>{b.mode === 'delivery' ? 'At the door, with a code' : 'With the payment'}</dd>
      </dl>
    </section>
  )
}

function Price({ booking: b }: { booking: StaffBooking }) {
  const net = b.price.amount - b.tax.amount
  return (
    <section className="panel panel-pad" aria-label="Money">
      <div className="panel-head">
        <h2>Money</h2>
        {b.subsidised ? <Lozenge tone="info">Subsidised</Lozenge> : null}
      </div>
      <dl className="sum">
        <dt>Refill</dt>
        <dd>
          <Money amount={net} currency={b.price.currency} />
        </dd>
        <dt>GST {b.tax.basisPoints / 100}%</dt>
        <dd>
          <Money amount={b.tax.amount} currency={b.tax.currency} />
        </dd>
        <dt>
          <b>Total</b>
        </dt>
        <dd>
          <b>
            <Money amount={b.price.amount} currency={b.price.currency} />
          </b>
        </dd>
        {b.refund ? (
          <>
            <dt>Goes back</dt>
            <dd>
              <Money amount={b.refund.amount} currency={b.refund.currency} />
            </dd>
          </>
        ) : null}
      </dl>
      <p className="meta" style={{ margin: '8px 0 0' }}>
        {b.paidAt ? (
          <>
            Paid <When at={b.paidAt} style="dayTime" within />
          </>
        ) : (
          'Not paid'
        )}
      </p>
    </section>
  )
}

/** What comes after what when all of it happens in one commit. */
const order: (string | null)[] = ['quoted', 'payment_pending', 'paid', 'waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed', 'delivered']
/** Bookings that came from elsewhere have no history of their states: their own dates tell it. */
function withMilestones(b: StaffBooking, told: BookingHistoryEntry[]): (Omit<BookingHistoryEntry, 'actorName'> & { actorName: string | null })[] {
  const dates = [
    [b.status, b.deliveredAt ? null : b.endedAt],
    ['delivered', b.deliveredAt],
    ['allocated', b.allottedAt],
    ['paid', b.paidAt],
    ['quoted', b.createdAt],
  ] as const
  const known = new Set(told.map((h) => h.to))
  return [
    ...told,
    ...dates.flatMap(([to, at]) =>
      at && !known.has(to)
        ? [{ at, to, kind: 'state' as const, from: null, action: null, rule: null, reason: to === b.status ? b.endReason : null, actorName: null, photos: [] }]
        : [],
    ),
  ].toSorted((x, y) => (x.at < y.at ? 1 : x.at > y.at ? -1 : order.indexOf(y.to) - order.indexOf(x.to)))
}
const said = (h: Omit<BookingHistoryEntry, 'actorName'>): ReactNode =>
  h.kind === 'override' ? (
    <>
      <b>{overrideText(h.action ?? '')}</b> <span className="meta">against the rule “{ruleText(h.rule ?? '')}”</span>
    </>
  ) : h.to === 'quoted' ? (
    'Booked'
  ) : (
    bookingWord[h.to!]
  )
function History({ booking: b }: { booking: StaffBooking }) {
  const reads = useMay()('gas.cylinder.read')
  const found = useBookingHistory(b.id, reads)
  if (!reads) return null
  return (
    <section className="panel panel-pad" aria-label="History">
      <div className="panel-head">
        <h2>History</h2>
      </div>
      {found.isPending ? (
        <SkeletonRows rows={4} height={28} />
      ) : found.isError ? (
        <ErrorState onRetry={() => void found.refetch()} />
      ) : (
        <Timeline
          entries={withMilestones(b, found.data).map((h, i) => ({
            id: `${h.at}${i}`,
            text: (
              <>
                {said(h)}
                <span className="meta" style={{ display: 'block' }}>
                  {[h.actorName, h.reason ? (failureWord[h.reason] ?? h.reason) : null].filter(Boolean).join(': ')}
                </span>
                {h.photos.map((p) => (
                  <a key={p.id} href={p.url} className="hand-over-photo">
                    <img src={p.thumbnailUrl ?? p.url} alt={`The hand-over: ${p.name}`} />
                  </a>
                ))}
              </>
            ),
            at: <When at={h.at} style="dayTime" />,
          }))}
        />
      )}
    </section>
  )
}
