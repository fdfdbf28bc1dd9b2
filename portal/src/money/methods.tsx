import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type KeptMethod } from '@manifold/client'
import { BankIcon, CardIcon, QrIcon } from '@manifold/ui/money-icons.tsx'
import { MoneyHead } from '#money/head.tsx'
import { methodsQuery } from '#money/money.ts'
import { IconTile } from '#money/parts.tsx'
import { methodName } from '#money/words.ts'
import { EmptyState, Panel, SkeletonRows, When, c, useToast } from '#parts.tsx'
import { Confirm } from '#shell/confirm.tsx'
import { Failure } from '#shell/failure.tsx'

const icons: Record<string, typeof CardIcon> = { card: CardIcon, upi: QrIcon, netbanking: BankIcon }

/** Ways to pay that were kept: a token of the gateway and a few words, never a number. */
export function Screen() {
  const { data, error, refetch } = useQuery(methodsQuery)
  const [leaving, setLeaving] = useState<KeptMethod | null>(null)
  const client = useQueryClient()
  const toast = useToast()
  return (
    <Box sx={{ maxWidth: 640 }}>
      <MoneyHead>Saved ways to pay</MoneyHead>
      <Typography sx={{ color: c.ink2, mt: '6px' }}>We keep only what our bank gives us to recognise them by, never a card number.</Typography>
      <Panel sx={{ mt: '20px' }}>
        {data ? (
          data.data.length > 0 ? (
            <ul className="plain">
              {data.data.map((m) => (
                <Box key={m.id} component="li" sx={{ display: 'flex', gap: '12px', alignItems: 'center', p: '12px 8px 12px 16px' }}>
                  <IconTile icon={icons[m.kind] ?? CardIcon} />
                  <Box sx={{ flex: 1, minWidth: 0 }}>
                    <Box sx={{ fontWeight: 600, lineHeight: '22px', overflowWrap: 'anywhere' }}>{m.label}</Box>
                    <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3 }}>
                      {methodName(m.kind)}, saved <When at={m.createdAt} style="day" within />
                    </Box>
                  </Box>
                  <Button variant="text" color="error" onClick={() => setLeaving(m)} aria-label={`Forget ${m.label}`}>
                    Forget
                  </Button>
                </Box>
              ))}
            </ul>
          ) : (
            <EmptyState title="None are saved." text="When you pay you can keep that way for next time. It then shows here." />
          )
        ) : error ? (
          <Failure error={error} what="We could not load them." onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={2} height={68} />
        )}
      </Panel>
      <Confirm
        open={leaving !== null}
        title={`Forget ${leaving?.label ?? ''}?`}
        text="You can still pay with it; you will be asked for it again."
        confirm="Forget"
        keep="Keep"
        danger
        onClose={() => setLeaving(null)}
        act={async () => {
          await api.delete(`/payment/methods/${leaving!.id}`)
          await client.invalidateQueries(methodsQuery)
          toast('Forgotten.')
        }}
      />
    </Box>
  )
}
