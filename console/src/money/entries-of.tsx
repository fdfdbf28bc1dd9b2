import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { When } from '@manifold/ui'
import { api, type BusinessRef, type LedgerEntry, type Page } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { Side } from '#money/amounts.tsx'
import { AccountLink, EntryLink } from '#money/links.tsx'
import { TablePanel } from '#money/parts.tsx'
import { kindWord } from '#money/words.tsx'

/** What the books say of a thing: its entries with their lines. `memos` keeps those of one payment where the thing has many. */
export function EntriesOf({ of: it, memos, title = 'In the books' }: { of: BusinessRef; memos?: string[] | undefined; title?: string }) {
  const found = useQuery({
    queryKey: ['money', 'entries-of', it.type, it.id],
    queryFn: ({ signal }) => api.get<Page<LedgerEntry>>('/payment/ledger/entries', { query: { businessType: it.type, businessId: it.id, limit: 100 }, signal }),
  })
  const entries = (found.data?.data ?? []).filter((e) => !memos || memos.some((m) => e.memo?.startsWith(m))).toReversed()
  const all = `/money/entries?businessType=${encodeURIComponent(it.type)}&businessId=${encodeURIComponent(it.id)}`
  return (
    <TablePanel
      title={title}
      note={found.data && entries.length === 0 ? 'No money has moved' : undefined}
      end={
        entries.length > 0 ? (
          <Link className="card-link" to={all}>
            As a list
          </Link>
        ) : null
      }
    >
      {entries.length === 0 ? <div style={{ height: 10 }} /> : <EntryTable entries={entries} />}
    </TablePanel>
  )
}

export function EntryTable({ entries }: { entries: LedgerEntry[] }) {
  return (
    <table className="table">
      <caption className="vh">Journal entries</caption>
      <Heads of={['Account', ['Debit', 'num'], ['Credit', 'num']]} />
      {entries.map((e) => (
        <tbody key={e.id}>
          <tr className="group-row">
            <th scope="rowgroup" colSpan={3}>
              {kindWord(e.kind)}{' '}
              <span className="meta">
                entry <EntryLink id={e.id} seq={e.seq} />, <When at={e.occurredAt} style="dayTime" within />
              </span>
            </th>
          </tr>
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
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}
