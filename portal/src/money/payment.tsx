import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { PaymentDetail } from '@manifold/client'
import { RefundList } from '#money/refunds.tsx'
import { MoneyHead } from '#money/head.tsx'
import { amountText } from '#money/amount.ts'
import { paymentQuery, receiptAddress } from '#money/money.ts'
import { Callout, Fact, FactList, WordLabel } from '#money/parts.tsx'
import { standingOf, readVisit } from '#money/standing.ts'
import { methodName, paymentWord } from '#money/words.ts'
import { ClockIcon, DownloadIcon, Panel, SectionHead, SkeletonRows, VisuallyHidden, When, c } from '#parts.tsx'
import { Failure } from '#shell/failure.tsx'

/** One payment: what for, how it was paid, its receipt, its tries, and what came back of it. */
export function Screen() {
  const { ref = '' } = useParams()
  const { data, error, refetch } = useQuery(paymentQuery(ref.toUpperCase()))
  return (
    <Box sx={{ maxWidth: 720 }}>
      <MoneyHead>{data?.description ?? (error ? 'This payment is not here' : 'Your payment')}</MoneyHead>
      {data ? (
        <Loaded payment={data} />
      ) : (
        <Panel sx={{ mt: '20px' }}>
          {error ? <Failure error={error} what="We could not open this payment." onRetry={() => void refetch()} /> : <SkeletonRows rows={4} height={72} />}
        </Panel>
      )}
    </Box>
  )
}

const attemptWords: Record<PaymentDetail['attempts'][number]['status'], string> = {
  initiated: 'Started',
  unknown: 'No answer yet',
  authorized: 'Your bank said yes',
  captured: 'Paid',
  failed: 'Did not go through',
  lapsed: 'Given back by the bank',
}

function Loaded({ payment: p }: { payment: PaymentDetail }) {
  const standing = standingOf(p, readVisit(p.id), Date.now())
  const payable = p.status === 'created' || p.status === 'attempted'
  const booking = p.purpose === 'lpg_booking' ? p.businessRef.id : null
  const tries = p.attempts.filter((a) => a.status !== 'captured')
  return (
    <>
      <Panel sx={{ mt: '20px' }}>
        <Box sx={{ p: '16px', borderBottom: `1px solid ${c.line}` }}>
          <Box sx={{ fontSize: '1.75rem', lineHeight: '36px', fontWeight: 650, fontVariantNumeric: 'tabular-nums', letterSpacing: '-.01em' }}>{amountText(p.amount)}</Box>
          <Box sx={{ mt: '4px' }}>
            <WordLabel word={p.statusLabel} shown={paymentWord(p)} />
          </Box>
        </Box>
        <Box sx={{ p: '2px 16px 16px' }}>
          <FactList>
            {p.capturedAt && (
              <Fact name="Paid">
                <When at={p.capturedAt} style="dayTime" />
                {p.method ? `, ${methodName(p.method)}` : ''}
              </Fact>
            )}
            {!p.capturedAt && (
              <Fact name="Started">
                <When at={p.createdAt} style="dayTime" />
              </Fact>
            )}
            <Fact name="Reference">
              <span style={{ letterSpacing: '.02em' }}>{p.reference}</span>
            </Fact>
            {booking && (
              <Fact name="For">
                <MuiLink component={Link} to={`/gas/bookings/${booking}`}>
                  See the booking
                </MuiLink>
              </Fact>
            )}
          </FactList>
        </Box>
      </Panel>
      {(standing === 'unheard' || standing === 'checking') && (
        <Box sx={{ mt: '16px' }}>
          <Callout tone="attention" icon={ClockIcon} title="We have not heard from your bank yet. Do not pay again; we will tell you." />
        </Box>
      )}
      <Box sx={{ display: 'grid', gap: '12px', mt: '16px', gridTemplateColumns: { sm: 'repeat(2, max-content)' } }}>
        {p.status === 'captured' && (
          <Button component="a" href={receiptAddress(p.reference)} download={`${p.reference}.pdf`} startIcon={<DownloadIcon />}>
            Download the receipt
          </Button>
        )}
        {payable && standing !== 'unheard' && (
          <Button component={Link} to={booking ? `/gas/bookings/${booking}` : `/payments/top-up/${p.reference}`} variant="contained" color="primary">
            {booking ? 'Open the booking' : `Pay ${amountText(p.amount)}`}
          </Button>
        )}
      </Box>
      {p.refunds.length > 0 && (
        <Box component="section" aria-labelledby="refunds" sx={{ mt: '32px' }}>
          <RefundList payment={p} />
        </Box>
      )}
      {tries.length > 0 && (
        <Box component="section" aria-labelledby="tries" sx={{ mt: '32px' }}>
          <SectionHead id="tries" title="Tries" />
          <Panel>
            <ol className="plain">
              {tries.map((a) => (
                <Box key={a.id} component="li" sx={{ p: '12px 16px', '& + &': { borderTop: `1px solid ${c.line}` } }}>
                  <Box sx={{ fontWeight: 600, lineHeight: '22px' }}>
                    {attemptWords[a.status]}
                    {a.method ? `, ${methodName(a.method)}` : ''}
                  </Box>
                  <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3 }}>
                    <VisuallyHidden>At </VisuallyHidden>
                    <When at={a.createdAt} style="dayTime" />
                    {a.error ? `. ${a.error}` : ''}
                  </Box>
                </Box>
              ))}
            </ol>
          </Panel>
        </Box>
      )}
    </>
  )
}
