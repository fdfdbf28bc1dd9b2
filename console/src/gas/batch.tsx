import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { AlertIcon, CheckCircleIcon, Lozenge, When, useToast } from '@manifold/ui'
import { api, type ReceivedItem, type RefillBatch, type RefillItem } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { useMay } from '#shell/session.ts'
import { Title } from '#shell/title.tsx'
import { CodeField } from '#gas/code-field.tsx'
import { Absent, Said, count, plural, useAsk } from '#gas/parts.tsx'
import { gasReloaded, useBatch } from '#gas/queries.ts'
import { dueText, grams, scaleKg, saidBy } from '#gas/words.ts'

interface Entry {
  weight: string
  failed: '' | 'plant' | 'hydro_test'
}
/** What the server will say of one, so that whoever stands at the scales sees it at once; null while nothing is entered. */
export function verdict(i: RefillItem, e: Entry | undefined): { ok: boolean; text: string } | null {
  if (e?.failed === 'hydro_test') return { ok: false, text: 'Condemned' }
  if (e?.failed === 'plant') return { ok: false, text: 'Held: failed at the plant' }
  if (!e || e.weight.trim() === '') return null
  const g = grams(e.weight)
  if (g === null) return { ok: false, text: 'Not a weight in kg' }
  if (i.recalled) return { ok: false, text: 'Held: a recall waits for it' }
  if (i.tareGrams === null) return { ok: false, text: 'Held: its tare is not known' }
  const off = g - i.tareGrams - i.netGrams
  return Math.abs(off) > i.toleranceGrams ? { ok: false, text: `Held: ${count(Math.abs(off))} g too ${off < 0 ? 'light' : 'heavy'}` } : { ok: true, text: 'Good' }
}
const outcomeWord = { filled: 'Filled', quarantined: 'Held', condemned: 'Condemned' } as const

/** One refill batch: what is out, and taking it back with the weights from the scales. */
export default function BatchPage() {
  const { id = '' } = useParams()
  const found = useBatch(id)
  if (!found.data)
    return (
      <main className="page-body" style={{ paddingTop: 16 }}>
        <Absent found={found} what="refill batch" to="/gas/batches" all="All batches" />
      </main>
    )
  return <Batch key={found.data.id} batch={found.data} />
}

function Batch({ batch: b }: { batch: RefillBatch }) {
  const may = useMay()('gas.cylinder.edit')
  const toast = useToast()
  const [entries, setEntries] = useState<Record<string, Entry>>({})
  const [scanned, setScanned] = useState<string | null>(null)
  const [ask, asking] = useAsk()
  const table = useRef<HTMLTableElement>(null)
  const out = b.items.filter((i) => i.outcome === null)
  const back = b.items.filter((i) => i.outcome !== null)
  const entered = out.filter((i) => entries[i.cylinderId] && (entries[i.cylinderId]!.weight.trim() !== '' || entries[i.cylinderId]!.failed !== ''))
  const wrong = entered.filter((i) => entries[i.cylinderId]!.failed === '' && grams(entries[i.cylinderId]!.weight) === null)
  const set = (i: RefillItem, change: Partial<Entry>) => setEntries((old) => ({ ...old, [i.cylinderId]: { ...(old[i.cylinderId] ?? { weight: '', failed: '' }), ...change } }))
  const receive = useMutation({
    mutationFn: (items: ReceivedItem[]) => api.post<{ data: { outcome: string }[] }>(`/gas/refill-batches/${b.id}/receive`, { items }),
    onSuccess: async ({ data }) => {
      setEntries({})
      await gasReloaded()
      const filled = data.filter((d) => d.outcome === 'filled').length
      toast(`${plural(filled, 'cylinder')} filled${filled < data.length ? `, ${count(data.length - filled)} held back` : ''}.`)
    },
  })
  const focusRow = (code: string) => {
    const item = out.find((i) => i.code === code.replaceAll(/[\s-]/g, ''))
    setScanned(item ? null : `${code} is not out with this batch.`)
    if (item) requestAnimationFrame(() => table.current?.querySelector<HTMLInputElement>(`[data-weight="${item.cylinderId}"]`)?.focus())
  }
  const next = (from: HTMLInputElement) => {
    const all = [...(table.current?.querySelectorAll<HTMLInputElement>('[data-weight]') ?? [])]
    all[all.indexOf(from) + 1]?.focus()
  }
  const unweighed = async () => {
    const yes = await ask({
      title: `Receive ${plural(out.length, 'cylinder')} without their weights?`,
      text: 'They are counted as filled and go out to customers. Those past their test date or under recall are held.',
      confirm: 'Receive without weights',
    })
    if (yes !== null) receive.mutate(out.map((i) => ({ cylinderId: i.cylinderId })))
  }
  return (
    <main className="page">
      <Title of={b.reference} />
      <div className="page-head">
        <h1 className="mono">{b.reference}</h1>
        <span className="meta">
          {plural(b.items.length, 'cylinder')} from {b.depot.name} to {b.plant}, sent <When at={b.sentAt} style="dayTime" within />
        </span>
        {b.closedAt ? <Lozenge tone="ok">All back</Lozenge> : <Lozenge tone="info">{count(out.length)} out</Lozenge>}
        <span className="push" />
        <Button component={Link} to="/gas/batches">
          All batches
        </Button>
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label={b.reference}>
        <div className="stack" style={{ gap: 12 }}>
          {out.length > 0 ? (
            <section className="panel" aria-label="Still at the plant">
              <div className="panel-pad receive-head">
                {may ? (
                  <CodeField label="Find in the batch" hint="Scan a code: its weight is next. Enter goes to the next one." problem={scanned} onCode={focusRow} />
                ) : (
                  <h2 style={{ margin: 0, fontSize: '0.8125rem' }}>Still at the plant</h2>
                )}
              </div>
              <div className="scroll">
                <table className="table receive" ref={table}>
                  <caption className="vh">Cylinders that are still at the plant</caption>
                  <Heads
                    of={[
                      'Code',
                      ['Type', 'from-md'],
                      ['Tare', 'num from-sm'],
                      ['Should weigh', 'num from-sm'],
                      ['Test due', 'from-md'],
                      ...(may ? ['Weighs, kg', 'Or failed', 'Becomes'] : []),
                    ]}
                  />
                  <tbody>
                    {out.map((i) => {
                      const e = entries[i.cylinderId]
                      const v = verdict(i, e)
                      return (
                        <tr key={i.cylinderId}>
                          <th scope="row">
                            <Link className="plain-link mono" to={`/gas/cylinders/${i.cylinderId}`}>
                              {i.code}
                            </Link>
                          </th>
                          <td className="from-md">{i.typeName}</td>
                          <td className="num from-sm">{i.tareGrams === null ? '–' : scaleKg(i.tareGrams)}</td>
                          <td className="num from-sm">{i.tareGrams === null ? '–' : scaleKg(i.tareGrams + i.netGrams)}</td>
                          <td className="from-md">{dueText(i.testDue)}</td>
                          {may ? (
                            <>
                              <td>
                                <input
                                  className="plain-input weight"
                                  inputMode="decimal"
                                  aria-label={`Weight of ${i.code} in kg`}
                                  data-weight={i.cylinderId}
                                  value={e?.weight ?? ''}
                                  disabled={e?.failed !== undefined && e.failed !== ''}
                                  onChange={(x) => set(i, { weight: x.target.value })}
                                  onKeyDown={(x) => {
                                    if (x.key !== 'Enter') return
                                    x.preventDefault()
                                    next(x.currentTarget)
                                  }}
                                />
                              </td>
                              <td>
                                <select
                                  className="plain-select"
                                  aria-label={`Why ${i.code} failed`}
                                  value={e?.failed ?? ''}
                                  onChange={(x) => set(i, { failed: x.target.value as Entry['failed'] })}
                                >
                                  <option value="">No</option>
                                  <option value="plant">At the plant</option>
                                  <option value="hydro_test">The pressure test</option>
                                </select>
                              </td>
                              <td>
                                {v ? (
                                  <span className={v.ok ? 'verdict ok' : 'verdict'}>
                                    {v.ok ? <CheckCircleIcon size={14} /> : <AlertIcon size={14} />}
                                    {v.text}
                                  </span>
                                ) : (
                                  <span className="quiet">–</span>
                                )}
                              </td>
                            </>
                          ) : null}
                        </tr>
                      )
                    })}
                  </tbody>
                </table>
              </div>
              {may ? (
                <div className="panel-pad row wrap sticky-foot">
                  <Button
                    variant="contained"
                    disabled={entered.length === 0 || wrong.length > 0 || receive.isPending}
                    onClick={() =>
                      receive.mutate(
                        entered.map((i) => {
                          const e = entries[i.cylinderId]!
                          return { cylinderId: i.cylinderId, ...(e.failed ? { failed: e.failed } : { grossGrams: grams(e.weight)! }) }
                        }),
                      )
                    }
                  >
                    {entered.length > 0 ? `Receive ${plural(entered.length, 'cylinder')}` : 'Receive'}
                  </Button>
                  <Button disabled={entered.length > 0 || receive.isPending} onClick={() => void unweighed()}>
                    All without weights
                  </Button>
                  <span className="meta">{wrong.length > 0 ? 'Correct the weights first.' : 'What differs by more than its type allows is held.'}</span>
                </div>
              ) : null}
              {receive.error ? (
                <div className="panel-pad">
                  <Said>{saidBy(receive.error)}</Said>
                </div>
              ) : null}
            </section>
          ) : null}
          {back.length > 0 ? (
            <section className="panel" aria-label="Came back">
              <div className="panel-head panel-pad" style={{ margin: 0, paddingBottom: 6 }}>
                <h2>Came back</h2>
              </div>
              <div className="scroll">
                <table className="table">
                  <caption className="vh">Cylinders that came back</caption>
                  <Heads of={['Code', 'Became', ['Weighed', 'num from-sm'], ['Why', 'from-sm'], 'When']} />
                  <tbody>
                    {back.map((i) => (
                      <tr key={i.cylinderId}>
                        <th scope="row">
                          <Link className="plain-link mono" to={`/gas/cylinders/${i.cylinderId}`}>
                            {i.code}
                          </Link>
                        </th>
                        <td>
                          <span className={i.outcome === 'filled' ? 'verdict ok' : 'verdict'}>
                            {i.outcome === 'filled' ? <CheckCircleIcon size={14} /> : <AlertIcon size={14} />}
                            {outcomeWord[i.outcome!]}
                          </span>
                        </td>
                        <td className="num from-sm">{i.grossGrams === null ? '–' : scaleKg(i.grossGrams)}</td>
                        <td className="from-sm">{i.reason ?? '–'}</td>
                        <td>{i.receivedAt ? <When at={i.receivedAt} style="dayTime" /> : '–'}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          ) : null}
        </div>
      </div>
      {asking}
    </main>
  )
}
