import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { ConfirmDialog, Field, Money, useToast } from '@manifold/ui'
import { api, type Cylinder, type StaffBooking } from '@manifold/client'
import { CodeField } from '#gas/code-field.tsx'
import { OverrideDialog, RuleChoice } from '#gas/cylinder-override.tsx'
import { cylinderByCode } from '#gas/find-cylinder.tsx'
import { Said } from '#gas/parts.tsx'
import { Photos } from '#gas/photos.tsx'
import { gasReloaded } from '#gas/queries.ts'
import { cylinderWord, failureWord, saidBy } from '#gas/words.ts'

export type BookingAct = 'dispatch' | 'reschedule' | 'cancel' | 'code' | 'fail' | 'assign' | 'take_away' | 'take_away_damaged' | 'deliver' | 'override_cancel'

/** Everything that is asked before something is done with a booking. */
export function BookingDialogs({ booking: b, act, onClose }: { booking: StaffBooking; act: BookingAct | null; onClose: () => void }) {
  const toast = useToast()
  const run = useMutation({
    mutationFn: async ({ path, body, files = [] }: { path: string; body?: object; files?: readonly File[]; done: string }) => {
      const sent = await Promise.all(files.map((f) => api.upload(f, f.name)))
      return api.post<StaffBooking>(`/gas/bookings/${b.id}/${path}`, sent.length > 0 ? { ...body, attachmentIds: sent.map((m) => m.id) } : body)
    },
    onSuccess: async (_, { done }) => {
      onClose()
      toast(done)
      await gasReloaded()
    },
  })
  useEffect(() => {
    if (!act) return
    run.reset()
    setPhotos([])
    // oxlint-disable-next-line react/exhaustive-deps -- only when another dialog opens
  }, [act])
  const override = (action: string, done: string) => (reason: string) => run.mutate({ path: 'override', body: { action, reason }, done })
  const [photos, setPhotos] = useState<File[]>([])
  const shared = { error: run.error, busy: run.isPending, onClose }
  const error = run.error ? <Said>{saidBy(run.error)}</Said> : null
  const paid = b.paidAt !== null
  const [refundTo, setRefundTo] = useState<'source' | 'wallet'>('source')
  const back = paid ? (
    <>
      <Money amount={b.price.amount} currency={b.price.currency} /> goes back.
    </>
  ) : (
    'Nothing was paid.'
  )
  const where = paid ? (
    <fieldset className="radios">
      <legend className="form-label">The money goes</legend>
      {(
        [
          ['source', 'Back to where it came from', 'It takes the bank some days'],
          ['wallet', 'Into the wallet', 'At once'],
        ] as const
      ).map(([value, label, hint]) => (
        <label key={value}>
          <input type="radio" name="refund-to" value={value} checked={refundTo === value} onChange={() => setRefundTo(value)} />
          <span>
            {label}
            <span className="meta">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  ) : null
  const refund = paid ? { refundTo } : {}
  return (
    <>
      <ConfirmDialog
        open={act === 'dispatch'}
        title={`Send out ${b.cylinder?.code ?? 'the cylinder'}?`}
        text={
          <>
            It leaves {b.depot.name} for {b.customer.name}, who gets the delivery code now.{error}
          </>
        }
        confirm="Send out"
        busy={run.isPending}
        onClose={onClose}
        onConfirm={() => run.mutate({ path: 'dispatch', done: 'Sent out. The customer has the code.' })}
      />
      <ConfirmDialog
        open={act === 'reschedule'}
        title="Try the delivery again?"
        text={<>It waits at the depot to be sent out.{error}</>}
        confirm="Try again"
        busy={run.isPending}
        onClose={onClose}
        onConfirm={() => run.mutate({ path: 'reschedule', done: 'It can be sent out again.' })}
      />
      <ConfirmDialog
        open={act === 'code'}
        title="Send a new delivery code?"
        text={
          <>
            Call {b.customer.name} back first. The code before is worthless from then on.{error}
          </>
        }
        confirm="Send a new code"
        busy={run.isPending}
        onClose={onClose}
        onConfirm={() => run.mutate({ path: 'code', done: 'A new code is on its way to the customer.' })}
      />
      <ConfirmDialog
        open={act === 'cancel'}
        title={`Cancel ${b.reference}?`}
        text={
          <>
            {b.cylinder ? `${b.cylinder.code} goes back to its place on the shelf. ` : ''}
            {back}
            {where ? <div style={{ marginTop: 12 }}>{where}</div> : null}
            {error}
          </>
        }
        confirm="Cancel booking"
        keep="Keep booking"
        danger
        reason="required"
        busy={run.isPending}
        onClose={onClose}
        onConfirm={(reason) => run.mutate({ path: 'cancel', body: { reason, ...refund }, done: `${b.reference} is cancelled.` })}
      />
      <FailDialog booking={b} open={act === 'fail'} {...shared} onFail={(body) => run.mutate({ path: 'fail', body, done: 'Noted. The customer is told.' })} />
      <AssignDialog booking={b} open={act === 'assign'} onClose={onClose} />
      <OverrideDialog
        {...shared}
        open={act === 'take_away'}
        title={`Take ${b.cylinder?.code ?? 'the cylinder'} away?`}
        rule="allotment"
        text="It goes back to its place on the shelf. The booking waits first in the list, because it keeps its time of payment."
        confirm="Take it away"
        danger
        onConfirm={override('take_away', 'Taken away. The booking waits first.')}
      />
      <OverrideDialog
        {...shared}
        open={act === 'take_away_damaged'}
        title={`Take damaged ${b.cylinder?.code ?? 'cylinder'} away?`}
        rule="allotment"
        text="It is quarantined. The booking waits first in the list and gets the next cylinder."
        confirm="Take it away"
        danger
        onConfirm={override('take_away_damaged', 'Quarantined. The booking gets the next cylinder.')}
      />
      <OverrideDialog
        {...shared}
        open={act === 'deliver'}
        title="Hand over without the code?"
        rule="delivery_code"
        text={`${b.cylinder?.code ?? 'The cylinder'} is recorded with ${b.customer.name}, although nobody said the code.`}
        confirm="Hand over"
        ready={photos.length > 0}
        onConfirm={(reason) => run.mutate({ path: 'override', body: { action: 'deliver', reason }, files: photos, done: 'Handed over without the code.' })}
      >
        <Photos files={photos} onChange={setPhotos} />
      </OverrideDialog>
      <OverrideDialog
        {...shared}
        open={act === 'override_cancel'}
        title={`Cancel ${b.reference}?`}
        rule="cancellation"
        text={
          <>
            {b.cylinder ? `${b.cylinder.code} goes back to its place on the shelf. ` : ''}
            {back}
          </>
        }
        confirm="Cancel booking"
        danger
        onConfirm={(reason) => run.mutate({ path: 'override', body: { action: 'cancel', reason, ...refund }, done: `${b.reference} is cancelled.` })}
      >
        {where}
      </OverrideDialog>
    </>
  )
}

interface Shared {
  open: boolean
  error: unknown
  busy: boolean
  onClose: () => void
}
function FailDialog({ booking: b, open, error, busy, onClose, onFail }: Shared & { booking: StaffBooking; onFail: (body: { failure: string; note?: string }) => void }) {
  const id = useId()
  const [failure, setFailure] = useState('')
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!open) return
    setFailure('')
    setNote('')
    setAsked(false)
  }, [open])
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>Why did the delivery not succeed?</DialogTitle>
      <DialogContent>
        <div className="stack" style={{ gap: 16 }}>
          <fieldset className="radios">
            <legend className="vh">Why</legend>
            {Object.entries(failureWord).map(([value, label], i) => (
              <label key={value}>
                {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the first thing to choose in the dialog */}
                <input type="radio" name="failure" autoFocus={i === 0} value={value} checked={failure === value} onChange={() => setFailure(value)} />
                <span>
                  {label}
                  {value === 'bad_cylinder' ? <span className="meta">It is quarantined, and the next try takes another one.</span> : null}
                </span>
              </label>
            ))}
          </fieldset>
          {asked && failure === '' ? <Said>Choose one.</Said> : null}
          <Field label="Note" optional value={note} onChange={(e) => setNote(e.target.value)} slotProps={{ input: { maxLength: 300 } }} />
          <p className="meta" style={{ margin: 0 }}>
            {b.customer.name} is told that we try again.
          </p>
          {error ? <Said>{saidBy(error)}</Said> : null}
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={busy} onClick={() => (failure === '' ? setAsked(true) : onFail({ failure, ...(note.trim() ? { note: note.trim() } : {}) }))}>
          Save
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** A cylinder that staff chose, against the order: scanned or typed, checked at once. */
function AssignDialog({ booking: b, open, onClose }: { booking: StaffBooking; open: boolean; onClose: () => void }) {
  const toast = useToast()
  const [chosen, setChosen] = useState<Cylinder | null>(null)
  const [rule, setRule] = useState('fifo')
  useEffect(() => {
    if (!open) return
    setChosen(null)
    setRule('fifo')
  }, [open])
  const find = useMutation({
    mutationFn: async (code: string) => {
      const c = await cylinderByCode(code)
      if (c.state !== 'filled') throw new Error(`${c.code} is ${cylinderWord[c.state].toLowerCase()}. Only a filled one can be given.`)
      if (c.type.id !== b.type.id) throw new Error(`${c.code} is ${c.type.name}; this booking is for ${b.type.name}.`)
      return c
    },
    onMutate: () => setChosen(null),
    onSuccess: setChosen,
  })
  const give = useMutation({
    mutationFn: (reason: string) => api.post<StaffBooking>(`/gas/cylinders/${chosen!.id}/assign`, { customerId: b.customer.id, reason, rule }),
    onSuccess: async () => {
      onClose()
      toast(`${chosen!.code} is given to ${b.customer.name}.`)
      await gasReloaded()
    },
  })
  return (
    <OverrideDialog
      open={open}
      title={`Give ${b.customer.name} a chosen cylinder`}
      rule={rule}
      text={b.cylinder ? `${b.cylinder.code} goes back to its place on the shelf.` : `Others at ${b.depot.name} may have waited longer.`}
      confirm={chosen ? `Give ${chosen.code}` : 'Give it'}
      error={give.error}
      busy={give.isPending}
      ready={chosen !== null}
      onClose={onClose}
      onConfirm={(reason) => give.mutate(reason)}
    >
      <CodeField act="Check" autoFocus keepText busy={find.isPending} problem={find.error ? saidBy(find.error) : null} onCode={(code) => find.mutate(code)} />
      {chosen ? (
        <p className="meta" style={{ margin: 0 }} role="status">
          <b className="mono">{chosen.code}</b>, filled, at {chosen.depot.name}
          {chosen.depot.id === b.depot.id ? '' : ` (the booking is for ${b.depot.name})`}
        </p>
      ) : null}
      <RuleChoice value={rule} onChange={setRule} />
    </OverrideDialog>
  )
}
