import Box from '@mui/material/Box'
import { Link } from 'react-router'
import type { Payment } from '@manifold/client'
import { Money } from '@manifold/ui/when.tsx'
import { IconTile, WordLabel } from '#money/parts.tsx'
import { methodName, paymentWord } from '#money/words.ts'
import { LineTile, ListRow, WalletIcon, c, useLocale, useNow } from '#parts.tsx'
import { at } from '#words.ts'

/** One payment in a list: what for, how it ended, how much. */
export function PaymentRow({ payment: p }: { payment: Payment }) {
  const locale = useLocale()
  const now = useNow()
  return (
    <ListRow
      component={Link}
      to={`/payments/${p.reference}`}
      tile={p.line === 'gas' ? <LineTile line="gas" icon="cylinder" /> : <IconTile icon={WalletIcon} />}
      title={p.description}
      status={<WordLabel word={p.statusLabel} shown={paymentWord(p)} />}
      next={p.method ? `${methodName(p.method)}, ${at(locale, p.capturedAt ?? p.createdAt, now)}` : `Started ${at(locale, p.createdAt, now)}`}
      end={
        <Box component="span" sx={{ fontWeight: 600, color: p.statusLabel === 'Failed' ? c.ink3 : c.ink, alignSelf: 'flex-start', lineHeight: '1.375rem' }}>
          <Money amount={p.amount.amount} currency={p.amount.currency} />
        </Box>
      }
    />
  )
}
