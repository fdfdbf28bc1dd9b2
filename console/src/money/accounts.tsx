import type { LedgerAccount } from '@manifold/client'
import { ListPage } from '#shell/list-page.tsx'
import { Balance, typedAmount } from '#money/amounts.tsx'
import { AccountName, OwnerLink } from '#money/links.tsx'

/** Every account by name, with what stands on it. */
export default function AccountsPage() {
  return (
    <main style={{ height: '100%' }}>
      <ListPage<LedgerAccount>
        resource="ledger-accounts"
        title="Accounts"
        filters={[
          { name: 'family', label: 'Family', kind: 'text' },
          { name: 'under', label: 'Below', kind: 'text' },
        ]}
        href={(a) => `/money/accounts/${a.id}`}
        exportName="accounts"
        empty={{ title: 'No accounts yet', text: 'An account comes into being when something is posted to it.' }}
        columns={[
          { key: 'name', label: 'Account', render: (a) => <AccountName name={a.name} />, csv: (a) => a.name },
          {
            key: 'owner',
            label: 'Of',
            from: 'lg',
            render: (a) => <OwnerLink name={a.name} owner={a.owner} />,
          },
          {
            key: 'balance',
            label: 'Balance',
            num: true,
            width: 180,
            render: (a) => <Balance of={a.balance} />,
            csv: (a) => `${a.balance.amount < 0 ? '-' : ''}${typedAmount(Math.abs(a.balance.amount))}`,
          },
        ]}
      />
    </main>
  )
}
