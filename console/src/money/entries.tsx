import { LockIcon, When } from '@manifold/ui'
import type { LedgerEntry, Amount } from '@manifold/client'
import { fixed } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { Sum, typedAmount } from '#money/amounts.tsx'
import { Thing, thingWord } from '#money/links.tsx'
import { kindOptions, kindWord } from '#money/words.tsx'

/** How much an entry moved: the sum of its debits. */
export const movedBy = (e: LedgerEntry): Amount => ({
  amount: e.lines.reduce((sum, l) => sum + Math.max(0, l.amount.amount), 0),
  currency: e.lines[0]?.amount.currency ?? 'INR',
})

/** Every movement of money, newest first. */
export default function EntriesPage() {
  return (
    <main style={{ height: '100%' }}>
      <ListPage<LedgerEntry>
        resource="ledger-entries"
        title="Entries"
        filters={[
          { name: 'kind', label: 'What', kind: 'one', useOptions: fixed(kindOptions) },
          {
            name: 'businessType',
            label: 'For',
            kind: 'one',
            useOptions: fixed([
              ['gas_booking', 'Cylinder booking'],
              ['wallet', 'Wallet'],
            ]),
          },
          { name: 'businessId', label: 'Id of that', kind: 'text' },
          { name: 'accountId', label: 'Account number', kind: 'text' },
        ]}
        href={(e) => `/money/entries/${e.id}`}
        exportName="entries"
        empty={{ title: 'Nothing was posted yet', text: 'Each movement of money is one entry here, and stays as it is.' }}
        columns={[
          { key: 'seq', label: 'Entry', render: (e) => <span className="mono">{e.seq.toLocaleString('en-IN')}</span>, csv: (e) => e.seq, width: 90 },
          { key: 'kind', label: 'What', render: (e) => kindWord(e.kind), csv: (e) => e.kind },
          {
            key: 'memo',
            label: 'Note',
            from: 'md',
            render: (e) => (
              <span className="quiet cut" style={{ display: 'block', maxWidth: 320 }}>
                {e.memo ?? '–'}
              </span>
            ),
            csv: (e) => e.memo,
          },
          { key: 'for', label: 'For', from: 'lg', render: (e) => <Thing of={e.businessRef} />, csv: (e) => `${thingWord(e.businessRef.type)} ${e.businessRef.id}` },
          { key: 'at', label: 'When', from: 'sm', render: (e) => <When at={e.occurredAt} style="dayTime" />, csv: (e) => e.occurredAt },
          {
            key: 'seal',
            label: 'Sealed',
            from: 'lg',
            render: (e) =>
              e.seal ? (
                <span title={e.seal} style={{ display: 'inline-flex', verticalAlign: 'middle' }}>
                  <LockIcon size={14} />
                  <span className="vh">Sealed</span>
                </span>
              ) : (
                <span className="quiet">Soon</span>
              ),
          },
          { key: 'amount', label: 'Amount', num: true, render: (e) => <Sum of={movedBy(e)} />, csv: (e) => typedAmount(movedBy(e).amount) },
        ]}
      />
    </main>
  )
}
