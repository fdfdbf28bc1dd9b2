import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import Button from '@mui/material/Button'
import { When } from '@manifold/ui'
import { api, type WebhookRejection, type WebhookRow } from '@manifold/client'
import { WithPane } from '#shell/entity-page.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { useMay } from '#shell/session.ts'
import { useActs } from '#shell/palette.tsx'
import { Day, Tabs, Told, useTab } from '#money/parts.tsx'
import { DiagnoseDialog, Webhook } from '#money/webhook.tsx'
import { State, shownOf, webhookWords } from '#money/words.tsx'

/** Events of the gateway as they came, what became of them, and why some were refused. */
export default function WebhooksPage() {
  const { id } = useParams()
  const may = useMay()
  const always = useTab('status')
  const [diagnosing, setDiagnosing] = useState(false)
  const summary = useQuery({
    queryKey: ['webhooks', 'summary'],
    queryFn: ({ signal }) => api.get<{ data: { status: string; count: number }[]; rejectedToday: number }>('/payment/webhooks/summary', { signal }),
  }).data
  const count = (status: string) => summary?.data.find((s) => s.status === status)?.count ?? 0
  useActs([{ label: 'Find out what is wrong with a signature', run: () => setDiagnosing(true) }])
  const list = (
    <ListPage<WebhookRow>
      resource="webhooks"
      title="Webhooks"
      always={always}
      search="event or payment id"
      tabs={
        <>
          <Tabs
            label="Webhooks"
            name="status"
            tabs={[
              ['', 'All'],
              ['unmatched', 'Belong to nothing', count('unmatched')],
              ['failed', 'Failed', count('failed')],
              ['dead', 'Given up', count('dead')],
              ['applied', 'Applied'],
              ['stale', 'Nothing new'],
            ]}
          />
          <Refused />
        </>
      }
      filters={[
        { name: 'event', label: 'Event', kind: 'text' },
        { name: 'from', label: 'From', kind: 'day' },
        { name: 'to', label: 'Until', kind: 'day' },
      ]}
      actions={may('payment.webhook.read') ? <Button onClick={() => setDiagnosing(true)}>Check a signature</Button> : undefined}
      href={(w) => `/money/webhooks/${w.id}${location.search}`}
      current={id}
      exportName="webhooks"
      rowTone={(w) => (w.status === 'dead' ? 'danger' : undefined)}
      empty={{ title: 'No webhooks yet', text: 'Each event of the gateway appears here as it came.' }}
      columns={[
        { key: 'event', label: 'Event', render: (w) => w.event, csv: (w) => w.event },
        { key: 'status', label: 'State', render: (w) => <State of={shownOf(webhookWords, w.status)} />, csv: (w) => w.status },
        {
          key: 'note',
          label: 'Note',
          from: 'lg',
          render: (w) => (
            <span className="quiet cut" style={{ display: 'block', maxWidth: 280 }}>
              {w.note ?? '–'}
            </span>
          ),
          csv: (w) => w.note,
        },
        { key: 'id', label: 'Event id', from: 'lg', render: (w) => <span className="quiet">{w.eventId}</span>, csv: (w) => w.eventId },
        { key: 'copies', label: 'Copies', num: true, from: 'md', render: (w) => (w.copies > 1 ? w.copies : <span className="quiet">–</span>), csv: (w) => w.copies },
        { key: 'tries', label: 'Tries', num: true, from: 'md', render: (w) => w.tries, csv: (w) => w.tries },
        { key: 'at', label: 'Received', from: 'sm', render: (w) => <When at={w.receivedAt} style="dayTime" />, csv: (w) => w.receivedAt },
      ]}
    />
  )
  return (
    <>
      <WithPane base="/money/webhooks" list={list} title="Webhook" width={520}>
        {id ? <Webhook key={id} id={id} /> : null}
      </WithPane>
      {diagnosing ? <DiagnoseDialog onClose={() => setDiagnosing(false)} /> : null}
    </>
  )
}

/** Refused ones leave a count by day and cause: which thing is wrong, in a sentence. */
function Refused() {
  const rows =
    useQuery({ queryKey: ['webhooks', 'rejections'], queryFn: ({ signal }) => api.get<{ data: WebhookRejection[] }>('/payment/webhooks/rejections', { signal }) }).data?.data ?? []
  const day = rows[0]?.day
  const newest = rows.filter((r) => r.day === day)
  const [all, setAll] = useState(false)
  if (newest.length === 0) return null
  const shown = all ? rows : newest
  return (
    <div className="refused">
      <Told tone="warn">
        <p>
          <b>Some webhooks were refused because of their signature.</b> Nothing of them was kept or applied.
        </p>
        <ul>
          {shown.map((r) => (
            <li key={`${r.day}-${r.finding}`}>
              <b>
                <Day of={r.day} />, {r.count === 1 ? 'once' : `${r.count} times`}:
              </b>{' '}
              {r.sentence}
            </li>
          ))}
        </ul>
        {rows.length > newest.length ? (
          <button type="button" className="linkish" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Only the last day' : `Earlier days (${rows.length - newest.length})`}
          </button>
        ) : null}
      </Told>
    </div>
  )
}
