import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useInfiniteQuery, useQuery, keepPreviousData } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Status } from '@manifold/client'
import { Choice, TextBox } from '#form.tsx'
import { EmptyState, FilterIcon, Panel, PlusIcon, c } from '#parts.tsx'
import { RequestRow } from '#requests/row.tsx'
import { Rows } from '#shell/rows.tsx'
import { Announce, PageTitle } from '#shell/page.tsx'
import { SearchBox } from '#shell/search.tsx'
import { categoriesQuery, openStatuses, ticketsQuery } from '#tickets.ts'

const views: readonly { key: string; name: string; status?: readonly Status[] }[] = [
  { key: '', name: 'All' },
  { key: 'open', name: 'Open', status: openStatuses },
  { key: 'waiting', name: 'Waiting for you', status: ['waiting_customer'] },
  { key: 'resolved', name: 'Resolved', status: ['resolved'] },
  { key: 'closed', name: 'Closed', status: ['closed', 'cancelled'] },
]

/** All my requests. The address holds what is searched and filtered, so that Back and a shared link keep it. */
export function Screen() {
  const [params, setParams] = useSearchParams()
  const view = views.find((v) => v.key === (params.get('view') ?? '')) ?? views[0]!
  const search = params.get('q') ?? ''
  const filters = {
    ...(view.status ? { status: view.status } : {}),
    ...(search ? { search } : {}),
    ...(params.get('category') ? { categoryId: params.get('category')! } : {}),
    ...(params.get('from') ? { from: startOf(params.get('from')!) } : {}),
    ...(params.get('to') ? { to: endOf(params.get('to')!) } : {}),
  }
  const list = useInfiniteQuery({ ...ticketsQuery(filters), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.data)
  const filtered = ['view', 'q', 'category', 'from', 'to'].some((k) => params.get(k))
  const more = ['category', 'from', 'to'].filter((k) => params.get(k)).length
  const [open, setOpen] = useState(more > 0)
  const set = useCallback(
    (name: string, value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value) next.set(name, value)
          else next.delete(name)
          return next
        },
        { replace: true },
      ),
    [setParams],
  )
  const onSearch = useCallback((text: string) => set('q', text), [set])
  return (
    <Box sx={{ maxWidth: 720 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px', mb: '16px' }}>
        <PageTitle>Requests</PageTitle>
        <Button component={Link} to="/report" startIcon={<PlusIcon />}>
          New
        </Button>
      </Box>
      <SearchBox id="search" value={search} onSearch={onSearch} label="Search your requests" />
      <Box sx={{ display: 'flex', gap: '8px', mt: '12px', mx: '-16px', px: '16px', py: '4px', overflowX: 'auto', scrollbarWidth: 'none' }} role="group" aria-label="Show">
        {views.map((v) => (
          <Pill key={v.key} on={v.key === view.key} onClick={() => set('view', v.key)}>
            {v.name}
          </Pill>
        ))}
        <Pill on={open} expanded={open} onClick={() => setOpen(!open)}>
          <FilterIcon size={16} />
          {more > 0 ? `Filters, ${more}` : 'Filters'}
        </Pill>
      </Box>
      {open && <Filters params={params} set={set} />}
      <Box sx={{ mt: '16px' }}>
        <Rows
          of={list}
          keyOf={(row) => row.id}
          height={96}
          what="We could not load your requests."
          row={(row) => <RequestRow row={row} />}
          empty={
            filtered ? (
              <EmptyState
                title="No request matches."
                text="Remove a filter or search for another word."
                action={<Button onClick={() => setParams({}, { replace: true })}>Show all requests</Button>}
              />
            ) : (
              <EmptyState
                title="You have no requests yet."
                text="What you report to us shows here, with everything that was said and done."
                action={
                  <Button component={Link} to="/report" variant="contained" color="primary">
                    Report a problem
                  </Button>
                }
              />
            )
          }
        />
      </Box>
      <Announce>{rows && !list.isFetching ? `${rows.length}${list.hasNextPage ? ' or more' : ''} ${rows.length === 1 ? 'request' : 'requests'}` : ''}</Announce>
    </Box>
  )
}

function Filters({ params, set }: { params: URLSearchParams; set: (name: string, value: string) => void }) {
  const { data } = useQuery(categoriesQuery)
  return (
    <Panel
      sx={{
        mt: '12px',
        p: '16px',
        display: 'grid',
        gap: '16px',
        gridTemplateColumns: { xs: '1fr 1fr', sm: '2fr 1fr 1fr' },
        '& > :first-of-type': { gridColumn: { xs: '1 / -1', sm: 'auto' } },
      }}
    >
      <Choice
        id="filter-category"
        label="Category"
        value={params.get('category') ?? ''}
        onChange={(v) => set('category', v)}
        options={[{ value: '', label: 'Any' }, ...(data?.data ?? []).map((k) => ({ value: k.id, label: k.name }))]}
      />
      <TextBox id="filter-from" label="From" type="date" value={params.get('from') ?? ''} onChange={(v) => set('from', v)} />
      <TextBox id="filter-to" label="To" type="date" value={params.get('to') ?? ''} onChange={(v) => set('to', v)} />
    </Panel>
  )
}

/** A choice in a row of choices; at least 44 px to press. */
export function Pill({ on, expanded, onClick, children }: { on: boolean; expanded?: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <Box
      component="button"
      type="button"
      {...(expanded === undefined ? { 'aria-pressed': on } : { 'aria-expanded': expanded })}
      onClick={onClick}
      sx={{
        font: 'inherit',
        fontSize: '0.9375rem',
        fontWeight: on ? 650 : 500,
        lineHeight: '20px',
        minHeight: 44,
        px: '14px',
        borderRadius: '999px',
        whiteSpace: 'nowrap',
        cursor: 'pointer',
        display: 'inline-flex',
        alignItems: 'center',
        gap: '6px',
        flex: 'none',
        border: `1px solid ${on ? c.primary : c.lineStrong}`,
        bgcolor: on ? c.selected : c.surface,
        color: on ? c.primary : c.ink,
        '&:hover': { bgcolor: on ? c.selected : c.hover },
      }}
    >
      {children}
    </Box>
  )
}

// A chosen day is a day where the person is.
const startOf = (day: string) => new Date(`${day}T00:00:00`).toISOString()
const endOf = (day: string) => new Date(`${day}T23:59:59.999`).toISOString()
