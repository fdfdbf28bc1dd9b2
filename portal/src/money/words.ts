import type { Payment, PaymentRefund, WalletMove } from '@manifold/client'

const methods: Record<string, string> = { upi: 'UPI', card: 'Card', netbanking: 'Net banking', wallet: 'Wallet', emi: 'Instalments', promo: 'Wallet' }
/** How it was paid, in a word. */
export const methodName = (method: string | null): string => (method === null ? '' : (methods[method] ?? method))

/** Where a paid amount goes back to. */
export const sourceOf = (method: string | null): string =>
  method === null || method === 'wallet'
    ? 'your wallet'
    : method === 'upi'
      ? 'the UPI account it came from'
      : method === 'card'
        ? 'the card it came from'
        : 'the bank account it came from'

/** The word of a payment for the person who made it. */
export const paymentWord = (p: Pick<Payment, 'status' | 'statusLabel'>): string =>
  p.status === 'captured' ? 'Paid' : p.status === 'late_captured' ? 'Paid late' : p.status === 'auto_refunded' ? 'Paid back' : p.statusLabel === 'Pending' ? 'Pending' : 'Not paid'

/** What a refund is waiting for, or how it ended. */
export function refundLine(r: Pick<PaymentRefund, 'status' | 'to'>): string {
  switch (r.status) {
    case 'requested':
      return 'Waits for a decision'
    case 'approved':
    case 'submitted':
    case 'unknown':
    case 'pending':
      return r.to === 'wallet' ? 'On its way to your wallet' : 'On its way to your bank, 5 to 7 working days'
    case 'processed':
      return r.to === 'wallet' ? 'In your wallet' : 'Paid back by our bank'
    case 'wallet_credited':
      return 'In your wallet, because the bank could not take it'
    case 'failed':
      return 'The bank could not take it. We are looking into it'
    case 'rejected':
      return 'Not granted'
    case 'cancelled':
      return 'Taken back'
  }
}
export const refundDone = (status: PaymentRefund['status']): 'Success' | 'Pending' | 'Failed' =>
  status === 'processed' || status === 'wallet_credited' ? 'Success' : status === 'rejected' || status === 'cancelled' ? 'Failed' : 'Pending'

const kinds: Record<string, string> = {
  'payment.captured': 'Money added',
  'payment.wallet': 'Paid from the wallet',
  'payment.late_captured': 'Money that came late',
  'refund.owed': 'Refund',
  'refund.processed': 'Refund',
  'refund.credited': 'Refund',
  'wallet.hold': 'Set aside',
  'wallet.hold_posted': 'Charged from what was set aside',
  'wallet.hold_released': 'No longer set aside',
}
/** What a line of the statement is, in words; the server's own where it has them. */
export const lineName = (l: WalletMove & { label?: string }): string => l.label ?? kinds[l.kind] ?? (l.amount.amount > 0 ? 'Money in' : 'Money out')
