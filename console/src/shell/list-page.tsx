import Button from '@mui/material/Button'
import { ListContextProvider, useDataProvider, useInfiniteListController, useStore, type RaRecord } from 'react-admin'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { DownloadIcon, EmptyState, ErrorState, ListIcon, PlusIcon, SearchIcon, SkeletonRows, SortIcon, useToast } from '@manifold/ui'
import MenuItem from '@mui/material/MenuItem'
import { isProblem } from '@manifold/client'
import { saveCsv } from '#shell/csv.ts'
import { FilterBar } from '#shell/filter-bar.tsx'
import { asked, useFilters, type FilterSpec, type Option } from '#shell/filters.ts'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { IconAct, IconMenu } from '#shell/parts.tsx'
import { useMay, useMe } from '#shell/session.ts'
import './list-page.css'
import { Title } from './title.tsx'

export interface Column<Row> {
  key: string
  label: string
  render: (row: Row) => ReactNode
  /** Right aligned, tabular figures. */
  num?: boolean
  /** Left out below this width. */
  from?: 'sm' | 'md' | 'lg'
  width?: number | string
  /** What the export holds; a column without it is not exported. */
  csv?: (row: Row) => string | number | boolean | null | undefined
}
export interface BulkAct<Row> {
  label: string
  may?: string
  danger?: boolean
  run: (rows: Row[]) => Promise<unknown>
  /** What is said when it is done; nothing where a dialog has said it. */
  done?: (rows: Row[]) => string
}
export interface ListPageProps<Row extends RaRecord> {
  /** A name of shell/data.ts. */
  resource: string
  title: string
  note?: ReactNode
  columns: Column<Row>[]
  filters?: FilterSpec[]
  /** What the search field looks through; without it there is none. */
  search?: string
  sorts?: Option[]
  /** Filters that always hold. */
  always?: Record<string, string>
  bulk?: BulkAct<Row>[]
  href?: (row: Row) => string
  /** The row whose details stand beside the list. */
  current?: string | undefined
  create?: { label: string; to: string; may?: string }
  actions?: ReactNode
  /** Under the title: links to parts of the list. */
  tabs?: ReactNode
  exportName?: string
  empty: { title: string; text: string }
  perPage?: number
  rowTone?: (row: Row) => 'danger' | 'quiet' | undefined
}
const none: FilterSpec[] = []

/**
 * The one list page: search, filters in the address, sort, columns, selection with bulk acts, CSV, keys, permissions. An entity's
 * page names its columns and filters and is done.
 */
export function ListPage<Row extends RaRecord>(props: ListPageProps<Row>) {
  const {
    resource,
    title,
    note,
    columns,
    filters: specs = none,
    search,
    sorts,
    always,
    bulk,
    href,
    current,
    create,
    actions,
    tabs,
    exportName,
    empty,
    perPage = 50,
    rowTone,
  } = props
  const may = useMay()
  const navigate = useNavigate()
  const { values, set, clear } = useFilters([...specs.map((s) => s.name), ...(search ? ['search'] : []), ...(sorts ? ['sort'] : [])])
  const [density, setDensity] = useStore<'comfortable' | 'compact'>('density', 'comfortable')
  const { timeZone } = useMe()
  const days = specs.filter((s) => s.kind === 'day').map((s) => s.name)
  const filter = { ...asked(values, timeZone, days), ...always }
  const list = useInfiniteListController<Row>({ resource, filter, perPage, disableSyncWithLocation: true, storeKey: false, queryOptions: { onError: () => undefined } })
  const rows = list.data ?? []
  const [cursor, setCursor] = useState<number>(-1)
  const field = useRef<HTMLInputElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const acts = (bulk ?? []).filter((b) => may(b.may))
  const selected = rows.filter((r) => list.selectedIds?.includes(r.id))
  const filtered = Object.keys(values).some((k) => k !== 'sort')

  const step = (by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, cursor + by))
    setCursor(next)
    body.current?.querySelectorAll('tbody tr')[next]?.scrollIntoView({ block: 'nearest' })
  }
  useKey('list.next', () => step(1))
  useKey('list.previous', () => step(-1))
  useKey('list.open', () => rows[cursor] && href && void navigate(href(rows[cursor]!)), href !== undefined)
  useKey('list.select', () => rows[cursor] && list.onToggleItem(rows[cursor]!.id), acts.length > 0)
  useKey('list.all', () => list.onSelect(rows.map((r) => r.id)), acts.length > 0)
  useKey('list.search', () => field.current?.focus(), search !== undefined)
  useKey('create', () => create && void navigate(create.to), create !== undefined && may(create.may))
  useKey('back', () => (selected.length > 0 ? list.onUnselectItems() : setCursor(-1)), selected.length > 0 || cursor >= 0)
  const more = useMoreWhenSeen(list.hasNextPage ?? false, list.isFetchingNextPage, () => void list.fetchNextPage())

  return (
    <ListContextProvider value={list as never}>
      <div className="list-page">
        <div className="page-head">
          <Title of={title} />
          <h1>{title}</h1>
          {note ? <span className="meta">{note}</span> : null}
          <span className="push" />
          {sorts ? (
            <IconMenu label={`Sort: ${sorts.find((s) => s.value === (values.sort ?? sorts[0]!.value))?.label ?? ''}`} icon={<SortIcon />}>
              {(close) =>
                sorts.map((s) => (
                  <MenuItem
                    key={s.value}
                    selected={s.value === (values.sort ?? sorts[0]!.value)}
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
          ) : null}
          <IconAct
            label={density === 'compact' ? 'More room between rows' : 'Less room between rows'}
            aria-pressed={density === 'compact'}
            onClick={() => setDensity(density === 'compact' ? 'comfortable' : 'compact')}
          >
            <ListIcon />
          </IconAct>
          {exportName ? <ExportButton resource={resource} filter={filter} columns={columns} name={exportName} /> : null}
          {actions}
          {create && may(create.may) ? (
            <Button component={Link} to={create.to} variant="contained" startIcon={<PlusIcon size={16} />}>
              {create.label}
              <KeyHint name="create" />
            </Button>
          ) : null}
          {tabs}
        </div>
        {search || specs.length > 0 ? (
          <div className="list-tools">
            {search ? <SearchField ref={field} what={search} value={values.search ?? ''} onChange={(v) => set({ search: v || null })} /> : null}
            {specs.length > 0 ? <FilterBar specs={specs} values={values} onChange={(name, value) => set({ [name]: value })} /> : null}
          </div>
        ) : null}
        {selected.length > 0 ? (
          <BulkBar
            acts={acts}
            rows={selected}
            onDone={() => {
              list.onUnselectItems()
              void list.refetch()
            }}
            onClear={() => list.onUnselectItems()}
          />
        ) : null}
        <div className="list-body scroll" tabIndex={0} role="region" aria-label={title} ref={body} aria-busy={list.isFetching}>
          {list.isPending ? (
            <SkeletonRows rows={12} height={density === 'compact' ? 32 : 38} />
          ) : list.error ? (
            <ErrorState
              title={isProblem(list.error) && list.error.status === 403 ? 'Your roles do not include this list.' : 'We could not load this list.'}
              text={(list.error as Error).message}
              onRetry={() => void list.refetch()}
              reference={isProblem(list.error) ? list.error.requestId : null}
            />
          ) : rows.length === 0 ? (
            filtered ? (
              <EmptyState title="Nothing matches." text="Remove a filter or use other words." action={<Button onClick={clear}>Remove all filters</Button>} />
            ) : (
              <EmptyState
                title={empty.title}
                text={empty.text}
                action={
                  create && may(create.may) ? (
                    <Button component={Link} to={create.to}>
                      {create.label}
                    </Button>
                  ) : undefined
                }
              />
            )
          ) : (
            <table className="table" data-density={density}>
              <caption className="vh">{title}</caption>
              <thead>
                <tr>
                  {acts.length > 0 ? (
                    <th scope="col" style={{ width: 34 }}>
                      <input
                        type="checkbox"
                        className="check"
                        aria-label="Select all in view"
                        checked={selected.length === rows.length}
                        ref={(el) => {
                          if (el) el.indeterminate = selected.length > 0 && selected.length < rows.length
                        }}
                        onChange={() => (selected.length === rows.length ? list.onUnselectItems() : list.onSelect(rows.map((r) => r.id)))}
                      />
                    </th>
                  ) : null}
                  {columns.map((c) => (
                    <th key={c.key} scope="col" className={classes(c)} style={c.width ? { width: c.width } : undefined}>
                      {c.label || <span className="vh">Actions</span>}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, i) => (
                  <tr key={row.id} {...(i === cursor || row.id === current ? { 'data-cursor': '' } : {})} {...(rowTone?.(row) ? { 'data-tone': rowTone(row) } : {})}>
                    {acts.length > 0 ? (
                      <td>
                        <input
                          type="checkbox"
                          className="check"
                          aria-label={`Select row ${i + 1}`}
                          checked={list.selectedIds?.includes(row.id) ?? false}
                          onChange={() => list.onToggleItem(row.id)}
                        />
                      </td>
                    ) : null}
                    {columns.map((c, n) =>
                      n === 0 ? (
                        <th key={c.key} scope="row" className={classes(c)}>
                          {href ? (
                            <Link to={href(row)} className="row-link" aria-current={row.id === current ? 'true' : undefined}>
                              {c.render(row)}
                            </Link>
                          ) : (
                            c.render(row)
                          )}
                        </th>
                      ) : (
                        <td key={c.key} className={classes(c)}>
                          {c.render(row)}
                        </td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {list.hasNextPage ? (
            <div ref={more} style={{ padding: 12 }}>
              <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            </div>
          ) : null}
        </div>
      </div>
    </ListContextProvider>
  )
}
const classes = <Row,>(c: Column<Row>) => [c.num ? 'num' : '', c.from ? `from-${c.from}` : ''].filter(Boolean).join(' ') || undefined

/** Calls `then` when the end of the list comes into sight. */
export function useMoreWhenSeen(more: boolean, busy: boolean, then: () => void): (el: HTMLElement | null) => void {
  const latest = useRef(then)
  useEffect(() => {
    latest.current = then
  })
  const [el, setEl] = useState<HTMLElement | null>(null)
  useEffect(() => {
    if (!el || !more || busy) return
    const seen = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && latest.current(), { rootMargin: '400px' })
    seen.observe(el)
    return () => seen.disconnect()
  }, [el, more, busy])
  return setEl
}

/** Writes to the address a moment after the last letter. */
export function SearchField({
  what,
  value,
  onChange,
  ref,
  short,
}: {
  what: string
  short?: boolean
  value: string
  onChange: (value: string) => void
  ref?: React.Ref<HTMLInputElement>
}) {
  const [text, setText] = useState(value)
  const given = useRef(value)
  useEffect(() => {
    if (value !== given.current) setText((given.current = value))
  }, [value])
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text.trim() !== given.current) onChange((given.current = text.trim()))
    }, 220)
    return () => clearTimeout(timer)
  }, [text, onChange])
  return (
    <label className="search-field">
      <SearchIcon size={16} />
      <span className="vh">Search {what}</span>
      <input
        ref={ref}
        type="search"
        placeholder={short ? 'Search' : `Search ${what}`}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Escape') {
            setText('')
            e.currentTarget.blur()
          }
        }}
      />
      {text ? null : <KeyHint name="list.search" />}
    </label>
  )
}

function BulkBar<Row extends RaRecord>({ acts, rows, onDone, onClear }: { acts: BulkAct<Row>[]; rows: Row[]; onDone: () => void; onClear: () => void }) {
  const toast = useToast()
  const run = useMutation({
    mutationFn: (act: BulkAct<Row>) => act.run(rows),
    onSuccess: (_, act) => {
      if (act.done) toast(act.done(rows))
      onDone()
    },
    // An act that was called off has nothing to say.
    onError: (e) => e.message !== '' && toast(e.message),
  })
  return (
    <div className="bulk" role="region" aria-label="Selected rows">
      <b role="status">{rows.length} selected</b>
      {acts.map((act) => (
        <Button key={act.label} color={act.danger ? 'error' : 'secondary'} disabled={run.isPending} onClick={() => run.mutate(act)}>
          {act.label}
        </Button>
      ))}
      <Button variant="text" onClick={onClear}>
        Clear
      </Button>
    </div>
  )
}

const EXPORT_MOST = 20_000
function ExportButton<Row extends RaRecord>({ resource, filter, columns, name }: { resource: string; filter: Record<string, string>; columns: Column<Row>[]; name: string }) {
  const data = useDataProvider()
  const toast = useToast()
  const run = useMutation({
    mutationFn: async () => {
      const kept = columns.filter((c) => c.csv)
      const rows: Row[] = []
      for (let page = 1; rows.length < EXPORT_MOST; page++) {
        const found = await data.getList<Row>(resource, { filter, pagination: { page, perPage: 100 }, sort: { field: 'id', order: 'ASC' } })
        rows.push(...found.data)
        if (!found.pageInfo?.hasNextPage) break
      }
      saveCsv(name, [kept.map((c) => c.label), ...rows.map((r) => kept.map((c) => c.csv!(r)))])
      return rows.length
    },
    onSuccess: (n) => toast(`${n} rows exported.`),
    onError: (e) => toast(e.message),
  })
  return (
    <IconAct label="Export as CSV" disabled={run.isPending} onClick={() => run.mutate()}>
      <DownloadIcon />
    </IconAct>
  )
}
