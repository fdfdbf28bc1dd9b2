import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { LockIcon, When } from '@manifold/ui'
import { api, type LedgerEntry } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { Title } from '#shell/title.tsx'
import { Balance, Side, Sum } from '#money/amounts.tsx'
import { EntriesOf } from '#money/entries-of.tsx'
import { movedBy } from '#money/entries.tsx'
import { AccountLink, PaymentLink, Thing, Who, thingWord } from '#money/links.tsx'
import { Facts, OnePage, TablePanel, Told } from '#money/parts.tsx'
import { kindWord } from '#money/words.tsx'

/** One entry: its lines as accountants write them, its place in the chain, and what it was for. */
export default function EntryPage() {
  const { id = '' } = useParams()
  const found = useQuery({ queryKey: ['money', 'entry', id], queryFn: ({ signal }) => api.get<LedgerEntry>(`/payment/ledger/entries/${id}`, { signal }) })
  return (
    <OnePage of={found} what="Entry" list={{ to: '/money/entries', label: 'All entries' }}>
      {(e) => <One key={e.id} entry={e} />}
    </OnePage>
  )
}

const reference = /\b(PAY-[2-9A-Z]{6})\b/
function One({ entry: e }: { entry: LedgerEntry }) {
  const total = movedBy(e)
  const payment = reference.exec(e.memo ?? '')?.[1]
  return (
    <main className="page">
      <div className="page-head">
        <Link className="crumb" to="/money/entries">
          Entries
        </Link>
        <Title of={`Entry ${e.seq.toLocaleString('en-IN')}`} />
        <h1>
          Entry {e.seq.toLocaleString('en-IN')}: {kindWord(e.kind)}
        </h1>
      </div>
      <div className="money-page-body scroll" tabIndex={0} role="region" aria-label={`Entry ${e.seq}`}>
        <div className="columns">
          <div className="stack">
            {e.reversedBy ? (
              <Told tone="warn">
                <p>
                  This entry was taken back by <Link to={`/money/entries/${e.reversedBy}`}>another one</Link>. Both stay.
                </p>
              </Told>
            ) : null}
            {e.reversalOf ? (
              <Told tone="info">
                <p>
                  This entry takes back <Link to={`/money/entries/${e.reversalOf}`}>an earlier one</Link>.
                </p>
              </Told>
            ) : null}
            <TablePanel title="Lines">
              <table className="table">
                <caption className="vh">Lines of the entry</caption>
                <Heads of={['Account', ['Debit', 'num'], ['Credit', 'num'], ['Balance after', 'num from-md']]} />
                <tbody>
                  {e.lines.map((l) => (
                    <tr key={l.line}>
                      <th scope="row" style={{ fontWeight: 400, ...(l.amount.amount < 0 ? { paddingLeft: 32 } : {}) }}>
                        <AccountLink id={l.accountId} name={l.account} />
                      </th>
                      <td className="num">
                        <Side of={l.amount} side="debit" />
                      </td>
                      <td className="num">
                        <Side of={l.amount} side="credit" />
                      </td>
                      <td className="num from-md">
                        <Balance of={l.balanceAfter} />
                      </td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <th scope="row">Total</th>
                    <td className="num">
                      <Sum of={total} />
                    </td>
                    <td className="num">
                      <Sum of={total} />
                    </td>
                    <td className="num from-md">Balanced</td>
                  </tr>
                </tfoot>
              </table>
            </TablePanel>
            <EntriesOf of={e.businessRef} title={`All entries of this ${thingWord(e.businessRef.type).toLowerCase()}`} />
          </div>
          <div className="stack">
            <section className="panel panel-pad" aria-label="Details">
              <div className="panel-head">
                <h2>Details</h2>
              </div>
              <Facts
                of={[
                  ['For', <Thing key="for" of={e.businessRef} />],
                  [
                    'Payment',
                    payment ? (
                      <PaymentLink key="p" id={payment}>
                        {payment}
                      </PaymentLink>
                    ) : null,
                  ],
                  ['Note', e.memo],
                  ['By', <Who key="by" id={e.actorId} />],
                  ['Occurred', <When key="o" at={e.occurredAt} style="dayTime" />],
                  ['Recorded', <When key="r" at={e.recordedAt} style="dayTime" />],
                  ['Kind', e.kind],
                  [
                    'Key',
                    <span key="k" className="hash">
                      {e.key}
                    </span>,
                  ],
                ]}
              />
            </section>
            <section className="panel panel-pad" aria-label="Seal">
              <div className="panel-head">
                <LockIcon size={14} />
                <h2>Seal</h2>
              </div>
              {e.seal ? (
                <>
                  <p className="meta" style={{ margin: '0 0 6px' }}>
                    Link {e.seq.toLocaleString('en-IN')} of the chain. The hash covers this entry, its lines and every one sealed before it.
                  </p>
                  <p className="hash" style={{ margin: 0 }}>
                    {e.seal}
                  </p>
                </>
              ) : (
                <p className="meta" style={{ margin: 0 }}>
                  Not sealed yet. The seal follows within seconds.
                </p>
              )}
            </section>
          </div>
        </div>
      </div>
    </main>
  )
}
