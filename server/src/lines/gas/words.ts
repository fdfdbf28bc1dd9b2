/** The states of gas.md, and the few words that customers read for them. */
export const cylinderStates = ['registered', 'filled', 'allocated', 'in_transit', 'with_customer', 'empty', 'refilling', 'quarantined', 'lost', 'condemned'] as const
export type CylinderState = (typeof cylinderStates)[number]
/** States that count as owned: all but the scrap heap. */
export const ownedStates = cylinderStates.filter((s) => s !== 'condemned')

export const cylinderMoves: Readonly<Record<CylinderState, readonly CylinderState[]>> = {
  registered: ['empty', 'filled'],
  empty: ['refilling', 'filled', 'quarantined'],
  refilling: ['filled', 'quarantined', 'condemned'],
  filled: ['empty', 'allocated', 'quarantined'],
  allocated: ['filled', 'in_transit', 'with_customer', 'quarantined'],
  in_transit: ['with_customer', 'allocated', 'quarantined'],
  with_customer: ['empty', 'quarantined', 'lost'],
  lost: ['empty', 'condemned'],
  quarantined: ['empty', 'refilling', 'condemned'],
  condemned: [],
}

/** The three words of the sources, and the flag for what none of them fits. */
export const cylinderLabel = (state: CylinderState): 'Filled' | 'Assigned' | 'Empty' =>
  state === 'filled' ? 'Filled' : state === 'allocated' || state === 'in_transit' || state === 'with_customer' ? 'Assigned' : 'Empty'

export const bookingStates = ['quoted', 'payment_pending', 'paid', 'waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed', 'delivered', 'cancelled', 'expired'] as const
export type BookingState = (typeof bookingStates)[number]

export const bookingMoves: Readonly<Record<BookingState, readonly BookingState[]>> = {
  quoted: ['payment_pending', 'expired'],
  payment_pending: ['paid', 'expired', 'cancelled'],
  paid: ['allocated', 'waitlisted', 'cancelled'],
  waitlisted: ['allocated', 'cancelled'],
  allocated: ['paid', 'out_for_delivery', 'delivered', 'cancelled'],
  out_for_delivery: ['delivered', 'delivery_failed'],
  delivery_failed: ['allocated', 'cancelled'],
  delivered: [],
  cancelled: [],
  // Only by a payment that came late, while one can still be had.
  expired: ['paid'],
}

export const openStates = ['quoted', 'payment_pending', 'paid', 'waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed'] as const satisfies readonly BookingState[]

export const bookingLabels = ['Pending', 'Completed', 'Cancelled'] as const
export type BookingLabel = (typeof bookingLabels)[number]
export const bookingLabel = (state: BookingState): BookingLabel => (state === 'delivered' ? 'Completed' : state === 'cancelled' || state === 'expired' ? 'Cancelled' : 'Pending')
export const statesOf = (label: BookingLabel): BookingState[] => bookingStates.filter((s) => bookingLabel(s) === label)

export const modes = ['instant', 'delivery'] as const
export type Mode = (typeof modes)[number]
export const ruleKinds = ['gap_days', 'monthly_cap', 'yearly_cap', 'subsidised_cap'] as const
export type RuleKind = (typeof ruleKinds)[number]
