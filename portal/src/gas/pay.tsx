import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Booking, PaymentDetail } from '@manifold/client'
import { StepProgress } from '@manifold/ui/tracker.tsx'
import { CancelBooking } from '#gas/cancel.tsx'
import { Confirmed } from '#gas/confirmed.tsx'
import { Exchange } from '#gas/exchange.tsx'
import { accountQuery, bookingQuery, quoteQuery, reloadGas } from '#gas/gas.ts'
import { Hold } from '#gas/hold.tsx'
import { typeText, whereText } from '#gas/words.ts'
import { amountText } from '#money/amount.ts'
import { PriceLines } from '#money/parts.tsx'
import { PayNote, PayState, mayPay } from '#money/pay-state.tsx'
import { PayWith, useWay } from '#money/pay-with.tsx'
import { paymentQuery, reloadMoney } from '#money/money.ts'
import { usePay, useStanding } from '#money/use-pay.ts'
import { EmptyState, LineTile, LockIcon, Panel, SkeletonRows, c } from '#parts.tsx'
import { BackBar } from '#shell/bar.tsx'
import { Failure } from '#shell/failure.tsx'
import { FlowMain, Foot } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'

/** Check and pay, then the confirmation: one address for both, so that whoever comes back from the bank, by its way or by the back button, sees how it stands. */
export function Screen() {
  const { ref = '' } = useParams()
  const booking = useQuery(bookingQuery(ref.toUpperCase()))
  const intent = booking.data?.paymentIntentId ?? ''
  const payment = useQuery({ ...paymentQuery(intent), enabled: intent !== '' })
  const b = booking.data
  return (
    <>
      <BackBar to="/gas" label="Back to gas">
        Book a cylinder
      </BackBar>
      {b && payment.data ? (
        b.status === 'payment_pending' || b.status === 'quoted' ? (
          <CheckAndPay booking={b} payment={payment.data} />
        ) : b.status === 'expired' || (b.status === 'cancelled' && b.paidAt === null) ? (
          <Over booking={b} />
        ) : (
          <Confirmed booking={b} payment={payment.data} />
        )
      ) : (
        <FlowMain>
          <PageTitle title="Book a cylinder">{booking.error ? 'This booking is not here' : 'Check and pay'}</PageTitle>
          <Panel sx={{ mt: '20px' }}>
            {booking.error || payment.error ? (
              <Failure error={booking.error ?? payment.error} what="We could not open this booking." onRetry={() => void (booking.error ? booking.refetch() : payment.refetch())} />
            ) : (
              <SkeletonRows rows={5} height={72} />
            )}
          </Panel>
        </FlowMain>
      )}
    </>
  )
}

function CheckAndPay({ booking: b, payment }: { booking: Booking; payment: PaymentDetail }) {
  const client = useQueryClient()
  const account = useQuery({ ...accountQuery(b.account?.id ?? ''), enabled: b.account !== null })
  // What comes back in exchange stands in the booking only after the hand-over.
  const quote = useQuery(quoteQuery({ ...(b.account ? { accountId: b.account.id } : {}), depotId: b.depot.id, typeId: b.type.id }))
  const [way, setWay] = useWay(b.price)
  const [keep, setKeep] = useState(false)
  const standing = useStanding(payment)!
  const { pay, busy, leaving, problem } = usePay(payment, `/gas/book/${b.reference}`)
  // The booking follows its payment.
  useEffect(() => {
    if (standing === 'paid' || standing === 'ended') void reloadGas(client)
  }, [standing, client])
  const ask = () => void Promise.all([reloadMoney(client), reloadGas(client)])
  const payable = mayPay(standing)
  const button = (
    <Button fullWidth variant="contained" color="primary" startIcon={<LockIcon />} onClick={() => void pay(way, keep)} aria-disabled={busy || undefined}>
      {leaving ? 'Opening your bank…' : busy ? 'Paying…' : `${standing === 'failed' ? 'Try again, pay' : 'Pay'} ${amountText(b.price)}`}
    </Button>
  )
  const queue = !b.held && quote.data ? quote.data.waiting + 1 : null
  return (
    <FlowMain foot wide>
      <Box sx={{ maxWidth: 960, mx: 'auto' }}>
        <StepProgress step={2} of={3} end="Next: confirmation" />
        <Box sx={{ mt: '16px' }}>
          <PageTitle>Check and pay</PageTitle>
        </Box>
        {payable && b.heldUntil && <Hold booking={b} until={b.heldUntil} />}
        {!b.held && payable && standing !== 'failed' && queue !== null && !quote.data?.inStock && (
          <Typography sx={{ mt: '10px', fontSize: '0.9375rem', color: c.ink2 }}>No cylinder is free right now. You pay to join the queue; you are number {queue}.</Typography>
        )}
        <Box aria-live="polite" sx={{ mt: '16px', '&:empty': { display: 'none' } }}>
          <PayState standing={standing} payment={payment} problem={payable ? problem : null} onAsk={ask} />
        </Box>
        <Box sx={{ display: { md: 'grid' }, gridTemplateColumns: 'minmax(0, 1fr) 380px', columnGap: '48px', alignItems: 'start' }}>
          <Box sx={{ gridColumn: { md: 2 }, gridRow: { md: 1 }, mt: { xs: '18px', md: '20px' } }}>
            <Typography variant="h2" sx={{ mb: '10px', display: { xs: 'none', md: 'block' } }}>
              Your booking
            </Typography>
            <Panel component="section" aria-label="Your booking">
              <Box sx={{ display: 'flex', gap: '14px', p: '16px', alignItems: 'flex-start' }}>
                <LineTile line="gas" icon="cylinder" />
                <Box sx={{ minWidth: 0 }}>
                  <Typography sx={{ fontWeight: 650, lineHeight: '22px' }}>{typeText(b.type)}, refill</Typography>
                  <Typography variant="body2" sx={{ color: c.ink3, lineHeight: '22px' }}>
                    {whereText(b)}
                    {b.mode === 'delivery' && account.data && (
                      <>
                        <br />
                        {account.data.address}
                      </>
                    )}
                  </Typography>
                </Box>
              </Box>
              <Exchange back={quote.data?.returns?.code ?? null} forIt="A sealed, filled one" />
              <Box sx={{ borderTop: `1px solid ${c.line}`, p: '12px 16px 14px' }}>
                <PriceLines price={b.price} tax={b.tax} what={b.mode === 'delivery' ? 'Gas and delivery' : 'Gas'} />
              </Box>
            </Panel>
            <Box sx={{ display: { xs: 'none', md: 'block' }, mt: '16px' }}>{payable && button}</Box>
            <Box sx={{ display: { xs: 'none', md: 'block' } }}>
              <Free />
            </Box>
          </Box>
          <Box sx={{ gridColumn: { md: 1 }, gridRow: { md: 1 }, mt: { xs: '24px', md: '20px' } }}>
            {payable && <PayWith value={way} onChange={setWay} keep={keep} onKeep={setKeep} amount={b.price} disabled={busy} />}
            <Box sx={{ display: { md: 'none' } }}>
              <Free />
            </Box>
            <Box sx={{ mt: '20px' }}>{payable && <CancelBooking booking={b} method={null} quiet />}</Box>
          </Box>
        </Box>
      </Box>
      {payable && (
        <Box sx={{ display: { md: 'none' } }}>
          <Foot label="Pay">{button}</Foot>
        </Box>
      )}
    </FlowMain>
  )
}

const Free = () => <PayNote>Free to cancel until the cylinder leaves the depot. The money goes back the way it came, or into your wallet.</PayNote>

/** The time passed, or it was called off before it was paid. */
function Over({ booking: b }: { booking: Booking }) {
  return (
    <FlowMain>
      <PageTitle>{b.status === 'expired' ? 'The time to pay has passed' : 'This booking was cancelled'}</PageTitle>
      <Panel sx={{ mt: '20px' }}>
        <EmptyState
          title="You were not charged."
          text={
            b.status === 'expired'
              ? 'The cylinder that was held for you is free for others. You can book again now. If a payment is still on its way, it goes back to where it came from.'
              : 'You can book again whenever you like.'
          }
          action={
            <Button component={Link} to="/gas/book" variant="contained" color="primary" replace>
              Book again
            </Button>
          }
        />
      </Panel>
    </FlowMain>
  )
}
