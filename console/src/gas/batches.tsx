import { Lozenge, When } from '@manifold/ui'
import type { RefillBatchRow } from '@manifold/client'
import { yesNo } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { count } from '#gas/parts.tsx'

const out = (b: RefillBatchRow) => b.items.filter((i) => i.outcome === null).length

/** What was sent to the plant, and what came back. */
export default function Batches() {
  return (
    <main style={{ minHeight: 0 }}>
      <ListPage<RefillBatchRow>
        resource="gas-batches"
        title="Refill batches"
        filters={[{ name: 'open', label: 'At the plant', kind: 'one', useOptions: yesNo('Still out', 'All back') }]}
        href={(b) => `/gas/batches/${b.reference}`}
        create={{ label: 'New batch', to: '/gas/batches/new', may: 'gas.cylinder.edit' }}
        exportName="refill-batches"
        empty={{ title: 'No refill batches yet', text: 'Empty cylinders that go to the plant together, and cylinders that go for a test.' }}
        perPage={30}
        columns={[
          {
            key: 'reference',
            label: 'Batch',
            render: (b) => (
              <>
                <span className="mono">{b.reference}</span>
                {b.closedAt ? null : <Lozenge tone="info">Out</Lozenge>}
              </>
            ),
            csv: (b) => b.reference,
          },
          { key: 'plant', label: 'Plant', render: (b) => b.plant, csv: (b) => b.plant },
          { key: 'depot', label: 'From', from: 'sm', render: (b) => b.depot.name, csv: (b) => b.depot.name },
          { key: 'n', label: 'Cylinders', num: true, render: (b) => count(b.items.length), csv: (b) => b.items.length },
          { key: 'out', label: 'Still out', num: true, render: (b) => (out(b) > 0 ? count(out(b)) : '–'), csv: out },
          {
            key: 'bad',
            label: 'Held back',
            num: true,
            from: 'md',
            render: (b) => {
              const bad = b.items.filter((i) => i.outcome !== null && i.outcome !== 'filled').length
              return bad > 0 ? <span className="warn">{count(bad)}</span> : '–'
            },
            csv: (b) => b.items.filter((i) => i.outcome !== null && i.outcome !== 'filled').length,
          },
          { key: 'sent', label: 'Sent', render: (b) => <When at={b.sentAt} style="day" />, csv: (b) => b.sentAt },
          { key: 'closed', label: 'All back', from: 'md', render: (b) => (b.closedAt ? <When at={b.closedAt} style="day" /> : '–'), csv: (b) => b.closedAt },
        ]}
      />
    </main>
  )
}
