import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useState } from 'react'
import { DownloadIcon, Field, useNow } from '@manifold/ui'
import { api } from '@manifold/client'
import { useConfig } from '#shell/session.ts'
import { dayIn } from '#shell/zone.ts'

const kinds = [
  ['transactions', 'Payments', 'One row for each payment, with method, gateway id and what was refunded'],
  ['refunds', 'Refunds', 'One row for each refund, with who asked and who decided'],
  ['lines', 'Ledger lines', 'Every debit and credit, for the accounting software'],
  ['settlements', 'Settlements', 'What the gateway paid out, line by line, with fees and tax'],
] as const

/** Files for the accountants: what, and for which days. The download itself is kept in the audit log. */
export function ExportButton() {
  const [open, setOpen] = useState(false)
  const { timeZone } = useConfig()
  const now = useNow(600_000)
  const today = dayIn(timeZone, now)
  const [what, setWhat] = useState<string>('transactions')
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`)
  const [to, setTo] = useState(today)
  const problem = from > to ? 'The first day must not be after the last.' : null
  return (
    <>
      <Button startIcon={<DownloadIcon size={16} />} onClick={() => setOpen(true)}>
        Export for accounts
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} maxWidth="sm" fullWidth aria-labelledby="export-title">
        <DialogTitle id="export-title">Export for accounts</DialogTitle>
        <DialogContent>
          <div className="stack">
            <fieldset className="radio-list">
              <legend>What</legend>
              {kinds.map(([value, word, note]) => (
                <label key={value}>
                  <input type="radio" name="what" value={value} checked={what === value} onChange={() => setWhat(value)} />
                  <span>
                    {word}
                    <span className="meta">{note}</span>
                  </span>
                </label>
              ))}
            </fieldset>
            <div className="two">
              <Field label="First day" type="date" value={from} onChange={(e) => setFrom(e.target.value)} />
              <Field label="Last day" type="date" value={to} onChange={(e) => setTo(e.target.value)} problem={problem} />
            </div>
            <p className="meta" style={{ margin: 0 }}>
              CSV with amounts in rupees. That you exported it is kept in the audit log.
            </p>
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <Button
            variant="contained"
            component="a"
            href={api.address('/payment/export', { what, from, to })}
            download
            disabled={problem !== null || !from || !to}
            onClick={() => setOpen(false)}
          >
            Download
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
