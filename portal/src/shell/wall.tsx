import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useLocation } from 'react-router'
import { SkeletonRows } from '#parts.tsx'
import { meQuery } from '#session.ts'
import { Failure } from '#shell/failure.tsx'

/** Screens of a person: who is not signed in is asked to, and comes back to the same address. */
export function Wall() {
  const { data: me, error, refetch } = useQuery(meQuery)
  const { pathname, search } = useLocation()
  if (me) return <Outlet />
  if (me === null) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  return <SkeletonRows rows={4} />
}
