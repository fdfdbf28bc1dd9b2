import type { CategoryKey, Priority } from './catalogue.ts'
import type { TeamKey } from './people.ts'

export type Status = 'open' | 'in_progress' | 'waiting_customer' | 'resolved' | 'closed' | 'cancelled'
export type Channel = 'portal' | 'email' | 'api'

export interface DemoMessage {
  readonly author: 'customer' | 'agent'
  readonly agentKey?: string
  readonly at: Date
  readonly body: string
  /** Names of the files that came with it; the texts speak of them. */
  readonly files?: readonly string[]
}
export interface DemoNote {
  readonly agentKey: string
  readonly at: Date
  readonly body: string
}

export type EventType = 'created' | 'team' | 'assigned' | 'status' | 'priority' | 'reopened' | 'rated' | 'visit' | 'paged' | 'acknowledged' | 'attended' | 'made_safe'
export interface DemoEvent {
  readonly at: Date
  readonly type: EventType
  /** A customer's or a staff member's key, or `system`. */
  readonly actorKey: string
  /** Status, priority, team or staff key before and after, by type; for `rated` the stars, for `visit` the technician. */
  readonly from: string | null
  readonly to: string | null
  /** Words for the timeline, where there are any. */
  readonly reason?: string
}
export interface DemoVisit {
  readonly bookedAt: Date
  readonly technician: string
  readonly idCard: string
  readonly from: Date
  readonly to: Date
}

export interface DemoTicket {
  /** `TKT-` and six of the 32 letters and digits that cannot be taken for one another. */
  readonly reference: string
  readonly customerKey: string
  readonly categoryKey: CategoryKey
  /** Which story it tells; useful for tests, not for people. */
  readonly story: string
  readonly subject: string
  /** The customer's first message. It is not repeated in `messages`. */
  readonly description: string
  readonly priority: Priority
  readonly status: Status
  readonly teamKey: TeamKey
  readonly assigneeKey: string | null
  readonly channel: Channel
  readonly createdAt: Date
  /** First public reply of a person. */
  readonly firstRespondedAt: Date | null
  readonly firstResolvedAt: Date | null
  /** The last resolution; null again while re-opened. */
  readonly resolvedAt: Date | null
  readonly closedAt: Date | null
  readonly cancelledAt: Date | null
  readonly rating?: 1 | 2 | 3 | 4 | 5
  readonly feedback?: string
  readonly ratedAt?: Date
  readonly tags: readonly string[]
  readonly lat: number
  readonly lng: number
  readonly address: string
  /** None while nobody has answered and the customer has not written again. In order of time, as are notes and events. */
  readonly messages: readonly DemoMessage[]
  readonly notes: readonly DemoNote[]
  readonly events: readonly DemoEvent[]
  readonly visit?: DemoVisit
  readonly leak?: { readonly kind: 'uncontrolled' | 'controlled'; readonly acknowledgedAt: Date | null; readonly attendedAt: Date | null; readonly preventedAt: Date | null }
}

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const MASK = 0x3fffffff

/**
 * The `index`-th reference of a town: a permutation of all 2³⁰, so no two are equal and nothing has to be remembered.
 * `index` is at most 2³⁰ − 1.
 */
export function referenceAt(index: number, seed: number): string {
  let x = (index ^ (seed & MASK)) & MASK
  for (const factor of [0x2c1b3c6d, 0x297a2d39]) {
    x ^= x >>> 15
    x = Math.imul(x, factor) & MASK
    x ^= x >>> 13
  }
  return `TKT-${alphabet[x >>> 25]}${alphabet[(x >>> 20) & 31]}${alphabet[(x >>> 15) & 31]}${alphabet[(x >>> 10) & 31]}${alphabet[(x >>> 5) & 31]}${alphabet[x & 31]}`
}
