import { useQuery } from '@tanstack/react-query'
import { Failure } from '#shell/failure.tsx'
import { meQuery } from '#session.ts'
import { SkeletonRows } from '#parts.tsx'
import { MyHome } from '#home/mine.tsx'
import { Welcome } from '#home/welcome.tsx'

/** Mine when somebody is signed in, a way in when nobody is. */
export function Screen() {
  const { data: me, error, refetch } = useQuery(meQuery)
  if (me) return <MyHome me={me} />
  if (me === null) return <Welcome />
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  return <SkeletonRows rows={4} height={96} />
}
