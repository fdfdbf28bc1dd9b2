import type { Priority } from './catalogue.ts'
import type { DemoStaff, TeamKey } from './people.ts'
import type { Prng } from './prng.ts'

export const loadOf: Readonly<Record<Priority, number>> = { urgent: 3, high: 2, medium: 1, low: 1 }

/** Who works on what. Keeps count of the work that is open at the end, so that nobody's plate is fuller than the desk would allow. */
export interface Staffing {
  /** Somebody of the team; people with the skill come first. */
  anyone(team: TeamKey): number
  /** The member with the most room for open work of this weight, or -1 when all are full. */
  withRoom(team: TeamKey, weight: number): number
  take(staff: number, weight: number): void
  /** Another member of the team than this one, or the same when there is no other. */
  colleague(team: TeamKey, other: number): number
}

export function staffing(staff: readonly DemoStaff[], random: Prng): Staffing {
  const members = new Map<TeamKey, number[]>()
  /** For the past: the home team does most of it, and those with a small capacity do less. */
  const usual = new Map<TeamKey, number[]>()
  staff.forEach((person, index) => {
    for (const [place, team] of person.teams.entries()) {
      if (person.capacity === 0) continue
      members.set(team, [...(members.get(team) ?? []), index])
      const share = (place === 0 ? 3 : 1) * (person.role === 'agent' ? 3 : 1)
      usual.set(team, [...(usual.get(team) ?? []), ...Array<number>(share).fill(index)])
    }
  })
  const load = staff.map(() => 0)
  return {
    anyone: (team) => random.pick(usual.get(team)!),
    withRoom(team, weight) {
      let best = -1
      let bestShare = 1
      for (const index of members.get(team)!) {
        const { capacity, availability } = staff[index]!
        const share = (load[index]! + weight) / capacity
        // Some room is left for what comes in while people look at the demo.
        if (availability === 'available' && share <= (capacity <= 10 ? 0.6 : 0.85) && share < bestShare) {
          best = index
          bestShare = share
        }
      }
      return best
    },
    take: (index, weight) => {
      load[index]! += weight
    },
    colleague(team, other) {
      const all = members.get(team)!
      return all.length < 2 ? other : all[(all.indexOf(other) + 1 + random.int(0, all.length - 2)) % all.length]!
    },
  }
}
