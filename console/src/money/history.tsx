import { useQuery } from '@tanstack/react-query'
import { SkeletonRows, When } from '@manifold/ui'
import { api, type PaymentStep } from '@manifold/client'
import { human } from '#money/words.tsx'

/** What each move was, as a sentence would say it. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  payment: {
    created: 'Payment begun',
    attempted: 'The payer went to pay',
    authorized: 'Money authorised',
    captured: 'Paid',
    cancelled: 'Called off',
    expired: 'The time to pay ran out',
    lapsed: 'The authorisation lapsed',
    late_captured: 'Money came too late',
    auto_refunded: 'Given back',
  },
  'payment attempt': {
    initiated: 'A try began',
    authorized: 'The bank authorised the try',
    captured: 'The try was captured',
    failed: 'The try failed',
    unknown: 'No answer from the gateway',
    lapsed: 'The try lapsed',
  },
  refund: {
    requested: 'Refund asked for',
    approved: 'Refund approved',
    submitted: 'Refund sent to the gateway',
    pending: 'Refund is with the bank',
    unknown: 'No answer about the refund',
    processed: 'Refund arrived',
    failed: 'Refund failed',
    rejected: 'Refund declined',
    cancelled: 'Refund taken back',
    wallet_credited: 'Refund credited to the wallet',
  },
  dispute: {
    opened: 'Dispute opened',
    action_required: 'The bank asks for an answer',
    under_review: 'The bank looks into it',
    won: 'Dispute won',
    lost: 'Dispute lost',
    closed: 'Dispute closed',
  },
}
const reasons: Record<string, string> = { auto_policy: 'Within the limit' }
const good = new Set(['captured', 'processed', 'wallet_credited', 'won'])
const bad = new Set(['failed', 'lost', 'late_captured', 'unknown', 'opened', 'action_required', 'rejected', 'reversed'])

/** Each move of a payment and what belongs to it, oldest first. */
export function Steps({ of: steps }: { of: PaymentStep[] }) {
  if (steps.length === 0) return <p className="meta">Nothing has happened yet.</p>
  return (
    <ol className="happened">
      {steps.map((s) => (
        <li key={`${s.nounId}-${s.to}-${s.at}`} data-tone={good.has(s.to) ? 'good' : bad.has(s.to) ? 'bad' : undefined}>
          <span style={{ gridColumn: 2 }}>
            {words[s.noun]?.[s.to] ?? `${human(s.noun)}: ${human(s.to).toLowerCase()}`}
            {s.actorName || s.reason ? <span className="meta">{[s.actorName, s.reason ? (reasons[s.reason] ?? s.reason) : null].filter(Boolean).join(': ')}</span> : null}
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
