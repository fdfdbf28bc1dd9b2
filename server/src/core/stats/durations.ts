/**
 * Histograms of durations. A bucket is four per cent wide, so a percentile read from them is at most two per cent off; they add up over days,
 * which medians do not.
 */
const BASE = Math.log(1.04)

/** The bucket of a duration in seconds; everything below a second is the first. The SQL in days.ts says the same. */
export const bucketOf = (seconds: number): number => Math.floor(Math.log(Math.max(1, seconds)) / BASE)
/** The middle of a bucket, in seconds. */
export const middleOf = (bucket: number): number => Math.exp((bucket + 0.5) * BASE)

export type Histogram = Map<number, number>

/** Adds a histogram as it is kept: buckets and their counts, each joined by commas. */
export function add(into: Histogram, buckets: string, counts: string): void {
  const n = counts.split(',')
  for (const [i, b] of buckets.split(',').entries()) into.set(Number(b), (into.get(Number(b)) ?? 0) + Number(n[i]))
}

export const total = (h: Histogram): number => [...h.values()].reduce((a, b) => a + b, 0)

/** The duration in whole seconds that a share of all (0 to 1) does not exceed; null when there are none. */
export function percentile(h: Histogram, share: number): number | null {
  const wanted = share * total(h)
  let seen = 0
  for (const [bucket, count] of [...h].toSorted((a, b) => a[0] - b[0])) {
    seen += count
    if (seen >= wanted && count > 0) return Math.round(middleOf(bucket))
  }
  return null
}
