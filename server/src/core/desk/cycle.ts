/**
 * One cycle of rules over one ticket. Rules are looked at in their order; when one fires, the cycle begins again from the first, because what
 * it changed may make an earlier one hold; a rule that fired (or failed) is not looked at again in this cycle. So each fires at most once,
 * and n rules take at most n(n+1)/2 looks. `spent` are rules that have fired already, for example the time rule that began the cycle.
 */
export async function cycle<R>(rules: readonly R[], look: (rule: R) => Promise<boolean>, fire: (rule: R) => Promise<void>, spent: Iterable<R> = []): Promise<R[]> {
  const done = new Set<R>(spent)
  const fired: R[] = []
  for (let i = 0; i < rules.length;) {
    const rule = rules[i]!
    if (done.has(rule) || !(await look(rule))) {
      i++
      continue
    }
    done.add(rule)
    fired.push(rule)
    await fire(rule)
    i = 0
  }
  return fired
}
