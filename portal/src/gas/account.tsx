import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { api, type GasAccountPage } from '@manifold/client'
import { accountQuery, accountRequestsQuery, bookingsQuery, reloadGas } from '#gas/gas.ts'
import { Cell, Cells, CylinderCell } from '#gas/home-cylinder.tsx'
import { BookingRow } from '#gas/row.tsx'
import { depotText, numberText, supplyText, takesCylinders } from '#gas/words.ts'
import { Callout, Fact, FactList } from '#money/parts.tsx'
import { AlertIcon, ChevronLeftIcon, EmptyState, Panel, SectionHead, SkeletonRows, useToast } from '#parts.tsx'
import { RequestRow } from '#requests/row.tsx'
import { Confirm } from '#shell/confirm.tsx'
import { Failure } from '#shell/failure.tsx'
import { PageTitle } from '#shell/page.tsx'

/** One utility account: whose it is, where, the meter, the cylinders at home, what was booked and what was reported about it. */
export function Screen() {
  const { id = '' } = useParams()
  const { data: account, error, refetch } = useQuery(accountQuery(id))
  return (
    <Box sx={{ maxWidth: 1000 }}>
      <MuiLink component={Link} to="/gas" sx={{ display: 'inline-flex', alignItems: 'center', gap: '4px', minHeight: 44, ml: '-6px', mt: '-12px', fontSize: '0.9375rem' }}>
        <ChevronLeftIcon size={20} />
        Gas
      </MuiLink>
      {account ? (
        <Loaded account={account} />
      ) : (
        <>
          <PageTitle title="Gas account">{error ? 'This account is not here' : 'Your account'}</PageTitle>
          <Panel sx={{ mt: '20px' }}>
            {error ? <Failure error={error} what="We could not open this account." onRetry={() => void refetch()} /> : <SkeletonRows rows={4} height={80} />}
          </Panel>
        </>
      )}
    </Box>
  )
}

function Loaded({ account: a }: { account: GasAccountPage }) {
  const list = useInfiniteQuery(bookingsQuery({ accountId: a.id }, 5))
  const bookings = list.data?.pages[0]?.data
  return (
    <>
      <PageTitle title={`Account ${numberText(a.number)}`}>Account {numberText(a.number)}</PageTitle>
      {a.status !== 'active' && (
        <Box sx={{ mt: '16px' }}>
          <Callout tone="attention" icon={AlertIcon} title={a.status === 'on_hold' ? 'This account is on hold' : 'This account was given up'}>
            {a.status === 'on_hold' ? 'Nothing can be booked for it. Write to us to find out why.' : 'It is kept here so that you find what was booked.'}
          </Callout>
        </Box>
      )}
      <Box sx={{ display: { md: 'grid' }, gridTemplateColumns: 'minmax(0, 1fr) 344px', gap: '40px', alignItems: 'start', mt: '20px' }}>
        <Box sx={{ minWidth: 0 }}>
          {takesCylinders(a) && (
            <Panel component="section" aria-label="At home">
              <Cells>
                <CylinderCell cylinder={a.cylinders[0]} booking={a.openBooking !== null} />
                {a.openBooking ? (
                  <Cell name="Booking" figure="Pending" note={a.openBooking.reference}>
                    <MuiLink component={Link} to={`/gas/bookings/${a.openBooking.reference}`}>
                      See where it is
                    </MuiLink>
                  </Cell>
                ) : (
                  <Cell
                    name={a.cylinders.length > 1 ? 'Second cylinder' : 'Your depot'}
                    figure={a.cylinders[1]?.code ?? a.depot?.name ?? 'Any'}
                    note={a.cylinders.length > 1 ? (a.depot?.name ?? '') : ''}
                  />
                )}
              </Cells>
            </Panel>
          )}
          <Box component="section" aria-labelledby="bookings" sx={{ mt: takesCylinders(a) ? '32px' : 0 }}>
            <SectionHead
              id="bookings"
              title="Bookings"
              end={
                list.hasNextPage && (
                  <MuiLink component={Link} to={`/gas/bookings?account=${a.id}`}>
                    All bookings
                  </MuiLink>
                )
              }
            />
            <Panel>
              {bookings ? (
                bookings.length > 0 ? (
                  <ul className="plain">
                    {bookings.map((b) => (
                      <li key={b.id}>
                        <BookingRow booking={b} />
                      </li>
                    ))}
                  </ul>
                ) : (
                  <EmptyState
                    title="Nothing was booked for this account yet."
                    text={takesCylinders(a) ? 'Cylinders that you book for it show here.' : 'It has piped gas, so there is nothing to book.'}
                  />
                )
              ) : list.error ? (
                <Failure error={list.error} what="We could not load the bookings." onRetry={() => void list.refetch()} />
              ) : (
                <SkeletonRows rows={3} height={96} />
              )}
            </Panel>
          </Box>
          <Requests account={a} />
        </Box>
        <Box component="aside" aria-label="About this account" sx={{ mt: { xs: '32px', md: 0 } }}>
          <Panel sx={{ p: '6px 20px 16px' }}>
            <FactList>
              <Fact name="In the name of">{a.name}</Fact>
              <Fact name="Address">{a.address}</Fact>
              <Fact name="Supply">{supplyText[a.supply]}</Fact>
              {a.meterNumber && <Fact name="Meter">{a.meterNumber}</Fact>}
              {a.depot && <Fact name="Depot">{depotText(a.depot)}</Fact>}
              {a.cylinders.length > 0 && <Fact name={a.cylinders.length > 1 ? 'Cylinders at home' : 'Cylinder at home'}>{a.cylinders.map((k) => k.code).join(', ')}</Fact>}
            </FactList>
          </Panel>
          <Box sx={{ display: 'grid', gap: '12px', mt: '12px' }}>
            <Button component={Link} to={`/report?about=gas_account:${a.id}`}>
              Report a problem with this account
            </Button>
            {a.cylinders.map((k) => (
              <Button key={k.id} component={Link} to={`/report?about=gas_cylinder:${k.id}`}>
                Report a problem with {k.code}
              </Button>
            ))}
            <Unlink account={a} />
          </Box>
        </Box>
      </Box>
    </>
  )
}

function Requests({ account }: { account: GasAccountPage }) {
  const { data } = useQuery({ ...accountRequestsQuery(account.id), enabled: account.requests > 0 })
  const rows = data?.data
  if (account.requests === 0) return null
  return (
    <Box component="section" aria-labelledby="requests" sx={{ mt: '32px' }}>
      <SectionHead
        id="requests"
        title="Requests about it"
        end={
          <MuiLink component={Link} to="/requests">
            All requests
          </MuiLink>
        }
      />
      <Panel>
        {rows ? (
          <ul className="plain">
            {rows.map((row) => (
              <li key={row.id}>
                <RequestRow row={row} />
              </li>
            ))}
          </ul>
        ) : (
          <SkeletonRows rows={1} height={96} />
        )}
      </Panel>
    </Box>
  )
}

function Unlink({ account }: { account: GasAccountPage }) {
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  return (
    <>
      <Button color="error" onClick={() => setAsking(true)}>
        Take it off my list
      </Button>
      <Confirm
        open={asking}
        title={`Take account ${numberText(account.number)} off your list?`}
        text="The account itself stays. To see it here again you need its number and a proof."
        confirm="Take it off"
        keep="Keep it"
        danger
        onClose={() => setAsking(false)}
        act={async () => {
          await api.delete(`/gas/accounts/${account.id}/link`)
          await navigate('/gas', { replace: true })
          toast('The account is off your list.')
          await reloadGas(client)
        }}
      />
    </>
  )
}
