import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { CloseIcon, EmptyState, Field, FormErrorSummary, useToast } from '@manifold/ui'
import { api, type Cylinder, type Page } from '@manifold/client'
import { Heads, IconAct } from '#shell/parts.tsx'
import { Title } from '#shell/title.tsx'
import { CodeField } from '#gas/code-field.tsx'
import { cylinderByCode } from '#gas/find-cylinder.tsx'
import { CylinderLabel, Said, plural } from '#gas/parts.tsx'
import { gasReloaded, useOpenDepots } from '#gas/queries.ts'
import { cylinderWord, dueText, saidBy } from '#gas/words.ts'

const MOST = 500
const PLANT = 'manifold.plant'

/** Empties (and held ones, for a test) go to the plant together. They are scanned one after the other, or all empties of the depot are taken. */
export default function NewBatch() {
  const [query] = useSearchParams()
  const given = useLocation().state as { codes?: string[]; depotId?: string } | null
  const depots = useOpenDepots()
  const navigate = useNavigate()
  const toast = useToast()
  const [depotId, setDepotId] = useState(given?.depotId ?? query.get('depotId') ?? '')
  const [plant, setPlant] = useState(() => localStorage.getItem(PLANT) ?? '')
  const [list, setList] = useState<Cylinder[]>([])
  const [attempt, setAttempt] = useState(0)
  const typeId = query.get('typeId') ?? undefined
  useEffect(() => {
    if (depotId === '' && depots.length === 1) setDepotId(depots[0]!.value)
  }, [depots, depotId])
  const include = (c: Cylinder) => {
    if (c.state !== 'empty' && c.state !== 'quarantined') throw new Error(`${c.code} is ${cylinderWord[c.state].toLowerCase()}. Only empty and quarantined ones go to the plant.`)
    if (depotId && c.depot.id !== depotId) throw new Error(`${c.code} is at ${c.depot.name}, not at this depot.`)
    if (!depotId) setDepotId(c.depot.id)
    setList((old) => (old.some((o) => o.id === c.id) ? old : [c, ...old].slice(0, MOST)))
  }
  const scan = useMutation({ mutationFn: async (code: string) => include(await cylinderByCode(code)) })
  const all = useMutation({
    mutationFn: async () => {
      const found: Cylinder[] = []
      let cursor: string | null = null
      do {
        const page: Page<Cylinder> = await api.get<Page<Cylinder>>('/gas/cylinders', { query: { depotId, typeId, state: 'empty', limit: 100, cursor } })
        found.push(...page.data)
        cursor = page.nextCursor
      } while (cursor && found.length < MOST)
      setList((old) => [...old, ...found.filter((c) => !old.some((o) => o.id === c.id))].slice(0, MOST))
      return found.length
    },
  })
  // What was chosen in the list of cylinders comes along.
  const taken = useRef(false)
  useEffect(() => {
    if (taken.current || !given?.codes) return
    taken.current = true
    void (async () => {
      for (const code of given.codes!) await scan.mutateAsync(code).catch(() => undefined)
    })()
  })
  const send = useMutation({
    mutationFn: () => api.post<{ id: string }>('/gas/refill-batches', { depotId, plant: plant.trim(), cylinderIds: list.map((c) => c.id) }),
    onSuccess: async ({ id }) => {
      localStorage.setItem(PLANT, plant.trim())
      await gasReloaded()
      toast(`${plural(list.length, 'cylinder')} sent to ${plant.trim()}.`)
      void navigate(`/gas/batches/${id}`, { replace: true })
    },
  })
  const missing = [
    ...(depotId ? [] : [{ id: 'b-depot', text: 'Choose the depot they leave from.' }]),
    ...(plant.trim() ? [] : [{ id: 'b-plant', text: 'Name the plant.' }]),
    ...(list.length > 0 ? [] : [{ text: 'Add at least one cylinder.' }]),
  ]
  const told = attempt > 0
  return (
    <main className="page">
      <Title of="New refill batch" />
      <div className="page-head">
        <h1>New refill batch</h1>
        <span className="push" />
        <Button component={Link} to="/gas/batches">
          All batches
        </Button>
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label="New refill batch">
        <div className="columns">
          <section className="panel" aria-label="Cylinders of the batch">
            <div className="panel-head panel-pad" style={{ margin: 0, paddingBottom: 6 }}>
              <h2>{list.length === 0 ? 'Cylinders' : plural(list.length, 'cylinder')}</h2>
              {list.length > 0 ? (
                <Button variant="text" sx={{ marginLeft: 'auto' }} onClick={() => setList([])}>
                  Remove all
                </Button>
              ) : null}
            </div>
            {list.length === 0 ? (
              <EmptyState title="None yet" text="Scan or type their codes, or take all empties of the depot." />
            ) : (
              <div className="scroll" style={{ maxHeight: '60vh' }} tabIndex={0} role="region" aria-label="Cylinders of the batch, one by one">
                <table className="table">
                  <caption className="vh">Cylinders that go to the plant</caption>
                  <Heads of={['Code', 'State', ['Type', 'from-sm'], ['Test due', 'from-sm'], ['Remove', 'vh', 40]]} />
                  <tbody>
                    {list.map((c) => (
                      <tr key={c.id}>
                        <th scope="row" className="mono">
                          {c.code}
                        </th>
                        <td>
                          <CylinderLabel state={c.state}>{c.state === 'quarantined' ? 'Quarantined, for a test' : undefined}</CylinderLabel>
                        </td>
                        <td className="from-sm">{c.type.name}</td>
                        <td className="from-sm">
                          <span className={c.testOverdue ? 'warn' : undefined}>{dueText(c.testDue)}</span>
                        </td>
                        <td>
                          <IconAct label={`Remove ${c.code}`} onClick={() => setList((old) => old.filter((o) => o.id !== c.id))}>
                            <CloseIcon size={16} />
                          </IconAct>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
          <form
            className="panel panel-pad stack"
            style={{ gap: 16 }}
            aria-label="Batch"
            noValidate
            onSubmit={(e) => {
              e.preventDefault()
              setAttempt((n) => n + 1)
              if (missing.length === 0) send.mutate()
            }}
          >
            {told ? <FormErrorSummary problems={missing} attempt={attempt} /> : null}
            <Field label="From the depot" problem={told && !depotId ? 'Choose a depot.' : null}>
              {(ids) => (
                <Select
                  fullWidth
                  displayEmpty
                  value={depots.some((d) => d.value === depotId) ? depotId : ''}
                  SelectDisplayProps={{ id: 'b-depot', 'aria-label': 'From the depot', ...(ids['aria-describedby'] ? { 'aria-describedby': ids['aria-describedby'] } : {}) }}
                  onChange={(e) => {
                    setDepotId(e.target.value)
                    setList([])
                  }}
                >
                  <MenuItem value="">Choose</MenuItem>
                  {depots.map((d) => (
                    <MenuItem key={d.value} value={d.value}>
                      {d.label}
                    </MenuItem>
                  ))}
                </Select>
              )}
            </Field>
            <Field
              id="b-plant"
              label="To the plant"
              value={plant}
              problem={told && !plant.trim() ? 'Name the plant.' : null}
              onChange={(e) => setPlant(e.target.value)}
              slotProps={{ input: { maxLength: 120 } }}
            />
            <CodeField
              act="Add"
              hint="One after the other, typed or with a hand scanner"
              autoFocus
              busy={scan.isPending}
              problem={scan.error ? saidBy(scan.error) : null}
              onCode={(code) => scan.mutate(code)}
            >
              <Button disabled={!depotId || all.isPending} onClick={() => all.mutate()}>
                All empties here
              </Button>
            </CodeField>
            {all.data === 0 ? (
              <p className="meta" style={{ margin: 0 }} role="status">
                No empty cylinders are at this depot.
              </p>
            ) : null}
            {all.error ? <Said>{saidBy(all.error)}</Said> : null}
            {send.error ? <Said>{saidBy(send.error)}</Said> : null}
            <div className="row wrap">
              <Button type="submit" variant="contained" disabled={send.isPending}>
                {list.length > 0 ? `Send ${plural(list.length, 'cylinder')}` : 'Send to the plant'}
              </Button>
            </div>
          </form>
        </div>
      </div>
    </main>
  )
}
