import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useStore } from 'react-admin'
import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { Link, Navigate, useNavigate } from 'react-router'
import { ArrowUpIcon, ChevronDownIcon, DownloadIcon, EmptyState, ErrorState, PlusIcon, SkeletonRows, SortIcon } from '@manifold/ui'
import { api, isProblem } from '@manifold/client'
import { asked } from '#shell/filters.ts'
import { FilterBar } from '#shell/filter-bar.tsx'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { SearchField, useMoreWhenSeen } from '#shell/list-page.tsx'
import { useActs } from '#shell/palette.tsx'
import { Splitter, usePane } from '#shell/panes.tsx'
import { IconAct, IconMenu, KeyLine } from '#shell/parts.tsx'
import { useMay, useMe } from '#shell/session.ts'
import { BulkBar } from '#desk/bulk.tsx'
import { sorts, ticketFilters, useQueueFilters } from '#desk/filters.ts'
import { useCounts, useViews } from '#desk/lookups.ts'
import { Preview } from '#desk/preview.tsx'
import { QueueRow } from '#desk/queue-row.tsx'
import { useRows, type ShownRow } from '#desk/rows.ts'
import { keepTrail } from '#desk/trail.ts'
import { SaveView, Views, viewGroups } from '#desk/views.tsx'
import './queue.css'
import { Title } from '#shell/title.tsx'

export default function Queue() {
  const found = useViews()
  const views = useMemo(() => viewGroups.flatMap(([scope]) => (found.data ?? []).filter((v) => v.scope === scope)), [found.data])
  const filters = useQueueFilters(views)
  const [last, setLast] = useStore<string | null>('desk.view', null)
  useEffect(() => {
    if (filters.view) setLast(filters.view.id)
  }, [filters.view, setLast])
  if (found.isPending)
    return (
      <main className="desk">
        <SkeletonRows rows={10} height={57} />
      </main>
    )
  // Without an address of its own the desk opens where I left it.
  const home = views.find((v) => v.id === last) ?? views.find((v) => /my open/i.test(v.name)) ?? views[0]
  if (filters.address === '/desk' && home) return <Navigate to={`/desk?view=${home.id}`} replace />
  return <Desk views={views} filters={filters} />
}

function Desk({ views, filters }: { views: NonNullable<ReturnType<typeof useViews>['data']>; filters: ReturnType<typeof useQueueFilters> }) {
  const { view, values, changed, set } = filters
  const navigate = useNavigate()
  const may = useMay()
  const { timeZone } = useMe()
  const wide = useMediaQuery('(min-width:1200px)')
  const narrow = useMediaQuery('(max-width:899px)')
  const [saving, setSaving] = useState(false)
  const [cursor, setCursor] = useState<string | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const scroller = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const anchor = useRef<string | null>(null)
  const [viewsWidth, dragViews] = usePane('desk.views', 208, 160, 320)
  const [listWidth, dragList] = usePane('desk.list', 588, 420, 900)
  // The list stands still while somebody reads it: scrolled down, or with rows selected.
  const still = useCallback(() => (scroller.current?.scrollTop ?? 0) < 8 && selected.size === 0, [selected])
  const list = useRows(values, still)
  const { rows } = list
  const counted = useCounts(useMemo(() => views.map((v) => v.id), [views])).get(view?.id ?? '')
  const count = counted?.count
  const plus = counted?.more ? '+' : ''
  const index = rows.findIndex((r) => r.id === cursor)
  const current = rows[index] ?? (wide ? rows[0] : undefined)
  const chosen = rows.filter((r) => selected.has(r.id))
  const title = view?.name ?? (values.search ? 'Search' : 'All tickets')
  const key = JSON.stringify(values)

  useEffect(() => {
    setSelected(new Set())
    setCursor(null)
    scroller.current?.scrollTo(0, 0)
  }, [key])
  useEffect(() => keepTrail({ address: filters.address, title, references: rows.map((r) => r.reference), total: changed ? null : (count ?? null) }))

  const open = useCallback((reference: string, write?: 'reply' | 'note') => void navigate(`/desk/${reference}${write ? `?write=${write}` : ''}`), [navigate])
  const at = Math.max(index, wide && index < 0 ? 0 : index)
  const step = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))]
    if (!next) return null
    setCursor(next.id)
    scroller.current?.querySelector(`[data-id="${next.id}"]`)?.scrollIntoView({ block: 'nearest' })
    return next
  }
  const toggle = (row: ShownRow | null | undefined, on?: boolean) => {
    if (!row) return
    anchor.current = row.id
    setSelected((old) => {
      const next = new Set(old)
      if (on ?? !next.has(row.id)) next.add(row.id)
      else next.delete(row.id)
      return next
    })
  }
  const onSelect = useCallback(
    (row: ShownRow, extend: boolean) => {
      setSelected((old) => {
        const next = new Set(old)
        const from = rows.findIndex((r) => r.id === anchor.current)
        const to = rows.findIndex((r) => r.id === row.id)
        const on = !next.has(row.id)
        const range = extend && from >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : [row]
        for (const r of range)
          if (on) next.add(r.id)
          else next.delete(r.id)
        return next
      })
      anchor.current = row.id
    },
    [rows],
  )
  const onOpen = useCallback(
    (row: ShownRow, e: MouseEvent) => {
      if (e.metaKey || e.ctrlKey || e.shiftKey || !wide || row.id === cursor) return
      e.preventDefault()
      setCursor(row.id)
    },
    [wide, cursor],
  )
  const mayNew = may('support.ticket.create')
  const mayBulk = may('support.ticket.bulk')
  useKey('list.next', () => step(1))
  useKey('list.previous', () => step(-1))
  useKey('list.open', () => current && open(current.reference))
  useKey('list.select', () => toggle(current), mayBulk)
  useKey(
    'list.extendNext',
    () => {
      toggle(current, true)
      toggle(step(1), true)
    },
    mayBulk,
  )
  useKey(
    'list.extendPrevious',
    () => {
      toggle(current, true)
      toggle(step(-1), true)
    },
    mayBulk,
  )
  useKey('list.all', () => setSelected(new Set(rows.map((r) => r.id))), mayBulk)
  useKey('list.search', () => search.current?.focus())
  useKey('back', () => setSelected(new Set()), selected.size > 0)
  useKey('create', () => void navigate('/desk/new'), mayNew)
  useActs([
    ...(mayNew ? [{ label: 'New ticket', hotkey: 'create' as const, run: () => void navigate('/desk/new') }] : []),
    { label: 'Save this view', run: () => setSaving(true) },
    ...views.map((v) => ({ label: `View: ${v.name}`, run: () => filters.open(v) })),
  ])
  const more = useMoreWhenSeen(list.more, list.loadingMore, list.loadMore)
  const saveView = () => setSaving(true)

  return (
    <div className="desk" style={{ '--views': `${viewsWidth}px`, '--list': `${listWidth}px` } as object}>
      {narrow ? null : (
        <div className="desk-views">
          <Views views={views} current={view} changed={changed} onOpen={filters.open} onSave={saveView} />
        </div>
      )}
      <main className="queue">
        <div className="q-head">
          {narrow ? (
            <IconMenu label="Saved views" icon={<ChevronDownIcon />}>
              {(close) => [
                ...views.map((v) => (
                  <MenuItem
                    key={v.id}
                    selected={v.id === view?.id}
                    onClick={() => {
                      close()
                      filters.open(v)
                    }}
                  >
                    {v.name}
                  </MenuItem>
                )),
                <MenuItem
                  key="save"
                  onClick={() => {
                    close()
                    saveView()
                  }}
                >
                  Save this view
                </MenuItem>,
              ]}
            </IconMenu>
          ) : null}
          <Title of={title} />
          <h1 className="cut">{title}</h1>
          <span className="meta" role="status">
            {changed
              ? 'changed'
              : count === undefined
                ? ''
                : `${count}${plus} ${values.status && /^(open|in_progress|waiting_customer|,)+$/.test(values.status) ? 'open' : count === 1 ? 'ticket' : 'tickets'}`}
          </span>
          <span className="push" />
          <SearchField ref={search} short what="tickets" value={values.search ?? ''} onChange={(v) => set({ search: v || null })} />
          <IconMenu label={`Sort: ${sorts.find((s) => s.value === (values.sort ?? 'urgency'))?.label.toLowerCase() ?? ''}`} icon={<SortIcon />}>
            {(close) =>
              sorts.map((s) => (
                <MenuItem
                  key={s.value}
                  selected={s.value === (values.sort ?? 'urgency')}
                  onClick={() => {
                    close()
                    set({ sort: s.value })
                  }}
                >
                  {s.label}
                </MenuItem>
              ))
            }
          </IconMenu>
          {may('support.ticket.export') ? (
            <IconAct label="Export as CSV" href={api.address('/support/tickets/export', asked(values, timeZone))} download="tickets.csv">
              <DownloadIcon />
            </IconAct>
          ) : null}
          {mayNew ? (
            <Button component={Link} to="/desk/new" variant="contained" startIcon={<PlusIcon size={16} />}>
              <span className="from-sm">New ticket</span>
              <span className="to-sm vh">New ticket</span>
              <KeyHint name="create" />
            </Button>
          ) : null}
        </div>
        <div className="q-tools">
          <FilterBar specs={ticketFilters} values={values} onChange={(name, value) => set({ [name]: value })} />
          {changed ? (
            <Button variant="text" onClick={saveView}>
              Save this view
            </Button>
          ) : null}
        </div>
        {chosen.length > 0 ? (
          <BulkBar
            rows={chosen}
            onDone={() => {
              setSelected(new Set())
              list.show()
            }}
            onClear={() => setSelected(new Set())}
          />
        ) : null}
        <div className="q-scroll scroll" ref={scroller} tabIndex={0} role="region" aria-label={`Tickets: ${title}`}>
          {list.waiting > 0 ? (
            <div className="q-waiting">
              <Button
                startIcon={<ArrowUpIcon size={16} />}
                onClick={() => {
                  list.show()
                  scroller.current?.scrollTo({ top: 0 })
                }}
              >
                <span role="status">{list.waiting === 1 ? '1 ticket came' : `${list.waiting} tickets came`}</span>Show
              </Button>
            </div>
          ) : null}
          {list.pending ? (
            <SkeletonRows rows={12} height={57} />
          ) : list.error ? (
            <ErrorState
              title={isProblem(list.error) && list.error.status < 500 && list.error.status > 0 ? list.error.message : 'We could not load the queue.'}
              text="Your drafts are kept."
              onRetry={list.refetch}
              reference={isProblem(list.error) ? list.error.requestId : null}
            />
          ) : rows.length === 0 ? (
            changed || values.search ? (
              <EmptyState
                title="No ticket matches."
                text="Remove a filter or search all tickets."
                action={
                  <Button onClick={() => void navigate(values.search ? `/desk?search=${encodeURIComponent(values.search)}` : '/desk?sort=newest')}>
                    {values.search ? 'Search all tickets' : 'Show all tickets'}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                title="Nothing here."
                text="Every ticket in this view is done."
                action={
                  mayNew ? (
                    <Button component={Link} to="/desk/new">
                      New ticket
                    </Button>
                  ) : undefined
                }
              />
            )
          ) : (
            <ul className="q">
              {rows.map((row) => (
                <QueueRow key={row.id} row={row} cursor={wide ? row.id === current?.id : row.id === cursor} selected={selected.has(row.id)} onSelect={onSelect} onOpen={onOpen} />
              ))}
            </ul>
          )}
          {list.more ? (
            <div ref={more} className="q-more">
              <Button disabled={list.loadingMore} onClick={list.loadMore}>
                {list.loadingMore ? 'Loading more' : 'Show more'}
              </Button>
            </div>
          ) : null}
        </div>
        <KeyLine
          names={[
            { keys: ['list.next', 'list.previous'], word: 'move' },
            { keys: ['list.select'], word: 'select' },
            { keys: ['list.open'], word: 'open' },
            { keys: ['ticket.assign'], word: 'assign' },
            { keys: ['ticket.take'], word: 'take' },
            { keys: ['help'], word: 'all keys' },
          ]}
        />
        {narrow ? null : <Splitter label="Width of the views" {...dragViews} at="left" grows="right" />}
        {wide ? <Splitter label="Width of the list" {...dragList} at="right" grows="right" /> : null}
      </main>
      {wide ? (
        current ? (
          <Preview key={current.reference} reference={current.reference} onOpen={open} onGone={() => step(1)} />
        ) : (
          <aside className="prev" aria-label="Preview">
            <EmptyState title="No ticket is chosen" text="Choose one in the list to read it here." />
          </aside>
        )
      ) : null}
      {saving ? (
        <SaveView
          current={view}
          values={values}
          changed={changed}
          onClose={() => setSaving(false)}
          onSaved={(v) => {
            setSaving(false)
            filters.open(v)
          }}
        />
      ) : null}
    </div>
  )
}
