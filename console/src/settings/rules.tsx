import Button from '@mui/material/Button'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { ArrowDownIcon, ArrowUpIcon, CheckIcon, CloseIcon, Lozenge, PlayIcon, When, useToast } from '@manifold/ui'
import { api, type Page } from '@manifold/client'
import { plain } from '#shell/plain.ts'
import { EntityPage, reloaded } from '#shell/entity-page.tsx'
import { IconAct } from '#shell/parts.tsx'
import { useMay } from '#shell/session.ts'
import { Actions, actionWords, wrongAction } from '#settings/actions.tsx'
import { ConditionsEditor } from '#settings/conditions.tsx'
import { comparisonWord, useVocabulary, type Action, type Conditions } from '#settings/vocabulary.ts'

interface Rule {
  id: string
  key: string | null
  name: string
  active: boolean
  order: number
  trigger: { on: 'event'; event: string } | { on: 'time'; everyMinutes: number }
  conditions: Conditions
  actions: Action[]
  oncePerTicket: boolean
  spacing: number | { setting: string } | null
  lastRunAt: string | null
  version: number
}
interface Values {
  name: string
  active: boolean
  on: string
  everyMinutes: number | null
  conditions: Conditions
  actions: Action[]
  oncePerTicket: boolean
  spacing: Rule['spacing']
}
type Why = { field: string; is: string; wanted: unknown; found: unknown; held: boolean }[]
interface DryRun {
  looked: number
  matched: number
  tickets: { ticket: { id: string; reference: string; subject: string }; held: boolean; why: Why }[]
}
interface Run {
  id: string
  ticket: { id: string; reference: string }
  outcome: 'fired' | 'failed'
  why: Why
  did: string[]
  error: string | null
  at: string
}
const body = (v: Values) => ({
  name: v.name.trim(),
  active: v.active,
  trigger: v.on === 'time' ? { on: 'time', everyMinutes: v.everyMinutes ?? 60 } : { on: 'event', event: v.on },
  conditions: v.conditions,
  actions: v.actions,
  oncePerTicket: v.oncePerTicket,
  spacing: v.spacing,
})
const spacingNumber = (s: Rule['spacing']) => (typeof s === 'number' ? s : null)

const Whys = ({ why }: { why: Why }) => {
  const { fields } = useVocabulary()
  const say = (v: unknown) => (Array.isArray(v) ? v.map(plain).join(', ') : plain(v) || 'nothing')
  return (
    <ul className="whys">
      {why.map((w, i) => (
        <li key={i} data-held={w.held}>
          {w.held ? <CheckIcon size={12} /> : <CloseIcon size={12} />}
          <span>
            {fields.find((f) => f.name === w.field)?.sentence ?? w.field} {comparisonWord[w.is] ?? w.is} {w.wanted === undefined ? '' : say(w.wanted)}; it was {say(w.found)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What the rule, as it stands in the form, would have done to the last tickets. */
function Try({ id, values }: { id: string | null; values: Values }) {
  const run = useMutation({ mutationFn: () => api.post<DryRun>(id ? `/support/rules/${id}/dry-run` : '/support/rules/dry-run', body(values)) })
  const hits = run.data?.tickets.filter((t) => t.held) ?? []
  return (
    <section className="result" aria-label="Dry run">
      <Button startIcon={<PlayIcon size={16} />} disabled={run.isPending || values.name.trim() === ''} onClick={() => run.mutate()}>
        Try on the last 100 tickets
      </Button>
      <span className="meta" style={{ marginLeft: 8 }}>
        Nothing is changed.
      </span>
      <div role="status">
        {run.isError ? <p className="form-problem">{run.error.message}</p> : null}
        {run.data ? (
          <>
            <p>
              <b>
                {run.data.matched} of {run.data.looked}
              </b>{' '}
              tickets meet the conditions.
            </p>
            <ul className="lines">
              {(hits.length > 0 ? hits : run.data.tickets.slice(0, 3)).slice(0, 10).map((t) => (
                <li key={t.ticket.id} style={{ display: 'block' }}>
                  <Link to={`/desk/${t.ticket.reference}`} className="plain-link">
                    <span className="mono">{t.ticket.reference}</span> {t.ticket.subject}
                  </Link>
                  {t.held ? '' : ' (does not match)'}
                  <Whys why={t.why} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </section>
  )
}

/** Each time the rule fired, and why. */
function Log({ id }: { id: string }) {
  const found = useInfiniteQuery({
    queryKey: ['rules', id, 'runs'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<Run>>(`/support/rules/${id}/runs`, { query: { cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const runs = found.data?.pages.flatMap((p) => p.data) ?? []
  return (
    <section aria-label="Log">
      <p className="form-label">When it fired</p>
      {runs.length === 0 ? <p className="meta">{found.isPending ? 'Loading' : 'It has not fired yet.'}</p> : null}
      <ul className="lines">
        {runs.map((r) => (
          <li key={r.id}>
            <details className="grow">
              <summary style={{ cursor: 'pointer' }}>
                <Link to={`/desk/${r.ticket.reference}`} className="plain-link mono">
                  {r.ticket.reference}
                </Link>{' '}
                {r.outcome === 'failed' ? <Lozenge tone="danger">Failed</Lozenge> : r.did.join(', ')}
              </summary>
              {r.error ? <p className="form-problem">{r.error}</p> : null}
              <Whys why={r.why} />
            </details>
            <span className="meta">
              <When at={r.at} style="dayTime" />
            </span>
          </li>
        ))}
      </ul>
      {found.hasNextPage ? (
        <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show older
        </Button>
      ) : null}
    </section>
  )
}

function Order({ rule }: { rule: Rule }) {
  const toast = useToast()
  const may = useMay()
  const move = useMutation({
    mutationFn: async (by: number) => {
      const { data } = await api.get<{ data: Rule[] }>('/support/rules')
      const ids = data.map((r) => r.id)
      const at = ids.indexOf(rule.id)
      if (at + by < 0 || at + by >= ids.length) return
      ;[ids[at], ids[at + by]] = [ids[at + by]!, ids[at]!]
      await api.post('/support/rules/reorder', { ids })
    },
    onSuccess: () => reloaded('rules'),
    onError: (e) => toast(e.message),
  })
  if (!may('support.desk.configure')) return null
  return (
    <span className="row" style={{ gap: 0, justifyContent: 'flex-end' }}>
      <IconAct label={`Run ${rule.name} earlier`} disabled={move.isPending} onClick={() => move.mutate(-1)}>
        <ArrowUpIcon size={16} />
      </IconAct>
      <IconAct label={`Run ${rule.name} later`} disabled={move.isPending} onClick={() => move.mutate(1)}>
        <ArrowDownIcon size={16} />
      </IconAct>
    </span>
  )
}
const Trigger = ({ rule }: { rule: Rule }) => {
  const { triggers } = useVocabulary()
  return (
    <>
      {rule.trigger.on === 'time'
        ? `Every ${rule.trigger.everyMinutes} min`
        : (triggers.find((t) => t.name === (rule.trigger as { event: string }).event)?.sentence ?? rule.trigger.event)}
    </>
  )
}
const useTriggers = () => [...useVocabulary().triggers.map((t) => ({ value: t.name, label: t.sentence })), { value: 'time', label: 'Time passes' }]

const RulesPage = () => (
  <EntityPage<Rule, Values>
    resource="rules"
    base="/settings/rules"
    one="rule"
    width={620}
    name={(r) => r.name}
    list={{
      title: 'Rules',
      note: 'Run in this order',
      empty: { title: 'No rules yet', text: 'A rule does something when an event happens or time passes, if its conditions hold.' },
      rowTone: (r) => (r.active ? undefined : 'quiet'),
      columns: [
        {
          key: 'name',
          label: 'Name',
          render: (r) => (
            <>
              {r.name}
              {r.active ? null : <Lozenge>Off</Lozenge>}
              {r.key ? <Lozenge tone="info">Shipped</Lozenge> : null}
            </>
          ),
        },
        { key: 'when', label: 'When', from: 'sm', render: (r) => <Trigger rule={r} /> },
        { key: 'does', label: 'Does', from: 'lg', render: (r) => <span className="quiet">{r.actions.map(actionWords).join('; ')}</span> },
        { key: 'last', label: 'Last run', from: 'md', render: (r) => (r.lastRunAt ? <When at={r.lastRunAt} /> : '–') },
        { key: 'order', label: 'Order', num: true, from: 'sm', width: 90, render: (r) => <Order rule={r} /> },
      ],
    }}
    blank={{ name: '', active: false, on: 'ticket.created', everyMinutes: 60, conditions: { match: 'all', of: [] }, actions: [], oncePerTicket: true, spacing: null }}
    values={(r) => ({
      name: r.name,
      active: r.active,
      on: r.trigger.on === 'time' ? 'time' : r.trigger.event,
      everyMinutes: r.trigger.on === 'time' ? r.trigger.everyMinutes : 60,
      conditions: r.conditions,
      actions: r.actions,
      oncePerTicket: r.oncePerTicket,
      spacing: r.spacing,
    })}
    body={body}
    mayRemove={(r) => r.key === null}
    removeText={() => 'It no longer runs. Its log goes with it.'}
    extra={(row, values) => (
      <>
        <Try id={row?.id ?? null} values={values} />
        {row ? <Log id={row.id} /> : null}
      </>
    )}
    fields={[
      { name: 'name', label: 'Name', kind: 'text', most: 120 },
      { name: 'active', label: 'Switched on', kind: 'switch' },
      { name: 'on', label: 'When', kind: 'select', useOptions: useTriggers },
      {
        name: 'everyMinutes',
        label: 'Every (minutes)',
        kind: 'number',
        when: (v) => v.on === 'time',
        check: (v: never) => ((v as number) >= 1 && (v as number) <= 1440 ? null : 'Enter 1 to 1440 minutes.'),
      },
      {
        name: 'conditions',
        label: 'If',
        kind: 'custom',
        render: (v, set, { disabled }, all) => <ConditionsEditor value={v as Conditions} set={set} event={all.on !== 'time'} disabled={disabled} />,
      },
      {
        name: 'actions',
        label: 'Then',
        kind: 'custom',
        check: (v: never) => wrongAction(v),
        render: (v, set, { disabled }) => <Actions of="rule" value={v as Action[]} set={set} disabled={disabled} />,
      },
      { name: 'oncePerTicket', label: 'Once per ticket', kind: 'switch', hint: 'A rule on time needs this, or an action that makes its own conditions false.' },
      {
        name: 'spacing',
        label: 'Hours before it fires again for a ticket',
        kind: 'custom',
        when: (v) => !v.oncePerTicket,
        render: (v, set, { disabled }) => <Spacing value={v as Rule['spacing']} set={set} disabled={disabled} />,
      },
    ]}
  />
)
function Spacing({ value, set, disabled }: { value: Rule['spacing']; set: (v: Rule['spacing']) => void; disabled: boolean }) {
  const { settings } = useVocabulary()
  const from = value === null ? 'none' : typeof value === 'number' ? 'number' : value.setting
  return (
    <span className="row">
      <select
        className="plain-select"
        aria-label="Where the hours come from"
        disabled={disabled}
        value={from}
        onChange={(e) => set(e.target.value === 'none' ? null : e.target.value === 'number' ? (spacingNumber(value) ?? 24) : { setting: e.target.value })}
      >
        <option value="none">No pause</option>
        <option value="number">This number</option>
        {settings.map((s) => (
          <option key={s.name} value={s.name}>
            {s.sentence}
          </option>
        ))}
      </select>
      {typeof value === 'number' ? (
        <input
          className="plain-input"
          style={{ width: 90 }}
          type="number"
          min={0.1}
          step="any"
          aria-label="Hours"
          disabled={disabled}
          value={value}
          onChange={(e) => set(Number(e.target.value))}
        />
      ) : null}
    </span>
  )
}
export default RulesPage
