export interface Clock {
  now(): Date
}
export const wallClock: Clock = { now: () => new Date() }

export const seconds = 1000
export const minutes = 60 * seconds
export const hours = 60 * minutes
export const days = 24 * hours

/** The instant `ms` later (earlier when negative). */
export const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms)
