import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ConfirmDialog, Field, PaperclipIcon, SkeletonRows, UploadIcon, When, moneyText, useToast } from '@manifold/ui'
import { api, isProblem, type DisputePage, type DisputeRow } from '@manifold/client'
import { Steps } from '#money/history.tsx'
import { PaymentLink, Who } from '#money/links.tsx'
import { Facts, Told } from '#money/parts.tsx'
import { failure, moneyChanged } from '#money/queries.ts'
import { queries } from '#shell/query.ts'
import { useActs } from '#shell/palette.tsx'
import { State, disputeWords, human, shownOf } from '#money/words.tsx'

/** One dispute: gather files, write what happened, send both to the bank, or give in. */
export function Dispute({ id }: { id: string }) {
  const key = ['money', 'dispute', id]
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<DisputePage>(`/payment/disputes/${id}`, { signal }) })
  const d = found.data
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const [summary, setSummary] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [accepting, setAccepting] = useState(false)
  const [short, setShort] = useState(false)
  const after = async (now: DisputePage) => {
    queries.setQueryData(key, now)
    await moneyChanged()
  }
  const upload = useMutation({
    mutationFn: async (files: File[]) => {
      const media = await Promise.all(files.map((f) => api.upload(f, f.name)))
      return api.post<DisputePage>(`/payment/disputes/${id}/evidence`, { attachmentIds: media.map((m) => m.id), ...(note.trim() ? { note: note.trim() } : {}) })
    },
    onSuccess: async (now, files) => {
      setNote('')
      await after(now)
      toast(files.length === 1 ? 'The file is added.' : `${files.length} files are added.`)
    },
  })
  const submit = useMutation({
    mutationFn: (text: string) => api.post<DisputePage>(`/payment/disputes/${id}/submit`, { summary: text }),
    onSuccess: async (now) => {
      await after(now)
      toast('The answer is sent to the gateway.')
    },
  })
  const accept = useMutation({
    mutationFn: (reason: string) => api.post<DisputePage>(`/payment/disputes/${id}/accept`, { reason }),
    onSuccess: async (now) => {
      setAccepting(false)
      await after(now)
      toast('The dispute is accepted. The money stays with the customer.')
    },
    onError: () => setAccepting(false),
  })
  useActs(d?.may.accept ? [{ label: 'Accept the dispute', run: () => setAccepting(true) }] : [])
  if (found.isPending) return <SkeletonRows rows={5} height={48} />
  if (!d)
    return (
      <p className="meta">{isProblem(found.error) && found.error.status === 404 ? 'There is no such dispute.' : 'We could not load this dispute. Close it and open it again.'}</p>
    )
  const text = summary ?? d.summary ?? ''
  const sum = moneyText(d.amount.amount, d.amount.currency)
  const error = upload.error ?? submit.error ?? accept.error
  return (
    <div className="stack">
      <div>
        <p className="meta" style={{ margin: 0 }}>
          {d.reason ? human(d.reason) : 'No reason given'}
        </p>
        <p className="amount-head">{sum}</p>
        <State of={shownOf(disputeWords, d.status)} />
      </div>
      {error ? (
        <Told tone="bad">
          <p>{failure(error)}</p>
        </Told>
      ) : null}
      {d.overdue ? (
        <Told tone="bad">
          <p>The time to answer has passed. The bank decides without us.</p>
        </Told>
      ) : d.dueSoon ? (
        <Told tone="warn">
          <p>
            <b>Answer soon.</b> The time ends <When at={d.respondBy!} style="deadline" />.
          </p>
        </Told>
      ) : null}
      <Facts
        of={[
          ['Customer', d.payer ? <Who key="who" id={d.payer.id} link /> : null],
          [
            'Payment',
            <PaymentLink key="p" id={d.payment.id}>
              {d.payment.reference}
            </PaymentLink>,
          ],
          ['For', d.payment.description],
          ['Answer by', <Deadline key="by" of={d} />],
          ['Answered', d.submittedAt ? <When key="sub" at={d.submittedAt} style="dayTime" /> : null],
          ['At the gateway', d.gatewayDisputeId],
          ['Opened', <When key="at" at={d.createdAt} style="dayTime" />],
        ]}
      />
      <section aria-label="Evidence" className="stack tight">
        <p className="form-label" style={{ margin: 0 }}>
          Evidence
        </p>
        {d.files.length === 0 ? (
          <p className="meta" style={{ margin: 0 }}>
            No files yet. A delivery slip, the receipt or the conversation help most.
          </p>
        ) : (
          <ul className="lines">
            {d.files.map((f) => (
              <li key={f.id}>
                <PaperclipIcon size={14} />
                <span className="grow">
                  {f.media ? (
                    <a href={f.media.url} className="linked">
                      {f.media.name}
                    </a>
                  ) : (
                    'A file that is gone'
                  )}
                  {f.note ? <span className="meta"> {f.note}</span> : null}
                </span>
                <span className="meta">
                  {f.by?.name ?? ''} <When at={f.at} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {d.may.evidence ? (
          <>
            <Field label="What the next file shows" optional value={note} onChange={(e) => setNote(e.target.value)} slotProps={{ input: { maxLength: 300 } }} />
            <input
              ref={input}
              type="file"
              multiple
              hidden
              aria-label="Files for the evidence"
              onChange={(e) => {
                const files = [...(e.target.files ?? [])]
                e.target.value = ''
                if (files.length > 0) upload.mutate(files)
              }}
            />
            <div>
              <Button startIcon={<UploadIcon size={16} />} disabled={upload.isPending} onClick={() => input.current?.click()}>
                {upload.isPending ? 'Adding…' : 'Add files'}
              </Button>
            </div>
          </>
        ) : null}
      </section>
      {d.may.submit ? (
        <form
          className="stack tight"
          noValidate
          onSubmit={(e) => {
            e.preventDefault()
            setShort(text.trim() === '')
            if (text.trim() !== '') submit.mutate(text.trim())
          }}
        >
          <Field
            label="Our answer"
            hint="Goes to the bank together with the files. Dates, amounts and what was delivered."
            multiline
            minRows={5}
            value={text}
            onChange={(e) => setSummary(e.target.value)}
            problem={short && text.trim() === '' ? 'Say what happened.' : null}
            slotProps={{ input: { maxLength: 4000 } }}
          />
          <div className="pane-acts">
            <Button type="submit" variant="contained" disabled={submit.isPending}>
              Send the answer
            </Button>
            {d.may.accept ? <Button onClick={() => setAccepting(true)}>Accept the dispute</Button> : null}
          </div>
        </form>
      ) : d.summary ? (
        <section aria-label="Our answer">
          <p className="form-label">Our answer</p>
          <p style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{d.summary}</p>
        </section>
      ) : d.may.accept ? (
        <div>
          <Button onClick={() => setAccepting(true)}>Accept the dispute</Button>
        </div>
      ) : null}
      {d.history.length > 0 ? (
        <div>
          <p className="form-label">What happened</p>
          <Steps of={d.history} />
        </div>
      ) : null}
      <ConfirmDialog
        open={accepting}
        title="Accept the dispute?"
        text={`${sum} goes to the customer and is booked as lost. This cannot be undone.`}
        confirm="Accept and lose"
        keep="Keep defending"
        danger
        reason="required"
        busy={accept.isPending}
        onClose={() => setAccepting(false)}
        onConfirm={(reason) => accept.mutate(reason)}
      />
    </div>
  )
}

const over = new Set(['won', 'lost', 'closed'])
export function Deadline({ of: d }: { of: DisputeRow }) {
  if (!d.respondBy || over.has(d.status)) return <span className="quiet">–</span>
  return (
    <span className={d.overdue ? 'bad' : d.dueSoon ? 'warn' : undefined}>
      <When at={d.respondBy} style="deadline" />
      {d.overdue ? ', overdue' : ''}
    </span>
  )
}
