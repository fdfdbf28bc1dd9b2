import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { UploadIcon, useToast } from '@manifold/ui'
import { api, newKey, type ImportProblem } from '@manifold/client'
import { Told } from '#money/parts.tsx'
import { failure, moneyChanged } from '#money/queries.ts'

interface Answer {
  dryRun: boolean
  lines: number
  known: number
  findings: number
  settlements?: number
  matched?: number
  errors: ImportProblem[]
}

const many = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString('en-IN')} ${n === 1 ? one : more}`

/** A CSV from the gateway or the bank: it is tried first, what is wrong is named row by row, and only then it is kept. */
export function ImportButton({ title, path, columns, what }: { title: string; path: string; columns: string; what: 'settlement' | 'bank line' }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="contained" startIcon={<UploadIcon size={16} />} onClick={() => setOpen(true)}>
        Import CSV
      </Button>
      {open ? <ImportDialog title={title} path={path} columns={columns} what={what} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function ImportDialog({ title, path, columns, what, onClose }: { title: string; path: string; columns: string; what: 'settlement' | 'bank line'; onClose: () => void }) {
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null)
  const [key, setKey] = useState(newKey)
  const look = useMutation({ mutationFn: (csv: string) => api.post<Answer>(path, { csv, dryRun: true }) })
  const keep = useMutation({
    mutationFn: (csv: string) => api.post<Answer>(path, { csv }, { key }),
    onSuccess: async (a) => {
      await moneyChanged()
      const known = a.known > 0 ? ` ${a.known.toLocaleString('en-IN')} were known.` : ''
      toast(`Imported.${known} ${a.findings > 0 ? `${many(a.findings, 'thing does', 'things do')} not agree.` : 'Everything agrees.'}`)
      onClose()
    },
  })
  const choose = async (chosen: File) => {
    const csv = await chosen.text()
    setFile({ name: chosen.name, csv })
    setKey(newKey())
    keep.reset()
    look.mutate(csv)
  }
  const a = look.data
  const error = look.error ?? keep.error
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="import-title">
      <DialogTitle id="import-title">{title}</DialogTitle>
      <DialogContent>
        <div className="stack">
          <p style={{ margin: 0, color: 'var(--ink-2)' }}>
            A CSV file with the columns <span className="hash">{columns}</span>, amounts in rupees such as 1000.00. What was imported before is known and counts once.
          </p>
          <input
            ref={input}
            type="file"
            accept=".csv,text/csv"
            hidden
            aria-label="CSV file"
            onChange={(e) => {
              const chosen = e.target.files?.[0]
              e.target.value = ''
              if (chosen) void choose(chosen)
            }}
          />
          <div className="row">
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog begins at its first control */}
            <Button autoFocus startIcon={<UploadIcon size={16} />} onClick={() => input.current?.click()}>
              {file ? 'Choose another file' : 'Choose a file'}
            </Button>
            <span className="meta cut">{file?.name}</span>
          </div>
          <div role="status">
            {look.isPending ? <p className="meta">Reading…</p> : null}
            {error ? (
              <Told tone="bad">
                <p>{failure(error)} Nothing was imported.</p>
              </Told>
            ) : a && a.errors.length > 0 ? (
              <Told tone="bad">
                <p>
                  <b>{many(a.errors.length, 'row')} cannot be read.</b> Correct the file and choose it again; nothing was imported.
                </p>
                <ul style={{ margin: '6px 0 0', paddingLeft: 18 }}>
                  {a.errors.slice(0, 12).map((e) => (
                    <li key={`${e.row}-${e.field}`}>
                      Row {e.row}
                      {e.field ? `, ${e.field}` : ''}: {e.message}
                    </li>
                  ))}
                </ul>
              </Told>
            ) : a ? (
              <Told tone="info">
                <p>
                  The file can be read: {a.settlements === undefined ? '' : `${many(a.settlements, 'settlement')}, `}
                  {many(a.lines, 'line')}. What was imported before counts once.
                </p>
              </Told>
            ) : null}
          </div>
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={!file || !a || a.errors.length > 0 || keep.isPending} onClick={() => file && keep.mutate(file.csv)}>
          {a && a.errors.length === 0 ? `Import ${many(a.settlements ?? a.lines, what)}` : 'Import'}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
