import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { PaymentDetail } from '@manifold/client'
import { Callout } from '#money/parts.tsx'
import type { Standing } from '#money/standing.ts'
import { AlertIcon, CheckCircleIcon, ClockIcon, InfoIcon, c } from '#parts.tsx'

/** Whether a button to pay belongs on the screen. */
export const mayPay = (s: Standing): boolean => s === 'open' || s === 'opened' || s === 'failed'

/** How the payment stands, in the words that a person needs before the next press. Nothing while it was not tried. */
export function PayState({ standing, payment, problem, onAsk }: { standing: Standing; payment: PaymentDetail; problem: string | null; onAsk: () => void }) {
  if (problem)
    return (
      <Callout tone="attention" icon={AlertIcon} title="That did not work" alert>
        {problem}
      </Callout>
    )
  const why = payment.attempts.at(-1)?.error
  switch (standing) {
    case 'failed':
      return (
        <Callout tone="attention" icon={AlertIcon} title="The payment did not go through. You were not charged." alert>
          {why ? `Your bank said: ${why.replace(/\.$/, '')}. ` : ''}Try again, or pay another way.
        </Callout>
      )
    case 'checking':
      return (
        <Callout tone="plain" icon={ClockIcon} title="We are asking your bank" alert>
          This takes some seconds. You can close this page; we will tell you.
        </Callout>
      )
    case 'unheard':
      return (
        <Callout tone="attention" icon={ClockIcon} title="We have not heard from your bank yet. Do not pay again; we will tell you." alert>
          If money left your account it is either counted here or given back. You can close this page.
          <div>
            <Button variant="text" onClick={onAsk} sx={{ px: 0, minHeight: 44 }}>
              Look again now
            </Button>
          </div>
        </Callout>
      )
    case 'opened':
      return (
        <Callout tone="plain" icon={InfoIcon} title="You came back without paying">
          If you did pay, wait: it shows here by itself. It is never charged twice.
        </Callout>
      )
    case 'late':
      return (
        <Callout tone="attention" icon={ClockIcon} title="Your payment came after the time was over">
          We are looking whether it can still be used. If not, all of it goes back to where it came from.
        </Callout>
      )
    case 'paid':
      return <Callout tone="success" icon={CheckCircleIcon} title="Paid. One moment." />
    default:
      return null
  }
}

export const PayNote = ({ children }: { children: React.ReactNode }) => (
  <Typography variant="body2" sx={{ color: c.ink3, mt: '12px' }}>
    {children}
  </Typography>
)
