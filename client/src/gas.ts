import type { Amount, Payment } from './money.ts'

export interface Named {
  id: string
  name: string
}
export interface Coded {
  id: string
  code: string
}
export const bookingStates = ['quoted', 'payment_pending', 'paid', 'waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed', 'delivered', 'cancelled', 'expired'] as const
export type BookingStatus = (typeof bookingStates)[number]
export type BookingLabel = 'Pending' | 'Completed' | 'Cancelled'
export type BookingMode = 'instant' | 'delivery'

/** A utility account, linked to one or more people. */
export interface GasAccount {
  id: string
  number: string
  name: string
  address: string
  phone: string | null
  email: string | null
  meterNumber: string | null
  supply: 'piped' | 'lpg' | 'both'
  status: 'active' | 'on_hold' | 'surrendered'
  depot: Named | null
  /** Until when the proof of identity holds, and when the kitchen was inspected. Days. */
  kycValidTo: string | null
  inspectedOn: string | null
  version: number
}
export interface GasAccountPage extends GasAccount {
  /** Cylinders that are at home. */
  cylinders: Coded[]
  openBooking: { id: string; reference: string } | null
  /** Tickets about it, its bookings and its cylinders. */
  requests: number
}
export interface Depot {
  id: string
  code: string
  name: string
  address: string
  active: boolean
}
export interface CylinderKind {
  id: string
  code: string
  name: string
  netGrams: number
  active: boolean
}
/** Why a booking cannot be made today, and the day on which that is over. */
export interface BookingReason {
  code: string
  message: string
  clearsOn: string | null
}
export interface Quote {
  price: Amount
  tax: Amount & { basisPoints: number }
  mode: BookingMode
  depot: Named
  type: Named
  account: { id: string; number: string } | null
  /** The one that comes back in exchange. */
  returns: Coded | null
  subsidised: boolean
  inStock: boolean
  /** How many wait already. */
  waiting: number
  heldMinutes: number
  reasons: BookingReason[]
  /** What does not refuse it today, but may soon. */
  warnings: BookingReason[]
}
export interface Booking {
  id: string
  reference: string
  status: BookingStatus
  statusLabel: BookingLabel
  mode: BookingMode
  account: { id: string; number: string } | null
  depot: Named
  type: Named
  price: Amount
  tax: Amount & { basisPoints: number }
  subsidised: boolean
  /** A cylinder is counted for it while the payment is awaited. */
  held: boolean
  heldUntil: string | null
  paymentIntentId: string | null
  /** Place in the waiting list, beginning with 1. */
  place: number | null
  cylinder: Coded | null
  returnedCylinder: Coded | null
  cancellable: boolean
  refund: Amount | null
  attempts: number
  failure: string | null
  codeLocked: boolean
  createdAt: string
  paidAt: string | null
  allottedAt: string | null
  deliveredAt: string | null
  endedAt: string | null
  endReason: string | null
  version: number
}
/** What a booking is wished for. Without an account the only one is meant. */
export interface BookingWish {
  accountId?: string
  depotId?: string
  typeId?: string
  waitlist?: boolean
}
export interface Booked {
  booking: Booking
  paymentIntent: Payment
}
/** Number of the account, and one of the two proofs. */
export interface LinkWish {
  number: string
  /** Of the last bill, in paise. */
  lastBillAmount?: number
  code?: string
}
