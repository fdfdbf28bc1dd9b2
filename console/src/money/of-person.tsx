import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { ErrorState, SkeletonRows, When } from '@manifold/ui'
import { api, type Page, type PaymentRow, type PersonMoney, type WalletLine } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { useMay, useSees } from '#shell/session.ts'
import { useActs } from '#shell/palette.tsx'
import { Sum } from '#money/amounts.tsx'
import { TablePanel } from '#money/parts.tsx'
import { useMoneyLive } from '#money/queries.ts'
import { AdjustDialog, PayoutDialog } from '#money/wallet-forms.tsx'
import { State, paymentWords, shownOf } from '#money/words.tsx'
import './money.css'

const useMoneyOf = (id: string) => useQuery({ queryKey: ['money', 'person', id], queryFn: ({ signal }) => api.get<PersonMoney>(`/payment/people/${id}`, { signal }) })

/** What a customer paid, newest first; on the customer's page for those who may see payments. */
export function PaymentsOf({ id }: { id: string }) {
  const sees = useSees()
  return sees({ may: 'payment.transaction.read', wide: true }) ? <Payments id={id} /> : null
}
function Payments({ id }: { id: string }) {
  useMoneyLive()
  const found = useQuery({ queryKey: ['payments', 'of', id], queryFn: ({ signal }) => api.get<Page<PaymentRow>>('/payment/intents', { query: { payerId: id, limit: 8 }, signal }) })
  const rows = found.data?.data ?? []
  return (
    <TablePanel
      title="Payments"
      note={found.data && rows.length === 0 ? 'None yet' : undefined}
      end={
        found.data?.nextCursor ? (
          <Link className="card-link" to={`/money/payments?payerId=${id}`}>
            All
          </Link>
        ) : null
      }
    >
      {found.isPending ? (
        <SkeletonRows rows={4} height={38} />
      ) : found.isError ? (
        <ErrorState onRetry={() => void found.refetch()} />
      ) : rows.length === 0 ? (
        <div style={{ height: 10 }} />
      ) : (
        <table className="table">
          <caption className="vh">Payments of this customer</caption>
          <Heads of={['Payment', 'State', ['Started', 'from-sm'], ['Amount', 'num']]} />
          <tbody>
            {rows.map((p) => (
              <tr key={p.id}>
                <th scope="row">
                  <Link to={`/money/payments/${p.id}`} className="plain-link">
                    {p.description}
                  </Link>
                  <span className="meta mono" style={{ display: 'block', fontWeight: 400 }}>
                    {p.reference}
                  </span>
                </th>
                <td>
                  <State of={shownOf(paymentWords, p.status)} />
                </td>
                <td className="from-sm">
                  <When at={p.createdAt} style="day" />
                </td>
                <td className="num">
                  <Sum of={p.amount} />
                  {p.refunded?.amount ? (
                    <span className="meta" style={{ display: 'block' }}>
                      <Sum of={p.refunded} /> back
                    </span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </TablePanel>
  )
}

/** What a customer has in the wallet, its last lines, and the two ways in which staff may move it: both need a second person. */
export function WalletOf({ id }: { id: string }) {
  const sees = useSees()
  return sees({ may: 'payment.transaction.read', wide: true }) ? <Wallet id={id} /> : null
}
function Wallet({ id }: { id: string }) {
  const may = useMay()
  const found = useMoneyOf(id)
  const lines = useQuery({
    queryKey: ['money', 'person', id, 'statement'],
    queryFn: ({ signal }) => api.get<Page<WalletLine>>(`/payment/people/${id}/statement`, { query: { limit: 6 }, signal }),
  }).data?.data
  const [form, setForm] = useState<'adjust' | 'payout' | null>(null)
  const m = found.data
  const adjusts = m !== undefined && may('payment.adjust.request')
  const pays = m !== undefined && may('payment.payout.request') && m.wallet.cash.amount > 0
  useActs([...(adjusts ? [{ label: 'Adjust the wallet', run: () => setForm('adjust') }] : []), ...(pays ? [{ label: 'Pay out of the wallet', run: () => setForm('payout') }] : [])])
  return (
    <section className="panel panel-pad" aria-label="Wallet">
      <div className="panel-head">
        <h2>Wallet</h2>
      </div>
      {found.isPending ? (
        <SkeletonRows rows={3} height={32} />
      ) : !m ? (
        <p className="meta">We could not load the wallet. {found.error?.message}</p>
      ) : (
        <>
          <p className="meta" style={{ margin: 0 }}>
            To spend
          </p>
          <p className="amount-head">
            <Sum of={m.wallet.spendable} />
          </p>
          <dl className="sums" style={{ marginTop: 6 }}>
            {(
              [
                ['Own money', m.wallet.cash],
                ['Promo', m.wallet.promo],
                ['Set aside', m.wallet.held],
              ] as const
            ).map(([word, sum]) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>
                  <Sum of={sum} />
                </dd>
              </div>
            ))}
          </dl>
          {lines && lines.length > 0 ? (
            <>
              <p className="form-label" style={{ marginTop: 10 }}>
                Last lines
              </p>
              <ul className="lines">
                {lines.map((l) => (
                  <li key={`${l.entryId}-${l.pocket}`}>
                    <span className="grow">
                      {may('payment.ledger.read') ? (
                        <Link className="plain-link" to={`/money/entries/${l.entryId}`}>
                          {l.label}
                        </Link>
                      ) : (
                        l.label
                      )}{' '}
                      <span className="meta">
                        <When at={l.at} style="day" />
                      </span>
                    </span>
                    <span className="num">
                      <Sum of={l.amount} />
                    </span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
          <p className="meta" style={{ margin: '10px 0 0' }}>
            Paid <Sum of={m.captured.amount} /> in {m.captured.count.toLocaleString('en-IN')} {m.captured.count === 1 ? 'payment' : 'payments'}, got back{' '}
            <Sum of={m.refunded.amount} />
            {m.disputes > 0 ? `, ${m.disputes} disputes` : ''}.
          </p>
          {adjusts || pays ? (
            <div className="pane-acts" style={{ marginTop: 12 }}>
              {adjusts ? <Button onClick={() => setForm('adjust')}>Adjust</Button> : null}
              {pays ? <Button onClick={() => setForm('payout')}>Pay out</Button> : null}
            </div>
          ) : null}
        </>
      )}
      {form === 'adjust' && m ? <AdjustDialog of={m} onClose={() => setForm(null)} /> : null}
      {form === 'payout' && m ? <PayoutDialog of={m} onClose={() => setForm(null)} /> : null}
    </section>
  )
}
