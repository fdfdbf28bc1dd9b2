import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { AlertIcon, CheckCircleIcon, ClockIcon, When } from '@manifold/ui'
import { api, type Amount, type SettlementPage } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { Title } from '#shell/title.tsx'
import { Sum } from '#money/amounts.tsx'
import { FindingsTable } from '#money/findings.tsx'
import { PaymentLink } from '#money/links.tsx'
import { Day, Facts, OnePage, TablePanel } from '#money/parts.tsx'
import { State, matchWords, settlementWords, shownOf } from '#money/words.tsx'

/** One settlement, matched three ways: our payments, the gateway's report, the bank. */
export default function SettlementRoute() {
  const { id = '' } = useParams()
  const found = useQuery({ queryKey: ['money', 'settlement', id], queryFn: ({ signal }) => api.get<SettlementPage>(`/payment/settlements/${id}`, { signal }) })
  return (
    <OnePage of={found} what="Settlement" list={{ to: '/money/settlements', label: 'All settlements' }}>
      {(s) => <One key={s.id} settlement={s} />}
    </OnePage>
  )
}

const kindWord = { payment: 'Payment', refund: 'Refund', adjustment: 'Adjustment' } as const
const minus = (m: Amount): Amount => ({ ...m, amount: 0 - Math.abs(m.amount) })

function One({ settlement: s }: { settlement: SettlementPage }) {
  const odd = s.entries.filter((l) => l.match !== 'matched').length
  const bankDiffers = s.bank !== null && s.bank.amount.amount !== s.amount.amount
  return (
    <main className="page">
      <div className="page-head">
        <Link className="crumb" to="/money/settlements">
          Settlements
        </Link>
        <Title of={s.gatewaySettlementId} />
        <h1>{s.gatewaySettlementId}</h1>
        <State of={shownOf(settlementWords, s.status)} />
      </div>
      <div className="money-page-body scroll" tabIndex={0} role="region" aria-label={s.gatewaySettlementId}>
        <div className="columns">
          <div className="stack">
            <ol className="panel three">
              <Way tone={odd > 0 ? 'bad' : 'good'} title="Our payments" amount={{ ...s.gross, amount: s.gross.amount - Math.abs(s.refunds.amount) }}>
                {odd > 0 ? `${odd} of ${s.lines} lines do not agree` : `All ${s.lines} lines agree`}
              </Way>
              <Way tone="good" title="The gateway’s report" amount={s.amount}>
                After <Sum of={{ ...s.fees, amount: s.fees.amount + s.tax.amount }} /> of fees and tax
              </Way>
              <Way tone={s.bank === null ? 'wait' : bankDiffers ? 'bad' : 'good'} title="The bank" amount={s.bank?.amount ?? null}>
                {s.bank ? (
                  <>
                    Booked <Day of={s.bank.bookedOn} />
                  </>
                ) : (
                  'Not seen yet'
                )}
              </Way>
            </ol>
            {s.findings > 0 ? <FindingsTable settlementId={s.id} /> : null}
            <TablePanel title="Lines" note={s.lines > s.entries.length ? `The first ${s.entries.length.toLocaleString('en-IN')} of ${s.lines.toLocaleString('en-IN')}` : undefined}>
              <table className="table">
                <caption className="vh">Lines of the settlement</caption>
                <Heads of={['Id at the gateway', 'Ours', 'Match', ['Amount', 'num from-md'], ['Fee', 'num from-md'], ['Tax', 'num from-md'], ['Net', 'num']]} />
                <tbody>
                  {s.entries.map((l) => (
                    <tr key={l.id}>
                      <th scope="row" style={{ overflowWrap: 'anywhere' }}>
                        {l.gatewayId}
                        <span className="meta" style={{ display: 'block', fontWeight: 400 }}>
                          {kindWord[l.kind]}
                        </span>
                      </th>
                      <td>
                        {l.payment ? (
                          <PaymentLink id={l.payment.id}>{l.payment.reference}</PaymentLink>
                        ) : l.refund ? (
                          <Link className="plain-link linked mono" to={`/money/refunds/${l.refund.id}?queue=all`}>
                            {l.refund.reference}
                          </Link>
                        ) : (
                          <span className="quiet">–</span>
                        )}
                      </td>
                      <td>
                        <State of={shownOf(matchWords, l.match)} />
                      </td>
                      <td className="num from-md">
                        <Sum of={l.amount} />
                      </td>
                      <td className="num from-md">
                        <Sum of={l.fee} />
                      </td>
                      <td className="num from-md">
                        <Sum of={l.tax} />
                      </td>
                      <td className="num">
                        <Sum of={l.net} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TablePanel>
          </div>
          <div className="stack">
            <section className="panel panel-pad" aria-label="Sum">
              <p className="meta" style={{ margin: 0 }}>
                Paid out
              </p>
              <p className="amount-head">
                <Sum of={s.amount} />
              </p>
              <dl className="sums" style={{ marginTop: 8 }}>
                {(
                  [
                    ['Payments', s.gross],
                    ['Refunds', minus(s.refunds)],
                    ['Fees', minus(s.fees)],
                    ['GST on fees', minus(s.tax)],
                  ] as const
                ).map(([word, m]) => (
                  <div key={word}>
                    <dt>{word}</dt>
                    <dd>
                      <Sum of={m} />
                    </dd>
                  </div>
                ))}
                <div className="total">
                  <dt>Paid out</dt>
                  <dd>
                    <Sum of={s.amount} />
                  </dd>
                </div>
              </dl>
            </section>
            <section className="panel panel-pad" aria-label="Details">
              <div className="panel-head">
                <h2>Details</h2>
              </div>
              <Facts
                of={[
                  ['Settled', <Day key="d" of={s.settledOn} />],
                  ['UTR', s.utr],
                  ['From', s.source === 'csv' ? 'An imported file' : 'The gateway itself'],
                  ['Known since', <When key="w" at={s.createdAt} style="dayTime" />],
                  [
                    'In the books',
                    s.entryId ? (
                      <Link key="e" className="linked plain-link" to={`/money/entries/${s.entryId}`}>
                        The entry
                      </Link>
                    ) : null,
                  ],
                ]}
              />
            </section>
          </div>
        </div>
      </div>
    </main>
  )
}

function Way({ tone, title, amount, children }: { tone: 'good' | 'bad' | 'wait'; title: string; amount: Amount | null; children: React.ReactNode }) {
  return (
    <li data-tone={tone}>
      <p className="kl">
        {tone === 'good' ? <CheckCircleIcon size={14} /> : tone === 'bad' ? <AlertIcon size={14} /> : <ClockIcon size={14} />}
        {title}
      </p>
      <b className="three-sum">
        <Sum of={amount} />
      </b>
      <p className="meta" style={{ margin: 0 }}>
        {children}
      </p>
    </li>
  )
}
