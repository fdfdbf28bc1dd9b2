import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { ApiProblem, api, type Ticket } from '@manifold/client'
import { claims, dropClaim } from '#draft.ts'
import { useToast } from '#parts.tsx'

/** Reports made on this phone before signing in become mine. */
export function useClaimGuestReports(): void {
  const client = useQueryClient()
  const toast = useToast()
  const navigate = useNavigate()
  useEffect(() => {
    const mine = async () => {
      for (const { reference, token } of claims()) {
        try {
          await api.post<Ticket>(`/support/tickets/${encodeURIComponent(reference)}/claim`, { token })
          dropClaim(reference)
          toast({ text: `Your report ${reference} is in your account now.`, action: { label: 'Open', run: () => void navigate(`/requests/${reference}`) } })
          // Twice: a list that is being read for the first time is not read anew by the first one, and may have been asked before the claim.
          await client.invalidateQueries({ queryKey: ['tickets'] })
          await client.invalidateQueries({ queryKey: ['tickets'] })
        } catch (error) {
          // Claimed already, or the secret is too old: asking again would never help. No network: another time.
          if (error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429) dropClaim(reference)
        }
      }
    }
    void mine()
  }, [client, toast, navigate])
}
