import Type, { type Static } from 'typebox'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import type { Intent } from './intents.ts'
import { attemptStates, disputeStates, intentStates, refundStates } from './machines.ts'
import type { Refund } from './refunds.ts'

const states = <S extends string>(m: { moves: Readonly<Record<S, readonly S[]>> }) => OneOf(Object.keys(m.moves) as unknown as readonly S[])

/** Whole minor units and their currency; never a float, never a text. */
export const MoneyOut = Type.Object({ amount: Type.Integer({ description: 'Minor units (paise)' }), currency: Type.String() })
export const MoneyIn = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Minor units (paise)' }), currency: OneOf(['INR'] as const) },
  { additionalProperties: false },
)
export const money = (amount: number, currency = 'INR') => ({ amount, currency })

export const CheckoutOut = Type.Object({
  gateway: OneOf(['razorpay'] as const),
  keyId: Type.String(),
  orderId: Type.String(),
  customerId: Nullable(Type.String({ description: 'Who the payer is at the gateway, where a method is to be saved' })),
  url: Nullable(Type.String({ description: 'Page of the simulator; null with Razorpay, whose checkout opens in the app' })),
})
export const Named = Type.Object({ id: Id, name: Type.String() })
export const failedStates = ['cancelled', 'expired', 'lapsed', 'auto_refunded'] as const
export const pendingStates = ['created', 'attempted', 'authorized', 'late_captured'] as const
/** The source's words for a payment. */
const words = { captured: 'Success', cancelled: 'Failed', expired: 'Failed', lapsed: 'Failed', auto_refunded: 'Failed' } as Record<string, 'Success' | 'Failed' | undefined>

export const IntentOut = Type.Object({
  id: Id,
  reference: Type.String(),
  purpose: Type.String(),
  businessRef: Type.Object({ type: Type.String(), id: Type.String() }),
  amount: MoneyOut,
  description: Type.String(),
  line: Type.String(),
  payerId: Id,
  status: states(intentStates),
  statusLabel: OneOf(['Success', 'Failed', 'Pending'] as const),
  method: Nullable(Type.String()),
  capturedAt: Nullable(Instant),
  expiresAt: Instant,
  createdAt: Instant,
})
export const intentOut = (i: Intent): Static<typeof IntentOut> => ({
  id: i.id,
  reference: i.reference,
  purpose: i.purpose,
  businessRef: { type: i.businessType, id: i.businessId },
  amount: money(i.amount, i.currency),
  description: i.description,
  line: i.line,
  payerId: i.payerId,
  status: i.state,
  statusLabel: words[i.state] ?? 'Pending',
  method: i.method,
  capturedAt: i.capturedAt?.toISOString() ?? null,
  expiresAt: i.expiresAt.toISOString(),
  createdAt: i.createdAt.toISOString(),
})

/** A payment in a list. `payer` only for those who see payments of others. */
export const IntentRowOut = Type.Object({
  ...IntentOut.properties,
  payer: Nullable(Named),
  refunded: MoneyOut,
  gatewayPaymentId: Nullable(Type.String()),
  receipt: Type.Boolean({ description: 'Whether there is a receipt' }),
})
export const AttemptOut = Type.Object({
  id: Id,
  gateway: Type.String(),
  gatewayPaymentId: Nullable(Type.String()),
  method: Nullable(Type.String()),
  amount: MoneyOut,
  refunded: MoneyOut,
  status: states(attemptStates),
  error: Nullable(Type.String()),
  createdAt: Instant,
})
export const RefundOut = Type.Object({
  id: Id,
  reference: Type.String(),
  paymentId: Id,
  amount: MoneyOut,
  to: OneOf(['source', 'wallet'] as const),
  cause: OneOf(['asked', 'late', 'double'] as const),
  reason: Type.String(),
  status: states(refundStates),
  error: Nullable(Type.String()),
  requestedBy: Nullable(Id),
  decidedBy: Nullable(Id),
  processedAt: Nullable(Instant),
  createdAt: Instant,
})
export const refundOut = (r: Refund): Static<typeof RefundOut> => ({
  id: r.id,
  reference: r.reference,
  paymentId: r.intentId,
  amount: money(r.amount, r.currency),
  to: r.to,
  cause: r.cause,
  reason: r.reason,
  status: r.state,
  error: r.error,
  requestedBy: r.requestedBy,
  decidedBy: r.decidedBy,
  processedAt: r.processedAt?.toISOString() ?? null,
  createdAt: r.createdAt.toISOString(),
})
export const DisputeOut = Type.Object({
  id: Id,
  amount: MoneyOut,
  status: states(disputeStates),
  reason: Nullable(Type.String()),
  respondBy: Nullable(Instant),
})
export const ReceiptOut = Type.Object({
  intentId: Id,
  reference: Type.String(),
  description: Type.String(),
  line: Type.String(),
  amount: MoneyOut,
  net: MoneyOut,
  tax: MoneyOut,
  refunded: MoneyOut,
  method: Nullable(Type.String()),
  capturedAt: Instant,
  href: Type.String(),
})
export const MethodOut = Type.Object({ id: Id, gateway: Type.String(), kind: Type.String(), label: Type.String(), createdAt: Instant })
/** Days, both included, in the operator's zone. */
export const dayQuery = {
  from: Type.Optional(Type.String({ maxLength: 10, description: 'A day' })),
  to: Type.Optional(Type.String({ maxLength: 10, description: 'A day, included' })),
}
/** Id or reference. */
export const idParams = Type.Object({ id: Type.String({ maxLength: 60, description: 'Id or reference' }) })
export const uuidParams = Type.Object({ id: Id })
