import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import { EmptyState, ErrorState, Lozenge, Money, PlusIcon, SkeletonRows, When, useToast } from '@manifold/ui'
import { api, type GasRule } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { WithPane } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import { Form, type FormField } from '#shell/form.tsx'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { useMay, useMe } from '#shell/session.ts'
import { dayIn } from '#shell/zone.ts'
import { Title } from '#shell/title.tsx'
import { gasReloaded, useRuleLog, useRules } from '#gas/queries.ts'
import { dayWord, ruleWord } from '#gas/words.ts'

const day = dayWord
const forWhom = (r: GasRule): string =>
  [r.area === null ? '' : r.area, r.bottles === null ? '' : `${r.bottles} ${r.bottles === 1 ? 'cylinder' : 'cylinders'} at a time`].filter(Boolean).join(', ') || 'everybody'
const stateOf = (r: GasRule, today: string): 'over' | 'coming' | 'now' => (r.validTo !== null && r.validTo < today ? 'over' : r.validFrom > today ? 'coming' : 'now')

/** The dated rules of who may book when: the gap between refills and the caps. A rule that is over stays, because it says why somebody was refused then. */
export default function Rules() {
  const { id } = useParams()
  const found = useRules()
  const rule = found.data?.find((r) => r.id === id)
  return (
    <WithPane base="/gas/rules" list={<List found={found} current={id} />} title={id === 'new' ? 'New rule' : rule ? ruleWord[rule.kind] : ''}>
      {id === undefined ? null : id === 'new' ? (
        <NewRule />
      ) : rule ? (
        <One key={rule.id + (rule.validTo ?? '')} rule={rule} />
      ) : found.isPending ? (
        <SkeletonRows rows={4} />
      ) : (
        <EmptyState title="There is no such rule." />
      )}
    </WithPane>
  )
}

function List({ found, current }: { found: ReturnType<typeof useRules>; current: string | undefined }) {
  const may = useMay()
  const navigate = useNavigate()
  const log = useRuleLog().data ?? []
  const { timeZone } = useMe()
  const today = dayIn(timeZone, new Date())
  const edit = may('gas.configure')
  useKey('create', () => void navigate('/gas/rules/new'), edit)
  const rules = (found.data ?? []).toSorted((a, b) => order(a, today) - order(b, today) || a.kind.localeCompare(b.kind) || (a.validFrom < b.validFrom ? 1 : -1))
  return (
    <div className="page">
      <Title of="Rules of booking" />
      <div className="page-head">
        <h1>Rules of booking</h1>
        <span className="push" />
        {edit ? (
          <Button component={Link} to="/gas/rules/new" variant="contained" startIcon={<PlusIcon size={16} />}>
            New rule
            <KeyHint name="create" />
          </Button>
        ) : null}
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label="Rules of booking">
        <div className="stack" style={{ gap: 12 }}>
          <Price />
          <section className="panel" aria-label="Rules">
            {found.isPending ? (
              <SkeletonRows rows={4} height={38} />
            ) : found.isError && !found.data ? (
              <ErrorState onRetry={() => void found.refetch()} />
            ) : rules.length === 0 ? (
              <EmptyState title="No rules yet" text="Without a rule everybody may book at any time, as often as they like. A rule has the days on which it holds." />
            ) : (
              <div className="scroll list-like">
                <table className="table">
                  <caption className="vh">Rules of booking with the days on which they hold</caption>
                  <Heads of={['Rule', ['At least, at most', 'num'], ['For', 'from-sm'], 'Holds', ['Made by', 'from-md']]} />
                  <tbody>
                    {rules.map((r) => {
                      const made = log.find((e) => e.ruleId === r.id && e.action === 'gas.rule_added')
                      const state = stateOf(r, today)
                      return (
                        <tr key={r.id} {...(r.id === current ? { 'data-cursor': '' } : {})} {...(state === 'over' ? { 'data-tone': 'quiet' } : {})}>
                          <th scope="row">
                            <Link className="row-link" to={`/gas/rules/${r.id}`} aria-current={r.id === current ? 'true' : undefined}>
                              {ruleWord[r.kind]}
                            </Link>
                          </th>
                          <td className="num">
                            {r.value} {r.kind === 'gap_days' ? 'days' : ''}
                          </td>
                          <td className="from-sm">{forWhom(r)}</td>
                          <td>
                            <span className="row" style={{ gap: 8 }}>
                              {day(r.validFrom)} {r.validTo ? `to ${day(r.validTo)}` : 'on'}
                              <Lozenge tone={state === 'now' ? 'ok' : state === 'coming' ? 'info' : 'plain'}>
                                {state === 'now' ? 'Holds' : state === 'coming' ? 'To come' : 'Over'}
                              </Lozenge>
                            </span>
                          </td>
                          <td className="from-md">{made?.actorName ?? '–'}</td>
                        </tr>
                      )
                    })}
                  </tbody>
                </table>
              </div>
            )}
          </section>
          <p className="meta" style={{ margin: 0 }}>
            Of several rules of a kind, the narrowest that fits counts, then the one that began last.
          </p>
        </div>
      </div>
    </div>
  )
}
const order = (r: GasRule, today: string) => ({ now: 0, coming: 1, over: 2 })[stateOf(r, today)]

interface Setting {
  key: string
  value: unknown
}
interface Change {
  id: string
  before: unknown
  after: unknown
  reason: string | null
  actorName: string
  at: string
}
/** The price of a refill is a setting: what it is, and who changed it last. */
function Price() {
  const may = useMay()
  const reads = may('config.read')
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => api.get<{ data: Setting[] }>('/config/settings', { signal }), enabled: reads }).data?.data
  const changes = useQuery({
    queryKey: ['settings', 'gas.price', 'history'],
    queryFn: ({ signal }) => api.get<{ data: Change[] }>('/config/settings/gas.price/history', { signal }),
    enabled: reads,
  }).data?.data
  const price = settings?.find((s) => s.key === 'gas.price')?.value
  const mode = settings?.find((s) => s.key === 'gas.mode')?.value
  if (!reads || typeof price !== 'number') return null
  return (
    <section className="panel panel-pad" aria-label="Price">
      <div className="panel-head">
        <h2>Price and hand-over</h2>
        {may('config.change') ? (
          <Link className="card-link push" to="/settings/system">
            Change in the settings
          </Link>
        ) : null}
      </div>
      <dl className="facts">
        <dt>Refill, tax included</dt>
        <dd>
          <b>
            <Money amount={price} />
          </b>
          <span className="meta">, a booking keeps the price it was made at</span>
        </dd>
        <dt>Hand-over</dt>
        <dd>{mode === 'delivery' ? 'At the door, with a delivery code' : 'With the payment, at the depot'}</dd>
        {(changes ?? []).slice(0, 3).map((c) => (
          <div key={c.id} style={{ display: 'contents' }}>
            <dt>
              <When at={c.at} style="dayTime" />
            </dt>
            <dd>
              {typeof c.before === 'number' ? <Money amount={c.before} /> : 'As delivered'} to {typeof c.after === 'number' ? <Money amount={c.after} /> : 'as delivered'} by{' '}
              {c.actorName}
              {c.reason ? `: ${c.reason}` : ''}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface New {
  kind: string | null
  value: number | null
  area: string | null
  bottles: string | null
  validFrom: string
  validTo: string
  reason: string
}
const fields: FormField<New>[] = [
  { name: 'kind', label: 'Rule', kind: 'select', useOptions: fixed(Object.entries(ruleWord)) },
  {
    name: 'value',
    label: 'Number',
    kind: 'number',
    hint: 'Days for a gap, refills for a cap',
    check: (v: never) => (Number.isInteger(v) && (v as number) >= 0 && (v as number) <= 1000 ? null : 'Enter a whole number from 0 to 1000.'),
  },
  {
    name: 'area',
    label: 'Only in',
    kind: 'select',
    optional: true,
    none: 'Everywhere',
    useOptions: fixed([
      ['urban', 'Urban areas'],
      ['rural', 'Rural areas'],
    ]),
  },
  {
    name: 'bottles',
    label: 'Only with',
    kind: 'select',
    optional: true,
    none: 'Any number of cylinders',
    useOptions: fixed([
      ['1', 'One cylinder at a time'],
      ['2', 'Two cylinders at a time'],
    ]),
  },
  { name: 'validFrom', label: 'First day', kind: 'text', type: 'date' },
  {
    name: 'validTo',
    label: 'Last day',
    kind: 'text',
    type: 'date',
    optional: true,
    check: (v: never, all) => ((v as string) >= all.validFrom ? null : 'The last day must not be before the first.'),
  },
  { name: 'reason', label: 'Reason', kind: 'long', rows: 2, most: 500, hint: 'Kept with the rule: an order, a shortage' },
]
function NewRule() {
  const toast = useToast()
  const navigate = useNavigate()
  const { timeZone } = useMe()
  return (
    <Form
      fields={fields}
      initial={{ kind: null, value: null, area: null, bottles: null, validFrom: dayIn(timeZone, new Date()), validTo: '', reason: '' }}
      saveLabel="Make rule"
      onCancel={() => void navigate('/gas/rules')}
      submit={async (v) => {
        const made = await api.post<GasRule>('/gas/rules', {
          kind: v.kind,
          value: v.value,
          ...(v.area ? { area: v.area } : {}),
          ...(v.bottles ? { bottles: Number(v.bottles) } : {}),
          validFrom: v.validFrom,
          ...(v.validTo ? { validTo: v.validTo } : {}),
          reason: v.reason.trim(),
        })
        await gasReloaded()
        toast('The rule is made.')
        void navigate(`/gas/rules/${made.id}`)
      }}
    />
  )
}

interface End {
  validTo: string
  reason: string
}
function One({ rule: r }: { rule: GasRule }) {
  const may = useMay()
  const toast = useToast()
  const navigate = useNavigate()
  const log = useRuleLog().data?.filter((e) => e.ruleId === r.id) ?? []
  const endFields: FormField<End>[] = [
    {
      name: 'validTo',
      label: 'Last day',
      kind: 'text',
      type: 'date',
      optional: true,
      hint: 'Without one the rule holds on',
      check: (v: never) => ((v as string) >= r.validFrom ? null : `Enter ${day(r.validFrom)} or a later day.`),
    },
    { name: 'reason', label: 'Reason', kind: 'long', rows: 2, most: 500 },
  ]
  return (
    <div className="stack" style={{ gap: 20 }}>
      <dl className="facts">
        <dt>{r.kind === 'gap_days' ? 'At least' : 'At most'}</dt>
        <dd>
          {r.value} {r.kind === 'gap_days' ? 'days between two refills' : 'refills'}
        </dd>
        <dt>For</dt>
        <dd>{forWhom(r)}</dd>
        <dt>Holds</dt>
        <dd>
          {day(r.validFrom)} {r.validTo ? `to ${day(r.validTo)}` : 'on'}
        </dd>
      </dl>
      {may('gas.configure') ? (
        <section aria-label="When it ends">
          <h2 className="part-title">When it ends</h2>
          <Form
            fields={endFields}
            initial={{ validTo: r.validTo ?? '', reason: '' }}
            saveLabel="Save the last day"
            onCancel={() => void navigate('/gas/rules')}
            submit={async (v) => {
              await api.patch(`/gas/rules/${r.id}`, { validTo: v.validTo || null, reason: v.reason.trim() })
              await gasReloaded()
              toast('Saved.')
            }}
          />
        </section>
      ) : null}
      <section aria-label="Who changed it">
        <h2 className="part-title">Who changed it</h2>
        {log.length === 0 ? (
          <p className="meta" style={{ margin: 0 }}>
            It came with the set-up.
          </p>
        ) : (
          <ul className="lines">
            {log.map((e) => (
              <li key={e.at}>
                <span className="grow">
                  {e.action === 'gas.rule_added' ? 'Made' : e.validTo ? `Ends on ${day(e.validTo)}` : 'Holds on without end'} by {e.actorName}
                  {e.reason ? (
                    <span className="meta" style={{ display: 'block' }}>
                      {e.reason}
                    </span>
                  ) : null}
                </span>
                <span className="meta">
                  <When at={e.at} style="dayTime" />
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}
