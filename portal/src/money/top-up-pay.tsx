import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { PaymentDetail } from '@manifold/client'
import { Money } from '@manifold/ui/when.tsx'
import { StepProgress } from '@manifold/ui/tracker.tsx'
import { amountText } from '#money/amount.ts'
import { paymentQuery, receiptAddress, reloadMoney, walletQuery } from '#money/money.ts'
import { PaidHead } from '#money/parts.tsx'
import { PayNote, PayState, mayPay } from '#money/pay-state.tsx'
import { PayWith, useWay } from '#money/pay-with.tsx'
import { usePay, useStanding } from '#money/use-pay.ts'
import { DownloadIcon, EmptyState, LockIcon, Panel, SkeletonRows, c } from '#parts.tsx'
import { BackBar } from '#shell/bar.tsx'
import { Failure } from '#shell/failure.tsx'
import { FlowMain, Foot } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'

/** Money into the wallet: pay, and what came of it, at one address. */
export function Screen() {
  const { ref = '' } = useParams()
  const { data, error, refetch } = useQuery(paymentQuery(ref.toUpperCase()))
  return (
    <>
      <BackBar to="/payments" label="Back to payments">
        Add money
      </BackBar>
      {data ? (
        <Loaded payment={data} />
      ) : (
        <FlowMain>
          <PageTitle title="Add money">{error ? 'This payment is not here' : 'Pay'}</PageTitle>
          <Panel sx={{ mt: '20px' }}>
            {error ? <Failure error={error} what="We could not open this payment." onRetry={() => void refetch()} /> : <SkeletonRows rows={4} height={72} />}
          </Panel>
        </FlowMain>
      )}
    </>
  )
}

function Loaded({ payment }: { payment: PaymentDetail }) {
  const client = useQueryClient()
  const { data: wallet } = useQuery(walletQuery)
  const [way, setWay] = useWay(payment.amount, false)
  const [keep, setKeep] = useState(false)
  const standing = useStanding(payment)!
  const { pay, busy, leaving, problem } = usePay(payment, `/payments/top-up/${payment.reference}`)
  const payable = mayPay(standing)
  if (standing === 'paid')
    return (
      <FlowMain>
        <StepProgress step={3} of={3} />
        <PaidHead title={`${amountText(payment.amount)} is in your wallet.`} next={wallet ? `You can spend ${amountText(wallet.spendable)}.` : ''} />
        <Box sx={{ display: 'grid', gap: '12px', mt: '24px', gridTemplateColumns: { sm: '1fr 1fr' } }}>
          <Button component={Link} to="/payments" variant="contained" color="primary" replace>
            Done
          </Button>
          <Button component="a" href={receiptAddress(payment.reference)} download={`${payment.reference}.pdf`} startIcon={<DownloadIcon />}>
            Receipt
          </Button>
        </Box>
      </FlowMain>
    )
  if (standing === 'ended')
    return (
      <FlowMain>
        <PageTitle>The time to pay has passed</PageTitle>
        <Panel sx={{ mt: '20px' }}>
          <EmptyState
            title="You were not charged."
            text="If a payment is still on its way, it goes back to where it came from."
            action={
              <Button component={Link} to="/payments/top-up" variant="contained" color="primary" replace>
                Begin again
              </Button>
            }
          />
        </Panel>
      </FlowMain>
    )
  return (
    <FlowMain foot>
      <StepProgress step={2} of={3} end="Next: confirmation" />
      <Box sx={{ mt: '16px' }}>
        <PageTitle>{`Add ${amountText(payment.amount)}`}</PageTitle>
      </Box>
      <Box aria-live="polite" sx={{ mt: '16px', '&:empty': { display: 'none' } }}>
        <PayState standing={standing} payment={payment} problem={payable ? problem : null} onAsk={() => void reloadMoney(client)} />
      </Box>
      <Panel sx={{ mt: '18px', p: '12px 16px' }}>
        <Box
          component="dl"
          sx={{ m: 0, fontSize: '0.9375rem', lineHeight: '26px', '& dd': { m: 0 }, '& > div': { display: 'flex', justifyContent: 'space-between', gap: '16px' } }}
        >
          <Box sx={{ color: c.ink2 }}>
            <dt>In your wallet now</dt>
            <dd>{wallet ? <Money amount={wallet.spendable.amount} /> : ''}</dd>
          </Box>
          <Box sx={{ color: c.ink2 }}>
            <dt>You add</dt>
            <dd>
              <Money amount={payment.amount.amount} />
            </dd>
          </Box>
          <Box sx={{ fontWeight: 650, fontSize: '1.0625rem', borderTop: `1px solid ${c.line}`, mt: '8px', pt: '10px' }}>
            <dt>Afterwards</dt>
            <dd>{wallet ? <Money amount={wallet.spendable.amount + payment.amount.amount} /> : ''}</dd>
          </Box>
        </Box>
      </Panel>
      <Box sx={{ mt: '24px' }}>{payable && <PayWith value={way} onChange={setWay} keep={keep} onKeep={setKeep} amount={payment.amount} wallet={false} disabled={busy} />}</Box>
      <PayNote>Money in your wallet pays for anything here. It is not paid out again by itself.</PayNote>
      {payable && (
        <Foot label="Pay">
          <Button fullWidth variant="contained" color="primary" startIcon={<LockIcon />} onClick={() => void pay(way, keep)} aria-disabled={busy || undefined}>
            {leaving ? 'Opening your bank…' : busy ? 'One moment…' : `${standing === 'failed' ? 'Try again, pay' : 'Pay'} ${amountText(payment.amount)}`}
          </Button>
        </Foot>
      )}
    </FlowMain>
  )
}
