import { readCursor } from '#platform/page'
import { common } from '#platform/problems'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d{1,6})?\+00)?$/
export const isUuid = (text: string): boolean => uuid.test(text.toLowerCase())

/** The conditions of a list and the values of its parameters; `$1` is how many rows are wanted. */
export interface Filter {
  where: string[]
  params: unknown[]
}
export const filterFor = (limit: number): Filter => ({ where: [], params: [limit + 1] })
/** Adds a condition when there is a value for it; `?` stands for the value, wherever it is needed. */
export function given(filter: Filter, text: string, value: unknown): void {
  if (value === undefined) return
  const n = filter.params.push(value)
  filter.where.push(text.replaceAll('?', `$${n}`))
}
export const whereOf = (filter: Filter): string => (filter.where.length === 0 ? 'true' : filter.where.join(' and '))

/** Continues after the last row of the page before: newest first, by an instant or a day and an id. */
export function after(filter: Filter, cursor: string | undefined, at: string, id: string): void {
  if (cursor === undefined) return
  const [time, key] = readCursor(cursor, 2)
  const text = String(time)
  if (!instant.test(text) || Number.isNaN(Date.parse(text.replace(' ', 'T').replace('+00', 'Z'))) || !uuid.test(String(key)))
    throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
  const type = text.length === 10 ? 'date' : 'timestamptz'
  filter.where.push(`(${at}, ${id}) < ($${filter.params.push(text)}::${type}, $${filter.params.push(key)}::uuid)`)
}
