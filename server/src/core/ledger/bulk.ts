import type pg from 'pg'
import type { Posting } from './post.ts'

/** Writes many movements that lie in the past, in the order given (seeds). Each part commits by itself unless the caller has a transaction open. */
export async function postAll(client: pg.ClientBase, postings: readonly (Posting & { occurredAt: Date })[]): Promise<void> {
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
    await client.query('select count(p.seq) from jsonb_array_elements($1::jsonb) with ordinality x(posting, n), lateral ledger.post(x.posting) p', [JSON.stringify(part)])
  }
}
