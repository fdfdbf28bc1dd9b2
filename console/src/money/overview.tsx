import MenuItem from '@mui/material/MenuItem'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState, ErrorState, SkeletonRows, moneyText, timeText } from '@manifold/ui'
import { api, isProblem, type PaymentStats } from '@manifold/client'
import { lineWord } from '#desk/lookups.ts'
import { ChartPanel } from '#reports/figures.tsx'
import { Plain, Waiting } from '#reports/parts.tsx'
import { MenuChip } from '#shell/parts.tsx'
import { useMay } from '#shell/session.ts'
import { StackedDays, seriesColours } from '#money/charts.tsx'
import { ExportButton } from '#money/export.tsx'
import { MoneyFigures, Attention, MethodTable, Owed } from '#money/overview-parts.tsx'
import { Told } from '#money/parts.tsx'
import { methodWord } from '#money/words.tsx'
import { SpanChips, useSpan } from '#reports/span.tsx'
import { Title } from '#shell/title.tsx'
import '#reports/reports.css'

/** How money does: what came, what went back, what is owed, and what needs a person. Each figure leads to its list. */
export default function OverviewPage() {
  const may = useMay()
  const span = useSpan()
  const { l, query, today, from, to, line, long, dayWord, set } = span
  const [tables, setTables] = useState<ReadonlySet<string>>(new Set())
  const by = query.get('by') === 'method' ? 'method' : 'line'
  const found = useQuery({
    queryKey: ['money', 'stats', from, to, line],
    queryFn: ({ signal }) => api.get<PaymentStats>('/payment/stats', { query: { from, to, line }, signal }),
    placeholderData: (old) => old,
    refetchInterval: 60_000,
  })
  const o = found.data
  const toggle = (name: string) =>
    setTables((old) => {
      const next = new Set(old)
      if (!next.delete(name)) next.add(name)
      return next
    })
  const parts = o ? partsOf(o, by) : []
  return (
    <main className="page">
      <div className="page-head">
        <Title of="Money" />
        <h1>Money</h1>
        <span className="meta">
          {dayWord(from, false)} to {dayWord(to, true)}
          {o ? `, updated ${timeText(l, new Date(o.asOf))}` : ''}
        </span>
        <span className="push" />
        <SpanChips {...span} />
        {may('payment.export') ? <ExportButton /> : null}
      </div>
      <div className="dash scroll" tabIndex={0} role="region" aria-label="Figures and charts">
        {found.isError && !o ? (
          <div className="panel" style={{ gridColumn: '1 / -1' }}>
            <ErrorState
              title={isProblem(found.error) && found.error.status < 500 && found.error.status > 0 ? found.error.message : 'We could not load the figures.'}
              text=""
              onRetry={() => void found.refetch()}
              reference={isProblem(found.error) ? found.error.requestId : null}
            />
          </div>
        ) : null}
        {!o && found.isPending ? (
          <>
            <div className="panel" style={{ gridColumn: '1 / -1' }}>
              <SkeletonRows rows={1} height={92} />
            </div>
            <Waiting wide={8} height={370} />
            <Waiting wide={4} height={370} />
          </>
        ) : null}
        {o ? (
          <>
            {o.downtimes.length > 0 ? (
              <div style={{ gridColumn: '1 / -1' }}>
                <Told tone="warn">
                  {o.downtimes.map((d) => (
                    <p key={d.id}>{d.sentence}</p>
                  ))}
                </Told>
              </div>
            ) : null}
            <MoneyFigures of={o} span={`${long} days`} from={from} to={to} />
            <ChartPanel
              wide={8}
              title="Captured per day"
              note={`${moneyText(o.captured.amount.amount)} in ${o.captured.count.toLocaleString('en-IN')} payments`}
              legend={
                <p className="leg wrap">
                  {parts.map((p) => (
                    <span key={p.name}>
                      <i style={{ background: p.colour }} />
                      {p.name}
                    </span>
                  ))}
                </p>
              }
              end={
                <MenuChip label={`Parts of a bar: by ${by}`} value={by === 'line' ? 'By line' : 'By method'}>
                  {(close) =>
                    (['line', 'method'] as const).map((v) => (
                      <MenuItem
                        key={v}
                        selected={v === by}
                        onClick={() => {
                          close()
                          set({ by: v === 'line' ? null : v })
                        }}
                      >
                        {v === 'line' ? 'By line' : 'By method'}
                      </MenuItem>
                    ))
                  }
                </MenuChip>
              }
              shown={tables.has('captured')}
              onTable={() => toggle('captured')}
              table={
                <Plain
                  caption="Captured per day"
                  head={['Day', ...parts.map((p) => p.name), 'All', 'Payments']}
                  rows={o.captured.days
                    .map((d, i) => [dayWord(d.day, true), ...parts.map((p) => moneyText(p.amounts[i] ?? 0)), moneyText(d.amount.amount), d.count] as (string | number)[])
                    .toReversed()}
                />
              }
            >
              <StackedDays
                days={o.captured.days.map((d) => d.day)}
                series={parts}
                today={today}
                label={`${moneyText(o.captured.amount.amount)} captured in ${long} days, ${parts.map((p) => `${p.name} ${moneyText(p.amounts.reduce((a, b) => a + b, 0))}`).join(', ')}.`}
              />
            </ChartPanel>
            <Attention of={o} />
            <ChartPanel
              wide={4}
              title="Success by method"
              note={o.success.tried === 0 ? 'Nobody has tried to pay' : `${o.success.captured.toLocaleString('en-IN')} of ${o.success.tried.toLocaleString('en-IN')} tries`}
            >
              <MethodTable of={o} from={from} to={to} />
            </ChartPanel>
            <ChartPanel
              wide={4}
              title="Refunds per day"
              note={`${moneyText(o.refunds.amount.amount)} in ${o.refunds.count.toLocaleString('en-IN')}`}
              shown={tables.has('refunds')}
              onTable={() => toggle('refunds')}
              table={
                <Plain
                  caption="Refunds per day"
                  head={['Day', 'Refunded', 'Refunds']}
                  rows={o.refunds.days.map((d) => [dayWord(d.day, true), moneyText(d.amount.amount), d.count] as (string | number)[]).toReversed()}
                />
              }
            >
              {o.refunds.amount.amount === 0 ? (
                <EmptyState title="No refunds" text="Nothing was paid back on these days." />
              ) : (
                <StackedDays
                  height={206}
                  sparse
                  days={o.refunds.days.map((d) => d.day)}
                  series={[{ name: 'Refunded', amounts: o.refunds.days.map((d) => d.amount.amount), colour: seriesColours[0] }]}
                  today={today}
                  label={`${moneyText(o.refunds.amount.amount)} refunded in ${long} days.`}
                />
              )}
            </ChartPanel>
            <Owed of={o} />
          </>
        ) : null}
      </div>
    </main>
  )
}

/** The parts of each day's bar, biggest first; beyond five the rest is one. */
function partsOf(o: PaymentStats, by: 'line' | 'method'): { name: string; amounts: number[]; colour: string }[] {
  const all = (by === 'line' ? o.captured.lines.map((p) => ({ name: lineWord(p.line), ...p })) : o.captured.methods.map((p) => ({ name: methodWord(p.method), ...p }))).toSorted(
    (a, b) => b.amount.amount - a.amount.amount,
  )
  const shown = all.slice(0, all.length > 6 ? 5 : 6).map((p, i) => ({ name: p.name, amounts: p.days.map((m) => m.amount), colour: seriesColours[i]! as string }))
  const rest = all.slice(shown.length)
  return rest.length === 0
    ? shown
    : [...shown, { name: 'Others', amounts: o.captured.days.map((_, i) => rest.reduce((n, p) => n + (p.days[i]?.amount ?? 0), 0)), colour: seriesColours[5] }]
}
