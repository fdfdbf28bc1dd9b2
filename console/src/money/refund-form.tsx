import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Field, FormErrorSummary, moneyText, useToast } from '@manifold/ui'
import { api, newKey, type Amount, type PaymentPage, type RefundPart } from '@manifold/client'
import { parseAmount, typedAmount } from '#money/amounts.tsx'
import { Told } from '#money/parts.tsx'
import { failure, moneyChanged } from '#money/queries.ts'
import { methodWord } from '#money/words.tsx'

/** Gives money back: all that is left or a part, to where it came from or to the wallet, with a reason. It says beforehand whether somebody else will be asked. */
export function RefundDialog({ payment: p, left, onClose }: { payment: PaymentPage; left: number; onClose: () => void }) {
  const toast = useToast()
  const [part, setPart] = useState(false)
  const [typed, setTyped] = useState(typedAmount(left))
  const [to, setTo] = useState<'source' | 'wallet'>(p.method === 'wallet' ? 'wallet' : 'source')
  const [reason, setReason] = useState('')
  const [attempt, setAttempt] = useState(0)
  // One wish is one key: pressing again after a lost answer does not refund twice.
  const [key] = useState(newKey)
  const limit = useQuery({ queryKey: ['money', 'refund-limit'], queryFn: ({ signal }) => api.get<{ limit: Amount }>('/payment/refunds/limit', { signal }) }).data?.limit.amount
  const amount = part ? parseAmount(typed) : left
  const currency = p.amount.currency
  const badAmount = amount === null ? 'Enter an amount such as 250.00.' : amount > left ? `At most ${moneyText(left, currency)} is left to refund.` : null
  const badReason = reason.trim() === '' ? 'Say why in a few words.' : null
  const send = useMutation({
    mutationFn: () => api.post<RefundPart>('/payment/refunds', { paymentId: p.id, ...(part ? { amount: { amount, currency } } : {}), to, reason: reason.trim() }, { key }),
    onSuccess: async (r) => {
      await moneyChanged()
      toast(r.status === 'requested' ? `${r.reference} waits for a second person.` : `${r.reference}: ${moneyText(r.amount.amount, r.amount.currency)} goes back.`)
      onClose()
    },
  })
  const problems = [
    ...(attempt > 0 && badAmount ? [{ id: 'refund-amount', text: badAmount }] : []),
    ...(attempt > 0 && badReason ? [{ id: 'refund-reason', text: badReason }] : []),
    ...(send.error ? [{ text: failure(send.error) }] : []),
  ]
  // What staff sent back of it before without a second person counts: the same sum as the server's.
  const sent = p.refunds
    .filter((r) => r.cause === 'asked' && r.decidedBy === null && r.requestedBy !== null && r.requestedBy !== p.payerId && !['rejected', 'cancelled'].includes(r.status))
    .reduce((sum, r) => sum + r.amount.amount, 0)
  const waits = limit !== undefined && amount !== null && amount + sent > limit
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="refund-title">
      <form
        noValidate
        style={{ display: 'contents' }}
        onSubmit={(e) => {
          e.preventDefault()
          setAttempt((n) => n + 1)
          if (!badAmount && !badReason) send.mutate()
        }}
      >
        <DialogTitle id="refund-title">Refund {p.reference}</DialogTitle>
        <DialogContent>
          <div className="stack">
            <FormErrorSummary problems={problems} attempt={attempt} />
            <fieldset className="radio-list">
              <legend>How much</legend>
              <label>
                {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog begins at its first control */}
                <input type="radio" name="how-much" autoFocus checked={!part} onChange={() => setPart(false)} />
                <span>
                  All that is left, <b>{moneyText(left, currency)}</b>
                </span>
              </label>
              <label>
                <input type="radio" name="how-much" checked={part} onChange={() => setPart(true)} />
                <span>A part of it</span>
              </label>
            </fieldset>
            {part ? (
              <Field
                id="refund-amount"
                label="Amount"
                hint={`In rupees, at most ${moneyText(left, currency)}`}
                inputMode="decimal"
                value={typed}
                onChange={(e) => setTyped(e.target.value)}
                problem={attempt > 0 ? badAmount : null}
              />
            ) : null}
            <fieldset className="radio-list">
              <legend>Where to</legend>
              <label>
                <input type="radio" name="where" checked={to === 'source'} disabled={p.method === 'wallet'} onChange={() => setTo('source')} />
                <span>
                  To where it came from
                  <span className="meta">{p.method === 'wallet' ? 'It was paid from the wallet' : `${methodWord(p.method)}; banks take 5 to 7 working days`}</span>
                </span>
              </label>
              <label>
                <input type="radio" name="where" checked={to === 'wallet'} onChange={() => setTo('wallet')} />
                <span>
                  To the wallet
                  <span className="meta">At once. Only with the customer’s consent</span>
                </span>
              </label>
            </fieldset>
            <Field
              id="refund-reason"
              label="Reason"
              hint="Kept, and shown to whoever decides."
              multiline
              minRows={2}
              value={reason}
              onChange={(e) => setReason(e.target.value)}
              problem={attempt > 0 ? badReason : null}
              slotProps={{ input: { maxLength: 500 } }}
            />
            {limit === undefined ? null : waits ? (
              <Told tone="warn">
                <p>
                  <b>A second person decides.</b> What is more than {moneyText(limit, currency)} of a payment waits until somebody else has approved it.
                </p>
              </Told>
            ) : (
              <Told tone="info">
                <p>Up to {moneyText(limit, currency)} of a payment goes out at once.</p>
              </Told>
            )}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={send.isPending}>
            {waits ? 'Ask for the refund' : amount === null ? 'Refund' : `Refund ${moneyText(amount, currency)}`}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
