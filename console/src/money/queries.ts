import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, isProblem, type PaymentPage } from '@manifold/client'
import { useHints } from '#shell/live.tsx'
import { queries } from '#shell/query.ts'

/** Whatever shows money. The first word of every query key here is one of these, or the name of a list. */
export const moneyKeys = [
  'money',
  'payments',
  'refunds',
  'disputes',
  'adjustments',
  'payouts',
  'webhooks',
  'ledger-accounts',
  'ledger-entries',
  'settlements',
  'bank-lines',
  'findings',
  'simulator',
] as const

/** Everything on screen about money is loaded again, quietly. */
export const moneyChanged = (): Promise<unknown> =>
  queries.invalidateQueries({ predicate: (q) => typeof q.queryKey[0] === 'string' && (moneyKeys as readonly string[]).includes(q.queryKey[0]) })

const about = /^(payment|refund|wallet|simulator)\./
let timer: ReturnType<typeof setTimeout> | undefined

/** Hints about money load what is on screen again, at most once a second however many come. */
export function useMoneyLive(): void {
  useHints((hint) => {
    if (!about.test(hint.name) || timer) return
    timer = setTimeout(() => {
      timer = undefined
      void moneyChanged()
    }, 800)
  })
  useEffect(() => () => (clearTimeout(timer), (timer = undefined)), [])
}

export const usePayment = (id: string) =>
  useQuery({ queryKey: ['money', 'payment', id], queryFn: ({ signal }) => api.get<PaymentPage>(`/payment/intents/${id}`, { signal }), enabled: id !== '' })

/** What went wrong, in a sentence that says what is safe. */
export const failure = (error: unknown): string => (isProblem(error) ? error.message : 'This did not work. Nothing was changed.')
