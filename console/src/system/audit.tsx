import { useParams } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, When } from '@manifold/ui'
import { queries } from '#shell/query.ts'
import { WithPane } from '#shell/entity-page.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { useStaff } from '#desk/lookups.ts'
import '#settings/settings.css'

export interface AuditRow {
  id: string
  at: string
  action: string
  noun: string
  nounId: string
  actor: { id: string | null; name: string }
  reason: string | null
  address: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
const useActors = () => useStaff().map((s) => ({ value: s.id, label: s.name }))
const say = (v: unknown): string => (v === null || v === undefined ? '–' : typeof v === 'string' ? v : JSON.stringify(v, null, 1))

/** `ticket.created` as "Ticket created". */
const actionWords = (action: string): string => {
  const text = action.replaceAll('.', ' ').replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Who changed what, with before and after. */
export default function AuditPage() {
  const { id } = useParams()
  const list = (
    <ListPage<AuditRow>
      resource="audit"
      title="Audit log"
      filters={[
        { name: 'actorId', label: 'Who', kind: 'one', useOptions: useActors },
        { name: 'noun', label: 'Kind of thing', kind: 'text' },
        { name: 'nounId', label: 'Thing (id)', kind: 'text' },
        { name: 'action', label: 'Action', kind: 'text' },
        { name: 'from', label: 'From', kind: 'date' },
        { name: 'to', label: 'Until', kind: 'date' },
      ]}
      href={(a) => `/settings/audit/${a.id}${location.search}`}
      current={id}
      exportName="audit-log"
      empty={{ title: 'Nothing yet', text: 'Every change that staff make is written here and cannot be edited.' }}
      columns={[
        { key: 'action', label: 'Action', render: (a) => actionWords(a.action), csv: (a) => a.action },
        { key: 'actor', label: 'Who', from: 'sm', render: (a) => a.actor.name, csv: (a) => a.actor.name },
        { key: 'noun', label: 'What', from: 'md', render: (a) => <span className="quiet">{a.noun.replaceAll('_', ' ')}</span>, csv: (a) => `${a.noun} ${a.nounId ?? ''}` },
        {
          key: 'reason',
          label: 'Reason',
          from: 'lg',
          render: (a) => (
            <span className="cut" style={{ display: 'block', maxWidth: 260 }}>
              {a.reason ?? '–'}
            </span>
          ),
          csv: (a) => a.reason,
        },
        { key: 'at', label: 'When', render: (a) => <When at={a.at} style="dayTime" />, csv: (a) => a.at },
      ]}
    />
  )
  return (
    <WithPane base="/settings/audit" list={list} title="Change" width={520}>
      {id ? <Entry id={id} /> : null}
    </WithPane>
  )
}

/** An entry comes from the list that is on screen: the log has no address of its own for one. */
function Entry({ id }: { id: string }) {
  useQuery({ queryKey: ['audit', 'seen'], queryFn: () => null, enabled: false })
  const a = queries
    .getQueriesData<{ pages: { data: AuditRow[] }[] }>({ queryKey: ['audit', 'getInfiniteList'] })
    .flatMap(([, d]) => d?.pages.flatMap((p) => p.data) ?? [])
    .find((r) => String(r.id) === id)
  if (!a) return <EmptyState title="Choose the entry in the list" text="It is not among those that are loaded." />
  const keys = [...new Set([...Object.keys(a.before ?? {}), ...Object.keys(a.after ?? {})])].filter((k) => JSON.stringify(a.before?.[k]) !== JSON.stringify(a.after?.[k]))
  return (
    <div className="stack">
      <dl className="facts">
        <dt>What</dt>
        <dd>{actionWords(a.action)}</dd>
        <dt>Action</dt>
        <dd>{a.action}</dd>
        <dt>Who</dt>
        <dd>
          {a.actor.name}
          {a.address ? `, from ${a.address}` : ''}
        </dd>
        <dt>When</dt>
        <dd>
          <When at={a.at} style="dayTime" />
        </dd>
        <dt>Thing</dt>
        <dd>
          {a.noun.replaceAll('_', ' ')} {a.nounId}
        </dd>
        {a.reason ? (
          <>
            <dt>Reason</dt>
            <dd>{a.reason}</dd>
          </>
        ) : null}
      </dl>
      {keys.length > 0 ? (
        <table className="diff">
          <caption className="vh">Before and after</caption>
          <thead>
            <tr>
              <th scope="col" style={{ width: '28%' }}>
                Field
              </th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((k) => (
              <tr key={k}>
                <th scope="row">{k}</th>
                <td>{a.before && k in a.before ? <del>{say(a.before[k])}</del> : '–'}</td>
                <td>{a.after && k in a.after ? <ins>{say(a.after[k])}</ins> : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="meta">No fields changed.</p>
      )}
    </div>
  )
}
