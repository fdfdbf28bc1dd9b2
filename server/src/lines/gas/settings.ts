import Type from 'typebox'
import { OneOf } from '#platform/openapi'
import type { Ctx } from '#platform/db'
import { setting } from '#platform/settings'
import { modes } from './words.ts'

export const mode = setting('gas.mode', {
  schema: OneOf(modes),
  default: 'instant',
  sentence: 'How a booking ends: `instant` hands the cylinder over with the payment, `delivery` at the door with a code',
  public: true,
})
export const price = setting('gas.price', {
  // The gateway takes no less than a rupee.
  schema: Type.Integer({ minimum: 100, maximum: 100_000_000 }),
  default: 100_000,
  sentence: 'Price of a refill in paise, tax included. A booking keeps the price it was made at',
  public: true,
})
export const taxBasisPoints = setting('gas.tax_basis_points', {
  schema: Type.Integer({ minimum: 0, maximum: 10_000 }),
  default: 500,
  sentence: 'Tax within the price, in hundredths of a per cent (500 is 5 %)',
})
export const promiseMinutes = setting('gas.promise_minutes', {
  schema: Type.Integer({ minimum: 1, maximum: 1440 }),
  default: 15,
  sentence: 'For how many minutes a cylinder is held while the payment is awaited',
  public: true,
})
export const waitlistDays = setting('gas.waitlist_days', {
  schema: Type.Integer({ minimum: 1, maximum: 365 }),
  default: 14,
  sentence: 'After how many days without a cylinder a waiting booking is cancelled and refunded',
  public: true,
})
export const lowStock = setting('gas.low_stock', {
  schema: Type.Integer({ minimum: 0, maximum: 100_000 }),
  default: 10,
  sentence: 'Operations are told when fewer free filled cylinders than this are left of a type at a depot',
})
export const attemptFee = setting('gas.attempt_fee', {
  schema: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
  default: 0,
  sentence: 'Kept from the refund, in paise, when deliveries failed through the customer',
})
const gates = ['off', 'warn', 'block'] as const
/** What becomes of a booking whose customer lacks something: nothing, a warning with the quote, or a refusal. */
export type Gate = (typeof gates)[number]
export const kycGate = setting('gas.kyc_gate', {
  schema: OneOf(gates),
  default: 'off',
  sentence: 'What a missing or ended proof of identity does to a booking: `off` nothing, `warn` is said with the quote, `block` refuses',
})
export const inspectionGate = setting('gas.inspection_gate', {
  schema: OneOf(gates),
  default: 'off',
  sentence: 'What an overdue safety inspection does to a booking: `off` nothing, `warn` is said with the quote, `block` refuses',
})
export const inspectionYears = setting('gas.inspection_years', {
  schema: Type.Integer({ minimum: 1, maximum: 50 }),
  default: 5,
  sentence: 'How many years a safety inspection holds',
})
export const inspectionGrace = setting('gas.inspection_grace_days', {
  schema: Type.Integer({ minimum: 0, maximum: 1000 }),
  default: 30,
  sentence: 'For how many days after that a booking is still taken as if it held',
})
export const gatesOf = async (ctx: Ctx): Promise<Gates> => ({
  kyc: await kycGate(ctx),
  inspection: await inspectionGate(ctx),
  inspectionYears: await inspectionYears(ctx),
  inspectionGrace: await inspectionGrace(ctx),
})
export interface Gates {
  kyc: Gate
  inspection: Gate
  inspectionYears: number
  inspectionGrace: number
}
export const settings = [mode, price, taxBasisPoints, promiseMinutes, waitlistDays, lowStock, attemptFee, kycGate, inspectionGate, inspectionYears, inspectionGrace]
