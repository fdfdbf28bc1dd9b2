import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import type { Amount } from '@manifold/client'
import { Money } from '@manifold/ui/when.tsx'
import { CheckIcon, StatusLabel, c, type Icon } from '#parts.tsx'
import { PageTitle } from '#shell/page.tsx'
import { taxName } from '#money/amount.ts'

/** An icon on a soft tile, for rows that are not of a service line. */
export function IconTile({ icon: Picture, tone = 'plain' }: { icon: Icon; tone?: 'plain' | 'gas' | 'attention' }) {
  const [ink, fill, edge] =
    tone === 'gas' ? [c.gas, c.gasSoft, 'none'] : tone === 'attention' ? [c.onAttentionSoft, c.surface, `1px solid ${c.attentionLine}`] : [c.onPrimarySoft, c.primarySoft, 'none']
  return (
    <Box
      component="span"
      sx={{ width: 40, height: 40, borderRadius: '8px', display: 'grid', placeItems: 'center', flex: 'none', color: ink, bgcolor: fill, border: edge, boxSizing: 'border-box' }}
    >
      <Picture size={20} />
    </Box>
  )
}

const glyphs = { Success: 'resolved', Completed: 'resolved', Pending: 'open', Failed: 'cancelled', Cancelled: 'cancelled' } as const
/** A booking's or payment's word with its glyph. */
export const WordLabel = ({ word, shown }: { word: keyof typeof glyphs; shown?: string }) => <StatusLabel status={glyphs[word]} label={shown ?? word} />

/** Net, tax and total of a price that includes its tax. */
export function PriceLines({ price, tax, what }: { price: Amount; tax: Amount & { basisPoints: number }; what: string }) {
  const line = { display: 'flex', justifyContent: 'space-between', gap: '16px', lineHeight: '26px', color: c.ink2 } as const
  return (
    <Box component="dl" sx={{ m: 0, fontSize: '0.9375rem', '& dd': { m: 0 } }}>
      {tax.basisPoints > 0 && (
        <>
          <Box sx={line}>
            <dt>{what}</dt>
            <dd>
              <Money amount={price.amount - tax.amount} currency={price.currency} />
            </dd>
          </Box>
          <Box sx={line}>
            <dt>{taxName(tax.basisPoints)}</dt>
            <dd>
              <Money amount={tax.amount} currency={tax.currency} />
            </dd>
          </Box>
        </>
      )}
      <Box sx={{ ...line, color: c.ink, fontWeight: 650, fontSize: '1.0625rem', ...(tax.basisPoints > 0 ? { borderTop: `1px solid ${c.line}`, mt: '8px', pt: '10px' } : {}) }}>
        <dt>Total</dt>
        <dd>
          <Money amount={price.amount} currency={price.currency} />
        </dd>
      </Box>
    </Box>
  )
}

/** It is paid: what came of it as the title, and what is next. */
export const PaidHead = ({ title, next }: { title: string; next: string }) => (
  <Box sx={{ display: 'flex', gap: '14px', mt: '20px', alignItems: 'flex-start' }}>
    <Box
      component="span"
      aria-hidden
      sx={{ width: 40, height: 40, borderRadius: '50%', flex: 'none', display: 'grid', placeItems: 'center', bgcolor: c.successSoft, color: c.success, mt: { xs: '-4px', md: 0 } }}
    >
      <CheckIcon size={24} />
    </Box>
    <Box role="status" sx={{ minWidth: 0 }}>
      <PageTitle>{title}</PageTitle>
      <Typography sx={{ color: c.ink2, mt: '6px' }}>{next}</Typography>
    </Box>
  </Box>
)

/** Facts as name and value. */
export const FactList = ({ children }: { children: ReactNode }) => (
  <Box
    component="dl"
    sx={{
      m: 0,
      fontSize: '0.9375rem',
      '& dt': { color: c.ink3, fontSize: '0.875rem', lineHeight: '20px', mt: '12px' },
      '& dd': { m: 0, lineHeight: '22px', overflowWrap: 'anywhere' },
    }}
  >
    {children}
  </Box>
)
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

/** A sentence that must be seen, with a glyph: what is due, what went wrong, what is done. */
export function Callout({
  tone,
  icon: Picture,
  title,
  children,
  alert,
}: {
  tone: 'attention' | 'plain' | 'success'
  icon: Icon
  title: ReactNode
  children?: ReactNode
  alert?: boolean
}) {
  const [fill, edge, ink] =
    tone === 'attention'
      ? [c.attentionSoft, c.attentionLine, c.onAttentionSoft]
      : tone === 'success'
        ? [c.successSoft, c.successSoft, c.onSuccessSoft]
        : [c.surface, c.line, c.ink3]
  return (
    <Box
      role={alert ? 'alert' : undefined}
      sx={{ bgcolor: fill, border: `1px solid ${edge}`, borderRadius: '12px', p: '14px 16px', display: 'flex', gap: '12px', alignItems: 'flex-start' }}
    >
      <Box component="span" sx={{ color: ink, display: 'flex', pt: '1px' }}>
        <Picture size={20} />
      </Box>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography component="p" sx={{ fontWeight: 600, lineHeight: '1.375rem' }}>
          {title}
        </Typography>
        {children && (
          <Typography component="div" variant="body2" sx={{ color: c.ink2, mt: '2px' }}>
            {children}
          </Typography>
        )}
      </Box>
    </Box>
  )
}
