import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { api, isProblem, type Booked, type BookingWish, type Quote } from '@manifold/client'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { QueueIcon } from '@manifold/ui/money-icons.tsx'
import { StepProgress } from '@manifold/ui/tracker.tsx'
import { Choice, RadioRows } from '#form.tsx'
import { Exchange } from '#gas/exchange.tsx'
import { accountsQuery, depotsQuery, openBookingQuery, quoteQuery, reloadGas, typesQuery } from '#gas/gas.ts'
import { depotText, numberText, takesCylinders, typeText } from '#gas/words.ts'
import { amountText } from '#money/amount.ts'
import { Callout, PriceLines } from '#money/parts.tsx'
import { usePress } from '#money/press.ts'
import { CalendarIcon, EmptyState, InfoIcon, LineTile, Panel, SkeletonRows, c } from '#parts.tsx'
import { BackBar } from '#shell/bar.tsx'
import { Failure, messageOf } from '#shell/failure.tsx'
import { FlowMain, Foot } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'

/** Book a cylinder, first step: for which account, which cylinder, from where, what it costs, and whether it can be had. */
export function Screen() {
  return (
    <>
      <BackBar to="/gas">Book a cylinder</BackBar>
      <FlowMain foot>
        <Choose />
      </FlowMain>
    </>
  )
}

function Choose() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const accounts = useQuery(accountsQuery)
  const open = useQuery(openBookingQuery)
  const depots = useQuery(depotsQuery)
  const types = useQuery(typesQuery)
  const [problem, setProblem] = useState<string | null>(null)
  const { press, busy } = usePress('book')

  const mine = accounts.data?.data.filter(takesCylinders)
  const account = mine?.find((a) => a.id === params.get('account')) ?? mine?.[0]
  const wish: BookingWish = {
    ...(account ? { accountId: account.id } : {}),
    ...(params.get('depot') ? { depotId: params.get('depot')! } : {}),
    ...(params.get('type') ? { typeId: params.get('type')! } : {}),
  }
  const quote = useQuery({ ...quoteQuery(wish), enabled: mine !== undefined })
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.set(name, value)
        // A depot belongs to the account that was chosen.
        if (name === 'account') next.delete('depot')
        return next
      },
      { replace: true },
    )

  // Only what the server says now: what was seen before may have been paid since.
  if (open.isFetchedAfterMount && open.data?.status === 'payment_pending') return <Navigate to={`/gas/book/${open.data.reference}`} replace />
  const failed = accounts.error ?? quote.error
  const waits = quote.data && !quote.data.inStock
  const book = async () => {
    if (!quote.data) return
    setProblem(null)
    try {
      const { booking } = await press((key) =>
        api.post<Booked>('/gas/bookings', { ...wish, depotId: quote.data.depot.id, typeId: quote.data.type.id, ...(waits ? { waitlist: true } : {}) }, { key }),
      )
      client.setQueryData(['booking', booking.reference], booking)
      client.setQueryData(openBookingQuery.queryKey, booking)
      await navigate(`/gas/book/${booking.reference}`, { replace: true })
    } catch (error) {
      // What changed meanwhile (the last cylinder went, another booking was made) the quote now says.
      await reloadGas(client)
      if (!isProblem(error, 'gas.out_of_stock') && !isProblem(error, 'gas.not_eligible')) setProblem(messageOf(error))
      else if (isProblem(error, 'gas.out_of_stock')) setProblem('The last free cylinder went a moment ago. You can join the queue.')
    }
  }
  const places = depots.data?.data.filter((d) => d.active) ?? []
  const kinds = types.data?.data.filter((t) => t.active) ?? []
  return (
    <>
      <StepProgress step={1} of={3} end="Next: check and pay" />
      <Box sx={{ mt: '16px' }}>
        <PageTitle>Your cylinder</PageTitle>
      </Box>
      {problem && (
        <Box sx={{ mt: '16px' }}>
          <FormErrorSummary title="That did not work" problems={[{ text: problem }]} />
        </Box>
      )}
      {failed && !quote.data ? (
        <Panel sx={{ mt: '20px' }}>
          <Failure error={failed} what="We could not look up your cylinder." onRetry={() => void (accounts.error ? accounts.refetch() : quote.refetch())} />
        </Panel>
      ) : !quote.data || !mine ? (
        <Panel sx={{ mt: '20px' }}>
          <SkeletonRows rows={4} height={72} />
        </Panel>
      ) : accounts.data!.data.length > 0 && mine.length === 0 ? (
        <Panel sx={{ mt: '20px' }}>
          <EmptyState
            title="Your account has piped gas only."
            text="Cylinders are booked for an account that takes them. If you also cook with cylinders, link that account."
            action={
              <Button component={Link} to="/gas/link">
                Link an account
              </Button>
            }
          />
        </Panel>
      ) : (
        <Box sx={{ display: 'grid', gap: '24px', mt: '20px' }}>
          {mine.length > 1 && (
            <RadioRows
              id="account"
              label="For which account?"
              value={account!.id}
              onChange={(v) => set('account', v)}
              options={mine.map((a) => ({ value: a.id, label: numberText(a.number), note: a.address }))}
            />
          )}
          {(kinds.length > 1 || places.length > 1) && (
            <Box sx={{ display: 'grid', gap: '16px', gridTemplateColumns: { xs: '1fr', sm: kinds.length > 1 && places.length > 1 ? '1fr 1fr' : '1fr' } }}>
              {kinds.length > 1 && (
                <Choice id="type" label="Cylinder" value={quote.data.type.id} onChange={(v) => set('type', v)} options={kinds.map((t) => ({ value: t.id, label: typeText(t) }))} />
              )}
              {places.length > 1 && (
                <Choice
                  id="depot"
                  label={quote.data.mode === 'delivery' ? 'Delivered from' : 'Collect it at'}
                  value={quote.data.depot.id}
                  onChange={(v) => set('depot', v)}
                  options={places.map((d) => ({ value: d.id, label: depotText(d) }))}
                />
              )}
            </Box>
          )}
          <Standing quote={quote.data} open={open.data?.reference ?? null} />
          <Box sx={quote.isPlaceholderData ? { opacity: 0.6 } : {}}>
            <Summary quote={quote.data} address={account?.address ?? null} depotAddress={places.find((d) => d.id === quote.data.depot.id)?.address ?? null} />
          </Box>
          {quote.data.inStock && quote.data.reasons.length === 0 && (
            <Typography variant="body2" sx={{ color: c.ink3 }}>
              We hold one for {quote.data.heldMinutes} minutes while you pay. Free to cancel until the cylinder leaves the depot.
            </Typography>
          )}
        </Box>
      )}
      <Foot label="Step actions">
        <Button component={Link} to="/gas" sx={{ display: { xs: 'none', md: 'inline-flex' } }}>
          Back
        </Button>
        {quote.data && mine && quote.data.reasons.length > 0 ? (
          <Button component={Link} to="/gas" fullWidth sx={{ display: { md: 'none' } }}>
            Back to gas
          </Button>
        ) : (
          <Button variant="contained" color="primary" onClick={() => void book()} aria-disabled={busy || !quote.data || quote.isPlaceholderData || undefined}>
            {busy ? (waits ? 'Joining…' : 'Holding one for you…') : waits ? 'Join the queue' : 'Hold one and continue'}
          </Button>
        )}
      </Foot>
    </>
  )
}

function Summary({ quote, address, depotAddress }: { quote: Quote; address: string | null; depotAddress: string | null }) {
  return (
    <Panel component="section" aria-label="Your booking">
      <Box sx={{ display: 'flex', gap: '14px', p: '16px', alignItems: 'flex-start' }}>
        <LineTile line="gas" icon="cylinder" />
        <Box sx={{ minWidth: 0 }}>
          <Typography sx={{ fontWeight: 650, lineHeight: '22px' }}>{typeText(quote.type)}, refill</Typography>
          <Typography variant="body2" sx={{ color: c.ink3, lineHeight: '22px' }}>
            {quote.mode === 'delivery'
              ? `Delivered to your door${address ? `, ${address}` : ''}`
              : `Collect it at ${depotText(quote.depot)}${depotAddress ? `, ${depotAddress}` : ''}`}
          </Typography>
          {quote.subsidised && (
            <Typography variant="body2" sx={{ color: c.ink3, lineHeight: '22px' }}>
              Counts towards your subsidised refills of this year
            </Typography>
          )}
        </Box>
      </Box>
      <Exchange back={quote.returns?.code ?? null} forIt="A sealed, filled one" />
      <Box sx={{ borderTop: `1px solid ${c.line}`, p: '12px 16px 14px' }}>
        <PriceLines price={quote.price} tax={quote.tax} what={quote.mode === 'delivery' ? 'Gas and delivery' : 'Gas'} />
      </Box>
    </Panel>
  )
}

/** Whether it can be had now: why not and when, or that there is a queue. */
function Standing({ quote, open }: { quote: Quote; open: string | null }) {
  if (quote.reasons.length > 0)
    return (
      <Box component="section" aria-label="Why you cannot book now">
        <Typography variant="h2" sx={{ mb: '10px' }}>
          You cannot book right now
        </Typography>
        <Panel tone="attention">
          <ul className="plain">
            {quote.reasons.map((r) => (
              <Box key={r.code} component="li" sx={{ display: 'flex', gap: '12px', p: '14px 16px', '& + &': { borderTop: `1px solid ${c.attentionLine}` } }}>
                <Box component="span" sx={{ color: c.onAttentionSoft, display: 'flex', pt: '1px' }}>
                  <CalendarIcon />
                </Box>
                <div>
                  <Typography sx={{ lineHeight: '22px' }}>{r.message}</Typography>
                  {r.code === 'booking_open' && open && (
                    <MuiLink component={Link} to={`/gas/bookings/${open}`} sx={{ display: 'inline-flex', minHeight: 44, alignItems: 'center' }}>
                      Open that booking
                    </MuiLink>
                  )}
                </div>
              </Box>
            ))}
          </ul>
        </Panel>
      </Box>
    )
  if (quote.inStock && quote.warnings.length === 0) return null
  return (
    <Box sx={{ display: 'grid', gap: '12px' }}>
      {!quote.inStock && (
        <Callout tone="attention" icon={QueueIcon} title={`No cylinder is free right now. Pay to join the queue; you are number ${quote.waiting + 1}.`}>
          We allot in the order of payment and tell you when it is your turn. You can cancel at any time and get {amountText(quote.price)} back.
        </Callout>
      )}
      {quote.warnings.map((w) => (
        <Callout key={w.code} tone="plain" icon={InfoIcon} title={w.message}>
          You can still book today.
        </Callout>
      ))}
    </Box>
  )
}
