import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ConfirmDialog, ReceiptIcon, RefreshIcon, When, useToast } from '@manifold/ui'
import { api, type PaymentPage, type PaymentRow, type StaffAttempt } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { lineWord } from '#desk/lookups.ts'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { useActs } from '#shell/palette.tsx'
import { useMay } from '#shell/session.ts'
import { Title } from '#shell/title.tsx'
import { Sum } from '#money/amounts.tsx'
import { EntriesOf } from '#money/entries-of.tsx'
import { History } from '#money/history.tsx'
import { Thing, Who } from '#money/links.tsx'
import { Facts, OnePage, TablePanel, Told } from '#money/parts.tsx'
import { moneyChanged, usePayment } from '#money/queries.ts'
import { RefundDialog } from '#money/refund-form.tsx'
import { State, attemptWords, disputeWords, human, methodWord, paymentWords, purposeWord, refundWords, shownOf } from '#money/words.tsx'

export default function PaymentRoute() {
  const { id = '' } = useParams()
  const found = usePayment(id)
  return (
    <OnePage of={found} what="Payment" list={{ to: '/money/payments', label: 'All payments' }}>
      {(p) => <One key={p.id} payment={p} />}
    </OnePage>
  )
}

function One({ payment: p }: { payment: PaymentPage }) {
  const may = useMay()
  const toast = useToast()
  const [refunding, setRefunding] = useState(false)
  const [dropping, setDropping] = useState(false)
  const left = p.amount.amount - p.refunds.filter((r) => r.status !== 'rejected' && r.status !== 'cancelled').reduce((sum, r) => sum + r.amount.amount, 0)
  const refundable = p.status === 'captured' && left > 0 && may('payment.refund.create')
  const droppable = (p.status === 'created' || p.status === 'attempted') && may('payment.configure')
  const askable = p.attempts.some((a) => a.gateway !== 'wallet') && may('payment.configure')
  const refund = () => setRefunding(true)
  const ask = useMutation({
    mutationFn: () => api.post<PaymentRow>(`/payment/intents/${p.id}/ask`),
    onSuccess: async (now) => {
      await moneyChanged()
      toast(`The gateway says: ${paymentWords[now.status][0].toLowerCase()}.`)
    },
    onError: (e) => toast(e.message),
  })
  const drop = useMutation({
    mutationFn: () => api.post(`/payment/intents/${p.id}/cancel`),
    onSuccess: async () => {
      setDropping(false)
      await moneyChanged()
      toast(`${p.reference} is called off.`)
    },
    onError: (e) => (setDropping(false), toast(e.message)),
  })
  useKey('money.refund', refund, refundable)
  useActs([
    ...(refundable ? [{ label: `Refund ${p.reference}`, hotkey: 'money.refund' as const, run: refund }] : []),
    ...(askable ? [{ label: `Ask the gateway about ${p.reference}`, run: () => ask.mutate() }] : []),
    ...(droppable ? [{ label: `Call off ${p.reference}`, run: () => setDropping(true) }] : []),
  ])
  return (
    <main className="page">
      <div className="page-head">
        <Link className="crumb" to="/money/payments">
          Payments
        </Link>
        <Title of={p.reference} />
        <h1>{p.reference}</h1>
        <State of={shownOf(paymentWords, p.status)} />
        <span className="push" />
        {askable ? (
          <Button startIcon={<RefreshIcon size={16} />} disabled={ask.isPending} onClick={() => ask.mutate()}>
            Ask the gateway
          </Button>
        ) : null}
        {p.capturedAt ? (
          <Button startIcon={<ReceiptIcon size={16} />} component="a" href={api.address(`/payment/intents/${p.id}/receipt`)} download>
            Receipt
          </Button>
        ) : null}
        {droppable ? <Button onClick={() => setDropping(true)}>Call off</Button> : null}
        {refundable ? (
          <Button variant="contained" onClick={refund}>
            Refund
            <KeyHint name="money.refund" />
          </Button>
        ) : null}
      </div>
      <div className="money-page-body scroll" tabIndex={0} role="region" aria-label={p.reference}>
        <div className="columns">
          <div className="stack">
            {p.status === 'late_captured' ? (
              <Told tone="warn">
                <p>
                  <b>The money came after the time to pay had passed.</b> What it was for decides whether it still counts; without an answer it goes back by itself.
                </p>
              </Told>
            ) : null}
            <Disputes payment={p} />
            <Refunds payment={p} />
            <Attempts id={p.id} />
            {may('payment.ledger.read') ? (
              <EntriesOf of={p.businessRef} memos={p.businessRef.type === 'wallet' ? [p.reference, ...p.refunds.map((r) => r.reference)] : undefined} />
            ) : null}
          </div>
          <div className="stack">
            <section className="panel panel-pad" aria-label="Amount">
              <p className="meta" style={{ margin: 0 }}>
                {p.description || purposeWord(p.purpose)}
              </p>
              <p className="amount-head">
                <Sum of={p.amount} />
              </p>
              <dl className="sums" style={{ marginTop: 8 }}>
                {p.refunds
                  .filter((r) => r.status !== 'rejected' && r.status !== 'cancelled')
                  .map((r) => (
                    <div key={r.id}>
                      <dt>{r.reference}</dt>
                      <dd>
                        <Sum of={{ ...r.amount, amount: 0 - r.amount.amount }} />
                      </dd>
                    </div>
                  ))}
                {p.refunds.length > 0 ? (
                  <div className="total">
                    <dt>Left</dt>
                    <dd>
                      <Sum of={{ ...p.amount, amount: left }} />
                    </dd>
                  </div>
                ) : null}
              </dl>
            </section>
            <section className="panel panel-pad" aria-label="Details">
              <div className="panel-head">
                <h2>Details</h2>
              </div>
              <Facts
                of={[
                  ['Customer', <Who key="who" id={p.payerId} link />],
                  ['For', <Thing key="thing" of={p.businessRef} />],
                  ['Line', lineWord(p.line)],
                  ['Method', methodWord(p.method)],
                  ['Gateway id', p.gatewayPaymentId ?? p.attempts.find((a) => a.status === 'captured')?.gatewayPaymentId],
                  ['Started', <When key="begun" at={p.createdAt} style="dayTime" />],
                  ['Paid', p.capturedAt ? <When key="paid" at={p.capturedAt} style="dayTime" /> : null],
                  ['To be paid by', p.capturedAt || p.status === 'cancelled' ? null : <When key="by" at={p.expiresAt} style="dayTime" />],
                ]}
              />
            </section>
            <section className="panel panel-pad" aria-label="What happened">
              <div className="panel-head">
                <h2>What happened</h2>
              </div>
              <History path={`/payment/intents/${p.id}/history`} />
            </section>
          </div>
        </div>
      </div>
      {refunding ? <RefundDialog payment={p} left={left} onClose={() => setRefunding(false)} /> : null}
      <ConfirmDialog
        open={dropping}
        title={`Call off ${p.reference}?`}
        text="Nobody can pay it any more. Should money arrive all the same, it is given back."
        confirm="Call off"
        keep="Keep payment"
        danger
        busy={drop.isPending}
        onClose={() => setDropping(false)}
        onConfirm={() => drop.mutate()}
      />
    </main>
  )
}

function Refunds({ payment: p }: { payment: PaymentPage }) {
  if (p.refunds.length === 0) return null
  return (
    <TablePanel title="Refunds">
      <table className="table">
        <caption className="vh">Refunds of this payment</caption>
        <Heads of={['Refund', 'State', ['Asked by', 'from-md'], ['When', 'from-sm'], ['Amount', 'num']]} />
        <tbody>
          {p.refunds.map((r) => (
            <tr key={r.id}>
              <th scope="row">
                <Link to={`/money/refunds/${r.id}`} className="plain-link linked mono">
                  {r.reference}
                </Link>
                <span className="meta" style={{ display: 'block', fontWeight: 400 }}>
                  {r.reason}
                </span>
              </th>
              <td>
                <State of={shownOf(refundWords, r.status)} />
              </td>
              <td className="from-md">
                <Who id={r.requestedBy} />
              </td>
              <td className="from-sm">
                <When at={r.createdAt} style="dayTime" />
              </td>
              <td className="num">
                <Sum of={r.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}

function Disputes({ payment: p }: { payment: PaymentPage }) {
  const may = useMay()
  if (p.disputes.length === 0) return null
  return (
    <TablePanel title="Disputes">
      <table className="table">
        <caption className="vh">Disputes about this payment</caption>
        <Heads of={['Reason', 'State', ['Answer by', 'from-sm'], ['Amount', 'num']]} />
        <tbody>
          {p.disputes.map((d) => (
            <tr key={d.id}>
              <th scope="row">
                {may('payment.dispute.read') ? (
                  <Link to={`/money/disputes/${d.id}`} className="plain-link linked">
                    {d.reason ? human(d.reason) : 'No reason given'}
                  </Link>
                ) : d.reason ? (
                  human(d.reason)
                ) : (
                  'No reason given'
                )}
              </th>
              <td>
                <State of={shownOf(disputeWords, d.status)} />
              </td>
              <td className="from-sm">{d.respondBy ? <When at={d.respondBy} style="deadline" /> : '–'}</td>
              <td className="num">
                <Sum of={d.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}

function Attempts({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['money', 'attempts', id], queryFn: ({ signal }) => api.get<{ data: StaffAttempt[] }>(`/payment/intents/${id}/attempts`, { signal }) })
  const rows = found.data?.data ?? []
  return (
    <TablePanel title="Tries" note={found.data && rows.length === 0 ? 'Nobody has tried to pay yet' : undefined}>
      {rows.length === 0 ? (
        <div style={{ height: 10 }} />
      ) : (
        <table className="table">
          <caption className="vh">Tries to pay</caption>
          <Heads of={['Started', 'Method', 'State', ['Ids at the gateway', 'from-md'], ['Amount', 'num']]} />
          <tbody>
            {rows.map((a) => (
              <tr key={a.id}>
                <th scope="row">
                  <When at={a.createdAt} style="dayTime" />
                </th>
                <td>{methodWord(a.method ?? a.gateway)}</td>
                <td>
                  <State of={shownOf(attemptWords, a.status)} />
                  {a.error || a.errorReason ? (
                    <span className="meta" style={{ display: 'block' }}>
                      {a.error ?? a.errorReason}
                    </span>
                  ) : null}
                </td>
                <td className="from-md meta">
                  {[a.gatewayPaymentId, a.gatewayOrderId].filter(Boolean).map((x) => (
                    <span key={x} style={{ display: 'block' }}>
                      {x}
                    </span>
                  ))}
                </td>
                <td className="num">
                  <Sum of={a.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </TablePanel>
  )
}
