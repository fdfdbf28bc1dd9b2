import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { dayIn, instantIn } from '#shell/zone.ts'

export interface Option {
  value: string
  label: string
}
export interface FilterSpec {
  /** The name in the address and in the API. */
  name: string
  label: string
  /** One value, several with commas between them, a day (`from` and `to` are two filters; `date` is sent as an instant, `day` as it is), or free words. */
  kind: 'one' | 'many' | 'date' | 'day' | 'text'
  /** A hook, so that options can come from the API. */
  useOptions?: () => Option[]
}
export type Values = Readonly<Record<string, string>>

export interface Filters {
  values: Values
  /** Null takes the filter away. */
  set: (changes: Record<string, string | null>) => void
  clear: () => void
}

/** The filters of a list, held by the address, so that a link shows the same list and Back works. */
export function useFilters(names: readonly string[]): Filters {
  const [query, setQuery] = useSearchParams()
  const known = names.join()
  const text = query.toString()
  const values = useMemo(() => Object.fromEntries([...new URLSearchParams(text)].filter(([k]) => known.split(',').includes(k))), [text, known])
  const set = useCallback(
    (changes: Record<string, string | null>) =>
      setQuery(
        (old) => {
          const next = new URLSearchParams(old)
          for (const [name, value] of Object.entries(changes)) {
            if (value === null) next.delete(name)
            else next.set(name, value)
          }
          return next
        },
        { replace: true },
      ),
    [setQuery],
  )
  const clear = useCallback(() => setQuery({}, { replace: true }), [setQuery])
  return { values, set, clear }
}

/** Yes and no, for a filter of one value. */
export const yesNo = (yes: string, no: string): (() => Option[]) => {
  const options = [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ]
  return () => options
}
export const fixed = (options: readonly (readonly [string, string])[]): (() => Option[]) => {
  const list = options.map(([value, label]) => ({ value, label }))
  return () => list
}

const DAY = /^\d{4}-\d\d-\d\d$/
/** The filters as the API takes them: a day becomes the instant at which it begins where I am, `to` the one at which it ends. `days` stay days. */
export const asked = (values: Values, timeZone: string, days: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([k, v]) => [
      k,
      !DAY.test(v) || days.includes(k) ? v : instantIn(timeZone, k === 'to' ? dayIn('UTC', new Date(`${v}T00:00:00Z`), 1) : v).toISOString(),
    ]),
  )
