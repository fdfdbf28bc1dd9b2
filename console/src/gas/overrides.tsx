import { Link } from 'react-router'
import type { GasOverride } from '@manifold/client'
import { When } from '@manifold/ui'
import { ListPage } from '#shell/list-page.tsx'
import { overrideText, ruleText } from '#gas/words.ts'

/** What staff did against the rules: which rule, why, and who. */
export default function Overrides() {
  return (
    <main style={{ minHeight: 0 }}>
      <ListPage<GasOverride>
        resource="gas-overrides"
        title="Overrides"
        exportName="gas-overrides"
        empty={{
          title: 'No overrides',
          text: 'When somebody gives out a chosen cylinder, cancels against the rules or corrects a state, it is kept here with the rule, the reason and their name.',
        }}
        columns={[
          { key: 'what', label: 'What was done', render: (o) => overrideText(o.action), csv: (o) => overrideText(o.action) },
          { key: 'rule', label: 'Against the rule', from: 'sm', render: (o) => ruleText(o.rule), csv: (o) => ruleText(o.rule) },
          { key: 'reason', label: 'Reason', from: 'md', render: (o) => o.reason, csv: (o) => o.reason },
          {
            key: 'booking',
            label: 'Booking',
            render: (o) => (o.bookingReference ? <Link to={`/gas/bookings/${o.bookingReference}`}>{o.bookingReference}</Link> : '–'),
            csv: (o) => o.bookingReference,
          },
          {
            key: 'cylinder',
            label: 'Cylinder',
            from: 'sm',
            render: (o) => (o.cylinderId ? <Link to={`/gas/cylinders/${o.cylinderId}`}>{o.cylinderCode}</Link> : '–'),
            csv: (o) => o.cylinderCode,
          },
          { key: 'who', label: 'By', render: (o) => o.actorName, csv: (o) => o.actorName },
          { key: 'at', label: 'When', from: 'sm', render: (o) => <When at={o.at} style="dayTime" />, csv: (o) => o.at },
        ]}
      />
    </main>
  )
}
