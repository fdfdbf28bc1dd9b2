import Type, { type TSchema } from 'typebox'
import { common } from './problems.ts'

/** Query members of every list: an opaque cursor and a limit of 1 to 100, 20 by default. */
export const pageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 400, description: 'nextCursor of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
}

/** `{ data, nextCursor }`: nextCursor is null on the last page. */
export const PageOf = <T extends TSchema>(item: T) => Type.Object({ data: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) })

export type Key = readonly (string | number | boolean | null)[]

export const writeCursor = (key: Key): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** Reads a cursor of `length` parts; throws `request.invalid` for anything that is not one of ours. */
export function readCursor(cursor: string, length: number): Key {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length && key.every((k) => k === null || ['string', 'number', 'boolean'].includes(typeof k))) return key as Key
  } catch {
    // falls through to the refusal
  }
  throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
}

/** Cuts the one row too many that the query asked for (limit + 1) and makes the cursor from the last one kept. */
export function page<Row, Out>(rows: readonly Row[], limit: number, key: (row: Row) => Key, present: (row: Row) => Out): { data: Out[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit)
  return { data: kept.map(present), nextCursor: rows.length > limit ? writeCursor(key(kept.at(-1)!)) : null }
}
