import { Link } from 'react-router'
import { When } from '@manifold/ui'
import type { PaymentRow } from '@manifold/client'
import { lines, lineWord } from '#desk/lookups.ts'
import { fixed } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { useMay } from '#shell/session.ts'
import { Sum, typedAmount } from '#money/amounts.tsx'
import { ExportButton } from '#money/export.tsx'
import { Tabs, useTab } from '#money/parts.tsx'
import { NarrowState, State, methodOptions, methodWord, optionsOf, paymentWords, purposeOptions, purposeWord, shownOf } from '#money/words.tsx'

/** Every payment, newest first. */
export default function PaymentsPage() {
  const may = useMay()
  const always = useTab('statusLabel')
  return (
    <main style={{ height: '100%' }}>
      <ListPage<PaymentRow>
        resource="payments"
        title="Payments"
        always={always}
        search="reference or customer"
        tabs={
          <Tabs
            label="Payments"
            name="statusLabel"
            tabs={[
              ['', 'All'],
              ['Success', 'Paid'],
              ['Pending', 'Not paid yet'],
              ['Failed', 'Ended without payment'],
            ]}
          />
        }
        filters={[
          { name: 'status', label: 'State', kind: 'one', useOptions: fixed(optionsOf(paymentWords)) },
          { name: 'method', label: 'Method', kind: 'one', useOptions: fixed(methodOptions) },
          { name: 'purpose', label: 'For', kind: 'one', useOptions: fixed(purposeOptions) },
          { name: 'line', label: 'Line', kind: 'one', useOptions: fixed(lines) },
          { name: 'from', label: 'From', kind: 'day' },
          { name: 'to', label: 'Until', kind: 'day' },
          { name: 'payerId', label: 'Customer', kind: 'text' },
        ]}
        href={(p) => `/money/payments/${p.id}`}
        exportName="payments"
        actions={may('payment.export') ? <ExportButton /> : undefined}
        empty={{ title: 'No payments yet', text: 'Each payment that a customer begins appears here.' }}
        columns={[
          { key: 'reference', label: 'Payment', render: (p) => <span className="mono">{p.reference}</span>, csv: (p) => p.reference, width: 132 },
          {
            key: 'payer',
            label: 'Customer',
            render: (p) =>
              p.payer ? (
                <Link to={`/customers/${p.payer.id}`} className="plain-link">
                  {p.payer.name}
                </Link>
              ) : (
                '–'
              ),
            csv: (p) => p.payer?.name,
          },
          { key: 'for', label: 'For', from: 'md', render: (p) => <span title={lineWord(p.line)}>{p.description || purposeWord(p.purpose)}</span>, csv: (p) => p.description },
          { key: 'method', label: 'Method', from: 'lg', render: (p) => methodWord(p.method), csv: (p) => p.method },
          { key: 'status', label: 'State', from: 'sm', render: (p) => <State of={shownOf(paymentWords, p.status)} />, csv: (p) => p.status },
          { key: 'at', label: 'Started', from: 'lg', render: (p) => <When at={p.createdAt} style="dayTime" />, csv: (p) => p.createdAt },
          {
            key: 'refunded',
            label: 'Refunded',
            num: true,
            from: 'md',
            render: (p) => (p.refunded?.amount ? <Sum of={p.refunded} /> : <span className="quiet">–</span>),
            csv: (p) => (p.refunded ? typedAmount(p.refunded.amount) : ''),
          },
          {
            key: 'amount',
            label: 'Amount',
            num: true,
            render: (p) => (
              <>
                <Sum of={p.amount} />
                <NarrowState of={shownOf(paymentWords, p.status)} />
              </>
            ),
            csv: (p) => typedAmount(p.amount.amount),
          },
        ]}
      />
    </main>
  )
}
