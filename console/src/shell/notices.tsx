import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { BellIcon, EmptyState, ErrorState, SkeletonRows, When } from '@manifold/ui'
import { api, type Inbox, type Notice } from '@manifold/client'
import { IconAct } from '#shell/parts.tsx'
import { queries } from '#shell/query.ts'
import './notices.css'

/** Unread notices, and the newest ones in a pane under the bell. */
export function NoticesButton() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const unread =
    useQuery({ queryKey: ['unread'], queryFn: ({ signal }) => api.get<{ unread: number }>('/notification/inbox/count', { signal }), staleTime: 60_000 }).data?.unread ?? 0
  return (
    <>
      <span style={{ position: 'relative', display: 'inline-grid' }}>
        <IconAct label={unread > 0 ? `Notices, ${unread} unread` : 'Notices'} aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={(e) => setAnchor(e.currentTarget)}>
          <BellIcon />
        </IconAct>
        {unread > 0 ? (
          <span className="badge" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        ) : null}
      </span>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Notices', className: 'notices' } as object }}
      >
        {anchor ? <Notices onDone={() => setAnchor(null)} unread={unread} /> : null}
      </Popover>
    </>
  )
}

function Notices({ onDone, unread }: { onDone: () => void; unread: number }) {
  const navigate = useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['inbox'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Inbox>('/notification/inbox', { query: { cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: ['inbox'] }), queries.invalidateQueries({ queryKey: ['unread'] })])
  const readAll = useMutation({ mutationFn: () => api.post('/notification/inbox/read-all'), onSuccess: again })
  const open = (n: Notice) => {
    if (!n.readAt) void api.post(`/notification/inbox/${n.id}/read`).then(again, () => undefined)
    onDone()
    const to = consoleAddress(n.href)
    if (to) void navigate(to)
  }
  const notices = list.data?.pages.flatMap((p) => p.data) ?? []
  return (
    <>
      <div className="notices-head">
        <h2>Notices</h2>
        <Button variant="text" disabled={unread === 0 || readAll.isPending} onClick={() => readAll.mutate()}>
          Mark all read
        </Button>
      </div>
      {list.isPending ? (
        <SkeletonRows rows={4} height={64} />
      ) : list.isError ? (
        <ErrorState onRetry={() => void list.refetch()} />
      ) : notices.length === 0 ? (
        <EmptyState title="No notices yet" text="Assignments, replies, mentions and service targets that run out appear here." />
      ) : (
        <ul className="notices-list">
          {notices.map((n) => (
            <li key={n.id}>
              <button type="button" onClick={() => open(n)} {...(n.readAt ? {} : { 'data-unread': '' })} {...(n.urgent ? { 'data-urgent': '' } : {})}>
                <b>{n.title}</b>
                <span>{n.body}</span>
                <span className="meta">
                  {n.readAt ? '' : 'Unread, '}
                  <When at={n.createdAt} />
                </span>
              </button>
            </li>
          ))}
          {list.hasNextPage ? (
            <li style={{ padding: 12 }}>
              <Button fullWidth disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show older notices
              </Button>
            </li>
          ) : null}
        </ul>
      )}
    </>
  )
}

/** A notice names an address of the portal or the console; in the console a ticket opens on the desk. */
export function consoleAddress(href: string | null): string | null {
  if (!href) return null
  const path = href.replace(/^https?:\/\/[^/]+/, '').replace(/^\/admin(?=\/|$)/, '')
  const reference = path.match(/TKT-[A-Z0-9]{6}/)?.[0]
  return reference ? `/desk/${reference}` : path.startsWith('/') ? path : null
}
