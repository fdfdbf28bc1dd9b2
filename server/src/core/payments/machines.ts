import { machine } from '#platform/states'
import { adjustments, attempts, disputes, findings, intents, payouts, refunds, walletHolds, webhookEvents } from './schema.ts'

type State<T extends { $inferSelect: { state: string } }> = T['$inferSelect']['state']

/** The transition tables of the payments domain page. Every move that is not here is refused. */

export const intentStates = machine<typeof intents, State<typeof intents>>({
  noun: 'payment',
  table: intents,
  column: 'state',
  initial: ['created'],
  moves: {
    created: ['attempted', 'authorized', 'captured', 'cancelled', 'expired'],
    attempted: ['authorized', 'captured', 'cancelled', 'expired'],
    authorized: ['captured', 'lapsed'],
    captured: [],
    cancelled: ['late_captured'],
    expired: ['late_captured'],
    lapsed: ['late_captured'],
    late_captured: ['captured', 'auto_refunded'],
    auto_refunded: [],
  },
})

export const attemptStates = machine<typeof attempts, State<typeof attempts>>({
  noun: 'payment attempt',
  table: attempts,
  column: 'state',
  initial: ['initiated'],
  moves: {
    initiated: ['authorized', 'captured', 'failed', 'unknown'],
    unknown: ['authorized', 'captured', 'failed'],
    // The bank may answer days after the gateway gave up.
    failed: ['authorized', 'captured'],
    authorized: ['captured', 'lapsed'],
    captured: [],
    lapsed: [],
  },
})

export const refundStates = machine<typeof refunds, State<typeof refunds>>({
  noun: 'refund',
  table: refunds,
  column: 'state',
  initial: ['requested'],
  moves: {
    requested: ['approved', 'rejected', 'cancelled'],
    approved: ['submitted'],
    submitted: ['pending', 'processed', 'failed', 'unknown'],
    unknown: ['submitted', 'pending', 'processed', 'failed'],
    pending: ['processed', 'failed'],
    failed: ['approved', 'wallet_credited'],
    rejected: [],
    cancelled: [],
    processed: [],
    wallet_credited: [],
  },
})

export const disputeStates = machine<typeof disputes, State<typeof disputes>>({
  noun: 'dispute',
  table: disputes,
  column: 'state',
  initial: ['opened'],
  moves: {
    opened: ['under_review', 'action_required', 'lost', 'won', 'closed'],
    action_required: ['under_review', 'lost', 'closed'],
    under_review: ['action_required', 'won', 'lost', 'closed'],
    won: [],
    lost: [],
    closed: [],
  },
})

/** `received`, `rejected` and `duplicate` are passed in memory: a row begins to live as `stored`. */
export const webhookStates = machine<typeof webhookEvents, State<typeof webhookEvents>>({
  noun: 'webhook event',
  table: webhookEvents,
  column: 'state',
  initial: ['received'],
  moves: {
    received: ['rejected', 'duplicate', 'stored'],
    stored: ['applied', 'stale', 'unmatched', 'failed'],
    failed: ['applied', 'stale', 'unmatched', 'dead'],
    unmatched: ['applied', 'dead'],
    dead: ['stored'],
    rejected: [],
    duplicate: [],
    applied: [],
    stale: [],
  },
  // Thousands an hour pass in one move; the row itself says when and how.
  record: async () => undefined,
})

export const holdStates = machine<typeof walletHolds, State<typeof walletHolds>>({
  noun: 'wallet hold',
  table: walletHolds,
  column: 'state',
  initial: ['pending'],
  moves: { pending: ['posted', 'voided', 'expired'], posted: [], voided: [], expired: [] },
})

export const payoutStates = machine<typeof payouts, State<typeof payouts>>({
  noun: 'payout',
  table: payouts,
  column: 'state',
  initial: ['requested'],
  moves: {
    requested: ['submitted', 'rejected'],
    submitted: ['processing', 'unknown', 'failed'],
    unknown: ['processing', 'failed'],
    processing: ['processed', 'failed'],
    processed: ['reversed'],
    rejected: [],
    failed: [],
    reversed: [],
  },
})

/** Not of the domain page: corrections by hand, which one person asks for and another decides. */
export const adjustmentStates = machine<typeof adjustments, State<typeof adjustments>>({
  noun: 'adjustment',
  table: adjustments,
  column: 'state',
  initial: ['requested'],
  moves: { requested: ['posted', 'rejected', 'cancelled'], posted: [], rejected: [], cancelled: [] },
})

/** Not of the domain page: where books, gateway and bank disagree. `awaiting` is a write-off that waits for a second person. */
export const findingStates = machine<typeof findings, State<typeof findings>>({
  noun: 'finding',
  table: findings,
  column: 'state',
  initial: ['open'],
  moves: { open: ['awaiting', 'resolved'], awaiting: ['open', 'resolved'], resolved: [] },
})
