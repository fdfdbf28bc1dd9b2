import type { Tx } from '#platform/db'
import { emit } from '#platform/events'
import type { attempts } from './schema.ts'

export type Outcome = 'applied' | 'stale' | 'unmatched'
export type Attempt = typeof attempts.$inferSelect

export const attemptColumns = `a.id, a.intent_id "intentId", a.gateway, a.gateway_payment_id "gatewayPaymentId", a.method, a.amount, a.promo_amount "promoAmount", a.currency, a.state, a.error,
  a.refund_total "refundTotal", a.created_at "createdAt"`
/** Tells finance that money needs a person. Once per thing: the events are what the console lists. */
export const alert = (tx: Tx, what: string, detail: string, intentId: string | null = null): Promise<void> => emit(tx, 'payment.alert', { what, detail, intentId }, ['finance'])
