import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { WalletMove } from '@manifold/client'
import { Money } from '@manifold/ui/when.tsx'
import { MoneyHead } from '#money/head.tsx'
import { statementQuery, walletQuery } from '#money/money.ts'
import { WalletFigures } from '#money/payments.tsx'
import { lineName } from '#money/words.ts'
import { EmptyState, Panel, SkeletonRows, VisuallyHidden, c, dayText, timeText, useLocale, useNow } from '#parts.tsx'
import { Failure } from '#shell/failure.tsx'
import { Rows } from '#shell/rows.tsx'

const pockets = { cash: '', promo: 'Promo', held: 'Set aside' } as const

/** The wallet line by line, with what was in it after each. */
export function Screen() {
  const wallet = useQuery(walletQuery)
  const list = useInfiniteQuery(statementQuery)
  return (
    <Box sx={{ maxWidth: 1000 }}>
      <MoneyHead>Wallet</MoneyHead>
      <Box sx={{ display: { md: 'grid' }, gridTemplateColumns: '344px minmax(0, 1fr)', gap: '40px', alignItems: 'start', mt: '20px' }}>
        <Panel>
          {wallet.data ? (
            <WalletFigures wallet={wallet.data} />
          ) : wallet.error ? (
            <Failure error={wallet.error} what="We could not load your wallet." onRetry={() => void wallet.refetch()} />
          ) : (
            <SkeletonRows rows={2} height={72} />
          )}
        </Panel>
        <Box component="section" aria-labelledby="statement" sx={{ mt: { xs: '28px', md: 0 } }}>
          <Typography variant="h2" id="statement" sx={{ mb: '10px' }}>
            Statement
          </Typography>
          <Rows
            of={list}
            keyOf={(l) => `${l.entryId}${l.pocket}${l.amount.amount}`}
            height={72}
            what="We could not load your statement."
            row={(l) => <Line line={l} />}
            empty={<EmptyState title="Nothing has moved yet." text="Money that comes into your wallet or goes out of it shows here." />}
          />
        </Box>
      </Box>
    </Box>
  )
}

function Line({ line: l }: { line: WalletMove }) {
  const locale = useLocale()
  const now = useNow()
  const at = new Date(l.at)
  const inn = l.amount.amount > 0
  return (
    <Box sx={{ p: '12px 16px', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: '16px' }}>
      <Box sx={{ fontWeight: 600, lineHeight: '22px', overflowWrap: 'anywhere' }}>
        {lineName(l)}
        {l.pocket !== 'cash' && <Box component="span" sx={{ color: c.ink3, fontWeight: 400 }}>{`, ${pockets[l.pocket].toLowerCase()}`}</Box>}
      </Box>
      <Box sx={{ fontWeight: 600, lineHeight: '22px', textAlign: 'right', color: inn ? c.success : c.ink }}>
        <VisuallyHidden>{inn ? 'In: ' : 'Out: '}</VisuallyHidden>
        {inn ? '+' : ''}
        <Money amount={l.amount.amount} currency={l.amount.currency} />
      </Box>
      <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3, overflowWrap: 'anywhere' }}>
        <time dateTime={l.at}>
          {dayText(locale, at, now)}, {timeText(locale, at)}
        </time>
        {l.memo && (
          <>
            , <span style={{ whiteSpace: l.memo.length < 20 ? 'nowrap' : 'normal' }}>{l.memo}</span>
          </>
        )}
      </Box>
      <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3, textAlign: 'right' }}>
        <VisuallyHidden>Then in the wallet: </VisuallyHidden>
        <Money amount={(l.total ?? l.balance).amount} currency={l.balance.currency} />
      </Box>
    </Box>
  )
}
