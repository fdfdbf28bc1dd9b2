import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cycle } from './cycle.ts'

test('property: a cycle ends, no rule fires twice, none that could still fire is left over', async () => {
  // Rules over six switches: each needs one in a state and sets others. Many of them undo one another.
  const rule = fc.record({ needs: fc.nat(5), state: fc.boolean(), sets: fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 3 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(rule, { maxLength: 12 }),
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      fc.array(fc.nat(11), { maxLength: 3 }),
      async (rules, start, spentAt) => {
        const switches = [...start]
        let looks = 0
        const spent = new Set(spentAt.flatMap((i) => rules[i] ?? []))
        const holds = (r: (typeof rules)[number]) => switches[r.needs] === r.state
        const fired = await cycle(
          rules,
          async (r) => (looks++, holds(r)),
          async (r) => {
            // An earlier rule that holds goes first.
            expect(rules.find((x) => !spent.has(x) && !history.has(x) && holds(x))).toBe(r)
            history.add(r)
            for (const [at, to] of r.sets) switches[at] = to
          },
          spent,
        )
        expect(new Set(fired).size).toBe(fired.length)
        expect(fired.some((r) => spent.has(r))).toBe(false)
        expect(looks).toBeLessThanOrEqual((rules.length * (rules.length + 3)) / 2)
        expect(rules.every((r) => spent.has(r) || fired.includes(r) || !holds(r))).toBe(true)
        history.clear()
      },
    ),
    { numRuns: 500 },
  )
})
const history = new Set<unknown>()
