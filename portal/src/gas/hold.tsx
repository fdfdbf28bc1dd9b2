import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, type Booking } from '@manifold/client'
import { reloadGas } from '#gas/gas.ts'
import { minutesLeft, timeSaid } from '#gas/words.ts'
import { paymentQuery } from '#money/money.ts'
import { usePress } from '#money/press.ts'
import { ClockIcon, c, timeText, useLocale, useToast } from '#parts.tsx'
import { messageOf } from '#shell/failure.tsx'
import { Announce } from '#shell/page.tsx'

/** Until when the cylinder is held. At five minutes and at one it is said aloud, and the time can be had again. */
export function Hold({ booking, until }: { booking: Booking; until: string }) {
  const client = useQueryClient()
  const locale = useLocale()
  const toast = useToast()
  const [now, setNow] = useState(() => Date.now())
  const [problem, setProblem] = useState<string | null>(null)
  const { press, busy } = usePress(`hold.${booking.id}`)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const left = minutesLeft(until, now)
  // The server ends it; this only asks how it stands then.
  useEffect(() => {
    if (left > 0) return
    const timer = setInterval(() => void reloadGas(client), 4000)
    return () => clearInterval(timer)
  }, [left, client])
  const renew = async () => {
    setProblem(null)
    try {
      const fresh = await press((key) => api.post<Booking>(`/gas/bookings/${booking.id}/hold`, {}, { key }))
      client.setQueryData(['booking', booking.reference], fresh)
      if (booking.paymentIntentId) void client.invalidateQueries(paymentQuery(booking.paymentIntentId))
      if (fresh.heldUntil) toast(`${fresh.held ? 'Held for you' : 'You can pay'} until ${timeText(locale, new Date(fresh.heldUntil))}.`)
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  const soon = left <= 5
  const clock = timeText(locale, new Date(until)).replace(' ', '\u00a0')
  return (
    <Box
      sx={{
        mt: '10px',
        display: 'flex',
        flexWrap: 'wrap',
        gap: '4px 10px',
        alignItems: 'center',
        ...(soon ? { bgcolor: c.attentionSoft, border: `1px solid ${c.attentionLine}`, borderRadius: '12px', p: '10px 14px' } : {}),
      }}
    >
      <Box component="span" sx={{ color: soon ? c.onAttentionSoft : c.ink3, display: 'flex' }}>
        <ClockIcon />
      </Box>
      <Typography sx={{ color: c.ink2, fontSize: '0.9375rem', lineHeight: '22px', flex: 1, minWidth: 180 }}>
        {left === 0 ? (
          'The time to pay has passed.'
        ) : (
          <>
            {booking.held ? 'One cylinder is held for you until ' : 'You can pay until '}
            <Box component="b" sx={{ fontWeight: 650, color: c.ink }}>
              {clock}
            </Box>
            {soon && `, ${left === 1 ? 'less than a minute' : `${left} minutes`} left`}
          </>
        )}
      </Typography>
      {soon && left > 0 && (
        <Button variant="text" onClick={() => void renew()} aria-disabled={busy || undefined} sx={{ minHeight: 44, px: '4px' }}>
          {busy ? 'Holding…' : booking.held ? 'Hold it longer' : 'More time'}
        </Button>
      )}
      {problem && (
        <Typography variant="body2" role="alert" sx={{ color: c.danger, flexBasis: '100%' }}>
          {problem}
        </Typography>
      )}
      <Announce urgent={left <= 1}>{timeSaid(until, now)}</Announce>
    </Box>
  )
}
