import { Link } from 'react-router'
import { Avatar, BarTarget, PriorityGlyph, c, durationText } from '@manifold/ui'
import { Heads } from '#shell/parts.tsx'
import { percent, type Categories, type People, type Targets } from '#reports/shapes.ts'

/** What is open by category: ours, and waiting for the customer. */
export function CategoryTable({ data, most = 8 }: { data: Categories['data']; most?: number }) {
  const sorted = data.filter((d) => d.open > 0).toSorted((a, b) => b.open - a.open)
  const shown = sorted.slice(0, most)
  const longest = Math.max(1, ...shown.map((d) => d.open))
  if (shown.length === 0) return <p className="meta">Nothing is open.</p>
  return (
    <table className="dt">
      <caption className="vh">Open tickets by category</caption>
      <thead className="vh">
        <tr>
          <th scope="col">Category</th>
          <th scope="col">Ours and waiting</th>
          <th scope="col">Open</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((d) => (
          <tr key={d.category.id}>
            <th scope="row">
              <Link className="plain-link" to={`/desk?categoryId=${d.category.id}&status=open,in_progress,waiting_customer`}>
                {d.category.name}
              </Link>
            </th>
            <td className="barcell">
              <span className="vh">
                {d.ours} ours, {d.waiting} waiting
              </span>
              <span className="bars" aria-hidden="true">
                <i style={{ width: `${(d.ours / longest) * 100}%`, background: c.c1 }} />
                {d.waiting > 0 ? <i style={{ width: `${(d.waiting / longest) * 100}%`, background: c.stWaiting }} /> : null}
              </span>
            </td>
            <td className="num">{d.open}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Promises kept, by priority; the target as an ink tick. */
export function TargetTable({ targets }: { targets: Targets }) {
  const goal = targets.goal * 100
  const worst = targets.data.filter((d) => d.missed > 0).toSorted((a, b) => b.missed - a.missed)[0]
  return (
    <>
      <table className="dt">
        <caption className="vh">Service targets met by priority</caption>
        <Heads of={['Priority', ['Bar', 'vh'], ['Met', 'num'], ['Missed', 'num']]} />
        <tbody>
          {targets.data.map((d) => (
            <tr key={d.priority}>
              <th scope="row">
                <PriorityGlyph priority={d.priority} word />
              </th>
              <td className="barcell">
                {d.share === null ? (
                  <span className="meta">Nothing was due</span>
                ) : (
                  <BarTarget value={d.share * 100} target={goal} label={`${percent(d.share)} per cent met, target ${goal.toFixed(0)}`} />
                )}
              </td>
              <td className={`num${d.share !== null && d.share < targets.goal ? ' bad' : ''}`}>{d.share === null ? '–' : `${percent(d.share)}%`}</td>
              <td className="num mut">{d.missed}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="meta" style={{ margin: '12px 0 0' }}>
        {worst ? `Most misses: ${worst.missed} at priority ${worst.priority}. ` : ''}
        {targets.atRisk > 0 ? `${targets.atRisk} clocks are at risk now.` : 'No clock is at risk now.'}
      </p>
    </>
  )
}

/** The staff: load, time to the first reply, promises, ratings. */
export function PeopleTable({ data, most }: { data: People['data']; most?: number }) {
  const shown = data.toSorted((a, b) => b.replies - a.replies).slice(0, most ?? data.length)
  if (shown.length === 0) return <p className="meta">Nobody worked in this span.</p>
  return (
    <table className="dt">
      <caption className="vh">Work per agent</caption>
      <Heads of={['Agent', 'Load', ['Reply', 'num'], ['Met', 'num'], ['Rated', 'num'], ...(most ? [] : [['Replies', 'num'] as const, ['Resolved', 'num'] as const])]} />
      <tbody>
        {shown.map((p) => {
          const part = p.capacity ? Math.min(1, (p.load ?? 0) / p.capacity) : 0
          return (
            <tr key={p.person.id}>
              <th scope="row">
                <span className="row" style={{ gap: 8 }}>
                  <Avatar name={p.person.name} size={22} />
                  <span className="cut">{p.person.name}</span>
                  {p.availability ? (
                    <span className="dot" {...(p.availability === 'away' ? { 'data-away': '' } : {})}>
                      <span className="vh">{p.availability}</span>
                    </span>
                  ) : null}
                </span>
              </th>
              <td>
                {p.capacity === null ? (
                  '–'
                ) : (
                  <span className="cap">
                    <span className="cap-bar" aria-hidden="true">
                      <i style={{ width: `${part * 100}%`, background: part >= 0.9 ? c.attention : c.c1 }} />
                    </span>
                    {p.load ?? 0} of {p.capacity}
                  </span>
                )}
              </td>
              <td className="num">{p.firstReply === null ? '–' : durationText(p.firstReply)}</td>
              <td className="num">{p.share === null ? '–' : `${Math.round(p.share * 100)}%`}</td>
              <td className="num">{p.average === null ? '–' : p.average.toFixed(1)}</td>
              {most ? null : (
                <>
                  <td className="num">{p.replies}</td>
                  <td className="num">{p.resolved}</td>
                </>
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
