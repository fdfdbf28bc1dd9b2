import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { Link } from 'react-router'
import type { Booking, PaymentDetail } from '@manifold/client'
import { StepProgress } from '@manifold/ui/tracker.tsx'
import { Exchange } from '#gas/exchange.tsx'
import { typeText, whereText } from '#gas/words.ts'
import { amountText } from '#money/amount.ts'
import { receiptAddress } from '#money/money.ts'
import { Fact, FactList, PaidHead } from '#money/parts.tsx'
import { methodName } from '#money/words.ts'
import { DownloadIcon, LineTile, Panel, c } from '#parts.tsx'
import { FlowMain } from '#shell/frames.tsx'

/** What is said when it is paid. */
export function paidTitle(b: Booking): string {
  if (b.cylinder) return `Paid. Your cylinder is ${b.cylinder.code}.`
  if (b.status === 'waitlisted') return `Paid. You are number ${b.place ?? 1} in the queue.`
  return b.status === 'cancelled' ? 'This booking was cancelled' : 'Paid. We are choosing your cylinder.'
}
function next(b: Booking): string {
  switch (b.status) {
    case 'delivered':
      return b.mode === 'delivery' ? 'It was handed over at your door.' : `${whereText(b)}. Check the seal before you take it.`
    case 'allocated':
      return 'We will tell you when it leaves the depot, and send you a delivery code.'
    case 'waitlisted':
      return 'We allot in the order of payment and tell you when it is your turn.'
    case 'out_for_delivery':
      return 'It is on its way. Tell the delivery code only at your door.'
    default:
      return ''
  }
}

/** Third step: paid, and which cylinder it is. */
export function Confirmed({ booking: b, payment }: { booking: Booking; payment: PaymentDetail }) {
  return (
    <FlowMain>
      <StepProgress step={3} of={3} />
      <PaidHead title={paidTitle(b)} next={next(b)} />
      <Panel sx={{ mt: '24px' }}>
        <Box sx={{ display: 'flex', gap: '14px', p: '16px', alignItems: 'center' }}>
          <LineTile line="gas" icon="cylinder" />
          <Box sx={{ minWidth: 0 }}>
            <Typography sx={{ fontWeight: 650, lineHeight: '22px' }}>{typeText(b.type)}, refill</Typography>
            <Typography variant="body2" sx={{ color: c.ink3, letterSpacing: '.02em' }}>
              {b.reference}
            </Typography>
          </Box>
        </Box>
        {b.cylinder && b.status === 'delivered' && <Exchange done={b.mode === 'delivery'} back={b.returnedCylinder?.code ?? null} forIt={`${b.cylinder.code}, filled`} />}
        <Box sx={{ borderTop: `1px solid ${c.line}`, p: '2px 16px 14px' }}>
          <FactList>
            <Fact name="Paid">
              {amountText(payment.amount)}
              {payment.method ? `, ${methodName(payment.method)}` : ''}
            </Fact>
            <Fact name="Payment">{payment.reference}</Fact>
          </FactList>
        </Box>
      </Panel>
      <Box sx={{ display: 'grid', gap: '12px', mt: '20px', gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <Button component={Link} to={`/gas/bookings/${b.reference}`} variant="contained" color="primary" replace>
          See the booking
        </Button>
        <Button component="a" href={receiptAddress(payment.reference)} download={`${payment.reference}.pdf`} startIcon={<DownloadIcon />}>
          Receipt
        </Button>
      </Box>
    </FlowMain>
  )
}
