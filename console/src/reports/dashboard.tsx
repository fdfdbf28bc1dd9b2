import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { CloseIcon, DownloadIcon, ErrorState, SkeletonRows, durationText, timeText } from '@manifold/ui'
import { isProblem } from '@manifold/client'
import { useTeams } from '#desk/lookups.ts'
import { saveCsv } from '#shell/csv.ts'
import { IconAct, MenuChip } from '#shell/parts.tsx'
import { ReplyChart, VolumeChart } from '#reports/charts.tsx'
import { ChartPanel, Figures } from '#reports/figures.tsx'
import { percent, useStats, type Categories, type FirstReply, type Overview, type People, type Satisfaction, type Span, type Targets, type Volume } from '#reports/shapes.ts'
import { Plain, Waiting } from '#reports/parts.tsx'
import { Quality, Said } from '#reports/quality.tsx'
import { CategoryTable, PeopleTable, TargetTable } from '#reports/tables.tsx'
import { SpanChips, useSpan } from '#reports/span.tsx'
import './reports.css'
import { Title } from '#shell/title.tsx'

/** How the desk does: figures with the span before, volumes, targets, people. */
export default function Dashboard() {
  const teams = useTeams()
  const chosen = useSpan()
  const { l, query, today, from, to, line, spanWord, long, dayWord, set } = chosen
  const [everyone, setEveryone] = useState(false)
  const [table, setTable] = useState<ReadonlySet<string>>(new Set())
  const teamId = query.get('teamId') ?? ''
  const span: Span = { from, to, ...(line ? { line } : {}), ...(teamId ? { teamId } : {}) }
  const overview = useStats<Overview>('overview', span)
  const volume = useStats<Volume>('volume', span).data
  const reply = useStats<FirstReply>('first-reply', span).data
  const targets = useStats<Targets>('sla', span).data
  const categories = useStats<Categories>('categories', span).data
  const people = useStats<People>('people', span).data
  const satisfaction = useStats<Satisfaction>('satisfaction', span).data
  const o = overview.data
  const hours = (reply?.data ?? []).some((d) => (d.p90 ?? 0) > 4 * 3600)
  const toggle = (name: string) =>
    setTable((old) => {
      const next = new Set(old)
      if (!next.delete(name)) next.add(name)
      return next
    })
  const save = () =>
    saveCsv('service-desk', [
      [
        'Day',
        'Created',
        'Resolved',
        'Reopened',
        'Open',
        'First reply median, min',
        'First reply p90, min',
        'First replies in time',
        'First replies late',
        'Ratings',
        'Average rating',
      ],
      ...(volume?.data ?? []).map((d) => {
        const r = reply?.data.find((x) => x.day === d.day)
        const s = satisfaction?.data.find((x) => x.day === d.day)
        const min = (v: number | null | undefined) => (v === null || v === undefined ? '' : Math.round(v / 60))
        return [d.day, d.created, d.resolved, d.reopened, d.open, min(r?.median), min(r?.p90), r?.met ?? '', r?.missed ?? '', s?.ratings ?? '', s?.average ?? '']
      }),
    ])
  return (
    <main className="page">
      <div className="page-head">
        <Title of="Service desk" />
        <h1>Service desk</h1>
        <span className="meta">
          {dayWord(span.from, false)} to {dayWord(span.to, true)}
          {o ? `, updated ${timeText(l, new Date(o.asOf))}` : ''}
        </span>
        <span className="push" />
        <SpanChips {...chosen} />
        <MenuChip name="Team" value={teams.find((t) => t.id === teamId)?.name ?? 'All'}>
          {(close) => [
            <MenuItem
              key=""
              selected={teamId === ''}
              onClick={() => {
                close()
                set({ teamId: null })
              }}
            >
              All
            </MenuItem>,
            ...teams.map((t) => (
              <MenuItem
                key={t.id}
                selected={t.id === teamId}
                onClick={() => {
                  close()
                  set({ teamId: t.id })
                }}
              >
                {t.name}
              </MenuItem>
            )),
          ]}
        </MenuChip>
        <Button startIcon={<DownloadIcon size={16} />} disabled={!volume} onClick={save}>
          Export CSV
        </Button>
      </div>
      <div className="dash scroll" tabIndex={0} role="region" aria-label="Charts">
        {overview.isError && !o ? (
          <div className="panel" style={{ gridColumn: '1 / -1' }}>
            <ErrorState
              title={isProblem(overview.error) && overview.error.status < 500 && overview.error.status > 0 ? overview.error.message : 'We could not load the figures.'}
              text=""
              onRetry={() => void overview.refetch()}
              reference={isProblem(overview.error) ? overview.error.requestId : null}
            />
          </div>
        ) : null}
        {o ? (
          <Figures o={o} span={`${long} days`} />
        ) : overview.isPending ? (
          <div className="panel" style={{ gridColumn: '1 / -1' }}>
            <SkeletonRows rows={1} height={92} />
          </div>
        ) : null}
        {volume ? (
          <ChartPanel
            wide={8}
            title="Open, created and resolved"
            note={`${volume.created.toLocaleString('en-IN')} created, ${volume.resolved.toLocaleString('en-IN')} resolved`}
            legend={
              <p className="leg">
                <span>
                  <i data-c="1" />
                  Created
                </span>
                <span>
                  <i data-c="muted" />
                  Resolved
                </span>
                <span>
                  <i data-line="ink" />
                  Open
                </span>
              </p>
            }
            shown={table.has('volume')}
            onTable={() => toggle('volume')}
            table={
              <Plain
                caption="Tickets per day"
                head={['Day', 'Created', 'Resolved', 'Reopened', 'Open']}
                rows={volume.data.toReversed().map((d) => [dayWord(d.day, true), d.created, d.resolved, d.reopened, d.open])}
              />
            }
          >
            <VolumeChart
              data={volume.data}
              today={today}
              label={`Open tickets went from ${volume.data[0]?.open ?? 0} to ${volume.data.at(-1)?.open ?? 0}. ${volume.created} were created and ${volume.resolved} resolved in ${long} days.`}
            />
          </ChartPanel>
        ) : (
          <Waiting wide={8} height={360} />
        )}
        {categories ? (
          <ChartPanel
            wide={4}
            title="Open by category"
            legend={
              <p className="leg">
                <span>
                  <i data-c="1" />
                  Ours
                </span>
                <span>
                  <i data-c="waiting" />
                  Waiting
                </span>
              </p>
            }
            shown={table.has('categories')}
            onTable={() => toggle('categories')}
            table={
              <Plain
                caption="Categories"
                head={['Category', 'Open', 'Waiting', 'Created', 'Resolved', 'Rated']}
                rows={categories.data.map((d) => [d.category.name, d.open, d.waiting, d.created, d.resolved, d.average?.toFixed(1) ?? '–'])}
              />
            }
          >
            <CategoryTable data={categories.data} />
          </ChartPanel>
        ) : (
          <Waiting wide={4} height={360} />
        )}
        {reply ? (
          <ChartPanel
            wide={4}
            title={`First reply, ${hours ? 'hours' : 'minutes'}`}
            legend={
              <p className="leg">
                {reply.share === null ? null : (
                  <span title={`Each by the promise of its own ticket: ${reply.met} in time, ${reply.missed} late`}>{percent(reply.share)}% in time</span>
                )}
                {reply.target === null ? null : (
                  <span>
                    <i data-line="target" />
                    Target {durationText(reply.target)}
                  </span>
                )}
              </p>
            }
            shown={table.has('reply')}
            onTable={() => toggle('reply')}
            table={
              <Plain
                caption="First reply per day"
                head={['Day', 'Median', 'p90', 'Replies', 'In time']}
                rows={reply.data
                  .toReversed()
                  .map((d) => [
                    dayWord(d.day, true),
                    d.median === null ? '–' : durationText(d.median),
                    d.p90 === null ? '–' : durationText(d.p90),
                    d.count,
                    d.share === null ? '–' : `${percent(d.share)}%`,
                  ])}
              />
            }
          >
            <ReplyChart
              data={reply.data}
              today={today}
              hours={hours}
              target={reply.target}
              label={`First reply: median ${reply.median === null ? 'unknown' : durationText(reply.median)}, ninetieth percentile ${reply.p90 === null ? 'unknown' : durationText(reply.p90)}${reply.share === null ? '' : `, ${percent(reply.share)} per cent in time`}${reply.target === null ? '' : `, target ${durationText(reply.target)}`}.`}
            />
          </ChartPanel>
        ) : (
          <Waiting wide={4} height={250} />
        )}
        {targets ? (
          <ChartPanel
            wide={4}
            title="Targets met by priority"
            legend={
              <p className="leg">
                <span>
                  <i data-tick="" />
                  Target {Math.round(targets.goal * 100)}%
                </span>
              </p>
            }
          >
            <TargetTable targets={targets} />
          </ChartPanel>
        ) : (
          <Waiting wide={4} height={250} />
        )}
        {people ? (
          <ChartPanel
            wide={4}
            title="People"
            end={
              <button type="button" className="linkish card-link" onClick={() => setEveryone(true)}>
                All {people.data.length}
              </button>
            }
          >
            <PeopleTable data={people.data} most={5} />
          </ChartPanel>
        ) : (
          <Waiting wide={4} height={250} />
        )}
        {o ? <Quality o={o} /> : null}
        {satisfaction ? <Said satisfaction={satisfaction} /> : null}
      </div>
      <Dialog open={everyone} onClose={() => setEveryone(false)} maxWidth="md" fullWidth aria-labelledby="everyone">
        <DialogTitle id="everyone" className="row">
          People, {spanWord.toLowerCase()}
          <span className="push" />
          <IconAct label="Close" onClick={() => setEveryone(false)}>
            <CloseIcon />
          </IconAct>
        </DialogTitle>
        <DialogContent sx={{ pb: 5 }}>
          <div className="scroll">{people ? <PeopleTable data={people.data} /> : null}</div>
        </DialogContent>
      </Dialog>
    </main>
  )
}
