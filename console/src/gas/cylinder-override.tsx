import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Field, useToast } from '@manifold/ui'
import { api, type Cylinder, type CylinderState, type Page, type StaffBooking } from '@manifold/client'
import type { PersonRow } from '#people/shapes.ts'
import { PickCustomer } from '#gas/pick-customer.tsx'
import { Said } from '#gas/parts.tsx'
import { gasReloaded } from '#gas/queries.ts'
import { brokenRule, cylinderWord, saidBy } from '#gas/words.ts'

/** The frame of everything that goes against the order: the rule is named, the reason is needed and kept with who did it. */
export function OverrideDialog({
  open,
  title,
  rule,
  text,
  confirm,
  danger,
  error,
  busy,
  ready = true,
  onClose,
  onConfirm,
  children,
}: {
  open: boolean
  title: string
  /** A name of `brokenRule`. */
  rule: string
  text?: ReactNode
  confirm: string
  danger?: boolean
  error: unknown
  busy: boolean
  /** Whether everything besides the reason is filled in. */
  ready?: boolean
  onClose: () => void
  onConfirm: (reason: string) => void
  children?: ReactNode
}) {
  const id = useId()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (open) {
      setReason('')
      setAsked(false)
    }
  }, [open])
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <div className="stack" style={{ gap: 16 }}>
          <p className="rule-broken">
            <span>This goes against the rule</span>
            <b>{brokenRule[rule] ?? rule}</b>
          </p>
          {text ? <p style={{ margin: 0, color: 'var(--ink-2)' }}>{text}</p> : null}
          {children}
          <Field
            label="Reason"
            hint="Kept with the rule and your name"
            multiline
            minRows={2}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
            problem={asked && reason.trim() === '' ? 'Say why in a few words.' : null}
            slotProps={{ input: { maxLength: 500 } }}
          />
          {error ? <Said>{saidBy(error)}</Said> : null}
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="contained"
          color={danger ? 'error' : 'primary'}
          disabled={busy || !ready}
          onClick={() => (reason.trim() === '' ? setAsked(true) : onConfirm(reason.trim()))}
        >
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

const rules = ['fifo', 'priority_medical', 'priority_institution', 'damage'] as const
/** Which rule the choice of a cylinder goes against. */
export function RuleChoice({ value, onChange }: { value: string; onChange: (rule: string) => void }) {
  return (
    <Field label="Why the order is left">
      {(ids) => (
        <Select fullWidth value={value} SelectDisplayProps={{ id: ids.id, 'aria-label': 'Why the order is left' }} onChange={(e) => onChange(e.target.value)}>
          {rules.map((r) => (
            <MenuItem key={r} value={r}>
              {r === 'fifo'
                ? 'Another reason'
                : r === 'priority_medical'
                  ? 'Medical need'
                  : r === 'priority_institution'
                    ? 'Hospital, school or other institution'
                    : 'The assigned one is damaged'}
            </MenuItem>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** Gives a filled cylinder to a customer whose paid booking waits, or who has another one assigned. */
export function GiveToCustomer({ cylinder: c, open, onClose }: { cylinder: Cylinder; open: boolean; onClose: () => void }) {
  const toast = useToast()
  const [who, setWho] = useState<PersonRow | null>(null)
  const [rule, setRule] = useState<string>('fifo')
  useEffect(() => {
    if (open) setWho(null)
  }, [open])
  const booking = useQuery({
    queryKey: ['gas', 'open-booking', who?.id],
    queryFn: async ({ signal }) =>
      (await api.get<Page<StaffBooking>>('/gas/bookings', { query: { customerId: who!.id, statusLabel: 'Pending', limit: 1 }, signal })).data[0] ?? null,
    enabled: who !== null,
  }).data
  const give = useMutation({
    mutationFn: (reason: string) => api.post<StaffBooking>(`/gas/cylinders/${c.id}/assign`, { customerId: who!.id, reason, rule }),
    onSuccess: async (b) => {
      onClose()
      toast(`${c.code} is given to ${b.customer.name} for ${b.reference}.`)
      await gasReloaded()
    },
  })
  return (
    <OverrideDialog
      open={open}
      title={`Give ${c.code} to a customer`}
      rule={rule}
      text="A cylinder is never given out unpaid: the customer needs a paid booking. Another one that is assigned goes back to its place."
      confirm={`Give ${c.code}`}
      error={give.error}
      busy={give.isPending}
      ready={who !== null}
      onClose={onClose}
      onConfirm={(reason) => give.mutate(reason)}
    >
      <PickCustomer value={who} onPick={setWho} />
      {who && booking !== undefined ? (
        <p className="meta" style={{ margin: 0 }}>
          {booking ? (
            <>
              Open booking <Link to={`/gas/bookings/${booking.reference}`}>{booking.reference}</Link>
              {booking.cylinder ? `, has ${booking.cylinder.code} assigned` : ''}
            </>
          ) : (
            'This customer has no open booking.'
          )}
        </p>
      ) : null}
      <RuleChoice value={rule} onChange={setRule} />
    </OverrideDialog>
  )
}

const states = ['empty', 'filled', 'quarantined', 'lost', 'with_customer'] as const satisfies readonly CylinderState[]
/** Puts right what is recorded wrongly. */
export function CorrectState({ cylinder: c, open, onClose }: { cylinder: Cylinder; open: boolean; onClose: () => void }) {
  const toast = useToast()
  const [state, setState] = useState<string>('')
  const [who, setWho] = useState<PersonRow | null>(null)
  useEffect(() => {
    if (open) {
      setState('')
      setWho(null)
    }
  }, [open])
  const correct = useMutation({
    mutationFn: (reason: string) => api.post<Cylinder>(`/gas/cylinders/${c.id}/correct`, { state, reason, ...(state === 'with_customer' && who ? { customerId: who.id } : {}) }),
    onSuccess: async (now) => {
      onClose()
      toast(`${now.code} is recorded as ${cylinderWord[now.state].toLowerCase()}.`)
      await gasReloaded()
    },
  })
  return (
    <OverrideDialog
      open={open}
      title={`Correct the state of ${c.code}`}
      rule="cylinder_moves"
      text={`It is recorded as ${cylinderWord[c.state].toLowerCase()}${c.holder ? ` (${c.holder.name})` : ''}. Say what it really is.`}
      confirm="Correct the state"
      error={correct.error}
      busy={correct.isPending}
      ready={state !== '' && (state !== 'with_customer' || who !== null)}
      onClose={onClose}
      onConfirm={(reason) => correct.mutate(reason)}
    >
      <Field label="It really is">
        {(ids) => (
          <Select fullWidth displayEmpty value={state} SelectDisplayProps={{ id: ids.id, 'aria-label': 'It really is' }} onChange={(e) => setState(e.target.value)}>
            <MenuItem value="">Choose</MenuItem>
            {states
              .filter((s) => s !== c.state)
              .map((s) => (
                <MenuItem key={s} value={s}>
                  {cylinderWord[s]}
                </MenuItem>
              ))}
          </Select>
        )}
      </Field>
      {state === 'with_customer' ? <PickCustomer value={who} onPick={setWho} /> : null}
    </OverrideDialog>
  )
}
