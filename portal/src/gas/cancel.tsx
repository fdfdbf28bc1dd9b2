import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Booking } from '@manifold/client'
import { RadioRows } from '#form.tsx'
import { reloadGas } from '#gas/gas.ts'
import { amountText } from '#money/amount.ts'
import { reloadMoney } from '#money/money.ts'
import { pressing } from '#money/press.ts'
import { sourceOf } from '#money/words.ts'
import { useToast } from '#parts.tsx'
import { Confirm } from '#shell/confirm.tsx'

/** Cancels a booking, after saying what comes back and where to. `method` is how it was paid; null when it was not. */
export function CancelBooking({ booking: b, method, quiet = false }: { booking: Booking; method: string | null; quiet?: boolean }) {
  const client = useQueryClient()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const paid = b.paidAt !== null
  const [to, setTo] = useState<'source' | 'wallet'>('source')
  if (!b.cancellable) return null
  const theirs = b.status === 'delivery_failed' && b.failure !== 'bad_cylinder'
  const wallet = method === 'wallet'
  return (
    <>
      <Button fullWidth={!quiet} variant={quiet ? 'text' : 'outlined'} color="error" onClick={() => setAsking(true)} sx={quiet ? { px: 0 } : {}}>
        Cancel booking
      </Button>
      <Confirm
        open={asking}
        title="Cancel this booking?"
        text={
          <Box sx={{ display: 'grid', gap: '16px' }}>
            <span>
              {!paid
                ? 'The cylinder that is held for you is free for others. You were not charged.'
                : `${theirs ? `Of ${amountText(b.price)} you get back what is left after the fee for the delivery that failed` : `You get back all of ${amountText(b.price)}`}${wallet ? ', into your wallet at once' : ''}.${b.status === 'waitlisted' ? ' Your place in the queue is given up.' : ''}`}
            </span>
            {paid && !wallet && (
              <RadioRows
                id="refund-to"
                label="Where to?"
                value={to}
                onChange={setTo}
                options={[
                  { value: 'source', label: `To ${sourceOf(method)}`, note: 'In 5 to 7 working days' },
                  { value: 'wallet', label: 'Into my wallet', note: 'At once, to pay with here' },
                ]}
              />
            )}
          </Box>
        }
        confirm="Cancel booking"
        keep="Keep booking"
        danger
        onClose={() => setAsking(false)}
        act={async () => {
          try {
            await pressing(`cancel.${b.id}.${to}`, (key) => api.post<Booking>(`/gas/bookings/${b.id}/cancel`, { refundTo: wallet ? 'wallet' : to }, { key }))
            toast('Booking cancelled.')
          } finally {
            await Promise.all([reloadGas(client), reloadMoney(client)])
          }
        }}
      />
    </>
  )
}
