import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { Field, useToast } from '@manifold/ui'
import { api, type Cylinder, type CylinderEvent } from '@manifold/client'
import { CodeField } from '#gas/code-field.tsx'
import { cylinderByCode } from '#gas/find-cylinder.tsx'
import { Said, count, plural } from '#gas/parts.tsx'
import { gasReloaded } from '#gas/queries.ts'
import { actWords, cylinderActs, cylinderWord, saidBy } from '#gas/words.ts'

export const carryOut = (c: Pick<Cylinder, 'id'>, event: CylinderEvent, reason: string): Promise<Cylinder> =>
  api.patch<Cylinder>(`/gas/cylinders/${c.id}`, { event, ...(reason ? { reason } : {}) })

/** What cannot be done with a cylinder in its state, as a sentence; null when it can. */
export function refusal(c: Cylinder, event: CylinderEvent): string | null {
  if (cylinderActs[c.state].includes(event)) return null
  if (c.booking) return `${c.code} belongs to the booking ${c.booking.reference}. It is done through that booking.`
  return `${c.code} is ${cylinderWord[c.state].toLowerCase()}, so this cannot be done with it.`
}

/** Carries out one event on cylinders that are typed or scanned one after the other; what each became stands below. */
export function ActByCode({ event, onClose }: { event: CylinderEvent | null; onClose: () => void }) {
  const id = useId()
  const [shown, setShown] = useState<CylinderEvent>('empty')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [done, setDone] = useState<{ code: string; text: string }[]>([])
  useEffect(() => {
    if (!event) return
    setShown(event)
    setReason('')
    setMissing(false)
    setDone([])
  }, [event])
  const words = actWords[shown]
  const run = useMutation({
    mutationFn: async (code: string) => {
      const c = await cylinderByCode(code)
      const no = refusal(c, shown)
      if (no) throw new Error(no)
      return carryOut(c, shown, reason.trim())
    },
    onSuccess: async (c) => {
      setDone((old) => [{ code: c.code, text: words.done }, ...old])
      await gasReloaded()
    },
  })
  return (
    <Dialog open={event !== null} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>{words.label('filled')}</DialogTitle>
      <DialogContent>
        <div className="stack" style={{ gap: 16 }}>
          <p style={{ margin: 0, color: 'var(--ink-2)' }}>{words.result('filled')}</p>
          {words.reason ? (
            <Field
              label="Reason"
              hint="Kept with each cylinder"
              value={reason}
              autoFocus
              problem={missing && reason.trim() === '' ? 'Say why in a few words.' : null}
              onChange={(e) => setReason(e.target.value)}
              slotProps={{ input: { maxLength: 500 } }}
            />
          ) : null}
          <CodeField
            act={words.label('filled')}
            autoFocus={!words.reason}
            busy={run.isPending}
            problem={run.error ? saidBy(run.error) : null}
            onCode={(code) => (words.reason && reason.trim() === '' ? setMissing(true) : run.mutate(code))}
          />
          <ul className="done-list" aria-live="polite" aria-label="Done">
            {done.map((d, i) => (
              <li key={`${d.code}${done.length - i}`}>
                <b className="mono">{d.code}</b> {d.text}
              </li>
            ))}
          </ul>
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{done.length > 0 ? 'Done' : 'Cancel'}</Button>
      </DialogActions>
    </Dialog>
  )
}

/** Asks for the reason and carries out one event on one or several cylinders; what was refused is named and the rest is done. */
export function ActOn({ cylinders, event, onClose, onDone }: { cylinders: readonly Cylinder[]; event: CylinderEvent | null; onClose: () => void; onDone?: () => void }) {
  const id = useId()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [refused, setRefused] = useState<string[]>([])
  const [shown, setShown] = useState<CylinderEvent>('fill')
  useEffect(() => {
    if (!event) return
    setShown(event)
    setReason('')
    setMissing(false)
    setRefused([])
  }, [event])
  const one = cylinders.length === 1 ? cylinders[0]! : null
  const from = cylinders[0]?.state ?? 'filled'
  const words = actWords[shown]
  const run = useMutation({
    mutationFn: async () => {
      const said: string[] = []
      for (const c of cylinders)
        try {
          const no = refusal(c, shown)
          if (no) said.push(no)
          else await carryOut(c, shown, reason.trim())
        } catch (error) {
          said.push(`${c.code}: ${saidBy(error)}`)
        }
      await gasReloaded()
      return said
    },
    onSuccess: (said) => {
      setRefused(said)
      const n = cylinders.length - said.length
      if (n > 0) toast(one ? `${one.code} ${words.done}.` : `${plural(n, 'cylinder')}: ${words.label(from).toLowerCase()}.`)
      if (said.length > 0) return
      onDone?.()
      onClose()
    },
  })
  const label = words.label(from)
  return (
    <Dialog open={event !== null} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>
        {label}: {one ? one.code : plural(cylinders.length, 'cylinder')}
      </DialogTitle>
      <DialogContent>
        <div className="stack" style={{ gap: 16 }}>
          <p style={{ margin: 0, color: 'var(--ink-2)' }}>{words.result(from)}</p>
          {words.reason ? (
            <Field
              label="Reason"
              value={reason}
              autoFocus
              multiline
              minRows={2}
              problem={missing && reason.trim() === '' ? 'Say why in a few words.' : null}
              onChange={(e) => setReason(e.target.value)}
              slotProps={{ input: { maxLength: 500 } }}
            />
          ) : null}
          {refused.length > 0 ? (
            <Said>
              {refused.length < cylinders.length ? `${count(cylinders.length - refused.length)} done. ` : ''}
              {refused.slice(0, 5).join(' ')}
              {refused.length > 5 ? ` And ${refused.length - 5} more.` : ''}
            </Said>
          ) : null}
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{refused.length > 0 ? 'Close' : 'Cancel'}</Button>
        {refused.length > 0 && !one ? null : (
          <Button
            variant="contained"
            color={words.danger ? 'error' : 'primary'}
            autoFocus={!words.reason && !words.danger}
            disabled={run.isPending}
            onClick={() => (words.reason && reason.trim() === '' ? setMissing(true) : run.mutate())}
          >
            {label}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
