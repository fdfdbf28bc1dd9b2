import { Link, useParams } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { When, moneyText } from '@manifold/ui'
import { api, type Adjustment, type Page } from '@manifold/client'
import { WithPane } from '#shell/entity-page.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { Sum, typedAmount } from '#money/amounts.tsx'
import { Decide } from '#money/decide.tsx'
import { Who } from '#money/links.tsx'
import { Facts, Tabs, useTab } from '#money/parts.tsx'
import { NarrowState, State, adjustmentWords, adjustmentKinds, shownOf } from '#money/words.tsx'

/** Money moved by hand: always asked for by one person and decided by another. */
export default function AdjustmentsPage() {
  const { id } = useParams()
  const always = useTab('status')
  const list = (
    <ListPage<Adjustment>
      resource="adjustments"
      title="Adjustments"
      always={always}
      note="Asked for on a customer’s page, or when a difference is written off"
      tabs={
        <Tabs
          label="Adjustments"
          name="status"
          tabs={[
            ['', 'All'],
            ['requested', 'Waiting for approval'],
            ['posted', 'Posted'],
            ['rejected', 'Declined'],
          ]}
        />
      }
      filters={[{ name: 'personId', label: 'Customer', kind: 'text' }]}
      href={(a) => `/money/adjustments/${a.id}${location.search}`}
      current={id}
      exportName="adjustments"
      empty={{ title: 'No adjustments', text: 'A credit to a wallet or a write-off appears here, with who asked and who decided.' }}
      columns={[
        { key: 'reference', label: 'Adjustment', render: (a) => <span className="mono">{a.reference}</span>, csv: (a) => a.reference, width: 132 },
        { key: 'kind', label: 'What', render: (a) => adjustmentKinds[a.kind], csv: (a) => a.kind },
        { key: 'person', label: 'Customer', from: 'sm', render: (a) => a.person?.name ?? '–', csv: (a) => a.person?.name },
        {
          key: 'reason',
          label: 'Reason',
          from: 'lg',
          render: (a) => (
            <span className="cut quiet" style={{ display: 'block', maxWidth: 260 }}>
              {a.reason}
            </span>
          ),
          csv: (a) => a.reason,
        },
        { key: 'requester', label: 'Asked by', from: 'md', render: (a) => a.requester?.name ?? 'The system', csv: (a) => a.requester?.name },
        { key: 'status', label: 'State', from: 'sm', render: (a) => <State of={shownOf(adjustmentWords, a.status)} />, csv: (a) => a.status },
        {
          key: 'amount',
          label: 'Amount',
          num: true,
          render: (a) => (
            <>
              <Sum of={a.amount} />
              <NarrowState of={shownOf(adjustmentWords, a.status)} />
            </>
          ),
          csv: (a) => typedAmount(Math.abs(a.amount.amount)),
        },
      ]}
    />
  )
  return (
    <WithPane base="/money/adjustments" list={list} title="Adjustment">
      {id ? <One key={id} id={id} /> : null}
    </WithPane>
  )
}

/** One of a list that has no address for a single one: the list is read until it is found. */
function useOneOf<T extends { id: string }>(path: string, id: string) {
  return useQuery({
    queryKey: ['money', 'one', path, id],
    queryFn: async ({ signal }) => {
      let cursor: string | undefined
      for (let page = 0; page < 40; page++) {
        const found: Page<T> = await api.get(path, { query: { limit: 100, cursor }, signal })
        const one = found.data.find((r) => r.id === id)
        if (one) return one
        if (!found.nextCursor) break
        cursor = found.nextCursor
      }
      return null
    },
  })
}

function One({ id }: { id: string }) {
  const found = useOneOf<Adjustment>('/payment/adjustments', id)
  const a = found.data
  if (!a) return <p className="meta">{found.isPending ? 'Loading…' : found.isError ? 'We could not load this adjustment.' : 'There is no such adjustment.'}</p>
  const sum = moneyText(a.amount.amount, a.amount.currency)
  return (
    <div className="stack">
      <div>
        <p className="meta" style={{ margin: 0 }}>
          <span className="mono">{a.reference}</span>, {adjustmentKinds[a.kind].toLowerCase()}
        </p>
        <p className="amount-head">{sum}</p>
        <State of={shownOf(adjustmentWords, a.status)} />
      </div>
      <Decide
        path={`/payment/adjustments/${a.id}`}
        reference={a.reference}
        waits={a.status === 'requested'}
        mayDecide={a.mayDecide}
        requesterId={a.requester?.id ?? null}
        approveText={`${adjustmentKinds[a.kind]} of ${sum}${a.person ? `, ${a.person.name}` : ''}. It is posted at once.`}
        cancel
      />
      <Facts
        of={[
          ['Reason', a.reason],
          ['Customer', a.person ? <Who key="p" id={a.person.id} link /> : null],
          ['Asked by', a.requester?.name ?? 'The system'],
          ['Decided by', a.decider?.name],
          ['Because', a.decisionReason],
          ['Asked', <When key="c" at={a.createdAt} style="dayTime" />],
          ['Decided', a.decidedAt ? <When key="d" at={a.decidedAt} style="dayTime" /> : null],
          [
            'In the books',
            a.entryId ? (
              <Link key="e" className="linked plain-link" to={`/money/entries/${a.entryId}`}>
                The entry
              </Link>
            ) : null,
          ],
          [
            'Difference',
            a.findingId ? (
              <Link key="f" className="linked plain-link" to={`/money/findings/${a.findingId}`}>
                What did not agree
              </Link>
            ) : null,
          ],
        ]}
      />
    </div>
  )
}
