import { Link } from 'react-router'
import type { BankLine } from '@manifold/client'
import { ListPage } from '#shell/list-page.tsx'
import { useMay } from '#shell/session.ts'
import { Sum, typedAmount } from '#money/amounts.tsx'
import { ImportButton } from '#money/import.tsx'
import { Day, Tabs, useTab } from '#money/parts.tsx'

/** What the bank says arrived, and which settlement it was. */
export default function BankPage() {
  const may = useMay()
  const always = useTab('open')
  return (
    <main style={{ height: '100%' }}>
      <ListPage<BankLine>
        resource="bank-lines"
        title="Bank lines"
        always={always}
        tabs={
          <Tabs
            label="Bank lines"
            name="open"
            tabs={[
              ['', 'All'],
              ['true', 'Belong to nothing yet'],
            ]}
          />
        }
        exportName="bank-lines"
        actions={
          may('payment.settlement.edit') ? (
            <ImportButton title="Import bank lines" path="/payment/bank-lines/import" what="bank line" columns="date, amount, reference, description" />
          ) : undefined
        }
        empty={{ title: 'No bank lines yet', text: 'Import the statement of the account that the gateway pays into.' }}
        columns={[
          { key: 'reference', label: 'Reference', render: (b) => b.reference, csv: (b) => b.reference },
          { key: 'day', label: 'Booked', render: (b) => <Day of={b.bookedOn} />, csv: (b) => b.bookedOn },
          {
            key: 'description',
            label: 'Description',
            from: 'md',
            render: (b) => (
              <span className="quiet cut" style={{ display: 'block', maxWidth: 380 }}>
                {b.description}
              </span>
            ),
            csv: (b) => b.description,
          },
          {
            key: 'settlement',
            label: 'Settlement',
            from: 'sm',
            render: (b) =>
              b.settlement ? (
                <Link className="plain-link linked" to={`/money/settlements/${b.settlement.id}`}>
                  {b.settlement.gatewaySettlementId}
                </Link>
              ) : (
                <span className="warn">Belongs to nothing yet</span>
              ),
            csv: (b) => b.settlement?.gatewaySettlementId,
          },
          { key: 'amount', label: 'Amount', num: true, render: (b) => <Sum of={b.amount} />, csv: (b) => typedAmount(Math.abs(b.amount.amount)) },
        ]}
      />
    </main>
  )
}
