import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import type { BookingLabel } from '@manifold/client'
import { bookingsQuery } from '#gas/gas.ts'
import { BookingRow } from '#gas/row.tsx'
import { EmptyState, PlusIcon } from '#parts.tsx'
import { Pill } from '#requests/history.tsx'
import { Rows } from '#shell/rows.tsx'
import { Announce, PageTitle } from '#shell/page.tsx'

const views: readonly { key: string; name: string; label?: BookingLabel }[] = [
  { key: '', name: 'All' },
  { key: 'pending', name: 'Pending', label: 'Pending' },
  { key: 'completed', name: 'Completed', label: 'Completed' },
  { key: 'cancelled', name: 'Cancelled', label: 'Cancelled' },
]

/** All my bookings; the address holds what is shown. */
export function Screen() {
  const [params, setParams] = useSearchParams()
  const view = views.find((v) => v.key === (params.get('view') ?? '')) ?? views[0]!
  const account = params.get('account')
  const list = useInfiniteQuery({
    ...bookingsQuery({ ...(view.label ? { statusLabel: view.label } : {}), ...(account ? { accountId: account } : {}) }),
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.pages.flatMap((p) => p.data)
  return (
    <Box sx={{ maxWidth: 720 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px', mb: '8px' }}>
        <PageTitle>Bookings</PageTitle>
        <Button component={Link} to="/gas/book" startIcon={<PlusIcon />}>
          Book
        </Button>
      </Box>
      <Box sx={{ display: 'flex', gap: '8px', mx: '-16px', px: '16px', py: '4px', overflowX: 'auto', scrollbarWidth: 'none' }} role="group" aria-label="Show">
        {views.map((v) => (
          <Pill
            key={v.key}
            on={v.key === view.key}
            onClick={() =>
              setParams(
                (before) => {
                  const next = new URLSearchParams(before)
                  if (v.key) next.set('view', v.key)
                  else next.delete('view')
                  return next
                },
                { replace: true },
              )
            }
          >
            {v.name}
          </Pill>
        ))}
      </Box>
      <Box sx={{ mt: '16px' }}>
        <Rows
          of={list}
          keyOf={(b) => b.id}
          height={96}
          what="We could not load your bookings."
          row={(b) => <BookingRow booking={b} />}
          empty={
            view.label ? (
              <EmptyState title={`No booking is ${view.name.toLowerCase()}.`} action={<Button onClick={() => setParams({}, { replace: true })}>Show all bookings</Button>} />
            ) : (
              <EmptyState
                title="You have no bookings yet."
                text="Cylinders that you book show here, with what was paid and which one you got."
                action={
                  <Button component={Link} to="/gas/book" variant="contained" color="primary">
                    Book a cylinder
                  </Button>
                }
              />
            )
          }
        />
      </Box>
      <Announce>{rows && !list.isFetching ? `${rows.length}${list.hasNextPage ? ' or more' : ''} ${rows.length === 1 ? 'booking' : 'bookings'}` : ''}</Announce>
    </Box>
  )
}
