import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { ErrorState, Lozenge, RefreshIcon, SkeletonRows, Timeline, When, useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { WithPane, reloaded } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { channelOptions, channelWord, statusTone, statusWords, type Delivery } from '#notices/shapes.ts'

/** `ticket.overdue` as "Ticket overdue". */
const noticeWords = (name: string) => {
  const text = name.replaceAll(/[._]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const DeliveryStatus = ({ status }: { status: string }) => <Lozenge tone={statusTone[status] ?? 'plain'}>{statusWords[status] ?? status}</Lozenge>

/** What went out, to whom, and what became of it. */
export default function DeliveriesPage() {
  const { id } = useParams()
  const toast = useToast()
  const list = (
    <ListPage<Delivery>
      resource="deliveries"
      title="Deliveries"
      filters={[
        { name: 'status', label: 'Status', kind: 'one', useOptions: fixed(Object.entries(statusWords)) },
        { name: 'channel', label: 'Channel', kind: 'one', useOptions: channelOptions },
        { name: 'event', label: 'Event', kind: 'text' },
      ]}
      href={(d) => `/settings/deliveries/${d.id}${location.search}`}
      current={id}
      exportName="deliveries"
      bulk={[
        {
          label: 'Try again',
          run: (rows) => Promise.all(rows.filter((r) => r.status === 'failed').map((r) => api.post(`/notification/deliveries/${r.id}/retry`))),
          done: (rows) => `${rows.filter((r) => r.status === 'failed').length} deliveries are tried again.`,
        },
      ]}
      rowTone={(d) => (d.status === 'failed' ? 'danger' : d.status === 'suppressed' ? 'quiet' : undefined)}
      empty={{ title: 'Nothing was sent yet', text: 'Every notice to anybody is listed here with what became of it.' }}
      columns={[
        { key: 'notice', label: 'Notice', render: (d) => noticeWords(d.notice), csv: (d) => d.notice },
        { key: 'to', label: 'To', render: (d) => d.recipient?.name ?? d.to ?? '–', csv: (d) => d.recipient?.name ?? d.to },
        { key: 'channel', label: 'Channel', from: 'sm', render: (d) => channelWord[d.channel], csv: (d) => d.channel },
        { key: 'status', label: 'Status', render: (d) => <DeliveryStatus status={d.status} />, csv: (d) => d.status },
        { key: 'attempts', label: 'Attempts', num: true, from: 'lg', render: (d) => d.attempts, csv: (d) => d.attempts },
        { key: 'at', label: 'When', from: 'sm', render: (d) => <When at={d.sentAt ?? d.createdAt} />, csv: (d) => d.createdAt },
      ]}
    />
  )
  const retry = useMutation({
    mutationFn: () => api.post(`/notification/deliveries/${id}/retry`),
    onSuccess: async () => {
      await reloaded('deliveries')
      toast('It is tried again.')
    },
    onError: (e) => toast(e.message),
  })
  return (
    <WithPane base="/settings/deliveries" list={list} title="Delivery">
      {id ? <One key={id} id={id} onRetry={() => retry.mutate()} /> : null}
    </WithPane>
  )
}

function One({ id, onRetry }: { id: string; onRetry: () => void }) {
  const found = useQuery({
    queryKey: ['deliveries', id],
    queryFn: ({ signal }) => api.get<Delivery & { log: { from: string; to: string; reason: string | null; at: string }[] }>(`/notification/deliveries/${id}`, { signal }),
  })
  const d = found.data
  if (found.isPending) return <SkeletonRows rows={5} height={38} />
  if (!d) return <ErrorState onRetry={() => void found.refetch()} />
  return (
    <div className="stack">
      <dl className="facts">
        <dt>Notice</dt>
        <dd>{noticeWords(d.notice)}</dd>
        <dt>Event</dt>
        <dd>{d.event}</dd>
        <dt>To</dt>
        <dd>
          {d.recipient ? (
            <Link to={`/customers/${d.recipient.id}`} className="plain-link">
              {d.recipient.name}
            </Link>
          ) : (
            '–'
          )}
          {d.to ? ` (${d.to})` : ''}
        </dd>
        <dt>Channel</dt>
        <dd>{channelWord[d.channel]}</dd>
        <dt>Status</dt>
        <dd>
          <DeliveryStatus status={d.status} />
        </dd>
        <dt>Provider</dt>
        <dd>
          {d.provider ?? 'Captured here'}
          {d.providerId ? `, ${d.providerId}` : ''}
        </dd>
        <dt>Not before</dt>
        <dd>
          <When at={d.dueAt} style="dayTime" />
        </dd>
      </dl>
      {d.error ? <p className="form-problem">{d.error}</p> : null}
      {d.status === 'failed' ? (
        <div>
          <Button startIcon={<RefreshIcon size={16} />} onClick={onRetry}>
            Try again
          </Button>
        </div>
      ) : null}
      <Timeline
        entries={d.log.map((l, i) => ({
          id: String(i),
          text: (
            <>
              {statusWords[l.to] ?? l.to}
              {l.reason ? <span className="meta">, {l.reason}</span> : null}
            </>
          ),
          at: <When at={l.at} style="dayTime" />,
        }))}
      />
    </div>
  )
}
