import { BarPlot } from '@mui/x-charts/BarChart'
import { ChartsAxisHighlight } from '@mui/x-charts/ChartsAxisHighlight'
import { ChartsDataProvider } from '@mui/x-charts/ChartsDataProvider'
import { ChartsGrid } from '@mui/x-charts/ChartsGrid'
import { ChartsSurface } from '@mui/x-charts/ChartsSurface'
import { ChartsTooltip } from '@mui/x-charts/ChartsTooltip'
import { ChartsXAxis } from '@mui/x-charts/ChartsXAxis'
import { ChartsYAxis } from '@mui/x-charts/ChartsYAxis'
import { c, moneyText } from '@manifold/ui'
import { Weekends, axisText, look, quiet, some, useDayLabels } from '#reports/charts.tsx'

/** "₹12 k", "₹1.2 L" for an axis; the exact amounts are in the tooltip and the table. */
export const shortMoney = (amount: number): string =>
  new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR', notation: 'compact', maximumFractionDigits: 1 }).format(amount / 100)

/** At most six series have a colour of their own. */
export const seriesColours = [c.c1, c.c2, c.c3, c.c4, c.c5, c.c6] as const

const ends = (n: number) => (_: unknown, i: number) => i === 0 || i === n - 1 || i === Math.floor((n - 1) / 2)

/** What arrived each day, one bar of stacked parts, in whole minor units. */
export function StackedDays({
  days,
  series,
  today,
  label,
  height = 300,
  sparse,
}: {
  days: string[]
  series: { name: string; amounts: number[]; colour: string }[]
  today: string
  label: string
  height?: number
  /** Only the first day, the middle and the last are named. */
  sparse?: boolean
}) {
  const name = useDayLabels(days, today)
  return (
    <div role="img" aria-label={label}>
      <div aria-hidden="true">
        <ChartsDataProvider
          disableKeyboardNavigation
          height={height}
          margin={{ left: 0, right: 8, top: 10, bottom: 0 }}
          series={series.map((s) => ({ type: 'bar', stack: 'all', data: s.amounts, color: s.colour, label: s.name, valueFormatter: (v: number | null) => moneyText(v ?? 0) }))}
          xAxis={[{ data: days, scaleType: 'band', categoryGapRatio: 0.42, height: 24, valueFormatter: name, tickLabelInterval: sparse ? ends(days.length) : some(days) }]}
          yAxis={[{ min: 0, width: 52, tickNumber: 4, valueFormatter: shortMoney }]}
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
