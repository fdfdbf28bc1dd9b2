export interface QuietHours {
  /** "22:00" by the clock of the zone. */
  start: string
  end: string
  timeZone: string
}

/**
 * The instant at which the quiet hours end that `at` falls into, or null when it falls into none. They end by the person's clock, so a
 * night in which the clock changes is an hour longer or shorter; an end that the change skips is the next instant that exists.
 */
export function quietUntil(at: Date, { start, end, timeZone }: QuietHours): Date | null {
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime())
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const overnight = Temporal.PlainTime.compare(end, start) <= 0
  for (const days of [-1, 0]) {
    const day = today.add({ days })
    const from = day.toZonedDateTime({ timeZone, plainTime: start })
    const until = day.add({ days: overnight ? 1 : 0 }).toZonedDateTime({ timeZone, plainTime: end })
    if (Temporal.Instant.compare(from.toInstant(), now) <= 0 && Temporal.Instant.compare(now, until.toInstant()) < 0) return new Date(until.epochMilliseconds)
  }
  return null
}
