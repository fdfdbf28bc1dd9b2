import type { PaymentDetail } from '@manifold/client'

/**
 * How a payment stands for the person who looks at it.
 * - `open`: it may be paid; `opened`: too, and the bank's page was opened before.
 * - `failed`: the last try failed, nothing was taken; it may be paid again.
 * - `checking`: they come back from the bank, and it has some seconds to tell; `unheard`: it did not.
 * - `late`: the money came when the time was over.
 */
export type Standing = 'open' | 'opened' | 'failed' | 'checking' | 'unheard' | 'paid' | 'ended' | 'late'

/** What this device remembers of a visit to the bank's page. */
export interface Visit {
  /** Tries that had failed before it. */
  failed: number
  /** Whether the bank's page said that it was through; when not, the person came back without an answer. */
  done: boolean
  at: number
}
/** How long the bank may take before we say that it did not answer. */
export const patience = 15_000

const failures = (p: PaymentDetail): number => p.attempts.filter((a) => a.status === 'failed').length

export function standingOf(p: PaymentDetail, visit: Visit | null, now: number): Standing {
  switch (p.status) {
    case 'captured':
      return 'paid'
    case 'cancelled':
    case 'expired':
    case 'lapsed':
      return 'ended'
    case 'late_captured':
    case 'auto_refunded':
      return 'late'
  }
  const waits = p.status === 'authorized' || p.attempts.some((a) => a.status === 'authorized' || (a.status === 'unknown' && p.checkout === null))
  const back = visit?.done === true && failures(p) <= visit.failed
  if (waits || back) return now - (visit?.at ?? 0) < patience ? 'checking' : 'unheard'
  if (p.attempts.at(-1)?.status === 'failed') return 'failed'
  return visit ? 'opened' : 'open'
}

const key = (intentId: string) => `manifold.visit.${intentId}`
export function readVisit(intentId: string): Visit | null {
  try {
    return JSON.parse(localStorage.getItem(key(intentId)) ?? 'null') as Visit | null
  } catch {
    return null
  }
}
function keep(intentId: string, visit: Visit): void {
  try {
    localStorage.setItem(key(intentId), JSON.stringify(visit))
  } catch {
    // Then the answer of the server alone tells how it stands.
  }
}
/** Before the bank's page is opened. */
export const leaveForBank = (p: PaymentDetail): void => keep(p.id, { failed: failures(p), done: false, at: Date.now() })
/** Back from it with a word of the bank's page. */
export function backFromBank(intentId: string): void {
  keep(intentId, { failed: readVisit(intentId)?.failed ?? 0, done: true, at: Date.now() })
}
export function forgetVisit(intentId: string): void {
  try {
    localStorage.removeItem(key(intentId))
  } catch {
    // It was not kept.
  }
}
