import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { Link, useSearchParams } from 'react-router'
import { CalendarIcon, DownloadIcon, ErrorState, EmptyState, ShieldIcon, SkeletonRows, When, exactText, useLocale } from '@manifold/ui'
import { api, isProblem, type LedgerFault, type LedgerVerdict, type Amount, type TrialBalance } from '@manifold/client'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { useActs } from '#shell/palette.tsx'
import { Heads, MenuChip } from '#shell/parts.tsx'
import { useConfig, useMay } from '#shell/session.ts'
import { dayIn, instantIn } from '#shell/zone.ts'
import { Title } from '#shell/title.tsx'
import { Sum } from '#money/amounts.tsx'
import { AccountName } from '#money/links.tsx'
import { Told } from '#money/parts.tsx'

const groups = [
  ['assets', 'Assets'],
  ['liabilities', 'Liabilities'],
  ['equity', 'Equity'],
  ['income', 'Income'],
  ['expenses', 'Expenses'],
] as const

/** The trial balance, now or as it was at the end of a day; whether the books hold; and the journal as a file. */
export default function BalancePage() {
  const { timeZone } = useConfig()
  const [query, setQuery] = useSearchParams()
  const day = query.get('day') ?? ''
  const at = day ? instantIn(timeZone, dayIn('UTC', new Date(`${day}T00:00:00Z`), 1)).toISOString() : undefined
  const may = useMay()
  const found = useQuery({
    queryKey: ['money', 'trial-balance', at ?? 'now'],
    queryFn: ({ signal }) => api.get<TrialBalance>('/payment/ledger/trial-balance', { query: { at }, signal }),
    placeholderData: (old) => old,
  })
  const verify = useMutation({ mutationFn: () => api.get<LedgerVerdict>('/payment/ledger/verify') })
  const exported = (format: 'hledger' | 'beancount') => location.assign(api.address('/payment/ledger/export', { format }))
  useKey('money.again', () => verify.mutate())
  useActs([
    { label: 'Verify the books', hotkey: 'money.again', run: () => verify.mutate() },
    ...(may('payment.ledger.export')
      ? [
          { label: 'Export the journal for hledger', run: () => exported('hledger') },
          { label: 'Export the journal for beancount', run: () => exported('beancount') },
        ]
      : []),
  ])
  const t = found.data
  return (
    <main className="page">
      <div className="page-head">
        <Title of="Trial balance" />
        <h1>Trial balance</h1>
        <span className="meta">
          {t ? (
            <>
              {day ? 'at the end of ' : 'as of '}
              <When at={day ? new Date(Date.parse(t.at) - 1) : t.at} style={day ? 'day' : 'auto'} />
            </>
          ) : null}
        </span>
        <span className="push" />
        <label className="chip day-chip">
          <CalendarIcon size={14} />
          <span className="k">At the end of</span>
          <input
            type="date"
            aria-label="Show the balance at the end of this day"
            value={day}
            max={dayIn(timeZone, new Date())}
            onChange={(e) => setQuery(e.target.value ? { day: e.target.value } : {}, { replace: true })}
          />
        </label>
        {may('payment.ledger.export') ? (
          <MenuChip
            label="Export the journal"
            value={
              <>
                <DownloadIcon size={14} />
                Export
              </>
            }
          >
            {(close) =>
              (['hledger', 'beancount'] as const).map((format) => (
                <MenuItem
                  key={format}
                  onClick={() => {
                    close()
                    exported(format)
                  }}
                >
                  Journal for {format}
                </MenuItem>
              ))
            }
          </MenuChip>
        ) : null}
        <Button variant="contained" startIcon={<ShieldIcon size={16} />} disabled={verify.isPending} onClick={() => verify.mutate()}>
          {verify.isPending ? 'Verifying…' : 'Verify'}
          <KeyHint name="money.again" />
        </Button>
      </div>
      <div className="money-page-body scroll" tabIndex={0} role="region" aria-label="Trial balance">
        <div className="stack tight">
          <div role="status">
            {verify.error ? (
              <Told tone="warn">
                <p>The books could not be verified now. {verify.error.message}</p>
              </Told>
            ) : verify.data ? (
              <Verdict of={verify.data} />
            ) : null}
          </div>
          {found.isPending ? (
            <SkeletonRows rows={10} height={38} />
          ) : !t ? (
            <ErrorState
              title={isProblem(found.error) && found.error.status === 403 ? 'Your roles do not include the books.' : 'We could not load the books.'}
              text={found.error?.message ?? ''}
              onRetry={() => void found.refetch()}
              reference={isProblem(found.error) ? found.error.requestId : null}
            />
          ) : t.data.length === 0 ? (
            <EmptyState title="Nothing was posted yet" text="The first payment writes the first entry." />
          ) : (
            t.totals.map((total) => <Currency key={total.currency} of={t} total={total} />)
          )}
        </div>
      </div>
    </main>
  )
}

const sumOf = (rows: TrialBalance['data'], side: 'debit' | 'credit', currency: string): Amount => ({ amount: rows.reduce((n, r) => n + r[side].amount, 0), currency })
const blank = (m: Amount) => (m.amount === 0 ? null : <Sum of={m} />)

function Currency({ of: t, total }: { of: TrialBalance; total: TrialBalance['totals'][number] }) {
  const mine = t.data.filter((r) => r.currency === total.currency)
  const balanced = total.debit.amount === total.credit.amount
  return (
    <section className="panel panel-table" aria-label={`Trial balance in ${total.currency}`}>
      <div className="scroll" tabIndex={0} role="region" aria-label={`Balances in ${total.currency}`}>
        <table className="table balance">
          <caption className="vh">Trial balance in {total.currency} by family of accounts</caption>
          <Heads of={['Account', ['Accounts', 'num from-sm'], ['Debit', 'num'], ['Credit', 'num']]} />
          <tbody>
            {groups.map(([key, word]) => {
              const rows = mine.filter((r) => r.family.split(':')[0] === key)
              if (rows.length === 0) return null
              return (
                <Fragment key={key}>
                  <tr className="sub-row">
                    <th scope="row">{word}</th>
                    <td className="num from-sm">{rows.reduce((n, r) => n + r.accounts, 0).toLocaleString('en-IN')}</td>
                    <td className="num">{blank(sumOf(rows, 'debit', total.currency))}</td>
                    <td className="num">{blank(sumOf(rows, 'credit', total.currency))}</td>
                  </tr>
                  {rows.map((r) => (
                    <tr key={r.family}>
                      <th scope="row" style={{ paddingLeft: 32, fontWeight: 400 }}>
                        <Link className="plain-link" to={`/money/accounts?family=${encodeURIComponent(r.family)}`}>
                          <AccountName name={r.family} />
                        </Link>
                      </th>
                      <td className="num quiet from-sm">{r.accounts.toLocaleString('en-IN')}</td>
                      <td className="num">{blank(r.debit)}</td>
                      <td className="num">{blank(r.credit)}</td>
                    </tr>
                  ))}
                </Fragment>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{balanced ? 'Total, balanced' : 'Total, not balanced'}</th>
              <td className="num from-sm">{mine.reduce((n, r) => n + r.accounts, 0).toLocaleString('en-IN')}</td>
              <td className={balanced ? 'num' : 'num bad'}>
                <Sum of={total.debit} />
              </td>
              <td className={balanced ? 'num' : 'num bad'}>
                <Sum of={total.credit} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="balance-foot">
        Net worth <Sum of={total.netWorth} />, net income <Sum of={total.netIncome} />
        {total.netWorth.amount === total.netIncome.amount ? '. They agree.' : '. They do not agree: something was posted to equity, or the books are wrong.'}
      </p>
    </section>
  )
}

const faults: Record<string, string> = {
  entry_unbalanced: 'Its lines do not add up to zero',
  line_without_entry: 'It has a line but is not there itself',
  line_of_wrong_account: 'It has a line on a wrong account',
  balance_after_wrong: 'It says a wrong balance after it',
  account_overdrawn: 'It takes an account below zero',
  balance_wrong: 'The balance is not the sum of its lines',
  guard_wrong: 'It has lost the guard against going below zero',
  chain_broken: 'It is not what was sealed',
  not_in_chain: 'It was put in behind the seal',
}
/** What the check of the whole ledger said, with the first wrong row of each kind. */
function Verdict({ of: v }: { of: LedgerVerdict }) {
  const l = useLocale()
  const many = (n: number) => n.toLocaleString('en-IN')
  if (v.ok)
    return (
      <Told tone="good">
        <p>
          <b>The books hold.</b> {many(v.entries)} entries were added up again and agree with every balance; {many(v.sealed)} of them are sealed. Checked {exactText(l, new Date())}
          .
        </p>
        {v.head ? <p className="hash">Newest seal {v.head}</p> : null}
      </Told>
    )
  return (
    <Told tone="bad">
      <p>
        <b>The books do not hold.</b> Stop what moves money, keep this page, and call whoever runs the database. The first wrong row of each kind:
      </p>
      <ul style={{ margin: '6px 0 0', paddingLeft: 18 }}>
        {v.faults.map((f) => (
          <li key={`${f.fault}-${f.seq ?? ''}-${f.account ?? ''}`}>
            <FaultWhere of={f} />. {faults[f.fault] ?? f.fault}: expected {f.expected}, found {f.found}.
          </li>
        ))}
      </ul>
    </Told>
  )
}
const FaultWhere = ({ of: f }: { of: LedgerFault }) => (
  <>
    {f.entryId ? <Link to={`/money/entries/${f.entryId}`}>Entry {f.seq}</Link> : f.seq === null ? 'Account' : `Entry ${f.seq}`}
    {f.line === null ? '' : `, line ${f.line}`}
    {f.account ? ` ${f.account}` : ''}
  </>
)
