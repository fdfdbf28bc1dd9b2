import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { CheckCircleIcon, ChevronDownIcon, EmptyState, Lozenge, When, useToast } from '@manifold/ui'
import { api, type CylinderState, type GasRecall, type RecallItem, type RecallResolution } from '@manifold/client'
import { Heads, IconMenu } from '#shell/parts.tsx'
import { queries } from '#shell/query.ts'
import { Title } from '#shell/title.tsx'
import { CodeField } from '#gas/code-field.tsx'
import { Absent, Counter, CylinderLabel, Said, count, plural, useAsk } from '#gas/parts.tsx'
import { gasReloaded, useRecall } from '#gas/queries.ts'
import { criteria } from '#gas/recalls.tsx'
import { resolutionWord, saidBy } from '#gas/words.ts'

/** One recall: how far it has come, and each cylinder until the last one is settled. */
export default function RecallPage() {
  const { id = '' } = useParams()
  const found = useRecall(id)
  if (!found.data)
    return (
      <main className="page-body" style={{ paddingTop: 16 }}>
        <Absent found={found} what="recall" to="/gas/recalls" all="All recalls" />
      </main>
    )
  return <Recall recall={found.data} />
}

const open = (i: RecallItem) => i.resolution === null
/** What may be said of one where it is now. */
const choices = (s: CylinderState): RecallResolution[] => [
  ...(s === 'quarantined' ? (['secured'] as const) : []),
  'cleared',
  ...(s === 'quarantined' || s === 'refilling' ? (['condemned'] as const) : []),
  'not_affected',
]

function Recall({ recall: r }: { recall: GasRecall }) {
  const toast = useToast()
  const [which, setWhich] = useState<'open' | 'settled' | 'all'>(r.status === 'open' ? 'open' : 'all')
  const [sought, setSought] = useState<string | null>(null)
  const [ask, asking] = useAsk()
  const percent = r.total === 0 ? 100 : Math.floor((r.settled / r.total) * 100)
  const held = r.items.filter((i) => open(i) && i.state === 'quarantined')
  const away = r.items.filter((i) => open(i) && i.state === 'with_customer')
  const elsewhere = r.items.filter((i) => open(i) && i.state !== 'quarantined' && i.state !== 'with_customer')
  const found = r.items.find((i) => i.code === sought)
  const rows = sought ? (found ? [found] : []) : r.items.filter((i) => which === 'all' || (which === 'open') === open(i))
  const settle = useMutation({
    mutationFn: async ({ items, resolution, note }: { items: RecallItem[]; resolution: RecallResolution; note: string }) => {
      let last: GasRecall | undefined
      for (const i of items) last = await api.post<GasRecall>(`/gas/recalls/${r.id}/items/${i.cylinderId}`, { resolution, ...(note ? { note } : {}) })
      return last
    },
    onSuccess: (last, { items, resolution }) => {
      if (last) queries.setQueryData(['gas', 'recall', r.id], last)
      toast(
        last?.status === 'closed'
          ? `The last one is settled. ${r.reference} is closed.`
          : `${items.length === 1 ? items[0]!.code : plural(items.length, 'cylinder')}: ${resolutionWord[resolution].toLowerCase()}.`,
      )
    },
    onSettled: () => gasReloaded(),
  })
  const say = async (items: RecallItem[], resolution: RecallResolution) => {
    const what = items.length === 1 ? items[0]!.code : plural(items.length, 'cylinder')
    const note = await ask({
      title: `${resolutionWord[resolution]}: ${what}?`,
      text:
        resolution === 'secured'
          ? 'It stays quarantined and out of use. For the recall it is settled.'
          : resolution === 'condemned'
            ? 'It leaves the stock for good. This cannot be undone.'
            : resolution === 'cleared'
              ? 'Nothing is wrong with it. Held ones become empty and may be filled again.'
              : 'It does not belong to this recall after all.',
      confirm: resolutionWord[resolution].split(',')[0]!,
      danger: resolution === 'condemned',
      reason: resolution === 'secured' ? 'optional' : 'required',
    })
    if (note !== null) settle.mutate({ items, resolution, note })
  }
  return (
    <main className="page">
      <Title of={r.reference} />
      <div className="page-head">
        <h1>
          Recall <span className="mono">{r.reference}</span>
        </h1>
        {r.status === 'open' ? <Lozenge tone="danger">Open</Lozenge> : <Lozenge tone="ok">Closed</Lozenge>}
        <span className="meta">
          {criteria(r)}, started by {r.actorName} <When at={r.createdAt} style="dayTime" within />
          {r.closedAt ? (
            <>
              , closed <When at={r.closedAt} style="dayTime" within />
            </>
          ) : null}
        </span>
        <span className="push" />
        <Button component={Link} to="/gas/recalls">
          All recalls
        </Button>
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label={r.reference}>
        <div className="stack" style={{ gap: 12 }}>
          <section className="panel panel-pad" aria-label="Progress">
            <p className="recall-why">{r.reason}</p>
            <div className="recall-bar" role="progressbar" aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} aria-label="Settled">
              <i style={{ width: `${percent}%` }} />
            </div>
            <dl className="shelf-sums flat">
              <Counter label="Settled" value={`${percent}%`} />
              <Counter label="Of" value={plural(r.total, 'cylinder')} />
              <Counter label="With customers" value={count(away.length)} tone={away.length > 0 ? 'bad' : undefined} />
              <Counter label="Held here" value={count(held.length)} />
              <Counter label="Elsewhere" value={count(elsewhere.length)} tone={elsewhere.length > 0 ? 'warn' : undefined} />
            </dl>
            {r.status === 'closed' ? (
              <p className="ok-line">
                <CheckCircleIcon size={16} /> Every cylinder is settled.
              </p>
            ) : null}
          </section>
          <section className="panel" aria-label="Cylinders">
            <div className="panel-pad receive-head">
              <div className="row wrap" role="group" aria-label="Which">
                {(
                  [
                    ['open', `To settle ${count(r.total - r.settled)}`],
                    ['settled', `Settled ${count(r.settled)}`],
                    ['all', 'All'],
                  ] as const
                ).map(([value, label]) => (
                  <Button
                    key={value}
                    aria-pressed={which === value && !sought}
                    variant={which === value && !sought ? 'outlined' : 'text'}
                    onClick={() => (setWhich(value), setSought(null))}
                  >
                    {label}
                  </Button>
                ))}
                <span className="push" />
                {held.length > 0 ? (
                  <Button disabled={settle.isPending} onClick={() => void say(held, 'secured')}>
                    Secure all {count(held.length)} held here
                  </Button>
                ) : null}
              </div>
              {r.status === 'open' ? (
                <CodeField
                  label="Find in the recall"
                  hint="Scan one that came back"
                  problem={sought && !found ? `${sought} is not part of this recall.` : null}
                  onCode={(code) => setSought(code.replaceAll(/[\s-]/g, ''))}
                />
              ) : null}
              {settle.error ? <Said>{saidBy(settle.error)}</Said> : null}
            </div>
            {rows.length === 0 ? (
              <EmptyState title={sought ? 'Not found' : which === 'open' ? 'Nothing is left to settle' : 'Nothing is settled yet'} text={sought ? 'Check the code.' : undefined} />
            ) : (
              <div className="scroll">
                <table className="table">
                  <caption className="vh">Cylinders of the recall</caption>
                  <Heads of={['Code', 'Is now', ['With', 'from-sm'], ['Ticket', 'from-sm'], 'Settled', ['Settle', 'vh', 44]]} />
                  <tbody>
                    {rows.map((i) => (
                      <tr key={i.cylinderId}>
                        <th scope="row">
                          <Link className="plain-link mono" to={`/gas/cylinders/${i.cylinderId}`}>
                            {i.code}
                          </Link>
                        </th>
                        <td>
                          <CylinderLabel state={i.state} />
                        </td>
                        <td className="from-sm">
                          {i.holder && i.state === 'with_customer' ? (
                            <Link className="plain-link" to={`/customers/${i.holder.id}`}>
                              {i.holder.name}
                            </Link>
                          ) : (
                            i.depotName
                          )}
                        </td>
                        <td className="from-sm">
                          {i.ticket ? (
                            <Link className="plain-link mono" to={`/desk/${i.ticket.reference}`}>
                              {i.ticket.reference}
                            </Link>
                          ) : (
                            '–'
                          )}
                        </td>
                        <td>
                          {i.resolution ? (
                            <>
                              <span className="verdict ok">
                                <CheckCircleIcon size={14} />
                                {resolutionWord[i.resolution]}
                              </span>
                              {i.note ? (
                                <span className="meta" style={{ display: 'block' }}>
                                  {i.note}
                                </span>
                              ) : null}
                            </>
                          ) : (
                            <span className="quiet">Not yet</span>
                          )}
                        </td>
                        <td>
                          {i.resolution === null ? (
                            <IconMenu label={`Settle ${i.code}`} icon={<ChevronDownIcon size={18} />}>
                              {(close) =>
                                choices(i.state).map((c) => (
                                  <MenuItem
                                    key={c}
                                    onClick={() => {
                                      close()
                                      void say([i], c)
                                    }}
                                  >
                                    {resolutionWord[c]}
                                  </MenuItem>
                                ))
                              }
                            </IconMenu>
                          ) : null}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        </div>
      </div>
      {asking}
    </main>
  )
}
