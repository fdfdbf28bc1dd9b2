import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { Link } from 'react-router'
import { ErrorState, Lozenge, MoreIcon, SkeletonRows, Timeline, When, useToast } from '@manifold/ui'
import { api, type Cylinder, type CylinderEvent } from '@manifold/client'
import { Form, type FormField } from '#shell/form.tsx'
import { useActs } from '#shell/palette.tsx'
import { IconMenu } from '#shell/parts.tsx'
import { useMay } from '#shell/session.ts'
import { ActOn } from '#gas/act.tsx'
import { CorrectState, GiveToCustomer } from '#gas/cylinder-override.tsx'
import { Absent, CylinderLabel } from '#gas/parts.tsx'
import { gasReloaded, useCylinder, useCylinderHistory, useOverridesOf } from '#gas/queries.ts'
import { actWords, cylinderActs, dueText, eventText, grams, overrideText, ruleText, scaleKg } from '#gas/words.ts'

export const Named = ({ id }: { id: string }) => <span className="mono">{useCylinder(id).data?.code ?? 'Cylinder'}</span>

/** What else can be done with a cylinder: against the rules, and with its whole batch. */
export function CylinderActs({ id }: { id: string }) {
  const may = useMay()
  const c = useCylinder(id).data
  const [dialog, setDialog] = useState<'give' | 'correct' | null>(null)
  const over = may('gas.override') && c?.booking == null
  if (!c || !(over || (may('gas.recall') && (c.batch || c.testDue)))) return null
  return (
    <>
      <IconMenu label="More with this cylinder" icon={<MoreIcon />}>
        {(close) => {
          const open = (which: 'give' | 'correct') => () => {
            close()
            setDialog(which)
          }
          return [
            ...(over && c.state === 'filled'
              ? [
                  <MenuItem key="give" onClick={open('give')}>
                    Give it to a customer against the order
                  </MenuItem>,
                ]
              : []),
            ...(over && c.state !== 'condemned'
              ? [
                  <MenuItem key="correct" onClick={open('correct')}>
                    Correct its state
                  </MenuItem>,
                ]
              : []),
            ...(may('gas.recall') && c.batch
              ? [
                  <MenuItem key="batch" component={Link} to={`/gas/recalls/new?batch=${encodeURIComponent(c.batch)}`} onClick={close}>
                    Recall its batch {c.batch}
                  </MenuItem>,
                ]
              : []),
            ...(may('gas.recall') && c.testDue
              ? [
                  <MenuItem key="due" component={Link} to={`/gas/recalls/new?testDue=${encodeURIComponent(c.testDue)}`} onClick={close}>
                    Recall all with test due {dueText(c.testDue)}
                  </MenuItem>,
                ]
              : []),
          ]
        }}
      </IconMenu>
      <GiveToCustomer cylinder={c} open={dialog === 'give'} onClose={() => setDialog(null)} />
      <CorrectState cylinder={c} open={dialog === 'correct'} onClose={() => setDialog(null)} />
    </>
  )
}

/** One cylinder: its state and who has it, what can be done next, what is stamped on it, and every move. */
export function CylinderPane({ id }: { id: string }) {
  const found = useCylinder(id)
  const may = useMay()
  const [act, setAct] = useState<CylinderEvent | null>(null)
  const [editing, setEditing] = useState(false)
  const c = found.data
  const acts = c && may('gas.cylinder.edit') ? cylinderActs[c.state].filter((e) => !(e === 'clear' && c.recallId)) : []
  useActs(c ? acts.map((e) => ({ label: `${actWords[e].label(c.state)}: ${c.code}`, run: () => setAct(e) })) : [])
  if (!c) return <Absent found={found} what="cylinder" to="/gas/cylinders" all="All cylinders" />
  return (
    <div className="stack" style={{ gap: 20 }}>
      <div className="stack" style={{ gap: 12 }}>
        <div className="row wrap">
          <b style={{ fontSize: '1rem' }}>
            <CylinderLabel state={c.state} />
          </b>
          <span className="meta">
            since <When at={c.stateSince} style="dayTime" within />
          </span>
          {c.testOverdue ? <Lozenge tone="warn">Test overdue</Lozenge> : null}
        </div>
        {c.recallId ? (
          <p className="said" style={{ margin: 0 }}>
            <span>
              It is part of a safety recall.{' '}
              {may('gas.recall') ? <Link to={`/gas/recalls/${c.recallId}`}>Open the recall</Link> : 'It stays where it is until the recall is settled.'}
            </span>
          </p>
        ) : null}
        {acts.length > 0 ? (
          <div className="row wrap">
            {acts.map((e) => (
              <Button key={e} {...(actWords[e].danger ? { color: 'error' as const } : {})} onClick={() => setAct(e)}>
                {actWords[e].label(c.state)}
              </Button>
            ))}
          </div>
        ) : c.booking ? (
          <p className="meta" style={{ margin: 0 }}>
            What happens next is done through its booking.
          </p>
        ) : null}
      </div>
      <dl className="facts">
        <dt>Depot</dt>
        <dd>{c.depot.name}</dd>
        <dt>Type</dt>
        <dd>{c.type.name}</dd>
        <dt>With</dt>
        <dd>
          {c.holder ? (
            <Link className="plain-link" to={`/customers/${c.holder.id}`}>
              {c.holder.name}
            </Link>
          ) : (
            'Nobody'
          )}
        </dd>
        {c.booking ? (
          <>
            <dt>Booking</dt>
            <dd>
              <Link className="plain-link" to={`/gas/bookings/${c.booking.reference}`}>
                {c.booking.reference}
              </Link>
            </dd>
          </>
        ) : null}
        {c.filledAt ? (
          <>
            <dt>Filled</dt>
            <dd>
              <When at={c.filledAt} style="dayTime" />
            </dd>
          </>
        ) : null}
        {editing ? null : (
          <>
            <dt>Batch</dt>
            <dd>{c.batch ?? '–'}</dd>
            <dt>Test due</dt>
            <dd>
              {dueText(c.testDue)}
              {c.testDueOn ? <span className="meta">, to the end of {monthYear(c.testDueOn)}</span> : null}
            </dd>
            <dt>Tare</dt>
            <dd>{c.tareGrams === null ? '–' : scaleKg(c.tareGrams)}</dd>
          </>
        )}
      </dl>
      {may('gas.cylinder.edit') ? (
        editing ? (
          <Stamps cylinder={c} onDone={() => setEditing(false)} />
        ) : (
          <div>
            <Button onClick={() => setEditing(true)}>Change what is stamped on it</Button>
          </div>
        )
      ) : null}
      <History id={c.id} />
      <Overrides id={c.id} />
      <ActOn cylinders={[c]} event={act} onClose={() => setAct(null)} />
    </div>
  )
}

export const monthYear = (day: string): string => new Intl.DateTimeFormat('en-IN', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))

interface Stamped {
  batch: string
  testDue: string
  tare: string
}
export const testDueProblem = (v: string): string | null => (/^[A-Da-d][ -]?(?:20)?\d\d$/.test(v.trim()) ? null : 'Enter a letter A to D and a year, such as C27.')
export const tareProblem = (v: string): string | null => {
  const g = grams(v)
  return g !== null && g > 0 && g <= 100_000 ? null : 'Enter kilograms with at most three decimals, such as 15.3.'
}
const stampFields: FormField<Stamped>[] = [
  { name: 'batch', label: 'Batch', kind: 'text', optional: true, most: 60 },
  {
    name: 'testDue',
    label: 'Test due',
    kind: 'text',
    optional: true,
    most: 6,
    hint: 'Letter and year: A to the end of March, B June, C September, D December',
    check: (v: never) => testDueProblem(v),
  },
  { name: 'tare', label: 'Tare in kg', kind: 'text', optional: true, most: 8, check: (v: never) => tareProblem(v) },
]
function Stamps({ cylinder: c, onDone }: { cylinder: Cylinder; onDone: () => void }) {
  const toast = useToast()
  return (
    <Form
      fields={stampFields}
      initial={{ batch: c.batch ?? '', testDue: c.testDue ?? '', tare: c.tareGrams === null ? '' : String(c.tareGrams / 1000) }}
      onCancel={onDone}
      submit={async (v) => {
        await api.patch(
          `/gas/cylinders/${c.id}`,
          { batch: v.batch.trim() || null, testDue: v.testDue.trim() || null, tareGrams: v.tare.trim() ? grams(v.tare) : null },
          { version: c.version },
        )
        await gasReloaded()
        toast('Saved.')
        onDone()
      }}
    />
  )
}

function History({ id }: { id: string }) {
  const found = useCylinderHistory(id)
  return (
    <section aria-label="History">
      <h2 className="part-title">History</h2>
      {found.isPending ? (
        <SkeletonRows rows={4} height={28} />
      ) : found.isError && !found.data ? (
        <ErrorState onRetry={() => void found.refetch()} />
      ) : (
        <Timeline
          entries={found.data.map((m, i) => ({
            id: `${m.at}${i}`,
            text: (
              <>
                {m.bookingId ? (
                  <Link className="plain-link" to={`/gas/bookings/${m.bookingId}`}>
                    {eventText(m.event)}
                  </Link>
                ) : m.batchId ? (
                  <Link className="plain-link" to={`/gas/batches/${m.batchId}`}>
                    {eventText(m.event)}
                  </Link>
                ) : (
                  eventText(m.event)
                )}
                <span className="meta">
                  {' '}
                  {m.actorName}
                  {m.reason ? `: ${m.reason}` : ''}
                </span>
              </>
            ),
            at: <When at={m.at} style="dayTime" />,
          }))}
        />
      )}
    </section>
  )
}

function Overrides({ id }: { id: string }) {
  const rows = useOverridesOf(id).data ?? []
  if (rows.length === 0) return null
  return (
    <section aria-label="Overrides">
      <h2 className="part-title">Against the rules</h2>
      <ul className="lines">
        {rows.map((o) => (
          <li key={o.id}>
            <span className="grow">
              {overrideText(o.action)} <span className="meta">against “{ruleText(o.rule)}”</span>
              <span className="meta" style={{ display: 'block' }}>
                {o.actorName}: {o.reason}
              </span>
            </span>
            <span className="meta">
              <When at={o.at} style="dayTime" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
