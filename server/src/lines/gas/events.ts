import type { Tx } from '#platform/db'
import { emit, type EventName, type Events } from '#platform/events'
import type { BookingState, CylinderState } from './words.ts'

export interface BookingFacts {
  bookingId: string
  reference: string
  customerId: string
  version: number
}

declare module '#platform/events' {
  interface Events {
    'gas.booking_created': BookingFacts
    'gas.booking_paid': BookingFacts
    'gas.booking_waiting': BookingFacts & { place: number }
    'gas.place_changed': BookingFacts & { place: number; before: number }
    'gas.booking_allotted': BookingFacts & { cylinderId: string; by: 'fifo' | 'override' }
    'gas.booking_under_way': BookingFacts
    'gas.booking_dispatched': BookingFacts & { code: string }
    'gas.booking_failed': BookingFacts & { failure: string }
    'gas.booking_delivered': BookingFacts & { cylinderId: string; returnedCylinderId: string | null }
    'gas.booking_cancelled': BookingFacts & { from: BookingState; reason: string; refund: number; to: 'source' | 'wallet' }
    'gas.booking_expired': BookingFacts
    'gas.cylinder_moved': { cylinderId: string; from: CylinderState; to: CylinderState; event: string; depotId: string; typeId: string }
    'gas.stock_changed': { depotId: string; typeId: string }
    'gas.stock_low': { depotId: string; typeId: string; free: number }
    'gas.account_code': { accountId: string; personId: string; channel: 'email' | 'post'; to: string; code: string }
    'gas.account_linked': { accountId: string; personId: string }
    'gas.recall_opened': { recallId: string; reference: string }
    'gas.recall_item': { recallId: string; cylinderId: string; holderId: string | null; ticketId: string | null }
    'gas.recall_closed': { recallId: string; reference: string }
  }
}

export const eventSentences = {
  'gas.booking_created': 'A cylinder was booked; its payment is awaited. Live to the customer.',
  'gas.booking_paid': 'A booking was paid. Live to the customer.',
  'gas.booking_waiting': 'A paid booking found no cylinder and has a place in the waiting list.',
  'gas.place_changed': 'Somebody who waits has another place in the list. Live to the customer.',
  'gas.booking_allotted': 'A cylinder was picked for a booking: the oldest, or one that staff chose.',
  'gas.booking_under_way': 'A cylinder is on its way to its customer, or is to be tried again. Live to the customer.',
  'gas.booking_dispatched': 'A cylinder left the depot; the delivery code goes to the customer, sealed in the event.',
  'gas.booking_failed': 'A delivery did not succeed.',
  'gas.booking_delivered': 'The cylinder was handed over and the old one taken back.',
  'gas.booking_cancelled': 'A booking was cancelled; `refund` is in minor units.',
  'gas.booking_expired': 'A booking was not paid in time; its promise is free again.',
  'gas.cylinder_moved': 'A cylinder changed its state. Live to staff.',
  'gas.stock_changed': 'Cylinders of a type were registered, filled or sent at a depot. Live to staff.',
  'gas.stock_low': 'Few free cylinders of a type are left at a depot. Once until it has recovered.',
  'gas.account_code': 'Somebody asked for the code that proves a utility account; it goes to the address of the account, sealed in the event.',
  'gas.account_linked': 'A utility account was linked to a customer.',
  'gas.recall_opened': 'A safety recall began.',
  'gas.recall_item': 'A cylinder at a customer is recalled; the holder is told.',
  'gas.recall_closed': 'Every cylinder of a recall is settled.',
} as const

const staff = ['desk', 'line:gas']
export const emitStaff = <N extends EventName>(tx: Tx, name: N, payload: Events[N]): Promise<void> => emit(tx, name, payload, staff)

type Extra<N extends EventName> = Omit<Events[N], keyof BookingFacts>
/** Emits an event of a booking, live to its customer and to staff; `silent` events (with something sealed) to nobody live. */
export const emitBooking = <N extends EventName>(
  tx: Tx,
  name: N,
  b: { id: string; reference: string; customerId: string; version: number },
  extra: Extra<N>,
  live: 'live' | 'silent' = 'live',
): Promise<void> =>
  emit(
    tx,
    name,
    { bookingId: b.id, reference: b.reference, customerId: b.customerId, version: b.version, ...extra } as never,
    live === 'silent' ? [] : [...staff, `user:${b.customerId}`],
  )
