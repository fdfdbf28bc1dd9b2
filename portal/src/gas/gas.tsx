import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { GasAccount } from '@manifold/client'
import { accountQuery, accountsQuery, bookingsQuery, openBookingQuery } from '#gas/gas.ts'
import { Cell, Cells, CylinderCell } from '#gas/home-cylinder.tsx'
import { BookingRow } from '#gas/row.tsx'
import { numberText, takesCylinders } from '#gas/words.ts'
import { EmptyState, LineTile, ListRow, Lozenge, Panel, PlusIcon, SectionHead, SkeletonRows } from '#parts.tsx'
import { useConfig } from '#session.ts'
import { Failure } from '#shell/failure.tsx'
import { PageTitle } from '#shell/page.tsx'

/** The gas tab: book, what is under way, my accounts and what was booked. */
export function Screen() {
  const { lines } = useConfig()
  const accounts = useQuery(accountsQuery)
  const open = useQuery(openBookingQuery)
  const recent = useInfiniteQuery(bookingsQuery({}, 5))
  const rows = recent.data?.pages[0]?.data.filter((b) => b.statusLabel !== 'Pending').slice(0, 4)
  const list = accounts.data?.data
  if (!lines.includes('gas'))
    return (
      <Panel>
        <EmptyState page title="There is no gas here." text="This operator offers other services." />
      </Panel>
    )
  const none = list?.length === 0
  return (
    <Box sx={{ maxWidth: 1000 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: '16px' }}>
        <PageTitle>Gas</PageTitle>
        {!none && (
          <Button
            component={Link}
            to="/gas/book"
            variant="contained"
            color="primary"
            startIcon={<PlusIcon />}
            aria-disabled={open.data ? true : undefined}
            sx={{ width: { xs: '100%', sm: 'auto' }, ...(open.data ? { display: 'none' } : {}) }}
          >
            Book a cylinder
          </Button>
        )}
      </Box>
      {open.data && (
        <Box component="section" aria-labelledby="under-way" sx={{ mt: '24px' }}>
          <SectionHead id="under-way" title="Under way" />
          <Panel>
            <BookingRow booking={open.data} />
          </Panel>
        </Box>
      )}
      <Box sx={{ display: { md: 'grid' }, gridTemplateColumns: 'minmax(0, 1fr) 344px', gap: '40px', alignItems: 'start' }}>
        <Box component="section" aria-labelledby="accounts" sx={{ mt: '32px' }}>
          <SectionHead
            id="accounts"
            title={list && list.length > 1 ? 'Your accounts' : 'Your account'}
            end={
              !none && (
                <MuiLink component={Link} to="/gas/link">
                  Link another
                </MuiLink>
              )
            }
          />
          {list ? (
            none ? (
              <Panel>
                <EmptyState
                  title="No gas account is linked yet."
                  text="Link yours with the number on your bill. Then you can book cylinders for your address and see them here."
                  action={
                    <Button component={Link} to="/gas/link" variant="contained" color="primary">
                      Link your account
                    </Button>
                  }
                />
              </Panel>
            ) : (
              <Box sx={{ display: 'grid', gap: '16px' }}>
                {list.map((a) => (
                  <AccountCard key={a.id} account={a} booking={!!open.data} />
                ))}
              </Box>
            )
          ) : (
            <Panel>
              {accounts.error ? (
                <Failure error={accounts.error} what="We could not load your accounts." onRetry={() => void accounts.refetch()} />
              ) : (
                <SkeletonRows rows={2} height={96} />
              )}
            </Panel>
          )}
        </Box>
        <Box component="section" aria-labelledby="bookings" sx={{ mt: '32px' }}>
          <SectionHead
            id="bookings"
            title="Bookings"
            end={
              <MuiLink component={Link} to="/gas/bookings">
                All bookings
              </MuiLink>
            }
          />
          <Panel>
            {rows ? (
              rows.length > 0 ? (
                <ul className="plain">
                  {rows.map((b) => (
                    <li key={b.id}>
                      <BookingRow booking={b} />
                    </li>
                  ))}
                </ul>
              ) : (
                <EmptyState title="Nothing was booked yet." text="What you book shows here, with its receipt." />
              )
            ) : recent.error ? (
              <Failure error={recent.error} what="We could not load your bookings." onRetry={() => void recent.refetch()} />
            ) : (
              <SkeletonRows rows={3} height={96} />
            )}
          </Panel>
        </Box>
      </Box>
    </Box>
  )
}

function AccountCard({ account: a, booking }: { account: GasAccount; booking: boolean }) {
  const { data } = useQuery(accountQuery(a.id))
  return (
    <Panel>
      <ListRow
        component={Link}
        to={`/gas/accounts/${a.id}`}
        tile={<LineTile line="gas" icon={a.supply === 'piped' ? 'meter' : 'flame'} />}
        title={
          <>
            {numberText(a.number)} {a.status === 'on_hold' && <Lozenge tone="warn">On hold</Lozenge>}
            {a.status === 'surrendered' && <Lozenge>Given up</Lozenge>}
          </>
        }
        next={a.address}
      />
      {takesCylinders(a) && (
        <Box sx={{ borderTop: 1, borderColor: 'divider' }}>
          <Cells>
            <CylinderCell cylinder={data?.cylinders[0]} booking={booking} />
            <Cell name={a.meterNumber ? 'Meter' : 'Your depot'} figure={a.meterNumber ?? a.depot?.name ?? 'Any'} note={a.meterNumber ? 'Piped gas' : ''}>
              <MuiLink component={Link} to={`/report?about=gas_account:${a.id}`}>
                Report a problem
              </MuiLink>
            </Cell>
          </Cells>
        </Box>
      )}
    </Panel>
  )
}
