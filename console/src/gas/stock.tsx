import Button from '@mui/material/Button'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { AlertIcon, CheckIcon, DownloadIcon, EmptyState, ErrorState, PlusIcon, ScanIcon, SkeletonRows, TruckIcon, timeText, useLocale } from '@manifold/ui'
import { isProblem, type StockMotion, type StockPace, type StockShelf } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { saveCsv } from '#shell/csv.ts'
import { useShort } from '#shell/dates.ts'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { useActs } from '#shell/palette.tsx'
import { Splitter, usePane } from '#shell/panes.tsx'
import { useMay } from '#shell/session.ts'
import { Title } from '#shell/title.tsx'
import { FindCylinder } from '#gas/find-cylinder.tsx'
import { count, plural } from '#gas/parts.tsx'
import { useDepots, useMotions, usePace, useStock } from '#gas/queries.ts'
import { Shelf } from '#gas/shelf.tsx'
import { motionIcon, motionText } from '#gas/words.ts'

const keyOf = (s: StockShelf) => `${s.depot.id}/${s.type.id}`
/** For how many days the free ones last at the pace of the last two weeks; null when nothing went out. */
export function coverOf(s: StockShelf, pace: StockPace | undefined): number | null {
  const out = pace?.data.find((p) => p.depotId === s.depot.id && p.typeId === s.type.id)?.delivered ?? 0
  return pace && out > 0 ? s.free / (out / pace.days) : null
}
export const soldOut = (s: StockShelf): boolean => s.free === 0 && s.waiting > 0
const tone = (s: StockShelf, cover: number | null): 'bad' | 'warn' | undefined => (soldOut(s) ? 'bad' : s.low || (cover !== null && cover < 2) ? 'warn' : undefined)

/** The stock board: every shelf by state, what is short, what happened last, and one shelf closely beside it. */
export default function Stock() {
  const { depotId, typeId } = useParams()
  const navigate = useNavigate()
  const may = useMay()
  const narrow = useMediaQuery('(max-width:1199px)')
  const [width, drag] = usePane('stock', 424, 340, 640)
  const [finding, setFinding] = useState(false)
  const found = useStock()
  const shelves = found.data ?? []
  const chosen = shelves.find((s) => keyOf(s) === `${depotId}/${typeId}`) ?? (narrow ? undefined : shelves[0])
  const go = (s: StockShelf | undefined) => s && void navigate(`/gas/stock/${keyOf(s)}`, { replace: true })
  const step = (by: number) => go(shelves[Math.max(0, Math.min(shelves.length - 1, shelves.findIndex((s) => s === chosen) + by))])
  useKey('list.next', () => step(1), shelves.length > 0)
  useKey('list.previous', () => step(-1), shelves.length > 0)
  useKey('list.open', () => chosen && void navigate(`/gas/cylinders?depotId=${chosen.depot.id}&typeId=${chosen.type.id}`), chosen !== undefined)
  useKey('list.search', () => setFinding(true), may('gas.cylinder.read'))
  useKey('create', () => void navigate('/gas/stock/receive'), may('gas.cylinder.edit'))
  useKey('back', () => void navigate('/gas/stock'), narrow && chosen !== undefined)
  useActs([
    ...(may('gas.cylinder.read') ? [{ label: 'Find a cylinder by its code', hotkey: 'list.search' as const, run: () => setFinding(true) }] : []),
    ...(may('gas.cylinder.edit') ? [{ label: 'Receive cylinders', hotkey: 'create' as const, run: () => void navigate('/gas/stock/receive') }] : []),
  ])
  const finder = <FindCylinder open={finding} onClose={() => setFinding(false)} />
  if (narrow && chosen)
    return (
      <main className="pane">
        <Shelf key={keyOf(chosen)} shelf={chosen} heading="h1" onClose={() => void navigate('/gas/stock')} />
        {finder}
      </main>
    )
  return (
    <div className="stock" {...(chosen ? { 'data-open': '' } : {})} style={{ '--pane': `${width}px` } as object}>
      <Board found={found} chosen={chosen} onFind={() => setFinding(true)} />
      {chosen ? (
        <aside className="pane" aria-label={`${chosen.depot.name}, ${chosen.type.name}`}>
          <Splitter label="Width of the shelf" {...drag} at="left" grows="left" />
          <Shelf key={keyOf(chosen)} shelf={chosen} heading="h2" />
        </aside>
      ) : null}
      {finder}
    </div>
  )
}

function Board({ found, chosen, onFind }: { found: ReturnType<typeof useStock>; chosen: StockShelf | undefined; onFind: () => void }) {
  const l = useLocale()
  const may = useMay()
  const pace = usePace().data
  const depots = useDepots().filter((d) => d.active).length
  const shelves = found.data ?? []
  const save = () =>
    saveCsv('cylinder-stock', [
      [
        'Depot',
        'Type',
        'Owned',
        'Filled',
        'Promised',
        'Free to sell',
        'On the way',
        'With customers',
        'Empty',
        'At the plant',
        'Quarantined',
        'Registered',
        'Lost',
        'Waiting',
        'Days of cover',
      ],
      ...shelves.map((s) => [
        s.depot.name,
        s.type.name,
        s.owned,
        s.states.filled,
        s.promised,
        s.free,
        onTheWay(s),
        s.states.withCustomer,
        s.states.empty,
        s.states.refilling,
        s.states.quarantined,
        s.states.registered,
        s.states.lost,
        s.waiting,
        coverOf(s, pace)?.toFixed(1),
      ]),
    ])
  return (
    <main className="stock-board scroll" tabIndex={0} aria-label="Cylinder stock">
      <Title of="Cylinder stock" />
      <div className="page-head">
        <h1>Cylinder stock</h1>
        {found.data ? (
          <span className="meta">
            {plural(depots, 'depot')}, updated {timeText(l, new Date(found.dataUpdatedAt))}
          </span>
        ) : null}
        <span className="push" />
        {may('gas.cylinder.read') ? (
          <Button startIcon={<ScanIcon size={16} />} onClick={onFind}>
            Find a cylinder
            <KeyHint name="list.search" />
          </Button>
        ) : null}
        <Button startIcon={<DownloadIcon size={16} />} onClick={save} disabled={shelves.length === 0}>
          Export CSV
        </Button>
        {may('gas.cylinder.edit') ? (
          <Button component={Link} to="/gas/stock/receive" variant="contained" startIcon={<PlusIcon size={16} />}>
            Receive cylinders
            <KeyHint name="create" />
          </Button>
        ) : null}
      </div>
      {found.isPending ? (
        <SkeletonRows rows={10} height={38} />
      ) : found.isError && !found.data ? (
        <ErrorState title="We could not load the stock." onRetry={() => void found.refetch()} reference={isProblem(found.error) ? found.error.requestId : null} />
      ) : shelves.length === 0 ? (
        <EmptyState
          title="No cylinders yet"
          text="Register the cylinders that you own, singly or from a file. They appear here by depot and type."
          action={
            may('gas.cylinder.edit') ? (
              <Button component={Link} to="/gas/stock/receive">
                Register cylinders
              </Button>
            ) : undefined
          }
        />
      ) : (
        <>
          <Alerts shelves={shelves} />
          <Totals shelves={shelves} />
          <Table shelves={shelves} chosen={chosen} pace={pace} />
          {may('gas.cylinder.read') ? <Motions /> : null}
        </>
      )}
    </main>
  )
}

const onTheWay = (s: StockShelf) => (s.states.allocated ?? 0) + (s.states.inTransit ?? 0)
const name = (s: StockShelf) => `${s.depot.name} ${s.type.name}`

/** What somebody has to look at now: shelves with people waiting first, then what runs low, then what the test date takes away. */
function Alerts({ shelves }: { shelves: StockShelf[] }) {
  const out = shelves.filter(soldOut).toSorted((a, b) => b.waiting - a.waiting)
  const low = shelves.filter((s) => s.low && !soldOut(s))
  const due = shelves.filter((s) => s.testDueSoon > 0)
  const lines = [
    ...out.map((s) => ({
      key: `out-${keyOf(s)}`,
      strong: `${name(s)} is sold out.`,
      text: `${s.waiting === 1 ? 'One paid customer is' : `${count(s.waiting)} paid customers are`} waiting.${(s.states.refilling ?? 0) > 0 ? ` ${count(s.states.refilling!)} are at the plant.` : ''}`,
      to: `/gas/waiting?shelf=${keyOf(s)}`,
      act: 'Who waits',
    })),
    ...low.map((s) => ({
      key: `low-${keyOf(s)}`,
      strong: `${name(s)} runs low.`,
      text: `${count(s.free)} free to sell, ${count(s.states.empty ?? 0)} empty here.`,
      to: `/gas/batches/new?depotId=${s.depot.id}&typeId=${s.type.id}`,
      act: 'Refill batch',
    })),
    ...(due.length > 0
      ? [
          {
            key: 'due',
            strong: `${plural(
              due.reduce((n, s) => n + s.testDueSoon, 0),
              'filled cylinder',
            )} must be tested within 30 days.`,
            text: due.map((s) => `${s.depot.name} ${count(s.testDueSoon)}`).join(', '),
            to: '/gas/cylinders?state=filled',
            act: 'Show filled',
          },
        ]
      : []),
  ]
  const may = useMay()
  if (lines.length === 0) return null
  return (
    <section className="alrt" aria-label="To look at">
      <ul>
        {lines.map((line) => (
          <li key={line.key}>
            <AlertIcon size={20} />
            <span>
              <b>{line.strong}</b> {line.text}
            </span>
            {line.act !== 'Refill batch' || may('gas.cylinder.edit') ? (
              <Button component={Link} to={line.to}>
                {line.act}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Totals({ shelves }: { shelves: StockShelf[] }) {
  const sum = (of: (s: StockShelf) => number) => shelves.reduce((n, s) => n + of(s), 0)
  const parts = [
    { key: 'filled', label: 'Filled', n: sum((s) => s.states.filled ?? 0) },
    { key: 'in_transit', label: 'On the way', n: sum(onTheWay) },
    { key: 'empty', label: 'Empty', n: sum((s) => (s.states.empty ?? 0) + (s.states.registered ?? 0)) },
    { key: 'refilling', label: 'At the plant', n: sum((s) => s.states.refilling ?? 0) },
    { key: 'quarantined', label: 'Quarantined', n: sum((s) => s.states.quarantined ?? 0) },
  ]
  const lost = sum((s) => s.states.lost ?? 0)
  return (
    <section className="panel segs" aria-label="All cylinders by state">
      <ul className="segs-bar" aria-hidden="true">
        {parts
          .filter((p) => p.n > 0)
          .map((p) => (
            <li key={p.key} className="gs-fill" data-state={p.key} style={{ flex: p.n }} />
          ))}
      </ul>
      <ul className="segs-nums">
        {parts.map((p) => (
          <li key={p.key}>
            <b>{count(p.n)}</b>
            <i className="gs-fill" data-state={p.key} aria-hidden="true" />
            {p.label}
          </li>
        ))}
        <li>
          <b>{count(sum((s) => s.states.withCustomer ?? 0))}</b>
          With customers{lost > 0 ? `, ${count(lost)} lost` : ''}
        </li>
      </ul>
    </section>
  )
}

const dash = <span className="quiet">–</span>
function Table({ shelves, chosen, pace }: { shelves: StockShelf[]; chosen: StockShelf | undefined; pace: StockPace | undefined }) {
  return (
    <div className="panel stock-table scroll" tabIndex={0} role="region" aria-label="Stock by depot and type">
      <table className="table">
        <caption className="vh">Stock by depot and type of cylinder</caption>
        <Heads
          of={[
            'Depot',
            'Type',
            ['Filled', 'num'],
            ['Promised', 'num from-sm'],
            ['Free to sell', 'num'],
            ['On the way', 'num from-md'],
            ['Empty', 'num from-sm'],
            ['Waiting', 'num'],
            ['Days of cover', 'num from-sm'],
          ]}
        />
        <tbody>
          {shelves.map((s) => {
            const cover = coverOf(s, pace)
            const t = tone(s, cover)
            return (
              <tr key={keyOf(s)} {...(s === chosen ? { 'data-cursor': '' } : {})}>
                <th scope="row">
                  <Link to={`/gas/stock/${keyOf(s)}`} replace className="row-link" aria-current={s === chosen ? 'true' : undefined}>
                    {s.depot.name}
                  </Link>
                </th>
                <td>{s.type.name}</td>
                <td className="num">{count(s.states.filled ?? 0)}</td>
                <td className="num from-sm">{s.promised ? count(s.promised) : dash}</td>
                <td className="num">
                  <b className={t}>{count(s.free)}</b>
                </td>
                <td className="num from-md">{onTheWay(s) ? count(onTheWay(s)) : dash}</td>
                <td className="num from-sm">{count(s.states.empty ?? 0)}</td>
                <td className="num">{s.waiting > 0 ? <span className={t === 'bad' ? 'bad' : 'warn'}>{count(s.waiting)}</span> : dash}</td>
                <td className="num from-sm">
                  {cover === null ? (
                    <span className="quiet" title={pace ? `Nothing went out in the last ${pace.days} days` : undefined}>
                      –
                    </span>
                  ) : (
                    <span className={`cover ${t ?? ''}`}>
                      <span className="cover-bar" aria-hidden="true">
                        <i style={{ width: `${Math.min(100, cover * 10)}%` }} />
                      </span>
                      {cover >= 100 ? '99+' : cover.toFixed(1)}
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const icons = { alert: AlertIcon, truck: TruckIcon, check: CheckIcon } as const
function Motions() {
  const found = useMotions()
  const short = useShort()
  const end = (m: StockMotion) => m.batchReference ?? (m.count === 1 ? m.bookingReference : null) ?? m.actorName
  return (
    <section className="panel motions" aria-label="Latest moves">
      <div className="panel-head">
        <h2>Latest moves</h2>
        <Link className="card-link push" to="/gas/stock/moves">
          All moves
        </Link>
      </div>
      {found.isPending ? (
        <SkeletonRows rows={4} height={35} />
      ) : found.isError ? (
        <ErrorState onRetry={() => void found.refetch()} />
      ) : found.data.length === 0 ? (
        <EmptyState title="Nothing has moved yet" text="What is received, sent, handed over and held appears here." />
      ) : (
        <ul>
          {found.data.map((m) => {
            const Icon = icons[motionIcon(m)]
            return (
              <li key={m.id} {...(motionIcon(m) === 'alert' ? { 'data-alert': '' } : {})}>
                <time dateTime={m.at}>{short(m.at)}</time>
                <Icon size={16} />
                <p>{m.count === 1 ? <Link to={`/gas/cylinders/${m.cylinder.id}`}>{motionText(m)}</Link> : motionText(m)}</p>
                <span className="meta">{end(m)}</span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
