import pg from 'pg'

/** A statement as the product sent it. */
export interface Sent {
  text: string
  values: readonly unknown[]
  /** What the database takes each value for, when it was asked. */
  types?: readonly string[]
}

/** Asks the database for the types of the values, which an expression in their place has to have. */
export async function typed(db: pg.Pool, sent: readonly Sent[]): Promise<Sent[]> {
  const client = await db.connect()
  try {
    const made: Sent[] = []
    for (const one of sent) {
      if (one.values.length === 0) made.push(one)
      else {
        await client.query(`prepare asked as ${one.text}`)
        const { rows } = await client.query<{ types: string[] }>(`select parameter_types::text[] types from pg_prepared_statements where name = 'asked'`)
        await client.query('deallocate asked')
        made.push({ ...one, types: rows[0]!.types })
      }
    }
    return made
  } finally {
    client.release()
  }
}

/**
 * Records what one call of `work` sends to the database, transactions included. The limit that a scenario is held against is pgbench
 * sending exactly this.
 */
export async function capture(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown }
  const real = client.query
  client.query = function (this: unknown, ...args: unknown[]) {
    const [first, second] = args
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text
    // Values come with the statement, or beside it.
    const values = Array.isArray(second) ? second : ((first as { values?: unknown[] } | undefined)?.values ?? [])
    if (text !== undefined) sent.push({ text, values })
    return real.apply(this, args)
  }
  try {
    await work()
  } finally {
    client.query = real
  }
  return sent
}

// pgbench takes a colon and a letter for a variable, also within a literal.
const quote = (text: string): string => {
  const plain = text.replaceAll("'", "''")
  return /:[A-Za-z_]/.test(text) ? `E'${plain.replaceAll('\\', '\\\\').replaceAll(':', '\\x3a')}'` : `'${plain}'`
}
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** How a message's number within its ticket stands in JSON; it is unique as ids are. */
export const numbered = '"n":'

/**
 * The statements as a pgbench script. Values stand as literals; `fresh` are ids that this call made, which every execution needs anew:
 * their last twelve characters are replaced by a random number (and the numbers of messages). `own` gives the number of an id by an expression of
 * pgbench instead.
 */
export function script(sent: readonly Sent[], fresh: readonly string[] = [], own: Readonly<Record<string, string>> = {}): string {
  const tails = [...new Set([...fresh, ...Object.keys(own)])].map((id, i) => ({
    number: own[id] ?? 'random(1, 999999999999)',
    tail: uuid.test(id) ? id.slice(-12) : id,
    with: uuid.test(id) ? `lpad(:r${i}::text, 12, '0')` : id.startsWith(numbered) ? `${quote(numbered)} || (:r${i}::bigint % 2000000000)::text` : `'T' || :r${i}::text`,
    name: `r${i}`,
  }))
  const used = new Set<string>()
  const literal = (value: unknown, type?: string): string => {
    if (value === null || value === undefined) return 'null'
    if (typeof value === 'number' || typeof value === 'boolean') return quote(String(value))
    const text =
      value instanceof Date
        ? value.toISOString()
        : Array.isArray(value)
          ? `{${value.map((v) => (v === null ? 'null' : `"${String(v).replaceAll(/["\\]/g, '\\$&')}"`)).join(',')}}`
          : typeof value === 'object'
            ? JSON.stringify(value)
            : String(value as string)
    const hits = tails.filter((t) => text.includes(t.tail))
    if (hits.length === 0) return quote(text)
    for (const h of hits) used.add(h.name)
    const made = hits.reduce((sql, h) => `replace(${sql}, ${quote(h.tail)}, ${h.with})`, quote(text))
    if (type) return `(${made})::${type}`
    if (Array.isArray(value)) return `(${made})${value.every((v) => typeof v === 'string' && uuid.test(v)) ? '::uuid[]' : '::text[]'}`
    return `(${made})${uuid.test(text) ? '::uuid' : text.startsWith('[') || text.startsWith('{"') ? '::jsonb' : ''}`
  }
  const body = sent.map(
    ({ text, values, types }) =>
      `${text
        .replaceAll(/\$(\d+)/g, (_, n: string) => literal(values[Number(n) - 1], types?.[Number(n) - 1]))
        .replaceAll(/\s+/g, ' ')
        .trim()};`,
  )
  return `${tails
    .filter((t) => used.has(t.name))
    .map((t) => `\\set ${t.name} ${t.number}`)
    .join('\n')}\n${body.join('\n')}\n`
}
