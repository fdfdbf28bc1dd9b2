import Button from '@mui/material/Button'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { EmptyState, ErrorState, SkeletonRows, When } from '@manifold/ui'
import { api, type LedgerAccount, type Page, type StatementLine } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { useMoreWhenSeen } from '#shell/list-page.tsx'
import { Title } from '#shell/title.tsx'
import { Balance, Side } from '#money/amounts.tsx'
import { AccountName, EntryLink, OwnerLink, Thing } from '#money/links.tsx'
import { OnePage } from '#money/parts.tsx'
import { kindWord } from '#money/words.tsx'

/** What moved on one account, newest first, with the balance after each line where the account keeps one. */
export default function AccountPage() {
  const { id = '' } = useParams()
  const found = useQuery({ queryKey: ['money', 'account', id], queryFn: ({ signal }) => api.get<LedgerAccount>(`/payment/ledger/accounts/${id}`, { signal }) })
  return (
    <OnePage of={found} what="Account" list={{ to: '/money/accounts', label: 'All accounts' }}>
      {(a) => <One key={a.id} account={a} />}
    </OnePage>
  )
}

function One({ account: a }: { account: LedgerAccount }) {
  const found = useInfiniteQuery({
    queryKey: ['money', 'statement', a.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<StatementLine>>(`/payment/ledger/accounts/${a.id}/statement`, { query: { cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const lines = found.data?.pages.flatMap((p) => p.data) ?? []
  const kept = lines.some((l) => l.balanceAfter !== null)
  const more = useMoreWhenSeen(found.hasNextPage, found.isFetchingNextPage, () => void found.fetchNextPage())
  return (
    <main className="page">
      <div className="page-head">
        {a.family === a.name ? (
          <Link className="crumb" to="/money/accounts">
            Accounts
          </Link>
        ) : (
          <Link className="crumb" to={`/money/accounts?family=${encodeURIComponent(a.family)}`}>
            Accounts of {a.family}
          </Link>
        )}
        <Title of={a.name} />
        <h1>
          <AccountName name={a.name} />
        </h1>
        {a.owner ? (
          <span className="meta">
            <OwnerLink name={a.name} owner={a.owner} />
          </span>
        ) : null}
        <span className="push" />
        <span className="amount-side">
          <span className="meta">Balance</span> <Balance of={a.balance} />
        </span>
      </div>
      <div className="list-body scroll" tabIndex={0} role="region" aria-label="Statement">
        {found.isPending ? (
          <SkeletonRows rows={10} height={38} />
        ) : found.isError ? (
          <ErrorState onRetry={() => void found.refetch()} text={found.error.message} />
        ) : lines.length === 0 ? (
          <EmptyState title="Nothing was posted here yet" text="This account exists, and nothing has moved on it." />
        ) : (
          <table className="table">
            <caption className="vh">Statement of {a.name}</caption>
            <Heads of={['Entry', 'What', ['For', 'from-md'], ['When', 'from-sm'], ['Debit', 'num'], ['Credit', 'num'], ...(kept ? [['Balance', 'num from-sm'] as const] : [])]} />
            <tbody>
              {lines.map((l) => (
                <tr key={`${l.seq}-${l.line}`}>
                  <th scope="row" style={{ minWidth: 0, fontWeight: 500 }}>
                    <EntryLink id={l.entryId} seq={l.seq} />
                  </th>
                  <td>
                    {kindWord(l.kind)}
                    {l.memo ? (
                      <span className="meta" style={{ display: 'block' }}>
                        {l.memo}
                      </span>
                    ) : null}
                  </td>
                  <td className="from-md">
                    <Thing of={l.businessRef} />
                  </td>
                  <td className="from-sm">
                    <When at={l.occurredAt} style="dayTime" />
                  </td>
                  <td className="num">
                    <Side of={l.amount} side="debit" />
                  </td>
                  <td className="num">
                    <Side of={l.amount} side="credit" />
                  </td>
                  {kept ? (
                    <td className="num from-sm">
                      <Balance of={l.balanceAfter} />
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {found.hasNextPage ? (
          <div ref={more} style={{ padding: 12 }}>
            <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </div>
    </main>
  )
}
