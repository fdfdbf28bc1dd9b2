import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { CheckCircleIcon, Field, UploadIcon, useToast } from '@manifold/ui'
import { api, type CsvReport } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { saveCsv } from '#shell/csv.ts'
import { Title } from '#shell/title.tsx'
import { Counter, Said, count, plural } from '#gas/parts.tsx'
import { gasReloaded } from '#gas/queries.ts'
import { saidBy } from '#gas/words.ts'

const MOST = 8_000_000
/** The lines of a CSV text; a line break inside quotes belongs to its line. */
const linesOf = (text: string): string[] => text.split(/\r?\n/)

/**
 * Brings in rows from CSV in two steps: the file is checked and every bad line is named; only a file without a bad line is taken, whole. What is there already stays.
 */
export function CsvImport({
  path,
  title,
  intro,
  columns,
  sample,
  one,
  act,
  back,
}: {
  path: string
  title: string
  intro: ReactNode
  columns: readonly { name: string; needed?: boolean; text: string }[]
  sample: readonly (readonly string[])[]
  one: string
  act: string
  back: { to: string; label: string }
}) {
  const toast = useToast()
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const check = useMutation({ mutationFn: (csv: string) => api.post<CsvReport>(path, { csv, dryRun: true }) })
  const take = useMutation({
    mutationFn: async () => {
      // Checked once more on the way in: what changed since the preview must not let half of the file in.
      const again = await api.post<CsvReport>(path, { csv: text, dryRun: true })
      if (again.failed > 0) {
        check.reset()
        throw new Error('Something changed since the file was checked. Nothing was brought in; check the file again.')
      }
      return api.post<CsvReport>(path, { csv: text })
    },
    onSuccess: async (r) => {
      toast(`${plural(r.created, one)} brought in.`)
      await gasReloaded()
    },
  })
  const changed = (csv: string) => {
    setText(csv)
    check.reset()
    take.reset()
  }
  const load = async (file: File | undefined) => {
    if (!file) return
    if (file.size > MOST) return setProblem('This file is larger than 8 MB. Split it.')
    setProblem(null)
    setName(file.name)
    const csv = await file.text()
    changed(csv)
    check.mutate(csv)
  }
  const report = check.data
  const lines = report ? linesOf(text) : []
  return (
    <main className="page">
      <Title of={title} />
      <div className="page-head">
        <h1>{title}</h1>
        <span className="push" />
        <Button component={Link} to={back.to}>
          {back.label}
        </Button>
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label={title}>
        <div className="columns">
          <div className="stack">
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping a file is one more way besides the button */}
            <section
              className="panel panel-pad drop"
              aria-label="The file"
              {...(over ? { 'data-over': '' } : {})}
              onDragOver={(e) => {
                e.preventDefault()
                setOver(true)
              }}
              onDragLeave={() => setOver(false)}
              onDrop={(e) => {
                e.preventDefault()
                setOver(false)
                void load(e.dataTransfer.files[0])
              }}
            >
              <div className="row wrap">
                <Button variant={report ? 'outlined' : 'contained'} startIcon={<UploadIcon size={16} />} onClick={() => input.current?.click()}>
                  Choose a file
                </Button>
                <span className="meta">{name || 'or drop it here, or paste its lines below'}</span>
                <input
                  ref={input}
                  type="file"
                  accept=".csv,text/csv,text/plain"
                  hidden
                  aria-label="CSV file"
                  onChange={(e) => {
                    void load(e.target.files?.[0])
                    e.target.value = ''
                  }}
                />
              </div>
              <Field
                label="Lines"
                hint="The first line names the columns"
                multiline
                minRows={6}
                maxRows={14}
                value={text}
                problem={problem}
                className="csv-text"
                onChange={(e) => changed(e.target.value)}
                slotProps={{ input: { spellCheck: false, maxLength: MOST } }}
              />
              {check.error ? <Said>{saidBy(check.error)}</Said> : null}
              <div className="row wrap">
                <Button disabled={text.trim() === '' || check.isPending} onClick={() => check.mutate(text)}>
                  {check.isPending ? 'Checking' : report ? 'Check again' : 'Check the file'}
                </Button>
              </div>
            </section>
            {report ? (
              <section className="panel panel-pad" aria-label="What would happen" aria-live="polite">
                <div className="panel-head">
                  <h2>{take.data ? 'Brought in' : report.failed > 0 ? 'Nothing is brought in yet' : 'Ready'}</h2>
                </div>
                <dl className="shelf-sums flat">
                  <Counter label="Lines" value={count(report.rows)} />
                  <Counter label={take.data ? 'Brought in' : 'New'} value={count((take.data ?? report).created)} />
                  <Counter label="There already" value={count((take.data ?? report).existing)} />
                  <Counter label="With errors" value={count(report.failed)} tone={report.failed > 0 ? 'bad' : undefined} />
                </dl>
                {take.data ? (
                  <p className="ok-line">
                    <CheckCircleIcon size={16} /> Done. <Link to={back.to}>{back.label}</Link>
                  </p>
                ) : report.failed > 0 ? (
                  <>
                    <p className="meta" style={{ margin: '12px 0 8px' }}>
                      Correct these lines and check again. A file is taken whole or not at all.
                    </p>
                    <div className="scroll" style={{ maxHeight: 360 }} tabIndex={0} role="region" aria-label="Lines with errors">
                      <table className="table flush">
                        <caption className="vh">Errors by line</caption>
                        <Heads of={[['Line', 'num', 56], 'What is wrong', ['What it says', 'from-sm']]} />
                        <tbody>
                          {report.errors.map((e, i) => (
                            <tr key={`${e.row}${e.field}${i}`}>
                              <th scope="row" className="num">
                                {e.row}
                              </th>
                              <td>
                                <b>{e.field}</b> {e.message}
                              </td>
                              <td className="from-sm mono cut meta">{lines[e.row - 1] ?? ''}</td>
                            </tr>
                          ))}
                        </tbody>
                      </table>
                    </div>
                  </>
                ) : (
                  <>
                    {take.error ? <Said>{saidBy(take.error)}</Said> : null}
                    <div className="row wrap" style={{ marginTop: 12 }}>
                      <Button variant="contained" disabled={take.isPending || report.created === 0} onClick={() => take.mutate()}>
                        {report.created === 0 ? 'Nothing new' : `${act} ${plural(report.created, one)}`}
                      </Button>
                    </div>
                  </>
                )}
              </section>
            ) : null}
          </div>
          <section className="panel panel-pad" aria-label="Columns">
            <div className="panel-head">
              <h2>Columns</h2>
              <Button variant="text" sx={{ marginLeft: 'auto' }} onClick={() => saveCsv(`${one}s-sample`, [columns.map((c) => c.name), ...sample])}>
                Sample file
              </Button>
            </div>
            <p className="meta" style={{ margin: '0 0 10px' }}>
              {intro}
            </p>
            <dl className="facts">
              {columns.map((c) => (
                <div key={c.name} style={{ display: 'contents' }}>
                  <dt className="mono">{c.name}</dt>
                  <dd>
                    {c.text}
                    {c.needed ? <b> Needed.</b> : null}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </div>
    </main>
  )
}
