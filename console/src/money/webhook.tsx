import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CopyIcon, Field, LockIcon, RefreshIcon, SkeletonRows, When, useToast } from '@manifold/ui'
import { api, isProblem, type SignatureFinding, type WebhookPage } from '@manifold/client'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { useActs } from '#shell/palette.tsx'
import { IconAct } from '#shell/parts.tsx'
import { plain } from '#shell/plain.ts'
import { useMay } from '#shell/session.ts'
import { PaymentLink } from '#money/links.tsx'
import { Facts, Told } from '#money/parts.tsx'
import { failure, moneyChanged } from '#money/queries.ts'
import { State, shownOf, webhookWords } from '#money/words.tsx'

/** JSON with its indentation, or the text as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
const again = new Set(['dead', 'failed', 'unmatched', 'stored'])

/** One event as it came: what it did, whether its signature is right, its bytes, and once more if it has to be. */
export function Webhook({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['webhooks', 'one', id], queryFn: ({ signal }) => api.get<WebhookPage>(`/payment/webhooks/${id}`, { signal }) })
  const may = useMay()
  const toast = useToast()
  const [raw, setRaw] = useState(false)
  const w = found.data
  const replay = useMutation({
    mutationFn: () => api.post<unknown>(`/payment/webhooks/${id}/replay`),
    onSuccess: async () => {
      await moneyChanged()
      toast('It is applied once more.')
    },
  })
  const can = w !== undefined && again.has(w.status) && may('payment.configure')
  useKey('money.again', () => replay.mutate(), can)
  useActs(can ? [{ label: 'Apply the webhook once more', hotkey: 'money.again', run: () => replay.mutate() }] : [])
  if (found.isPending) return <SkeletonRows rows={5} height={48} />
  if (!w)
    return (
      <p className="meta">{isProblem(found.error) && found.error.status === 404 ? 'There is no such webhook.' : 'We could not load this webhook. Close it and open it again.'}</p>
    )
  const right = !w.signature || w.signature.finding.startsWith('matches')
  return (
    <div className="stack">
      <div>
        <p className="webhook-name">{w.event}</p>
        <State of={shownOf(webhookWords, w.status)} />
      </div>
      {w.signature ? (
        <Told tone={w.signature.finding === 'matches' ? 'good' : right ? 'info' : 'bad'}>
          <p>{w.signature.sentence}</p>
        </Told>
      ) : null}
      {w.note ? (
        <Told tone={w.status === 'applied' || w.status === 'stale' ? 'info' : 'warn'}>
          <p>{w.note}</p>
        </Told>
      ) : null}
      {replay.error ? (
        <Told tone="bad">
          <p>{failure(replay.error)}</p>
        </Told>
      ) : null}
      {can ? (
        <div className="pane-acts">
          <Button variant="contained" startIcon={<RefreshIcon size={16} />} disabled={replay.isPending} onClick={() => replay.mutate()}>
            Replay
            <KeyHint name="money.again" />
          </Button>
        </div>
      ) : null}
      <Facts
        of={[
          [
            'Payment',
            w.payment ? (
              <PaymentLink key="p" id={w.payment.id}>
                {w.payment.reference}
              </PaymentLink>
            ) : null,
          ],
          ['Event id', w.eventId],
          ['Received', <When key="r" at={w.receivedAt} style="dayTime" />],
          ['Settled', w.settledAt ? <When key="s" at={w.settledAt} style="dayTime" /> : null],
          ['Copies', w.copies > 0 ? w.copies : null],
          ['Tries', w.tries > 0 ? w.tries : null],
          ['Next try', w.nextTryAt ? <When key="n" at={w.nextTryAt} style="dayTime" /> : null],
          ['Signed with', w.signedWith === 'old' || w.signedWith === 'matches_old' ? 'The secret before the last change' : 'The current secret'],
        ]}
      />
      {w.headers && Object.keys(w.headers).length > 0 ? (
        <section aria-label="Headers">
          <p className="form-label">Headers</p>
          <Facts
            of={Object.entries(w.headers).map(
              ([k, v]) =>
                [
                  k,
                  <span key={k} className="hash">
                    {plain(v)}
                  </span>,
                ] as const,
            )}
          />
        </section>
      ) : null}
      <section aria-label="Body">
        <div className="row" style={{ marginBottom: 4 }}>
          <p className="form-label" style={{ margin: 0 }}>
            Body
          </p>
          <span className="push" />
          {w.body === null ? null : (
            <>
              <button type="button" className="linkish card-link" aria-pressed={raw} onClick={() => setRaw(!raw)}>
                {raw ? 'Indented' : 'As it came'}
              </button>
              <IconAct label="Copy the body as it came" onClick={() => void navigator.clipboard.writeText(w.body!).then(() => toast('Copied.'))}>
                <CopyIcon size={16} />
              </IconAct>
            </>
          )}
        </div>
        {w.body === null ? (
          <p className="meta row" style={{ margin: 0, gap: 6 }}>
            <LockIcon size={14} />
            Your roles do not include the raw body.
          </p>
        ) : (
          <pre className="raw" tabIndex={0} role="region" aria-label="Body of the webhook">
            {raw ? w.body : pretty(w.body)}
          </pre>
        )}
      </section>
    </div>
  )
}

/** Paste the body and the signature of a request that was refused; it says which thing is wrong. */
export function DiagnoseDialog({ onClose }: { onClose: () => void }) {
  const [rawBody, setRawBody] = useState('')
  const [signature, setSignature] = useState('')
  const look = useMutation({
    mutationFn: () => api.post<SignatureFinding>('/payment/webhooks/diagnose', { rawBody, ...(signature.trim() ? { signature: signature.trim() } : {}) }),
  })
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="diagnose-title">
      <form
        style={{ display: 'contents' }}
        onSubmit={(e) => {
          e.preventDefault()
          look.mutate()
        }}
      >
        <DialogTitle id="diagnose-title">Check a signature</DialogTitle>
        <DialogContent>
          <div className="stack">
            <p style={{ margin: 0, color: 'var(--ink-2)' }}>Paste a request that was refused. Nothing of it is kept or applied.</p>
            <Field
              label="Body, exactly as it came"
              multiline
              minRows={6}
              maxRows={14}
              autoFocus
              value={rawBody}
              onChange={(e) => (setRawBody(e.target.value), look.reset())}
              slotProps={{ input: { maxLength: 200_000, spellCheck: false } }}
            />
            <Field
              label="Header X-Razorpay-Signature"
              optional
              value={signature}
              onChange={(e) => (setSignature(e.target.value), look.reset())}
              slotProps={{ input: { maxLength: 400, spellCheck: false } }}
            />
            <div role="status">
              {look.error ? (
                <Told tone="bad">
                  <p>{failure(look.error)}</p>
                </Told>
              ) : look.data ? (
                <Told tone={look.data.ok ? 'good' : 'warn'}>
                  <p>{look.data.sentence}</p>
                </Told>
              ) : null}
            </div>
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" variant="contained" disabled={look.isPending}>
            Check
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
