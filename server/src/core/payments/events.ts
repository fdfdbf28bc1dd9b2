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
    'payment.under_way': PaymentFacts & { method: string | null }
    'payment.waiting': PaymentFacts
    'payment.finding': { findingId: string; kind: string; state: string }
    'payment.settlement': { settlementId: string }
    'payment.adjustment': { adjustmentId: string; state: string }
    'payment.payout': { payoutId: string; payeeId: string; state: string }
    'payment.webhook': { webhookId: string; state: string }
    'payment.downtime': { method: string; status: string }
    'payment.dispute_due': { disputeId: string; intentId: string; respondBy: string }
    'refund.moved': RefundFacts & { state: string }
    'wallet.topped_up': { personId: string; intentId: string; amount: number; currency: string }
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
  'payment.under_way': 'A payer went to the gateway, or the bank said yes and the money is being taken. Live to the payer.',
  'payment.waiting': 'After five minutes the bank has not said how a payment ended. Live to the payer.',
  'payment.finding': 'Books, gateway and bank do not agree, or somebody said why. Live to finance.',
  'payment.settlement': 'The gateway paid into the bank, or the bank booked it. Live to finance.',
  'payment.adjustment': 'A correction by hand waits for a second person, or was decided. Live to finance.',
  'payment.payout': 'Money that leaves moved on. Live to the payee and finance.',
  'payment.webhook': 'A webhook belongs to nothing, or was given up. Live to finance.',
  'payment.downtime': 'A way to pay does not work well, or works again. Live to finance.',
  'payment.dispute_due': 'The time to answer a dispute is nearly over.',
  'refund.moved': 'A refund moved on, or was decided. Live to the payer and finance.',
  'wallet.topped_up': 'Money was put into a wallet.',
  'wallet.changed': 'What is in a wallet changed. Live to its owner.',
} as const
