import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canMove } from '#platform/states'
import { attemptStates, disputeStates, holdStates, intentStates, payoutStates, refundStates, webhookStates } from './machines.ts'
import { diagnose, hmacHex, verifyCheckout, verifyHmac } from './signatures.ts'
import { parseWebhook } from './razorpay.parse.ts'

/** Written out once more from the domain page, arrow by arrow, so that a slip in the table is seen. */
const arrows: Record<string, string> = {
  payment: `created-attempted created-authorized created-captured created-cancelled created-expired attempted-authorized attempted-captured attempted-cancelled attempted-expired
    authorized-captured authorized-lapsed cancelled-late_captured expired-late_captured lapsed-late_captured late_captured-captured late_captured-auto_refunded`,
  'payment attempt': `initiated-authorized initiated-captured initiated-failed initiated-unknown unknown-authorized unknown-captured unknown-failed failed-authorized failed-captured
    authorized-captured authorized-lapsed`,
  refund: `requested-approved requested-rejected requested-cancelled approved-submitted submitted-pending submitted-processed submitted-failed submitted-unknown unknown-submitted
    unknown-pending unknown-processed unknown-failed pending-processed pending-failed failed-approved failed-wallet_credited`,
  dispute: `opened-under_review opened-action_required action_required-under_review under_review-action_required opened-lost opened-won action_required-lost under_review-won
    under_review-lost opened-closed under_review-closed action_required-closed`,
  'webhook event': `received-rejected received-duplicate received-stored stored-applied stored-stale stored-unmatched stored-failed failed-applied failed-stale failed-unmatched
    failed-dead unmatched-applied unmatched-dead dead-stored`,
  'wallet hold': 'pending-posted pending-voided pending-expired',
  payout: `requested-submitted requested-rejected submitted-processing submitted-unknown submitted-failed unknown-processing unknown-failed processing-processed processing-failed
    processed-reversed`,
}

describe.each([intentStates, attemptStates, refundStates, disputeStates, webhookStates, holdStates, payoutStates].map((m) => [m.noun, m] as const))('%s', (noun, m) => {
  const legal = new Set(arrows[noun]!.split(/\s+/))
  const names = Object.keys(m.moves)
  test('allows exactly the moves of the domain page, and no walk leaves it', () => {
    for (const from of names)
      for (const to of names) expect(`${from}-${to}: ${canMove(m as never, from as never, to as never)}`).toBe(`${from}-${to}: ${legal.has(`${from}-${to}`)}`)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 40 }), (wishes) => {
        let at: string = m.initial[0]!
        for (const to of wishes) {
          const may = canMove(m as never, at as never, to as never)
          if (may !== legal.has(`${at}-${to}`)) return false
          if (may) at = to
        }
        return names.includes(at)
      }),
    )
  })
})

describe('signatures', () => {
  const secret = 'EnLs21M47BllR3X8PSFtjtbd'
  test('the published vectors', () => {
    expect(hmacHex('{"a":1,"b":2,"c":{"d":3}}', '123456')).toBe('2fe04e22977002e6c7cb553adab8b460cb9e2a4970d5953cb27a8472752e3bbc')
    const checkout = { orderId: 'order_IEIaMR65cu6nz3', paymentId: 'pay_IH4NVgf4Dreq1l', signature: '0d4e745a1838664ad6c9c9902212a32d627d68e917290b0ad5f08ff4561bc50f' }
    expect(verifyCheckout(checkout, secret)).toBe(true)
    expect(verifyCheckout({ ...checkout, orderId: 'order_other' }, secret)).toBe(false)
    expect(verifyHmac('pay_IDZNwZZFtnjyym|sub_ID6MOhgkcoHj9I', '601f383334975c714c91a7d97dd723eb56520318355863dcf3821c0d07a17693', secret)).toBe(true)
    expect(verifyHmac('plink_IH3cNucfVEgV68|TSsd1989|paid|pay_IH3d0ara9bSsjQ', '07ae18789e35093e51d0a491eb9922646f3f82773547e5b0f67ee3f2d3bf7d5b', secret)).toBe(true)
  })
  test('says which thing is wrong', () => {
    const secrets = { webhook: 'new-secret', webhookOld: 'old-secret', key: 'api-secret' }
    const body = Buffer.from('{"event":"payment.captured","n":1}')
    expect(diagnose(body, hmacHex(body, 'new-secret'), secrets)).toBe('matches')
    expect(diagnose(body, hmacHex(body, 'old-secret'), secrets)).toBe('matches_old')
    expect(diagnose(body, undefined, secrets)).toBe('header_missing')
    expect(diagnose(body, 'abc', secrets)).toBe('header_form')
    expect(diagnose(Buffer.alloc(0), 'abc', secrets)).toBe('body_empty')
    expect(diagnose(body, hmacHex(body, 'api-secret'), secrets)).toBe('signed_with_api_secret')
    expect(diagnose(Buffer.from('{ "event": "payment.captured", "n": 1 }'), hmacHex(body, 'new-secret'), secrets)).toBe('body_reformatted')
    expect(diagnose(Buffer.from(`${body.toString()}\n`), hmacHex(body, 'new-secret'), secrets)).toBe('body_trimmed')
    expect(diagnose(body, Buffer.from(hmacHex(body, 'new-secret'), 'hex').toString('base64'), secrets)).toBe('signature_base64')
    expect(diagnose(body, hmacHex(body, 'new-secret '), { ...secrets, webhook: ' new-secret ' })).toBe('wrong_secret_or_body')
    expect(diagnose(body, hmacHex(body, 'other'), secrets)).toBe('wrong_secret_or_body')
  })
  test('the parser takes the shapes of the official samples', () => {
    const payment = { id: 'pay_1', amount: 100, currency: 'INR', status: 'authorized', captured: true, order_id: 'order_1', notes: [] }
    const of = (it: object) => parseWebhook(Buffer.from(JSON.stringify(it)))
    expect(of({ event: 'payment.authorized', payload: { payment: { entity: payment } } })).toMatchObject({
      kind: 'payment',
      payment: { status: 'authorized', captured: false },
      createdAt: null,
    })
    const refund = { id: 'rfnd_1', payment_id: 'pay_1', amount: 100, currency: 'INR', status: 'processed', notes: [] }
    expect(of({ event: 'refund.created', payload: { refund: { entity: refund } }, created_at: 1 })).toMatchObject({ kind: 'refund', refund: { status: 'processed' } })
    expect(of({ event: 'invoice.paid', payload: {} })).toMatchObject({ kind: 'other' })
    expect(() => of({ event: 'payment.captured', payload: { payment: { entity: { ...payment, amount: 99.5 } } } })).toThrow(/whole number/)
  })
})
