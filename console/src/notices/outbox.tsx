import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ErrorState, MailIcon, SkeletonRows, SmsIcon, BellIcon, When } from '@manifold/ui'
import { api } from '@manifold/client'
import { WithPane } from '#shell/entity-page.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { MailFrame } from '#notices/mail.tsx'
import { channelOptions, channelWord, type Captured, type CapturedMail } from '#notices/shapes.ts'

/** Messages as they would have gone out, where no provider is configured. */
export default function OutboxPage() {
  const { id } = useParams()
  const list = (
    <ListPage<Captured>
      resource="outbox"
      title="Outbox"
      note="Captured here; nothing left this machine"
      filters={[{ name: 'channel', label: 'Channel', kind: 'one', useOptions: channelOptions }]}
      href={(m) => `/settings/outbox/${m.id}${location.search}`}
      current={id}
      empty={{ title: 'The outbox is empty', text: 'Where no provider is configured, every e-mail, push and text message is kept here instead of being sent.' }}
      columns={[
        {
          key: 'subject',
          label: 'Message',
          render: (m) => (
            <>
              {m.channel === 'email' ? <MailIcon size={16} /> : m.channel === 'sms' ? <SmsIcon size={16} /> : <BellIcon size={16} />}
              {m.subject ?? channelWord[m.channel]}
            </>
          ),
        },
        { key: 'to', label: 'To', from: 'md', render: (m) => m.to },
        { key: 'channel', label: 'Channel', from: 'lg', render: (m) => channelWord[m.channel] },
        { key: 'at', label: 'When', render: (m) => <When at={m.at} /> },
      ]}
    />
  )
  return (
    <WithPane base="/settings/outbox" list={list} title="Message" width={620}>
      {id ? <Mail key={id} id={id} /> : null}
    </WithPane>
  )
}

const parts = ['Mail', 'Text', 'Headers', 'Source'] as const
function Mail({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['outbox', id], queryFn: ({ signal }) => api.get<CapturedMail>(`/notification/outbox/${id}`, { signal }) })
  const [part, setPart] = useState<(typeof parts)[number]>('Mail')
  const m = found.data
  if (found.isPending) return <SkeletonRows rows={6} height={48} />
  if (!m) return <ErrorState onRetry={() => void found.refetch()} />
  const shown = parts.filter((p) => (p === 'Mail' ? m.html !== null : p === 'Source' ? m.raw !== null : p === 'Headers' ? Object.keys(m.headers).length > 0 : true))
  const current = shown.includes(part) ? part : shown[0]!
  return (
    <div className="stack">
      <div>
        <b>{m.subject ?? channelWord[m.channel]}</b>
        <p className="meta" style={{ margin: '2px 0 0' }}>
          To {m.to}, <When at={m.at} style="dayTime" />
        </p>
      </div>
      <div className="tabs" role="tablist" aria-label="Parts of the message">
        {shown.map((p) => (
          <button key={p} type="button" role="tab" aria-selected={p === current} onClick={() => setPart(p)}>
            {p}
          </button>
        ))}
      </div>
      <div role="tabpanel" aria-label={current}>
        {current === 'Mail' ? <MailFrame html={m.html!} title={m.subject ?? 'Message'} /> : null}
        {current === 'Text' ? (
          <p className="result" style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {m.text}
          </p>
        ) : null}
        {current === 'Headers' ? (
          <dl className="facts">
            {Object.entries(m.headers).map(([k, v]) => (
              <div key={k} style={{ display: 'contents' }}>
                <dt>{k}</dt>
                <dd>{v}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        {current === 'Source' ? <pre className="json">{m.raw}</pre> : null}
      </div>
    </div>
  )
}
