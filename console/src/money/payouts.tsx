import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { When, moneyText } from '@manifold/ui'
import { api, type Payout } from '@manifold/client'
import { WithPane } from '#shell/entity-page.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { Sum, typedAmount } from '#money/amounts.tsx'
import { Decide } from '#money/decide.tsx'
import { Who } from '#money/links.tsx'
import { Facts, Tabs, Told, useTab } from '#money/parts.tsx'
import { NarrowState, State, payoutWords, shownOf } from '#money/words.tsx'

/** Wallet money that goes to a customer's bank: asked for by one person, approved by another. */
export default function PayoutsPage() {
  const { id } = useParams()
  const always = useTab('status')
  const list = (
    <ListPage<Payout>
      resource="payouts"
      title="Payouts"
      always={always}
      note="Asked for on a customer’s page"
      tabs={
        <Tabs
          label="Payouts"
          name="status"
          tabs={[
            ['', 'All'],
            ['requested', 'Waiting for approval'],
            ['processing', 'With the bank'],
            ['failed', 'Failed'],
          ]}
        />
      }
      filters={[{ name: 'payeeId', label: 'Customer', kind: 'text' }]}
      href={(p) => `/money/payouts/${p.id}${location.search}`}
      current={id}
      exportName="payouts"
      empty={{ title: 'No payouts', text: 'Wallet money that is sent to a customer’s bank appears here.' }}
      columns={[
        { key: 'reference', label: 'Payout', render: (p) => <span className="mono">{p.reference}</span>, csv: (p) => p.reference, width: 132 },
        { key: 'payee', label: 'Customer', render: (p) => p.payee?.name ?? '–', csv: (p) => p.payee?.name },
        { key: 'to', label: 'To', from: 'md', render: (p) => p.destination.label, csv: (p) => p.destination.label },
        { key: 'requester', label: 'Asked by', from: 'lg', render: (p) => p.requester?.name ?? '–', csv: (p) => p.requester?.name },
        { key: 'status', label: 'State', from: 'sm', render: (p) => <State of={shownOf(payoutWords, p.status)} />, csv: (p) => p.status },
        { key: 'at', label: 'Asked', from: 'lg', render: (p) => <When at={p.createdAt} style="dayTime" />, csv: (p) => p.createdAt },
        {
          key: 'amount',
          label: 'Amount',
          num: true,
          render: (p) => (
            <>
              <Sum of={p.amount} />
              <NarrowState of={shownOf(payoutWords, p.status)} />
            </>
          ),
          csv: (p) => typedAmount(p.amount.amount),
        },
      ]}
    />
  )
  return (
    <WithPane base="/money/payouts" list={list} title="Payout">
      {id ? <One key={id} id={id} /> : null}
    </WithPane>
  )
}

function One({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['payouts', 'one', id], queryFn: ({ signal }) => api.get<Payout>(`/payment/payouts/${id}`, { signal }) })
  const p = found.data
  if (!p) return <p className="meta">{found.isPending ? 'Loading…' : found.isError ? 'We could not load this payout.' : 'There is no such payout.'}</p>
  const sum = moneyText(p.amount.amount, p.amount.currency)
  return (
    <div className="stack">
      <div>
        <p className="meta mono" style={{ margin: 0 }}>
          {p.reference}
        </p>
        <p className="amount-head">{sum}</p>
        <State of={shownOf(payoutWords, p.status)} />
      </div>
      {p.error ? (
        <Told tone="warn">
          <p>
            <b>The bank said:</b> {p.error}
          </p>
        </Told>
      ) : null}
      <Decide
        path={`/payment/payouts/${p.id}`}
        reference={p.reference}
        waits={p.status === 'requested'}
        mayDecide={p.mayDecide}
        requesterId={p.requester?.id ?? null}
        approveText={`${sum} leaves the wallet of ${p.payee?.name ?? 'the customer'} for ${p.destination.label}. It cannot be called back.`}
      />
      <Facts
        of={[
          ['Reason', p.reason],
          ['Customer', p.payee ? <Who key="p" id={p.payee.id} link /> : null],
          ['To', p.destination.label],
          ['Asked by', p.requester?.name],
          ['Decided by', p.decider?.name],
          ['Asked', <When key="c" at={p.createdAt} style="dayTime" />],
          ['Arrived', p.processedAt ? <When key="d" at={p.processedAt} style="dayTime" /> : null],
          ['Gateway id', p.gatewayPayoutId],
          ['UTR', p.utr],
        ]}
      />
    </div>
  )
}
