import { hourOf, weekdayOf, type Office } from './office.ts'
import type { Prng } from './prng.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How many people write in each hour of a weekday, relative to each other: a morning peak, a dip at lunch, a bump after work. */
const hours = [0.16, 0.1, 0.08, 0.08, 0.14, 0.3, 0.8, 1.9, 3.3, 5.1, 5.7, 5.2, 3.9, 3, 3, 3.2, 3.2, 3.1, 3.5, 4.1, 3.9, 2.6, 1.4, 0.5]
const daysOfWeek = [0.38, 1.25, 1.08, 1, 1, 1.02, 0.72]

/**
 * When `count` tickets were written in the `days` before `now`, in order, without holding them all.
 * The last two weeks are busier, as winter begins and bills are out.
 */
export function* creationTimes(options: { now: number; days: number; count: number; office: Office; random: Prng }): Generator<number> {
  const { now, days, count, office, random } = options
  const start = now - days * DAY
  const buckets = Math.ceil((now - start) / HOUR)
  const weights = new Float64Array(buckets)
  let mood = 1
  let sum = 0
  for (let i = 0; i < buckets; i++) {
    const at = start + i * HOUR
    if (i % 24 === 0) mood = 0.84 + random.next() * 0.32
    const rest = weekdayOf(at) !== 0 && !office.isWorkday(at) ? 0.45 : 1
    const recent = now - at < 14 * DAY ? 1 + 0.95 * Math.min(1, (14 * DAY - (now - at)) / (3 * DAY) + 0.4) : 1
    weights[i] = hours[hourOf(at)]! * daysOfWeek[weekdayOf(at)]! * mood * rest * recent * (i === buckets - 1 ? (now - at) / HOUR : 1)
    sum += weights[i]!
  }
  let owed = 0
  let given = 0
  for (let i = 0; i < buckets; i++) {
    owed += (weights[i]! / sum) * count
    const many = i === buckets - 1 ? count - given : Math.round(owed) - given
    if (many <= 0) continue
    const from = start + i * HOUR
    const length = Math.min(HOUR, now - from - 90_000)
    const times = Float64Array.from({ length: many }, () => from + Math.floor((random.next() * Math.max(length, 1000)) / 1000) * 1000).sort()
    for (const time of times) yield Math.min(time, now - 90_000)
    given += many
  }
}
