import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { AlertIcon, CheckIcon, ChevronRightIcon, When, moneyText } from '@manifold/ui'
import type { CountedAmount, Amount, PaymentStats } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { useSees } from '#shell/session.ts'
import { Sum } from '#money/amounts.tsx'
import { human, methodWord } from '#money/words.tsx'

const percent = (share: number | null): string => (share === null ? '–' : `${(Math.round(share * 1000) / 10).toLocaleString('en-IN')}%`)
const many = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString('en-IN')} ${n === 1 ? one : more}`

function Figure({
  name,
  value,
  to,
  tone = 'plain',
  change,
  note,
}: {
  name: string
  value: ReactNode
  to: string
  tone?: 'good' | 'bad' | 'plain'
  change?: string
  note: ReactNode
}) {
  return (
    <li className="money-figure">
      <p className="kl">
        <Link to={to}>{name}</Link>
      </p>
      <div className="kv">
        <b>{value}</b>
      </div>
      <p className="kd" data-tone={tone}>
        {change && tone === 'bad' ? <AlertIcon size={13} /> : change && tone === 'good' ? <CheckIcon size={13} /> : null}
        {change} <span>{note}</span>
      </p>
    </li>
  )
}

/** "+12%" against the span before; nothing where there is nothing to compare with. */
function against(now: number, before: number): string {
  if (before === 0) return ''
  const change = Math.round(((now - before) / before) * 100)
  return change === 0 ? 'No change' : `${change > 0 ? '+' : '−'}${Math.abs(change)}%`
}

/** Six figures; each is the way to its list. */
export function MoneyFigures({ of: o, span, from, to }: { of: PaymentStats; span: string; from: string; to: string }) {
  const days = `from=${from}&to=${to}`
  const captured = against(o.captured.amount.amount, o.captured.previous.amount.amount)
  const refunds = against(o.refunds.amount.amount, o.refunds.previous.amount.amount)
  const before = o.success.previous.share
  const better = o.success.share !== null && before !== null ? Math.round((o.success.share - before) * 1000) / 10 : null
  return (
    <ul className="panel kpis">
      <Figure
        name="Captured"
        value={<Sum of={o.captured.amount} />}
        to={`/money/payments?statusLabel=Success&${days}`}
        tone={captured === '' || captured === 'No change' ? 'plain' : captured.startsWith('+') ? 'good' : 'bad'}
        change={captured}
        note={captured ? `vs previous ${span}` : many(o.captured.count, 'payment')}
      />
      <Figure
        name="Tries that succeed"
        value={percent(o.success.share)}
        to={`/money/payments?statusLabel=Failed&${days}`}
        tone={better === null || better === 0 ? 'plain' : better > 0 ? 'good' : 'bad'}
        change={better === null ? '' : better === 0 ? 'No change' : `${better > 0 ? '+' : '−'}${Math.abs(better)} points`}
        note={better === null ? `${many(o.success.failed, 'try', 'tries')} failed` : `vs previous ${span}`}
      />
      <Figure
        name="Refunded"
        value={<Sum of={o.refunds.amount} />}
        to={`/money/refunds?queue=done&${days}`}
        change={refunds}
        note={refunds ? `vs previous ${span}` : many(o.refunds.count, 'refund')}
      />
      <Figure
        name="In wallets, owed"
        value={<Sum of={o.wallets.total} />}
        to="/money/accounts?under=liabilities:wallet"
        note={`to ${many(o.wallets.people, 'person', 'people')}`}
      />
      <Figure
        name="Gateway fees"
        value={<Sum of={o.fees.amount} />}
        to={`/money/settlements?${days}`}
        note={o.fees.share === null ? 'nothing was settled' : `${percent(o.fees.share)} of what was settled, tax ${moneyText(o.fees.tax.amount)}`}
      />
      <Figure
        name="Settlements due"
        value={<Sum of={o.settlements.due.amount} />}
        to="/money/settlements"
        note={
          o.settlements.due.oldest ? (
            <>
              of the last 60 days; oldest: <When at={o.settlements.due.oldest} style="day" within />
            </>
          ) : (
            'nothing is due'
          )
        }
      />
    </ul>
  )
}

interface Need {
  word: string
  to: string
  count: number
  amount?: Amount
  note?: ReactNode
  bad?: boolean
}
/** What waits for a person; what is at rest stays in the list, quietly. */
export function Attention({ of: o }: { of: PaymentStats }) {
  const sees = useSees()
  const of = (it: CountedAmount) => ({ count: it.count, amount: it.amount })
  const needs: (Need & { may: string })[] = [
    { word: 'Refunds to approve', to: '/money/refunds', may: 'payment.transaction.read', ...of(o.refunds.awaiting) },
    { word: 'Refunds that failed', to: '/money/refunds?queue=failed', may: 'payment.transaction.read', ...of(o.refunds.failed), bad: true },
    {
      word: 'Disputes open',
      to: '/money/disputes?open=true',
      may: 'payment.dispute.read',
      ...of(o.disputes.open),
      bad: o.disputes.dueSoon > 0,
      note: o.disputes.nextDeadline ? (
        <>
          answer by <When at={o.disputes.nextDeadline} style="day" />
        </>
      ) : null,
    },
    { word: 'Differences to explain', to: '/money/findings', may: 'payment.settlement.read', ...of(o.settlements.unmatched), bad: true },
    { word: 'Webhooks given up', to: '/money/webhooks?status=dead', may: 'payment.webhook.read', count: o.webhooks.dead, bad: true },
    { word: 'Webhooks that wait', to: '/money/webhooks?status=unmatched', may: 'payment.webhook.read', count: o.webhooks.waiting },
    { word: 'Webhooks refused', to: '/money/webhooks', may: 'payment.webhook.read', count: o.webhooks.rejected, bad: true },
  ]
  const mine = needs.filter((n) => sees({ may: n.may }))
  const waiting = mine.filter((n) => n.count > 0).length
  return (
    <section className="panel ch w4" aria-label="Needs a person">
      <div className="panel-head">
        <h2>Needs a person</h2>
        <span className="meta">{waiting === 0 ? 'Nothing waits' : ''}</span>
      </div>
      <ul className="needs">
        {mine.map((n) => (
          <li key={n.word} {...(n.count > 0 ? {} : { 'data-none': '' })}>
            <Link to={n.to}>
              <span className="grow">
                {n.count > 0 && n.bad ? <AlertIcon size={14} /> : null}
                {n.word}
                {n.count > 0 && n.note ? <span className="meta">{n.note}</span> : null}
              </span>
              {n.amount && n.count > 0 ? (
                <span className="meta">
                  <Sum of={n.amount} />
                </span>
              ) : null}
              <b>{n.count.toLocaleString('en-IN')}</b>
              <ChevronRightIcon size={14} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Of the tries of each method, how many became money; and why the others did not. */
export function MethodTable({ of: o, from, to }: { of: PaymentStats; from: string; to: string }) {
  return (
    <>
      <table className="dt">
        <caption className="vh">Success by method</caption>
        <Heads of={['Method', ['Share', 'vh barcell'], ['Paid', 'num'], ['Failed', 'num']]} />
        <tbody>
          {o.success.methods.map((m) => (
            <tr key={m.method}>
              <th scope="row">
                <Link className="plain-link" to={`/money/payments?method=${m.method}&from=${from}&to=${to}`}>
                  {methodWord(m.method)}
                </Link>
              </th>
              <td className="barcell">
                <span className="vh">{percent(m.share)}</span>
                <span className="bars" aria-hidden="true" style={{ background: 'var(--sunken)', borderRadius: 2 }}>
                  <i style={{ width: `${(m.share ?? 0) * 100}%`, background: (m.share ?? 1) < 0.8 ? 'var(--attention)' : 'var(--c-1)' }} />
                </span>
              </td>
              <td className={(m.share ?? 1) < 0.8 ? 'num bad' : 'num'}>{percent(m.share)}</td>
              <td className="num mut">{m.failed.toLocaleString('en-IN')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {o.success.reasons.length > 0 ? (
        <p className="meta" style={{ margin: '10px 0 0' }}>
          Most often:{' '}
          {o.success.reasons
            .slice(0, 3)
            .map((r) => `${human(r.reason).toLowerCase()} (${r.count})`)
            .join(', ')}
          .
        </p>
      ) : null}
    </>
  )
}

/** What we owe and what is owed to us, from the books and from the bank. */
export function Owed({ of: o }: { of: PaymentStats }) {
  const sees = useSees()
  const books = sees({ may: 'payment.ledger.read' })
  const rows: [string, Amount, string | null][] = [
    ['Wallets, own money', o.wallets.cash, books ? '/money/accounts?family=liabilities:wallet:*:cash' : null],
    ['Wallets, promo', o.wallets.promo, books ? '/money/accounts?family=liabilities:wallet:*:promo' : null],
    ['Wallets, set aside', o.wallets.held, books ? '/money/accounts?family=liabilities:wallet:*:held' : null],
    ['Refunds under way', o.refunds.underWay.amount, '/money/refunds?queue=under_way'],
    ['Gateway still owes us, of 60 days', o.settlements.due.amount, sees({ may: 'payment.settlement.read' }) ? '/money/settlements' : null],
    ['Settled in this span', o.settlements.settled.amount, sees({ may: 'payment.settlement.read' }) ? '/money/settlements' : null],
    ['In dispute', o.disputes.open.amount, sees({ may: 'payment.dispute.read' }) ? '/money/disputes?open=true' : null],
  ]
  return (
    <section className="panel ch w4" aria-label="Where money stands">
      <div className="panel-head">
        <h2>Where money stands</h2>
      </div>
      <dl className="sums">
        {rows.map(([word, amount, to]) => (
          <div key={word}>
            <dt>
              {to ? (
                <Link className="plain-link" to={to}>
                  {word}
                </Link>
              ) : (
                word
              )}
            </dt>
            <dd>
              <Sum of={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
