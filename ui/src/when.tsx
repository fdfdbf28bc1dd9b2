import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'

export interface Locale {
  locale: string
  timeZone: string
  /** The console writes 13:08, the portal 1:08 pm. */
  hourCycle: 'h12' | 'h23'
}
const LocaleContext = createContext<Locale>({ locale: 'en-IN', timeZone: 'Asia/Kolkata', hourCycle: 'h12' })
export const LocaleProvider = ({ value, children }: { value: Locale; children: ReactNode }) => <LocaleContext value={value}>{children}</LocaleContext>
export const useLocale = (): Locale => useContext(LocaleContext)

const formats = new Map<string, Intl.DateTimeFormat>()
const format = (l: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${l.locale}|${l.timeZone}|${l.hourCycle}|${JSON.stringify(options)}`
  let f = formats.get(key)
  if (!f) formats.set(key, (f = new Intl.DateTimeFormat(l.locale, { timeZone: l.timeZone, ...options })))
  return f
}
export const timeText = (l: Locale, at: Date): string =>
  format(l, l.hourCycle === 'h23' ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : { hour: 'numeric', minute: '2-digit', hour12: true }).format(at)
const dayKey = (l: Locale, at: Date) => format({ ...l, locale: 'en-CA' }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
const dayNumber = (l: Locale, at: Date) => Math.round(Date.parse(`${dayKey(l, at)}T00:00:00Z`) / 86_400_000)
/** Days from today in the reader's zone: 0 today, -1 yesterday. */
export const daysFrom = (l: Locale, now: Date, at: Date): number => dayNumber(l, at) - dayNumber(l, now)

/** "Today", "Yesterday", "Fri 20 Nov" within the week around now, else "20 Nov 2026". */
export function dayText(l: Locale, at: Date, now = new Date()): string {
  const days = daysFrom(l, now, at)
  if (days === 0) return 'Today'
  if (days === -1) return 'Yesterday'
  if (days === 1) return 'Tomorrow'
  const parts = format(l, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).formatToParts(at)
  const get = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return Math.abs(days) < 7 ? `${get('weekday')} ${get('day')} ${get('month')}` : `${get('day')} ${get('month')} ${get('year')}`
}

/** An answer to a question of a form, as `text` has it; a day (2026-11-20) is written for the reader. */
export const answerText = (l: Locale, text: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(text) ? format({ ...l, timeZone: 'UTC' }, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(`${text}T12:00:00Z`)) : text || '–'

/** The exact instant with its zone. */
export const exactText = (l: Locale, at: Date): string =>
  format(l, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(l.hourCycle === 'h23' ? { hourCycle: 'h23' } : { hour12: true }),
  }).format(at)

/** A length of time in words: "48 min", "1 h 05", "2 d 4 h". */
export function durationText(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`
  const days = Math.floor(hours / 24)
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`
}

export type WhenStyle = 'auto' | 'day' | 'time' | 'dayTime' | 'deadline' | 'ago'

/** An instant in words; an empty string for what is not an instant. */
export function whenText(l: Locale, at: Date, style: WhenStyle, now = new Date()): string {
  if (Number.isNaN(at.getTime())) return ''
  const seconds = (now.getTime() - at.getTime()) / 1000
  const day = dayText(l, at, now)
  switch (style) {
    case 'time':
      return timeText(l, at)
    case 'day':
      return day
    case 'dayTime':
      return `${day}, ${timeText(l, at)}`
    case 'ago':
      return seconds < 60 ? 'just now' : seconds < 86_400 ? `${durationText(seconds)} ago` : day
    case 'deadline': {
      const clock = daysFrom(l, now, at) === 0 ? timeText(l, at) : `${day}, ${timeText(l, at)}`
      return seconds > 0 ? `${clock}, ${durationText(seconds)} ago` : `${clock}, in ${durationText(seconds)}`
    }
    case 'auto':
      if (seconds >= 0 && seconds < 60) return 'just now'
      if (seconds >= 0 && seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
      return Math.abs(daysFrom(l, now, at)) <= 1 ? `${day}, ${timeText(l, at)}` : day
  }
}

/** The present, again every `every` milliseconds, so that relative times stay true. */
export function useNow(every = 30_000): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}

/** An instant by the rules of screens.md; the exact one with its zone stands in the tooltip and in `datetime`. Nothing for what is not an instant. Within a sentence "Today" is small. */
export function When({ at, style = 'auto', within = false }: { at: string | Date; style?: WhenStyle; within?: boolean }) {
  const l = useLocale()
  const now = useNow()
  const date = typeof at === 'string' ? new Date(at) : at
  if (Number.isNaN(date.getTime())) return null
  return (
    <time dateTime={date.toISOString()} title={exactText(l, date)}>
      {within ? whenText(l, date, style, now).replace(/^(?:To|Yester|Tomorr)/, (w) => w.toLowerCase()) : whenText(l, date, style, now)}
    </time>
  )
}

/** Money from integer minor units: always two decimals, the minus sign −. */
export function Money({ amount, currency = 'INR' }: { amount: number; currency?: string }) {
  return <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{moneyText(amount, currency)}</span>
}
export const moneyText = (amount: number, currency = 'INR'): string =>
  new Intl.NumberFormat('en-IN', { style: 'currency', currency, minimumFractionDigits: 2 }).format(amount / 100).replace('-', '−')
