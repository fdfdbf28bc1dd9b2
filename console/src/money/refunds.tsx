import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { ConfirmDialog, SkeletonRows, When, moneyText, useToast } from '@manifold/ui'
import { api, isProblem, type PaymentStats, type RefundPage, type RefundRow } from '@manifold/client'
import { lines } from '#desk/lookups.ts'
import { WithPane } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { useActs } from '#shell/palette.tsx'
import { useMay, useMe } from '#shell/session.ts'
import { Sum, typedAmount } from '#money/amounts.tsx'
import { Steps } from '#money/history.tsx'
import { PaymentLink, Who } from '#money/links.tsx'
import { Facts, Tabs, Told } from '#money/parts.tsx'
import { failure, moneyChanged } from '#money/queries.ts'
import { NarrowState, State, causeWord, destinationWord, optionsOf, refundWords, shownOf } from '#money/words.tsx'

/** Refunds as a queue: first those that wait for a second person, then what failed. */
export default function RefundsPage() {
  const { id } = useParams()
  const [query] = useSearchParams()
  const may = useMay()
  const queue = query.get('queue') ?? 'awaiting'
  const counts = useQuery({
    queryKey: ['money', 'stats', 'counts'],
    queryFn: ({ signal }) => api.get<PaymentStats>('/payment/stats', { signal }),
    enabled: may('payment.stats.read'),
  }).data?.refunds
  const list = (
    <ListPage<RefundRow>
      resource="refunds"
      title="Refunds"
      search="reference or customer"
      always={queue === 'all' ? {} : { queue }}
      tabs={
        <Tabs
          label="Refunds"
          name="queue"
          first="awaiting"
          tabs={[
            ['awaiting', 'Waiting for approval', counts?.awaiting.count ?? 0],
            ['failed', 'Failed', counts?.failed.count ?? 0],
            ['under_way', 'On their way', counts?.underWay.count ?? 0],
            ['done', 'Done'],
            ['all', 'All'],
          ]}
        />
      }
      filters={[
        { name: 'status', label: 'State', kind: 'one', useOptions: fixed(optionsOf(refundWords)) },
        { name: 'line', label: 'Line', kind: 'one', useOptions: fixed(lines) },
        { name: 'from', label: 'From', kind: 'day' },
        { name: 'to', label: 'Until', kind: 'day' },
      ]}
      href={(r) => `/money/refunds/${r.id}${location.search}`}
      current={id}
      exportName="refunds"
      empty={
        queue === 'awaiting'
          ? { title: 'Nothing waits for you', text: 'Refunds above the limit appear here until a second person has decided.' }
          : queue === 'failed'
            ? { title: 'No refund has failed', text: 'A refund that the bank could not make appears here, to be tried again or credited to the wallet.' }
            : { title: 'No refunds here', text: 'Refunds are asked for on the page of a payment.' }
      }
      columns={[
        { key: 'reference', label: 'Refund', render: (r) => <span className="mono">{r.reference}</span>, csv: (r) => r.reference, width: 132 },
        { key: 'payer', label: 'Customer', render: (r) => r.payer?.name ?? '–', csv: (r) => r.payer?.name },
        {
          key: 'reason',
          label: 'Reason',
          from: 'lg',
          render: (r) => (
            <span className="cut quiet" style={{ display: 'block', maxWidth: 280 }}>
              {r.reason}
            </span>
          ),
          csv: (r) => r.reason,
        },
        { key: 'requester', label: 'Asked by', from: 'md', render: (r) => r.requester?.name ?? 'The system', csv: (r) => r.requester?.name },
        { key: 'status', label: 'State', from: 'sm', render: (r) => <State of={shownOf(refundWords, r.status)} />, csv: (r) => r.status },
        { key: 'at', label: 'Asked', from: 'md', render: (r) => <When at={r.createdAt} style="dayTime" />, csv: (r) => r.createdAt },
        {
          key: 'amount',
          label: 'Amount',
          num: true,
          render: (r) => (
            <>
              <Sum of={r.amount} />
              <NarrowState of={shownOf(refundWords, r.status)} />
            </>
          ),
          csv: (r) => typedAmount(r.amount.amount),
        },
      ]}
    />
  )
  return (
    <WithPane base="/money/refunds" list={list} title="Refund">
      {id ? <One key={id} id={id} /> : null}
    </WithPane>
  )
}

type Act = 'approve' | 'decline' | 'retry' | 'credit' | 'cancel'

function One({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['money', 'refund', id], queryFn: ({ signal }) => api.get<RefundPage>(`/payment/refunds/${id}`, { signal }) })
  const may = useMay()
  const me = useMe()
  const toast = useToast()
  const [asking, setAsking] = useState<Act | null>(null)
  const r = found.data
  const run = useMutation({
    mutationFn: ({ act, reason }: { act: Act; reason: string }) => {
      if (act === 'approve' || act === 'decline') return api.post(`/payment/refunds/${id}/decide`, { approve: act === 'approve', reason })
      if (act === 'credit') return api.post(`/payment/refunds/${id}/credit`, { reason })
      return api.post(`/payment/refunds/${id}/${act}`)
    },
    onSuccess: async (_, { act }) => {
      setAsking(null)
      await moneyChanged()
      toast(
        `${r?.reference ?? 'The refund'} ${{ approve: 'is approved.', decline: 'is declined.', retry: 'is sent once more.', credit: 'is credited to the wallet.', cancel: 'is taken back.' }[act]}`,
      )
    },
    onError: () => setAsking(null),
  })
  const waits = r?.status === 'requested'
  const mine = r?.requestedBy === me.id
  const decidable = waits && (r.mayDecide ?? (!mine && may('payment.refund.approve')))
  const failed = r?.status === 'failed' && may('payment.refund.approve')
  const ask = (act: Act) => () => {
    run.reset()
    setAsking(act)
  }
  const retry = () => run.mutate({ act: 'retry', reason: '' })
  useKey('money.approve', ask('approve'), decidable === true)
  useKey('money.decline', ask('decline'), decidable === true)
  useKey('money.again', retry, failed)
  useActs([
    ...(decidable
      ? [
          { label: `Approve ${r.reference}`, hotkey: 'money.approve' as const, run: ask('approve') },
          { label: `Decline ${r.reference}`, hotkey: 'money.decline' as const, run: ask('decline') },
        ]
      : []),
    ...(failed
      ? [
          { label: `Send ${r.reference} once more`, hotkey: 'money.again' as const, run: retry },
          { label: `Credit ${r.reference} to the wallet`, run: ask('credit') },
        ]
      : []),
  ])
  if (found.isPending) return <SkeletonRows rows={5} height={48} />
  if (!r)
    return (
      <p className="meta">{isProblem(found.error) && found.error.status === 404 ? 'There is no such refund.' : 'We could not load this refund. Close it and open it again.'}</p>
    )
  const sum = moneyText(r.amount.amount, r.amount.currency)
  const texts: Record<Act, { title: string; text: string; confirm: string; danger?: boolean }> = {
    approve: { title: `Approve ${r.reference}?`, text: `${sum} goes back to ${r.payer?.name ?? 'the customer'}. It cannot be called back.`, confirm: `Approve ${sum}` },
    decline: { title: `Decline ${r.reference}?`, text: `${sum} stays with us. Whoever asked for it sees your reason.`, confirm: 'Decline', danger: true },
    retry: { title: '', text: '', confirm: '' },
    credit: {
      title: `Credit ${sum} to the wallet?`,
      text: `Only with the consent of ${r.payer?.name ?? 'the customer'}. The way back to the bank is closed by this.`,
      confirm: 'Credit the wallet',
    },
    cancel: { title: `Take back ${r.reference}?`, text: 'Nobody has decided yet. The payment stays as it is.', confirm: 'Take back', danger: true },
  }
  return (
    <div className="stack">
      <div>
        <p className="meta mono" style={{ margin: 0 }}>
          {r.reference}
        </p>
        <p className="amount-head">{sum}</p>
        <State of={shownOf(refundWords, r.status)} />
      </div>
      {run.error ? (
        <Told tone="bad">
          <p>{failure(run.error)}</p>
        </Told>
      ) : null}
      {waits && mine ? (
        <Told tone="info">
          <p>You asked for this, so somebody else has to decide.</p>
        </Told>
      ) : null}
      {r.error ? (
        <Told tone="warn">
          <p>
            <b>The gateway said:</b> {r.error}
          </p>
        </Told>
      ) : null}
      <div className="pane-acts">
        {decidable ? (
          <>
            <Button variant="contained" onClick={ask('approve')}>
              Approve
              <KeyHint name="money.approve" />
            </Button>
            <Button onClick={ask('decline')}>
              Decline
              <KeyHint name="money.decline" />
            </Button>
          </>
        ) : null}
        {failed ? (
          <>
            <Button variant="contained" disabled={run.isPending} onClick={retry}>
              Send once more
              <KeyHint name="money.again" />
            </Button>
            <Button onClick={ask('credit')}>Credit the wallet</Button>
          </>
        ) : null}
        {waits && mine ? <Button onClick={ask('cancel')}>Take back</Button> : null}
      </div>
      <Facts
        of={[
          ['Reason', r.reason],
          ['Customer', r.payer ? <Who key="payer" id={r.payer.id} link /> : null],
          [
            'Payment',
            r.payment ? (
              <PaymentLink key="p" id={r.paymentId}>
                {r.payment.reference}
              </PaymentLink>
            ) : null,
          ],
          ['For', r.payment?.description],
          ['Where to', destinationWord[r.to]],
          ['Why', r.cause === 'asked' ? null : causeWord[r.cause]],
          ['Asked by', r.requester?.name ?? 'The system'],
          ['Decided by', r.decider?.name],
          ['Gateway id', r.gatewayRefundId],
          ['Tries', r.tries > 1 ? r.tries : null],
          ['Asked', <When key="at" at={r.createdAt} style="dayTime" />],
          ['Arrived', r.processedAt ? <When key="done" at={r.processedAt} style="dayTime" /> : null],
        ]}
      />
      {r.history.length > 0 ? (
        <div>
          <p className="form-label">What happened</p>
          <Steps of={r.history} />
        </div>
      ) : null}
      <ConfirmDialog
        open={asking !== null}
        {...(asking ? texts[asking] : { title: '', confirm: '' })}
        {...(asking === 'cancel' ? {} : { reason: 'required' as const })}
        busy={run.isPending}
        onClose={() => setAsking(null)}
        onConfirm={(reason) => asking && run.mutate({ act: asking, reason })}
      />
    </div>
  )
}
