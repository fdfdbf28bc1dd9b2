import Type from 'typebox'
import type { FieldError } from '#platform/problems'
import { comparisons, fields } from './fields.ts'

export type Plain = string | number | boolean | readonly string[]
/** A literal, or the key of a setting that holds it. */
export type Wanted = Plain | { readonly setting: string }

export interface Condition {
  readonly field: string
  readonly is: string
  readonly value?: Wanted
}
/** All or any of the parts must hold; a part may be such a group again. No parts: `all` holds, `any` does not. */
export interface Conditions {
  readonly match: 'all' | 'any'
  readonly of: readonly (Condition | Conditions)[]
}
export const isGroup = (part: Condition | Conditions): part is Conditions => 'match' in part

const ConditionSchema = Type.Object(
  {
    field: Type.String({ maxLength: 60 }),
    is: Type.String({ maxLength: 30 }),
    value: Type.Optional(
      Type.Union([
        Type.String({ maxLength: 500 }),
        Type.Number(),
        Type.Boolean(),
        Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 }),
        Type.Object({ setting: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
      ]),
    ),
  },
  { additionalProperties: false },
)
const group = <T extends Type.TSchema>(part: T) =>
  Type.Object({ match: Type.Unsafe<'all' | 'any'>({ type: 'string', enum: ['all', 'any'] }), of: Type.Array(part, { maxItems: 30 }) }, { additionalProperties: false })
/** Groups may be nested twice. */
export const ConditionsSchema = Type.Unsafe<Conditions>(group(Type.Union([ConditionSchema, group(Type.Union([ConditionSchema, group(ConditionSchema)]))])))

/** The facts of one ticket, and of the event, by the names of the fields. */
export type Facts = Readonly<Record<string, unknown>>

const numberFields = new Set(['older_than_hours', 'within_hours', 'due_within_hours', 'at_least', 'more_than', 'at_most', 'fewer_than'])
const listFields = new Set(['in', 'not_in', 'has_any', 'has_all', 'has_none', 'contains_any'])
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Everything that is wrong with the conditions: unknown fields, comparisons that make no sense, values of the wrong form. `settings` are the keys that may stand for a number. */
export function wrongConditions(conditions: Conditions, settings: ReadonlySet<string>, at = 'conditions', event = true): FieldError[] {
  return conditions.of.flatMap((part, i) => {
    const path = `${at}.of.${i}`
    if (isGroup(part)) return wrongConditions(part, settings, path, event)
    const field = fields[part.field]
    if (!field) return [{ path: `${path}.field`, message: 'is not a field that rules know' }]
    if (!event && field.sql === undefined) return [{ path: `${path}.field`, message: 'is known to rules on events only' }]
    if (!comparisons[field.type].includes(part.is)) return [{ path: `${path}.is`, message: `must be one of ${comparisons[field.type].join(', ')}` }]
    const message = wrongValue(part, field, settings)
    return message === undefined ? [] : [{ path: `${path}.value`, message }]
  })
}

function wrongValue({ is, value }: Condition, { type, options }: (typeof fields)[string], settings: ReadonlySet<string>): string | undefined {
  if (is === 'is_set' || is === 'not_set') return value === undefined ? undefined : 'is not wanted here'
  if (value === undefined) return 'is needed'
  if (typeof value === 'object' && 'setting' in value)
    return type === 'number' || type === 'instant' ? (settings.has(value.setting) ? undefined : 'names no setting that rules may use') : 'cannot come from a setting'
  if (numberFields.has(is) || type === 'number')
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 1_000_000 ? undefined : 'must be a number of 0 or more'
  if (type === 'boolean') return typeof value === 'boolean' ? undefined : 'must be true or false'
  if (listFields.has(is)) {
    if (!Array.isArray(value) || value.length === 0) return 'must be a list with at least one value'
    if (options && value.some((v) => !options.includes(v as string))) return `takes only ${options.join(', ')}`
    if (type === 'id' && value.some((v) => !uuid.test(v as string))) return 'takes only ids'
    return undefined
  }
  if (typeof value !== 'string' || value === '') return 'must be a text'
  if (options && !options.includes(value)) return `must be one of ${options.join(', ')}`
  if (type === 'id' && !uuid.test(value)) return 'must be an id'
  return undefined
}

/** Puts the values of settings in the place of their keys. */
export function resolved(conditions: Conditions, settings: ReadonlyMap<string, number>): Conditions {
  return {
    match: conditions.match,
    of: conditions.of.map((part) => {
      if (isGroup(part)) return resolved(part, settings)
      if (typeof part.value !== 'object' || !('setting' in part.value)) return part
      const value = settings.get(part.value.setting)
      if (value === undefined) throw new Error(`The setting ${part.value.setting} of a rule is gone`)
      return { ...part, value }
    }),
  }
}

const hour = 3_600_000
const lower = (text: unknown): string => (typeof text === 'string' ? text.toLowerCase() : '')

/** Whether one condition holds. A field without a value fails every comparison but `not_set`, `not_equals`, `not_in`, `not_contains` and `has_none`. */
export function holds({ field, is, value }: Condition, facts: Facts, now: Date): boolean {
  const found = facts[field] ?? null
  const list = () => value as readonly string[]
  const instant = () => (found === null ? undefined : (found as Date).getTime())
  switch (is) {
    case 'is_set':
      return found !== null
    case 'not_set':
      return found === null
    case 'equals':
      return found === value
    case 'not_equals':
      return found !== value
    case 'in':
      return found !== null && list().includes(found as string)
    case 'not_in':
      return found === null || !list().includes(found as string)
    case 'contains':
      return lower(found).includes(lower(value))
    case 'not_contains':
      return !lower(found).includes(lower(value))
    case 'contains_any':
      return list().some((v) => lower(found).includes(lower(v)))
    case 'at_least':
      return found !== null && (found as number) >= (value as number)
    case 'more_than':
      return found !== null && (found as number) > (value as number)
    case 'at_most':
      return found !== null && (found as number) <= (value as number)
    case 'fewer_than':
      return found !== null && (found as number) < (value as number)
    case 'has_any':
      return list().some((v) => ((found as string[]) ?? []).includes(v))
    case 'has_all':
      return list().every((v) => ((found as string[]) ?? []).includes(v))
    case 'has_none':
      return !list().some((v) => ((found as string[]) ?? []).includes(v))
    case 'older_than_hours':
      return found !== null && instant()! <= now.getTime() - (value as number) * hour
    case 'within_hours':
      return found !== null && instant()! > now.getTime() - (value as number) * hour && instant()! <= now.getTime()
    case 'due_within_hours':
      return found !== null && instant()! > now.getTime() && instant()! <= now.getTime() + (value as number) * hour
    default:
      throw new Error(`Rules do not know the comparison ${is}`)
  }
}

/** Whether the conditions hold, and why: every condition with the value it met. */
export function evaluate(conditions: Conditions, facts: Facts, now: Date): { held: boolean; why: { field: string; is: string; wanted: unknown; found: unknown; held: boolean }[] } {
  const parts = conditions.of.map((part) => {
    if (isGroup(part)) return evaluate(part, facts, now)
    const held = holds(part, facts, now)
    const found = facts[part.field] ?? null
    return {
      held,
      why: [{ field: part.field, is: part.is, wanted: part.value ?? null, found: typeof found === 'string' && found.length > 200 ? `${found.slice(0, 200)}…` : found, held }],
    }
  })
  return { held: conditions.match === 'all' ? parts.every((p) => p.held) : parts.some((p) => p.held), why: parts.flatMap((p) => p.why) }
}

/**
 * The conditions as SQL over `t` and `c`, `$1` being the present instant, so that a time rule finds its tickets by index. `value` adds a
 * parameter and answers its place. It must say the same as `evaluate`; a test compares the two.
 */
export function toSql(conditions: Conditions, value: (v: unknown) => string): string {
  if (conditions.of.length === 0) return conditions.match === 'all' ? 'true' : 'false'
  return `(${conditions.of.map((part) => (isGroup(part) ? toSql(part, value) : oneToSql(part, value))).join(conditions.match === 'all' ? ' and ' : ' or ')})`
}

const likeSafe = (text: unknown): string => `%${lower(text).replace(/[\\%_]/g, '\\$&')}%`

function oneToSql({ field, is, value: wanted }: Condition, value: (v: unknown) => string): string {
  const { sql, type } = fields[field]!
  if (sql === undefined) throw new Error(`${field} is known to rules on events only`)
  const cast = type === 'id' ? 'uuid' : type === 'number' ? 'float8' : type === 'boolean' ? 'boolean' : 'text'
  const one = () => `${value(wanted)}::${cast}`
  const many = () => `${value(wanted)}::${cast}[]`
  const hours = () => `make_interval(secs => ${value((wanted as number) * 3600)}::float8)`
  switch (is) {
    case 'is_set':
      return `${sql} is not null`
    case 'not_set':
      return `${sql} is null`
    case 'equals':
      return `${sql} = ${one()}`
    case 'not_equals':
      return `${sql} is distinct from ${one()}`
    case 'in':
      return `${sql} = any(${many()})`
    case 'not_in':
      return `(${sql} is null or ${sql} <> all(${many()}))`
    case 'contains':
      return `lower(coalesce(${sql}, '')) like ${value(likeSafe(wanted))}`
    case 'not_contains':
      return `lower(coalesce(${sql}, '')) not like ${value(likeSafe(wanted))}`
    case 'contains_any':
      return `lower(coalesce(${sql}, '')) like any(${value((wanted as string[]).map(likeSafe))}::text[])`
    case 'at_least':
      return `${sql} >= ${one()}`
    case 'more_than':
      return `${sql} > ${one()}`
    case 'at_most':
      return `${sql} <= ${one()}`
    case 'fewer_than':
      return `${sql} < ${one()}`
    case 'has_any':
      return `${sql} && ${many()}`
    case 'has_all':
      return `${sql} @> ${many()}`
    case 'has_none':
      return `not ${sql} && ${many()}`
    case 'older_than_hours':
      return `${sql} <= $1::timestamptz - ${hours()}`
    case 'within_hours':
      return `(${sql} > $1::timestamptz - ${hours()} and ${sql} <= $1::timestamptz)`
    case 'due_within_hours':
      return `(${sql} > $1::timestamptz and ${sql} <= $1::timestamptz + ${hours()})`
    default:
      throw new Error(`Rules do not know the comparison ${is}`)
  }
}
