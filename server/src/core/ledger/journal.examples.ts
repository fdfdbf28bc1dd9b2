import type { Posting } from './post.ts'

/** One example of each movement of the product, as the domain page has them. Amounts in INR, debit positive. */
export const journal = `; amounts in INR; debit positive, credit negative; one entry per money movement
2026-01-01 M01 wallet top-up captured (payment.captured)
    assets:gateway:razorpay                500.00
    liabilities:wallet:U1:cash            -500.00
2026-01-02 M02 gateway settlement of M01 (settlement.processed, fee 2% + 18% GST)
    assets:bank:nodal                      488.20
    expenses:gateway-fee                    10.00
    assets:tax:gst-input                     1.80
    assets:gateway:razorpay               -500.00
2026-01-03 M03 LPG booking paid by card/UPI (order.paid), not yet delivered
    assets:gateway:razorpay               1000.00
    liabilities:deferred:lpg:BK1         -1000.00
2026-01-04 M04 LPG delivered: revenue recognised (price is GST-inclusive, 5%)
    liabilities:deferred:lpg:BK1          1000.00
    income:lpg:refill                     -952.38
    liabilities:tax:gst-output             -47.62
2026-01-05 M05 LPG booking BK2 paid, then M06 cancelled before delivery
    assets:gateway:razorpay               1000.00
    liabilities:deferred:lpg:BK2         -1000.00
2026-01-05 M06 cancellation: money owed back to source
    liabilities:deferred:lpg:BK2          1000.00
    liabilities:refunds:RF2              -1000.00
2026-01-06 M07 refund.processed for RF2
    liabilities:refunds:RF2               1000.00
    assets:gateway:razorpay              -1000.00
2026-01-06 M08 late capture after the booking expired (auto-refund path)
    assets:gateway:razorpay               1000.00
    liabilities:refunds:RF3              -1000.00
2026-01-07 M09 refund.failed: same money lands in the wallet instead
    liabilities:refunds:RF3               1000.00
    liabilities:wallet:U2:cash           -1000.00
2026-01-08 M10 cylinder security deposit (subscription voucher)
    assets:gateway:razorpay               2200.00
    liabilities:deposit:cylinder:U1      -2200.00
2026-01-08 M11 surrender (termination voucher) less damage 150
    liabilities:deposit:cylinder:U1       2200.00
    income:lpg:damage                     -150.00
    liabilities:refunds:RF4              -2050.00
2026-01-09 M12 power-bank hold placed from wallet (pending transfer)
    liabilities:wallet:U1:cash             200.00
    liabilities:wallet:U1:held            -200.00
2026-01-09 M13 returned after 66 min: 45.00 charged (18% GST inclusive), 155.00 released
    liabilities:wallet:U1:held             200.00
    income:rental:package                  -25.42
    income:rental:overtime                 -12.71
    liabilities:tax:gst-output              -6.87
    liabilities:wallet:U1:cash            -155.00
2026-01-10 M14 lost: purchase fee 1499.00; 200.00 from hold, rest a debt
    liabilities:wallet:U2:cash             200.00
    assets:receivable:riders              1299.00
    income:rental:lost                   -1270.34
    liabilities:tax:gst-output            -228.66
2026-01-11 M15 debt collected by a later card charge
    assets:gateway:razorpay               1299.00
    assets:receivable:riders             -1299.00
2026-01-20 M16 bank found: credit note = 1499.00 - capped accrual 930.00
    income:rental:lost                     482.20
    liabilities:tax:gst-output              86.80
    liabilities:refunds:RF5               -569.00
2026-01-21 M17 online ride, rider pays 262.99 after a 30.00 platform-funded coupon
    assets:gateway:razorpay                262.99
    expenses:promo:coupon                   30.00
    liabilities:driver:D1:available       -274.75
    income:ride:platform-fee                -5.00
    liabilities:tax:gst-output             -13.24
2026-01-21 M18 ride split: commission 10% and TDS 1% of 259.75 withheld from the driver
    liabilities:driver:D1:available         28.58
    income:ride:commission                 -25.98
    liabilities:tax:tds                     -2.60
2026-01-21 M19 same ride paid in cash: only what platform and driver owe one another
    expenses:promo:coupon                   30.00
    liabilities:driver:D2:available         16.82
    income:ride:platform-fee                -5.00
    liabilities:tax:gst-output             -13.24
    income:ride:commission                 -25.98
    liabilities:tax:tds                     -2.60
2026-01-21 M20 driver clears a negative balance by top-up
    assets:gateway:razorpay                 16.82
    liabilities:driver:D2:available        -16.82
2026-01-21 M21 tip (no commission, no discount)
    assets:gateway:razorpay                 20.00
    liabilities:driver:D1:available        -20.00
2026-01-22 M22 rider cancellation fee 50.00 (5% GST inside) put on next-ride dues
    assets:receivable:riders                50.00
    liabilities:driver:D1:available        -47.62
    liabilities:tax:gst-output              -2.38
2026-01-22 M23 TDS on M22
    liabilities:driver:D1:available          0.48
    liabilities:tax:tds                     -0.48
2026-01-23 M24 dues waived by support within policy (driver keeps the fee)
    expenses:goodwill                       50.00
    assets:receivable:riders               -50.00
2026-01-24 M25 payout requested, in flight
    liabilities:driver:D1:available        200.00
    liabilities:driver:D1:payout          -200.00
2026-01-25 M26 payout processed
    liabilities:driver:D1:payout           200.00
    assets:bank:nodal                     -200.00
2026-01-25 M27 points earned: 50 points at 0.10
    expenses:points                          5.00
    liabilities:points:U1                   -5.00
2026-01-26 M28 points burned as tender: 30 points
    liabilities:points:U1                    3.00
    liabilities:wallet:U1:promo             -3.00
2026-01-27 M29 points expired: 20 points (breakage)
    liabilities:points:U1                    2.00
    income:breakage                         -2.00
2026-01-28 M30 referral reward, non-withdrawable
    expenses:referral                       50.00
    liabilities:wallet:U1:promo            -50.00
2026-01-29 M31 referral clawed back (fraud found before use)
    liabilities:wallet:U1:promo             50.00
    expenses:referral                      -50.00
2026-01-30 M32 dispute opened, money withheld by the gateway
    assets:gateway:disputed               1000.00
    assets:gateway:razorpay              -1000.00
2026-01-31 M33 dispute lost
    expenses:disputes                     1000.00
    assets:gateway:disputed              -1000.00
2026-01-31 M34 bad debt written off after collection attempts
    assets:receivable:riders                75.00
    income:rental:overtime                 -63.56
    liabilities:tax:gst-output             -11.44
2026-01-31 M35 the write-off of M34 (tax is not recovered by default)
    expenses:writeoff                       75.00
    assets:receivable:riders               -75.00
`

const paise = (text: string): number => {
  const [, sign, whole, part] = /^(-?)(\d+)\.(\d\d)$/.exec(text)!
  return Number(`${sign}${whole}${part}`)
}

/** The examples as postings; of M05 and the like the first word of the description is the name. */
export const postings: Posting[] = journal
  .split(/\n(?=\d{4}-)/)
  .filter((block) => /^\d{4}-/.test(block))
  .map((block) => {
    const [head, ...lines] = block.trim().split('\n')
    const [, day, name, memo] = /^(\S+) (M\d+) (.*)$/.exec(head!)!
    return {
      kind: `example.${name!.toLowerCase()}`,
      key: name!,
      businessRef: { type: 'example', id: name! },
      occurredAt: new Date(`${day}T12:00:00+05:30`),
      memo: memo!,
      lines: lines.map((line) => {
        const [account, amount] = line.trim().split(/\s{2,}/)
        return { account: account!, amount: paise(amount!) }
      }),
    }
  })

/** M01–M12 and M27–M35: those of wallet, gas, points and disputes. */
export const ours = postings.filter((p) => Number(p.key.slice(1)) <= 12 || Number(p.key.slice(1)) >= 27)
