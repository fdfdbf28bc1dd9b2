import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import MuiLink from '@mui/material/Link'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Amount } from '@manifold/client'
import { BankIcon, CardIcon, QrIcon } from '@manifold/ui/money-icons.tsx'
import { Tick } from '#form.tsx'
import { WalletIcon, c, ring, type Icon } from '#parts.tsx'
import { amountText } from '#money/amount.ts'
import type { BankWay } from '#money/checkout.ts'
import { methodsQuery, walletQuery } from '#money/money.ts'
import { methodName } from '#money/words.ts'

/** At the bank, from the wallet, or by a way that was kept. */
export type Way = BankWay | 'wallet' | `saved:${string}`
const wayKey = 'manifold.way'

/** The way that was chosen last on this device; UPI before there was one. */
function lastWay(): Way {
  const way = localStorage.getItem(wayKey)
  return way === 'card' || way === 'netbanking' || way === 'wallet' || way?.startsWith('saved:') ? (way as Way) : 'upi'
}
export const rememberWay = (way: Way): void => {
  try {
    localStorage.setItem(wayKey, way)
  } catch {
    // Asked again next time.
  }
}

/** The way that is chosen. UPI is meant when that one is not there (any more): a wallet with too little, a card that was forgotten. */
export function useWay(amount: Amount, walletOffered = true): [Way, (way: Way) => void] {
  const [chosen, setWay] = useState(lastWay)
  const { data: wallet } = useQuery({ ...walletQuery, enabled: walletOffered })
  const { data: methods } = useQuery(methodsQuery)
  const there =
    chosen === 'wallet'
      ? walletOffered && (!wallet || wallet.spendable.amount >= amount.amount)
      : !chosen.startsWith('saved:') || !methods || methods.data.some((m) => `saved:${m.id}` === chosen)
  return [there ? chosen : 'upi', setWay]
}

const icons: Record<string, Icon> = { upi: QrIcon, card: CardIcon, netbanking: BankIcon }

/** What was kept, UPI, wallet, card, net banking: one of them is chosen; a new one may be kept. */
export function PayWith({
  value,
  onChange,
  keep,
  onKeep,
  amount,
  wallet: offered = true,
  disabled,
}: {
  value: Way
  onChange: (way: Way) => void
  /** Whether the bank is asked to remember it for next time. */
  keep: boolean
  onKeep: (keep: boolean) => void
  amount: Amount
  wallet?: boolean
  disabled?: boolean
}) {
  const { data: wallet } = useQuery({ ...walletQuery, enabled: offered })
  const { data: methods } = useQuery(methodsQuery)
  const saved = methods?.data ?? []
  const has = (kind: string) => saved.some((m) => m.kind === kind)
  const short = wallet ? amount.amount - wallet.spendable.amount : 0
  const ways: { way: Way; name: string; note: string; icon: Icon; off?: boolean }[] = [
    ...saved.map((m) => ({ way: `saved:${m.id}` as const, name: m.label, note: `${methodName(m.kind)}, kept from last time`, icon: icons[m.kind] ?? CardIcon })),
    { way: 'upi', name: has('upi') ? 'Another UPI app' : 'UPI', note: 'Any UPI app on this phone', icon: QrIcon },
    ...(offered
      ? [
          {
            way: 'wallet' as const,
            name: 'Wallet',
            note: !wallet ? 'Your balance is being loaded' : `Balance ${amountText(wallet.spendable)}${short > 0 ? `, ${amountText({ ...amount, amount: short })} short` : ''}`,
            icon: WalletIcon,
            off: !wallet || short > 0,
          },
        ]
      : []),
    { way: 'card', name: has('card') ? 'Another card' : 'Card', note: 'Debit or credit', icon: CardIcon },
    { way: 'netbanking', name: 'Net banking', note: 'Choose your bank next', icon: BankIcon },
  ]
  return (
    <Box component="fieldset" disabled={disabled ?? false} sx={{ m: 0, p: 0, border: 0, minWidth: 0 }}>
      <Typography component="legend" variant="h2" sx={{ p: 0, mb: '10px' }}>
        Pay with
      </Typography>
      <Box sx={{ bgcolor: c.surface, border: `1px solid ${c.line}`, borderRadius: '12px', overflow: 'hidden' }}>
        {ways.map((o, i) => {
          const on = value === o.way
          return (
            <Box
              key={o.way}
              component="label"
              sx={{
                position: 'relative',
                display: 'flex',
                gap: '12px',
                alignItems: 'center',
                minHeight: 64,
                p: '11px 16px',
                cursor: o.off ? 'default' : 'pointer',
                borderTop: i > 0 ? `1px solid ${c.line}` : 0,
                bgcolor: on ? c.selected : 'transparent',
                '&:hover': { bgcolor: on ? c.selected : o.off ? 'transparent' : c.hover },
              }}
            >
              <Box
                component="input"
                type="radio"
                name="pay-with"
                checked={on}
                disabled={o.off ?? false}
                onChange={() => onChange(o.way)}
                sx={{ position: 'absolute', inset: 0, width: '100%', height: '100%', m: 0, opacity: 0, cursor: 'inherit', '&:focus-visible + span': { boxShadow: ring } }}
              />
              <Box
                component="span"
                aria-hidden
                sx={{
                  width: 20,
                  height: 20,
                  borderRadius: '50%',
                  border: on ? `6px solid ${c.primary}` : `2px solid ${o.off ? c.line : c.lineStrong}`,
                  bgcolor: c.surface,
                  flex: 'none',
                  boxSizing: 'border-box',
                }}
              />
              <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
                <Box component="span" sx={{ display: 'block', fontWeight: 600, lineHeight: '22px', color: o.off ? c.ink2 : c.ink }}>
                  {o.name}
                </Box>
                <Box component="span" sx={{ display: 'block', fontSize: '0.875rem', lineHeight: '20px', color: c.ink2 }}>
                  {o.note}
                </Box>
              </Box>
              <Box component="span" sx={{ color: c.ink3, display: 'flex' }}>
                <o.icon />
              </Box>
            </Box>
          )
        })}
      </Box>
      {(value === 'upi' || value === 'card') && (
        <Box sx={{ mt: '8px' }}>
          <Tick id="keep-way" label="Keep it for next time" note="Our bank remembers it; we see no number." checked={keep} onChange={onKeep} />
        </Box>
      )}
      {offered && wallet && short > 0 && (
        <Typography variant="body2" sx={{ color: c.ink3, mt: '8px' }}>
          To pay from the wallet,{' '}
          <MuiLink component={Link} to="/payments/top-up" sx={{ fontWeight: 600 }}>
            add money to it
          </MuiLink>{' '}
          first.
        </Typography>
      )}
    </Box>
  )
}
