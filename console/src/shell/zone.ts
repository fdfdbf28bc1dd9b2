/** Minutes that a zone is ahead of UTC at an instant. */
function ahead(timeZone: string, at: Date): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  )
  return Math.round(
    (Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day), Number(parts.hour), Number(parts.minute), Number(parts.second)) - at.getTime()) / 60_000,
  )
}

/** The instant that a wall clock of a zone shows: `2026-11-23T09:00`. A time that a change of clocks skips is the one after it. */
export function instantIn(timeZone: string, local: string): Date {
  const utc = Date.parse(`${local.length === 10 ? `${local}T00:00` : local.slice(0, 16)}:00Z`)
  const first = new Date(utc - ahead(timeZone, new Date(utc)) * 60_000)
  return new Date(utc - ahead(timeZone, first) * 60_000)
}

/** The day of a zone, as `2026-11-23`, moved by so many days. */
export function dayIn(timeZone: string, at: Date, days = 0): string {
  const [y, m, d] = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at).split('-').map(Number)
  return new Date(Date.UTC(y!, m! - 1, d! + days)).toISOString().slice(0, 10)
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay()

const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : ['UTC']
/** Zones to choose from. Browsers list some by an old name (Asia/Calcutta), so the one in use is always among them. */
export const zoneOptions = (current: string | null): { value: string; label: string }[] =>
  [...new Set([...(current ? [current] : []), 'Asia/Kolkata', ...known.filter((z) => z !== 'Asia/Calcutta')])].sort().map((z) => ({ value: z, label: z.replaceAll('_', ' ') }))
