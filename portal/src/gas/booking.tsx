import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Booking, PaymentDetail } from '@manifold/client'
import { QueueIcon } from '@manifold/ui/money-icons.tsx'
import { NextCard, StatusTracker } from '@manifold/ui/tracker.tsx'
import { CancelBooking } from '#gas/cancel.tsx'
import { bookingQuery } from '#gas/gas.ts'
import { depotText, numberText, stepsOf, typeText, whereText } from '#gas/words.ts'
import { amountText, taxName } from '#money/amount.ts'
import { paymentQuery, receiptAddress } from '#money/money.ts'
import { Fact, FactList, WordLabel } from '#money/parts.tsx'
import { RefundList } from '#money/refunds.tsx'
import { methodName } from '#money/words.ts'
import { AlertIcon, CheckIcon, ClockIcon, CylinderIcon, DownloadIcon, OfflineLine, Panel, SkeletonRows, UndoIcon, When, useLocale, useNow } from '#parts.tsx'
import { BackBar } from '#shell/bar.tsx'
import { Failure } from '#shell/failure.tsx'
import { FlowMain } from '#shell/frames.tsx'
import { Announce, PageTitle } from '#shell/page.tsx'
import { at } from '#words.ts'

/** One booking: where it stands, what comes next, what was paid, and what I can do. */
export function Screen() {
  const { ref = '' } = useParams()
  const reference = ref.toUpperCase()
  const { data: booking, error, refetch } = useQuery(bookingQuery(reference))
  return (
    <>
      <BackBar to="/gas/bookings" label="Back to bookings">
        <Box component="span" sx={{ letterSpacing: '.02em' }}>
          {booking?.reference ?? (reference.startsWith('BKG') ? reference : 'Booking')}
        </Box>
      </BackBar>
      {booking ? (
        <Loaded booking={booking} />
      ) : (
        <FlowMain>
          <PageTitle title="Booking">{error ? 'This booking is not here' : 'Your booking'}</PageTitle>
          <Panel sx={{ mt: '20px' }}>
            {error ? <Failure error={error} what="We could not open this booking." onRetry={() => void refetch()} /> : <SkeletonRows rows={5} height={88} />}
          </Panel>
        </FlowMain>
      )}
    </>
  )
}

function Loaded({ booking: b }: { booking: Booking }) {
  const locale = useLocale()
  const now = useNow()
  const { data: payment } = useQuery({ ...paymentQuery(b.paymentIntentId ?? ''), enabled: b.paymentIntentId !== null })
  const said = useSpoken(b)
  return (
    <Box
      component="main"
      id="main"
      tabIndex={-1}
      sx={{
        flex: 1,
        width: '100%',
        maxWidth: { xs: 720, md: 1040 },
        mx: 'auto',
        boxSizing: 'border-box',
        p: { xs: '20px 16px 48px', md: '32px 16px 56px' },
        display: { md: 'grid' },
        gridTemplateColumns: 'minmax(0, 1fr) 344px',
        columnGap: '48px',
        alignItems: 'start',
        '&:focus': { outline: 'none' },
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <OfflineLine />
        <PageTitle>{typeText(b.type)}</PageTitle>
        <Box sx={{ mt: '18px' }}>
          <StatusTracker label="Progress of this booking" steps={stepsOf(b, locale, now)} />
        </Box>
        <Next booking={b} />
        {payment && payment.refunds.length > 0 && <Refunds payment={payment} />}
      </Box>
      <Box component="aside" aria-label="About this booking" sx={{ mt: { xs: '28px', md: 0 }, position: { md: 'sticky' }, top: { md: 97 } }}>
        <Facts booking={b} payment={payment} />
        <Box sx={{ display: 'grid', gap: '12px', mt: '12px' }}>
          {payment?.status === 'captured' && (
            <Button fullWidth component="a" href={receiptAddress(payment.reference)} download={`${payment.reference}.pdf`} startIcon={<DownloadIcon />}>
              Receipt
            </Button>
          )}
          <Button fullWidth component={Link} to={`/report?about=gas_booking:${b.id}`}>
            Report a problem with it
          </Button>
          <CancelBooking booking={b} method={payment?.method ?? null} />
        </Box>
      </Box>
      <Announce>{said}</Announce>
    </Box>
  )
}

/** At most one card: what comes next, and what to do. */
function Next({ booking: b }: { booking: Booking }) {
  const locale = useLocale()
  const now = useNow()
  const card = (() => {
    switch (b.status) {
      case 'quoted':
      case 'payment_pending':
        return (
          <NextCard
            icon={<ClockIcon />}
            title={b.heldUntil ? `${b.held ? 'One cylinder is held for you' : 'You can pay'} until ${at(locale, b.heldUntil, now)}` : 'It waits for your payment'}
          >
            <Button component={Link} to={`/gas/book/${b.reference}`} variant="contained" color="primary" sx={{ mt: '10px' }}>
              Pay {amountText(b.price)}
            </Button>
          </NextCard>
        )
      case 'paid':
        return (
          <NextCard icon={<CylinderIcon />} title="We are choosing your cylinder">
            You are told as soon as it is yours.
          </NextCard>
        )
      case 'waitlisted':
        return (
          <NextCard icon={<QueueIcon />} title={`You are number ${b.place ?? 1} in the queue`}>
            We allot in the order of payment and tell you when it is your turn. This number moves by itself.
          </NextCard>
        )
      case 'allocated':
        return (
          <NextCard icon={<CylinderIcon />} title={`Your cylinder is ${b.cylinder?.code ?? 'chosen'}`}>
            {b.mode === 'delivery' ? 'We will tell you when it leaves the depot.' : `${whereText(b)}.`}
          </NextCard>
        )
      case 'out_for_delivery':
        return (
          <NextCard icon={<CylinderIcon />} title={`${b.cylinder?.code ?? 'Your cylinder'} is on its way`}>
            {b.codeLocked
              ? 'The delivery code was entered wrongly too often. We will call you and send a new one.'
              : 'We sent a delivery code of six digits to your phone and e-mail. Tell it only at your door, after you have seen the cylinder and its seal.'}
          </NextCard>
        )
      case 'delivery_failed':
        return (
          <NextCard icon={<AlertIcon />} title="We could not deliver your cylinder">
            {failed[b.failure ?? ''] ?? 'We will try again, or you can cancel.'} {b.attempts < 3 ? 'We will try again.' : 'It was tried three times. Write to us, or cancel.'}
          </NextCard>
        )
      case 'delivered':
        return (
          <NextCard icon={<CheckIcon />} title={`Your cylinder is ${b.cylinder?.code ?? ''}`}>
            {b.returnedCylinder ? `We took back ${b.returnedCylinder.code}. ` : ''}
            {b.deliveredAt ? `Handed over ${at(locale, b.deliveredAt, now)}.` : ''}
          </NextCard>
        )
      case 'expired':
        return (
          <NextCard icon={<ClockIcon />} title="It was not paid in time">
            You were not charged.{' '}
            <MuiLink component={Link} to="/gas/book">
              Book again
            </MuiLink>
          </NextCard>
        )
      case 'cancelled':
        return (
          <NextCard icon={<UndoIcon />} title={b.refund && b.refund.amount > 0 ? `You get ${amountText(b.refund)} back` : 'You were not charged'}>
            {b.endReason === 'Cancelled by the customer' ? 'You cancelled it.' : (b.endReason ?? '')}
          </NextCard>
        )
    }
  })()
  return <Box sx={{ mt: '20px' }}>{card}</Box>
}
const failed: Record<string, string> = {
  no_answer: 'Nobody opened the door.',
  refused: 'It was not taken at the door.',
  bad_cylinder: 'The cylinder was not good enough to hand over.',
  no_empty: 'There was no empty cylinder to take back.',
}

function Refunds({ payment }: { payment: PaymentDetail }) {
  return (
    <Box component="section" aria-labelledby="refunds" sx={{ mt: '28px' }}>
      <RefundList payment={payment} />
    </Box>
  )
}
function Facts({ booking: b, payment }: { booking: Booking; payment: PaymentDetail | undefined }) {
  return (
    <Panel sx={{ p: '6px 20px 16px' }}>
      <FactList>
        <Fact name="Status">
          <WordLabel word={b.statusLabel} />
        </Fact>
        <Fact name="Reference">
          <span style={{ letterSpacing: '.02em' }}>{b.reference}</span>
        </Fact>
        {b.account && (
          <Fact name="Account">
            <MuiLink component={Link} to={`/gas/accounts/${b.account.id}`}>
              {numberText(b.account.number)}
            </MuiLink>
          </Fact>
        )}
        <Fact
          name={
            b.mode === 'delivery' ? 'Delivered from' : b.status === 'delivered' ? 'Collected at' : b.status === 'cancelled' || b.status === 'expired' ? 'Depot' : 'Collect it at'
          }
        >
          {depotText(b.depot)}
        </Fact>
        {b.cylinder && <Fact name="Cylinder">{b.cylinder.code}</Fact>}
        {b.returnedCylinder && <Fact name="You gave back">{b.returnedCylinder.code}</Fact>}
        <Fact name="Price">
          {amountText(b.price)}
          {b.tax.basisPoints > 0 ? `, of which ${amountText(b.tax)} is ${taxName(b.tax.basisPoints)}` : ''}
        </Fact>
        {payment && (
          <Fact name="Payment">
            <MuiLink component={Link} to={`/payments/${payment.reference}`}>
              {payment.reference}
            </MuiLink>
            {payment.method ? `, ${methodName(payment.method)}` : ''}
          </Fact>
        )}
        <Fact name="Booked">
          <When at={b.createdAt} style="dayTime" />
        </Fact>
      </FactList>
    </Panel>
  )
}

/** What a screen reader hears when the booking changes under the reader: its word, or the place in the queue. */
function useSpoken(b: Booking): string {
  const [said, setSaid] = useState('')
  const before = useRef({ status: b.status, place: b.place })
  useEffect(() => {
    if (before.current.status !== b.status) setSaid(`This booking is now ${b.statusLabel}.${b.cylinder ? ` Your cylinder is ${b.cylinder.code}.` : ''}`)
    else if (before.current.place !== b.place && b.place !== null) setSaid(`You are now number ${b.place} in the queue.`)
    before.current = { status: b.status, place: b.place }
  }, [b.status, b.statusLabel, b.place, b.cylinder])
  return said
}
