import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, type AuditEntry, type Page } from '@manifold/client'
import { AccountHead } from '#account/head.tsx'
import { EmptyState, Panel, SkeletonRows, When, c } from '#parts.tsx'
import { useSignedIn } from '#session.ts'
import { Failure } from '#shell/failure.tsx'
import { More } from '#shell/more.tsx'

/** What happened with my account: sign-ins, changes, and staff who opened my data. */
export function Screen() {
  const me = useSignedIn()
  const list = useInfiniteQuery({
    queryKey: ['activity'],
    queryFn: ({ signal, pageParam }) => api.get<Page<AuditEntry>>('/user/me/audit-log', { signal, query: { cursor: pageParam, limit: 30 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const rows = list.data?.pages.flatMap((p) => p.data)
  return (
    <Box sx={{ maxWidth: 720 }}>
      <AccountHead>Activity</AccountHead>
      <Typography sx={{ color: c.ink2, mt: '4px' }}>
        Sign-ins, changes to your account, and who of our staff opened your data. If something here was not you, change your password.
      </Typography>
      <Panel sx={{ mt: '16px' }}>
        {rows ? (
          rows.length > 0 ? (
            <ul className="plain">
              {rows.map((e) => (
                <li key={e.id}>
                  <Box sx={{ display: 'flex', gap: '16px', justifyContent: 'space-between', p: '12px 16px' }}>
                    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                      {e.sentence}
                      <Typography variant="body2" sx={{ color: c.ink3 }}>
                        {[e.actorName === me.name ? 'You' : e.actorName, e.address].filter(Boolean).join(', ')}
                      </Typography>
                    </Box>
                    <Typography variant="body2" sx={{ color: c.ink3, whiteSpace: 'nowrap' }}>
                      <When at={e.at} style="dayTime" />
                    </Typography>
                  </Box>
                </li>
              ))}
            </ul>
          ) : (
            <EmptyState title="Nothing yet." text="What happens with your account shows here." />
          )
        ) : list.error ? (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <SkeletonRows rows={6} height={64} />
        )}
      </Panel>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} failed={list.isFetchNextPageError} onMore={() => void (!list.isFetchingNextPage && list.fetchNextPage())} />
    </Box>
  )
}
