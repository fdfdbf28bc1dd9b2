import { AlertIcon, StatusLabel, type Status } from '@manifold/ui'
import type { Adjustment, AttemptStatus, DisputeState, Finding, PaymentStatus, PayoutState, RefundStatus, SettlementLine, SettlementRow, WebhookState } from '@manifold/client'

/** A state in a word, with the glyph that means the same on tickets; `bad` is for what a person has to see to. */
export type Shown = readonly [word: string, glyph: Status | 'bad']

export const paymentWords: Record<PaymentStatus, Shown> = {
  created: ['Not paid yet', 'open'],
  attempted: ['Being paid', 'in_progress'],
  authorized: ['Authorised', 'in_progress'],
  captured: ['Paid', 'resolved'],
  cancelled: ['Called off', 'cancelled'],
  expired: ['Ran out', 'cancelled'],
  lapsed: ['Lapsed', 'cancelled'],
  late_captured: ['Paid too late', 'bad'],
  auto_refunded: ['Given back', 'closed'],
}
export const attemptWords: Record<AttemptStatus, Shown> = {
  initiated: ['Started', 'open'],
  authorized: ['Authorised', 'in_progress'],
  captured: ['Paid', 'resolved'],
  failed: ['Failed', 'cancelled'],
  unknown: ['No answer yet', 'waiting_customer'],
  lapsed: ['Lapsed', 'cancelled'],
}
export const refundWords: Record<RefundStatus, Shown> = {
  requested: ['Waits for approval', 'waiting_customer'],
  approved: ['Approved', 'in_progress'],
  submitted: ['On its way', 'in_progress'],
  pending: ['With the bank', 'in_progress'],
  unknown: ['No answer yet', 'waiting_customer'],
  processed: ['Refunded', 'resolved'],
  wallet_credited: ['Credited to the wallet', 'resolved'],
  rejected: ['Declined', 'cancelled'],
  cancelled: ['Taken back', 'cancelled'],
  failed: ['Failed', 'bad'],
}
export const disputeWords: Record<DisputeState, Shown> = {
  opened: ['Opened', 'bad'],
  action_required: ['Answer needed', 'bad'],
  under_review: ['With the bank', 'in_progress'],
  won: ['Won', 'resolved'],
  lost: ['Lost', 'closed'],
  closed: ['Closed', 'closed'],
}
export const webhookWords: Record<WebhookState, Shown> = {
  received: ['Received', 'open'],
  stored: ['Waits', 'open'],
  applied: ['Applied', 'resolved'],
  stale: ['Nothing new', 'closed'],
  unmatched: ['Belongs to nothing yet', 'waiting_customer'],
  failed: ['Failed, tried again', 'bad'],
  dead: ['Given up', 'bad'],
  duplicate: ['A copy', 'closed'],
  rejected: ['Refused', 'bad'],
}

/** Glyph and word, small. A state that this page does not know is shown as it is. */
export function State({ of: [word, glyph] }: { of: Shown }) {
  if (glyph !== 'bad')
    return (
      <span className="state">
        <StatusLabel status={glyph} label={word} small />
      </span>
    )
  return (
    <span className="state-bad">
      <AlertIcon size={14} />
      {word}
    </span>
  )
}
/** The state under another value, on screens too narrow for a column of its own. */
export const NarrowState = ({ of: it }: { of: Shown }) => (
  <span className="to-sm narrow-state">
    <State of={it} />
  </span>
)
export const shownOf = <K extends string>(words: Readonly<Record<K, Shown>>, state: string): Shown => words[state as K] ?? [human(state), 'open']
export const optionsOf = (words: Readonly<Record<string, Shown>>): [string, string][] => Object.entries(words).map(([value, [word]]) => [value, word])

/** `wallet_top_up`, `refund.owed` as a person would write them. */
export function human(name: string): string {
  const text = name.replaceAll(/[._-]+/g, ' ').trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
const purposes: Record<string, string> = { lpg_booking: 'Cylinder booking', wallet_top_up: 'Wallet top-up' }
export const purposeOptions: [string, string][] = Object.entries(purposes)
export const purposeWord = (purpose: string): string => purposes[purpose] ?? human(purpose)

const methods: Record<string, string> = { upi: 'UPI', card: 'Card', netbanking: 'Net banking', wallet: 'Wallet', emi: 'EMI', cash: 'Cash' }
export const methodOptions: [string, string][] = Object.entries(methods).filter(([m]) => m !== 'cash')
export const methodWord = (method: string | null): string => (method === null ? '–' : (methods[method] ?? human(method)))

/** What a movement of money was, in the words of the people who keep books. */
const kinds: Record<string, string> = {
  'payment.captured': 'Payment received',
  'payment.wallet': 'Paid from the wallet',
  'payment.late_captured': 'Payment received too late',
  'payment.revived': 'Late payment accepted',
  'refund.owed': 'Refund owed',
  'refund.processed': 'Refund paid out',
  'refund.credited': 'Refund credited to the wallet',
  'wallet.hold': 'Set aside in the wallet',
  'wallet.hold_posted': 'Set-aside money charged',
  'wallet.hold_released': 'Set-aside money released',
  'dispute.opened': 'Withheld for a dispute',
  'dispute.won': 'Dispute won',
  'dispute.lost': 'Dispute lost',
  'dispute.closed': 'Dispute closed',
  settlement: 'Settled by the gateway',
  'payout.requested': 'Payout asked for',
  'payout.processed': 'Payout made',
  'payout.returned': 'Payout came back',
  'adjustment.wallet_credit': 'Wallet credited by hand',
  'adjustment.promo_grant': 'Promo money given',
  'adjustment.promo_clawback': 'Promo money taken back',
  'adjustment.write_off': 'Difference written off',
  'lpg.delivered': 'Revenue of a delivered cylinder',
  'lpg.attempt_fee': 'Fee for failed deliveries',
}
export const kindOptions: [string, string][] = Object.entries(kinds)
export const kindWord = (kind: string): string => kinds[kind] ?? human(kind)

export const causeWord = { asked: 'Asked for', late: 'Paid too late', double: 'Paid twice' } as const
export const destinationWord = { source: 'To where it came from', wallet: 'To the wallet' } as const

export const adjustmentWords: Record<Adjustment['status'], Shown> = {
  requested: ['Waits for approval', 'waiting_customer'],
  posted: ['Posted', 'resolved'],
  rejected: ['Declined', 'cancelled'],
  cancelled: ['Taken back', 'cancelled'],
}
export const adjustmentKinds: Record<Adjustment['kind'], string> = {
  wallet_credit: 'Credit to the wallet',
  promo_grant: 'Promo money given',
  promo_clawback: 'Promo money taken back',
  write_off: 'Write-off',
}
export const payoutWords: Record<PayoutState, Shown> = {
  requested: ['Waits for approval', 'waiting_customer'],
  submitted: ['On its way', 'in_progress'],
  unknown: ['No answer yet', 'waiting_customer'],
  processing: ['With the bank', 'in_progress'],
  processed: ['Paid out', 'resolved'],
  reversed: ['Came back', 'bad'],
  rejected: ['Declined', 'cancelled'],
  failed: ['Failed', 'bad'],
}
export const settlementWords: Record<SettlementRow['status'], Shown> = {
  waiting: ['Not in the bank yet', 'waiting_customer'],
  matched: ['Agrees', 'resolved'],
  differs: ['Differs', 'bad'],
}
export const matchWords: Record<SettlementLine['match'], Shown> = {
  matched: ['Agrees', 'resolved'],
  differs: ['Differs', 'bad'],
  unknown: ['Not ours', 'bad'],
  repeated: ['Settled twice', 'bad'],
}
export const findingWords: Record<Finding['status'], Shown> = {
  open: ['Open', 'bad'],
  awaiting: ['Waits for approval', 'waiting_customer'],
  resolved: ['Resolved', 'resolved'],
}
export const findingKinds: Record<string, string> = {
  unknown_payment: 'Payment that we do not know',
  amount_differs: 'Amount differs',
  settled_twice: 'Settled twice',
  missing_payment: 'Payment not settled',
  unknown_refund: 'Refund that we do not know',
  refund_differs: 'Refund differs',
  missing_refund: 'Refund not settled',
  sum_differs: 'Sum differs',
  bank_missing: 'Not in the bank',
  bank_differs: 'Bank has another amount',
  bank_unknown: 'Bank line that belongs to nothing',
}
export const resolutionWord = { explained: 'Explained', written_off: 'Written off', cleared: 'Cleared by itself' } as const
