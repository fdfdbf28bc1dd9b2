import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quietUntil } from './quiet.ts'

const until = (at: string, start: string, end: string, timeZone: string) => quietUntil(new Date(at), { start, end, timeZone })?.toISOString() ?? null

test('a night ends by the clock of the person', () => {
  expect(until('2026-11-21T16:29:59Z', '22:00', '07:00', 'Asia/Kolkata')).toBe(null)
  expect(until('2026-11-21T16:30:00Z', '22:00', '07:00', 'Asia/Kolkata')).toBe('2026-11-22T01:30:00.000Z')
  expect(until('2026-11-22T01:29:59.999Z', '22:00', '07:00', 'Asia/Kolkata')).toBe('2026-11-22T01:30:00.000Z')
  expect(until('2026-11-22T01:30:00Z', '22:00', '07:00', 'Asia/Kolkata')).toBe(null)
  expect(until('2026-11-21T12:00:00Z', '12:00', '14:00', 'UTC')).toBe('2026-11-21T14:00:00.000Z')
})

test('a night in which the clock changes is an hour shorter or longer', () => {
  // Berlin goes forward on 29 March 2026 at 2:00, back on 25 October 2026 at 3:00.
  expect(until('2026-03-28T22:00:00Z', '23:00', '07:00', 'Europe/Berlin')).toBe('2026-03-29T05:00:00.000Z')
  expect(until('2026-10-24T21:00:00Z', '23:00', '07:00', 'Europe/Berlin')).toBe('2026-10-25T06:00:00.000Z')
  // An end that does not exist that night is the first instant after the gap.
  expect(until('2026-03-28T23:30:00Z', '23:00', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  // A start that comes twice: quiet from the first.
  expect(until('2026-10-25T00:40:00Z', '02:30', '06:00', 'Europe/Berlin')).toBe('2026-10-25T05:00:00.000Z')
  // The second half past two is quiet as well.
  expect(until('2026-10-25T01:35:00Z', '02:30', '06:00', 'Europe/Berlin')).toBe('2026-10-25T05:00:00.000Z')
})

test('in every zone the end lies ahead, within a day and an hour or two, and is not quiet itself', () => {
  const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
  const zone = fc.constantFrom('Asia/Kolkata', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu', 'America/Santiago', 'UTC')
  fc.assert(
    fc.property(fc.date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }), clock, clock, zone, (at, start, end, timeZone) => {
      fc.pre(start !== end)
      const free = quietUntil(at, { start, end, timeZone })
      if (free === null) return
      expect(free.getTime()).toBeGreaterThan(at.getTime())
      expect(free.getTime() - at.getTime()).toBeLessThanOrEqual(26 * 3_600_000)
      // Where the clock skips the end (midnight, in Santiago), the next instant that exists may begin the next quiet hours; nobody waits for those as well.
      const local = Temporal.Instant.fromEpochMilliseconds(free.getTime()).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })
      if (local === end) expect(quietUntil(free, { start, end, timeZone })).toBe(null)
    }),
    { numRuns: 500 },
  )
})
