import { Link } from 'react-router'
import { RatingStars, When } from '@manifold/ui'
import { ChartPanel } from '#reports/figures.tsx'
import { percent, type Overview, type Satisfaction } from '#reports/shapes.ts'

/** How well it was done: one reply, opened again, ratings. */
export const Quality = ({ o }: { o: Overview }) => (
  <ChartPanel wide={4} title="Quality">
    <dl className="quality">
      <div>
        <dt>Solved with one reply</dt>
        <dd>
          {percent(o.oneTouch.share)}%<span className="meta">before {percent(o.oneTouch.previous)}%</span>
        </dd>
      </div>
      <div>
        <dt>Opened again</dt>
        <dd>
          {percent(o.reopenRate.share)}%<span className="meta">before {percent(o.reopenRate.previous)}%</span>
        </dd>
      </div>
      <div>
        <dt>Answered when asked for a rating</dt>
        <dd>{percent(o.satisfaction.responseRate)}%</dd>
      </div>
      <div>
        <dt>Good ratings, 4 and 5</dt>
        <dd>
          {percent(o.satisfaction.good)}%<span className="meta">before {percent(o.satisfaction.previous.good)}%</span>
        </dd>
      </div>
      <div>
        <dt>Overdue now</dt>
        <dd>
          {o.open.breached}
          <Link className="card-link" to="/desk?sla=breached&status=open,in_progress,waiting_customer">
            Show
          </Link>
        </dd>
      </div>
    </dl>
  </ChartPanel>
)

/** The newest ratings with their words. */
export const Said = ({ satisfaction }: { satisfaction: Satisfaction }) => (
  <ChartPanel wide={8} title="What customers said">
    {satisfaction.latest.length === 0 ? (
      <p className="meta">Nobody rated in this span.</p>
    ) : (
      <ul className="said">
        {satisfaction.latest.slice(0, 6).map((r) => (
          <li key={r.ticket.id}>
            <RatingStars value={r.rating} readOnly size={14} />
            <span className="grow">{r.feedback ?? <span className="meta">No words</span>}</span>
            <Link className="plain-link mono meta" to={`/desk/${r.ticket.reference}`}>
              {r.ticket.reference}
            </Link>
            <span className="meta">
              <When at={r.at} style="day" />
            </span>
          </li>
        ))}
      </ul>
    )}
  </ChartPanel>
)
