import type { ReactNode } from 'react'
import { AlertIcon, CheckIcon, Sparkline, durationText } from '@manifold/ui'
import type { Overview, Series } from '#reports/shapes.ts'
import { percent } from '#reports/shapes.ts'

type Tone = 'good' | 'bad' | 'plain'
function Figure({ name, value, unit, series, tone, change, note }: { name: string; value: string; unit?: string; series?: Series; tone: Tone; change: string; note: string }) {
  return (
    <li>
      <p className="kl">{name}</p>
      <div className="kv">
        <b>{value}</b>
        {unit ? <span>{unit}</span> : null}
        {series ? (
          <span className="spark">
            <Sparkline points={series.map((p) => p.value)} />
          </span>
        ) : null}
      </div>
      <p className="kd" data-tone={tone}>
        {change ? tone === 'bad' ? <AlertIcon size={13} /> : tone === 'good' ? <CheckIcon size={13} /> : null : null}
        {change} <span>{note}</span>
      </p>
    </li>
  )
}
const signed = (n: number, text = String(Math.abs(n))) => (n === 0 ? 'No change' : `${n > 0 ? '+' : '−'}${text}`)
/** Less is better for waits, more is better for shares. */
const toneOf = (change: number, better: 'less' | 'more'): Tone => (change === 0 ? 'plain' : change < 0 === (better === 'less') ? 'good' : 'bad')

/** The six figures of the desk, each with how it compares. */
export function Figures({ o, span }: { o: Overview; span: string }) {
  const open = o.open.yesterday === null ? 0 : o.open.now - o.open.yesterday
  const wait = (now: number | null, before: number | null): { change: string; tone: Tone; note: string } => {
    if (now === null || before === null) return { change: '', tone: 'plain', note: before === null ? `nothing in the ${span} before` : '' }
    const minutes = Math.round((now - before) / 60)
    return { change: signed(minutes, durationText(Math.abs(now - before))), tone: toneOf(minutes, 'less'), note: `vs previous ${span}` }
  }
  const reply = o.firstReply.median
  const goal = Math.round(o.targets.goal * 100)
  const leakGoal = Math.round(o.leaks.goal * 100)
  const rated = o.satisfaction
  const better = rated.average !== null && rated.previous.average !== null ? Math.round((rated.average - rated.previous.average) * 10) / 10 : null
  const split = (text: string): { value: string; unit?: string } => (/^\d+ min$/.test(text) ? { value: text.split(' ')[0]!, unit: 'min' } : { value: text })
  return (
    <ul className="panel kpis">
      <Figure
        name="Open now"
        value={o.open.now.toLocaleString('en-IN')}
        series={o.open.series}
        tone={toneOf(open, 'less')}
        change={o.open.yesterday === null ? '' : signed(open)}
        note="since yesterday"
      />
      <Figure
        name="First reply, median"
        {...(reply === null ? { value: '–' } : split(durationText(reply)))}
        series={o.firstReply.series}
        {...wait(reply, o.firstReply.previous.median)}
      />
      <Figure
        name="Resolution, median"
        {...(o.resolution.median === null ? { value: '–' } : split(durationText(o.resolution.median)))}
        series={o.resolution.series}
        {...wait(o.resolution.median, o.resolution.previous.median)}
      />
      <Figure
        name="Targets met"
        value={percent(o.targets.share)}
        unit={o.targets.share === null ? '' : '%'}
        series={o.targets.series}
        tone={o.targets.share === null ? 'plain' : o.targets.share >= o.targets.goal ? 'good' : 'bad'}
        change={o.targets.share === null ? '' : o.targets.share >= o.targets.goal ? `Above ${goal}%` : `Below ${goal}%`}
        note={o.targets.share === null ? 'nothing was due' : o.targets.share >= o.targets.goal ? `${o.targets.met} of ${o.targets.met + o.targets.missed}` : 'target'}
      />
      <Figure
        name="Leaks reached in 1 h"
        value={percent(o.leaks.share)}
        unit={o.leaks.share === null ? '' : '%'}
        tone={o.leaks.share === null ? 'plain' : o.leaks.share >= o.leaks.goal ? 'good' : 'bad'}
        change={o.leaks.share === null ? '' : o.leaks.share >= o.leaks.goal ? `Above ${leakGoal}%` : `Below ${leakGoal}%`}
        note={o.leaks.total === 0 ? 'no leaks reported' : `${o.leaks.reached} of ${o.leaks.total}`}
      />
      <Figure
        name="Satisfaction"
        value={rated.average === null ? '–' : rated.average.toFixed(1)}
        unit={rated.average === null ? '' : 'of 5'}
        series={rated.series}
        tone={better === null ? 'plain' : toneOf(better, 'more')}
        change={better === null ? '' : signed(better, Math.abs(better).toFixed(1))}
        note={`${rated.count.toLocaleString('en-IN')} ${rated.count === 1 ? 'rating' : 'ratings'}`}
      />
    </ul>
  )
}

/** A panel with a heading, a key of colours, a chart and its table behind "Show table". */
export function ChartPanel({
  title,
  note,
  legend,
  end,
  wide,
  children,
  table,
  shown,
  onTable,
}: {
  title: string
  note?: string
  legend?: ReactNode
  end?: ReactNode
  wide: 4 | 8
  children: ReactNode
  table?: ReactNode
  shown?: boolean
  onTable?: () => void
}) {
  return (
    <section className={`panel ch w${wide}`} aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        {note ? <span className="meta">{note}</span> : null}
        <span className="push" />
        {shown ? null : legend}
        {end}
        {onTable ? (
          <button type="button" className="linkish card-link" aria-pressed={shown} onClick={onTable}>
            {shown ? 'Show chart' : 'Show table'}
          </button>
        ) : null}
      </div>
      {shown ? (
        <div className="scroll ch-table" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
          {table}
        </div>
      ) : (
        children
      )}
    </section>
  )
}
