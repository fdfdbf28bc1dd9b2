import Box from '@mui/material/Box'
import MuiLink from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { accountQuery, accountsQuery, openBookingQuery } from '#gas/gas.ts'
import { Cell, Cells, CylinderCell } from '#gas/home-cylinder.tsx'
import { BookingRow } from '#gas/row.tsx'
import { numberText, takesCylinders } from '#gas/words.ts'
import { amountText } from '#money/amount.ts'
import { walletQuery } from '#money/money.ts'
import { Panel, SectionHead, c } from '#parts.tsx'

/** On home: the booking that is under way, the cylinder in use, and the wallet. */
export function GasTiles() {
  const accounts = useQuery(accountsQuery)
  const open = useQuery(openBookingQuery)
  const wallet = useQuery(walletQuery)
  const account = accounts.data?.data.find(takesCylinders) ?? accounts.data?.data[0]
  const page = useQuery({ ...accountQuery(account?.id ?? ''), enabled: account !== undefined })
  const cylinders = account ? takesCylinders(account) : false
  return (
    <Box component="section" aria-labelledby="gas">
      <SectionHead
        id="gas"
        title="Your gas"
        end={
          account ? (
            <MuiLink component={Link} to={`/gas/accounts/${account.id}`}>
              Account {numberText(account.number)}
            </MuiLink>
          ) : (
            accounts.data && (
              <MuiLink component={Link} to="/gas/link">
                Link your account
              </MuiLink>
            )
          )
        }
      />
      <Panel>
        {open.data && (
          <Box sx={{ borderBottom: `1px solid ${c.line}` }}>
            <BookingRow booking={open.data} />
          </Box>
        )}
        <Box sx={{ minHeight: 134 }}>
          <Cells>
            {cylinders || !account ? (
              <CylinderCell cylinder={page.data?.cylinders[0]} booking={!!open.data} />
            ) : (
              <Cell name="Meter" figure={account.meterNumber ?? 'None'} note="Piped gas">
                <MuiLink component={Link} to={`/report?about=gas_account:${account.id}`}>
                  Report a problem
                </MuiLink>
              </Cell>
            )}
            <Cell
              name="Wallet"
              figure={wallet.data ? amountText(wallet.data.spendable) : '\u00a0'}
              note={
                wallet.data && wallet.data.held.amount > 0
                  ? `${amountText(wallet.data.held)} set aside`
                  : wallet.data && wallet.data.promo.amount > 0
                    ? `${amountText(wallet.data.promo)} of it promo`
                    : ''
              }
            >
              <MuiLink component={Link} to="/payments/top-up">
                Add money
              </MuiLink>
            </Cell>
          </Cells>
        </Box>
      </Panel>
    </Box>
  )
}
