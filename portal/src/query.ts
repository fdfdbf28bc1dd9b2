import { QueryClient, dehydrate, hydrate, type DehydratedState } from '@tanstack/react-query'
import { ApiProblem } from '@manifold/client'

/** Refusals are final; a broken connection or a failing server is worth two more tries. */
const worthRetrying = (count: number, error: unknown) => count < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500)

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 20_000, gcTime: 15 * 60_000, retry: worthRetrying, retryDelay: (n) => 600 * 2 ** n, networkMode: 'offlineFirst', refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
})

// What opens without a network: the last seen person, lists and requests. Kept on this phone until sign-out.
const keptKey = 'manifold.seen'
const kept = new Set([
  'me',
  'config',
  'categories',
  'safety',
  'tickets',
  'ticket',
  'messages',
  'inbox',
  'faq',
  'wallet',
  'payments',
  'payment',
  'statement',
  'accounts',
  'account',
  'cylinder',
  'bookings',
  'booking',
])
const keptMost = 400_000

export function remember(): void {
  const state = dehydrate(queries, { shouldDehydrateQuery: (q) => q.state.status === 'success' && kept.has(String(q.queryKey[0])), shouldDehydrateMutation: () => false })
  try {
    const text = JSON.stringify({ at: Date.now(), state })
    if (text.length < keptMost) localStorage.setItem(keptKey, text)
  } catch {
    // A full or forbidden store only costs the offline view.
  }
}

/** Brings back what was seen in the last week; each thing is loaded again as soon as it is shown. */
export function recall(): void {
  try {
    const saved = JSON.parse(localStorage.getItem(keptKey) ?? 'null') as { at: number; state: DehydratedState } | null
    if (!saved || Date.now() - saved.at > 7 * 86_400_000) return
    hydrate(queries, saved.state)
  } catch {
    localStorage.removeItem(keptKey)
  }
}

/** Leaves nothing of a person on this phone. */
export function forget(): void {
  queries.clear()
  for (const store of [localStorage, sessionStorage]) for (const name of Object.keys(store)) if (name.startsWith('manifold.') && name !== 'manifold.mode') store.removeItem(name)
}
