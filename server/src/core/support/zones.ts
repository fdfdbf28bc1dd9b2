/** Time zones as stretches of constant offset: between two changes, local time is plain arithmetic. Remembered per zone, for every calendar. */

const knownZones = new Set<string>()

/** A named zone that this machine knows, such as Asia/Kolkata. */
export function isZone(name: unknown): name is string {
  if (typeof name !== 'string') return false
  if (knownZones.has(name)) return true
  // A fixed offset such as +05:30 would be accepted by Temporal, and would be wrong twice a year in half the world.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return false
  }
  knownZones.add(name)
  return true
}

/** The stretches of one zone between changes of its offset, remembered across calendars. `to` is Infinity after the last change. */
export type Stretch = { from: number; to: number; offset: number }
const stretches = new Map<string, Stretch[]>()

/** The stretch that holds an instant (epoch ms). The zone must be one (`isZone`). */
export function stretchAt(zone: string, at: number): Stretch {
  let known = stretches.get(zone)
  // The second bound only matters to somebody who tries every century there is.
  if (!known || known.length > 2000) stretches.set(zone, (known = []))
  let low = 0
  let high = known.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (known[middle]!.to <= at) low = middle + 1
    else high = middle
  }
  const found = known[low]
  if (found && found.from <= at) return found
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const stretch = {
    // "previous" is strictly before, and this very instant may be the change.
    from: here.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    to: here.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offset: here.offsetNanoseconds / 1e6,
  }
  known.splice(low, 0, stretch)
  return stretch
}
