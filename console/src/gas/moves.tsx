import type { StockMove } from '@manifold/client'
import { When } from '@manifold/ui'
import { ListPage } from '#shell/list-page.tsx'
import { CylinderLabel } from '#gas/parts.tsx'
import { useDepotOptions } from '#gas/queries.ts'
import { eventText } from '#gas/words.ts'

/** Every move of every cylinder, newest first. */
export default function Moves() {
  return (
    <main style={{ minHeight: 0 }}>
      <ListPage<StockMove>
        resource="gas-moves"
        title="Moves"
        filters={[{ name: 'depotId', label: 'Depot', kind: 'one', useOptions: useDepotOptions }]}
        href={(m) => `/gas/cylinders/${m.cylinder.id}`}
        exportName="cylinder-moves"
        empty={{ title: 'Nothing has moved yet', text: 'What is received, sent, handed over and held appears here.' }}
        columns={[
          { key: 'code', label: 'Cylinder', render: (m) => <span className="mono">{m.cylinder.code}</span>, csv: (m) => m.cylinder.code },
          { key: 'event', label: 'What happened', render: (m) => eventText(m.event), csv: (m) => eventText(m.event) },
          { key: 'to', label: 'Became', from: 'md', render: (m) => <CylinderLabel state={m.to} />, csv: (m) => m.to },
          { key: 'depot', label: 'Depot', from: 'lg', render: (m) => m.depot.name, csv: (m) => m.depot.name },
          { key: 'for', label: 'For', from: 'lg', render: (m) => m.bookingReference ?? m.batchReference ?? '–', csv: (m) => m.bookingReference ?? m.batchReference },
          { key: 'reason', label: 'Reason', from: 'lg', render: (m) => m.reason ?? '–', csv: (m) => m.reason },
          { key: 'who', label: 'By', from: 'sm', render: (m) => m.actorName, csv: (m) => m.actorName },
          { key: 'at', label: 'When', render: (m) => <When at={m.at} style="dayTime" />, csv: (m) => m.at },
        ]}
      />
    </main>
  )
}
