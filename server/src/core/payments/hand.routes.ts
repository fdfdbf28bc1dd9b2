import Type from 'typebox'
import type { App } from '#platform/module'
import { Body, Id, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { common } from '#platform/problems'
import { Text } from '#platform/texts'
import { cancelAdjustment, decideAdjustment, requestAdjustment } from './adjustments.ts'
import type { PayoutDestination } from './gateway.ts'
import { AdjustmentOut, adjustmentOut, listAdjustments, listPayouts, payoutById, PayoutOut, payoutOut } from './hand.list.ts'
import { decidePayout, redeemable, requestPayout } from './payouts.ts'
import { money, MoneyIn, MoneyOut, uuidParams as params } from './wire.ts'

const reason = Text({ maxLength: 500 })
const decision = Body({ approve: Type.Boolean(), reason })

/** Where a payout goes: a UPI id, or an account; never both. */
function destinationOf(it: { vpa?: string; accountNumber?: string; ifsc?: string; name?: string }): PayoutDestination {
  if (it.vpa !== undefined && it.accountNumber === undefined && it.ifsc === undefined) return { kind: 'vpa', vpa: it.vpa }
  if (it.vpa === undefined && it.accountNumber !== undefined && it.ifsc !== undefined && it.name !== undefined)
    return { kind: 'bank_account', accountNumber: it.accountNumber, ifsc: it.ifsc, name: it.name }
  throw common.invalid({ errors: [{ path: 'destination', message: 'is a vpa, or accountNumber, ifsc and name' }] })
}

/** What people do by hand, always two of them: corrections and payouts. */
export function handRoutes(app: App): void {
  const ask = { may: 'payment.adjust.request', idempotent: 'needed' } as const
  app.get(
    '/adjustments',
    {
      config: { may: 'payment.adjust.request' },
      schema: {
        summary: 'Corrections by hand, newest first',
        querystring: Type.Object({ ...pageQuery, status: Type.Optional(AdjustmentOut.properties.status), personId: Type.Optional(Id) }),
        response: { 200: PageOf(AdjustmentOut) },
      },
    },
    (req) => listAdjustments(req.ctx, req.query),
  )
  app.post(
    '/adjustments',
    {
      config: ask,
      schema: {
        summary: 'Ask for a correction of a wallet; somebody else decides',
        body: Body({ kind: OneOf(['wallet_credit', 'promo_grant', 'promo_clawback']), personId: Id, amount: MoneyIn, reason }),
        response: { 201: AdjustmentOut },
      },
    },
    async (req, reply) => {
      const { kind, personId, amount } = req.body
      const made = await requestAdjustment(req.ctx, { kind, personId, ...amount, reason: req.body.reason })
      return reply.code(201).send(await adjustmentOut(req.ctx, made))
    },
  )
  app.post(
    '/adjustments/:id/decide',
    {
      config: { may: 'payment.adjust.approve', idempotent: 'needed' },
      schema: { summary: 'Approve or reject what somebody else asked for', params, body: decision, response: { 200: AdjustmentOut } },
    },
    async (req) => adjustmentOut(req.ctx, await decideAdjustment(req.ctx, req.params.id, req.body)),
  )
  app.post('/adjustments/:id/cancel', { config: ask, schema: { summary: 'Take back what you asked for', params, response: { 200: AdjustmentOut } } }, async (req) =>
    adjustmentOut(req.ctx, await cancelAdjustment(req.ctx, req.params.id)),
  )

  app.get(
    '/payouts',
    {
      config: { may: 'payment.payout.request' },
      schema: {
        summary: 'Payouts, newest first',
        querystring: Type.Object({ ...pageQuery, status: Type.Optional(PayoutOut.properties.status), payeeId: Type.Optional(Id) }),
        response: { 200: PageOf(PayoutOut) },
      },
    },
    (req) => listPayouts(req.ctx, req.query),
  )
  app.get(
    '/payouts/redeemable',
    {
      config: { may: 'payment.payout.request' },
      schema: { summary: 'What of a wallet may be paid out now', querystring: Type.Object({ payeeId: Id }), response: { 200: Type.Object({ redeemable: MoneyOut }) } },
    },
    async (req) => ({ redeemable: money(await redeemable(req.ctx, req.query.payeeId)) }),
  )
  app.get('/payouts/:id', { config: { may: 'payment.payout.request' }, schema: { summary: 'A payout', params, response: { 200: PayoutOut } } }, (req) =>
    payoutById(req.ctx, req.params.id),
  )
  app.post(
    '/payouts',
    {
      config: { may: 'payment.payout.request', idempotent: 'needed' },
      schema: {
        summary: 'Ask for wallet cash to be paid out; somebody else decides',
        body: Body({
          payeeId: Id,
          amount: MoneyIn,
          destination: Body({
            vpa: Type.Optional(Type.String({ maxLength: 100, pattern: '^[A-Za-z0-9._-]{2,}@[A-Za-z0-9.-]{2,}$', description: 'A UPI id' })),
            accountNumber: Type.Optional(Type.String({ pattern: '^[0-9]{6,20}$' })),
            ifsc: Type.Optional(Type.String({ pattern: '^[A-Z]{4}0[A-Z0-9]{6}$' })),
            name: Type.Optional(Text({ maxLength: 120 })),
          }),
          reason,
        }),
        response: { 201: PayoutOut },
      },
    },
    async (req, reply) => {
      const { payeeId, amount, destination } = req.body
      const made = await requestPayout(req.ctx, { payeeId, amount: amount.amount, destination: destinationOf(destination), reason: req.body.reason })
      return reply.code(201).send(await payoutOut(req.ctx, made))
    },
  )
  app.post(
    '/payouts/:id/decide',
    {
      config: { may: 'payment.payout.approve', idempotent: 'needed' },
      schema: { summary: 'Approve or reject a payout that somebody else asked for', params, body: decision, response: { 200: PayoutOut } },
    },
    async (req) => payoutOut(req.ctx, await decidePayout(req.ctx, req.params.id, req.body)),
  )
}
