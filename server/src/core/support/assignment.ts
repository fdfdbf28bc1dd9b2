/**
 * Who gets the ticket, and why. Pure: the caller reads the candidates under its lock, stores the whole decision ("why me?") and writes the
 * assignment in the same transaction. (requirements: S5, "Assignment"; domain/helpdesk.md)
 *
 * Filter: active, available, in the team, has the skills, weighted load below capacity, not flooded while coming online.
 * Then least load → longest since the last assignment (never: first) → smallest id.
 */
import type { Instant } from './calendar.ts'
import type { Priority, Status } from './clocks.ts'

export type Candidate = {
  readonly id: string
  /** May work at all: not suspended, not removed. */
  readonly active: boolean
  /** Has said "available"; away, and away and re-assigning, are not. */
  readonly available: boolean
  readonly teams: readonly string[]
  /** Names as people read them: a refusal cites them. */
  readonly skills: readonly string[]
  /** `loadOf` the tickets they hold, in every team. */
  readonly load: number
  readonly capacity: number
  readonly lastAssignedAt: Instant | null
  /** When they last became available; null when not known, and then nothing is held back. */
  readonly onlineSince: Instant | null
  /** Automatic assignments since `onlineSince`. Only read in the first ten minutes. */
  readonly newSinceOnline: number
}

export type Assignable = {
  /** Null: whoever is there may take it. */
  readonly team: string | null
  readonly skills: readonly string[]
  /** Goes to the least loaded even above capacity, and at once; never outside the team, to the absent or to the unskilled. */
  readonly emergency: boolean
}

export type Considered = { id: string; load: number; capacity: number; eligible: boolean; why: string }

export type Decision = {
  chosenId: string | null
  /** One sentence for the timeline and for "why me?". */
  reason: string
  /** Everybody looked at: the eligible in the order of choice, then the others by id. */
  candidates: Considered[]
}

/** How long after coming online the ramp holds: [since, since + 10 min). */
export const RAMP_MS = 10 * 60_000

const weights: Record<Priority, number> = { urgent: 3, high: 2, medium: 1, low: 1 }

/** What one ticket weighs on the agent who holds it: urgent 3, high 2, else 1; nothing while it waits for the customer or has ended. */
export const weightOf = (ticket: { readonly priority: Priority; readonly status: Status }): number =>
  ticket.status === 'open' || ticket.status === 'in_progress' ? weights[ticket.priority] : 0

export const loadOf = (tickets: readonly { readonly priority: Priority; readonly status: Status }[]): number => tickets.reduce((sum, t) => sum + weightOf(t), 0)

/**
 * Chooses the agent for one ticket. The same input, in any order, gives the same answer. `ramp` is the most new tickets an agent
 * gets in the first ten minutes after coming online, so that the first one in the morning does not receive the whole night; null switches it off.
 *
 * Capacity is a gate on the load an agent already carries (`load < capacity`), as the rule says: an urgent ticket may carry it up to two
 * beyond. Otherwise an agent with a capacity of two could never be given an urgent one.
 */
export function chooseAgent(candidates: readonly Candidate[], ticket: Assignable, now: Instant, ramp: number | null = null): Decision {
  const looked = candidates.map((candidate) => ({ candidate, obstacles: obstaclesOf(candidate, ticket, now, ramp) }))
  const eligible = looked
    .filter((l) => l.obstacles.length === 0)
    .map((l) => l.candidate)
    .toSorted(byChoice)
  const [chosen, next] = eligible

  const ranked = eligible.map((c): Considered => ({ ...figures(c), eligible: true, why: c === chosen ? whyChosen(c, next, ticket) : whyPassedOver(c, chosen!) }))
  const refused = looked
    .filter((l) => l.obstacles.length > 0)
    .toSorted((a, b) => compare(a.candidate.id, b.candidate.id))
    .map((l): Considered => ({ ...figures(l.candidate), eligible: false, why: l.obstacles.join(' ') }))
  return { chosenId: chosen?.id ?? null, reason: ranked[0]?.why ?? whyNobody(candidates, ticket), candidates: [...ranked, ...refused] }
}

const figures = (c: Candidate): Pick<Considered, 'id' | 'load' | 'capacity'> => ({ id: c.id, load: c.load, capacity: c.capacity })

/** By code unit, so that every machine sorts alike. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Never assigned counts as the longest ago. */
const lastAssigned = (c: Candidate): number => c.lastAssignedAt ?? -Infinity

function byChoice(a: Candidate, b: Candidate): number {
  if (a.load !== b.load) return a.load - b.load
  const [lastA, lastB] = [lastAssigned(a), lastAssigned(b)]
  if (lastA !== lastB) return lastA < lastB ? -1 : 1
  return compare(a.id, b.id)
}

/** Everything that keeps a candidate from this ticket, in sentences; empty when nothing does. */
function obstaclesOf(c: Candidate, ticket: Assignable, now: Instant, ramp: number | null): string[] {
  const found: string[] = []
  if (!c.active) found.push('Not active.')
  if (!c.available) found.push('Away.')
  if (ticket.team !== null && !c.teams.includes(ticket.team)) found.push('Not in the team.')
  const missing = ticket.skills.filter((skill) => !c.skills.includes(skill))
  if (missing.length > 0) found.push(`Lacks the ${missing.length === 1 ? 'skill' : 'skills'} ${missing.join(', ')}.`)
  if (ticket.emergency) return found
  if (c.load >= c.capacity) found.push(`At capacity: ${c.load} of ${c.capacity}.`)
  if (ramp !== null && c.onlineSince !== null && now < c.onlineSince + RAMP_MS && c.newSinceOnline >= ramp) {
    found.push(`Came online less than ten minutes ago and already got ${c.newSinceOnline} new.`)
  }
  return found
}

function whyChosen(c: Candidate, next: Candidate | undefined, ticket: Assignable): string {
  const work = `${c.load} of ${c.capacity}`
  const beyond = ticket.emergency && c.load >= c.capacity ? ' An emergency goes above capacity.' : ''
  if (!next) return `The only one who could take it, with open work ${work}.${beyond}`
  if (c.load < next.load) return `Least open work: ${work}.${beyond}`
  if (lastAssigned(c) === lastAssigned(next)) return `Least open work with others, ${work}, and equally long without a new one; first in order.${beyond}`
  if (c.lastAssignedAt === null) return `Least open work with others, ${work}, and has not been assigned one yet.${beyond}`
  return `Least open work with others, ${work}, and longest since the last one.${beyond}`
}

function whyPassedOver(c: Candidate, chosen: Candidate): string {
  if (c.load > chosen.load) return `Could take it, but has more open work: ${c.load}, against ${chosen.load}.`
  if (lastAssigned(c) > lastAssigned(chosen)) return 'Could take it with as much open work, but was assigned one more recently.'
  return 'Could take it just as well; comes later in order.'
}

/** The first filter that leaves nobody. */
function whyNobody(candidates: readonly Candidate[], ticket: Assignable): string {
  const inTeam = candidates.filter((c) => c.active && (ticket.team === null || c.teams.includes(ticket.team)))
  if (inTeam.length === 0) return ticket.team === null ? 'Nobody is there to take it.' : 'Nobody is in the team.'
  const skilled = inTeam.filter((c) => ticket.skills.every((skill) => c.skills.includes(skill)))
  if (skilled.length === 0) return `Nobody in the team has ${ticket.skills.length === 1 ? 'the skill' : 'the skills'} ${ticket.skills.join(', ')}.`
  const present = skilled.filter((c) => c.available)
  if (present.length === 0) return 'Everybody who could take it is away.'
  if (present.every((c) => c.load >= c.capacity)) return 'Everybody who could take it is at capacity.'
  return 'Everybody who could take it is at capacity or has just come online.'
}
