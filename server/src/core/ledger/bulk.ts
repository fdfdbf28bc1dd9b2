import type pg from 'pg'
import type { Posting } from './post.ts'

/**
 * Writes many movements that lie in the past, in the order given (seeds). Each part commits by itself unless the caller has a transaction open. Gives the ids of the
 * entries that `keep` picks, by their keys.
 */
export async function postAll(
  client: pg.ClientBase,
  postings: readonly (Posting & { occurredAt: Date })[],
  keep: (posting: Posting) => boolean = () => false,
): Promise<Map<string, string>> {
  const kept = new Map<string, string>()
  for (let i = 0; i < postings.length; i += 500) {
    const part = postings.slice(i, i + 500).map(({ kind, key, businessRef, occurredAt, lines, memo }) => ({
      kind,
      key,
      businessType: businessRef.type,
      businessId: businessRef.id,
      memo,
      occurredAt,
      recordedAt: occurredAt,
      lines: lines.map((l) => ({ currency: 'INR', ...l })),
    }))
    const { rows } = await client.query<{ n: string; id: string }>(
      'select x.n, p.entry_id id from jsonb_array_elements($1::jsonb) with ordinality x(posting, n), lateral ledger.post(x.posting) p',
      [JSON.stringify(part)],
    )
    for (const { n, id } of rows) {
      const posting = postings[i + Number(n) - 1]!
      if (keep(posting)) kept.set(posting.key, id)
    }
  }
  return kept
}
