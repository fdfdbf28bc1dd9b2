import { problems } from '#platform/problems'

export const refuse = problems('payment', {
  gateway_off: [503, 'Paying online is not set up here. Pay from your wallet, or ask us.'],
  key_needed: [400, 'Send an Idempotency-Key with this.'],
  not_payable: [409, 'This payment can no longer be made. Load it again.'],
  expired: [409, 'The time to pay has passed. Begin again.'],
  wallet_cannot: [422, 'A wallet cannot be topped up from itself. Choose another way to pay.'],
  insufficient_funds: [409, 'There is not enough in your wallet. Top it up, or pay another way.'],
  currency: [422, 'Only rupees (INR) are taken here.'],
  signature: [400, 'This answer of the gateway is not genuine, so nothing was changed. If money left your account it will be found by itself.'],
  under_way: [409, 'A payment is under way. Wait until it is known how it ended.'],
  not_captured: [409, 'Only a payment that was made can be refunded.'],
  refund_too_much: [409, 'This is more than is left to refund of this payment.'],
  second_person: [403, 'Somebody else has to decide on a refund that you asked for.'],
  hold_ended: [409, 'This hold has ended.'],
  hold_too_much: [409, 'This is more than is held.'],
  webhook_refused: [400, 'The signature is not right.'],
})
