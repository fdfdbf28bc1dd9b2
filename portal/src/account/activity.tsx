import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, type AuditEntry, type Page } from '@manifold/client'
import { AccountHead } from '#account/head.tsx'
import { EmptyState, When, c } from '#parts.tsx'
import { useSignedIn } from '#session.ts'
import { Rows } from '#shell/rows.tsx'

/** What happened with my account: sign-ins, changes, and staff who opened my data. */
export function Screen() {
  const me = useSignedIn()
  const list = useInfiniteQuery({
    queryKey: ['activity'],
    queryFn: ({ signal, pageParam }) => api.get<Page<AuditEntry>>('/user/me/audit-log', { signal, query: { cursor: pageParam, limit: 30 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  return (
    <Box sx={{ maxWidth: 720 }}>
      <AccountHead>Activity</AccountHead>
      <Typography sx={{ color: c.ink2, mt: '4px' }}>
        Sign-ins, changes to your account, and who of our staff opened your data. If something here was not you, change your password.
      </Typography>
      <Box sx={{ mt: '16px' }}>
        <Rows
          of={list}
          keyOf={(e) => e.id}
          height={64}
          row={(e) => (
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
          )}
          empty={<EmptyState title="Nothing yet." text="What happens with your account shows here." />}
        />
      </Box>
    </Box>
  )
}
