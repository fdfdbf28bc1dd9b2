import { QueryClient } from '@tanstack/react-query'
import { ApiProblem, onSignedOut } from '@manifold/client'

/** Refusals are final; a broken connection or a failing server is worth two more tries. */
const worthRetrying = (count: number, error: unknown) => count < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500)

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 10 * 60_000, retry: worthRetrying, retryDelay: (n) => 600 * 2 ** n, networkMode: 'always', refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
})

// Whatever was asked: an answer that says nobody is signed in ends the session on this page too.
onSignedOut(() => queries.setQueryData(['me'], null))
