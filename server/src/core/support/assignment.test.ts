/* oxlint-disable vitest/no-conditional-expect -- a property branches on what was generated */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseAgent, loadOf, RAMP_MS, weightOf, type Assignable, type Candidate } from './assignment.ts'

const now = Date.UTC(2026, 10, 23, 6)
const agent = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  active: true,
  available: true,
  teams: ['gas'],
  skills: [],
  load: 0,
  capacity: 10,
  lastAssignedAt: null,
  onlineSince: null,
  newSinceOnline: 0,
  ...more,
})
const ticket = (more: Partial<Assignable> = {}): Assignable => ({ team: 'gas', skills: [], emergency: false, ...more })
const chosen = (candidates: Candidate[], t = ticket(), ramp: number | null = null) => chooseAgent(candidates, t, now, ramp).chosenId
const why = (candidates: Candidate[], id: string, t = ticket(), ramp: number | null = null) => chooseAgent(candidates, t, now, ramp).candidates.find((c) => c.id === id)!.why

describe('load', () => {
  test('urgent weighs 3, high 2, others 1; waiting and ended nothing', () => {
    expect((['urgent', 'high', 'medium', 'low'] as const).map((priority) => weightOf({ priority, status: 'open' }))).toEqual([3, 2, 1, 1])
    for (const status of ['waiting_customer', 'resolved', 'closed', 'cancelled'] as const) expect(weightOf({ priority: 'urgent', status })).toBe(0)
    expect(
      loadOf([
        { priority: 'urgent', status: 'in_progress' },
        { priority: 'low', status: 'open' },
        { priority: 'high', status: 'waiting_customer' },
      ]),
    ).toBe(4)
  })
})

describe('the order of choice', () => {
  test('least load first', () => {
    const all = [agent('a', { load: 3 }), agent('b', { load: 2, lastAssignedAt: now }), agent('c', { load: 5 })]
    expect(chosen(all)).toBe('b')
    expect(chooseAgent(all, ticket(), now).reason).toBe('Least open work: 2 of 10.')
    expect(why(all, 'c')).toBe('Could take it, but has more open work: 5, against 2.')
  })
  test('then the longest since the last assignment; never counts as the longest', () => {
    const all = [agent('a', { lastAssignedAt: now - 1000 }), agent('b', { lastAssignedAt: now - 2000 })]
    expect(chosen(all)).toBe('b')
    expect(why(all, 'b')).toBe('Least open work with others, 0 of 10, and longest since the last one.')
    expect(why(all, 'a')).toBe('Could take it with as much open work, but was assigned one more recently.')
    expect(chosen([...all, agent('c')])).toBe('c')
    expect(why([...all, agent('c')], 'c')).toContain('has not been assigned one yet')
  })
  test('then the smallest id, by code unit', () => {
    expect(chosen([agent('b'), agent('a'), agent('B')])).toBe('B')
    expect(why([agent('b'), agent('a')], 'a')).toContain('first in order')
    expect(why([agent('b'), agent('a')], 'b')).toContain('comes later in order')
  })
  test('the only one', () => expect(chooseAgent([agent('a', { load: 4 })], ticket(), now).reason).toBe('The only one who could take it, with open work 4 of 10.'))
})

describe('who may be chosen', () => {
  test.each<[string, Partial<Candidate>, string]>([
    ['inactive', { active: false }, 'Not active.'],
    ['away', { available: false }, 'Away.'],
    ['in another team', { teams: ['rides'] }, 'Not in the team.'],
    ['unskilled', { skills: ['billing'] }, 'Lacks the skill regulators.'],
    ['full', { load: 10 }, 'At capacity: 10 of 10.'],
    ['beyond full', { load: 12 }, 'At capacity: 12 of 10.'],
    ['without capacity', { capacity: 0 }, 'At capacity: 0 of 0.'],
  ])('not the one who is %s', (_, more, sentence) => {
    const all = [agent('a', { skills: ['regulators'], ...more }), agent('b', { skills: ['regulators', 'billing'], load: 9 })]
    const t = ticket({ skills: ['regulators'] })
    expect(chosen(all, t)).toBe('b')
    expect(why(all, 'a', t)).toBe(sentence)
    expect(chosen(all.slice(0, 1), t)).toBeNull()
  })
  test('every reason is said', () => {
    expect(why([agent('a', { available: false, teams: [], load: 11 })], 'a', ticket({ skills: ['x', 'y'] }))).toBe(
      'Away. Not in the team. Lacks the skills x, y. At capacity: 11 of 10.',
    )
  })
  test('a ticket without a team is for whoever is there', () => expect(chosen([agent('a', { teams: [] })], ticket({ team: null }))).toBe('a'))
  test('decision: capacity gates the load that is already there, so the last place may go to an urgent ticket', () => {
    expect(chosen([agent('a', { load: 9 })])).toBe('a')
    expect(chosen([agent('a', { load: 1, capacity: 2 })])).toBe('a')
  })
})

describe('coming online', () => {
  const fresh = agent('a', { onlineSince: now - 60_000, newSinceOnline: 3 })
  test('at most k new in the first ten minutes, then as anybody', () => {
    expect(chosen([fresh, agent('b', { load: 8 })], ticket(), 3)).toBe('b')
    expect(why([fresh], 'a', ticket(), 3)).toBe('Came online less than ten minutes ago and already got 3 new.')
    expect(chosen([fresh], ticket(), 4)).toBe('a')
    expect(chosen([fresh], ticket(), null)).toBe('a')
    expect(chosen([{ ...fresh, onlineSince: now - RAMP_MS + 1 }], ticket(), 3)).toBeNull()
    expect(chosen([{ ...fresh, onlineSince: now - RAMP_MS }], ticket(), 3)).toBe('a')
    expect(chosen([{ ...fresh, onlineSince: null }], ticket(), 3)).toBe('a')
  })
})

describe('emergencies', () => {
  const t = ticket({ emergency: true, skills: ['leaks'] })
  const skilled = (id: string, more: Partial<Candidate> = {}) => agent(id, { skills: ['leaks'], ...more })
  test('go above capacity and past the ramp, still to the least loaded', () => {
    expect(chosen([skilled('a', { load: 14 }), skilled('b', { load: 12 })], t)).toBe('b')
    expect(why([skilled('a', { load: 12 })], 'a', t)).toContain('An emergency goes above capacity.')
    expect(chosen([skilled('a', { onlineSince: now, newSinceOnline: 9 })], t, 1)).toBe('a')
  })
  test('never outside the team, to the inactive, the absent or the unskilled', () => {
    expect(chosen([skilled('a', { teams: [] }), skilled('b', { active: false }), skilled('c', { available: false }), agent('d')], t)).toBeNull()
  })
})

describe('when nobody can', () => {
  test.each<[string, Candidate[]]>([
    ['Nobody is in the team.', [agent('a', { teams: [] })]],
    ['Nobody is in the team.', []],
    ['Nobody in the team has the skill leaks.', [agent('a')]],
    ['Everybody who could take it is away.', [agent('a', { skills: ['leaks'], available: false }), agent('b')]],
    ['Everybody who could take it is at capacity.', [agent('a', { skills: ['leaks'], load: 10 }), agent('b', { skills: ['leaks'], available: false })]],
    ['Everybody who could take it is at capacity or has just come online.', [agent('a', { skills: ['leaks'], onlineSince: now, newSinceOnline: 2 })]],
  ])('%s', (reason, all) => {
    expect(chooseAgent(all, ticket({ skills: ['leaks'] }), now, 2)).toMatchObject({ chosenId: null, reason })
  })
  test('without a team', () => expect(chooseAgent([], ticket({ team: null }), now).reason).toBe('Nobody is there to take it.'))
})

describe('properties', () => {
  const skills = fc.subarray(['leaks', 'billing'])
  const someAgents = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      active: fc.boolean(),
      available: fc.boolean(),
      teams: fc.subarray(['gas', 'rides']),
      skills,
      load: fc.nat(5),
      capacity: fc.nat(5),
      lastAssignedAt: fc.option(fc.integer({ min: now - 3, max: now })),
      onlineSince: fc.option(fc.integer({ min: now - RAMP_MS - 2, max: now })),
      newSinceOnline: fc.nat(3),
    }),
    { selector: (a) => a.id, maxLength: 8 },
  )
  const someTicket = fc.record({ team: fc.constantFrom('gas', 'rides', null), skills, emergency: fc.boolean() })
  const someRamp = fc.option(fc.nat(3))

  test('the chosen one may be chosen, has the least load, and nobody eligible is left waiting; the order given does not matter', () => {
    fc.assert(
      fc.property(someAgents, someTicket, someRamp, fc.nat(), (all, t, ramp, seed) => {
        const may = (c: Candidate) =>
          c.active &&
          c.available &&
          (t.team === null || c.teams.includes(t.team)) &&
          t.skills.every((s) => c.skills.includes(s)) &&
          (t.emergency || (c.load < c.capacity && !(ramp !== null && c.onlineSince !== null && now - c.onlineSince < RAMP_MS && c.newSinceOnline >= ramp)))
        const decision = chooseAgent(all, t, now, ramp)
        const eligible = all.filter(may)
        expect(
          decision.candidates
            .filter((c) => c.eligible)
            .map((c) => c.id)
            .toSorted(),
        ).toEqual(eligible.map((c) => c.id).toSorted())
        expect(decision.candidates.map((c) => c.id).toSorted()).toEqual(all.map((c) => c.id).toSorted())
        for (const c of decision.candidates) expect(c.why).toMatch(/\.$/)
        const winner = eligible.find((c) => c.id === decision.chosenId)
        expect(winner === undefined).toBe(eligible.length === 0)
        if (winner) {
          if (!t.emergency) expect(winner.load).toBeLessThan(winner.capacity)
          // Nobody beats the winner on (load, last assignment, id), compared one after the other.
          for (const rival of eligible) {
            expect(winner.load).toBeLessThanOrEqual(rival.load)
            if (rival.load !== winner.load || rival === winner) continue
            const [w, r] = [winner.lastAssignedAt ?? 0, rival.lastAssignedAt ?? 0]
            expect(w).toBeLessThanOrEqual(r)
            if (w === r) expect(winner.id < rival.id).toBe(true)
          }
          expect(decision.candidates[0]!.id).toBe(winner.id)
        }
        const shuffled = all.toSorted((a, b) => ((a.id.length * 7 + seed) % 5) - ((b.id.length * 7 + seed) % 5)).toReversed()
        expect(chooseAgent(shuffled, t, now, ramp)).toEqual(decision)
      }),
      { numRuns: 1000 },
    )
  })

  test('forty tickets one after the other: nobody above capacity, equals differ by at most one, and a ticket waits only when all are full', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (people, capacity) => {
        let team = Array.from({ length: people }, (_, i) => agent(`agent-${i}`, { capacity }))
        let waiting = 0
        for (let n = 0; n < 40; n++) {
          const { chosenId } = chooseAgent(team, ticket(), now + n)
          if (chosenId === null) waiting++
          team = team.map((c) => (c.id === chosenId ? { ...c, load: c.load + 1, lastAssignedAt: now + n } : c))
        }
        const loads = team.map((c) => c.load)
        expect(Math.max(...loads)).toBeLessThanOrEqual(capacity)
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
        expect(waiting).toBe(Math.max(0, 40 - people * capacity))
      }),
    )
  })
})
