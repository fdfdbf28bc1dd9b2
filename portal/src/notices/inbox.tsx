import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { Notice } from '@manifold/client'
import { inboxQuery, useReadAll, useReadNotice } from '#notices.ts'
import { AlertIcon, EmptyState, GearIcon, VisuallyHidden, When, c } from '#parts.tsx'
import { Pill } from '#requests/history.tsx'
import { Rows } from '#shell/rows.tsx'
import { PageTitle } from '#shell/page.tsx'

/** What we told the person; new ones arrive by themselves. */
export function Screen() {
  const [params, setParams] = useSearchParams()
  const unread = params.get('unread') === '1'
  const list = useInfiniteQuery(inboxQuery(unread))
  const readAll = useReadAll()
  const rows = list.data?.pages.flatMap((p) => p.data)
  const some = rows?.some((n) => n.readAt === null)
  return (
    <Box sx={{ maxWidth: 720 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' }}>
        <PageTitle>Notices</PageTitle>
        <IconButton component={Link} to="/account/notices" aria-label="Choose what we tell you" title="Choose what we tell you">
          <GearIcon />
        </IconButton>
      </Box>
      <Box sx={{ display: 'flex', gap: '8px', mt: '12px', alignItems: 'center' }}>
        <Pill on={!unread} onClick={() => setParams({}, { replace: true })}>
          All
        </Pill>
        <Pill on={unread} onClick={() => setParams({ unread: '1' }, { replace: true })}>
          Unread
        </Pill>
        {some && (
          <Button variant="text" onClick={() => readAll.mutate()} sx={{ ml: 'auto', px: '8px', minHeight: 44 }}>
            Mark all as read
          </Button>
        )}
      </Box>
      <Box sx={{ mt: '16px' }}>
        <Rows
          of={list}
          keyOf={(n) => n.id}
          height={84}
          what="We could not load your notices."
          row={(n) => <NoticeRow notice={n} />}
          empty={<EmptyState title={unread ? 'Nothing unread.' : 'No notices yet.'} text="What we tell you about your requests shows here." />}
        />
      </Box>
    </Box>
  )
}

/** A path of our own, whatever the notice carries. */
const pathOf = (href: string | null): string | null => {
  if (!href) return null
  const url = new URL(href, location.origin)
  return url.origin === location.origin ? url.pathname + url.search + url.hash : null
}

function NoticeRow({ notice }: { notice: Notice }) {
  const read = useReadNotice()
  const navigate = useNavigate()
  const path = pathOf(notice.href)
  const fresh = notice.readAt === null
  const act = () => {
    if (fresh) read.mutate(notice.id)
    if (path) void navigate(path)
  }
  return (
    <Box
      component={path ? Link : 'button'}
      {...(path ? { to: path } : { type: 'button' })}
      onClick={(e: React.MouseEvent) => {
        if (path && (e.metaKey || e.ctrlKey || e.shiftKey)) return
        e.preventDefault()
        act()
      }}
      sx={{
        display: 'grid',
        gridTemplateColumns: '12px 1fr auto',
        gap: '4px 8px',
        p: '14px 16px 14px 12px',
        width: '100%',
        border: 0,
        font: 'inherit',
        textAlign: 'left',
        color: 'inherit',
        textDecoration: 'none',
        cursor: 'pointer',
        bgcolor: fresh ? c.selected : 'transparent',
        '&:hover': { bgcolor: fresh ? c.selected : c.hover },
        '&:focus-visible': { boxShadow: `inset 0 0 0 2px ${c.focus}` },
      }}
    >
      <Box aria-hidden sx={{ width: 8, height: 8, borderRadius: '50%', mt: '7px', bgcolor: fresh ? c.primary : 'transparent' }} />
      <Box sx={{ minWidth: 0 }}>
        <Typography component="span" sx={{ display: 'flex', gap: '6px', alignItems: 'center', fontWeight: fresh ? 650 : 500, lineHeight: '1.375rem', overflowWrap: 'anywhere' }}>
          {notice.urgent && (
            <Box component="span" sx={{ color: c.danger, display: 'flex' }}>
              <AlertIcon size={18} />
              <VisuallyHidden>Urgent: </VisuallyHidden>
            </Box>
          )}
          {notice.title}
          {fresh && <VisuallyHidden>, unread</VisuallyHidden>}
        </Typography>
        {notice.body && (
          <Typography
            component="span"
            variant="body2"
            sx={{ display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical', overflow: 'hidden', color: c.ink2, whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}
          >
            {notice.body}
          </Typography>
        )}
      </Box>
      <Typography component="span" variant="body2" sx={{ color: c.ink3, whiteSpace: 'nowrap', lineHeight: '1.375rem' }}>
        <When at={notice.createdAt} />
      </Typography>
    </Box>
  )
}
