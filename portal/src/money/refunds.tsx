import Box from '@mui/material/Box'
import type { PaymentDetail } from '@manifold/client'
import { amountText } from '#money/amount.ts'
import { refundLine } from '#money/words.ts'
import { Panel, SectionHead, c, useLocale, useNow } from '#parts.tsx'
import { at } from '#words.ts'

/** What goes back of a payment, and how far it is. */
export function RefundList({ payment }: { payment: PaymentDetail }) {
  const locale = useLocale()
  const now = useNow()
  return (
    <>
      <SectionHead id="refunds" title={payment.refunds.length === 1 ? 'Refund' : 'Refunds'} />
      <Panel>
        <ul className="plain">
          {payment.refunds.map((r) => (
            <Box key={r.id} component="li" sx={{ p: '12px 16px', display: 'flex', justifyContent: 'space-between', gap: '16px' }}>
              <Box sx={{ minWidth: 0 }}>
                <Box sx={{ fontWeight: 600, lineHeight: '22px' }}>{refundLine(r)}</Box>
                <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3 }}>
                  {r.reference}, <time dateTime={r.processedAt ?? r.createdAt}>{at(locale, r.processedAt ?? r.createdAt, now)}</time>
                </Box>
              </Box>
              <Box sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{amountText(r.amount)}</Box>
            </Box>
          ))}
        </ul>
      </Panel>
    </>
  )
}
