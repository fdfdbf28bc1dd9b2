import { Money, When } from '@manifold/ui'
import type { StaffBooking } from '@manifold/client'
import { Link, useSearchParams } from 'react-router'
import { fixed } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { BookingLabel } from '#gas/parts.tsx'
import { useDepotOptions } from '#gas/queries.ts'
import { bookingOptions } from '#gas/words.ts'

/** What the depot asks for most: by what is to be done next. */
const quick = [
  ['', 'All'],
  ['payment_pending', 'Payment awaited'],
  ['waitlisted', 'Waiting'],
  ['allocated', 'To send out'],
  ['out_for_delivery', 'On the way'],
  ['delivery_failed', 'Failed'],
] as const

/** Every booking of a cylinder, newest first. */
export default function Bookings() {
  const [query] = useSearchParams()
  const status = query.get('status') ?? ''
  return (
    <main style={{ minHeight: 0 }}>
      <ListPage<StaffBooking>
        resource="gas-bookings"
        title="Bookings"
        note={
          <span className="quick" role="group" aria-label="Quick views">
            {quick.map(([value, label]) => (
              <Link
                key={value}
                to={value ? `/gas/bookings?status=${value}` : '/gas/bookings'}
                replace
                aria-current={status === value && !query.get('statusLabel') ? 'true' : undefined}
              >
                {label}
              </Link>
            ))}
          </span>
        }
        search="references and codes"
        filters={[
          { name: 'status', label: 'State', kind: 'one', useOptions: fixed(bookingOptions) },
          {
            name: 'statusLabel',
            label: 'For the customer',
            kind: 'one',
            useOptions: fixed([
              ['Pending', 'Pending'],
              ['Completed', 'Completed'],
              ['Cancelled', 'Cancelled'],
            ]),
          },
          { name: 'depotId', label: 'Depot', kind: 'one', useOptions: useDepotOptions },
        ]}
        href={(b) => `/gas/bookings/${b.reference}`}
        create={{ label: 'New booking', to: '/gas/bookings/new', may: 'gas.booking.create' }}
        exportName="bookings"
        empty={{ title: 'No bookings yet', text: 'Customers book a cylinder in the portal. You can also book for somebody on the phone.' }}
        columns={[
          { key: 'reference', label: 'Booking', render: (b) => <span className="mono">{b.reference}</span>, csv: (b) => b.reference },
          { key: 'customer', label: 'Customer', render: (b) => b.customer.name, csv: (b) => b.customer.name },
          {
            key: 'status',
            label: 'State',
            render: (b) => (
              <>
                <BookingLabel state={b.status} />
                {b.place ? <span className="meta"> place {b.place}</span> : null}
              </>
            ),
            csv: (b) => b.status,
          },
          { key: 'depot', label: 'Depot', from: 'md', render: (b) => b.depot.name, csv: (b) => b.depot.name },
          { key: 'type', label: 'Type', from: 'lg', render: (b) => b.type.name, csv: (b) => b.type.name },
          { key: 'cylinder', label: 'Cylinder', from: 'md', render: (b) => (b.cylinder ? <span className="mono">{b.cylinder.code}</span> : '–'), csv: (b) => b.cylinder?.code },
          {
            key: 'price',
            label: 'Price',
            num: true,
            from: 'sm',
            render: (b) => <Money amount={b.price.amount} currency={b.price.currency} />,
            csv: (b) => `${Math.floor(b.price.amount / 100)}.${String(b.price.amount % 100).padStart(2, '0')}`,
          },
          { key: 'at', label: 'Booked', from: 'sm', render: (b) => <When at={b.createdAt} style="dayTime" />, csv: (b) => b.createdAt },
        ]}
      />
    </main>
  )
}
