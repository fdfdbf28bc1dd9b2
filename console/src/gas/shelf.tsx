import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { CloseIcon, EmptyState, ErrorState, HistoryIcon, Lozenge, MoreIcon, SkeletonRows, durationText, useNow } from '@manifold/ui'
import type { CylinderEvent, ShelfDetail, StockShelf } from '@manifold/client'
import { useShort } from '#shell/dates.ts'
import { Heads, IconAct, IconMenu } from '#shell/parts.tsx'
import { useMay } from '#shell/session.ts'
import { ActByCode } from '#gas/act.tsx'
import { Counter, CylinderLabel, count } from '#gas/parts.tsx'
import { useShelf } from '#gas/queries.ts'
import { dueText, shelfStates } from '#gas/words.ts'

/** One type at one depot: what is free, how old it is, which goes next, and every state. */
export function Shelf({ shelf: s, heading: H, onClose }: { shelf: StockShelf; heading: 'h1' | 'h2'; onClose?: () => void }) {
  const may = useMay()
  const navigate = useNavigate()
  const found = useShelf(s.depot.id, s.type.id)
  const [act, setAct] = useState<CylinderEvent | null>(null)
  const where = `depotId=${s.depot.id}&typeId=${s.type.id}`
  return (
    <div className="shelf">
      <div>
        <div className="pane-head">
          <H>
            {s.depot.name}, {s.type.name}
          </H>
          <span className="push" />
          <IconAct label="History of moves" onClick={() => void navigate(`/gas/stock/moves?depotId=${s.depot.id}`)}>
            <HistoryIcon />
          </IconAct>
          <IconMenu label="More" icon={<MoreIcon />}>
            {(close) => [
              <MenuItem key="list" component={Link} to={`/gas/cylinders?${where}`} onClick={close}>
                All cylinders of this shelf
              </MenuItem>,
              <MenuItem key="wait" component={Link} to={`/gas/waiting?shelf=${s.depot.id}/${s.type.id}`} onClick={close}>
                Waiting list
              </MenuItem>,
              <MenuItem key="book" component={Link} to={`/gas/bookings?depotId=${s.depot.id}`} onClick={close}>
                Bookings of this depot
              </MenuItem>,
            ]}
          </IconMenu>
          {onClose ? (
            <IconAct label="Close" hotkey="back" onClick={onClose}>
              <CloseIcon />
            </IconAct>
          ) : null}
        </div>
        <dl className="shelf-sums">
          <Counter label="Filled" value={count(s.states.filled ?? 0)} />
          <Counter label="Promised" value={count(s.promised)} />
          <Counter label="Free to sell" value={count(s.free)} tone={s.free === 0 && s.waiting > 0 ? 'bad' : s.low ? 'warn' : undefined} />
        </dl>
      </div>
      <div className="shelf-body scroll" tabIndex={0} role="region" aria-label="Age and order">
        {found.isPending ? (
          <SkeletonRows rows={8} height={31} />
        ) : found.isError && !found.data ? (
          <ErrorState onRetry={() => void found.refetch()} />
        ) : (
          <>
            <Ages detail={found.data} />
            <Next detail={found.data} filled={s.states.filled ?? 0} />
          </>
        )}
        <States shelf={s} />
      </div>
      {may('gas.cylinder.edit') ? (
        <div className="shelf-foot">
          <Button component={Link} to={`/gas/batches/new?${where}`}>
            Refill batch
          </Button>
          <Button onClick={() => setAct('empty')}>Mark empty</Button>
          <Button onClick={() => setAct('quarantine')}>Quarantine</Button>
        </div>
      ) : null}
      <ActByCode event={act} onClose={() => setAct(null)} />
    </div>
  )
}

const HIGH = 52
function Ages({ detail }: { detail: ShelfDetail }) {
  const most = Math.max(1, ...detail.ages.map((a) => a.count))
  const words = (a: ShelfDetail['ages'][number]) => (a.to === null ? `${a.from} and more` : `${a.from} to ${a.to}`)
  return (
    <section aria-label="Age of filled stock">
      <h2>
        Age of filled stock <span>days since filling</span>
      </h2>
      <svg className="ages" viewBox="0 0 384 92" role="img" aria-label={`Filled stock by age in days: ${detail.ages.map((a) => `${words(a)}, ${a.count}`).join('; ')}`}>
        {detail.ages.map((a, i) => {
          const height = a.count === 0 ? 0 : Math.max(3, (a.count / most) * HIGH)
          const old = a.to === null
          return (
            <g key={a.from}>
              <rect x={i * 78} y={70 - height} width={70} height={height} rx={2} className={old ? 'old' : undefined} />
              <text x={i * 78 + 35} y={70 - height - 6} textAnchor="middle" className="on">
                {a.count}
              </text>
              <text x={i * 78 + 35} y={86} textAnchor="middle">
                {old ? `${a.from}+` : `${a.from}–${a.to}`}
              </text>
            </g>
          )
        })}
        <line x1={0} x2={384} y1={70.5} y2={70.5} />
      </svg>
    </section>
  )
}

function Next({ detail, filled }: { detail: ShelfDetail; filled: number }) {
  const short = useShort()
  const now = useNow(60_000)
  const may = useMay()('gas.cylinder.read')
  return (
    <section aria-label="Next to go">
      <h2>
        Next to go{' '}
        <span>
          {detail.next.length > 0 ? (
            <>
              oldest filled first, 1 to {detail.next.length} of {count(filled)}
            </>
          ) : null}
        </span>
      </h2>
      {detail.next.length === 0 ? (
        <EmptyState title="Nothing is filled here" text="Who books now pays for a place in the waiting list." />
      ) : (
        <table className="next">
          <caption className="vh">The order in which cylinders will be given out</caption>
          <Heads of={['Cylinder', 'Filled', ['Age', 'num'], ['Test due', 'num']]} />
          <tbody>
            {detail.next.map((c, i) => (
              <tr key={c.id}>
                <th scope="row" className="mono">
                  <span>{i + 1}</span>
                  {may ? <Link to={`/gas/cylinders/${c.id}`}>{c.code}</Link> : c.code}
                </th>
                <td>
                  <time dateTime={c.filledAt}>{short(c.filledAt)}</time>
                </td>
                <td className="num">{Math.floor((now.getTime() - new Date(c.filledAt).getTime()) / 86_400_000)} d</td>
                <td className="num">
                  {c.soon ? (
                    <>
                      <Lozenge tone="warn">Soon</Lozenge>{' '}
                    </>
                  ) : null}
                  {dueText(c.testDue)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Every state with how long its oldest one is in it: what stands still is seen here. */
function States({ shelf: s }: { shelf: StockShelf }) {
  const now = useNow(60_000)
  const oldest = s.oldest as Record<string, string | null>
  return (
    <section aria-label="By state">
      <h2>
        By state <span>and how long the oldest one is in it</span>
      </h2>
      <table className="next">
        <caption className="vh">Cylinders of this shelf by state</caption>
        <Heads of={['State', ['Cylinders', 'num'], ['Oldest', 'num']]} />
        <tbody>
          {shelfStates
            .filter(([key]) => (s.states[key] ?? 0) > 0)
            .map(([key, state]) => {
              const since = oldest[key] ?? null
              return (
                <tr key={key}>
                  <th scope="row">
                    <Link to={`/gas/cylinders?depotId=${s.depot.id}&typeId=${s.type.id}&state=${state}`}>
                      <CylinderLabel state={state} />
                    </Link>
                  </th>
                  <td className="num">{count(s.states[key]!)}</td>
                  <td className="num">{since ? durationText((now.getTime() - new Date(since).getTime()) / 1000) : '–'}</td>
                </tr>
              )
            })}
        </tbody>
      </table>
    </section>
  )
}
