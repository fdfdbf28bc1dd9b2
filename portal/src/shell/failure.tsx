import { ApiProblem } from '@manifold/client'
import { ErrorState } from '#parts.tsx'

/** A sentence for anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof ApiProblem ? error.message : 'Something failed. Your work is safe. Try again.')

/** What failed, in place, with a way on. */
export function Failure({ error, onRetry, what = 'We could not load this.' }: { error: unknown; onRetry?: () => void; what?: string }) {
  const known = error instanceof ApiProblem ? error : null
  const offline = known?.code === 'network.offline'
  return (
    <ErrorState
      title={what}
      text={offline ? 'You seem to be offline. Your work is safe. Try again.' : known && known.status < 500 ? known.message : 'Your work is safe. Try again.'}
      {...(onRetry ? { onRetry } : {})}
      reference={known && known.status >= 500 ? known.requestId : null}
    />
  )
}
