import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Field, FormErrorSummary, moneyText, useToast } from '@manifold/ui'
import { api, newKey, type Adjustment, type Amount, type Payout, type PersonMoney } from '@manifold/client'
import { parseAmount } from '#money/amounts.tsx'
import { Told } from '#money/parts.tsx'
import { failure, moneyChanged } from '#money/queries.ts'
import { adjustmentKinds } from '#money/words.tsx'

interface Problem {
  id?: string
  text: string
}
/** A dialog that asks for money to move: what is wrong is said at its top, and nothing typed is lost. */
function Wish({
  title,
  problems,
  error,
  confirm,
  busy,
  onSend,
  onClose,
  children,
}: {
  title: string
  problems: Problem[]
  error: Error | null
  confirm: string
  busy: boolean
  onSend: () => void
  onClose: () => void
  children: (tried: boolean) => ReactNode
}) {
  const [attempt, setAttempt] = useState(0)
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="wish-title">
      <form
        noValidate
        style={{ display: 'contents' }}
        onSubmit={(e) => {
          e.preventDefault()
          setAttempt((n) => n + 1)
          if (problems.length === 0) onSend()
        }}
      >
        <DialogTitle id="wish-title">{title}</DialogTitle>
        <DialogContent>
          <div className="stack">
            <FormErrorSummary problems={[...(attempt > 0 ? problems : []), ...(error ? [{ text: failure(error) }] : [])]} attempt={attempt} />
            {children(attempt > 0)}
            <Told tone="warn">
              <p>
                <b>A second person decides.</b> Nothing moves before that, and it cannot be you.
              </p>
            </Told>
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={busy}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
const of = (problems: Problem[], id: string, tried: boolean) => (tried ? (problems.find((p) => p.id === id)?.text ?? null) : null)
const amountProblem = (amount: number | null, most: Amount | null): string | null =>
  amount === null ? 'Enter an amount such as 250.00.' : most && amount > most.amount ? `At most ${moneyText(most.amount, most.currency)}.` : null

const kinds = [
  ['wallet_credit', 'Their own money: they may spend it and have it paid out'],
  ['promo_grant', 'Spent first, never paid out or refunded to a bank'],
  ['promo_clawback', 'Promo money that should not have been given'],
] as const

/** A change of the wallet by hand. */
export function AdjustDialog({ of: m, onClose }: { of: PersonMoney; onClose: () => void }) {
  const toast = useToast()
  const [kind, setKind] = useState<(typeof kinds)[number][0]>('wallet_credit')
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const [key] = useState(newKey)
  const amount = parseAmount(typed)
  const most = kind === 'promo_clawback' ? m.wallet.promo : null
  const wrong = amountProblem(amount, most)
  const problems: Problem[] = [
    ...(wrong ? [{ id: 'adjust-amount', text: wrong }] : []),
    ...(reason.trim() === '' ? [{ id: 'adjust-reason', text: 'Say why in a few words.' }] : []),
  ]
  const send = useMutation({
    mutationFn: () => api.post<Adjustment>('/payment/adjustments', { kind, personId: m.person.id, amount: { amount, currency: 'INR' }, reason: reason.trim() }, { key }),
    onSuccess: async (a) => {
      await moneyChanged()
      toast(`${a.reference} waits for a second person.`)
      onClose()
    },
  })
  return (
    <Wish
      title={`Adjust the wallet of ${m.person.name}`}
      problems={problems}
      error={send.error}
      confirm="Ask for it"
      busy={send.isPending}
      onSend={() => send.mutate()}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <fieldset className="radio-list">
            <legend>What</legend>
            {kinds.map(([value, note]) => (
              <label key={value}>
                <input type="radio" name="kind" checked={kind === value} onChange={() => setKind(value)} />
                <span>
                  {adjustmentKinds[value]}
                  <span className="meta">{note}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <Field
            id="adjust-amount"
            label="Amount"
            hint={most ? `In rupees, at most ${moneyText(most.amount, most.currency)}` : 'In rupees'}
            inputMode="decimal"
            value={typed}
            onChange={(e) => setTyped(e.target.value)}
            problem={of(problems, 'adjust-amount', tried)}
          />
          <Field
            id="adjust-reason"
            label="Reason"
            hint="Kept, and shown to whoever decides."
            multiline
            minRows={2}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
            problem={of(problems, 'adjust-reason', tried)}
            slotProps={{ input: { maxLength: 500 } }}
          />
        </>
      )}
    </Wish>
  )
}

/** Wallet money to a bank account or a UPI id. */
export function PayoutDialog({ of: m, onClose }: { of: PersonMoney; onClose: () => void }) {
  const toast = useToast()
  const [way, setWay] = useState<'vpa' | 'bank'>('vpa')
  const [typed, setTyped] = useState('')
  const [vpa, setVpa] = useState('')
  const [account, setAccount] = useState('')
  const [ifsc, setIfsc] = useState('')
  const [name, setName] = useState(m.person.name)
  const [reason, setReason] = useState('')
  const [key] = useState(newKey)
  const most = useQuery({
    queryKey: ['money', 'redeemable', m.person.id],
    queryFn: ({ signal }) => api.get<{ redeemable: Amount }>('/payment/payouts/redeemable', { query: { payeeId: m.person.id }, signal }),
  }).data?.redeemable
  const amount = parseAmount(typed)
  const wrong = amountProblem(amount, most ?? null)
  const problems: Problem[] = [
    ...(wrong ? [{ id: 'payout-amount', text: wrong }] : []),
    ...(way === 'vpa' && !/^[\w.-]{2,}@[a-z][a-z0-9]+$/i.test(vpa.trim()) ? [{ id: 'payout-vpa', text: 'Enter a UPI id such as name@bank.' }] : []),
    ...(way === 'bank' && !/^\d{9,18}$/.test(account.replaceAll(' ', '')) ? [{ id: 'payout-account', text: 'Enter an account number of 9 to 18 digits.' }] : []),
    ...(way === 'bank' && !/^[A-Z]{4}0[A-Z0-9]{6}$/i.test(ifsc.trim()) ? [{ id: 'payout-ifsc', text: 'Enter an IFSC such as HDFC0001234.' }] : []),
    ...(way === 'bank' && name.trim() === '' ? [{ id: 'payout-name', text: 'Enter the name on the account.' }] : []),
    ...(reason.trim() === '' ? [{ id: 'payout-reason', text: 'Say why in a few words.' }] : []),
  ]
  const send = useMutation({
    mutationFn: () =>
      api.post<Payout>(
        '/payment/payouts',
        {
          payeeId: m.person.id,
          amount: { amount, currency: 'INR' },
          destination: way === 'vpa' ? { vpa: vpa.trim() } : { accountNumber: account.replaceAll(' ', ''), ifsc: ifsc.trim().toUpperCase(), name: name.trim() },
          reason: reason.trim(),
        },
        { key },
      ),
    onSuccess: async (p) => {
      await moneyChanged()
      toast(`${p.reference} waits for a second person.`)
      onClose()
    },
  })
  return (
    <Wish
      title={`Pay out of the wallet of ${m.person.name}`}
      problems={problems}
      error={send.error}
      confirm="Ask for it"
      busy={send.isPending}
      onSend={() => send.mutate()}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <Field
            id="payout-amount"
            label="Amount"
            hint={most ? `In rupees, at most ${moneyText(most.amount, most.currency)} can be paid out now` : 'In rupees'}
            inputMode="decimal"
            value={typed}
            onChange={(e) => setTyped(e.target.value)}
            problem={of(problems, 'payout-amount', tried)}
          />
          <fieldset className="radio-list">
            <legend>Where to</legend>
            <label>
              <input type="radio" name="way" checked={way === 'vpa'} onChange={() => setWay('vpa')} />
              <span>UPI id</span>
            </label>
            <label>
              <input type="radio" name="way" checked={way === 'bank'} onChange={() => setWay('bank')} />
              <span>Bank account</span>
            </label>
          </fieldset>
          {way === 'vpa' ? (
            <Field id="payout-vpa" label="UPI id" value={vpa} onChange={(e) => setVpa(e.target.value)} problem={of(problems, 'payout-vpa', tried)} />
          ) : (
            <>
              <Field id="payout-name" label="Name on the account" value={name} onChange={(e) => setName(e.target.value)} problem={of(problems, 'payout-name', tried)} />
              <div className="two">
                <Field
                  id="payout-account"
                  label="Account number"
                  inputMode="numeric"
                  value={account}
                  onChange={(e) => setAccount(e.target.value)}
                  problem={of(problems, 'payout-account', tried)}
                />
                <Field id="payout-ifsc" label="IFSC" value={ifsc} onChange={(e) => setIfsc(e.target.value)} problem={of(problems, 'payout-ifsc', tried)} />
              </div>
            </>
          )}
          <Field
            id="payout-reason"
            label="Reason"
            hint="Kept, and shown to whoever decides."
            multiline
            minRows={2}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
            problem={of(problems, 'payout-reason', tried)}
            slotProps={{ input: { maxLength: 500 } }}
          />
        </>
      )}
    </Wish>
  )
}
