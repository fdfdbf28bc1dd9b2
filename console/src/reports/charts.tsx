import { BarPlot } from '@mui/x-charts/BarChart'
import { ChartsAxisHighlight } from '@mui/x-charts/ChartsAxisHighlight'
import { ChartsDataProvider } from '@mui/x-charts/ChartsDataProvider'
import { ChartsGrid } from '@mui/x-charts/ChartsGrid'
import { ChartsReferenceLine } from '@mui/x-charts/ChartsReferenceLine'
import { ChartsSurface } from '@mui/x-charts/ChartsSurface'
import { ChartsTooltip } from '@mui/x-charts/ChartsTooltip'
import { ChartsXAxis } from '@mui/x-charts/ChartsXAxis'
import { ChartsYAxis } from '@mui/x-charts/ChartsYAxis'
import { LinePlot } from '@mui/x-charts/LineChart'
import { useDrawingArea, useXScale, useYScale } from '@mui/x-charts/hooks'
import { c, useLocale } from '@manifold/ui'
import { weekdayOf } from '#shell/zone.ts'

export const axisText = { fontSize: 11, fill: c.ink3, fontFamily: 'inherit' }
export const look = {
  '& .MuiChartsGrid-line': { stroke: c.cGrid },
  '& .MuiChartsAxis-line': { stroke: c.lineStrong },
  '& .MuiChartsAxis-tick': { display: 'none' },
  '& .MuiBarElement-root.muted': { stroke: c.c1 },
}
export const quiet = { disableLine: true, disableTicks: true, tickLabelStyle: axisText }

/** "10" of a day, the month where it begins, and "Today" for the last. */
export function useDayLabels(days: readonly string[], today: string): (day: string) => string {
  const l = useLocale()
  const month = new Intl.DateTimeFormat(l.locale, { month: 'short', timeZone: 'UTC' })
  return (day) =>
    day === today ? 'Today' : day === days[0] || day.endsWith('-01') ? `${Number(day.slice(8))} ${month.format(new Date(`${day}T12:00:00Z`))}` : String(Number(day.slice(8)))
}
/** About a dozen labels, whatever the length of the span. */
export const some = (days: readonly string[]) => {
  const every = Math.max(1, Math.ceil(days.length / 15))
  return (_: unknown, i: number) => (days.length - 1 - i) % every === 0
}

/** Saturday and Sunday stand on a quiet ground. */
export function Weekends({ days }: { days: readonly string[] }) {
  const x = useXScale<'band'>()
  const { top, height } = useDrawingArea()
  const step = 'step' in x ? x.step() : 0
  const inner = 'bandwidth' in x ? x.bandwidth() : 0
  return days
    .filter((d) => [0, 6].includes(weekdayOf(d)))
    .map((d) => <rect key={d} x={(x(d) ?? 0) - (step - inner) / 2} y={top} width={step} height={height} fill={c.ink} opacity={0.035} />)
}

/** A dot and the figure at the end of a line. */
function Last({ day, value, text, colour, size = 3.5 }: { day: string; value: number; text: string; colour: string; size?: number }) {
  const x = useXScale<'band'>()
  const y = useYScale()
  const at = (x(day) ?? 0) + ('bandwidth' in x ? x.bandwidth() / 2 : 0)
  const top = Number((y as unknown as (v: number) => number)(value))
  return (
    <g>
      <circle cx={at} cy={top} r={size} fill={colour} stroke={c.surface} strokeWidth={2} />
      <text x={at + 9} y={top + 4} fontSize={11} fontWeight={600} fill={c.ink}>
        {text}
      </text>
    </g>
  )
}

/** Round numbers around the values, so that a line above the bars is not flat at the bottom. */
function around(values: readonly number[]): { min: number; max: number } {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const pad = Math.max(5, (high - low) * 0.25)
  const unit = high > 400 ? 100 : high > 80 ? 50 : 10
  return { min: Math.max(0, Math.floor((low - pad) / unit) * unit), max: Math.ceil((high + pad) / unit) * unit }
}

export interface Day {
  day: string
  created: number
  resolved: number
  open: number
}
/** Two plots with one day axis: what is open as a line, what came and went as bars from zero. No second scale. */
export function VolumeChart({ data, today, label }: { data: Day[]; today: string; label: string }) {
  const days = data.map((d) => d.day)
  const name = useDayLabels(days, today)
  const margin = { left: 0, right: 34, top: 8, bottom: 0 }
  const last = data.at(-1)
  const { min, max } = around(data.map((d) => d.open))
  return (
    <div role="img" aria-label={label}>
      <div aria-hidden="true">
        <ChartsDataProvider
          disableKeyboardNavigation
          height={104}
          margin={margin}
          series={[{ type: 'line', data: data.map((d) => d.open), color: c.ink, label: 'Open', showMark: false, curve: 'linear' }]}
          xAxis={[{ data: days, scaleType: 'band', height: 0, position: 'none' }]}
          yAxis={[{ min, max, width: 34, tickNumber: 3 }]}
        >
          <ChartsSurface sx={look}>
            <Weekends days={days} />
            <ChartsGrid horizontal />
            <LinePlot skipAnimation />
            <ChartsYAxis {...quiet} />
            {last ? <Last day={last.day} value={last.open} text={String(last.open)} colour={c.ink} /> : null}
            <ChartsAxisHighlight x="line" />
          </ChartsSurface>
          <ChartsTooltip trigger="axis" />
        </ChartsDataProvider>
        <ChartsDataProvider
          disableKeyboardNavigation
          height={196}
          margin={margin}
          series={[
            { type: 'bar', data: data.map((d) => d.created), color: c.c1, label: 'Created' },
            { type: 'bar', data: data.map((d) => d.resolved), color: c.cMuted, label: 'Resolved' },
          ]}
          xAxis={[{ data: days, scaleType: 'band', categoryGapRatio: 0.42, barGapRatio: 0.18, height: 24, valueFormatter: name, tickLabelInterval: some(days) }]}
          yAxis={[{ min: 0, width: 34, tickNumber: 4 }]}
        >
          <ChartsSurface sx={{ ...look, [`& [fill="${c.cMuted}"]`]: { stroke: c.c1 } }}>
            <Weekends days={days} />
            <ChartsGrid horizontal />
            <BarPlot skipAnimation borderRadius={2} />
            <ChartsXAxis disableTicks tickLabelStyle={axisText} />
            <ChartsYAxis {...quiet} />
            <ChartsAxisHighlight x="band" />
          </ChartsSurface>
          <ChartsTooltip trigger="axis" />
        </ChartsDataProvider>
      </div>
    </div>
  )
}

/** Median and ninetieth percentile of the first reply, in minutes or hours, with the target (seconds) as amber dashes where there is one. */
export function ReplyChart({
  data,
  today,
  target,
  hours,
  label,
}: {
  hours: boolean
  data: { day: string; median: number | null; p90: number | null }[]
  today: string
  target: number | null
  label: string
}) {
  const days = data.map((d) => d.day)
  const name = useDayLabels(days, today)
  const per = hours ? 3600 : 60
  const scaled = (s: number | null) => (s === null ? null : hours ? Math.round(s / 360) / 10 : Math.round(s / 60))
  const [p50, p90] = [data.map((d) => scaled(d.median)), data.map((d) => scaled(d.p90))]
  const goal = target === null ? null : target / per
  const unit = hours ? 'h' : 'min'
  const end = (list: (number | null)[]) => {
    const i = list.findLastIndex((v) => v !== null)
    return i < 0 ? null : { day: days[i]!, value: list[i]! }
  }
  const [e50, e90] = [end(p50), end(p90)]
  const most = Math.max(hours ? 4 : 20, ...p90.map((v) => v ?? 0), goal ?? 0)
  const round = hours ? 5 : 20
  return (
    <div role="img" aria-label={label}>
      <div aria-hidden="true">
        <ChartsDataProvider
          disableKeyboardNavigation
          height={206}
          margin={{ left: 0, right: 52, top: 10, bottom: 0 }}
          series={[
            {
              type: 'line',
              data: p90,
              color: c.c2,
              label: 'p90',
              showMark: false,
              curve: 'linear',
              connectNulls: true,
              valueFormatter: (v) => (v === null ? '–' : `${v} ${unit}`),
            },
            {
              type: 'line',
              data: p50,
              color: c.c1,
              label: 'Median',
              showMark: false,
              curve: 'linear',
              connectNulls: true,
              valueFormatter: (v) => (v === null ? '–' : `${v} ${unit}`),
            },
          ]}
          xAxis={[
            {
              data: days,
              scaleType: 'band',
              height: 24,
              valueFormatter: name,
              tickLabelInterval: (_: unknown, i: number) => i === 0 || i === days.length - 1 || i === Math.floor((days.length - 1) / 2),
            },
          ]}
          yAxis={[{ min: 0, max: Math.ceil((most * 1.05) / round) * round, width: 30, tickNumber: 4 }]}
        >
          <ChartsSurface sx={look}>
            <ChartsGrid horizontal />
            {goal !== null ? <ChartsReferenceLine y={goal} lineStyle={{ stroke: c.attention, strokeDasharray: '4 3', strokeWidth: 1.5 }} /> : null}
            <LinePlot skipAnimation />
            <ChartsXAxis disableTicks tickLabelStyle={axisText} />
            <ChartsYAxis {...quiet} />
            {e90 ? <Last day={e90.day} value={e90.value} text={`p90 ${e90.value}`} colour={c.c2} size={3} /> : null}
            {e50 ? <Last day={e50.day} value={e50.value} text={`p50 ${e50.value}`} colour={c.c1} size={3} /> : null}
            <ChartsAxisHighlight x="line" />
          </ChartsSurface>
          <ChartsTooltip trigger="axis" />
        </ChartsDataProvider>
      </div>
    </div>
  )
}
