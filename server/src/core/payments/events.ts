/** Facts of a payment that lines act upon. Amounts in minor units. */
export interface PaymentFacts {
  intentId: string
  reference: string
  purpose: string
  businessRef: { type: string; id: string }
  amount: number
  currency: string
  payerId: string
  line: string
}
export interface RefundFacts {
  refundId: string
  reference: string
  intentId: string
  purpose: string
  businessRef: { type: string; id: string }
  amount: number
  currency: string
  payerId: string
}

declare module '#platform/events' {
  interface Events {
    'payment.captured': PaymentFacts & { method: string | null }
    'payment.failed': PaymentFacts & { attemptId: string; error: string | null }
    'payment.expired': PaymentFacts
    'payment.cancelled': PaymentFacts
    'payment.late_captured': PaymentFacts
    'payment.auto_refunded': PaymentFacts
    'payment.alert': { what: string; detail: string; intentId: string | null }
    'payment.dispute_changed': { disputeId: string; intentId: string; state: string }
    'refund.requested': RefundFacts
    'refund.processed': RefundFacts & { to: 'source' | 'wallet' }
    'refund.failed': RefundFacts & { error: string | null }
    'wallet.changed': { personId: string }
  }
}

export const eventSentences = {
  'payment.captured': 'Money arrived for something that was to be paid. Live to the payer.',
  'payment.failed': 'One try to pay failed; the payer may try again. Live to the payer.',
  'payment.expired': 'The time to pay passed.',
  'payment.cancelled': 'A payment was called off before anybody paid.',
  'payment.late_captured': 'Money arrived after the payment had ended. The line revives it or refuses; without an answer it is refunded.',
  'payment.auto_refunded': 'Money that came too late was given back.',
  'payment.alert': 'Something about money needs a person: an amount that differs, an event that belongs to nothing. Live to finance.',
  'payment.dispute_changed': 'A dispute of a payer’s bank was opened or moved on. Live to finance.',
  'refund.requested': 'A refund waits for a second person. Live to finance.',
  'refund.processed': 'A refund reached the payer. Live to the payer.',
  'refund.failed': 'A refund did not reach the payer; try again or credit the wallet. Live to finance.',
  'wallet.changed': 'What is in a wallet changed. Live to its owner.',
} as const
