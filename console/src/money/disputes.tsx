import { useParams } from 'react-router'
import type { DisputeRow } from '@manifold/client'
import { WithPane } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { Sum, typedAmount } from '#money/amounts.tsx'
import { Deadline, Dispute } from '#money/dispute.tsx'
import { Tabs, useTab } from '#money/parts.tsx'
import { State, disputeWords, human, optionsOf, shownOf } from '#money/words.tsx'

/** Disputes of payers' banks: what has to be answered, and by when. */
export default function DisputesPage() {
  const { id } = useParams()
  const always = useTab('open')
  const list = (
    <ListPage<DisputeRow>
      resource="disputes"
      title="Disputes"
      always={always}
      tabs={
        <Tabs
          label="Disputes"
          name="open"
          tabs={[
            ['', 'All'],
            ['true', 'Open'],
            ['false', 'Over'],
          ]}
        />
      }
      filters={[
        { name: 'status', label: 'State', kind: 'one', useOptions: fixed(optionsOf(disputeWords)) },
        { name: 'from', label: 'From', kind: 'day' },
        { name: 'to', label: 'Until', kind: 'day' },
      ]}
      href={(d) => `/money/disputes/${d.id}${location.search}`}
      current={id}
      exportName="disputes"
      rowTone={(d) => (d.overdue ? 'danger' : undefined)}
      empty={{ title: 'No disputes', text: 'When a customer’s bank questions a payment, it appears here with the day by which to answer.' }}
      columns={[
        { key: 'payment', label: 'Payment', render: (d) => <span className="mono">{d.payment.reference}</span>, csv: (d) => d.payment.reference, width: 132 },
        { key: 'payer', label: 'Customer', render: (d) => d.payer?.name ?? '–', csv: (d) => d.payer?.name },
        { key: 'reason', label: 'Reason', from: 'lg', render: (d) => (d.reason ? human(d.reason) : '–'), csv: (d) => d.reason },
        { key: 'status', label: 'State', render: (d) => <State of={shownOf(disputeWords, d.status)} />, csv: (d) => d.status },
        { key: 'by', label: 'Answer by', from: 'sm', render: (d) => <Deadline of={d} />, csv: (d) => d.respondBy },
        { key: 'evidence', label: 'Files', num: true, from: 'lg', render: (d) => d.evidence, csv: (d) => d.evidence },
        { key: 'amount', label: 'Amount', num: true, render: (d) => <Sum of={d.amount} />, csv: (d) => typedAmount(d.amount.amount) },
      ]}
    />
  )
  return (
    <WithPane base="/money/disputes" list={list} title="Dispute">
      {id ? <Dispute key={id} id={id} /> : null}
    </WithPane>
  )
}
