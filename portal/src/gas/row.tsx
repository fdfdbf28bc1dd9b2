import { Link } from 'react-router'
import type { Booking } from '@manifold/client'
import { bookingLine, typeText } from '#gas/words.ts'
import { WordLabel } from '#money/parts.tsx'
import { LineTile, ListRow, useLocale, useNow } from '#parts.tsx'

/** One booking in a list. One that waits for a payment leads to it. */
export function BookingRow({ booking: b }: { booking: Booking }) {
  const locale = useLocale()
  const now = useNow()
  return (
    <ListRow
      component={Link}
      to={b.status === 'payment_pending' ? `/gas/book/${b.reference}` : `/gas/bookings/${b.reference}`}
      tile={<LineTile line="gas" icon="cylinder" />}
      title={typeText(b.type)}
      status={<WordLabel word={b.statusLabel} />}
      next={bookingLine(locale, b, now)}
    />
  )
}
