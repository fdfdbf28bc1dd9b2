import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Wallet } from '@manifold/client'
import { CardIcon } from '@manifold/ui/money-icons.tsx'
import { amountText } from '#money/amount.ts'
import { methodsQuery, paymentsQuery, walletQuery } from '#money/money.ts'
import { IconTile } from '#money/parts.tsx'
import { PaymentRow } from '#money/row.tsx'
import { EmptyState, ListRow, Panel, PlusIcon, SectionHead, SkeletonRows, c } from '#parts.tsx'
import { Failure } from '#shell/failure.tsx'
import { Rows } from '#shell/rows.tsx'
import { PageTitle } from '#shell/page.tsx'

/** The payments tab: the wallet, and everything that was paid. */
export function Screen() {
  const wallet = useQuery(walletQuery)
  const list = useInfiniteQuery(paymentsQuery())
  const methods = useQuery(methodsQuery)
  const saved = methods.data?.data.length ?? 0
  return (
    <Box sx={{ maxWidth: 1000 }}>
      <PageTitle>Payments</PageTitle>
      <Box sx={{ display: { md: 'grid' }, gridTemplateColumns: '344px minmax(0, 1fr)', gap: '40px', alignItems: 'start' }}>
        <Box>
          <Box component="section" aria-labelledby="wallet" sx={{ mt: '20px' }}>
            <SectionHead
              id="wallet"
              title="Wallet"
              end={
                <MuiLink component={Link} to="/payments/wallet">
                  Statement
                </MuiLink>
              }
            />
            <Panel>
              {wallet.data ? (
                <WalletFigures wallet={wallet.data} />
              ) : wallet.error ? (
                <Failure error={wallet.error} what="We could not load your wallet." onRetry={() => void wallet.refetch()} />
              ) : (
                <SkeletonRows rows={2} height={72} />
              )}
            </Panel>
          </Box>
          <Panel sx={{ mt: '16px' }}>
            <ListRow
              component={Link}
              to="/payments/methods"
              tile={<IconTile icon={CardIcon} />}
              title="Saved ways to pay"
              next={methods.data ? (saved === 0 ? 'None saved' : saved === 1 ? methods.data.data[0]!.label : `${saved} saved`) : ' '}
            />
          </Panel>
        </Box>
        <Box component="section" aria-labelledby="payments" sx={{ mt: { xs: '32px', md: '20px' } }}>
          <SectionHead id="payments" title="What you paid" />
          <Rows
            of={list}
            keyOf={(p) => p.id}
            height={96}
            what="We could not load your payments."
            row={(p) => <PaymentRow payment={p} />}
            empty={<EmptyState title="You have not paid anything here yet." text="Payments and what comes back of them show here, each with its receipt." />}
          />
        </Box>
      </Box>
    </Box>
  )
}

/** What may be spent, what is set aside, what is promo. */
export function WalletFigures({ wallet: w, add = true }: { wallet: Wallet; add?: boolean }) {
  const parts = [
    ...(w.promo.amount > 0 ? [['Money', w.cash], ['Promo, spent first', w.promo] as const] : []),
    ...(w.held.amount > 0 ? [['Set aside', w.held] as const] : []),
  ] as (readonly [string, Wallet['cash']])[]
  return (
    <Box sx={{ p: '16px' }}>
      <Box sx={{ fontSize: '0.875rem', lineHeight: '20px', color: c.ink3 }}>You can spend</Box>
      <Box sx={{ fontSize: '1.75rem', lineHeight: '36px', fontWeight: 650, fontVariantNumeric: 'tabular-nums', letterSpacing: '-.01em' }}>{amountText(w.spendable)}</Box>
      {parts.length > 0 && (
        <Box component="dl" sx={{ m: 0, mt: '10px', pt: '10px', borderTop: `1px solid ${c.line}`, fontSize: '0.9375rem', lineHeight: '26px', color: c.ink2, '& dd': { m: 0 } }}>
          {parts.map(([name, amount]) => (
            <Box key={name} sx={{ display: 'flex', justifyContent: 'space-between', gap: '16px' }}>
              <dt>{name}</dt>
              <Box component="dd" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                {amountText(amount)}
              </Box>
            </Box>
          ))}
        </Box>
      )}
      {add && (
        <Button component={Link} to="/payments/top-up" fullWidth startIcon={<PlusIcon />} sx={{ mt: '14px' }}>
          Add money
        </Button>
      )}
    </Box>
  )
}
