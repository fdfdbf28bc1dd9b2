import { useQuery } from '@tanstack/react-query'
import { SkeletonRows, When } from '@manifold/ui'
import { api, type PaymentStep } from '@manifold/client'
import { attemptWords, disputeWords, human, paymentWords, refundWords, shownOf, type Shown } from '#money/words.tsx'

const tables: Readonly<Record<string, Readonly<Record<string, Shown>>>> = { payment: paymentWords, 'payment attempt': attemptWords, refund: refundWords, dispute: disputeWords }
const nouns: Record<string, string> = { payment: 'Payment', 'payment attempt': 'Try', refund: 'Refund', dispute: 'Dispute', payout: 'Payout' }
const good = new Set(['captured', 'processed', 'wallet_credited', 'won'])
const bad = new Set(['failed', 'lost', 'late_captured', 'unknown', 'opened', 'action_required', 'rejected', 'reversed'])

const wordOf = (noun: string, state: string) => shownOf(tables[noun] ?? {}, state)[0].toLowerCase()

/** Each move of a payment and what belongs to it, oldest first. */
export function Steps({ of: steps }: { of: PaymentStep[] }) {
  if (steps.length === 0) return <p className="meta">Nothing has happened yet.</p>
  return (
    <ol className="happened">
      {steps.map((s) => (
        <li key={`${s.nounId}-${s.to}-${s.at}`} data-tone={good.has(s.to) ? 'good' : bad.has(s.to) ? 'bad' : undefined}>
          <span style={{ gridColumn: 2 }}>
            {nouns[s.noun] ?? human(s.noun)} {wordOf(s.noun, s.to)}
            {s.actorName || s.reason ? <span className="meta">{[s.actorName, s.reason ? human(s.reason) : null].filter(Boolean).join(': ')}</span> : null}
          </span>
          <span className="meta">
            <When at={s.at} style="dayTime" />
          </span>
        </li>
      ))}
    </ol>
  )
}

export function History({ path }: { path: string }) {
  const found = useQuery({ queryKey: ['money', 'history', path], queryFn: ({ signal }) => api.get<{ data: PaymentStep[] }>(path, { signal }) })
  if (found.isPending) return <SkeletonRows rows={3} height={32} />
  if (found.isError) return <p className="meta">We could not load what happened. {found.error.message}</p>
  return <Steps of={found.data.data} />
}
