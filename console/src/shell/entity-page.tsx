import { useQuery } from '@tanstack/react-query'
import type { RaRecord } from 'react-admin'
import { type ReactNode } from 'react'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useNavigate, useParams } from 'react-router'
import { CloseIcon, EmptyState, SkeletonRows, useToast, ErrorState } from '@manifold/ui'
import { api, type Page } from '@manifold/client'
import { pathOf, allowed } from '#shell/data.ts'
import { Form, type FormField, type FormProps } from '#shell/form.tsx'
import { useKey } from '#shell/keys.tsx'
import { ListPage, type ListPageProps } from '#shell/list-page.tsx'
import { Splitter, usePane } from '#shell/panes.tsx'
import { IconAct } from '#shell/parts.tsx'
import { queries } from '#shell/query.ts'
import { useMay } from '#shell/session.ts'

type Row = RaRecord & { version?: number }

/** A list with the details of one entry beside it; below 1200 px the details are a page. */
export function WithPane({
  base,
  list,
  title,
  actions,
  children,
  width = 424,
}: {
  base: string
  list: ReactNode
  title: ReactNode
  actions?: ReactNode
  children: ReactNode
  width?: number
}) {
  const navigate = useNavigate()
  const [paneWidth, drag] = usePane(`pane.${width}`, width, 340, 900)
  const close = () => void navigate(`${base}${location.search}`)
  useKey('back', close, children !== null)
  const narrow = useMediaQuery('(max-width:1199px)')
  const details = (
    <>
      <div className="pane-head">
        {narrow ? <h1>{title}</h1> : <h2>{title}</h2>}
        <span className="push" />
        {actions}
        <IconAct label="Close" hotkey="back" onClick={close}>
          <CloseIcon />
        </IconAct>
      </div>
      <div className="pane-body scroll">{children}</div>
    </>
  )
  if (narrow && children !== null) return <main className="pane">{details}</main>
  return (
    <div className="pane-page" {...(children === null ? {} : { 'data-open': '' })} style={{ '--pane': `${paneWidth}px` } as object}>
      <main style={{ minHeight: 0, minWidth: 0 }}>{list}</main>
      {children === null ? null : (
        <aside className="pane" aria-label={typeof title === 'string' && title ? title : 'Details'}>
          <Splitter label="Width of the details" {...drag} at="left" grows="left" />
          {details}
        </aside>
      )}
    </div>
  )
}

export interface EntityPageProps<R extends Row, V extends object> {
  resource: string
  base: string
  /** What one is called: "team". */
  one: string
  list: Omit<ListPageProps<R>, 'resource' | 'href' | 'create' | 'current'>
  name: (row: R) => string
  fields: FormField<V>[] | ((row: R | null) => FormField<V>[])
  blank: V
  /** The row as the form edits it, and what is sent. */
  values: (row: R) => V
  body: (values: V, row: R | null) => unknown
  /** What deleting one does; without it there is no deleting. */
  removeText?: (row: R) => string
  mayRemove?: (row: R) => boolean
  mayEdit?: (row: R) => boolean
  extra?: (row: R | null, values: V) => ReactNode
  /** False where new ones are made elsewhere. */
  making?: boolean
  /** Permission to change; otherwise the one of shell/data.ts. */
  write?: string
  width?: number
}

/** An entity that administrators look after: a list, and one form for new and old entries. */
export function EntityPage<R extends Row, V extends object>(props: EntityPageProps<R, V>) {
  const { resource, base, one, list, name, width } = props
  const { id } = useParams()
  const may = useMay()
  const path = pathOf(resource)
  const found = useQuery({
    queryKey: ['lookup', path, 'entity'],
    queryFn: async ({ signal }) => {
      const rows: R[] = []
      let cursor: string | undefined
      do {
        const page: Partial<Page<R>> = await api.get(path, { query: { limit: 100, cursor }, signal })
        rows.push(...(page.data ?? []))
        cursor = page.nextCursor ?? undefined
      } while (cursor && rows.length < 2000)
      return rows
    },
    enabled: id !== undefined && id !== 'new',
  })
  const write = props.write ?? allowed(resource, 'edit')
  const row = found.data?.find((r) => String(r.id) === id)
  const title = id === 'new' ? `New ${one}` : row ? name(row) : ''
  const listPage = (
    <ListPage<R>
      {...list}
      resource={resource}
      href={(r) => `${base}/${r.id}${location.search}`}
      current={id}
      {...(props.making === false ? {} : { create: { label: `New ${one}`, to: `${base}/new`, ...(write ? { may: write } : {}) } })}
    />
  )
  return (
    <WithPane base={base} list={listPage} title={title} {...(width ? { width } : {})}>
      {id === undefined ? null : id === 'new' ? (
        <Editor key="new" {...props} row={null} writable={may(write)} />
      ) : row ? (
        <Editor key={`${row.id}-${row.version ?? ''}`} {...props} row={row} writable={may(write) && (props.mayEdit?.(row) ?? true)} />
      ) : found.isPending ? (
        <SkeletonRows rows={5} height={64} />
      ) : found.isError ? (
        <ErrorState onRetry={() => void found.refetch()} />
      ) : (
        <EmptyState title={`This ${one} no longer exists.`} text="Somebody deleted it, or the address is not complete." />
      )}
    </WithPane>
  )
}

function Editor<R extends Row, V extends object>({
  resource,
  base,
  one,
  name,
  fields,
  blank,
  values,
  body,
  removeText,
  mayRemove,
  extra,
  row,
  writable,
}: EntityPageProps<R, V> & { row: R | null; writable: boolean }) {
  const navigate = useNavigate()
  const toast = useToast()
  const path = pathOf(resource)
  const again = () => reloaded(resource)
  const close = () => void navigate(`${base}${location.search}`)
  const submit = async (v: V) => {
    const saved = row ? await api.patch<R>(`${path}/${row.id}`, body(v, row), row.version === undefined ? {} : { version: row.version }) : await api.post<R>(path, body(v, null))
    await again()
    toast(row ? 'Saved.' : `The ${one} is made.`)
    if (!row && saved?.id !== undefined) void navigate(`${base}/${saved.id}`, { replace: true })
  }
  const remove: FormProps<V>['remove'] =
    row && removeText && (mayRemove?.(row) ?? true)
      ? {
          label: `Delete ${one}`,
          title: `Delete “${name(row)}”?`,
          text: removeText(row),
          run: async () => {
            await api.delete(`${path}/${row.id}`)
            await again()
            toast(`“${name(row)}” is deleted.`)
            close()
          },
        }
      : undefined
  return (
    <Form
      fields={typeof fields === 'function' ? fields(row) : fields}
      initial={row ? values(row) : blank}
      submit={submit}
      onCancel={close}
      saveLabel={row ? 'Save' : `Make ${one}`}
      readOnly={!writable}
      {...(remove ? { remove } : {})}
      {...(extra ? { extra: (v: V) => extra(row, v) } : {})}
    />
  )
}

/** Everything that shows this resource loads it again. */
export const reloaded = (resource: string): Promise<unknown> =>
  Promise.all([queries.invalidateQueries({ queryKey: [resource] }), queries.invalidateQueries({ queryKey: ['lookup'] }), queries.invalidateQueries({ queryKey: ['staff'] })])
