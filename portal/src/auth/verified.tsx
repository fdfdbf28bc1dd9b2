import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api } from '@manifold/client'
import { AuthFrame } from '#auth/shared.tsx'
import { SkeletonRows, c } from '#parts.tsx'
import { useMe, useRefreshMe } from '#session.ts'
import { PageTitle } from '#shell/page.tsx'

/** Where the link of a mail leads after it was followed; a bare token is confirmed here. */
export function Screen() {
  const [params] = useSearchParams()
  const me = useMe()
  const refresh = useRefreshMe()
  const token = params.get('token')
  const check = useQuery({
    queryKey: ['verify', token],
    queryFn: () => api.get('/auth/verify-email', { query: { token } }).then(() => true),
    enabled: token !== null,
    retry: false,
    staleTime: Infinity,
  })
  const failed = params.get('error') !== null || check.isError
  const waiting = token !== null && check.isPending
  useEffect(() => {
    if (!waiting && !failed) void refresh().catch(() => undefined)
    // Once it is known.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [waiting, failed])
  return (
    <AuthFrame bar="E-mail address">
      {waiting ? (
        <>
          <PageTitle>Confirming your e-mail address</PageTitle>
          <SkeletonRows rows={1} />
        </>
      ) : (
        <>
          <PageTitle>{failed ? 'This link is no longer valid' : 'Your e-mail address is confirmed'}</PageTitle>
          <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>{failed ? 'Links work for a day. Ask for a new one in your profile.' : 'We can write to you now.'}</Typography>
          <Button component={Link} to={failed ? '/account/profile' : '/'} variant="contained" color="primary" fullWidth>
            {failed ? 'Open your profile' : me ? 'Go home' : 'Sign in'}
          </Button>
        </>
      )}
    </AuthFrame>
  )
}
