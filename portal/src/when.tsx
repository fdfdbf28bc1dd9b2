import { useSyncExternalStore } from 'react'
import { useConfig, useMe } from '#session.ts'

/** How the portal says a time: in the reader's zone and locale, 12 hours. */
export interface Wording {
  locale: string
  timeZone: string
  now: number
}

const formats = new Map<string, Intl.DateTimeFormat>()
function format(w: Wording, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${w.locale}|${w.timeZone}|${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(w.locale, { timeZone: w.timeZone, ...options })))
  return made
}

const dayOf = (at: number, w: Wording) => format({ ...w, locale: 'en-CA' }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
/** Whole calendar days from today: −1 is yesterday. */
const daysAway = (at: number, w: Wording) => Math.round((Date.parse(dayOf(at, w)) - Date.parse(dayOf(w.now, w))) / 86_400_000)

/** 1:08 pm */
export const clock = (iso: string, w: Wording): string => format(w, { hour: 'numeric', minute: '2-digit', hour12: true }).format(Date.parse(iso))

/** Today · Yesterday · Fri 20 Nov · 20 Nov 2025 */
export function day(iso: string, w: Wording): string {
  const at = Date.parse(iso)
  const away = daysAway(at, w)
  if (away === 0) return 'Today'
  if (away === -1) return 'Yesterday'
  if (away === 1) return 'Tomorrow'
  const year = (n: number) => format(w, { year: 'numeric' }).format(n)
  if (year(at) !== year(w.now) || Math.abs(away) > 180) return format(w, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
  return Math.abs(away) < 7 ? format(w, { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replaceAll(',', '') : format(w, { day: 'numeric', month: 'short' }).format(at)
}

/** Today, 1:08 pm · Fri 20 Nov, 1:08 pm */
export const dayAndClock = (iso: string, w: Wording): string => `${day(iso, w)}, ${clock(iso, w)}`

/** In a sentence: today, 1:08 pm · Fri 20 Nov, 1:08 pm */
export function inSentence(iso: string, w: Wording): string {
  const text = dayAndClock(iso, w)
  return /^(Today|Yesterday|Tomorrow)/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text
}

/** Under an hour ago relative, then the day. Just now · 4 min ago · Today, 1:08 pm · Fri 20 Nov · 20 Nov 2025 */
export function ago(iso: string, w: Wording): string {
  const minutes = Math.floor((w.now - Date.parse(iso)) / 60_000)
  if (minutes < 1 && minutes > -2) return 'Just now'
  if (minutes > 0 && minutes < 60) return `${minutes} min ago`
  return daysAway(Date.parse(iso), w) === 0 ? dayAndClock(iso, w) : day(iso, w)
}

/** The exact instant with its zone, for the tooltip. */
export const exact = (iso: string, w: Wording): string => format(w, { dateStyle: 'full', timeStyle: 'long' }).format(Date.parse(iso))

const minute = {
  subscribe(then: () => void) {
    const timer = setInterval(then, 20_000)
    document.addEventListener('visibilitychange', then)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', then)
    }
  },
  get: () => Math.floor(Date.now() / 60_000),
}

/** The reader's wording, as of this minute. */
export function useWording(): Wording {
  const me = useMe()
  const { timeZone } = useConfig()
  const now = useSyncExternalStore(minute.subscribe, minute.get) * 60_000 + 59_999
  // The words are English, so the dates are too.
  return { locale: me?.locale.startsWith('en-') ? me.locale : 'en-IN', timeZone: me?.timeZone || timeZone, now }
}

const sayings = { ago, day, clock, dayAndClock, inSentence }

export function When({ at, as = 'ago' }: { at: string; as?: keyof typeof sayings }) {
  const w = useWording()
  return (
    <time dateTime={at} title={exact(at, w)}>
      {sayings[as](at, w)}
    </time>
  )
}
