import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { EmptyState, ErrorState, Field, FormErrorSummary, SkeletonRows, useToast } from '@manifold/ui'
import { api, isProblem, type Cylinder, type GasRecall, type Page, type RecallPreview } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { Title } from '#shell/title.tsx'
import { testDueProblem } from '#gas/cylinder.tsx'
import { CylinderLabel, Said, count, plural, useAsk } from '#gas/parts.tsx'
import { gasReloaded } from '#gas/queries.ts'
import { cylinderWord, saidBy } from '#gas/words.ts'
import { cylinderStates } from '@manifold/client'

/** One motion: name the batch or the test-due code, see where each one is, say why, and all of them are frozen and their holders told. */
export default function NewRecall() {
  const [query, setQuery] = useSearchParams()
  const [batch, setBatch] = useState(query.get('batch') ?? '')
  const [testDue, setTestDue] = useState(query.get('testDue') ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const sought = { ...(query.get('batch') ? { batch: query.get('batch')! } : {}), ...(query.get('testDue') ? { testDue: query.get('testDue')! } : {}) }
  const any = Object.keys(sought).length > 0
  const look = () => {
    const due = testDue.trim().toUpperCase()
    if (batch.trim() === '' && due === '') return setProblem('Name a batch or a test-due code.')
    if (due !== '' && testDueProblem(due)) return setProblem('A test-due code is a letter A to D and a year, such as C27.')
    setProblem(null)
    setQuery({ ...(batch.trim() ? { batch: batch.trim() } : {}), ...(due ? { testDue: due } : {}) }, { replace: true })
  }
  return (
    <main className="page">
      <Title of="New recall" />
      <div className="page-head">
        <h1>New recall</h1>
        <span className="push" />
        <Button component={Link} to="/gas/recalls">
          All recalls
        </Button>
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label="New recall">
        <div className="stack" style={{ gap: 12, maxWidth: 880 }}>
          <form
            className="panel panel-pad stack"
            style={{ gap: 12 }}
            aria-label="Which cylinders"
            noValidate
            onSubmit={(e) => {
              e.preventDefault()
              look()
            }}
          >
            <div className="two">
              <Field
                label="Batch"
                hint="As stamped by the maker, or of the last filling"
                value={batch}
                autoFocus
                autoComplete="off"
                onChange={(e) => setBatch(e.target.value)}
                slotProps={{ input: { maxLength: 60 } }}
              />
              <Field
                label="Test-due code"
                hint="Letter and year, such as C27"
                value={testDue}
                autoComplete="off"
                onChange={(e) => setTestDue(e.target.value)}
                slotProps={{ input: { maxLength: 6 } }}
              />
            </div>
            {problem ? <Said>{problem}</Said> : null}
            <div className="row wrap">
              <Button type="submit" variant={any ? 'outlined' : 'contained'}>
                Find where they are
              </Button>
              <span className="meta">With both, only cylinders that have both.</span>
            </div>
          </form>
          {any ? <Found key={JSON.stringify(sought)} sought={sought} /> : null}
        </div>
      </div>
    </main>
  )
}

/** What happens to a cylinder in each place. */
const effect: Partial<Record<(typeof cylinderStates)[number], string>> = {
  filled: 'Held at once',
  empty: 'Held at once',
  allocated: 'Held; the booking waits first',
  in_transit: 'Called back; the booking gets another',
  with_customer: 'The customer is told, a ticket is opened, an exchange is due',
  refilling: 'Held when it comes back',
  registered: 'Held when it arrives',
  quarantined: 'Stays held',
  lost: 'Held if it is found',
}

function Found({ sought }: { sought: { batch?: string; testDue?: string } }) {
  const navigate = useNavigate()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [attempt, setAttempt] = useState(0)
  const [ask, asking] = useAsk()
  const preview = useQuery({ queryKey: ['gas', 'recall-preview', sought], queryFn: () => api.post<RecallPreview>('/gas/recalls/preview', sought) })
  const some = useQuery({
    queryKey: ['gas', 'recall-some', sought],
    queryFn: ({ signal }) => api.get<Page<Cylinder>>('/gas/cylinders', { query: { ...sought, limit: 100 }, signal }),
  }).data
  const p = preview.data
  const start = useMutation({
    mutationFn: async () => {
      const yes = await ask({
        title: `Recall ${plural(p!.total, 'cylinder')}?`,
        text: `All are frozen where they are, now. ${p!.holders > 0 ? `${plural(p!.holders, 'customer')} are told at once and a ticket is opened for each.` : 'No customer has one.'} A recall cannot be undone; each cylinder is settled one by one.`,
        confirm: `Recall ${plural(p!.total, 'cylinder')}`,
        danger: true,
      })
      return yes === null ? null : api.post<GasRecall>('/gas/recalls', { ...sought, reason: reason.trim() })
    },
    onSuccess: async (made) => {
      if (!made) return
      await gasReloaded()
      toast(`The recall ${made.reference} began.`)
      void navigate(`/gas/recalls/${made.id}`, { replace: true })
    },
  })
  if (preview.isPending) return <SkeletonRows rows={6} height={38} />
  if (preview.isError)
    return (
      <ErrorState
        title="They could not be looked for."
        text={saidBy(preview.error)}
        onRetry={() => void preview.refetch()}
        reference={isProblem(preview.error) ? preview.error.requestId : null}
      />
    )
  if (p!.total === 0)
    return (
      <section className="panel">
        <EmptyState title="No cylinder has this batch or code." text="Check how it is written on one of the cylinders." />
      </section>
    )
  return (
    <>
      <section className="panel" aria-label="Where they are now" aria-live="polite">
        <div className="panel-head panel-pad" style={{ margin: 0, paddingBottom: 6 }}>
          <h2>{plural(p!.total, 'cylinder')}</h2>
          <span className="meta">
            {p!.depots.map((d) => `${d.name} ${count(d.count)}`).join(', ')}
            {p!.holders > 0 ? `, with ${plural(p!.holders, 'customer')}` : ''}
          </span>
        </div>
        <table className="table">
          <caption className="vh">Where they are and what happens to them</caption>
          <Heads of={['Where they are now', ['Cylinders', 'num'], 'What happens']} />
          <tbody>
            {cylinderStates
              .filter((s) => (p!.states[s] ?? 0) > 0)
              .map((s) => (
                <tr key={s}>
                  <th scope="row">
                    <CylinderLabel state={s} />
                  </th>
                  <td className="num">{count(p!.states[s]!)}</td>
                  <td>{effect[s] ?? cylinderWord[s]}</td>
                </tr>
              ))}
          </tbody>
        </table>
        {some && some.data.length > 0 ? (
          <details className="panel-pad">
            <summary className="vh-summary">Which ones{some.nextCursor ? `, the first ${some.data.length}` : ''}</summary>
            <p className="codes-run">
              {some.data.map((c) => (
                <span key={c.id} title={`${cylinderWord[c.state]}, ${c.holder?.name ?? c.depot.name}`}>
                  <Link className="plain-link mono" to={`/gas/cylinders/${c.id}`}>
                    {c.code}
                  </Link>{' '}
                  <span className="meta">{c.holder?.name ?? c.depot.name}</span>
                </span>
              ))}
            </p>
          </details>
        ) : null}
      </section>
      <form
        className="panel panel-pad stack"
        style={{ gap: 12 }}
        aria-label="Begin"
        noValidate
        onSubmit={(e) => {
          e.preventDefault()
          setAttempt((n) => n + 1)
          if (reason.trim() !== '') start.mutate()
        }}
      >
        {attempt > 0 && reason.trim() === '' ? (
          <FormErrorSummary problems={[{ id: 'recall-why', text: 'Say why in a sentence that customers can read.' }]} attempt={attempt} />
        ) : null}
        <Field
          id="recall-why"
          label="Why"
          hint="Customers read this sentence in their ticket"
          multiline
          minRows={2}
          value={reason}
          problem={attempt > 0 && reason.trim() === '' ? 'Say why.' : null}
          onChange={(e) => setReason(e.target.value)}
          slotProps={{ input: { maxLength: 500 } }}
        />
        {start.error ? <Said>{saidBy(start.error)}</Said> : null}
        <div className="row wrap">
          <Button type="submit" variant="contained" color="error" disabled={start.isPending}>
            Recall {plural(p!.total, 'cylinder')}
          </Button>
        </div>
      </form>
      {asking}
    </>
  )
}
